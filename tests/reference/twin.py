"""A plain twin of one life: what the law and the docstrings say, in ordinary Python, to check the kernel against.

Nothing here comes from the rules, the processes of life or the events of the engine; only codes,
places and the tables of a World are shared. It is written to be read, not to be fast.
"""

import math

from microsim.engine.tallies import Item
from microsim.engine.world import BASE_YEAR, FIRST_COHORT, FIRST_LAW_YEAR, FIRST_YEAR, OLDEST
from microsim.places import CITY_COUNT, ELSEWHERE, REGION_SEAT, SHANGHAI, SHENZHEN
from microsim.schema import (
    PERSON_FIELDS,
    ClaimChoice,
    Declared,
    Education,
    HukouType,
    Labour,
    Membership,
    Origin,
    Scheme,
    Sex,
    Status,
    Track,
    TransitionalForm,
)

UNKNOWN, INSURED, UNINSURED, LEFT_RIGHTS = range(4)  # what the base stock knows of cover
PROVINCES = range(3)  # Guangdong, Shanghai, elsewhere
REGIONS = range(4)  # Guangdong, Shenzhen, Shanghai, elsewhere


# Luck


def philox(counter, key):
    """Return the four words of Philox4x32-10 for four counter words and two key words."""
    mask = 2**32 - 1
    c, (k0, k1) = list(counter), key
    for _ in range(10):
        first, second = 0xD2511F53 * c[0], 0xCD9E8D57 * c[2]
        c = [(second >> 32) ^ c[1] ^ k0, second & mask, (first >> 32) ^ c[3] ^ k1, first & mask]
        k0, k1 = (k0 + 0x9E3779B9) & mask, (k1 + 0xBB67AE85) & mask
    return c


def horner(coefficients, x):
    """Return a polynomial whose highest coefficient comes first."""
    value = 0.0
    for coefficient in coefficients:
        value = value * x + coefficient
    return value


def normal(u):
    """Return Acklam's approximation of the normal quantile."""
    centre = (
        -3.969683028665376e01,
        2.209460984245205e02,
        -2.759285104469687e02,
        1.383577518672690e02,
        -3.066479806614716e01,
        2.506628277459239e00,
    )
    centre_below = (
        -5.447609879822406e01,
        1.615858368580409e02,
        -1.556989798598866e02,
        6.680131188771972e01,
        -1.328068155288572e01,
        1.0,
    )
    tail = (
        -7.784894002430293e-03,
        -3.223964580411365e-01,
        -2.400758277161838e00,
        -2.549732539343734e00,
        4.374664141464968e00,
        2.938163982698783e00,
    )
    tail_below = (7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e00, 3.754408661907416e00, 1.0)
    if 0.02425 <= u <= 1.0 - 0.02425:
        q = u - 0.5
        return horner(centre, q * q) * q / horner(centre_below, q * q)
    q = math.sqrt(-2.0 * math.log(min(u, 1.0 - u)))
    value = horner(tail, q) / horner(tail_below, q)
    return value if u < 0.5 else -value


def blend(old, fresh, correlation):
    """Return a uniform like an old one: the normal scores of old and fresh are mixed."""
    score = correlation * normal(old) + math.sqrt(1.0 - correlation**2) * normal(fresh)
    return min(max(math.erfc(-score / math.sqrt(2.0)) / 2, 1e-12), 1.0 - 1e-12)


def pick(u, cumulated):
    """Return the first place in a cumulated row that exceeds the uniform, the last one at most."""
    return next((index for index, share in enumerate(cumulated) if u < share), len(cumulated) - 1)


# group and lane of each draw
DRAWS = {
    name: (group, lane)
    for group, names in enumerate(
        (
            ("birth_month", "home", "stay", "education"),
            ("permanent", "entry", "track", "claim_choice"),
            ("base_pensioner", "base_pension", "residents", "tier"),
            ("absent_years", "absent_stay", "late_share", ""),
            ("death", "death_month", "move", "destination"),
            ("move_month", "hukou", "employment", "sector"),
            ("job_change", "coverage", "declared", "innovation"),
            ("transitory", "missed_months", "catch_up", "transfer"),
        )
    )
    for lane, name in enumerate(names)
}


# Money and the calendar


def fen(yuan):
    """Return whole fen, half up, with the guard against binary fractions."""
    return math.floor(yuan * 100 + 0.5 + 1e-6)


def province_of(place):
    """Return the province of a place: 0 Guangdong, 1 Shanghai, 2 elsewhere."""
    return 0 if place < CITY_COUNT else 1 if place == SHANGHAI else 2


def region_of(place):
    """Return the benefit region of a place: Shenzhen stands apart from Guangdong."""
    return 1 if place == SHENZHEN else (0, 2, 3)[province_of(place)]


