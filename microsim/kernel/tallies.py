"""Integer accumulators: persons, months and fen, so that their sums do not depend on order."""

from enum import IntEnum
from typing import NamedTuple

import numpy as np

from microsim.kernel.items import Item
from microsim.kernel.lifetimes import ACCUMULATED
from microsim.kernel.world import (
    BIRTH_YEARS,
    FIRST_BIRTH_YEAR,
    FIRST_HISTORY_YEAR,
    FIRST_STOCK_YEAR,
    FIRST_YEAR,
    HISTORY_YEARS,
    YEARS,
)
from microsim.places import ELSEWHERE_PROVINCE, PLACE_COUNT
from microsim.schema import COUNTED, MONEY, PERSONS, Education, HukouType, Labour, Scheme, Sex, Status

AGES_SHOWN = 101  # single years of age, 100 and over in the last
AGE_GROUPS = 21  # five-year groups, 100 and over in the last
PENSION_BINS = 120
PENSION_LOWEST = 10.0  # yuan a month, lower edge of the first bin
PENSION_STEP = 1.075  # ratio of the edges of a bin


class Standing(IntEnum):
    """Standings counted at the end of a year; a person may have one in each scheme."""

    PAYING = 0  # paid at least one month to the employees' scheme this year
    DORMANT = 1  # holds rights in the employees' scheme, paid nothing this year
    PENSIONER = 2  # draws an employees' pension
    RESIDENTS_CONTRIBUTOR = 3
    RESIDENTS_PENSIONER = 4
    PUBLIC_PAYING = 5  # paid to the public scheme this year
    PUBLIC_PENSIONER = 6  # draws a public pension


RESIDENTS = len(Standing)  # residents among the stocks of a place and year, after the standings


class Claim(IntEnum):
    """Sums kept of new employees' pensions."""

    COUNT = 0
    AGE_MONTHS = 1
    CONTRIBUTION_MONTHS = 2
    INDEX_E4 = 3  # mean index times ten thousand
    PENSION_FEN = 4
    REPLACEMENT_E4 = 5  # pension over last wage, times ten thousand, of those with a last wage
    WITH_WAGE = 6


class MonthCount(IntEnum):
    """Person-months, and money: the bases of those paid in yuan, the fee on those paid up late."""

    PAID = 0
    PENSION = 1
    RESIDENTS_PENSION = 2
    PUBLIC_PAID = 3
    PUBLIC_PENSION = 4
    BASE = 5  # yuan: contribution bases of the months paid, summed
    PUBLIC_BASE = 6
    PAID_UP = 7  # months an employer missed and paid up late, some of those paid
    LATE_FEE = 8  # fen


class PastAge(IntEnum):
    """Those past the statutory age without the minimum years, by the place whose fund keeps the record."""

    WAITING = 0  # persons at the year's end who wait: nothing claimed, nothing paid
    PAYING_ON = 1  # persons at the year's end who pay on
    BEGAN_TO_PAY_ON = 2  # persons of the year, as all that follows
    BOUGHT = 3  # bought the rest in one sum
    BRIDGED = 4  # moved to the residents' scheme


class Pillar(IntEnum):
    """What stands beside the funds: annuities, and the certificates of the comprehensive insurance of outside workers."""

    OCCUPATIONAL = 0  # persons an occupational annuity was paid for this year
    ENTERPRISE = 1  # persons an enterprise annuity was paid for this year
    HOLDERS = 2  # persons with an account at the year's end
    RECIPIENTS = 3  # persons who draw one in December
    ACCOUNT = 4  # fen, accounts at the year's end
    ANNUITY = 5  # fen a month, annuities in December, summed
    PAID_IN = 6  # fen, as all that follows
    RETURN = 7
    PAID_OUT = 8
    INHERITED = 9
    CERTIFICATES = 10  # redeemed or inherited
    LEFT_BEHIND = 11  # the employer's part that was not the worker's when the job ended


class Lifetime(IntEnum):
    """Present values of a life at the base year, in fen, and the persons behind them."""

    PERSONS = 0
    CONTRIBUTIONS = 1
    BENEFITS = 2
    RESIDENTS_CONTRIBUTIONS = 3
    RESIDENTS_BENEFITS = 4


