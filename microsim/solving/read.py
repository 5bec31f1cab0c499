"""Read a question, from a file or from Python, and check every part of it before anything is run."""

import itertools
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from microsim.law.values import number
from microsim.reading import (
    InputError,
    KeyPath,
    Position,
    Problem,
    Where,
    did_you_mean,
    plain,
    read_yaml,
    shortened,
    show,
)
from microsim.reading.arguments import is_file
from microsim.reading.models import entry_at, fields_of, in_words
from microsim.scenarios import Scenario, scenario
from microsim.scenarios.checks import matching_assumptions
from microsim.scenarios.combined import combined, names_in
from microsim.scenarios.files import SHIPPED, SUFFIXES, find_file
from microsim.scenarios.known import assumption_quantities, law_quantities, measurable
from microsim.scenarios.read import entry_of, together
from microsim.schema import Quantity
from microsim.solving.model import Axis, Goal, Lever, SolveFile
from microsim.solving.question import Cell, Move, Question, is_law

Source = str | Path | dict[str, Any]
IN_PYTHON = "solve"  # what messages call a question that is no file
PARTS: dict[str, type[BaseModel]] = {"lever": Lever, "goal": Goal}
FORMS = ("number", "count", "age", "month")  # of levers that can be moved
MOST_CELLS = 1000


class Reading:
    """The entries of a question as they were given, and where each was written."""

    def __init__(self, source: Source, more: dict[str, Any]):
        self.folder: Path | None = None
        data: Any
        positions: dict[KeyPath, Position]
        if isinstance(source, dict):
            data, positions, label = {"name": IN_PYTHON} | source, {}, IN_PYTHON
        else:
            path = _file(source)
            self.folder, label = path.parent, str(path)
            data, positions = read_yaml(path)
        self.where = Where(positions, label)
        if not isinstance(data, dict):
            self.where.add((), f"found {show(data)}, allowed is a map with the keys {', '.join(fields_of(SolveFile))}")
            self.where.problems.check()
        self.data: dict[str, Any] = plain(data | more)

    def shape(self) -> SolveFile:
        """Return the entries as the model has them; InputError where they do not fit."""
        try:
            return SolveFile.model_validate(self.data)
        except ValidationError as error:
            for item in error.errors(include_url=False):
                path = entry_at(item["loc"], self.data)
                self.where.add(path, _say(item, path))
            raise InputError(self.where.problems) from None

    def scenario(self, text: str, entry: KeyPath) -> Scenario | None:
        """Return a scenario that the question names; what is wrong with it is noted."""
        found = []
        for name in names_in(text, self.folder):
            path = find_file(name, self.folder, self.where.at(entry), ".".join(map(str, entry)), self.where.problems)
            found.append(path)
        try:
            if None in found:
                return None
            paths = [path for path in found if path is not None]
            return together(paths, text) if len(paths) > 1 else scenario(paths[0])
        except InputError as error:
            self.where.problems.extend(error.problems)
            return None

    def move(self, lever: Lever | Axis, entry: KeyPath) -> Move | None:
        """Return a lever with what it moves; a path that is unknown or cannot be moved is noted."""
        path, quantity = _named(lever.path)
        if quantity is None:
            names = [*law_quantities(), *assumption_quantities()] if "." in lever.path else [*assumption_quantities()]
            found = f"found {shortened(lever.path)}, which is neither law nor an assumption{did_you_mean(path, names)}"
            self.where.add((*entry, "path"), found)
        elif quantity.about.form not in FORMS or quantity.tiers:
            found = f"found {path}, which has no values between two others; allowed are numbers, ages and months"
            self.where.add((*entry, "path"), found)
        elif is_law(path) and lever.from_ is None:
            self.where.add(entry, "from: is missing, allowed is a date such as 2031-01-01: law holds from a day on")
        else:
            return Move(path, lever.from_, quantity)
        return None


def question_of(source: Source, **more: Any) -> Question:
    """Return a question ready to be answered.

    Parameters
    ----------
    source
        A file, the name of a shipped one, or its content as a dict.
    more
        Entries in place of those of the source.

    Raises
    ------
    InputError
        With every mistake found.
    """
    reading = Reading(source, more)
    file, where = reading.shape(), reading.where
    base, move = reading.scenario(file.scenario, ("scenario",)), reading.move(file.lever, ("lever",))
    ends = _ends(reading, file, move)
    _check_goal(reading, file, base)
    axes = {name: _axis(reading, name, axis) for name, axis in file.for_.items()}
    where.problems.check()
    assert base is not None
    assert move is not None
    low, high = ends
    cells = _cells(reading, base, axes, move)
    for index, end in enumerate((low, high)):  # the scenario itself says what is wrong with a value
        for cell in cells:
            try:
                move.laid(cell.base, end, f"lever.between.{index}")
            except InputError as error:
                where.problems.extend(error.problems)
                break
    where.problems.check()
    return Question(file, move, low, high, tuple(cells))


