"""From a file's columns to the model's variables: codes, places, months and units; what cannot be read is found."""

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from microsim.microdata import months, place_names
from microsim.microdata.code_words import code_of, flag_of
from microsim.microdata.crosswalk import OPEN_VARIABLES, Source, shorten
from microsim.microdata.findings import Findings
from microsim.microdata.labels import labels_of
from microsim.microdata.text_files import SEPARATOR
from microsim.microdata.values import (
    GROUPED,
    LONGEST_ID,
    LONGEST_NUMBER,
    PLAIN_NUMBER,
    code_number,
    id_of,
    is_nothing,
    number_of,
    text_of,
)
from microsim.microdata.variables import Variable, code_words
from microsim.reading import shortened

if TYPE_CHECKING:
    import pandas as pd

UNKNOWN, UNREADABLE = np.nan, np.inf
WHOLE_ID = f"allowed is an id that the file has whole: text of up to {LONGEST_ID} letters that can be seen, or a number of up to 15 digits"


class Reading:
    """How the values of one column are read: its codes, missing values and labels, found by text and by number.

    Parameters
    ----------
    date : month index the file describes, the end of what goes on
    labels : labels of the column's values by code as text
    commas : whether a number may be grouped by commas; not where fields are parted by semicolons, since a comma
        may then be the decimal one
    """

    def __init__(self, variable: Variable, source: Source, date: int, labels: dict[str, str], commas: bool = True):
        self.variable, self.source, self.date, self.labels, self.commas = variable, source, date, labels, commas
        self.by_number: dict[str, set[str]] = {}
        for code, word in (source.codes or {}).items():
            if (number := code_number(code)) is not None:
                self.by_number.setdefault(number, set()).add(word)
        self.name = source.column or variable.name
        self.missing_numbers = {code_number(code) for code in source.missing} - {None}

    def value(self, value: Any) -> float:
        """Return one value; nan where nothing is known, inf where it cannot be read.

        A code may be named by its label, in the crosswalk's codes and missing values. Without codes a label that
        reads as a value is one: the label of a code says more than the number.
        """
        text = text_of(value)
        label = self.labels.get(text)
        if self.source.codes is not None and (word := self.word(text, label)) is not None:
            return READERS[self.variable.kind](self, word) if word else UNKNOWN
        if self.is_open(text):
            return float(self.date)
        if text in self.source.missing or label in self.source.missing or code_number(text) in self.missing_numbers:
            return UNKNOWN
        if is_nothing(text):
            return UNKNOWN
        if self.source.codes is not None:
            return UNREADABLE
        read = READERS[self.variable.kind]
        named = UNREADABLE if label is None else read(self, label)
        return read(self, text) if named == UNREADABLE else named

    def is_open(self, text: str) -> bool:
        """Return whether a text says that what it ends goes on."""
        return text in self.source.open or (self.variable.name in OPEN_VARIABLES and months.is_open(text))

    def word(self, text: str, label: str | None) -> str | None:
        """Return the word a code stands for: found by its text, its label, or the number it is; None where it is none."""
        codes = self.source.codes or {}
        for name in (text, label):
            if name is not None and name in codes:
                return codes[name]
        words = self.by_number.get(code_number(text) or "", set())
        return next(iter(words)) if len(words) == 1 else None


class Column(NamedTuple):
    """One variable of a table as it was read.

    Attributes
    ----------
    values : float64 [rows], nan where nothing is known and inf where it cannot be read; of ids text or None
    texts, which : distinct values of the file, and which of them each row has, -1 where it has none
    """

    reading: Reading
    values: np.ndarray
    texts: np.ndarray
    which: np.ndarray


def convert(
    frame: "pd.DataFrame", variable: Variable, source: Source, date: int, file: str, findings: Findings
) -> np.ndarray:
    """Return one variable of a table as float64, ids as text; nan is not known. What cannot be read is noted.

    Parameters
    ----------
    date : month index the file describes
    """
    column = read_column(frame, variable, source, date)
    return (report_ids if variable.kind == "id" else report)(column, file, findings)


def read_column(frame: "pd.DataFrame", variable: Variable, source: Source, date: int) -> Column:
    """Return one variable of a table as it is read."""
    if source.column is None:
        reading = Reading(variable, source, date, {})
        texts, index = np.array([source.value], dtype=object), np.zeros(len(frame), dtype=np.int64)
    else:
        commas = frame.attrs.get(SEPARATOR) != ";"
        reading = Reading(variable, source, date, labels_of(frame, source.column), commas)
        if variable.kind in ("number", "count") and source.codes is None:
            return numbers(frame[source.column], reading)
        texts, index = factorised(frame[source.column])
    if variable.kind == "id":
        words = [id_of(text) for text in texts]
        known = ["" if word in source.missing else word for word in words]
        return Column(reading, np.array([*known, ""], dtype=object)[index], texts, index)
    values = np.array([reading.value(text) for text in texts] + [reading.value("")])[index]
    return Column(reading, values, texts, index)


def numbers(column: "pd.Series", reading: Reading) -> Column:
    """Return a column of numbers, read at once where it can be, one by one where it cannot."""
    raw = at_once(column)
    index, texts = np.full(len(raw), -1, dtype=np.int64), np.array([], dtype=object)
    source = reading.source
    labelled = [code for code, text in reading.labels.items() if text in source.missing]
    missing = [number for code in (*source.missing, *labelled) if (number := number_of(code)) is not None]
    raw[np.isin(raw, missing)] = UNKNOWN
    values = unit_of(raw, reading)
    slow = np.flatnonzero(~np.isfinite(values) & column.notna().to_numpy())
    if len(slow):
        texts, codes = factorised(column.iloc[slow])
        index[slow] = codes
        values[slow] = np.array([reading.value(text) for text in texts] + [UNKNOWN])[codes]
    return Column(reading, values, texts, index)


