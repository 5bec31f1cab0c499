"""Each published figure meets the simulated one of its own year and scope."""

import math

import pytest

from microsim.validation.comparing import Series, Verdict, compare, verdict
from microsim.validation.groups import Group
from microsim.validation.roles import Role
from microsim.validation.scopes import REGION_NAMES, UNITS, registry, scope_of
from microsim.validation.targets import Target
from microsim.validation.variables import NATIONAL, VARIABLES, Uncounted, value_of
from tests.synthetic import synthetic_results
from tests.validation.results import with_history

SHANGHAI = "Shanghai"


def target(indicator, **changes):
    """Return a made-up figure."""
    cells = {
        "id": "made up",
        "indicator": indicator,
        "region": SHANGHAI,
        "year": 2018,
        "group": Group(),
        "value": 100.0,
    }
    cells |= {"unit": "10k persons", "grade": "A", "use": "holdout", "source": "nowhere", "note": ""}
    return Target(**(cells | changes))


@pytest.fixture(scope="module")
def tree():
    """Results without a history."""
    return synthetic_results().drop_nodes("history")


@pytest.fixture(scope="module")
def lived():
    return with_history()


def persons(tree, name, **labels):
    return int(tree["participants"][name].sel(place="shanghai", **labels).sum())


def test_one_figure(tree):
    (one,) = compare(tree, (target("uebpi_pensioners_enterprise"),))
    count = persons(tree, "pensioners", year=2018)
    assert one.simulated == count / 1e4
    assert one.ratio == pytest.approx(count / 1e6)
    assert (one.scope, one.kind, one.role) == ("pensioners", "stock", Role.HOLDOUT)


def test_a_figure_meets_its_own_year_or_none(tree, lived):
    """No year is set beside another: the state at the base date comes from the history or is not there."""
    figures = tuple(target("uebpi_contributors_yearbook", year=year) for year in (2016, 2017, 2019, 2020))
    without = compare(tree, figures)
    assert [one.verdict for one in without[::3]] == [Verdict.NOT_COUNTED, Verdict.NOT_COVERED]
    assert [one.simulated is None for one in without] == [True, False, False, True]
    counted = compare(lived, figures)
    names = ("insured", "public_staff")
    heads = sum(value_of(lived, name, "shanghai", Group())[2016] for name in names)
    assert counted[0].simulated == pytest.approx(heads / 1e4)
    assert [one.simulated for one in counted[1:]] == [one.simulated for one in without[1:]]


def test_stocks_that_a_run_opens_with_are_those_of_the_base_year(tree):
    figures = [target(name, year=2016, unit="100m yuan") for name in ("uebpi_balance_enterprise", "urrbpi_balance")]
    figures += [target("permanent_population", year=2016)]
    found = [one.simulated for one in compare(tree, tuple(figures))]
    assert found[:2] == [100.0, 100.0]  # 10**12 fen
    assert found[2] == int(tree["population"].persons.sel(year=2016, place="shanghai").sum()) / 1e4


def test_scopes_tell_contradicting_rows_apart(lived):
    narrow, wide = compare(
        lived, (target("uebpi_contributors", year=2016), target("uebpi_contributors_yearbook", year=2016))
    )
    assert (narrow.scope, wide.scope) == ("insured", "insured + public_staff")
    assert narrow.simulated < wide.simulated


@pytest.mark.parametrize(
    ("indicator", "region", "year", "scope"),
    [
        ("uebpi_contributors", "Guangdong", 2015, "insured"),
        ("uebpi_contributors", "Guangdong", 2016, "insured + public_staff"),
        ("uebpi_contributors", "Guangdong", 2009, None),
        ("uebpi_contributors", SHANGHAI, 2012, "insured + public_staff"),
        ("uebpi_contributors", SHANGHAI, 2011, None),
        ("uebpi_contributors", "Foshan", 2017, "insured"),
        ("uebpi_contributors", "Foshan", 2018, "payers + public_staff"),
        ("uebpi_pensioners", SHANGHAI, 2016, "pensioners"),
        ("uebpi_pensioners", SHANGHAI, 2015, None),
        ("uebpi_pensioners", "Sichuan", 2018, None),
        ("students_placed", "Guangdong", 2018, None),
    ],
)
def test_scopes_by_region_and_year(indicator, region, year, scope):
    found = scope_of(indicator, region, year)
    assert (found and str(found.formula)) == scope


