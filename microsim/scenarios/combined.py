"""Several scenarios as one: what each changes is laid together, and no two may say different things of one entry."""

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from microsim.reading import InputError, KeyPath, Position, Problem, Problems, shortened, show
from microsim.reading.arguments import is_file
from microsim.scenarios.files import shipped_file
from microsim.scenarios.model import LONGEST_NAME, Horizon, Population
from microsim.scenarios.naming import alike

if TYPE_CHECKING:
    from microsim.scenarios.read import Scenario

PLUS = "+"  # between the names of scenarios that are run as one
_DEFAULTS: dict[str, Any] = {"base_year": Population().base_year, "end": Horizon().end, "information": None}
_PLACES: dict[str, KeyPath] = {
    "base_year": ("population", "base_year"),
    "end": ("horizon", "end"),
    "information": ("information", "year"),
}


def names_in(text: str, folder: Path | None = None) -> list[str]:
    """Return the names of the scenarios that a text joins by ``+``; the text alone where it names one.

    A file or a shipped scenario whose own name holds a plus is that one.
    """
    here = [(folder or Path()) / text, *([folder / f"{text}.yaml"] if folder else [])]
    if PLUS not in text or shipped_file(text) is not None or any(map(is_file, here)):
        return [text]
    return [part.strip() for part in text.split(PLUS)]


def combined(parts: "Sequence[Scenario]", label: str) -> "Scenario":
    """Return scenarios as one, named after all of them.

    Raises
    ------
    InputError
        Where two of them set one entry of law or assumptions, the base year, the last year or the year of information
        to different values, and where one stands there twice.
    """
    problems = Problems()
    _check_twice(parts, label, problems)
    content = {section: _together(parts, section, problems) for section in ("law", "assumptions")}
    single = {key: _one_of(parts, key, problems) for key in _DEFAULTS}
    if single["information"] is not None and single["information"] < single["base_year"]:
        message = f"found {single['information']}, allowed is a year from the base year of the population, {single['base_year']}, on"
        problems.append(Problem(shortened(label), 0, 0, "information", message))
    problems.check()
    name = PLUS.join(part.name for part in parts)
    if len(name) > LONGEST_NAME:
        found = f"found a name of {len(name)} letters, allowed are {LONGEST_NAME}; write a file that holds them all"
        raise InputError([Problem(shortened(label), 0, 0, "", found)])
    return dataclasses.replace(
        parts[0],
        name=name,
        description={
            language: " ".join(part.description.get(language, "") for part in parts) for language in ("en", "zh")
        },
        population=Population(base_year=single["base_year"]),
        horizon=Horizon(start=single["base_year"] + 1, end=single["end"]),
        information=single["information"],
        origins={key: place for part in parts for key, place in part.origins.items()},
        settings={},
        start=None,
        expect={},
        proposed={},
        **content,
    )


def _check_twice(parts: "Sequence[Scenario]", label: str, problems: Problems) -> None:
    """One scenario twice is a slip, not two reforms."""
    names = [part.name for part in parts]
    for name in sorted({name for name in names if names.count(name) > 1}):
        problems.append(Problem(shortened(label), 0, 0, "", f"found {name} a second time; keep one"))


def _together(parts: "Sequence[Scenario]", section: str, problems: Problems) -> dict[str, Any]:
    """Return the entries of all parts; one that two of them set to different values is a problem."""
    first: dict[str, Scenario] = {}
    for part in parts:
        for path, value in getattr(part, section).items():
            other = first.setdefault(path, part)
            if alike(getattr(other, section)[path]) != alike(value):
                _refuse((section, path), (other, getattr(other, section)[path]), (part, value), problems)
    return dict(sorted((path, getattr(part, section)[path]) for path, part in first.items()))


def _one_of(parts: "Sequence[Scenario]", key: str, problems: Problems) -> Any:
    """Return what the parts that say something of the base year, the last year or the information say."""
    told = [(part, value) for part in parts if (value := _value(part, key)) != _DEFAULTS[key]]
    for other in told[1:]:
        if other[1] != told[0][1]:
            _refuse(_PLACES[key], told[0], other, problems)
    return told[0][1] if told else _DEFAULTS[key]


def _value(part: "Scenario", key: str) -> Any:
    return {"base_year": part.population.base_year, "end": part.horizon.end, "information": part.information}[key]


def _refuse(path: KeyPath, first: "tuple[Scenario, Any]", second: "tuple[Scenario, Any]", problems: Problems) -> None:
    """Note that two scenarios say different things of one entry, where the second says it."""
    (one, value), (other, wanted) = first, second
    places = [place for key, place in other.origins.items() if key[: len(path)] == path]
    found = f"{_shown(value)} in {one.name} and {_shown(wanted)} in {other.name}"
    message = f"found {found}, allowed is one value; leave one out, or set it to one value in a file of its own"
    problems.add(places[0] if places else Position(other.name), path, message)


def _shown(value: Any) -> str:
    """Return a value in words: a map by its entries."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_shown(part)}" for key, part in value.items()) + "}"
    return show(value)
