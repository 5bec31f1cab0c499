"""The population of 2020: the residents of the census, projected by the same frame."""

import numpy as np
import pytest

from microsim.kernel.numbers import unpack
from microsim.kernel.world import BASE_YEAR, BASE_YEARS
from microsim.places import AREA_COUNT, ELSEWHERE, PROVINCE_KEYS, SIMULATED
from microsim.population.build import build_population, make_base
from microsim.population.inputs import SINGLE_AGES, areas, base_residents
from microsim.population.margins import base_margins
from microsim.population.mortality import life_tables
from microsim.population.strata import ABSENT_STATUSES, MIGRANT_STATUSES
from microsim.schema import Origin

LATER = BASE_YEARS[-1]
START = LATER - BASE_YEAR
YEAR_SHIFT, YEAR_MASK, ORIGIN_SHIFT = np.uint64(32), np.uint64(127), np.uint64(59)


@pytest.fixture(scope="module")
def later(assumptions):
    """The population that stands at the end of 2020."""
    return build_population(assumptions, base_year=LATER)


def test_the_people_of_2020_are_those_of_the_census(later):
    whole = later.strata.size[(later.strata.key >> np.uint64(27)) == int(Origin.BASE)].sum()
    census = base_residents(LATER)
    assert later.base_year == LATER
    assert whole == pytest.approx(census.sum(), abs=AREA_COUNT)
    frame = later.frame_stock[START, :AREA_COUNT].sum(axis=1)[..., :SINGLE_AGES]
    assert frame == pytest.approx(census, rel=1e-6)


def test_every_margin_of_2020_is_met(priors):
    for margin in base_margins(priors, make_base(priors, life_tables(priors), LATER)):
        assert margin.miss < 1e-5, margin.name


def test_the_frame_is_empty_before_2020_and_conserves_persons_after(later):
    frame = later.projection
    assert not frame.stock[:START].any()
    for flow in (frame.births, frame.arrivals, frame.deaths, frame.moves):
        assert not flow[:START].any()
        assert flow[START].any()
    total = frame.stock[START:].sum(axis=(1, 2, 3, 4))
    gains = frame.births.sum(axis=(1, 2, 3)) + frame.arrivals.sum(axis=(1, 2, 3, 4)) - frame.deaths.sum(axis=1)
    assert np.abs(np.diff(total) - gains[START:]).max() < 1.0


def test_numbers_say_the_year_of_entry(later):
    numbers = later.sample(20_000)
    years = ((numbers >> YEAR_SHIFT) & YEAR_MASK).astype(int)
    stocks = (numbers >> ORIGIN_SHIFT) <= int(Origin.ABSENT)
    assert (years[stocks] == START).all()
    assert years[~stocks].min() == START + 1
    assert unpack(int(numbers[0]))[5] == START


@pytest.mark.parametrize("one_in", [1000, 7777])
def test_a_sample_stands_for_everybody(later, one_in):
    assert len(later.sample(one_in)) * one_in == pytest.approx(later.strata.size.sum(), rel=2e-4)


def test_as_many_work_as_the_census_of_2020_counts(later):
    adults = later.frame_stock[START, :AREA_COUNT, ..., :SINGLE_AGES].copy()
    adults[..., :15] = 0.0
    rates = later.world_tables["employment_all"][:AREA_COUNT, [0, 1, 0, 1, 0, 1], :, :SINGLE_AGES]
    share = (adults * rates).sum(axis=(1, 2, 3)) / adults.sum(axis=(1, 2, 3))
    assert share == pytest.approx(areas()["employed20"][:AREA_COUNT], abs=1e-6)


def test_both_starts_lead_to_the_same_provinces(population, later):
    """Out of sample for neither; but the flows of four years must not part them."""
    for areas_ in (slice(0, 21), slice(21, 22)):
        both = [each.frame_stock[2024 - BASE_YEAR, areas_].sum() for each in (population, later)]
        assert both[1] == pytest.approx(both[0], rel=0.005)


def test_holders_of_rights_who_left_live_elsewhere(later, assumptions):
    """As many as assumed, beside registered people who live outside the provinces."""
    left = sum(float(assumptions.path("migration.absent", LATER, PROVINCE_KEYS[code])) for code in SIMULATED)
    absent = later.expected[Origin.ABSENT]
    holders = [ABSENT_STATUSES.index(status) for status in MIGRANT_STATUSES]
    assert absent[:, holders].sum() == pytest.approx(left)
    assert later.frame_stock[START, ELSEWHERE].sum() == pytest.approx(absent.sum(), rel=1e-3)
