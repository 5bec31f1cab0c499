"""What ``microsim liabilities`` does."""

from pathlib import Path

from microsim.accrued.owed import liabilities
from microsim.accrued.tables import known_group
from microsim.folders.files import CSV, WORKBOOK, check_files
from microsim.report.tables_out import print_and_write


def print_liabilities(
    run: str,
    language: str,
    year: int | None,
    by: str | None,
    vested: bool,
    csv: Path | None,
    xlsx: Path | None,
    threads: int | None,
    quiet: bool,
) -> None:
    """Print accrued rights and both groups, and write the files."""
    check_files((csv, CSV), (xlsx, WORKBOOK))
    known_group(by)
    found = liabilities(run, year, vested=vested, threads=threads, progress=False if quiet else None)
    tables = [found.accrued(by), found.groups()]
    print_and_write(found.run.name, tables, language, csv, xlsx)
