"""What in a spell, and between spells, cannot be: dates, ages, amounts, months that would count twice."""

from microsim.amounts import MONTHS
from microsim.cases.checks import FINE, PAID_AFTER, SPELL, Found, Hit, check, hit
from microsim.cases.geography import SHIPPED, law_row, place_name, province_of
from microsim.cases.laws import span
from microsim.cases.model import Case, Spell
from microsim.cases.months import age_text, month_text
from microsim.places import PLACE_KEYS

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


def is_over(spell: Spell) -> bool:
    """Tell whether a spell ends where it begins or later; of another one nothing else is looked at."""
    return spell.to >= spell.from_


@check(SPELL)
def spell_ends_after_it_starts(_: Case, spell: Spell) -> Found:
    """The last month of a spell is not before its first."""
    return hit(
        not is_over(spell), ("to",), lambda: f"found {month_text(spell.to)}, before from: {month_text(spell.from_)}"
    )


def bases_of(spell: Spell) -> list[str]:
    """Return what a spell says of the base."""
    return [name for name in ("base", "wage", "index", "choice") if getattr(spell, name) is not None]


@check(SPELL)
def spell_says_its_base_once(_: Case, spell: Spell) -> Found:
    """One of base, wage, index and choice says what is paid on."""
    given = bases_of(spell)
    if len(given) < 2 or not is_over(spell):
        return FINE
    text = f"found {given[0]} and {given[1]}, allowed is one of base, wage and index, or the choice"
    return (Hit((given[1],), text),)


@check(SPELL)
def spell_holds_what_its_kind_pays(_: Case, spell: Spell) -> Found:
    """A spell says nothing that its kind does not pay."""
    if not is_over(spell):
        return FINE
    kind, found, given = spell.kind, [], bases_of(spell)
    if spell.choice is not None and kind != "flexible":
        found.append(Hit(("choice",), f"found a choice in a spell of kind {kind}, allowed in kind flexible only"))
    if given and kind not in PAYING:
        found.append(Hit((given[0],), f"found {given[0]} in a spell of kind {kind}, which pays on no base"))
    if spell.employer_rate is not None and kind != "employee":
        found.append(Hit(("employer_rate",), f"found a rate, but kind {kind} has no employer"))
    if spell.firm is not None and kind != "employee":
        found.append(Hit(("firm",), f"found a firm in a spell of kind {kind}, allowed in kind employee only"))
    if kind != "residents":
        for name in ("tier", "subsidy", "collective", "assisted"):
            if getattr(spell, name) not in (None, False):
                found.append(Hit((name,), f"found {name}, allowed in spells of kind residents only"))
    return found


@check(SPELL)
def residents_spell_says_its_payment(_: Case, spell: Spell) -> Found:
    """A spell of the residents' scheme has a payment a year."""
    missing = spell.kind == "residents" and spell.tier is None and not spell.assisted and is_over(spell)
    text = "is missing, a spell of kind residents needs the payment a year, such as tier: 500"
    return hit(missing, ("tier",), lambda: text)


@check(SPELL)
def only_an_employer_owes(_: Case, spell: Spell) -> Found:
    """Only an employer can owe, and what is proven was paid up."""
    given = [name for name in ("unpaid", "paid_up", "proven") if getattr(spell, name) not in (None, False)]
    if not given or not is_over(spell):
        return FINE
    if spell.kind != "employee":
        text = f"found {given[0]} in a spell of kind {spell.kind}, allowed in kind employee only"
        return (Hit((given[0],), text),)
    text = "found true, but nothing is paid up: give paid_up, the month of the payment"
    return hit(given == ["proven"], ("proven",), lambda: text)


@check(SPELL)
def arrears_are_paid_after_their_months(case: Case, spell: Spell) -> Found:
    """Arrears are paid up once, after the months they are for and before the claim."""
    late = spell.paid_up
    if late is None or spell.kind != "employee" or not is_over(spell):
        return FINE
    at, paid_up, claim = ("paid_up",), month_text(late), case.claim.month if case.claim else None
    if spell.unpaid:
        return (Hit(at, f"found {paid_up} and unpaid, allowed is one of unpaid and paid_up"),)
    if late <= spell.to:
        return (Hit(at, f"found {paid_up}, not after the months it is for, which end in {month_text(spell.to)}"),)
    return hit(
        claim is not None and late > claim, at, lambda: f"found {paid_up}, after the claim in {month_text(claim or 0)}"
    )


CLOSED = {"township": "township insurance", "outside": "the comprehensive insurance of outside workers"}


def known_at(name: str) -> str:
    """Return the places whose law ever had a value."""
    return " and ".join(place for place in PLACE_KEYS if span(place, name))


@check(SPELL)
def closed_scheme_had_a_place_and_a_time(_: Case, spell: Spell) -> Found:
    """Closed schemes were in force in some places for some years."""
    if spell.kind not in CLOSED or not is_over(spell):
        return FINE
    rate, name = f"{spell.kind}_rate", CLOSED[spell.kind]
    ran = span(law_row(spell.place), rate)
    if ran is None:
        return (Hit(("place",), f"found {spell.place}, but {name} was a scheme of {known_at(rate)} only"),)
    key, month = ("from", spell.from_) if spell.from_ < ran[0] else ("to", spell.to)
    when = f"from {month_text(ran[0])} to {month_text(ran[1])}"
    return hit(not ran[0] <= month <= ran[1], (key,), lambda: f"found {month_text(month)}, but {name} ran {when}")


