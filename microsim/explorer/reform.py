"""From the levers' settings to a scenario, and where a lever stands in the law in force."""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from microsim.amounts import MONTHS
from microsim.explorer.levers import Lever, Setting, Settings, levers
from microsim.kernel.world import FIRST_LAW_YEAR, LAST_YEAR
from microsim.law.information import assumptions_of
from microsim.places import PLACE_CODE, PLACE_KEYS, PLACES_OF, PROVINCE_KEYS
from microsim.scenarios import Scenario
from microsim.scenarios.read import with_entries
from microsim.schema import LAW_FIELDS, Track

PERCENT = 100.0
DIGITS, FINE = 6, 10
Paths = dict[str, dict[str, np.ndarray]]  # of assumptions by province: values by year from FIRST_LAW_YEAR on


def scenario_of(base: Scenario, law: np.ndarray, settings: Settings) -> Scenario:
    """Return the scenario of some settings.

    Parameters
    ----------
    base : the scenario that is changed
    law : its LAW records, for what is told against another lever
    settings : as ``read_settings`` returns them

    Raises
    ------
    InputError
        Where settings do not go together.
    """
    if not settings:
        return base
    entries: dict[str, Any] = {}
    series: Paths = {}
    for key, setting in settings.items():
        lever = levers()[key]
        entries |= dict(paths_of(law, lever, setting, settings))
        lay(base, lever, setting, series)
    entries |= {path: by_year(base, path, provinces) for path, provinces in series.items()}
    return with_entries(base, entries, "levers")


def paths_of(law: np.ndarray, lever: Lever, setting: Setting, settings: Settings) -> Iterator[tuple[str, Any]]:
    """Yield path and value of all that a lever sets by itself."""
    value, year = setting
    if isinstance(value, str):
        yield from lever.options[value].items()
        return
    for path in lever.law:
        dates = [year] if lever.less_than is None else dates_with(lever.less_than, year, settings)
        yield path, {f"{date}-01-01": in_the_law(law, lever, value, date, settings) for date in dates}
    for path in lever.assumptions:
        yield path, {str(year): number_of(lever, value)}


def dates_with(other: str, year: int, settings: Settings) -> list[int]:
    """Return the years from which a lever told against another changes: its own, and that of the other where later."""
    return sorted({year, settings[other].year} if other in settings and settings[other].year > year else {year})


def in_the_law(law: np.ndarray, lever: Lever, value: float, year: int, settings: Settings) -> Any:
    """Return the value of a lever as the statute writes it from a year on."""
    if lever.kind == "age":
        months = round(value * MONTHS)
        if lever.less_than is not None:
            months = other_months(law, levers()[lever.less_than], year, settings) - months
        return f"{months // MONTHS}y{months % MONTHS}m"
    return lever.on if lever.kind == "flag" else number_of(lever, value)


def number_of(lever: Lever, value: float) -> float:
    """Return a value in the unit of what it sets."""
    if lever.kind == "percent":
        return round(value / PERCENT, DIGITS)
    number = value * MONTHS if lever.kind == "months" else value
    return int(number) if number == int(number) else number  # codes and months are whole numbers


def other_months(law: np.ndarray, lever: Lever, year: int, settings: Settings) -> int:
    """Return the age, in months, that the lever another one is told against gives in a year."""
    setting = settings.get(lever.key)
    if setting is not None and setting.year <= year:
        return round(float(setting.value) * MONTHS)
    return round(in_force(law, lever.law[0], year)[0])


def lay(base: Scenario, lever: Lever, setting: Setting, series: Paths) -> None:
    """Lay what a lever changes of assumptions by province over their paths."""
    for path in (*lever.lessens, *lever.raises):
        province, _, name = path.partition(".")
        own = series.setdefault(name, {}).setdefault(province, every_year(base, name, province))
        start = setting.year - FIRST_LAW_YEAR
        if path in lever.lessens:
            own[start:] *= 1.0 - float(setting.value) / PERCENT
        else:
            own[start] += float(setting.value)


def every_year(base: Scenario, name: str, province: str) -> np.ndarray:
    """Return an assumption of a province in every year from FIRST_LAW_YEAR on, as the base has it."""
    return assumptions_of(base).path(name, np.arange(FIRST_LAW_YEAR, LAST_YEAR + 1), province).copy()


def by_year(base: Scenario, name: str, provinces: dict[str, np.ndarray]) -> dict[str, dict[str, float]]:
    """Return values by year and province as a scenario writes them: the years in which something changes."""
    changed = [own != every_year(base, name, province) for province, own in provinces.items()]
    first = int(np.argmax(np.any(changed, axis=0)))
    after = np.any([own[first + 1 :] != own[first:-1] for own in provinces.values()], axis=0)
    years = [first, *(first + 1 + np.flatnonzero(after)).tolist()]
    return {
        str(FIRST_LAW_YEAR + year): {key: round(float(own[year]), FINE) for key, own in provinces.items()}
        for year in years
    }


def in_force(law: np.ndarray, path: str, year: int) -> tuple[float, float]:
    """Return the least and the largest value of the law records for a path in a year, over the places it is for.

    NaN where the record has no such field.
    """
    holder, _, rest = path.partition(".")
    for field in LAW_FIELDS:
        tracks = {field.path.replace("{track}", track.name.lower()): int(track) for track in Track}
        if rest in tracks:
            values = law[field.name][places_of(holder), year - FIRST_LAW_YEAR]
            if "{track}" in field.path:
                values = values[..., tracks[rest]]
            elif field.length == MONTHS:
                values = values[..., 0]
            return float(values.min()), float(values.max())
    return math.nan, math.nan


def places_of(holder: str) -> list[int]:
    """Return the places a holder of law is for: a place, those of a province, or all."""
    if holder in PLACE_KEYS:
        return [PLACE_CODE[holder]]
    if holder in PROVINCE_KEYS:
        return [int(place) for place in PLACES_OF[PROVINCE_KEYS.index(holder)]]
    return list(range(len(PLACE_KEYS)))


def stands(base: Scenario, law: np.ndarray, lever: Lever, year: int) -> tuple[float, float] | None:
    """Return between which values a lever stands in the base in a year, over its places; None where no number says it."""
    if lever.kind == "words":
        return None
    if lever.lessens or lever.raises:
        return 0.0, 0.0
    if lever.assumptions:
        value = float(assumptions_of(base).path(lever.assumptions[0], [year], PROVINCE_KEYS[0])[0])
        found = (value, value)
    else:
        found = in_force(law, lever.law[0], year)
    if lever.kind in ("age", "months"):
        found = (found[0] / MONTHS, found[1] / MONTHS)
        if lever.less_than is not None:
            other = in_force(law, levers()[lever.less_than].law[0], year)[0] / MONTHS
            found = (other - found[1], other - found[0])
    elif lever.kind == "percent":
        found = (found[0] * PERCENT, found[1] * PERCENT)
    elif lever.kind == "flag":
        found = (float(found[0] == lever.on),) * 2
    elif lever.kind == "choice" and math.isnan(found[0]):  # no field of the record: the statute's first
        found = (float(lever.choices[0]),) * 2
    return round(found[0], DIGITS), round(found[1], DIGITS)
