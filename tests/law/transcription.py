"""The second transcription: values of the law typed anew from their sources, held against what the statute gives by month.

``transcribed.csv`` has a row a value: path, first month and last month known, value as the statute writes it (tiers one
after the other), grade and source, whose words are in ``transcribed_sources.csv``. Without a last month only the first
is known.
"""

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from microsim.law.series import Book, widened
from microsim.law.values import FIRST_LAW_YEAR, JULY, month_of, number
from microsim.places import PLACE_KEYS
from microsim.schema import LAW_FIELDS, TIERS, TRACKS, Track

HERE = Path(__file__).parent
FIELDS = {field.path: field for field in LAW_FIELDS}
TOLERANCE = 1e-9


class Row(NamedTuple):
    """A value transcribed: path, months since the first of the law, numbers, grade and key of the source."""

    path: str
    first: int
    last: int
    values: tuple[float, ...]
    grade: str
    source: str


@cache
def rows():
    """Return the rows of the transcription."""
    with (HERE / "transcribed.csv").open(encoding="utf-8", newline="") as file:
        return tuple(read(line) for line in csv.DictReader(file))


def read(line):
    """Return a row of the table."""
    first = month_of(f"{line['from']}-01")
    last = month_of(f"{line['until']}-01") if line["until"] else first
    values = tuple(float(number(literal(text))) for text in line["value"].split())
    return Row(line["path"], first, last, values, line["grade"], line["source"])


def literal(text):
    """Return a number as one, all else as text."""
    try:
        return float(text)
    except ValueError:
        return text


@cache
def sources():
    """Return the words of each source."""
    with (HERE / "transcribed_sources.csv").open(encoding="utf-8", newline="") as file:
        return {line["key"]: line["source"] for line in csv.DictReader(file)}


@cache
def divisors():
    """Return the divisors transcribed by year of age: the first of the year, or those of its twelve months."""
    with (HERE / "transcribed_divisors.csv").open(encoding="utf-8", newline="") as file:
        lines = csv.DictReader(line for line in file if not line.startswith("#"))
        return {int(line["age"]): tuple(map(float, line["months"].split())) for line in lines}


def other_divisors(table, first_age=40):
    """Return age, found and transcribed where a table of divisors by month of age is another one."""
    found = {age: tuple(table[12 * (age - first_age) :][: len(values)]) for age, values in divisors().items()}
    return [(age, found[age], values) for age, values in divisors().items() if not np.allclose(found[age], values)]


def differences(statute, paths=None):
    """Return path, first month and both values where the statute gives another one at either end of a row."""
    book, found = Book(statute), []
    for row in rows():
        if paths is None or row.path in paths:
            holder, _, path = row.path.partition(".")
            series = widened(book.tiers(holder, path), max(TIERS, len(row.values)))
            wanted = np.pad(row.values, (0, series.shape[1] - len(row.values)))
            for month in {row.first, row.last}:
                if not np.allclose(series[month], wanted, rtol=TOLERANCE, atol=TOLERANCE):
                    year = FIRST_LAW_YEAR + month // 12
                    found.append((row.path, f"{year}-{month % 12 + 1:02d}", tuple(series[month]), row.values))
    return found


def cell(law, row, holders):
    """Return what the compiled law holds in the first month of a row, None where it has no cell for it alone.

    A wider holder's law is read at a place that follows it: one of ``holders``, places by holder and path.
    """
    holder, _, path = row.path.partition(".")
    track = next((track for track in Track if f".{track.name.lower()}." in path), None)
    field = FIELDS.get(path.replace(f".{track.name.lower()}.", ".{track}.") if track is not None else path)
    place = holders(holder, path)
    if field is None or place is None or not holds_in_a_july(row):
        return None
    year, month = divmod(row.first, 12)
    values = law[field.name][PLACE_KEYS.index(place)]
    of_year = year + (month > JULY)  # a value of a year is the one in force on 1 July
    if field.length == TRACKS:
        return values[of_year, int(track)]
    if field.length == TIERS:
        return values[of_year, : len(row.values)]
    return values[year, month] if values.ndim == 2 else values[of_year]


def holds_in_a_july(row):
    """Tell whether a row is known for a first of July."""
    return (row.first + 11 - JULY) // 12 * 12 + JULY <= row.last
