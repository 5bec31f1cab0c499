"""A case's own table of places: the kernel's events run on it instead of on the tables of the areas that are projected.

Records are sized by it: a case may name any number of provinces, and places of its own whose law it brings.
"""

import functools
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from microsim.cases.geography import SHIPPED, province_of, region_of
from microsim.engine import gazetteer
from microsim.places import PLACE_KEYS, PROVINCE_KEYS, REGION_KEYS, REGION_PROVINCE, REGION_SEAT

VARIANT = "|"  # between a place and what sets a variant of its law apart
NOWHERE = -9  # the outside world of a projection: no place of a case is it


def key_of(label: str) -> str:
    """Return the key of a place from its label: some spells stand under a variant of the law of their place."""
    return label.partition(VARIANT)[0]


class Atlas(NamedTuple):
    """Places, provinces and benefit regions of a case.

    Attributes
    ----------
    places : label of each place, its key and what sets a variant of its law apart
    provinces, regions : keys
    province_of, region_of : of each place, as positions
    seat : place of each region whose law stands for it
    """

    places: tuple[str, ...]
    provinces: tuple[str, ...]
    regions: tuple[str, ...]
    province_of: tuple[int, ...]
    region_of: tuple[int, ...]
    seat: tuple[int, ...]

    def place(self, key: str) -> int:
        """Return the position of a place."""
        return self.places.index(key)

    def constants(self) -> Mapping[str, Any]:
        """Return what stands in place of the constants of the kernel's tables of places."""
        return {
            "PROVINCE_COUNT": len(self.provinces),
            "REGION_COUNT": len(self.regions),
            "PROVINCE_OF": self.province_of,
            "REGION_OF": self.region_of,
            "REGION_SEAT": self.seat,
            "REGION_PROVINCE": tuple(self.province_of[place] for place in self.seat),
            "PLACE_COUNT": len(self.places),
            "AREA_COUNT": len(self.places),
            "ELSEWHERE": NOWHERE,
            "ELSEWHERE_PROVINCE": len(self.provinces),
        }


@functools.lru_cache(maxsize=1024)
def atlas_of(named: tuple[str, ...], lawful: tuple[str, ...] = ()) -> Atlas:
    """Return the table of the places a case names, each once; provinces and regions stand as in the table of a list.

    Parameters
    ----------
    lawful : places for which the case gives a reference wage: the first one in a benefit region is its seat, so that
        the wage given divides bases there; else the holder of the shipped law is
    """
    places = list(named)
    provinces = sorted({province_of(key_of(place)) for place in places}, key=in_order(gazetteer.PROVINCES))
    seats = {}
    for place in (one for one in reversed(places) if VARIANT not in one):
        if place in lawful or region_of(place) is None:
            seats[region_key(place)] = place
    for region, seat in further_regions(provinces):
        if region not in seats:
            seats[region] = seat
            if seat not in places:
                places.append(seat)
    regions = sorted({region_key(place) for place in places}, key=in_order(gazetteer.REGIONS))
    return Atlas(
        tuple(places),
        tuple(provinces),
        tuple(regions),
        tuple(provinces.index(province_of(key_of(place))) for place in places),
        tuple(regions.index(region_key(place)) for place in places),
        tuple(places.index(seats[region]) for region in regions),
    )


def in_order(keys: tuple[str, ...]) -> Callable[[str], tuple[int, str]]:
    """Return how to sort by the order of keys, what is none of them last."""
    return lambda key: (keys.index(key) if key in keys else len(keys), key)


def region_key(place: str) -> str:
    """Return the benefit region of a place: a place whose province is not shipped is one of its own."""
    return region_of(key_of(place)) or province_of(key_of(place))


def further_regions(provinces: list[str]) -> list[tuple[str, str]]:
    """Return the benefit regions of provinces that are projected, each with the holder of its law."""
    found = []
    for region, key in enumerate(REGION_KEYS):
        if PROVINCE_KEYS[REGION_PROVINCE[region]] in provinces:
            found.append((key, key if key in SHIPPED else PLACE_KEYS[REGION_SEAT[region]]))
    return found
