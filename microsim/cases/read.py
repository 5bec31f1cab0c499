"""Read a case, from a file or from plain data, and report every mistake in it at its place."""

import functools
import types
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from microsim.cases.geography import PROVINCE
from microsim.cases.model import Case
from microsim.yaml_reader import KeyPath, Where, did_you_mean, plain, read_yaml

A_KEY = "found an unknown name, allowed is a year such as 2024, or under places the name of a place"


def read_case(source: Path | str | dict[str, Any], label: str | None = None) -> tuple[Case | None, Where]:
    """Return the case a file, a YAML text or plain data holds; None where its shape is wrong."""
    if isinstance(source, dict):
        data, where = source, Where({}, label or "case")
        try:
            return Case.model_validate(data), where
        except ValidationError:
            data = plain(source)  # numbers of numpy and tuples are as good
    else:
        data, positions = read_yaml(source, label)
        where = Where(positions, label or str(source))
    try:
        return Case.model_validate(data), where
    except ValidationError as error:
        items = [(_path(item["loc"], data), item) for item in error.errors(include_url=False)]
        for path, item in sorted(items, key=lambda one: -len(one[0])):  # of the forms a value may take, the nearest
            on_key = item["loc"][-1:] == ("[key]",)
            where.add(path, A_KEY if on_key else _say(item["type"], item["msg"], item["input"], path))
        return None, where


def _path(location: tuple[Any, ...], data: Any) -> KeyPath:
    """Return the path of an entry without what pydantic puts between keys."""
    path: KeyPath = ()
    for index, word in enumerate(location):
        inside = isinstance(data, dict) and word in data
        inside = inside or (isinstance(data, list) and isinstance(word, int) and word < len(data))
        if inside:
            path, data = (*path, word), data[word]
        elif index == len(location) - 1 and isinstance(data, dict) and word != "[key]" and "[" not in str(word):
            path = (*path, word)
    return path


@functools.cache
def _models() -> dict[KeyPath, type[BaseModel]]:
    """Return the model of every part of a case by its path, ``*`` for any name or number."""
    found: dict[KeyPath, type[BaseModel]] = {}
    stack: list[tuple[KeyPath, type[BaseModel]]] = [((), Case)]
    while stack:
        path, model = stack.pop()
        found[path] = model
        for name, field in model.model_fields.items():
            for inner, depth in _inner(field.annotation, 0):
                stack.append(((*path, field.alias or name, *["*"] * depth), inner))
    found["person", "hukou"] = found["person", "hukou", "*"]
    return found


def _inner(annotation: Any, depth: int) -> list[tuple[type[BaseModel], int]]:
    """Return the models inside an annotation and how many keys or numbers lie before them."""
    if isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias):
        return [(annotation, depth)] if issubclass(annotation, BaseModel) else []
    deeper = depth + (getattr(annotation, "__origin__", None) in (list, dict))
    return [found for part in get_args(annotation) for found in _inner(part, deeper)]


def _model_at(path: KeyPath) -> type[BaseModel] | None:
    """Return the model of a part, or None for an entry that is no part."""
    models = _models()
    beginnings = {one[:length] for one in models for length in range(len(one) + 1)}
    general: KeyPath = ()
    for word in path:
        general = (*general, word) if (*general, word) in beginnings else (*general, "*")
    return models.get(general)


def show(value: Any) -> str:
    """Return a value as a message shows it."""
    if value is None or isinstance(value, bool):
        return {None: "nothing", True: "true", False: "false"}[value]
    if isinstance(value, dict | list):
        return "a map" if isinstance(value, dict) else "a list"
    text = " ".join(str(value).split())
    return text if len(text) <= 40 else text[:37] + "..."


def literals(annotation: Any) -> list[str]:
    """Return the words an annotation allows, inside unions too."""
    return [word for part in get_args(annotation) for word in ([part] if isinstance(part, str) else literals(part))]


def _say(kind: str, message: str, found: Any, path: KeyPath) -> str:
    """Turn what pydantic reports into found, allowed, did you mean."""
    if not path:
        return f"found {show(found)}, allowed is a map with the keys {', '.join(Case.model_fields)}"
    model = _model_at(path[:-1])
    fields = {field.alias or name: field for name, field in model.model_fields.items()} if model else {}
    field = fields.get(path[-1])
    if field is None and model is None and (outer := _model_at(path[:-2])):  # an entry of a map by place or year
        field = outer.model_fields.get(str(path[-2]))
    if kind == "extra_forbidden":
        return f"found an unknown key, allowed are {', '.join(fields)}{did_you_mean(str(path[-1]), fields)}"
    allowed = field.description if field else f"a map such as {{place: {PROVINCE}}}"
    if kind == "missing":
        return f"is missing, allowed is {allowed}"
    if kind == "value":
        allowed = message
    words = literals(field.annotation) if field and kind == "literal_error" else []
    return f"found {show(found)}, allowed is {allowed}{did_you_mean(str(found), words)}"
