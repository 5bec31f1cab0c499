"""The twin at work: job, wage and cover."""

import math

from microsim.engine.world import OLDEST
from microsim.schema import Education, HukouType, Labour, Membership, Sex, Status
from tests.reference.luck import blend, normal, pick
from tests.reference.person import INSURED, UNINSURED, UNKNOWN, Chapter


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
        self.take_cover(year, prior)

    def school(self, prior):
        """Return school years."""
        names = {
            Education.PRIMARY: "school_primary",
            Education.JUNIOR: "school_junior",
            Education.SENIOR: "school_senior",
            Education.COLLEGE: "school_college",
        }
        return prior[names[self.p.education]]

    def employment_rate(self, age, prior):
        """Return the share working at an age, the reform's uplift at 50 to 59 included."""
        rate = self.world.employment[self.p.place, self.p.hukou_type, self.p.sex, min(age, OLDEST)]
        return min(1.0, rate + prior["employment_uplift"]) if 50 <= age <= 59 else rate

    def find_job(self, year, age, moved, prior):
        """Work or not, and in which kind of job."""
        p, worked = self.p, self.p.working
        if p.membership == Membership.PENSIONER or self.disabled(12 * year):
            p.labour = Labour.NOT_WORKING
            return
        if p.cover_known == INSURED:
            if moved or not worked:
                self.take_job(year, prior)
            p.labour = Labour.FORMAL
            return
        chance = self.employment_rate(age, prior)
        if age > p.first_job:
            stays = prior["employment_persistence"]
            fresh = (chance - stays * self.employment_rate(age - 1, prior)) / (1.0 - stays)
            chance = (1.0 - stays) * min(max(fresh, 0.0), 1.0)
            if worked:
                chance += stays
        if self.luck("employment", year) >= chance:
            p.labour = Labour.NOT_WORKING
        elif moved or not worked or self.luck("job_change", year) < prior["job_change"]:
            self.take_job(year, prior)

    def take_job(self, year, prior):
        """Take a job whose kind, cover and declaration are like those of the last one."""
        p = self.p
        fresh = [self.luck(name, year) for name in ("sector", "coverage", "declared")]
        if p.sector_luck > 0.0:
            last = (p.sector_luck, p.coverage_luck, p.declared_luck)
            fresh = [blend(old, new, prior["luck_persistence"]) for old, new in zip(last, fresh, strict=True)]
        p.sector_luck, p.coverage_luck, p.declared_luck = fresh
        p.new_job = 1
        p.labour = Labour.FORMAL + pick(p.sector_luck, self.world.sector[p.place, p.status])

    def wage(self, year, age, prior):
        """Return the monthly wage of the year."""
        p = self.p
        kind = "wage_migrant_" if p.hukou_type == HukouType.RURAL and p.place != p.hukou_place else "wage_"
        years, usual = age - p.first_job, prior["wage_reference_experience"]
        log = prior["wage_school"] * (self.school(prior) - prior["wage_reference_school"])
        log += prior["wage_female_gap"] * ((p.sex == Sex.FEMALE) - prior["wage_reference_women"])
        log += prior[f"{kind}experience"] * (years - usual)
        log += prior[f"{kind}experience_squared"] * (years**2 - usual**2)
        log += p.permanent + p.persistent + prior["wage_transitory_sd"] * normal(self.luck("transitory", year))
        variance = prior["wage_permanent_sd"] ** 2 + prior["wage_transitory_sd"] ** 2
        variance += prior["wage_innovation_sd"] ** 2 / (1.0 - prior["wage_persistence"] ** 2)
        mean = self.tables.law(p.place, year)["average_wage"] * prior["wage_level"]
        return mean * math.exp(log - variance / 2)

    def take_cover(self, year, prior):
        """Be insured where the job's luck is below the coverage in force, and in the public service always.

        Nobody begins past statutory age.
        """
        p = self.p
        rate = 0.0
        if p.labour == Labour.FORMAL:
            names = ("local_urban", "local_rural", "intra", "intra", "inter", "inter")
            rate = prior[f"coverage_{names[p.status]}"]
        elif p.labour == Labour.FLEXIBLE:
            local = p.status in (Status.LOCAL_URBAN, Status.LOCAL_RURAL)
            rate = prior["coverage_flexible_local" if local else "coverage_flexible_migrant"]
        too_old = p.relation < 0 and 12 * year >= self.statutory_month(self.tables.law(p.place, year))
        covered = p.coverage_luck < rate
        if p.cover_known in (INSURED, UNINSURED):
            covered = p.cover_known == INSURED and p.labour == Labour.FORMAL
        serves = p.labour == Labour.FORMAL and p.status == Status.LOCAL_URBAN and p.cover_known == UNKNOWN
        p.public = int(serves and not too_old and p.public_luck < prior["public_share"])
        hired = p.public and p.membership != Membership.BRIDGED
        p.covered = int((covered or hired) and not too_old)
        p.missed_months = int((1.0 - prior["paying_share"]) * 12 + self.luck("missed_months", year))
