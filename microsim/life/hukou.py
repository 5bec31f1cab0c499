"""Household registration: what it makes a person at a place, and how it changes."""

from microsim.kernel.jit import pure
from microsim.places import ELSEWHERE, PROVINCE_OF
from microsim.schema import HukouType, Status

KEEPS, CONVERTS, ACQUIRES = range(3)


@pure
def status_of(place, hukou_place, hukou_type):
    """Return the status: local, from the same province or from another one, by hukou type."""
    if place == hukou_place:
        return Status.LOCAL_URBAN + hukou_type
    if PROVINCE_OF[place] == PROVINCE_OF[hukou_place]:
        return Status.INTRA_URBAN + hukou_type
    return Status.INTER_URBAN + hukou_type


@pure
def is_migrant_in_area(place, hukou_place):
    """Return whether a person lives in a modelled area without its hukou."""
    return place != ELSEWHERE and place != hukou_place


@pure
def hukou_event(luck, place, hukou_place, hukou_type, acquire, convert):
    """Return what happens to the hukou in a year without a move, and its probability.

    A migrant may become local, at the chance of his stay; a local rural hukou may become urban.
    """
    if is_migrant_in_area(place, hukou_place):
        return (ACQUIRES if luck < acquire else KEEPS), acquire
    if place == hukou_place and hukou_type == HukouType.RURAL:
        return (CONVERTS if luck < convert else KEEPS), convert
    return KEEPS, 0.0
