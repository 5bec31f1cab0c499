"""What a measure is taken of: regions and years of one tree of results, and a sex or a scheme where told by one."""

import copy
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from microsim.amounts import FEN
from microsim.kernel.items import Kind, labels_of
from microsim.results import indicators as series
from microsim.results.indicators import BASES, PROVINCES, REGIONS, per

if TYPE_CHECKING:
    import xarray as xr

PERCENT = 100.0
PENSION_SCHEMES = ("employees", "residents", "public")  # one of them pays a pension; the local one adds to it
EMPLOYEES = "employees"
PAYERS = {"employees": "contributors", "public": "public_contributors", "residents": "residents_contributors"}
PENSIONERS = {"employees": "pensioners", "public": "public_pensioners", "residents": "residents_pensioners"}
ALL_REGIONS = tuple(key for key in REGIONS if key != "elsewhere")  # of elsewhere only who left is simulated
SPENDING = labels_of(Kind.BENEFIT, Kind.INHERITANCE)
CONTRIBUTIONS = labels_of(Kind.CONTRIBUTION)
SUBSIDIES = labels_of(Kind.SUBSIDY)
Numbers = Any  # float64 [region, year]


class Cell:
    """Sums of one tree by region and year.

    Parameters
    ----------
    tree : results of one run, replicates averaged
    regions : names of regions
    sex, scheme : of whom and of which scheme; None: of both, and of the scheme that a measure says
    known : sums already taken of the same tree and regions, shared between cells
    """

    def __init__(
        self,
        tree: "xr.DataTree",
        regions: tuple[str, ...] = ALL_REGIONS,
        sex: str | None = None,
        scheme: str | None = None,
        known: dict[Any, Any] | None = None,
    ):
        self.tree, self.regions, self.sex, self.scheme = tree, regions, sex, scheme
        self._known: dict[Any, Any] = {} if known is None else known
        self.wage_factor = 1.0

    def with_wages(self, factor: float) -> "Cell":
        """Return the cell as if its payers earned so many times as much."""
        other = copy.copy(self)
        other.wage_factor = factor
        return other

    def of(self, sex: str | None = None, scheme: str | None = None) -> "Cell":
        """Return the cell of one sex or one scheme."""
        return Cell(self.tree, self.regions, sex or self.sex, scheme or self.scheme, self._known)

    @property
    def one_scheme(self) -> str:
        """The scheme of the cell, the employees' where none is named."""
        return self.scheme or EMPLOYEES

    @property
    def schemes(self) -> tuple[str, ...]:
        """The scheme of the cell, all that pay a pension of their own where none is named."""
        return (self.scheme,) if self.scheme else PENSION_SCHEMES

    def sum(self, group: str, name: str, **labels: Any) -> Numbers:
        """Return a variable summed over regions and all axes but years, of the cell's sex where the variable has one."""
        variable = self._variable(group, name)
        if self.sex and "sex" in variable.dims:
            labels = {"sex": self.sex, **labels}
        key = (group, name, tuple(sorted((axis, str(label)) for axis, label in labels.items())))
        if key not in self._known:
            self._known[key] = series.total(variable, self.regions, **labels)
        return self._known[key]

    def _variable(self, group: str, name: str) -> Any:
        """Return a variable; a look-up in a tree takes longer than a sum."""
        if (group, name) not in self._known:
            self._known[group, name] = self.tree[group][name]
        return self._known[group, name]

    def flow(self, items: tuple[str, ...]) -> Numbers:
        """Return the yuan of entries of the scheme's books."""
        return self.sum("funds", "flows", scheme=self.one_scheme, item=list(items)) / FEN

    def bases(self) -> Numbers:
        """Return the contribution bases of the scheme, yuan a year; missing where a scheme has none."""
        name = BASES.get(self.one_scheme)
        return self.nothing() if name is None else self.sum("participants", name)

    def closing(self) -> Numbers:
        """Return the stock of the scheme's funds at the end of the year, yuan."""
        return self.sum("funds", "closing", scheme=self.one_scheme) / FEN

    def wage(self) -> Numbers:
        """Return W: the mean wage of the payers of the place and year, of both sexes, yuan a month."""
        both = Cell(self.tree, self.regions, known=self._known)
        return self.wage_factor * per(both.sum("labour", "wage_sum"), both.sum("labour", "earners"))

    def law_wage(self) -> Numbers:
        """Return the published average wage, yuan a month."""
        if "law_wage" not in self._known:
            self._known["law_wage"] = series.average_wage(self.tree, self.regions)
        return self._known["law_wage"]

    def pensions(self, scheme: str) -> tuple[Numbers, Numbers]:
        """Return the pensions in December of a scheme, yuan summed, and their recipients."""
        money = self.sum("pensions", "pension_sum", scheme=scheme) / FEN
        return money, self.sum("pensions", "recipients", scheme=scheme)

    def mean_pension(self, scheme: str) -> Numbers:
        """Return the mean pension of a scheme in December, yuan."""
        return per(*self.pensions(scheme))

    def residents(self, oldest_from: int) -> Numbers:
        """Return residents of an age and over at the end of each simulated year."""
        return self.sum("population", "persons", age=slice(oldest_from, None))[:, 1:]  # the first is the base year's

    def pensioners(self, oldest_from: int) -> Numbers:
        """Return who draws a pension of any scheme of an age and over, where funds pay."""
        return sum(self.sum("participants", name, age=slice(oldest_from, None)) for name in PENSIONERS.values())

    def bins(self) -> Numbers:
        """Return pensions in December by class, [region, year, class], of the cell's schemes and sex."""
        return sum(self._bins_of(scheme) for scheme in self.schemes)

    def once(self, name: str, made: Callable[["Cell"], Any]) -> Any:
        """Return what is made of the cell when it is first asked for."""
        key = (name, self.sex, self.scheme)
        if key not in self._known:
            self._known[key] = made(self)
        return self._known[key]

    def _bins_of(self, scheme: str) -> Numbers:
        """Return pensions of one scheme by class."""
        key = ("bins", scheme, self.sex)
        if key not in self._known:
            counts = self._variable("pensions", "recipients").sel(scheme=scheme)
            counts = counts.sel(sex=self.sex) if self.sex else counts.sum("sex")
            values = counts.transpose("place", "year", "bin").values
            self._known[key] = np.stack([values[list(REGIONS[name])].sum(axis=0) for name in self.regions]).astype(
                float
            )
        return self._known[key]

    def nothing(self) -> Numbers:
        """Return numbers that are all missing."""
        return np.full((len(self.regions), self.tree["funds"].sizes["year"]), np.nan)

    def prices(self) -> Numbers:
        """Return the level of consumer prices by year, 1 in the year of prices."""
        return self.tree["prices"].price_level.values


def is_province(region: str) -> bool:
    """Return whether a region is a province or all of them."""
    return region in (*PROVINCES, series.BOTH)
