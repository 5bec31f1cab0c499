"""An assumption moved along its documented range by one number.

The score is that of a standard normal: nought is the value, the low and the high lie at its tenth and ninetieth
percentile. Between and beyond them it moves on the scale on which the quantity is naturally symmetric: shares and
chances as logits, positive amounts as logarithms, all others, and what has an end on the edge of its bounds, as they are.
Each side has its own width. All years and provinces of an assumption move by the same score, each by its own distance.
"""

from collections.abc import Iterable, Mapping
from statistics import NormalDist
from typing import Any, NamedTuple

import numpy as np

from microsim.law.assumptions import LOGIT, Assumption, Assumptions, known_table, table_of
from microsim.law.values import YEARS
from microsim.places import PROVINCE_KEYS

WHOLES = (  # shares of one whole: what they leave is the rest
    ("contributions.floor_share", "contributions.basic_wage_share"),
    ("retirement.claim_earliest", "retirement.claim_late"),
    ("retirement.special_illness", "retirement.special_underground", "retirement.special_heavy"),
    ("survivors.two_dependants_share", "survivors.more_dependants_share"),
    ("education.college_final.men", "education.senior_final", "education.primary_final"),
    ("education.college_final.women", "education.senior_final", "education.primary_final"),
)
PERCENTILE = 0.9  # where the documented high lies; the low at one less it
SHARES = ("share", "probability")
DIGITS = 10  # significant digits of a value that is written
TINY = 1e-12  # shares nearer to 0 or 1 have no log odds worth a line
STRAIGHT = 1e-12  # a kink smaller than this is none
OUTERMOST = NormalDist().inv_cdf(PERCENTILE)  # and its score


def _logit(share: np.ndarray) -> np.ndarray:
    return np.log(share) - np.log1p(-share)


def _logistic(logit: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-logit))


SCALES: dict[str, tuple[Any, Any]] = {  # a scale and the way back
    "logit": (_logit, _logistic),
    "log": (np.log, np.exp),
    "plain": (np.asarray, np.asarray),
}


class Taken(NamedTuple):
    """What other parts take of the whole that an assumption is a share of [year, province].

    ``shipped``: by their values, ``start``: under the scenario, ``now``: where they have been moved to.
    """

    shipped: np.ndarray
    start: np.ndarray
    now: np.ndarray


NOTHING = Taken(*(np.zeros((len(YEARS), len(PROVINCE_KEYS))),) * 3)


def moved(entry: Assumption, score: float | np.ndarray, under: Assumption | None = None, taken: Taken = NOTHING) -> Any:
    """Return the value of an assumption at a score, as a scenario file writes it.

    Parameters
    ----------
    entry
        The assumption as shipped, with a documented low and high.
    score
        Standard normal score, one or one for each province; 0 the value itself, -1.28 the low, 1.28 the high.
    under
        The assumption under a scenario, where that sets it: its values move by the distances of the shipped ones.
    taken
        Where it is one of several shares of a whole, what the others take: its part of the rest is what moves, so that
        all together are never more than the whole.
    """
    start = known_table(under) if under else prior_table(entry)
    low, value, high = (end / (1 - taken.shipped) for end in ends(entry))
    now = start / (1 - taken.start)
    reach, end = np.abs(score) / OUTERMOST, np.where(np.greater_equal(score, 0), high, low)
    inner, outer = SCALES[scale_of(entry)]
    with np.errstate(divide="ignore", invalid="ignore"):
        cells = inner(np.stack([low, value, high, now]))
        bent = outer(cells[3] + reach * (inner(end) - inner(value)))
    result = np.where(np.isfinite(cells).all(axis=0), bent, now + reach * (end - value))
    result = np.clip(result, entry.quantity.least, entry.quantity.most) * (1 - taken.now)
    unmoved = np.equal(score, 0) & (taken.now == taken.start)
    return written(np.where(unmoved, start, result), entry.linear, _knots(entry, start, taken))


