"""Checks of who a person is: id, weight, birth, registration, stay, job."""

from functools import partial

import numpy as np

from microsim.amounts import MONTHS
from microsim.microdata.checks import (
    FIRST_WORK_AGE,
    Hit,
    Tables,
    age_at_date,
    birth_name,
    check,
    hit,
    month,
    number,
    place_key,
    saying,
)
from microsim.microdata.hukou import hukou_distance
from microsim.microdata.table import Table, birth_bounds, known_or
from microsim.microdata.variables import PERSONS, SPELLS, TABLES, HukouFrom, code_words
from microsim.places import ELSEWHERE, PLACES_OF
from microsim.schema import Labour, Sex, Track

OLDEST = 110  # years: the last age of the model
TIES = ("tie", "record_place", "hukou_place")
MOST_PERSONS = 2_000_000_000  # more than the country has, and as many as there are numbers for
DROP = "allowed is a number above 0 in every row; without_weight: drop in the crosswalk leaves such rows out"
AGE_SLACK = 1.6  # years by which age and birth year may differ, half a year of rounding included


@check(PERSONS)
def person_is_unique(tables: Tables) -> list[Hit]:
    """A person stands in one row."""
    ids = tables[PERSONS]["person"]
    import pandas as pd

    repeated = pd.Series(ids).duplicated().to_numpy() & (ids != "")
    persons = tables[PERSONS]
    return hit(
        "person",
        repeated,
        lambda row: f"found {ids[row]} again, it stands in row {persons.number(list(ids).index(ids[row]))} too",
    )


@check(PERSONS)
def number_is_in_range(tables: Tables) -> list[Hit]:
    """A number lies within the bounds of its variable."""
    return out_of_range(tables[PERSONS])


@check(SPELLS)
def spell_number_is_in_range(tables: Tables) -> list[Hit]:
    """A number of a spell lies within the bounds of its variable."""
    return out_of_range(tables[SPELLS])


def out_of_range(table: Table) -> list[Hit]:
    """Return numbers of one table outside their bounds."""
    hits = []
    for variable in TABLES[table.name]:
        if variable.lowest is None or variable.highest is None or variable.name not in table.columns:
            continue
        values, low, high = table[variable.name], variable.lowest, variable.highest
        found = saying(values, partial(bounds_text, f"allowed is {number(low)} to {number(high)} {variable.unit}"))
        hits += hit(variable.name, (values < low) | (values > high), found)
    return hits


def bounds_text(text: str, value: float) -> str:
    """Say which number was found and what is allowed."""
    return f"found {number(value)}, {text}"


@check(PERSONS)
def weight_is_positive(tables: Tables) -> list[Hit]:
    """A row stands for somebody."""
    weight = tables[PERSONS]["weight"]
    return hit("weight", weight == 0, lambda row: f"found 0, a row that stands for nobody; {DROP}")


@check(PERSONS)
def weight_is_known(tables: Tables) -> list[Hit]:
    """Where the file has weights, every row has one."""
    persons = tables[PERSONS]
    lacking = np.isnan(persons["weight"]) & ("weight" in persons.columns)
    return hit("weight", lacking, lambda row: f"found nothing where the file has weights; {DROP}")


@check(PERSONS)
def weights_make_no_more_than_a_country(tables: Tables) -> list[Hit]:
    """All rows together stand for no more persons than there are."""
    weight = tables[PERSONS]["weight"]
    total, heaviest = np.nansum(weight), np.argmax(np.nan_to_num(weight))
    too_many = (total > MOST_PERSONS) & (np.arange(len(weight)) == heaviest)
    text = f"all weights add up to {total:,.0f}, allowed is up to {MOST_PERSONS:,}: is the unit right?"
    return hit("weight", too_many, lambda row: f"found {number(weight[row])}; {text}")


@check(PERSONS)
def birth_is_known(tables: Tables) -> list[Hit]:
    """Birth month, birth year or age is known."""
    persons = tables[PERSONS]
    name = next((way for way in ("birth", "birth_year", "age") if way in persons.columns), "birth")
    return hit(name, np.isnan(birth_bounds(persons)[0]), lambda row: "found neither birth, birth_year nor age")


@check(PERSONS)
def born_by_the_date(tables: Tables) -> list[Hit]:
    """Nobody is born after the file's date."""
    persons = tables[PERSONS]
    first, _ = birth_bounds(persons)
    text = f"after the file's date {month(persons.date)}"
    return hit(birth_name(persons), first > persons.date, lambda row: f"found a birth in {month(first[row])}, {text}")


