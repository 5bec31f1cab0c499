"""Choices around the claim."""

from microsim._jit import pure
from microsim.schema import ClaimChoice, Sex, Track

MALE = int(Sex.MALE)
MEN, WOMEN_CADRE, WOMEN_WORKER = int(Track.MEN), int(Track.WOMEN_CADRE), int(Track.WOMEN_WORKER)
EARLIEST, STATUTORY, LATE = int(ClaimChoice.EARLIEST), int(ClaimChoice.STATUTORY), int(ClaimChoice.LATE)


@pure
def track_of(luck, sex, worker_share):
    """Return the retirement track: that of men, of women cadres or of women workers."""
    if sex == MALE:
        return MEN
    return WOMEN_WORKER if luck < worker_share else WOMEN_CADRE


@pure
def claim_choice(luck, earliest_share, late_share):
    """Return the preferred month inside the flexible window."""
    if luck < earliest_share:
        return EARLIEST
    return LATE if luck >= 1.0 - late_share else STATUTORY


@pure
def closes_gap(luck, gap, largest_gap, share):
    """Return whether one who lacks ``gap`` months pays on to reach the minimum."""
    return gap <= largest_gap and luck < share
