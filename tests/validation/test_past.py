"""The history answers for years up to the base date, raised to the residents of each year and no further than a tenth."""

import numpy as np
import pytest

from microsim.places import AREAS_OF, PROVINCE_KEYS
from microsim.validation.groups import Group
from microsim.validation.past import MOST_RAISED, census, in_the_past, residents_in
from microsim.validation.variables import value_of
from tests.synthetic import synthetic_results
from tests.validation.results import HISTORY_YEARS, with_history

EVERYBODY = Group()
PROVINCES = PROVINCE_KEYS[:2]


def counted(tree, region):
    """Return how many cells of place, sex and age a region has."""
    areas = AREAS_OF[PROVINCES.index(region)]
    return (areas.stop - areas.start) * 2 * tree["population"].sizes["age"]


@pytest.mark.parametrize("region", PROVINCES)
def test_where_the_history_counts_all_residents_nothing_is_raised(region):
    tree = with_history()
    series = in_the_past(tree, "payers", region, EVERYBODY)
    assert list(series.index) == list(HISTORY_YEARS)
    assert series.to_numpy() == pytest.approx(3.0 * counted(tree, region))


@pytest.mark.parametrize("region", PROVINCES)
def test_survivors_are_raised_to_residents(region):
    tree = with_history(survivors=1 / 1.05)
    series = in_the_past(tree, "payers", region, EVERYBODY)
    plain = 3.0 * counted(tree, region)
    assert series[2015] == pytest.approx(1.05 * plain, rel=0.01)  # cells where nobody lived are not raised
    assert series[2016] == plain


def test_what_would_be_raised_by_more_than_a_tenth_is_not_given():
    series = in_the_past(with_history(survivors=1 / (MOST_RAISED + 0.05)), "payers", PROVINCES[0], EVERYBODY)
    assert np.isnan(series[2015])
    assert series[2016] > 0


def test_without_residents_only_the_base_date_is_known():
    series = in_the_past(with_history(residents=False), "insured", PROVINCES[0], EVERYBODY)
    assert series.notna().tolist() == [False, False, True]


def test_money_comes_in_yuan_and_a_group_is_a_part():
    tree = with_history()
    money = in_the_past(tree, "contributions", PROVINCES[1], EVERYBODY)
    persons = in_the_past(tree, "payers", PROVINCES[1], EVERYBODY)
    assert money[2016] == pytest.approx(persons[2016] * 3 / 100)
    women = in_the_past(tree, "payers", PROVINCES[1], Group("female", 20, 29))
    assert women[2016] == 3.0 * 10 * counted(tree, PROVINCES[1]) / (2 * tree["population"].sizes["age"])


def test_results_without_a_history_have_no_past():
    tree = synthetic_results().drop_nodes("history")
    assert in_the_past(tree, "payers", PROVINCES[0], EVERYBODY) is None
    assert int(value_of(tree, "payers", PROVINCES[0], EVERYBODY).index[0]) == 2017


def test_the_history_stands_before_the_run():
    tree = with_history()
    series = value_of(tree, "payers", PROVINCES[0], EVERYBODY)
    assert list(series.index) == [*HISTORY_YEARS, 2017, 2018, 2019]
    assert series[2017] == int(tree["participants"].contributors.sel(year=2017).values[:21].sum())


def test_residents_go_from_the_census_to_the_base_date_along_cohorts():
    tree = synthetic_results()
    base = tree["population"].persons.isel(year=0).sum("status").transpose("place", "sex", "age").values
    assert residents_in(tree, 2016) == pytest.approx(base.astype(float))
    between = residents_in(tree, 2013)[0, 0]
    ends = sorted((census()[0, 0, 36:38].mean(), base[0, 0, 43]))
    assert ends[0] < between[40] < ends[1]
