"""Persons of a sample: their wealth is that of the table of lives, who loses is who compare says, who pays adds up."""

import numpy as np
import pytest

from microsim.comparing.classes import BENEFITS, OWN
from microsim.explorer import payers, pictures
from microsim.explorer.levers import read_settings
from microsim.explorer.persons import COHORTS, FIFTHS, by_cell, cells_of, lose_much, net
from microsim.lives.derive import WHOLE_LIVES
from microsim.running import run_scenario

LAW = read_settings({"men_age": "66@2030", "accrual": "0.9@2030"})


@pytest.fixture(scope="module")
def pair(model):
    return model.answer(LAW, quick=False)


@pytest.fixture(scope="module")
def table(model):
    """Return the table of lives that the run of the same sample writes."""
    run = run_scenario("baseline", model.one_in, model.until, threads=1, progress=False, figures=False, lives=True)
    frame = run.lives
    return frame[frame.birth_year.between(*WHOLE_LIVES)].reset_index(drop=True)


def test_wealth_is_that_of_the_table_of_lives(pair, table):
    persons = pair.before.persons
    assert len(persons.number) == len(table) > 500
    assert np.array_equal(persons.born, table.birth_year)
    assert persons.drawn == pytest.approx(table[list(BENEFITS)].sum(axis=1).to_numpy())
    assert persons.paid == pytest.approx(table[list(OWN)].sum(axis=1).to_numpy())
    cohort, fifth = np.divmod(cells_of(persons), len(FIFTHS))
    assert np.array_equal(np.array(COHORTS)[cohort], table.cohort)
    assert np.array_equal(fifth, table.earnings_quintile)


def test_twins_are_the_same_persons(pair):
    assert pair.paired
    assert np.array_equal(pair.before.persons.number, pair.after.persons.number)
    assert np.array_equal(pair.before.persons.earned > 0, pair.after.persons.earned > 0)


def test_who_loses_much_is_counted_by_hand(pair):
    before, after = pair.before.persons, pair.after.persons
    lost = net(before) - net(after)
    much = (before.drawn >= 0.005) & (lost > 0.05 * before.drawn)
    share, loss = lose_much(before, after)
    assert share.value[0] == pytest.approx(much.mean())
    assert 0 < share.value[0] < 1
    assert loss.value[0] == pytest.approx(np.median(lost[much]), rel=0.02)
    assert loss.persons[0] == much.sum()


def test_cells_of_few_persons_tell_no_mean(pair):
    cells = list(pictures.cohorts(pair))
    assert len(cells) == len(COHORTS) * len(FIFTHS)
    assert sum(cell["persons"] for cell in cells) == len(pair.before.persons.number)
    assert all(("before" in cell) == (cell["persons"] >= pictures.FEWEST) for cell in cells)


def test_the_change_of_twins_is_surer_than_that_of_strangers(pair):
    before, after = pair.before.persons, pair.after.persons
    twins, strangers = (by_cell(before, after, paired)[2] for paired in (True, False))
    large = twins.persons >= 10
    assert large.any()
    assert np.median(twins.se[large] / strangers.se[large]) < 0.8


def test_a_reform_of_the_population_has_no_twins(model):
    other = model.base._replace(world=model.base.world._replace(death=model.base.world.death * 0.99))
    from microsim.explorer.warm import same_people

    assert same_people(model.base, model.base)
    assert not same_people(model.base, other)


def test_who_pays_adds_up_to_nothing_in_every_column(model):
    sheet = payers.sheet(model, LAW)
    *lines, total = sheet["rows"]
    assert set(total["values"]) == {0}
    for column in range(len(sheet["columns"])):
        assert sum(row["values"][column] for row in lines) == pytest.approx(0, abs=0.001 * len(lines))
    by_name = {row["name"]["en"]: row["values"] for row in lines}
    assert by_name["Pensioners, employees' scheme"][-2] < 0
    assert {"Employers", "Central treasury"} <= set(by_name)


def test_without_a_reform_nobody_pays(model):
    sheet = payers.sheet(model, {})
    assert {value for row in sheet["rows"] for value in row["values"][:-1]} == {0}