class History(IntEnum):
    """What is counted of the years before the base date, of who is alive at it."""

    PAYERS = 0  # paid at least one month to the employees' scheme in the year
    PAID_MONTHS = 1
    CONTRIBUTIONS = 2  # fen
    INSURED = 3  # hold a record of the employees' scheme and have not claimed, payers among them
    PENSIONERS = 4
    PENSION_FEN = 5  # monthly pensions in December, summed, as awarded: before they meet those known of the base date
    CLAIMS = 6
    PUBLIC_PAYERS = 7
    PUBLIC_CONTRIBUTIONS = 8
    RESIDENTS = 9  # lived at the place at the end of the year: what the others are of
    PUBLIC_STAFF = 10  # worked in the public service, where they lived, also before it paid contributions
    BASES = 11  # yuan a month, contribution bases of the payers of the employees' scheme


class AtBase(IntEnum):
    """What is counted of the base date itself, once everybody stands as the run begins."""

    PENSIONERS = 0  # of the employees' scheme, township pensioners among them
    PENSION_FEN = 1  # their monthly pensions, summed
    PUBLIC_PENSIONERS = 2
    PUBLIC_PENSION_FEN = 3
    RECIPIENTS = 4  # of the residents' scheme
    RECIPIENT_FEN = 5
    RESIDENTS_PAYERS = 6  # paid to the residents' scheme in the year that ends


class State(IntEnum):
    """Where one stands at the end of a year in the employees' scheme of a province: one state a person and province."""

    ABSENT = 0  # lives elsewhere and has no standing there; before birth or arrival
    PAYER = 1  # the first three as in Standing
    DORMANT = 2
    PENSIONER = 3
    OTHER = 4  # lives there, with none of these
    DEAD = 5  # died in the year, only as what one changes to


class Tallies(NamedTuple):
    """What a run counted, int64, in units of sampled persons.

    The year axes of ``population`` and ``transitions`` start at the base year, that of ``history`` before it, all others at the first
    simulated year.
    """

    population: np.ndarray  # year + 1, place, status, sex, age
    standing: np.ndarray  # year, place, standing, sex, age
    stocks: np.ndarray  # year, place, standing or RESIDENTS; persons, summed over sex and age
    labour: np.ndarray  # year, place, sex, labour state, age group
    months: np.ndarray  # year, place, month count; bases in yuan
    flows: np.ndarray  # year, place, scheme, item; fen
    wages: (
        np.ndarray
    )  # year, place, sex, [persons paying to the employees' scheme, wage, base]; yuan/month summed over them
    pensions: np.ndarray  # year, place, scheme, sex, bin
    pension_fen: np.ndarray  # year, place, scheme, sex; monthly pensions in December, summed
    claims: np.ndarray  # year, place, sex, claim measure
    moves: np.ndarray  # year, from, to
    transfers: np.ndarray  # year, from, to, [count, account fen, pooled fen]
    births: np.ndarray  # year, place
    arrivals: np.ndarray  # year, place
    deaths: np.ndarray  # year, place
    pillars: np.ndarray  # year, place, pillar measure
    past_age: np.ndarray  # year, place, past-age measure
    lifetimes: np.ndarray  # birth year, sex, education, hukou type, lifetime measure
    history: np.ndarray  # year before the simulation, place, sex, age, history measure
    at_base: np.ndarray  # place, sex, age, measure of the base date
    transitions: (
        np.ndarray
    )  # year + 1, projected province, sex, age, state before, state after; changes and entries only
    beyond: np.ndarray  # year, place, sex, age group, what schemes beyond the pension count (schema.beyond)
    beyond_fen: np.ndarray  # year, place, what they pay


