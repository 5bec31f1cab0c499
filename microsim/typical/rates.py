"""Typical careers: a constant multiple of the average wage, so many years up to the statutory age, at one place."""

import dataclasses
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from microsim.amounts import MONTHS
from microsim.cases.answering import pension
from microsim.comparing.table import Table
from microsim.inputs import compile_law
from microsim.kernel.world import FIRST_LAW_YEAR
from microsim.places import AREA_COUNT, AREAS_OF, PLACE_CODE, PLACE_KEYS, SIMULATED
from microsim.reading import did_you_mean
from microsim.reading.arguments import Arguments
from microsim.scenarios import Scenario
from microsim.scenarios import scenario as read_scenario
from microsim.typical.table import rates_table

if TYPE_CHECKING:
    import pandas as pd

ENTRY_AGE = 22  # of a full career (OECD, Pensions at a Glance)
FULL = 0  # years: from the entry age to the statutory age
LEVELS, YEARS, BIRTHS = (0.5, 1.0, 2.0), (15, 30, 40, FULL), (1980, 1995)
KINDS = ("employee", "flexible")
PERSONS = {  # by kind of work: sex and track of the persons told of
    "employee": (("male", "worker"), ("female", "worker"), ("female", "cadre")),
    "flexible": (("male", "flexible"), ("female", "flexible")),
}
FIRST_BIRTH, LAST_BIRTH = 1976, 2030  # a career from 22 begins with the accounts; claims fall within the law's years
MOST = 20.0  # times the average wage


class Rate(NamedTuple):
    """The rates of one career; missing where it earns no employees' pension.

    Attributes
    ----------
    place, sex, track, birth, level, years : which career; years 0 is the full one
    claim : month of the claim
    months : paid
    gross, net : first pension over the last year's monthly wage, and over that wage less own contributions, percent
    """

    place: str
    sex: str
    track: str
    birth: int
    level: float
    years: int
    claim: str
    months: int
    gross: float
    net: float


@dataclasses.dataclass(frozen=True)
class Careers:
    """Rates of typical careers under the law of a scenario."""

    scenario: Scenario
    kind: str
    rates: tuple[Rate, ...]

    def table(self) -> Table:
        """Return the gross rates: a row a place, person and year of birth; a column a length and a level of wage."""
        return rates_table(self, "gross")

    def net_table(self) -> Table:
        """Return the rates over the wage net of own contributions, as ``table``."""
        return rates_table(self, "net")

    def frame(self) -> "pd.DataFrame":
        """Return a row a career."""
        import pandas as pd

        return pd.DataFrame(self.rates)


def careers(
    scenario: "str | Scenario" = "baseline",
    places: "str | Iterable[str] | None" = None,
    *,
    levels: Iterable[float] = LEVELS,
    years: Iterable[int] = YEARS,
    births: Iterable[int] = BIRTHS,
    kind: str = "employee",
) -> Careers:
    """Return what typical careers earn: first pension over last wage, gross and net of own contributions.

    Each career ends the month before the statutory age, at a constant multiple of the average wage of the place and year, of
    which floor and cap make the contribution base.

    Parameters
    ----------
    scenario
        Whose law and assumptions hold: name, file, or a Scenario.
    places
        Cities, or provinces of one place; the first of each simulated province by default.
    levels
        Multiples of the average wage.
    years
        Lengths; 0 is the full career from 22.
    births
        Years of birth, 1976 to 2030; all are born in January.
    kind
        ``employee`` or ``flexible``.

    Raises
    ------
    InputError
        For a place without law of its own, and anything that is no such number.
    """
    asked = Arguments("careers")
    kind = asked.word("kind", kind, KINDS)
    wanted = [numbers(asked, *one) for one in (("levels", levels), ("years", years), ("births", births))]
    where = known_places(asked, places)
    asked.check()
    under = read_scenario(scenario)
    wages = compile_law(under, under.horizon.end)[0]["average_wage"]
    rates = [
        rate_of(under, wages, place, person, birth, level, length, kind)
        for place in where
        for birth in wanted[2]
        for person in PERSONS[kind]
        for length in wanted[1]
        for level in wanted[0]
    ]
    return Careers(under, kind, tuple(rates))


