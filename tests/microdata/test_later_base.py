"""A file of 2020 starts a scenario from the end of 2020, and no other."""

import pytest

from microsim.engine.run import record_lives
from microsim.kernel.world import BASE_YEAR, BASE_YEARS
from microsim.reading import InputError
from microsim.running import inputs_of, run_scenario

LATER = BASE_YEARS[-1]
MORE = 12 * (LATER - BASE_YEAR)  # months the payers of the extract have paid since 2016
UNTIL = 2022


@pytest.fixture
def folder(extract, bring):
    """The persons of the sound extract as they stand four years later."""
    extract.map["date"] = f"{LATER}-12"
    extract.map["from_model"] = {"births": "none", "arrivals": "none", "absent": "none"}
    persons, spells = extract.persons, extract.spells
    paying = persons["last_paid"] == "2016-12"
    persons.loc[paying, "last_paid"] = f"{LATER}-12"
    persons.loc[paying, "paid_months"] += MORE
    going_on = spells["last"] == "2016-12"
    spells.loc[going_on, "last"] = f"{LATER}-12"
    spells.loc[going_on, "months"] += MORE
    return bring(extract).folder


def test_they_stand_at_the_end_of_2020(folder):
    own = inputs_of("base-2020", UNTIL, folder)
    given = own.population.given
    lives = record_lives(given.sample(10), own.world, until=UNTIL, given=given)
    start = LATER - BASE_YEAR
    assert not lives["birth"][:, :start].any()
    standing = lives[:, start]
    assert (standing["entered"] == 1).all()
    assert standing["last_paid"].max() == 12 * LATER + 11
    assert sorted(set(standing["birth"] // 12)) == [1950, 1952, 1975, 1980, 1985, 1990, 2010]
    payer = standing["birth"] == 12 * 1980 + 4
    assert (standing["months"][payer].sum(axis=1) == 150 + MORE).all()


def test_they_are_the_residents_of_2020(folder):
    tree = run_scenario("base-2020", one_in=10, until=UNTIL, population=folder, progress=False).tree
    assert int(tree["population"].persons.sel(year=LATER).sum()) == 800
    assert tree["funds"].year.values.tolist() == [2021, 2022]


def test_another_start_is_refused(folder):
    with pytest.raises(InputError, match=r"population\.base_year: found 2016, allowed .* is 2020"):
        inputs_of("baseline", UNTIL, folder)
