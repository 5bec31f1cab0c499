"""Checks of the smaller schemes: public service, temporary account, certificate, township, disability allowance."""

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
    place_key,
    saying,
)
from microsim.microdata.closed_schemes import CERTIFICATE, TOWNSHIP, places_with, span_of
from microsim.microdata.spell_checks import province_of
from microsim.microdata.table import birth_bounds
from microsim.microdata.variables import PERSONS, code_words
from microsim.places import PLACES
from microsim.schema import Labour, Membership

PENSION_AGE = 63  # years: the highest statutory age, from which nobody draws an allowance
TIES = ("place", "record_place", "hukou_place", "tie")
WITHOUT_RECORD = (int(Membership.NONE), int(Membership.PENSIONER), int(Membership.BRIDGED))


@check(PERSONS)
def public_employee_has_a_formal_job(tables: Tables) -> list[Hit]:
    """Who works in the public service has a formal job."""
    persons = tables[PERSONS]
    labour, words = persons["labour"], code_words("labour")
    wrong = (persons["public"] == 1) & ~np.isnan(labour) & (labour != int(Labour.FORMAL))
    found = saying(labour, lambda code: f"found yes for one whose labour is {words[int(code)]}")
    return hit("public", wrong, found)


@check(PERSONS)
def temporary_account_is_away_from_home(tables: Tables) -> list[Hit]:
    """A temporary account is kept outside the province of the registration."""
    persons = tables[PERSONS]
    place, home = persons["temporary_place"], persons["hukou_place"]
    return hit(
        "temporary_place",
        province_of(place) == province_of(home),
        lambda row: f"found {place_key(place[row])}, in the province of the registration in {place_key(home[row])}",
    )


@check(PERSONS)
def temporary_account_needs_a_record(tables: Tables) -> list[Hit]:
    """Who has a temporary account is a member and has not claimed."""
    persons = tables[PERSONS]
    member, words = persons["membership"], code_words("membership")
    wrong = ~np.isnan(persons["temporary_place"]) & np.isin(member, WITHOUT_RECORD)
    found = saying(member, lambda code: f"found one for a person whose membership is {words[int(code)]}")
    return hit("temporary_place", wrong, found)


@check(PERSONS)
def certificate_is_of_its_time(tables: Tables) -> list[Hit]:
    """Who holds an outside worker's certificate was of working age while it was bought."""
    persons = tables[PERSONS]
    first, _ = birth_bounds(persons)
    end = span_of(CERTIFICATE)[1]
    return hit(
        "certificate",
        (persons["certificate"] > 0) & (first + MONTHS * FIRST_WORK_AGE > end),
        lambda row: (
            f"found {number(persons['certificate'][row])} for one born in {month(first[row])}; "
            f"certificates were bought up to {month(end)}"
        ),
    )


@check(PERSONS)
def township_is_of_its_place(tables: Tables) -> list[Hit]:
    """The township scheme had a place: who has something of it lived, was registered or is on record there."""
    persons, places = tables[PERSONS], places_with(TOWNSHIP)
    tied = np.any([np.isin(persons[name], places) for name in TIES], axis=0)
    names = " or ".join(PLACES[place].english for place in places)
    hits = []
    for name in ("township", "township_months"):
        values = persons[name]
        hits += hit(name, (values > 0) & ~tied, lambda row: f"found some for one without any tie to {names}")
    return hits


@check(PERSONS)
def township_pension_needs_a_pensioner(tables: Tables) -> list[Hit]:
    """Only a pensioner draws a township pension, and has no months to convert."""
    persons = tables[PERSONS]
    member, words = persons["membership"], code_words("membership")
    pensioner = member == int(Membership.PENSIONER)
    found = saying(member, lambda code: f"found yes for a person whose membership is {words[int(code)]}")
    hits = hit("township", (persons["township"] == 1) & ~np.isnan(member) & ~pensioner, found)
    months = persons["township_months"]
    found = saying(months, lambda value: f"found {number(value)} months to convert for a pensioner")
    return hits + hit("township_months", pensioner & (months > 0), found)


@check(PERSONS)
def township_months_fit_the_scheme(tables: Tables) -> list[Hit]:
    """Township months are no more than the scheme had by the file's date, nor than the life of working age."""
    persons = tables[PERSONS]
    start, end = span_of(TOWNSHIP)
    since = np.maximum(start, birth_bounds(persons)[0] + MONTHS * FIRST_WORK_AGE)
    most = np.maximum(min(persons.date, end) - since + 1, 0)
    months = persons["township_months"]
    return hit(
        "township_months",
        months > most,
        lambda row: f"found {number(months[row])} months, there are {number(most[row])} from {month(since[row])} on",
    )


@check(PERSONS)
def township_payment_needs_months(tables: Tables) -> list[Hit]:
    """A difference is paid for township months."""
    persons = tables[PERSONS]
    paid = persons["township_paid"]
    wrong = (paid > 0) & ~(persons["township_months"] > 0)
    return hit("township_paid", wrong, saying(paid, lambda value: f"found {number(value)} yuan and no township month"))


@check(PERSONS)
def allowance_has_an_amount(tables: Tables) -> list[Hit]:
    """Case and months of a disability allowance belong to an amount in payment."""
    persons = tables[PERSONS]
    drawn, hits = persons["disability"] > 0, []
    for name in ("disability_case", "disability_from", "disability_until"):
        hits += hit(name, ~np.isnan(persons[name]) & ~drawn, lambda row: "found one, but no allowance in payment")
    return hits


@check(PERSONS)
def allowance_needs_a_record(tables: Tables) -> list[Hit]:
    """Who draws a disability allowance is a member of the employees' scheme and has not claimed."""
    persons = tables[PERSONS]
    member, words = persons["membership"], code_words("membership")
    wrong = (persons["disability"] > 0) & np.isin(member, WITHOUT_RECORD)
    found = saying(member, lambda code: f"found an allowance of one whose membership is {words[int(code)]}")
    return hit("disability", wrong, found)


@check(PERSONS)
def allowance_is_in_payment(tables: Tables) -> list[Hit]:
    """A disability allowance has begun by the file's date and is not over before it."""
    persons = tables[PERSONS]
    begins, ends = persons["disability_from"], persons["disability_until"]
    at = month(persons.date)
    hits = hit("disability_from", begins > persons.date, saying(begins, partial(dated, f"after the file's date {at}")))
    hits += hit("disability_until", ends < persons.date, saying(ends, partial(dated, f"before the file's date {at}")))
    return hits


def dated(text: str, index: float) -> str:
    """Say a month that was found, and what is wrong with it."""
    return f"found {month(index)}, {text}"


@check(PERSONS)
def allowance_ends_at_pension_age(tables: Tables) -> list[Hit]:
    """Nobody past the highest statutory age draws a disability allowance."""
    persons = tables[PERSONS]
    age = age_at_date(persons)
    return hit(
        "disability",
        (persons["disability"] > 0) & (age >= PENSION_AGE),
        lambda row: f"found {number(persons['disability'][row])} at the age of {number(age[row])}",
    )


@check(PERSONS)
def disabled_has_no_job(tables: Tables) -> list[Hit]:
    """Who draws a disability allowance works no more."""
    persons = tables[PERSONS]
    labour, words = persons["labour"], code_words("labour")
    wrong = (persons["disability"] > 0) & (labour >= int(Labour.FORMAL))
    found = saying(labour, lambda code: f"found {words[int(code)]} for one who draws a disability allowance")
    return hit("labour", wrong, found)
