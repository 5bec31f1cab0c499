"""The headline table of a comparison for the terminal: each difference with the level of the base below it."""

from typing import Any

from microsim.results.headline import PRICE_YEAR, REGIONS, ROWS, cell, label, rows_shown
from microsim.words.book import place_name, word


def difference_table(frame: Any, title: str, language: str = "en") -> Any:
    """Return a rich table of what ``Comparison.headline`` gives, in English or Chinese, for 80 columns."""
    from rich import box
    from rich.markup import escape
    from rich.table import Table

    chinese = language == "zh"
    caption = " ".join(word("remarks", remark, language) for remark in ("comparison", "headline"))
    table = Table(title=escape(title), caption=caption, header_style="bold", box=box.SIMPLE_HEAD, padding=(0, 0, 0, 1))
    table.add_column("", no_wrap=True)
    for year in frame["difference"].columns:
        table.add_column(str(year), justify="right", no_wrap=True)
    shown = [row for row in ROWS if row in rows_shown(frame["base"]) or row in rows_shown(frame["reform"])]
    for region in REGIONS:
        table.add_row(f"[bold]{place_name(region, language)}[/bold]")
        for row in shown:
            name = label(row, frame.attrs[PRICE_YEAR], language)
            table.add_row(name, *_cells(frame, region, row, chinese), end_section=row is shown[-1])
    return table


def _cells(frame: Any, region: str, row: Any, chinese: bool) -> list[str]:
    """Return the cells of a row: the difference with its sign, below it the level of the base."""
    changed, level = (
        frame[part].loc[(region, row.key, row.unit.format(year=frame.attrs[PRICE_YEAR]))]
        * (row.chinese_factor if chinese else 1.0)
        for part in ("difference", "base")
    )
    return [
        f"{signed(change, row.decimals)}\n[dim]{cell(before, row.decimals)}[/dim]"
        for change, before in zip(changed, level, strict=True)
    ]


def signed(value: float, decimals: int) -> str:
    """Return a difference as text with its sign; nothing at all is 0."""
    if value == 0:
        return "0"
    return f"+{cell(value, decimals)}" if value > 0 else cell(value, decimals)
