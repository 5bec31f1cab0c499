"""A run beside published figures: each of its own year and scope, with a verdict and, where one is known, the cause.

``validate`` compares. The figures that ship stand in ``tables/targets.csv``; what each counts in ``tables/scopes.csv``, what
each is for in ``tables/roles.csv``, known causes of misses in ``tables/causes.csv``.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from microsim.validation.comparing import Verdict, compare
from microsim.validation.outcome import Validation
from microsim.validation.targets import read_targets, shipped_targets

if TYPE_CHECKING:
    from microsim.report.outcome import Run

__all__ = ["Validation", "validate"]


def validate(run: "Run | str | Path", targets: str | Path | None = None) -> Validation:
    """Put published figures beside a run: stocks of 31 December and flows of the year, each of the very year.

    Parameters
    ----------
    run
        A run, a run folder, or the name of a run under ``runs/``.
    targets
        A table of figures (CSV; indicator, region, year, sex, age_group, value, unit, source, confidence, note); those
        that ship by default.

    Raises
    ------
    InputError
        Where there is no such run, the table has mistakes, or the run reaches none of its years.
    """
    from microsim.reading import InputError, Problem
    from microsim.reading.arguments import Arguments
    from microsim.report.comparison import run_folder_of
    from microsim.report.outcome import Run, read_run

    asked = Arguments("validate")
    table = asked.path("targets", targets)
    asked.check()
    folder = Path() if isinstance(run, Run) else run_folder_of(run)
    figures = shipped_targets() if table is None else read_targets(table)
    found = run if isinstance(run, Run) else read_run(folder)
    rows = compare(found.tree, figures)
    years = [int(year) for year in found.tree["funds"].year.values]
    answered = [row for row in rows if row.scope]
    if answered and all(row.verdict is Verdict.NOT_COVERED for row in answered):
        first, last = (pick(row.target.year or 0 for row in answered) for pick in (min, max))
        said = f"covers {years[0]} to {years[-1]}: found figures of {first} to {last}, allowed are those of its years"
        raise InputError([Problem(str(run if isinstance(run, str | Path) else found.name), 0, 0, "", said)])
    one_in = int(found.manifest["one_in"])
    return Validation(found.name, one_in, years[0] - 1, tuple(rows))
