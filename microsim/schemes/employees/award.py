"""The award of the employees' (or the public) scheme: the terms of the place that pays, and the parts."""

from typing import NamedTuple

from microsim.amounts import FEN, MONTHS
from microsim.kernel.jit import event, pure
from microsim.kernel.setting import assumptions_at, cohort_of, law_at, province_of, region_of
from microsim.places import PROVINCE_COUNT, REGION_COUNT, REGION_PROVINCE, REGION_SEAT
from microsim.schema import Membership, Scheme, TransitionalForm, YearCount
from microsim.schemes.base.accounts import fen
from microsim.schemes.employees.account import deemed_months, total_months
from microsim.schemes.employees.known import NOTHING_KNOWN, UNKNOWN, Known, is_known
from microsim.schemes.employees.rules.benefits import (
    PensionParts,
    account_pension,
    basic_pension,
    divisor,
    mean_index,
    senior_supplement,
    supplements,
    transitional_pension,
)
from microsim.schemes.employees.rules.levers import (
    actuarial_factor,
    guaranteed_pension,
    pays_share,
    totalised_pension,
)
from microsim.schemes.employees.rules.old_formula import (
    account_pension_1997,
    basic_pension_1997,
    old_service_share,
    released_award,
)
from microsim.schemes.employees.rules.variants import (
    blended_transitional,
    counted_years,
    fixed_wage_part,
    index_by_calendar_years,
    mixed_benefit_base,
    old_local_pension,
    paper_account_pension,
    rounded_parts,
    weighted_years,
    weighted_years_pension,
)

ALONE = 1  # the formula of 1997, see its quantity of the law


class Terms(NamedTuple):
    """What the formula of a place is applied to."""

    benefit_base: float
    index: float
    months: int  # deemed ones included
    deemed: int
    old_local: int  # months that earn the local pension of before July 2006
    early_points: float  # indices of the months paid in the province that earn the transitional pension, summed
    known: Known


@event
def terms_at(person, world, place, year):
    """Return benefit base, mean index and months; careers in several regions of a province weigh them by months."""
    law = law_at(world, place, year)
    region, deemed = region_of(place), deemed_months(person)
    paid = total_months(person) - deemed
    base, weight = law.benefit_base, int(person.region_months[region])
    index = mean_index(person.index_sum[region], paid, law.deemed_index, deemed)
    for other in range(REGION_COUNT if law.mixed_base > 0 else 0):
        months = int(person.region_months[other])
        if other == region or months == 0 or REGION_PROVINCE[other] != REGION_PROVINCE[region]:
            continue
        there = law_at(world, REGION_SEAT[other], year)
        base = mixed_benefit_base(base, weight, there.benefit_base, months, 1)
        theirs = mean_index(person.index_sum[other], paid, there.deemed_index, deemed)
        index = mixed_benefit_base(index, weight, theirs, months, 1)
        weight += months
    old_local = deemed + int(person.old_local_months[province_of(place)])
    return Terms(base, index, paid + deemed, deemed, old_local, person.early_index_sum[region], NOTHING_KNOWN)


@event
def known_terms(person, world, place, year, known):
    """Return the terms of a claim of which a file knows more than the record: its index where given, or its years."""
    found = terms_at(person, world, place, year)
    index, points = found.index, person.index_sum[region_of(place)]
    if is_known(known.mean_index):
        index = known.mean_index
    elif is_known(known.calendar_years):
        law = law_at(world, place, year)
        index = index_by_calendar_years(points, law.deemed_index, found.deemed, known.calendar_years)
    return Terms(found.benefit_base, index, found.months, found.deemed, found.old_local, found.early_points, known)


@event
def old_method(law, known, assumed):
    """Return what the old method of the transitional pension gives: from its wage or its account, where one is known."""
    if is_known(known.indexed_wage):
        return fixed_wage_part(known.indexed_wage, known.wage_share)
    if is_known(known.old_account):
        return paper_account_pension(known.old_account, law.paper_account_divisor)
    return assumed


