"""Read a scenario and those it extends into one frozen ``Scenario``."""

import dataclasses
import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from microsim.engine.world import LAST_YEAR
from microsim.law.statute import HOLDERS
from microsim.scenario.checks import Override, assumption_overrides, law_overrides
from microsim.scenario.files import find_file, layer_chain
from microsim.scenario.layer import Layer
from microsim.scenario.model import Horizon, Population
from microsim.scenario.together import check_together
from microsim.yaml_reader import InputError, KeyPath, Position, Problem, Problems, read_yaml


@dataclasses.dataclass(frozen=True)
class Scenario:
    """What a run changes of the statute and the assumptions, all that it extends included.

    Parameters
    ----------
    law
        By path of the statute: values by ISO date, ``{"2027-01-01": 0.18}`` (None: back to the
        statute from there), or a ramp ``{"from": date, "to": date, "end": value}`` with an
        optional ``start``. Values as the statute writes them: numbers, ``"63y0m"``, ``"2031-01"``.
    assumptions
        By path of the assumption: one value, ``{province: value}``, values by ISO date whose
        values may be by province, or a ramp.
    origins
        Where each entry was written, by its path: ``("law", path, date)`` and the like.
    """

    name: str
    description: dict[str, str] = dataclasses.field(default_factory=dict)
    population: Population = dataclasses.field(default_factory=Population)
    horizon: Horizon = dataclasses.field(default_factory=Horizon)
    law: dict[str, Any] = dataclasses.field(default_factory=dict)
    assumptions: dict[str, Any] = dataclasses.field(default_factory=dict)
    origins: dict[KeyPath, Position] = dataclasses.field(default_factory=dict, compare=False, repr=False)

    def set(self, path: str, value: Any, label: str | None = None) -> "Scenario":
        """Return the scenario with one entry changed: a statute path, an assumption, ``horizon.end`` or the base year."""
        return _set(self, path, value, {}, label or f"set {path}")

    def resolved(self) -> dict[str, Any]:
        """Return the whole scenario as plain data, nothing inherited left open."""
        return {
            "name": self.name,
            "description": self.description,
            "population": self.population.model_dump(),
            "horizon": self.horizon.model_dump(),
            "law": self.law,
            "assumptions": self.assumptions,
        }

    @property
    def text_hash(self) -> str:
        """A hash of all that can change a result; name and description cannot."""
        content = {key: value for key, value in self.resolved().items() if key not in ("name", "description")}
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def scenario(name: "str | Path | Scenario") -> Scenario:
    """Return a scenario by the name of a shipped one or the path of a file.

    Raises
    ------
    InputError
        With every mistake in the file and in those it extends.
    """
    if isinstance(name, Scenario):
        return name
    problems = Problems()
    position = Position(str(name))
    path = find_file(name, None, position, "", problems)
    layers = layer_chain(path, problems) if path else []
    result = _merge(layers, problems)
    _check_horizon(result, problems)
    problems.check()
    check_together(result, problems)
    problems.check()
    return result


def read_all(names: Iterable[str | Path], settings: Iterable[str] = ()) -> list[Scenario]:
    """Return several scenarios, each with the same ``PATH=VALUE`` settings, or all their mistakes together."""
    results: list[Scenario] = []
    problems = Problems()
    for name in names:
        try:
            results.append(scenario(name))
        except InputError as error:
            problems.extend(error.problems)
    for text in settings:
        for index, base in enumerate(results):
            try:
                results[index] = set_from_text(base, text)
            except InputError as error:
                problems.extend(error.problems)
    problems.check()
    return results


def set_from_text(base: Scenario, text: str) -> Scenario:
    """Return a scenario with ``PATH=VALUE`` set, the value written as in a scenario file."""
    path, equals, value_text = text.partition("=")
    label = f"--set {text}"
    if not equals:
        raise InputError([Problem(label, 0, 0, "", "found no =, allowed is PATH=VALUE")])
    value, positions = read_yaml(value_text, label)
    return _set(base, path.strip(), value, positions, label)