SHAPES = Tallies(
    population=(YEARS + 1, PLACE_COUNT, len(Status), len(Sex), AGES_SHOWN),
    standing=(YEARS, PLACE_COUNT, len(Standing), len(Sex), AGES_SHOWN),
    stocks=(YEARS + 1, PLACE_COUNT, RESIDENTS + 1),
    labour=(YEARS, PLACE_COUNT, len(Sex), len(Labour), AGE_GROUPS),
    months=(YEARS, PLACE_COUNT, len(MonthCount)),
    flows=(YEARS, PLACE_COUNT, len(Scheme), len(Item)),
    wages=(YEARS, PLACE_COUNT, len(Sex), 3),
    pensions=(YEARS, PLACE_COUNT, len(Scheme), len(Sex), PENSION_BINS),
    pension_fen=(YEARS, PLACE_COUNT, len(Scheme), len(Sex)),
    claims=(YEARS, PLACE_COUNT, len(Sex), len(Claim)),
    moves=(YEARS, PLACE_COUNT, PLACE_COUNT),
    transfers=(YEARS, PLACE_COUNT, PLACE_COUNT, 3),
    births=(YEARS, PLACE_COUNT),
    arrivals=(YEARS, PLACE_COUNT),
    deaths=(YEARS, PLACE_COUNT),
    pillars=(YEARS, PLACE_COUNT, len(Pillar)),
    past_age=(YEARS, PLACE_COUNT, len(PastAge)),
    lifetimes=(BIRTH_YEARS, len(Sex), len(Education), len(HukouType), len(Lifetime)),
    history=(HISTORY_YEARS, PLACE_COUNT, len(Sex), AGES_SHOWN, len(History)),
    at_base=(PLACE_COUNT, len(Sex), AGES_SHOWN, len(AtBase)),
    transitions=(YEARS + 1, ELSEWHERE_PROVINCE, len(Sex), AGES_SHOWN, len(State), len(State)),
    beyond=(YEARS, PLACE_COUNT, len(Sex), AGE_GROUPS, len(COUNTED[PERSONS])),
    beyond_fen=(YEARS, PLACE_COUNT, len(COUNTED[MONEY])),
)

# The accumulators of one thread, one record, so that kernel functions pass a single pointer (see world.WORLD). They lie
# as a life runs through them: the place first, persons by year of birth, and where one number is kept for each year the
# years last, so that the next year's lies beside it.
COUNTS, AMOUNTS = "i4", "i8"
FROM_BASE = ("population", "transitions", "stocks")  # their years start at the base year
UNDATED = ("lifetimes", "history", "at_base")  # their first axis is not that of simulated years
ALONG_LIVES = {
    "population": (COUNTS, (PLACE_COUNT, len(Status), len(Sex), BIRTH_YEARS, YEARS + 1)),
    "standing": (COUNTS, (PLACE_COUNT, len(Standing), len(Sex), BIRTH_YEARS, YEARS)),
    "stocks": (AMOUNTS, (PLACE_COUNT, YEARS + 1, RESIDENTS + 1)),
    "labour": (COUNTS, (PLACE_COUNT, len(Sex), len(Labour), AGE_GROUPS, YEARS)),
    "pensions": (COUNTS, (PLACE_COUNT, len(Scheme), len(Sex), PENSION_BINS, YEARS)),
    "flows": (AMOUNTS, (PLACE_COUNT, YEARS, len(Scheme), len(Item))),
    "months": (AMOUNTS, (PLACE_COUNT, YEARS, len(MonthCount))),
    "wages": (AMOUNTS, (PLACE_COUNT, YEARS, len(Sex), 3)),
    "pension_fen": (AMOUNTS, (PLACE_COUNT, YEARS, len(Scheme), len(Sex))),
    "pillars": (AMOUNTS, (PLACE_COUNT, YEARS, len(Pillar))),
    "past_age": (AMOUNTS, (PLACE_COUNT, YEARS, len(PastAge))),
    "transitions": (COUNTS, SHAPES.transitions),
    "history": (AMOUNTS, (PLACE_COUNT, len(Sex), HISTORY_YEARS, AGES_SHOWN, len(History))),
    "beyond": (COUNTS, (PLACE_COUNT, len(Sex), AGE_GROUPS, len(COUNTED[PERSONS]), YEARS)),
    "beyond_fen": (AMOUNTS, (PLACE_COUNT, YEARS, len(COUNTED[MONEY]))),
}
TALLIES = np.dtype(
    [(name, *ALONG_LIVES.get(name, (AMOUNTS, shape))) for name, shape in SHAPES._asdict().items()]
    + [(name, *kind) for name, kind in ACCUMULATED.items()],  # of one life, in no sum
    align=True,
)


