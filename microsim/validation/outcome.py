"""What the comparison of a run with published figures gave: rows, scores, and both as JSON."""

import dataclasses
import math
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from microsim.report.rows import AsRows
from microsim.validation.comparing import SCORED, Comparison, Verdict
from microsim.validation.naive import Naive, naive
from microsim.validation.roles import REGISTER_YEARS, REGISTERS, Role
from microsim.validation.targets import Target, shipped_targets

if TYPE_CHECKING:
    pass

SCORED_GRADES = ("A", "B")
GATES = {"score_fit": (0.04, 0.10), "score_register": (0.06, 0.12)}  # mean and greatest absolute logarithm


class Score(NamedTuple):
    """How near a set of figures is.

    Attributes
    ----------
    name : in the book of words
    rows, within : figures scored, and those of them within their tolerance (None of a naive forecast)
    mean, greatest : absolute logarithm of simulated over published; missing where there are no figures. Where nothing is
        simulated beside a figure the greatest is infinite, and the mean is of the others.
    """

    name: str
    rows: int
    within: int | None
    mean: float
    greatest: float


@dataclasses.dataclass(frozen=True)
class Validation(AsRows):
    """A run beside published figures.

    Attributes
    ----------
    name, one_in : of the run
    base_year : the year the run starts from
    rows : a Comparison for each figure, in their order
    """

    name: str
    one_in: int
    base_year: int
    rows: tuple[Comparison, ...]

    def naive(self, target: Target) -> Naive:
        """Return the two forecasts that need no model; they also know the shipped figures."""
        own = tuple(row.target for row in self.rows if not row.target.shipped)
        return naive(target, (*shipped_targets(), *own), self.base_year)

    def scored(self, role: Role) -> list[Comparison]:
        """Return the figures of a role that have a verdict, by region, indicator and year."""
        rows = [row for row in self.rows if row.role is role and row.verdict in SCORED]
        return sorted(rows, key=lambda row: (row.target.region, row.target.indicator, row.target.year))

    def scores(self) -> list[Score]:
        """Return the scores of fitted figures, registers apart, of those held out, and of the naive forecasts."""
        graded = [row for row in self.rows if row.target.grade in SCORED_GRADES and row.verdict in SCORED]
        fitted = [row for row in graded if row.role is Role.FIT]
        held = [row for row in graded if row.role is Role.HOLDOUT]
        found = [
            score("score_fit", [row for row in fitted if not of_register(row)]),
            score("score_register", [row for row in fitted if of_register(row)]),
            score("score_holdout", held),
        ]
        both = [(row, self.naive(row.target)) for row in held]
        both = [(row, one) for row, one in both if None not in one]
        found.append(score("score_model", [row for row, _ in both]))
        for name in ("last", "trend"):
            logs = [log_of(getattr(one, name), row.target.value) for row, one in both]
            found.append(_score(f"score_{name}", logs, None))
        return found

    def plain_rows(self) -> Iterator[dict[str, Any]]:
        """Yield each figure as plain data; ``simulated`` and ``ratio`` are None where there is no figure."""
        return map(as_plain, self.rows)


def of_register(row: Comparison) -> bool:
    """Tell whether a figure counts a register in the years in which that held many who no longer paid."""
    return row.target.year in REGISTER_YEARS and any(name in row.scope.split() for name in REGISTERS)


def log_of(simulated: float, published: float) -> float:
    """Return the absolute logarithm of a ratio, infinite where there is none."""
    ratio = simulated / published if published else 0.0
    return abs(math.log(ratio)) if ratio > 0 else math.inf


def score(name: str, rows: list[Comparison]) -> Score:
    """Return the score of some figures."""
    return _score(name, [abs(row.log_ratio) for row in rows], sum(row.verdict is Verdict.WITHIN for row in rows))


def _score(name: str, logs: Iterable[float], within: int | None) -> Score:
    found = list(logs)
    ratios = [log for log in found if math.isfinite(log)]
    mean = sum(ratios) / len(ratios) if ratios else math.nan
    greatest = max(found, default=math.nan)
    return Score(name, len(found), within, mean, greatest)


def as_plain(row: Comparison) -> dict[str, Any]:
    """Return a figure and what stands beside it as plain data."""
    target, group = row.target, row.target.group
    return {
        "indicator": target.indicator,
        "region": target.region,
        "year": target.year,
        "sex": group.sex,
        "age_group": str(group._replace(sex="all")),
        "scope": row.scope,
        "kind": row.kind,
        "unit": target.unit,
        "observed": target.value,
        "simulated": row.simulated,
        "ratio": row.ratio,
        "tolerance": round(row.tolerance, 4),
        "verdict": str(row.verdict),
        "role": str(row.role),
        "reason": str(row.reason),
        "cause": row.cause.en if row.cause else "",
        "grade": target.grade,
        "id": target.id,
    }