def _set(base: Scenario, path: str, value: Any, positions: dict[KeyPath, Position], label: str) -> Scenario:
    """Lay one entry over a scenario."""
    section, _, rest = path.partition(".")
    if section in ("law", "assumptions", "horizon", "population"):
        name = rest
    else:
        section, name = ("law" if section in HOLDERS else "assumptions"), path
    if isinstance(value, dict):
        value = {str(key): part for key, part in value.items()}
    places = {(section, name, *key): Position(label) for key in positions or _paths(value)}
    places |= {(section,): Position(label)}
    data = {section: {name: value}}
    layer = Layer(data, places, label)
    result = _lay_over(base, layer, partial=True)
    _check_horizon(result, layer.problems)
    layer.problems.check()
    check_together(result, layer.problems)
    layer.problems.check()
    return result


def _paths(value: Any) -> list[KeyPath]:
    """Return the paths of all entries of a value, its own first."""
    parts = value.items() if isinstance(value, dict) else ()
    return [(), *((str(key), *path) for key, part in parts for path in _paths(part))]


def _merge(layers: list[Layer], problems: Problems) -> Scenario:
    """Lay each layer over those it extends."""
    result = Scenario(name="")
    for layer in layers:
        result = _lay_over(result, layer)
        problems.extend(layer.problems)
    return result


def _lay_over(base: Scenario, layer: Layer, partial: bool = False) -> Scenario:
    """Return a scenario with the entries of one more layer; an entry replaces the inherited one whole."""
    origins = dict(base.origins)
    law = _overlay("law", base.law, law_overrides(layer), layer, origins)
    assumptions = _overlay("assumptions", base.assumptions, assumption_overrides(layer), layer, origins)
    layer.check_shape(partial)  # last: the checks above say more about a wrong value
    population, horizon = base.population, base.horizon
    if not layer.problems:
        population = Population(**(base.population.model_dump() | layer.section("population")))
        horizon = _years(layer, base.horizon, population.base_year)
        if population != base.population:
            origins["horizon", "start"] = layer.at(("population", "base_year"))
        named = [(part, key) for part in ("population", "horizon") for key in layer.section(part)]
        origins |= {path: layer.at(path) for path in named}
    description = layer.section("description") or base.description
    name = layer.data.get("name", base.name)
    return Scenario(name, description, population, horizon, law, assumptions, origins)


def _years(layer: Layer, inherited: Horizon, base_year: int) -> Horizon:
    """Return the years of a run from a base year on; a layer may name no year before them."""
    start = base_year + 1
    years = inherited.model_dump() | {"start": start} | layer.section("horizon")
    if years["start"] != start:
        layer.add(("horizon", "start"), f"found {years['start']}, allowed is {start}, the year after the base year")
    if years["end"] < start:
        layer.add(("horizon", "end"), f"found {years['end']}, allowed is a year from {start} to {LAST_YEAR}")
    return Horizon(**years)


def _check_horizon(result: Scenario, problems: Problems) -> None:
    """A change that starts after the last year of the run would be silently ignored."""
    last = result.horizon.end
    content = {"law": result.law, "assumptions": result.assumptions}
    for (section, path, *key), position in result.origins.items():
        value: Any = content.get(section, {}).get(path)
        date = value["from"] if key == ["from"] else next(filter(str.isdigit, (part[:4] for part in key)), "")
        if date[:4].isdigit() and int(date[:4]) > last:
            message = f"found a change from {date[:4]}, allowed are dates up to the end of the horizon, {last}"
            problems.add(position, (section, path, *key), message)


def _overlay(
    section: str,
    inherited: dict[str, Any],
    overrides: dict[str, Override | None],
    layer: Layer,
    origins: dict[KeyPath, Position],
) -> dict[str, Any]:
    """Return inherited entries with those of a layer over them, and keep their origins."""
    result = dict(inherited)
    for path, override in overrides.items():
        for key in [key for key in origins if key[:2] == (section, path)]:
            del origins[key]
        if override is not None:
            result[path] = override.value
            origins |= {(section, path, *key): position for key, position in override.origins.items()}
        elif path in result:
            del result[path]
        else:
            layer.add((section, path), "found null, but nothing is inherited that it could drop; remove the line")
    return dict(sorted(result.items()))
