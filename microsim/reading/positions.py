"""YAML with positions: every mistake is reported at its line and column, all of them at once.

Stricter than PyYAML on purpose: a key written twice is an error, only ``true`` and ``false``
are booleans (so ``NO`` stays a word), dates stay ISO text, and aliases, merges and tags, which
would hide where a value comes from, are refused.
"""

import datetime
import re
from pathlib import Path
from typing import Any

import yaml

from microsim.reading.characters import STRUCTURAL, WIDE, structure_in
from microsim.reading.problems import InputError, KeyPath, Position, Problem, Problems

_INTEGER = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_CONSTANTS = {
    text: value
    for word, value in (("null", None), ("true", True), ("false", False))
    for text in (word, word.title(), word.upper())
}
_CONSTANTS |= {"": None, "~": None}
_DEEPEST = 50  # levels of nesting: far more than any input has, far less than Python's stack
_LONGEST_NUMBER = 40  # characters: longer runs of digits stay text


def read_yaml(
    source: Path | str, name: str | None = None, problems: Problems | None = None
) -> tuple[Any, dict[KeyPath, Position]]:
    """Read a YAML file (a Path) or YAML text (a str) into plain data and the position of every entry.

    Parameters
    ----------
    source
        ``Path`` of a file, or the text itself.
    name
        Name of the source in messages; the path by default.
    problems
        Takes the mistakes that leave the rest readable (a key written twice, an impossible date),
        so that the caller can go on and report its own with them; without it they are raised.

    Returns
    -------
    data, positions
        Dicts, lists and scalars; and a map from the path of each entry (a tuple of keys and list
        indices, ``()`` for the root) to the position of its key or list item.
    """
    label = name or (str(source) if isinstance(source, Path) else "<text>")
    text = _read_text(source, label) if isinstance(source, Path) else source
    reading = _Reading(text, label)
    data = reading.document()
    if problems is None:
        reading.problems.check()
    else:
        problems.extend(reading.problems)
    return data, reading.positions


def _read_text(path: Path, label: str) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise InputError([Problem(label, line, 1, "", "not UTF-8 text; save the file as UTF-8")]) from None
    except OSError as error:
        raise InputError([Problem(label, 0, 0, "", f"cannot be read: {error.strerror or error}")]) from None


def wide_sign(sign: str) -> str:
    """Return what is said of a full-width character that stands where a plain one is meant."""
    plain = {"：": "a plain : and a space", "，": "a plain , and a space"}.get(sign, f"a plain {WIDE[sign]}")
    return f"found the full-width {sign}, allowed is {plain if sign.strip() else 'a plain space'}"


