"""Bands of a batch with draws as tables for the terminal."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich import box
from rich.table import Table

from microsim.report.fans import SHOWN
from microsim.results.headline import PROVINCES, cell, decimals_of, default_years
from microsim.words.book import place_name, word

if TYPE_CHECKING:
    import pandas as pd


def bands_table(bands: "pd.DataFrame", language: str = "en") -> Iterator[Table]:
    """Yield a table for each scenario and settings: median, and below it the band of 80 percent with sampling luck."""
    years = [year for year in default_years(bands["year"].unique()) if year in set(bands["year"])]
    for (scenario, settings), part in bands.groupby(["scenario", "settings"], sort=False):
        title = f"{scenario} {settings}".strip()
        table = Table(
            title=title, caption=word("remarks", "bands", language), box=box.SIMPLE_HEAD, padding=(0, 0, 0, 1)
        )
        table.add_column("", no_wrap=True)
        for year in years:
            table.add_column(str(year), justify="right", no_wrap=True)
        for region in PROVINCES:
            table.add_row(f"[bold]{place_name(region, language)}[/bold]")
            for key in SHOWN:
                found = part[(part["region"] == region) & (part["indicator"] == key)].set_index("year")
                name, unit = word("headline", key, language), found["unit"].iloc[0]
                digits = decimals_of(key)
                table.add_row(
                    f"{name}, {unit}" if unit else name, *(cell(found.loc[year, "median"], digits) for year in years)
                )
                ends = found.loc[years, ["low", "high"]].to_numpy()
                table.add_row("", *(f"[dim]{cell(low, digits)} - {cell(high, digits)}[/dim]" for low, high in ends))
        yield table
