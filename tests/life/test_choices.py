"""Choices and chances of life by hand: a luck below the chance decides for, one equal to it no longer."""

import math

import numpy as np
import pytest

from microsim.life.claiming import claim_choice, early_way, track_of
from microsim.life.coverage import declared_kind, declared_wage, first_missed, missed_months
from microsim.life.earnings import gaps, next_persistent
from microsim.life.employment import employment_rate, job_kind, working_chance
from microsim.life.hukou import ACQUIRES, CONVERTS, KEEPS, hukou_event, is_migrant_in_area, status_of
from microsim.life.migration import LONG_STAY, destination, move_month, moving_chance
from microsim.life.mortality import SURVIVES, death_month, death_table
from microsim.life.portability import transfer_chance, years_since
from microsim.life.schooling import first_job_age, school_years
from microsim.life.short_of_years import leaning_chance, odds
from microsim.places import ELSEWHERE, ELSEWHERE_PROVINCE, PROVINCE_OF
from microsim.schema import ClaimChoice, Declared, Education, HukouType, Labour, Sex, Special, Status, Track
from microsim.watch.opened import plain
from tests.geography import SHANGHAI, SHANGHAI_PROVINCE, SHENZHEN

# As plain Python: compiling each for the kinds of numbers below would take longer than all else here.
globals().update({name: plain(value) for name, value in list(globals().items()) if hasattr(value, "py_func")})

NEIGHBOUR = 0 if SHENZHEN else 1  # another city of the same province
URBAN, RURAL = HukouType
ENDS = 1.0 - 2.0**-33  # the largest uniform a draw can give


@pytest.mark.parametrize(
    ("luck", "track"), [(0.0, Track.WOMEN_WORKER), (0.5, Track.WOMEN_CADRE), (0.9, Track.WOMEN_CADRE)]
)
def test_women_are_workers_up_to_their_share(luck, track):
    assert track_of(luck, Sex.FEMALE, 0.5) == track
    assert track_of(luck, Sex.MALE, 0.5) == Track.MEN


def test_the_window_is_used_from_both_ends():
    lucks = (0.0, 0.25, 0.5, 0.75, 0.875)
    wanted = [ClaimChoice.EARLIEST, *[ClaimChoice.STATUTORY] * 2, *[ClaimChoice.LATE] * 2]
    assert [claim_choice(luck, 0.25, 0.25) for luck in lucks] == wanted
    assert claim_choice(0.0, 0.0, 0.0) == claim_choice(ENDS, 0.0, 0.0) == ClaimChoice.STATUTORY


def test_ways_to_retire_early_lie_side_by_side():
    """Half may; of them a quarter through illness, a quarter underground, a quarter in heavy work, the rest with poisons."""
    lucks = (0.0, 0.1249, 0.125, 0.2499, 0.25, 0.3749, 0.375, 0.4999, 0.5, ENDS)
    wanted = (
        [Special.ILLNESS] * 2
        + [Special.UNDERGROUND] * 2
        + [Special.HEAVY] * 2
        + [Special.TOXIC] * 2
        + [Special.NONE] * 2
    )
    assert [early_way(luck, 0.5, 0.25, 0.25, 0.25) for luck in lucks] == wanted
    assert early_way(0.0, 0.0, 0.25, 0.25, 0.25) == Special.NONE


def test_employers_declare_the_floor_the_basic_wage_or_all():
    lucks = (0.0, 0.25, 0.4999, 0.5, ENDS)
    wanted = [Declared.FLOOR, Declared.BASIC_WAGE, Declared.BASIC_WAGE, Declared.FULL_WAGE, Declared.FULL_WAGE]
    assert [declared_kind(luck, 0.25, 0.25) for luck in lucks] == wanted
    assert declared_kind(0.0, 0.0, 0.0) == Declared.FULL_WAGE


def test_what_is_declared():
    kinds = (Declared.FLOOR, Declared.BASIC_WAGE, Declared.FULL_WAGE)
    assert [declared_wage(kind, 8000.0, 3000.0, 0.75) for kind in kinds] == [3000.0, 6000.0, 8000.0]


