"""Who works and in which job: the census's shares, pensioners and students apart, formal jobs by city."""

import numpy as np
import pytest

from microsim.kernel.world import BASE_YEAR, FIRST_LAW_YEAR
from microsim.places import AREA_COUNT, ELSEWHERE, PLACE_CODE
from microsim.population.dated_work import work_shifts, workers_of
from microsim.population.hazards import again
from microsim.population.inputs import Priors, areas, base_residents, mid_census, national_population
from microsim.population.jobs import formal_shares
from microsim.population.labour import (
    adults,
    composed,
    counted_persons,
    employment_table,
    first_job_ages,
    out_of_school,
    working_after,
)
from microsim.population.standing import pensioner_share, public_pensioners
from microsim.schema import Origin, Status
from tests.geography import CITY_COUNT, SHANGHAI

BASE = BASE_YEAR - FIRST_LAW_YEAR
GUANGZHOU, QINGYUAN = (PLACE_CODE[key] for key in ("guangzhou", "qingyuan"))


@pytest.fixture(scope="module")
def stock(population):
    """Residents at the base date [area, sex, age, status]."""
    return population.expected[Origin.BASE][..., 0].transpose(0, 2, 3, 1)


@pytest.fixture(scope="module")
def persons(stock):
    return counted_persons(stock, np.ones((2, 101)))


def test_who_draws_no_pension_works_for_the_others():
    """Half draw a pension and work 0.3 times as often as all: (0.4 - 0.5 * 0.12) / 0.5 = 0.68 of the rest work."""
    rates = np.array([0.8, 0.4])
    table = composed(rates, np.array([0.0, 0.5]), 0.3, np.ones(2))
    assert table.own == pytest.approx([0.8, 0.68])
    assert table.all == pytest.approx(rates)


def test_nobody_works_more_than_at_the_best_age():
    """Of a tenth without a pension 2.19 times as many would have to work as there are."""
    table = composed(np.array([0.8, 0.3]), np.array([0.0, 0.9]), 0.3, np.ones(2))
    assert table.own == pytest.approx([0.8, 0.8])
    assert table.all[1] == pytest.approx(0.9 * 0.3 * 0.3 + 0.1 * 0.8)


def test_students_are_not_taken_out_twice():
    """A fifth of all work and half are at school: two fifths of those out of school work."""
    table = composed(np.array([0.0, 0.2, 0.8]), np.zeros(3), 0.3, np.array([0.0, 0.5, 1.0]))
    assert table.own == pytest.approx([0.0, 0.4, 0.8])
    assert table.all == pytest.approx([0.0, 0.2, 0.8])


def test_first_jobs_follow_school(priors):
    """15.5 years and 0.9 for each school year beyond nine, not below 16."""
    assert first_job_ages(priors).tolist() == [16, 16, 18, 21]


def test_past_the_best_age_the_share_does_not_rise():
    """At 60 a fifth has no pension, (0.2 - 0.8 * 0.06) / 0.2 = 0.76 of it would work: no more than the 0.6 of 59."""
    table = composed(np.array([0.8, 0.6, 0.2]), np.array([0.0, 0.0, 0.8]), 0.3, np.ones(3))
    assert table.own == pytest.approx([0.8, 0.6, 0.6])
    assert table.all[2] == pytest.approx(0.8 * 0.06 + 0.2 * 0.6)


def test_as_many_work_as_the_census_counts(population, persons):
    working = adults(persons * population.world_tables["employment_all"][..., :101]) / adults(persons)
    assert working[:AREA_COUNT] == pytest.approx(areas()["employed20"][:AREA_COUNT], abs=1e-6)


@pytest.fixture(scope="module")
def workers(priors, population, stock):
    tables = population.world_tables
    public = public_pensioners(priors, stock, tables["education"])
    drawing = pensioner_share(priors, stock, tables["base_pensioner"], public.drawing)
    finished = out_of_school(priors, stock, tables["education"])
    counted = counted_persons(stock, national_population())
    table = employment_table(priors, counted, areas()["employed20"], drawing, finished)
    return workers_of(table, drawing, working_after(priors))


def test_ten_years_before_as_many_worked_as_the_census_of_2010_counts(priors, population, stock, workers):
    tables = population.world_tables
    shift = tables["work_shift"][:, 2010 - FIRST_LAW_YEAR] / np.hypot(1.0, priors.number("employment.attachment_sd"))
    finished = out_of_school(priors, stock, tables["education"], 2010)
    counted = counted_persons(stock, national_population(2010), 2010)
    working = adults(workers.working(finished, shift)[..., :101] * counted) / adults(counted)
    assert working == pytest.approx(areas()["employed10"], abs=1e-6)