@event
def new_method(law, terms):
    """Return what the formula in force gives for deemed years, or for years weighted by their index where these are known."""
    if is_known(terms.known.weighted_years):
        return weighted_years_pension(terms.benefit_base, terms.known.weighted_years, law.transitional_rate)
    years = terms.known.deemed_years if is_known(terms.known.deemed_years) else terms.deemed / MONTHS
    deemed = terms.known.deemed_index if is_known(terms.known.deemed_index) else law.deemed_index
    base, index = terms.benefit_base, terms.index
    if law.transitional_form == TransitionalForm.WEIGHTED_YEARS:
        weighted = weighted_years(deemed, MONTHS * years, terms.early_points)
        return weighted_years_pension(base, weighted, law.transitional_rate)
    return transitional_pension(law.transitional_form, base, index, deemed, years, law.transitional_rate)


@event
def transitional_part(law, assumptions, terms, years):
    """Return the transitional pension; while two methods are compared, the old part and what is released.

    What the old method gives rests on an account of the 1990s that no life here has: a share of the new part is assumed.
    """
    new = new_method(law, terms)
    allowance = supplements(0.0, law.supplement_per_year, years, 0.0, 0.0)
    old = old_method(law, terms.known, assumptions.old_transitional_ratio * new)
    part = blended_transitional(new, old, allowance, law.transitional_released, law.transitional_old_floor)
    if is_known(terms.known.paper_account):
        part += paper_account_pension(terms.known.paper_account, law.paper_account_divisor)
    return part


@event
def account_divisor(world, law, cohort, age_months):
    """Return the months an account is divided by: of the table of the law, or by the life table of the cohort."""
    if law.cohort_divisors > 0:
        return divisor(age_months, world.cohort_divisor[cohort], law.divisor_by_month)
    return divisor(age_months, world.divisor, law.divisor_by_month)


@event
def award(world, law, assumptions, terms, account_fen, age_months, cohort):
    """Return the parts of a new pension under the law of the place that pays it."""
    base, index = terms.benefit_base, terms.index
    years, served = counted_years(terms.months, law.year_count, law.month_fraction), terms.months / MONTHS
    if is_known(terms.known.years) and law.year_count == YearCount.BY_MONTH:
        years = served = terms.known.years
    flat = law.supplement_flat + law.supplement_year_flat + senior_supplement(law.supplement_senior, terms.deemed)
    flat += old_local_pension(law.old_local_excess, law.old_local_rate, terms.old_local / MONTHS, law.old_local_share)
    return rounded_parts(
        basic_pension(base, index, years, law.accrual_rate, law.index_weight, law.low_index_threshold),
        account_pension(account_fen / FEN, account_divisor(world, law, cohort, age_months)),
        transitional_part(law, assumptions, terms, served),
        supplements(flat, law.supplement_per_year, served, law.supplement_base_share, base),
        law.rounding_fen,
    )


@pure
def in_proportion(parts, total_fen):
    """Return the parts of a pension raised or cut alike to another total; what rounding leaves is of the basic part."""
    share = total_fen / parts.total_fen if parts.total_fen > 0 else 0.0
    account, transitional = int(parts.account_fen * share), int(parts.transitional_fen * share)
    supplement = int(parts.supplement_fen * share)
    return PensionParts(total_fen - account - transitional - supplement, account, transitional, supplement, total_fen)


@pure
def at_total(parts, total_fen):
    """Return the parts of a pension of another total: more is a supplement, less reduces all parts alike."""
    if total_fen >= parts.total_fen:
        more = total_fen - parts.total_fen
        return PensionParts(
            parts.basic_fen, parts.account_fen, parts.transitional_fen, parts.supplement_fen + more, total_fen
        )
    return in_proportion(parts, total_fen)


@event
def award_of_1997(law, parts, terms, account_fen, minimum):
    """Return a pension by the formula of 1997 where the law has it: alone, or compared while a gain is released."""
    if law.formula_1997 == 0:
        return parts
    old = rounded_parts(
        basic_pension_1997(terms.benefit_base, terms.months, minimum, law.basic_share_1997),
        account_pension_1997(account_fen / FEN, law.account_divisor_1997),
        parts.transitional_fen / FEN,
        parts.supplement_fen / FEN,
        law.rounding_fen,
    )
    if law.formula_1997 == ALONE:
        return old
    return at_total(parts, fen(released_award(parts.total_fen / FEN, old.total_fen / FEN, law.gain_released)))


@event
def award_by_rules(person, law, assumptions, parts, terms, account_fen, month):
    """Return a pension after the comparison with the old rules of the scheme it is awarded in."""
    if person.scheme == Scheme.PUBLIC:
        return compared_award(person, law, assumptions, parts, terms, month)
    if not person.entered:
        return parts  # awards of the history are those of the opening stock, which was fitted to the formula of 2005
    return award_of_1997(law, parts, terms, account_fen, person.required_months)


