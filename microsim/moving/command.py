"""What ``microsim mobility`` does."""

from pathlib import Path

from microsim.folders.files import CSV, WORKBOOK, check_files
from microsim.moving.tables import known_groups
from microsim.moving.twins import mobility
from microsim.report.tables_out import print_and_write


def print_mobility(
    run: str,
    language: str,
    start: int | None,
    by: str | None,
    births: tuple[int, int] | None,
    funds: bool,
    stayed: str | None,
    out: Path | None,
    csv: Path | None,
    xlsx: Path | None,
    threads: int | None,
    quiet: bool,
) -> None:
    """Print cost and parts, and the funds where asked for, and write the files."""
    check_files((csv, CSV), (xlsx, WORKBOOK))
    known_groups(by)
    progress = False if quiet else None
    found = mobility(run, start, stayed=stayed, births=births, out=out, threads=threads, progress=progress)
    tables = [found.cost(by), found.parts(by), *([found.funds()] if funds else [])]
    print_and_write(found.moved.name, tables, language, csv, xlsx)
