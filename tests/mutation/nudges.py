"""Nudges of the law: each dated value a tenth or a unit off, each date a month late; one at a time, in memory."""

import contextlib
from typing import NamedTuple

import numpy as np

from microsim.law import compile as compiling
from microsim.law import divisors
from microsim.law.load import load_statute
from microsim.law.series import Book
from microsim.law.values import first_month, iso

GRADED = ("A", "B")
FOLDERS = ("national", "guangdong", "shanghai", "elsewhere")
TENTH = 0.1
DIVISORS = "tables.divisors"


class Nudge(NamedTuple):
    """One changed number of the law.

    Attributes
    ----------
    path : of an entry of the statute; ``DIVISORS`` for the table of divisors
    number : which of its dated values, or the age of a divisor
    item : which of a list of values; None changes the date
    grade, folder : of the value: its grade, and where its file lies (cities are told apart from their province)
    """

    path: str
    number: int
    item: int | None
    grade: str
    folder: str

    @property
    def name(self):
        """What it is called in lists of survivors."""
        if self.path == DIVISORS:
            return f"{DIVISORS}@{self.number}"
        date = load_statute().entries[self.path].steps[self.number].date
        tier = f"[{self.item}]" if self.item else ""
        return f"{self.path}@{date}{tier}" + (" a month late" if self.item is None else "")


def folder_of(path):
    """Return the folder of the statute that holds a path; ``cities`` where it is a city's."""
    holder = path.partition(".")[0]
    return holder if holder in FOLDERS else "cities"


def values_of(step):
    """Return the numbers of a dated value."""
    return step.value if isinstance(step.value, tuple) else (step.value,)


def law_nudges(grades=GRADED, dates=False):
    """Return the nudges of all values of some grades, or of their dates."""
    found = []
    for path, entry in load_statute().entries.items():
        for number, step in enumerate(entry.steps):
            if step.value is None or step.grade not in grades:
                continue
            if not dates:
                items = range(len(values_of(step)))
                found += [Nudge(path, number, item, step.grade, folder_of(path)) for item in items]
            elif moves(entry, number):
                found.append(Nudge(path, number, None, step.grade, folder_of(path)))
    if not dates and "A" in grades:
        found += [Nudge(DIVISORS, age, 0, "A", "tables") for age in divisors.read_divisors()]
    return found


def moves(entry, number):
    """Tell whether a value may come a month later and still be the law for a time."""
    following = entry.last_month(number)
    return first_month(entry.steps[number].date) + 1 < following


def matters(nudge):
    """Tell whether a later date makes another law: not where the value before, or the wider law, was the same."""
    statute, (holder, _, path) = load_statute(), nudge.path.partition(".")
    entry = statute.entries[nudge.path]
    other = statute._replace(entries=statute.entries | {nudge.path: nudged_entry(entry, nudge)})
    before, after = (Book(one).tiers(holder, path) for one in (statute, other))
    return first_month(entry.steps[nudge.number].date) > 0 and not np.array_equal(before, after, equal_nan=True)


def nudged_value(value, quantity):
    """Return another value of a quantity within its bounds: a flag turned, a count a unit off, all else a tenth."""
    kind = quantity.about
    if kind.form in ("flag",):
        tries = [1 - value]
    elif kind.whole or kind.form in ("word", "count"):
        tries = [value + 1, value - 1]
    else:
        tries = [value * (1 + TENTH), value * (1 - TENTH)] if value else [TENTH, 1.0]
    return next((one for one in tries if quantity.holds(one)), tries[0])


def nudged_entry(entry, nudge):
    """Return an entry of the statute with one number changed."""
    steps = list(entry.steps)
    step = steps[nudge.number]
    if nudge.item is None:
        late = iso(first_month(step.date) + 1)
        steps[nudge.number] = step._replace(date=late)
    else:
        values = list(values_of(step))
        values[nudge.item] = nudged_value(values[nudge.item], entry.quantity)
        steps[nudge.number] = step._replace(value=tuple(values) if isinstance(step.value, tuple) else values[0])
    return entry._replace(steps=tuple(steps))


@contextlib.contextmanager
def under(nudge):
    """The law of this process with one number changed; what was compiled of the law before is put aside."""
    kept, compiling.last = compiling.last, None
    try:
        if nudge.path == DIVISORS:
            with other_divisor(nudge.number):
                yield
        else:
            entries = load_statute().entries
            before = entries[nudge.path]
            entries[nudge.path] = nudged_entry(before, nudge)
            try:
                yield
            finally:
                entries[nudge.path] = before
    finally:
        compiling.last = kept


@contextlib.contextmanager
def other_divisor(age):
    """The table of divisors with that of an age a tenth higher."""
    read = divisors.read_divisors
    table = read()
    divisors.read_divisors = lambda: table | {age: table[age] * (1 + TENTH)}
    divisors.divisor_table.cache_clear()
    try:
        yield
    finally:
        divisors.read_divisors = read
        divisors.divisor_table.cache_clear()
