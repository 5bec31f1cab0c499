"""The funds of the employees' scheme in the layout of their final accounts: income, expenditure, balance, stock.

Final accounts are in yuan of each year, as treasuries keep them. Every entry of the books stands on one line, so the balance is
what the stock grows by.
"""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from microsim.comparing.table import LEVEL, Column, Figure, Name, Table, Unit
from microsim.documents.blocks import plain, region_name, said
from microsim.kernel.items import IN, ITEMS, OUT, Item, Kind
from microsim.reading import InputError, Problem
from microsim.report.sheet import simulated_places
from microsim.results.indicators import BOTH, PROVINCES, closing_stock, flow, mean_of_replicates, years_of

if TYPE_CHECKING:
    import xarray as xr

EMPLOYEES = "employees"
BILLION = 1e9
UNIT = Unit("bn yuan of each year", "亿元，当年价", 10.0)
LONGEST = 15  # years of a window: a page holds no more columns


class Line(NamedTuple):
    """A line of the accounts: its key, its direction and the entries of the books on it."""

    key: str
    sign: int
    items: tuple[Item, ...]


PENSIONS = (
    Item.BENEFIT_BASIC,
    Item.BENEFIT_ACCOUNT,
    Item.BENEFIT_TRANSITIONAL,
    Item.BENEFIT_SUPPLEMENT,
    Item.BENEFIT_ADJUSTMENT,
)
LINES = (
    Line("contributions", IN, tuple(item for item in ITEMS if item.kind == Kind.CONTRIBUTION)),
    Line("subsidy", IN, (Item.FISCAL, Item.FISCAL_CENTRAL)),
    Line("interest", IN, (Item.INVESTMENT,)),
    Line("delegated", IN, (Item.DELEGATED_RETURN,)),
    Line("moved_in", IN, tuple(item for item in ITEMS if item.kind == Kind.MOVED and item.sign == IN)),
    Line("other_in", IN, tuple(item for item in ITEMS if item.kind == Kind.CREDIT)),
    Line("pooled_in", IN, tuple(item for item in ITEMS if item.kind == Kind.POOLING and item.sign == IN)),
    Line("pensions", OUT, PENSIONS),
    Line("survivors", OUT, (Item.SURVIVORS,)),
    Line("disability", OUT, (Item.BENEFIT_DISABILITY,)),
    Line("moved_out", OUT, tuple(item for item in ITEMS if item.kind == Kind.MOVED and item.sign == OUT)),
    Line("other_out", OUT, (Item.INHERITANCE, Item.BACK_BENEFITS)),
    Line("pooled_out", OUT, tuple(item for item in ITEMS if item.kind == Kind.POOLING and item.sign == OUT)),
)
INCOME, SPENDING, BALANCE, STOCK = "income", "spending", "balance", "stock"
ORDER = (
    INCOME,
    *(line.key for line in LINES if line.sign == IN),
    SPENDING,
    *(line.key for line in LINES if line.sign == OUT),
    BALANCE,
    STOCK,
)
BY_CITY = (INCOME, "contributions", "subsidy", "pooled_in", SPENDING, "pensions", "pooled_out", BALANCE, STOCK)


def window_years(years: np.ndarray, window: tuple[int, int]) -> list[int]:
    """Return the years of a window.

    Raises
    ------
    InputError
        Where the run does not hold all of them, or they are too many for a page.
    """
    first, last = window
    known = [int(year) for year in years]
    if first not in known or last not in known or not first <= last < first + LONGEST:
        message = (
            f"found {first}-{last}, allowed are a first and a last year of the run, {known[0]} to {known[-1]}, "
            f"at most {LONGEST} years"
        )
        raise InputError([Problem("--window", 0, 0, "", message)])
    return list(range(first, last + 1))


def default_window(years: np.ndarray, window: tuple[int, int]) -> tuple[int, int]:
    """Return the usual window as far as a run holds it, else its last years of the same number."""
    first, last = window
    known = [int(year) for year in years]
    if first in known and last in known:
        return window
    return max(known[0], known[-1] - (last - first)), known[-1]


def accounts_of(tree: "xr.DataTree", regions: tuple[str, ...]) -> dict[str, np.ndarray]:
    """Return the lines of the accounts of regions, yuan [region, year], in the order of ``ORDER``."""
    found = {line.key: flow(tree, regions, [item.name.lower() for item in line.items], EMPLOYEES) for line in LINES}
    income, spending = (sum(found[line.key] for line in LINES if line.sign == sign) for sign in (IN, OUT))
    found |= {INCOME: income, SPENDING: spending, BALANCE: income - spending}
    found[STOCK] = closing_stock(tree, regions, EMPLOYEES)
    return {key: np.asarray(found[key]) for key in ORDER}


def line_name(key: str) -> Name:
    """Return what a line is called; parts of a sum are set in."""
    return said(f"account_{key}")


def region_accounts(lines: dict[str, np.ndarray], at: int, region: str, years: dict[int, int]) -> Table:
    """Return the accounts of a region, the ``at``-th of the lines: lines down, years across.

    Parameters
    ----------
    years : years shown, and where each stands among those of the run
    """
    cells = tuple(
        tuple(Figure(float(amounts[at, one]) / BILLION) for one in years.values()) for amounts in lines.values()
    )
    columns = tuple(Column(plain(year), LEVEL, UNIT, 2) for year in years)
    notes = (said("accounts_note"),) if region == BOTH else ()
    title = said("accounts_title", place=region_name(region))
    return Table(f"accounts_{region}", title, columns, tuple(line_name(key) for key in lines), cells, notes)


def city_accounts(lines: dict[str, np.ndarray], first: int, year: int, at: int) -> Table:
    """Return the accounts of every place of a year: places down, from the ``first`` of the lines' regions on, lines across."""
    places = simulated_places()
    cells = tuple(
        tuple(Figure(float(lines[key][first + number, at]) / BILLION) for key in BY_CITY)
        for number in range(len(places))
    )
    rows = tuple(Name(place.key, place.english, place.chinese) for place in places)
    columns = tuple(Column(stripped(line_name(key)), LEVEL, UNIT, 2) for key in BY_CITY)
    return Table(f"accounts_{year}", said("city_accounts_title", year=year), columns, rows, cells)


def stripped(name: Name) -> Name:
    """Return a name without what sets it in and without its number."""
    return Name(name.key, *(text.split(". ")[-1].split("、")[-1].strip(" \u2003") for text in (name.en, name.zh)))


def account_tables(tree: "xr.DataTree", window: tuple[int, int], cities: bool = True) -> list[Table]:
    """Return the accounts of the provinces and of all together, and of every city in each year of the window."""
    tree = mean_of_replicates(tree)
    known = [int(year) for year in years_of(tree)]
    years = {year: known.index(year) for year in window_years(years_of(tree), window)}
    regions = (*PROVINCES, *((BOTH,) if len(PROVINCES) > 1 else ()))
    places = tuple(place.key for place in simulated_places()) if cities else ()
    lines = accounts_of(tree, (*regions, *places))
    found = [region_accounts(lines, at, region, years) for at, region in enumerate(regions)]
    return found + [city_accounts(lines, len(regions), year, at) for year, at in years.items() if cities]
