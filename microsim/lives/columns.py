"""The columns of a table of lives: each defined once, in ``columns.yaml``, from which types, labels and the codebook come."""

import functools
from pathlib import Path
from typing import Any, NamedTuple

from microsim.places import PLACE_KEYS, PROVINCE_KEYS
from microsim.reading import read_kept
from microsim.schema import Education, HukouType, Origin, Sex
from microsim.words.book import LANGUAGES, place_name, word

FILE = Path(__file__).parent / "columns.yaml"
HIGHER, GROWTH = "30", "g"  # endings of present values at the other rates
RATES = {"": ("", ""), HIGHER: (" at 3% real", "（实际贴现率3%）"), GROWTH: (" at wage growth", "（按工资增长率贴现）")}
AT_VALUE_DATE = "yuan at the value date"
CODES: dict[str, Any] = {
    "sex": Sex,
    "education": Education,
    "hukou_type": HukouType,
    "hukou_type_25": HukouType,
    "hukou_type_claim": HukouType,
    "entered": Origin,
}
SECTIONS = {"hukou_type_25": "hukou_type", "hukou_type_claim": "hukou_type", "entered": "origin"}  # of the book


class Column(NamedTuple):
    """One column of the table.

    Attributes
    ----------
    group : heading it stands under
    name : of the column
    type : kind of values, see ``columns.yaml``
    unit : empty for words and texts
    english, chinese : label
    about : what it is
    words : of codes, by code: their names in English and Chinese
    scheme : beyond the pension, where the column stands only in tables of runs whose lives meet it
    """

    group: str
    name: str
    type: str
    unit: str
    english: str
    chinese: str
    about: str
    words: dict[str, tuple[str, str]]
    scheme: str = ""


@functools.cache
def columns() -> dict[str, Column]:
    """Return the columns by name, in their order."""
    found: dict[str, Column] = {}
    for group, entries in read_kept(FILE)[0].items():
        for name, entry in entries.items():
            for column in _columns_of(group, name, entry):
                found[column.name] = column
    return found


def _columns_of(group: str, name: str, entry: dict[str, Any]) -> list[Column]:
    """Return the columns of an entry: one, or one a discount rate or province."""
    kind, about = entry["type"], entry["is"]
    unit = entry.get("unit", AT_VALUE_DATE if kind == "money" else "")
    if entry.get("by") == "province":
        named = [(key, *(entry[x].format(place_name(key, x)) for x in LANGUAGES)) for key in PROVINCE_KEYS]
        return [Column(group, name + key, kind, unit, english, chinese, about, {}) for key, english, chinese in named]
    if entry.get("rates"):
        return [
            Column(group, name + rate, kind, unit, entry["en"] + more[0], entry["zh"] + more[1], about, {})
            for rate, more in RATES.items()
        ]
    words = _words_of(name, entry)
    return [Column(group, name, kind, unit, entry["en"], entry["zh"], about, words, entry.get("scheme", ""))]


def _words_of(name: str, entry: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Return the names of a column's codes in both languages, in the order of the codes."""
    if entry["type"] == "place":
        return {key: (place_name(key, "en"), place_name(key, "zh")) for key in PLACE_KEYS}
    if entry["type"] != "word":
        return {}
    if "words" in entry:
        return {key: (names["en"], names["zh"]) for key, names in entry["words"].items()}
    section = SECTIONS.get(name, name)
    keys = [code.name.lower() for code in CODES[name]]
    return {key: (word(section, key, "en"), word(section, key, "zh")) for key in keys}


def metadata_of(column: Column) -> dict[str, str]:
    """Return what the file says of a column: labels, unit, what it is, names of codes."""
    found = {"label": column.english, "label_zh": column.chinese, "unit": column.unit, "about": column.about}
    if column.words:
        found["codes"] = "; ".join(f"{key}: {names[0]} {names[1]}" for key, names in column.words.items())
    return {key: value for key, value in found.items() if value}
