"""The lives of a run as columns, and the groups and regions that indicators take them by."""

import functools
import itertools
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from microsim.estimating.statistics import concentration, places, quantile_of_sorted, ranks_of
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
AFTER = "wages less own contributions, with benefits"  # made of columns, not summed over them
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

    What is made of columns one life at a time, and their order, is made once of all lives and cut like a column.

    Parameters
    ----------
    columns : arrays of equal length by name, words as text, empty where there is none; or the lives these are some of
    rows : indices of the lives, all by default; a slice of lives that are sorted by group
    """

    def __init__(self, columns: Any, rows: Any = None):
        self.columns, self.rows = columns, rows
        self._known: dict[Any, Any] = {}

    def __len__(self) -> int:
        return len(self["persons"])

    def __getitem__(self, name: str) -> Any:
        return self._cut(name, lambda whole: whole[name], lambda: self._made(name))

    def _once(self, key: Any, made: Callable[[], Any]) -> Any:
        """Return what is made when it is first asked for."""
        if key not in self._known:
            self._known[key] = made()
        return self._known[key]

    def _cut(self, key: Any, of_whole: Callable[["Lives"], Any], made: Callable[[], Any]) -> Any:
        """Return what these lives have of something that is made of all."""
        some = isinstance(self.columns, Lives)
        return self._once(key, (lambda: of_whole(self.columns)[self.rows]) if some else made)

    def _made(self, name: str) -> Any:
        if name == AFTER:
            return self["wages_pv"] - self["own"] + self["benefits"]
        return np.nansum([self[part] for part in SUMS[name]], axis=0) if name in SUMS else self.columns[name]

    @property
    def persons(self) -> Any:
        """Persons that each life stands for, float64."""
        return self._cut("heads", lambda whole: whole.persons, lambda: self["persons"].astype(float))

    def weighted(self, name: str) -> Any:
        """Return a column times the persons that each life stands for, nought where it is missing."""
        return self._cut(
            ("weighted", name), lambda whole: whole.weighted(name), lambda: self._filled(name) * self.persons
        )

    def _filled(self, name: str) -> Any:
        values = self[name]
        return np.where(np.isnan(values), 0.0, values) if values.dtype.kind == "f" else values

    def labels(self, name: str) -> Any:
        """Return the different words or numbers of a column of the whole table, in their order."""
        if isinstance(self.columns, Lives):
            return self.columns.labels(name)
        return self._once(("labels", name), lambda: np.unique(self[name]))

    def codes(self, name: str) -> Any:
        """Return the number of each life's label."""
        made = lambda: np.searchsorted(self.labels(name), self[name]).astype(np.int16)  # noqa: E731
        return self._cut(("codes", name), lambda whole: whole.codes(name), made)

    def order(self, name: str) -> Any:
        """Return the lives in the order of a column, missing numbers last."""
        return self._once(("order", name), lambda: self._order(name))

    def _order(self, name: str) -> Any:
        if not isinstance(self.columns, Lives):
            return np.argsort(self[name].astype(float), kind="stable")
        order = self.columns.order(name)
        if isinstance(self.rows, slice):
            return order[self.rows] - self.rows.start
        place = np.full(len(self.columns), -1)
        place[self.rows] = np.arange(len(self))
        return (place := place[order])[place >= 0]

    def of(self, chosen: Any) -> "Lives":
        """Return the lives of a mask."""
        return Lives(self, np.flatnonzero(chosen))

    @property
    def heads(self) -> Any:
        """Persons that all stand for."""
        return float(self.persons.sum())

    def total(self, name: str) -> Any:
        """Return a column summed over persons."""
        # no product of matrices: its order is the machine's
        return self._once(("total", name), lambda: float(self.weighted(name).sum()))

    def with_value(self, name: str) -> tuple[Any, Any]:
        """Return who has a value of a column, in the order of the values, and the values."""
        return self._once(("with value", name), lambda: self._with_value(name))

    def _with_value(self, name: str) -> tuple[Any, Any]:
        order = self.order(name)
        values = self[name][order].astype(float)
        there = np.isfinite(values) & (self.persons[order] > 0)
        return order[there], values[there]

    def median(self, name: str) -> Any:
        """Return the median of a column among who has a value."""
        order, values = self.with_value(name)
        return quantile_of_sorted(values, self.persons[order], 0.5)

    def places(self, name: str) -> Any:
        """Return the place of each life among the different numbers of a column, from nought."""
        return self._once(("places", name), lambda: places(self[name], self.order(name)))

    def concentrated(self, name: str, by: str) -> Any:
        """Return the concentration coefficient of a column ranked by another."""
        rank = self._once(("rank", by), lambda: ranks_of(self.places(by), self.persons))
        return self._once((name, by), lambda: concentration(self[name], rank, self.persons))


class Sorted(Lives):
    """Lives by the groups of a grouping, which are cut without copies; in every order, too, they stand by group."""

    def __init__(self, lives: Lives, column: str):
        super().__init__(lives, np.argsort(lives.codes(column), kind="stable"))
        self.column = column

    def _order(self, name: str) -> Any:
        order = super()._order(name)
        return order[np.argsort(self.codes(self.column)[order], kind="stable")]

    def groups(self) -> Iterator[tuple[str, Lives]]:
        """Yield the label of each group, in their order, with its lives."""
        labels = self.labels(self.column)
        bounds = np.searchsorted(self.codes(self.column), np.arange(len(labels) + 1))
        for label, (start, end) in zip(labels, itertools.pairwise(bounds), strict=True):
            if end > start:
                yield str(label), Lives(self, slice(int(start), int(end)))


def read_lives(source: Any) -> Lives:
    """Return the lives of a file or of a table of arrow; InputError where it lacks columns that indicators read."""
    import pyarrow.parquet

    kept = isinstance(source, pyarrow.Table)
    there = source.column_names if kept else pyarrow.parquet.read_schema(source).names
    if lacking := sorted(needed() - set(there)):
        message = f"found no {', '.join(lacking)}{did_you_mean(lacking[0], there)}: run it again with this version"
        raise InputError([Problem("lives" if kept else str(source), 0, 0, "", message)])
    columns = sorted(needed())
    table = source.select(columns) if kept else pyarrow.parquet.read_table(source, columns=columns)
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
    rows = np.flatnonzero((births >= FIRST_WHOLE_BIRTH) & (births + OLDEST <= last_year))
    return Lives({name: lives[name][rows] for name in needed()})  # of their own: what is made is made of these alone


def in_region(lives: Lives, region: str) -> Lives:
    """Return the lives that entered in a region."""
    there = np.isin(lives.labels(PLACE), [PLACE_KEYS[place] for place in REGIONS[region]])
    return lives.of(there[lives.codes(PLACE)])


def grouped(lives: Lives, kind: str) -> Iterator[tuple[str, Lives]]:
    """Yield the label of each group of a grouping, in their order, with its lives."""
    return Sorted(lives, GROUPS[kind]).groups()
