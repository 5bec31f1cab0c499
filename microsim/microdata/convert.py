"""From a file's columns to the model's variables: codes, places, months and units; what cannot be read is found."""

from typing import TYPE_CHECKING, Any

import numpy as np

from microsim.amounts import MONTHS
from microsim.microdata.crosswalk import Source, plain, shorten
from microsim.microdata.findings import Findings
from microsim.microdata.read import labels_of
from microsim.microdata.variables import Variable, code_words
from microsim.places import ELSEWHERE, PLACES, PLACES_OF, PROVINCES, SIMULATED

if TYPE_CHECKING:
    import pandas as pd

NOT_KNOWN = {"", "nan", "na", "null", "<na>", ".", "nat"}
YES, NO = ("yes", "true", "1", "是"), ("no", "false", "0", "否")
FIRST_PROVINCE, LAST_PROVINCE = 11, 82  # GB/T 2260: codes of provinces
EXAMPLE = f"{PLACES[0].key}, {PLACES[0].chinese} or {PLACES[0].gb_code}"
OF_PROVINCE = 10_000  # a division code without county and city
EARLIEST_YEAR, LATEST_YEAR = 1850, 2200
UNKNOWN, UNREADABLE = np.nan, np.inf


def convert(
    frame: "pd.DataFrame", variable: Variable, source: Source, file: str, findings: Findings, rows: int
) -> np.ndarray:
    """Return one variable as float64 (ids as text); nan is not known."""
    labels = labels_of(frame, source.column) if source.column is not None else {}
    if source.column is not None and variable.kind in ("number", "count") and source.codes is None:
        texts, index, values = numbers(frame[source.column], variable, source, labels)
        column = source.column
        return report(values, texts, index, variable, source, column, file, findings)
    if source.column is None:
        texts, index = np.array([source.value], dtype=object), np.zeros(rows, dtype=np.int64)
        column = variable.name
    else:
        texts, index = factorised(frame[source.column])
        column = source.column
    if variable.kind == "id":
        return ids(texts, index, column, file, findings)
    values = np.array([value_of(variable, source, text, labels) for text in texts] + [UNKNOWN])[index]
    return report(values, texts, index, variable, source, column, file, findings)


