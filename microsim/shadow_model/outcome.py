"""What a shadow model gave beside a run: rows, scores and both as JSON."""

import dataclasses
import math
from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from microsim.report.rows import AsRows

if TYPE_CHECKING:
    from microsim.shadow_model.skill import HeldOut

HEADS_GATE, MONEY_GATE = 0.005, 0.01  # greatest difference of the projection by a run's own rates, a fraction
DIGITS = 6  # of ratios and terms in the JSON


class Drive(StrEnum):
    """What drives a cohort projection."""

    OWN = "own"  # rates and terms of the run itself
    PUBLISHED = "published"  # published figures, tables and law alone


class Row(NamedTuple):
    """One figure of a cohort projection beside the run's.

    Attributes
    ----------
    drive : what drove the projection
    quantity, region, year : what it is; the region is a key of ``indicators.REGIONS``
    unit : of ``run`` and ``shadow``
    run, shadow : the figure of the run, and of the projection
    gate : greatest difference that passes, a fraction of the run's; None where nothing is asked
    terms : logarithms by the name of a term, which add up to that of shadow over run
    """

    drive: Drive
    quantity: str
    region: str
    year: int
    unit: str
    run: float
    shadow: float
    gate: float | None
    terms: dict[str, float]

    @property
    def ratio(self) -> float:
        """Shadow over run; not a number where the run has none."""
        return self.shadow / self.run if self.run else math.nan

    @property
    def passes(self) -> bool | None:
        """Whether the difference is within the gate; None where there is none."""
        if self.gate is None:
            return None
        return self.run == self.shadow or abs(self.ratio - 1.0) <= self.gate


class Score(NamedTuple):
    """How near a projection is to the run for a quantity and region, over all years.

    Attributes
    ----------
    mean, greatest : absolute difference, a fraction of the run's
    worst : the year of the greatest
    years, passed : years compared, and those within the gate (None where there is none)
    """

    drive: Drive
    quantity: str
    region: str
    years: int
    passed: int | None
    mean: float
    greatest: float
    worst: int


@dataclasses.dataclass(frozen=True)
class Shadow(AsRows):
    """A cohort projection beside a run.

    Attributes
    ----------
    name, one_in : of the run
    books : by state the greatest difference, persons, between stocks added up from changes and those counted directly
    rows : figures by drive, quantity, region and year
    held_out : published figures held out, beside the run and the projection by published figures
    """

    name: str
    one_in: int
    books: dict[str, float]
    rows: tuple[Row, ...]
    held_out: "tuple[HeldOut, ...]" = ()

    @property
    def passes(self) -> bool:
        """Whether the books agree and every figure with a gate is within it."""
        return not any(self.books.values()) and all(row.passes is not False for row in self.rows)

    def scores(self) -> list[Score]:
        """Return a score for each drive, quantity and region, in the order of the rows."""
        found: dict[tuple[Drive, str, str], list[Row]] = {}
        for row in self.rows:
            found.setdefault((row.drive, row.quantity, row.region), []).append(row)
        return [score(rows) for rows in found.values()]

    def plain_rows(self) -> Iterator[dict[str, Any]]:
        """Yield each figure as plain data."""
        return map(as_plain, self.rows)


def score(rows: list[Row]) -> Score:
    """Return the score of the years of one quantity of a region."""
    apart = [abs(row.ratio - 1.0) if row.run else 0.0 if row.shadow == 0 else math.inf for row in rows]
    worst = max(range(len(rows)), key=apart.__getitem__)
    passed = None if rows[0].gate is None else sum(bool(row.passes) for row in rows)
    names = rows[0].drive, rows[0].quantity, rows[0].region
    return Score(*names, len(rows), passed, sum(apart) / len(apart), apart[worst], rows[worst].year)


def as_plain(row: Row) -> dict[str, Any]:
    """Return a row as plain data."""
    ratio = row.ratio
    return {
        "drive": str(row.drive),
        "quantity": row.quantity,
        "region": row.region,
        "year": row.year,
        "unit": row.unit,
        "run": row.run,
        "shadow": row.shadow,
        "ratio": round(ratio, DIGITS) if math.isfinite(ratio) else None,
        "gate": row.gate,
        "passes": row.passes,
        "terms": {name: round(value, DIGITS) for name, value in row.terms.items()},
    }