class Person:
    """The fields of the person record, as plain attributes."""

    def __init__(self):
        for field in PERSON_FIELDS:
            zero = 0.0 if field.kind == "f8" else 0
            setattr(self, field.name, zero if field.length == 0 else [zero] * field.length)
        self.relation = self.paying_place = self.residents_place = -1
        self.fund_place = [-1, -1, -1]

    def snapshot(self):
        """Return a copy of all fields."""
        return {f.name: getattr(self, f.name) if f.length == 0 else list(getattr(self, f.name)) for f in PERSON_FIELDS}

    @property
    def status(self):
        """Return where the hukou is seen from the place of residence, with its type."""
        if self.place == self.hukou_place:
            return Status.LOCAL_URBAN + self.hukou_type
        same_province = self.place < CITY_COUNT and self.hukou_place < CITY_COUNT
        return (Status.INTRA_URBAN if same_province else Status.INTER_URBAN) + self.hukou_type

    @property
    def all_months(self):
        """Return contribution months everywhere, deemed ones included."""
        return sum(self.months) + sum(self.deemed_months)

    @property
    def working(self):
        """Return whether the labour state is a job."""
        return self.labour in (Labour.FORMAL, Labour.FLEXIBLE, Labour.INFORMAL)


class Tables:
    """Rows of law and assumptions as dicts, and the hazards, for all lives of a test."""

    def __init__(self, world):
        self.world = world
        self.rows = {}

    def row(self, name, index, year):
        """Return a row of a record table as a dict of plain numbers and lists."""
        if (name, index, year) not in self.rows:
            record = getattr(self.world, name)[index, year - FIRST_LAW_YEAR]
            self.rows[name, index, year] = {field: record[field].tolist() for field in record.dtype.names}
        return self.rows[name, index, year]

    def law(self, place, year):
        """Return the law at a place in a year."""
        return self.row("law", place, year)

    def prior(self, place, year):
        """Return the assumptions for the province of a place in a year."""
        return self.row("assumptions", province_of(place), year)


