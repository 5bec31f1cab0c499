"""The twin pays to the employees' and the public scheme, and its records move."""

import math
from calendar import monthrange

from microsim.kernel.items import Item
from microsim.kernel.world import FIRST_LAW_YEAR
from microsim.places import REGION_PROVINCE, REGION_SEAT
from microsim.schema import CreditMethod, Declared, HukouType, Labour, Membership, Scheme, Sex, Status
from tests.reference.luck import pick
from tests.reference.person import (
    LEFT_RIGHTS,
    NOT_PUBLIC,
    PROVINCES,
    REGIONS,
    UNKNOWN,
    Chapter,
    fen,
    province_of,
    region_of,
)


class Paying(Chapter):
    """Contributions, accounts, indices and records."""

    def contribute(self, year, month):
        """Pay a month, or earn a deemed one before accounts, or before the public scheme, began."""
        p, place = self.p, self.p.place
        if p.membership == Membership.BRIDGED or not p.covered or month < p.work_from:
            return
        law, prior, now = self.tables.law(place, year), self.tables.prior(place, year), 12 * year + month - 1
        own_account = now >= law["account_start"]
        own_index = now >= (law["index_start"] or law["account_start"])
        deemed = not own_index or (p.public and law["public_employer_rate"][month - 1] == 0.0)
        if (deemed or not own_account) and (p.labour != Labour.FORMAL or p.status != Status.LOCAL_URBAN):
            return
        if deemed:
            p.deemed_months[province_of(place)] += 1
            has_supplement = law["local_supplement_early_per_year"] or law["local_supplement_early_flat"]
            p.local_early_months += 1 if has_supplement and not p.public else 0
            if p.relation < 0:  # service that counts is a record
                p.relation = province_of(place)
                p.fund_place[p.relation] = place
            return
        if p.missed_from <= month < p.missed_from + p.missed_months or self.disabled(now):
            return
        if not self.pays_in(province_of(place)):
            self.begin_paying_in(year, month, place)
        self.change_scheme(year, Scheme.PUBLIC if p.public else Scheme.EMPLOYEES)
        floor = law["migrant_base_floor" if p.status == Status.INTER_RURAL else "base_floor"][month - 1]
        declared = floor if p.pays_alone else max(floor, self.declared_wage(year, law, prior, floor))
        self.pay_month(year, month, place, min(declared, law["base_cap"][month - 1]))

    def pay_up_arrears(self, year):
        """In December an employer may pay up the months missed in the year."""
        p, place = self.p, self.p.place
        if not p.missed_months or not p.covered or p.pays_alone:
            return
        if p.membership not in (Membership.PAYING, Membership.DORMANT) or not self.pays_in(province_of(place)):
            return
        if self.luck("arrears", year) >= self.tables.prior(place, year)["arrears_paid_up"]:
            return
        for month in range(p.missed_from, p.missed_from + p.missed_months):
            if p.work_from <= month <= min(p.work_until, 12):
                self.pay_up(year, month)
        self.settle_index(year)

    def pay_up(self, year, month):
        """Pay up a month with the fee for each day from the month after it to December."""
        p, place, now = self.p, self.p.place, 12 * year + month - 1
        law, prior, province = self.tables.law(place, year), self.tables.prior(place, year), province_of(place)
        deemed = p.public and law["public_employer_rate"][month - 1] == 0.0
        if now < max(law["account_start"], law["index_start"]) or deemed or self.disabled(now):
            return
        before, latest = p.year_contributions_fen, p.last_paid[province]
        floor = law["migrant_base_floor" if p.status == Status.INTER_RURAL else "base_floor"][month - 1]
        declared = max(floor, self.declared_wage(year, law, prior, floor))
        self.pay_month(year, month, place, min(declared, law["base_cap"][month - 1]))
        p.last_paid[province] = max(latest, now)
        owed, fee = p.year_contributions_fen - before, 0
        later = range(month + 1, 12)
        for rate in sorted({law["late_fee_rate"][one - 1] for one in later}):
            days = sum(monthrange(year, one)[1] for one in later if law["late_fee_rate"][one - 1] == rate)
            fee += fen(owed * days * rate / 100)
        self.book(year, place, p.scheme, Item.EMPLOYER, fee)

    def extend(self, year, month):
        """Pay a month at the floor past statutory age, always to the employees' scheme."""
        place = self.p.fund_place[self.p.relation]
        self.change_scheme(year, Scheme.EMPLOYEES)
        self.pay_month(year, month, place, self.tables.law(place, year)["base_floor"][month - 1])

    def declared_wage(self, year, law, prior, floor):
        """Return what the employer declares: the floor, the basic wage or the full wage; public bodies the last."""
        p = self.p
        last_year = (law["base_on_last_year"] or p.public) and p.wage_last_year > 0.0 and not p.new_job
        earned = p.wage_last_year if last_year else p.wage
        if p.public:
            return earned
        at_floor, basic = self.world.declared[province_of(p.place), year - FIRST_LAW_YEAR, p.status]
        kind = Declared(pick(p.declared_luck, (at_floor, at_floor + basic, 1.0)))
        return {Declared.FLOOR: floor, Declared.BASIC_WAGE: prior["declared_basic_ratio"] * earned}.get(kind, earned)

    def pay_month(self, year, month, place, base):
        """Pay a month on a base to the fund, the account and the record."""
        p, law, now = self.p, self.tables.law(place, year), 12 * year + month - 1
        province, m = province_of(place), month - 1
        if p.pays_alone or p.membership == Membership.EXTENDING:
            paid = {Item.FLEXIBLE: fen(base * law["flexible_rate"][m])}
            credit = fen(base * law["flexible_account_rate"][m])
        elif p.scheme == Scheme.PUBLIC:
            credit = fen(base * law["public_employee_rate"][m])
            paid = {Item.EMPLOYER: fen(base * law["public_employer_rate"][m]), Item.EMPLOYEE: credit}
        else:
            employer = fen(base * law["employer_rate"][m] * (1.0 - law["employer_waiver"][m]))
            paid = {Item.EMPLOYER: employer, Item.EMPLOYEE: fen(base * law["employee_rate"][m])}
            credit = fen(base * law["account_rate"][m])
        for item, amount in paid.items():
            self.book(year, place, p.scheme, item, amount)
        p.year_contributions_fen += sum(paid.values())
        if now < law["account_start"]:
            credit = 0
        p.account_fen[province] += credit
        if now == law["transitional_until"]:
            self.settle_index(year)
        p.old_local_months[province] += now < law["old_local_until"]
        self.note_base(law, province, now, base, credit)
        local = law["local_supplement_rate"][m] if place == p.hukou_place and p.scheme == Scheme.EMPLOYEES else 0.0
        if local and not p.pays_alone and p.membership != Membership.EXTENDING:
            self.book(year, place, Scheme.LOCAL, Item.EMPLOYER, fen(base * local))
            p.local_months += 1
        p.months[province] += 1
        p.region_months[region_of(place)] += 1
        p.last_paid[province], p.fund_place[province] = now, place
        p.paid_base, p.paid_place = base, place
        p.year_base += base
        p.year_base_months += 1
        p.paid_months += 1
        p.first_paid = p.first_paid or now
        if p.membership != Membership.EXTENDING:
            p.membership = Membership.PAYING

    def note_base(self, law, province, now, base, credit):
        """Note what a move counts: the base since 1998; of the account before it, the employer's part stays behind."""
        p, m = self.p, now % 12
        if now >= law["transfer_since"]:
            if not (p.temporary[province] and law["temporary_rate_paid"]):
                p.transfer_base_fen[province] += fen(base)
                p.transfer_further_fen[province] += fen(base * law["transfer_further_rate"])
                return
            rate = law["public_employer_rate" if p.scheme == Scheme.PUBLIC else "employer_rate"][m]
            if p.pays_alone:
                rate = law["flexible_rate"][m] - law["flexible_account_rate"][m]
            p.temporary_base_fen[province] += fen(base)
            p.temporary_pool_fen[province] += math.floor(fen(base) * max(rate, law["transfer_pool_rate"]) + 0.5)
        elif law["own_money_only"]:
            own = credit if p.pays_alone else fen(base * law["employee_rate"][m])
            if credit > own:
                p.has_left_money = 1
                p.left_fen[province] += credit - own

    def buy_months(self, year, month, place, months):
        """Have months bought in one sum at the floor; return their price at the flexible worker's rate."""
        p, law, province = self.p, self.tables.law(place, year), province_of(place)
        base = law["base_floor"][month - 1]
        p.account_fen[province] += months * fen(base * law["flexible_account_rate"][month - 1])
        p.transfer_base_fen[province] += months * fen(base)
        p.transfer_further_fen[province] += months * fen(base * law["transfer_further_rate"])
        p.months[province] += months
        p.region_months[region_of(place)] += months
        p.last_paid[province] = 12 * year + month - 1
        p.first_paid = p.first_paid or p.last_paid[province]
        self.add_index(year, place, base, months)
        return months * fen(base * law["flexible_rate"][month - 1])

    def add_index(self, year, place, base, months):
        """Add index points of every region; the floor is for the region where the base was paid."""
        until = self.tables.law(place, year)["transitional_until"]
        early = 12 * year < until and self.p.last_paid[province_of(place)] < until
        for region in REGIONS:
            law = self.tables.law(REGION_SEAT[region], year)
            point = base / law["reference_wage"]
            if region == region_of(place):
                point = max(point, law["index_floor"])
            points = months * min(point, law["index_cap"] or point)
            self.p.index_sum[region] += points
            if early and REGION_PROVINCE[region] == province_of(place):
                self.p.early_index_sum[region] += points

    def settle_index(self, year):
        """Turn the mean base of the months since the last settlement into index points."""
        p = self.p
        if p.year_base_months > 0:
            self.add_index(year, p.paid_place, p.year_base / p.year_base_months, p.year_base_months)
            p.year_base, p.year_base_months = 0.0, 0

    def interest(self, year, whole=True):
        """Credit a twelfth of the year's rate on month-end balances, or at a year's end by the place's own method."""
        p = self.p
        for province in PROVINCES:
            if p.balance_months_fen[province] <= 0:
                continue
            law = self.tables.law(p.fund_place[province], year)
            rate, opening = law["notional_interest"], p.opening_fen[province]
            method = law["credit_method"] if whole else CreditMethod.MONTHLY_PRODUCT
            earning = {
                CreditMethod.MONTHLY_PRODUCT: p.balance_months_fen[province] / 12,
                CreditMethod.ANNUAL: opening + (p.account_fen[province] - opening) * 13 / 24,
                CreditMethod.OPENING_ONLY: opening,
            }[method]
            p.account_fen[province] += fen(rate * earning / 100)
            p.opening_fen[province] = p.account_fen[province]
            p.balance_months_fen[province] = 0
            if p.has_left_money:
                p.left_fen[province] += fen(rate * p.left_balance_fen[province] / 12 / 100)
                p.left_balance_fen[province] = 0

    def interest_on_what_moves(self, year):
        """Let a reform raise the bases that count for moves, and the further money, with a multiple of the year's rate."""
        p = self.p
        for province in PROVINCES:
            if p.relation >= 0 and p.transfer_base_fen[province] > 0:
                law = self.tables.law(p.fund_place[province], year)
                rate = law["transfer_interest"] * law["notional_interest"]
                p.transfer_base_fen[province] += fen(rate * p.transfer_base_fen[province] / 100)
                p.transfer_further_fen[province] += fen(rate * p.transfer_further_fen[province] / 100)

    # Records

    def holds(self, province):
        """Return whether money lies in a province."""
        return self.p.account_fen[province] > 0 or self.p.transfer_base_fen[province] > 0

    def pays_in(self, province):
        """Return whether one is insured in a province, on a temporary account only without its hukou."""
        p = self.p
        on_time = p.temporary[province] and province != p.home_province
        return p.fund_place[province] >= 0 and (p.relation == province or on_time)

    def begin_paying_in(self, year, month, place):
        """Be insured in a province: late in life on a temporary account, else with the relation."""
        p, law, province = self.p, self.tables.law(place, year), province_of(place)
        limit = law["temporary_age_women" if p.sex == Sex.FEMALE else "temporary_age_men"]
        old = 12 * year + month - 1 - p.birth >= limit
        if old and province != p.home_province and p.months[province] == 0:
            p.temporary[province], p.fund_place[province] = 1, place
            if p.relation < 0:
                p.relation = p.home_province
                p.fund_place[p.relation] = p.hukou_place
        else:
            self.open_relation(place)

    def open_relation(self, place):
        """Make a province hold the relation; what others keep stays there."""
        p, province = self.p, province_of(place)
        p.fund_place[province], p.relation, p.temporary[province] = place, province, 0
        p.transfer_base_fen[province] += p.temporary_base_fen[province]
        p.temporary_base_fen[province] = p.temporary_pool_fen[province] = 0

    def take_along(self, year):
        """Who pays where the relation is may have older records of other provinces moved there, the sooner the likelier."""
        p = self.p
        pays_there = p.relation >= 0 and p.paid_months and province_of(p.paid_place) == p.relation
        if not pays_there or p.disability_case or p.cover_known == LEFT_RIGHTS:
            return
        for other in PROVINCES:
            if other == p.relation or p.temporary[other] or not self.holds(other):
                continue
            prior = self.tables.prior(p.fund_place[other], year)
            years = (12 * year + 11 - p.last_paid[other]) // 12
            if self.luck("take_along", year) < prior["transfer_chance"] * (1.0 - prior["transfer_fade"]) ** years:
                self.gather(year, p.relation, (other,))

    def gather(self, year, province, others=PROVINCES):
        """Move accounts and the pooled share of bases from other provinces."""
        p = self.p
        for other in others:
            if other == province or not self.holds(other):
                continue
            p.account_fen[other] -= p.left_fen[other]
            p.balance_months_fen[other] -= p.left_balance_fen[other]
            p.left_fen[other] = p.left_balance_fen[other] = 0
            account, bases, source = p.account_fen[other], p.transfer_base_fen[other], p.fund_place[other]
            law = self.tables.law(source, year)
            rate = law["transfer_pool_rate"]
            if p.temporary[other] and not law["temporary_rate_paid"]:
                rate = max(rate, law["employer_rate"][11])
            pooled = math.floor(bases * rate + 0.5)
            if law["temporary_rate_paid"]:
                carried = p.temporary_pool_fen[other] + p.carried_pool_fen[other]
                p.carried_pool_fen[province] += carried
                p.temporary_base_fen[other] = p.temporary_pool_fen[other] = p.carried_pool_fen[other] = 0
                pooled += carried
            pooled += p.transfer_further_fen[other]
            held_here = (
                p.account_fen,
                p.balance_months_fen,
                p.transfer_base_fen,
                p.transfer_further_fen,
                p.opening_fen,
            )
            for held in held_here:
                held[province] += held[other]
                held[other] = 0
            self.book_transfer(year, (source, p.scheme), (p.fund_place[province], p.scheme), account, pooled)

    def change_scheme(self, year, scheme):
        """Take all records to the other fund of the same place: the account and the general share of the bases."""
        p, before = self.p, self.p.scheme
        if before == scheme:
            return
        p.scheme = int(scheme)
        for province in PROVINCES:
            if self.holds(province):
                place = p.fund_place[province]
                rate = self.tables.law(place, year)["transfer_pool_rate"]
                pooled = math.floor(p.transfer_base_fen[province] * rate + 0.5) + p.transfer_further_fen[province]
                self.book_transfer(year, (place, before), (place, scheme), p.account_fen[province], pooled)

    def book_transfer(self, year, source, target, account, pooled):
        """Book account and pooled money out of one fund and into another."""
        self.book(year, *source, Item.TRANSFER_OUT_ACCOUNT, account)
        self.book(year, *source, Item.TRANSFER_OUT_POOLED, pooled)
        self.book(year, *target, Item.TRANSFER_IN_ACCOUNT, account)
        self.book(year, *target, Item.TRANSFER_IN_POOLED, pooled)

    def strike_off(self, year):
        """The register stops counting some of the dormant, until they pay again."""
        p = self.p
        if p.paid_months > 0:
            p.off_register = 0
        dormant = p.membership in (Membership.DORMANT, Membership.WAITING) and p.relation >= 0
        if dormant and not p.disability_case and not p.off_register:
            rate = self.tables.prior(p.fund_place[p.relation], year)["dormant_cleanup"]
            p.off_register = int(self.luck("transfer", year) < rate)

    def cash_out(self, year):
        """Before 2010 a rural migrant with a record away from home may take the own money and lose the months."""
        p, province = self.p, self.p.relation
        if p.cover_known not in (UNKNOWN, NOT_PUBLIC) or p.hukou_type != HukouType.RURAL or province < 0:
            return
        place = p.fund_place[province]
        law, share = self.tables.law(place, year), self.tables.prior(place, year)["cash_out"]
        own = min(1.0, law["employee_rate"][11] / law["account_rate"][11]) * p.account_fen[province] / 100
        allowed = place != p.hukou_place and law["cash_out_allowed"] and fen(own) > 0
        if not allowed or self.luck("cash_out", year) >= share:
            return
        p.year_benefits_fen += fen(own)
        before = sum(p.months)
        moving = (p.opening_fen, p.left_fen, p.left_balance_fen)
        moving += (
            p.temporary_base_fen,
            p.temporary_pool_fen,
            p.carried_pool_fen,
            p.transfer_base_fen,
            p.transfer_further_fen,
        )
        for blanked in (p.months, p.last_paid, p.temporary, p.account_fen, p.balance_months_fen, *moving):
            blanked[province] = 0
        p.index_sum = [points * (sum(p.months) / before) for points in p.index_sum]
        for region in (0, 1) if province == 0 else (province + 1,):
            p.region_months[region], p.early_index_sum[region] = 0, 0.0
        p.old_local_months[province] = 0
        p.fund_place[province] = -1
        p.relation = max((other for other in PROVINCES if p.months[other]), default=-1)
        if p.relation < 0:
            p.membership, p.first_paid = Membership.NONE, 0

    # Closed insurance for outside workers

    def outside_month(self, year, month):
        """A formal job of a rural worker from another province, without other cover, adds to the certificate."""
        p, law = self.p, self.tables.law(self.p.place, year)
        outside = p.hukou_type == HukouType.RURAL and p.home_province != province_of(p.place)
        if outside and p.labour == Labour.FORMAL and not p.covered and month >= p.work_from:
            rate = law["outside_base_share"][month - 1] * law["outside_rate"][month - 1]
            p.certificate_fen += fen(law["reference_wage"] * rate)
