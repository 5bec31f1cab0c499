"""Scenarios with the values of a batch laid over them, each checked as in a scenario file."""

import math
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from microsim.batches.entries import Entries
from microsim.batches.model import BatchFile
from microsim.batches.plan import Draft
from microsim.batches.shape import full_name
from microsim.reading import InputError, KeyPath, Problems, show
from microsim.scenarios import Scenario, scenario
from microsim.scenarios.checks import matching_assumptions
from microsim.scenarios.combined import names_in
from microsim.scenarios.files import find_file
from microsim.scenarios.known import law_quantities
from microsim.scenarios.read import entry_of, together, with_entry
from microsim.uncertainty.bands import DRAW
from microsim.uncertainty.draws import drawn, scores
from microsim.uncertainty.quantities import uncertain_quantities

if TYPE_CHECKING:
    import numpy as np

DRAW_DIGITS = 3  # of a draw's number in a name, so that names sort
MOST_TASKS = 100_000  # a grid of a few long lists is soon beyond what any machine finishes


def read_bases(entries: Entries) -> list[Scenario]:
    """Return the scenarios of a batch with the values that all take; what cannot be read is noted."""
    found = (_base(entries, item, index) for index, item in enumerate(entries.scenarios))
    return [base for base in found if base is not None]


def _base(entries: Entries, item: Any, index: int) -> Scenario | None:
    """Return one scenario with the values that all take."""
    result = item if isinstance(item, Scenario) else _read(entries, item, ("scenarios", index))
    for path, value in sorted(entries.section("set").items()):
        result = result and (lay(entries, result, path, value, ("set", path)) or result)
    return result


def _read(entries: Entries, item: Any, entry: KeyPath) -> Scenario | None:
    """Return a scenario by name or path; what is neither is a mistake of shape."""
    if not isinstance(item, str | Path) or not str(item):
        return None
    problems = Problems()
    names = names_in(item, entries.folder) if isinstance(item, str) else [item]
    paths = [find_file(name, entries.folder, entries.where.at(entry), "", problems) for name in names]
    for problem in problems:
        entries.where.add(entry, problem.message)
    try:
        found = [path for path in paths if path]
        if len(found) < len(names):
            return None
        return together(found, str(item)) if len(found) > 1 else scenario(found[0])
    except InputError as error:
        entries.where.problems.extend(error.problems)
        return None


def lay(entries: Entries, base: Scenario, path: str, value: Any, entry: KeyPath) -> Scenario | None:
    """Return a scenario with a value laid over it; None, and the problems noted, where the value is refused.

    In a grid, null stands for no change: it drops what is inherited, and nothing where nothing is.
    """
    section, name = full_name(path)
    if value is None and entry[0] == "grid" and name not in (base.law if section == "law" else base.assumptions):
        return base
    positions = entries.places.get(entry)
    label = entries.where.label if positions else f"{entries.where.label}: {'.'.join(map(str, entry))}"
    try:
        return with_entry(base, path, value, label, positions)
    except InputError as error:
        entries.where.problems.extend(error.problems)
        return None


def check_grid(entries: Entries, bases: list[Scenario]) -> None:
    """Lay every value of the grid over every scenario, each for itself, so that all mistakes are found at once."""
    for path, values in entries.grid().items():
        known = is_known(path)
        for index, value in enumerate(values if known else [{}]):  # an unknown name is one mistake
            for base in bases or [scenario("baseline")]:
                lay(entries, base, path, value, ("grid", path, index) if known else ("grid", path))


def is_known(path: str) -> bool:
    """Say whether a scenario has an entry of this path."""
    section, name = entry_of(path)
    if section == "law":
        return name in law_quantities()
    return section != "assumptions" or bool(matching_assumptions(name))


def drafts_of(entries: Entries, bases: list[Scenario], shape: BatchFile) -> list[Draft]:
    """Return every combination of scenario, values of the grid and seed; names do not depend on the order of the file."""
    number = len(bases) * (len(shape.seeds) + (shape.draws or 0)) * math.prod(map(len, shape.grid.values()))
    if number > MOST_TASKS:
        entries.where.add(("grid",), f"makes {number:,} tasks, allowed are at most {MOST_TASKS:,}")
        return []
    points = list(scores(shape.draws)) if shape.draws else []
    return [
        draft
        for base in bases
        for settings, result in combined(entries, base, sorted(shape.grid.items()), {})
        for draft in [
            *(Draft(base.name, settings, result, seed) for seed in shape.seeds),
            *(_draft_of(base, settings, result, shape.seeds[0], draw, at) for draw, at in enumerate(points, 1)),
        ]
    ]


def _draft_of(
    base: Scenario, settings: dict[str, Any], changed: Scenario, seed: int, draw: int, at: "np.ndarray"
) -> Draft:
    """Return the draft of one draw of the uncertain assumptions."""
    name = f"{changed.name}+{DRAW}{draw:0{DRAW_DIGITS}}"
    there = dict(zip((quantity.name for quantity in uncertain_quantities()), map(float, at), strict=True))
    return Draft(base.name, settings | {DRAW: draw}, drawn(changed, there, name), seed)


def combined(
    entries: Entries, base: Scenario, grid: list[tuple[str, list[Any]]], settings: dict[str, Any]
) -> Iterator[tuple[dict[str, Any], Scenario]]:
    """Yield every combination of the values of a grid with the scenario it gives."""
    if not grid:
        yield settings, base
        return
    path, values = grid[0]
    for index, value in enumerate(values):
        result = lay(entries, base, path, value, ("grid", path, index))
        if result is not None:
            yield from combined(entries, result, grid[1:], settings | {path: value})


def check_years(entries: Entries, drafts: list[Draft], until: int | None) -> None:
    """The last year must lie in the horizon of every task."""
    for draft in drafts:
        start, end = draft.scenario.horizon.start, draft.scenario.horizon.end
        if until is not None and not start <= until <= end:
            message = f"found {until}, the horizon of {draft.scenario.name} allows {start} to {end}"
            entries.where.add(("until",), message)


def check_twice(entries: Entries, keys: list[str], drafts: list[Draft]) -> None:
    """Two tasks of one content are the same work: something stands in the batch a second time."""
    first: dict[str, Draft] = {}
    for key, draft in zip(keys, drafts, strict=True):
        other = first.setdefault(key, draft)
        if other is not draft:
            what = "".join(f", {path}: {show(value)}" for path, value in draft.settings.items())
            message = f"gives the task {draft.base}{what}, seed {draft.seed} a second time; keep one"
            entries.where.add(_repeated(entries, other, draft), message)


def _repeated(entries: Entries, first: Draft, second: Draft) -> KeyPath:
    """Return the entry to blame for two equal tasks: a value of the grid, the seeds or the scenarios."""
    for path, values in entries.grid().items():
        if first.settings[path] != second.settings[path] or values.count(second.settings[path]) > 1:
            return "grid", path, max(i for i, value in enumerate(values) if value == second.settings[path])
    seeds = entries.data.get("seeds", [])
    return ("seeds",) if len(set(seeds)) < len(seeds) else ("scenarios",)
