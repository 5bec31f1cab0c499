"""Read a scenario and those it extends into one frozen ``Scenario``."""

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from microsim.kernel.world import LAST_YEAR
from microsim.law.finding import holder_named
from microsim.law.statute import HOLDERS
from microsim.law.timing import acts_from
from microsim.law.values import is_date
from microsim.reading import InputError, KeyPath, Position, Problem, Problems, plain, read_yaml, shortened, show
from microsim.scenarios.checks import Override, assumption_overrides, law_overrides
from microsim.scenarios.combined import combined, names_in
from microsim.scenarios.files import SHIPPED, find_file, layer_chain
from microsim.scenarios.layer import Layer
from microsim.scenarios.model import Horizon, Population
from microsim.scenarios.naming import as_text, changes, derived_name, in_order, wrong_name
from microsim.scenarios.together import check_together

BASELINE = "baseline"
INFORMATION = "information"
A_SCENARIO = "the name of a shipped scenario, the path of a file, or a Scenario"
SHIPPED_BASELINE = SHIPPED / f"{BASELINE}.yaml"


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
    information
        The year at whose end nothing later is known of law and assumptions; None: all that is known.
    settings
        What ``set`` changed of the scenario it started from, by path, the last set last; None: dropped.
    start
        The scenario ``set`` started from, None where nothing was set.
    expect
        What its author expects of it against the baseline: see ``model.Expect``. It changes no result.
    proposed
        Who proposed it or has it, and where, in both languages.
    """

    name: str
    description: dict[str, str] = dataclasses.field(default_factory=dict)
    population: Population = dataclasses.field(default_factory=Population)
    horizon: Horizon = dataclasses.field(default_factory=Horizon)
    law: dict[str, Any] = dataclasses.field(default_factory=dict)
    assumptions: dict[str, Any] = dataclasses.field(default_factory=dict)
    origins: dict[KeyPath, Position] = dataclasses.field(default_factory=dict, compare=False, repr=False)
    information: int | None = None
    settings: dict[str, Any] = dataclasses.field(default_factory=dict, compare=False, repr=False)
    start: "Scenario | None" = dataclasses.field(default=None, compare=False, repr=False)
    expect: dict[str, Any] = dataclasses.field(default_factory=dict, compare=False, repr=False)
    proposed: dict[str, str] = dataclasses.field(default_factory=dict, compare=False, repr=False)

    def set(self, path: str | dict[str, Any], value: Any = ..., label: str | None = None) -> "Scenario":
        """Return the scenario with one entry changed: a statute path, an assumption, ``horizon.end``, ``information`` or the
        base year; or with several at once, values by path, which are held together only when all are set.

        What it returns is named after the scenario, the last key set and a hash of all that was set,
        ``baseline+employer_rate-`` and eight digits; ``named`` gives it another name.
        """
        if isinstance(path, dict):
            return with_entries(self, path, label or f"set {', '.join(map(str, path))}") if path else self
        if value is ...:
            raise InputError([Problem("set", 0, 0, show(path), "found no value, allowed are a path and a value")])
        return with_entry(self, path, value, label or f"set {path}")

    def named(self, name: str, label: str = "named") -> "Scenario":
        """Return the scenario under a name of one's own; what is set afterwards is named after it.

        Raises
        ------
        InputError
            For a name a folder could not have, and for ``baseline`` where the scenario is another.
        """
        message = wrong_name(name) or _takes_baseline(dataclasses.replace(self, name=name))
        if message:
            raise InputError([Problem(label, 0, 0, "", message)])
        return dataclasses.replace(self, name=name, start=self.start or self)

    def _repr_html_(self) -> str:
        """Show itself in a notebook: what it changes, and where that is written."""
        from microsim.scenarios.text import as_html

        return as_html(self)

    @property
    def base_name(self) -> str:
        """The name of the scenario that was set or named anew; its own where it is as it was read."""
        return self.start.base_name if self.start and not self.start.settings else (self.start or self).name

    def settings_text(self) -> dict[str, str]:
        """Return what was set as text by path, each as ``--set PATH=VALUE`` takes it."""
        return {path: as_text(value) for path, value in self.settings.items()}

    def resolved(self) -> dict[str, Any]:
        """Return the whole scenario as plain data, nothing inherited left open."""
        return {
            "name": self.name,
            "description": self.description,
            "population": self.population.model_dump(),
            "horizon": self.horizon.model_dump(),
            **({} if self.information is None else {INFORMATION: self.information}),
            "law": self.law,
            "assumptions": self.assumptions,
        }

    @property
    def text_hash(self) -> str:
        """A hash of all that can change a result; name and description cannot."""
        content = {key: value for key, value in self.resolved().items() if key not in ("name", "description")}
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def scenario(name: "str | Path | Scenario") -> Scenario:
    """Return a scenario by the name of a shipped one or the path of a file; several joined by ``+`` as one.

    Raises
    ------
    InputError
        With every mistake in the file and in those it extends; where several set one entry to different values.
    """
    if isinstance(name, Scenario):
        return name
    if not isinstance(name, str | Path):
        raise InputError([Problem("scenario", 0, 0, "", f"found {show(name)}, allowed is {A_SCENARIO}")])
    if isinstance(name, str) and len(parts := names_in(name)) > 1:
        return together(parts, name)
    problems = Problems()
    position = Position(shortened(name))
    path = find_file(name, None, position, "", problems)
    layers = layer_chain(path, problems) if path else []
    result = _merge(layers, problems)
    _check_horizon(result, problems)
    if path != SHIPPED_BASELINE and not problems and (message := _takes_baseline(result)):
        problems.add(layers[-1].at(("name",)), "name", message)
    problems.check()
    check_together(result, problems)
    problems.check()
    return result


def together(names: Sequence[str | Path], label: str) -> Scenario:
    """Return several scenarios as one, or the mistakes of all of them; ``label`` is what messages call them."""
    if "" in names:
        found = f"found {shortened(label)}, allowed are names with one + between them, such as first+second"
        raise InputError([Problem(shortened(label), 0, 0, "", found)])
    problems = Problems()
    result = combined(read_all(names), label)
    _check_horizon(result, problems)
    problems.check()
    check_together(result, problems)
    problems.check()
    return result


def _takes_baseline(found: Scenario) -> str | None:
    """Say so where a changed scenario calls itself the baseline; its run would pass for the baseline's."""
    if found.name != BASELINE or found.text_hash == scenario(BASELINE).text_hash:
        return None
    return f"found {BASELINE} for a scenario that differs from the shipped one, allowed is another name"


