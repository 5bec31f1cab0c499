"""A cohort projection beside a run: an independent set of books, and a simpler model to hold the run against.

``shadow`` compares. Driven by the run's own rates of change between states the projection must give its heads and money
back; driven by published rates alone it is another model, and differences have a place term by term.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from microsim.shadow_model.outcome import Shadow

if TYPE_CHECKING:
    import xarray as xr

    from microsim.report.outcome import Run
    from microsim.shadow_model.published import Projection

__all__ = ["Shadow", "shadow"]


def shadow(run: "Run | str | Path") -> Shadow:
    """Project a run's persons by cohorts, and put heads and money beside the run's.

    Parameters
    ----------
    run
        A run, a run folder, or the name of a run under ``runs/``.

    Raises
    ------
    InputError
        Where there is no such run, or it was written by a version that counted no changes of state.
    """
    from microsim.report.comparison import run_folder_of
    from microsim.report.outcome import Run, read_run
    from microsim.results.indicators import mean_of_replicates
    from microsim.shadow_model.apart import published_rows
    from microsim.shadow_model.own import own_rows
    from microsim.shadow_model.skill import held_out
    from microsim.shadow_model.states import counted, unequal_books

    found = run if isinstance(run, Run) else read_run(run_folder_of(run))
    tree = mean_of_replicates(found.tree)
    states = counted(tree)
    made = projections(tree, found)
    rows = [*own_rows(tree, states)]
    for province, projection in made.items():
        rows += published_rows(tree, states, province, projection)
    one_in, books = int(found.manifest["one_in"]), unequal_books(tree, states)
    return Shadow(found.name, one_in, books, tuple(rows), tuple(held_out(tree, made)))


def projections(tree: "xr.DataTree", run: "Run") -> "dict[int, Projection]":
    """Return the projections by published figures of the provinces that have such figures at the run's base year."""
    from microsim.places import PROVINCE_KEYS, SIMULATED
    from microsim.shadow_model.published import law_of, projection
    from microsim.shadow_model.starting import starting_figures

    base_year = int(run.manifest["scenario"]["population"]["base_year"])
    keys = {province: (PROVINCE_KEYS[province], base_year) for province in SIMULATED}
    known = {province: starting_figures()[key] for province, key in keys.items() if key in starting_figures()}
    if not known:
        return {}
    law = law_of(run.manifest)
    return {province: projection(tree, law, province, figures) for province, figures in known.items()}
