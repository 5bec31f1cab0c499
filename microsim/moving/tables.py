"""What moving costs, by groups of movers: the whole, its parts, and what each fund has of it."""

import dataclasses
from typing import TYPE_CHECKING, Any

import numpy as np

from microsim.amounts import FEN
from microsim.comparing.groups import KEYS, STANDING, Grouped, columns_of, grouped, known_keys
from microsim.comparing.people import Pairs, amount
from microsim.comparing.table import COUNT, LEVEL, PERCENT, PERSONS, YUAN, Column, Figure, Name, Table, Unit, named
from microsim.estimating import Estimate, estimate_mean, estimate_ratio, estimate_share
from microsim.moving.parts import COLUMNS, LOCAL, PARTS, PENSIONS, PORTABILITY, Side, parts_of
from microsim.places import PLACE_KEYS, PROVINCE_KEYS, PROVINCE_OF
from microsim.reading import InputError, Problem
from microsim.words.book import place_name

if TYPE_CHECKING:
    import pandas as pd

    from microsim.report.comparison import Comparison

CORRIDOR = "corridor"
OWN = ("own_pv", "flexible_pv", "residents_own_pv")
BESIDE = ("wages_pv", "left_behind_pv", "months_dormant", "months_worked", "exit_year", "residence_exit", "complete")
GROUPINGS = tuple(key for key in KEYS if key != STANDING)
WATCHED = (*PENSIONS, LOCAL, "wages_pv", "months_paid", "months_worked", "exit_year", "account_credited_pv")
MONTHS_UNIT = Unit("months", "月")


@dataclasses.dataclass(frozen=True)
class Movers:
    """Persons of both runs.

    Attributes
    ----------
    pairs
        Their lives: as they moved (base), as they stayed (reform).
    moved
        Whose two lives differ, [person].
    fen
        What the twin has more, [person, part].
    """

    pairs: Pairs
    moved: np.ndarray
    fen: np.ndarray

    def frame(self) -> "pd.DataFrame":
        """Return a row a mover: id, whole and parts, yuan."""
        import pandas as pd

        parts = self.fen[self.moved]
        columns = {"id": self.pairs.base["id"].to_numpy()[self.moved], "whole": parts.sum(axis=1) / FEN}
        return pd.DataFrame(columns | {part: parts[:, at] / FEN for at, part in enumerate(PARTS)})


def movers_of(change: "Comparison", births: tuple[int, int]) -> Movers:
    """Return the persons of two runs, the second without moves, born in some years."""
    keys = columns_of(GROUPINGS)
    pairs = change.pairs(tuple(dict.fromkeys((*COLUMNS, *BESIDE, *OWN, *keys)))).born(births)
    level = average_wages(change.base.tree)
    fen = parts_of(Side(pairs.base, level), Side(pairs.reform, level))
    places = [lives["residence_exit"].astype(str).to_numpy() for lives in (pairs.base, pairs.reform)]
    moved = places[0] != places[1]
    for name in WATCHED:
        moved = moved | (pairs.base[name].to_numpy() != pairs.reform[name].to_numpy())
    return Movers(pairs, moved, fen)


def average_wages(tree: Any) -> Any:
    """Return the average wage as a function of places (keys; None: the mean of all) and years; missing before the run."""
    wages = tree["labour"].average_wage
    wages = wages.isel(replicate=0) if "replicate" in wages.dims else wages
    table, years = np.asarray(wages.transpose("place", "year")), np.asarray(wages.year)
    order = {str(key): at for at, key in enumerate(np.asarray(wages.place))}

    def level(places: Any, year: np.ndarray) -> np.ndarray:
        known = np.isfinite(year) & (year >= years[0]) & (year <= years[-1])
        at = np.where(known, np.nan_to_num(year) - years[0], 0).astype(int)
        if places is None:
            return np.where(known, table.mean(axis=0)[at], np.nan)
        rows = np.array([order.get(place, -1) for place in places])
        return np.where(known & (rows >= 0), table[rows, at], np.nan)

    return level


def known_groups(by: Any) -> tuple[str, ...]:
    """Return the keys of a grouping, ``corridor`` alone or those of lives; InputError for others."""
    if by in (CORRIDOR, (CORRIDOR,), [CORRIDOR]):
        return (CORRIDOR,)
    keys = known_keys(by)
    if STANDING in keys:
        raise InputError([Problem("by", 0, 0, STANDING, "found no reform, allowed are corridor and keys of lives")])
    return keys


def groups_of(movers: Movers, by: Any) -> Grouped:
    """Return the persons in groups; ``corridor`` is from the twin's last province to the mover's."""
    keys = known_groups(by)
    return corridors(movers) if keys == (CORRIDOR,) else grouped(movers.pairs.base, keys)


