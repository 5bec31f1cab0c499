"""Reading a table of any supported format into columns of text and numbers."""

import codecs
import csv
import importlib
import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING, Any

from microsim.microdata.crosswalk import plain
from microsim.microdata.findings import listed, refuse
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
LABELS, TITLES = "labels", "titles"  # attributes of a table
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
FORMATS = (".csv", ".csv.gz", ".parquet", ".dta", *NEEDS_PYREADSTAT, *DATABASES)


def suffix_of(path: Path) -> str:
    """Return the format of a file by its name."""
    name = path.name.lower()
    return next((suffix for suffix in sorted(FORMATS, key=len, reverse=True) if name.endswith(suffix)), "")


def read_table(path: Path, encoding: str | None = None, table: str | None = None) -> "pd.DataFrame":
    """Return a file as a table; refuse what cannot be read whole.

    Parameters
    ----------
    encoding
        Of a CSV file, or of an old SAS, SPSS or Stata file that does not say.
    table
        Name of the table in a database.
    """
    suffix = suffix_of(path)
    if not suffix:
        refuse(str(path), f"found a file of another format, allowed is {listed(FORMATS)}")
    if not is_file(path):
        refuse(str(path), "found no such file")
    try:
        frame = _read(path, suffix, encoding, table)
    except InputError:
        raise
    except Exception as error:  # readers of damaged binary files raise whatever they come to
        refuse(str(path), f"cannot be read as {suffix}: {' '.join(str(error).split())[:200]}")
    twice = frame.columns[frame.columns.duplicated()]
    if len(twice):
        refuse(str(path), f"found two columns of the name {twice[0]}, allowed is one", str(twice[0]))
    if not len(frame):
        refuse(str(path), "found no rows")
    return frame


def _read(path: Path, suffix: str, encoding: str | None, table: str | None) -> "pd.DataFrame":
    if suffix in (".csv", ".csv.gz"):
        return _read_csv(path, encoding or "utf-8")
    if suffix == ".parquet":
        import pyarrow.parquet

        return pyarrow.parquet.read_table(path).to_pandas()
    if suffix == ".dta":
        return _read_stata(path)
    if suffix in DATABASES:
        return _read_database(path, table)
    pyreadstat = extra("pyreadstat", path)
    options = {"encoding": encoding} if encoding else {}
    frame, about = getattr(pyreadstat, NEEDS_PYREADSTAT[suffix])(str(path), **options)
    return with_labels(frame, about.variable_value_labels, about.column_names_to_labels)


def _read_stata(path: Path) -> "pd.DataFrame":
    """Read codes as numbers, with the labels of their values; missing values of any letter are not known."""
    import pandas as pd

    with pd.read_stata(path, iterator=True, convert_categoricals=False) as reader:
        known: Any = reader
        frame, labels, titles = known.read(), known.value_labels(), known.variable_labels()
    if (
        importlib.util.find_spec("pyreadstat") is not None
    ):  # knows sets of labels that bear another name than their column
        about = importlib.import_module("pyreadstat").read_dta(str(path), metadataonly=True)[1]
        labels = about.variable_value_labels
    return with_labels(frame, labels, titles)


def with_labels(
    frame: "pd.DataFrame", labels: dict[str, dict[Any, str]], titles: dict[str, str | None]
) -> "pd.DataFrame":
    """Return a table that knows the labels of its columns' values, by code as text, and the titles of its columns."""
    frame.attrs[LABELS] = {
        column: {plain(code): str(text).strip() for code, text in found.items()} for column, found in labels.items()
    }
    frame.attrs[TITLES] = {column: title for column, title in titles.items() if title}
    return frame


def labels_of(frame: "pd.DataFrame", column: str) -> dict[str, str]:
    """Return the labels of a column's values by code as text; empty where the format has none."""
    found: dict[str, str] = frame.attrs.get(LABELS, {}).get(column, {})
    return found


def extra(name: str, path: Path) -> Any:
    """Return a package of the extra, or say how to install it."""
    try:
        return importlib.import_module(name)
    except ImportError:
        refuse(str(path), f"{suffix_of(path)} files need the package {name}: pip install '{EXTRA}'")


def _read_csv(path: Path, encoding: str) -> "pd.DataFrame":
    """Read all columns as text: leading zeros of codes and numbers are part of them."""
    from pyarrow import ArrowInvalid
    from pyarrow import csv as arrow

    head = _header(path, encoding)
    wrong: list[Any] = []

    def refuse_row(row: Any) -> str:
        wrong.append(row)
        return "skip"

    texts = dict.fromkeys(head, "string")
    try:
        table = arrow.read_csv(
            path,
            arrow.ReadOptions(encoding=encoding, use_threads=False),
            arrow.ParseOptions(newlines_in_values=True, invalid_row_handler=refuse_row),
            arrow.ConvertOptions(column_types=texts, strings_can_be_null=True, null_values=[""]),
        )
    except (ArrowInvalid, UnicodeDecodeError) as error:
        if not _decodes(path, encoding):
            refuse(str(path), f"found bytes that are not {encoding}; say encoding: gbk (or another) in the crosswalk")
        raise ValueError(str(error)) from None
    if wrong:
        row = wrong[0]
        where = f"row {row.number - 1}: " if row.number else ""
        more = f"; {len(wrong):,} rows in all" if len(wrong) > 1 else ""
        found = f"found {row.actual_columns} fields, the header has {row.expected_columns}"
        refuse(str(path), f"{where}{found} [fields_of_header]{more}")
    return table.to_pandas()


def _header(path: Path, encoding: str) -> list[str]:
    """Return the names in the first line; refuse a name that stands twice."""
    import gzip

    opener: Any = gzip.open if path.suffix == ".gz" else open
    marked = "utf-8-sig" if codecs.lookup(encoding).name == "utf-8" else encoding  # a spreadsheet's mark is no name
    try:
        with opener(path, "rt", encoding=marked, newline="") as file:
            head = next(csv.reader(file), [])
    except UnicodeDecodeError:
        refuse(str(path), f"found bytes that are not {encoding}; say encoding: gbk (or another) in the crosswalk")
    for name in head:
        if head.count(name) > 1:
            refuse(str(path), f"found two columns of the name {name}, allowed is one", name)
    if not head:
        refuse(str(path), "found no rows")
    return head


def _decodes(path: Path, encoding: str) -> bool:
    try:
        with open(path, encoding=encoding, newline="") as file:
            while file.read(1 << 20):
                pass
    except UnicodeDecodeError:
        return False
    return True


def _read_database(path: Path, table: str | None) -> "pd.DataFrame":
    """Read a table or view of a database, which may reach nothing outside its own file."""
    duckdb = extra("duckdb", path)
    with duckdb.connect(str(path), read_only=True, config=CLOSED) as database:
        kinds = dict(database.execute("SELECT table_name, table_type FROM information_schema.tables").fetchall())
        if table is None or table not in kinds:
            refuse(str(path), f"found no table {table or 'named in the crosswalk'}, it has {listed(sorted(kinds))}")
        try:
            return database.execute('SELECT * FROM "{}"'.format(table.replace('"', '""'))).df()
        except duckdb.Error as error:
            if kinds[table] != "VIEW":
                raise
            reason = " ".join(str(error).split())[:200]
            allowed = "allowed is a table, or a view of tables of the same file: write it out as a table"
            refuse(str(path), f"found a view that cannot be read from this file alone ({reason}), {allowed}", table)
