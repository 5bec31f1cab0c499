"""Means of any column of the lives, by groups, with errors: of one run, and what a reform adds to them."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from microsim.comparing.groups import Grouped
from microsim.comparing.people import Pairs
from microsim.comparing.table import (
    COUNT,
    DIFFERENCE,
    LEVEL,
    NO_UNIT,
    PERSONS,
    YUAN,
    Column,
    Figure,
    Name,
    Table,
    Unit,
    named,
)
from microsim.estimating import Estimate, estimate_mean
from microsim.lives.columns import AT_VALUE_DATE, columns
from microsim.reading import InputError, Problem, did_you_mean

if TYPE_CHECKING:
    import pandas as pd

NUMBERS = ("money", "small", "count", "flag", "share")  # kinds of columns that have a mean
WORD = re.compile(r"[A-Za-z_]\w*")
UNITS = {AT_VALUE_DATE: YUAN, "months": Unit("months", "月"), "yuan/month": Unit("yuan/month", "元/月")}


def known_numbers(names: Sequence[Any]) -> tuple[str, ...]:
    """Return columns of lives that hold numbers.

    Raises
    ------
    InputError
        For none, and for each that is no such column, with the nearest.
    """
    known = [name for name, column in columns().items() if column.type in NUMBERS]
    problems = [
        Problem("means", 0, 0, "", f"found {name}, allowed are columns of numbers{did_you_mean(str(name), known)}")
        for name in names
        if name not in known
    ]
    if not names:
        problems.append(
            Problem("means", 0, 0, "", "found no column, allowed are such as pension_pv (docs/lives-table.md)")
        )
    if problems:
        raise InputError(problems)
    return tuple(dict.fromkeys(names))


def columns_named(where: Any) -> tuple[str, ...]:
    """Return the columns of lives that a condition names.

    Raises
    ------
    InputError
        For what is no text and for one that names none.
    """
    if where is None:
        return ()
    found = [word for word in dict.fromkeys(WORD.findall(where)) if word in columns()] if isinstance(where, str) else []
    if not found:
        message = f"found {where!r}, allowed is a condition on columns of lives such as \"months_short > 0 and sex == 'female'\""
        raise InputError([Problem("where", 0, 0, "", message)])
    return tuple(found)


def who(lives: "pd.DataFrame", where: str | None) -> np.ndarray:
    """Return of whom a condition on the columns of lives holds, [person].

    Raises
    ------
    InputError
        For a condition that cannot be read or names what is no column.
    """
    if where is None:
        return np.ones(len(lives), bool)
    plain = lives.apply(lambda column: column.astype(object) if column.dtype == "category" else column)
    try:
        found = np.asarray(plain.eval(where, engine="python"))
    except Exception as fault:  # whatever pandas says of an expression
        raise InputError(
            [Problem("where", 0, 0, "", f"found {where!r}, which says nothing of lives: {fault}")]
        ) from None
    if found.dtype != bool or found.shape != (len(lives),):
        raise InputError(
            [Problem("where", 0, 0, "", f"found {where!r}, allowed is a condition, true or false of a person")]
        )
    return found


def means_table(lives: "pd.DataFrame", groups: Grouped, names: Sequence[str], notes: Sequence[Name]) -> Table:
    """Return the mean of each column in each group, persons without a value left out.

    Parameters
    ----------
    lives : rows of one run
    groups : of the same persons
    names : columns of numbers
    notes : what has to be said of the persons
    """
    shown = [(_column(name, LEVEL), _mean(_values(lives, name), lives, groups)) for name in names]
    return _table("means", named("means"), lives, groups, shown, notes)


def mean_changes_table(pairs: Pairs, groups: Grouped, names: Sequence[str], notes: Sequence[Name]) -> Table:
    """Return the mean change of each column in each group, of persons with a value in both runs, and the base's mean."""
    shown = []
    for name in names:
        old, new = _values(pairs.base, name), _values(pairs.reform, name)
        changed = _column(name, DIFFERENCE)
        base = _column(name, LEVEL)
        base = base._replace(name=named("base_of", name=base.name)._replace(key=f"base.{name}"))
        shown += [(changed, _mean(new - old, pairs.base, groups)), (base, _mean(old, pairs.base, groups))]
    return _table("mean_changes", named("mean_changes"), pairs.base, groups, shown, notes)


def _values(lives: "pd.DataFrame", name: str) -> np.ndarray:
    return lives[name].to_numpy(dtype="float64", na_value=np.nan)


def _mean(values: np.ndarray, lives: "pd.DataFrame", groups: Grouped) -> Estimate:
    stated = np.isfinite(values)
    cells = np.where(stated, groups.cells, -1)
    keys = lives["jackknife_group"].to_numpy(), cells, len(groups.names), lives["persons"].to_numpy()
    return estimate_mean(np.where(stated, values, 0.0), *keys)


def _column(name: str, kind: str) -> Column:
    entry = columns()[name]
    unit = UNITS.get(entry.unit, Unit(entry.unit, entry.unit) if len(entry.unit) > 1 else NO_UNIT)
    return Column(Name(name, entry.english, entry.chinese), kind, unit, 0 if unit == YUAN else 2)


def _table(
    key: str,
    title: Name,
    lives: "pd.DataFrame",
    groups: Grouped,
    shown: list[tuple[Column, Estimate]],
    notes: Sequence[Name],
) -> Table:
    sampled = np.bincount(groups.cells, minlength=len(groups.names))
    cells = [
        (
            Figure(float(sampled[row])),
            *(Figure(float(one.value[row]), float(one.se[row]), float(one.persons[row])) for _, one in shown),
        )
        for row in range(len(groups.names))
    ]
    heads = (Column(named("sampled"), COUNT, PERSONS), *(column for column, _ in shown))
    return Table(key, title, heads, groups.names, tuple(cells), (*notes, named("errors_of_sample")))
