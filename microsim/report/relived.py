"""What persons paid and drew by group and year, in whole fen: the lives of a run lived again, their money told apart.

A run keeps the books of funds, not of groups. Its lives are lived a second time with the same luck, each group in blocks of
its own, and what the books gained by a block is the group's. So groups add up to the persons' lines of the balance sheet.
"""

import threading
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from microsim.comparing.sectors import PERSONS, party_of
from microsim.engine.sample_groups import BLOCK
from microsim.kernel.items import ITEM_SIGN, ITEMS, Kind
from microsim.kernel.numbers import SAMPLE_GROUPS, sample_group
from microsim.kernel.tallies import TALLIES
from microsim.kernel.world import FIRST_STOCK_YEAR
from microsim.lives.identity import ids
from microsim.reading import InputError, Problem
from microsim.schema import Scheme

if TYPE_CHECKING:
    from microsim.comparing.groups import Grouped
    from microsim.report.outcome import Run

FLOWS = TALLIES["flows"].shape  # place, year, scheme, item
OF_LIVES = (Kind.CONTRIBUTION, Kind.BENEFIT, Kind.INHERITANCE)  # kinds of entries that lives make


class Cells(NamedTuple):
    """Persons of a sample in cells: a group of the comparison and a group of the jackknife each.

    Attributes
    ----------
    numbers : uint64 [person], in order
    cells : number of the cell of each, the group's number times the jackknife's groups plus the group of the jackknife
    groups : how many groups of the comparison there are
    """

    numbers: np.ndarray
    cells: np.ndarray
    groups: int


class PersonsMoney:
    """Net receipts of persons by cell and year: stands where totals by sample group do while lives are lived.

    Attributes
    ----------
    sums : int64 [cell, year of the law], fen of sampled persons
    """

    def __init__(self, cells: Cells):
        self.cells = cells
        self.sums = np.zeros((cells.groups * SAMPLE_GROUPS, FLOWS[1]), np.int64)
        self.signs, self.years = signs_of_persons().reshape(-1), years_of_entries().reshape(-1)
        self.lock = threading.Lock()

    def parts(self, numbers: np.ndarray) -> list[tuple[int, np.ndarray]]:
        """Return the persons of each cell that has any, with the cell."""
        cells = self.cells.cells[np.searchsorted(self.cells.numbers, numbers)]
        order = np.argsort(cells, kind="stable")
        found, begins = np.unique(cells[order], return_index=True)
        return [
            (int(cell), numbers[part])
            for cell, part in zip(found, np.split(order, begins[1:]), strict=bool(len(found)))
        ]

    def add(self, cell: int, record: Any, seen: Any) -> None:
        """Add what a record's books gained since they were seen to a cell."""
        now, before = record["flows"].reshape(-1), seen.held["flows"].reshape(-1)
        changed = np.flatnonzero(now != before)
        amounts = (now[changed] - before[changed]) * self.signs[changed]
        before[changed] = now[changed]
        with self.lock:  # a cell may be lived in several blocks
            np.add.at(self.sums[cell], self.years[changed], amounts)


def signs_of_persons() -> np.ndarray:
    """Return 1 where an entry of the books is money that persons get, -1 where they pay it, 0 else, as the books lie."""
    found = np.zeros(FLOWS, np.int64)
    for scheme in Scheme:
        for item in ITEMS:
            for place in range(FLOWS[0]):
                party = party_of(item, scheme, place)
                if party is not None and party.sector == PERSONS and item.kind in OF_LIVES:
                    found[place, :, scheme, item] = -ITEM_SIGN[item]
    return found


def years_of_entries() -> np.ndarray:
    """Return the number of the year of each entry of the books, as they lie."""
    return np.broadcast_to(np.arange(FLOWS[1])[:, None, None], FLOWS)


def cells_of(numbers: np.ndarray, people: Any, lives: Any, groups: "Grouped") -> Cells:
    """Return the persons of a sample in the cells of groups of the base run's lives.

    Raises
    ------
    ArithmeticError
        Where the lives are not those of the sample.
    """
    numbers = np.sort(numbers)
    found = ids(numbers, people)[0].to_numpy(zero_copy_only=False)
    told = lives["id"].to_numpy()
    if len(found) != len(told) or not (found == told).all():
        raise ArithmeticError(f"found {len(told)} lives of a sample of {len(found)} persons: they are not the same")
    return Cells(numbers, groups.cells * SAMPLE_GROUPS + sample_group(numbers), len(groups.names))


def lived_again(run: "Run", lives: Any, groups: "Grouped", progress: Any = None) -> np.ndarray:
    """Return the net receipts of persons of a run by group, jackknife group and year, fen represented, int64.

    Parameters
    ----------
    run
        Of one replicate and of the model's persons.
    lives, groups
        Of the base run, row for row; both runs have its persons.
    """
    from microsim.comparing.changes import scenario_of
    from microsim.engine.run import entry_years, simulate
    from microsim.inputs import compile_inputs, with_luck
    from microsim.report.progress import progress_bar

    told = run.manifest
    inputs = with_luck(compile_inputs(scenario_of(told), told["until"], True), told["seed"], 0)
    numbers = inputs.population.sample(told["one_in"])
    numbers = numbers[entry_years(numbers) <= told["until"]]
    money = PersonsMoney(cells_of(numbers, inputs.population.given, lives, groups))
    first = inputs.population.base_year
    with progress_bar(len(numbers), progress) as advance:
        simulate(numbers, inputs.world, told["seed"], 0, told["until"], None, BLOCK, advance, split=money, first=first)
    begin = first - FIRST_STOCK_YEAR
    shape = (len(groups.names), SAMPLE_GROUPS, -1)
    return money.sums[:, begin : begin + told["until"] - first].reshape(shape) * int(told["one_in"])


def refuse_to_live_again(run: "Run") -> None:
    """Refuse a run whose lives cannot be told apart by group: of several replicates, or of own microdata."""
    found = ""
    if run.manifest["replicates"] != 1:
        found = (
            f"found {run.manifest['replicates']} replicates, allowed is one: groups are known of the first's persons"
        )
    elif "population" in run.manifest:
        found = "found own microdata, allowed is a run of the model's persons"
    if found:
        raise InputError([Problem(run.name, 0, 0, "persons", found)])
