"""A life told is the life of the population run, to the last bit."""

import numpy as np
import pytest

import microsim as ms
from microsim.engine.run import record_lives, simulate
from microsim.inputs import compile_inputs, with_luck
from microsim.kernel.draws import draw_key
from microsim.kernel.items import Item
from microsim.kernel.numbers import unpack
from microsim.kernel.tallies import Lifetime
from microsim.kernel.world import BASE_YEAR, BIRTH_YEARS, FIRST_BIRTH_YEAR, FIRST_STOCK_YEAR, FIRST_YEAR
from microsim.places import PLACE_CODE
from microsim.schema import PERSON_FIELDS, Scheme
from microsim.telling import explain
from microsim.telling.life import alone, check, live, live_in_the_open, packed
from microsim.telling.money import money_of
from microsim.watch.records import Watched

TOLD = 12  # persons of the thousand that the quick tests live in the open


def cell(number, records):
    """Return where what a person pays and receives is summed: year of birth, sex, education, hukou type at entry."""
    known = records[records["birth"].argmax()]
    row = min(max(int(known["birth"]) // 12 - FIRST_BIRTH_YEAR, 0), BIRTH_YEARS - 1)
    return row, known["sex"], known["education"], unpack(np.uint64(number))[2] % 2


def agree(numbers, world, seed=1, replicate=0):
    """Live persons in the open; every year and all that is booked must be that of one common run."""
    together = simulate(numbers, world, seed, replicate, first=FIRST_STOCK_YEAR)
    lives = record_lives(numbers, world, seed, replicate, first=FIRST_STOCK_YEAR)
    flows, lifetimes = np.zeros_like(together.flows), np.zeros_like(together.lifetimes)
    key, (tables, by_months) = draw_key(seed, replicate), packed(world)
    for number, compiled in zip(numbers, lives, strict=True):
        one = alone(number, tables, key, 2100)
        check(live_in_the_open(number, by_months, draw_key(seed, replicate), 2100), compiled, one.flows)
        flows += one.flows
        lifetimes[cell(number, one.records)] += one.lifetimes
    assert np.array_equal(flows, together.flows)
    assert np.array_equal(lifetimes, together.lifetimes)


def test_lives_alone_are_those_of_the_population_run(baseline, thousand):
    """The books of one-person runs, on which the money of an explanation rests, sum to those of the run."""
    together = simulate(thousand, baseline.world, first=FIRST_STOCK_YEAR)
    flows, lifetimes = np.zeros_like(together.flows), np.zeros_like(together.lifetimes)
    lives = record_lives(thousand, baseline.world, first=FIRST_STOCK_YEAR)
    tables, key = packed(baseline.world)[0], draw_key(1, 0)
    for number, life in zip(thousand, lives, strict=True):
        one = alone(number, tables, key, 2100)
        flows += one.flows
        lifetimes[cell(number, one.records)] += one.lifetimes
        assert one.records.tobytes() == life.tobytes()
    assert np.array_equal(flows, together.flows)
    assert np.array_equal(lifetimes, together.lifetimes)
    assert np.count_nonzero(together.lifetimes[..., Lifetime.PERSONS]) > 100


def test_lives_in_the_open_are_those_of_the_population_run(baseline, thousand):
    agree(thousand[:: len(thousand) // TOLD], baseline.world)


@pytest.mark.slow
def test_a_thousand_lives_in_the_open(baseline, thousand):
    agree(thousand, baseline.world)


@pytest.mark.slow
def test_another_seed_and_made_up_law(world, numbers):
    agree(numbers[::40], world, seed=7, replicate=3)


def test_what_is_told_of_money_is_what_was_booked(baseline, thousand):
    for number in thousand[::150]:
        life = live(int(number), baseline.world, 1, 0, 2100)
        told = np.zeros_like(life.flows)
        for year, entries in life.noted.items():
            for row in money_of(entries):
                cell = (PLACE_CODE[row["fund"]], Scheme[row["scheme"].upper()], Item[row["item"].upper()])
                told[(year - FIRST_YEAR, *cell)] += round(100 * row["yuan"])
                assert round(100 * sum(row["by_month"])) == round(100 * row["yuan"])
        assert np.array_equal(told, life.flows)
        assert life.lifetimes[Lifetime.PERSONS] == 1


def test_every_field_is_told(baseline, thousand):
    number = int(thousand[100])
    told = explain("baseline", person=number)
    record = record_lives(thousand[100:101], baseline.world)[0]
    for year in told["years"]:
        for field in PERSON_FIELDS:
            assert np.array_equal(year["record"][field.name], record[year["year"] - BASE_YEAR][field.name]), field.name


@pytest.mark.slow
def test_shocks_of_mortality_are_those_of_the_run(thousand):
    """A replicate of a run has its own path of mortality; the life told has it too."""
    scenario = ms.scenario("baseline").set("mortality.shocks", "lee_carter")
    inputs = compile_inputs(scenario, 2040)
    lucky = with_luck(inputs, 1, 2)
    assert not np.array_equal(lucky.world.death, inputs.world.death)
    number = thousand[100]
    told = explain(scenario, person=int(number), seed=1, replicate=2, until=2040)
    record = record_lives(np.array([number]), lucky.world, 1, 2, 2040)[0]
    chances = []
    for year in told["years"]:
        assert record[year["year"] - BASE_YEAR]["alive"] == year["alive"]
        assert record[year["year"] - BASE_YEAR]["pension_fen"] == year["record"]["pension_fen"]
        chances += [found["chance"] for found in year["decisions"] if found["event"] == "death"]
    steady = explain("baseline", person=int(number), seed=1, replicate=2, until=2040)
    others = [found["chance"] for year in steady["years"] for found in year["decisions"] if found["event"] == "death"]
    assert chances[: len(others)] != others[: len(chances)]


def test_a_table_of_the_law_has_its_length():
    """Events ask a row of the law for the length of a table as they ask compiled records."""
    assert len(Watched(np.zeros(3), None, "allowance_from")) == 3
