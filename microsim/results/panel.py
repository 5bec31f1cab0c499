"""The panel: the lives of some simulated persons, a row a person and year, as Parquet files."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from microsim.kernel.world import FIRST_STOCK_YEAR
from microsim.schema import PERSON_FIELDS

PERSONS_A_FILE = 2000  # bounds memory: a record of every year of every person


class Name(NamedTuple):
    """What a person is called, as text: numbers of 64 bits do not survive programs that keep numbers as doubles.

    Attributes
    ----------
    person : by which the person is asked for, the origin, place and so on or the id of own microdata
    row_id : id of the row of own microdata, as its file has it; None of a person of the model
    """

    person: str
    row_id: str | None


MEANINGS = {
    "person": "Person, as explain asks for one (text); 人员",
    "row_id": "Id in own microdata (text); 微观数据个人编号",
}


def write_panel(
    numbers: np.ndarray, record: Callable[..., Any], folder: Path, name_of: Callable[[int], Name] | None = None
) -> int:
    """Write the lives of persons and return the number of rows.

    Parameters
    ----------
    numbers
        Person numbers.
    record
        Function from person numbers to PERSON records [person, year], FIRST_STOCK_YEAR first; years
        not lived are blank.
    folder
        Folder to make; each file in it holds whole lives.
    name_of
        What a person of a number is called; without it lives have numbers only.
    """
    import pyarrow.parquet

    folder.mkdir()
    rows = 0
    for part, start in enumerate(range(0, len(numbers), PERSONS_A_FILE)):
        part_of = numbers[start : start + PERSONS_A_FILE]
        names = None if name_of is None else [name_of(int(number)) for number in part_of]
        table = panel_table(record(part_of), names)
        pyarrow.parquet.write_table(table, folder / f"part-{part:05d}.parquet", compression="zstd")
        rows += table.num_rows
    return rows


def panel_table(lives: np.ndarray, names: Sequence[Name] | None = None) -> Any:
    """Return records [person, year] as a table; a field with several entries gives several columns."""
    import pyarrow

    person, year = np.nonzero(lives["birth"])  # blank rows were not lived; the number 0 is a person
    lived = lives[person, year]
    columns: dict[str, Any] = {}
    for part in Name._fields if names is not None else ():
        texts = np.array([getattr(name, part) for name in names or ()], dtype=object)[person]
        columns[part] = pyarrow.array(texts, pyarrow.string())
    columns["year"] = (year + FIRST_STOCK_YEAR).astype(np.int16)
    for field in PERSON_FIELDS:
        values = lived[field.name]
        if field.length:
            columns |= {f"{field.name}_{entry}": values[:, entry] for entry in range(field.length)}
        else:
            columns[field.name] = values
    whole = {name: one if name in Name._fields else np.ascontiguousarray(one) for name, one in columns.items()}
    meanings = {f.name: f"{f.english} ({f.unit}); {f.chinese}" for f in PERSON_FIELDS}
    return pyarrow.table(whole).replace_schema_metadata((MEANINGS if names is not None else {}) | meanings)
