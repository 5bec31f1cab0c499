"""The panel: the lives of some simulated persons, a row a person and year, as Parquet files."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from microsim.kernel.world import BASE_YEAR
from microsim.schema import PERSON_FIELDS

PERSONS_A_FILE = 2000  # bounds memory: a record of every year of every person


def write_panel(numbers: np.ndarray, record: Callable[..., Any], folder: Path) -> int:
    """Write the lives of persons and return the number of rows.

    Parameters
    ----------
    numbers
        Person numbers.
    record
        Function from person numbers to PERSON records [person, year], the base year first; years
        not lived are blank.
    folder
        Folder to make; each file in it holds whole lives.
    """
    import pyarrow.parquet

    folder.mkdir()
    rows = 0
    for part, start in enumerate(range(0, len(numbers), PERSONS_A_FILE)):
        table = panel_table(record(numbers[start : start + PERSONS_A_FILE]))
        pyarrow.parquet.write_table(table, folder / f"part-{part:05d}.parquet", compression="zstd")
        rows += table.num_rows
    return rows


def panel_table(lives: np.ndarray) -> Any:
    """Return records [person, year] as a table; a field with several entries gives several columns."""
    import pyarrow

    person, year = np.nonzero(lives["birth"])  # blank rows were not lived; the number 0 is a person
    lived = lives[person, year]
    columns = {"year": (year + BASE_YEAR).astype(np.int16)}
    for field in PERSON_FIELDS:
        values = lived[field.name]
        if field.length:
            columns |= {f"{field.name}_{entry}": values[:, entry] for entry in range(field.length)}
        else:
            columns[field.name] = values
    table = pyarrow.table({name: np.ascontiguousarray(values) for name, values in columns.items()})
    return table.replace_schema_metadata({f.name: f"{f.english} ({f.unit}); {f.chinese}" for f in PERSON_FIELDS})
