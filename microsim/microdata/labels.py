"""Labels that a file has of its columns and their values, and Stata files, whose labels are bound by set."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from microsim.microdata.findings import refuse
from microsim.microdata.text_files import advice, decoded
from microsim.microdata.values import text_of

if TYPE_CHECKING:
    import pandas as pd

LABELS, TITLES = "labels", "titles"  # attributes of a table
BYTES = "latin-1"  # old Stata files are read with it: it has a letter for every byte, so that the bytes come back


def with_labels(
    frame: "pd.DataFrame", labels: dict[str, dict[Any, str]], titles: dict[str, str | None]
) -> "pd.DataFrame":
    """Return a table that knows the labels of its columns' values, by code as text, and the titles of its columns."""
    frame.attrs[LABELS] = {
        column: {text_of(code): str(text).strip() for code, text in found.items()} for column, found in labels.items()
    }
    frame.attrs[TITLES] = {column: title for column, title in titles.items() if title}
    return frame


def labels_of(frame: "pd.DataFrame", column: str) -> dict[str, str]:
    """Return the labels of a column's values by code as text; empty where the format has none."""
    found: dict[str, str] = frame.attrs.get(LABELS, {}).get(column, {})
    return found


def read_stata(path: Path, encoding: str | None) -> "pd.DataFrame":
    """Read codes as numbers, with the labels of their values; missing values of any letter are not known.

    A file names the set of labels of each column, and several columns may share one. Text of files before Stata 14
    is in an encoding they do not say.
    """
    import warnings

    import pandas as pd

    with warnings.catch_warnings(), pd.read_stata(path, iterator=True, convert_categoricals=False) as reader:
        warnings.simplefilter("error", UnicodeWarning)  # pandas would make letters of bytes that are none
        known: Any = reader
        try:
            frame, sets, titles = known.read(), known.value_labels(), known.variable_labels()
        except UnicodeWarning:
            refuse(str(path), "found text that is not utf-8, which files of this version have: save it anew")
        bound = getattr(known, "_lbllist", None)  # pandas has no public name for it
        old = known._encoding == BYTES
    if sets and (bound is None or len(bound) != len(frame.columns)):
        refuse(str(path), "found labels of values that cannot be bound to their columns: save the file without them")
    labels = {str(name): sets[one] for name, one in zip(frame.columns, bound or (), strict=False) if one in sets}
    if old:
        frame, labels, titles = in_encoding(path, frame, labels, titles, encoding)
    return with_labels(frame, labels, titles)


def in_encoding(path: Path, frame: Any, labels: Any, titles: Any, encoding: str | None) -> tuple[Any, Any, Any]:
    """Return all text of an old file in the encoding the crosswalk names; letters beyond ASCII need one."""
    texts = [column for column in frame.columns if not frame[column].map(lambda one: not isinstance(one, str)).all()]
    every = [one for column in texts for one in frame[column].unique() if isinstance(one, str)]
    every += [*map(str, frame.columns), *filter(None, titles.values())]
    every += [text for found in labels.values() for text in found.values()]
    raw = "\n".join(one for one in every if not one.isascii()).encode(BYTES, "replace")
    if not raw:
        return frame, labels, titles
    if encoding is None or decoded(raw, encoding) is None:
        found = f"bytes that are not {encoding}" if encoding else "text in an encoding the file does not say"
        refuse(str(path), f"found {found}; {advice(raw, encoding or BYTES)}")

    def read(text: Any) -> Any:
        return text.encode(BYTES, "replace").decode(encoding) if isinstance(text, str) else text

    for column in texts:
        frame[column] = frame[column].map(read)
    frame.columns = [read(str(name)) for name in frame.columns]
    named = {read(name): {code: read(text) for code, text in found.items()} for name, found in labels.items()}
    return frame, named, {read(name): read(title) for name, title in titles.items()}
