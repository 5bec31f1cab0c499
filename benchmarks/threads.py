"""How much faster two threads are than one: ``python -m benchmarks.threads --one-in 2000 --rounds 7``.

Rounds of one and of two threads take turns, so that what else the machine does falls on both. ``lives`` is the time
within blocks of persons alone, summed over the threads; where two threads get in each other's way, it grows.
"""

import argparse
import resource
import statistics
import threading
import time

from microsim.engine import run
from microsim.inputs import compile_inputs


class Clocked:
    """A kernel that notes the time its blocks take, of the clock and of the processor."""

    def __init__(self, kernel):
        self.kernel, self.lock = kernel, threading.Lock()
        self.wall = self.cpu = 0.0

    def __call__(self, *arguments):
        wall, cpu = time.perf_counter(), time.thread_time()
        self.kernel(*arguments)
        wall, cpu = time.perf_counter() - wall, time.thread_time() - cpu
        with self.lock:
            self.wall += wall
            self.cpu += cpu


def measured(numbers, world, threads, kernel):
    """Return what a run took: wall time, user and system time, and the time within blocks."""
    run.simulate_block = clocked = Clocked(kernel)
    before, started = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    run.simulate(numbers, world, threads=threads)
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF)
    user, system = after.ru_utime - before.ru_utime, after.ru_stime - before.ru_stime
    return {"wall": wall, "user": user, "system": system, "lives": clocked.wall, "lives_cpu": clocked.cpu}


def main():
    """Measure and print medians."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--one-in", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=7)
    chosen = parser.parse_args()
    inputs, kernel = compile_inputs("baseline"), run.simulate_block
    numbers = inputs.population.sample(chosen.one_in)
    rows = {1: [], 2: []}
    for threads in rows:
        measured(numbers[:1000], inputs.world, threads, kernel)  # compiled code and the accumulators of each thread
    for _ in range(chosen.rounds):
        for threads, done in rows.items():
            done.append(measured(numbers, inputs.world, threads, kernel))
    medians = {t: {key: statistics.median(row[key] for row in done) for key in done[0]} for t, done in rows.items()}
    print(f"{len(numbers):,} persons, medians of {chosen.rounds} rounds, seconds")
    for threads, row in medians.items():
        print(f"{threads} threads:", ", ".join(f"{key} {value:.3f}" for key, value in row.items()))
    one, two = medians[1], medians[2]
    pairs = [first["wall"] / second["wall"] for first, second in zip(*rows.values(), strict=True)]
    print(
        f"two threads are {one['wall'] / two['wall']:.2f} times one in wall time, pairs {statistics.median(pairs):.2f}"
    )
    print(f"outside blocks: {one['wall'] - one['lives']:.3f} and {two['wall'] - two['lives'] / 2:.3f}")
    print(f"a block takes {two['lives_cpu'] / one['lives_cpu']:.2f} times the processor time on two threads")


if __name__ == "__main__":
    main()
