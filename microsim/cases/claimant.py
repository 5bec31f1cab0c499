"""Who claims: a case as the record, the tables and the knowledge that the kernel's events of the claim read."""

from typing import Any, NamedTuple

from microsim.amounts import MONTHS
from microsim.cases.atlas import Atlas, atlas_of
from microsim.cases.geography import law_row
from microsim.cases.kernel import Kernel, Person, kernel_of
from microsim.cases.law_model import Transitional
from microsim.cases.laws import shipped, statute_value
from microsim.cases.months import calendar
from microsim.cases.public import is_public, last_pay
from microsim.cases.rights import Rights
from microsim.cases.rows import CaseWorld, divisors, world_of
from microsim.cases.work import Work, local_months, regional_months
from microsim.schema import Membership, Scheme
from microsim.schemes.employees.award import Terms, known_terms
from microsim.schemes.employees.known import NOTHING_KNOWN, Known

AGE_WHERE_UNKNOWN = 60 * MONTHS


class Claimant(NamedTuple):
    """A person at the claim under the law of a case; year and month are those of the claim, place that of the payer."""

    kernel: Kernel
    world: CaseWorld
    person: Person
    place: int
    known: Known
    year: int
    month: int

    def terms(self) -> Terms:
        """Return what the formula is applied to."""
        found: Terms = self.kernel(known_terms)(self.person, self.world, self.place, self.year, self.known)
        return found

    def again(self) -> "Claimant":
        """Return the same person once more, quiet: for an award that is compared and not told."""
        return self._replace(kernel=kernel_of(self.world.atlas, False), person=self.person.copy())


def claimant(work: Work, rights: Rights, month: int, place: str | None = None, watched: bool = True) -> Claimant:
    """Return the claimant of a case in a month, at the place that pays or at another one."""
    key = place or work.place or ""
    months = regional_months(work)
    lived = work.career.life.atlas if work.career else None
    atlas = (
        lived
        if lived and key in lived.places
        else atlas_of(tuple(dict.fromkeys((key, *months))), (), work.law.with_wage((key, *months)))
    )
    world = world_of(atlas, work.law)
    divisor = work.law.given(key, "divisor")
    if divisor is not None or not work.law.silent:
        world.divisor = divisors() if divisor is None else [divisor] * len(divisors())
    at = atlas.place(key)
    person = Person(atlas, **facts_of(work, atlas, at, month))
    lay_rights(person, rights, atlas, at, months)
    kernel = kernel_of(atlas, watched and work.trace.terms)
    return Claimant(kernel, world, person, at, known_of(work, rights, key), *calendar(month))


def facts_of(work: Work, atlas: Atlas, at: int, month: int) -> dict[str, Any]:
    """Return the single fields of a claimant's record."""
    case, key = work.case, atlas.places[at]
    local, early = local_months(work, key, regional_months(work)) or (work.rights.months if work.rights else 0, 0)
    pay = case.public.pay if case.public and case.public.pay is not None else last_pay(case.spells)
    public = is_public(case, work.claim)
    return {
        "birth": work.timing.birth if work.timing else month - AGE_WHERE_UNKNOWN,
        "hukou_place": at if work.home == key else -1,
        "scheme": int(Scheme.PUBLIC if public else Scheme.EMPLOYEES),
        "membership": int(Membership.PAYING),
        "relation": atlas.province_of[at],
        "required_months": work.minimum,
        "wage": pay or 0.0,
        "local_months": local,
        "local_early_months": early,
    }


def lay_rights(person: Person, rights: Rights, atlas: Atlas, at: int, months: dict[str, int]) -> None:
    """Lay months and account over the record, all at the place that pays; months by place weigh benefit regions."""
    province = atlas.province_of[at]
    person.fund_place[province] = at
    person.months[province] = rights.months - rights.deemed_months
    person.deemed_months[province] = rights.deemed_months
    person.account_fen[province] = rights.account or 0
    person.early_index_sum[atlas.region_of[at]] = rights.early_points
    person.old_local_months[province] = rights.old_local_months
    for place, number in months.items():
        person.region_months[atlas.region_of[atlas.place(place)]] += number


def known_of(work: Work, rights: Rights, place: str) -> Known:
    """Return what a case knows of a claim beyond the record."""
    found = {"deemed_years": rights.deemed_years}
    found |= {} if rights.mean is None else {"mean_index": rights.mean}
    found |= {} if rights.years is None else {"years": rights.years}
    if work.case.public and work.case.public.old_pension is not None:
        found["old_pension"] = work.case.public.old_pension
    if form := work.law.transitional(place):
        found |= old_methods(work, rights, form, place)
    found = paper_estimate(work, rights, place) | found
    return NOTHING_KNOWN._replace(**found)


def paper_estimate(work: Work, rights: Rights, place: str) -> dict[str, float]:
    """Return an estimate of the account on paper for totals that do not say it, where the place has such accounts."""
    share = statute_value(law_row(place), "pension.paper_account_share", work.claim or 0)
    form = work.law.transitional(place)
    said = form is not None and (form.variant != "paper_account" or form.paper_account is not None)
    if said or not share or not rights.deemed_years or work.career:
        return {}
    base = work.law.find(place, "benefit_base", work.claim or 0)
    monthly = share * rights.deemed_years * (base.value if base else 0.0)
    return {"paper_account": monthly * shipped(law_row(place), "paper_account_divisor", work.claim or 0)}


def old_methods(work: Work, rights: Rights, form: Transitional, place: str) -> dict[str, float]:
    """Return what a case knows of older methods of the transitional pension."""
    names = ("weighted_years", "old_account", "indexed_wage", "paper_account")
    found = {name: value for name in names if (value := getattr(form, name)) is not None}
    found |= {} if form.share is None else {"wage_share": form.share}
    found |= {} if form.index is None else {"deemed_index": form.index}
    return found
