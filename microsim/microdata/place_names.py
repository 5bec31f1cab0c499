"""Places as files name them: keys, English and Chinese names with or without their provinces, national division codes."""

import functools
import re

from microsim.places import ELSEWHERE, NAMED_PROVINCES, PLACES, PLACES_OF, PROVINCES, SIMULATED

EXAMPLE = f"{PLACES[0].key}, {PLACES[0].chinese} or {PLACES[0].gb_code}"
ALLOWED = "allowed is a place's key, name or division code such as " + EXAMPLE
OF_PROVINCE, OF_CITY = 10_000, 100  # a division code without county, and without county and city
CODE_LENGTHS = (2, 4, 6, 9, 12)  # digits: province, city, county, township, village
ABROAD = (71, 81, 82)  # GB/T 2260: Taiwan, Hong Kong, Macao
CITY_ENDS = ("市", " city")
PROVINCE_ENDS = ("维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "省", "市", " province")
_CODE = re.compile(r"[1-9][0-9]+")


def place_of(text: str) -> int | None:
    """Return the place a text names; None where it names none, or a province of several places."""
    if _CODE.fullmatch(text):
        return division(text) if len(text) in CODE_LENGTHS else None
    word = text.lower()
    if (found := city_of(word)) is not None:
        return found
    if (province := province_ahead(word)) is not None:
        index, ahead = province
        return within(index, word[ahead:].strip(" ,-/·")) if index in SIMULATED else ELSEWHERE
    return next((found for index in SIMULATED if (found := city_ahead(index, word)) is not None), None)


def city_of(word: str) -> int | None:
    """Return the place whose key or name a word is, with or without ``市``."""
    for end in ("", *CITY_ENDS):
        if word.endswith(end) and (found := names().get(word.removesuffix(end))) is not None:
            return found
    return None


@functools.cache
def names() -> dict[str, int]:
    """Return every place by its key and names."""
    return {
        name: code for code, place in enumerate(PLACES) for name in (place.key, place.english.lower(), place.chinese)
    }


@functools.cache
def provinces() -> dict[str, int]:
    """Return the index of every province by its names, longest first; those that are only named are elsewhere."""
    rows = [(one, index) for index, one in enumerate(PROVINCES) if index in SIMULATED]
    rows += [(one, ELSEWHERE) for one in NAMED_PROVINCES]
    found = {name: index for one, index in rows for name in (one.key, one.english.lower(), one.chinese)}
    return dict(sorted(found.items(), key=lambda entry: -len(entry[0])))


def province_ahead(word: str) -> tuple[int, int] | None:
    """Return the province a name begins with, and how many letters name it; None where it begins with none.

    A Latin name has to be whole; a Chinese one may be followed by a city and a county without a blank between.
    """
    for name, index in provinces().items():
        if not word.startswith(name):
            continue
        ahead = len(name) + next((len(end) for end in PROVINCE_ENDS if word[len(name) :].startswith(end)), 0)
        if not name.isascii() or ahead == len(word) or not word[ahead].isalnum():
            return index, ahead
    return None


def within(province: int, rest: str) -> int | None:
    """Return the place of a province that the rest of a name begins with; a province that is one place needs no rest."""
    places = PLACES_OF[province]
    if len(places) == 1:
        return int(places[0])
    found = city_of(rest)
    return city_ahead(province, rest) if found is None else found if found in places else None


def city_ahead(province: int, word: str) -> int | None:
    """Return the city of a province that a name with ``市``, followed by a county, begins with."""
    for place in PLACES_OF[province]:
        one = PLACES[place]
        if any(word.startswith(name + end) for name in (one.chinese, one.english.lower()) for end in CITY_ENDS):
            return int(place)
    return None


def division(text: str) -> int | None:
    """Return the place of a division code of a province, city, county, township or village (GB/T 2260 and 10114)."""
    province = int(text[:2])
    for simulated in SIMULATED:
        if PROVINCES[simulated].gb_code // OF_PROVINCE == province:
            places = PLACES_OF[simulated]
            cities = {str(PLACES[place].gb_code // OF_CITY): int(place) for place in places}
            return int(places[0]) if len(places) == 1 else cities.get(text[:4])
    others = {one.gb_code // OF_PROVINCE for one in NAMED_PROVINCES}
    return ELSEWHERE if province in others or province in ABROAD else None
