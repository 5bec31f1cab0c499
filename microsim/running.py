"""A run from end to end: scenario, law, population, lives, books, results."""

import logging
import threading
from collections.abc import Callable, Sequence
from numbers import Integral
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import xarray as xr

    from microsim.inputs import Inputs
    from microsim.report.outcome import Run
    from microsim.scenarios import Scenario

LOGGER = logging.getLogger("microsim")


def run_scenario(
    scenario: "str | Path | Scenario" = "baseline",
    one_in: int = 1000,
    until: int | None = None,
    seed: int = 1,
    replicates: int = 1,
    threads: int | None = None,
    out: str | Path | None = None,
    block: int | None = None,
    progress: Callable[[int, int], Any] | bool | None = None,
    panel: int | None = None,
    population: str | Path | None = None,
    figures: bool = True,
    cache: bool = True,
) -> "Run":
    """Project a scenario and return its results.

    Parameters
    ----------
    scenario
        Name of a shipped scenario, path of a file, or a Scenario.
    one_in
        Simulate every ``one_in``-th person of the population.
    until
        Last year; the end of the scenario's horizon by default.
    seed, replicates
        Key of all draws, and how many runs with other luck; several replicates share a first axis.
    threads, block
        Threads, and persons handed to one at a time. Neither changes a result.
    out
        Run folder to write: a new name, an empty folder, or an earlier run's folder with nothing else in it,
        which is replaced when this run is complete; InputError otherwise.
    progress
        None: a bar where stderr is a terminal; False: none; or a function of persons done and total.
    panel
        Also write the lives of every ``panel``-th simulated person of the first replicate.
    population
        Folder made by ``microsim population import``: its persons take the place of the base stock.
    figures
        Draw the figures of the run folder.
    cache
        False makes the population anew, where it else is kept from run to run, and keeps nothing.
    """
    from microsim.report.beside import painter
    from microsim.report.outcome import Run
    from microsim.report.write import write_run
    from microsim.results.folder import run_folder

    check_numbers(one_in=one_in, replicates=replicates, threads=threads, panel=panel, block=block)
    if out is None:
        if panel:
            raise ValueError("a panel is written to the run folder: name one with out=")
        inputs = inputs_of(scenario, until, population, cache)
        return Run(*project(inputs, one_in, seed, replicates, threads, block, progress))
    with run_folder(out) as folder, painter(figures) as drawing:
        inputs = inputs_of(scenario, until, population, cache)
        tree, manifest = project(inputs, one_in, seed, replicates, threads, block, progress)
        write_run(folder, tree, manifest, inputs, panel, drawing)
    return Run(tree, manifest, Path(out))


def check_numbers(**given: int | None) -> None:
    """Refuse counts that are not whole numbers of at least one, all at once; None is no choice."""
    from microsim.reading import InputError, Problem

    problems = [
        Problem("run", 0, 0, name, f"found {number!r}, allowed is a whole number of at least 1")
        for name, number in given.items()
        if number is not None and (isinstance(number, bool) or not isinstance(number, Integral) or number < 1)
    ]
    if problems:
        raise InputError(problems)


def inputs_of(
    scenario: "str | Path | Scenario", until: int | None, population: str | Path | None, cache: bool = True
) -> "Inputs":
    """Return all that a run reads, with the persons of a population folder where one is named."""
    from microsim.inputs import compile_inputs

    if population is None:
        return compile_inputs(scenario, until, cache)
    from microsim.microdata.own import with_own_people

    return with_own_people(compile_inputs(scenario, until, cache), population)


def project(
    inputs: "Inputs",
    one_in: int = 1000,
    seed: int = 1,
    replicates: int = 1,
    threads: int | None = None,
    block: int | None = None,
    progress: Callable[[int, int], Any] | bool | None = None,
    only: Sequence[str] | None = None,
) -> "tuple[xr.DataTree, dict[str, Any]]":
    """Live the lives of a sample, keep the books and return the results, or ``only`` some groups, and the manifest."""
    from microsim.engine.run import DEFAULT_BLOCK, simulate
    from microsim.funds.ledger import keep_books
    from microsim.inputs import Clock, with_luck
    from microsim.kernel.tallies import since
    from microsim.report.progress import progress_bar
    from microsim.results.dataset import results_tree, scaled
    from microsim.results.provenance import manifest_of, root_attributes

    options = {"one_in": one_in, "until": inputs.until, "seed": seed, "replicates": replicates}
    LOGGER.info("drawing 1 in %s persons", one_in)
    numbers, given = inputs.population.sample(one_in), inputs.population.given
    threading.Thread(target=load_libraries).start()
    runs = []
    clock = Clock(inputs.seconds)
    with progress_bar(replicates * len(numbers), progress) as advance:
        for replicate in range(replicates):
            LOGGER.info("living %s lives, replicate %s", f"{len(numbers):,}", replicate)
            own = with_luck(inputs, seed, replicate)
            clock.stop("population")
            people = numbers if own is inputs else own.population.sample(one_in)
            tallies = simulate(
                people, own.world, seed, replicate, inputs.until, threads, block or DEFAULT_BLOCK, advance, given
            )
            clock.stop("lives")
            represented = scaled(since(tallies, inputs.population.base_year), one_in)
            runs.append((represented, keep_books(represented, inputs.stocks, inputs.policy)))
            clock.stop("books")
    manifest = manifest_of(inputs, options, numbers, runs, clock.seconds)
    if given is not None:
        manifest["population"] = given.summary | {"histories": given.fitted()}
    attributes = root_attributes(inputs, options, manifest["inputs"]["all"])
    base_year = inputs.population.base_year
    tree = results_tree(runs, inputs.world.law, attributes, base_year, only, inputs.prices.level)
    clock.stop("results")
    return tree, manifest | {"seconds": clock.seconds}


def load_libraries() -> None:
    """Load what results are made with, which takes longer than making them: in a thread beside the lives."""
    import h5py  # noqa: F401
    import xarray  # noqa: F401

    from microsim.words.book import book

    book()
