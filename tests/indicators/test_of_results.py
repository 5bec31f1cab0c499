"""Indicators of results are what one computes by hand from the tree."""

import numpy as np
import pytest
import xarray as xr

from microsim.indicators.cell import ALL_REGIONS, Cell
from microsim.indicators.rates import REAL_RATE, actuarial_balance, later
from microsim.indicators.registry import NOT_MODELLED, OWN_COMMAND, asked_for, registry
from microsim.indicators.selection import select, selected
from microsim.indicators.spread import MIDDLES, gini_of, lorenz, money_below, quantile
from microsim.indicators.table import indicator_table
from microsim.indicators.whole import all_indicators, write_indicators
from microsim.kernel.tallies import PENSION_BINS
from microsim.reading import InputError
from tests.synthetic import synthetic_results

YEAR = {"year": 2018}


@pytest.fixture(scope="module")
def tree():
    return synthetic_results()


def value(tree, key, region="shanghai", group="all", year=2018):
    """Return one number of the table."""
    by = () if group == "all" else (group.split("=")[0],)
    frame = indicator_table(tree, asked_for([key]), (region,), by).to_pandas()
    return frame[(frame["indicator"] == key) & (frame["group"] == group) & (frame["year"] == year)]["value"].item()


def flows(tree, *items, scheme="employees", place="shanghai"):
    """Return entries of the books in 2018, yuan."""
    return float(tree["funds"].flows.sel(**YEAR, place=place, scheme=scheme, item=list(items)).sum()) / 100


def test_rates_of_the_fund(tree):
    bases = float(tree["participants"].contribution_bases.sel(**YEAR, place="shanghai"))
    items = tree["funds"].item.values
    contributions = [
        one for one in ("employer", "employee", "flexible", "personal", "back_contributions") if one in items
    ]
    spending = [one for one in items if one.startswith(("benefit_", "survivors", "inheritance", "back_benefits"))]
    income, cost = flows(tree, *contributions), flows(tree, *spending)
    assert value(tree, "income_rate") == pytest.approx(100 * income / bases)
    assert value(tree, "cost_rate") == pytest.approx(100 * cost / bases)
    assert value(tree, "annual_balance_rate") == pytest.approx(100 * (income - cost) / bases)
    returns = flows(tree, "investment", "delegated_return")
    assert value(tree, "balancing_rate") == pytest.approx(
        100 * (cost - income + flows(tree, "employer") - returns) / bases
    )
    closing = float(tree["funds"].closing.sel(**YEAR, place="shanghai", scheme="employees")) / 100
    assert value(tree, "reserve_months") == pytest.approx(12 * max(closing, 0) / cost)


def test_ratios_of_persons_and_pensions(tree):
    people = tree["participants"].sel(**YEAR, place="shanghai")
    payers, pensioners = int(people.contributors.sum()), int(people.pensioners.sum())
    insured = payers + int(people.dormant.sum())
    assert value(tree, "dependency_paying") == pytest.approx(100 * pensioners / payers)
    assert value(tree, "support_insured") == pytest.approx(insured / pensioners)
    assert value(tree, "compliance") == pytest.approx(100 * payers / insured)
    women = people.sel(sex="female")
    assert value(tree, "compliance", group="sex=female") == pytest.approx(
        100 * int(women.contributors.sum()) / int((women.contributors + women.dormant).sum())
    )
    assert value(tree, "benefit_ratio") == pytest.approx(50)  # 2,500 yuan of 5,000
    old = slice(60, None)
    drawing = sum(
        int(people[name].sel(age=old).sum()) for name in ("pensioners", "residents_pensioners", "public_pensioners")
    )
    residents = int(tree["population"].persons.sel(**YEAR, place="shanghai", age=old).sum())
    assert value(tree, "coverage_60") == pytest.approx(100 * drawing / residents)


def test_a_region_is_not_the_mean_of_its_parts(tree):
    both = value(tree, "dependency_paying", "both")
    parts = [value(tree, "dependency_paying", region) for region in ("guangdong", "shanghai")]
    assert min(parts) <= both <= max(parts)
    assert both != pytest.approx(sum(parts) / 2, rel=1e-6)


def test_what_crosses_the_border_of_a_region_only(tree):
    moved = tree["portability"].transfers.sel(**YEAR)
    cities = [one for one in moved.from_place.values if one not in ("shanghai", "elsewhere")]
    into = int(moved.sel(to_place=cities).sum()) - int(moved.sel(to_place=cities, from_place=cities).sum())
    assert value(tree, "transfers_in", "guangdong") == into
    out = int(moved.sel(from_place="shanghai").sum()) - int(moved.sel(from_place="shanghai", to_place="shanghai").sum())
    assert value(tree, "transfers_out") == out
    assert value(tree, "transfers_in", "both") < into + value(tree, "transfers_in")


def test_areas_in_deficit_are_those_of_the_headline(tree):
    from microsim.results.headline import headline_frame

    headline = headline_frame(tree, (2018,))[2018]
    for region in ("guangdong", "shanghai", "both"):
        assert value(tree, "areas_in_deficit", region) == headline[region, "deficit_areas", ""]


