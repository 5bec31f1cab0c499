"""Draws of the uncertain quantities: quasi-random scores, and the settings of a scenario they stand for."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from microsim.law.estimates import by_path, path_of
from microsim.law.information import known_assumptions
from microsim.law.load import load_assumptions
from microsim.law.moving import moved_together
from microsim.scenarios import Scenario
from microsim.scenarios.read import with_entries
from microsim.uncertainty.quantities import Uncertain, uncertain_quantities

if TYPE_CHECKING:
    import pandas as pd

SCRAMBLE = 20170101  # the one scramble of the points: draw number k is the same in every batch
CLIP = 1e-6  # no draw lies beyond this tail: 4.75 standard deviations


def scores(number: int, quantities: tuple[Uncertain, ...] | None = None) -> np.ndarray:
    """Return the scores of the first draws [draw, quantity]: points of a scrambled Sobol sequence, made normal.

    They fill the space more evenly than random ones; each draw has the same weight. Draw k does not depend on how many
    are asked for. What was estimated is drawn around its estimate, with the covariance of the estimates; all else
    independently, from its documented range.
    """
    from scipy.special import ndtri
    from scipy.stats import qmc

    chosen = uncertain_quantities() if quantities is None else quantities
    sequence = qmc.Sobol(len(chosen), scramble=True, seed=SCRAMBLE)
    points = sequence.random_base2(int(np.ceil(np.log2(max(number, 2)))))[:number]
    centre, spread = posterior([quantity.name for quantity in chosen])
    return np.asarray(centre + ndtri(np.clip(points, CLIP, 1 - CLIP)) @ np.linalg.cholesky(spread).T)


def posterior(names: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Return mean [quantity] and covariance [quantity, quantity] of scores: of the estimates, else standard normal."""
    known = load_assumptions().estimates
    centre, spread = np.zeros(len(names)), np.eye(len(names))
    if known is not None:
        there = {name: number for number, name in enumerate(known.names)}
        rows = [number for number, name in enumerate(names) if name in there]
        source = [there[names[number]] for number in rows]
        centre[rows] = known.scores[source]
        spread[np.ix_(rows, rows)] = known.covariance[np.ix_(source, source)]
    return centre, spread


def score_table(number: int) -> "pd.DataFrame":
    """Return the scores of the first draws as a table: a row a draw from 1 on, a column an uncertain quantity."""
    import pandas as pd

    names = [quantity.name for quantity in uncertain_quantities()]
    return pd.DataFrame(scores(number), index=pd.RangeIndex(1, number + 1, name="draw"), columns=names)


def settings(scenario: Scenario, at: Mapping[str, float]) -> dict[str, Any]:
    """Return what scores of uncertain quantities, by name, set in a scenario, by path.

    What the scenario sets itself moves from there, by the distance of the score from its estimate.
    """
    shipped = known_assumptions(scenario.information)
    under = shipped.apply(scenario.assumptions)
    names = [name for name in at if path_of(name) in under.changed]
    centre = dict(zip(names, posterior(names)[0], strict=True))
    rows = by_path({name: score - centre.get(name, 0.0) for name, score in at.items()})
    return moved_together(shipped, rows, {path: under.entries[path] for path in rows if path in under.changed})


def drawn(scenario: Scenario, at: Mapping[str, float], name: str) -> Scenario:
    """Return a scenario with the settings of a draw, under a name of its own."""
    return with_entries(scenario, settings(scenario, at), name).named(name)
