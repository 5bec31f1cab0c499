"""Who claims: a case as the record, the tables and the knowledge that the kernel's events of the claim read."""

from typing import NamedTuple

from microsim.amounts import MONTHS
from microsim.cases.atlas import atlas_of
from microsim.cases.geography import law_row
from microsim.cases.kernel import Kernel, Person, kernel_of
from microsim.cases.law_model import Transitional
from microsim.cases.laws import shipped, statute_value
from microsim.cases.months import calendar
from microsim.cases.public import is_public, last_pay
from microsim.cases.rights import Rights
from microsim.cases.rows import CaseWorld, divisors, world_of
from microsim.cases.work import Work, local_months, regional_months
from microsim.engine.listed import lay_claim
from microsim.schema import Scheme
from microsim.schemes.employees.award import Terms, known_terms
from microsim.schemes.employees.known import NOTHING_KNOWN, UNKNOWN, Known

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
    lived = work.career.life.atlas if work.career and isinstance(work.career.life.kernel, Kernel) else None
    atlas = (
        lived
        if lived and key in lived.places
        else atlas_of(tuple(dict.fromkeys((key, *months))), work.law.with_wage((key, *months)))
    )
    world = world_of(atlas, work.law)
    divisor = work.law.given(key, "divisor")
    if divisor is not None or not work.law.silent:
        world.divisor = divisors() if divisor is None else [divisor] * len(divisors())
    at, known = atlas.place(key), known_of(work, rights, key)
    kernel, person = kernel_of(atlas, watched and work.trace.terms), Person(atlas)
    regions = [(atlas.region_of[atlas.place(one)], number) for one, number in months.items()]
    kernel.opened(lay_claim)(person, numbers_of(work, rights, key, at, month), values_of(work, rights, known), regions)
    return Claimant(kernel, world, person, at, known, *calendar(month))


def numbers_of(work: Work, rights: Rights, key: str, at: int, month: int) -> tuple[int, ...]:
    """Return the whole numbers that are known of who claims, in the order of ``engine.listed``."""
    local, early = work.rights.months if work.rights else 0, 0
    if work.career:
        local, early = local_months(work, key, regional_months(work)) or (local, early)
    return (
        at,
        *calendar(month),
        work.timing.birth if work.timing else month - AGE_WHERE_UNKNOWN,
        work.home == key,
        Scheme.PUBLIC if is_public(work.case, work.claim) else Scheme.EMPLOYEES,
        work.minimum,
        rights.months - rights.deemed_months,
        rights.deemed_months,
        rights.account or 0,
        rights.old_local_months,
        local,
        early,
    )


def values_of(work: Work, rights: Rights, known: Known) -> tuple[float, ...]:
    """Return the amounts that are known of who claims, in the order of ``engine.listed``."""
    case = work.case
    pay = case.public.pay if case.public and case.public.pay is not None else last_pay(case.spells)
    return (pay or 0.0, rights.early_points, *known)


def known_of(work: Work, rights: Rights, place: str) -> Known:
    """Return what a case knows of a claim beyond the record."""
    if work.law.silent and not work.case.public and not rights.deemed_years:
        mean = UNKNOWN if rights.mean is None else rights.mean
        years = UNKNOWN if rights.years is None else rights.years
        return Known(mean, years, rights.deemed_years, *NOTHING_KNOWN[3:])
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
