"""A run from end to end: scenario, law, population, lives, books, results."""

import contextlib
import logging
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from microsim.notices import tell

if TYPE_CHECKING:
    import xarray as xr

    from microsim.checkpoints.journal import Wish
    from microsim.inputs import Inputs
    from microsim.report.outcome import Run
    from microsim.scenarios import Scenario

LOGGER = logging.getLogger("microsim")
FEW = 1000  # lives; with fewer a city or an age group has none


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
    language: str = "en",
    note: str | None = None,
    lives: bool | None = None,
    checkpoint: float | None = None,
    restart: bool = False,
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
    language
        ``en`` or ``zh``: language of the figures.
    note
        A text of one's own that the manifest keeps, beside the date and the command line.
    lives
        Keep a table of all lives of the first replicate, a row a person (``run.lives``, lives.parquet in the folder);
        None: where it stays under 500 MB.
    checkpoint
        Minutes between checkpoints in ``OUT.unfinished``, from which the same call goes on after it was killed; 0: none;
        None: 5 where the lives take more than 10.
    restart
        Throw away what an unfinished run of ``out`` kept.

    Raises
    ------
    InputError
        For arguments, scenarios and folders that are wrong, and where settings give numbers without a meaning.
    """
    from microsim.checkpoints.journal import Wish
    from microsim.folders.unfinished import folder_beside
    from microsim.kernel.world import FIRST_YEAR, LAST_YEAR
    from microsim.lives.keeping import gatherer, table_of
    from microsim.reading.arguments import Arguments
    from microsim.report.beside import painter
    from microsim.report.outcome import Run
    from microsim.report.write import write_run
    from microsim.results.folder import check_target, run_folder
    from microsim.results.provenance import occasion
    from microsim.scenarios import scenario as read_scenario

    asked = Arguments("run")
    one_in, replicates = asked.whole("one_in", one_in), asked.whole("replicates", replicates)
    threads, block, panel = (asked.whole(*pair) for pair in (("threads", threads), ("block", block), ("panel", panel)))
    until, seed = asked.whole("until", until, FIRST_YEAR, LAST_YEAR), asked.seed("seed", seed)
    out, population = asked.path("out", out), asked.path("population", population)
    figures, cache = asked.flag("figures", figures), asked.flag("cache", cache)
    lives = None if lives is None else asked.flag("lives", lives)
    restart, checkpoint = asked.flag("restart", restart), asked.minutes("checkpoint", checkpoint)
    language, progress = asked.language(language), asked.watcher("progress", progress)
    note = asked.text("note", note)
    for name, value in (("panel", panel), ("checkpoint", checkpoint), ("restart", restart)):
        if value and out is None:
            asked.wrong(name, value, "none without out=: it is written to the run folder or beside it")
    asked.check()
    scenario = read_scenario(scenario)
    if out is None:
        inputs = inputs_of(scenario, until, population, cache, progress)
        keep = gatherer(inputs, one_in, lives)
        tree, manifest = project(inputs, one_in, seed, replicates, threads, block, progress, keep=keep)
        return Run(tree, manifest | occasion(note), _lives=table_of(keep, inputs, one_in))
    with (
        contextlib.ExitStack() as until_whole,
        run_folder(out) as folder,
        painter(figures, language) as drawing,
    ):
        inputs = inputs_of(scenario, until, population, cache, progress)
        keep = gatherer(inputs, one_in, lives)
        wish = Wish(folder_beside(check_target(out)), checkpoint, restart, until_whole)
        tree, manifest = project(inputs, one_in, seed, replicates, threads, block, progress, keep=keep, wish=wish)
        manifest |= occasion(note)
        write_run(folder, tree, manifest, inputs, panel, drawing, table_of(keep, inputs, one_in))
    return Run(tree, manifest, Path(out))


def inputs_of(
    scenario: "str | Path | Scenario",
    until: int | None,
    population: str | Path | None,
    cache: bool = True,
    progress: Any = None,
) -> "Inputs":
    """Return all that a run reads, with the persons of a population folder where one is named."""
    from microsim.inputs import compile_inputs

    say_compiling(progress)
    if population is None:
        return compile_inputs(scenario, until, cache)
    from microsim.microdata.own import with_own_people

    return with_own_people(compile_inputs(scenario, until, cache), population)


def say_compiling(progress: Any) -> None:
    """Say on stderr, whether a terminal or not, that compiling comes first; silent where nobody wants to be told."""
    from microsim.engine.block import simulate_block
    from microsim.kernel.jit import is_compiled

    if progress is not False and not is_compiled(simulate_block):
        print("microsim: compiling what lives are lived by, about a minute; it is kept for later", file=sys.stderr)


def booked(inputs: "Inputs", counted: Any, one_in: int, fresh: bool) -> tuple[Any, Any]:
    """Return what a replicate's lives stand for and the books of the funds, both found sound.

    ``fresh`` counts may be scaled where they lie, see ``results.dataset.scaled``.
    """
    from microsim.funds.beyond import keep_reserves
    from microsim.funds.ledger import keep_books
    from microsim.results.dataset import scaled
    from microsim.sound import blamed, check_books, check_counts

    with blamed(inputs.scenario, "the books of the funds"):
        check_counts(counted, one_in)
        represented = keep_reserves(scaled(counted, one_in, fresh), inputs.policy)
        ledger = keep_books(represented, inputs.stocks, inputs.policy)
        check_books(ledger)
    return represented, ledger


def project(
    inputs: "Inputs",
    one_in: int = 1000,
    seed: int = 1,
    replicates: int = 1,
    threads: int | None = None,
    block: int | None = None,
    progress: Callable[[int, int], Any] | bool | None = None,
    only: Sequence[str] | None = None,
    keep: Any = None,
    wish: "Wish | None" = None,
) -> "tuple[xr.DataTree, dict[str, Any]]":
    """Live the lives of a sample, keep the books and return the results, or ``only`` some groups, and the manifest.

    ``keep`` takes the lives of the first replicate, see ``lives.keeping``; ``wish`` says what is wanted of checkpoints.
    """
    from microsim.checkpoints.journal import Wish
    from microsim.checkpoints.living import How, live_sample
    from microsim.checkpoints.session import session
    from microsim.engine.run import load_code
    from microsim.inputs import Clock, with_luck
    from microsim.kernel.world import lived_beyond
    from microsim.report.progress import progress_bar
    from microsim.results.dataset import results_tree
    from microsim.results.libraries import load_libraries
    from microsim.results.provenance import command_line, manifest_of, root_attributes
    from microsim.results.sample_groups import GROUP, totals

    options = {"one_in": one_in, "until": inputs.until, "seed": seed, "replicates": replicates}
    LOGGER.info("drawing 1 in %s persons", one_in)
    persons, given, base_year = inputs.population.count(one_in), inputs.population.given, inputs.population.base_year
    if persons < FEW:
        tell(f"{persons:,} lives stand for everybody (1 in {one_in:,}): every figure is mostly luck, take more")
    threading.Thread(target=load_libraries, args=(command_line() is not None,)).start()
    runs, sums = [], []
    clock = Clock(inputs.seconds)
    load_code(given)
    clock.stop("compiling")
    how = How(threads, block, only is None or GROUP in only)
    wish = wish or Wish()
    with contextlib.ExitStack() as running:
        lasting = wish.session or running
        journal = lasting.enter_context(session(inputs, options, how, wish, keep, progress))
        clock.took("lives", journal.seconds)
        clock.stop("lives")  # a slice of them, where it was timed
        advance = running.enter_context(progress_bar(replicates * persons, progress, done=journal.lived))
        for replicate in range(replicates):
            LOGGER.info("living %s lives, replicate %s", f"{persons:,}", replicate)
            own = with_luck(inputs, seed, replicate)
            clock.stop("population")
            kept = keep if replicate == 0 else None
            counted, split = live_sample(own, one_in, (seed, replicate), how, journal, advance, kept)
            if split:
                sums.append(totals(split, one_in, base_year, inputs.until))
            clock.stop("lives")
            runs.append(booked(inputs, counted, one_in, journal.place is None))
            clock.stop("books")
    manifest = manifest_of(inputs, options, persons, runs, clock.seconds)
    if given is not None:
        manifest["population"] = given.summary | {"histories": given.fitted()}
    attributes = root_attributes(inputs, options, manifest["inputs"]["all"])
    schemes = lived_beyond(inputs.world)
    tree = results_tree(runs, inputs.world.law, attributes, base_year, only, inputs.prices.level, sums, schemes)
    clock.stop("results")
    return tree, manifest | {"seconds": clock.seconds}
