"""The twin beyond the pension: allowances by age, need of care and its insurance."""

import math

from microsim.kernel.world import BASE_YEAR, FIRST_YEAR, OLDEST
from microsim.schema import Membership
from tests.geography import SHANGHAI
from tests.reference.livelihood import Livelihood
from tests.reference.person import fen

ELSEWHERE = SHANGHAI + 1


class Beyond(Livelihood):
    """What schemes beyond the pension pay, where the province of the hukou has them switched on."""

    def live_beyond(self, year, last_month, survives):
        """Pay what each scheme owes for the months of the year."""
        self.p.year_beyond_fen = 0
        self.allowance(year, last_month)
        self.care(year, last_month, survives)
        self.year_of_livelihood(year, last_month)

    def allowance(self, year, last_month):
        """Each month pays the amount of the highest band whose age is reached by then."""
        p = self.p
        if not self.tables.prior(p.hukou_place, year)["beyond_allowances"]:
            return
        law = self.tables.law(p.hukou_place, year)
        bands = sorted(zip(law["allowance_from"], law["allowance_amounts"], strict=True))
        for month in range(1, last_month + 1):
            age = (12 * year + month - 1 - p.birth) // 12
            reached = [amount for start, amount in bands if 0 < start <= age]
            p.year_beyond_fen += fen(reached[-1]) if reached else 0

    def care(self, year, last_month, survives):
        """The need of the year, what it does to next year's death, and what the insurance pays and takes in."""
        p, prior = self.p, self.tables.prior(self.p.place, year)
        if not prior["beyond_care"]:
            p.excess_risk = 0.0
            return
        age = year - p.birth // 12
        risks = [prior["care_death"] ** grade for grade in range(4)]
        if survives and age >= 50:
            if p.care_light == 0.0:
                self.first_need(prior, year, age, risks)
            else:
                self.next_need(prior, year, age, risks)
            mean = sum(share * risk for share, risk in zip(self.like(), risks, strict=True))
            p.excess_risk = risks[p.care_grade] / mean - 1.0
        self.insurance(prior, year, age, last_month)

    def like(self):
        """Return the shares of the four grades among the like."""
        p = self.p
        return [1.0 - p.care_light - p.care_moderate - p.care_severe, p.care_light, p.care_moderate, p.care_severe]

    def onset(self, prior, age):
        """Return the chance that a need begins."""
        p = self.p
        chance = prior["care_onset"] * (prior["care_women"] if p.sex else 1.0)
        return min(
            0.9, chance * math.exp(prior["care_slope"] * (age - 75) - prior["care_schooling"] * (p.education - 1.5))
        )

    def deaths_of_like(self, year, age, risks):
        """Take from each grade those who die at an age (in years before) of a year's table."""
        p = self.p
        table = 6
        if p.place != ELSEWHERE:
            table = (3 if p.place == SHANGHAI else 0) + (p.hukou_type if p.place == p.hukou_place else 2)
        chance = self.world.death[table, p.sex, year - FIRST_YEAR, min(age, OLDEST)]
        shares = self.like()
        mean = sum(share * risk for share, risk in zip(shares, risks, strict=True))
        alive = [share * (1.0 - min(1.0, chance * risk / mean)) for share, risk in zip(shares, risks, strict=True)]
        whole = sum(alive)
        p.care_light, p.care_moderate, p.care_severe = [part / whole if whole > 0 else 0.0 for part in alive[1:]]

    def changes_of_like(self, prior, age):
        """Move the shares by a matrix of a year's changes."""
        p, onset, worse, better = self.p, self.onset(prior, age), prior["care_worse"], prior["care_better"]
        up, down = [onset, worse, worse, 0.0], [0.0, better, better / 2, better / 3]
        before, after = self.like(), [0.0] * 4
        for grade, share in enumerate(before):
            after[min(grade + 1, 3)] += share * up[grade]
            after[max(grade - 1, 0)] += share * (1.0 - up[grade]) * down[grade]
            after[grade] += share * (1.0 - up[grade]) * (1.0 - down[grade])
        p.care_light, p.care_moderate, p.care_severe = after[1:]

    def first_need(self, prior, year, age, risks):
        """Draw the first grade from the shares that the years since 50 bring."""
        for earlier in range(50, age + 1):
            if earlier > 50:
                self.deaths_of_like(BASE_YEAR + 1, earlier - 1, risks)
            self.changes_of_like(prior, earlier)
        _, light, moderate, severe = self.like()
        ends = [light + moderate + severe, moderate + severe, severe]
        self.p.care_grade = sum(self.luck("care_worse", year) < end for end in ends)

    def next_need(self, prior, year, age, risks):
        """Draw the change of the year."""
        p = self.p
        self.deaths_of_like(year, year - 1 - p.birth // 12, risks)
        worse = self.onset(prior, age) if p.care_grade == 0 else prior["care_worse"] if p.care_grade < 3 else 0.0
        if self.luck("care_worse", year) < worse:
            p.care_grade += 1
        elif p.care_grade and self.luck("care_better", year) < prior["care_better"] / p.care_grade:
            p.care_grade -= 1
        self.changes_of_like(prior, age)

    def insurance(self, prior, year, age, last_month):
        """Book what the health insurance passes on, and what is paid for the months of care."""
        p, law = self.p, self.tables.law(self.p.place, year)
        covered = law["care_covered"]
        if p.membership == Membership.PENSIONER:
            employee = p.paying_place == p.place
        else:
            employee = p.paid_months > 0 and p.paid_place == p.place
        resident = law["care_residents"] and p.hukou_place == p.place and age >= law["care_age"]
        if not covered or not (employee or resident):
            return
        level, priced = 1.0, int(prior["care_priced"])
        if year > priced:
            level = (law["average_wage"] / self.tables.law(p.place, priced)["average_wage"]) ** prior["care_follow"]
        if employee:
            amount = covered * (level * law["care_head"] + law["care_rate"] * p.paid_months * p.paid_base)
        else:
            amount = covered * level * law["care_head_residents"]
        self.book_beyond(year, "from_employees" if employee else "from_residents", fen(amount))
        entitled = p.care_grade >= max(law["care_least"], 1) and age >= law["care_age"]
        if entitled and self.luck("care_taken") < covered * prior["care_takeup"]:
            self.pay_care(prior, law, level, employee, year, last_month)

    def pay_care(self, prior, law, level, employee, year, months):
        """Pay a month's care as often as there are months."""
        p, row = self.p, self.p.care_grade - 1
        home = self.luck("care_at_home") < prior["care_home"]
        if home:
            day = law["care_hours"][row] * law["care_hour"] / 7 + law["care_home_day"][row]
            share = law["care_home_share" if employee else "care_home_residents"]
        else:
            day = law["care_institution_day"][row]
            share = law["care_institution_share" if employee else "care_institution_residents"]
        cost = level * (day * 365 / 12)
        cash = fen(level * law["care_cash"][row])
        for _ in range(months):
            self.book_beyond(year, "home" if home else "institution", fen(cost * share))
            self.book_beyond(year, "own_payments", fen(cost) - fen(cost * share))
            self.book_beyond(year, "cash", cash)
            p.year_beyond_fen += cash

    def book_beyond(self, year, line, amount):
        """Enter money of the care insurance where the person lives."""
        key = (year, int(self.p.place), line)
        self.beyond_books[key] = self.beyond_books.get(key, 0) + amount
