"""What in a case contradicts itself or the law: every mistake at its place, with the reason."""

from difflib import get_close_matches
from itertools import pairwise

from microsim.cases.geography import NAMES, place_name
from microsim.cases.model import Case, Hukou, PlaceLaw, Record, Spell
from microsim.cases.months import age_text, month_text
from microsim.cases.read import Where
from microsim.cases.rights import YEAR, months_of
from microsim.cases.timing import Timing
from microsim.yaml_reader import KeyPath, nearest

WORKING_AGE = 16 * YEAR
OLDEST = 120 * YEAR
LOWEST_PENSION_AGE = 45 * YEAR
ACTIVE = ("employee", "flexible", "deemed")
NEEDS = {
    "separate_index": ("index",),
    "account_blend": ("old_account", "weighted_years"),
    "paper_account": ("paper_account",),
}
EXTRAS = ("index", "old_account", "weighted_years", "paper_account")
CASH_OUT_END = 12 * 2010
HIGHEST_INDEX = 5.0
DISABILITY_START = 12 * 2025
MISTYPED = 0.85  # this like a known name, a name is a slip of the pen


def check(case: Case, where: Where) -> None:
    """Note every contradiction that can be seen without working anything out."""
    _places(case, where)
    _person(case, where)
    for number, spell in enumerate(case.spells):
        _spell(case, spell, ("spells", number), where)
    _overlaps(case, where)
    if case.record:
        _record(case, case.record, where)
    _law(case.law, ("law",), where)
    for name, law in case.law.places.items():
        _law(law, ("law", "places", name), where)
    _events(case, where)


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
    if case.claim and case.claim.place:
        named.append((("claim", "place"), case.claim.place))
    for path, place in named:
        brought = place in case.law.places or (path[0] == "claim" and case.law.benefit_base is not None)
        near = nearest(place, NAMES)
        if place in NAMES or (brought and not get_close_matches(place, NAMES, 1, MISTYPED)):
            continue
        hint = f", did you mean {near}?" if near else f"; or give its values under law.places.{place}"
        where.add(path, f"found {place}, allowed is a province of China or a city of Guangdong{hint}")


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


def _spell(case: Case, spell: Spell, path: KeyPath, where: Where) -> None:
    if spell.to < spell.from_:
        where.add((*path, "to"), f"found {month_text(spell.to)}, before from: {month_text(spell.from_)}")
        return
    _amounts(spell, path, where)
    person = case.person
    if person and spell.kind in (*ACTIVE, "residents") and spell.from_ - person.birth < WORKING_AGE:
        age = age_text(max(0, spell.from_ - person.birth))
        where.add((*path, "from"), f"found {month_text(spell.from_)}, at age {age}; nobody pays or works before 16")
    if case.death and spell.to > case.death.month:
        where.add((*path, "to"), f"found {month_text(spell.to)}, after the death in {month_text(case.death.month)}")
    if case.claim and case.claim.month is not None and spell.kind in ACTIVE and spell.to > case.claim.month:
        claim = month_text(case.claim.month)
        where.add((*path, "to"), f"found {month_text(spell.to)}, after the claim in {claim}; who draws no longer pays")
    if case.disability and spell.kind in ACTIVE and spell.to > case.disability.month:
        now = month_text(case.disability.month)
        where.add(
            (*path, "to"), f"found {month_text(spell.to)}, after the disability in {now}; who draws no longer pays"
        )
    if spell.cashed_out:
        _cash_out(case, spell, path, where)


def _amounts(spell: Spell, path: KeyPath, where: Where) -> None:
    """A spell holds what its kind pays, once."""
    given = [name for name in ("base", "wage", "index") if getattr(spell, name) is not None]
    if len(given) > 1:
        where.add((*path, given[1]), f"found {given[0]} and {given[1]}, allowed is one of base, wage and index")
    paying = spell.kind in ("employee", "flexible")
    if given and not paying:
        where.add((*path, given[0]), f"found {given[0]} in a spell of kind {spell.kind}, which pays on no base")
    if spell.employer_rate is not None and spell.kind != "employee":
        where.add((*path, "employer_rate"), f"found a rate, but kind {spell.kind} has no employer")
    for name in ("tier", "subsidy", "collective"):
        if getattr(spell, name) is not None and spell.kind != "residents":
            where.add((*path, name), f"found {name}, allowed in spells of kind residents only")
    if spell.kind == "residents" and spell.tier is None:
        where.add((*path, "tier"), "is missing, a spell of kind residents needs the payment a year, such as tier: 500")


