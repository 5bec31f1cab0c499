"""The crosswalk: which column holds which variable, in which codes and units. Read from MAP.yaml."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from microsim.amounts import MONTHS
from microsim.kernel.world import BASE_YEAR, BASE_YEARS
from microsim.microdata.text_files import SEPARATORS, known_encoding
from microsim.microdata.values import number_of, text_of
from microsim.microdata.variables import BIRTH_WAYS, PERSONS, TABLES, Variable, by_name, code_words
from microsim.places import AREA_COUNT, PLACE_KEYS
from microsim.reading import KeyPath, Position, Where, did_you_mean, read_yaml, show
from microsim.schema import Scheme

UNITS = {
    "yuan/month": {"yuan/month": 1.0, "yuan/year": 1 / MONTHS, "fen/month": 0.01, "10000 yuan/year": 10000 / MONTHS},
    "yuan": {"yuan": 1.0, "fen": 0.01, "10000 yuan": 10000.0},
    "months": {"months": 1.0, "years": float(MONTHS)},
    "years": {"years": 1.0, "months": 1 / MONTHS},
    "index": {"index": 1.0, "percent": 0.01},
    "persons": {"persons": 1.0, "thousand persons": 1000.0},
}
DEFAULT_WAYS = {"births": "scaled", "arrivals": "scaled", "absent": "none", "reserves": "scaled"}
MODEL_PARTS = tuple(DEFAULT_WAYS)
WAYS = ("scaled", "model", "none")
WITHOUT_WEIGHT = ("refuse", "drop")
TOP_KEYS = (
    *(
        "date",
        "carry_to_base",
        "encoding",
        "separator",
        "missing",
        "without_weight",
        "tables",
        "from_model",
        "reserves",
    ),
    *TABLES,
)
SOURCE_KEYS = ("column", "value", "codes", "unit", "missing", "open", "hundredths")
FUNDS = tuple(scheme.name.lower() for scheme in Scheme)
AREAS = PLACE_KEYS[:AREA_COUNT]
MOST_MONEY = 1e13  # yuan: more than any fund holds
DATE = re.compile("[0-9]{4}-[0-9]{1,2}")
OPEN_VARIABLES = ("last",)  # months that may be still to come


class Source(NamedTuple):
    """Where the values of one variable come from: a column, or one value for all rows.

    Attributes
    ----------
    codes : the file's codes, as text, and the word each stands for
    factor : what turns the file's unit into the folder's, None where no unit was named
    missing : codes that mean that nothing is known, as text
    open : texts that mean that something goes on
    hundredths : whether a month after a point is written as hundredths of a year's name, 1965.1 for October
    """

    column: str | None
    value: Any
    codes: dict[str, str] | None
    factor: float | None
    missing: frozenset[str]
    position: Position
    open: frozenset[str] = frozenset()
    hundredths: bool = False


class Crosswalk(NamedTuple):
    """A whole crosswalk.

    Attributes
    ----------
    date : month index at which the file describes people
    carry : months to add to every month of the file so that its date falls in the base year
    encoding, separator : of text files, None where they say so themselves or are the usual
    drop : whether rows without a weight are left out
    names : names of the tables inside a database
    ways : what comes from the model's frame: births, arrivals, absent holders of rights
    reserves : what the funds hold at the file's date as the office has it, yuan by scheme and place
    sources : by table and variable
    """

    label: str
    date: int
    carry: int
    encoding: str | None
    separator: str | None
    drop: bool
    names: dict[str, str]
    ways: dict[str, str]
    reserves: dict[str, dict[str, float]]
    sources: dict[str, dict[str, Source]]


def read_crosswalk(path: Path) -> Crosswalk:
    """Read MAP.yaml; all its mistakes at once."""
    data, positions = read_yaml(path)
    return Reader(str(path), data, positions).crosswalk()


class Reader(Where):
    """One reading of a crosswalk: the data, the position of every entry and the problems so far."""

    def __init__(self, label: str, data: Any, positions: dict[KeyPath, Position]):
        super().__init__(positions, label)
        self.data = data

    def crosswalk(self) -> Crosswalk:
        """Return the crosswalk or raise all its mistakes."""
        if not isinstance(self.data, dict):
            self.note((), f"found no map of names, allowed is a map with {', '.join(TOP_KEYS)}")
            self.problems.check()
        for key in self.data:
            if key not in TOP_KEYS:
                self.note((key,), f"found {key}, allowed is {', '.join(TOP_KEYS)}{did_you_mean(str(key), TOP_KEYS)}")
        date, carry = self.date()
        missing = self.missing_everywhere()
        sources = {table: self.table(table, missing) for table in TABLES if table in self.data}
        if PERSONS not in sources:
            self.note((), "found no persons, allowed is a map of the model's variables to columns under persons")
        ways = DEFAULT_WAYS | self.words("from_model", MODEL_PARTS, WAYS)
        names = self.words("tables", tuple(TABLES), None)
        encoding, separator = self.encoding(), self.separator()
        drop = self.word("without_weight", WITHOUT_WEIGHT) == "drop"
        reserves = self.reserves()
        self.problems.check()
        return Crosswalk(self.label, date, carry, encoding, separator, drop, names, ways, reserves, sources)

    def reserves(self) -> dict[str, dict[str, float]]:
        """Return the funds' own money by scheme and place."""
        section, found = self.data.get("reserves") or {}, {}
        if not isinstance(section, dict):
            self.note(("reserves",), f"found {show(section)}, allowed is a map of {', '.join(FUNDS)}")
            return {}
        for scheme, places in section.items():
            if scheme not in FUNDS:
                hint = did_you_mean(str(scheme), FUNDS)
                self.note(("reserves", scheme), f"found {scheme}, allowed is {', '.join(FUNDS)}{hint}")
            elif not isinstance(places, dict):
                self.note(("reserves", scheme), f"found {show(places)}, allowed is yuan by place: {{PLACE: 1.2e9}}")
            else:
                found[str(scheme)] = dict(self.amounts(("reserves", scheme), places))
        return found

    def amounts(self, path: KeyPath, places: dict[Any, Any]) -> Iterator[tuple[str, float]]:
        """Yield yuan by the key of a place."""
        for place, amount in places.items():
            if place not in AREAS:
                self.note((*path, place), f"found {place}, allowed is a place{did_you_mean(str(place), AREAS)}")
            elif isinstance(amount, bool) or not isinstance(amount, int | float) or abs(amount) > MOST_MONEY:
                self.note((*path, place), f"found {show(amount)}, allowed is yuan, such as 1.2e9; a debt is negative")
            else:
                yield str(place), float(amount)

    def encoding(self) -> str | None:
        """Return the encoding of text files."""
        name = self.data.get("encoding")
        if name is None or known_encoding(name):
            return name
        self.note(
            ("encoding",), f"found {show(name)}, allowed is the name of an encoding such as utf-8, gbk or gb18030"
        )
        return None

    def separator(self) -> str | None:
        """Return what parts the fields of text files."""
        words = SEPARATORS | {mark: mark for mark in SEPARATORS.values()}
        found = self.word("separator", tuple(words))
        return None if found is None else words.get(found)

    def word(self, key: str, allowed: tuple[str, ...]) -> str | None:
        """Return one word of a list, None where there is none."""
        found = self.data.get(key)
        if found is None or found in allowed:
            return found
        listed = ", ".join(map(repr, allowed)) if key == "separator" else ", ".join(allowed)
        self.note((key,), f"found {show(found)}, allowed is {listed}{did_you_mean(str(found), allowed)}")
        return None

    def date(self) -> tuple[int, int]:
        """Return the month of the file and the months that carry it to the base year."""
        text = str(self.data.get("date", ""))
        year, _, month = text.partition("-")
        if not DATE.fullmatch(text) or not 1 <= int(month) <= MONTHS:
            self.note(
                ("date",),
                f"found {show(text) if text else 'no date'}, allowed is the month the file describes, such as 2016-12",
            )
            return MONTHS * BASE_YEAR, 0
        carry = self.data.get("carry_to_base", False)
        if not isinstance(carry, bool):
            self.note(("carry_to_base",), f"found {show(carry)}, allowed is true or false")
        if int(year) not in BASE_YEARS and carry is not True:
            years = " or ".join(map(str, BASE_YEARS))
            self.note(
                ("date",),
                f"found {text}, the model starts from the end of {years}: allowed is a month of {years}, "
                f"or carry_to_base: true to shift all months to {BASE_YEAR} and scale money by wages",
            )
        shift = 0 if carry is not True else BASE_YEAR - int(year)
        return MONTHS * int(year) + int(month) - 1, MONTHS * shift

    def missing_everywhere(self) -> frozenset[str]:
        """Return the codes that mean nothing in any column: words and negative numbers; others may be values."""
        codes = self.texts((), "missing", self.data.get("missing"))
        for place, text in enumerate(codes):
            number = number_of(text)
            if number is not None and number >= 0:
                self.note(
                    ("missing", place),
                    f"found {text}, which may be a value of another column; allowed here are words and negative "
                    f"numbers: say missing: [{text}] beside the columns that have it",
                )
        return frozenset(codes)

    def texts(self, path: KeyPath, key: str, codes: Any) -> list[str]:
        """Return a list of codes as text."""
        if codes is None:
            return []
        if not isinstance(codes, list) or any(isinstance(code, list | dict) for code in codes):
            self.note((*path, key), f"found {show(codes)}, allowed is a list of codes such as [-8, -9]")
            return []
        return [text_of(code) for code in codes]

    def words(self, key: str, names: tuple[str, ...], allowed: tuple[str, ...] | None) -> dict[str, str]:
        """Return a map of known names to words."""
        section = self.data.get(key) or {}
        if not isinstance(section, dict):
            self.note((key,), f"found {show(section)}, allowed is a map of {', '.join(names)}")
            return {}
        for name, word in section.items():
            if name not in names:
                self.note((key, name), f"found {name}, allowed is {', '.join(names)}{did_you_mean(str(name), names)}")
            elif not isinstance(word, str) or (allowed and word not in allowed):
                self.note((key, name), f"found {show(word)}, allowed is {', '.join(allowed) if allowed else 'a name'}")
        return {str(name): str(word) for name, word in section.items()}

    def table(self, table: str, missing: frozenset[str]) -> dict[str, Source]:
        """Return the sources of a table's variables."""
        section, known = self.data[table], by_name(table)
        if not isinstance(section, dict):
            self.note((table,), "found no map, allowed is a map of the model's variables to columns")
            return {}
        sources = {}
        for name, entry in section.items():
            if name not in known:
                self.note(
                    (table, name), f"found {name}, which is no variable of {table}{did_you_mean(str(name), known)}"
                )
            elif entry is not None:
                sources[name] = self.source((table, name), known[name], entry, missing)
        for variable in known.values():
            if variable.required and variable.name not in sources:
                self.note((table,), f"found no {variable.name}, which every row needs")
        if table == PERSONS and not set(BIRTH_WAYS) & set(sources):
            self.note((table,), f"found no {', '.join(BIRTH_WAYS)}: one of them is needed")
        return sources

    def source(self, path: KeyPath, variable: Variable, entry: Any, missing: frozenset[str]) -> Source:
        """Return where one variable comes from."""
        position = self.positions[path]
        if not isinstance(entry, dict):
            if isinstance(entry, list):
                self.note(path, "found a list, allowed is the name of a column or a map")
            return Source(text_of(entry), None, None, self.factor(path, variable, None), missing, position)
        for key in entry:
            if key not in SOURCE_KEYS:
                self.note((*path, key), f"found {key}, allowed is {', '.join(SOURCE_KEYS)}")
        if ("column" in entry) == ("value" in entry):
            self.note(path, "found both or neither of column and value, allowed is one of them")
        for key in ("column", "value"):
            if isinstance(entry.get(key), dict | list):
                self.note(
                    (*path, key), f"found {show(entry[key])}, allowed is a name" + " or a value" * (key == "value")
                )
        return Source(
            text_of(entry["column"]) if "column" in entry else None,
            entry.get("value"),
            self.codes(path, variable, entry.get("codes")),
            self.factor((*path, "unit"), variable, entry.get("unit")),
            missing | frozenset(self.texts(path, "missing", entry.get("missing"))),
            position,
            self.open(path, variable, entry.get("open")),
            self.hundredths(path, variable, entry.get("hundredths", False)),
        )

    def hundredths(self, path: KeyPath, variable: Variable, entry: Any) -> bool:
        """Return whether a month after a point is in hundredths."""
        if not isinstance(entry, bool):
            self.note((*path, "hundredths"), f"found {show(entry)}, allowed is true or false")
        elif entry and variable.kind != "month":
            self.note((*path, "hundredths"), f"found true, {variable.name} is a {variable.kind} and no month")
        return entry is True

    def open(self, path: KeyPath, variable: Variable, texts: Any) -> frozenset[str]:
        """Return the texts that mean that something goes on."""
        if texts is not None and variable.name not in OPEN_VARIABLES:
            self.note((*path, "open"), f"found {show(texts)}, allowed only for {', '.join(OPEN_VARIABLES)} of spells")
        return frozenset(self.texts(path, "open", texts))

    def codes(self, path: KeyPath, variable: Variable, codes: Any) -> dict[str, str] | None:
        """Return the file's codes and the word each stands for."""
        if codes is None:
            return None
        allowed = allowed_words(variable)
        if allowed is None or not isinstance(codes, dict):
            kind = "a map of codes to words" if allowed else f"no codes, {variable.name} is a {variable.kind}"
            self.note((*path, "codes"), f"found {show(codes)}, allowed is {kind}")
            return None
        for code, word in codes.items():
            if word is not None and str(word) not in allowed:
                hint = did_you_mean(str(word), allowed)
                self.note((*path, "codes", code), f"found {word}, allowed is {shorten(allowed)}{hint}")
        return {text_of(code): "" if word is None else str(word) for code, word in codes.items()}

    def factor(self, path: KeyPath, variable: Variable, unit: Any) -> float | None:
        """Return what turns the file's unit into the folder's; None where no unit was named."""
        if unit is None:
            return None
        allowed = UNITS.get(variable.unit, {})
        if not isinstance(unit, str) or unit not in allowed:
            self.note(path, f"found {show(unit)}, allowed is {', '.join(allowed) or 'no unit here'}")
            return None
        return allowed[unit]


def allowed_words(variable: Variable) -> list[str] | None:
    """Return the words codes may stand for, None where the variable has no codes."""
    if variable.kind == "code":
        return list(code_words(variable.name).values())
    if variable.kind == "place":
        return list(PLACE_KEYS)
    return ["yes", "no"] if variable.kind == "flag" else None


def shorten(words: list[str], most: int = 8) -> str:
    """Return a list of words, cut where it is long."""
    return ", ".join(words[:most]) + (f" and {len(words) - most} more" if len(words) > most else "")
