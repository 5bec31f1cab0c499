"""The run in which nobody moves from a year on, and what it says beside the run with moves."""

import dataclasses
import functools
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from microsim.comparing.changes import scenario_of
from microsim.comparing.table import Table
from microsim.moving.tables import Movers, cost_table, kept_table, movers_of, parts_table
from microsim.reading import InputError, Problem
from microsim.reading.arguments import Arguments
from microsim.report.comparison import Comparison, compare, run_folder_of
from microsim.report.outcome import Run, read_run
from microsim.report.winning import known_births_of
from microsim.running import run_scenario
from microsim.scenarios.read import with_entries

if TYPE_CHECKING:
    import pandas as pd

    from microsim.scenarios import Scenario

MOVES = "assumptions.migration.lived_moves"
ALL, NONE = 1.0, 0.0


@dataclasses.dataclass(frozen=True)
class Mobility:
    """Two runs of the same persons: as they moved, and as if they had stayed where they stood.

    Attributes
    ----------
    moved, stayed
        The runs.
    start
        The year from which nobody moves in the second.
    births
        First and last year of birth of whom tables tell.
    """

    moved: Run
    stayed: Run
    start: int
    births: tuple[int, int]

    @functools.cached_property
    def movers(self) -> Movers:
        """The persons of both runs and the parts of their difference, fen."""
        return movers_of(compare(self.moved, self.stayed), self.births)

    def cost(self, by: str | Sequence[str] | None = None) -> Table:
        """Return what moving costs in pension wealth, and what stands beside it, means of movers by group.

        Parameters
        ----------
        by
            Groups of the run with moves, as for ``Comparison.winners``; or ``corridor``: from the province where one
            stood at the start to the one where the life ends.
        """
        return cost_table(self.movers, by, self.start)

    def parts(self, by: str | Sequence[str] | None = None) -> Table:
        """Return the parts of it, which add up to the fen; ``by`` as for ``cost``."""
        return parts_table(self.movers, by, self.start)

    def funds(self, closure: str = "reserve", by_place: bool = True) -> Table:
        """Return what moves bring and take: net receipts of each fund, treasury and of persons, with moves less without.

        Parameters
        ----------
        closure, by_place
            As for ``Comparison.payers``; what a fund lacks or keeps stays in its reserve unless said otherwise.
        """
        return kept_table(Comparison(self.stayed, self.moved), closure, by_place)

    def frame(self, by: str | Sequence[str] | None = None) -> "pd.DataFrame":
        """Return cost and parts tidy, a row a figure."""
        import pandas as pd

        return pd.concat([self.cost(by).frame(), self.parts(by).frame()], ignore_index=True)

    def persons(self) -> "pd.DataFrame":
        """Return a row a mover: id, what the twin has more, yuan at present value, and its parts."""
        return self.movers.frame()


def mobility(
    run: "Run | str | Path",
    start: int | None = None,
    *,
    stayed: "Run | str | Path | None" = None,
    births: tuple[int, int] | None = None,
    out: str | Path | None = None,
    threads: int | None = None,
    progress: Any = None,
) -> Mobility:
    """Return what moving costs: each life of a run beside the same life with moves, and nothing else, switched off.

    The second run has the scenario, sample, seed and last year of the first; arrivals arrive, and every draw but that of
    a move is the same, for draws are keyed by person and purpose. Wages, work and death are those of the place where the
    twin stays.

    Parameters
    ----------
    run
        A run that kept its lives, its folder, or its name under ``runs/``.
    start
        First year without moves; the first simulated year by default.
    stayed
        A run without moves that was kept, in place of a new one.
    births
        First and last year of birth; those of whole lives by default.
    out
        Folder that keeps the second run; nothing by default.
    threads, progress
        As for ``run``.

    Raises
    ------
    InputError
        For a run without lives or of own microdata, a year outside it, and a kept run that has moves.
    """
    asked = Arguments("mobility")
    threads, progress = asked.whole("threads", threads), asked.watcher("progress", progress)
    moved = run if isinstance(run, Run) else read_run(run_folder_of(run))
    refuse_without_lives(moved)
    first = scenario_of(moved.manifest).population.base_year + 1
    last = moved.manifest["until"]
    asked.whole("start", start, first, last)
    asked.check()
    chosen = known_births_of([moved], births)
    if stayed is not None:
        twins = stayed if isinstance(stayed, Run) else read_run(run_folder_of(stayed))
        return Mobility(moved, twins, still_from(moved, twins, start), chosen)
    year = first if start is None else start
    twins = run_again(moved, without_moves(scenario_of(moved.manifest), year), out, threads, progress)
    return Mobility(moved, twins, year, chosen)


def without_moves(scenario: "Scenario", start: int) -> "Scenario":
    """Return a scenario in which nobody moves from a year on."""
    return with_entries(scenario, {MOVES: {start - 1: ALL, start: NONE}}, "mobility")


def run_again(moved: Run, scenario: "Scenario", out: Any, threads: Any, progress: Any) -> Run:
    """Run a scenario with the sample, luck and years of a run, lives kept."""
    told = moved.manifest
    options = {name: told[name] for name in ("one_in", "until", "seed", "replicates")}
    return run_scenario(scenario, out=out, threads=threads, progress=progress, figures=False, lives=True, **options)


def refuse_without_lives(run: Run) -> None:
    """Refuse a run that kept no lives, or whose persons are of own microdata."""
    if not run.has_lives:
        raise InputError([Problem(run.name, 0, 0, "", "found a run without lives, allowed is one with --lives")])
    if "population" in run.manifest:
        message = "found own microdata, allowed is a run of the model's persons; or run both and give stayed="
        raise InputError([Problem(run.name, 0, 0, "", message)])


def still_from(moved: Run, stayed: Run, start: int | None) -> int:
    """Return the year from which nobody moves in a kept run, refusing one with other settings."""
    told = scenario_of(stayed.manifest).assumptions.get(MOVES.partition(".")[2])
    years = [int(str(day)[:4]) for day, value in told.items() if value == NONE] if isinstance(told, dict) else []
    found = min(years, default=None)
    if found is None or (start is not None and start != found):
        message = f"found moves from {found or 'every year on'}, allowed is a run whose {MOVES} is 0 from {start or 'a year'} on"
        raise InputError([Problem(stayed.name, 0, 0, "stayed", message)])
    expected = without_moves(scenario_of(moved.manifest), found)
    if (expected.law, expected.assumptions) != (
        scenario_of(stayed.manifest).law,
        scenario_of(stayed.manifest).assumptions,
    ):
        raise InputError([Problem(stayed.name, 0, 0, "stayed", "found other settings too, allowed is moves alone")])
    return found
