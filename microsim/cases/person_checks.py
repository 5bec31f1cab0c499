"""Checks of the places a case names, of the birth and of the household registration."""

from difflib import get_close_matches
from itertools import pairwise

from microsim.cases.checks import CASE, FINE, Found, Hit, check, hit
from microsim.cases.geography import NAMES, WITH_CITIES
from microsim.cases.model import Case, Person
from microsim.cases.months import month_text
from microsim.reading import KeyPath, nearest

MISTYPED = 0.85  # this like a known name, a name is a slip of the pen


def named_places(case: Case) -> list[tuple[KeyPath, str]]:
    """Return every place a case names, with where it does."""
    named: list[tuple[KeyPath, str]] = [
        (("spells", number, "place"), spell.place) for number, spell in enumerate(case.spells)
    ]
    registered = case.person.hukou if case.person else []
    named += [(("person", "hukou", number, "place"), one.place) for number, one in enumerate(registered)]
    named += [((name, "place"), part.place) for name, part in (("land", case.land), ("bought", case.bought)) if part]
    if case.claim and case.claim.place:
        named.append((("claim", "place"), case.claim.place))
    return named


def is_unknown(case: Case, path: KeyPath, place: str) -> bool:
    """Tell whether a place is neither ours nor one the case brings law for."""
    if place in NAMES:
        return False
    brought = place in case.law.places or (path[0] == "claim" and case.law.benefit_base is not None)
    return not brought or bool(get_close_matches(place, NAMES, 1, MISTYPED))


@check(CASE)
def place_is_known(case: Case) -> Found:
    """Every place is a province of China, a city of one that is projected, or one the case brings law for."""
    others = case.spells or case.land or case.bought or (case.person and case.person.hukou)
    if not others and case.claim and case.claim.place in NAMES:
        return FINE
    found = []
    for path, place in named_places(case):
        if is_unknown(case, path, place):
            near = nearest(place, NAMES)
            hint = f", did you mean {near}?" if near else f"; or give its values under law.places.{place}"
            allowed = f"allowed is a province of China or a city of {WITH_CITIES}{hint}"
            found.append(Hit(path, f"found {place}, {allowed}"))
    return found


@check("person")
def birth_comes_first(case: Case, person: Person) -> Found:
    """Nothing in a case happens before the birth."""
    if not (case.spells or case.disability or case.death or (case.claim and case.claim.month is not None)):
        return FINE
    dates = [spell.from_ for spell in case.spells] + [event.month for event in (case.disability, case.death) if event]
    dates += [case.claim.month] if case.claim and case.claim.month is not None else []
    first = min(dates, default=person.birth)
    return hit(
        first < person.birth,
        ("person", "birth"),
        lambda: f"found {month_text(person.birth)}, after {month_text(first)} in this case",
    )


@check("person")
def hukou_says_since_when(_: Case, person: Person) -> Found:
    """Every household registration after the first needs the month of the change."""
    if len(person.hukou) < 2:
        return FINE
    needed = "is missing, every hukou after the first needs the month of the change"
    later = enumerate(person.hukou[1:], 1)
    return [Hit(("person", "hukou", number, "since"), needed) for number, one in later if one.since is None]


@check("person")
def hukou_changes_in_order(_: Case, person: Person) -> Found:
    """Each household registration begins after the one before."""
    if len(person.hukou) < 2:
        return FINE
    return [
        Hit(
            ("person", "hukou", number, "since"),
            f"found {month_text(later.since)}, not after {month_text(earlier.since)} of the one before",
        )
        for number, (earlier, later) in enumerate(pairwise(person.hukou), 1)
        if later.since is not None and earlier.since is not None and later.since <= earlier.since
    ]
