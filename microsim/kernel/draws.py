"""Keyed draws: a uniform number for a person, a year and an event, and nothing else.

Philox4x32-10 (Salmon, Moraes, Dror and Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3")
turns the key (seed, replicate) and the counter (person number, year, group) into four lanes.
There is no sequence and no state, so that results do not depend on order, threads or blocks,
scenarios share their luck person by person, and one life can be replayed alone.

The groups that every year of a life asks for are drawn for eight years at once (``yearly_lanes``), in a loop that the
compiler turns into vector instructions, and kept in the key: each thread has a key of its own.

``GROUPS`` gives each event its group and lane. The table is append-only: a renumbered event
would change the luck of everybody.
"""

import math
from typing import NamedTuple

import numpy as np

from microsim.kernel.jit import kernel, pure

MULTIPLIER_0 = np.uint64(0xD2511F53)
MULTIPLIER_1 = np.uint64(0xCD9E8D57)
WEYL_0 = np.uint64(0x9E3779B9)
WEYL_1 = np.uint64(0xBB67AE85)
LOW = np.uint64(0xFFFFFFFF)
SHIFT = np.uint64(32)
ROUNDS = 10
LANE_WIDTH = 1.0 / 4294967296.0
SQRT_2 = math.sqrt(2.0)
YEARS_DRAWN = 8  # years whose yearly groups are drawn at once, from one divisible by eight on
NOBODY = np.uint64(2**64 - 1)  # the number that carries the luck of everybody; nobody's draws are kept in a new key
CLOSEST = 1e-12  # blended uniforms stay this far from 0 and 1

# group -> the events of its four lanes, in order. Groups 0 to 3, 12 and 17, catch_up, special, public and township are drawn once in
# a life, as are the last two of group 16; move_month is also the month in which one who does not move begins or leaves work. Group 11 is drawn once for a
# row of own microdata, whose number is a hash of its id (microdata/luck.py).
GROUPS = {
    0: ("birth_month", "home", "stay", "education"),
    1: ("permanent", "entry", "track", "claim_choice"),
    2: ("base_pensioner", "base_pension", "residents_luck", "residents_tier"),
    3: ("absent_years", "absent_stay", "late_share", "attachment"),
    4: ("death", "death_month", "move", "destination"),
    5: ("move_month", "hukou", "employment", "sector"),
    6: ("job_change", "coverage", "declared", "innovation"),
    7: ("transitory", "missed_months", "catch_up", "transfer"),
    8: ("special", "public", "township", "land"),
    9: ("disability", "disability_month", "dependant", "cash_out"),
    10: ("irregular", "gap_month", "layoff", "keeps_rights"),
    11: ("row_birth", "row_status"),
    12: ("urban_by",),
    13: ("pay_on", "buy_in", "bridge", "take_along"),
    14: ("heirs_ask",),
    15: ("elders", "arrears"),
    16: ("care_worse", "care_better", "care_taken", "care_at_home"),
    17: ("children", "support", "assets", "take_up"),
}
(
    IDENTITY,
    PREFERENCES,
    BASE_STOCK,
    BACKGROUND,
    DEMOGRAPHY,
    PLACE_AND_WORK,
    JOB,
    MONEY,
    SPECIAL,
    DISABILITY,
    CAREER,
    ROW,
    PAST,
    RIGHTS,
    HEIRS,
    ELDERS,
    CARE,
    LIVELIHOOD,
) = GROUPS

NO_LUCK_YEAR = 0  # the year in the key of draws that are made once in a life
FIRST_YEARLY, YEARLY_GROUPS = DEMOGRAPHY, MONEY - DEMOGRAPHY + 1  # drawn together

# What decides, with the person's number, all luck of a run, and the words of eight years of the person last asked for.
KEY = np.dtype(
    [
        ("seed", "i8"),
        ("replicate", "i8"),
        ("number", "u8"),
        ("years", "i8"),  # the eight years kept: year // YEARS_DRAWN
        ("words", "u4", (4, YEARS_DRAWN * YEARLY_GROUPS)),  # lane, [year, yearly group]
    ],
    align=True,
)


def draw_key(seed, replicate):
    """Return a key of draws, to be used by one thread: KEY record."""
    key = np.zeros(1, dtype=KEY).view(np.recarray)[0]
    redraw(key, seed, replicate)
    return key


class Lanes(NamedTuple):
    """Four independent uniforms in (0, 1)."""

    first: float
    second: float
    third: float
    fourth: float


@pure(inlined=True)
def philox(counter_0, counter_1, counter_2, counter_3, key_0, key_1):
    """Return the four 32-bit words of Philox4x32-10 as uint64."""
    c0, c1, c2, c3 = np.uint64(counter_0), np.uint64(counter_1), np.uint64(counter_2), np.uint64(counter_3)
    k0, k1 = np.uint64(key_0), np.uint64(key_1)
    for _ in range(ROUNDS):
        product_0 = MULTIPLIER_0 * (c0 & LOW)  # says to the compiler that 32 bits are multiplied
        product_1 = MULTIPLIER_1 * (c2 & LOW)
        c0 = (product_1 >> SHIFT) ^ c1 ^ k0
        c1 = product_1 & LOW
        c2 = (product_0 >> SHIFT) ^ c3 ^ k1
        c3 = product_0 & LOW
        k0 = (k0 + WEYL_0) & LOW
        k1 = (k1 + WEYL_1) & LOW
    return c0, c1, c2, c3


