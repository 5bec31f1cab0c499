"""A session of living: what the whole will take is told, and a long run is kept on its way."""

import contextlib
import logging
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from microsim.checkpoints.estimate import LARGE, Forecast, forecast
from microsim.checkpoints.identity import differences, identity
from microsim.checkpoints.journal import MINUTE, Journal, Wish, journal_in
from microsim.checkpoints.living import PART, How, parts_of
from microsim.folders import unfinished
from microsim.notices import tell

if TYPE_CHECKING:
    from microsim.inputs import Inputs

LOGGER = logging.getLogger("microsim")
LONG = 10 * MINUTE  # a run that takes longer writes checkpoints
USUAL = 5 * MINUTE  # between two of them


@contextlib.contextmanager
def session(
    inputs: "Inputs", options: dict[str, int], how: How, wish: Wish, keep: Any = None, progress: Any = None
) -> Iterator[Journal]:
    """Give a run its journal: one that writes nothing, or one that keeps what was lived and goes on from it.

    Parameters
    ----------
    options : one_in, until, seed, replicates
    keep : takes the lives of the first replicate, None where they are not kept
    progress : as ``running.run_scenario`` takes it; False: what the run will take only enters the log
    """
    persons, replicates = inputs.population.count(options["one_in"]), options["replicates"]
    within = callable(progress) and wish.place is None  # a run of many, such as a task of a batch
    coming, say = None, LOGGER.info if progress is False else tell
    if wish.minutes or (persons * replicates >= LARGE and not within):
        coming = forecast(inputs, options, parts_of(persons), how)
        say(coming.told(persons * replicates, how.threads))
    run = {} if wish.place is None else identity(inputs, options, keep is not None)
    every = seconds_between(wish, coming, run)
    most = PART if every is None or coming is None else min(PART, coming.rate * every)
    journal = Journal(parts_of(persons, most), persons * replicates, every or 0.0, keep)
    if wish.place is None or every is None:
        if wish.place is not None and wish.restart:
            unfinished.throw_away(wish.place)
        yield journal
        return
    say(f"a checkpoint every {every / MINUTE:g} min in {wish.place}: after a stop the same command goes on from it")
    journal.aloud = progress is None and not sys.stderr.isatty()
    with journal_in(wish.place, journal, run, wish.restart):
        yield journal


def seconds_between(wish: Wish, coming: Forecast | None, run: dict[str, Any]) -> float | None:
    """Return the seconds between checkpoints, None for none: as asked, for a long run, or to go on from one that is there."""
    if wish.place is None:
        return None
    if wish.minutes:
        return wish.minutes * MINUTE
    if wish.minutes is None and coming is not None and coming.seconds >= LONG:
        return USUAL
    state = unfinished.state_in(wish.place)
    if state is None or wish.restart:
        return None
    apart = differences(state["run"], run)
    if wish.minutes is None and not apart:
        return USUAL
    tell(
        f"{wish.place} keeps {state['lived']:,} of {state['persons']:,} persons of {'another' if apart else 'this'} run, and stays"
    )
    return None