def moved_together(
    shipped: Assumptions, scores: Mapping[str, float | np.ndarray], under: Mapping[str, Assumption] | None = None
) -> dict[str, Any]:
    """Return the values of several assumptions at their scores, by path.

    Of the shares of a whole each moves its part of what those before it, and those that do not move, leave.

    Parameters
    ----------
    shipped : the assumptions as they ship
    scores : by path, one or one for each province
    under : assumptions that a scenario sets, by path: they move from there
    """
    under = under or {}
    prior = {path: prior_table(shipped.entries[path]) for path in scores}
    start = shipped.table_by_path(WHOLES) | prior | {path: known_table(entry) for path, entry in under.items()}
    now, result = dict(start), {}
    for path, score in scores.items():
        first = [part for part in _others(path) if part in result or part not in scores]
        taken = Taken(*(_sum_of(first, tables) for tables in (start | prior, start, now)))
        result[path] = moved(shipped.entries[path], score, under.get(path), taken)
        now[path] = known_table(shipped.apply({path: result[path]}).entries[path])
    return result


def _others(path: str) -> tuple[str, ...]:
    """Return the other parts of the whole that an assumption is a share of."""
    parts = next((paths for paths in WHOLES if path in paths), ())
    return tuple(part for part in parts if part != path)


def _sum_of(paths: Iterable[str], tables: Mapping[str, np.ndarray]) -> np.ndarray:
    """Return what some parts of a whole take of it [year, province]."""
    return sum((tables[path] for path in paths), np.zeros((len(YEARS), len(PROVINCE_KEYS))))


def prior_table(entry: Assumption) -> np.ndarray:
    """Return the values of an assumption before any estimate [year, province]."""
    return known_table(entry) if entry.prior is None else entry.prior


def before_estimate(entry: Assumption) -> Assumption:
    """Return an assumption as it was before an estimate moved it."""
    if entry.prior is None:
        return entry
    return entry._replace(value=entry.prior_value, table=entry.prior, prior=None, prior_value=None)


def ends(entry: Assumption) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return low, value and high of an assumption by year and province, the value before any estimate."""
    low, high = (table_of(raw, entry.linear) for raw in (entry.low, entry.high))
    if low is None or high is None:
        raise ValueError(f"{entry.path} has no documented low and high")
    value = prior_table(entry)
    gaps = np.isnan(low), np.isnan(high)  # a low or a high may be given for some provinces only
    return np.where(gaps[0], value, low), value, np.where(gaps[1], value, high)


def scale_of(entry: Assumption) -> str:
    """Return the scale on which an assumption moves: logit, log or plain."""
    if entry.quantity.kind in SHARES:
        return "logit"
    return "log" if entry.quantity.least >= 0 else "plain"


def _knots(entry: Assumption, start: np.ndarray, taken: Taken) -> np.ndarray:
    """Return the first year, and those in which what is moved, or one of its ends, bends or steps."""
    tables = np.concatenate([*ends(entry), start, *taken], axis=1)
    if entry.linear == LOGIT:
        tables = np.where((tables > 0) & (tables < 1), _logit(np.clip(tables, TINY, 1 - TINY)), tables)
    steps = np.diff(tables, axis=0)
    if entry.linear:
        bends = np.abs(np.diff(steps, axis=0, prepend=0 * steps[:1], append=0 * steps[:1])) > STRAIGHT * np.abs(
            tables
        ).max(axis=0)
        return np.asarray(np.arange(len(YEARS)) == 0) | bends.any(axis=1)
    return np.concatenate([[True], (steps != 0).any(axis=1)])


def written(table: np.ndarray, linear: bool | str, knots: np.ndarray) -> Any:
    """Return values by year and province as a scenario file writes them: the years that matter, provinces that differ."""
    if np.all(table == table[0]):
        return _by_province(table[0])
    years = np.flatnonzero(knots)
    if not linear:
        years = years[[True, *np.any(np.diff(table[years], axis=0) != 0, axis=1)]]
    return {str(YEARS[year]): _by_province(table[year]) for year in years}


def _by_province(row: np.ndarray) -> Any:
    """Return one number, or one for each province where they differ."""
    values = [float(f"{value:.{DIGITS}g}") for value in row]
    return values[0] if len(set(values)) == 1 else dict(zip(PROVINCE_KEYS, values, strict=True))
