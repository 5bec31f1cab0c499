"""Which person: numbers as people read and write them, and ways to find one."""

from numbers import Integral
from typing import Any, NamedTuple

import numpy as np

from microsim.kernel.numbers import (
    AGE_BITS,
    COUNT_BITS,
    GIVEN_COUNT,
    PLACE_BITS,
    SEX_BITS,
    STATUS_BITS,
    YEAR_BITS,
    are_given,
    pack,
    year_code,
    years_of,
)
from microsim.kernel.world import BASE_YEAR, FIRST_STOCK_YEAR, LAST_YEAR
from microsim.places import CODE_OF, INDEX_OF, PLACE_KEYS
from microsim.reading import InputError, Problem, did_you_mean, show
from microsim.results.panel import Name
from microsim.schema import Origin, Sex, Status

OPTION = "--person"
LARGEST = 2**64 - 1
MOST_IDS = 10_000  # ids among which the nearest is looked for
FORM = "origin/place/status/sex/age/year/count"


class Kind(NamedTuple):
    """What a person number says: the stratum and the number in it; ``year`` is that of entry."""

    origin: int
    place: int
    status: int
    sex: int
    age: int
    year: int
    serial: int


WORDS: dict[str, tuple[str, ...]] = {
    "origin": tuple(code.name.lower() for code in Origin),
    "place": PLACE_KEYS,
    "status": tuple(code.name.lower() for code in Status),
    "sex": tuple(code.name.lower() for code in Sex),
}
WIDTHS = {"origin": 2, "place": PLACE_BITS, "status": STATUS_BITS, "sex": SEX_BITS, "age": AGE_BITS, "year": YEAR_BITS}
NAMES = {"serial": "count"}  # as the readable form calls them
BOUNDS = {
    "age": (0, 2**AGE_BITS - 1),
    "year": (FIRST_STOCK_YEAR, LAST_YEAR),
    "serial": (0, 2**COUNT_BITS - 1),
}


def refuse(found: Any, allowed: str, option: str = OPTION) -> InputError:
    """Return the mistake of an option."""
    return InputError([Problem(option, 0, 0, "", f"found {found}, {allowed}")])


def kind_of(number: int) -> Kind:
    """Return what a person number says; words that no number of a person has come as their code."""
    rest, parts = int(number), []
    for bits in (COUNT_BITS, YEAR_BITS, AGE_BITS, SEX_BITS, STATUS_BITS, PLACE_BITS, 2):
        parts.append(rest & (2**bits - 1))
        rest >>= bits
    serial, year, age, sex, status, place, origin = parts
    return Kind(origin, int(INDEX_OF[place]), status, sex, age, BASE_YEAR + years_of(year), serial)


def readable(number: int) -> str:
    """Return a person number as words and figures, such as base/PLACE/inter_rural/female/41/2016/7."""
    kind = kind_of(number)
    return "/".join(
        WORDS[name][value] if name in WORDS else str(value) for name, value in zip(kind._fields, kind, strict=True)
    )


def name_of(number: int, people: Any) -> Name:
    """Return by which a person is asked for; a person of own microdata has the file's id, and #2 for the second of a row."""
    if people is None or not are_given(np.uint64(number)):
        return Name(readable(number), None)
    row, copy = people.place_of(number)
    identity = str(people.ids[row])
    return Name(f"{identity}#{copy + 1}" if copy else identity, identity)


def person_number(text: str | int) -> int:
    """Return the number of a person written as a decimal number or in words."""
    if isinstance(text, bool) or not isinstance(text, str | Integral):
        raise refuse(show(text), f"allowed is a person number or {FORM}; --sample 5 lists some")
    text = str(text).strip()
    if "/" not in text:
        if not (text.isascii() and text.isdigit()) or int(text) > LARGEST:
            raise refuse(text or "nothing", f"allowed is a person number or {FORM}; --sample 5 lists some")
        number = int(text)
        kind = kind_of(number)
        if any(getattr(kind, name) >= len(words) for name, words in WORDS.items()):
            raise refuse(text, "which is no person's number; --sample 5 lists some")
        return number
    parts = text.split("/")
    if len(parts) != len(Kind._fields):
        raise refuse(text, f"allowed is {FORM}, such as base/{PLACE_KEYS[0]}/inter_rural/female/41/2016/7")
    codes = [_code(text, name, part) for name, part in zip(Kind._fields, parts, strict=True)]
    kind = Kind(*codes)
    stored = kind._replace(place=int(CODE_OF[kind.place]), year=year_code(kind.year - BASE_YEAR))
    return int(pack(*(int(value) for value in stored)))


def _code(text: str, name: str, part: str) -> int:
    """Return the code of one part of a person's readable form."""
    part = part.strip().lower()
    if name in WORDS:
        if part not in WORDS[name]:
            raise refuse(text, f"{name} {part}: allowed are {', '.join(WORDS[name])}{did_you_mean(part, WORDS[name])}")
        return WORDS[name].index(part)
    low, high = BOUNDS[name]
    if not (part.isascii() and part.isdigit() and low <= int(part) <= high):
        raise refuse(text, f"{NAMES.get(name, name)} {part}: allowed are {low} to {high}")
    return int(part)