def test_the_nation_leads_back_to_the_towns_of_1988(priors, population, stock, workers):
    """Of working age 0.83 worked then, students of the years before among them; every place is moved by the same step."""
    tables = population.world_tables
    spread = np.hypot(1.0, priors.number("employment.attachment_sd"))
    shift = tables["work_shift"] / spread
    finished = out_of_school(priors, stock, tables["education"], 1988)
    table = workers.working(finished, shift[:, 1988 - FIRST_LAW_YEAR])[ELSEWHERE, 0, :, :101]
    persons = national_population(2010) * [[16 <= age < 60 - 5 * sex for age in range(101)] for sex in (0, 1)]
    assert (table * persons).sum() / persons.sum() == pytest.approx(0.83, abs=1e-6)
    steps = shift[:, 1988 - FIRST_LAW_YEAR] - shift[:, 2010 - FIRST_LAW_YEAR]
    assert np.ptp(steps) < 1e-9 < steps[0]


def test_between_what_is_known_lie_straight_lines(population):
    shift = population.world_tables["work_shift"][GUANGZHOU]
    at = dict(zip(range(FIRST_LAW_YEAR, FIRST_LAW_YEAR + len(shift)), shift, strict=True))
    assert at[1970] == at[1988] > at[1999] > at[2010] > 0
    assert at[1999] == pytest.approx(0.5 * (at[1988] + at[2010]))
    assert at[2015] == pytest.approx(0.5 * at[2010])
    assert at[2020] == at[2100] == 0


def test_a_scenario_may_leave_employment_as_it_was_counted_last(assumptions, stock, population, workers):
    undated = Priors(assumptions.apply({"labour": {"dating": 0.0, "after_2020": {2020: 0.0, 2040: 0.1}}}))
    shift = work_shifts(undated, stock, population.world_tables["education"], workers)
    spread = np.hypot(1.0, undated.number("employment.attachment_sd"))
    assert not shift[:, : 2021 - FIRST_LAW_YEAR].any()
    assert shift[:, 2030 - FIRST_LAW_YEAR] == pytest.approx(0.05 * spread)
    assert shift[:, 2100 - FIRST_LAW_YEAR] == pytest.approx(0.1 * spread)


def test_the_census_is_split_by_hukou_as_the_base_stock(persons, stock):
    assert persons[:AREA_COUNT].sum(axis=1) == pytest.approx(base_residents(2020))
    here = stock[GUANGZHOU, 0, 30]
    assert persons[GUANGZHOU, 0, 0, 30] / persons[GUANGZHOU, :, 0, 30].sum() == pytest.approx(
        here[::2].sum() / here.sum()
    )


@pytest.mark.parametrize("slope", [0.0, 0.7, 1.2])
def test_formal_jobs_of_the_province_stay_as_many(assumptions, stock, slope):
    priors = Priors(assumptions.apply({"labour": {"formal_slope": slope}}))
    workers = stock.sum(axis=(1, 2)) + 1.0
    shares = formal_shares(priors, workers, np.zeros(AREA_COUNT))[:, BASE]
    mean = (shares[:CITY_COUNT] * workers[:CITY_COUNT]).sum(axis=0) / workers[:CITY_COUNT].sum(axis=0)
    assert mean[:2] == pytest.approx([0.85, 0.75])
    pairs = (shares[:CITY_COUNT] * workers[:CITY_COUNT]).sum(axis=0)[2:].reshape(2, 2).sum(axis=1)
    assert pairs / workers[:CITY_COUNT, 2:].sum(axis=0).reshape(2, 2).sum(axis=1) == pytest.approx([0.72, 0.67])
    assert shares[SHANGHAI] == pytest.approx([0.95, 0.88, 0.72, 0.72, 0.88, 0.88])
    assert (np.ptp(shares[:CITY_COUNT, 0]) < 1e-9) == (slope == 0.0)


def test_odds_of_formal_jobs_follow_those_of_work_outside_farming(priors, stock):
    shares = formal_shares(priors, stock.sum(axis=(1, 2)) + 1.0, np.zeros(AREA_COUNT))[:, BASE, Status.LOCAL_RURAL]
    other = 1 - mid_census("farm")
    ratio, farming = (values[GUANGZHOU] / values[QINGYUAN] for values in (shares / (1 - shares), other / (1 - other)))
    assert ratio == pytest.approx(farming**0.8)


def test_most_former_migrants_come_back_to_their_tie(priors, stock):
    shares = np.diff(again(priors, stock), axis=1, prepend=0.0)
    migrants = stock[..., 4:].sum(axis=(1, 2, 3))
    assert shares[SHANGHAI, SHANGHAI] == pytest.approx(0.85 + 0.15 * migrants[SHANGHAI] / migrants.sum())
    assert shares[SHANGHAI, GUANGZHOU] == pytest.approx(0.15 * migrants[GUANGZHOU] / migrants.sum())
    assert shares[:AREA_COUNT, AREA_COUNT] == pytest.approx(np.zeros(AREA_COUNT), abs=1e-12)