def read_all(names: Iterable[str | Path], settings: Iterable[str] = (), name: str | None = None) -> list[Scenario]:
    """Return several scenarios, each with the same ``PATH=VALUE`` settings, or all their mistakes together.

    ``name`` is that of the only one, in place of the one that follows from the settings.
    """
    results: list[Scenario] = []
    problems = Problems()
    for source in names:
        try:
            results.append(scenario(source))
        except InputError as error:
            problems.extend(error.problems)
    for text in settings:
        for index, base in enumerate(results):
            try:
                results[index] = set_from_text(base, text)
            except InputError as error:
                problems.extend(error.problems)
    problems.check()
    return results if name is None else [_only(results, name)]


def _only(found: list[Scenario], name: str) -> Scenario:
    """Return the only scenario under a name; several cannot share one."""
    if len(found) != 1:
        message = f"found a name for {len(found)} scenarios, allowed is one; each has its own name without it"
        raise InputError([Problem("--name", 0, 0, "", message)])
    return found[0].named(name, "--name")


def set_from_text(base: Scenario, text: str) -> Scenario:
    """Return a scenario with ``PATH=VALUE`` set, the value written as in a scenario file."""
    path, equals, value_text = text.partition("=")
    label = f"--set {shortened(text)}"
    if not equals:
        found = "the full-width ＝" if "＝" in text else "no ="
        raise InputError([Problem(label, 0, 0, "", f"found {found}, allowed is PATH=VALUE")])
    value, positions = read_yaml(value_text, label)
    return with_entry(base, path.strip(), value, label, dict.fromkeys(positions, Position(label)))