@pure
def lanes(seed, replicate, number, year, group):
    """Return the four uniforms of a person, year and group of events."""
    person = np.uint64(number)
    w0, w1, w2, w3 = philox(person & LOW, person >> SHIFT, np.uint64(year), np.uint64(group), seed, replicate)
    return Lanes(
        (float(w0) + 0.5) * LANE_WIDTH,
        (float(w1) + 0.5) * LANE_WIDTH,
        (float(w2) + 0.5) * LANE_WIDTH,
        (float(w3) + 0.5) * LANE_WIDTH,
    )


@pure
def redraw(key, seed, replicate):
    """Turn a key to other luck."""
    key.seed = seed
    key.replicate = replicate
    key.number = NOBODY


@pure
def draw_years(key, number, years):
    """Draw the yearly groups of a person for eight years and keep the words."""
    key.number = number
    key.years = years
    person, seed, replicate, words = np.uint64(number), key.seed, key.replicate, key.words
    for j in range(YEARS_DRAWN * YEARLY_GROUPS):
        year, group = YEARS_DRAWN * years + j // YEARLY_GROUPS, FIRST_YEARLY + j % YEARLY_GROUPS
        w0, w1, w2, w3 = philox(person & LOW, person >> SHIFT, np.uint64(year), np.uint64(group), seed, replicate)
        words[0, j] = w0
        words[1, j] = w1
        words[2, j] = w2
        words[3, j] = w3


@pure(inlined=True)
def yearly_lanes(key, number, year, group):
    """Return what ``lanes`` does for a yearly group, DEMOGRAPHY to MONEY, which the eight years around share a draw of."""
    years = year // YEARS_DRAWN
    if key.number != number or key.years != years:
        draw_years(key, number, years)
    j = YEARLY_GROUPS * (year - YEARS_DRAWN * years) + group - FIRST_YEARLY
    words = key.words
    return Lanes(
        (float(words[0, j]) + 0.5) * LANE_WIDTH,
        (float(words[1, j]) + 0.5) * LANE_WIDTH,
        (float(words[2, j]) + 0.5) * LANE_WIDTH,
        (float(words[3, j]) + 0.5) * LANE_WIDTH,
    )


@kernel
def lanes_of(seed, replicate, numbers, year, group):
    """Return the four uniforms of each of many numbers, float64 [n, 4], for a year and group of events."""
    drawn = np.empty((numbers.shape[0], 4))
    for i in range(numbers.shape[0]):
        drawn[i, 0], drawn[i, 1], drawn[i, 2], drawn[i, 3] = lanes(seed, replicate, numbers[i], year, group)
    return drawn


@pure
def normal(uniform):
    """Return the standard normal quantile of a uniform, to a relative error of 1.2e-9 (P. J. Acklam's fit)."""
    if uniform < 0.02425:
        q = math.sqrt(-2.0 * math.log(uniform))
        return _tail(q)
    if uniform > 1.0 - 0.02425:
        q = math.sqrt(-2.0 * math.log(1.0 - uniform))
        return -_tail(q)
    q = uniform - 0.5
    r = q * q
    above = (
        (((-3.969683028665376e01 * r + 2.209460984245205e02) * r - 2.759285104469687e02) * r + 1.383577518672690e02) * r
        - 3.066479806614716e01
    ) * r + 2.506628277459239e00
    below = (
        (((-5.447609879822406e01 * r + 1.615858368580409e02) * r - 1.556989798598866e02) * r + 6.680131188771972e01) * r
        - 1.328068155288572e01
    ) * r + 1.0
    return above * q / below


@pure
def _tail(q):
    above = (
        (((-7.784894002430293e-03 * q - 3.223964580411365e-01) * q - 2.400758277161838e00) * q - 2.549732539343734e00)
        * q
        + 4.374664141464968e00
    ) * q + 2.938163982698783e00
    below = (
        ((7.784695709041462e-03 * q + 3.224671290700398e-01) * q + 2.445134137142996e00) * q + 3.754408661907416e00
    ) * q + 1.0
    return above / below


@pure
def blend(old, fresh, correlation):
    """Return a uniform that resembles an old one: a Gaussian copula of the old and a fresh draw.

    Uniform again whatever the correlation, so that shares of the population stay what they are.
    """
    score = correlation * normal(old) + math.sqrt(1.0 - correlation * correlation) * normal(fresh)
    return min(max(0.5 * math.erfc(-score / SQRT_2), CLOSEST), 1.0 - CLOSEST)


@pure
def pick(uniform, cumulated):
    """Return the first index whose cumulated share exceeds the uniform."""
    for index in range(cumulated.shape[0] - 1):
        if uniform < cumulated[index]:
            return index
    return cumulated.shape[0] - 1
