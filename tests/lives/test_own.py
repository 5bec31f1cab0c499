"""Lives of own microdata: the file's id, and the career of its spells in place of the drawn one."""

import numpy as np
import pytest

from microsim.engine.run import simulate
from microsim.kernel.lifetimes import RATES, Count, Money
from microsim.kernel.world import BASE_YEAR, LAW_YEARS
from microsim.lives.gather import Gatherer
from microsim.lives.table import Setting, lives_table
from microsim.microdata.bring_in import import_file
from microsim.microdata.facts import make_facts
from microsim.microdata.folder import read_folder
from microsim.microdata.own import statuses
from microsim.microdata.people import GivenPeople
from microsim.places import PLACE_COUNT
from tests.microdata.extracts import Extract


@pytest.fixture(scope="module")
def given(tmp_path_factory):
    """The persons of the sound extract."""
    folder = tmp_path_factory.mktemp("given")
    paths, map_file = Extract().write(folder)
    made = import_file(paths["persons"], map_file, folder / "population", paths["spells"], paths["transfers"])
    tables, _ = read_folder(made.folder)
    persons = tables["persons"]
    place, sex = persons["place"].astype(np.int64), persons["sex"].astype(np.int64)
    age = (BASE_YEAR - persons["birth"] // 12).astype(np.int64)
    facts = make_facts(persons, tables["spells"], tables["transfers"])
    status = statuses(persons, np.ones((PLACE_COUNT, 6, 2, 111)))
    return GivenPeople(facts, place, status, sex, age, persons["weight"], persons["person"].astype(str))


def test_their_lives_carry_their_ids_and_their_spells(given, world):
    keep = Gatherer(np.ones((LAW_YEARS, RATES)))
    numbers = given.sample(20)
    simulate(numbers, world, until=BASE_YEAR + 1, threads=2, block=7, given=given, keep=keep)
    lives = keep.lives()
    table = lives_table(lives, Setting(20, world.law, given, 2024)).to_pandas()
    assert set(table["own_id"]) == set(given.ids)
    assert (table["id"].str.split("#").str[0] == table["own_id"]).all()
    facts = given.facts[0][given.rows(lives.number)]
    spelled = (facts["spell_to"] > facts["spell_from"]) & (lives.counts[:, Count.CLAIM_MONTH] == 0)
    assert len(set(table["own_id"][spelled])) >= 2
    paid = lives.counts[:, [Count.PAID, Count.PUBLIC_PAID]].sum(axis=1)
    assert (paid == lives.months.sum(axis=1))[spelled].all()
    assert paid[spelled].min() > 0
    money = lives.value_at[:, [Money.OWN, Money.EMPLOYER, Money.FLEXIBLE]].sum(axis=1)
    assert (money[spelled] > 0).all()
