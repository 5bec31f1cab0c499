"""One scenario file, or one ``--set``: its data, the position of each entry and what is wrong with its shape."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from microsim.reading import KeyPath, Position, Where, did_you_mean, show
from microsim.reading.models import ON_KEY, entry_at, fields_of, in_words
from microsim.scenarios.known import measurable
from microsim.scenarios.model import (
    A_DATE,
    A_ROW,
    RAMP_KEYS,
    Change,
    Description,
    Expect,
    GroupChange,
    Horizon,
    Population,
    Ramp,
    ScenarioFile,
)

_PARTS: dict[KeyPath, type[BaseModel]] = {
    (): ScenarioFile,
    ("population",): Population,
    ("horizon",): Horizon,
    ("description",): Description,
    ("proposed",): Description,
    ("expect",): Expect,
}
EXPECTED: dict[Any, type[BaseModel]] = {"changes": Change, "groups": GroupChange}
JUDGED_BY = {"changes": ("sign", "by", "by_share"), "groups": ("sign", "by", "by_share", "nobody")}
_TAGS = ("value", "ramp", "map", "null")  # forms of an entry, see model.py


class Layer(Where):
    """The entries one source gives, keys as text, with at most one problem noted for each."""

    def __init__(self, data: Any, positions: dict[KeyPath, Position], label: str):
        super().__init__({tuple(map(str, path)): position for path, position in positions.items()}, label)
        self.data: dict[str, Any] = {}
        if isinstance(data, dict):
            self.data = _text_keys(data)
        else:
            self.add((), f"found {show(data)}, allowed is a map with the keys {', '.join(fields_of(ScenarioFile))}")

    def at(self, path: KeyPath) -> Position:
        """Return the position of an entry, or of the nearest one it lies in."""
        return super().at(tuple(map(str, path)))

    def add(self, path: KeyPath, message: str) -> None:
        """Note a problem with an entry, unless it, a part of it or what it is part of has one already."""
        super().add(tuple(map(str, path)), message)

    def section(self, name: str) -> dict[str, Any]:
        """Return a part that should be a map; empty where it is missing or something else."""
        part = self.data.get(name)
        return part if isinstance(part, dict) else {}

    def check_expected(self) -> None:
        """Hold what is expected against what can be measured, and see that each entry says how it is judged."""
        for part, said in JUDGED_BY.items():
            entries = self.section("expect").get(part)
            for index, entry in enumerate(entries if isinstance(entries, list) else []):
                if isinstance(entry, dict):
                    self._check_indicator(("expect", part, index), entry)
                    self._check_judged(("expect", part, index), entry, said)

    def _check_indicator(self, at: KeyPath, change: dict[str, Any]) -> None:
        """Check what is expected of, where it is a row of the headline or of the books."""
        name = change.get("indicator")
        if isinstance(name, str) and name not in measurable():
            self.add((*at, "indicator"), f"found {name}, allowed is {A_ROW}{did_you_mean(name, measurable())}")

    def _check_judged(self, at: KeyPath, change: dict[str, Any], said: tuple[str, ...]) -> None:
        """Check how an entry is judged: in one of some ways, with ends in order."""
        if not any(change.get(key) is not None for key in said):
            self.add(at, f"says not what is expected, allowed are {', '.join(said[:-1])} and {said[-1]}")
        for key in ("by", "by_share"):
            ends = change.get(key)
            if isinstance(ends, list) and len(ends) == 2 and ends[0] > ends[1]:
                self.add((*at, key), f"found {ends[0]} before {ends[1]}, allowed are the least and the most")

    def check_shape(self, partial: bool = False) -> None:
        """Hold the data against the models; ``partial`` data need no name."""
        data = self.data | ({"name": "partial"} if partial else {})
        try:
            ScenarioFile.model_validate(data)
        except ValidationError as error:
            for item in error.errors():
                path = entry_at(item["loc"], data, _TAGS)
                self.add(path, _say(item, path))


def _text_keys(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _text_keys(part) for key, part in value.items()}
    return [_text_keys(part) for part in value] if isinstance(value, list) else value


def _say(item: Mapping[str, Any], path: KeyPath) -> str:
    """Turn what pydantic reports into found, allowed, did you mean."""
    if item["loc"][-1:] == (ON_KEY,):
        return f"found {show(item['input'])} as a key, allowed is {A_DATE}"
    if path[:1] == ("expect",) and len(path) > 1 and path[1] in EXPECTED:
        fields = fields_of(EXPECTED[path[1]])
        key = path[3] if len(path) > 3 else path[1]
        allowed = fields.get(key, fields_of(Expect)[path[1]])
        return in_words(item, key, fields, allowed) or f"found {show(item['input'])}, allowed is {allowed.description}"
    model = _PARTS.get(path[:-1], Ramp)  # a closed part, or else a ramp
    fields = fields_of(model)
    known = path[:-1] in _PARTS or path[-1] in RAMP_KEYS
    message = in_words(item, path[-1], fields, fields.get(path[-1]) if known else None)
    return message or f"found {show(item['input'])}, allowed is a map"