def at_once(column: "pd.Series") -> np.ndarray:
    """Return the plain numbers of a column as float64; nan for what has to be looked at one by one."""
    import pandas as pd
    import pyarrow.compute

    kind = column.dtype
    if pd.api.types.is_numeric_dtype(kind) and not pd.api.types.is_bool_dtype(kind):
        return column.to_numpy(dtype=np.float64, na_value=np.nan, copy=True)
    if pd.api.types.infer_dtype(column, skipna=True) != "string":
        return np.full(len(column), np.nan)
    texts = pyarrow.array(column, pyarrow.large_string(), from_pandas=True)
    short = pyarrow.compute.less_equal(pyarrow.compute.utf8_length(texts), LONGEST_NUMBER)
    is_plain = pyarrow.compute.and_(short, pyarrow.compute.match_substring_regex(texts, f"^{PLAIN_NUMBER}$"))
    plain = pyarrow.compute.if_else(pyarrow.compute.fill_null(is_plain, False), texts, None)
    return np.array(plain.cast(pyarrow.float64()).to_numpy(zero_copy_only=False), dtype=np.float64)


def unit_of(raw: np.ndarray, reading: Reading) -> np.ndarray:
    """Return numbers in the folder's unit; a count that is not whole cannot be read, one made by a change of unit is rounded."""
    factor = reading.source.factor
    values = raw * (factor or 1.0)
    if reading.variable.kind != "count":
        return values
    whole = np.round(values) if factor is not None else np.where(raw == np.round(raw), raw, UNREADABLE)
    return np.where(np.isnan(raw), UNKNOWN, whole)


def report(column: Column, file: str, findings: Findings) -> np.ndarray:
    """Note what could not be read, and what is missing where it must not be; return the values read."""
    variable, name = column.reading.variable, column.reading.name
    values = column.values
    wrong = np.flatnonzero(np.isinf(values))
    if len(wrong):
        found = text_of(column.texts[column.which[wrong[0]]])
        findings.add(
            file,
            CHECK_OF_KIND[variable.kind],
            name,
            wrong,
            f"found {shortened(found)}, {allowed(column.reading, found)}",
        )
        values[wrong] = UNKNOWN
    if variable.required:
        lacking = np.setdiff1d(np.flatnonzero(np.isnan(values)), wrong)
        if len(lacking):
            hint = OPEN_HINT if variable.name in OPEN_VARIABLES else ""
            findings.add(file, "not_missing", name, lacking, f"found nothing, every row needs {variable.name}{hint}")
    return values


def report_ids(column: Column, file: str, findings: Findings) -> np.ndarray:
    """Note ids that are missing or that the file no longer has whole; return the ids."""
    ids, name = column.values, column.reading.name
    lost = np.array([word is None for word in ids], dtype=bool)
    if lost.any():
        found = shortened(text_of(column.texts[column.which[np.argmax(lost)]]))
        findings.add(file, "id_is_whole", name, np.flatnonzero(lost), f"found {found}, {WHOLE_ID}")
        ids[lost] = ""
    lacking = np.flatnonzero((ids == "") & ~lost)
    if len(lacking):
        findings.add(file, "not_missing", name, lacking, "found nothing, every row needs person")
    return ids


OPEN_HINT = "; where a blank means that the spell goes on, say open: ['']"
CHECK_OF_KIND = {
    "number": "is_number",
    "count": "is_whole_number",
    "month": "is_month",
    "code": "code_is_known",
    "place": "place_is_known",
    "flag": "is_yes_or_no",
}


def factorised(column: "pd.Series") -> tuple[np.ndarray, np.ndarray]:
    """Return the distinct values of a column and the position of each row's in them, -1 where there is none."""
    import pandas as pd

    index, texts = pd.factorize(column)
    return np.asarray(texts, dtype=object), np.asarray(index)


def read_number(reading: Reading, text: str) -> float:
    """Return a number in the folder's unit."""
    number = number_of(text)
    if number is None or (GROUPED in text and "." not in text and not reading.commas):
        return UNREADABLE
    return float(unit_of(np.array([number]), reading)[0])


def read_month(reading: Reading, text: str) -> float:
    """Return a month index."""
    month = months.month_of(text, reading.source.hundredths)
    return UNREADABLE if month is None else float(month)


def read_code(reading: Reading, text: str) -> float:
    """Return a code from its word, English or Chinese."""
    code = code_of(reading.variable.name, text)
    return UNREADABLE if code is None else float(code)


def read_flag(reading: Reading, text: str) -> float:
    """Return 1 for yes and 0 for no."""
    answer = flag_of(text)
    return UNREADABLE if answer is None else float(answer)


def read_place(reading: Reading, text: str) -> float:
    """Return a place from its key, its names or its national division code."""
    place = place_names.place_of(text)
    return UNREADABLE if place is None else float(place)


READERS = {
    "number": read_number,
    "count": read_number,
    "month": read_month,
    "code": read_code,
    "place": read_place,
    "flag": read_flag,
}


def allowed(reading: Reading, found: str) -> str:
    """Say what a variable allows in place of a text."""
    variable, codes = reading.variable, reading.source.codes
    if codes is not None:
        return f"the crosswalk knows {shorten(list(codes))}"
    if variable.kind == "code":
        return f"allowed is {', '.join(code_words(variable.name).values())}, or codes in the crosswalk"
    return {
        "number": "allowed is a number such as 1234.5 or 1,234.5",
        "count": "allowed is a whole number",
        "month": months.month_allowed(found),
        "flag": "allowed is yes or no",
        "place": place_names.ALLOWED,
    }[variable.kind]
