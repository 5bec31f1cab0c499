"""Write a run folder: results, tables, figures, panel, manifest."""

import logging
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from microsim.report.beside import Painter

LOGGER = logging.getLogger("microsim")
FIGURES, PANEL = "figures", "panel"


def write_run(
    folder: Path,
    tree: Any,
    manifest: dict[str, Any],
    inputs: Any,
    panel: int | None = None,
    painter: "Painter | None" = None,
    lives: Any = None,
) -> None:
    """Write everything a run folder holds; hashes and times of writing enter the manifest.

    Parameters
    ----------
    panel
        Also write the lives of every ``panel``-th simulated person of the first replicate.
    painter
        Who draws the figures; none are drawn by default.
    lives
        The table of lives, an arrow table; None where the run kept none.
    """
    from microsim.folders.manifest import hashes_of, write_manifest
    from microsim.inputs import Clock
    from microsim.lives.file import LIVES, write_lives
    from microsim.results.dataset import write_results
    from microsim.results.folder import LOG, MANIFEST, RESULTS

    clock = Clock(manifest["seconds"])
    if painter:
        begin_figures(painter, tree)
        clock.stop("figures")
    with ThreadPoolExecutor(2) as beside:  # what packs leaves Python to the others
        LOGGER.info("writing %s", RESULTS)
        writing = [beside.submit(write_results, tree, folder / RESULTS)]
        if lives is not None:
            LOGGER.info("writing %s", LIVES)
            writing.append(beside.submit(write_lives, lives, folder / LIVES))
        if panel:
            rows = write_panel_of(folder / PANEL, inputs, manifest, panel)
            manifest["panel"] = {"one_in": panel * manifest["one_in"], "rows": rows}
            clock.stop("panel")
        write_tables(folder, tree, lives)
        clock.stop("tables")
        for written in writing:
            written.result()
        if lives is not None:
            manifest["lives"] = {"rows": lives.num_rows, "bytes": (folder / LIVES).stat().st_size}
        clock.stop("results")
    if painter:
        write_figures(folder / FIGURES, painter)
        clock.stop("figures")
    manifest["seconds"] = clock.seconds
    manifest["outputs"] = hashes_of(folder, without=LOG)
    write_manifest(folder / MANIFEST, manifest)
    LOGGER.info("done, %s person-years a second", f"{manifest['person_years_per_second']:,}")


def write_tables(folder: Path, tree: Any, lives: Any = None) -> None:
    """Write the headline and the indicators of a tree, and of a table of lives where there is one, as tidy files."""
    from microsim.indicators.whole import INDICATORS, all_indicators, write_indicators
    from microsim.results.headline_file import HEADLINE, headline_of, write_headline

    write_headline(headline_of(tree), folder / HEADLINE)
    write_indicators(all_indicators(tree, lives), folder / INDICATORS)


def begin_figures(painter: "Painter", tree: Any) -> None:
    """Hand the numbers of a tree to who draws the figures."""
    from microsim.report.figure_numbers import figure_numbers

    LOGGER.info("drawing figures")
    painter.begin(figure_numbers(tree))


def write_figures(folder: Path, painter: "Painter") -> None:
    """Write the files of the figures."""
    folder.mkdir()
    for name, content in painter.finish().items():
        (folder / name).write_bytes(content)


def write_panel_of(folder: Path, inputs: Any, manifest: dict[str, Any], panel: int) -> int:
    """Write the panel and return its rows."""
    from functools import partial

    from microsim.engine.run import record_lives
    from microsim.kernel.world import FIRST_STOCK_YEAR
    from microsim.results.panel import write_panel
    from microsim.telling.person import name_of

    numbers = inputs.population.sample(panel * manifest["one_in"])
    given = inputs.population.given
    whole = {"until": inputs.until, "given": given, "first": FIRST_STOCK_YEAR}
    record = partial(record_lives, world=inputs.world, seed=manifest["seed"], **whole)
    return write_panel(numbers, record, folder, partial(name_of, people=given))
