"""How many times the small workload in the engine's idiom a life costs: ``python -m benchmarks.idiom --one-in 4000``.

Rounds of both take turns on one thread, so that what else the machine does falls on both; processor time counts. The
engine's person-years are those lived after the entry, with the history before it in the cost; the workload's are
nominal, fifty a person.
"""

import argparse
import hashlib
import resource
import statistics

import numpy as np

from benchmarks.idiom_kernel import EXPECTED, YEARS, live_small
from microsim.engine.run import simulate
from microsim.inputs import compile_inputs

SMALL = 200_000  # persons of the workload


def timed(function, *arguments):
    """Return the processor time a call takes, and what it returns."""
    before = resource.getrusage(resource.RUSAGE_SELF)
    found = function(*arguments)
    after = resource.getrusage(resource.RUSAGE_SELF)
    return after.ru_utime - before.ru_utime, found


def fingerprint(tallies):
    """Return a short hash of all that was counted."""
    return hashlib.sha256(b"".join(np.ascontiguousarray(table).tobytes() for table in tallies)).hexdigest()[:12]


def main():
    """Measure and print medians."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--one-in", type=int, default=4000)
    parser.add_argument("--rounds", type=int, default=7)
    chosen = parser.parse_args()
    inputs = compile_inputs("baseline")
    numbers = inputs.population.sample(chosen.one_in)
    engine = lambda: simulate(numbers, inputs.world, threads=1)  # noqa: E731
    totals = live_small(SMALL)
    if not np.allclose(totals, EXPECTED, rtol=0.01):
        raise SystemExit(f"the workload gives {totals}, expected {EXPECTED}")
    tallies = engine()
    lived = int(tallies.population[1:].sum() + tallies.deaths.sum())
    rows = []
    for _ in range(chosen.rounds):
        small, life = timed(live_small, SMALL)[0], timed(engine)[0]
        rows.append((1e9 * small / SMALL / YEARS, 1e9 * life / lived))
    small, life = (statistics.median(column) for column in zip(*rows, strict=True))
    ratio = statistics.median(row[1] / row[0] for row in rows)
    spread = sorted(row[1] / row[0] for row in rows)
    print(f"{len(numbers):,} persons, {lived:,} person-years, tallies {fingerprint(tallies)}")
    print(f"workload {small:.1f} ns a nominal person-year, engine {life:.1f} ns a lived one")
    print(f"ratio {ratio:.2f} ({spread[0]:.2f} to {spread[-1]:.2f}), medians of {chosen.rounds} rounds")


if __name__ == "__main__":
    main()
