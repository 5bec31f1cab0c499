"""Who is paid where: the place where somebody paid longest, or last, against the place that pays, and the rule that decided."""

from typing import TYPE_CHECKING, Any

import numpy as np

from microsim.comparing.people import IDENTITY, lives_of
from microsim.comparing.table import COUNT, LEVEL, PERCENT, PERSONS, Column, Figure, Name, Table, Unit, named
from microsim.estimating import Estimate, estimate_ratio, estimate_share, estimate_sum
from microsim.lives.columns import columns
from microsim.places import PLACE_KEYS, PROVINCE_KEYS, PROVINCE_OF
from microsim.reading import InputError, Problem, did_you_mean
from microsim.words.book import place_name

if TYPE_CHECKING:
    import pandas as pd

EARNED = {"longest": "city_longest", "last": "city_last"}
RULES = ("hukou", "relation", "last_long", "fallback")
MONTHS_IN = tuple(f"months_paid_{province}" for province in PROVINCE_KEYS)
PROVINCES = {key: PROVINCE_KEYS[PROVINCE_OF[at]] for at, key in enumerate(PLACE_KEYS)}
THOUSANDS = Unit("thousand", "千人")
Sample = tuple[Any, np.ndarray, int, Any]


def claims_of(run: Any) -> "pd.DataFrame":
    """Return the lives that claim an employees' or public pension within the run, of whom a rule decided who pays.

    Raises
    ------
    InputError
        Where the run kept no lives.
    """
    if not run.has_lives:
        raise InputError([Problem(run.name, 0, 0, "", "found a run without lives, allowed is one with --lives")])
    wanted = (*IDENTITY, "paying_place", "paying_rule", *EARNED.values(), *MONTHS_IN)
    lives = lives_of(run.lives_table, run.name, wanted)
    return lives[lives["paying_rule"].isin(RULES).to_numpy()].reset_index(drop=True)


def known_end(earned: Any) -> str:
    """Return the column of ``longest`` or ``last``; InputError for another word."""
    if earned not in EARNED:
        message = f"found {earned}, allowed are {', '.join(EARNED)}{did_you_mean(str(earned), EARNED)}"
        raise InputError([Problem("earned", 0, 0, "", message)])
    return EARNED[earned]


def paying_places_table(run: Any, earned: str = "longest", by_place: bool = False) -> Table:
    """Return the matrix: a row a place where most (or the last) months were paid, shares by who pays and by the rule.

    Parameters
    ----------
    run : a run that kept its lives
    earned : ``longest`` or ``last``
    by_place : cities in place of provinces
    """
    column, claims = known_end(earned), claims_of(run)
    rows, columns_of = keys_of(claims[column], by_place), keys_of(claims["paying_place"], by_place)
    order = [key for key in (PLACE_KEYS if by_place else PROVINCE_KEYS) if (rows == key).any()]
    cells = np.array([order.index(key) if key in order else -1 for key in rows])
    sample = claims["jackknife_group"].to_numpy(), cells, len(order), claims["persons"].to_numpy()
    there = claims["paying_place"].astype(str).to_numpy() != claims[column].astype(str).to_numpy()
    shown = [
        (Column(named("claims"), LEVEL, THOUSANDS, 0), estimate_sum(np.ones(len(claims)), *sample).scaled(1e-3)),
        (Column(named("paid_elsewhere"), LEVEL, PERCENT, 1), estimate_share(there, *sample).scaled(100.0)),
        (Column(named("months_elsewhere"), LEVEL, PERCENT, 1), months_elsewhere(claims, sample)),
        *by_payer(columns_of, order, sample),
        *by_rule(claims, sample),
    ]
    names = tuple(Name(key, *(place_name(key, language) for language in ("en", "zh"))) for key in order)
    lines = tuple(line_of(row, int((cells == row).sum()), shown) for row in range(len(order)))
    heads = (Column(named("sampled"), COUNT, PERSONS), *(head for head, _ in shown))
    notes = (named("paying_places_read", end=named(f"earned_{earned}")), named("errors_of_sample"))
    return Table("paying_places", named("paying_places", end=named(f"earned_{earned}")), heads, names, lines, notes)


def keys_of(places: "pd.Series", by_place: bool) -> np.ndarray:
    """Return places as keys, or the keys of their provinces; empty where there is none."""
    keys = places.astype(object).fillna("").astype(str)
    return np.array([key if by_place else PROVINCES.get(key, "") for key in keys], dtype=object)


def line_of(row: int, sampled: int, shown: list[tuple[Column, Estimate]]) -> tuple[Figure, ...]:
    """Return the cells of a row."""
    figures = (Figure(float(one.value[row]), float(one.se[row]), float(one.persons[row])) for _, one in shown)
    return (Figure(float(sampled)), *figures)


def by_payer(payers: np.ndarray, order: list[str], sample: Sample) -> list[tuple[Column, Estimate]]:
    """Return the share that each place pays, in the order of the rows."""
    return [
        (
            Column(Name(f"paid_by_{key}", *(place_name(key, lang) for lang in ("en", "zh"))), LEVEL, PERCENT, 1),
            estimate_share(payers == key, *sample).scaled(100.0),
        )
        for key in order
    ]


def by_rule(claims: "pd.DataFrame", sample: Sample) -> list[tuple[Column, Estimate]]:
    """Return the share that each rule decided."""
    words = columns()["paying_rule"].words
    rules = claims["paying_rule"].astype(str).to_numpy()
    return [
        (
            Column(Name(f"rule_{rule}", *words[rule]), LEVEL, PERCENT, 1),
            estimate_share(rules == rule, *sample).scaled(100.0),
        )
        for rule in RULES
    ]


def months_elsewhere(claims: "pd.DataFrame", sample: Sample) -> Estimate:
    """Return the share of all months paid in another province than the one that pays, percent."""
    months = claims[list(MONTHS_IN)].to_numpy(dtype=float)
    payers = keys_of(claims["paying_place"], by_place=False)
    here = np.array([PROVINCE_KEYS.index(key) if key else -1 for key in payers])
    paid = np.where(here >= 0, months[np.arange(len(months)), here], 0.0)
    whole = months.sum(axis=1)
    return estimate_ratio(whole - paid, whole, *sample).scaled(100.0)
