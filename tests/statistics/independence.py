"""How independent draws are whose keys are near each other: ``python -m tests.statistics.independence > docs/draws.md``.

A draw is named by seed, replicate, person, year, group and lane. Streams along persons are put beside each other whose
keys differ as keys do that meet in a run: the next seed, person, year, group, any of them at once, one bit. Of each pair
of lanes the correlation is taken and the chi-square of an eight by eight table.
"""

import dataclasses
import math
from itertools import combinations, product

import numpy as np
from scipy.stats import chi2, norm

from microsim.kernel.draws import GROUPS, lanes_of

PERSONS = 2**16  # draws of a stream on the page
FIRST = 1 << 40  # a number as those of persons are, with a place and a birth year in its upper half
SEED, REPLICATE, YEAR, GROUP = 1, 0, 2040, 5
CELLS, BINS = 8, 64
LANES = range(4)


@dataclasses.dataclass(frozen=True)
class Finding:
    """What was found of the pairs of one kind of neighbours.

    Attributes
    ----------
    kind
        In which keys the streams of a pair differ.
    pairs
        Pairs of lanes looked at.
    largest
        The largest correlation among them, in its own standard errors.
    chance
        The chance that independent draws have one as large among so many.
    excess
        How far the chi-squares of all pairs together lie from what is expected, in standard deviations.
    """

    kind: str
    pairs: int
    largest: float
    chance: float
    excess: float

    @property
    def fine(self):
        """Whether independent draws could well be like this."""
        return self.chance > 1e-4 and abs(self.excess) < 4.5


def stream(persons, seed=SEED, replicate=REPLICATE, year=YEAR, group=GROUP, first=FIRST):
    """Return the lanes of persons from a number on, float64 [persons, 4]."""
    return lanes_of(seed, replicate, np.uint64(first) + np.arange(persons, dtype=np.uint64), year, group)


def neighbours(persons):
    """Yield kinds of neighbours, each with its pairs of streams."""
    here = stream(persons)
    yield "two lanes", [(here[:, [a]], here[:, [b]]) for a, b in combinations(LANES, 2)]
    yield "persons 1 to 16, 40, 800 numbers apart", [(here[:-d], here[d:]) for d in (*range(1, 17), 40, 800)]
    yield "persons, one of 64 bits", [(here, flipped(persons, bit)) for bit in range(64)]
    yield "seeds, one of 32 bits", [(here, stream(persons, seed=SEED ^ (1 << bit))) for bit in range(32)]
    yield "seeds 1 to 9", list(combinations([stream(persons, seed=seed) for seed in range(1, 10)], 2))
    yield "replicates 0 to 8", list(combinations([stream(persons, replicate=number) for number in range(9)], 2))
    yield "years 2040 to 2049", list(combinations([stream(persons, year=year) for year in range(2040, 2050)], 2))
    yield "all groups", list(combinations([stream(persons, group=group) for group in GROUPS], 2))
    yield "seed, person, year, group: any of them by one at once", list(crossed(persons))


def flipped(persons, bit):
    """Return the stream of the persons whose numbers differ in one bit."""
    numbers = (np.uint64(FIRST) + np.arange(persons, dtype=np.uint64)) ^ np.uint64(1 << bit)
    return lanes_of(SEED, REPLICATE, numbers, YEAR, GROUP)


def crossed(persons):
    """Yield pairs whose keys differ by one, up or down, in any of seed, person, year and group."""
    steps = (-1, 0, 1)
    near = {
        (s, y, g): stream(persons + 2, seed=SEED + 1 + s, year=YEAR + y, group=GROUP + g, first=FIRST - 1)
        for s, y, g in product(steps, steps, steps)
    }
    here = near[0, 0, 0][1:-1]
    for (s, y, g), p in product(near, steps):
        if (s, y, g, p) > (0, 0, 0, 0):  # the opposite step is the same pair, seen from the other side
            yield here, near[s, y, g][1 + p : 1 + p + persons]