def own_number(text: str | int, people: Any) -> int:
    """Return the number of a person of own microdata: the file's id, with #2 for the second of those it stands for.

    Numbers and readable forms of persons are taken too, those of newcomers from the model's frame among them.
    """
    identity, copy = str(text).strip(), "1"
    name, mark, which = identity.rpartition("#")
    if mark and which.isascii() and which.isdigit() and people.weight_of(identity) is None:  # an id may hold a # too
        identity, copy = name, which
    stands_for = people.weight_of(identity)
    if stands_for is None:
        if "/" in identity or (identity.isascii() and identity.isdigit()):
            return person_number(text)
        hint = did_you_mean(identity, people.ids) if len(people.ids) <= MOST_IDS else ""
        raise refuse(identity or "nothing", f"no row has this id{hint}; --sample 5 lists some")
    number = people.number_of(identity, int(copy) - 1)
    if number is None:
        number_of = f"#1 to #{stands_for}" if stands_for else "none: its weight rounds to nobody"
        raise refuse(text, f"the row stands for {stands_for} persons, allowed is {number_of}")
    return int(number)


def check_own(number: int, people: Any) -> None:
    """Refuse a number that looks like a file's person's but is none."""
    if people is None:
        raise refuse(readable(number), "who is of own microdata: name the folder with --population")
    if people.place_of(number) is None:
        raise refuse(readable(number), "whom the population folder does not have; --sample 5 lists some")


def check_person(number: int, population: Any, scenario: str, until: int) -> None:
    """Refuse a person whom the scenario does not have, or who comes after the last year."""
    kind, strata = kind_of(number), population.strata
    if are_given(np.uint64(number)):
        check_own(number, population.given)
        return
    key = np.uint64(number >> COUNT_BITS)
    slot = int(np.searchsorted(strata.key, key))
    known = slot < len(strata.key) and strata.key[slot] == key
    size = int(strata.size[slot]) if known else 0
    if kind.year > until:
        raise refuse(readable(number), f"who enters in {kind.year}, after the last year {until}")
    if kind.serial >= size:
        here = f"has {size:,} such persons, counts 0 to {size - 1}" if size else "has no such person"
        raise refuse(readable(number), f"the scenario {scenario} {here}; --sample 5 lists some")


FILTERS = ("origin", "place", "status", "sex", "age", "birth", "entry", "claim", "death")


def read_filters(text: str | None) -> dict[str, int]:
    """Return what is looked for, from ``place=NAME,birth=1975,sex=female``."""
    wanted: dict[str, int] = {}
    for part in filter(None, (text or "").replace(" ", "").split(",")):
        name, equals, value = part.partition("=")
        if not equals or name not in FILTERS:
            hint = did_you_mean(name, FILTERS)
            raise refuse(part, f"allowed is NAME=VALUE with {', '.join(FILTERS)}{hint}", "--find")
        if name in WORDS:
            if value not in WORDS[name]:
                allowed = f"allowed are {', '.join(WORDS[name])}{did_you_mean(value, WORDS[name])}"
                raise refuse(part, allowed, "--find")
            wanted[name] = WORDS[name].index(value)
        elif value.isascii() and value.isdigit():
            wanted[name] = int(value)
        else:
            raise refuse(part, "allowed is a whole number", "--find")
    return wanted


def draw_persons(population: Any, wanted: dict[str, int], seed: int, until: int, persons: int) -> np.ndarray:
    """Return person numbers drawn at random, each once, from the strata that fit what is looked for."""
    key, size, start = candidates(population, wanted)
    kinds = kind_arrays(key)
    here = kinds["entry"] <= until
    for name, value in wanted.items():
        if name == "birth":
            here &= kinds["entry"] - kinds["age"] == value
        elif name in kinds:
            here &= kinds[name] == value
    key, size, start = key[here], size[here], start[here]
    ends = np.cumsum(size)
    total = int(ends[-1]) if len(ends) else 0
    if total == 0:
        raise refuse(", ".join(wanted) or "nothing", "no person of the scenario fits", "--find")
    places = np.random.default_rng(seed).integers(total, size=persons)
    slots = np.searchsorted(ends, places, side="right")
    counts = places - (ends[slots] - size[slots]) + start[slots]
    numbers = (key[slots] << np.uint64(COUNT_BITS)) | counts.astype(np.uint64)
    return np.array(list(dict.fromkeys(numbers.tolist())), dtype=np.uint64)


def candidates(population: Any, wanted: dict[str, int]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return key, size and first count of all strata; of own microdata the rows, unless another origin is wanted."""
    strata, people = population.strata, population.given
    if people is None or wanted.get("origin", int(Origin.BASE)) != int(Origin.BASE):
        return strata.key, strata.size, np.zeros(len(strata.key), dtype=np.int64)
    size = np.diff(people.ends, prepend=0)
    return people.stem >> np.uint64(COUNT_BITS), size, people.ends - size + GIVEN_COUNT


def kind_arrays(keys: np.ndarray) -> dict[str, np.ndarray]:
    """Return the parts of packed strata as arrays."""
    rest, parts = keys.astype(np.int64), {}
    for name, bits in reversed(WIDTHS.items()):
        parts[name] = rest & (2**bits - 1)
        rest = rest >> bits
    parts["entry"] = BASE_YEAR + years_of(parts.pop("year"))
    return parts
