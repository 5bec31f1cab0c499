"""Checks of what a person holds in the schemes: record, account, pension."""

from functools import partial

import numpy as np

from microsim.amounts import MONTHS
from microsim.microdata.checks import (
    FIRST_WORK_AGE,
    Hit,
    Tables,
    age_at_date,
    check,
    hit,
    month,
    number,
    saying,
)
from microsim.microdata.table import birth_bounds
from microsim.microdata.variables import PERSONS, code_words
from microsim.schema import Membership

FIRST_CLAIM_AGE = 40  # years: the table of divisors begins there
RESIDENTS_CLAIM_AGE = 60  # years: nobody draws a residents' pension before
PARTS_TOLERANCE = 0.01  # yuan by which parts may exceed their sum


@check(PERSONS)
def months_fit_the_life(tables: Tables) -> list[Hit]:
    """Contribution months are no more than the months of working age lived."""
    persons = tables[PERSONS]
    months = np.nan_to_num(persons["paid_months"]) + np.nan_to_num(persons["deemed_months"])
    most = np.maximum(persons.date - birth_bounds(persons)[0] + 1 - MONTHS * FIRST_WORK_AGE, 0)
    return hit(
        "paid_months",
        months > most,
        lambda row: (
            f"found {number(months[row])} months paid or deemed, "
            f"there are {number(most[row])} from the age of {FIRST_WORK_AGE} to the file's date"
        ),
    )


@check(PERSONS)
def first_paid_before_last(tables: Tables) -> list[Hit]:
    """The first month paid is not after the last."""
    persons = tables[PERSONS]
    first, last = persons["first_paid"], persons["last_paid"]
    return hit("first_paid", first > last, lambda row: f"found {month(first[row])}, the last is {month(last[row])}")


@check(PERSONS)
def paid_by_the_date(tables: Tables) -> list[Hit]:
    """No month after the file's date is paid."""
    persons = tables[PERSONS]
    last = persons["last_paid"]
    text = f"after the file's date {month(persons.date)}"
    return hit("last_paid", last > persons.date, lambda row: f"found {month(last[row])}, {text}")


@check(PERSONS)
def months_fit_the_span(tables: Tables) -> list[Hit]:
    """Paid months are no more than the months from the first to the last."""
    persons = tables[PERSONS]
    span, months = persons["last_paid"] - persons["first_paid"] + 1, persons["paid_months"]
    return hit(
        "paid_months",
        (span > 0) & (months > span),
        lambda row: (
            f"found {number(months[row])} months, from {month(persons['first_paid'][row])} "
            f"to {month(persons['last_paid'][row])} are {number(span[row])}"
        ),
    )


@check(PERSONS)
def record_needs_membership(tables: Tables) -> list[Hit]:
    """Who was never a member has paid nothing; deemed service alone makes no member."""
    persons = tables[PERSONS]
    stranger = persons["membership"] == int(Membership.NONE)
    hits = []
    for name in ("paid_months", "account", "pension"):
        values = persons[name]
        hits += hit(
            name,
            stranger & (values > 0),
            saying(values, lambda value: f"found {number(value)} for one whose membership is none"),
        )
    return hits


@check(PERSONS)
def member_has_paid(tables: Tables) -> list[Hit]:
    """Who is paying has paid a month."""
    persons = tables[PERSONS]
    paying = persons["membership"] == int(Membership.PAYING)
    return hit(
        "paid_months", paying & (persons["paid_months"] == 0), lambda row: "found 0 for one whose membership is paying"
    )


@check(PERSONS)
def member_is_of_age(tables: Tables) -> list[Hit]:
    """No child is a member."""
    persons = tables[PERSONS]
    member, age, words = persons["membership"], age_at_date(persons), code_words("membership")
    return hit(
        "membership",
        (member > int(Membership.NONE)) & (age < FIRST_WORK_AGE),
        lambda row: f"found {words[int(member[row])]} at the age of {number(age[row])}",
    )


@check(PERSONS)
def account_needs_months(tables: Tables) -> list[Hit]:
    """An account was paid into."""
    persons = tables[PERSONS]
    account, months = persons["account"], persons["paid_months"]
    return hit(
        "account", (account > 0) & (months == 0), lambda row: f"found {number(account[row])} yuan and no month paid"
    )


