"""From when a dated value acts: law holds for whole months, and some values of the record for whole years.

A value dated within a month acts from the next month on, since the month it falls in began under the former one. A value
that the record holds by year is the one in force on 1 July and acts on that whole year.
"""

import functools

from microsim.amounts import MONTHS
from microsim.law.values import FIRST_LAW_YEAR, JULY, Date, first_month, iso, iso_day
from microsim.schema import LAW_FIELDS, TRACKS, Track

# What rules of the record read by year although the record itself does not hold it.
READ_BY_YEAR = (
    "employees.published_wage",
    "employees.wage_relative",
    "employees.minimum_wage_share",
    "pension.base_growth_share",
    "survivors.urban_income",
)


@functools.cache
def paths_by_year() -> frozenset[str]:
    """Return the paths, without their place, whose value in force on 1 July is that of the year."""
    paths = set(READ_BY_YEAR)
    for field in LAW_FIELDS:
        if field.length != MONTHS:
            tracks = [track.name.lower() for track in Track] if field.length == TRACKS else [""]
            paths |= {field.path.replace("{track}", track) for track in tracks}
    return frozenset(paths)


def by_year(path: str) -> bool:
    """Tell whether the law record holds a path, ``place.chapter.name``, by year."""
    return path.partition(".")[2] in paths_by_year()


def acts_from(path: str, date: Date) -> str:
    """Return the first day on which a value of a path, dated so, acts in the model, as an ISO date.

    Parameters
    ----------
    path : ``place.chapter.name``
    date : a date or a year, as the statute or a scenario writes it
    """
    month = first_month(date)
    if by_year(path):
        year, of_year = divmod(month, MONTHS)
        return f"{FIRST_LAW_YEAR + year + (of_year > JULY)}-01-01"
    return iso(month)


def acts_otherwise(path: str, date: Date) -> str | None:
    """Return from when a value acts and why, in words; None where it acts from the day it is dated."""
    day, first = iso_day(date), acts_from(path, date)
    if day == first or int(day[:4]) < FIRST_LAW_YEAR:
        return None
    if by_year(path):
        return f"acts from {first}: the model holds this value for whole years, as in force on 1 July"
    return f"acts from {first}: the model holds law for whole months"
