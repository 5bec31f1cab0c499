"""Write a run folder: results, figures, panel, manifest."""

import importlib.util
import logging
from pathlib import Path
from typing import Any

LOGGER = logging.getLogger("microsim")
FIGURES, PANEL = "figures", "panel"


def write_run(
    folder: Path, tree: Any, manifest: dict[str, Any], inputs: Any, panel: int | None = None, figures: bool = True
) -> None:
    """Write everything a run folder holds; hashes and times of writing enter the manifest.

    Parameters
    ----------
    panel
        Also write the lives of every ``panel``-th simulated person of the first replicate.
    figures
        Draw the figures.
    """
    from microsim.folders.manifest import hashes_of, write_manifest
    from microsim.inputs import Clock
    from microsim.results.dataset import write_results
    from microsim.results.folder import LOG, MANIFEST, RESULTS

    clock = Clock(manifest["seconds"])
    LOGGER.info("writing %s", RESULTS)
    write_results(tree, folder / RESULTS)
    clock.stop("results")
    if panel:
        rows = write_lives(folder / PANEL, inputs, manifest, panel)
        manifest["panel"] = {"one_in": panel * manifest["one_in"], "rows": rows}
        clock.stop("panel")
    if figures:
        write_plots(folder / FIGURES, tree)
        clock.stop("figures")
    manifest["seconds"] = clock.seconds
    manifest["outputs"] = hashes_of(folder, without=LOG)
    write_manifest(folder / MANIFEST, manifest)
    LOGGER.info("done, %s person-years a second", f"{manifest['person_years_per_second']:,}")


def write_plots(folder: Path, tree: Any) -> None:
    """Draw the figures where matplotlib is installed."""
    if importlib.util.find_spec("matplotlib") is None:
        LOGGER.warning("no figures: matplotlib is missing, install pension-microsim[report]")
        return
    from microsim.report.figures import write_figures

    LOGGER.info("drawing figures")
    folder.mkdir()
    write_figures(tree, folder)


def write_lives(folder: Path, inputs: Any, manifest: dict[str, Any], panel: int) -> int:
    """Write the panel and return its rows."""
    from functools import partial

    from microsim.engine.run import record_lives
    from microsim.results.panel import write_panel

    numbers = inputs.population.sample(panel * manifest["one_in"])
    given = inputs.population.given
    record = partial(record_lives, world=inputs.world, seed=manifest["seed"], until=inputs.until, given=given)
    return write_panel(numbers, record, folder)
