"""What a file says of the smaller schemes stands in the person: in a made-up world, by rules worked out beside it."""

import numpy as np
import pytest

from microsim.engine.run import record_lives
from microsim.kernel.world import BASE_YEAR, FIRST_LAW_YEAR
from microsim.microdata.bring_in import import_file
from microsim.microdata.facts import make_facts
from microsim.microdata.folder import read_folder
from microsim.microdata.own import statuses
from microsim.microdata.people import GivenPeople
from microsim.places import PLACE_CODE, PLACE_COUNT
from microsim.schema import Labour, Membership, Scheme
from microsim.schemes.closed.rules import township_difference, township_months, township_pension
from tests.microdata.extracts import Extract

SHANGHAI = PLACE_CODE["shanghai"]
GUANGDONG_PROVINCE, SHANGHAI_PROVINCE, ELSEWHERE_PROVINCE = range(3)
WORKER = {"weight": 100.0, "sex": "male", "birth": "1975-03", "place": "shanghai", "hukou_type": "urban"}
MEMBER = {
    "labour": "formal",
    "membership": "paying",
    "record_place": "shanghai",
    "paid_months": 120,
    "last_paid": "2016-12",
}
LOCAL, AWAY = {"hukou_place": "shanghai"}, {"hukou_place": "elsewhere"}
ROWS = {
    "public": WORKER | MEMBER | LOCAL | {"scheme": "public"},
    "not_public": WORKER | MEMBER | LOCAL | {"public": "no"},
    "special": WORKER | MEMBER | LOCAL | {"special": "yes"},
    "temporary": WORKER | MEMBER | AWAY | {"temporary_place": "shanghai"},
    "certificate": WORKER | MEMBER | AWAY | {"certificate": 8_123.45, "hukou_type": "rural"},
    "township": WORKER
    | LOCAL
    | {"birth": "1950-03", "labour": "not_working", "membership": "pensioner", "claim": "2010-04", "township": "yes"},
    "converted": WORKER | LOCAL | {"membership": "none", "township_months": 100, "township_paid": 1e7},
    "half": WORKER | LOCAL | {"membership": "none", "township_months": 100, "township_paid": 0.0},
    "disabled": WORKER
    | MEMBER
    | LOCAL
    | {"labour": "not_working", "membership": "dormant", "disability": 1500.0, "disability_case": "limited"}
    | {"disability_from": "2016-05", "disability_until": "2018-04"},
}


@pytest.fixture(scope="module")
def given(tmp_path_factory):
    """The rows brought in: the public employee's account, kind of months and service follow from the fund alone."""
    extract = Extract().only_persons()
    extract.persons = extract.persons.iloc[:0].astype(object)
    for row, (name, values) in enumerate(ROWS.items(), start=1):
        extract.persons.loc[row - 1] = [None] * extract.persons.shape[1]
        extract.put("persons", row, person=name, **values)
    folder = tmp_path_factory.mktemp("special")
    paths, map_file = extract.write(folder)
    tables, _ = read_folder(import_file(paths["persons"], map_file, folder / "population").folder)
    persons = tables["persons"]
    place, sex = persons["place"].astype(np.int64), persons["sex"].astype(np.int64)
    age = (BASE_YEAR - persons["birth"] // 12).astype(np.int64)
    status = statuses(persons, np.ones((PLACE_COUNT, 6, 2, 111)))
    return GivenPeople(
        make_facts(persons, None, None), place, status, sex, age, persons["weight"], persons["person"].astype(str)
    )


@pytest.fixture(scope="module")
def people(given, world):
    """The lives by name: the record at the end of the base year and of the years after it."""
    numbers = np.array([given.number_of(name) for name in ROWS], dtype=np.uint64)
    return dict(zip(ROWS, record_lives(numbers, world, until=BASE_YEAR + 4, given=given), strict=True))


@pytest.fixture(scope="module")
def law(world):
    """The law of Shanghai in the base year."""
    return world.law[SHANGHAI, BASE_YEAR - FIRST_LAW_YEAR]


def test_the_public_fund_keeps_its_members(people):
    record, year = people["public"][0], people["public"][1]
    assert (record["scheme"], record["public"]) == (Scheme.PUBLIC, 1)
    assert record["months"].sum() == 120
    if year["labour"] == Labour.FORMAL:
        assert (year["scheme"], year["public"]) == (Scheme.PUBLIC, 1)


def test_who_is_not_in_the_public_service_stays_out(people, world):
    life = people["not_public"]
    assert life["public"][:2].tolist() == [0, 0]
    assert life["public_luck"][0] >= world.public_share[SHANGHAI_PROVINCE, : BASE_YEAR - FIRST_LAW_YEAR + 1].min()


def test_arduous_work_brings_the_age_forward(people, law):
    assert people["special"]["special"][0] == 1
    assert law["special_age"][0] < law["original_age"][0]


def test_a_temporary_account_leaves_the_relation_at_home(people):
    record = people["temporary"][0]
    assert record["temporary"].tolist() == [0, 1, 0]
    assert record["relation"] == ELSEWHERE_PROVINCE
    assert record["months"][SHANGHAI_PROVINCE] == 120
    assert record["fund_place"][SHANGHAI_PROVINCE] == SHANGHAI


def test_a_certificate_is_kept_to_the_fen(people):
    assert people["certificate"]["certificate_fen"][0] == 812_345


def test_a_township_pension_is_that_of_its_formula(people, law, world):
    record = people["township"][0]
    share = world.assumptions[SHANGHAI_PROVINCE, BASE_YEAR - FIRST_LAW_YEAR]
    months = max(int(share["base_township_months"]), int(law["minimum_months"]))
    shares = law["township_first_share"], law["township_per_year"], law["township_cap"]
    expected = township_pension.py_func(law["reference_wage"], months, law["minimum_months"], *shares)
    assert record["membership"] == Membership.PENSIONER
    assert record["pension_fen"] == record["basic_fen"] == round(100 * expected)
    assert record["contribution_months"] == months
    assert record["claim_month"] == 12 * 2010 + 3


def test_township_months_convert_as_far_as_the_difference_is_paid(people, law):
    share, wage = law["township_base_share"][11], law["reference_wage"]
    rate = law["employer_rate"][11] + law["employee_rate"][11]
    due = township_difference.py_func(100, wage, share, rate, law["township_rate"][11])
    for name, paid in (("converted", 1_000_000_000), ("half", 0)):
        record, months = people[name][0], township_months.py_func(100, paid, due)
        assert record["months"].sum() == months
        assert record["residents_months"] >= 100 - months
        assert (record["relation"] == SHANGHAI_PROVINCE) == (months > 0)
        if months:
            assert record["index_sum"][2] == pytest.approx(months * share, rel=0.5)


def test_a_disability_allowance_is_paid_to_its_end(people, world):
    """In January it rises by the overall percentage of the nation, the rule of an allowance that is limited."""
    life = people["disabled"]
    assert life["disability_fen"][0] == 150_000
    assert (life["disability_from"][0], life["disability_until"][0]) == (12 * 2016 + 4, 12 * 2018 + 3)
    rises = world.law[SHANGHAI, BASE_YEAR + 1 - FIRST_LAW_YEAR :]["adjustment_overall"]
    first = round(150_000 * (1 + rises[0]))
    second = round(first * (1 + rises[1]))
    assert life["year_benefits_fen"][1:4].tolist() == [12 * first, 4 * second, 0]
    assert (life["labour"][1:] == Labour.NOT_WORKING).all()
    assert (life["paid_months"][1:] == 0).all()
