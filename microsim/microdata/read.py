"""Reading a table of any supported format into columns of text and numbers."""

import importlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from microsim.microdata.findings import listed, refuse
from microsim.microdata.labels import read_stata, with_labels
from microsim.microdata.text_files import ABOVE, SEPARATOR, TABBED, TRIED, header_of, text_bytes
from microsim.microdata.workbook import read_workbook
from microsim.reading import InputError
from microsim.reading.arguments import is_file

if TYPE_CHECKING:
    import pandas as pd

EXTRA = "pension-microsim[data]"
NEEDS_PYREADSTAT = {
    ".sas7bdat": "read_sas7bdat",
    ".xpt": "read_xport",
    ".sav": "read_sav",
    ".zsav": "read_sav",
    ".por": "read_por",
}
DATABASES = (".duckdb", ".ddb")
# A database runs its views: without these they could read any file or address, or a table of this very process.
CLOSED = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_persistent_secrets": "false",
    "python_enable_replacements": "false",
    "lock_configuration": "true",
}
DELIMITED = (".csv", ".csv.gz", ".txt", *TABBED)
WORKBOOKS = (".xlsx", ".xlsm", ".xls")
FORMATS = (*DELIMITED, *WORKBOOKS, ".parquet", ".dta", *NEEDS_PYREADSTAT, *DATABASES)
MONTH_AND_YEAR = "MOYR"  # format of SPSS; its days come as dates
FIRST_SECOND = np.datetime64("1582-10-14", "s")  # from which SPSS counts
LAST_SECOND = 1e12  # beyond the year 9999, and no month
LONGEST_REASON = 200  # letters of another library's words


def suffix_of(path: Path) -> str:
    """Return the format of a file by its name."""
    name = path.name.lower()
    return next((suffix for suffix in sorted(FORMATS, key=len, reverse=True) if name.endswith(suffix)), "")


def read_table(
    path: Path,
    encoding: str | None = None,
    table: str | None = None,
    separator: str | None = None,
    wanted: frozenset[str] = frozenset(),
) -> "pd.DataFrame":
    """Return a file as a table; refuse what cannot be read whole.

    Parameters
    ----------
    encoding
        Of a text file without a mark, or of an old SAS, SPSS or Stata file that does not say.
    table
        Name of the table in a database or of the sheet in a workbook.
    separator
        What parts the fields of a text file; a comma by default, a tab in .tsv.
    wanted
        Names by which the header is known where a title stands above it.
    """
    suffix = suffix_of(path)
    if not suffix:
        refuse(str(path), f"found a file of another format, allowed is {listed(FORMATS)}")
    if not is_file(path):
        refuse(str(path), "found no such file")
    try:
        frame = _read(path, suffix, encoding, table, separator, wanted)
    except InputError:
        raise
    except Exception as error:  # readers of damaged binary files raise whatever they come to
        refuse(str(path), f"cannot be read as {suffix}: {reason_of(error)}{encoding_hint(suffix, error, encoding)}")
    twice = frame.columns[frame.columns.duplicated()]
    if len(twice):
        refuse(str(path), f"found two columns of the name {twice[0]}, allowed is one", str(twice[0]))
    if not len(frame):
        refuse(str(path), "found no rows")
    return frame


def reason_of(error: Exception) -> str:
    """Return the words of another library in one line."""
    return " ".join(str(error).split())[:LONGEST_REASON] or type(error).__name__


def encoding_hint(suffix: str, error: Exception, encoding: str | None) -> str:
    """Return what to try where a file of statistics holds text that its reader cannot make out."""
    if suffix not in NEEDS_PYREADSTAT or "encoding" not in str(error):
        return ""
    return f"; say encoding: {' or '.join(name for name in TRIED if name != encoding)} in the crosswalk"


def _read(
    path: Path, suffix: str, encoding: str | None, table: str | None, separator: str | None, wanted: frozenset[str]
) -> "pd.DataFrame":
    if suffix in DELIMITED:
        return _read_delimited(path, encoding, separator, wanted)
    if suffix in WORKBOOKS:
        return read_workbook(extra("python_calamine", path), path, table, wanted)
    if suffix == ".parquet":
        import pyarrow.parquet

        return from_arrow(pyarrow.parquet.read_table(path))
    if suffix == ".dta":
        return read_stata(path, encoding)
    if suffix in DATABASES:
        return _read_database(path, table)
    pyreadstat = extra("pyreadstat", path)
    options = {"encoding": encoding} if encoding else {}
    frame, about = getattr(pyreadstat, NEEDS_PYREADSTAT[suffix])(str(path), **options)
    with_months(frame, about.original_variable_types)
    return with_labels(frame, about.variable_value_labels, about.column_names_to_labels)


def with_months(frame: "pd.DataFrame", formats: dict[str, str]) -> None:
    """Turn the months of SPSS, seconds that their format shows as a month and a year, into dates as its days are."""
    for name, form in formats.items():
        if str(form).startswith(MONTH_AND_YEAR) and frame[name].dtype.kind == "f":
            seconds = frame[name].to_numpy()
            known = np.abs(seconds) < LAST_SECOND
            moments = FIRST_SECOND + np.where(known, seconds, 0).astype("timedelta64[s]")
            texts = np.datetime_as_string(moments, unit="D").astype(object)
            texts[~known] = [None if one != one else one for one in seconds[~known]]
            frame[name] = texts


