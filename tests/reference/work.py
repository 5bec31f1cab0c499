"""The twin at work: job, wage and cover."""

import math
from statistics import NormalDist

from microsim.kernel.world import FIRST_LAW_YEAR, LAST_YEAR, OLDEST
from microsim.schema import Education, HukouType, Labour, Membership, Sex, Status
from tests.reference.luck import blend, normal, pick
from tests.reference.person import INSURED, UNINSURED, UNKNOWN, Chapter, province_of

LUCKS = ("sector", "coverage", "declared", "irregular")  # what is drawn for a job
BELOW = NormalDist().cdf


class Work(Chapter):
    """The working year."""

    def work(self, year, moved):
        """Start the year's work: job, wage and cover."""
        p = self.p
        age = year - p.birth // 12
        if age < p.first_job:
            p.labour = Labour.STUDENT if age >= 6 else Labour.CHILD
            return
        prior = self.tables.prior(p.place, year)
        self.find_job(year, age, moved, prior)
        if age > p.first_job:
            shock = normal(self.luck("innovation", year))
            p.persistent = prior["wage_persistence"] * p.persistent + prior["wage_innovation_sd"] * shock
        p.wage = self.wage(year, age, prior) if p.working else 0.0
        self.take_cover(year, age, prior)

    def school(self, prior):
        """Return school years."""
        names = {
            Education.PRIMARY: "school_primary",
            Education.JUNIOR: "school_junior",
            Education.SENIOR: "school_senior",
            Education.COLLEGE: "school_college",
        }
        return prior[names[self.p.education]]

    # Working or not

    def find_job(self, year, age, moved, prior):
        """Work or not, and in which kind of job; most changes fall into the middle of the year."""
        p, worked = self.p, self.p.working
        if self.disabled(12 * year):
            self.stop_work()
        elif p.membership == Membership.PENSIONER:
            self.work_with_pension(year, age, prior)
        elif p.cover_known == INSURED:
            if moved or not worked:
                self.take_job(year, prior)
            p.labour = Labour.FORMAL
        elif self.luck("employment", year) >= self.chance_to_work(year, age, prior):
            self.leave_work(year, moved or not worked)
        elif worked and self.laid_off(year, age, prior):
            if self.luck("keeps_rights", year) >= prior["layoff_keeps"]:
                p.sector_luck = 0.0  # nothing of the old job is left
            self.leave_work(year, moved)
        elif moved or not worked or self.luck("job_change", year) < self.chance_to_change(prior):
            self.take_job(year, prior)
            if not moved and not worked:
                p.work_from = 1 + int(12 * self.luck("move_month", year))
        else:
            p.tenure = min(p.tenure + 1, 60)

    def share_working(self, year, age, prior):
        """Return the share of their time that people of one's attachment work at an age, in a year."""
        p = self.p
        score = self.world.employment[p.place, p.hukou_type, p.sex, min(age, OLDEST)]
        score = score + self.world.work_shift[p.place, max(year, FIRST_LAW_YEAR) - FIRST_LAW_YEAR]
        uplift = prior["employment_uplift"] if 50 <= age <= 59 else 0.0
        return min(max(BELOW(score + p.attachment) + uplift, 0.0), 1.0)

    def chance_to_work(self, year, age, prior):
        """Return the chance to work this year, given last year; women may leave to raise a child."""
        p, share = self.p, self.share_working(year, age, prior)
        if p.labour in (Labour.CHILD, Labour.STUDENT):  # nothing is known of the year before
            return share
        raises = p.sex == Sex.FEMALE and prior["break_from"] <= age <= prior["break_to"]
        breaks = prior["break_chance"] if raises else 0.0
        return self.lasting(p.working, share, self.share_working(year - 1, age - 1, prior), prior, breaks)

    def lasting(self, worked, share, before, prior, breaks=0.0):
        """Return a chance that mostly keeps the state and leads a population from one share to another.

        Nobody leaves where the share rises too fast for that, nobody enters where it falls too fast. Breaks make some
        leave who would have stayed; as many come back from those out of work.
        """
        begins = share - prior["employment_persistence"] * before
        stays = begins + prior["employment_persistence"]
        if stays > 1.0:
            begins, stays = (share - before) / (1.0 - before), 1.0
        elif begins < 0.0:
            begins, stays = 0.0, share / before
        leavers = min(breaks * stays * before, (1.0 - begins) * (1.0 - before))
        if worked:
            return stays - leavers / before if leavers > 0.0 else stays
        return begins + leavers / (1.0 - before) if leavers > 0.0 else begins

    def work_with_pension(self, year, age, prior):
        """Work without cover at a share of the rate of all; afresh after the claim; never after lost capacity."""
        p = self.p
        rates = self.world.employment_all[p.place, p.hukou_type, p.sex]
        share, before = (prior["after_pension"] * rates[min(a, OLDEST)] for a in (age, age - 1))
        was_pensioner = p.claim_month < 12 * (year - 1) and p.labour not in (Labour.CHILD, Labour.STUDENT)
        chance = self.lasting(p.labour == Labour.INFORMAL, share, before, prior) if was_pensioner else share
        works = self.luck("employment", year) < chance and not p.disability_from
        p.labour = Labour.INFORMAL if works else Labour.NOT_WORKING

    def laid_off(self, year, age, prior):
        """Return whether a state firm lays off an urban employee of 30 and more, outside public bodies."""
        p = self.p
        at_risk = p.labour == Labour.FORMAL and p.hukou_type == HukouType.URBAN and not p.public and age >= 30
        return at_risk and self.luck("layoff", year) < prior["layoff"]

    def stop_work(self):
        """Be out of work."""
        p = self.p
        p.labour, p.covered, p.public = Labour.NOT_WORKING, 0, 0

    def leave_work(self, year, at_once):
        """Be out of work at once, or after some months of the year."""
        p = self.p
        if not at_once:
            p.work_until = int(12 * self.luck("move_month", year))
        if at_once or p.work_until == 0:
            self.stop_work()

    # Jobs and wages

    def chance_to_change(self, prior):
        """Return the chance to change the job, which falls with the years in it."""
        first, settled = prior["job_change_first"], prior["job_change"]
        return settled + (first - settled) * math.exp(-self.p.tenure / prior["job_change_years"])

    def take_job(self, year, prior):
        """Take a job whose kind, cover, declaration and regularity are like those of the last one."""
        p = self.p
        alike = prior["luck_persistence"]
        had_one = p.sector_luck > 0.0
        for name in LUCKS:
            fresh, field = self.luck(name, year), f"{name}_luck"
            setattr(p, field, blend(getattr(p, field), fresh, alike) if had_one else fresh)
        p.new_job, p.tenure = 1, 0
        p.labour = Labour.FORMAL + pick(p.sector_luck, self.world.sector[p.place, year - FIRST_LAW_YEAR, p.status])

    def wage(self, year, age, prior):
        """Return the monthly wage of the year: the average wage, times the own relative to the mean of the insured."""
        p = self.p
        kind = "wage_migrant_" if p.hukou_type == HukouType.RURAL and p.place != p.hukou_place else "wage_"
        years = age - p.first_job
        log = prior["wage_school"] * self.school(prior)
        log += prior[f"{kind}experience"] * years + prior[f"{kind}experience_squared"] * years**2
        log += prior["wage_female_gap"] * (p.sex == Sex.FEMALE) + prior["wage_rural_gap"] * p.hukou_type
        log += prior["wage_own_account_gap"] * (p.labour != Labour.FORMAL)
        log += p.permanent + p.persistent + prior["wage_transitory_sd"] * normal(self.luck("transitory", year))
        law = self.tables.law(p.place, year)
        earned = law["average_wage"] * prior["wage_level"] * math.exp(log)
        earned /= self.world.wage_mean[p.place, year - FIRST_LAW_YEAR]
        return max(earned, law["minimum_wage"]) if p.labour == Labour.FORMAL else earned

    # Cover

    def cover_rate(self, year):
        """Return the share of jobs like one's own that are covered."""
        p = self.p
        formal, flexible = self.world.cover[p.place, year - FIRST_LAW_YEAR, p.status]
        return {Labour.FORMAL: formal, Labour.FLEXIBLE: flexible}.get(p.labour, 0.0)

    def take_cover(self, year, age, prior):
        """Be insured where the job's luck is below the coverage in force, and in the public service always.

        Nobody begins past statutory age. Who is not insured by a job may pay alone towards the minimum.
        """
        p = self.p
        too_old = p.relation < 0 and 12 * year >= self.statutory_month(self.tables.law(p.place, year))
        too_old = too_old or p.membership == Membership.WAITING
        covered = p.coverage_luck < self.cover_rate(year)
        if p.cover_known in (INSURED, UNINSURED):
            covered = p.cover_known == INSURED and p.labour == Labour.FORMAL
        serves = p.labour == Labour.FORMAL and p.status == Status.LOCAL_URBAN and p.cover_known == UNKNOWN
        p.public = int(serves and not too_old and p.public_luck < self.public_share(year, prior))
        hired = p.public and p.membership != Membership.BRIDGED
        p.covered = int((covered or hired) and not too_old)
        if p.covered:
            p.pays_alone = int(p.labour != Labour.FORMAL)
        elif self.pays_to_minimum(year, age, prior):
            p.covered = p.pays_alone = p.work_from = 1
        self.miss_months(year, prior)

    def public_share(self, year, prior):
        """Return the share in public service: that of the year, or of the last in which one could be taken on."""
        taken_on = min(self.p.birth // 12 + int(prior["public_hired_until"]), year)
        return self.world.public_share[province_of(self.p.place), max(taken_on, FIRST_LAW_YEAR) - FIRST_LAW_YEAR]

    def pays_to_minimum(self, year, age, prior):
        """Return whether one out of covered work all year pays alone, at home, as the minimum can still be reached."""
        p = self.p
        reached = p.statutory_month > 0 or p.membership == Membership.BRIDGED
        if p.relation < 0 or reached or p.cover_known == UNINSURED or p.disability_case or p.work_until < 12:
            return False
        if p.place != p.hukou_place or age < prior["near_minimum_age"]:
            return False
        due = self.statutory_month(self.tables.law(p.place, year), alone=True)
        if due <= 12 * year:
            return False
        law = self.tables.law(p.place, year)
        required = self.months_required(self.tables.law(p.place, min(due // 12, LAST_YEAR)), due)
        missing, ahead = required - self.towards_minimum(law), due - 12 * year
        beyond = max(0, missing - ahead)
        if missing <= 0 or max(1, beyond) > law["pay_on_months"]:
            return False
        share = prior["near_minimum_share"]
        score = prior["pay_on_gap"] * beyond / 12 + prior["near_minimum_ahead"] * ahead / 12
        odds = share / (1.0 - share) * math.exp(score + prior["pay_on_wage"] * (p.permanent + p.persistent))
        return self.luck("catch_up") < odds / (1.0 + odds)

    def miss_months(self, year, prior):
        """Leave one spell of months unpaid in a covered job that is irregular; public bodies pay all."""
        p = self.p
        p.missed_months = p.missed_from = 0
        if p.covered and not p.public and p.irregular_luck < prior["irregular_share"]:
            usual = (1.0 - prior["paying_share"]) / prior["irregular_share"] * 12
            p.missed_months = min(int(usual + self.luck("missed_months", year)), 12)
            if p.missed_months:
                p.missed_from = 1 + int((13 - p.missed_months) * self.luck("gap_month", year))
