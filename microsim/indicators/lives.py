"""The lives of a run as columns, and the groups and regions that indicators take them by."""

import dataclasses
import functools
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from microsim.places import PLACE_KEYS
from microsim.results.indicators import REGIONS

LIVES = "lives.parquet"
FIRST_WHOLE_BIRTH = 1960  # births before it are known of survivors only: the base holds who was alive at its date
OLDEST = 96  # years: a cohort is followed to its end where its last reach this age within the run
FEWEST = 50  # sampled lives: of fewer no number is shown
COHORT = "cohort"
GROUPS = {  # grouping: column of the lives
    COHORT: "cohort",
    "sex": "sex",
    "quintile": "earnings_quintile",
    "migrant": "migrant_class",
    "education": "education",
    "track": "track",
    "hukou": "hukou_type",
}
PLACE = "residence"  # at entry: what a region of lives means
PENSIONS = ("pension", "residents_pension", "public_pension")
SUMS = {  # what is made of several columns
    "pensions_pv": (*(f"{name}_pv" for name in PENSIONS), "local_pension_pv", "annuity_pv"),
    "pensions_pv30": tuple(f"{name}_pv30" for name in PENSIONS),
    "benefits": (
        *(f"{name}_pv" for name in PENSIONS),
        *(f"{name}_pv" for name in ("local_pension", "annuity", "disability", "funeral", "survivors", "inheritance")),
        "refunds_pv",
    ),
    "own": ("own_pv", "flexible_pv", "residents_own_pv"),
    "contributions": ("own_pv", "flexible_pv", "residents_own_pv", "employer_pv"),
    "contributions_pv30": ("own_pv30", "flexible_pv30", "residents_own_pv30", "employer_pv30"),
}


@dataclasses.dataclass(frozen=True)
class Lives:
    """Some lives, a row each.

    Attributes
    ----------
    columns : arrays of equal length by name; words as text, what is missing nan
    """

    columns: Mapping[str, Any]

    def __len__(self) -> int:
        return len(self.columns["persons"])

    def __getitem__(self, name: str) -> Any:
        if name in SUMS:
            return sum(np.nan_to_num(self.columns[part]) for part in SUMS[name])
        return self.columns[name]

    @property
    def persons(self) -> Any:
        """Persons that each life stands for, float64."""
        return self.columns["persons"].astype(float)

    def of(self, chosen: Any) -> "Lives":
        """Return the lives of a mask or of indices: what a jackknife without a group is taken of."""
        return Lives({name: column[chosen] for name, column in self.columns.items()})

    def total(self, name: str) -> float:
        """Return a column summed over persons."""
        return float((np.nan_to_num(self[name]) * self.persons).sum())


def read_lives(path: Path) -> Lives:
    """Return the lives of a file."""
    import pyarrow.parquet

    wanted = needed()
    table = pyarrow.parquet.read_table(
        path, columns=[one for one in pyarrow.parquet.read_schema(path).names if one in wanted]
    )
    return Lives({name: np.asarray(table[name].to_pandas().to_numpy()) for name in table.column_names})


@functools.cache
def needed() -> frozenset[str]:
    """Return the columns that indicators and groups read."""
    from microsim.indicators.registry import LIVES as FROM_LIVES
    from microsim.indicators.registry import registry

    read = {name for one in registry().values() if one.origin == FROM_LIVES for name in one.inputs}
    summed = {part for parts in SUMS.values() for part in parts}
    return frozenset((read | summed | {*GROUPS.values(), PLACE, "persons", "birth_year"}) - set(SUMS))


def whole(lives: Lives, last_year: int) -> Lives:
    """Return the lives of cohorts known from birth to death in a run to ``last_year``."""
    births = lives["birth_year"]
    return lives.of((births >= FIRST_WHOLE_BIRTH) & (births + OLDEST <= last_year))


def in_region(lives: Lives, region: str) -> Lives:
    """Return the lives that entered in a region."""
    return lives.of(np.isin(lives[PLACE].astype(str), [PLACE_KEYS[place] for place in REGIONS[region]]))


def grouped(lives: Lives, kind: str) -> Iterator[tuple[str, Lives]]:
    """Yield the label of each group of a grouping, in their order, with its lives."""
    column = lives[GROUPS[kind]]
    for label in sorted(set(column.tolist())):
        yield str(label), lives.of(column == label)