def corridors(movers: Movers) -> Grouped:
    """Return the persons by the provinces where the twin's and the own life end."""
    provinces = {key: PROVINCE_KEYS[PROVINCE_OF[at]] for at, key in enumerate(PLACE_KEYS)}
    ends = [
        np.array([provinces.get(key, "") for key in lives["residence_exit"].astype(str)])
        for lives in (movers.pairs.reform, movers.pairs.base)
    ]
    order = ("", *PROVINCE_KEYS)
    codes = np.array([order.index(key) for key in ends[0]]) * len(order) + [order.index(key) for key in ends[1]]
    found, cells = np.unique(codes, return_inverse=True)
    names = [corridor_name(order[code // len(order)], order[code % len(order)]) for code in found]
    return Grouped(tuple(names), cells)


def corridor_name(origin: str, end: str) -> Name:
    """Return what a corridor is called."""
    english, chinese = (
        " → ".join(place_name(key, language) if key else "?" for key in (origin, end)) for language in ("en", "zh")
    )
    return Name(f"{origin}>{end}", english, chinese)


def cost_table(movers: Movers, by: Any, start: int) -> Table:
    """Return the whole, the border's part and what stands beside, means of movers."""
    groups, pairs = groups_of(movers, by), movers.pairs
    whole = movers.fen.sum(axis=1) / FEN
    border = movers.fen[:, [PARTS.index(part) for part in PORTABILITY]].sum(axis=1) / FEN
    wealth = amount(pairs.reform, (*PENSIONS, LOCAL))
    keys, everybody = keys_of(movers, groups), keys_of(movers, groups, all_of_them=True)
    share = estimate_share(movers.moved, *everybody).scaled(100.0)
    beside = {name: amount(pairs.reform, names) - amount(pairs.base, names) for name, names in DIFFERENCES.items()}
    shown = [
        (Column(named("movers"), LEVEL, PERCENT, 1), share),
        (Column(named("mobility_whole"), unit=YUAN, decimals=0), estimate_mean(whole, *keys)),
        (Column(named("portability_loss"), unit=YUAN, decimals=0), estimate_mean(border, *keys)),
        (
            Column(named("portability_share"), unit=PERCENT, decimals=1),
            estimate_ratio(border, wealth, *keys).scaled(100.0),
        ),
        (Column(named("twins_wealth"), LEVEL, YUAN, 0), estimate_mean(wealth, *keys)),
        *(
            (Column(named(name), unit=UNIT_OF.get(name, YUAN), decimals=0), estimate_mean(values, *keys))
            for name, values in beside.items()
        ),
        (Column(named("left_behind"), LEVEL, YUAN, 0), estimate_mean(amount(pairs.base, ("left_behind_pv",)), *keys)),
    ]
    return table_of("mobility", groups, movers, shown, start)


DIFFERENCES = {  # twin less mover
    "twins_wages": ("wages_pv",),
    "twins_own": OWN,
    "twins_paid": ("months_paid",),
    "twins_dormant": ("months_dormant",),
}
UNIT_OF = {"twins_paid": MONTHS_UNIT, "twins_dormant": MONTHS_UNIT}


def parts_table(movers: Movers, by: Any, start: int) -> Table:
    """Return the parts of the whole, means of movers."""
    groups = groups_of(movers, by)
    keys = keys_of(movers, groups)
    amounts = {"mobility_whole": movers.fen.sum(axis=1)} | {
        f"part_{part}": movers.fen[:, at] for at, part in enumerate(PARTS)
    }
    shown = [
        (Column(named(name), unit=YUAN, decimals=0), estimate_mean(values / FEN, *keys))
        for name, values in amounts.items()
    ]
    return table_of("mobility_parts", groups, movers, shown, start)


def keys_of(movers: Movers, groups: Grouped, all_of_them: bool = False) -> tuple[Any, np.ndarray, int, Any]:
    """Return jackknife groups, cells (who did not move is of none), their count and the weights."""
    base = movers.pairs.base
    cells = groups.cells if all_of_them else np.where(movers.moved, groups.cells, -1)
    return base["jackknife_group"].to_numpy(), cells, len(groups.names), base["persons"].to_numpy()


def table_of(key: str, groups: Grouped, movers: Movers, shown: list[tuple[Column, Estimate]], start: int) -> Table:
    """Return a table with a row a group that somebody of moved."""
    sampled = np.bincount(groups.cells[movers.moved], minlength=len(groups.names))
    rows = np.flatnonzero(sampled)
    cells = [
        (
            Figure(float(sampled[row])),
            *(Figure(float(one.value[row]), float(one.se[row]), float(one.persons[row])) for _, one in shown),
        )
        for row in rows
    ]
    columns = (Column(named("sampled"), COUNT, PERSONS), *(column for column, _ in shown))
    births = movers.pairs.base["birth_year"]
    first, last = (int(births.min()), int(births.max())) if len(births) else (0, 0)
    notes = (
        named("mobility_means", start=start, first=first, last=last),
        named(f"{key}_read"),
        named("errors_of_sample"),
    )
    return Table(key, named(key), columns, tuple(groups.names[row] for row in rows), tuple(cells), notes)


def kept_table(change: "Comparison", closure: str, by_place: bool) -> Table:
    """Return the balance sheet of moves: the run with them less the one without."""
    table = change.payers(closure, by_place=by_place)
    return dataclasses.replace(table, key="mobility_funds", title=named("mobility_funds"))
