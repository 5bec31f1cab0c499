"""The twin in the residents' scheme."""

from microsim.kernel.items import Item
from microsim.schema import HukouType, Labour, Membership, Scheme
from tests.reference.person import Chapter, fen


class Residents(Chapter):
    """The residents' scheme."""

    def residents_contribution(self, year):
        """Follow the hukou and pay the year's tier."""
        p = self.p
        young = 12 * year + 11 - p.birth < self.tables.law(p.hukou_place, year)["residents_claim_age"]
        if p.residents_place >= 0 and not p.residents_claim and p.residents_place != p.hukou_place and young:
            account = p.residents_account_fen
            self.book(year, p.residents_place, Scheme.RESIDENTS, Item.TRANSFER_OUT_ACCOUNT, account)
            self.book(year, p.hukou_place, Scheme.RESIDENTS, Item.TRANSFER_IN_ACCOUNT, account)
            p.residents_place = p.hukou_place
        if self.joins_residents(year):
            if p.residents_place < 0:
                p.residents_place = p.hukou_place
            prior = self.tables.prior(p.residents_place, year)
            self.pay_residents(year, 1, 0 if p.tier_luck < prior["residents_low_tier"] else 1, subsidised=True)

    def joins_residents(self, year):
        """Return whether one pays to the residents' scheme this year."""
        p, law = self.p, self.tables.law(self.p.hukou_place, year)
        prior = self.tables.prior(p.hukou_place, year)
        if p.residents_claim or p.membership in (Membership.PENSIONER, Membership.BRIDGED) or p.paid_months:
            return False
        if year - p.birth // 12 < 16 or p.labour in (Labour.CHILD, Labour.STUDENT):
            return False
        if 12 * year + 11 < law["residents_start"] or 12 * year >= p.birth + law["residents_claim_age"]:
            return False
        rural = p.hukou_type == HukouType.RURAL
        return p.residents_luck < prior["residents_rural" if rural else "residents_urban"] * prior["accrual"]

    def pay_residents(self, year, years, tier, subsidised):
        """Pay whole years at a tier; the year's own payment brings a subsidy, years bought do not."""
        p, place = self.p, self.p.residents_place
        law = self.tables.law(place, year)
        personal = years * fen(law["residents_tier"][tier])
        subsidy = years * fen(law["residents_subsidy"][tier]) if subsidised else 0
        if subsidised and p.tier_luck < self.tables.prior(place, year)["residents_assisted"]:
            personal, subsidy = 0, subsidy + years * fen(law["residents_assisted_tier"])
        self.book(year, place, Scheme.RESIDENTS, Item.PERSONAL, personal)
        self.book(year, place, Scheme.RESIDENTS, Item.ENTRY_SUBSIDY, subsidy)
        p.year_residents_paid_fen += personal
        p.residents_account_fen += personal + subsidy
        p.residents_months += 12 * years
        p.residents_member = 1

    def residents_interest(self, year, months):
        """Credit the interest of some months on what lay in the account in January, once a year."""
        p = self.p
        if p.residents_opening_fen > 0:
            rate = self.tables.law(p.residents_place, year)["residents_interest"]
            p.residents_account_fen += fen(rate * months / 12 * p.residents_opening_fen / 100)
            p.residents_opening_fen = 0

    def residents_claim(self, year):
        """Claim at 60 unless one pays to the employees' scheme this year, after paying the years that are missing."""
        p, law = self.p, self.tables.law(self.p.hukou_place, year)
        at_60 = p.birth + law["residents_claim_age"]
        takeup = self.tables.prior(p.hukou_place, year)["residents_takeup"]
        waits = p.membership == Membership.WAITING
        never_insured = at_60 <= law["residents_start"] or p.relation < 0 or waits
        elder = never_insured and p.residents_luck < takeup
        bridged = p.membership == Membership.BRIDGED
        if p.residents_claim or p.membership == Membership.PENSIONER or not (p.residents_member or elder):
            return
        if not bridged and (p.paid_months > 0 or p.membership == Membership.EXTENDING):
            return
        if p.residents_place < 0:
            p.residents_place = p.hukou_place
        law = self.tables.law(p.residents_place, year)
        at_60 = p.birth + law["residents_claim_age"]
        due = max(at_60, 12 * year, law["residents_start"], p.statutory_month if bridged or waits else 0)
        if due > 12 * year + 11:
            return
        required = min(law["residents_minimum_months"], max(0, at_60 - law["residents_start"]))
        missing = required - p.residents_months
        if missing > 0:
            self.pay_residents(year, -(-missing // 12), 0, subsidised=False)
        self.residents_interest(year, due % 12 + 1)
        p.residents_claim = due
        p.residents_annuity_fen = fen(p.residents_account_fen / 100 / law["residents_divisor"])
        p.residents_left_fen, p.residents_account_fen = p.residents_account_fen, 0
        p.residents_pension_fen = self.residents_month(law, due)

    def residents_month(self, law, now):
        """Return the residents' pension of a month."""
        p = self.p
        extra_years = max(0, p.residents_months - law["residents_minimum_months"]) // 12
        pension = law["residents_basic"][now % 12] + p.residents_annuity_fen / 100
        pension += law["residents_long_bonus"] * extra_years
        if now - p.birth >= law["residents_aged_from"]:
            pension += law["residents_aged_bonus"]
        return fen(pension)

    def pay_residents_pension(self, year, last_month):
        """Pay the residents' pension month by month."""
        p = self.p
        if not p.residents_claim:
            return
        place, annuity = p.residents_place, p.residents_annuity_fen
        months = self.months_paid(p.residents_claim, year, last_month)
        for month in months:
            p.residents_pension_fen = self.residents_month(self.tables.law(place, year), 12 * year + month - 1)
            p.year_residents_benefits_fen += p.residents_pension_fen
            self.book(year, place, Scheme.RESIDENTS, Item.BENEFIT_BASIC, p.residents_pension_fen - annuity)
            self.book(year, place, Scheme.RESIDENTS, Item.BENEFIT_ACCOUNT, annuity)
        p.residents_left_fen = max(0, p.residents_left_fen - len(months) * annuity)

    def join_residents_account(self, year, month, place):
        """Who claims an employees' pension ends the residents' one and brings what is left of the account along."""
        p = self.p
        if p.residents_place < 0:
            return
        self.residents_interest(year, month)
        self.pay_residents_pension(year, month)
        account = p.residents_account_fen + p.residents_left_fen
        self.book(year, p.residents_place, Scheme.RESIDENTS, Item.BRIDGE_OUT, account)
        self.book(year, place, p.scheme, Item.BRIDGE_IN, account)
        p.account_fen[p.relation] += account
        p.residents_account_fen = p.residents_left_fen = p.residents_member = 0
        p.residents_claim = p.residents_annuity_fen = p.residents_pension_fen = 0
        p.residents_place = -1
