"""Claims of the employees' scheme: eligibility month by month, the award and the alternatives."""

from microsim._jit import event
from microsim.draws import MONEY, lanes
from microsim.engine.ages import past_original_age, statutory
from microsim.engine.disability import end_disability
from microsim.engine.records import credit_interest, gather_records, settle_index, total_months
from microsim.engine.residents_account import credit_residents_interest
from microsim.engine.setting import (
    GUANGDONG_REGION,
    SHENZHEN_REGION,
    assumptions_at,
    book,
    law_at,
    month_index,
    province_of,
    region_of,
)
from microsim.engine.tallies import Claim, Item
from microsim.engine.world import FIRST_YEAR
from microsim.life.claiming import EARLIEST, LATE, closes_gap
from microsim.places import PROVINCE_COUNT, REGION_COUNT, REGION_SEAT
from microsim.rules.accounts import fen
from microsim.rules.benefits import (
    account_pension,
    basic_pension,
    divisor,
    index_point,
    mean_index,
    supplements,
    transitional_pension,
)
from microsim.rules.eligibility import (
    buy_in_cost,
    earliest_claim_month,
    may_buy_in,
    meets_minimum,
    missing_months,
)
from microsim.rules.old_formula import old_service_share, released_award
from microsim.rules.portability import paying_place
from microsim.rules.residents import residents_annuity
from microsim.rules.variants import counted_years, mixed_benefit_base, rounded_parts
from microsim.schema import Membership, Scheme

RESIDENTS, PUBLIC = int(Scheme.RESIDENTS), int(Scheme.PUBLIC)
FLEXIBLE_ITEM = int(Item.FLEXIBLE)
NO_MEMBER, EXTENDING = int(Membership.NONE), int(Membership.EXTENDING)
PENSIONER, BRIDGED = int(Membership.PENSIONER), int(Membership.BRIDGED)
BRIDGE_OUT, BRIDGE_IN = int(Item.BRIDGE_OUT), int(Item.BRIDGE_IN)
COUNT, AGE_MONTHS, CONTRIBUTION_MONTHS = int(Claim.COUNT), int(Claim.AGE_MONTHS), int(Claim.CONTRIBUTION_MONTHS)
INDEX_E4, PENSION_FEN = int(Claim.INDEX_E4), int(Claim.PENSION_FEN)
REPLACEMENT_E4, WITH_WAGE = int(Claim.REPLACEMENT_E4), int(Claim.WITH_WAGE)
YEAR, FEN, E4 = 12.0, 100.0, 10000.0


@event
def near_claim(person, world, year):
    """Return whether a claim of the employees' pension may fall in this year."""
    if person.claim_month > 0 or person.membership == BRIDGED:
        return False
    law = law_at(world, person.place if person.relation < 0 else person.fund_place[person.relation], year)
    return past_original_age(person, law, month_index(year, 12))


