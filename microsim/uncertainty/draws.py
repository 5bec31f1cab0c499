"""Draws of the uncertain quantities: quasi-random scores, and the settings of a scenario they stand for."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from microsim.law.assumptions import Assumptions, known_table
from microsim.law.load import load_assumptions
from microsim.law.values import YEARS
from microsim.places import PROVINCE_KEYS
from microsim.scenarios import Scenario
from microsim.scenarios.read import with_entries
from microsim.scenarios.together import WHOLES
from microsim.uncertainty.quantities import Uncertain, uncertain_quantities
from microsim.uncertainty.scores import Taken, moved

if TYPE_CHECKING:
    import pandas as pd

SCRAMBLE = 20170101  # the one scramble of the points: draw number k is the same in every batch
CLIP = 1e-6  # no draw lies beyond this tail: 4.75 standard deviations


def scores(number: int, quantities: tuple[Uncertain, ...] | None = None) -> np.ndarray:
    """Return the scores of the first draws [draw, quantity]: points of a scrambled Sobol sequence, made normal.

    They fill the space more evenly than random ones; each draw has the same weight. Draw k does not depend on how many
    are asked for.
    """
    from scipy.special import ndtri
    from scipy.stats import qmc

    chosen = uncertain_quantities() if quantities is None else quantities
    sequence = qmc.Sobol(len(chosen), scramble=True, seed=SCRAMBLE)
    points = sequence.random_base2(int(np.ceil(np.log2(max(number, 2)))))[:number]
    return np.asarray(ndtri(np.clip(points, CLIP, 1 - CLIP)))


def score_table(number: int) -> "pd.DataFrame":
    """Return the scores of the first draws as a table: a row a draw from 1 on, a column an uncertain quantity."""
    import pandas as pd

    names = [quantity.name for quantity in uncertain_quantities()]
    return pd.DataFrame(scores(number), index=pd.RangeIndex(1, number + 1, name="draw"), columns=names)


def settings(scenario: Scenario, at: Mapping[Uncertain, float]) -> dict[str, Any]:
    """Return what a draw sets in a scenario, by path; what the scenario sets itself moves by the same distance.

    Quantities of one assumption for several provinces become one setting. Of the shares of a whole each moves its part of
    what those before it, and those that are not drawn, leave.
    """
    shipped = load_assumptions()
    start = shipped.apply(scenario.assumptions)
    moving = by_path(at)
    result: dict[str, Any] = {}
    for path, row in moving.items():
        first = {part for part in whole(path) if part in result or part not in moving}
        now = start.apply({part: result[part] for part in first & set(result)})
        taken = Taken(*(together(first, tree) for tree in (shipped, start, now)))
        result[path] = moved(shipped.entries[path], row, start.entries[path], taken)
    return result


def by_path(at: Mapping[Uncertain, float]) -> dict[str, np.ndarray]:
    """Return scores by assumption [province]."""
    result: dict[str, np.ndarray] = {}
    for quantity, score in at.items():
        result.setdefault(quantity.path, np.zeros(len(PROVINCE_KEYS)))[quantity.columns] = score
    return result


def whole(path: str) -> tuple[str, ...]:
    """Return the other parts of the whole that an assumption is a share of."""
    parts = next((paths for paths in WHOLES if path in paths), ())
    return tuple(part for part in parts if part != path)


def together(paths: Iterable[str], tree: Assumptions) -> np.ndarray:
    """Return what some parts of a whole take of it [year, province]."""
    tables = (known_table(tree.entries[path]) for path in sorted(paths))
    return sum(tables, np.zeros((len(YEARS), len(PROVINCE_KEYS))))


def drawn(scenario: Scenario, at: Mapping[Uncertain, float], name: str) -> Scenario:
    """Return a scenario with the settings of a draw, under a name of its own."""
    return with_entries(scenario, settings(scenario, at), name).named(name)