def extra(name: str, path: Path) -> Any:
    """Return a package of the extra, or say how to install it."""
    try:
        return importlib.import_module(name)
    except ImportError:
        shown = name.replace("_", "-")
        refuse(str(path), f"{suffix_of(path)} files need the package {shown}: pip install '{EXTRA}'")


def from_arrow(table: Any) -> "pd.DataFrame":
    """Return a typed table; whole numbers stay whole beside missing ones, and what is no value is named as such."""
    import pyarrow

    for place, field in enumerate(table.schema):
        kind = field.type
        if pyarrow.types.is_dictionary(kind):
            table = table.set_column(place, field.name, table.column(place).cast(kind.value_type))
        elif pyarrow.types.is_nested(kind) or pyarrow.types.is_binary(kind) or pyarrow.types.is_large_binary(kind):
            words = [None if one is None else f"a {kind}" for one in table.column(place).to_pylist()]
            table = table.set_column(place, field.name, pyarrow.array(words, pyarrow.string()))
    return table.to_pandas(integer_object_nulls=True, ignore_metadata=True)


def _read_delimited(path: Path, encoding: str | None, separator: str | None, wanted: frozenset[str]) -> "pd.DataFrame":
    """Read all columns as text: leading zeros of codes and numbers are part of them."""
    import pyarrow
    from pyarrow import csv as arrow

    data = text_bytes(path, encoding)
    header, used = header_of(path, data, separator, wanted)
    if not data[header.end :].strip():
        refuse(str(path), "found no rows")
    wrong: list[Any] = []

    def refuse_row(row: Any) -> str:
        wrong.append(row)
        return "skip"

    table = arrow.read_csv(
        pyarrow.BufferReader(pyarrow.py_buffer(data).slice(header.end)),
        arrow.ReadOptions(column_names=header.names, use_threads=False),
        arrow.ParseOptions(delimiter=used, newlines_in_values=True, invalid_row_handler=refuse_row),
        arrow.ConvertOptions(
            column_types=dict.fromkeys(header.names, "string"), strings_can_be_null=True, null_values=[""]
        ),
    )
    if wrong:
        row = wrong[0]
        where = f"row {row.number}: " if row.number else ""
        more = f"; {len(wrong):,} rows in all" if len(wrong) > 1 else ""
        found = f"found {row.actual_columns} fields, the header has {row.expected_columns}"
        refuse(str(path), f"{where}{found} [fields_of_header]{more}")
    refuse_open_quotes(path, table, used)
    frame = without_blank_end(table.to_pandas())
    frame.attrs |= {ABOVE: header.above, SEPARATOR: used}
    return frame


def refuse_open_quotes(path: Path, table: Any, separator: str) -> None:
    """Refuse a cell that holds whole rows: a quotation mark was opened and not closed."""
    from pyarrow import compute

    least = table.num_columns - 1
    for name, column in zip(table.column_names, table.columns, strict=True):
        broken = compute.fill_null(compute.match_substring(column, "\n"), False)
        if not compute.any(broken).as_py():
            continue
        for row in compute.indices_nonzero(broken).to_pylist():
            if any(line.count(separator) >= max(least, 1) for line in column[row].as_py().split("\n")):
                refuse(str(path), f"row {row + 1}: found a cell that holds whole rows: a quotation mark is open", name)


def without_blank_end(frame: "pd.DataFrame") -> "pd.DataFrame":
    """Return a table without the blank rows at its end, which spreadsheets leave."""
    filled = [np.flatnonzero(frame[name].notna().to_numpy()) for name in frame.columns]
    last = max((int(rows[-1]) + 1 for rows in filled if len(rows)), default=0)
    while last and not any(isinstance(cell, str) and cell.strip() for cell in frame.iloc[last - 1]):
        last -= 1
    return frame.iloc[:last]


def _read_database(path: Path, table: str | None) -> "pd.DataFrame":
    """Read a table or view of a database, which may reach nothing outside its own file."""
    duckdb = extra("duckdb", path)
    with duckdb.connect(str(path), read_only=True, config=CLOSED) as database:
        kinds = dict(database.execute("SELECT table_name, table_type FROM information_schema.tables").fetchall())
        if table is None or table not in kinds:
            refuse(str(path), f"found no table {table or 'named in the crosswalk'}, it has {listed(sorted(kinds))}")
        try:
            query = 'SELECT * FROM "{}"'.format(table.replace('"', '""'))
            return from_arrow(database.sql(query).to_arrow_table())
        except duckdb.Error as error:
            if kinds[table] != "VIEW":
                raise
            allowed = "allowed is a table, or a view of tables of the same file: write it out as a table"
            reason = reason_of(error)
            refuse(str(path), f"found a view that cannot be read from this file alone ({reason}), {allowed}", table)