def classes(*pensions):
    """Return one cell of classes with a head for each pension."""
    bins = np.zeros((1, 1, PENSION_BINS))
    for pension in pensions:
        bins[0, 0, np.searchsorted(MIDDLES, pension)] += 1
    return bins


def test_spread_of_known_pensions():
    equal, apart = classes(*[1000] * 10), classes(*[500] * 8, *[4000] * 2)
    assert gini_of(lorenz(equal)) == pytest.approx(0, abs=1e-9)
    low, high = MIDDLES[np.searchsorted(MIDDLES, [500, 4000])]
    rich = 2 * high / (8 * low + 2 * high)
    assert gini_of(lorenz(apart)) == pytest.approx(rich - 0.2)  # of two classes: the share of money less that of heads
    assert money_below(lorenz(apart), 0.2) == pytest.approx(0.25 * (1 - rich))
    assert quantile(equal, 0.5) == pytest.approx(1000, rel=0.075)
    assert low / 1.04 < quantile(apart, 0.5)[0, 0] < low * 1.04
    assert high / 1.04 < quantile(apart, 0.9)[0, 0] < high * 1.04


def test_the_line_is_held_against_each_pension(tree):
    """All employees' pensions lie in one class, above 40% of the wage of 5,000."""
    assert value(tree, "low_pension_share", group="scheme=employees") in (0.0, 100.0)
    edge = 10 * 1.075**80
    assert (edge < 2000) == (value(tree, "low_pension_share", group="scheme=employees") > 0)


def test_present_values_of_what_follows(tree):
    cell = Cell(tree, ("shanghai",))
    prices, amount = cell.prices(), cell.bases()
    by_hand = amount[0, 1] / (prices[1] / prices[0] * (1 + REAL_RATE)) + amount[0, 2] / (
        prices[2] / prices[0] * (1 + REAL_RATE) ** 2
    )
    assert later(cell, amount, 2)[0] == pytest.approx([by_hand, np.nan, np.nan], nan_ok=True)
    assert later(cell, amount)[0][[0, 2]] == pytest.approx([by_hand, 0.0])
    assert np.isnan(actuarial_balance(Cell(tree, ("shenzhen",)), 1)).all()  # a city has none
    assert np.isfinite(actuarial_balance(cell, 1)[0, :2]).all()


def test_what_is_not_modelled_has_a_row_that_says_so(tree):
    table = all_indicators(tree).to_pandas()
    assert table.columns.tolist() == ["indicator", "region", "group", "year", "value", "unit", "se"]
    empty = table[table["value"].isna()]
    why = {one.key: NOT_MODELLED for one in registry().values() if one.status == NOT_MODELLED}
    why |= {one.key: OWN_COMMAND for one in registry().values() if one.command}
    assert dict(zip(empty["indicator"], empty["unit"], strict=True)) == why
    assert "elsewhere" not in set(table["region"])
    assert set(table["region"].dropna()) == set(ALL_REGIONS)
    assert not table.duplicated(["indicator", "region", "group", "year"]).any()


def test_equal_tables_are_equal_bytes(tree, tmp_path):
    table = all_indicators(tree)
    for name in ("one", "other"):
        write_indicators(table, tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


def test_everything_wrong_with_a_question_is_told_at_once(tree):
    with pytest.raises(InputError) as caught:
        select(tree, ["gini"], by=["sx", "cohort"], regions=["shenzen"], years=[2200, "soon"])
    told = str(caught.value)
    for part in (
        "did you mean sex?",
        "not told by cohort",
        "did you mean shenzhen?",
        "the run has 2017",
        "soon: year: found",
    ):
        assert part in told


def test_a_selection_has_what_was_asked_for_and_says_why_not(tree):
    asked = select(tree, ("gini", "cost_rate", "31", "net_wealth"), by="sex", regions="foshan", years=2018)
    frame = selected(tree, asked)
    assert set(frame[frame["indicator"] == "gini"]["group"]) == {"sex=male", "sex=female"}
    assert set(frame["year"].dropna()) == {2018}
    assert dict(zip(frame["indicator"], frame["status"], strict=True)) == {
        "gini": "proxy",
        "cost_rate": "not by this group",
        "accrued_liabilities_abo": "own command",
        "net_pension_wealth": "needs lives.parquet",
    }
    none = selected(tree, select(tree, "actuarial_balance", regions="foshan"))  # no city has one
    assert none["status"].tolist() == ["no number"]
    assert none["value"].isna().all()


def test_groups_read_are_enough(tree):
    """A batch that keeps indicators makes no other group of results."""
    from microsim.indicators.table import groups_read
    from microsim.results.headline import GROUPS

    part = xr.DataTree.from_dict({path: tree[path].to_dataset() for path in groups_read()} | {"/": tree.to_dataset()})
    assert indicator_table(part).equals(indicator_table(tree))
    assert groups_read() > set(GROUPS) - {"pillars"}
    assert "history" not in groups_read()
