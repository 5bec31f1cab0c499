"""Where a value in force comes from: a document, the scenario, or the rule that projects it."""

from typing import Any

import numpy as np

from microsim.amounts import MONTHS
from microsim.kernel.world import FIRST_LAW_YEAR
from microsim.law.load import load_assumptions, load_statute
from microsim.law.series import RAMP_KEYS, Book, Override
from microsim.law.statute import Entry, levels
from microsim.law.values import JULY, first_month, iso, written
from microsim.places import PLACE_KEYS, PROVINCE_KEYS
from microsim.schema import LAW_FIELDS, LAW_QUANTITIES, TRACKS, Field, Track

LAW_FIELD = {field.name: field for field in LAW_FIELDS}
STATUTE, SCENARIO, RULE = "statute", "scenario", "rule"


class Origins:
    """The statute and the assumptions of one scenario, asked for single values of its records."""

    def __init__(self, scenario: Any):
        self.scenario = scenario
        self.statute = load_statute()
        self.assumptions = load_assumptions().apply(scenario.assumptions)
        self._path_of = self.assumptions.paths_of_fields()
        self._book = Book(self.statute, scenario.law, scenario.origins)
        self._known: dict[tuple, dict[str, Any]] = {}

    def law(self, name: str, place: int, year: int, index: int | None, value: float) -> dict[str, Any]:
        """Return a value of the law record with its path, first day, document and grade.

        Parameters
        ----------
        name, place, year, index : field, place and year of the record, entry of a field with several
        value : what the record holds there
        """
        key = (name, place, year, index)
        if key not in self._known:
            self._known[key] = self._law(LAW_FIELD[name], PLACE_KEYS[place], year, index, value)
        return self._known[key]

    def _law(self, field: Field, place: str, year: int, index: int | None, value: float) -> dict[str, Any]:
        path = field.path
        if field.length == TRACKS and index is not None:
            path = path.replace("{track}", Track(index).name.lower())
        month = MONTHS * (year - FIRST_LAW_YEAR) + (index if field.length == MONTHS and index is not None else JULY)
        tier = index if field.length and field.length not in (MONTHS, TRACKS) else None
        row: dict[str, Any] = {"path": f"{place}.{path}", "field": field.name, "en": field.english, "zh": field.chinese}
        row |= {"value": value, "text": text_of(field, value), "unit": field.unit}
        row |= {"tier": tier} if tier is not None else {}
        by_rule = {"by": RULE, "since": iso(month) if field.length == MONTHS else str(year), "grade": "C"}
        holders = [f"{holder}.{path}" for holder in reversed(levels(place))]
        for name in holders:
            if (override := self._book.overrides.get(name)) and override.active[month]:
                if close(number_at(override, month, tier), value) or override.rise is not None:
                    return row | {"path": name, "by": SCENARIO, "since": self._since(name, month)}
                return row | by_rule
        for name in holders:
            entry = self.statute.entries.get(name)
            if entry and (step := step_at(entry, month)) is not None:
                found = entry.steps[step].value
                found = found[tier] if isinstance(found, tuple) and tier is not None and tier < len(found) else found
                if not isinstance(found, tuple) and found is not None and close(found, value):
                    return row | self._cited(entry, step)
                break
        return row | by_rule

    def _cited(self, entry: Entry, index: int) -> dict[str, Any]:
        """Return the document behind a value of the statute."""
        step = entry.steps[index]
        document = self.statute.sources.get(step.source or "", {})
        cited = {"path": entry.path, "by": STATUTE, "since": step.date, "grade": step.grade, "source": step.source}
        cited |= {name: document.get(name) for name in ("document", "number", "article")}
        return cited | ({"derived": step.derived} if step.derived else {})

    def _since(self, name: str, month: int) -> str:
        """Return the day from which the scenario's value holds."""
        raw = self.scenario.law[name]
        if not isinstance(raw, dict):
            return iso(0)
        if set(raw) & RAMP_KEYS:
            return str(raw["from"])
        return max((date for date in map(str, raw) if first_month(date) <= month), key=first_month)

    def assumption(self, name: str, province: int, year: int, value: float) -> dict[str, Any]:
        """Return a value of the assumption record with its path, source and grade."""
        entry = self.assumptions.entry(self._path_of[name])
        by = SCENARIO if entry.path in self.assumptions.changed else "assumption"
        row = {"path": entry.path, "province": PROVINCE_KEYS[province], "field": name, "en": entry.en, "zh": entry.zh}
        row |= {"value": value, "text": f"{value:.6g}", "unit": entry.unit, "by": by, "since": str(year)}
        return row if by == SCENARIO else row | {"grade": entry.grade, "source": entry.source}


def step_at(entry: Entry, month: int) -> int | None:
    """Return the number of the step in force in a month."""
    for index, step in enumerate(entry.steps):
        if step.value is not None and first_month(step.date) <= month < entry.last_month(index):
            return index
    return None


def number_at(override: Override, month: int, tier: int | None) -> float:
    """Return the value a scenario sets for a month."""
    row = override.values[month]
    return float(row[tier if tier is not None and tier < len(row) else 0])


def close(one: float, other: float) -> bool:
    """Tell whether two values are one, but for the rounding of a record."""
    return bool(np.isclose(one, other, rtol=1e-12, atol=1e-12))


def text_of(field: Field, value: float) -> str:
    """Return a value as people write it: ages in years and months, months by date."""
    return written(value, LAW_QUANTITIES[field.path].kind)
