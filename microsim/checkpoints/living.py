"""A sample lived part by part: each part is every so-many-th person of it, and their whole numbers add up to the sample's."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from microsim.checkpoints.journal import Journal
from microsim.checkpoints.sums import Sums
from microsim.engine.run import DEFAULT_BLOCK, simulate
from microsim.engine.sample_groups import BLOCK, GroupSums
from microsim.kernel.tallies import Tallies

if TYPE_CHECKING:
    from microsim.inputs import Inputs

PART = 600_000  # persons at most: their numbers are all that grows with a part, and what each costs beside is small
FITS = "given"  # name of how the histories of own microdata fitted
LEAST = 1000  # persons, about: with fewer, what a part costs beside its lives would be most of it


class How(NamedTuple):
    """How lives are lived; none of it changes a result.

    Attributes
    ----------
    threads, block : as ``engine.run.simulate`` takes them
    split : whether totals by sample group are kept
    """

    threads: int | None = None
    block: int | None = None
    split: bool = True


def parts_of(persons: int, most: float = PART) -> int:
    """Return in how many parts, a power of two, a sample is lived so that each has about ``most`` persons or fewer."""
    wanted = max(1, int(np.ceil(persons / max(most, LEAST))))
    return 1 << (wanted - 1).bit_length()


def order_of(parts: int) -> list[int]:
    """Return the parts in the order in which they are lived: any number of the first lie evenly in the sample."""
    order = [0]
    while len(order) < parts:
        order = [2 * part for part in order] + [2 * part + 1 for part in order]
    return order


def live_sample(
    inputs: "Inputs",
    one_in: int,
    luck: tuple[int, int],
    how: How,
    journal: Journal,
    advance: Callable[[int], Any] | None = None,
    keep: Any = None,
) -> tuple[Tallies, GroupSums | None]:
    """Live what is left of the sample of a replicate and return the sums of all of it.

    Parameters
    ----------
    inputs
        With the luck of the replicate.
    luck
        Seed and replicate.
    advance
        Called with the number of persons done since the last call.
    keep
        Takes the rows of whole lives, see ``engine.run.simulate``.
    """
    sums, given = journal.of(luck[1]), inputs.population.given
    if given is not None and sums.fits:  # of an earlier session
        given.fits += sums.fits[FITS]
    for part in order_of(journal.parts)[sums.done :]:
        numbers = inputs.population.sample(one_in, part, journal.parts)
        groups, fitted = GroupSums() if how.split else None, given is not None and given.fits.copy()
        size = how.block or (BLOCK if groups else DEFAULT_BLOCK)
        tallies = simulate(
            numbers, inputs.world, *luck, inputs.until, how.threads, size, advance, given, keep, groups, inputs.population.base_year
        )  # fmt: skip
        fits = {} if given is None else {FITS: given.fits - fitted}
        sums = sums.plus(tallies, groups.sums if groups else {}, fits)
        journal.note(luck[1], sums, len(numbers))
    journal.let_go(luck[1])
    return Tallies(**sums.tallies), groups_of(sums)


def groups_of(sums: Sums) -> GroupSums | None:
    """Return the totals by sample group, where they were kept."""
    if not sums.groups:
        return None
    split = GroupSums()
    split.sums = sums.groups
    return split