def _file(source: Source) -> Path:
    """Return the path of a file, or of a shipped one by its name."""
    if not isinstance(source, str | Path):
        message = f"found {show(source)}, allowed is the path of a file, the name of a shipped one or a dict"
        raise InputError([Problem(IN_PYTHON, 0, 0, "", message)])
    path, name = Path(source), str(source)
    known = {file.stem: file for file in sorted((SHIPPED / "solves").glob("*.yaml"))}
    if is_file(path) or name.endswith(SUFFIXES):
        return path
    if name not in known:
        allowed = f"allowed is the path of a file or one of {', '.join(known)}{did_you_mean(name, known)}"
        raise InputError([Problem(shortened(name), 0, 0, "", f"found no question {shortened(name)}; {allowed}")])
    return known[name]


def _say(item: Any, path: KeyPath) -> str:
    """Turn what pydantic reports into found, allowed, did you mean."""
    model = SolveFile if len(path) <= 1 else PARTS.get(str(path[0]), Axis)
    key = str(path[1] if len(path) > 1 and path[0] in PARTS else path[-1] if path else "")
    fields = fields_of(model)
    if path[:1] == ("for",) and len(path) == 2:
        return f"found {show(item['input'])}, allowed is {SolveFile.model_fields['for_'].description}"
    return in_words(item, key, fields, fields.get(key)) or f"found {show(item['input'])}, allowed is another value"


def _named(path: str) -> tuple[str, Quantity | None]:
    """Return the full path of law or an assumption, and what it is; None where it is neither."""
    section, name = entry_of(path)
    if section == "law":
        return name, law_quantities().get(name)
    matches = matching_assumptions(name)
    return (matches[0], assumption_quantities()[matches[0]]) if len(matches) == 1 else (name, None)


def _ends(reading: Reading, file: SolveFile, move: Move | None) -> tuple[float, float]:
    """Return the two ends of a lever's range as numbers, ages in months."""
    try:
        low, high = (float(number(end)) for end in file.lever.between)
    except (ValueError, TypeError):
        reading.where.add(("lever", "between"), f"found {file.lever.between}, allowed are two values of the lever")
        return 0.0, 0.0
    if not low < high and move is not None:
        found = (
            f"found {file.lever.between[0]} and {file.lever.between[1]}, allowed are the least and the largest value"
        )
        reading.where.add(("lever", "between"), found)
    return low, high


def _check_goal(reading: Reading, file: SolveFile, base: Scenario | None) -> None:
    """Indicators must be known, and years in order and within the run."""
    where, goal = reading.where, file.goal
    entries: list[tuple[KeyPath, str | None]] = [(("goal", "indicator"), goal.indicator), (("goal", "less"), goal.less)]
    for entry, name in (*entries, *((("report", index), name) for index, name in enumerate(file.report))):
        if name is not None and name not in measurable():
            allowed = fields_of(Goal)["indicator"].description
            where.add(entry, f"found {shortened(name)}, allowed is {allowed}{did_you_mean(name, measurable())}")
    if goal.years[0] > goal.years[-1]:
        where.add(
            ("goal", "years"), f"found {goal.years[0]} before {goal.years[-1]}, allowed are the first and the last"
        )
    last = file.until or goal.years[-1]
    if goal.years[-1] > last:
        where.add(("goal", "years"), f"found {goal.years[-1]}, allowed are years up to the last one simulated, {last}")
    if base is not None and not base.horizon.start <= goal.years[0] <= last <= base.horizon.end:
        allowed = f"the horizon of {base.name} allows {base.horizon.start} to {base.horizon.end}"
        where.add(("goal", "years"), f"found years to {last}, {allowed}")
    if file.seed in file.checks:
        where.add(("checks",), f"found {file.seed}, which is the seed of the solution; allowed are other seeds")


def _axis(reading: Reading, name: str, axis: list[str] | Axis) -> list[tuple[str, Any]]:
    """Return what stands on an axis: words, and a scenario or a lever with a value."""
    entry = ("for", name)
    if isinstance(axis, Axis):
        move = reading.move(axis, entry)
        return [] if move is None else [(show(value), (move, value)) for value in axis.values]
    found = [(text, reading.scenario(text, (*entry, index))) for index, text in enumerate(axis)]
    return [(text, one) for text, one in found if one is not None]


def _cells(reading: Reading, base: Scenario, axes: dict[str, list[tuple[str, Any]]], lever: Move) -> list[Cell]:
    """Return every combination of what stands on the axes; two that disagree, and the lever among them, are noted."""
    found = []
    combinations = list(itertools.product(*axes.values()))
    if len(combinations) > MOST_CELLS:
        reading.where.add(("for",), f"makes {len(combinations):,} combinations, allowed are at most {MOST_CELLS:,}")
        return []
    for combination in combinations:
        try:
            parts = [
                part
                for _, part in combination
                if isinstance(part, Scenario) and part.name not in ("baseline", base.name)
            ]
            made = combined([base, *parts], "for") if parts else base
            for _, part in combination:
                made = made if isinstance(part, Scenario) else part[0].laid(made, part[1], "for")
        except InputError as error:
            reading.where.problems.extend(error.problems)
            continue
        if any(isinstance(part, tuple) and part[0].path == lever.path for _, part in combination):
            reading.where.add(("for",), f"found {lever.path}, which is the lever itself; allowed is another")
        found.append(Cell(dict(zip(axes, (word for word, _ in combination), strict=True)), made))
    return found