@event
def claim_test(person, world, key, tallies, year, month):
    """At a month's end, claim, wait, pay on towards the minimum or move the rights to the residents' scheme."""
    if person.claim_month > 0 or person.membership == BRIDGED or person.relation < 0:
        return
    law = law_at(world, person.fund_place[person.relation], year)
    now = month_index(year, month)
    have = total_months(person)
    if person.statutory_month == 0:
        due = statutory(person, law)
        if now >= due:
            person.statutory_month = due
            person.required_months = law_at(world, person.fund_place[person.relation], due // 12).minimum_months
        elif person.claim_choice == EARLIEST and law.early_window > 0:
            earliest = earliest_claim_month(person.birth, law.original_age[person.track], due, law.early_window)
            if now >= earliest and meets_minimum(have, law.minimum_months):
                person.statutory_month = due
                claim(person, world, tallies, year, month)
            return
        else:
            return
    if meets_minimum(have, person.required_months):
        waits = person.claim_choice == LATE and person.covered and person.membership != EXTENDING
        if not waits or now > person.statutory_month + int(person.late_share * law.late_window):
            claim(person, world, tallies, year, month)
    elif person.membership == EXTENDING:
        if may_buy_in(person.first_paid, now, person.statutory_month, law.buy_in_gate, law.buy_in_extension):
            buy_in(person, world, tallies, year, month, missing_months(have, person.required_months))
            claim(person, world, tallies, year, month)
    else:
        luck = lanes(key.seed, key.replicate, person.number, year, MONEY).third
        if pays_on(person, world, year, law, luck, missing_months(have, person.required_months)):
            person.membership = EXTENDING
        elif law.bridge_open[month - 1] > 0.0:
            bridge(person, world, tallies, year)


@event
def pays_on(person, world, year, law, luck, gap):
    """Return whether one short of the minimum pays on: a small gap, or five years before buying the rest."""
    assumptions = assumptions_at(world, person.fund_place[person.relation], year)
    if closes_gap(luck, gap, assumptions.catch_up_gap, assumptions.catch_up_share):
        return True
    buys = 0 < person.first_paid < law.buy_in_gate
    return buys and closes_gap(luck, gap, float(person.required_months), assumptions.buy_in_share)


@event
def buy_in(person, world, tallies, year, month, months):
    """Pay the missing months in one sum at the floor (mohrss-order-13-2)."""
    place = person.fund_place[person.relation]
    law = law_at(world, place, year)
    base = law.base_floor[month - 1]
    cost = buy_in_cost(base, law.flexible_rate[month - 1], months)
    book(person, tallies, year, place, person.scheme, FLEXIBLE_ITEM, cost)
    person.year_contributions_fen += cost
    person.account_fen[person.relation] += buy_in_cost(base, law.flexible_account_rate[month - 1], months)
    person.transfer_base_fen[person.relation] += buy_in_cost(base, 1.0, months)
    person.months[person.relation] += months
    person.region_months[region_of(place)] += months
    for region in range(REGION_COUNT):
        reference = law_at(world, REGION_SEAT[region], year).reference_wage
        person.index_sum[region] += months * index_point(base, reference, 0.0)


@event
def months_that_count(person, province):
    """Return the months that make a province the paying place: those in a temporary account do not."""
    if person.temporary[province] and province != province_of(person.hukou_place):
        return 0
    return person.months[province] + person.deemed_months[province]


@event
def place_that_pays(person, law):
    """Return the place whose fund pays the pension: its province by law, in it where the record is kept."""
    last = person.last_paid
    province = paying_place(
        person.relation,
        province_of(person.hukou_place),
        months_that_count(person, 0),
        months_that_count(person, 1),
        months_that_count(person, 2),
        last[0],
        last[1],
        last[2],
        law.paying_place_months,
    )
    place = person.fund_place[province]
    return place if place >= 0 else person.hukou_place


@event
def collect(person, world, tallies, year, place):
    """Gather all records at a place and credit the interest due so far."""
    province = province_of(place)
    settle_index(person, world, year)
    person.fund_place[province] = place
    person.relation = province
    gather_records(person, world, tallies, year, province)
    credit_interest(person, world, year)


@event
def terms_of_region(person, world, law, place, year, deemed):
    """Return the benefit base and mean index; careers in Shenzhen and the rest of the province weigh both by months."""
    region = region_of(place)
    months = total_months(person) - deemed
    own = mean_index(person.index_sum[region], months, law.deemed_index, deemed)
    other = SHENZHEN_REGION if region == GUANGDONG_REGION else GUANGDONG_REGION
    if region > SHENZHEN_REGION or law.mixed_base == 0 or person.region_months[other] == 0:
        return law.benefit_base, own
    there = law_at(world, REGION_SEAT[other], year)
    here_months, there_months = person.region_months[region], person.region_months[other]
    base = mixed_benefit_base(law.benefit_base, here_months, there.benefit_base, there_months, 1)
    theirs = mean_index(person.index_sum[other], months, there.deemed_index, deemed)
    return base, mixed_benefit_base(own, here_months, theirs, there_months, 1)


@event
def award(person, world, law, place, year, now):
    """Return the parts of a new pension under the law of the place that pays it."""
    deemed = 0
    for province in range(PROVINCE_COUNT):
        deemed += person.deemed_months[province]
    months = total_months(person)
    benefit_base, index = terms_of_region(person, world, law, place, year, deemed)
    person.contribution_months = months
    person.mean_index = index
    years = counted_years(months, law.year_count, law.month_fraction)
    account = person.account_fen[person.relation] / FEN
    return rounded_parts(
        basic_pension(benefit_base, index, years, law.accrual_rate, law.index_weight, law.low_index_threshold),
        account_pension(account, divisor(now - person.birth, world.divisor, law.divisor_by_month)),
        transitional_pension(
            law.transitional_form, benefit_base, index, law.deemed_index, deemed / YEAR, law.transitional_rate
        ),
        supplements(
            law.supplement_flat, law.supplement_per_year, months / YEAR, law.supplement_base_share, benefit_base
        ),
        law.rounding_fen,
    )


@event
def compared_supplement(person, law, parts, month):
    """Return the supplement of a public pension while the old award is a floor (guofa-2015-2), in fen."""
    if person.scheme != PUBLIC or law.public_compared[month - 1] == 0.0:
        return parts.supplement_fen
    share = old_service_share(
        person.contribution_months / YEAR,
        law.public_old_share_short,
        law.public_old_share_medium,
        law.public_old_share_long,
        law.public_old_share_full,
    )
    pay = person.wage if person.wage > 0.0 else person.wage_last_year
    paid = fen(released_award(parts.total_fen / FEN, share * pay, law.public_released[month - 1]))
    return parts.supplement_fen + paid - parts.total_fen


@event
def join_residents_account(person, world, tallies, year, month):
    """Add the residents' account to the employees' account; its years count for nothing (renshebufa-2014-17).

    A residents' pension in payment ends, and what is left of its account comes too.
    """
    if person.residents_place < 0:
        return
    credit_residents_interest(person, world, year, month)
    account = person.residents_account_fen + person.residents_left_fen
    book(person, tallies, year, person.residents_place, RESIDENTS, BRIDGE_OUT, account)
    book(person, tallies, year, person.fund_place[person.relation], person.scheme, BRIDGE_IN, account)
    person.account_fen[person.relation] += account
    person.residents_account_fen = 0
    person.residents_left_fen = 0
    person.residents_claim = 0
    person.residents_pension_fen = 0
    person.residents_member = 0
    person.residents_place = -1


@event
def claim(person, world, tallies, year, month):
    """Award the pension; it is paid from the month after."""
    now = month_index(year, month)
    place = place_that_pays(person, law_at(world, person.fund_place[person.relation], year))
    collect(person, world, tallies, year, place)
    join_residents_account(person, world, tallies, year, month)
    law = law_at(world, place, year)
    parts = award(person, world, law, place, year, now)
    person.claim_month = now
    person.paying_place = place
    person.membership = PENSIONER
    person.basic_fen = parts.basic_fen
    person.account_pension_fen = parts.account_fen
    person.transitional_fen = parts.transitional_fen
    person.supplement_fen = compared_supplement(person, law, parts, month)
    person.pension_fen = parts.total_fen - parts.supplement_fen + person.supplement_fen
    end_disability(person)
    person.account_left_fen = person.account_fen[person.relation]
    person.account_fen[person.relation] = 0
    person.transfer_base_fen[person.relation] = 0
    person.covered = 0
    count_claim(person, tallies, year)


@event
def count_claim(person, tallies, year):
    """Add a new pension to the tallies."""
    if not person.entered:
        return
    sums = tallies.claims[year - FIRST_YEAR, person.paying_place, person.sex]
    sums[COUNT] += 1
    sums[AGE_MONTHS] += person.claim_month - person.birth
    sums[CONTRIBUTION_MONTHS] += person.contribution_months
    sums[INDEX_E4] += int(person.mean_index * E4 + 0.5)
    sums[PENSION_FEN] += person.pension_fen
    earned = person.wage if person.wage > 0.0 else person.wage_last_year
    if earned > 0.0:
        sums[WITH_WAGE] += 1
        sums[REPLACEMENT_E4] += int(person.pension_fen / FEN / earned * E4 + 0.5)


@event
def bridge(person, world, tallies, year):
    """Move the rights to the residents' scheme: the account goes, the pooled money stays (renshebufa-2014-17)."""
    place = place_that_pays(person, law_at(world, person.fund_place[person.relation], year))
    collect(person, world, tallies, year, place)
    account = person.account_fen[person.relation]
    book(person, tallies, year, place, person.scheme, BRIDGE_OUT, account)
    if person.residents_place < 0:
        person.residents_place = person.hukou_place
    book(person, tallies, year, person.residents_place, RESIDENTS, BRIDGE_IN, account)
    if person.residents_claim > 0:
        law = law_at(world, person.residents_place, year)
        person.residents_annuity_fen += fen(residents_annuity(account / FEN, law.residents_divisor))
        person.residents_left_fen += account
    else:
        person.residents_account_fen += account
    person.residents_months += total_months(person)
    person.residents_member = 1
    person.account_fen[person.relation] = 0
    person.transfer_base_fen[person.relation] = 0
    person.membership = BRIDGED
    person.covered = 0
