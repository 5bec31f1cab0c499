"""What in a case contradicts itself or the law: every mistake at its place, with the reason."""

from difflib import get_close_matches
from itertools import pairwise

from microsim.cases.event_checks import check_events, check_record
from microsim.cases.geography import NAMES, WITH_CITIES
from microsim.cases.law_model import PlaceLaw
from microsim.cases.model import Case, Hukou
from microsim.cases.months import month_text
from microsim.cases.scheme_checks import check_schemes
from microsim.cases.spell_checks import check_overlaps, check_spell
from microsim.reading import KeyPath, Where, nearest

NEEDS = {
    "separate_index": ("index",),
    "account_blend": ("old_account", "weighted_years"),
    "paper_account": ("paper_account",),
}
EXTRAS = ("index", "old_account", "weighted_years", "paper_account", "indexed_wage", "share")
PLAIN = {"person", "claim", "law", "record", "spells", "in_payment", "disability", "death"}  # parts of no scheme beside
MISTYPED = 0.85  # this like a known name, a name is a slip of the pen


def check(case: Case, where: Where) -> None:
    """Note every contradiction that can be seen without working anything out."""
    _places(case, where)
    _person(case, where)
    for number, spell in enumerate(case.spells):
        check_spell(case, spell, ("spells", number), where)
    check_overlaps(case, where)
    if case.record:
        check_record(case, case.record, where)
    if case.law.model_fields_set:
        deemed = _has_deemed(case)
        _law(case.law, ("law",), deemed, where)
        for name, law in case.law.places.items():
            _law(law, ("law", "places", name), deemed, where)
    check_events(case, where)
    if not case.model_fields_set <= PLAIN:
        check_schemes(case, where)


def _places(case: Case, where: Where) -> None:
    """Every place must be known, or the case must bring law for it."""
    named: list[tuple[KeyPath, str]] = [
        (("spells", number, "place"), spell.place) for number, spell in enumerate(case.spells)
    ]
    if case.person:
        one = len(case.person.hukou) == 1
        for number, hukou in enumerate(case.person.hukou):
            at: KeyPath = ("person", "hukou", number, "place")
            named.append((("person", "hukou", "place") if one and at not in where.positions else at, hukou.place))
    named += [((name, "place"), part.place) for name, part in (("land", case.land), ("bought", case.bought)) if part]
    if case.claim and case.claim.place:
        named.append((("claim", "place"), case.claim.place))
    for path, place in named:
        if place in NAMES:
            continue
        brought = place in case.law.places or (path[0] == "claim" and case.law.benefit_base is not None)
        near = nearest(place, NAMES)
        if brought and not get_close_matches(place, NAMES, 1, MISTYPED):
            continue
        hint = f", did you mean {near}?" if near else f"; or give its values under law.places.{place}"
        where.add(path, f"found {place}, allowed is a province of China or a city of {WITH_CITIES}{hint}")


def _person(case: Case, where: Where) -> None:
    person = case.person
    if person is None:
        return
    dates = [spell.from_ for spell in case.spells] + [event.month for event in (case.disability, case.death) if event]
    dates += [case.claim.month] if case.claim and case.claim.month is not None else []
    if dates and min(dates) < person.birth:
        where.add(("person", "birth"), f"found {month_text(person.birth)}, after {month_text(min(dates))} in this case")
    if person.sex == "male" and person.track == "cadre":
        return
    for earlier, later in pairwise(person.hukou):
        _hukou(earlier, later, person.hukou.index(later), where)


def _hukou(earlier: Hukou, later: Hukou, number: int, where: Where) -> None:
    path = ("person", "hukou", number, "since")
    if later.since is None:
        where.add(path, "is missing, every hukou after the first needs the month of the change")
    elif earlier.since is not None and later.since <= earlier.since:
        where.add(path, f"found {month_text(later.since)}, not after {month_text(earlier.since)} of the one before")


def _has_deemed(case: Case) -> bool:
    """Whether the case says which months are deemed, so that index-weighted years follow."""
    record = case.record
    return bool(case.spells or (record and (record.deemed_years or record.deemed_months)))


def _law(law: PlaceLaw, path: KeyPath, deemed: bool, where: Where) -> None:
    form = law.transitional
    if form is None:
        return
    needed = NEEDS.get(form.variant, ())
    if form.variant == "account_blend":
        old = ("old_account",) if form.indexed_wage is None and form.share is None else ("indexed_wage", "share")
        needed = old if form.weighted_years is None and deemed else (*old, "weighted_years")
    for name in needed:
        if getattr(form, name) is None:
            where.add((*path, "transitional", name), f"is missing, variant {form.variant} needs {' and '.join(needed)}")
    for name in EXTRAS:
        used = name in needed or (name == "weighted_years" and form.variant == "account_blend")
        if getattr(form, name) is not None and not used:
            where.add((*path, "transitional", name), f"found {name}, which variant {form.variant} does not use")
    if form.variant == "none" and form.coefficient is not None:
        where.add((*path, "transitional", "coefficient"), "found a coefficient, but variant none pays nothing")
