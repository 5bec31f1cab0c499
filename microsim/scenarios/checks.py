"""What can be wrong with the entries of a scenario: names, dates, provinces, ramps.

The checks walk the raw entries of a layer, so that a file with a wrong shape in one place is
still checked everywhere else, and hand back the entries in one normal form: full path of the
statute or assumption, ISO dates, ramps with both dates.
"""

import datetime
import functools
import itertools
import re
from typing import Any, NamedTuple

from microsim.kernel.world import FIRST_LAW_YEAR, LAST_YEAR
from microsim.law.finding import holder_named
from microsim.law.statute import HOLDERS, NATION
from microsim.law.timing import acts_from
from microsim.law.values import first_month, iso
from microsim.places import PROVINCE_KEYS
from microsim.reading import KeyPath, Position, did_you_mean, narrow, nearest, shortened, show
from microsim.reading.characters import meant, wide_in
from microsim.scenarios.known import assumption_quantities, law_quantities
from microsim.scenarios.layer import Layer
from microsim.scenarios.model import A_DATE, AN_ASSUMPTION, DATE, RAMP_KEYS
from microsim.scenarios.values import check_value
from microsim.schema import Quantity
from microsim.schema.kinds import MONTH

STEPWISE = ("word", "choice", "flag", "month", "month_of_year")  # kinds that no line between two values can join


class Override(NamedTuple):
    """One entry in normal form, and where each part of it was written."""

    value: Any
    origins: dict[KeyPath, Position]


def law_overrides(layer: Layer) -> dict[str, Override | None]:
    """Return the statute values a layer changes; None where it drops an inherited change."""
    result: dict[str, Override | None] = {}
    for path, value in layer.section("law").items():
        entry: KeyPath = ("law", path)
        if path not in law_quantities():
            layer.add(entry, _unknown_law(path))
        elif value is None:
            result[path] = None
        elif isinstance(value, dict):
            result[path] = _timed(layer, entry, value, law_quantities()[path], provinces=False)
    return result


def _unknown_law(path: str) -> str:
    """A path the statute does not have."""
    place, _, rest = narrow(path).replace("。", ".").partition(".")
    if (key := holder_named(place)) and key != place:
        return f"found {shortened(place)}, which is called {key} here, did you mean {key}.{rest}?"
    if place not in HOLDERS:
        likely = nearest(place, HOLDERS) or NATION  # a few hundred names, not those of all places
        hint = did_you_mean(path, _names_of(likely)) or did_you_mean(place, HOLDERS)
        return f"found a path that does not start with a place, allowed is PLACE.CHAPTER.NAME{hint}"
    found = shortened(rest) or "no name"
    return f"found {found}, which the statute of {place} does not have{did_you_mean(path, _names_of(place))}"


@functools.cache
def _names_of(holder: str) -> list[str]:
    """Return the paths of the statute that one place may have."""
    return [known for known in law_quantities() if known.startswith(holder + ".")]


def assumption_overrides(layer: Layer) -> dict[str, Override | None]:
    """Return the assumptions a layer changes; None where it drops an inherited change."""
    result: dict[str, Override | None] = {}
    for name, node in layer.section("assumptions").items():
        _assumption(layer, ("assumptions", name), name, node, result)
    return result


def _assumption(layer: Layer, entry: KeyPath, name: str, node: Any, result: dict[str, Override | None]) -> None:
    """Follow names down to an assumption and check its value."""
    known = assumption_quantities()
    matches = matching_assumptions(name)
    if len(matches) > 1:
        layer.add(entry, f"found {name}, which is more than one assumption; allowed is {' or '.join(matches)}")
    elif matches and matches[0] in result:
        layer.add(entry, f"found {matches[0]} a second time; keep one")
    elif matches:
        result[matches[0]] = None if node is None else _any_value(layer, entry, node, known[matches[0]])
    elif not any(path.startswith(name + ".") for path in known):
        layer.add(entry, _unknown_assumption(name))
    elif not isinstance(node, dict):
        inside = [path for path in known if path.startswith(name + ".")]
        layer.add(entry, f"found {show(node)}, allowed is a map of names such as {inside[0].removeprefix(name + '.')}")
    else:
        for part, value in node.items():
            _assumption(layer, (*entry, part), f"{name}.{part}", value, result)


def _unknown_assumption(name: str) -> str:
    """A name that is no assumption; perhaps it belongs to the statute."""
    in_law = [path for path in law_quantities() if path.endswith("." + name)]
    if in_law:
        return (
            f"found {name}, which is law and not an assumption; allowed is a path with its place, such as {in_law[0]}"
        )
    chapters = sorted({path.split(".")[0] for path in assumption_quantities()})
    near = did_you_mean(name, [*assumption_quantities(), *chapters])
    return f"found an unknown assumption{near or '; microsim assumptions lists all, microsim law --list what is law'}"


def matching_assumptions(name: str) -> list[str]:
    """Return the assumptions a name means: itself, or those that end in it."""
    known = assumption_quantities()
    return [name] if name in known else [path for path in known if path.endswith("." + name)]


