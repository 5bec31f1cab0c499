"""What in a spell, and between spells, cannot be: dates, ages, amounts, months that would count twice."""

from microsim.amounts import MONTHS
from microsim.cases.geography import SHIPPED, law_row, place_name, province_of
from microsim.cases.laws import span
from microsim.cases.model import Case, Spell
from microsim.cases.months import age_text, month_text
from microsim.places import PLACE_KEYS
from microsim.reading import KeyPath, Where

WORKING_AGE = 16 * MONTHS
YOUNGEST = 14 * MONTHS  # apprentices entered before 16 until the labour law of 1995; younger is a mistake
ACTIVE = ("employee", "flexible", "public", "deemed", "township", "outside")
PAYING = ("employee", "flexible", "public")
CASH_OUT_END = 12 * 2010


def began_young(case: Case, until: int | None) -> bool:
    """Tell whether months that count lie before the age of 16: by a spell, or by more months than since then."""
    if case.person is None:
        return False
    since = case.person.birth + WORKING_AGE
    if any(spell.kind in ACTIVE and spell.from_ < since for spell in case.spells):
        return True
    record = case.record
    months = (record.months or round((record.years or 0.0) * MONTHS)) if record else 0
    return until is not None and months > until - since + 1


def check_spell(case: Case, spell: Spell, path: KeyPath, where: Where) -> None:
    if spell.to < spell.from_:
        where.add((*path, "to"), f"found {month_text(spell.to)}, before from: {month_text(spell.from_)}")
        return
    _amounts(spell, path, where)
    _arrears(case, spell, path, where)
    if spell.kind in ("township", "outside"):
        _closed(case, spell, path, where)
    _wage(case, spell, path, where)
    person = case.person
    if person and spell.kind in (*ACTIVE, "residents") and 0 <= spell.from_ - person.birth < YOUNGEST:
        age = age_text(spell.from_ - person.birth)
        where.add((*path, "from"), f"found {month_text(spell.from_)}, at age {age}; nobody pays or works before 14")
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
    given = [name for name in ("base", "wage", "index", "choice") if getattr(spell, name) is not None]
    if len(given) > 1:
        where.add(
            (*path, given[1]), f"found {given[0]} and {given[1]}, allowed is one of base, wage and index, or the choice"
        )
    if spell.choice is not None and spell.kind != "flexible":
        where.add((*path, "choice"), f"found a choice in a spell of kind {spell.kind}, allowed in kind flexible only")
    if given and spell.kind not in PAYING:
        where.add((*path, given[0]), f"found {given[0]} in a spell of kind {spell.kind}, which pays on no base")
    if spell.employer_rate is not None and spell.kind != "employee":
        where.add((*path, "employer_rate"), f"found a rate, but kind {spell.kind} has no employer")
    if spell.firm is not None and spell.kind != "employee":
        where.add((*path, "firm"), f"found a firm in a spell of kind {spell.kind}, allowed in kind employee only")
    for name in ("tier", "subsidy", "collective", "assisted"):
        if getattr(spell, name) not in (None, False) and spell.kind != "residents":
            where.add((*path, name), f"found {name}, allowed in spells of kind residents only")
    if spell.kind == "residents" and spell.tier is None and not spell.assisted:
        where.add((*path, "tier"), "is missing, a spell of kind residents needs the payment a year, such as tier: 500")


def _arrears(case: Case, spell: Spell, path: KeyPath, where: Where) -> None:
    """Only an employer can owe, and arrears are paid up after the months they are for and before the claim."""
    given = [name for name in ("unpaid", "paid_up", "proven") if getattr(spell, name) not in (None, False)]
    if given and spell.kind != "employee":
        where.add((*path, given[0]), f"found {given[0]} in a spell of kind {spell.kind}, allowed in kind employee only")
        return
    if given == ["proven"]:
        where.add((*path, "proven"), "found true, but nothing is paid up: give paid_up, the month of the payment")
    if spell.paid_up is None:
        return
    paid_up = month_text(spell.paid_up)
    if spell.unpaid:
        where.add((*path, "paid_up"), f"found {paid_up} and unpaid, allowed is one of unpaid and paid_up")
    elif spell.paid_up <= spell.to:
        where.add(
            (*path, "paid_up"), f"found {paid_up}, not after the months it is for, which end in {month_text(spell.to)}"
        )
    elif case.claim and case.claim.month is not None and spell.paid_up > case.claim.month:
        where.add((*path, "paid_up"), f"found {paid_up}, after the claim in {month_text(case.claim.month)}")


def known_at(name: str) -> str:
    """Return the places whose law ever had a value."""
    return " and ".join(place for place in PLACE_KEYS if span(place, name))


def _closed(case: Case, spell: Spell, path: KeyPath, where: Where) -> None:
    """Closed schemes had a place and a time, and that of outside workers took rural migrants only."""
    found = span(law_row(spell.place), f"{spell.kind}_rate")
    name = {"township": "township insurance", "outside": "the comprehensive insurance of outside workers"}[spell.kind]
    if found is None:
        where.add(
            (*path, "place"), f"found {spell.place}, but {name} was a scheme of {known_at(f'{spell.kind}_rate')} only"
        )
    elif spell.from_ < found[0] or spell.to > found[1]:
        key, month = ("from", spell.from_) if spell.from_ < found[0] else ("to", spell.to)
        when = f"from {month_text(found[0])} to {month_text(found[1])}"
        where.add((*path, key), f"found {month_text(month)}, but {name} ran {when}")
    hukou = case.person.hukou[0] if case.person and case.person.hukou else None
    if spell.kind == "outside" and hukou and (hukou.type == "urban" or province_of(hukou.place) == spell.place):
        where.add((*path, "kind"), f"found outside, but {name} took rural hukou of other provinces only")


def _wage(case: Case, spell: Spell, path: KeyPath, where: Where) -> None:
    """The wage of a place that is not shipped needs the wage behind floor and cap."""
    law = case.law.places.get(spell.place)
    main = case.claim.place if case.claim and case.claim.place else None
    alone = len({province_of(one.place) for one in case.spells}) == 1
    own = case.law.reference_wage is not None and (alone or spell.place == main)
    if spell.wage is None or spell.place in SHIPPED or own or (law and law.reference_wage is not None):
        return
    where.add(
        (*path, "wage"),
        f"found a wage in {spell.place}, whose floor and cap are not shipped; "
        f"give law.places.{spell.place}.reference_wage, or the base",
    )


def _cash_out(case: Case, spell: Spell, path: KeyPath, where: Where) -> None:
    if spell.to >= CASH_OUT_END:
        where.add((*path, "cashed_out"), "found true, but since 2010-01 no account is paid out before the pension age")
    hukou = case.person.hukou if case.person else []
    if hukou and hukou[0].type == "urban":
        where.add((*path, "cashed_out"), "found true with an urban hukou, allowed for rural migrants only")


def check_overlaps(case: Case, where: Where) -> None:
    """Months of the employees' scheme count once; who was insured twice says which record is closed."""
    if not case.spells:
        return
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


def check_paid_after(case: Case, spells: list[Spell], claim: int | None, where: Where) -> None:
    """Months paid after the claim contradict it."""
    if claim is None or (case.claim and case.claim.month is not None):
        return
    for number, spell in enumerate(spells):
        if spell.kind in ACTIVE and spell.to > claim and not spell.refunded:
            where.add(
                ("spells", number, "to"),
                f"found {month_text(spell.to)}, after the claim in {month_text(claim)}, the statutory month; "
                "end the spell there or say when the pension is claimed: claim: {month: ...}",
            )
