"""Speed of the engine beside a reference kernel timed in the same run.

``make bench`` prints the table; person-years per second, the ratio to the reference kernel and the
peak memory of the process stand in the extra information of each line (``--benchmark-json``).
"""

import resource
import time

import pytest

from benchmarks.reference_kernel import closed_cohort
from microsim.engine.run import simulate
from microsim.inputs import compile_inputs

ONE_IN = 1000
ROUNDS = 5
REFERENCE_PERSONS = 400_000


def peak_megabytes():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@pytest.fixture(scope="session")
def reference_rate():
    """Nominal person-years a second of the reference kernel on one thread, the best of some runs."""
    closed_cohort(1000)
    best = 0.0
    for _ in range(ROUNDS):
        started = time.perf_counter()
        person_years, _ = closed_cohort(REFERENCE_PERSONS)
        best = max(best, person_years / (time.perf_counter() - started))
    return best


def test_inputs(benchmark):
    """Law, assumptions, population and world tables of the baseline, compiled code warm."""
    compile_inputs("baseline")
    benchmark.pedantic(compile_inputs, ("baseline",), rounds=ROUNDS)


@pytest.mark.parametrize("threads", [1, 2])
def test_engine(benchmark, baseline, reference_rate, threads):
    numbers, world = baseline
    simulate(numbers[:100], world, threads=1)
    tallies = benchmark.pedantic(simulate, (numbers, world), {"threads": threads}, rounds=ROUNDS, warmup_rounds=1)
    person_years = int(tallies.population[1:].sum() + tallies.deaths.sum())
    rate = person_years / benchmark.stats["min"]
    benchmark.extra_info.update(
        persons=len(numbers),
        person_years=person_years,
        million_person_years_per_second=round(rate / 1e6, 3),
        ratio_to_reference_kernel=round(rate / reference_rate, 4),
        peak_megabytes=round(peak_megabytes()),
    )
