"""The kernel lives every life as its plain twin does: each field of each year, and all money booked."""

import numpy as np
import pytest

from microsim.engine.run import record_lives, simulate
from microsim.kernel.world import BASE_YEAR, BASE_YEARS, LAST_YEAR, OLDEST
from microsim.schema import COUNTED, MONEY, PERSON_FIELDS, Labour, Membership, Origin, Track, counted
from tests.reference.twin import Life, Tables
from tests.world import synthetic_numbers, synthetic_world

TOLERANCE = 1e-12


def live_all(numbers, world, seed, replicate):
    """Return the twins of persons with their yearly records."""
    tables = Tables(world)
    twins = [Life(number, tables, seed, replicate) for number in numbers]
    return twins, [twin.live(LAST_YEAR) for twin in twins]


def booked(twins, shape):
    """Return the books of all twins as one array [year, place, scheme, item]."""
    flows = np.zeros(shape, dtype=np.int64)
    for twin in twins:
        for (year, place, scheme, item), amount in twin.books.items():
            flows[year - BASE_YEAR - 1, place, scheme, item] += amount
    return flows


def booked_of_care(twins, shape):
    """Return the money of care insurance of all twins as one array [year, place, line]."""
    money = np.zeros(shape, dtype=np.int64)
    for twin in twins:
        for (year, place, line), amount in twin.beyond_books.items():
            money[year - BASE_YEAR - 1, place, counted(MONEY, "care", line)] += amount
    return money


def differences(lives, records):
    """Return person, year, field and both values wherever kernel and twin differ; years not lived are blank."""
    expected = np.zeros_like(lives)
    for person, record in enumerate(records):
        for year, fields in record.items():
            expected[person, year - BASE_YEAR] = tuple(fields.values())
    found = []
    for name, type_, *_ in PERSON_FIELDS:
        tolerance = TOLERANCE if type_ == "f8" else 0.0
        unlike = ~np.isclose(lives[name], expected[name], rtol=tolerance, atol=0.0)
        for person, year in np.argwhere(unlike.reshape(*lives.shape, -1).any(axis=-1)):
            found.append((person, BASE_YEAR + year, name, lives[name][person, year], expected[name][person, year]))
    return sorted(found, key=lambda difference: difference[:2])


@pytest.fixture(scope="module")
def twins(world, numbers):
    """Return the twins of the sampled persons with their yearly records."""
    return live_all(numbers, world, seed=1, replicate=0)


def test_every_field_of_every_year_agrees(lives, twins):
    assert differences(lives, twins[1])[:10] == []


def test_all_money_is_booked_alike(tallies, twins):
    expected = booked(twins[0], tallies.flows.shape)
    unlike = np.argwhere(expected != tallies.flows)
    assert unlike.tolist() == []


def test_all_money_of_care_is_booked_alike(tallies, twins):
    lines = [counted(MONEY, "care", row.name) for row in COUNTED[MONEY] if row.scheme == "care"]
    expected = booked_of_care(twins[0], tallies.beyond_fen.shape)
    assert np.argwhere((expected != tallies.beyond_fen)[..., lines]).tolist() == []
    assert np.count_nonzero(expected.sum(axis=(0, 1))) == 6  # all but the return and the stock, which ledgers book


def test_the_sample_reaches_what_it_should_test(lives, numbers):
    """Guards the two tests above: a twin that is never asked proves nothing."""
    assert set(numbers >> np.uint64(59)) == set(Origin)
    for membership in Membership:
        assert (lives["membership"] == membership).any(axis=1).sum() >= 10, membership
    last = lives[np.arange(len(lives)), (lives["number"] > 0).cumsum(axis=1).argmax(axis=1)]
    for field in ("transitional_fen", "supplement_fen", "residents_annuity_fen", "death_month", "local_pension_fen"):
        assert (last[field] > 0).sum() >= 10, field
    for field, codes in (
        ("scheme", {0, 2}),
        ("disability_case", {0, 1, 2, 3}),
        ("special", {0, 1, 2, 3, 4}),
        ("shared", {0, 1}),
    ):
        assert {code for code in codes if (lives[field] == code).any(axis=1).sum() >= 4} == codes, field
    assert ((lives["temporary"] > 0).any(axis=1).sum(axis=0) >= 4).all()
    shenzhen_and_province = (last["claim_month"] > 0) & (last["region_months"][:, :2] > 0).all(axis=1)
    assert shenzhen_and_province.sum() >= 2
    assert len(set(last["place"])) > 20
    final_year = BASE_YEAR + (lives["number"] > 0).cumsum(axis=1).argmax(axis=1)
    assert (final_year - last["birth"] // 12 > OLDEST).any()


def test_the_sample_reaches_every_turn_of_a_career(lives):
    alone = (lives["covered"] > 0) & (lives["pays_alone"] > 0)
    out_of_work, formal = lives["labour"] == Labour.NOT_WORKING, lives["labour"] == Labour.FORMAL
    claimed = lives["claim_month"] > 12 * (BASE_YEAR + 1)
    workers = claimed & (lives["track"] == Track.WOMEN_WORKER)
    at_cadres_age = lives["statutory_month"] - lives["birth"] >= 660
    turns = {
        "pays alone towards the minimum, out of work": alone & out_of_work,
        "pays alone towards the minimum, in a job": alone & formal,
        "begins within the year": lives["work_from"] > 1,
        "leaves within the year, after paying": (lives["work_until"] < 12) & (lives["paid_months"] > 0),
        "unpaid spell inside the year": lives["missed_from"] > 1,
        "laid off": (lives["sector_luck"] == 0.0) & (lives["coverage_luck"] > 0.0),
        "long in a job": lives["tenure"] > 10,
        "woman worker of her own age": workers & ~at_cadres_age,
        "woman worker who paid alone": workers & at_cadres_age,
        "claimed before the base date, after a career": (lives["claim_month"] > 0)
        & (lives["claim_month"] < 12 * (BASE_YEAR + 1))
        & ((lives["months"] + lives["deemed_months"]).sum(axis=2) > 0),
        "pensioner in a job": claimed & (lives["labour"] == Labour.INFORMAL),
        "disabled pensioner": claimed & (lives["disability_from"] > 0),
    }
    reached = {turn: int(found.any(axis=1).sum()) for turn, found in turns.items()}
    assert {turn: count for turn, count in reached.items() if count < 5} == {}


def test_the_world_leaves_no_field_empty(world):
    for table in (world.law, world.assumptions):
        assert [name for name in table.dtype.names if not table[name].any()] == []


def test_lives_of_a_later_start_agree(world):
    numbers = synthetic_numbers(start=BASE_YEARS[-1] - BASE_YEAR)[::3]
    records = live_all(numbers, world, seed=3, replicate=0)[1]
    assert differences(record_lives(numbers, world, seed=3), records)[:10] == []


@pytest.mark.slow
@pytest.mark.parametrize(("seed", "replicate"), [(20, 0), (4294967295, 7)])
def test_many_more_lives_agree(seed, replicate):
    world, numbers = synthetic_world(seed % 100), synthetic_numbers(per_stratum=3, years=(1, 12, 50))
    twins, records = live_all(numbers, world, seed, replicate)
    assert differences(record_lives(numbers, world, seed, replicate), records)[:10] == []
    flows = simulate(numbers, world, seed, replicate).flows
    assert (booked(twins, flows.shape) == flows).all()
