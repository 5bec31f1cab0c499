"""The headline table is what one computes by hand from the tree."""

import numpy as np
import pytest
from rich.console import Console

from microsim.places import PLACES
from microsim.results.headline import ROWS, headline_frame, headline_table, rows_shown
from microsim.results.indicators import POOLING, average_wage, contribution_bases
from microsim.words.book import word
from tests.synthetic import synthetic_results


@pytest.fixture(scope="module")
def tree():
    """A tree of synthetic results."""
    return synthetic_results()


def test_every_quantity_of_three_regions(tree):
    frame = headline_frame(tree)
    years = tree["funds"].year
    assert list(frame.columns) == [2017, int(years[-1])]  # the other years lie beyond this horizon
    assert len(frame) == 3 * len(ROWS)
    assert not frame.isna().any(axis=None)


def test_figures_by_hand(tree):
    year = {"year": 2018}
    frame = headline_frame(tree, years=(2018,))[2018]
    shanghai = frame.loc["shanghai"].droplevel("unit")
    people = tree["population"].persons.sel(**year, place="shanghai")
    flows = tree["funds"].flows.sel(**year, place="shanghai", scheme="employees")
    flows = flows.where(~flows["item"].isin(POOLING), 0)
    inflow = int(flows.where(flows.sign > 0).sum())
    outflow = int(flows.where(flows.sign < 0).sum())
    assert shanghai["population"] == int(people.sum()) / 1e6
    assert shanghai["mean_pension"] == 2500
    assert shanghai["revenue"] == pytest.approx(inflow / 1e11)
    assert shanghai["balance"] == pytest.approx((inflow - outflow) / 1e11)
    wage = float(tree["labour"].average_wage.sel(**year, place="shanghai"))
    assert shanghai["average_wage"] == wage
    assert shanghai["replacement_average"] == pytest.approx(100 * 2500 / wage)
    assert shanghai["payers_wage"] == 5000
    assert shanghai["replacement_rate"] == pytest.approx(50)


def test_the_average_wage_of_cities_is_that_of_their_contributors(tree):
    """No city stands for its province."""
    places = [place.key for place in PLACES if place.key != "elsewhere"][:-1]
    wages = tree["labour"].average_wage.sel(year=2018, place=places) * np.arange(1, len(places) + 1)
    other = tree.copy()
    other["labour"] = tree["labour"].to_dataset().assign(average_wage=tree["labour"].average_wage.copy())
    other["labour"].average_wage.loc[{"year": 2018, "place": places}] = wages
    persons = tree["participants"].contributors.sel(year=2018, place=places).sum(("sex", "age"))
    by_hand = float((wages * persons).sum() / persons.sum())
    assert float(average_wage(other, "guangdong").sel(year=2018)) == pytest.approx(by_hand)
    assert float(average_wage(other, places[3]).sel(year=2018)) == float(wages[3])


def test_money_as_a_share_of_bases_and_in_fixed_prices(tree):
    frame = headline_frame(tree, years=(2017, 2018, 2019))
    cost, bases, share, real = (
        frame.loc[("guangdong", key, unit)].values
        for key, unit in (
            ("expenditure", "bn yuan"),
            ("bases", "bn yuan"),
            ("expenditure_share", "% of bases"),
            ("expenditure_real", "bn yuan of 2018"),
        )
    )
    assert bases * 1e9 == pytest.approx(contribution_bases(tree, "guangdong").values)
    assert share == pytest.approx(100 * cost / bases)
    assert real == pytest.approx(cost / np.array([1 / 1.02, 1, 1.02]))


def test_a_pool_in_debt_holds_no_reserve(tree):
    """Guangdong is put in debt: its gap is positive and named so, and Shanghai's reserve does not pay it."""
    books = tree["funds"].to_dataset().copy(deep=True)
    cities = [place.key for place in PLACES if place.key not in ("shanghai", "elsewhere")]
    books["closing"].loc[{"place": cities, "scheme": "employees", "year": 2018}] = -(10**12)
    books["closing"].loc[{"place": cities[0], "scheme": "employees", "year": 2018}] = 10**11
    other = tree.copy()
    other["funds"] = books
    frame = headline_frame(other, years=(2018,))[2018]
    owed = ((len(cities) - 1) * 10**12 - 10**11) / 1e11
    held = float(books["closing"].sel(place="shanghai", scheme="employees", year=2018)) / 1e11
    assert held > 0
    assert frame["guangdong", "reserve", "bn yuan"] == 0
    assert frame["guangdong", "accumulated_gap", "bn yuan"] == pytest.approx(owed)
    assert frame["shanghai", "reserve", "bn yuan"] == frame["both", "reserve", "bn yuan"] == pytest.approx(held)
    assert frame["both", "accumulated_gap", "bn yuan"] == pytest.approx(owed)
    share = frame["guangdong", "accumulated_gap_share", "% of bases"]
    assert share == pytest.approx(100 * owed * 1e9 / float(contribution_bases(tree, "guangdong").sel(year=2018)))


def test_the_sum_is_the_sum(tree):
    frame = headline_frame(tree)
    for key, unit in (("population", "million"), ("pensioners", "million"), ("reserve", "bn yuan")):
        parts = frame.loc[("guangdong", key, unit)] + frame.loc[("shanghai", key, unit)]
        assert frame.loc[("both", key, unit)].values == pytest.approx(parts.values)


def test_reserve_moves_by_the_balance(tree):
    frame = headline_frame(tree, years=(2017, 2018))
    for region in ("guangdong", "shanghai", "both"):
        stock = frame.loc[(region, "reserve", "bn yuan")] - frame.loc[(region, "accumulated_gap", "bn yuan")]
        assert stock.diff()[2018] == pytest.approx(frame.loc[(region, "balance_after", "bn yuan")][2018])


def test_rows_of_zeros_are_not_printed(tree):
    frame = headline_frame(tree)
    shown = {row.key for row in rows_shown(frame)}
    assert "pooling_in" in frame.index.get_level_values("quantity")
    assert "central_adjustment" not in shown  # the synthetic policy has none
    assert {"revenue", "balance", "reserve"} < shown


def test_replicates_give_their_mean():
    both = headline_frame(synthetic_results(seeds=(0, 1)))
    parts = [headline_frame(synthetic_results(seeds=(seed,))) for seed in (0, 1)]
    row = ("guangdong", "population", "million")
    assert both.loc[row].values == pytest.approx((parts[0].loc[row].values + parts[1].loc[row].values) / 2)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_table_fits_a_terminal(tree, language):
    console = Console(width=80, record=True, file=open("/dev/null", "w"))  # noqa: SIM115
    console.print(headline_table(headline_frame(tree), "Synthetic", language))
    text = console.export_text()
    assert "…" not in text
    for row in rows_shown(headline_frame(tree)):
        assert word("headline", row.key, language).strip() in text
