"""The twin's pensions in payment, disability allowance, land money and survivors' grants."""

import math

from microsim.kernel.items import Item
from microsim.schema import Membership, Scheme
from tests.reference.person import PROVINCES, Chapter, fen, province_of

LIMITED, BASIC_ONLY, FULL = 1, 2, 3  # cases of the disability allowance


class Pensions(Chapter):
    """Money paid out of, or once into, the employees' and the public scheme."""

    def adjusted(self, law, pension_fen, months, age):
        """Return an amount after January's adjustment."""
        pension = pension_fen / 100 + law["adjustment_flat"] + law["adjustment_per_year"] * months / 12
        pension += law["adjustment_rate"] * pension_fen / 100
        return fen(pension + (law["adjustment_aged"] if age >= law["adjustment_aged_from"] else 0.0))

    def raise_pension(self, year):
        """Adjust in January what had been claimed by the last December."""
        p, age = self.p, 12 * year - self.p.birth
        if 0 < p.claim_month < 12 * year:
            law = self.tables.law(p.paying_place, year)
            p.pension_fen = self.adjusted(law, p.pension_fen, p.contribution_months, age)
        if p.disability_case and p.disability_from <= 12 * year:
            law = self.tables.law(p.paying_place, year)
            if p.disability_case == FULL:
                p.disability_fen = self.adjusted(law, p.disability_fen, p.all_months, age)
            else:
                p.disability_fen = fen(p.disability_fen / 100 * (1.0 + law["adjustment_overall"]))

    def months_paid(self, claim, year, last_month):
        """Return the calendar months of the year in which a pension is paid: those after the claim, while alive."""
        return [month for month in range(1, last_month + 1) if 0 < claim < 12 * year + month - 1]

    def pay_pension(self, year, last_month):
        """Pay the pension of the year."""
        p = self.p
        if not p.claim_month:
            return
        months = len(self.months_paid(p.claim_month, year, last_month))
        parts = {
            Item.BENEFIT_BASIC: p.basic_fen,
            Item.BENEFIT_ACCOUNT: p.account_pension_fen,
            Item.BENEFIT_TRANSITIONAL: p.transitional_fen,
            Item.BENEFIT_SUPPLEMENT: p.supplement_fen,
        }
        parts[Item.BENEFIT_ADJUSTMENT] = p.pension_fen - sum(parts.values())
        for item, monthly in parts.items():
            rest = months * monthly
            if item in (Item.BENEFIT_BASIC, Item.BENEFIT_TRANSITIONAL, Item.BENEFIT_ADJUSTMENT):
                for province in PROVINCES:
                    part = math.trunc(months * monthly * p.borne_share[province])
                    self.book(year, p.fund_place[province], p.scheme, item, part)
                    rest -= part
            self.book(year, p.paying_place, p.scheme, item, rest)
        self.book(year, p.paying_place, Scheme.LOCAL, Item.BENEFIT_SUPPLEMENT, months * p.local_pension_fen)
        p.year_benefits_fen += months * p.pension_fen
        p.account_left_fen = max(0, p.account_left_fen - months * p.account_pension_fen)

    # Disability

    def disabled(self, now):
        """Return whether one has lost the capacity to work by a month."""
        return self.p.disability_case > 0 and now >= self.p.disability_from

    def become_disabled(self, year):
        """Now and then a member of 40 and more, below the statutory age, loses all capacity to work."""
        p = self.p
        gone = p.membership in (Membership.PENSIONER, Membership.BRIDGED)
        if p.relation < 0 or gone or p.disability_case or year - p.birth // 12 < 40:
            return
        place = p.fund_place[p.relation]
        law, hazard = self.tables.law(place, year), self.tables.prior(place, year)["disability_hazard"]
        if not law["disability_in_force"] or self.luck("disability", year) >= hazard:
            return
        place = self.paying_place_by_law(year)
        law, now = self.tables.law(place, year), 12 * year + int(12 * self.luck("disability_month", year))
        due, months = self.statutory_month(law), p.all_months
        if months == 0 or due <= now:
            return
        parts, _ = self.award(year, place, now, sum(p.account_fen))
        p.disability_from, p.disability_until, p.paying_place = now + 1, due, place
        if months < law["minimum_months"]:
            p.disability_case, p.disability_fen = LIMITED, parts[0]
            paid = law["disability_first_months"]
            if months > law["disability_first_years_months"]:
                begun = -(-(months - law["disability_first_years_months"]) // 12)
                paid += law["disability_months_per_year"] * begun
            p.disability_until = min(due, now + paid)
        elif due - now <= law["disability_near_months"]:
            p.disability_case, p.disability_fen = FULL, sum(parts)
        else:
            p.disability_case, p.disability_fen = BASIC_ONLY, parts[0]

    def award_after_disability(self, now, parts):
        """The full allowance becomes the pension, the basic part is the least the pension may be."""
        p = self.p
        if p.disability_case == 0:
            return parts
        p.disability_until = min(p.disability_until, now)
        if now < p.disability_from or p.disability_case == LIMITED:
            return parts
        total = p.disability_fen if p.disability_case == FULL else max(p.disability_fen, sum(parts))
        return self.at_total(parts, total)

    def pay_disability(self, year, last_month):
        """Pay the allowance of the year, up to the claim of a pension."""
        p = self.p
        if p.disability_case == 0:
            return
        months = range(12 * year, 12 * year + last_month)
        due = [month for month in months if p.disability_from <= month <= p.disability_until]
        if p.disability_from in due and not p.claim_month and p.membership != Membership.BRIDGED:
            self.collect(year, p.paying_place)
        amount = p.disability_fen * len(due)
        self.book(year, p.paying_place, p.scheme, Item.BENEFIT_DISABILITY, amount)
        p.year_benefits_fen += amount
        if p.claim_month:
            p.disability_case = p.disability_fen = 0

    # Land

    def sell_land(self, year):
        """Land taken from some who turn urban at working age pays for months, or into the residents' account."""
        p, place, law = self.p, self.p.place, self.tables.law(self.p.place, year)
        age = 12 * year - p.birth
        if age < law["working_age"] or self.luck("land", year) >= self.tables.prior(place, year)["land_share"]:
            return
        gone = p.membership in (Membership.PENSIONER, Membership.BRIDGED) or p.residents_claim
        if gone or 12 * year >= p.birth + self.old_age(law):
            return
        months = min(law["land_months"], age - law["working_age"] - p.all_months)
        if law["land_to_employees"]:
            if months <= 0:
                return
            province = province_of(place)
            if p.relation < 0:
                p.relation = province
            p.membership = p.membership or Membership.DORMANT
            p.fund_place[province] = place
            money = self.buy_months(year, 1, place, months)
            self.book(year, place, p.scheme, Item.LAND_FEE, money)
            return
        money = law["land_months"] * fen(law["base_floor"][0] * law["flexible_rate"][0])
        if p.residents_place < 0:
            p.residents_place = p.hukou_place
        p.residents_member = 1
        p.residents_account_fen += money
        self.book(year, p.residents_place, Scheme.RESIDENTS, Item.LAND_FEE, money)

    # Death

    def leave_to_heirs(self, year, month):
        """At death pay the grants, and what is left in the accounts of both schemes."""
        p = self.p
        if p.relation >= 0 and p.membership != Membership.BRIDGED:
            self.leave_employees_account(year, month)
        if p.residents_place >= 0:
            left = p.residents_left_fen + p.residents_account_fen
            self.book(year, p.residents_place, Scheme.RESIDENTS, Item.INHERITANCE, left)
            p.year_residents_benefits_fen += left
            p.residents_left_fen = p.residents_account_fen = 0

    def grants(self, law, year, month, saved):
        """Return funeral and lump-sum grants in yuan: national from September 2021, provincial before."""
        p, claimed = self.p, self.p.claim_month > 0
        if not law["survivor_national_rule"][month - 1]:
            place = p.paying_place if claimed else p.fund_place[p.relation]
            prior, luck = self.tables.prior(place, year), self.luck("dependant", year)
            lump = law["survivor_dependants_one"] if luck < prior["dependant_share"] else 0.0
            if luck < prior["dependant_share"] * (prior["dependants_two"] + prior["dependants_more"]):
                lump = law["survivor_dependants_two"]
            if luck < prior["dependant_share"] * prior["dependants_more"]:
                lump = law["survivor_dependants_more"]
            return law["reference_wage"] * (law["survivor_provincial_funeral_months"] + lump)
        years, full = (p.contribution_months if claimed else p.all_months) / 12, law["survivor_lump_full"]
        lump = full + max(0.0, min(years, law["survivor_last_year"]) - 15.0)
        if years < 10:
            lump = law["survivor_lump_first"] if years < 5 else law["survivor_lump_second"]
        if claimed and 12 * year + month - 1 > p.claim_month:
            lump = max(full, lump - (12 * year + month - 1 - p.claim_month) / 12)
        grants = law["survivor_base"] * law["funeral_months"] + law["survivor_base"] * lump
        return min(grants, saved / 100) if years < 5 else grants

    def leave_employees_account(self, year, month):
        """Pay the grants and the account of the employees' or the public scheme."""
        p = self.p
        place = p.paying_place if p.claim_month else p.fund_place[p.relation]
        saved = p.account_left_fen + sum(p.account_fen)
        share = self.tables.prior(place, year)["heirs_ask_dormant"]
        known = p.claim_month or p.paid_months or p.disability_case
        asked = known or self.luck("heirs_ask", year) < share
        grants = fen(self.grants(self.tables.law(place, year), year, month, saved)) if asked else 0
        self.book(year, place, p.scheme, Item.SURVIVORS, grants)
        self.book(year, place, p.scheme, Item.INHERITANCE, p.account_left_fen)
        for province in PROVINCES:
            self.book(year, p.fund_place[province], p.scheme, Item.INHERITANCE, p.account_fen[province])
        p.year_benefits_fen += grants + saved
        p.account_left_fen, p.account_fen = 0, [0, 0, 0]
