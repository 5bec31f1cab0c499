"""One table of places for a list of cases: every province of the country, the places of those projected, spare ones.

The kernel's events are compiled on it once and for all lists, whatever places their cases name. Each place stands
several times, one block of places after another: in the first under its law, in the others under variants of it.
"""

import numpy as np

from microsim.places import (
    ELSEWHERE,
    ELSEWHERE_PROVINCE,
    NAMED_PROVINCES,
    PLACE_KEYS,
    PLACES,
    PROVINCE_KEYS,
    REGION_KEYS,
    REGION_OF,
    REGION_SEAT,
)

SPARES = 6  # places that no table of ours names: a case brings their law
VARIANTS = 7  # laws beside its own under which a place may stand: what one employer pays, arrears, a closed scheme
NOWHERE = -9  # the outside world of a projection: no place of a case is it

SPARE_KEYS = tuple(f"|{number}" for number in range(SPARES))
OWN_PROVINCES = PROVINCE_KEYS[:ELSEWHERE_PROVINCE]
OTHER_PROVINCES = (*(province.key for province in NAMED_PROVINCES), *SPARE_KEYS)
PROVINCES = (*OWN_PROVINCES, *OTHER_PROVINCES)
OWN_REGIONS = tuple(key for number, key in enumerate(REGION_KEYS) if REGION_SEAT[number] != ELSEWHERE)
REGIONS = (*OWN_REGIONS, *OTHER_PROVINCES)
OWN_PLACES = tuple(dict.fromkeys((*PLACE_KEYS[:ELSEWHERE], *OWN_PROVINCES)))
BLOCK = (*OWN_PLACES, *OTHER_PROVINCES)  # places, once each
COUNT = len(BLOCK) * (1 + VARIANTS)


def seat_of(region):
    """Return the place whose law stands for a region: one of its name where there is law of that name."""
    if region not in OWN_REGIONS:
        return region
    return region if region in BLOCK else PLACE_KEYS[REGION_SEAT[REGION_KEYS.index(region)]]


def province_key(place):
    """Return the province of a place of the block."""
    return PLACES[PLACE_KEYS.index(place)].province if place in PLACE_KEYS else place


def region_key(place):
    """Return the benefit region of a place of the block: of a province with several that of its first place."""
    if place in PLACE_KEYS:
        return REGION_KEYS[REGION_OF[PLACE_KEYS.index(place)]]
    first = next((one.key for one in PLACES if one.province == place), None)
    return place if first is None else region_key(first)


def constants():
    """Return what stands in place of the constants of the kernel's tables of places."""
    provinces = np.array([PROVINCES.index(province_key(place)) for place in BLOCK] * (1 + VARIANTS))
    seats = np.array([BLOCK.index(seat_of(region)) for region in REGIONS])
    return {
        "PROVINCE_COUNT": len(PROVINCES),
        "REGION_COUNT": len(REGIONS),
        "PROVINCE_OF": provinces,
        "REGION_OF": np.array([REGIONS.index(region_key(place)) for place in BLOCK] * (1 + VARIANTS)),
        "REGION_SEAT": seats,
        "REGION_PROVINCE": provinces[seats],
        "PLACE_COUNT": COUNT,
        "AREA_COUNT": COUNT,
        "ELSEWHERE": NOWHERE,
        "ELSEWHERE_PROVINCE": len(PROVINCES),
    }