class Life:
    """One life: the person, the tables it reads and the books it writes."""

    def __init__(self, number, tables, seed, replicate):
        self.p = Person()
        self.number = int(number)
        self.tables, self.world = tables, tables.world
        self.key = (seed, replicate)
        self.books = {}  # (year, place, scheme, item) -> fen
        self.luck_drawn = {}

    def luck(self, name, year=0):
        """Return the uniform of a draw in a year, or the one of a whole life in year 0."""
        group, lane = DRAWS[name]
        if (group, year) not in self.luck_drawn:
            words = philox((self.number % 2**32, self.number >> 32, year, group), self.key)
            self.luck_drawn[group, year] = [(word + 0.5) / 2**32 for word in words]
        return self.luck_drawn[group, year][lane]

    def book(self, year, place, scheme, item, amount):
        """Enter an amount in the books; nothing is entered for the time before the simulation."""
        if self.p.entered:
            key = (year, int(place), int(scheme), int(item))
            self.books[key] = self.books.get(key, 0) + amount

    # Who one is

    def identify(self):
        """Set what the number says and what is drawn once; return origin, year of entry and status."""
        p, bits = self.p, self.number >> 32
        years, age, sex = bits & 127, bits >> 7 & 127, bits >> 14 & 1
        status, place, origin = bits >> 15 & 7, bits >> 18 & 31, bits >> 23
        entry = BASE_YEAR + years
        p.number, p.sex, p.alive = self.number, sex, 1
        p.birth = 12 * (entry - age) + int(12 * self.luck("birth_month"))
        p.place = p.tie = place
        p.hukou_type = status % 2
        p.hukou_place = place
        of_shanghai = origin == Origin.BASE and place == SHANGHAI and status >= Status.INTER_URBAN
        if of_shanghai or status in (Status.INTRA_URBAN, Status.INTRA_RURAL):
            p.hukou_place = pick(self.luck("home"), self.world.home[place, p.hukou_type])
        elif status in (Status.INTER_URBAN, Status.INTER_RURAL):
            p.hukou_place = ELSEWHERE
        p.stay_years = 0 if origin == Origin.BIRTH else 10
        cohort = min(max((entry - age - FIRST_COHORT) // 5, 0), 40)
        p.education = pick(self.luck("education"), self.world.education[place, status, sex, cohort])
        self.lean(self.tables.prior(place, entry))
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
        p.late_share = self.luck("late_share")
        first_job = prior["first_job_intercept"] + prior["first_job_slope"] * (self.school(prior) - 9.0)
        p.first_job = int(max(prior["first_job_minimum"], first_job))

    def school(self, prior):
        """Return school years."""
        names = {
            Education.PRIMARY: "school_primary",
            Education.JUNIOR: "school_junior",
            Education.SENIOR: "school_senior",
            Education.COLLEGE: "school_college",
        }
        return prior[names[self.p.education]]

    # The history before the entry

    def enter(self):
        """Become a person with a history and return the year of entry."""
        p = self.p
        origin, entry, status = self.identify()
        if origin == Origin.BASE:
            self.enter_from_base(status)
        elif origin == Origin.ABSENT and status < Status.INTRA_URBAN:
            self.enter_from_base(status, ELSEWHERE)
            p.place = ELSEWHERE
        elif origin == Origin.ABSENT:
            self.enter_absent()
        elif origin == Origin.ARRIVAL:
            area, p.place = p.place, ELSEWHERE
            self.live_history(entry)
            self.settle(area)
        p.cover_known, p.entered = UNKNOWN, 1
        return entry

    def enter_from_base(self, status, lives=None):
        """Be a pensioner of the base stock, or live the career that led to the base date; some live elsewhere."""
        p, home = self.p, self.p.place
        area = home if lives is None else lives
        migrant = status >= Status.INTRA_URBAN
        arrives = None
        if migrant or lives is not None:
            kind = 0 if status in (Status.INTRA_URBAN, Status.INTRA_RURAL) else 1
            age = BASE_YEAR - p.birth // 12
            p.stay_years = min(pick(self.luck("stay"), self.world.stay[kind, min(age, OLDEST)]), age)
            arrives = BASE_YEAR - p.stay_years
        stay = p.stay_years
        law, prior = self.tables.law(home, BASE_YEAR), self.tables.prior(home, BASE_YEAR)
        december = 12 * BASE_YEAR + 11
        if december >= p.birth + law["original_age"][p.track]:
            kind = "migrant" if migrant else "urban" if status == Status.LOCAL_URBAN else "rural"
            if self.luck("base_pensioner") < prior[f"base_pensioner_{kind}"]:
                self.be_base_pensioner(law, prior, december)
                return
            p.cover_known = UNINSURED
        self.live_history(BASE_YEAR, area, arrives)
        if p.place != area:
            self.settle(area)
        p.tie, p.stay_years = area, stay

    def be_base_pensioner(self, law, prior, december):
        """Draw an award around the mean of the base stock."""
        p, spread = self.p, prior["base_pension_sd"]
        shock = normal(self.luck("base_pension"))
        p.pension_fen = fen(prior["base_pension_mean"] * math.exp(spread * shock - spread**2 / 2))
        p.basic_fen = p.pension_fen
        p.membership = Membership.PENSIONER
        p.relation = province_of(p.place)
        p.fund_place[p.relation] = p.paying_place = p.place
        p.statutory_month = p.birth + law["original_age"][p.track]
        p.claim_month = min(p.statutory_month, december)
        p.contribution_months = int(prior["base_pension_months"])

    def enter_absent(self):
        """Live a career with an insured stay in the area, then elsewhere up to the base date."""
        p, area = self.p, self.p.place
        prior = self.tables.prior(area, BASE_YEAR)
        first = p.birth // 12 + p.first_job
        away = int(-prior["absent_years"] * math.log(self.luck("absent_years")))
        stayed = int(-prior["absent_stay"] * math.log(self.luck("absent_stay")))
        leaves = max(BASE_YEAR - away, first + 1)
        arrives = max(leaves - 1 - stayed, first)
        self.live_history(BASE_YEAR, area, arrives, leaves)
        if p.place != ELSEWHERE:
            self.settle(ELSEWHERE)

    def live_history(self, last_year, area=None, arrives=None, leaves=None):
        """Live the years up to the entry: without death, with known moves, and off the books."""
        p = self.p
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
            moves = goes != p.place
            month = 1 + int(12 * self.luck("move_month", year)) if moves else 0
            stay = p.stay_years
            self.start_year()
            self.live_months(year, goes, month, 12)
            p.stay_years = 0 if moves else stay + 1
            self.interest(year)
            self.residents_contribution(year)
            self.residents_claim(year, 12)
            self.pay_residents_pension(year, 12)

    # The year

    def live(self, until):
        """Live up to a year and return what the record says at the end of each."""
        year = self.enter()
        years = {year: self.p.snapshot()}
        while self.p.alive and year < until:
            year += 1
            self.live_year(year)
            years[year] = self.p.snapshot()
        return years

    def live_year(self, year):
        """Live a simulated year in the order of the law."""
        p = self.p
        age_before = min(year - 1 - p.birth // 12, OLDEST)
        self.start_year()
        self.raise_pension(year)
        death = self.month_of_death(year, age_before)
        goes, move_month = p.place, 0
        if death is None:
            goes, move_month = self.next_place(year, age_before)
            if move_month == 0:
                self.hukou_year(year, age_before)
        last_month = 12 if death is None else death
        self.live_months(year, goes, move_month, last_month)
        self.interest(year)
        self.clean_up(year)
        self.residents_contribution(year)
        self.residents_claim(year, last_month)
        self.pay_pension(year, last_month)
        self.pay_residents_pension(year, last_month)
        if death is not None:
            self.leave_to_heirs(year, death)
            p.alive, p.death_month = 0, death

    def start_year(self):
        """Clear what counts from January."""
        p = self.p
        p.wage_last_year = p.wage
        p.paid_months = p.death_month = 0
        p.year_contributions_fen = p.year_benefits_fen = 0
        p.year_residents_paid_fen = p.year_residents_benefits_fen = 0
        if p.membership == Membership.PAYING:
            p.membership = Membership.DORMANT

    def live_months(self, year, goes, move_month, last_month):
        """Each month: the move, the job, the payment, the balance and the test for a claim."""
        p = self.p
        tests = self.may_claim(year)
        for month in range(1, last_month + 1):
            if month == move_month:
                self.settle_index(year)
                self.settle(goes)
            if month == max(move_month, 1):
                self.work(year, moved=move_month > 0)
            if p.membership == Membership.EXTENDING:
                place = p.fund_place[p.relation]
                self.pay_month(year, month, place, self.tables.law(place, year)["base_floor"][month - 1])
            elif p.membership != Membership.PENSIONER:
                self.contribute(year, month)
            for province in PROVINCES:
                p.balance_months_fen[province] += p.account_fen[province]
            if tests:
                self.test_claim(year, month)
        self.settle_index(year)

    # Population

    def month_of_death(self, year, age):
        """Return the month of death in this year or None."""
        p = self.p
        table = 6
        if p.place != ELSEWHERE:
            table = (3 if p.place == SHANGHAI else 0) + (p.hukou_type if p.place == p.hukou_place else 2)
        if self.luck("death", year) >= self.world.death[table, p.sex, year - FIRST_YEAR, age]:
            return None
        return 1 + int(12 * self.luck("death_month", year))

    def next_place(self, year, age):
        """Return where one lives at the end of the year and the month of the move, 0 without one."""
        p, w = self.p, self.world
        at_home = p.place == p.hukou_place
        factor = w.leave_factor[year - FIRST_YEAR]
        if at_home and p.place == ELSEWHERE:
            chance, goes = w.rearrive[p.sex, age] * factor, p.tie
        elif at_home:
            chance = w.leave[p.place, p.sex, age] * factor
            goes = pick(self.luck("destination", year), w.destination[p.place])
        else:
            long = 1 if p.stay_years >= 10 else 0
            chance, goes = w.come_back[p.place, long, p.sex, age], p.hukou_place
        if self.luck("move", year) >= chance:
            return p.place, 0
        return goes, 1 + int(12 * self.luck("move_month", year))

    def hukou_year(self, year, age):
        """Stay a year longer; become local, or urban."""
        p = self.p
        luck = self.luck("hukou", year)
        migrant = p.place not in (p.hukou_place, ELSEWHERE)
        acquire = self.world.acquire[year - FIRST_YEAR, p.place, p.hukou_type, min(p.stay_years, 10)]
        convert = self.world.convert[year - FIRST_YEAR, age]
        if migrant and luck < acquire:
            p.hukou_place, p.hukou_type = p.place, int(HukouType.URBAN)
        elif p.place == p.hukou_place and p.hukou_type == HukouType.RURAL and luck < convert:
            p.hukou_type = int(HukouType.URBAN)
        p.stay_years += 1

    def settle(self, place):
        """Live at a new place."""
        self.p.place, self.p.stay_years = place, 0
        if place != ELSEWHERE:
            self.p.tie = place

    # Work

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

    def employment_rate(self, age, prior):
        """Return the share working at an age, the reform's uplift at 50 to 59 included."""
        rate = self.world.employment[self.p.place, self.p.hukou_type, self.p.sex, min(age, OLDEST)]
        return min(1.0, rate + prior["employment_uplift"]) if 50 <= age <= 59 else rate

    def find_job(self, year, age, moved, prior):
        """Work or not, and in which kind of job."""
        p, worked = self.p, self.p.working
        if p.membership == Membership.PENSIONER:
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
        """Be insured where the job's luck is below the coverage in force; nobody begins past statutory age."""
        p = self.p
        rate = 0.0
        if p.labour == Labour.FORMAL:
            names = ("local_urban", "local_rural", "intra", "intra", "inter", "inter")
            rate = prior[f"coverage_{names[p.status]}"]
        elif p.labour == Labour.FLEXIBLE:
            local = p.status in (Status.LOCAL_URBAN, Status.LOCAL_RURAL)
            rate = prior["coverage_flexible_local" if local else "coverage_flexible_migrant"]
        too_old = p.relation < 0 and 12 * year >= self.statutory_month(self.tables.law(p.place, year))
        covered = p.coverage_luck < rate and not too_old
        if p.cover_known in (INSURED, UNINSURED):
            covered = p.cover_known == INSURED and p.labour == Labour.FORMAL
        p.covered = int(covered)
        p.missed_months = int((1.0 - prior["paying_share"]) * 12 + self.luck("missed_months", year))

    # Contributions of the employees' scheme

    def contribute(self, year, month):
        """Pay a month, or earn a deemed one before accounts began."""
        p, place = self.p, self.p.place
        law, prior = self.tables.law(place, year), self.tables.prior(place, year)
        if 12 * year + month - 1 < law["account_start"]:
            if p.labour == Labour.FORMAL and p.status == Status.LOCAL_URBAN:
                p.deemed_months[province_of(place)] += 1
            return
        if not p.covered or p.membership == Membership.BRIDGED or month <= p.missed_months:
            return
        if p.relation != province_of(place):
            applies = self.luck("transfer", year) < prior["transfer_takeup"] and p.cover_known != LEFT_RIGHTS
            self.open_relation(year, place, applies)
        floor = law["migrant_base_floor" if p.status == Status.INTER_RURAL else "base_floor"][month - 1]
        declared = floor
        if p.labour == Labour.FORMAL:
            declared = max(floor, self.declared_wage(law, prior, floor))
        self.pay_month(year, month, place, min(declared, law["base_cap"][month - 1]))

    def declared_wage(self, law, prior, floor):
        """Return what the employer declares: the floor, the basic wage or the full wage."""
        p = self.p
        earned = p.wage_last_year if law["base_on_last_year"] and p.wage_last_year > 0.0 else p.wage
        shares = (prior["declared_floor_share"], prior["declared_floor_share"] + prior["declared_basic_share"], 1.0)
        kind = Declared(pick(p.declared_luck, shares))
        return {Declared.FLOOR: floor, Declared.BASIC_WAGE: prior["declared_basic_ratio"] * earned}.get(kind, earned)

    def pay_month(self, year, month, place, base):
        """Pay a month on a base to the fund, the account and the record."""
        p, law, now = self.p, self.tables.law(place, year), 12 * year + month - 1
        province, m = province_of(place), month - 1
        if p.labour == Labour.FORMAL and p.membership != Membership.EXTENDING:
            employer = fen(base * law["employer_rate"][m] * (1.0 - law["employer_waiver"][m]))
            own, credit = fen(base * law["employee_rate"][m]), fen(base * law["account_rate"][m])
            self.book(year, place, Scheme.EMPLOYEES, Item.EMPLOYER, employer)
            self.book(year, place, Scheme.EMPLOYEES, Item.EMPLOYEE, own)
        else:
            employer = 0
            own, credit = fen(base * law["flexible_rate"][m]), fen(base * law["flexible_account_rate"][m])
            self.book(year, place, Scheme.EMPLOYEES, Item.FLEXIBLE, own)
        p.year_contributions_fen += employer + own
        p.account_fen[province] += credit
        if year >= 1998:
            p.transfer_base_fen[province] += fen(base)
        p.months[province] += 1
        p.region_months[region_of(place)] += 1
        p.last_paid[province], p.fund_place[province] = now, place
        p.base = base
        p.year_base += base
        p.year_base_months += 1
        p.paid_months += 1
        p.first_paid = p.first_paid or now
        if p.membership != Membership.EXTENDING:
            p.membership = Membership.PAYING

    def settle_index(self, year):
        """Turn the mean base of the months since the last settlement into index points of every region."""
        p = self.p
        if p.year_base_months == 0:
            return
        mean = p.year_base / p.year_base_months
        for region in REGIONS:
            law = self.tables.law(REGION_SEAT[region], year)
            point = mean / law["reference_wage"]
            if region == region_of(p.fund_place[p.relation]):
                point = max(point, law["index_floor"])
            p.index_sum[region] += p.year_base_months * point
        p.year_base, p.year_base_months = 0.0, 0

    def interest(self, year):
        """Credit a twelfth of the year's rate on every month-end balance noted."""
        p = self.p
        for province in PROVINCES:
            if p.balance_months_fen[province] > 0:
                rate = self.tables.law(p.fund_place[province], year)["notional_interest"]
                p.account_fen[province] += fen(rate * p.balance_months_fen[province] / 12 / 100)
                p.balance_months_fen[province] = 0

    # Moves of records

    def open_relation(self, year, place, transfers):
        """Make a province hold the relation; who applies has the older records moved there."""
        p, province = self.p, province_of(place)
        first_time = p.relation < 0
        p.fund_place[province], p.relation = place, province
        if transfers and not first_time:
            self.gather(year, province)

    def gather(self, year, province):
        """Move accounts and the pooled share of bases from all other provinces."""
        p = self.p
        target = p.fund_place[province]
        for other in PROVINCES:
            account, bases = p.account_fen[other], p.transfer_base_fen[other]
            if other == province or (account == 0 and bases == 0):
                continue
            source = p.fund_place[other]
            pooled = math.floor(bases * self.tables.law(source, year)["transfer_pool_rate"] + 0.5)
            for held in (p.account_fen, p.balance_months_fen, p.transfer_base_fen):
                held[province] += held[other]
                held[other] = 0
            self.book(year, source, Scheme.EMPLOYEES, Item.TRANSFER_OUT_ACCOUNT, account)
            self.book(year, source, Scheme.EMPLOYEES, Item.TRANSFER_OUT_POOLED, pooled)
            self.book(year, target, Scheme.EMPLOYEES, Item.TRANSFER_IN_ACCOUNT, account)
            self.book(year, target, Scheme.EMPLOYEES, Item.TRANSFER_IN_POOLED, pooled)

    def clean_up(self, year):
        """Now and then the records areas still hold of one who lives elsewhere follow."""
        p = self.p
        held = [province for province in (0, 1) if p.account_fen[province] or p.transfer_base_fen[province]]
        pays_in_area = p.paid_months > 0 and p.relation != province_of(ELSEWHERE)
        if p.place != ELSEWHERE or p.relation < 0 or not held or pays_in_area:
            return
        rate = self.tables.prior(p.fund_place[held[-1]], year)["dormant_cleanup"]
        if self.luck("transfer", year) < rate:
            self.open_relation(year, ELSEWHERE, transfers=True)

    # Claims of the employees' scheme

    def statutory_month(self, law):
        """Return the month in which statutory age is reached under the law in force."""
        p, track = self.p, self.p.track
        delay = 0
        if p.birth >= law["first_birth"][track]:
            steps = (p.birth - law["first_birth"][track]) // law["delay_step"][track] + 1
            delay = min(steps, law["final_age"][track] - law["original_age"][track])
        return p.birth + law["original_age"][track] + delay

    def may_claim(self, year):
        """Return whether this year's month ends are tested: a relation stands in January, the old age falls in it."""
        p = self.p
        if p.relation < 0 or p.membership in (Membership.PENSIONER, Membership.BRIDGED):
            return False
        law = self.tables.law(p.fund_place[p.relation], year)
        return 12 * year + 11 >= p.birth + law["original_age"][p.track]

    def test_claim(self, year, month):
        """At a month's end claim, wait, pay on or leave for the residents' scheme."""
        p, now = self.p, 12 * year + month - 1
        if p.membership in (Membership.PENSIONER, Membership.BRIDGED):
            return
        law = self.tables.law(p.fund_place[p.relation], year)
        if p.statutory_month == 0:
            due = self.statutory_month(law)
            if now < due:
                opens = max(p.birth + law["original_age"][p.track], due - law["early_window"])
                early = p.claim_choice == ClaimChoice.EARLIEST and now >= opens
                if early and p.all_months >= law["minimum_months"]:
                    self.claim(year, month)
                return
            p.statutory_month, p.required_months = now, law["minimum_months"]
        missing = p.required_months - p.all_months
        extending = p.membership == Membership.EXTENDING
        if missing <= 0:
            waits = p.claim_choice == ClaimChoice.LATE and p.working and not extending
            if not waits or now >= p.statutory_month + int(p.late_share * law["late_window"]):
                self.claim(year, month)
        elif not extending:
            prior = self.tables.prior(p.fund_place[p.relation], year)
            if missing <= prior["catch_up_gap"] and self.luck("catch_up", year) < prior["catch_up_share"]:
                p.membership = Membership.EXTENDING
            else:
                self.bridge(year)

    def paying_place_by_law(self, year):
        """Return who pays: the hukou's province with the relation, ten years in the last province, or the hukou's."""
        p = self.p
        home = province_of(p.hukou_place)
        threshold = self.tables.law(p.fund_place[p.relation], year)["paying_place_months"]
        months = [p.months[province] + p.deemed_months[province] for province in PROVINCES]
        candidates = [province for province in PROVINCES if months[province] >= threshold]
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
        p.fund_place[p.relation] = place
        self.gather(year, p.relation)
        self.interest(year)

    def claim(self, year, month):
        """Award the pension by the formula of the place that pays; it is paid from the month after."""
        p, now = self.p, 12 * year + month - 1
        place = self.paying_place_by_law(year)
        self.collect(year, place)
        self.join_residents_account(year, place)
        law = self.tables.law(place, year)
        p.contribution_months = p.all_months
        deemed = sum(p.deemed_months)
        index = p.index_sum[region_of(place)] + law["deemed_index"] * deemed
        p.mean_index = index / p.all_months if p.all_months else 0.0
        self.award(law, now, p.all_months / 12, deemed / 12)
        p.statutory_month = p.statutory_month or now
        p.claim_month, p.paying_place, p.membership = now, place, Membership.PENSIONER
        p.account_left_fen = p.account_fen[p.relation]
        p.account_fen[p.relation] = p.transfer_base_fen[p.relation] = 0
        p.covered = 0

    def award(self, law, now, years, deemed_years):
        """Set the four parts of the pension."""
        p, base, z = self.p, law["benefit_base"], self.p.mean_index
        reduced = z / law["low_index_threshold"] if z < law["low_index_threshold"] else 1.0
        own = law["index_weight"]
        p.basic_fen = fen(base * ((1.0 - own) * reduced + own * z) * years * law["accrual_rate"])
        age = now - p.birth
        if not law["divisor_by_month"]:
            age -= age % 12
        age = min(max(age, 480), 840)
        p.account_pension_fen = fen(p.account_fen[p.relation] / 100 / self.world.divisor[age - 480])
        index = {
            TransitionalForm.NONE: 0.0,
            TransitionalForm.STANDARD: z,
            TransitionalForm.FIXED_INDEX: law["deemed_index"],
            TransitionalForm.MEAN_WAGE: (1.0 + z) / 2,
            TransitionalForm.FLOORED_INDEX: max(z, law["deemed_index"]),
        }[law["transitional_form"]]
        p.transitional_fen = fen(base * index * deemed_years * law["transitional_rate"])
        extra = law["supplement_flat"] + law["supplement_per_year"] * int(years) + law["supplement_base_share"] * base
        p.supplement_fen = fen(extra)
        p.pension_fen = p.basic_fen + p.account_pension_fen + p.transitional_fen + p.supplement_fen

    def join_residents_account(self, year, place):
        """Who claims an employees' pension brings the residents' account along."""
        p = self.p
        if p.residents_place < 0 or p.residents_claim:
            return
        account = p.residents_account_fen
        self.book(year, p.residents_place, Scheme.RESIDENTS, Item.BRIDGE_OUT, account)
        self.book(year, place, Scheme.EMPLOYEES, Item.BRIDGE_IN, account)
        p.account_fen[p.relation] += account
        p.residents_account_fen = p.residents_member = 0
        p.residents_place = -1

    def bridge(self, year):
        """Take account and months to the residents' scheme; the pooled money stays behind."""
        p = self.p
        place = self.paying_place_by_law(year)
        self.collect(year, place)
        account = p.account_fen[p.relation]
        if p.residents_place < 0:
            p.residents_place = p.hukou_place
        self.book(year, place, Scheme.EMPLOYEES, Item.BRIDGE_OUT, account)
        self.book(year, p.residents_place, Scheme.RESIDENTS, Item.BRIDGE_IN, account)
        p.residents_account_fen += account
        p.residents_months += p.all_months
        p.residents_member = 1
        p.account_fen[p.relation] = p.transfer_base_fen[p.relation] = 0
        p.membership, p.covered = Membership.BRIDGED, 0

    # Pensions in payment

    def raise_pension(self, year):
        """Adjust in January what had been claimed by the last December."""
        p = self.p
        if not 0 < p.claim_month < 12 * year:
            return
        law, pension = self.tables.law(p.paying_place, year), p.pension_fen / 100
        pension += law["adjustment_flat"] + law["adjustment_per_year"] * p.contribution_months / 12
        pension += law["adjustment_rate"] * p.pension_fen / 100
        if 12 * year - p.birth >= law["adjustment_aged_from"]:
            pension += law["adjustment_aged"]
        p.pension_fen = fen(pension)

    def months_paid(self, claim, year, last_month):
        """Return the calendar months of the year in which a pension is paid: those after the claim, while alive."""
        return [month for month in range(1, last_month + 1) if 0 < claim < 12 * year + month - 1]

    def pay_pension(self, year, last_month):
        """Pay the employees' pension of the year."""
        p, scheme = self.p, Scheme.EMPLOYEES
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
            self.book(year, p.paying_place, scheme, item, months * monthly)
        p.year_benefits_fen += months * p.pension_fen
        p.account_left_fen = max(0, p.account_left_fen - months * p.account_pension_fen)

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

    def leave_employees_account(self, year, month):
        """Pay the funeral grant, the lump sum and the account of the employees' scheme."""
        p, claimed = self.p, self.p.claim_month > 0
        place = p.paying_place if claimed else p.fund_place[p.relation]
        law = self.tables.law(place, year)
        years = (p.contribution_months if claimed else p.all_months) / 12
        lump = 3.0 if years < 5 else 6.0 if years < 10 else 9.0 + max(0.0, min(years, 30.0) - 15.0)
        if claimed and 12 * year + month - 1 > p.claim_month:
            lump = max(9.0, lump - (12 * year + month - 1 - p.claim_month) / 12)
        grants = law["survivor_base"] * law["funeral_months"] + law["survivor_base"] * lump
        saved = p.account_left_fen + sum(p.account_fen)
        if years < 5:
            grants = min(grants, saved / 100)
        self.book(year, place, Scheme.EMPLOYEES, Item.SURVIVORS, fen(grants))
        self.book(year, place, Scheme.EMPLOYEES, Item.INHERITANCE, p.account_left_fen)
        for province in PROVINCES:
            self.book(year, p.fund_place[province], Scheme.EMPLOYEES, Item.INHERITANCE, p.account_fen[province])
        p.year_benefits_fen += fen(grants) + saved
        p.account_left_fen, p.account_fen = 0, [0, 0, 0]

    # The residents' scheme

    def residents_contribution(self, year):
        """Follow the hukou, take the year's interest and pay the year's tier."""
        p = self.p
        if p.residents_place >= 0 and not p.residents_claim and p.residents_place != p.hukou_place:
            account = p.residents_account_fen
            self.book(year, p.residents_place, Scheme.RESIDENTS, Item.TRANSFER_OUT_ACCOUNT, account)
            self.book(year, p.hukou_place, Scheme.RESIDENTS, Item.TRANSFER_IN_ACCOUNT, account)
            p.residents_place = p.hukou_place
        if p.residents_account_fen > 0 and not p.residents_claim:
            rate = self.tables.law(p.residents_place, year)["residents_interest"]
            p.residents_account_fen += fen(rate * p.residents_account_fen / 100)
        if self.joins_residents(year):
            if p.residents_place < 0:
                p.residents_place = p.hukou_place
            prior = self.tables.prior(p.residents_place, year)
            self.pay_residents(year, 1, 0 if p.tier_luck < prior["residents_low_tier"] else 1)

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
        return p.residents_luck < prior["residents_rural" if rural else "residents_urban"]

    def pay_residents(self, year, years, tier):
        """Pay whole years at a tier, each with its subsidy."""
        p, place = self.p, self.p.residents_place
        law = self.tables.law(place, year)
        personal, subsidy = years * fen(law["residents_tier"][tier]), years * fen(law["residents_subsidy"][tier])
        self.book(year, place, Scheme.RESIDENTS, Item.PERSONAL, personal)
        self.book(year, place, Scheme.RESIDENTS, Item.ENTRY_SUBSIDY, subsidy)
        p.year_residents_paid_fen += personal
        p.residents_account_fen += personal + subsidy
        p.residents_months += 12 * years
        p.residents_member = 1

    def residents_claim(self, year, last_month):
        """Claim at 60 where no employees' right stands, after paying the years that are missing."""
        p, law = self.p, self.tables.law(self.p.hukou_place, year)
        at_60 = p.birth + law["residents_claim_age"]
        takeup = self.tables.prior(p.hukou_place, year)["residents_takeup"]
        elder = at_60 <= law["residents_start"] and p.residents_luck < takeup
        if p.residents_claim or p.membership == Membership.PENSIONER or not (p.residents_member or elder):
            return
        if p.relation >= 0 and p.membership != Membership.BRIDGED and p.all_months > 0:
            return
        if p.residents_place < 0:
            p.residents_place = p.hukou_place
        law = self.tables.law(p.residents_place, year)
        at_60 = p.birth + law["residents_claim_age"]
        due = max(at_60, 12 * year, law["residents_start"])
        if p.membership == Membership.BRIDGED:
            due = max(due, p.statutory_month)
        if due > 12 * year + last_month - 1:
            return
        required = min(law["residents_minimum_months"], max(0, at_60 - law["residents_start"]))
        missing = required - p.residents_months
        if missing > 0:
            self.pay_residents(year, -(-missing // 12), 0)
        p.residents_claim = due
        p.residents_annuity_fen = fen(p.residents_account_fen / 100 / law["residents_divisor"])
        p.residents_left_fen, p.residents_account_fen = p.residents_account_fen, 0

    def pay_residents_pension(self, year, last_month):
        """Pay the residents' pension month by month."""
        p = self.p
        if not p.residents_claim:
            return
        place, annuity = p.residents_place, p.residents_annuity_fen
        law = self.tables.law(place, year)
        extra_years = max(0, p.residents_months - law["residents_minimum_months"]) // 12
        months = self.months_paid(p.residents_claim, year, last_month)
        for month in months:
            pension = law["residents_basic"][month - 1] + annuity / 100 + law["residents_long_bonus"] * extra_years
            if 12 * year + month - 1 - p.birth >= law["residents_aged_from"]:
                pension += law["residents_aged_bonus"]
            p.residents_pension_fen = fen(pension)
            p.year_residents_benefits_fen += p.residents_pension_fen
            self.book(year, place, Scheme.RESIDENTS, Item.BENEFIT_BASIC, p.residents_pension_fen - annuity)
            self.book(year, place, Scheme.RESIDENTS, Item.BENEFIT_ACCOUNT, annuity)
        p.residents_left_fen = max(0, p.residents_left_fen - len(months) * annuity)
