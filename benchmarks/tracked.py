"""A measurement that is kept: user time of all threads and child processes, each round after one of the reference."""

import os
import resource
import statistics

from benchmarks.history import rounded
from benchmarks.idiom_kernel import YEARS, live_small

REFERENCE_PERSONS = 80_000
REFERENCE_YEARS = REFERENCE_PERSONS * YEARS  # nominal
ROUNDS = int(os.environ.get("MICROSIM_BENCH_ROUNDS", "5"))  # at most; fewer where the machine has other work


def user_seconds():
    """Return the user time of this process and of its children that have ended."""
    return sum(resource.getrusage(who).ru_utime for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def seconds_of(function):
    """Return the user time of a call."""
    before = user_seconds()
    function()
    return user_seconds() - before


class Tracked:
    """Measures a function and notes what the history keeps.

    Called with the function; ``setup`` prepares a round, ``less`` is run before each round and its time taken off,
    ``person_years`` makes it nanoseconds a person-year. ``facts`` say what it is of: sample, outputs, state.
    """

    def __init__(self, benchmark):
        self.benchmark = benchmark

    def __call__(self, function, *, setup=None, less=None, rounds=ROUNDS, warmup=1, person_years=None, **facts):
        references, taken_off = [], []

        def before():
            references.append(seconds_of(lambda: live_small(REFERENCE_PERSONS)))
            taken_off.append(seconds_of(less) if less else 0.0)
            if setup:
                setup()

        found = self.benchmark.pedantic(function, setup=before, rounds=min(rounds, ROUNDS), warmup_rounds=warmup)
        if self.benchmark.stats is not None:
            net = self.benchmark.stats.stats.median - statistics.median(taken_off)
            reference = statistics.median(references)
            ratio = reference / net
            if person_years:
                ratio *= person_years / REFERENCE_YEARS
                facts["nanoseconds"] = rounded(1e9 * net / person_years)
            self.benchmark.extra_info.update(facts, reference=reference, ratio=rounded(ratio))
        return found
