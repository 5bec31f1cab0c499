"""The headline table: population, heads, pensions and money of the employees' scheme for a handful of years."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from microsim.kernel.items import Kind, labels_of
from microsim.results import indicators
from microsim.results.indicators import BOTH, PROVINCES, Region, Sums
from microsim.words.book import place_name, word

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

YEARS = (2025, 2035, 2050, 2075, 2100)  # and the first and the last year of the run
GROUPS = ("population", "participants", "pensions", "labour", "funds", "pillars", "prices")  # all that the table reads
REGIONS = (*PROVINCES, BOTH)
MILLION, BILLION, PERCENT = 1e6, 1e9, 100.0
PRICE_YEAR = "price_year"  # attribute of a tree of results, and of a frame: the year of prices
DECIMALS_BELOW = 1000.0


class Row(NamedTuple):
    """One line of the table for a region: units, decimals, and Chinese over English unit; the book has its name.

    In a unit ``{year}`` stands for the year of prices.
    """

    key: str
    unit: str
    unit_chinese: str
    decimals: int
    chinese_factor: float = 1.0
    former: bool = False  # a name of an earlier release, kept in frames and files but not printed


ROWS = (
    Row("population", "million", "万人", 2, 100.0),
    Row("contributors", "million", "万人", 2, 100.0),
    Row("pensioners", "million", "万人", 2, 100.0),
    Row("ratio", "", "", 2),
    Row("payers_wage", "yuan/month", "元/月", 0),
    Row("average_wage", "yuan/month", "元/月", 0),
    Row("mean_pension", "yuan/month", "元/月", 0),
    Row("mean_pension_real", "yuan/month of {year}", "{year}年元/月", 0),
    Row("benefit_ratio", "%", "%", 1),
    Row("replacement_rate", "%", "%", 1, former=True),  # of 0.1: the benefit ratio; nobody's own wage is in it
    Row("replacement_average", "%", "%", 1),
    Row("annuity_holders", "million", "万人", 2, 100.0),
    Row("mean_annuity", "yuan/month", "元/月", 0),
    Row("bases", "bn yuan", "亿元", 1, 10.0),
    Row("revenue", "bn yuan", "亿元", 1, 10.0),
    Row("revenue_share", "% of bases", "占基数%", 1),
    Row("subsidy", "bn yuan", "亿元", 1, 10.0),
    Row("expenditure", "bn yuan", "亿元", 1, 10.0),
    Row("expenditure_share", "% of bases", "占基数%", 1),
    Row("expenditure_real", "bn yuan of {year}", "{year}年亿元", 1, 10.0),
    Row("balance", "bn yuan", "亿元", 1, 10.0),
    Row("balance_share", "% of bases", "占基数%", 1),
    Row("balance_real", "bn yuan of {year}", "{year}年亿元", 1, 10.0),
    Row("deficit_areas", "", "", 0),
    Row("central_adjustment", "bn yuan", "亿元", 1, 10.0),
    Row("pooling_out", "bn yuan", "亿元", 1, 10.0),
    Row("pooling_in", "bn yuan", "亿元", 1, 10.0),
    Row("balance_after", "bn yuan", "亿元", 1, 10.0),
    Row("balance_after_share", "% of bases", "占基数%", 1),
    Row("reserve", "bn yuan", "亿元", 1, 10.0),
    Row("reserve_real", "bn yuan of {year}", "{year}年亿元", 1, 10.0),
    Row("accumulated_gap", "bn yuan", "亿元", 1, 10.0),
    Row("accumulated_gap_share", "% of bases", "占基数%", 1),
    Row("accumulated_gap_real", "bn yuan of {year}", "{year}年亿元", 1, 10.0),
)
FORMER = tuple(row.key for row in ROWS if row.former)


def headline_series(tree: "xr.DataTree") -> dict[str, np.ndarray]:
    """Return the rows of the table by key, in its units: arrays [region of REGIONS, simulated year]."""
    contributors = indicators.standing(tree, REGIONS, "contributors")
    pensioners = indicators.standing(tree, REGIONS, "pensioners")
    return {
        "population": indicators.residents(tree, REGIONS)[:, 1:] / MILLION,  # the first is that of the base year
        "contributors": contributors / MILLION,
        "pensioners": pensioners / MILLION,
        "ratio": indicators.per(contributors, pensioners),
        **pension_series(tree),
        "annuity_holders": indicators.total(tree["pillars"].holders, REGIONS) / MILLION,
        "mean_annuity": indicators.mean_annuity(tree, REGIONS),
        "subsidy": indicators.flow(tree, REGIONS, labels_of(Kind.SUBSIDY)) / BILLION,
        "deficit_areas": indicators.areas_in_deficit(tree, REGIONS),
        "central_adjustment": central_adjustment(tree, REGIONS) / BILLION,
        "pooling_out": indicators.flow(tree, REGIONS, ("pooling_out",)) / BILLION,
        "pooling_in": indicators.flow(tree, REGIONS, ("pooling_in",)) / BILLION,
        **money_series(tree),
    }


def pension_series(tree: "xr.DataTree") -> dict[str, np.ndarray]:
    """Return the rows of wages and pensions, as ``headline_series``."""
    pension = indicators.mean_pension(tree, REGIONS)
    payers, average = indicators.payers_wage(tree, REGIONS), indicators.average_wage(tree, REGIONS)
    return {
        "payers_wage": payers,
        "average_wage": average,
        "mean_pension": pension,
        "mean_pension_real": indicators.in_prices(tree, pension),
        **dict.fromkeys(("benefit_ratio", "replacement_rate"), PERCENT * pension / payers),
        "replacement_average": PERCENT * pension / average,
    }


def money_series(tree: "xr.DataTree") -> dict[str, np.ndarray]:
    """Return the rows of the funds, as ``headline_series``: yuan of the year, shares of bases, and yuan in fixed prices."""
    revenue, expenditure = indicators.revenue(tree, REGIONS), indicators.expenditure(tree, REGIONS)
    received, paid = (indicators.between_provinces(tree, REGIONS, sign) for sign in (1, -1))
    yuan = {
        "bases": indicators.contribution_bases(tree, REGIONS),
        "revenue": revenue,
        "expenditure": expenditure,
        "balance": revenue - expenditure,
        "balance_after": revenue - expenditure + received - paid,
        "reserve": indicators.reserve(tree, REGIONS),
        "accumulated_gap": indicators.accumulated_gap(tree, REGIONS),
    }
    return (
        {key: amount / BILLION for key, amount in yuan.items()}
        | {f"{key}_share": PERCENT * indicators.share_of_bases(tree, REGIONS, amount) for key, amount in yuan.items()}
        | {f"{key}_real": indicators.in_prices(tree, amount) / BILLION for key, amount in yuan.items()}
    )


def central_adjustment(tree: "xr.DataTree", region: Region) -> Sums:
    """Return what the central adjustment fund gave a region less what the region uploaded, yuan by year."""
    given, uploaded = (indicators.flow(tree, region, (f"central_adjustment_{way}",)) for way in ("in", "out"))
    return given - uploaded


def headline_frame(tree: "xr.DataTree", years: Iterable[int] | None = None) -> "pd.DataFrame":
    """Return the table as a pandas frame: a row a region and quantity, a column a year of the run.

    ``years``: the first, those of YEARS and the last by default.
    """
    import pandas as pd

    tree = indicators.mean_of_replicates(tree)
    simulated = indicators.years_of(tree)
    years = [year for year in years or default_years(simulated) if year in simulated]
    series, columns = headline_series(tree), [list(simulated).index(year) for year in years]
    rows = {
        (region, row.key, row.unit.format(year=tree.attrs[PRICE_YEAR])): series[row.key][number, columns]
        for number, region in enumerate(REGIONS)
        for row in ROWS
    }
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=years)
    frame.index = pd.MultiIndex.from_tuples(frame.index, names=["region", "quantity", "unit"])
    frame.attrs[PRICE_YEAR] = int(tree.attrs[PRICE_YEAR])
    return frame


def headline_rows(tree: "xr.DataTree") -> dict[str, np.ndarray]:
    """Return every row of the headline of every simulated year, in columns of equal length.

    Returns
    -------
    dict
        Arrays ``replicate`` (int32, 0 where there is one), ``indicator``, ``region``, ``year`` (int32), ``value``,
        ``unit`` and ``price_year`` (None where a row is in prices of its own year): years within rows of the table
        within regions within replicates.
    """
    years = indicators.years_of(tree).astype(np.int32)
    parts = [headline_series(part) for part in replicates_of(tree)]
    prices = tree.attrs[PRICE_YEAR]
    lines = [
        (region, row.key, row.unit.format(year=prices), prices if "{year}" in row.unit else None)
        for region in REGIONS
        for row in ROWS
    ]
    columns = (np.repeat(np.array(words, object), len(years)) for words in zip(*lines, strict=True))
    region, indicator, unit, real = columns
    return {
        "replicate": np.repeat(np.arange(len(parts), dtype=np.int32), len(region)),
        "indicator": np.tile(indicator, len(parts)),
        "region": np.tile(region, len(parts)),
        "year": np.tile(years, len(lines) * len(parts)),
        "value": np.array([[series[row.key] for row in ROWS] for series in parts]).swapaxes(1, 2).ravel(),
        "unit": np.tile(unit, len(parts)),
        "price_year": np.tile(real, len(parts)),
    }


def replicates_of(tree: "xr.DataTree") -> "list[xr.DataTree]":
    """Return the tree of each replicate, or the tree itself where there is one."""
    import xarray as xr

    def one(dataset: "xr.Dataset", replicate: int) -> "xr.Dataset":
        return dataset.isel(replicate=replicate, drop=True) if "replicate" in dataset.dims else dataset

    if "replicate" not in tree["funds"].dims:
        return [tree]
    return [
        xr.DataTree.from_dict({node.path: one(node.to_dataset(), number) for node in tree.subtree})
        for number in range(tree["funds"].sizes["replicate"])
    ]


def default_years(simulated: "Sequence[int] | np.ndarray") -> list[int]:
    """Return the years shown where none is asked for: the first, those of YEARS, the last."""
    return sorted({int(simulated[0]), *YEARS, int(simulated[-1])})


def headline_table(frame: "pd.DataFrame", title: str, language: str = "en") -> Any:
    """Return the frame as a rich table in English or Chinese, narrow enough for 80 columns."""
    from rich import box
    from rich.table import Table

    chinese = language == "zh"
    table = Table(
        title=title,
        caption=word("remarks", "headline", language),
        header_style="bold",
        box=box.SIMPLE_HEAD,
        padding=(0, 0, 0, 1),
    )
    table.add_column("", no_wrap=True)
    for year in frame.columns:
        table.add_column(str(year), justify="right", no_wrap=True)
    shown, prices = rows_shown(frame), frame.attrs[PRICE_YEAR]
    cells: Any = frame  # the stubs know no key of three parts
    for region in REGIONS:
        table.add_row(f"[bold]{place_name(region, language)}[/bold]")
        for row in shown:
            values = cells.loc[(region, row.key, row.unit.format(year=prices))] * (
                row.chinese_factor if chinese else 1.0
            )
            shown_values = (cell(value, row.decimals) for value in values)
            table.add_row(label(row, prices, language), *shown_values, end_section=row is shown[-1])
    return table


def label(row: Row, prices: int, language: str) -> str:
    """Return the name of a row and its unit."""
    name = word("headline", row.key, language)
    unit = (row.unit_chinese if language == "zh" else row.unit).format(year=prices)
    return f"{name}, {unit}" if unit else name


def rows_shown(frame: "pd.DataFrame") -> list[Row]:
    """Return the rows that say something: not those that are zero in every region and year."""
    cells: Any = frame
    return [row for row in ROWS if not row.former and cells.xs(row.key, level="quantity").any(axis=None)]


def cell(value: float, decimals: int) -> str:
    """Return a number as text: decimals only where they would be read, a dash where it is missing."""
    if value != value:
        return "-"
    return f"{value:,.{decimals if abs(value) < DECIMALS_BELOW else 0}f}"


def decimals_of(key: str) -> int:
    """Return the decimals of a quantity."""
    return next(row.decimals for row in ROWS if row.key == key)
