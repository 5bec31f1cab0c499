"""The variables of scopes: yearly series of a region that the results hold, by name.

A stock is that of 31 December, a flow that of the year. Years up to the base year are those of the history where the run
counts them (``microsim.validation.past``); stocks that the run opens with are known for the base year.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from microsim.amounts import FEN
from microsim.kernel.items import Kind, labels_of
from microsim.results import indicators
from microsim.validation.groups import Group
from microsim.validation.past import Raised, in_the_past

if TYPE_CHECKING:
    import xarray as xr

NATION = "national"
WORKING = ("formal", "flexible", "informal")
OF_THE_PLACE = ("local_urban", "local_rural")
OF_THE_CITIES = (*OF_THE_PLACE, "intra_urban", "intra_rural")  # seen from the province these are its own
GROUP_WIDTH = 5
STOCK, FLOW = "stock", "flow"
PERSON, YUAN, YUAN_MONTH = "person", "yuan", "yuan/month"
Read = Callable[["xr.DataTree", str, Group], pd.Series]


class Uncounted(ValueError):
    """The results do not hold a variable of this group of persons or region."""


class Variable(NamedTuple):
    """A variable.

    Attributes
    ----------
    read : gives the series by year of a tree, a region and a group
    kind : STOCK or FLOW
    unit : PERSON, YUAN or YUAN_MONTH
    """

    read: Read
    kind: str
    unit: str


def value_of(tree: "xr.DataTree", name: str, region: str, group: Group, raised_by: Raised | None = None) -> pd.Series:
    """Return a variable by year, the years of the history before those of the run; ``raised_by`` as in ``in_the_past``.

    Raises
    ------
    Uncounted
        Where the results hold no such group of persons, or the region is not theirs.
    """
    variable = VARIABLES[name]
    if (region == NATION) != (name in NATIONAL):
        raise Uncounted(f"{name} of {region}")
    simulated = variable.read(tree, region, group)
    before = None if region == NATION else in_the_past(tree, name, region, group, raised_by)
    if before is None:
        return simulated
    return pd.concat([before[before.index < simulated.index[0]], simulated])


def by_year(series: "xr.DataArray") -> pd.Series:
    """Return a labelled series as a plain one."""
    return pd.Series(series.values.astype(float), index=[int(year) for year in series.year.values])


def chosen(variable: "xr.DataArray", group: Group) -> dict[str, list[str] | slice]:
    """Return the labels of a group on the axes of a variable; Uncounted where an axis is missing or too coarse."""
    labels: dict[str, list[str] | slice] = {}
    if group.sex != "all":
        labels["sex"] = [group.sex]
    if not group.of_all_ages:
        axis = "age" if "age" in variable.dims else "age_group"
        labels[axis] = slice(group.first, group.last)
        last = GROUP_WIDTH - 1 if group.last is None else group.last
        if axis == "age_group" and (group.first % GROUP_WIDTH or (last + 1) % GROUP_WIDTH):
            raise Uncounted(f"ages {group}: counted by groups of {GROUP_WIDTH} years")
    if missing := labels.keys() - set(variable.dims):
        raise Uncounted(f"{group}: not counted by {', '.join(sorted(missing))}")
    return labels


def counted(group_name: str, name: str, scale: float = 1.0, **fixed: list[str] | str) -> Read:
    """Return the function that sums a variable of the results over a region and a group."""

    def read(tree: "xr.DataTree", region: str, group: Group) -> pd.Series:
        variable = tree.children[group_name].to_dataset()[name]
        return by_year(indicators.total(variable, region, **fixed, **chosen(variable, group))) / scale

    return read


def registered(tree: "xr.DataTree", region: str, group: Group) -> pd.Series:
    """Return residents whose hukou is in the region, the cities of a province taken together; who has left is not counted."""
    status = OF_THE_CITIES if len(indicators.REGIONS[region]) > 1 else OF_THE_PLACE
    return counted("population", "persons", status=list(status))(tree, region, group)


def insured(tree: "xr.DataTree", region: str, group: Group) -> pd.Series:
    """Return workers on the register, whether they paid this year or not."""
    return sum_of("contributors", "dormant")(tree, region, group)


def sum_of(*names: str) -> Read:
    """Return the function that adds standings."""

    def read(tree: "xr.DataTree", region: str, group: Group) -> pd.Series:
        first, *others = (counted("participants", name)(tree, region, group) for name in names)
        for other in others:
            first = first + other
        return first

    return read


def money(function: Callable[..., "xr.DataArray"], *arguments: object) -> Read:
    """Return the function that gives yuan of a region; money belongs to no group."""

    def read(tree: "xr.DataTree", region: str, group: Group) -> pd.Series:
        if not group.everybody:
            raise Uncounted(f"{group}: money is booked for all together")
        return by_year(function(tree, region, *arguments))

    return read


def stock_of(scheme: str) -> Read:
    """Return the function that gives the stock at the end of each year, the base year included: the stock that opens."""

    def read(tree: "xr.DataTree", region: str, group: Group) -> pd.Series:
        closing = money(indicators.closing_stock, scheme)(tree, region, group)
        opening = by_year(indicators.total(tree["funds"].opening, region, scheme=scheme)) / FEN
        return pd.concat([pd.Series({opening.index[0] - 1: opening.iloc[0]}), closing])

    return read


def nobody(tree: "xr.DataTree", region: str, group: Group) -> pd.Series:
    """Return nobody: once a run begins, the employees' scheme holds those of the township scheme."""
    return 0 * counted("participants", "pensioners")(tree, region, group)


