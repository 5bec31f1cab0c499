"""By what a person of the table is asked for, and the group of the jackknife it belongs to: both from the number alone."""

from typing import Any

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
    years_of,
)
from microsim.kernel.world import BASE_YEAR
from microsim.places import INDEX_OF, PLACE_KEYS
from microsim.schema import Origin, Sex, Status

ORIGIN_BITS = 2
WIDTHS = (ORIGIN_BITS, PLACE_BITS, STATUS_BITS, SEX_BITS, AGE_BITS, YEAR_BITS, COUNT_BITS)  # from the highest bit


def parts_of(numbers: np.ndarray) -> list[np.ndarray]:
    """Return origin, stored place, status, sex, age, years from BASE_YEAR to the entry and count: int64 each."""
    found, rest = [], numbers.astype(np.uint64)
    for bits in reversed(WIDTHS):
        found.append((rest & np.uint64(2**bits - 1)).astype(np.int64))
        rest = rest >> np.uint64(bits)
    parts = found[::-1]
    parts[5] = years_of(parts[5])
    return parts


def ids(numbers: np.ndarray, people: Any = None) -> tuple[Any, Any]:
    """Return the text ids of persons and those of own microdata, arrow arrays: null where a person is the model's.

    Of the model's persons the id is origin/place/status/sex/age/year/count, of a file's the id of its row, and ID#2 for
    the second person of one: as ``explain --person`` takes it.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    origin, place, status, sex, age, year, count = parts_of(numbers)
    words = [
        _words([code.name.lower() for code in Origin], origin),
        _words(list(PLACE_KEYS), INDEX_OF[place]),
        _words([code.name.lower() for code in Status], status),
        _words([code.name.lower() for code in Sex], sex),
        *(pa.array(part).cast(pa.string()) for part in (age, BASE_YEAR + year, count)),
    ]
    own: Any = pa.nulls(len(numbers), pa.string())
    readable = pc.binary_join_element_wise(*words, "/")
    if people is None or not (theirs := are_given(numbers)).any():
        return readable, own
    first, second = _own_ids(numbers[theirs], people)
    mask = pa.array(theirs)
    return pc.replace_with_mask(readable, mask, first), pc.replace_with_mask(own, mask, second)


def _words(names: list[str], codes: np.ndarray) -> Any:
    """Return the words of codes as an arrow array."""
    import pyarrow as pa

    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int16)), pa.array(names)).dictionary_decode()


def _own_ids(numbers: np.ndarray, people: Any) -> tuple[Any, Any]:
    """Return the id of each person of a file, and that of its row."""
    import pyarrow as pa

    counts = (numbers & np.uint64(2**COUNT_BITS - 1 - GIVEN_COUNT)).astype(np.int64)
    places = np.searchsorted(people.ends, counts, side="right")
    copies = counts - np.concatenate([[0], people.ends])[places]
    rows = [str(one) for one in people.ids[people.order[places]]]
    names = [f"{row}#{copy + 1}" if copy else row for row, copy in zip(rows, copies.tolist(), strict=True)]
    return pa.array(names, pa.string()), pa.array(rows, pa.string())
