"""The twin among the population: death, moves and the household registration."""

from microsim.kernel.world import FIRST_YEAR
from microsim.places import ELSEWHERE, PROVINCE_OF
from microsim.schema import HukouType
from tests.geography import SHANGHAI
from tests.reference.luck import pick
from tests.reference.person import Chapter


class Population(Chapter):
    """The demographic year."""

    def month_of_death(self, year, age):
        """Return the month of death in this year or None."""
        p = self.p
        table = 6
        if p.place != ELSEWHERE:
            table = (3 if p.place == SHANGHAI else 0) + (p.hukou_type if p.place == p.hukou_place else 2)
        if self.luck("death", year) >= self.world.death[table, p.sex, year - FIRST_YEAR, age] * (1.0 + p.excess_risk):
            return None
        return 1 + int(12 * self.luck("death_month", year))

    def next_place(self, year, age):
        """Return where one lives at the end of the year and the month of the move, 0 without one."""
        p, w = self.p, self.world
        at_home = p.place == p.hukou_place
        factor = w.leave_factor[year - FIRST_YEAR]
        if at_home and p.place == ELSEWHERE:
            chance = w.rearrive[p.sex, age] * factor
            goes = pick(self.luck("destination", year), w.again[p.tie])
        elif at_home:
            chance = w.leave[p.place, p.sex, age] * factor
            goes = pick(self.luck("destination", year), w.destination[p.place])
        else:
            long = 1 if p.stay_years >= 10 else 0
            chance, goes = w.come_back[p.place, long, p.sex, age], p.hukou_place
        chance *= self.tables.prior(p.place, year)["lived_moves"]
        if self.luck("move", year) >= chance:
            return p.place, 0
        return goes, 1 + int(12 * self.luck("move_month", year))

    def hukou_year(self, year, age):
        """Stay a year longer; become local, or urban: return whether the latter."""
        p = self.p
        luck = self.luck("hukou", year)
        migrant = p.place not in (p.hukou_place, ELSEWHERE)
        acquire = self.world.acquire[year - FIRST_YEAR, p.place, p.hukou_type, min(p.stay_years, 10)]
        law = self.tables.law(p.place, year)
        if law["points_needed"] > 0 and migrant:
            acquire = self.chance_by_points(acquire, law, age)
        convert = self.world.convert[year - FIRST_YEAR, age]
        rural_local = p.place == p.hukou_place and p.hukou_type == HukouType.RURAL
        p.stay_years += 1
        becomes_local, turns_urban = migrant and luck < acquire, rural_local and luck < convert
        if becomes_local:
            p.hukou_place = p.place
        if becomes_local or turns_urban:
            p.hukou_type = int(HukouType.URBAN)
            if age >= self.tables.prior(p.place, year)["public_hired_until"]:
                p.public_luck = 1.0
        return turns_urban

    def chance_by_points(self, usual, law, age):
        """Points of schooling, years paid and lived there, and youth; who has enough settles at the system's chance."""
        p = self.p
        years_paid = int(p.months[PROVINCE_OF[p.place]]) // 12
        points = law["points_schooling"][p.education] + law["points_year_paid"] * years_paid
        points += law["points_year_resident"] * p.stay_years
        points += max(law["points_young"] - law["points_age_less"] * max(age - law["points_young_until"], 0), 0)
        return max(usual, law["points_chance"]) if points >= law["points_needed"] else usual * law["points_short"]

    def settle(self, place):
        """Live at a new place."""
        self.p.place, self.p.stay_years = place, 0
        if place != ELSEWHERE:
            self.p.tie = place