def _cash_out(case: Case, spell: Spell, path: KeyPath, where: Where) -> None:
    if spell.to >= CASH_OUT_END:
        where.add((*path, "cashed_out"), "found true, but since 2010-01 no account is paid out before the pension age")
    hukou = case.person.hukou if case.person else []
    if hukou and hukou[0].type == "urban":
        where.add((*path, "cashed_out"), "found true with an urban hukou, allowed for rural migrants only")


def _overlaps(case: Case, where: Where) -> None:
    """Months of the employees' scheme count once; who was insured twice says which record is closed."""
    chosen = [(n, s) for n, s in enumerate(case.spells) if s.kind in (*ACTIVE, "none") and not s.refunded]
    chosen.sort(key=lambda item: (item[1].from_, item[1].to))
    open_until: tuple[int, Spell] | None = None
    for number, spell in chosen:
        if spell.to < spell.from_:
            continue
        if open_until and spell.from_ <= open_until[1].to:
            other, earlier = open_until
            here = "" if spell.place == earlier.place else f" in {place_name(earlier.place, 'en')}"
            where.add(
                ("spells", number, "from"),
                f"found {month_text(spell.from_)}, but spell {other + 1}{here} lasts to {month_text(earlier.to)}; "
                "a month counts once: end one of them, or mark the record that is closed with refunded: true",
            )
        if open_until is None or spell.to > open_until[1].to:
            open_until = (number, spell)
    for number, spell in enumerate(case.spells):
        if spell.refunded and not any(
            other is not spell and not other.refunded and other.from_ <= spell.to and spell.from_ <= other.to
            for other in case.spells
            if other.kind in ACTIVE
        ):
            where.add(("spells", number, "refunded"), "found true, but no other spell overlaps this one")


def _record(case: Case, record: Record, where: Where) -> None:
    for what in ("", "deemed_"):
        years, months = getattr(record, f"{what}years"), getattr(record, f"{what}months")
        if years is not None and months is not None and abs(years * YEAR - months) > 1:
            where.add(
                ("record", f"{what}months"), f"found {months}, but {what}years: {years:g} are {years * YEAR:g} months"
            )
    total = months_of(record.years, record.months)
    deemed = months_of(record.deemed_years, record.deemed_months)
    if deemed and total is None:
        where.add(
            ("record",), "holds deemed years but no years; years or months count all of them, deemed ones included"
        )
    if deemed and total is not None and deemed > total:
        where.add(("record", _named(record, "deemed_")), f"found {deemed} months, more than all {total} months")
    if record.mean_index is not None and record.mean_index > HIGHEST_INDEX:
        where.add(("record", "mean_index"), f"found {record.mean_index:g}, an index lies below {HIGHEST_INDEX:g}")
    spells = [spell for spell in case.spells if spell.kind in ACTIVE and not spell.refunded and not spell.cashed_out]
    if spells and total is not None and abs(total - (have := sum(s.to - s.from_ + 1 for s in spells))) > 1:
        where.add(("record", _named(record, "")), f"found {total} months, but the spells hold {have}")
    until = _last(case)
    if case.person and total is not None and until is not None and total > until - case.person.birth - WORKING_AGE + 1:
        working = max(0, until - case.person.birth - WORKING_AGE + 1)
        where.add(
            ("record", _named(record, "")),
            f"found {total} months, but from age 16 to {month_text(until)} there are only {working}",
        )


def _named(record: Record, what: str) -> str:
    return f"{what}years" if getattr(record, f"{what}years") is not None else f"{what}months"


def _last(case: Case) -> int | None:
    """Return the month in which the record ends, where the case says."""
    if case.claim and case.claim.month is not None:
        return case.claim.month
    return next((event.month for event in (case.disability, case.death) if event), None)


def _law(law: PlaceLaw, path: KeyPath, where: Where) -> None:
    form = law.transitional
    if form is None:
        return
    needed = NEEDS.get(form.variant, ())
    for name in needed:
        if getattr(form, name) is None:
            where.add((*path, "transitional", name), f"is missing, variant {form.variant} needs {' and '.join(needed)}")
    for name in EXTRAS:
        if getattr(form, name) is not None and name not in needed:
            where.add((*path, "transitional", name), f"found {name}, which variant {form.variant} does not use")
    if form.variant == "none" and form.coefficient is not None:
        where.add((*path, "transitional", "coefficient"), "found a coefficient, but variant none pays nothing")


