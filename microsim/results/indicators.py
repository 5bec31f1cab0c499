"""Yearly series by province that tables, figures and the comparison with observations share."""

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from microsim.amounts import FEN
from microsim.kernel.items import Kind, labels_of
from microsim.places import (
    AREA_COUNT,
    ELSEWHERE_PROVINCE,
    PLACES,
    PLACES_OF,
    PROVINCE_KEYS,
)

if TYPE_CHECKING:
    import xarray as xr

PROVINCES = PROVINCE_KEYS[:ELSEWHERE_PROVINCE]
BETWEEN_PROVINCES = {
    1: ("central_adjustment_in", "pooling_in"),
    -1: ("central_adjustment_out", "pooling_out"),
}
POOLING = labels_of(Kind.POOLING)
BASES = {"employees": "contribution_bases", "public": "public_contribution_bases"}  # of each scheme that has bases
BOTH = "both"  # all provinces projected together
REGIONS = {
    **{key: tuple(int(place) for place in places) for key, places in zip(PROVINCES, PLACES_OF, strict=False)},
    BOTH: tuple(range(AREA_COUNT)),
} | {place.key: (code,) for code, place in enumerate(PLACES)}
Region = str | tuple[str, ...]
Sums = Any  # numbers of a region by year with their labels; of several plain ones, [region, year]


def mean_of_replicates(tree: "xr.DataTree") -> "xr.DataTree":
    """Return the tree averaged over replicates, or as it is where there is one."""
    import xarray as xr

    def average(dataset: "xr.Dataset") -> "xr.Dataset":
        return dataset.mean("replicate", keep_attrs=True) if "replicate" in dataset.dims else dataset

    if not any("replicate" in node.dims for node in tree.subtree):
        return tree
    return xr.DataTree.from_dict({node.path: average(node.to_dataset()) for node in tree.subtree})


def of_levels(indicator: Callable[..., Any]) -> Callable[..., Any]:
    """Refuse a tree of differences to an indicator that is no sum: a quotient of differences is no difference."""

    @functools.wraps(indicator)
    def checked(tree: "xr.DataTree", *arguments: Any, **options: Any) -> Sums:
        if "difference" in tree.attrs:
            raise ValueError(f"{indicator.__name__} of a difference is not defined: take it of either run and subtract")
        return indicator(tree, *arguments, **options)

    return checked


def total(variable: Any, region: Region, **labels: Any) -> Sums:
    """Return a variable by year, summed over a region and every other axis, after picking labels.

    Parameters
    ----------
    variable : DataArray with axes year and place
    region : name of a region; or a tuple of names, which gives plain numbers [region, year]: a table takes dozens of
        such sums, and carrying labels along costs far more than the sums
    labels : by axis a label, a list of labels or a slice of them
    """
    values, dims = variable.values, list(variable.dims)
    for axis, name in reversed(list(enumerate(dims))):
        if name in labels:
            values = values[(*[slice(None)] * axis, positions(variable, name, labels[name]))]
        if name not in ("year", "place"):
            values = values.sum(axis=axis)
    places = values if dims.index("place") < dims.index("year") else values.T
    names = (region,) if isinstance(region, str) else region
    sums = np.stack([places[list(REGIONS[name])].sum(axis=0) for name in names]).astype(float)
    return labelled(sums[0], variable) if isinstance(region, str) else sums


def positions(variable: "xr.DataArray", name: str, label: list[str] | str) -> list[int]:
    """Return where labels of an axis stand, as a slice or a list; KeyError where one is unknown."""
    index = variable.indexes[name]
    if isinstance(label, slice):
        return index.slice_indexer(label.start, label.stop)
    return [index.get_loc(one) for one in (label if isinstance(label, list) else [label])]


def labelled(values: np.ndarray, variable: "xr.DataArray") -> "xr.DataArray":
    """Return numbers by year under the years of a variable."""
    import xarray as xr

    return xr.DataArray(values, {"year": variable["year"].variable}, ("year",), variable.name)


def per(amount: Sums, persons: Sums) -> Sums:
    """Return an amount for each person, missing where there are none."""
    if isinstance(persons, np.ndarray):
        return amount / np.where(persons > 0, persons, np.nan)
    return amount / persons.where(persons > 0)


def residents(tree: "xr.DataTree", region: Region, **labels: Any) -> Sums:
    """Return residents on 31 December, by year from the base year on."""
    return total(tree["population"].persons, region, **labels)


def standing(tree: "xr.DataTree", region: Region, name: str) -> Sums:
    """Return the persons of one standing, such as contributors or pensioners, by year."""
    return total(tree["participants"][name], region)


def flow(
    tree: "xr.DataTree",
    region: Region,
    items: list[str] | tuple[str, ...],
    scheme: str = "employees",
) -> Sums:
    """Return the yuan of some entries of the books, by year."""
    return total(tree["funds"].flows, region, scheme=scheme, item=list(items)) / FEN


def going(tree: "xr.DataTree", sign: int) -> list[str]:
    """Return the names of the entries that come in (+1) or go out (-1)."""
    items = tree["funds"].item
    return [str(name) for name in items.values[tree["funds"].sign.values == sign]]


def revenue(tree: "xr.DataTree", region: Region, scheme: str = "employees") -> Sums:
    """Return all money that came into a fund before pooling, as yearbooks count it, yuan by year."""
    return flow(tree, region, [item for item in going(tree, 1) if item not in POOLING], scheme)


def expenditure(tree: "xr.DataTree", region: Region, scheme: str = "employees") -> Sums:
    """Return all money that left a fund before pooling, as yearbooks count it, yuan by year."""
    return flow(tree, region, [item for item in going(tree, -1) if item not in POOLING], scheme)


