"""Rows without a weight, which panels have for who was not in a wave, and weights that differ widely."""

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from microsim.microdata.convert import read_column
from microsim.microdata.crosswalk import Crosswalk
from microsim.microdata.findings import refuse
from microsim.microdata.table import Table
from microsim.microdata.variables import PERSONS, by_name

if TYPE_CHECKING:
    import pandas as pd

UNEVEN = 0.5  # rows of equal weight that the rows are worth, as a share, below which it is said


def with_weights(
    frames: "dict[str, pd.DataFrame]", crosswalk: Crosswalk, paths: dict[str, Path]
) -> "tuple[dict[str, pd.DataFrame], list[str]]":
    """Return the tables without the persons whose weight is missing or 0, and how many rows of each were left out.

    Rows keep their numbers. A weight that cannot be read is no missing one: it stays and is found.
    """
    if "weight" not in crosswalk.sources[PERSONS]:
        return frames, []
    persons = frames[PERSONS]
    weight = values_of(persons, crosswalk, PERSONS, "weight")
    kept = np.isinf(weight) | (weight != 0) & ~np.isnan(weight)
    if not kept.any():
        refuse(str(paths[PERSONS]), "found no row with a weight above 0")
    ids = values_of(persons, crosswalk, PERSONS, "person")
    lost = set(ids[~kept]) - set(ids[kept]) - {""}
    left = {PERSONS: persons[kept]}
    for name in frames.keys() - {PERSONS}:
        owners = values_of(frames[name], crosswalk, name, "person")
        left[name] = frames[name][[owner not in lost for owner in owners]]
    counts = {name: len(frames[name]) - len(left[name]) for name in frames}
    said = [f"{name}: {count:,} rows without a weight left out" for name, count in counts.items() if count]
    return {name: left[name] for name in frames}, said


def values_of(frame: "pd.DataFrame", crosswalk: Crosswalk, table: str, variable: str) -> np.ndarray:
    """Return one variable of a table before its checks; inf where it cannot be read."""
    source = crosswalk.sources[table][variable]
    return read_column(frame, by_name(table)[variable], source, crosswalk.date).values


def unevenness(persons: Table) -> list[str]:
    """Say how many rows of equal weight the rows are worth (Kish), where that is far fewer."""
    weight = persons["weight"]
    if np.isnan(weight).any():
        return []
    worth = weight.sum() ** 2 / (weight**2).sum()
    if worth >= UNEVEN * persons.rows:
        return []
    share = weight.max() / weight.sum()
    return [
        f"persons: weights are uneven, {persons.rows:,} rows are worth {worth:,.1f} of equal weight; "
        f"the heaviest stands for {share:.0%} of all"
    ]
