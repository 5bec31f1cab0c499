"""What two scenarios set differently, and which of it stands behind a value that a rule works out."""

import dataclasses
from typing import Any

from microsim.kernel.world import FIRST_LAW_YEAR

LAW, ASSUMPTIONS = "law", "assumptions"
MOST = 12  # settings tried one by one; beyond that all of them are named


def differing(one: Any, other: Any) -> list[dict[str, Any]]:
    """Return the settings that differ between two scenarios, as either wrote them; None where it says nothing."""
    found = []
    for section in (LAW, ASSUMPTIONS):
        first, second = dict(getattr(one, section)), dict(getattr(other, section))
        for path in sorted(first.keys() | second.keys()):
            if first.get(path) != second.get(path):
                pair = {"first": first.get(path), "second": second.get(path)}
                found.append({"section": section, "path": path, **pair})
    return found


def with_setting(one: Any, setting: dict[str, Any]) -> Any:
    """Return the first scenario with one setting as the second has it."""
    entries = dict(getattr(one, setting["section"]))
    entries.pop(setting["path"], None)
    if setting["second"] is not None:
        entries[setting["path"]] = setting["second"]
    return dataclasses.replace(one, **{setting["section"]: entries})


class Settings:
    """The settings that differ between two scenarios, each tried alone on the law of the first."""

    def __init__(self, one: Any, other: Any):
        self._one, self.differing = one, differing(one, other)
        self._laws: dict[int, Any] = {}

    def behind_law(self, field: str, place: int, year: int, rest: list[int], value: float) -> list[dict[str, Any]]:
        """Return the settings each of which alone changes a value of the law of the first scenario."""
        if len(self.differing) > MOST:
            return self.differing
        changing = []
        for index, setting in enumerate(self.differing):
            cell = self._law(index)[field][(place, year - FIRST_LAW_YEAR, *rest)]
            if cell != value:
                changing.append(setting)
        return changing

    def _law(self, index: int) -> Any:
        if index not in self._laws:
            from microsim.law.compile import compile_law

            self._laws[index] = compile_law(scenario=with_setting(self._one, self.differing[index]))
        return self._laws[index]

    def assumptions(self) -> list[dict[str, Any]]:
        """Return the differing settings of assumptions, which stand behind tables of chances."""
        return [setting for setting in self.differing if setting["section"] == ASSUMPTIONS]
