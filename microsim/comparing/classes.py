"""Who gains and who loses: five classes of the change in net pension wealth, by groups of the base run.

A gain is what a person draws over a whole life less what he or she paid for it, at present value; work and death are as
simulated. It is not well-being: wages, leisure and health of years worked longer have no price here, so months worked
and years drawn stand beside it.
"""

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from microsim.amounts import MONTHS
from microsim.comparing.groups import Grouped
from microsim.comparing.people import Pairs, amount
from microsim.comparing.table import (
    BILLIONS,
    COUNT,
    LEVEL,
    PERCENT,
    PERSONS,
    YEARS,
    YUAN,
    Column,
    Figure,
    Table,
    Unit,
    named,
)
from microsim.estimating import Estimate, estimate_mean, estimate_quantile, estimate_share, estimate_sum
from microsim.reading import InputError, Problem, did_you_mean

if TYPE_CHECKING:
    import pandas as pd

BENEFITS = (
    "pension_pv",
    "residents_pension_pv",
    "public_pension_pv",
    "local_pension_pv",
    "disability_pv",
    "refunds_pv",
)
OWN = ("own_pv", "flexible_pv", "residents_own_pv")
NET_OF = {"own": OWN, "all": (*OWN, "employer_pv")}
WORKED = ("months_worked",)
DRAWN = ("months_drawn", "months_drawn_residents")
CLASSES = ("gain_more", "gain_less", "unchanged", "lose_less", "lose_more", "without")
MUCH = 0.05  # of the base's pension wealth
FEN = 0.01 / 2  # yuan: less is no change, to the fen
COLUMNS = tuple(dict.fromkeys((*BENEFITS, *NET_OF["all"], *WORKED, *DRAWN, "birth_year", "complete")))


@dataclasses.dataclass(frozen=True)
class Wealth:
    """Pension wealth of the persons of two runs, yuan at present value, [person] each.

    Attributes
    ----------
    gross
        What the base pays out to each.
    base, change
        Net wealth in the base, and what the reform adds.
    """

    gross: np.ndarray
    base: np.ndarray
    change: np.ndarray

    @property
    def classes(self) -> np.ndarray:
        """Number of the class of each in ``CLASSES``; who has no pension wealth in the base is a class alone."""
        much = np.abs(self.change) > MUCH * self.gross
        result = np.where(self.change > 0, np.where(much, 0, 1), np.where(much, 4, 3))
        result[np.abs(self.change) < FEN] = CLASSES.index("unchanged")
        result[self.gross < FEN] = CLASSES.index("without")
        return result


def wealth_of(pairs: Pairs, net_of: str = "own") -> Wealth:
    """Return the pension wealth of pairs, net of what persons paid themselves or of ``all`` paid for them.

    Raises
    ------
    InputError
        For another word than ``own`` and ``all``.
    """
    known_net(net_of)
    gross, drawn = amount(pairs.base, BENEFITS), amount(pairs.reform, BENEFITS)
    paid, new = amount(pairs.base, NET_OF[net_of]), amount(pairs.reform, NET_OF[net_of])
    return Wealth(gross, gross - paid, (drawn - new) - (gross - paid))


def known_net(net_of: Any) -> None:
    """Refuse a word that is not one of ``NET_OF``."""
    if net_of not in NET_OF:
        message = f"found {net_of}, allowed are {', '.join(NET_OF)}{did_you_mean(str(net_of), list(NET_OF))}"
        raise InputError([Problem("net_of", 0, 0, "", message)])


def winners_table(pairs: Pairs, groups: Grouped, net_of: str, births: tuple[int, int], asked: bool = False) -> Table:
    """Return the five classes, the change in yuan and what stands beside it, a row a group.

    Parameters
    ----------
    pairs : persons of both runs, those of ``births`` only
    groups : of the same persons
    asked : whether these births were asked for, whole lives or not
    asked : whether these births were asked for, whole lives or not
    """
    wealth, names = wealth_of(pairs, net_of), groups.names
    figures = [*_shares(pairs, groups, wealth), *_changes(pairs, groups, wealth), *_beside(pairs, groups)]
    persons = figures[0][1].persons
    columns = (Column(named("sampled"), COUNT, PERSONS), *(column for column, _ in figures))
    rows = range(len(names))
    cells = tuple((Figure(float(persons[row])), *(_figure(found, row) for _, found in figures)) for row in rows)
    whole = float(pairs.base["complete"].mean()) if len(pairs.base) else np.nan
    notes = (
        named(f"gain_{net_of}"),
        named("not_valued"),
        named(
            "lives_asked" if asked else "whole_lives", first=births[0], last=births[1], share=f"{100.0 * whole:.1f}%"
        ),
        named("errors_of_sample"),
    )
    return Table("winners", named("winners"), columns, names, cells, notes)


def _figure(found: Estimate, row: int) -> Figure:
    return Figure(float(found.value[row]), float(found.se[row]), float(found.persons[row]))


