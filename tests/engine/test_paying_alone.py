"""Who pays without an employer: the age that applies to women workers, and paying alone towards the minimum."""

import numpy as np
import pytest

from microsim.kernel.draws import draw_key
from microsim.kernel.world import FIRST_LAW_YEAR, pack_world
from microsim.life.short_of_years import leaning_chance
from microsim.schema import LAW, PERSON, Membership, Sex, Track
from microsim.schemes.employees import ages, near_minimum
from tests.compiled import from_python

past_original_age, statutory = from_python(ages.past_original_age), from_python(ages.statutory)
statutory_on, track_alone = from_python(ages.statutory_on), from_python(ages.track_alone)
leaning_to_minimum = from_python(near_minimum.leaning_to_minimum)
pays_to_minimum = from_python(near_minimum.pays_to_minimum)
KEY = draw_key(1, 0)
PLACE = 1  # of the made-up World: women workers who pay alone follow the cadres' track
BIRTH = 12 * 1979
# Born in January 1979 under the made-up law: cadres (660 months, one more for four months from January 1970 on) are due
# after 660 + 28 months, in May 2036, workers (600, one more for two months from January 1975 on) after 600 + 25.
ALONE, EMPLOYED = BIRTH + 688, BIRTH + 625
REQUIRED = 222  # 180 months and six for each year from 2030 on
AHEAD = ALONE - 12 * 2026
MOST = 60


@pytest.fixture
def law():
    table = np.zeros(1, LAW)
    table["original_age"], table["final_age"] = (720, 660, 600), (756, 696, 660)
    table["first_birth"], table["delay_step"] = (12 * 1965, 12 * 1970, 12 * 1975), (4, 4, 2)
    table["special_age"], table["flexible_women_track"] = (660, 546, 540), Track.WOMEN_CADRE
    return table[0]


@pytest.fixture
def woman():
    """A woman worker of 47 out of covered work, at home, who leans to paying on."""
    person = np.zeros(1, PERSON)
    person["birth"], person["sex"], person["track"] = BIRTH, Sex.FEMALE, Track.WOMEN_WORKER
    person["place"] = person["hukou_place"] = PLACE
    person["membership"], person["work_until"] = Membership.DORMANT, 12
    person["fund_place"][:, 0] = PLACE
    person["number"] = next(n for n in range(1, 99) if leaning(person, n) < 0.2)
    return person[0]


def leaning(person, number):
    person["number"] = number
    return leaning_to_minimum(person[0], KEY)


def test_women_workers_who_pay_alone_claim_at_the_cadres_age(law, woman):
    assert statutory(woman, law) == EMPLOYED
    woman["pays_alone"] = 1
    assert statutory(woman, law) == ALONE
    assert not past_original_age(woman, law, BIRTH + 659)
    assert past_original_age(woman, law, BIRTH + 660)
    law["flexible_women_track"] = Track.WOMEN_WORKER  # a place that lets them claim at 50
    assert statutory(woman, law) == EMPLOYED


@pytest.mark.parametrize("track", [Track.MEN, Track.WOMEN_CADRE])
def test_nobody_else_has_another_age_alone(law, woman, track):
    woman["track"] = track
    employed = statutory(woman, law)
    woman["pays_alone"] = 1
    assert statutory(woman, law) == employed == statutory_on(woman, law, track_alone(woman, law))


def test_arduous_work_keeps_its_age(law, woman):
    woman["special"], woman["pays_alone"] = 1, 1
    assert statutory(woman, law) == BIRTH + 540


def test_a_noted_statutory_month_stays(law, woman):
    woman["statutory_month"], woman["pays_alone"] = EMPLOYED, 1
    assert statutory(woman, law) == EMPLOYED


@pytest.mark.parametrize(
    ("months", "pays"),
    [(REQUIRED, False), (REQUIRED - 1, True), (REQUIRED - AHEAD - MOST, True), (REQUIRED - AHEAD - MOST - 1, False)],
)
def test_the_minimum_is_in_reach_until_the_age_of_who_pays_alone(world, woman, months, pays):
    """Beside the months to the age those the law lets one pay on for count; who leans most pays whatever the gap."""
    woman["months"][0] = months
    own = world._replace(law=world.law.copy(), assumptions=world.assumptions.copy())
    own.law["pay_on_months"] = MOST
    own.assumptions["near_minimum_share"] = 1.0
    assert pays_to_minimum(woman, pack_world(own)[0], KEY, 2026, 47) == pays


@pytest.mark.parametrize(
    "change",
    [
        {"relation": -1},
        {"membership": Membership.BRIDGED},
        {"statutory_month": EMPLOYED},
        {"hukou_place": PLACE + 1},
        {"work_until": 7},
        {"cover_known": 2},
        {"disability_case": 1},
    ],
    ids=lambda change: next(iter(change)),
)
def test_who_does_not_pay_alone(world, woman, change):
    woman["months"][0] = 150
    tables = pack_world(world)[0]
    assert pays_to_minimum(woman, tables, KEY, 2026, 47)
    assert not pays_to_minimum(woman, tables, KEY, 2026, 41)  # too young to look to the minimum
    for field, value in change.items():
        woman[field] = value
    assert not pays_to_minimum(woman, tables, KEY, 2026, 47)


@pytest.mark.parametrize(("months", "wage"), [(REQUIRED - AHEAD, 0.0), (REQUIRED - AHEAD - 48, 0.0), (150, 1.0)])
def test_as_many_pay_alone_as_their_gap_age_and_wage_let(world, woman, months, wage):
    tables, priors = pack_world(world)[0], world.assumptions[0, 2026 - FIRST_LAW_YEAR]
    woman["months"][0], woman["permanent"] = months, wage
    names = ("near_minimum_share", "pay_on_gap", "near_minimum_ahead", "pay_on_wage")
    chance = leaning_chance(REQUIRED - months, AHEAD, wage, *(priors[name] for name in names))
    paying = 0
    for number in range(4000):
        woman["number"] = number
        paying += pays_to_minimum(woman, tables, KEY, 2026, 47)
    assert paying / 4000 == pytest.approx(chance, abs=0.03)
