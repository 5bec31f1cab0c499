"""The projection by published figures beside the microsimulation: which is nearer to the figures held out."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from microsim.places import PROVINCE_KEYS
from microsim.shadow_model.apart import series_of
from microsim.validation.comparing import SCORED, Comparison, Series, comparison
from microsim.validation.formulas import read_formula
from microsim.validation.groups import Group
from microsim.validation.outcome import log_of
from microsim.validation.roles import Role
from microsim.validation.scopes import PROVINCE_NAMES, UNITS, scope_of
from microsim.validation.targets import Target, shipped_targets

if TYPE_CHECKING:
    import xarray as xr

    from microsim.shadow_model.published import Projection


NAMES = {key: name for name, key in PROVINCE_NAMES.items()}  # what published figures call a province


class HeldOut(NamedTuple):
    """A figure held out and what both models say of it, in its unit.

    Attributes
    ----------
    target : the figure
    run, shadow : of the microsimulation, and of the projection by published figures; what of the scope the latter does
        not know, such as public staff, it takes from the run
    """

    target: Target
    run: float
    shadow: float

    @property
    def logs(self) -> tuple[float, float]:
        """The absolute logarithms of both over the figure, the run's first."""
        return log_of(self.run, self.target.value), log_of(self.shadow, self.target.value)


def held_out(tree: "xr.DataTree", made: "dict[int, Projection]") -> Iterator[HeldOut]:
    """Yield the figures held out of everybody in the projected provinces on which both models have a say."""
    series = Series(tree)
    names = {NAMES[PROVINCE_KEYS[province]]: projection for province, projection in made.items()}
    for target in shipped_targets():
        if target.region not in names or not target.group.everybody:
            continue
        row = comparison(series, target)
        if (
            row.role is Role.HOLDOUT
            and row.verdict in SCORED
            and (found := shadow_of(series, row, names[target.region]))
        ):
            yield HeldOut(target, float(row.simulated or 0.0), found)


def shadow_of(series: Series, row: Comparison, made: "Projection") -> float | None:
    """Return what the projection says of a figure, None where nothing of the scope is its own."""
    target = row.target
    assert target.year is not None
    scope, own = scope_of(target.indicator, target.region, target.year), series_of(made)
    if scope is None or not own.keys() & set(scope.formula.names()):
        return None
    value = scope.formula.value(reading(series, own, target.region), target.group)
    found = float(value.get(target.year, 0.0)) / UNITS[target.unit][1]
    return found if found == found and found > 0.0 else None


def reading(series: Series, own: dict[str, Any], region: str) -> Callable[[str, Group], pd.Series]:
    """Return the function that reads a variable of scopes: the projection's own, else the run's."""

    def read(name: str, group: Group) -> pd.Series:
        if name not in own or not group.everybody:
            return series.of(read_formula(name), region, group)
        years = range(series.first, series.first + len(own[name]))
        return pd.Series(own[name], index=list(years))

    return read
