"""What a scenario says that is right, but acts from another day than is written."""

from typing import Any

from microsim.law.timing import acts_otherwise
from microsim.law.values import is_date
from microsim.reading import KeyPath, Problem
from microsim.scenarios.read import Scenario


def timing_note(scenario: Scenario, path: KeyPath) -> str | None:
    """Return from when an entry of the law acts and why, where that is not the day it is dated; else None.

    ``path`` is that of the entry in ``origins``: ``("law", path of the statute, date or end of a ramp)``.
    """
    section, name, *key = path
    if section != "law" or not key:
        return None
    value: Any = scenario.law.get(name)
    date: Any = value.get(key[0]) if key[0] in ("from", "to") and isinstance(value, dict) else key[0]
    words = acts_otherwise(name, date) if is_date(date) else None
    return f"{date} {words}" if words else None


def notes(scenario: Scenario) -> list[Problem]:
    """Return a note for every date of the law that does not act from its own day, with its position."""
    found = [
        Problem(*position, f"law.{path[1]}", words)
        for path, position in scenario.origins.items()
        if (words := timing_note(scenario, path))
    ]
    return sorted(found, key=lambda note: note[:3])