@check(SPELL)
def outside_workers_came_from_outside(case: Case, spell: Spell) -> Found:
    """The insurance of outside workers took rural migrants of other provinces only."""
    hukou = case.person.hukou[0] if case.person and case.person.hukou else None
    if spell.kind != "outside" or hukou is None or not is_over(spell):
        return FINE
    inside = hukou.type == "urban" or province_of(hukou.place) == spell.place
    text = f"found outside, but {CLOSED['outside']} took rural hukou of other provinces only"
    return hit(inside, ("kind",), lambda: text)


@check(SPELL)
def wage_has_a_floor_and_a_cap(case: Case, spell: Spell) -> Found:
    """The wage of a place that is not shipped needs the wage behind floor and cap."""
    if spell.wage is None or spell.place in SHIPPED or not is_over(spell):
        return FINE
    law = case.law.places.get(spell.place)
    main = case.claim.place if case.claim and case.claim.place else None
    alone = len({province_of(one.place) for one in case.spells}) == 1
    own = case.law.reference_wage is not None and (alone or spell.place == main)
    text = (
        f"found a wage in {spell.place}, whose floor and cap are not shipped; "
        f"give law.places.{spell.place}.reference_wage, or the base"
    )
    return hit(not own and not (law and law.reference_wage is not None), ("wage",), lambda: text)


@check(SPELL)
def spell_starts_at_working_age(case: Case, spell: Spell) -> Found:
    """Nobody pays or works before the age of fourteen."""
    if case.person is None or spell.kind == "none" or not is_over(spell):
        return FINE
    age = spell.from_ - case.person.birth
    return hit(
        0 <= age < YOUNGEST,
        ("from",),
        lambda: f"found {month_text(spell.from_)}, at age {age_text(age)}; nobody pays or works before 14",
    )


@check(SPELL)
def spell_ends_in_life(case: Case, spell: Spell) -> Found:
    """No spell reaches beyond the death."""
    if case.death is None or not is_over(spell):
        return FINE
    death = month_text(case.death.month)
    return hit(
        spell.to > case.death.month, ("to",), lambda: f"found {month_text(spell.to)}, after the death in {death}"
    )


@check(SPELL)
def who_draws_no_longer_pays(case: Case, spell: Spell) -> Found:
    """No work or contribution follows the claim or the disability."""
    if spell.kind not in ACTIVE or not is_over(spell):
        return FINE
    ends = {"claim": case.claim.month if case.claim else None}
    ends |= {"disability": case.disability.month if case.disability else None}
    return [
        Hit(("to",), f"found {month_text(spell.to)}, after the {name} in {month_text(month)}; who draws no longer pays")
        for name, month in ends.items()
        if month is not None and spell.to > month
    ]


@check(SPELL)
def cash_out_was_open(_: Case, spell: Spell) -> Found:
    """Accounts were paid out before the pension age until the end of 2009."""
    late = spell.cashed_out and spell.to >= CASH_OUT_END and is_over(spell)
    text = "found true, but since 2010-01 no account is paid out before the pension age"
    return hit(late, ("cashed_out",), lambda: text)


@check(SPELL)
def cash_out_was_for_migrants(case: Case, spell: Spell) -> Found:
    """Only rural migrants took their accounts out."""
    hukou = case.person.hukou if case.person else []
    urban = spell.cashed_out and hukou and hukou[0].type == "urban" and is_over(spell)
    return hit(urban, ("cashed_out",), lambda: "found true with an urban hukou, allowed for rural migrants only")


@check("spells")
def months_count_once(_: Case, spells: list[Spell]) -> Found:
    """Insured months do not overlap; who was insured twice says which record is closed."""
    insured = (*ACTIVE, "none")
    chosen = [one for one in enumerate(spells) if one[1].kind in insured and not one[1].refunded and is_over(one[1])]
    chosen.sort(key=lambda item: (item[1].from_, item[1].to))
    found, last = [], None
    for number, spell in chosen:
        if last and spell.from_ <= last[1].to:
            other, earlier = last
            here = "" if spell.place == earlier.place else f" in {place_name(earlier.place, 'en')}"
            text = (
                f"found {month_text(spell.from_)}, but spell {other + 1}{here} lasts to {month_text(earlier.to)}; "
                "a month counts once: end one of them, or mark the record that is closed with refunded: true"
            )
            found.append(Hit(("spells", number, "from"), text))
        if last is None or spell.to > last[1].to:
            last = number, spell
    return found


@check("spells")
def closed_record_overlaps_another(_: Case, spells: list[Spell]) -> Found:
    """A record that is closed and refunded overlaps one that is kept."""
    kept = [spell for spell in spells if spell.kind in ACTIVE and not spell.refunded]
    return [
        Hit(("spells", number, "refunded"), "found true, but no other spell overlaps this one")
        for number, spell in enumerate(spells)
        if spell.refunded and not any(one.from_ <= spell.to and spell.from_ <= one.to for one in kept)
    ]


@check(PAID_AFTER)
def nothing_is_paid_after_the_statutory_month(_: Case, spells: list[Spell], claim: int) -> Found:
    """Who pays on after the statutory month says when the pension is claimed."""
    return [
        Hit(
            ("spells", number, "to"),
            f"found {month_text(spell.to)}, after the claim in {month_text(claim)}, the statutory month; "
            "end the spell there or say when the pension is claimed: claim: {month: ...}",
        )
        for number, spell in enumerate(spells)
        if spell.kind in ACTIVE and spell.to > claim and not spell.refunded
    ]
