"""Poverty of the old after each benefit: heads and gaps by line, income growing kind by kind."""

from collections.abc import Callable

import numpy as np

from microsim.comparing.table import PERCENT
from microsim.evaluating.incomes import KINDS, LIVELIHOOD, SUPPORT
from microsim.evaluating.measures import HUNDRED, Measure, share
from microsim.evaluating.old import Old

BAND = 1.5  # of the standard: the line just above it
LINES: dict[str, Callable[[Old], np.ndarray]] = {
    "standard": lambda old: old.standard,
    "band": lambda old: BAND * old.standard,
    "median": lambda old: old.median,
}
"""Lines, yuan a month of each person: the standard of the place, 1.5 times it, half the median of the old of the province."""


def kinds_shown(met: bool) -> list[int]:
    """Return the kinds of income that are added one after the other; without the scheme neither it nor support."""
    return [kind for kind in range(len(KINDS)) if met or kind not in (LIVELIHOOD, SUPPORT)]


def heads(old: Old, line: str, met: bool) -> list[Measure]:
    """Return the share of the old below a line after each kind of income."""
    limit = LINES[line](old)
    return [share(f"after_{KINDS[kind]}", total < limit) for kind, total in added(old, met)]


def gaps(old: Old, line: str, met: bool) -> list[Measure]:
    """Return the mean shortfall from a line over all the old, as percent of the line, after each kind of income."""
    limit = LINES[line](old)
    short = [(kind, np.maximum(limit - total, 0.0)) for kind, total in added(old, met)]
    return [Measure(f"after_{KINDS[kind]}", PERCENT, gap, limit, HUNDRED) for kind, gap in short]


def added(old: Old, met: bool) -> list[tuple[int, np.ndarray]]:
    """Return income up to and with each kind, yuan a month."""
    shown = kinds_shown(met)
    return [(kind, old.income[:, [one for one in shown if one <= kind]].sum(axis=1)) for kind in shown]
