"""From two runs to the balance sheet: under which closure, with which groups of persons, with or without errors."""

import dataclasses
from typing import TYPE_CHECKING, Any

from microsim.comparing.balance import BalanceSheet, balance_sheet, years_of_both
from microsim.comparing.changes import first_day, scenario_of
from microsim.comparing.closure import Kept, known_closure, under_closure
from microsim.comparing.groups import STANDING, Grouped, columns_of, grouped, known_keys
from microsim.comparing.people import IDENTITY, lives_of
from microsim.reading import InputError, Problem
from microsim.report.winning import ALLOWED, same_people

if TYPE_CHECKING:
    import pandas as pd

    from microsim.report.comparison import Comparison


def sheet_of(
    change: "Comparison", closure: str = "run", persons: Any = None, errors: bool = False, progress: Any = False
) -> BalanceSheet:
    """Return the balance sheet of a comparison; parameters and errors as for ``Comparison.balance_sheet``."""
    known_closure(closure)
    groups = groups_of(change, persons) if persons is not None else None  # what is wrong with them is said first
    years = years_of_both(change.base.tree, change.reform.tree)
    old, new = (Kept(run.tree, scenario_of(run.manifest)) for run in (change.base, change.reform))
    sheet = balance_sheet(*under_closure(closure, old, new, years), years, closure)
    if errors and sheet.changes is None:
        sheet = dataclasses.replace(sheet, without=errors_by_group(closure, old, new, years))
    if groups is None:
        return sheet
    from microsim.report.relived import lived_again

    lives, found = groups
    parts = [lived_again(run, lives, found, progress) for run in (change.base, change.reform)]
    firsts = [int(run.tree["funds"].year[0]) for run in (change.base, change.reform)]
    return sheet.with_persons(
        found.names, *(part[..., years - first] for part, first in zip(parts, firsts, strict=True))
    )


def errors_by_group(closure: str, base: Kept, reform: Kept, years: Any) -> Any:
    """Return the sheets without each group of persons, fen [group, year, party]; refused where runs kept no groups."""
    from microsim.comparing.thinned import can_be_thinned, sheets_without

    if not can_be_thinned(base, reform):
        message = "found results without totals by group of persons, allowed are runs of this version; run both again"
        raise InputError([Problem("errors", 0, 0, "", message)])
    return sheets_without(closure, base, reform, years)


def groups_of(change: "Comparison", persons: Any) -> "tuple[pd.DataFrame, Grouped]":
    """Return the lives of the base and their groups; refused where persons of the runs have no twins."""
    from microsim.report.relived import refuse_to_live_again

    keys = known_keys(persons)
    for run in (change.base, change.reform):
        refuse_to_live_again(run)
    if not same_people(change):
        raise InputError([Problem("persons", 0, 0, "", f"found unpaired runs; {ALLOWED}")])
    day = first_day(change.changes()) if STANDING in keys else None
    lives = lives_of(change.base.lives_table, change.base.name, (*IDENTITY, *columns_of(keys)))
    return lives, grouped(lives, keys, day)
