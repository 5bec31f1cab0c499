"""What a file says of the smaller schemes: public service, temporary account, certificate, township, disability."""

from microsim.amounts import MONTHS
from microsim.engine.given_record import UNKNOWN
from microsim.engine.work import public_share
from microsim.kernel.jit import event
from microsim.kernel.setting import assumptions_at, law_at, month_index, province_of, region_of
from microsim.kernel.world import FIRST_LAW_YEAR
from microsim.places import AREA_COUNT, ELSEWHERE
from microsim.schema import Labour, Membership
from microsim.schemes.base.accounts import fen
from microsim.schemes.closed.rules import township_difference, township_months, township_pension
from microsim.schemes.employees.account import add_index
from microsim.schemes.employees.ages import statutory
from microsim.schemes.employees.records import holds_record

FULL = 3  # the case of an allowance by all parts of the formula, see rules.disability


@event
def lay_leanings(person, facts, world, year):
    """Lay arduous work over the person, and bring the luck of public service to the side on which the file is."""
    if facts.special != UNKNOWN:
        person.special = facts.special
    if facts.public == UNKNOWN:
        return
    share, luck = public_share(person, world, year), person.public_luck
    if facts.public == 1 and luck >= share > 0.0:
        person.public_luck = luck * share
    elif facts.public == 0 and luck < share:
        person.public_luck = share + luck * (1.0 - share)


@event
def lay_special_schemes(person, facts, world, year):
    """Lay what the file says of the smaller schemes over one who stands as the file says in the two large ones."""
    if facts.public != UNKNOWN and person.labour == Labour.FORMAL:
        person.public = facts.public
    if facts.certificate_fen >= 0:
        person.certificate_fen = facts.certificate_fen
    if person.membership == Membership.PENSIONER:
        lay_township_pension(person, facts, world, year)
    elif person.membership != Membership.BRIDGED:
        lay_township_months(person, facts, world, year)
        lay_temporary(person, facts)
        lay_disability(person, facts, world, year)


@event
def knew_township(world, place, year):
    """Return whether the law of a place has known the township scheme in some year up to this one."""
    highest = 0.0
    for past in range(FIRST_LAW_YEAR, year + 1):
        highest = max(highest, law_at(world, place, past).township_first_share)
    return highest > 0.0


@event
def township_place(person, world, year):
    """Return the place whose law has known the township scheme: one the person is tied to, else the first there is."""
    for place in (int(person.place), int(person.hukou_place), int(person.tie)):
        if knew_township(world, place, year):
            return place
    for area in range(AREA_COUNT):
        if knew_township(world, area, year):
            return area
    return ELSEWHERE


@event
def lay_township_pension(person, facts, world, year):
    """Where the file says that it is the flat pension of the township scheme but not how much, the formula does."""
    if facts.township != 1 or facts.pension_fen > 0:
        return
    place = township_place(person, world, year)
    law = law_at(world, place, year)
    months = max(facts.paid_months, 0) + max(facts.deemed_months, 0)
    if months == 0:
        months = max(int(assumptions_at(world, place, year).base_township_months), law.minimum_months)
    shares = law.township_first_share, law.township_per_year, law.township_cap
    pension = fen(township_pension(law.reference_wage, months, law.minimum_months, shares[0], shares[1], shares[2]))
    person.contribution_months = months
    person.basic_fen = pension
    person.account_pension_fen = 0
    person.transitional_fen = 0
    person.supplement_fen = 0
    person.pension_fen = pension


@event
def lay_township_months(person, facts, world, year):
    """Convert months of the township scheme: those whose difference was paid count here, the others for residents."""
    if facts.township_months <= 0:
        return
    place = township_place(person, world, year)
    law, province = law_at(world, place, year), province_of(place)
    share, wage = law.township_base_share[MONTHS - 1], law.reference_wage
    rate = law.employer_rate[MONTHS - 1] + law.employee_rate[MONTHS - 1]
    due = township_difference(facts.township_months, wage, share, rate, law.township_rate[MONTHS - 1])
    months = township_months(facts.township_months, max(facts.township_paid_fen, 0), due)
    if facts.township_months > months:
        person.residents_months += facts.township_months - months
        person.residents_member = 1
        if person.residents_place < 0:
            person.residents_place = person.hukou_place
    if months == 0:
        return
    if person.relation < 0:
        person.relation = province
        person.membership = Membership.DORMANT
    if person.fund_place[province] < 0:
        person.fund_place[province] = place
    person.months[province] += months
    person.region_months[region_of(place)] += months
    add_index(person, world, year, place, share * wage, months)


@event
def lay_temporary(person, facts):
    """Make the record at a place a temporary account; the relation is then where the registration is."""
    if facts.temporary_place == UNKNOWN or person.relation < 0:
        return
    province, home = province_of(facts.temporary_place), province_of(person.hukou_place)
    if province == home or (person.relation != province and not holds_record(person, province)):
        return
    person.temporary[province] = 1
    person.fund_place[province] = facts.temporary_place
    if person.relation == province:
        person.relation = home
        if person.fund_place[home] < 0:
            person.fund_place[home] = person.hukou_place


@event
def lay_disability(person, facts, world, year):
    """Let one who has a record and has not claimed draw a disability allowance."""
    if facts.disability_fen <= 0 or person.relation < 0 or person.membership == Membership.NONE:
        return
    now, due = month_index(year, MONTHS), statutory(person, law_at(world, person.fund_place[person.relation], year))
    person.paying_place = person.fund_place[person.relation]
    person.disability_fen = facts.disability_fen
    person.disability_case = facts.disability_case if facts.disability_case > 0 else FULL
    person.disability_from = facts.disability_from if facts.disability_from > 0 else now
    person.disability_until = facts.disability_until if facts.disability_until > 0 else due
