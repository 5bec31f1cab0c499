"""Given persons stand where the file says: in a made-up world, so that every value is the file's or the rule's."""

import copy
import threading
from types import SimpleNamespace

import numpy as np
import pytest

from microsim.checkpoints.journal import Journal, journal_in
from microsim.checkpoints.living import How, live_sample
from microsim.engine import run
from microsim.engine.run import record_lives, simulate
from microsim.kernel.world import BASE_YEAR
from microsim.microdata.facts import make_facts
from microsim.microdata.folder import read_folder
from microsim.microdata.own import statuses
from microsim.microdata.people import GivenPeople
from microsim.places import PLACE_CODE, PLACE_COUNT
from microsim.population.build import Population
from microsim.population.strata import Strata
from microsim.schema import Labour, Membership
from tests.checkpoints.made_up import RUN
from tests.microdata.extracts import Extract
from tests.world import month_by_month

GUANGZHOU, SHANGHAI = PLACE_CODE["guangzhou"], PLACE_CODE["shanghai"]


@pytest.fixture(scope="module")
def given(tmp_path_factory):
    """The persons of the sound extract; a8 has no record in the file at all."""
    from microsim.microdata.bring_in import import_file

    extract = Extract()
    extract.persons.loc[7] = [None] * extract.persons.shape[1]
    for name, value in {"person": "a8", "sex": "male", "birth": "1970-01", "place": "foshan"}.items():
        extract.put("persons", 8, **{name: value})
    extract.put("persons", 8, weight=100.0)
    folder = tmp_path_factory.mktemp("given")
    paths, map_file = extract.write(folder)
    made = import_file(paths["persons"], map_file, folder / "population", paths["spells"], paths["transfers"])
    tables, _ = read_folder(made.folder)
    persons = tables["persons"]
    stock = np.ones((PLACE_COUNT, 6, 2, 111))
    age = (BASE_YEAR - persons["birth"] // 12).astype(np.int64)
    place, sex = persons["place"].astype(np.int64), persons["sex"].astype(np.int64)
    facts = make_facts(persons, tables["spells"], tables["transfers"])
    return GivenPeople(
        facts, place, statuses(persons, stock), sex, age, persons["weight"], persons["person"].astype(str)
    )


@pytest.fixture(scope="module")
def people(given, world):
    """The record of each row at the end of the base year, in the order of the rows."""
    numbers = given.sample(20)
    rows = given.rows(numbers)
    first = np.unique(rows, return_index=True)[1]
    return record_lives(numbers[first], world, until=BASE_YEAR + 1, given=given)[:, 0]


def test_who_they_are(people):
    assert people["birth"][0] == 12 * 1980 + 4
    assert people["sex"].tolist()[:7] == [0, 1, 0, 1, 0, 1, 0]
    assert people["place"][0] == people["hukou_place"][0] == GUANGZHOU
    assert people["education"][1] == 1
    assert people["stay_years"][1] == 6
    assert (people["entered"] == 1).all()


def test_work_and_wage(people):
    assert people["labour"][:3].tolist() == [Labour.FORMAL, Labour.FORMAL, Labour.NOT_WORKING]
    assert people["wage"][0] == 9000
    assert people["labour"][5] == Labour.FLEXIBLE


def test_records_are_replayed(people):
    assert people["membership"][[0, 1, 5, 6]].tolist() == [Membership.PAYING] * 3 + [Membership.DORMANT]
    assert people["months"].sum(axis=1)[[0, 1, 5, 6]].tolist() == [150, 84, 36, 60]
    assert people["account_fen"].sum(axis=1)[[0, 1]].tolist() == [9_000_000, 2_100_000]
    assert people["first_paid"][0] == 12 * 2004 + 6
    assert people["last_paid"][0].max() == 12 * 2016 + 11


def test_the_mean_index_is_the_files(people):
    paid = people["months"].sum(axis=1)
    assert people["index_sum"][0, 0] / paid[0] == pytest.approx(1.4)
    assert people["index_sum"][1, 1] / paid[1] == pytest.approx(0.7), "Shenzhen is a region of its own"


def test_pensions_are_the_files(people):
    assert people["membership"][2] == Membership.PENSIONER
    assert people["paying_place"][2] == SHANGHAI
    assert people["pension_fen"][2] == 410_000
    assert people["claim_month"][2] == 12 * 2010
    assert people["contribution_months"][2] == 420
    assert people["residents_pension_fen"][3] == 11_000
    assert people["residents_claim"][3] == 12 * 2012 + 2


def test_strangers_have_no_record(people):
    assert people["relation"][[3, 4]].tolist() == [-1, -1]
    assert (people["account_fen"][[3, 4]] == 0).all()


def test_a_row_without_a_record_gets_a_history(people):
    assert people["first_job"][7] >= 14
    assert people["permanent"][7] != 0.0


def test_threads_and_blocks_change_nothing(given, world):
    numbers = given.sample(2)
    one = simulate(numbers, world, until=2030, threads=1, given=given)
    two = simulate(numbers, world, until=2030, threads=2, block=37, given=given)
    for name, array in one._asdict().items():
        assert (array == getattr(two, name)).all(), name


def test_everybody_is_counted(given, world):
    numbers = given.sample(2)
    tallies = simulate(numbers, world, until=2030, given=given)
    assert tallies.population[0].sum() == len(numbers)
    assert (np.diff(tallies.population.sum(axis=(1, 2, 3, 4))) == -tallies.deaths.sum(axis=1)).all()


def test_careers_replayed_in_stretches_are_careers_in_months(given, world, monkeypatch):
    """Spells with and without months unpaid, and records that move in between."""
    numbers = given.sample(20)
    stretches = record_lives(numbers, world, until=BASE_YEAR + 1, given=given)
    monkeypatch.setattr(run, "pack_world", month_by_month)
    months = record_lives(numbers, world, until=BASE_YEAR + 1, given=given)
    assert (stretches == months).all()


class Stop(Exception):
    """What breaks off a run."""


@pytest.mark.filterwarnings("ignore::microsim.notices.Notice")
def test_a_broken_off_run_of_a_file_goes_on_to_the_same_counts_and_fits(given, world, tmp_path):
    """Part by part and over two sessions, each with persons read anew."""
    strata = Strata(*(np.zeros(0, dtype=kind) for kind in (np.uint64, np.int64, np.int64)))

    def inputs_anew():
        people = copy.copy(given)
        people.fits, people.lock = np.zeros_like(given.fits), threading.Lock()
        population = Population(None, strata, {}, {}, people)
        return SimpleNamespace(population=population, world=world, until=2030), people

    def live(journal, stop_after=None):
        lived = []

        def advance(persons):
            lived.append(persons)
            if stop_after is not None and sum(lived) > stop_after:
                raise Stop

        inputs, people = inputs_anew()
        tallies, groups = live_sample(inputs, 2, (1, 0), How(1), journal, advance)
        return tallies, groups.sums, people.fits

    persons = given.count(2)
    whole = live(Journal(1, persons))
    place = tmp_path / "run.unfinished"
    with pytest.raises(Stop), journal_in(place, Journal(4, persons), RUN) as journal:
        live(journal, stop_after=persons // 2)
    with journal_in(place, Journal(4, persons), RUN) as journal:
        assert 0 < journal.lived < persons
        again = live(journal)
    assert whole[2].any()
    assert np.array_equal(whole[2], again[2])
    for one, other in ((whole[0]._asdict(), again[0]._asdict()), (whole[1], again[1])):
        assert all(np.array_equal(array, other[name]) for name, array in one.items())
