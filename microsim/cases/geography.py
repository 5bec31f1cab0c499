"""The places a case may name: all provinces of China, the cities of those projected, and any place it brings law for.

Law is shipped for the provinces projected and their cities; other provinces follow national law and need the amounts
of the place (benefit base, reference wages) in the case.
"""

import functools
import re

from microsim.law.statute import CITIES
from microsim.places import (
    ELSEWHERE_PROVINCE,
    NAMED_PROVINCES,
    PLACE_CODE,
    PLACE_KEYS,
    PLACES,
    PLACES_OF,
    PROVINCE_KEYS,
    PROVINCES,
    REGION_KEYS,
    REGION_OF,
    REGION_PROVINCE,
    REGION_SEAT,
)

SIMULATED = PROVINCES[:ELSEWHERE_PROVINCE]
_COUNTRY = sorted((*SIMULATED, *NAMED_PROVINCES), key=lambda province: province.gb_code)
NAMES = {one.key: (one.english, one.chinese) for one in (*_COUNTRY, *PLACES) if one.key != PROVINCE_KEYS[-1]}
ALIASES = {alias: one.key for one in _COUNTRY for alias in one.aliases.split()}
SHIPPED = frozenset({*(province.key for province in SIMULATED), *CITIES})
OTHERS = PROVINCE_KEYS[ELSEWHERE_PROVINCE]  # whose law row stands for a place that is not shipped
WITH_CITIES = " or ".join(province.english for province in SIMULATED if province.key in CITIES.values())
PLACE_NAME = r"^[a-z][a-z0-9_]{1,40}$"

PLACE, PROVINCE, OTHER = PLACE_KEYS[0], PROVINCE_KEYS[0], NAMED_PROVINCES[0].key  # examples in descriptions
BY_PLACE = f"{{{PLACE_KEYS[0]}: 96, {PLACE_KEYS[1]}: 120}}"

_BY_CHINESE = {zh + end: key for key, (_, zh) in NAMES.items() for end in ("", "省", "市")}


def _has_regions(province: str) -> bool:
    """Return whether a province has several benefit regions."""
    return list(REGION_PROVINCE).count(PROVINCE_KEYS.index(province)) > 1


WITH_REGIONS = " or ".join(province.key for province in SIMULATED if _has_regions(province.key))


@functools.lru_cache(maxsize=4096)
def place_key(name: str) -> str:
    """Return the key of a place as written in English or Chinese; an unknown name becomes a key of its own."""
    text = name.strip()
    key = _BY_CHINESE.get(text) or re.sub(r"[\s-]+", "_", text.casefold())
    return ALIASES.get(key, key)


def province_of(place: str) -> str:
    """Return the province of a place: its own, or that of a city."""
    return CITIES.get(place, place)


def region_of(place: str) -> str | None:
    """Return the benefit region of a place, for a province that of its first city; None where none is shipped."""
    if place in PLACE_CODE:
        return REGION_KEYS[REGION_OF[PLACE_CODE[place]]]
    if place in PROVINCE_KEYS:
        return REGION_KEYS[REGION_OF[PLACES_OF[PROVINCE_KEYS.index(place)][0]]]
    return None


@functools.cache
def other_seats(place: str) -> dict[str, str]:
    """Return the other benefit regions of a place's province, each with the holder of its law."""
    own = region_of(place)
    if own is None:
        return {}
    province = REGION_PROVINCE[REGION_KEYS.index(own)]
    here = [region for region in range(len(REGION_KEYS)) if REGION_PROVINCE[region] == province]
    seats = {REGION_KEYS[region]: PLACE_KEYS[REGION_SEAT[region]] for region in here}
    return {region: region if region in SHIPPED else seat for region, seat in seats.items() if region != own}


def law_row(place: str) -> str:
    """Return whose law record stands for a place: its own where it is shipped, else the national one."""
    return place if place in SHIPPED else OTHERS


def place_name(place: str, lang: str) -> str:
    """Return the name of a place in a language."""
    english, chinese = NAMES.get(place, (place.replace("_", " ").title(), place))
    return chinese if lang == "zh" else english