def balance(tree: "xr.DataTree", region: Region, scheme: str = "employees") -> Sums:
    """Return what came in less what left before pooling, yuan by year."""
    return revenue(tree, region, scheme) - expenditure(tree, region, scheme)


def between_provinces(tree: "xr.DataTree", region: Region, sign: int) -> Sums:
    """Return what came from other provinces (+1) or went to them (-1), yuan by year."""
    return flow(tree, region, BETWEEN_PROVINCES[sign])


@of_levels
def areas_in_deficit(tree: "xr.DataTree", region: Region) -> Sums:
    """Return how many places of a region paid out more than came in before pooling, by year; of one place 0 or 1."""
    funds = tree["funds"]
    before = np.where(np.isin(funds["item"], POOLING), 0, funds["sign"])
    books = funds.flows.sel(scheme="employees")
    return total(books[..., 0].copy(data=books.values @ before < 0), region)


def closing_stock(tree: "xr.DataTree", region: Region, scheme: str = "employees") -> Sums:
    """Return the stock at the end of each year, yuan: below zero where a pool paid out more than it ever had."""
    return total(tree["funds"].closing, region, scheme=scheme) / FEN


@of_levels
def reserve(tree: "xr.DataTree", region: Region, scheme: str = "employees") -> Sums:
    """Return what the pools of a region hold at the end of each year, yuan: nothing where a pool is in debt.

    A province is one pool: the reserve of one pays no gap of another.
    """
    return of_pools(tree, region, scheme, 1)


@of_levels
def accumulated_gap(tree: "xr.DataTree", region: Region, scheme: str = "employees") -> Sums:
    """Return what the pools of a region have paid out above all they ever had, yuan, positive; nobody charges interest."""
    return of_pools(tree, region, scheme, -1)


def of_pools(tree: "xr.DataTree", region: Region, scheme: str, sign: int) -> Sums:
    """Return the stocks of one sign of the pools of a region, summed, as amounts of yuan."""
    if not isinstance(region, str):
        return np.stack([of_pools(tree, name, scheme, sign).values for name in region])
    pools = PROVINCES if region == BOTH else (region,)
    return sum(np.maximum(sign * closing_stock(tree, pool, scheme), 0.0) for pool in pools)


def contribution_bases(tree: "xr.DataTree", region: Region, scheme: str = "employees") -> Sums:
    """Return the bases of all months paid in a year, yuan: what a rate of contribution is taken of."""
    return total(tree["participants"][BASES[scheme]], region)


@of_levels
def share_of_bases(tree: "xr.DataTree", region: Region, amount: Sums, scheme: str = "employees") -> Sums:
    """Return an amount of a year as a share of the year's contribution bases: the rate that would pay it."""
    return per(amount, contribution_bases(tree, region, scheme))


@of_levels
def in_prices(tree: "xr.DataTree", amount: Sums) -> Sums:
    """Return yuan of each year in those of the year of prices, ``tree.attrs["price_year"]``."""
    level = tree["prices"].price_level
    return amount / (level.values if isinstance(amount, np.ndarray) else level)


def recipients(tree: "xr.DataTree", region: Region, scheme: str = "employees") -> Sums:
    """Return the persons paid a pension in December, by year."""
    return total(tree["pensions"].recipients, region, scheme=scheme)


@of_levels
def mean_pension(tree: "xr.DataTree", region: Region, scheme: str = "employees") -> Sums:
    """Return the mean monthly pension in December, yuan by year; missing where nobody draws one."""
    return per(total(tree["pensions"].pension_sum, region, scheme=scheme) / FEN, recipients(tree, region, scheme))


@of_levels
def mean_new_pension(tree: "xr.DataTree", region: Region) -> Sums:
    """Return the mean monthly pension of those who claimed this year, yuan; missing where nobody did."""
    return per(total(tree["claims"].pension_sum, region) / FEN, total(tree["claims"].claims, region))


@of_levels
def mean_annuity(tree: "xr.DataTree", region: Region) -> Sums:
    """Return the mean monthly annuity in December, yuan by year; missing where nobody draws one."""
    return per(total(tree["pillars"].annuity_sum, region) / FEN, total(tree["pillars"].recipients, region))


@of_levels
def payers_wage(tree: "xr.DataTree", region: Region) -> Sums:
    """Return the mean wage of who paid to the employees' scheme, yuan a month: each counts where he or she paid."""
    return per(total(tree["labour"].wage_sum, region), total(tree["labour"].earners, region))


@of_levels
def average_wage(tree: "xr.DataTree", region: Region) -> Sums:
    """Return the average wage of the year by law, yuan a month: of several places the mean by their contributors."""
    wages = tree["labour"].average_wage
    names = (region,) if isinstance(region, str) else region
    of_place = wages.transpose("place", "year").values
    persons = standing(tree, tuple(place.key for place in PLACES), "contributors")
    means = np.stack(
        [mean_wage(of_place[places], persons[places]) for places in (list(REGIONS[name]) for name in names)]
    )
    return labelled(means[0], wages) if isinstance(region, str) else means


def mean_wage(wages: np.ndarray, persons: np.ndarray) -> np.ndarray:
    """Return the mean by year of the wages of places by their persons, both [place, year]; of one place its own."""
    if len(wages) == 1:
        return wages[0]
    return per((wages * persons).sum(axis=0), persons.sum(axis=0))


def years_of(tree: "xr.DataTree") -> np.ndarray:
    """Return the simulated years."""
    return np.asarray(tree["funds"].year)
