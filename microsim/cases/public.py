"""Who retires from the public service, and the pay the old rule counts."""

from microsim.cases.career import counted
from microsim.cases.model import Case, Spell


def is_public(case: Case, claim: int | None) -> bool:
    """Whether the person retires from the public service: said so, or by the last spell before the claim."""
    if case.public is not None or not case.spells:
        return case.public is not None
    spells = [spell for spell in counted(case.spells) if claim is None or spell.from_ <= claim]
    return bool(spells) and spells[-1].kind == "public"


def last_pay(spells: list[Spell]) -> float | None:
    """Return the pay of the last spell in the public service."""
    if not spells:
        return None
    public = [spell for spell in counted(spells) if spell.kind == "public"]
    return (public[-1].wage or public[-1].base) if public else None
