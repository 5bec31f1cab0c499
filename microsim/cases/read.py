"""Read a case, from a file or from plain data, and report every mistake in it at its place."""

import functools
import types
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from microsim.cases.geography import PROVINCE
from microsim.cases.model import Case
from microsim.reading import KeyPath, Where, plain, read_yaml, show
from microsim.reading.models import ON_KEY, entry_at, fields_of, in_words

NUMBERS = ("float", "constrained-float")  # what pydantic calls one amount where amounts by year are allowed too
A_KEY = "found an unknown name, allowed is a year such as 2024, or under places the name of a place"


def read_case(source: Path | str | dict[str, Any], label: str | None = None) -> tuple[Case | None, Where]:
    """Return the case a file, a YAML text or plain data holds; None where its shape is wrong."""
    if isinstance(source, dict):
        data, where = source, Where({}, label or "case")
        try:
            return _saying_something(Case.model_validate(data), where), where
        except ValidationError:
            data = plain(source)  # numbers of numpy and tuples are as good
    else:
        data, positions = read_yaml(source, label)
        where = Where(positions, label or str(source))
    try:
        return _saying_something(Case.model_validate(data), where), where
    except ValidationError as error:
        items = [(entry_at(item["loc"], data, NUMBERS), item) for item in error.errors(include_url=False)]
        for path, item in sorted(items, key=lambda one: -len(one[0])):  # of the forms a value may take, the nearest
            where.add(path, _say(item, path))
        return None, where


def _saying_something(case: Case, where: Where) -> Case | None:
    """Return a case that says something; note that it says nothing otherwise."""
    if case.model_fields_set:
        return case
    where.add((), f"found nothing, allowed is {_a_map()}")
    return None


def _a_map() -> str:
    """Return what a whole case is, in words."""
    return f"a map with the keys {', '.join(Case.model_fields)}"


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


def _say(item: Mapping[str, Any], path: KeyPath) -> str:
    """Turn what pydantic reports into found, allowed, did you mean."""
    if item["loc"][-1:] == (ON_KEY,):
        return A_KEY
    if not path:
        return f"found {show(item['input'])}, allowed is {_a_map()}"
    model = _model_at(path[:-1])
    fields = fields_of(model) if model else {}
    field = fields.get(path[-1])
    if field is None and model is None and (outer := _model_at(path[:-2])):  # an entry of a map by place or year
        field = outer.model_fields.get(str(path[-2]))
    message = in_words(item, path[-1], fields, field)
    return message or f"found {show(item['input'])}, allowed is a map such as {{place: {PROVINCE}}}"