def _any_value(layer: Layer, entry: KeyPath, value: Any, quantity: Quantity) -> Override:
    """Check a value of an assumption: single, by province, by year, or a ramp."""
    if not isinstance(value, dict):
        check_value(layer, entry, value, quantity)
        return Override(value, {(): layer.at(entry)})
    if set(value) & set(PROVINCE_KEYS) or any(holder_named(str(key)) for key in value):
        return _by_province(layer, entry, value, quantity)
    return _timed(layer, entry, value, quantity, provinces=True)


def _by_province(layer: Layer, entry: KeyPath, values: dict[str, Any], quantity: Quantity) -> Override:
    """Check a map of provinces; years stand outside of it, never inside."""
    origins: dict[KeyPath, Position] = {}
    for province, value in values.items():
        path = (*entry, province)
        if province not in PROVINCE_KEYS:
            allowed, called = ", ".join(PROVINCE_KEYS), holder_named(province) or province
            layer.add(path, f"found {shortened(province)}, allowed are {allowed}{did_you_mean(called, PROVINCE_KEYS)}")
        elif isinstance(value, dict):
            layer.add(path, "found a map, allowed is one value; write years outside, {2031: {PROVINCE: ...}}")
        else:
            check_value(layer, path, value, quantity)
        origins[province,] = layer.at(path)
    return Override(values, origins)


def _timed(layer: Layer, entry: KeyPath, values: dict[str, Any], quantity: Quantity, provinces: bool) -> Override:
    """Check a ramp, or values by date."""
    if set(values) & RAMP_KEYS:
        return _ramp(layer, entry, values, quantity)
    if not values:
        layer.add(entry, f"found an empty map, allowed is {AN_ASSUMPTION if provinces else 'values by date'}")
    origins: dict[KeyPath, Position] = {}
    result: dict[str, Any] = {}
    for key, value in sorted(values.items()):
        path = (*entry, key)
        date = _date(layer, path, key)
        if date in result:
            layer.add(path, f"found {date} a second time; keep one")
        if provinces and isinstance(value, dict):
            part = _by_province(layer, path, value, quantity)
        else:
            if value is not None or entry[0] != "law":  # null ends an override of the statute
                check_value(layer, path, value, quantity)
            part = Override(value, {(): layer.at(path)})
        result[date] = part.value
        origins |= {(date, *place): position for place, position in part.origins.items()}
    if entry[0] == "law" and _is_right(layer, entry):
        _check_each_acts(layer, entry, result)
    return Override(result, origins)


def _is_right(layer: Layer, entry: KeyPath) -> bool:
    """Tell whether nothing wrong was found in an entry so far."""
    return not any(path[: len(entry)] == entry for path in layer.noted)


def _check_each_acts(layer: Layer, entry: KeyPath, values: dict[str, Any]) -> None:
    """Of two dates that come to act on the same day one would be silently ignored."""
    path, dates = str(entry[1]), list(values)
    for earlier, later in itertools.pairwise(dates):
        if (day := acts_from(path, earlier)) == acts_from(path, later):
            layer.add((*entry, earlier), f"found {earlier} and {later}, which both act from {day}; keep one")


def _ramp(layer: Layer, entry: KeyPath, values: dict[str, Any], quantity: Quantity) -> Override:
    """Check a ramp: both dates, in order, and values a line can join."""
    if quantity.tiers or quantity.kind in STEPWISE:
        layer.add(entry, f"found a ramp, allowed are values by date: {quantity.unit} does not grow along a line")
    result = {name: value for name, value in values.items() if name in ("start", "end")}
    for name, value in result.items():
        check_value(layer, (*entry, name), value, quantity)
    for name in ("from", "to"):
        if name in values:
            result[name] = _date(layer, (*entry, name), str(values[name]))
    if {"from", "to"} <= set(values) and result["from"] >= result["to"]:
        layer.add((*entry, "to"), f"found {values['to']}, allowed is a date after {values['from']}")
    elif {"from", "to"} <= set(values) and _is_right(layer, entry) and _month(result, "from") == _month(result, "to"):
        message = f"found {values['to']}, which acts from {iso(_month(result, 'to'))} as {values['from']} does"
        layer.add((*entry, "to"), message)
    return Override(result, {(name,): layer.at((*entry, name)) for name in result})


def _month(ramp: dict[str, Any], end: str) -> int:
    """Return the month from which an end of a ramp acts."""
    return int(first_month(ramp[end]))


def _date(layer: Layer, path: KeyPath, text: str) -> str:
    """Return a date or year as ISO date; one that is none, or outside the years of law, is a problem."""
    try:
        date = datetime.date.fromisoformat(text if "-" in text else f"{text}-01-01") if re.match(DATE, text) else None
    except ValueError:
        date = None
    if date is None:
        nearby = f"{text}-01" if re.fullmatch(MONTH, text) else meant(text)
        hint = f", did you mean {nearby}?" if nearby else ""
        layer.add(path, f"found {shortened(text)}{wide_in(text)}, allowed is {A_DATE}{hint}")
        return text
    if not FIRST_LAW_YEAR <= date.year <= LAST_YEAR:
        layer.add(path, f"found {text}, allowed are years from {FIRST_LAW_YEAR} to {LAST_YEAR}")
    if path[0] == "assumptions" and (date.month, date.day) != (1, 1):
        layer.add(path, f"found {text}, allowed is a year: assumptions hold for whole years, did you mean {date.year}?")
    return date.isoformat()