def _keys(pairs: Pairs, groups: Grouped) -> tuple[Any, np.ndarray, int, Any]:
    """Return jackknife groups, cells, their count and the weights, as the estimators take them."""
    base = pairs.base
    return base["jackknife_group"].to_numpy(), groups.cells, len(groups.names), base["persons"].to_numpy()


Shown = list[tuple[Column, Estimate]]


def _shares(pairs: Pairs, groups: Grouped, wealth: Wealth) -> Shown:
    """Return the share of each class, in percent."""
    classes = wealth.classes
    return [
        (
            Column(named(name), LEVEL, PERCENT, 2),
            estimate_share(classes == number, *_keys(pairs, groups)).scaled(100.0),
        )
        for number, name in enumerate(CLASSES)
    ]


def _changes(pairs: Pairs, groups: Grouped, wealth: Wealth) -> Shown:
    """Return mean and median change, the median loss of who loses, the change of all together, and levels of the base."""
    keys = _keys(pairs, groups)
    losing = np.where(wealth.change <= -FEN, groups.cells, -1)
    return [
        (Column(named("mean_change"), unit=YUAN, decimals=0), estimate_mean(wealth.change, *keys)),
        (Column(named("median_change"), unit=YUAN, decimals=0), estimate_quantile(wealth.change, *keys)),
        (
            Column(named("median_loss"), unit=YUAN, decimals=0),
            estimate_quantile(wealth.change, keys[0], losing, *keys[2:]),
        ),
        (Column(named("total_change"), unit=BILLIONS, decimals=1), estimate_sum(wealth.change, *keys).scaled(1e-9)),
        (Column(named("base_wealth"), LEVEL, YUAN, 0), estimate_mean(wealth.base, *keys)),
        (Column(named("base_median"), LEVEL, YUAN, 0), estimate_quantile(wealth.base, *keys)),
    ]


def _beside(pairs: Pairs, groups: Grouped) -> Shown:
    """Return the change in years drawn and in months worked."""
    drawn, worked = (amount(pairs.reform, columns) - amount(pairs.base, columns) for columns in (DRAWN, WORKED))
    return [
        (Column(named("years_drawn"), unit=YEARS, decimals=2), estimate_mean(drawn / MONTHS, *_keys(pairs, groups))),
        (
            Column(named("months_worked"), unit=Unit("months", "月"), decimals=1),
            estimate_mean(worked, *_keys(pairs, groups)),
        ),
    ]


def ends(pairs: Pairs, wealth: Wealth, count: int = 5) -> "pd.DataFrame":
    """Return the persons at both ends: the largest gains first, then the largest losses, ``count`` of each."""
    import pandas as pd

    order = np.argsort(wealth.change, kind="stable")
    lowest, highest = order[:count], order[::-1][:count]
    some = np.concatenate([highest[wealth.change[highest] >= FEN], lowest[wealth.change[lowest] <= -FEN]])
    told = {"id": pairs.base["id"].to_numpy()[some], "change": wealth.change[some], "base": wealth.base[some]}
    beside = {name: pairs.base[name].to_numpy()[some] for name in ("birth_year", "sex") if name in pairs.base}
    return pd.DataFrame(told | beside)


def unpaired_means(
    base: "pd.DataFrame", reform: "pd.DataFrame", groups: tuple[Grouped, Grouped], net_of: Sequence[str]
) -> Table:
    """Return differences of means of net wealth where the persons are not the same: errors of both runs added.

    Parameters
    ----------
    groups : of the persons of each run, by its own keys
    net_of : columns of what was paid
    """
    names = {name.key: name for one in groups for name in one.names}
    found = [
        _by_name(lives, one, amount(lives, BENEFITS) - amount(lives, net_of))
        for lives, one in zip((base, reform), groups, strict=True)
    ]
    cells = []
    for key in names:
        old, new = (figures.get(key, Figure(np.nan, np.nan, 0)) for figures in found)
        fewest = min(old.persons, new.persons)
        cells.append((Figure(fewest), Figure(new.value - old.value, float(np.hypot(old.se, new.se)), fewest), old))
    columns = (
        Column(named("sampled"), COUNT, PERSONS),
        Column(named("mean_change"), unit=YUAN, decimals=0),
        Column(named("base_wealth"), LEVEL, YUAN, 0),
    )
    return Table("unpaired", named("unpaired"), columns, tuple(names.values()), tuple(cells), (named("not_the_same"),))


def _by_name(lives: "pd.DataFrame", groups: Grouped, values: np.ndarray) -> dict[str, Figure]:
    """Return the mean of each group by its key."""
    keys = lives["jackknife_group"].to_numpy(), groups.cells, len(groups.names), lives["persons"].to_numpy()
    found = estimate_mean(values, *keys)
    return {name.key: _figure(found, row) for row, name in enumerate(groups.names)}
