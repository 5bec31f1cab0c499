"""Choices around the claim."""

from microsim.kernel.jit import pure
from microsim.schema import ClaimChoice, Sex, Track


@pure
def track_of(luck, sex, worker_share):
    """Return the retirement track: that of men, of women cadres or of women workers."""
    if sex == Sex.MALE:
        return Track.MEN
    return Track.WOMEN_WORKER if luck < worker_share else Track.WOMEN_CADRE


@pure
def claim_choice(luck, earliest_share, late_share):
    """Return the preferred month inside the flexible window."""
    if luck < earliest_share:
        return ClaimChoice.EARLIEST
    return ClaimChoice.LATE if luck >= 1.0 - late_share else ClaimChoice.STATUTORY