def average_wage(tree: "xr.DataTree", region: str, group: Group) -> pd.Series:
    """Return the average wage of the year before, which the law looks at."""
    wages = money(indicators.average_wage)(tree, region, group)
    return wages.set_axis(wages.index + 1)


def uploads(tree: "xr.DataTree", region: str, group: Group) -> pd.Series:
    """Return what all provinces upload to the central adjustment fund."""
    return by_year(tree["pooling"].transfers.sel(transfer="upload").sum("province").astype(float)) / FEN


def books(prefix: str, scheme: str) -> dict[str, Variable]:
    """Return the variables of a scheme's books."""
    return {
        f"{prefix}revenue": Variable(money(indicators.revenue, scheme), FLOW, YUAN),
        f"{prefix}contributions": Variable(money(indicators.flow, labels_of(Kind.CONTRIBUTION), scheme), FLOW, YUAN),
        f"{prefix}subsidy": Variable(
            money(indicators.flow, (*labels_of(Kind.SUBSIDY), "entry_subsidy"), scheme), FLOW, YUAN
        ),
        f"{prefix}interest": Variable(money(indicators.flow, ("investment",), scheme), FLOW, YUAN),
        f"{prefix}delegated_return": Variable(money(indicators.flow, ("delegated_return",), scheme), FLOW, YUAN),
        f"{prefix}spending": Variable(money(indicators.expenditure, scheme), FLOW, YUAN),
        f"{prefix}reserve": Variable(stock_of(scheme), STOCK, YUAN),
    }


def _persons(name: str) -> Variable:
    return Variable(counted("participants", name), STOCK, PERSON)


def _pooled(item: str) -> Variable:
    return Variable(money(indicators.flow, (item,)), FLOW, YUAN)


NATIONAL = {"all_uploads": Variable(uploads, FLOW, YUAN)}
VARIABLES = {
    "residents": Variable(counted("population", "persons"), STOCK, PERSON),
    "registered": Variable(registered, STOCK, PERSON),
    "employed": Variable(counted("labour", "persons", labour=list(WORKING)), STOCK, PERSON),
    "payers": _persons("contributors"),
    "insured": Variable(insured, STOCK, PERSON),
    "pensioners": _persons("pensioners"),
    "township_pensioners": Variable(nobody, STOCK, PERSON),
    "residents_payers": _persons("residents_contributors"),
    "recipients": _persons("residents_pensioners"),
    "public_staff": _persons("public_contributors"),
    "public_pensioners": _persons("public_pensioners"),
    "drawing": Variable(counted("pensions", "recipients", scheme="employees"), STOCK, PERSON),
    "pension_sum": Variable(counted("pensions", "pension_sum", FEN, scheme="employees"), STOCK, YUAN_MONTH),
    "residents_drawing": Variable(counted("pensions", "recipients", scheme="residents"), STOCK, PERSON),
    "residents_pension_sum": Variable(counted("pensions", "pension_sum", FEN, scheme="residents"), STOCK, YUAN_MONTH),
    "earners": Variable(counted("labour", "earners"), STOCK, PERSON),
    "base_sum": Variable(counted("labour", "base_sum"), STOCK, YUAN_MONTH),
    "wage_before": Variable(average_wage, FLOW, YUAN_MONTH),
    "claims": Variable(counted("claims", "claims"), FLOW, PERSON),
    "adjustment_paid": _pooled("central_adjustment_out"),
    "adjustment_received": _pooled("central_adjustment_in"),
    "pooling_paid": _pooled("pooling_out"),
    "pooling_received": _pooled("pooling_in"),
    **books("", "employees"),
    **books("public_", "public"),
    **books("residents_", "residents"),
    **NATIONAL,
}
