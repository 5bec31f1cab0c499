"""The headline table is what one computes by hand from the tree."""

import pytest
from rich.console import Console

from microsim.results.headline import ROWS, headline_frame, headline_table, rows_shown
from microsim.results.indicators import POOLING
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
    assert shanghai["replacement_rate"] == pytest.approx(100 * 2500 / wage)


def test_the_sum_is_the_sum(tree):
    frame = headline_frame(tree)
    for key, unit in (("population", "million"), ("pensioners", "million"), ("reserve", "bn yuan")):
        parts = frame.loc[("guangdong", key, unit)] + frame.loc[("shanghai", key, unit)]
        assert frame.loc[("both", key, unit)].values == pytest.approx(parts.values)


def test_reserve_moves_by_the_balance(tree):
    frame = headline_frame(tree, years=(2017, 2018))
    for region in ("guangdong", "shanghai", "both"):
        moved = frame.loc[(region, "reserve", "bn yuan")].diff()[2018]
        assert moved == pytest.approx(frame.loc[(region, "balance_after", "bn yuan")][2018])


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