def test_unpaid_months_begin_and_end_in_the_year():
    assert [missed_months(0.0, 0.0, 0.5, 0.5), missed_months(ENDS, 0.0, 0.5, 0.5)] == [12, 12]
    assert [missed_months(luck, 0.2, 0.9, 0.4) for luck in (0.0, 0.5)] == [
        2,
        3,
    ]  # a quarter of twelve is three, less a hair
    assert [missed_months(luck, 0.2, 0.875, 0.5) for luck in (0.0, ENDS)] == [3, 3]
    assert [first_missed(luck, 3) for luck in (0.0, 0.35, ENDS)] == [1, 4, 10]


@pytest.mark.parametrize(
    ("place", "home", "status"),
    [
        (SHENZHEN, SHENZHEN, Status.LOCAL_URBAN),
        (SHENZHEN, NEIGHBOUR, Status.INTRA_URBAN),
        (SHENZHEN, SHANGHAI, Status.INTER_URBAN),
        (SHANGHAI, ELSEWHERE, Status.INTER_URBAN),
        (ELSEWHERE, ELSEWHERE, Status.LOCAL_URBAN),
    ],
)
def test_status_tells_how_far_the_hukou_is(place, home, status):
    assert status_of(place, home, URBAN) == status
    assert status_of(place, home, RURAL) == status + 1


def test_migrants_are_away_from_home_in_an_area():
    pairs = ((SHENZHEN, NEIGHBOUR), (SHENZHEN, SHENZHEN), (ELSEWHERE, SHENZHEN), (ELSEWHERE, ELSEWHERE))
    assert [is_migrant_in_area(*pair) for pair in pairs] == [True, False, False, False]


@pytest.mark.parametrize(
    ("luck", "place", "home", "kind", "event"),
    [
        (0.2, SHENZHEN, NEIGHBOUR, RURAL, (ACQUIRES, 0.25)),
        (0.25, SHENZHEN, NEIGHBOUR, RURAL, (KEEPS, 0.25)),
        (0.2, SHENZHEN, SHENZHEN, RURAL, (CONVERTS, 0.5)),
        (0.5, SHENZHEN, SHENZHEN, RURAL, (KEEPS, 0.5)),
        (0.2, SHENZHEN, SHENZHEN, URBAN, (KEEPS, 0.0)),
        (0.2, ELSEWHERE, SHENZHEN, RURAL, (KEEPS, 0.0)),
    ],
)
def test_what_becomes_of_a_hukou(luck, place, home, kind, event):
    assert hukou_event(luck, place, home, kind, 0.25, 0.5) == event
    assert [KEEPS, CONVERTS, ACQUIRES] == [0, 1, 2]  # results count them under these codes


def test_chances_of_moving():
    terms = (0.5, 0.25, 0.125, 0.75, 0.5)  # leave, come back, come back settled, rearrive, factor
    assert moving_chance(SHENZHEN, SHENZHEN, 0, *terms) == 0.25
    assert moving_chance(ELSEWHERE, ELSEWHERE, 0, *terms) == 0.375
    assert moving_chance(SHENZHEN, NEIGHBOUR, 9, *terms) == 0.25
    assert moving_chance(SHENZHEN, NEIGHBOUR, 10, *terms) == 0.125
    assert moving_chance(SHENZHEN, NEIGHBOUR, 40, *terms) == 0.125
    assert LONG_STAY == 10  # the open classes of the census


def test_where_movers_go():
    shares = np.array((0.25, 0.5, 1.0))
    assert [destination(luck, 1, 1, shares) for luck in (0.0, 0.25, 0.5, ENDS)] == [0, 1, 2, 2]
    assert destination(0.0, SHENZHEN, NEIGHBOUR, shares) == NEIGHBOUR
    assert [move_month(luck) for luck in (0.0, 1 / 12, 0.5, ENDS)] == [1, 2, 7, 12]


def test_life_tables_by_residence_and_hukou():
    of = {province: 3 * province for province in range(ELSEWHERE_PROVINCE + 1)}
    guangdong = of[int(PROVINCE_OF[SHENZHEN])]
    assert [death_table(SHENZHEN, SHENZHEN, kind) for kind in (URBAN, RURAL)] == [guangdong, guangdong + 1]
    assert [death_table(SHENZHEN, NEIGHBOUR, kind) for kind in (URBAN, RURAL)] == [guangdong + 2] * 2
    assert death_table(SHANGHAI, SHANGHAI, RURAL) == of[SHANGHAI_PROVINCE] + 1
    assert {death_table(ELSEWHERE, home, RURAL) for home in (SHENZHEN, ELSEWHERE)} == {of[ELSEWHERE_PROVINCE]}


