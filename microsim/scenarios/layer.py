"""One scenario file, or one ``--set``: its data, the position of each entry and what is wrong with its shape."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from microsim.reading import KeyPath, Position, Where, show
from microsim.reading.models import ON_KEY, entry_at, fields_of, in_words
from microsim.scenarios.model import A_DATE, RAMP_KEYS, Description, Horizon, Population, Ramp, ScenarioFile

_PARTS: dict[KeyPath, type[BaseModel]] = {
    (): ScenarioFile,
    ("population",): Population,
    ("horizon",): Horizon,
    ("description",): Description,
}
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
    model = _PARTS.get(path[:-1], Ramp)  # a closed part, or else a ramp
    fields = fields_of(model)
    known = path[:-1] in _PARTS or path[-1] in RAMP_KEYS
    message = in_words(item, path[-1], fields, fields.get(path[-1]) if known else None)
    return message or f"found {show(item['input'])}, allowed is a map"
