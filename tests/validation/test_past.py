"""The history answers for years up to the base date, raised to the residents of each year and no further than a tenth."""

import numpy as np
import pytest

from microsim.places import AREAS_OF, PROVINCE_KEYS
from microsim.validation.groups import Group
from microsim.validation.past import COUNTED, MOST_RAISED, STANDING, census, in_the_past, raising, residents_in
from microsim.validation.variables import VARIABLES, value_of
from tests.validation.results import HISTORY_YEARS, with_history, without_history

EVERYBODY = Group()
PROVINCES = PROVINCE_KEYS[:2]


def cells(tree, region):
    """Return how many cells of place, sex and age a region has."""
    areas = AREAS_OF[PROVINCES.index(region)]
    return (areas.stop - areas.start) * 2 * tree["population"].sizes["age"]


@pytest.mark.parametrize("region", PROVINCES)
def test_where_the_history_counts_all_residents_nothing_is_raised(region):
    tree = with_history()
    series = in_the_past(tree, "payers", region, EVERYBODY)
    assert list(series.index) == list(HISTORY_YEARS)
    assert series.to_numpy() == pytest.approx(3.0 * cells(tree, region))


@pytest.mark.parametrize("region", PROVINCES)
def test_survivors_are_raised_to_residents(region):
    tree = with_history(survivors=1 / 1.05)
    series = in_the_past(tree, "payers", region, EVERYBODY)
    plain = 3.0 * cells(tree, region)
    assert series[[2014, 2015]].to_numpy() == pytest.approx(1.05 * plain, rel=0.003)  # the oldest had not been there
    assert series[2016] == pytest.approx(plain)


def test_what_a_sample_lacks_in_all_years_is_not_raised():
    """A sample that holds half of all people, at the base date as before: nobody has left."""
    tree = with_history()
    tree["history"]["residents"].values[:] *= 0.5
    assert raising(tree, PROVINCES[0]) == pytest.approx(1.0)


def test_what_would_be_raised_by_more_than_a_tenth_is_not_given():
    series = in_the_past(with_history(survivors=1 / (MOST_RAISED + 0.05)), "payers", PROVINCES[0], EVERYBODY)
    assert np.isnan(series[[2014, 2015]]).all()
    assert series[2016] > 0


def test_money_comes_in_yuan_and_a_group_is_a_part():
    tree = with_history()
    money = in_the_past(tree, "contributions", PROVINCES[1], EVERYBODY)
    persons = in_the_past(tree, "payers", PROVINCES[1], EVERYBODY)
    assert money[2016] == pytest.approx(persons[2016] * 3 / 100)
    women = in_the_past(tree, "payers", PROVINCES[1], Group("female", 20, 29))
    assert women[2016] == pytest.approx(3.0 * 10 * cells(tree, PROVINCES[1]) / (2 * tree["population"].sizes["age"]))


def test_the_base_date_alone_knows_pensions_and_the_residents_scheme():
    tree = with_history()
    series = value_of(tree, "pensioners", PROVINCES[1], EVERYBODY)
    assert series[2016] == 300.0 * cells(tree, PROVINCES[1])
    assert list(series.index) == [2016, 2017, 2018, 2019]
    assert value_of(tree, "pension_sum", PROVINCES[1], EVERYBODY)[2016] == series[2016] / 100
    older = value_of(tree, "recipients", PROVINCES[1], Group("male", 60, 69))
    assert older[2016] == 300.0 * 10


def test_township_pensioners_are_those_whom_no_career_led_to_a_pension():
    tree = with_history()
    careers = float(tree["history"].pensioners.sel(history_year=2016, place="shanghai").sum())
    series = value_of(tree, "township_pensioners", "shanghai", EVERYBODY)
    assert series[2016] == value_of(tree, "pensioners", "shanghai", EVERYBODY)[2016] - careers > 0
    assert (series[[2017, 2018, 2019]] == 0).all()


def test_results_without_a_history_have_no_past():
    tree = without_history()
    for name in ("payers", "pensioners", "township_pensioners"):
        assert in_the_past(tree, name, PROVINCES[0], EVERYBODY) is None
        assert int(value_of(tree, name, PROVINCES[0], EVERYBODY).index[0]) == 2017


def test_the_history_stands_before_the_run():
    tree = with_history()
    series = value_of(tree, "payers", PROVINCES[0], EVERYBODY)
    assert list(series.index) == [*HISTORY_YEARS, 2017, 2018, 2019]
    assert series[2017] == int(tree["participants"].contributors.sel(year=2017).values[:21].sum())


def test_residents_go_from_the_census_to_the_base_date_along_cohorts():
    tree = without_history()
    base = tree["population"].persons.isel(year=0).sum("status").transpose("place", "sex", "age").values
    assert residents_in(tree, 2016) == pytest.approx(base.astype(float))
    between = residents_in(tree, 2013)[0, 0]
    ends = sorted((census()[0, 0, 36:38].mean(), base[0, 0, 43]))
    assert ends[0] < between[40] < ends[1]


def test_what_is_counted_answers_variables():
    assert COUNTED.keys() | STANDING.keys() <= VARIABLES.keys()