BOUNDS: dict[str, tuple[float, float, bool]] = {  # least, most, whole
    "levels": (0.1, MOST, False),
    "years": (0, 45, True),
    "births": (FIRST_BIRTH, LAST_BIRTH, True),
}


def numbers(asked: Arguments, name: str, values: Any) -> list[Any]:
    """Return numbers within their bounds; what is none is noted."""
    least, most, whole = BOUNDS[name]
    listed = list(values) if isinstance(values, Iterable) and not isinstance(values, str | bytes | dict) else [values]
    for value in listed:
        fits = isinstance(value, int | np.integer) if whole else isinstance(value, int | float | np.number)
        if isinstance(value, bool) or not fits or not least <= value <= most:
            asked.wrong(name, value, f"{'whole ' * whole}numbers from {least:g} to {most:g}")
    if not listed:
        asked.wrong(name, values, "at least one number")
    return listed


def known_places(asked: Arguments, places: Any) -> list[str]:
    """Return keys of places with law of their own; what is none is noted."""
    if places is None:
        return [PLACE_KEYS[AREAS_OF[province].start] for province in SIMULATED]
    listed = [places] if isinstance(places, str) else list(places) if isinstance(places, Iterable) else [places]
    for place in listed:
        if not isinstance(place, str) or place not in PLACE_KEYS[:AREA_COUNT]:
            hint = did_you_mean(str(place), PLACE_KEYS[:AREA_COUNT])
            asked.wrong("places", place, f"{', '.join(PLACE_KEYS[:AREA_COUNT])}{hint}")
    return listed


def rate_of(
    under: Scenario,
    wages: np.ndarray,
    place: str,
    person: tuple[str, str],
    birth: int,
    level: float,
    length: int,
    kind: str,
) -> Rate:
    """Return the rates of one career."""
    sex, track = person
    who = {"sex": sex, "birth": f"{birth}-01", "track": track, "hukou": {"place": place, "type": "urban"}}
    claim = pension({"person": who}, steps=False, scenario=under)["statutory"]["month"]
    due = index_of(claim)
    first = MONTHS * (birth + ENTRY_AGE) if length == FULL else max(due - MONTHS * length, MONTHS * (birth + 16))
    spells = [
        {"place": place, "from": month_text(begin), "to": month_text(end), "kind": kind, "wage": level * wage}
        for begin, end, wage in years_of(first, due - 1, wages[PLACE_CODE[place]])
    ]
    found = pension({"person": who, "spells": spells, "claim": {"month": claim}}, steps=False, scenario=under)
    last = spells[-1]["wage"]
    own = found["contributions"][-1]["own"] / months_in_last_year(due - 1, first)
    total = found.get("pension", {}).get("total", np.nan)
    return Rate(
        place, sex, track, birth, level, length, claim, due - first, 100 * total / last, 100 * total / (last - own)
    )


def years_of(first: int, last: int, wages: np.ndarray) -> list[tuple[int, int, float]]:
    """Return the calendar years of a career: first and last month, and the average wage."""
    return [
        (max(first, MONTHS * year), min(last, MONTHS * year + MONTHS - 1), float(wages[year - FIRST_LAW_YEAR]))
        for year in range(first // MONTHS, last // MONTHS + 1)
    ]


def months_in_last_year(last: int, first: int) -> int:
    """Return how many months of its last calendar year a career has."""
    return last - max(first, last // MONTHS * MONTHS) + 1


def index_of(month: str) -> int:
    """Return a month written as 2050-01 as a number."""
    year, number = month.split("-")
    return MONTHS * int(year) + int(number) - 1


def month_text(index: int) -> str:
    """Return a month as it is written."""
    return f"{index // MONTHS}-{index % MONTHS + 1:02d}"
