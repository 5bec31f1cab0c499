"""Standard errors of headline figures and of what a reform changes in them, from the totals by sample group."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from microsim.amounts import FEN
from microsim.estimating.estimate import Estimate
from microsim.estimating.jackknife import estimate_of_sums
from microsim.results.indicators import REGIONS as PLACES_OF_REGION
from microsim.results.sample_groups import GROUP

if TYPE_CHECKING:
    import xarray as xr

MILLION, BILLION, PERCENT = 1e6, 1e9, 100.0
EMPLOYEES = "employees"


class Figure(NamedTuple):
    """A headline figure as a function of totals.

    Attributes
    ----------
    of : names of variables of ``sample_groups``; those of funds are taken of the employees' scheme
    formula : of as many arrays, elementwise
    real : whether it is in the prices of the stated year
    """

    of: tuple[str, ...]
    formula: Callable[..., np.ndarray]
    real: bool = False


def _yuan(above: np.ndarray, below: np.ndarray) -> np.ndarray:
    return above / FEN / below


def _benefit_ratio(pensions: np.ndarray, pensioners: np.ndarray, wages: np.ndarray, earners: np.ndarray) -> np.ndarray:
    return PERCENT * _yuan(pensions, pensioners) * earners / wages


PENSION = ("pension_sum", "pensioners")
FIGURES = {
    "population": Figure(("residents",), lambda one: one / MILLION),
    "contributors": Figure(("contributors",), lambda one: one / MILLION),
    "pensioners": Figure(("pensioners",), lambda one: one / MILLION),
    "ratio": Figure(("contributors", "pensioners"), lambda one, other: one / other),
    "payers_wage": Figure(("wage_sum", "earners"), lambda one, other: one / other),
    "mean_pension": Figure(PENSION, _yuan),
    "mean_pension_real": Figure(PENSION, _yuan, real=True),
    **dict.fromkeys(("benefit_ratio", "replacement_rate"), Figure((*PENSION, "wage_sum", "earners"), _benefit_ratio)),
    "bases": Figure(("contribution_bases",), lambda one: one / BILLION),
    "expenditure": Figure(("paid",), lambda one: one / FEN / BILLION),
    "expenditure_share": Figure(("paid", "contribution_bases"), lambda one, other: PERCENT * one / FEN / other),
    "expenditure_real": Figure(("paid",), lambda one: one / FEN / BILLION, real=True),
    "own_balance_real": Figure(("received", "paid"), lambda one, other: (one - other) / FEN / BILLION, real=True),
    "own_balance_share": Figure(
        ("received", "paid", "contribution_bases"), lambda one, other, bases: PERCENT * (one - other) / FEN / bases
    ),
}  # what no treasury, pool or return on a reserve has a part in


def has_errors(tree: "xr.DataTree") -> bool:
    """Return whether a run kept totals by group; those of a batch that keeps few tables did not."""
    return GROUP in tree.children


def of_years(tree: "xr.DataTree", years: list[int]) -> "xr.DataTree":
    """Return what errors are made of, of some years."""
    import xarray as xr

    parts = {name: tree[name].to_dataset().sel(year=years) for name in (GROUP, "prices")}
    return xr.DataTree.from_dict(parts)


def headline_errors(tree: "xr.DataTree", key: str, regions: tuple[str, ...]) -> Estimate:
    """Return a headline figure with its sampling error, arrays [region, year]; of several replicates their mean's.

    ``persons`` are those that the first of its totals stands for.
    """
    return _estimate((tree,), key, regions, lambda level: level)


def difference_errors(base: "xr.DataTree", reform: "xr.DataTree", key: str, regions: tuple[str, ...]) -> Estimate:
    """Return what a reform changes in a headline figure, with its error: what the same persons' luck shares drops out."""
    return _estimate((base, reform), key, regions, lambda old, new: new - old)


def _estimate(
    trees: "tuple[xr.DataTree, ...]", key: str, regions: tuple[str, ...], joined: Callable[..., np.ndarray]
) -> Estimate:
    """Return a function of the figure of each run."""
    figure = FIGURES[key]
    sums = [sums_by_group(tree, name, regions) for tree in trees for name in figure.of]
    shape, width = sums[0].shape[:-1], len(figure.of)
    level = [_price_level(tree, figure, shape) for tree in trees]

    def worked_out(*totals: np.ndarray) -> np.ndarray:
        found = []
        for number, prices in enumerate(level):
            values = figure.formula(*totals[number * width : (number + 1) * width])
            found.append(values / (prices if values.ndim == 1 else prices[:, None]))
        return joined(*found)

    found = estimate_of_sums(worked_out, *(array.reshape(-1, array.shape[-1]) for array in sums))
    return Estimate(*(array.reshape(shape) for array in found))


def sums_by_group(tree: "xr.DataTree", name: str, regions: tuple[str, ...], scheme: str | None = None) -> np.ndarray:
    """Return a total by region, year and group, a mean of replicates; of funds that of a scheme, the employees' by default."""
    variable = tree[GROUP][name]
    if "replicate" in variable.dims:
        variable = variable.mean("replicate")
    if "scheme" in variable.dims:
        variable = variable.sel(scheme=scheme or EMPLOYEES)
    values = variable.transpose("place", "year", "sample_group").values.astype(np.float64)
    return np.stack([values[list(PLACES_OF_REGION[region])].sum(axis=0) for region in regions])


def _price_level(tree: "xr.DataTree", figure: Figure, shape: tuple[int, ...]) -> np.ndarray:
    """Return what amounts are divided by, for each cell."""
    level = tree["prices"].price_level.values if figure.real else np.ones(shape[-1])
    return np.broadcast_to(level, shape).reshape(-1)
