"""Simulated figures meet the right observed ones."""

import pytest
from rich.console import Console

from microsim.results.quantities import NATIONAL, QUANTITIES, WANTED
from microsim.results.scopes import ENTERPRISE, WHOLE, scope_of
from microsim.results.validation import base_name, compare, comparison_table, without_target
from tests.synthetic import synthetic_results


def target(indicator, **changes):
    """Return a row of a table of targets."""
    row = {
        "region": "Shanghai",
        "year": "2018",
        "sex": "all",
        "age_group": "all",
        "value": "100",
        "unit": "10k persons",
    }
    row |= {"source": "nowhere", "confidence": "C", "note": "holdout; made up"}
    return row | {"indicator": indicator} | changes


@pytest.fixture(scope="module")
def tree():
    """A tree of synthetic results."""
    return synthetic_results()


def test_one_row(tree):
    (one,) = compare(tree, [target("uebpi_pensioners_enterprise")])
    count = int(tree["participants"].pensioners.sel(year=2018, place="shanghai").sum())
    assert one.simulated == count / 1e4
    assert one.ratio == pytest.approx(count / 1e6)
    assert (one.use, one.note) == ("holdout", "made up")


def test_later_yearbooks_count_public_pensioners(tree):
    (one,) = compare(tree, [target("uebpi_pensioners")])
    people = tree["participants"].sel(year=2018, place="shanghai")
    assert one.simulated == int(people.pensioners.sum() + people.public_pensioners.sum()) / 1e4
    assert one.scope == WHOLE
    place = "qingyuan"  # cities' tables count institutions later than the province's
    for year, scope in ((2017, ENTERPRISE), (2018, WHOLE)):
        (one,) = compare(tree, [target("uebpi_pensioners", region="Qingyuan", year=str(year))])
        people = tree["participants"].sel(year=year, place=place)
        public = int(people.public_pensioners.sum()) if scope == WHOLE else 0
        assert (one.scope, one.simulated) == (scope, (int(people.pensioners.sum()) + public) / 1e4)


def test_each_indicator_has_a_scope_by_year():
    assert [scope_of("uebpi_pensioners", "guangdong", year) for year in (2015, 2016)] == [ENTERPRISE, WHOLE]
    assert scope_of("uebpi_pensioners", "shanghai", 2010) == WHOLE
    assert scope_of("uebpi_revenue_enterprise", "guangdong", 2024) == ENTERPRISE
    assert scope_of("uebpi_pensioners", "elsewhere", 2017) == ENTERPRISE
    assert scope_of("permanent_population", "guangdong", 2020) == ""


def test_an_older_target_meets_the_first_year(tree):
    (one,) = compare(tree, [target("uebpi_contributors", year="2016")])
    assert (one.year, one.simulated_year) == (2016, 2017)
    (people,) = compare(tree, [target("permanent_population", year="2016")])
    assert people.simulated_year == 2016


def test_a_target_older_than_the_base_year_is_left_out(tree):
    assert compare(tree, [target("uebpi_contributors", year="2015")], first=2010) == []


def test_ages(tree):
    (one,) = compare(tree, [target("permanent_population", age_group="60+")])
    persons = tree["population"].persons.sel(year=2018, place="shanghai", age=slice(60, None))
    assert one.simulated == int(persons.sum()) / 1e4


def test_rows_that_cannot_be_answered_are_left_out(tree):
    rows = [
        target("students_placed"),
        target("uebpi_pensioners", region="Sichuan"),
        target("uebpi_pensioners", sex="male"),
        target("uebpi_pensioners", age_group="60-64"),
        target("uebpi_pensioners", year="2023"),  # beyond the horizon of this run
        target("uebpi_pensioners", year="2010"),
    ]
    assert compare(tree, rows) == []


def test_every_quantity_can_be_computed(tree):
    comparisons = compare(tree, [target(name) for name in QUANTITIES])
    assert len(comparisons) == len(QUANTITIES)
    Console(width=200, quiet=True).print(comparison_table(comparisons))


def test_figures_of_the_nation(tree):
    rows = [target(name, region="national", unit="100m yuan") for name in NATIONAL]
    uploads = int(tree["pooling"].transfers.sel(year=2018, transfer="upload").sum())
    assert [one.simulated for one in compare(tree, rows)] == [uploads / 1e10] * len(NATIONAL)
    assert compare(tree, [target("uebpi_pensioners", region="national")]) == []


def test_what_nobody_published(tree):
    comparisons = compare(tree, [target("uebpi_revenue_enterprise", unit="100m yuan")])
    missing = without_target(comparisons)
    assert ("Shanghai", "uebpi_revenue") not in missing
    assert len(missing) == 2 * len(WANTED) - 1
    assert base_name("uebpi_revenue_enterprise") == "uebpi_revenue"
