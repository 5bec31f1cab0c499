"""The twin's beginnings: what the number says, and the history lived before the simulation."""

import math

from microsim.kernel.world import BASE_YEAR, FIRST_COHORT, FIRST_LAW_YEAR, LAST_YEAR, OLDEST
from microsim.places import ELSEWHERE
from microsim.schema import ClaimChoice, HukouType, Labour, Membership, Origin, Scheme, Sex, Status, Track
from tests.reference.luck import normal, pick
from tests.reference.person import (
    INSURED,
    LEFT_RIGHTS,
    NOT_PUBLIC,
    PROVINCES,
    REGIONS,
    UNINSURED,
    UNKNOWN,
    Chapter,
    fen,
    province_of,
)

MIGRANT = Status.INTRA_URBAN  # and every status after it


class Entry(Chapter):
    """Becoming a person with a history."""

    def identify(self):
        """Set what the number says and what is drawn once; return origin, year of entry and status."""
        p, bits = self.p, self.number >> 32
        years, age, sex = bits & 127, bits >> 7 & 127, bits >> 14 & 1
        status, place, origin = bits >> 15 & 7, bits >> 18 & 511, bits >> 27
        entry = BASE_YEAR + (years if years < 112 else years - 128)  # the last sixteen codes lie before 2016
        p.number, p.sex, p.alive = self.number, sex, 1
        p.birth = 12 * (entry - age) + int(12 * self.luck("birth_month"))
        p.place = p.tie = place
        p.hukou_type = status % 2
        p.hukou_place = place
        of_base = origin == Origin.BASE and status >= Status.INTER_URBAN
        if of_base or status in (Status.INTRA_URBAN, Status.INTRA_RURAL):
            p.hukou_place = pick(self.luck("home"), self.world.home[place, int(of_base), p.hukou_type])
        elif status in (Status.INTER_URBAN, Status.INTER_RURAL):
            p.hukou_place = ELSEWHERE
        p.stay_years = 0 if origin == Origin.BIRTH else 10
        cohort = min(max((entry - age - FIRST_COHORT) // 5, 0), 40)
        p.education = pick(self.luck("education"), self.world.education[place, status, sex, cohort])
        self.lean(self.tables.prior(place, entry))
        special_age = self.tables.law(place, entry)["special_age"][p.track]
        then = min(max((p.birth + special_age) // 12, FIRST_LAW_YEAR), LAST_YEAR)
        share, now = self.tables.prior(place, then)["special_share"], self.tables.prior(place, entry)
        if p.track == Track.WOMEN_CADRE:
            share *= self.tables.prior(place, then)["special_cadres"]
        parts = [now[f"special_{way}"] for way in ("illness", "underground", "heavy")]
        bounds = [share * sum(parts[: count + 1]) for count in range(3)]
        if self.luck("special") < share:
            p.special = (4, 2, 3, 1)[sum(self.luck("special") >= bound for bound in bounds)]
        return origin, entry, status

    def lean(self, prior):
        """Draw the leanings of a life."""
        p = self.p
        p.permanent = prior["wage_permanent_sd"] * normal(self.luck("permanent"))
        p.persistent = prior["wage_entry_sd"] * normal(self.luck("entry"))
        if p.sex == Sex.FEMALE:
            p.track = Track.WOMEN_WORKER if self.luck("track") < prior["women_worker_share"] else Track.WOMEN_CADRE
        choice = self.luck("claim_choice")
        p.claim_choice = ClaimChoice.STATUTORY
        if choice < prior["claim_earliest"]:
            p.claim_choice = ClaimChoice.EARLIEST
        elif choice >= 1.0 - prior["claim_late"]:
            p.claim_choice = ClaimChoice.LATE
        p.residents_luck, p.tier_luck = self.luck("residents"), self.luck("tier")
        p.late_share, p.public_luck = self.luck("late_share"), self.luck("public")
        p.attachment = prior["employment_attachment"] * normal(self.luck("attachment"))
        first_job = prior["first_job_intercept"] + prior["first_job_slope"] * (self.school(prior) - 9.0)
        p.first_job = int(max(prior["first_job_minimum"], first_job))

    def enter(self):
        """Become a person with a history and return the year of entry."""
        p = self.p
        origin, entry, status = self.identify()
        if origin == Origin.BASE:
            self.enter_from_base(entry, status, p.place)
        elif origin == Origin.ABSENT and status < MIGRANT:
            self.enter_from_base(entry, status, ELSEWHERE)
            p.place = ELSEWHERE
        elif origin == Origin.ABSENT:
            self.enter_absent(entry)
        elif origin == Origin.ARRIVAL:
            area, p.place = p.place, ELSEWHERE
            self.live_history(entry)
            self.settle(area)
        age = entry - p.birth // 12
        if age < p.first_job:
            p.labour = Labour.STUDENT if age >= 6 else Labour.CHILD
        p.cover_known, p.entered = UNKNOWN, 1
        return entry

    def enter_from_base(self, base_year, status, lives):
        """Live the career that led to the base date, some of it elsewhere; some are drawn to be pensioners without one."""
        p, home = self.p, self.p.place
        arrives = None
        if status >= MIGRANT or lives != home:
            kind = 0 if status in (Status.INTRA_URBAN, Status.INTRA_RURAL) else 1
            age = base_year - p.birth // 12
            p.stay_years = min(pick(self.luck("stay"), self.world.stay[kind, min(age, OLDEST)]), age)
            arrives = base_year - p.stay_years
        stay = p.stay_years
        law = self.tables.law(home, base_year)
        past = 12 * base_year + 11 >= p.birth + self.old_age(law)
        if past:
            if self.draw_base_pension(base_year, home, status):
                return
            p.cover_known = NOT_PUBLIC if self.tables.prior(home, base_year)["base_lived"] else UNINSURED
        self.live_history(base_year, lives, arrives)
        self.meet_known_pensions(base_year)
        if p.place != lives:
            self.settle(lives)
        if past and p.membership != Membership.PENSIONER and p.paid_months == 0 and status < MIGRANT:
            self.draw_township_pension(base_year, home)
        p.tie, p.stay_years = lives, stay

    def draw_base_pension(self, base_year, home, status):
        """Draw a public or, where they are drawn, an employees' pension at the base date; return whether there is one."""
        p, prior = self.p, self.tables.prior(home, base_year)
        lognormal = math.exp(
            prior["base_pension_sd"] * normal(self.luck("base_pension")) - prior["base_pension_sd"] ** 2 / 2
        )
        cohort = min(max((p.birth // 12 - FIRST_COHORT) // 5, 0), 40)
        share = self.world.base_public[province_of(p.place), cohort, p.education]
        if status == Status.LOCAL_URBAN and self.luck("public") < share:
            pension = fen(prior["base_public_mean"] * lognormal)
            p.scheme = Scheme.PUBLIC
        elif self.luck("base_pensioner") < self.world.base_pensioner[p.place, min(status, MIGRANT)]:
            if prior["base_lived"]:
                return False
            pension = fen(prior["base_pension_mean"] * lognormal)
        else:
            return False
        self.hold_pension(base_year, home, int(prior["base_pension_months"]), pension)
        return True

    def draw_township_pension(self, base_year, home):
        """Draw a flat pension for a local whose career led to none; it takes the place of all other records."""
        prior, law = self.tables.prior(home, base_year), self.tables.law(home, min(base_year, BASE_YEAR))
        if self.luck("township") >= prior["base_township"]:
            return
        self.forget_records()
        months = int(prior["base_township_months"])
        years = (months - law["minimum_months"]) // 12
        share = min(law["township_first_share"] + law["township_per_year"] * years, law["township_cap"])
        self.hold_pension(base_year, home, months, fen(law["reference_wage"] * share) if years >= 0 else 0)
        for year in range(BASE_YEAR + 1, base_year + 1):
            self.raise_pension(year)

    def forget_records(self):
        """Blank what the history left in the employees' and the residents' scheme."""
        p = self.p
        by_province = (
            "months", "deemed_months", "last_paid", "temporary", "account_fen", "balance_months_fen", "transfer_base_fen",
            "transfer_further_fen", "opening_fen", "left_fen", "left_balance_fen", "temporary_base_fen",
            "temporary_pool_fen", "carried_pool_fen", "old_local_months",
        )  # fmt: skip
        for name in by_province:
            setattr(p, name, [0] * len(PROVINCES))
        p.fund_place = [-1] * len(PROVINCES)
        p.region_months, p.index_sum, p.early_index_sum = [0] * len(REGIONS), [0.0] * len(REGIONS), [0.0] * len(REGIONS)
        alone = (
            "scheme", "first_paid", "paid_months", "year_base", "year_base_months", "paid_base", "required_months",
            "extending_from", "local_months", "local_early_months", "has_left_money", "residents_member",
            "residents_months", "residents_account_fen", "residents_claim", "residents_annuity_fen",
            "residents_pension_fen", "residents_left_fen", "covered", "pays_alone", "year_residents_paid_fen",
            "year_residents_benefits_fen",
        )  # fmt: skip
        for name in alone:
            setattr(p, name, 0)
        p.paid_place = p.residents_place = -1

    def hold_pension(self, base_year, home, months, pension):
        """Draw a pension awarded before the base date."""
        p, law = self.p, self.tables.law(home, base_year)
        p.pension_fen = p.basic_fen = pension
        p.membership = Membership.PENSIONER
        p.relation = province_of(home)
        p.fund_place[p.relation] = p.paying_place = home
        p.statutory_month = p.birth + self.old_age(law)
        p.claim_month = min(p.statutory_month, 12 * base_year + 11)
        p.contribution_months = months

    def enter_absent(self, base_year):
        """Live a career with an insured stay in the area, then elsewhere up to the base date."""
        p, area = self.p, self.p.place
        prior = self.tables.prior(area, base_year)
        first = p.birth // 12 + p.first_job
        away = int(-prior["absent_years"] * math.log(self.luck("absent_years")))
        stayed = int(-prior["absent_stay"] * math.log(self.luck("absent_stay")))
        leaves = max(base_year - away, first + 1)
        arrives = max(leaves - 1 - stayed, first)
        self.live_history(base_year, area, arrives, leaves)
        self.meet_known_pensions(base_year)
        if p.place != ELSEWHERE:
            self.settle(ELSEWHERE)

    def live_history(self, last_year, area=None, arrives=None, leaves=None):
        """Live the years up to the entry: without death, with known moves, and off the books."""
        p, hukou_type = self.p, self.p.hukou_type
        first_year = max(p.birth // 12 + p.first_job, FIRST_LAW_YEAR)
        if arrives is not None:
            p.place = area if leaves is None and arrives < first_year else p.hukou_place
        for year in range(first_year, last_year + 1):
            goes = p.place
            if year == arrives:
                goes = area
            elif year == leaves:
                goes, p.cover_known = ELSEWHERE, LEFT_RIGHTS
            if leaves is not None and arrives <= year < leaves:
                p.cover_known = INSURED
            if hukou_type == HukouType.URBAN:  # many were rural once
                rural_then = self.luck("urban_by") >= self.tables.prior(p.hukou_place, year)["urban_by"]
                p.hukou_type = HukouType.RURAL if rural_then else HukouType.URBAN
            moves = goes != p.place
            month = 1 + int(12 * self.luck("move_month", year)) if moves else 0
            stay = p.stay_years
            self.start_year()
            self.raise_pension(year)
            self.live_months(year, goes, month, 12, 12)
            self.buy_as_elder(year)
            self.cash_out(year)
            p.stay_years = 0 if moves else stay + 1
            self.interest(year)
            self.interest_on_what_moves(year)
            self.take_along(year)
            self.residents_contribution(year)
            self.residents_claim(year)
            self.residents_interest(year, 12)
            self.beside_funds(year, 12)
            self.pay_pension(year, 12)
            self.pay_residents_pension(year, 12)
            if year == FIRST_LAW_YEAR and p.deemed_months[province_of(p.place)]:
                years_before = FIRST_LAW_YEAR - (p.birth / 12 + p.first_job)
                share = self.tables.prior(p.place, year)["earlier_service"]
                p.deemed_months[province_of(p.place)] += math.floor(share * round(12 * years_before))
        p.hukou_type = hukou_type

    def meet_known_pensions(self, base_year):
        """Bring a pension that the history led to, with its account, to the mean known of province, sex and age."""
        p = self.p
        if p.membership != Membership.PENSIONER or p.scheme != Scheme.EMPLOYEES:
            return
        age = base_year - p.birth // 12
        group = sum(age >= first for first in (60, 70, 80))
        factor = self.world.base_award[province_of(p.paying_place), p.sex, group]
        parts = [p.basic_fen, p.account_pension_fen, p.transitional_fen, p.supplement_fen]
        total = fen(factor * sum(parts) / 100)
        rest = [math.floor(part * (total / sum(parts))) for part in parts[1:]]
        p.basic_fen, (p.account_pension_fen, p.transitional_fen, p.supplement_fen) = total - sum(rest), rest
        p.pension_fen = fen(factor * p.pension_fen / 100)
        p.account_left_fen = fen(factor * p.account_left_fen / 100)
