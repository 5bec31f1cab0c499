"""The twin beside the funds: occupational and enterprise annuities, and the certificate of outside workers."""

import math

from microsim.schema import Labour, Membership, Scheme
from tests.reference.person import Chapter, fen


class Annuities(Chapter):
    """What stands beside the funds."""

    def annuity_rate(self, year):
        """Return the share of the base paid to an annuity: by law in public bodies, by plan in some firms."""
        p = self.p
        law, prior = self.tables.law(p.paid_place, year), self.tables.prior(p.paid_place, year)
        if p.scheme == Scheme.PUBLIC:
            return law["public_occupational_employer"][11] + law["public_occupational_employee"][11]
        if p.pays_alone or p.declared_luck < 1.0 - prior["enterprise_share"]:
            return 0.0
        employer = min(prior["enterprise_employer"], law["enterprise_employer_cap"])
        return employer + min(prior["enterprise_employee"], max(0.0, law["enterprise_total_cap"] - employer))

    def employers_part(self, year, paid, rate):
        """Keep the employer's part of the present plan with its return, which is the worker's from the claim on."""
        p = self.p
        if p.claim_month:
            p.annuity_unvested_fen = 0
            return
        new = 0
        if paid and p.scheme != Scheme.PUBLIC:
            law, prior = self.tables.law(p.paid_place, year), self.tables.prior(p.paid_place, year)
            employer = min(prior["enterprise_employer"], law["enterprise_employer_cap"])
            new = math.trunc(paid * (employer / self.annuity_rate(year)))
            p.annuity_years += new > 0
        p.annuity_unvested_fen += new + fen(rate * (p.annuity_unvested_fen + new * 13 / 24) / 100)

    def annuity(self, year, last_month):
        """Save and earn up to the year of the claim; from the month after it draw the account until it is used up."""
        p = self.p
        unclaimed = p.membership in (Membership.BRIDGED, Membership.WAITING) or p.annuity_fen
        start = p.claim_month or (p.statutory_month if unclaimed else 0)
        if not start or start >= 12 * year:
            pays = p.paid_months > 0 and p.membership != Membership.EXTENDING
            if not start and p.annuity_unvested_fen and (p.new_job or p.labour != Labour.FORMAL):
                vesting = self.tables.law(p.place, year)["enterprise_vesting"]
                lost = math.trunc((1.0 - min(1.0, p.annuity_years / vesting)) * p.annuity_unvested_fen)
                p.annuity_account_fen -= min(lost, p.annuity_account_fen)
                p.annuity_unvested_fen = p.annuity_years = 0
            paid = p.paid_months * fen(p.paid_base * self.annuity_rate(year)) if pays else 0
            rate = self.tables.prior(p.place, year)["annuity_return"]
            if paid or p.annuity_account_fen:
                self.employers_part(year, paid, rate)
            p.annuity_account_fen += paid + fen(rate * (p.annuity_account_fen + paid * 13 / 24) / 100)
        if not start or not p.annuity_account_fen:
            return
        if not p.annuity_fen:
            age = start - p.birth
            if not self.tables.law(p.place, start // 12)["divisor_by_month"]:
                age -= age % 12
            p.annuity_fen = fen(p.annuity_account_fen / 100 / self.world.divisor[min(max(age, 480), 840) - 480])
        drawn = len(self.months_paid(start, year, last_month)) * p.annuity_fen
        p.annuity_account_fen = max(0, p.annuity_account_fen - drawn)
        if not p.annuity_account_fen:
            p.annuity_fen = 0

    def beside_funds(self, year, last_month):
        """Keep the annuity's year; the certificate is paid out by the December after the claim age."""
        p = self.p
        self.annuity(year, last_month)
        if 12 * year + 11 - p.birth >= self.tables.law(p.place, year)["original_age"][p.track]:
            p.certificate_fen = 0

    def leave_beside_funds(self):
        """At death all of it goes to the heirs."""
        self.p.annuity_account_fen = self.p.annuity_fen = self.p.annuity_unvested_fen = self.p.certificate_fen = 0