def entry_of(path: str) -> tuple[str, str]:
    """Return the section of a scenario a path belongs to, and the name of the entry there."""
    section, _, rest = path.partition(".")
    if path == INFORMATION:
        return INFORMATION, ""
    if section in ("law", "assumptions", "horizon", "population"):
        return section, rest
    return ("law" if section in HOLDERS or holder_named(section) else "assumptions"), path


def with_entry(
    base: Scenario, path: str, value: Any, label: str, positions: dict[KeyPath, Position] | None = None
) -> Scenario:
    """Return a scenario with one entry laid over it.

    Parameters
    ----------
    path, value
        What is changed, as in ``Scenario.set``.
    label
        What messages call the source of the entry.
    positions
        Where each part of the value was written, by its path inside the value; under the label alone by default.
    """
    return with_entries(base, {path: value}, label, {path: positions} if positions else {})


def with_entries(
    base: Scenario, values: dict[str, Any], label: str, positions: dict[str, dict[KeyPath, Position]] | None = None
) -> Scenario:
    """Return a scenario with several entries laid over it at once; parameters as for one, by path."""
    data: dict[str, Any] = {}
    places: dict[KeyPath, Position] = {}
    for path, value in values.items():
        if not isinstance(path, str):
            raise InputError([Problem(label, 0, 0, "", f"found {show(path)} as a path, allowed is text")])
        section, name = entry_of(path)
        value = plain(value)  # numbers of numpy, dates and tuples are as good as what a file holds
        if isinstance(value, dict):
            value = {str(key): part for key, part in value.items()}
        written = (positions or {}).get(path) or dict.fromkeys(_paths(value), Position(label))
        if section == INFORMATION:
            data[section], places[section,] = value, Position(label)
            continue
        places |= {(section,): Position(label)} | {(section, name, *key): place for key, place in written.items()}
        data.setdefault(section, {})[name] = value
    layer = Layer(data, places, label)
    result = _lay_over(base, layer, partial=True)
    _check_horizon(result, layer.problems)
    layer.problems.check()
    check_together(result, layer.problems)
    layer.problems.check()
    return _renamed(base, result)


def _renamed(base: Scenario, result: Scenario) -> Scenario:
    """Return what came of setting an entry with its settings and the name that follows from them."""
    by_hand = base.start is None or base.name != derived_name(base.start.name, base.settings)
    start = base if by_hand or base.start is None else base.start
    found = changes(start.resolved(), result.resolved())
    settings = in_order(found, {} if by_hand else base.settings)
    if not settings:
        return start
    return dataclasses.replace(result, name=derived_name(start.name, settings), settings=settings, start=start)


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
    if "expect" in layer.data:
        layer.check_expected()
    layer.check_shape(partial)  # last: the checks above say more about a wrong value
    population, horizon, information = base.population, base.horizon, base.information
    if not layer.problems:
        population = Population(**(base.population.model_dump() | layer.section("population")))
        horizon = _years(layer, base.horizon, population.base_year)
        if population != base.population:
            origins["horizon", "start"] = layer.at(("population", "base_year"))
        information = _known_until(layer, base.information, population.base_year)
        named = [(part, key) for part in ("population", "horizon") for key in layer.section(part)]
        origins |= {path: layer.at(path) for path in named}
        if INFORMATION in layer.data:
            origins[INFORMATION, "year"] = layer.at((INFORMATION,))
    description = layer.section("description") or base.description
    name = layer.data.get("name", base.name)
    result = Scenario(name, description, population, horizon, law, assumptions, origins, information)
    return dataclasses.replace(result, expect=layer.section("expect"), proposed=layer.section("proposed"))


def _known_until(layer: Layer, inherited: int | None, base_year: int) -> int | None:
    """Return the year of information: not before the base year, whose people are known; null drops an inherited one."""
    year = layer.data.get(INFORMATION, inherited)
    if year is not None and year < base_year:
        layer.add(
            (INFORMATION,), f"found {year}, allowed is a year from the base year of the population, {base_year}, on"
        )
    return None if year is None else int(year)


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
        date = value["from"] if key == ["from"] else next((part for part in key if part[:4].isdigit()), "")
        if section == "law" and is_date(date):
            date = acts_from(path, date)
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
