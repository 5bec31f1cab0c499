"""The crosswalk: which column holds which variable, in which codes and units. Read from MAP.yaml."""

from pathlib import Path
from typing import Any, NamedTuple

from microsim.amounts import MONTHS
from microsim.kernel.world import BASE_YEAR, BASE_YEARS
from microsim.microdata.variables import BIRTH_WAYS, PERSONS, TABLES, Variable, by_name, code_words
from microsim.places import PLACE_KEYS
from microsim.reading import KeyPath, Position, Where, did_you_mean, read_yaml

UNITS = {
    "yuan/month": {"yuan/month": 1.0, "yuan/year": 1 / MONTHS, "fen/month": 0.01, "10000 yuan/year": 10000 / MONTHS},
    "yuan": {"yuan": 1.0, "fen": 0.01, "10000 yuan": 10000.0},
    "months": {"months": 1.0, "years": float(MONTHS)},
    "years": {"years": 1.0, "months": 1 / MONTHS},
    "index": {"index": 1.0, "percent": 0.01},
    "persons": {"persons": 1.0, "thousand persons": 1000.0},
}
MODEL_PARTS = ("births", "arrivals", "absent")
WAYS = ("scaled", "model", "none")
DEFAULT_WAYS = {"births": "scaled", "arrivals": "scaled", "absent": "none"}
TOP_KEYS = ("date", "carry_to_base", "encoding", "missing", "tables", "from_model", *TABLES)
SOURCE_KEYS = ("column", "value", "codes", "unit", "missing")


class Source(NamedTuple):
    """Where the values of one variable come from: a column, or one value for all rows."""

    column: str | None
    value: Any
    codes: dict[str, str] | None
    factor: float | None
    missing: frozenset[str]
    position: Position


class Crosswalk(NamedTuple):
    """A whole crosswalk.

    Attributes
    ----------
    date : month index at which the file describes people
    carry : months to add to every month of the file so that its date falls in the base year
    names : names of the tables inside a database
    ways : what comes from the model's frame: births, arrivals, absent holders of rights
    sources : by table and variable
    """

    label: str
    date: int
    carry: int
    encoding: str | None
    names: dict[str, str]
    ways: dict[str, str]
    sources: dict[str, dict[str, Source]]


def plain(value: Any) -> str:
    """Return a value as the text codes are compared in: 1, 1.0 and "1" are the same code."""
    text = str(value).strip()
    try:
        number = float(text)
    except ValueError:
        return text
    whole = number == number and abs(number) < 1e15 and number == int(number)
    return str(int(number)) if whole and not (text.isdigit() and text.startswith("0")) else text


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
        missing = self.missing((), self.data.get("missing"))
        sources = {table: self.table(table, missing) for table in TABLES if table in self.data}
        if PERSONS not in sources:
            self.note((), "found no persons, allowed is a map of the model's variables to columns under persons")
        ways = DEFAULT_WAYS | self.words("from_model", MODEL_PARTS, WAYS)
        names = self.words("tables", tuple(TABLES), None)
        encoding = self.data.get("encoding")
        if encoding is not None and not known_encoding(encoding):
            self.note(("encoding",), f"found {encoding}, allowed is the name of an encoding such as utf-8 or gbk")
        self.problems.check()
        return Crosswalk(self.label, date, carry, encoding, names, ways, sources)

    def date(self) -> tuple[int, int]:
        """Return the month of the file and the months that carry it to the base year."""
        text = str(self.data.get("date", ""))
        year, _, month = text.partition("-")
        if not (year.isdigit() and month.isdigit() and len(year) == 4 and 1 <= int(month) <= MONTHS):
            self.note(("date",), f"found {text or 'no date'}, allowed is the month the file describes, such as 2016-12")
            return MONTHS * BASE_YEAR, 0
        carry = self.data.get("carry_to_base", False)
        if not isinstance(carry, bool):
            self.note(("carry_to_base",), f"found {carry}, allowed is true or false")
        if int(year) not in BASE_YEARS and carry is not True:
            years = " or ".join(map(str, BASE_YEARS))
            self.note(
                ("date",),
                f"found {text}, the model starts from the end of {years}: allowed is a month of {years}, "
                f"or carry_to_base: true to shift all months to {BASE_YEAR} and scale money by wages",
            )
        shift = 0 if carry is not True else BASE_YEAR - int(year)
        return MONTHS * int(year) + int(month) - 1, MONTHS * shift

    def missing(self, path: KeyPath, codes: Any) -> frozenset[str]:
        """Return the codes that mean that nothing is known."""
        if codes is None:
            return frozenset()
        if not isinstance(codes, list) or any(isinstance(code, list | dict) for code in codes):
            self.note((*path, "missing"), f"found {codes}, allowed is a list of codes such as [-8, -9]")
            return frozenset()
        return frozenset(plain(code) for code in codes)

    def words(self, key: str, names: tuple[str, ...], allowed: tuple[str, ...] | None) -> dict[str, str]:
        """Return a map of known names to words."""
        section = self.data.get(key) or {}
        if not isinstance(section, dict):
            self.note((key,), f"found {section}, allowed is a map of {', '.join(names)}")
            return {}
        for name, word in section.items():
            if name not in names:
                self.note((key, name), f"found {name}, allowed is {', '.join(names)}{did_you_mean(str(name), names)}")
            elif not isinstance(word, str) or (allowed and word not in allowed):
                self.note((key, name), f"found {word}, allowed is {', '.join(allowed) if allowed else 'a name'}")
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
            return Source(str(entry), None, None, self.factor(path, variable, None), missing, position)
        for key in entry:
            if key not in SOURCE_KEYS:
                self.note((*path, key), f"found {key}, allowed is {', '.join(SOURCE_KEYS)}")
        if ("column" in entry) == ("value" in entry):
            self.note(path, "found both or neither of column and value, allowed is one of them")
        return Source(
            str(entry["column"]) if "column" in entry else None,
            entry.get("value"),
            self.codes(path, variable, entry.get("codes")),
            self.factor((*path, "unit"), variable, entry.get("unit")),
            missing | self.missing(path, entry.get("missing")),
            position,
        )

    def codes(self, path: KeyPath, variable: Variable, codes: Any) -> dict[str, str] | None:
        """Return the file's codes and the word each stands for."""
        if codes is None:
            return None
        allowed = allowed_words(variable)
        if allowed is None or not isinstance(codes, dict):
            kind = "a map of codes to words" if allowed else f"no codes, {variable.name} is a {variable.kind}"
            self.note((*path, "codes"), f"found {codes}, allowed is {kind}")
            return None
        for code, word in codes.items():
            if word is not None and str(word) not in allowed:
                hint = did_you_mean(str(word), allowed)
                self.note((*path, "codes", code), f"found {word}, allowed is {shorten(allowed)}{hint}")
        return {plain(code): "" if word is None else str(word) for code, word in codes.items()}

    def factor(self, path: KeyPath, variable: Variable, unit: Any) -> float | None:
        """Return what turns the file's unit into the folder's; None where no unit was named."""
        if unit is None:
            return None
        allowed = UNITS.get(variable.unit, {})
        if unit not in allowed:
            self.note(path, f"found {unit}, allowed is {', '.join(allowed) or 'no unit here'}")
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


def known_encoding(name: Any) -> bool:
    """Return whether Python knows an encoding."""
    import codecs

    try:
        codecs.lookup(str(name))
    except LookupError:
        return False
    return True
