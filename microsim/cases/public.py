"""The public service: the award compared with that of the old rule, which it replaces over ten years."""

from typing import Any

from microsim.amounts import MONTHS
from microsim.cases.award import Award
from microsim.cases.career import counted
from microsim.cases.desk import Desk
from microsim.cases.laws import GIVEN
from microsim.cases.model import Case, Spell
from microsim.cases.plain import plain
from microsim.schemes.base.accounts import fen
from microsim.schemes.employees.rules.old_formula import old_service_share, released_award

STEPS = ("short", "medium", "long", "full")


def is_public(case: Case, claim: int | None) -> bool:
    """Whether the person retires from the public service: said so, or by the last spell before the claim."""
    if case.public is not None:
        return True
    spells = [spell for spell in counted(case.spells) if claim is None or spell.from_ <= claim]
    return bool(spells) and spells[-1].kind == "public"


def last_pay(spells: list[Spell]) -> float | None:
    """Return the pay of the last spell in the public service."""
    public = [spell for spell in counted(spells) if spell.kind == "public"]
    return (public[-1].wage or public[-1].base) if public else None


def old_award(desk: Desk, case: Case, years: float) -> float | None:
    """Return what the old rule pays, yuan a month; None where no pay is known."""
    if case.public and case.public.old_pension is not None:
        desk.trace.term("old_pension", case.public.old_pension, GIVEN)
        return case.public.old_pension
    pay = case.public.pay if case.public and case.public.pay is not None else last_pay(case.spells)
    if pay is None:
        return None
    shares = {name: desk.shipped(f"public_old_share_{name}") for name in STEPS}
    share = desk.trace.call(old_service_share, years=years, **shares)
    result = float(share * pay)
    desk.trace.term("old_pension", result, "guorenbufa-2006-60", share=share, pay=pay)
    return result


def compared(desk: Desk, case: Case, found: Award, months: int) -> tuple[Award, dict[str, Any] | None]:
    """Return the award that is paid, and how it follows from the old and the new one; None where none compares."""
    alone = not desk.shipped("public_employer_rate")
    if not alone and not desk.shipped("public_compared"):
        return found, None
    old = old_award(desk, case, months / MONTHS)
    if old is None:
        desk.trace.note("no_public_pay")
        return found, None
    released = 0.0 if alone else desk.shipped("public_released")
    if alone:
        total = int(plain(fen)(old))
    else:
        paid = desk.trace.call(released_award, new=found.total / 100, old=old, released=released)
        total = int(plain(fen)(paid))
    shown = {"scheme": "public", "old": round(old, 2), "new": found.total / 100}
    return at_total(found, total), shown | {"released": released, "total": total / 100}


def at_total(found: Award, total: int) -> Award:
    """Return the parts of another total: more is a supplement, less reduces all parts alike."""
    if total >= found.total:
        return found._replace(supplements=found.supplements + total - found.total, total=total)
    share = total / found.total
    account, transitional, supplements = (int(part * share) for part in found[1:4])
    return Award(total - account - transitional - supplements, account, transitional, supplements, total)
