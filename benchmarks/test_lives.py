"""What a year of life costs, by kind of year, and what comes on top: entering, draws, records, groups, kept lives."""

import pytest

from benchmarks.tracked import REFERENCE_YEARS
from microsim.engine.run import simulate
from microsim.engine.sample_groups import BLOCK, GroupSums
from microsim.kernel.draws import NO_LUCK_YEAR, lanes, normal
from microsim.kernel.jit import kernel
from microsim.kernel.numbers import parts_of
from microsim.lives.keeping import gatherer
from microsim.population.strata import Origin, Strata

ONE_IN = 4000
FIRST, LAST = 2017, 2027  # the years between them count
OF_A_KIND = 500  # one in so many of those nearly all of whose years are of one kind
KINDS = {"children": (0, 5), "working": (25, 44), "pensioners": (70, 100)}  # residents of the base, by age


def lived(tallies):
    """Return the person-years that were lived after the entry."""
    return int(tallies.population[1:].sum() + tallies.deaths.sum())


def test_everything(tracked, inputs):
    """All years of everybody with the history before the entry, tallies alone."""
    numbers = inputs.population.sample(ONE_IN)
    run = lambda: simulate(numbers, inputs.world, threads=1)  # noqa: E731
    tracked(run, rounds=3, person_years=lived(run()), sample=f"1 in {ONE_IN:,}", state="warm", outputs="tallies")


@pytest.mark.parametrize("kind", KINDS)
def test_year(tracked, inputs, kind):
    """Years of one kind: a longer run less one to the first year, which enters the same persons."""
    youngest, oldest = KINDS[kind]
    numbers = inputs.population.sample(OF_A_KIND)
    origin, _, age = parts_of(numbers)
    numbers = numbers[(origin == Origin.BASE) & (youngest <= age) & (age <= oldest)]
    run = lambda until: simulate(numbers, inputs.world, threads=1, until=until)  # noqa: E731
    years = lived(run(LAST)) - lived(run(FIRST))
    tracked(
        lambda: run(LAST),
        less=lambda: run(FIRST),
        person_years=years,
        sample=f"1 in {OF_A_KIND:,}, {FIRST + 1} to {LAST}",
        state="warm",
        outputs="tallies",
    )


@kernel
def draw_many(count):
    """Draw four uniforms and a normal of so many person-years, as the reference does."""
    total = 0.0
    for number in range(count):
        luck = lanes(1, 0, number, 2020, NO_LUCK_YEAR)
        total += luck.first + normal(luck.third)
    return total


def test_draws(tracked):
    draw_many(10)
    tracked(lambda: draw_many(REFERENCE_YEARS), person_years=REFERENCE_YEARS, state="warm", outputs="none")


def test_records(tracked, inputs):
    """What a run counts in, taken, summed and turned into arrays: it costs the same for any sample."""
    nobody = inputs.population.sample(ONE_IN)[:0]
    tracked(lambda: simulate(nobody, inputs.world, threads=1), state="warm", outputs="tallies")


@pytest.mark.parametrize("what", ["groups", "lives"])
def test_keeping(tracked, inputs, what):
    """Totals by sample group, or a row of every life, beside the tallies."""
    numbers, one_in = inputs.population.sample(ONE_IN), ONE_IN

    def run():
        split = GroupSums() if what == "groups" else None
        keep = gatherer(inputs, one_in, True) if what == "lives" else None
        simulate(numbers, inputs.world, threads=1, block=BLOCK, keep=keep, split=split)

    bare = lambda: simulate(numbers, inputs.world, threads=1, block=BLOCK)  # noqa: E731
    tracked(run, less=bare, rounds=3, sample=f"1 in {ONE_IN:,}", state="warm", outputs=what)


def test_everybody_of_some_strata(tracked, inputs):
    """One to one at a slice: all persons of each five-thousandth stratum, who lie together as in a run of everybody."""
    some = inputs.population._replace(strata=Strata(*(column[::5000] for column in inputs.population.strata)))
    numbers = some.sample(1)
    run = lambda: simulate(numbers, inputs.world, threads=1)  # noqa: E731
    tracked(
        run, rounds=3, person_years=lived(run()), sample="all of 1 in 5,000 strata", state="warm", outputs="tallies"
    )