def test_death_and_its_month():
    assert [death_month(luck, 0.0, 0.25) for luck in (0.0, 0.2499, 0.25, ENDS)] == [1, 1, 13, 13]
    assert [death_month(0.0, luck, 0.25) for luck in (0.0, 0.5, ENDS)] == [1, 7, 12]
    assert death_month(0.0, 0.5, 0.0) == SURVIVES == 13


def test_records_left_behind_are_taken_along_less_often_each_year():
    assert [years_since(24_200, month) for month in (24_200, 24_189, 24_188, 24_176)] == [0, 0, 1, 2]
    assert [transfer_chance(years, 0.5, 0.25) for years in (0, 1, 2)] == [0.5, 0.375, 0.28125]


def test_school_and_the_first_job():
    attainments = (Education.PRIMARY, Education.JUNIOR, Education.SENIOR, Education.COLLEGE)
    assert [school_years(one, 6.0, 9.0, 12.0, 15.5) for one in attainments] == [6.0, 9.0, 12.0, 15.5]
    assert [first_job_age(years, 18.0, 0.5, 16.0) for years in (3.0, 9.0, 10.0, 12.0, 15.0)] == [16, 18, 18, 19, 21]


def test_gaps_are_taken_off_one_by_one():
    assert gaps(Sex.FEMALE, RURAL, Labour.FORMAL, -0.5, -0.25, -1.0) == -0.75
    assert gaps(Sex.MALE, RURAL, Labour.FLEXIBLE, -0.5, -0.25, -1.0) == -1.25


def test_employment_at_the_mean_attachment():
    assert employment_rate(1.0, -1.0, 30, 0.5) == 0.5
    assert employment_rate(0.0, 1.0, 30, 0.5) == pytest.approx(0.8413447460685429, rel=1e-12)  # a standard deviation up
    assert employment_rate(-1.0, 0.0, 30, 0.5) == pytest.approx(0.15865525393145707, rel=1e-12)


def test_who_cannot_have_worked_begins_as_the_table_has_it():
    assert working_chance(False, 0.5, 0.0, 0.5, 0.25) == 0.5
    assert working_chance(False, 0.25, 0.5, 0.5, 0.0) == 0.0
    assert working_chance(True, 0.75, 0.5, 0.5, 0.0) == 1.0


def test_who_cannot_have_worked_and_a_chance_above_one():
    assert working_chance(True, 0.5, 0.0, 0.5, 0.25) == 1.0
    assert [working_chance(worked, 0.6, 0.5, 0.9, 0.0) for worked in (True, False)] == pytest.approx([1.0, 0.2])


def test_breaks_where_few_work_and_where_nearly_all_do():
    """A quarter of 0.77 leaves and comes back from the many at home; nobody is left at home to come back for more."""
    few = [working_chance(worked, 0.08, 0.08, 0.75, 0.25) for worked in (True, False)]
    assert few == pytest.approx([0.5775, 0.02 + 0.0154 / 0.92])
    most = [working_chance(worked, 0.95, 0.95, 0.5, 0.2) for worked in (True, False)]
    assert most == pytest.approx([0.975 - 0.05 * 0.525 / 0.95, 1.0])


def test_a_shock_counts_in_standard_deviations():
    assert next_persistent(1.0, 0.5, 0.25, 2.0) == 1.0
    assert next_persistent(1.0, 0.5, 0.25, -4.0) == -0.5


def test_kinds_of_jobs():
    shares = np.array((0.25, 0.5, 1.0))
    kinds = [Labour.FORMAL, Labour.FLEXIBLE, Labour.INFORMAL]
    assert [job_kind(luck, shares) for luck in (0.0, 0.25, ENDS)] == kinds


def test_odds_of_a_chance():
    assert odds(0.5, 0.0) == 1.0
    assert odds(0.75, math.log(2.0)) == pytest.approx(6.0)
    assert 1e11 < odds(1.0, 0.0) < 1e13
    assert leaning_chance(12, 24, 0.0, 0.5, -1.0, 0.0, 0.0) == 0.5  # what can be paid before the age is no gap
