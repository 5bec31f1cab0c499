"""The award of the employees' (or the public) scheme: the terms of the place that pays, and the parts."""

from typing import NamedTuple

from microsim.amounts import FEN, MONTHS
from microsim.kernel.jit import event, pure
from microsim.kernel.setting import assumptions_at, cohort_of, law_at, province_of, region_of
from microsim.places import PROVINCE_COUNT, REGION_COUNT, REGION_PROVINCE, REGION_SEAT
from microsim.schema import Membership, Scheme
from microsim.schemes.base.accounts import fen
from microsim.schemes.employees.account import deemed_months, total_months
from microsim.schemes.employees.rules.benefits import (
    PensionParts,
    account_pension,
    basic_pension,
    divisor,
    mean_index,
    supplements,
    transitional_pension,
)
from microsim.schemes.employees.rules.levers import (
    actuarial_factor,
    guaranteed_pension,
    pays_share,
    totalised_pension,
)
from microsim.schemes.employees.rules.old_formula import old_service_share, released_award
from microsim.schemes.employees.rules.variants import (
    blended_transitional,
    counted_years,
    mixed_benefit_base,
    rounded_parts,
)


class Terms(NamedTuple):
    """What the formula of a place is applied to."""

    benefit_base: float
    index: float
    months: int  # deemed ones included
    deemed: int


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
    return Terms(base, index, paid + deemed, deemed)


@event
def transitional_part(law, assumptions, terms):
    """Return the transitional pension; while two methods are compared, the old part and what is released.

    What the old method gives rests on an account of the 1990s that nobody here has: a share of the new part is assumed.
    """
    new = transitional_pension(
        law.transitional_form,
        terms.benefit_base,
        terms.index,
        law.deemed_index,
        terms.deemed / MONTHS,
        law.transitional_rate,
    )
    allowance = supplements(0.0, law.supplement_per_year, terms.months / MONTHS, 0.0, 0.0)
    old = assumptions.old_transitional_ratio * new
    return blended_transitional(new, old, allowance, law.transitional_released, law.transitional_old_floor)


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
    years = counted_years(terms.months, law.year_count, law.month_fraction)
    return rounded_parts(
        basic_pension(base, index, years, law.accrual_rate, law.index_weight, law.low_index_threshold),
        account_pension(account_fen / FEN, account_divisor(world, law, cohort, age_months)),
        transitional_part(law, assumptions, terms),
        supplements(
            law.supplement_flat, law.supplement_per_year, terms.months / MONTHS, law.supplement_base_share, base
        ),
        law.rounding_fen,
    )


@pure
def at_total(parts, total_fen):
    """Return the parts of a pension of another total: more is a supplement, less reduces all parts alike."""
    if total_fen >= parts.total_fen:
        more = total_fen - parts.total_fen
        return PensionParts(
            parts.basic_fen, parts.account_fen, parts.transitional_fen, parts.supplement_fen + more, total_fen
        )
    share = total_fen / parts.total_fen
    basic, account = int(parts.basic_fen * share), int(parts.account_fen * share)
    transitional = int(parts.transitional_fen * share)
    return PensionParts(basic, account, transitional, total_fen - basic - account - transitional, total_fen)


@pure
def in_proportion(parts, total_fen):
    """Return the parts of a pension raised or cut alike to another total; what rounding leaves is of the basic part."""
    share = total_fen / parts.total_fen if parts.total_fen > 0 else 0.0
    account, transitional = int(parts.account_fen * share), int(parts.transitional_fen * share)
    supplement = int(parts.supplement_fen * share)
    return PensionParts(total_fen - account - transitional - supplement, account, transitional, supplement, total_fen)


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
def reformed_award(person, law, parts, terms, now):
    """Return a pension under the levers of a reform: cut or raised by the month of the claim, then guaranteed.

    Who paid on for the minimum years could not claim before, so those months bring no bonus.
    """
    if law.early_reduction > 0.0 or law.late_bonus > 0.0:
        due = now if person.membership == Membership.EXTENDING else person.statutory_month
        factor = actuarial_factor(now, due, law.early_reduction, law.late_bonus)
        parts = in_proportion(parts, fen(max(0.0, factor) * parts.total_fen / FEN))
    if law.guarantee_share > 0.0:
        least = guaranteed_pension(terms.benefit_base, law.guarantee_share, terms.months, law.guarantee_months)
        parts = at_total(parts, max(parts.total_fen, fen(least)))
    return parts


@event
def compared_award(person, law, assumptions, parts, terms, month):
    """Return a public pension while the old award is a floor and a share of the gain is paid (guofa-2015-2).

    Only those with service before the reform, which is deemed, are compared. The old award counts basic pay and the
    retirement allowance of the post, not the whole wage.
    """
    if person.scheme != Scheme.PUBLIC or law.public_compared[month - 1] == 0.0 or terms.deemed == 0:
        return parts
    share = old_service_share(
        terms.months / MONTHS,
        law.public_old_share_short,
        law.public_old_share_medium,
        law.public_old_share_long,
        law.public_old_share_full,
    )
    pay = person.wage if person.wage > 0.0 else person.wage_last_year
    if pay == 0.0:  # out of the service for years: there is no pay the old award could rest on
        return parts
    old = share * assumptions.old_pay_ratio * pay
    paid = released_award(parts.total_fen / FEN, old, law.public_released[month - 1])
    return at_total(parts, fen(paid))
