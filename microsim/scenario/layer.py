"""One scenario file, or one ``--set``: its data, the position of each entry and what is wrong with its shape."""

from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from microsim.scenario.model import A_DATE, RAMP_KEYS, Description, Horizon, Population, Ramp, ScenarioFile
from microsim.yaml_reader import KeyPath, Position, Problems, did_you_mean

_PARTS: dict[KeyPath, type[BaseModel]] = {
    (): ScenarioFile,
    ("population",): Population,
    ("horizon",): Horizon,
    ("description",): Description,
}


class Layer:
    """The entries one source gives, keys as text, with at most one problem noted for each."""

    def __init__(self, data: Any, positions: dict[KeyPath, Position], label: str):
        self.data: dict[str, Any] = {}
        self.positions = {tuple(map(str, path)): position for path, position in positions.items()}
        self.label = label
        self.problems = Problems()
        self.noted: set[KeyPath] = set()
        if isinstance(data, dict):
            self.data = _text_keys(data)
        else:
            allowed = ", ".join(_names(ScenarioFile))
            self.add((), f"found {show(data)}, allowed is a map with the keys {allowed}")

    def at(self, path: KeyPath) -> Position:
        """Return the position of an entry, or of the nearest one it lies in."""
        path = tuple(map(str, path))
        while path and path not in self.positions:
            path = path[:-1]
        return self.positions.get(path, Position(self.label))

    def add(self, path: KeyPath, message: str) -> None:
        """Note a problem with an entry, unless it, a part of it or what it is part of has one already."""
        path = tuple(map(str, path))
        if not any(noted[: len(path)] == path[: len(noted)] for noted in self.noted):
            self.noted.add(path)
            self.problems.add(self.at(path), path, message)

    def section(self, name: str) -> dict[str, Any]:
        """Return a part that should be a map; empty where it is missing or something else."""
        part = self.data.get(name)
        return part if isinstance(part, dict) else {}

    def check_shape(self, partial: bool = False) -> None:
        """Hold the data against the models; ``partial`` data need no name."""
        try:
            ScenarioFile.model_validate(self.data | ({"name": "partial"} if partial else {}))
        except ValidationError as error:
            for item in error.errors():
                path, on_key = self._path(item["loc"])
                self.add(path, _say(item["type"], item["msg"], item["input"], path, on_key))

    def _path(self, location: tuple[Any, ...]) -> tuple[KeyPath, bool]:
        """Return the path of an entry without the tags pydantic puts between, and whether its key is meant."""
        path: KeyPath = ()
        words = [str(word) for word in location]
        on_key = words[-1:] == ["[key]"]
        words = words[:-1] if on_key else words
        for index, word in enumerate(words):
            last = index == len(words) - 1
            if (*path, word) in self.positions or (last and word not in ("value", "ramp", "map", "null")):
                path = (*path, word)
        return path, on_key


def show(value: Any) -> str:
    """Return a value as a message shows it."""
    if value is None or isinstance(value, bool):
        return {None: "nothing", True: "true", False: "false"}[value]
    if isinstance(value, dict | list):
        return "a map" if isinstance(value, dict) else "a list"
    text = " ".join(str(value).split())
    return text if len(text) <= 40 else text[:37] + "..."


def _text_keys(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _text_keys(part) for key, part in value.items()}
    return [_text_keys(part) for part in value] if isinstance(value, list) else value


def _names(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_at(path: KeyPath) -> type[BaseModel]:
    """Return the model whose field an entry is: a closed part, or else a ramp."""
    return _PARTS.get(path[:-1], Ramp)


def _say(kind: str, message: str, found: Any, path: KeyPath, on_key: bool) -> str:
    """Turn what pydantic reports into found, allowed, did you mean."""
    model = _model_at(path)
    fields = {field.alias or name: field.description for name, field in model.model_fields.items()}
    if kind == "extra_forbidden":
        return f"found an unknown key, allowed are {', '.join(fields)}{did_you_mean(path[-1], fields)}"
    if kind == "missing":
        return f"is missing, allowed is {fields[path[-1]]}"
    if on_key:
        return f"found {show(found)} as a key, allowed is {A_DATE}"
    if kind in ("value", "form"):
        return f"found {show(found)}, allowed is {message}"
    if path[-1] in fields and (path[:-1] in _PARTS or path[-1] in RAMP_KEYS):
        hint = ""
        if kind == "literal_error":
            hint = did_you_mean(show(found), map(str, get_args(model.model_fields[path[-1]].annotation)))
        return f"found {show(found)}, allowed is {fields[path[-1]]}{hint}"
    return f"found {show(found)}, allowed is a map"
