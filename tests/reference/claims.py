"""The twin claims: ages, choices at each month's end, the award, and the way to the residents' scheme."""

import math

from microsim.kernel.items import Item
from microsim.kernel.world import FIRST_LAW_YEAR
from microsim.places import REGION_SEAT
from microsim.schema import ClaimChoice, HukouType, Labour, Membership, Scheme, Track, TransitionalForm, YearCount
from tests.reference.person import PROVINCES, Chapter, fen, half_up, province_of, region_of

PARTS = ("basic_fen", "account_pension_fen", "transitional_fen", "supplement_fen")


def years_counted(months, law):
    """Return contribution years as the place counts them in the basic pension."""
    return {
        YearCount.BY_MONTH: months / 12,
        YearCount.TWO_DECIMALS: half_up(months / 12 * 100) / 100,
        YearCount.FOUR_DECIMALS: half_up(months / 12 * 10000) / 10000,
        YearCount.UP_TENTH: -(-months * 10 // 12) / 10,
        YearCount.MONTH_FRACTION: months // 12 + months % 12 * law["month_fraction"],
    }[law["year_count"]]


class Claims(Chapter):
    """Claims of the employees' (or the public) scheme."""

    def track(self, law, alone=None):
        """Return the track in force: women workers who pay, or last paid, alone follow one of their own."""
        p = self.p
        alone = p.pays_alone if alone is None else alone
        return law["flexible_women_track"] if alone and p.track == Track.WOMEN_WORKER else p.track

    def old_age(self, law):
        """Return the age before the reform, for some that after arduous work."""
        p = self.p
        original, special = law["original_age"][self.track(law)], self.early(law)[0]
        return min(original, special) if p.special and special > 0 else original

    def early(self, law):
        """Return age and months of the way to retire early: on illness, or after arduous work of a kind."""
        p = self.p
        age = law["illness_age" if p.special == 4 else "special_age"][p.track]
        names = ("arduous_toxic", "arduous_toxic", "arduous_underground", "arduous_heavy", "illness_months")
        return age, law[names[p.special]]

    def statutory_month(self, law, alone=None):
        """Return the month of statutory age: as noted when it was reached, else under the law in force."""
        p, track = self.p, self.track(law, alone)
        if p.statutory_month:
            return p.statutory_month
        delay = 0
        if p.birth >= law["first_birth"][track]:
            steps = (p.birth - law["first_birth"][track]) // law["delay_step"][track] + 1
            delay = min(steps, law["final_age"][track] - law["original_age"][track])
        age = law["original_age"][track] + delay
        early, months = self.early(law)
        if p.special and early > 0 and p.all_months >= months:
            age = min(age, early)
        return p.birth + age

    def test_claim(self, year, month):
        """At a month's end claim, wait, pay on or leave for the residents' scheme."""
        p, now = self.p, 12 * year + month - 1
        if p.relation < 0 or p.membership in (Membership.PENSIONER, Membership.BRIDGED):
            return
        if p.membership == Membership.WAITING and month != 1:
            return
        law = self.law_of_record(year)
        if p.statutory_month == 0:
            due = self.statutory_month(law)
            if now < due:
                opens = max(p.birth + law["original_age"][self.track(law)], due - law["early_window"])
                early = p.claim_choice == ClaimChoice.EARLIEST and law["early_window"] and now >= opens
                if early and self.towards_minimum(law) >= law["minimum_months"]:
                    p.statutory_month = due
                    self.claim(year, month)
                return
            then = self.law_of_record(max(due // 12, FIRST_LAW_YEAR))
            p.statutory_month, p.required_months = due, self.months_required(then, due)
        missing = p.required_months - self.towards_minimum(law)
        extending = p.membership == Membership.EXTENDING
        if missing <= 0:
            employed = p.covered and not p.pays_alone
            waits = p.claim_choice == ClaimChoice.LATE and employed and law["late_window"] and not extending
            if not waits or now > p.statutory_month + int(p.late_share * law["late_window"]):
                self.claim(year, month)
        elif extending:
            if month == 1 and self.buys_rest(year, law, missing):
                self.pay_in_one_sum(year, month, missing)
                self.claim(year, month)
        else:
            self.choose_past_age(year, month, law, missing)

    def months_required(self, law, due):
        """Return the minimum months: fewer for who entered early and reaches the age in time."""
        entered = self.p.first_paid < law["early_entrants_before"] and due < law["early_entrants_due"]
        fewer = law["early_entrants_months"] if entered else 0
        return min(law["minimum_months"], fewer or law["minimum_months"])

    def buy_as_elder(self, year):
        """In December elders in their own town who worked in a unit may buy all missing years and claim."""
        p, town = self.p, self.p.hukou_type == HukouType.URBAN and self.p.place == self.p.hukou_place
        if town and p.labour == Labour.FORMAL and not p.covered:
            p.unit_years = min(p.unit_years + 1, 100)
        law = self.tables.law(p.hukou_place, year)
        if not law["elders_open"] or p.claim_month or p.membership == Membership.BRIDGED:
            return
        due = self.statutory_month(law)
        if not town or due >= law["elders_gate"] or not (p.unit_years or sum(p.deemed_months)):
            return
        if self.luck("elders", year) >= self.tables.prior(p.hukou_place, year)["elders_chance"]:
            return
        if p.relation < 0:
            p.relation = p.home_province
            p.fund_place[p.relation] = p.hukou_place
        law = self.law_of_record(year)
        p.statutory_month, p.required_months = due, law["minimum_months"]
        missing = p.required_months - self.towards_minimum(law)
        if missing > 0:
            self.pay_in_one_sum(year, 12, missing)
        self.claim(year, 12)

    def choose_past_age(self, year, month, law, missing):
        """Pay on, leave for the residents' scheme or stay, at the age and each January after it; the ways compete."""
        p, now = self.p, 12 * year + month - 1
        on = self.past_age_odds("pay_on", year, now, missing) if missing <= law["pay_on_months"] else 0.0
        short = law["bridge_open"][month - 1] and self.towards_minimum(law) < law["bridge_months"]
        leave = self.past_age_odds("bridge", year, now, missing) if short else 0.0
        if self.luck("pay_on", year) < on / (1.0 + on + leave):
            p.membership, p.extending_from = Membership.EXTENDING, now + 1
        elif law["pro_rata_months"] and p.all_months >= law["pro_rata_months"]:
            self.claim(year, month)
        elif self.luck("bridge", year) < leave / (1.0 + leave):
            self.bridge(year, month)
        else:
            p.membership, p.covered = Membership.WAITING, 0

    def past_age_odds(self, way, year, now, missing):
        """Return the odds of a way past the age: those of its chance, by years missing, years past and the wage."""
        p, prior = self.p, self.tables.prior(self.p.fund_place[self.p.relation], year)
        chance = min(prior[f"{way}_chance"], 1.0 - 1e-12)
        years, past = (missing - 60) / 12, (now - p.statutory_month) / 12
        score = prior[f"{way}_gap"] * years + prior[f"{way}_age"] * past
        score += prior[f"{way}_wage"] * (p.permanent + p.persistent)
        return chance / (1.0 - chance) * math.exp(score)

    def buys_rest(self, year, law, missing):
        """Each January after five years of paying on, perhaps buy the rest, where first insured before July 2011."""
        p = self.p
        if not 0 < p.first_paid < law["buy_in_gate"] or 12 * year < p.extending_from + law["buy_in_extension"]:
            return False
        odds = self.past_age_odds("buy_in", year, 12 * year, missing)
        return self.luck("buy_in", year) < odds / (1.0 + odds)

    def towards_minimum(self, law):
        """Return months that count towards the minimum: a reform may add a share of the residents' months."""
        return self.p.all_months + math.floor(law["residents_credit"] * self.p.residents_months)

    def pay_in_one_sum(self, year, month, missing):
        """Buy the missing months in one sum."""
        p, place = self.p, self.p.fund_place[self.p.relation]
        cost = self.buy_months(year, month, place, missing)
        self.book(year, place, p.scheme, Item.FLEXIBLE, cost)
        p.year_contributions_fen += cost

    def paying_place_by_law(self, year):
        """Return who pays: the hukou's province with the relation, ten years in the last province, or the hukou's."""
        p, home = self.p, self.p.home_province
        threshold = self.law_of_record(year)["paying_place_months"]
        months = [p.months[province] + p.deemed_months[province] for province in PROVINCES]
        normal = [province for province in PROVINCES if not p.temporary[province] or province == home]
        candidates = [province for province in normal if months[province] >= threshold]
        if p.relation == home or p.relation in candidates:
            province = p.relation
        else:
            province = max(candidates, key=lambda c: p.last_paid[c], default=home)
        return p.fund_place[province] if p.fund_place[province] >= 0 else p.hukou_place

    def collect(self, year, place):
        """Gather every record at the place that pays, with interest to this month."""
        p = self.p
        self.settle_index(year)
        p.relation = province_of(place)
        p.fund_place[p.relation], p.temporary[p.relation] = place, 0
        self.gather(year, p.relation)
        self.interest(year, whole=False)

    def claim(self, year, month):
        """Award the pension by the formula of the place that pays; it is paid from the month after."""
        p, now = self.p, 12 * year + month - 1
        place = self.paying_place_by_law(year)
        self.collect(year, place)
        self.join_residents_account(year, month, place)
        parts, index = self.award(year, place, now, p.account_fen[p.relation])
        parts = self.share_between_provinces(year, place, now, parts)
        if p.scheme == Scheme.PUBLIC:
            parts = self.compare_public_award(year, month, place, parts)
        elif p.entered:
            parts = self.formula_1997(year, place, parts)
        parts = self.actuarial_award(year, place, now, parts)
        parts = self.award_after_disability(now, parts)
        parts = self.guaranteed_award(year, place, parts)
        for name, part in zip(PARTS, parts, strict=True):
            setattr(p, name, part)
        p.pension_fen, p.mean_index, p.contribution_months = sum(parts), index, p.all_months
        p.claim_month, p.paying_place, p.membership = now, place, Membership.PENSIONER
        p.account_left_fen = p.account_fen[p.relation]
        p.account_fen[p.relation] = p.transfer_base_fen[p.relation] = p.transfer_further_fen[p.relation] = 0
        p.covered = 0
        law, amount = self.tables.law(place, year), 0.0
        for kind, months in (("", p.local_months), ("early_", p.local_early_months)):
            if p.hukou_place == place and months:
                amount += law[f"local_supplement_{kind}per_year"] * months / 12 * p.mean_index
                amount += law[f"local_supplement_{kind}flat"]
        p.local_pension_fen = fen(amount)

    def base_and_index(self, year, place):
        """Return benefit base and mean index; Shenzhen and the rest of the province are weighed by months paid."""
        p, deemed, regions = self.p, sum(self.p.deemed_months), (region_of(place),)
        if regions[0] < 2 and self.tables.law(place, year)["mixed_base"] and p.region_months[1 - regions[0]]:
            regions = (regions[0], 1 - regions[0])
        weights = [p.region_months[region] if len(regions) > 1 else 1 for region in regions]
        base = index = 0.0
        for region, weight in zip(regions, weights, strict=True):
            law = self.tables.law(place if region == regions[0] else REGION_SEAT[region], year)
            points = p.index_sum[region] + law["deemed_index"] * deemed
            base += weight * law["benefit_base"] / sum(weights)
            index += weight * (points / p.all_months if p.all_months else 0.0) / sum(weights)
        return base, index

    def award(self, year, place, now, account_fen):
        """Return the four parts of a pension at a place, and the mean index."""
        p, law = self.p, self.tables.law(place, year)
        base, z = self.base_and_index(year, place)
        reduced = z / law["low_index_threshold"] if z < law["low_index_threshold"] else 1.0
        own, years, deemed = law["index_weight"], years_counted(p.all_months, law), sum(p.deemed_months) / 12
        basic = base * ((1.0 - own) * reduced + own * z) * years * law["accrual_rate"]
        age = now - p.birth
        if not law["divisor_by_month"]:
            age -= age % 12
        row = min(max(age, 480), 840) - 480
        months = self.tables.cohort_divisor(p.birth // 12)[row] if law["cohort_divisors"] else self.world.divisor[row]
        account = account_fen / 100 / months
        index = {
            TransitionalForm.NONE: 0.0,
            TransitionalForm.STANDARD: z,
            TransitionalForm.FIXED_INDEX: law["deemed_index"],
            TransitionalForm.MEAN_WAGE: (1.0 + z) / 2,
            TransitionalForm.FLOORED_INDEX: max(z, law["deemed_index"]),
            TransitionalForm.WEIGHTED_YEARS: 0.0,
        }[law["transitional_form"]]
        allowance = law["supplement_per_year"] * (p.all_months // 12)
        extra = (
            law["supplement_flat"]
            + law["supplement_year_flat"]
            + allowance
            + (law["supplement_senior"] if deemed else 0.0)
        )
        local = (sum(p.deemed_months) + p.old_local_months[province_of(place)]) / 12
        extra += law["old_local_excess"] * law["old_local_rate"] * local * law["old_local_share"]
        transitional = base * index * deemed * law["transitional_rate"]
        if law["transitional_form"] == TransitionalForm.WEIGHTED_YEARS:
            weighted = law["deemed_index"] * deemed + p.early_index_sum[region_of(place)] / 12
            transitional = base * weighted * law["transitional_rate"]
        if law["transitional_old_floor"]:
            old = self.tables.prior(place, year)["old_transitional_ratio"] * transitional
            transitional = old + max(0.0, (transitional - old - allowance) * law["transitional_released"])
        exact = (
            basic,
            account,
            transitional,
            extra + law["supplement_base_share"] * base,
        )
        unit = law["rounding_fen"]
        return [unit * half_up(part * 100 / unit) for part in exact], z

    def share_between_provinces(self, year, place, now, parts):
        """Under totalisation each province pays its months' share of what its own law gives the whole career."""
        p, law = self.p, self.tables.law(place, year)
        own = [p.months[province] + p.deemed_months[province] for province in PROVINCES]
        least = max(1, law["totalisation_months"])
        paying = [province for province in PROVINCES if own[province] >= least and p.fund_place[province] >= 0]
        if not law["totalisation"] or p.scheme != Scheme.EMPLOYEES or not paying:
            return parts
        weights = sum(own[province] for province in paying)
        shared = {}
        for province in paying:
            whole, _ = self.award(year, p.fund_place[province], now, 0)
            shared[province] = [math.floor(whole[part] * own[province] / weights) for part in (0, 2)]
        basic, transitional = (sum(amounts[part] for amounts in shared.values()) for part in (0, 1))
        for province, amounts in shared.items():
            if province != province_of(place):
                p.shared, p.borne_share[province] = 1, sum(amounts) / max(basic + transitional, 1)
        return [basic, parts[1], transitional, parts[3]]

    def actuarial_award(self, year, place, now, parts):
        """Take reductions for early and bonuses for late months."""
        p, law = self.p, self.tables.law(place, year)
        if not law["early_reduction"] and not law["late_bonus"]:
            return parts
        late = 0 if p.membership == Membership.EXTENDING else now - p.statutory_month
        factor = 1.0 + late * law["late_bonus" if late >= 0 else "early_reduction"]
        total = fen(factor * sum(parts) / 100)
        rest = [math.floor(part * (total / sum(parts))) if sum(parts) else 0 for part in parts[1:]]
        return [total - sum(rest), *rest]

    def guaranteed_award(self, year, place, parts):
        """Lift the pension to what is guaranteed."""
        p, law = self.p, self.tables.law(place, year)
        if not law["guarantee_share"]:
            return parts
        full = min(1.0, p.all_months / law["guarantee_months"])
        least = fen(self.base_and_index(year, place)[0] * law["guarantee_share"] * full)
        return [*parts[:3], parts[3] + max(0, least - sum(parts))]

    def compare_public_award(self, year, month, place, parts):
        """While awards are compared, the old one, a share of pay, is a floor and part of the gain is paid."""
        p, law = self.p, self.tables.law(place, year)
        alone = law["public_employer_rate"][month - 1] == 0.0
        if not alone and not (law["public_compared"][month - 1] and sum(p.deemed_months)):
            return parts
        pay = p.wage if p.wage > 0.0 else p.wage_last_year
        if pay == 0.0:
            return parts
        steps = {10: "short", 20: "medium", 30: "long", 35: "full"}
        served = [name for years, name in steps.items() if p.all_months / 12 >= years]
        share = law[f"public_old_share_{served[-1]}"] if served else 0.0
        old = share * self.tables.prior(place, year)["old_pay_ratio"] * pay
        gain = 0.0 if alone else max(0.0, sum(parts) / 100 - old) * law["public_released"][month - 1]
        return self.at_total(parts, fen(old + gain))

    def formula_1997(self, year, place, parts):
        """The formula of 1997 alone, or as a floor under that of 2005 with a share of the gain."""
        p, law = self.p, self.tables.law(place, year)
        if not law["formula_1997"]:
            return parts
        base, unit = self.base_and_index(year, place)[0], law["rounding_fen"]
        basic = base * law["basic_share_1997"] if p.all_months >= p.required_months else 0.0
        account = p.account_fen[p.relation] / 100 / law["account_divisor_1997"]
        old = [unit * half_up(part * 100 / unit) for part in (basic, account, parts[2] / 100, parts[3] / 100)]
        if law["formula_1997"] == 1:
            return old
        gain = max(0.0, sum(parts) / 100 - sum(old) / 100) * law["gain_released"]
        return self.at_total(parts, fen(sum(old) / 100 + gain))

    def at_total(self, parts, total):
        """Return the parts of a given total: what is more is a supplement, what is less is cut from all."""
        if total >= sum(parts):
            return [*parts[:3], parts[3] + total - sum(parts)]
        cut = [math.floor(part * (total / sum(parts))) for part in parts[1:]]
        return [total - sum(cut), *cut]

    def bridge(self, year, month):
        """Take account and months to the residents' scheme; the pooled money stays behind."""
        p = self.p
        place = self.paying_place_by_law(year)
        self.collect(year, place)
        account = p.account_fen[p.relation]
        if p.residents_place < 0:
            p.residents_place = p.hukou_place
        self.book(year, place, p.scheme, Item.BRIDGE_OUT, account)
        self.book(year, p.residents_place, Scheme.RESIDENTS, Item.BRIDGE_IN, account)
        if p.residents_claim:
            self.pay_residents_pension(year, month)
            p.residents_claim = 12 * year + month - 1
            p.residents_annuity_fen += fen(
                account / 100 / self.tables.law(p.residents_place, year)["residents_divisor"]
            )
            p.residents_left_fen += account
        else:
            p.residents_account_fen += account
        p.residents_months += p.all_months
        p.residents_member = 1
        p.account_fen[p.relation] = p.transfer_base_fen[p.relation] = p.transfer_further_fen[p.relation] = 0
        p.membership, p.covered = Membership.BRIDGED, 0
