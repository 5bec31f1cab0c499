"""Choices around the claim."""

from microsim.kernel.jit import pure
from microsim.schema import ClaimChoice, Sex, Special, Track


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


@pure
def early_way(luck, share, illness, underground, heavy):
    """Return what lets one retire early: nothing beyond the share of those who may, else illness or a kind of work."""
    if luck >= share:
        return Special.NONE
    if luck < share * illness:
        return Special.ILLNESS
    if luck < share * (illness + underground):
        return Special.UNDERGROUND
    return Special.HEAVY if luck < share * (illness + underground + heavy) else Special.TOXIC