def test_groups_of_persons(tree):
    asked = Group("female", 60, 64)
    (one,) = compare(tree, (target("uebpi_pensioners", group=asked),))
    names = ("pensioners", "public_pensioners")
    assert one.scope == " + ".join(f"{name}[female 60-64]" for name in names)
    assert one.simulated == sum(persons(tree, name, year=2018, sex="female", age=slice(60, 64)) for name in names) / 1e4


def test_what_is_not_counted_by_age_is_not_counted(tree):
    figures = (
        target("uebpi_revenue", unit="100m yuan", group=Group("female")),
        target("employed_persons", group=Group("all", 61)),
        target("uebpi_avg_pension", unit="yuan/month", group=Group("all", 60)),
    )
    assert {one.verdict for one in compare(tree, figures)} == {Verdict.NOT_COUNTED}
    (one,) = compare(tree, (target("employed_persons", group=Group("male", 60)),))
    assert one.simulated is not None


def test_what_nothing_answers_is_listed(tree):
    figures = (
        target("students_placed"),
        target("uebpi_pensioners", region="Sichuan"),
        target("uebpi_pensioners", year=None),
    )
    assert {one.verdict for one in compare(tree, figures)} == {Verdict.NO_COUNTERPART}
    assert {one.role for one in compare(tree, figures)} == {Role.EXCLUDED}


def test_the_nation_is_answered_by_its_own_variables_only(tree):
    (one,) = compare(tree, (target("central_adjust_fund_size", region="national", unit="100m yuan"),))
    assert one.simulated == int(tree["pooling"].transfers.sel(year=2018, transfer="upload").sum()) / 1e10
    for name in ("payers", *NATIONAL):
        with pytest.raises(Uncounted):
            value_of(tree, name, "national" if name == "payers" else "shanghai", Group())


@pytest.mark.parametrize("region", ["guangdong", "shanghai", "foshan"])
def test_every_variable_is_a_series_of_the_simulated_years(tree, region):
    for name in VARIABLES.keys() - NATIONAL:
        series = value_of(tree, name, region, Group())
        assert {2018, 2019} <= set(series.index), name
        assert math.isfinite(series[2019]), name


def test_every_scope_is_answered_for_provinces_and_cities(tree):
    series = Series(tree)
    for indicator, scopes in registry().items():
        for region in list(REGION_NAMES)[:4]:  # both provinces and two cities
            scope = scope_of(indicator, region, 2019)
            if scope is not None:
                for group in scopes[0].groups:
                    assert series.at(scope, region, group, 2019) is not None, (indicator, region, group)


def test_scopes_of_one_indicator_share_unit_and_groups():
    for indicator, scopes in registry().items():
        assert len({(scope.unit, scope.groups) for scope in scopes}) == 1, indicator
        spans = [
            (scope.region, year)
            for scope in scopes
            for year in range(max(scope.first, 2000), min(scope.last, 2060) + 1)
        ]
        assert len(set(spans)) == len(spans), f"{indicator}: two rows for one region and year"


@pytest.mark.parametrize(
    ("role", "ratio", "found"),
    [
        (Role.FIT, 1.07, Verdict.WITHIN),
        (Role.FIT, 1.08, Verdict.ABOVE),
        (Role.HOLDOUT, 0.93, Verdict.BELOW),
        (Role.HOLDOUT, -1.0, Verdict.BELOW),
        (Role.INPUT, 2.0, Verdict.UNSCORED),
        (Role.EXCLUDED, 1.0, Verdict.UNSCORED),
    ],
)
def test_verdicts(role, ratio, found):
    assert verdict(role, ratio, tolerance=0.0721) is found


def test_replicates_are_averaged():
    two = synthetic_results(seeds=(1, 2))
    alone = [synthetic_results(seeds=(seed,)) for seed in (1, 2)]
    figure = (target("uebpi_pensioners_enterprise"),)
    mean = sum(compare(tree, figure)[0].simulated for tree in alone) / 2
    assert compare(two, figure)[0].simulated == pytest.approx(mean)


def test_units_scale_what_is_compared(tree):
    figures = tuple(
        target("uebpi_pensioners_enterprise", unit=unit) for unit in ("persons", "10k persons", "M persons")
    )
    found = [one.simulated * UNITS[one.target.unit][1] for one in compare(tree, figures)]
    assert found == pytest.approx([found[0]] * 3)
