"""Whether groups of persons fare as a scenario expects: their lives beside those of the same persons in the baseline."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from microsim.comparing.classes import BENEFITS, NET_OF, wealth_of
from microsim.comparing.classes import FEN as NO_FEN
from microsim.comparing.groups import KEYS, STANDING, plain_values
from microsim.comparing.means import NUMBERS
from microsim.comparing.people import IDENTITY, Pairs, paired
from microsim.estimating import FEWEST
from microsim.lives.columns import columns
from microsim.reading import Problem, did_you_mean, show
from microsim.scenarios import Scenario
from microsim.scenarios.model import Expect, GroupChange

if TYPE_CHECKING:
    import pandas as pd

WEALTH = "net_wealth"
COHORT_YEARS = 5
COLUMN_OF = {key: names[0] for key, names in KEYS.items() if len(names) == 1 and key != STANDING}  # of each grouping
NUMBERED = {
    "cohort": range(1900, 2101, COHORT_YEARS),
    "earnings_quintile": range(6),
}  # values of groups that are numbers


def groups_expected(one: Scenario) -> list[GroupChange]:
    """Return what a scenario expects of groups."""
    return Expect.model_validate(one.expect).groups


def wrong_groups(one: Scenario) -> Iterator[Problem]:
    """Yield a problem for each group, value of a group and measure that lives do not know, with the nearest."""
    for number, change in enumerate(groups_expected(one)):
        at = f"expect.groups.{number}"
        for key, values in change.who.items():
            if key not in COLUMN_OF:
                message = f"found no group of this name, allowed is one of {', '.join(COLUMN_OF)}"
                yield Problem(one.name, 0, 0, f"{at}.who.{key}", message + did_you_mean(key, list(COLUMN_OF)))
                continue
            known = values_of(COLUMN_OF[key])
            for value in listed(values):
                if str(value) not in known:
                    message = f"found {show(value)}, allowed is {few(known)}{did_you_mean(str(value), known)}"
                    yield Problem(one.name, 0, 0, f"{at}.who.{key}", message)
        if change.measure not in measures():
            message = f"found {change.measure}, allowed is {WEALTH} or a column of numbers of lives"
            yield Problem(one.name, 0, 0, f"{at}.measure", message + did_you_mean(change.measure, measures()))


def measures() -> list[str]:
    """Return what may be expected of a group."""
    return [WEALTH, *(name for name, column in columns().items() if column.type in NUMBERS)]


def values_of(column: str) -> list[str]:
    """Return the values that a column of groups may have."""
    return [str(value) for value in NUMBERED.get(column, columns()[column].words)]


def few(known: list[str]) -> str:
    """Return what is allowed in a few words."""
    return ", ".join(known) if len(known) <= 8 else f"such as {known[0]}, {known[1]} to {known[-1]}"


def listed(values: Any) -> list[Any]:
    """Return one or several values as a list."""
    return list(values) if isinstance(values, list) else [values]


def columns_for(scenarios: Iterable[Scenario]) -> tuple[str, ...]:
    """Return the columns of lives that scenarios expect something of; none where they expect nothing of groups."""
    found: dict[str, None] = {}
    for change in (change for one in scenarios for change in groups_expected(one)):
        told = (*BENEFITS, *NET_OF["own"]) if change.measure == WEALTH else (change.measure,)
        found |= dict.fromkeys((*IDENTITY, *(COLUMN_OF[key] for key in change.who), *told))
    return tuple(found)


def in_words(who: dict[str, Any]) -> str:
    """Return a group as it is printed: sex=female, cohort=1975|1980."""
    return ", ".join(f"{key}={'|'.join(map(str, listed(values)))}" for key, values in who.items())


def members(lives: "pd.DataFrame", who: dict[str, Any]) -> np.ndarray:
    """Return who is of a group, [person]."""
    found = np.ones(len(lives), bool)
    for key, values in who.items():
        found &= np.isin(
            np.asarray(plain_values(lives[COLUMN_OF[key]])).astype(str), [str(one) for one in listed(values)]
        )
    return found


def fares(change: GroupChange, base: "pd.DataFrame", reform: "pd.DataFrame") -> tuple[float, float, bool | None]:
    """Return the group's mean in the baseline and in the reform, and whether nobody gains or loses where that is expected.

    None where too few persons of the group were sampled to say anything, or nothing is expected of nobody.
    """
    pairs = paired(base, reform)
    pairs = pairs.of(members(pairs.base, change.who))
    before, by = before_and_change(pairs, change.measure)
    if len(by) < FEWEST:
        return np.nan, np.nan, None
    moved = {"gains": by >= NO_FEN, "loses": by <= -NO_FEN, None: np.zeros(0, bool)}[change.nobody]
    return float(before.mean()), float((before + by).mean()), None if change.nobody is None else not moved.any()


def before_and_change(pairs: Pairs, measure: str) -> tuple[np.ndarray, np.ndarray]:
    """Return a measure of each person in the baseline and by how much it differs, of who has it in both runs."""
    if measure == WEALTH:
        wealth = wealth_of(pairs, "own")
        return wealth.base, wealth.change
    old, new = (lives[measure].to_numpy(dtype="float64", na_value=np.nan) for lives in (pairs.base, pairs.reform))
    known = np.isfinite(old) & np.isfinite(new)
    return old[known], (new - old)[known]
