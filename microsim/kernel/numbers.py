"""Person numbers: the stratum a person is drawn from and a count, packed into 64 bits.

A number is the same life in every scenario and sample. From the highest bit: origin 2, place 9,
status 3, sex 1, age 7, years from 2016 to the entry 7 (the last codes are years before it), count 32.
"""

import numpy as np

from microsim.kernel.jit import pure

COUNT_BITS = 32
YEAR_BITS, AGE_BITS, SEX_BITS, STATUS_BITS, PLACE_BITS = 7, 7, 1, 3, 9
YEARS_BEFORE = 16  # codes of years at the upper end that count back from 2016
SAMPLE_GROUPS = 64  # into which persons fall by a hash, for the jackknife
GOLDEN = np.uint64(0x9E3779B97F4A7C15)
GIVEN_COUNT = 1 << 31  # counts of the persons of a file start here; no stratum of the model has so many


def pack(origin, place, status, sex, age, year, count):
    """Return person numbers; ``year`` is the code of the years from 2016. Works on arrays of uint64 or int."""
    number = origin
    for value, bits in (
        (place, PLACE_BITS),
        (status, STATUS_BITS),
        (sex, SEX_BITS),
        (age, AGE_BITS),
        (year, YEAR_BITS),
    ):
        number = (number << bits) | value
    return (number << COUNT_BITS) | count


def year_code(years):
    """Return the code of years from 2016 to an entry: those before it stand at the upper end."""
    return years % (1 << YEAR_BITS)


def years_of(code):
    """Return the years from 2016 to an entry from their code; works on arrays of int."""
    return (code + YEARS_BEFORE) % (1 << YEAR_BITS) - YEARS_BEFORE


def parts_of(numbers):
    """Return origin, sex and age at entry of numbers, arrays of int64."""
    found = []
    for below, bits in (
        (COUNT_BITS + YEAR_BITS + AGE_BITS + SEX_BITS + STATUS_BITS + PLACE_BITS, 2),
        (COUNT_BITS + YEAR_BITS + AGE_BITS, SEX_BITS),
        (COUNT_BITS + YEAR_BITS, AGE_BITS),
    ):
        found.append(((numbers >> np.uint64(below)) & np.uint64((1 << bits) - 1)).astype(np.int64))
    return tuple(found)


def are_given(numbers):
    """Return which numbers are those of a file's persons, whose counts have the highest bit set."""
    return (numbers & np.uint64(GIVEN_COUNT)) != 0


def mixed(key):
    """Return well-mixed 64-bit words of keys, uint64 [n] (the finaliser of splitmix64)."""
    word = (key + np.uint64(1)) * GOLDEN
    word = (word ^ (word >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    word = (word ^ (word >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return word ^ (word >> np.uint64(31))


def sample_group(numbers):
    """Return the group (0 to 63) of each number by a hash, whatever its stratum: int8 [n]."""
    bits = (SAMPLE_GROUPS - 1).bit_length()
    return (mixed(np.asarray(numbers, dtype=np.uint64)) >> np.uint64(64 - bits)).astype(np.int8)


@pure
def unpack(number):
    """Return origin, place, status, sex, age, years from 2016 to the entry and count of a number."""
    rest = int(number)
    count = rest & 0xFFFFFFFF
    rest >>= 32
    year = ((rest & 0x7F) + YEARS_BEFORE) % (1 << YEAR_BITS) - YEARS_BEFORE
    rest >>= 7
    age = rest & 0x7F
    rest >>= 7
    sex = rest & 0x1
    rest >>= 1
    status = rest & 0x7
    rest >>= 3
    place = rest & 0x1FF
    origin = rest >> 9
    # signed, as codes are: compiled code would not compare an unsigned whole number with a code
    signed = np.int64
    return signed(origin), signed(place), signed(status), signed(sex), signed(age), signed(year), signed(count)
