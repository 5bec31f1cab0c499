"""The twin in the minimum livelihood: the test of means, what is paid, grace and the band just above."""

import math

from microsim.schema import HukouType, Membership
from tests.reference.person import Chapter, fen

NOT_TESTED, ABOVE, REFUSED, NOT_ASKING, JUST_ABOVE, IN_GRACE, RECEIVES = range(7)


class Livelihood(Chapter):
    """The minimum livelihood of a year, the last benefit of it."""

    def year_of_livelihood(self, year, last_month):
        """Test, pay and remember; returns what the treasury paid by line."""
        p, prior = self.p, self.tables.prior(self.p.place, year)
        if prior["beyond_livelihood"] == 0:
            return {}
        law, rural = self.tables.law(p.place, year), p.hukou_type == HukouType.RURAL
        standards = law["livelihood_rural" if rural else "livelihood_urban"]
        standard, was_open = standards[last_month - 1], p.livelihood_from > 0
        p.year_livelihood_fen = p.own_means_fen = p.family_support_fen = 0
        old = 12 * year + last_month - 1 - p.birth >= law["livelihood_from_age"]
        here = p.hukou_place == p.place or law["livelihood_migrants"] == 1
        p.livelihood_standing = NOT_TESTED
        if standard > 0 and old and here:
            p.own_means_fen = fen(self.own_means(year, last_month, law))
            p.family_support_fen = fen(self.support(standard, prior, rural))
            p.livelihood_standing = self.outcome(law, prior, standard, rural)
        paid = self.pay_livelihood(year, last_month, law, standards, was_open)
        p.year_livelihood_fen = sum(paid.values())
        p.year_beyond_fen += p.year_livelihood_fen
        return {line: amount for line, amount in paid.items() if amount}

    def own_means(self, year, last_month, law):
        """Wages as a mean of the year, the residents' pension above what is left out, all else as last paid."""
        p, now = self.p, 12 * year + last_month - 1
        worked = max(0, min(p.work_until, last_month) - p.work_from + 1) if p.wage > 0 else 0
        others = p.annuity_fen
        if p.membership == Membership.PENSIONER:
            others += p.pension_fen + p.local_pension_fen
        elif p.disability_case and p.disability_from <= now <= p.disability_until:
            others += p.disability_fen
        wage = p.wage * worked / last_month * (1.0 - law["livelihood_wage_disregard"])
        pension = max(0.0, p.residents_pension_fen / 100 - law["livelihood_pension_disregard"][last_month - 1])
        allowances = p.year_beyond_fen / 100 / last_month * law["livelihood_allowances_counted"]
        return wage + pension + others / 100 + allowances

    def support(self, standard, prior, rural):
        """Children are drawn once: none, all away, or one near; what they give is spread exponentially."""
        children = self.luck("children")
        none = prior["livelihood_childless"]
        if children < none:
            return 0.0
        away = prior["livelihood_away_rural" if rural else "livelihood_away_urban"]
        kind = "away" if (children - none) / (1.0 - none) < away else "near"
        return -math.log(self.luck("support")) * prior[f"livelihood_support_{kind}"] * standard

    def outcome(self, law, prior, standard, rural):
        """Return where one stands by means, assets and take-up."""
        means = (self.p.own_means_fen + self.p.family_support_fen) / 100
        entitled = fen(standard - law["livelihood_taper"] * means) > 0
        if not entitled and means >= law["livelihood_band"] * standard:
            return ABOVE
        if self.luck("assets") < prior["livelihood_assets_rural" if rural else "livelihood_assets_urban"]:
            return REFUSED
        if not entitled:
            return JUST_ABOVE
        return RECEIVES if self.luck("take_up") < prior["livelihood_take_up"] else NOT_ASKING

    def pay_livelihood(self, year, last_month, law, standards, was_open):
        """Return what is paid by line, and keep the spell."""
        p = self.p
        first = max(1, p.birth + law["livelihood_from_age"] - 12 * year + 1)
        months = range(first, last_month + 1)
        means = (p.own_means_fen + p.family_support_fen) / 100
        if p.livelihood_standing == RECEIVES:
            amounts = [max(0, fen(standards[month - 1] - law["livelihood_taper"] * means)) for month in months]
            p.livelihood_fen = amounts[-1]
            if not was_open:
                p.livelihood_from, p.livelihood_spells = 12 * year + first - 1, p.livelihood_spells + 1
            p.livelihood_months += len(months)
            return {"paid": sum(amounts)}
        grace = min(law["livelihood_grace_months"], last_month)
        paid = {}
        if was_open and law["livelihood_grace_months"] and p.livelihood_standing != NOT_TESTED:
            p.livelihood_standing = IN_GRACE
            p.livelihood_months += grace
            paid = {"grace": grace * p.livelihood_fen}
        elif p.livelihood_standing == JUST_ABOVE:
            paid = {"band": sum(fen(standards[month - 1] * law["livelihood_band_help"]) for month in months)}
        p.livelihood_fen = p.livelihood_from = 0
        return paid
