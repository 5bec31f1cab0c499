"""Totals by group of persons in the results, and the standard errors of indicators that follow from them.

The persons of a sample fall into 64 groups by a hash of their number. An indicator worked out anew without one group after the
other tells how far it is luck: the delete-a-group jackknife. What treasuries, pooling and returns on reserves add rests on all
persons together and is in no group, so that no error is given of what holds it (revenue, reserve).
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from microsim.engine.sample_groups import GroupSums, Money
from microsim.kernel.tallies import RESIDENTS, Claim, MonthCount, Standing
from microsim.kernel.world import FIRST_STOCK_YEAR
from microsim.results.variables import FEN, PERSON, Variable

if TYPE_CHECKING:
    import xarray as xr

GROUP = "sample_groups"
AXIS = "sample_group"
_PLACES = (AXIS, "year", "place")
_FUNDS = (*_PLACES, "scheme")

VARIABLES = (
    Variable(GROUP, "residents", "heads", RESIDENTS, _PLACES, PERSON, "Residents on 31 December", "年末常住人口"),
    Variable(GROUP, "contributors", "heads", Standing.PAYING, _PLACES, PERSON, "Persons who paid to the employees' scheme this year", "当年缴费的职工养老保险参保人数"),
    Variable(GROUP, "dormant", "heads", Standing.DORMANT, _PLACES, PERSON, "Persons with rights in the employees' scheme who paid nothing this year", "中断缴费的职工养老保险参保人数"),
    Variable(GROUP, "pensioners", "heads", Standing.PENSIONER, _PLACES, PERSON, "Persons who draw an employees' pension", "职工养老保险领取待遇人数"),
    Variable(GROUP, "public_contributors", "heads", Standing.PUBLIC_PAYING, _PLACES, PERSON, "Persons who paid to the public scheme this year", "当年缴费的机关事业单位养老保险参保人数"),
    Variable(GROUP, "public_pensioners", "heads", Standing.PUBLIC_PENSIONER, _PLACES, PERSON, "Persons who draw a public pension", "机关事业单位养老保险领取待遇人数"),
    Variable(GROUP, "residents_contributors", "heads", Standing.RESIDENTS_CONTRIBUTOR, _PLACES, PERSON, "Contributors to the residents' scheme", "城乡居民养老保险缴费人数"),
    Variable(GROUP, "residents_pensioners", "heads", Standing.RESIDENTS_PENSIONER, _PLACES, PERSON, "Persons who draw a residents' pension", "城乡居民养老保险领取待遇人数"),
    Variable(GROUP, "contribution_bases", "months", MonthCount.BASE, _PLACES, "yuan", "Contribution bases of the months paid to the employees' scheme", "职工养老保险缴费基数总额"),
    Variable(GROUP, "contributions", "money", Money.CONTRIBUTIONS, _FUNDS, FEN, "Contributions", "保险费收入"),
    Variable(GROUP, "received", "money", Money.RECEIVED, _FUNDS, FEN, "All that lives brought to a fund, before subsidies, returns and pooling", "基金收入（不含财政补贴、投资收益和调剂）"),
    Variable(GROUP, "paid", "money", Money.PAID, _FUNDS, FEN, "All that left a fund, before pooling", "基金支出（调剂前）"),
    Variable(GROUP, "pension_sum", "pension_fen", None, _FUNDS, "fen/month", "Monthly pensions in December, summed", "12月养老金总额"),
    Variable(GROUP, "earners", "wages", 0, _PLACES, PERSON, "Persons paying to the employees' scheme whose wages are summed", "缴费职工人数"),
    Variable(GROUP, "wage_sum", "wages", 1, _PLACES, "yuan/month", "Their wages, summed", "缴费职工工资合计"),
    Variable(GROUP, "claims", "claims", Claim.COUNT, _PLACES, PERSON, "New employees' pensions", "新增职工养老金领取人数"),
    Variable(GROUP, "new_pension_sum", "claims", Claim.PENSION_FEN, _PLACES, "fen/month", "New pensions, summed", "新增养老金合计"),
)  # fmt: skip
BY_SEX = {"pension_fen": -1, "wages": -2, "claims": -2}  # tallies that have sexes, summed here, with the axis


class Totals(NamedTuple):
    """Sums by group, the years first as in results: float64 [group, year, place, ...], persons represented."""

    heads: np.ndarray
    months: np.ndarray
    money: np.ndarray
    pension_fen: np.ndarray
    wages: np.ndarray
    claims: np.ndarray


def totals(split: GroupSums, one_in: int, base_year: int, until: int) -> Totals:
    """Return the sums of a run's groups for its simulated years, in persons represented."""
    first, years = base_year - FIRST_STOCK_YEAR, until - base_year
    found = {}
    for name, sums in split.sums.items():
        if name in BY_SEX:
            sums = sums.sum(axis=BY_SEX[name])
        if name != "claims":  # the others lie with the place before the year
            sums = np.moveaxis(sums, 1, 2)
        start = first + (name == "stocks")  # these begin with the base year itself
        found["heads" if name == "stocks" else name] = sums[:, start : start + years] * float(one_in)
    return Totals(**found)


def dataset_of(runs: list[Totals], coordinates: Any) -> "xr.Dataset":
    """Return the table of sums by group; ``coordinates`` gives the labels of the axes of variables."""
    import xarray as xr

    return xr.Dataset(dict(_labelled(runs)), coords=coordinates(list(VARIABLES)))


def _labelled(runs: list[Totals]) -> Iterator[tuple[str, Any]]:
    """Return each variable with its axes, numbers (float32: errors need no more digits) and names."""
    for variable in VARIABLES:
        values = [getattr(run, variable.tally) for run in runs]
        if variable.pick is not None:
            values = [array[..., int(variable.pick)] for array in values]
        numbers = [array.astype(np.float32) for array in values]
        attributes = {key: getattr(variable, key) for key in ("units", "long_name", "long_name_zh")}
        dims, stacked = (
            (variable.dims, numbers[0]) if len(runs) == 1 else (("replicate", *variable.dims), np.stack(numbers))
        )
        yield variable.name, (dims, stacked, attributes)