@check(PERSONS)
def pension_needs_a_pensioner(tables: Tables) -> list[Hit]:
    """Only a pensioner draws an employees' pension."""
    persons = tables[PERSONS]
    other = persons["membership"] != int(Membership.PENSIONER)
    other &= ~np.isnan(persons["membership"])
    words, member = code_words("membership"), persons["membership"]
    hits = []
    for name in ("pension", "claim"):
        found = saying(member, lambda code: f"found one for a person whose membership is {words[int(code)]}")
        hits += hit(name, other & (persons[name] > 0), found)
    return hits


@check(PERSONS)
def claimed_by_the_date(tables: Tables) -> list[Hit]:
    """No pension is claimed after the file's date."""
    persons = tables[PERSONS]
    hits = []
    for name in ("claim", "residents_claim"):
        claim = persons[name]
        hits += hit(
            name,
            claim > persons.date,
            saying(claim, lambda value: f"found {month(value)}, after the file's date {month(persons.date)}"),
        )
    return hits


@check(PERSONS)
def claimed_at_an_age(tables: Tables) -> list[Hit]:
    """Nobody claims before the ages at which the schemes pay."""
    persons = tables[PERSONS]
    first, _ = birth_bounds(persons)
    hits = []
    for name, least in (("claim", FIRST_CLAIM_AGE), ("residents_claim", RESIDENTS_CLAIM_AGE)):
        age = persons[name] - first
        text = f"nobody claims before {least}"
        found = saying(age, partial(claim_text, text))
        hits += hit(name, age < MONTHS * least, found)
    return hits


def claim_text(text: str, age: float) -> str:
    """Say at which age, in months, a claim was."""
    return f"found a claim at the age of {number(age // MONTHS)}; {text}"


@check(PERSONS)
def pensioner_is_of_age(tables: Tables) -> list[Hit]:
    """A pensioner has reached the first age of claims."""
    persons = tables[PERSONS]
    age = age_at_date(persons)
    wrong = (persons["membership"] == int(Membership.PENSIONER)) & (age < FIRST_CLAIM_AGE)
    return hit("membership", wrong, lambda row: f"found pensioner at the age of {number(age[row])}")


@check(PERSONS)
def paid_before_the_claim(tables: Tables) -> list[Hit]:
    """No month is paid after the claim."""
    persons = tables[PERSONS]
    last, claim = persons["last_paid"], persons["claim"]
    return hit("last_paid", last > claim, lambda row: f"found {month(last[row])}, the claim was in {month(claim[row])}")


@check(PERSONS)
def parts_fit_the_pension(tables: Tables) -> list[Hit]:
    """The parts of a pension at claim are no more than the pension in payment."""
    persons = tables[PERSONS]
    parts = sum(
        np.nan_to_num(persons[f"pension_{part}"]) for part in ("basic", "account", "transitional", "supplement")
    )
    return hit(
        "pension",
        parts > persons["pension"] + PARTS_TOLERANCE,
        lambda row: f"found {number(persons['pension'][row])}, its parts add up to {number(parts[row])}",
    )


@check(PERSONS)
def one_pension_in_payment(tables: Tables) -> list[Hit]:
    """Nobody draws the pensions of both schemes."""
    persons = tables[PERSONS]
    both = (persons["residents_pension"] > 0) & (persons["pension"] > 0)
    return hit("residents_pension", both, lambda row: "found a residents' pension beside an employees' pension")


@check(PERSONS)
def residents_record_needs_membership(tables: Tables) -> list[Hit]:
    """Who never paid to the residents' scheme has no account there."""
    persons = tables[PERSONS]
    stranger = persons["residents_member"] == 0
    hits = []
    for name in ("residents_account", "residents_months"):
        values = persons[name]
        hits += hit(
            name,
            stranger & (values > 0),
            saying(values, lambda value: f"found {number(value)} for one who is no member"),
        )
    return hits


@check(PERSONS)
def residents_pension_needs_age(tables: Tables) -> list[Hit]:
    """A residents' pension is drawn from 60 on."""
    persons = tables[PERSONS]
    age = age_at_date(persons)
    return hit(
        "residents_pension",
        (persons["residents_pension"] > 0) & (age < RESIDENTS_CLAIM_AGE),
        lambda row: f"found {number(persons['residents_pension'][row])} at the age of {number(age[row])}",
    )