def numbers(
    column: "pd.Series", variable: Variable, source: Source, labels: dict[str, str]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return a column of numbers, read at once where it can be, one by one where it cannot."""
    import pandas as pd

    raw = pd.to_numeric(column, errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan, copy=True)
    index, texts = np.full(len(raw), -1, dtype=np.int64), np.array([], dtype=object)
    missing = [*source.missing, *(code for code, text in labels.items() if text in source.missing)]
    coded = [float(code) for code in missing if code.replace("-", "", 1).replace(".", "", 1).isdigit()]
    raw[np.isin(raw, coded)] = UNKNOWN
    values = raw * (source.factor or 1.0)
    if variable.kind == "count":
        values = np.round(values) if source.factor is not None else np.where(raw == np.round(raw), raw, UNREADABLE)
        values[np.isnan(raw)] = UNKNOWN
    slow = np.flatnonzero(~np.isfinite(values) & column.notna().to_numpy())
    if len(slow):
        texts, codes = factorised(column.iloc[slow])
        index[slow] = codes
        values[slow] = np.array([value_of(variable, source, text, labels) for text in texts] + [UNKNOWN])[codes]
    return texts, index, values


def report(
    values: np.ndarray,
    texts: np.ndarray,
    index: np.ndarray,
    variable: Variable,
    source: Source,
    column: str,
    file: str,
    findings: Findings,
) -> np.ndarray:
    """Note what could not be read, and what is missing where it must not be; return the values read."""
    wrong = np.flatnonzero(np.isinf(values))
    if len(wrong):
        found = texts[index[wrong[0]]]
        findings.add(file, CHECK_OF_KIND[variable.kind], column, wrong, f"found {found}, {allowed(variable, source)}")
        values[wrong] = UNKNOWN
    if variable.required:
        lacking = np.setdiff1d(np.flatnonzero(np.isnan(values)), wrong)
        if len(lacking):
            findings.add(file, "not_missing", column, lacking, f"found nothing, every row needs {variable.name}")
    return values


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


def ids(texts: np.ndarray, index: np.ndarray, column: str, file: str, findings: Findings) -> np.ndarray:
    """Return the text of every row's id."""
    words = np.array([*(plain(text) for text in texts), ""], dtype=object)[index]
    lacking = np.flatnonzero(words == "")
    if len(lacking):
        findings.add(file, "not_missing", column, lacking, "found nothing, every row needs person")
    return words


def value_of(variable: Variable, source: Source, value: Any, labels: dict[str, str]) -> float:
    """Return one value; nan where nothing is known, inf where it cannot be read.

    A code may be named by its label, in the crosswalk's codes and missing values. Without codes a label that
    reads as a value is one: the label of a code says more than the number.
    """
    text = plain(value)
    label = labels.get(text)
    if text.lower() in NOT_KNOWN or text in source.missing or label in source.missing:
        return UNKNOWN
    read = READERS[variable.kind]
    if source.codes is not None:
        word = source.codes.get(text, source.codes.get(label or text))
        if word is None:
            return UNREADABLE
        return read(variable, source, word) if word else UNKNOWN
    named = UNREADABLE if label is None else read(variable, source, label)
    return read(variable, source, text) if named == UNREADABLE else named


def read_number(variable: Variable, source: Source, text: str) -> float:
    """Return a number in the folder's unit; thousands may be set apart by commas."""
    try:
        number = float(text.replace(",", ""))
    except ValueError:
        return UNREADABLE
    return number * (source.factor or 1.0) if np.isfinite(number) else UNREADABLE


def read_count(variable: Variable, source: Source, text: str) -> float:
    """Return a whole number; one made by a change of unit is rounded."""
    number = read_number(variable, source, text)
    if not np.isfinite(number):
        return number
    return float(round(number)) if source.factor is not None or number == int(number) else UNREADABLE


def read_month(variable: Variable, source: Source, text: str) -> float:
    """Return a month index from 2016-12, 2016/12, 201612, 2016-12-31 or 20161231."""
    digits = text.replace("/", "-").replace(".", "-").split(" ")[0].split("T")[0]
    parts = digits.split("-")
    if len(parts) == 1 and len(digits) in (6, 8):
        parts = [digits[:4], digits[4:6]]
    if len(parts) not in (2, 3) or not all(part.isdigit() for part in parts):
        return UNREADABLE
    year, month = int(parts[0]), int(parts[1])
    if not (EARLIEST_YEAR <= year <= LATEST_YEAR and 1 <= month <= MONTHS):
        return UNREADABLE
    return float(MONTHS * year + month - 1)


def read_code(variable: Variable, source: Source, text: str) -> float:
    """Return a code from its word, or from the model's own number for it."""
    words = code_words(variable.name)
    for code, word in words.items():
        if text.lower().replace(" ", "_") == word:
            return float(code)
    return UNREADABLE


def read_flag(variable: Variable, source: Source, text: str) -> float:
    """Return 1 for yes and 0 for no."""
    if text.lower() in YES:
        return 1.0
    return 0.0 if text.lower() in NO else UNREADABLE


def read_place(variable: Variable, source: Source, text: str) -> float:
    """Return a place from its key, its English or Chinese name or its national division code."""
    word = text.lower()
    bare = word.removesuffix("市").removesuffix(" city")
    for code, place in enumerate(PLACES):
        if bare in (place.key, place.english.lower(), place.chinese):
            return float(code)
    return division(text) if text.isdigit() and len(text) in (2, 4, 6) else UNREADABLE


def division(text: str) -> float:
    """Return the place of a division code of a province, city or county (GB/T 2260)."""
    province = int(text[:2])
    for simulated in SIMULATED:
        if PROVINCES[simulated].gb_code // OF_PROVINCE == province:
            places = PLACES_OF[simulated]
            cities = {str(PLACES[place].gb_code)[:4]: float(place) for place in places}
            return float(places[0]) if len(places) == 1 else cities.get(text[:4], UNREADABLE)
    return float(ELSEWHERE) if FIRST_PROVINCE <= province <= LAST_PROVINCE else UNREADABLE


READERS = {
    "number": read_number,
    "count": read_count,
    "month": read_month,
    "code": read_code,
    "place": read_place,
    "flag": read_flag,
}


def allowed(variable: Variable, source: Source) -> str:
    """Say what a variable allows."""
    if source.codes is not None:
        return f"the crosswalk knows {shorten(list(source.codes))}"
    if variable.kind == "code":
        return f"allowed is {', '.join(code_words(variable.name).values())}"
    if variable.kind == "place":
        return "allowed is a place's key, name or division code such as " + EXAMPLE
    return {
        "number": "allowed is a number",
        "count": "allowed is a whole number",
        "month": "allowed is a month such as 2016-12 or 201612",
        "flag": "allowed is yes or no",
    }[variable.kind]