# Accumulators of earlier runs of this process: as many again would be new pages, which cost more than a run. Those that
# were counted in are cleared by whoever takes them, for most commands are done after one run.
_CLEARED, _COUNTED = [], []


def take_record():
    """Return empty accumulators for one thread: TALLIES [1], to be given back when they were read."""
    for kept in (_CLEARED, _COUNTED):
        try:
            record = kept.pop()
        except IndexError:
            continue
        if kept is _COUNTED:
            record.view(np.uint8).fill(0)
        return record
    return np.zeros(1, dtype=TALLIES)


def give_back(record, counted=True):
    """Leave accumulators to the next run; ``counted`` tells whether anything was counted in them."""
    (_COUNTED if counted else _CLEARED).append(record)


def summed(records):
    """Return the sum of the accumulators of several threads, which the first of them holds from then on."""
    total = records[0]
    for record in records[1:]:
        for name in SHAPES._fields:
            total[name] += record[name]
    return total


def new_tallies(years=YEARS):
    """Return empty accumulators for a horizon of simulated years, as arrays."""
    return as_arrays(np.zeros(1, dtype=TALLIES), years)


def since(tallies, base_year):
    """Return tallies without the years before a run from a base year: population from it on, all else from the next.

    The history goes up to the base year.
    """
    first = base_year - FIRST_STOCK_YEAR
    cut = {name: array[first:] for name, array in tallies._asdict().items() if name not in UNDATED}
    return tallies._replace(**cut, history=tallies.history[: base_year - FIRST_HISTORY_YEAR + 1])


def as_arrays(record, years):
    """Return what a record holds as arrays of their own, cut to a horizon of simulated years, the years first."""
    found = {}
    for name in SHAPES._fields:
        array = record[name][0]
        if name in ("population", "standing"):
            first = FIRST_STOCK_YEAR if name == "population" else FIRST_YEAR
            found[name] = by_age(array[..., : years + FIRST_YEAR - first], first)
        elif name == "transitions":
            found[name] = array[: years + 1].astype(np.int64)
        elif name == "stocks":
            found[name] = np.moveaxis(array[:, : years + 1], 1, 0).copy()
        elif name == "history":
            found[name] = np.moveaxis(array, 2, 0).copy()
        elif name in ("labour", "pensions", "beyond"):
            found[name] = np.moveaxis(array[..., :years], -1, 0).astype(np.int64)
        elif name in ALONG_LIVES:
            found[name] = np.moveaxis(array[:, :years], 1, 0).copy()
        else:
            found[name] = array.copy() if name in UNDATED else array[:years].copy()
    return Tallies(**found)


def by_age(counts, first_year):
    """Return persons [year, place, ..., age shown] from those [place, ..., year of birth, year], years from a first on."""
    years, shown_last = counts.shape[-1], AGES_SHOWN - 1
    youngest = first_year - FIRST_BIRTH_YEAR  # row of those born in the first year
    of_year, of_birth = counts.strides[-1], counts.strides[-2]
    shown = np.empty((years, *counts.shape[:-2], AGES_SHOWN), dtype=np.int64)
    oldest = youngest + np.arange(years) - shown_last  # row of the last year of birth that is not shown by itself
    older = (np.arange(oldest[-1] + 1)[:, None] <= oldest).astype(counts.dtype)  # [year of birth, year]
    for place, of_place in enumerate(
        counts
    ):  # one after the other: what a place counted stays in the processor's cache
        diagonals = np.lib.stride_tricks.as_strided(  # a year on is a birth year on, a year of age is one back
            of_place[..., youngest:, :],
            (years, *of_place.shape[:-2], shown_last),
            (of_year + of_birth, *of_place.strides[:-2], -of_birth),
            writeable=False,
        )
        shown[:, place, ..., :-1] = diagonals
        shown[:, place, ..., -1] = np.moveaxis((of_place[..., : len(older), :] * older).sum(axis=-2), -1, 0)
    return shown
