"""What ``microsim careers`` does."""

from pathlib import Path
from typing import Any

from microsim.folders.files import CSV, WORKBOOK, check_files
from microsim.report.tables_out import print_and_write
from microsim.typical.rates import careers


def print_careers(
    scenario: str, places: tuple[str, ...], language: str, csv: Path | None, xlsx: Path | None, **options: Any
) -> None:
    """Print gross and net rates, and write the files."""
    check_files((csv, CSV), (xlsx, WORKBOOK))
    given = {name: value for name, value in options.items() if value not in ((), None)}
    found = careers(scenario, places or None, **given)
    tables = [found.table(), found.net_table()]
    print_and_write(found.scenario.name, tables, language, csv, xlsx)
