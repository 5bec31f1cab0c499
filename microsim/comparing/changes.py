"""What differs between the inputs of two runs, as the law says it: which article, from when, the old value and the new."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from microsim.comparing.table import Column, Name, Table, named
from microsim.scenarios import Scenario

TEXT = "text"
AGE = re.compile(r"^(\d+)y(\d+)m$")
NOTHING = "–"
LONGEST = 60  # letters of a value that a table shows


class Change(NamedTuple):
    """One value in which two runs differ.

    Attributes
    ----------
    section : ``law``, ``assumptions``, ``population``, ``horizon`` or ``information``
    path : whose value it is
    name : what it is called
    since : the day from which the values differ; empty where they do throughout
    old, new : the values of base and reform, as they are written
    unit : of the values
    article : document, number and article behind the old value; empty where none states it
    note : what is said of the new value, such as that it goes in a straight line
    """

    section: str
    path: str
    name: Name
    since: str
    old: str
    new: str
    unit: str
    article: str = ""
    note: str = ""

    @property
    def sentence(self) -> Name:
        """The change in words."""
        parts = {"what": self.name, "article": self.article, "old": self.words("old"), "new": self.words("new")}
        key = "change_since" if self.since else "change"
        return named(key + ("_by_law" if self.article else ""), since=self.since, **parts)

    def words(self, which: str) -> Name:
        """Return the ``old`` or the ``new`` value in words."""
        value = self.old if which == "old" else self.new
        return Name(which, in_words(value, self.unit, "en"), in_words(value, self.unit, "zh"))


def in_words(value: str, unit: str, language: str) -> str:
    """Return a value as it is spoken: ages in years and months, shares in percent."""
    if found := AGE.match(value):
        years, months = map(int, found.groups())
        if language == "zh":
            return f"{years}岁" + (f"{months}个月" if months else "")
        return f"{years} years" + (f" {months} months" if months else "")
    if unit.startswith("share"):
        try:
            return f"{100.0 * float(value):.4g}%"
        except ValueError:
            return value
    return value


def scenario_of(manifest: Any) -> Scenario:
    """Return the scenario that a manifest holds whole."""
    from microsim.scenarios.model import Horizon, Population

    told = manifest["scenario"]
    return Scenario(
        told["name"],
        told.get("description", {}),
        Population(**told.get("population", {})),
        Horizon(**told.get("horizon", {})),
        told.get("law", {}),
        told.get("assumptions", {}),
        information=told.get("information"),
    )


def input_changes(base: Scenario, reform: Scenario) -> list[Change]:
    """Return in what the inputs of two runs differ, the law first, each path in the order of its dates."""
    return [*law_changes(base, reform), *assumption_changes(base, reform), *other_changes(base, reform)]


def law_changes(base: Scenario, reform: Scenario) -> Iterator[Change]:
    """Yield the values of the law that differ: from each day on which either scenario's value begins."""
    from microsim.law.answers import Answers
    from microsim.law.information import statute_of

    old, new = (Answers(statute_of(one), one) for one in (base, reform))
    for path in differing(base.law, reform.law):
        days = {row.since: "" for one in (old, new) for row in one.history(path) if row.written}
        lines: list[Any] = [raw for one in (base, reform) if is_line(raw := one.law.get(path))]
        for line in lines:  # told by its end, from its beginning
            days.pop(line["from"], None)
            days[line["to"]] = line["from"]
        last = None
        for day in sorted(days):
            found = change_on(path, day, days[day], old, new)
            if found is not None and found.new != last:
                last = found.new
                yield found


def is_line(raw: Any) -> bool:
    """Return whether a value goes in a straight line between two dates."""
    return isinstance(raw, dict) and "to" in raw


def change_on(path: str, day: str, begins: str, old: Any, new: Any) -> Change | None:
    """Return the difference of a value on a day, None where there is none; ``begins``: the day a straight line to it does."""
    before, after = old.on_day(path, day), new.on_day(path, day)
    values = [rows[0].value if rows else NOTHING for rows in (before, after)]
    if values[0] == values[1]:
        return None
    row, told = (before or after)[0], (after or before)[0]
    article = " ".join(filter(None, (row.document, row.number, row.article)))
    note = f"{begins} → {day}" if begins else ""
    return Change(
        "law", path, Name(path, told.en, told.zh), begins or day, values[0], values[1], row.unit, article, note
    )


def assumption_changes(base: Scenario, reform: Scenario) -> Iterator[Change]:
    """Yield the assumptions that differ, each whole."""
    from microsim.law.information import assumptions_of

    old, new = assumptions_of(base), assumptions_of(reform)
    for key in differing(base.assumptions, reform.assumptions):
        entry, before = new.entries.get(key), old.entries.get(key)
        if entry is None or before is None:  # a chapter of them
            values = short(base.assumptions.get(key)), short(reform.assumptions.get(key))
            yield Change("assumptions", key, Name(key, key, key), "", values[0], values[1], "")
            continue
        yield Change(
            "assumptions", key, Name(key, entry.en, entry.zh), "", short(before.value), short(entry.value), entry.unit
        )


def other_changes(base: Scenario, reform: Scenario) -> Iterator[Change]:
    """Yield base year, horizon and year of information where they differ."""
    for section in ("population", "horizon", "information"):
        old, new = getattr(base, section), getattr(reform, section)
        if old != new:
            yield Change(section, section, named(section), "", years_text(old), years_text(new), "")


def years_text(value: Any) -> str:
    """Return base year, first and last year, or year of information as text."""
    years = value.model_dump().values() if hasattr(value, "model_dump") else (value,)
    return "–".join(NOTHING if year is None else str(year) for year in years)


def differing(base: dict[str, Any], reform: dict[str, Any]) -> list[str]:
    """Return the paths that two sets of overrides do not hold alike."""
    return [path for path in sorted({*base, *reform}) if base.get(path) != reform.get(path)]


def short(value: Any) -> str:
    """Return a value as text that fits a table."""
    text = f"{value:.10g}" if isinstance(value, float) else str(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def first_day(changes: list[Change]) -> str | None:
    """Return the day of the reform: the first from which the law differs; None where it does nowhere."""
    return min((change.since for change in changes if change.since), default=None)


def changes_table(changes: list[Change]) -> Table:
    """Return what differs as a table of words."""
    columns = tuple(Column(named(key), TEXT) for key in ("since", "old_value", "new_value", "behind"))
    cells = tuple(
        (
            change.since or "–",
            change.words("old"),
            change.words("new"),
            "; ".join(filter(None, (change.article, change.note))),
        )
        for change in changes
    )
    notes = () if changes else (named("no_change"),)
    return Table("changes", named("changes"), columns, tuple(change.name for change in changes), cells, notes)
