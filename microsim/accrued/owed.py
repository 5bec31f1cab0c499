"""Liabilities at the end of a year, from lives: what each run pays after it, and to whom."""

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from microsim.accrued.stopped import stopped
from microsim.accrued.tables import accrued_table, groups_table
from microsim.comparing.changes import scenario_of
from microsim.comparing.people import lives_of
from microsim.comparing.present import VALUE_YEAR
from microsim.comparing.table import Table
from microsim.reading import InputError, Problem
from microsim.reading.arguments import Arguments
from microsim.report.comparison import run_folder_of
from microsim.report.outcome import Run, read_run
from microsim.running import run_scenario

if TYPE_CHECKING:
    import pandas as pd

    from microsim.scenarios import Scenario

RATES = ("_pv", "_pv30")
PENSIONS = {"employees": "pension", "public": "public_pension", "residents": "residents_pension"}
PAID = ("own", "employer", "flexible", "residents_own")
MONEY = tuple(f"{name}{rate}" for name in (*PENSIONS.values(), *PAID) for rate in RATES)
MEMBERS = ("months_paid", "months_deemed", "months_residents", "months_drawn", "months_drawn_residents")
PLACES = ("paying_place", "hukou_place")
COLUMNS = ("id", "persons", "jackknife_group", "dead", "cohort", "sex", *MEMBERS, *PLACES, *MONEY)


@dataclasses.dataclass(frozen=True)
class Accrued:
    """What is owed at the end of a year, by present values of single lives.

    Attributes
    ----------
    run
        The run that was asked for.
    year
        At whose end.
    vested
        Whether months short of the minimum years count for nothing.
    living
        The members alive then: columns of lives up to the year.
    later
        By ``abo``, ``pbo`` and ``full``: money after the year of each life of the run, columns of ``MONEY``, index as the id.
    """

    run: Run
    year: int
    vested: bool
    living: "pd.DataFrame"
    later: "dict[str, pd.DataFrame]"

    def accrued(self, by: str | None = None) -> Table:
        """Return ABO and PBO of the living members by scheme.

        Parameters
        ----------
        by
            ``province`` (that pays; of the hukou where nothing is claimed), ``cohort`` or ``sex``.
        """
        return accrued_table(self, by)

    def groups(self) -> Table:
        """Return benefits, contributions and reserve of the closed group, and of everybody to the end of the run."""
        return groups_table(self)


def liabilities(
    run: "Run | str | Path",
    year: int | None = None,
    *,
    vested: bool = False,
    threads: int | None = None,
    progress: Any = None,
) -> Accrued:
    """Return what is owed at the end of a year: accrued rights, and the closed and the open group.

    Three more runs of the same persons with the same luck are made: to the year, which tells what was paid till then; and
    two to the end in which nobody earns rights after it, with wages frozen in real terms (ABO) and as projected (PBO).

    Parameters
    ----------
    run
        A run that kept its lives, its folder, or its name under ``runs/``.
    year
        The end of which is meant; 2024 by default.
    vested
        Keep the minimum years of the law: who has fewer months is owed no pension of the pool. By default rights are paid by the
        months, for most would reach the minimum.
    threads, progress
        As for ``run``.

    Raises
    ------
    InputError
        For a run without lives or of own microdata, and a year outside it.
    """
    asked = Arguments("liabilities")
    threads, progress = asked.whole("threads", threads), asked.watcher("progress", progress)
    vested = asked.flag("vested", vested)
    full = run if isinstance(run, Run) else read_run(run_folder_of(run))
    refuse(full)
    scenario, last = scenario_of(full.manifest), full.manifest["until"]
    at = VALUE_YEAR if year is None else asked.whole("year", year, scenario.population.base_year + 1, last - 1)
    asked.check()
    before = lives_again(full, scenario, at, threads, progress)
    ends = {"full": frame_of(full)} | {
        kind: lives_again(full, stopped(scenario, at, kind == "abo", vested), last, threads, progress)
        for kind in ("abo", "pbo")
    }
    rights = (before[list(MEMBERS)].to_numpy() > 0).any(axis=1)
    living = before[~before["dead"].to_numpy(dtype=bool) & rights]
    return Accrued(full, at, vested, living, {kind: after(frame, before) for kind, frame in ends.items()})


def refuse(run: Run) -> None:
    """Refuse a run that kept no lives, or whose persons are of own microdata."""
    if not run.has_lives:
        raise InputError([Problem(run.name, 0, 0, "", "found a run without lives, allowed is one with --lives")])
    if "population" in run.manifest:
        raise InputError([Problem(run.name, 0, 0, "", "found own microdata, allowed is a run of the model's persons")])


def lives_again(run: Run, scenario: "Scenario", until: int, threads: Any, progress: Any) -> "pd.DataFrame":
    """Return the lives of a scenario with sample and seed of a run, up to a year."""
    options = {name: run.manifest[name] for name in ("one_in", "seed")}
    made = run_scenario(scenario, until=until, threads=threads, progress=progress, figures=False, lives=True, **options)
    return frame_of(made)


def frame_of(run: Run) -> "pd.DataFrame":
    """Return the columns of lives that liabilities are made of, index the id."""
    return lives_of(run.lives_table, run.name, COLUMNS).set_index("id", drop=False)


def after(lives: "pd.DataFrame", before: "pd.DataFrame") -> "pd.DataFrame":
    """Return the money of each life less what it had till the year, nothing for who had not entered."""
    had = before[list(MONEY)].reindex(lives.index).fillna(0.0)
    result = lives[["persons", "jackknife_group", *PLACES]].copy()
    for name in MONEY:
        result[name] = np.asarray(lives[name], dtype=float) - np.asarray(had[name], dtype=float)
    return result
