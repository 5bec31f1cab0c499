"""``lives.parquet`` of a run folder: how large it will be, how it is written and read."""

from pathlib import Path
from typing import Any

from microsim.reading import InputError, Problem

LIVES = "lives.parquet"
BYTES_A_LIFE = 166  # measured of the baseline, 1 in 1000: see docs/lives-table.md
LARGEST_UNASKED = 500_000_000  # bytes: a larger table is written where it is asked for only
ROWS_A_GROUP = 100_000


def expected_bytes(persons: int) -> int:
    """Return about how large the table of some persons will be."""
    return BYTES_A_LIFE * persons


def is_wanted(wanted: bool | None, persons: int) -> bool:
    """Return whether a table is kept: as asked for, and where nothing was asked for, where it stays small."""
    return expected_bytes(persons) <= LARGEST_UNASKED if wanted is None else wanted


def write_lives(table: Any, path: Path) -> None:
    """Write a table of lives; equal tables give equal bytes."""
    import pyarrow.parquet
    from pyarrow.types import is_dictionary

    words = [field.name for field in table.schema if is_dictionary(field.type)]  # of numbers a dictionary only grows
    pyarrow.parquet.write_table(table, path, compression="zstd", row_group_size=ROWS_A_GROUP, use_dictionary=words)


def read_lives(path: Path, expected_hash: str | None) -> Any:
    """Return the table of lives of a run folder.

    Raises
    ------
    InputError
        Where the run kept none, or the file is not what the run wrote.
    """
    import pyarrow.parquet

    from microsim.folders.manifest import file_hash

    if expected_hash is None or not path.is_file():
        refuse(path, f"found no {LIVES}: run again with --lives, in Python lives=True")
    if file_hash(path) != expected_hash:
        refuse(path, "found other bytes than the run wrote, by the hash in its manifest: cut short or changed")
    return pyarrow.parquet.read_table(path)


def refuse(path: Path, message: str) -> None:
    """Raise the mistake of a table of lives."""
    raise InputError([Problem(str(path), 0, 0, "", message)])