def _events(case: Case, where: Where) -> None:
    person, death = case.person, case.death
    claim = case.claim.month if case.claim else None
    if death and claim is not None and death.month < claim:
        where.add(("death", "month"), f"found {month_text(death.month)}, before the claim in {month_text(claim)}")
    if case.disability:
        _disability(case, where)
    received = case.record.years_in_payment if case.record else None
    if received and person and death and death.month - round(received * YEAR) < person.birth + LOWEST_PENSION_AGE:
        where.add(
            ("record", "years_in_payment"),
            f"found {received:g}, but then the pension began before age {LOWEST_PENSION_AGE // YEAR}",
        )
    if received and death and claim is not None and abs(death.month - claim - received * YEAR) > YEAR:
        where.add(
            ("record", "years_in_payment"),
            f"found {received:g}, but from claim to death are {(death.month - claim) / YEAR:.1f} years",
        )
    paid = case.in_payment
    if paid:
        _in_payment(case, where)
    if person and death and death.month - person.birth > OLDEST:
        where.add(("death", "month"), f"found {month_text(death.month)}, at age {age_text(death.month - person.birth)}")


def _disability(case: Case, where: Where) -> None:
    assert case.disability
    month = case.disability.month
    at: KeyPath = ("disability", "month")
    if month < DISABILITY_START:
        where.add(at, f"found {month_text(month)}, the allowance is paid from 2025-01 on")
    if case.death and month > case.death.month:
        where.add(at, f"found {month_text(month)}, after the death in {month_text(case.death.month)}")
    if case.claim and case.claim.month is not None and month >= case.claim.month:
        where.add(at, f"found {month_text(month)}, not before the claim in {month_text(case.claim.month)}")
    if case.person is None:
        where.add(("disability",), "needs the person: the case depends on the months to the statutory age")


def _in_payment(case: Case, where: Where) -> None:
    assert case.in_payment
    since = case.in_payment.since
    at: KeyPath = ("in_payment", "since")
    if case.person and since < case.person.birth + LOWEST_PENSION_AGE:
        age = age_text(max(0, since - case.person.birth))
        where.add(at, f"found {month_text(since)}, at age {age}; no pension begins before 45")
    if case.death and since > case.death.month:
        where.add(at, f"found {month_text(since)}, after the death in {month_text(case.death.month)}")
    claim = case.claim.month if case.claim else None
    if claim is not None and not 0 <= since - claim <= YEAR:
        where.add(at, f"found {month_text(since)}, but the claim is in {month_text(claim)}")


def check_claim(case: Case, timing: Timing, where: Where) -> None:
    """The claim month must lie in the window the law leaves, and an early claim needs the years."""
    assert case.claim
    assert case.claim.month is not None
    claim = case.claim.month
    at: KeyPath = ("claim", "month")
    if claim < timing.earliest:
        where.add(
            at,
            f"found {month_text(claim)}, before the window: the statutory month is {month_text(timing.month)} "
            f"at {age_text(timing.age)}, the earliest one {month_text(timing.earliest)}",
        )
        return
    total = months_of(case.record.years, case.record.months) if case.record else None
    minimum = timing.minimum(claim)
    if claim < timing.month and total is not None and 0 < total < minimum:
        where.add(
            at, f"found {month_text(claim)}, an early claim, which needs {minimum} months; the record has {total}"
        )
    reached = total is not None and total - (claim - timing.month) >= timing.minimum(timing.month)
    if claim > timing.latest >= timing.month + 1 and reached:
        where.add(at, f"found {month_text(claim)}, after the window, which ends in {month_text(timing.latest)}")


def check_paid_after(case: Case, claim: int | None, where: Where) -> None:
    """Months paid after the claim contradict it."""
    if claim is None or (case.claim and case.claim.month is not None):
        return
    for number, spell in enumerate(case.spells):
        if spell.kind in ACTIVE and spell.to > claim and not spell.refunded:
            where.add(
                ("spells", number, "to"),
                f"found {month_text(spell.to)}, after the claim in {month_text(claim)}, the statutory month; "
                "end the spell there or say when the pension is claimed: claim: {month: ...}",
            )