@event
def months_in(person, province):
    """Return all contribution months in a province, deemed ones included."""
    return int(person.months[province]) + int(person.deemed_months[province])


@event
def pays_a_share(person, law, province):
    """Return whether a province with a record pays a share of the pension: not with too few months there."""
    months = months_in(person, province)
    return months > 0 and person.fund_place[province] >= 0 and pays_share(months, law.totalisation_months)


@event
def totalised_award(person, world, law, place, year, parts, age_months):
    """Return the pension that provinces share by months, each by its own formula, and note what each bears.

    Shared are the basic and the transitional part; the account is added up and, with the supplement, paid by the paying
    place (article 52 of Regulation 883/2004).
    """
    all_months, basic, transitional = 0, 0, 0
    for province in range(PROVINCE_COUNT):
        if pays_a_share(person, law, province):
            all_months += months_in(person, province)
    if law.totalisation == 0 or all_months == 0 or person.scheme != Scheme.EMPLOYEES:
        return parts
    for province in range(PROVINCE_COUNT):
        person.borne_share[province] = 0.0
        if not pays_a_share(person, law, province):
            continue
        own, there = months_in(person, province), int(person.fund_place[province])
        whole = award(
            world,
            law_at(world, there, year),
            assumptions_at(world, there, year),
            terms_at(person, world, there, year),
            0,
            age_months,
            cohort_of(person),
        )
        first = int(totalised_pension(whole.basic_fen, own, all_months))
        second = int(totalised_pension(whole.transitional_fen, own, all_months))
        basic, transitional = basic + first, transitional + second
        if province != province_of(place):
            person.borne_share[province] = float(first + second)
            person.shared = 1
    for province in range(PROVINCE_COUNT):
        person.borne_share[province] /= max(basic + transitional, 1)
    total = basic + transitional + parts.account_fen + parts.supplement_fen
    return PensionParts(basic, parts.account_fen, transitional, parts.supplement_fen, total)


@event
def actuarial_award(person, law, parts, now):
    """Return a pension cut or raised by the month of the claim, where a reform says so.

    Who paid on for the minimum years could not claim before, so those months bring no bonus.
    """
    if law.early_reduction == 0.0 and law.late_bonus == 0.0:
        return parts
    due = now if person.membership == Membership.EXTENDING else person.statutory_month
    factor = actuarial_factor(now, due, law.early_reduction, law.late_bonus)
    return in_proportion(parts, fen(max(0.0, factor) * parts.total_fen / FEN))


@event
def guaranteed_award(law, parts, terms):
    """Return a pension lifted to what a reform guarantees."""
    if law.guarantee_share == 0.0:
        return parts
    least = guaranteed_pension(terms.benefit_base, law.guarantee_share, terms.months, law.guarantee_months)
    return at_total(parts, max(parts.total_fen, fen(least)))


@event
def compared_award(person, law, assumptions, parts, terms, month):
    """Return a public pension while the old award is a floor and a share of the gain is paid (guofa-2015-2).

    Only those with service before the reform, which is deemed, are compared. The old award counts basic pay and the
    retirement allowance of the post, not the whole wage.
    """
    alone = law.public_employer_rate[month - 1] == 0.0  # before the reform the old award was all there was
    if not alone and (law.public_compared[month - 1] == 0.0 or terms.deemed == 0):
        return parts
    old = old_award(person, law, assumptions, terms)
    if not is_known(old):  # out of the service for years: there is no pay the old award could rest on
        return parts
    if alone:
        return at_total(parts, fen(old))
    return at_total(parts, fen(released_award(parts.total_fen / FEN, old, law.public_released[month - 1])))


@event
def old_award(person, law, assumptions, terms):
    """Return what the old rule of the public service pays on the last pay, yuan a month; UNKNOWN without a pay."""
    if is_known(terms.known.old_pension):
        return terms.known.old_pension
    share = old_service_share(
        terms.months / MONTHS,
        law.public_old_share_short,
        law.public_old_share_medium,
        law.public_old_share_long,
        law.public_old_share_full,
    )
    pay = person.wage if person.wage > 0.0 else person.wage_last_year
    return share * assumptions.old_pay_ratio * pay if pay > 0.0 else UNKNOWN
