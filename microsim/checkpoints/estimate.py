"""What a run will take, told before it starts: time from a short slice that is timed, memory from what is summed."""

import os
import time
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from microsim.checkpoints.journal import duration
from microsim.engine.run import simulate
from microsim.engine.sample_groups import GroupSums
from microsim.kernel.tallies import SHAPES, TALLIES
from microsim.results.provenance import peak_memory

if TYPE_CHECKING:
    from microsim.checkpoints.living import How
    from microsim.inputs import Inputs

SLICE = 40_000  # persons, at most: about a second of lives
GIGABYTE = 1e9
LARGE = 1_000_000  # persons: below, a run is over before its estimate would be of use
WRITING = 500_000_000  # bytes at most for results, tables and their files, beside what is summed
COPIES = 5  # of the sums of a replicate: a part's, the sums, the same with one more part, those scaled, and in results
NUMBER_BYTES = 60  # of a person of a part: the number, and what drawing and grouping it takes


class Forecast(NamedTuple):
    """What a run will take.

    Attributes
    ----------
    seconds : of living, wall time
    rate : persons a second
    memory : bytes, at the peak
    """

    seconds: float
    rate: float
    memory: int

    def told(self, persons: int, threads: int | None) -> str:
        """Return it in words."""
        crew = threads or os.cpu_count() or 1
        on = f"{crew} threads" if crew > 1 else "1 thread"
        time_taken = f"about {duration(self.seconds)} ({self.rate:,.0f}/s on {on})"
        return f"{persons:,} persons to live: {time_taken}, at most {self.memory / GIGABYTE:.1f} GB of memory"


def forecast(inputs: "Inputs", options: dict[str, int], parts: int, how: "How") -> Forecast:
    """Live a slice of the sample, every so-many-th person of it, and return what the whole will take.

    Parameters
    ----------
    options : one_in, seed and replicates
    parts : in which the sample of a replicate is lived
    """
    population, one_in, replicates = inputs.population, options["one_in"], options["replicates"]
    persons, given = population.count(one_in), population.given
    numbers = population.sample(one_in, 0, max(1, persons // SLICE))
    fitted = given is not None and given.fits.copy()
    begun = time.perf_counter()
    simulate(numbers, inputs.world, options["seed"], 0, inputs.until, how.threads, given=given)
    rate = len(numbers) / (time.perf_counter() - begun)
    if given is not None:
        given.fits[:] = fitted  # these are lived again
    return Forecast(persons * replicates / rate, rate, memory(persons // parts, replicates, how.threads))


def memory(persons: int, replicates: int, threads: int | None) -> int:
    """Return how many bytes a run takes at its peak that lives so many persons in a part and keeps no lives.

    Reading a large own population may have taken more than living it will: the peak so far counts too.
    """
    sums = sum(8 * int(np.prod(shape)) for shape in SHAPES)
    sums += sum(array.nbytes for array in GroupSums().sums.values())
    crew = threads or os.cpu_count() or 1
    living = crew * TALLIES.itemsize + (COPIES + replicates) * sums + NUMBER_BYTES * persons + WRITING
    return max(peak_memory() or 0, resident() + living)


def resident() -> int:
    """Return the bytes this process holds now, as far as the system tells; nought where it does not."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0
