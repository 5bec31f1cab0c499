"""The persons of two runs beside each other, each with himself: by id, with the group keys of the base."""

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from microsim.lives.columns import columns as all_columns
from microsim.lives.file import LIVES
from microsim.reading import InputError, Problem

if TYPE_CHECKING:
    import pandas as pd

IDENTITY = ("id", "persons", "jackknife_group")
FIRST_BIRTH = 1960  # earlier births are survivors: the base holds only who was alive at its date
LAST_BIRTH = 2004
WHOLE = 96  # years of life that a run must reach to hold it whole: births of 2004 in a run to 2100


@dataclasses.dataclass(frozen=True)
class Pairs:
    """Persons of both runs.

    Attributes
    ----------
    base, reform
        Their rows in either run, in one order, which is that of the base.
    only_base, only_reform
        How many are in one run only.
    """

    base: "pd.DataFrame"
    reform: "pd.DataFrame"
    only_base: int = 0
    only_reform: int = 0

    @property
    def alike(self) -> bool:
        """Whether both runs have the same persons."""
        return not self.only_base and not self.only_reform

    def born(self, births: tuple[int, int]) -> "Pairs":
        """Return those of some years of birth."""
        return self.of(self.base["birth_year"].between(*births).to_numpy())

    def of(self, kept: Any) -> "Pairs":
        """Return those whom a mask picks, [person]."""
        return dataclasses.replace(self, base=self.base[kept], reform=self.reform[kept])


def lives_of(table: Any, name: str, columns: Sequence[str]) -> "pd.DataFrame":
    """Return columns of a table of lives, a row a person in its order, words as categories.

    Parameters
    ----------
    table : of arrow, as ``Run.lives_table`` gives it
    name : of the run, for messages

    Raises
    ------
    InputError
        Where the table lacks a column.
    """
    wanted = list(dict.fromkeys(columns))
    if missing := [column for column in wanted if column not in table.column_names]:
        switches = sorted({f"beyond.{of.scheme}" for key, of in all_columns().items() if key in missing and of.scheme})
        told = (
            f"are lives of a run with {' and '.join(switches)}"
            if switches
            else f"are lives of this version: run {name} again"
        )
        message = f"found no column {', '.join(missing)}, allowed {told}"
        raise InputError([Problem(name, 0, 0, LIVES, message)])
    return table.select(wanted).to_pandas()


def whole_births(until: int) -> tuple[int, int] | None:
    """Return first and last year of the births whose lives lie within a run to a year; None where none do."""
    last = min(LAST_BIRTH, until - WHOLE)
    return (FIRST_BIRTH, last) if last >= FIRST_BIRTH else None


def paired(base: "pd.DataFrame", reform: "pd.DataFrame") -> Pairs:
    """Return the persons of two tables of lives side by side, by id."""
    if len(base) == len(reform) and (base["id"].to_numpy() == reform["id"].to_numpy()).all():
        return Pairs(base, reform)
    both = base[base["id"].isin(reform["id"])].reset_index(drop=True)
    beside = reform.set_index("id", drop=False).loc[both["id"]].reset_index(drop=True)
    return Pairs(both, beside, len(base) - len(both), len(reform) - len(both))


def amount(lives: "pd.DataFrame", columns: Sequence[str]) -> Any:
    """Return the sum of some columns of each person, float64 [person]."""
    return lives[list(columns)].to_numpy(dtype="float64").sum(axis=1)