@check(PERSONS)
def age_is_lived(tables: Tables) -> list[Hit]:
    """Nobody is older than the model's last age."""
    persons = tables[PERSONS]
    _, last = birth_bounds(persons)
    return hit(
        birth_name(persons),
        (persons.date - last) // MONTHS > OLDEST,
        lambda row: f"found a birth in {month(last[row])}, allowed is an age up to {OLDEST}",
    )


@check(PERSONS)
def age_agrees_with_birth(tables: Tables) -> list[Hit]:
    """Age and birth say the same, to a year."""
    persons = tables[PERSONS]
    given = np.where(np.isnan(persons["birth"]), MONTHS * persons["birth_year"] + 6, persons["birth"])
    lived = (persons.date - given) / MONTHS
    return hit(
        "age",
        np.abs(persons["age"] + 0.5 - lived) > AGE_SLACK,
        lambda row: f"found {number(persons['age'][row])}, a birth in {month(given[row])} makes {lived[row]:.0f}",
    )


@check(PERSONS)
def hukou_says_one_thing(tables: Tables) -> list[Hit]:
    """Place and distance of the registration agree."""
    persons = tables[PERSONS]
    place, home, distance = persons["place"], persons["hukou_place"], persons["hukou_from"]
    meant = hukou_distance(place, home)
    words = code_words("hukou_from")
    wrong = ~np.isnan(meant) & ~np.isnan(distance) & (meant != distance)
    return hit(
        "hukou_from",
        wrong,
        lambda row: (
            f"found {words[int(distance[row])]}, but the registration is in {place_key(home[row])} "
            f"and the residence in {place_key(place[row])}"
        ),
    )


@check(PERSONS)
def province_has_other_cities(tables: Tables) -> list[Hit]:
    """Who is registered elsewhere in the same province lives in a province of several places."""
    persons = tables[PERSONS]
    alone = np.isin(persons["place"], [places[0] for places in PLACES_OF if len(places) == 1])
    wrong = (persons["hukou_from"] == int(HukouFrom.PROVINCE)) & alone
    return hit(
        "hukou_from",
        wrong,
        lambda row: f"found province for a resident of {place_key(persons['place'][row])}, which is one place",
    )


@check(PERSONS)
def stay_fits_the_life(tables: Tables) -> list[Hit]:
    """Nobody has lived somewhere longer than lived."""
    persons = tables[PERSONS]
    stay, age = persons["stay_years"], age_at_date(persons)
    return hit(
        "stay_years", stay > age, lambda row: f"found {number(stay[row])} years, the person is {number(age[row])}"
    )


@check(PERSONS)
def child_has_no_job(tables: Tables) -> list[Hit]:
    """No child works."""
    persons = tables[PERSONS]
    age = age_at_date(persons)
    works = (persons["labour"] >= int(Labour.FORMAL)) & (age < FIRST_WORK_AGE)
    words = code_words("labour")
    return hit(
        "labour",
        works,
        lambda row: f"found {words[int(persons['labour'][row])]} at the age of {number(age[row])}",
    )


@check(PERSONS)
def wage_needs_a_job(tables: Tables) -> list[Hit]:
    """Who earns a wage works."""
    persons = tables[PERSONS]
    words = code_words("labour")
    wrong = (persons["wage"] > 0) & (persons["labour"] < int(Labour.FORMAL))
    return hit(
        "wage",
        wrong,
        lambda row: (
            f"found {number(persons['wage'][row])} for one whose labour is {words[int(persons['labour'][row])]}"
        ),
    )


@check(PERSONS)
def track_fits_the_sex(tables: Tables) -> list[Hit]:
    """Men retire on the men's track, women on one of theirs."""
    persons = tables[PERSONS]
    sex, track = persons["sex"], persons["track"]
    wrong = (sex == int(Sex.MALE)) & (track != int(Track.MEN)) | (sex == int(Sex.FEMALE)) & (track == int(Track.MEN))
    wrong &= ~np.isnan(track)
    tracks, sexes = code_words("track"), code_words("sex")
    return hit("track", wrong, lambda row: f"found {tracks[int(track[row])]} for a {sexes[int(sex[row])]}")


@check(PERSONS)
def elsewhere_has_a_tie(tables: Tables) -> list[Hit]:
    """Who lives outside the model's areas is tied to one: lived there, has a record there or is registered there."""
    persons = tables[PERSONS]
    tied = np.minimum.reduce([known_or(persons[name], ELSEWHERE) for name in TIES]) < ELSEWHERE
    return hit(
        "place",
        (persons["place"] == ELSEWHERE) & ~tied,
        lambda row: "found elsewhere for one without tie, record or registration in an area of the model",
    )
