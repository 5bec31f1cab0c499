"""Standard errors of measures of results: the same functions, of totals without each group of persons in turn.

Results hold few totals by group. What a measure asks beside them is in no group: of counts of persons (by sex, age, class of
pension) ``counted`` tells the error; of money that treasuries or reserves add only several replicates show one.
"""

import contextlib
import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from microsim.amounts import FEN
from microsim.estimating import GROUPS, between_replicates, larger, standard_error
from microsim.estimating.jackknife import without_each
from microsim.indicators.cell import CONTRIBUTIONS, PENSIONERS, SPENDING, Cell, Numbers
from microsim.indicators.counted import counted_error
from microsim.results.errors import has_errors, sums_by_group
from microsim.results.headline import replicates_of
from microsim.results.indicators import mean_of_replicates, per

if TYPE_CHECKING:
    import xarray as xr

SPLIT = {  # variable of the results: the total by group
    **{("participants", name): name for name in ("contributors", "dormant", "pensioners", "contribution_bases")},
    **{("participants", f"{scheme}_{who}"): f"{scheme}_{who}" for scheme in ("public", "residents") for who in ("contributors", "pensioners")},
    ("labour", "earners"): "earners",
    ("labour", "wage_sum"): "wage_sum",
    ("claims", "claims"): "claims",
    ("claims", "pension_sum"): "new_pension_sum",
    ("pensions", "pension_sum"): "pension_sum",
}  # fmt: skip
FLOWS = {SPENDING: "paid", CONTRIBUTIONS: "contributions"}
MEASURES = (  # whose totals all are known by group
    *(f"{kind}{law}" for kind in ("award_replacement", "benefit_ratio") for law in ("", "_law")),
    *("cost_rate", "income_rate", "annual_balance_rate", "compliance", "scheme_gap"),
    *(f"{kind}_{who}" for kind in ("dependency", "support") for who in ("paying", "insured")),
)
NEAR = 0.1  # by how much the groups may miss a total whose error they tell: records moved between funds, above all


class NotSplit(LookupError):
    """A total that is not known by group of persons."""


class SplitCell(Cell):
    """Sums of a cell without each group of persons: every region stands 64 times, [region and group, year].

    Parameters
    ----------
    cell : of everybody, or of one scheme
    known : sums already taken of the same cell, shared between cells

    Raises
    ------
    NotSplit
        For one sex, and from every sum that is not known by group.
    """

    def __init__(self, cell: Cell, known: dict[Any, Any] | None = None):
        if cell.sex:
            raise NotSplit("sex")
        self.cell, self.sex, self.scheme = cell, None, cell.scheme
        self.regions = each_by_group(cell.regions)
        self._known = {} if known is None else known

    @property
    def tree(self) -> Any:  # type: ignore[override]
        """The results themselves are of everybody."""
        raise NotSplit("results")

    def of(self, sex: str | None = None, scheme: str | None = None) -> "SplitCell":
        """Return the cell of one scheme; sexes are not told apart."""
        return SplitCell(self.cell.of(sex, scheme), self._known)

    def sum(self, group: str, name: str, **labels: Any) -> Numbers:
        """Return a variable without each group of persons."""
        if (group, name) == ("pensions", "recipients"):
            group, name = "participants", PENSIONERS.get(labels.pop("scheme", ""), "")
        if (group, name) not in SPLIT or labels.keys() - {"scheme"}:
            raise NotSplit(f"{group}/{name}")
        return self._without(SPLIT[group, name], labels.get("scheme"), lambda: self.cell.sum(group, name, **labels))

    def flow(self, items: tuple[str, ...]) -> Numbers:
        """Return the yuan of entries of the scheme's books without each group."""
        if items not in FLOWS:
            raise NotSplit(", ".join(items))
        return self._without(FLOWS[items], self.one_scheme, lambda: self.cell.flow(items) * FEN) / FEN

    def wage(self) -> Numbers:
        """Return W without each group."""
        return per(self.sum("labour", "wage_sum"), self.sum("labour", "earners"))

    def law_wage(self) -> Numbers:
        """Return the published average wage, which rests on no group."""
        return np.repeat(self.cell.law_wage(), GROUPS, axis=0)

    def nothing(self) -> Numbers:
        """Return numbers that are all missing."""
        return np.repeat(self.cell.nothing(), GROUPS, axis=0)

    def prices(self) -> Numbers:
        """Return the level of consumer prices by year."""
        return self.cell.prices()

    def _without(self, name: str, scheme: str | None, whole: Callable[[], Numbers]) -> Numbers:
        """Return a total without each group, raised to the whole; missing where the groups are not nearly all of it."""
        key = (name, scheme)
        if key not in self._known:
            total, sums = whole()[..., None], sums_by_group(self.cell.tree, name, self.cell.regions, scheme)
            with np.errstate(divide="ignore", invalid="ignore"):
                raised = total / sums.sum(axis=-1, keepdims=True)
            parts = np.where(np.abs(raised - 1.0) <= NEAR, without_each(sums) * raised, np.nan)
            self._known[key] = np.moveaxis(parts, -1, 1).reshape(len(self.regions), -1)
        return self._known[key]


@functools.cache
def each_by_group(regions: tuple[str, ...]) -> tuple[str, ...]:
    """Return each region once for each group."""
    return tuple(region for region in regions for _ in range(GROUPS))


def errors_of(tree: "xr.DataTree", regions: tuple[str, ...]) -> Callable[..., Numbers]:
    """Return a function of a measure and its group that tells standard errors, [region, year], missing where unknown.

    The jackknife where totals are known by group, or where a measure is of counts; the spread of replicates where there are
    several; of both the larger.

    Parameters
    ----------
    tree : results of a run, its replicates as they are
    """
    several = replicates_of(tree)
    whole = Cell(mean_of_replicates(tree), regions)
    cells = [Cell(one, regions) for one in several] if len(several) > 1 else []
    represented = float(tree.attrs.get("one_in", np.nan)) / len(several)
    known: dict[Any, Any] = {}

    def by_groups(measure: Callable[[Cell], Numbers], group: dict[str, str]) -> Numbers | None:
        if has_errors(whole.tree):
            with contextlib.suppress(NotSplit):
                parts = measure(SplitCell(whole, known).of(**group)).reshape(len(regions), GROUPS, -1)
                return standard_error(np.moveaxis(parts, 1, -1))
        return None

    def of_wage() -> Numbers:
        found = by_groups(lambda cell: cell.wage(), {})
        return np.zeros_like(whole.nothing()) if found is None else np.nan_to_num(found / whole.wage())

    wage_error = of_wage()

    def error(measure: Callable[[Cell], Numbers], group: dict[str, str]) -> Numbers:
        found = by_groups(measure, group)
        if found is None:
            found = counted_error(measure, whole.of(**group), represented, wage_error)
        if found is None:
            found = whole.nothing()
        return larger(found, between_replicates([measure(cell.of(**group)) for cell in cells])) if cells else found

    return error