class _Reading:
    """One walk over the parser's events, turning them into plain data and noting positions and problems."""

    def __init__(self, text: str, label: str):
        self.text = text
        self.label = label
        self.positions: dict[KeyPath, Position] = {}
        self.problems = Problems()
        self.events = yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))

    def document(self) -> Any:
        """Return the data of the only document; None where the text is empty."""
        self.next()
        if isinstance(self.next(), yaml.StreamEndEvent):
            self.positions[()] = Position(self.label, 1, 1)
            return None
        data = self.value(self.next(), ())
        self.next()
        if not isinstance(event := self.next(), yaml.StreamEndEvent):
            self.problems.add(self.position(event), "", "found a second document (---), one file holds one")
        return data

    def next(self) -> yaml.Event:
        """Return the next event; broken YAML ends the reading at once."""
        try:
            return next(self.events)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            self.note_wide(place[0])
            advice = " (indent with spaces, not tabs)" if "\t" in self.text else ""
            message = f"not valid YAML: {error.problem or error.context}{advice}"
        except (yaml.YAMLError, UnicodeEncodeError) as error:
            place, message = (1, 1), "not valid YAML: " + " ".join(str(error).split())
        self.problems.append(Problem(self.label, *place, "", message))
        raise InputError(self.problems)

    def note_wide(self, last: int) -> None:
        """Note the full-width character up to a line that stands where YAML wants a plain one, the last on the line itself."""
        lines = self.text.splitlines()[:last]
        found = next(((row, *place) for row, line in enumerate(lines, 1) if (place := structure_in(line))), None)
        here = [(last, column, one) for column, one in enumerate(lines[-1] if lines else "") if one in STRUCTURAL]
        if found := here[-1] if here and len(lines) == last and found is None else found:
            row, column, sign = found
            self.problems.add(Position(self.label, row, column + 1), "", wide_sign(sign))

    def position(self, event: yaml.Event) -> Position:
        mark = event.start_mark
        return Position(self.label, mark.line + 1, mark.column + 1) if mark else Position(self.label)

    def value(self, event: yaml.Event, path: KeyPath) -> Any:
        """Return the plain value that starts with an event."""
        position = self.position(event)
        self.positions.setdefault(path, position)
        if len(path) > _DEEPEST:
            self.problems.add(position, "", f"nested more than {_DEEPEST} levels deep")
            raise InputError(self.problems)
        if isinstance(event, yaml.AliasEvent):
            self.problems.add(
                position, path, f"found the alias *{event.anchor}, aliases are not allowed; write the value out"
            )
            return None
        tag = getattr(event, "tag", None)
        if tag not in (None, "!"):  # "!" is what a quoted word carries
            self.problems.add(position, path, f"found the tag {tag}, tags are not allowed; write the plain value")
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(path)
        assert isinstance(event, yaml.ScalarEvent)
        return self.scalar(event, path)

    def sequence(self, path: KeyPath) -> list[Any]:
        """Return the items of a list."""
        items: list[Any] = []
        while not isinstance(event := self.next(), yaml.SequenceEndEvent):
            items.append(self.value(event, (*path, len(items))))
        return items

    def mapping(self, path: KeyPath) -> dict[Any, Any]:
        """Return the entries of a mapping; a key written twice is a problem and its first value stays."""
        result: dict[Any, Any] = {}
        while not isinstance(event := self.next(), yaml.MappingEndEvent):
            position = self.position(event)
            if not isinstance(event, yaml.ScalarEvent):
                self.problems.add(
                    position, path, "found a list, map or alias as a key, allowed is a name, a year or a date"
                )
                raise InputError(self.problems)
            key = self.scalar(event, path)
            entry = (*path, key)
            if event.implicit[0] and (sign := next((one for one in event.value if one in STRUCTURAL), "")):
                self.problems.add(position, entry, wide_sign(sign))
            first = self.positions.setdefault(entry, position)
            if event.value == "<<" and event.implicit[0]:
                self.problems.add(position, entry, "found a merge (<<), merges are not allowed; write the entries out")
            elif key in result:
                self.problems.add(position, entry, f"found the same key twice, first on line {first.line}; keep one")
            value = self.value(self.next(), entry)
            result.setdefault(key, value)
        return result

    def scalar(self, event: yaml.ScalarEvent, path: KeyPath) -> Any:
        """Return a plain word as constant, number, ISO date or text; a quoted word is text."""
        text = event.value
        if not event.implicit[0]:  # quoted
            return text
        if text in _CONSTANTS:
            return _CONSTANTS[text]
        if len(text) <= _LONGEST_NUMBER and _INTEGER.fullmatch(text):
            return int(text)
        if len(text) <= _LONGEST_NUMBER and _FLOAT.fullmatch(text):
            return float(text)
        date = _DATE.fullmatch(text)
        return self.date(event, path, *map(int, date.groups())) if date else text

    def date(self, event: yaml.ScalarEvent, path: KeyPath, year: int, month: int, day: int) -> str:
        """Return a date as ISO text; a day no calendar has is a problem."""
        try:
            return datetime.date(year, month, day).isoformat()
        except ValueError as error:
            self.problems.add(self.position(event), path, f"found {event.value}, which is no date: {error}")
            return str(event.value)
