"""Model discrepancy: how far off the model is where it was not fitted, from blocks of figures left out in turn.

All figures of one indicator and region are left out together, since they err together. The straight model at the estimate
is fitted to the others and asked for those left out: what it misses them by, beyond what the figures' own standard
deviations explain, is the model's. By kind: persons, money and ratios of provinces, and whatever is counted of cities, of
which hardly any figure is known. A kind of which too few figures are known takes the spread of all.
"""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from calibration.estimation.fit import Fit, newton_step
from calibration.estimation.moments import Moment
from microsim.validation.scopes import PROVINCE_NAMES

FILE = Path(__file__).parents[1] / "discrepancy.csv"
COLUMNS = ("kind", "sd", "figures", "blocks")
ALL = "all"
CITIES = "cities"
LEAST = 3  # blocks of a kind that tell its spread


class Discrepancy(NamedTuple):
    """Standard deviation of the logarithm of simulated over true figures of a kind, and what it was measured by."""

    kind: str
    sd: float
    figures: int
    blocks: int


def left_out(found: Fit, rows: Sequence[Moment]) -> np.ndarray:
    """Return the log ratio of each figure where its block was left out of the fit [row]."""
    blocks = np.array([block_of(row) for row in rows])
    result = np.full(len(rows), np.nan)
    for block in np.unique(blocks):
        out = blocks == block
        data = found.data._replace(observed=found.data.observed[~out], spread=found.data.spread[~out])
        step = newton_step(found.simulated[~out], found.scores, found.jacobian[~out], data)
        result[out] = (found.simulated - found.data.observed + found.jacobian @ step)[out]
    return result


def block_of(row: Moment) -> str:
    """Return which figures are left out together."""
    return row.id.rsplit(".", 1)[0]  # indicator and region, without the year


def kind_of(region: str, measure: str) -> str:
    """Return the kind of a figure: what it measures, or that it is of a city."""
    if region not in PROVINCE_NAMES:
        return CITIES
    return "money" if measure == "amount" else measure


def discrepancies(found: Fit, rows: Sequence[Moment]) -> list[Discrepancy]:
    """Return the discrepancy of all figures together and of each kind."""
    missed, spread = left_out(found, rows), found.data.spread
    kinds = [kind_of(row.region, row.measure) for row in rows]
    blocks = [block_of(row) for row in rows]

    def of(kind: str) -> Discrepancy:
        chosen = np.array([kind in (ALL, one) for one in kinds])
        beyond = float(np.mean(missed[chosen] ** 2 - spread[chosen] ** 2))
        number = len({block for block, taken in zip(blocks, chosen, strict=True) if taken})
        return Discrepancy(kind, float(np.sqrt(max(beyond, 0.0))), int(chosen.sum()), number)

    together = of(ALL)
    single = [of(kind) for kind in dict.fromkeys(kinds)]
    return [together, *(one if one.blocks >= LEAST else one._replace(sd=max(one.sd, together.sd)) for one in single)]


def write(found: Sequence[Discrepancy], file: Path = FILE) -> None:
    """Write them as a table."""
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows((one.kind, f"{one.sd:.4f}", one.figures, one.blocks) for one in found)


def read(file: Path = FILE) -> dict[str, float]:
    """Return the standard deviation by kind; none where nothing was estimated."""
    if not file.is_file():
        return {}
    with file.open(encoding="utf-8", newline="") as lines:
        return {row["kind"]: float(row["sd"]) for row in csv.DictReader(lines)}


def sd_of(known: dict[str, float], region: str, measure: str) -> float:
    """Return the standard deviation of a figure by its kind, of all figures where the kind has none; 0 where nothing is known."""
    return known.get(kind_of(region, measure), known.get(ALL, 0.0))
