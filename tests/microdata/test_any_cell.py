"""One bad cell never hides the others: whatever stands in any one cell, an import is whole or an InputError."""

import pytest

from microsim.microdata.bring_in import read_tables
from microsim.microdata.crosswalk import read_crosswalk
from microsim.microdata.variables import by_name
from microsim.reading import InputError
from tests.microdata.extracts import PERSONS, SPELLS, TRANSFERS, Extract

TABLES = {"persons": PERSONS, "spells": SPELLS, "transfers": TRANSFERS}
SOME = {"persons": (1, 3), "spells": (1,), "transfers": (1,)}
READ_AS = ("month", "place", "id")  # what other checks speak of in their messages


def marks(table, column, row):
    """Return the marks of a cell: the rest of the sweep is slow."""
    return () if row == 1 and by_name(table)[column].kind in READ_AS else pytest.mark.slow


CELLS = [
    pytest.param(table, column, row, marks=marks(table, column, row), id=f"{table}-{column}-{row}")
    for table, columns in TABLES.items()
    for column in columns
    for row in SOME[table]
]


def findings_of(extract, folder):
    """Return the lines with which an extract is refused."""
    paths, map_file = extract.write(folder)
    with pytest.raises(InputError) as error:
        read_tables(read_crosswalk(map_file), paths)
    return str(error.value).splitlines()


def is_told(lines, column, row, same):
    """Say whether the bad word of a cell is among the findings: by itself, or counted with one before it."""
    return any(f"{column}: row {row}: found x" in line or (same and "2 rows in all" in line) for line in lines)


@pytest.mark.parametrize(("table", "column", "row"), CELLS)
def test_a_cell_that_is_nothing_or_no_value_hides_no_other_finding(tmp_path, table, column, row):
    for content in (None, "no such value"):
        extract = Extract().put(table, row, **{column: content})
        extract.put("persons", 7, sex="x").put("spells", 5, kind="x")
        lines = findings_of(extract, tmp_path)
        assert is_told(lines, "sex", 7, column == "sex"), content
        assert is_told(lines, "kind", 5, column == "kind"), content
        assert not any("nan" in line for line in lines), lines