def finding(kind, pairs):
    """Return what the pairs of streams of one kind show, every lane of one beside every lane of the other."""
    scores, squares, tables = [], 0.0, 0
    for one, other in pairs:
        draws = len(one)
        cross = (one - 0.5).T @ (other - 0.5) * 12.0 / math.sqrt(draws)
        scores.append(np.abs(cross).max())
        cells, beside = (one * CELLS).astype(np.int64) * CELLS, (other * CELLS).astype(np.int64)
        for a, b in product(range(one.shape[1]), range(other.shape[1])):
            counts = np.bincount(cells[:, a] + beside[:, b], minlength=CELLS * CELLS).reshape(CELLS, CELLS)
            expected = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / draws  # many tables share a margin
            squares += float(((counts - expected) ** 2 / expected).sum())
            tables += 1
    largest = float(max(scores))
    chance = -math.expm1(tables * math.log1p(-2.0 * norm.sf(largest)))
    freedom = tables * (CELLS - 1) ** 2
    return Finding(kind, tables, largest, chance, (squares - freedom) / math.sqrt(2.0 * freedom))


def uniformity(persons):
    """Return the chances of chi-squares as large as those found, of each lane of each group in ``BINS`` bins."""
    chances = []
    for group, lane in product(GROUPS, LANES):
        counts = np.bincount((stream(persons, group=group)[:, lane] * BINS).astype(np.int64), minlength=BINS)
        expected = persons / BINS
        chances.append(float(chi2.sf(((counts - expected) ** 2).sum() / expected, BINS - 1)))
    return chances


def findings(persons):
    """Return what all kinds of neighbours show."""
    return [finding(kind, pairs) for kind, pairs in neighbours(persons)]


def page(persons=PERSONS):
    """Return the page of the draws."""
    found, chances = findings(persons), uniformity(persons)
    rows = [
        f"| {one.kind} | {one.pairs:,} | {one.largest:.2f} | {one.chance:.3f} | {one.excess:+.2f} |" for one in found
    ]
    return (
        HEAD.format(persons=persons, cells=CELLS)
        + "\n".join(rows)
        + TAIL.format(
            number=len(chances), bins=BINS, least=min(chances), most=max(chances), pairs=sum(one.pairs for one in found)
        )
    )


HEAD = """# Draws: how independent they are

Made by `python -m tests.statistics.independence`; a test holds the same measures against their bounds.

Every choice in a life is decided by a uniform number that has a name and no history: Philox4x32-10 turns the key (seed,
replicate) and the counter (person, year, group of events) into four lanes. Names that are near each other must give
numbers that have nothing to do with each other: neighbours in the sample are neighbours in number, the next year of a life
differs by one in the counter, a replicate by one in the key.

For each kind of neighbours, streams of {persons:,} persons are put beside each other, every lane of one beside every lane of the
other: the correlation, and the chi-square of a table of {cells} by {cells} cells against its own margins, which also sees what is no
straight line.
*Largest* is the largest correlation of all pairs in standard errors, *chance* how often independent draws would show one as
large among so many pairs, *excess* how many standard deviations the sum of all chi-squares lies from its mean. The test
refuses a chance under 0.0001 and an excess over 4.5.

| keys that differ | pairs of lanes | largest | chance | excess |
| --- | ---: | ---: | ---: | ---: |
"""
TAIL = """

Together {pairs:,} pairs. Each lane of each group by itself, {number} in all, in {bins} bins: the chances of its chi-square run from
{least:.3f} to {most:.3f}.

What this does not show: independence of three or more draws at once, of which the published tests of the generator (Salmon,
Moraes, Dror and Shaw 2011, with the batteries of TestU01) are the evidence. That the kernel computes this generator is shown by
the authors' own test vectors (`tests/engine/test_draws.py`).
"""


if __name__ == "__main__":
    print(page(), end="")
