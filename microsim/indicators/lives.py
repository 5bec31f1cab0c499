"""The lives of a run as columns, and the groups and regions that indicators take them by."""

import functools
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from microsim.places import PLACE_KEYS
from microsim.reading import InputError, Problem, did_you_mean
from microsim.results.indicators import REGIONS

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
GROUP = "jackknife_group"
PENSIONS = ("pension", "residents_pension", "public_pension")
SUMS = {  # what is made of several columns; benefits without annuities, whose contributions lives do not hold
    "pensions_pv": (*(f"{name}_pv" for name in PENSIONS), "local_pension_pv", "annuity_pv"),
    "pensions_pv30": tuple(f"{name}_pv30" for name in PENSIONS),
    "benefits": (
        *(f"{name}_pv" for name in PENSIONS),
        *(f"{name}_pv" for name in ("local_pension", "disability", "death_grants", "inheritance", "refunds")),
    ),
    "own": ("own_pv", "flexible_pv", "residents_own_pv"),
    "contributions": ("own_pv", "flexible_pv", "residents_own_pv", "employer_pv"),
    "contributions_pv30": ("own_pv30", "flexible_pv30", "residents_own_pv30", "employer_pv30"),
}


class Lives:
    """Some lives of a table.

    Parameters
    ----------
    columns : arrays of equal length by name; words as text, empty where there is none
    rows : indices of the lives, all by default; a column is cut to them when it is asked for
    """

    def __init__(self, columns: Mapping[str, Any], rows: Any = None):
        self.columns, self.rows = columns, rows
        self._cut: dict[str, Any] = {}

    def __len__(self) -> int:
        return len(self.columns["persons"] if self.rows is None else self.rows)

    def __getitem__(self, name: str) -> Any:
        if name not in self._cut:
            self._cut[name] = self._summed(name) if name in SUMS else self._column(name)
        return self._cut[name]

    def _column(self, name: str) -> Any:
        column = self.columns[name]
        return column if self.rows is None else column[self.rows]

    def _summed(self, name: str) -> Any:
        return np.nansum([self[part] for part in SUMS[name]], axis=0)

    @property
    def persons(self) -> Any:
        """Persons that each life stands for, float64."""
        if "persons as weights" not in self._cut:
            self._cut["persons as weights"] = self["persons"].astype(float)
        return self._cut["persons as weights"]

    def of(self, chosen: Any) -> "Lives":
        """Return the lives of a mask: what a jackknife without a group is taken of."""
        rows = np.flatnonzero(chosen)
        return Lives(self.columns, rows if self.rows is None else self.rows[rows])

    def total(self, name: str) -> float:
        """Return a column summed over persons."""
        key = f"total of {name}"
        if key not in self._cut:
            values = self[name]
            filled = np.where(np.isnan(values), 0.0, values) if values.dtype.kind == "f" else values
            self._cut[key] = float((filled * self.persons).sum())  # no product of matrices: its order is the machine's
        return self._cut[key]


def read_lives(path: Path) -> Lives:
    """Return the lives of a file; InputError where it lacks columns that indicators read."""
    import pyarrow.parquet

    there = pyarrow.parquet.read_schema(path).names
    if lacking := sorted(needed() - set(there)):
        message = f"found no {', '.join(lacking)}{did_you_mean(lacking[0], there)}: run it again with this version"
        raise InputError([Problem(str(path), 0, 0, "", message)])
    return of_table(pyarrow.parquet.read_table(path, columns=sorted(needed())))


def of_table(table: Any) -> Lives:
    """Return the lives of an arrow table that a run holds."""
    table = table.select(sorted(needed()))
    return Lives({name: plain(table[name].to_pandas()) for name in table.column_names})


def plain(column: Any) -> Any:
    """Return a column as an array: words as text, empty where there is none."""
    if isinstance(column.dtype, np.dtype) and column.dtype.kind in "biuf":
        return column.to_numpy()
    words = column.astype("category").cat
    return np.array([*map(str, words.categories), ""])[words.codes]  # of fixed width: compared at once; -1 is the last


@functools.cache
def needed() -> frozenset[str]:
    """Return the columns that indicators and groups read."""
    from microsim.indicators.registry import LIVES as FROM_LIVES
    from microsim.indicators.registry import registry

    read = {name for one in registry().values() if one.origin == FROM_LIVES for name in one.inputs}
    summed = {part for parts in SUMS.values() for part in parts}
    return frozenset((read | summed | {*GROUPS.values(), PLACE, GROUP, "persons", "birth_year"}) - set(SUMS))


def whole(lives: Lives, last_year: int) -> Lives:
    """Return the lives of cohorts known from birth to death in a run to ``last_year``."""
    births = lives["birth_year"]
    return lives.of((births >= FIRST_WHOLE_BIRTH) & (births + OLDEST <= last_year))


def in_region(lives: Lives, region: str) -> Lives:
    """Return the lives that entered in a region."""
    return lives.of(np.isin(lives[PLACE], [PLACE_KEYS[place] for place in REGIONS[region]]))


def grouped(lives: Lives, kind: str) -> Iterator[tuple[str, Lives]]:
    """Yield the label of each group of a grouping, in their order, with its lives."""
    column = lives[GROUPS[kind]]
    for label in np.unique(column):
        yield str(label), lives.of(column == label)
