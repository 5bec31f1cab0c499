"""The headline table of a comparison for the terminal: each difference with the level of the base below it."""

from typing import Any

from microsim.estimating.printing import DISTINGUISHABLE
from microsim.results.headline import PRICE_YEAR, REGIONS, ROWS, cell, label, rows_shown
from microsim.words.book import place_name, word


def difference_table(frame: Any, title: str, language: str = "en") -> Any:
    """Return a rich table of what ``Comparison.headline`` gives, in English or Chinese, for 80 columns."""
    from rich import box
    from rich.markup import escape
    from rich.table import Table

    chinese = language == "zh"
    remarks = ("comparison", *(["errors"] if "se" in frame.columns.get_level_values(0) else []), "headline")
    caption = " ".join(word("remarks", remark, language) for remark in remarks)
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
    """Return the cells of a row: the difference with its sign and its error, below it the level of the base."""
    parts = ("difference", "se" if "se" in frame.columns.get_level_values(0) else "difference", "base")
    changed, errors, level = (
        frame[part].loc[(region, row.key, row.unit.format(year=frame.attrs[PRICE_YEAR]))]
        * (row.chinese_factor if chinese else 1.0)
        for part in parts
    )
    if parts[1] != "se":
        errors = errors * float("nan")
    return [
        f"{with_error(change, error, row.decimals)}\n[dim]{cell(before, row.decimals)}[/dim]"
        for change, error, before in zip(changed, errors, level, strict=True)
    ]


def with_error(value: float, se: float, decimals: int) -> str:
    """Return a difference with its standard error where one is known: ``(±x)`` alone where none can be told."""
    if not se > 0:
        return signed(value, decimals)
    if abs(value) < DISTINGUISHABLE * se:
        return f"(±{cell(DISTINGUISHABLE * se, decimals)})"
    return f"{signed(value, decimals)} ±{cell(se, decimals)}"


def signed(value: float, decimals: int) -> str:
    """Return a difference as text with its sign; nothing at all is 0."""
    if value == 0:
        return "0"
    return f"+{cell(value, decimals)}" if value > 0 else cell(value, decimals)
