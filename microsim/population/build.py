"""Build the population of a scenario: base stock, world tables, frame projection and strata."""

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from microsim.kernel.world import AGES, BASE_YEAR, FIRST_STOCK_YEAR, FIRST_YEAR, LAST_YEAR, first_of_axes
from microsim.places import AREA_COUNT, AREAS_OF, ELSEWHERE_PROVINCE, PLACE_COUNT, PROVINCE_KEYS, SIMULATED
from microsim.population import hazards, hukou, strata
from microsim.population.attachment import attachment_scores
from microsim.population.attributes import Away, cumulated, home_table, people_away, stay_shares
from microsim.population.base import base_stock, status_totals
from microsim.population.cover import city_shifts, cover_table, declared_table
from microsim.population.dated_work import Workers, work_shifts, workers_of
from microsim.population.education import education_table
from microsim.population.fertility import MOTHERS, fertility_rates, share_boys
from microsim.population.frame import Projection, Rates, initial_frame, make_combos, project
from microsim.population.gradient import death_ratios
from microsim.population.inputs import (
    SINGLE_AGES,
    Priors,
    areas,
    base_residents,
    chosen,
    national_population,
)
from microsim.population.jobs import farm_shares, formal_shares, sector_table, working
from microsim.population.labour import counted_persons, employment_table, out_of_school, working_after
from microsim.population.migrants import cohort_run
from microsim.population.mortality import OUTSIDE, by_status, death_hazards, infant_survival, life_tables
from microsim.population.nation import national_projection, usual_origin
from microsim.population.service import public_shares
from microsim.population.standing import base_pensioners, pensioner_share, public_pensioners
from microsim.population.variants import DESTINATION, ORIGIN, migration_factor

if TYPE_CHECKING:
    from microsim.law.assumptions import Assumptions

YEARS = np.arange(FIRST_YEAR, LAST_YEAR + 1)
USUAL = BASE_YEAR + 1 - FIRST_YEAR  # of the axis of years: whose chances of dying thinned out the migrants of all times


class Population(NamedTuple):
    """The population of a scenario.

    Attributes
    ----------
    projection : the frame, expected persons year by year
    strata : groups persons are drawn from, whole sizes
    world_tables : the demographic and labour tables of ``World`` by field name
    expected : expected persons by origin and stratum, before rounding
    given : persons of a file in place of the base stock, None in the shipped population
    base_year : year of the base stock; the frame is empty before it
    """

    projection: Projection
    strata: strata.Strata
    world_tables: dict
    expected: dict
    given: Any = None
    base_year: int = BASE_YEAR

    @property
    def frame_stock(self) -> np.ndarray:
        """Return expected persons at year ends from 2016 on, or an earlier base year [year, place, status, sex, age]."""
        return self.projection.stock

    @property
    def births(self) -> np.ndarray:
        """Return newborns alive at their first year's end [year, place, status, sex]."""
        return self.projection.births

    @property
    def arrivals(self) -> np.ndarray:
        """Return first arrivals [year, area, hukou type, sex, age]."""
        return self.projection.arrivals

    def sample(self, one_in: int, part: int = 0, parts: int = 1) -> np.ndarray:
        """Return the person numbers of a 1-in-``one_in`` sample, or of one of its ``parts``: uint64, sorted."""
        numbers = strata.sample(self.strata, one_in, part, parts)
        return numbers if self.given is None else np.concatenate([numbers, self.given.sample(one_in, part, parts)])

    def count(self, one_in: int) -> int:
        """Return how many persons a 1-in-``one_in`` sample has, without naming them."""
        drawn = int(strata.firsts(self.strata, one_in)[1].sum())
        return drawn if self.given is None else drawn + self.given.count(one_in)


class Base(NamedTuple):
    """The people of a base year.

    Attributes
    ----------
    year : its end is the date of the stock
    stock : residents [area, sex, age 0..100, status]
    stays : years of stay by age of intra- and inter-provincial migrants
    out : registered people who live outside their area
    left : former migrants by age, a profile
    """

    year: int
    stock: np.ndarray
    stays: list
    out: Away
    left: np.ndarray


def make_base(priors: Priors, alive: np.ndarray, year: int = BASE_YEAR) -> Base:
    """Return the people of a base year: 2010, 2016 or 2020. ``alive``: survivors by region and year."""
    death = death_hazards(alive)[OUTSIDE, :, USUAL].mean(axis=0)
    ends = (priors.number("migration.stock_growth_end_intra"), priors.number("migration.stock_growth_end"))
    runs = [cohort_run(priors, end, death, year) for end in ends]
    stock = base_stock(priors, [run[0] for run in runs], year)
    totals = status_totals(priors, base_residents(year), year)
    out = people_away(priors, stock, totals, runs[1][0].sum(axis=1), year)
    return Base(year, stock, [stay_shares(run[0]) for run in runs], out, runs[1][1])


def absent_holders(priors: Priors, base: Base) -> np.ndarray:
    """Return holders of employees' rights who left before the base date [area, hukou type, sex, age].

    Spread over areas by their migrants from other provinces; ages of those who went home.
    """
    ages = np.arange(AGES)
    youngest, oldest = (priors.number(f"migration.absent_{end}") for end in ("youngest", "oldest"))
    profile = base.left * ((ages >= youngest) & (ages <= oldest))
    profile /= profile.sum()
    migrants = base.stock[..., 4:].sum(axis=(1, 2, 3))
    total = [priors.years("migration.absent", base.year, key) for key in PROVINCE_KEYS[:ELSEWHERE_PROVINCE]]
    rural, men = (priors.places(path)[:AREA_COUNT] for path in ("migration.rural_inter", "migration.entry_men"))
    area = np.empty(AREA_COUNT)
    for province in SIMULATED:
        here = AREAS_OF[province]
        area[here] = total[province] * migrants[here] / migrants[here].sum()
    kinds = np.stack([1 - rural, rural], axis=-1)[:, :, None, None]
    sexes = np.stack([men, 1 - men], axis=-1)[:, None, :, None]
    return area[:, None, None, None] * kinds * sexes * profile


def moving_tables(priors: Priors, base: Base, years: np.ndarray = YEARS) -> dict[str, np.ndarray]:
    """Return the tables of ``World`` that move people and change their hukou."""
    back, settling = hazards.come_back(priors), hukou.acquire(priors, base.stock, base.stays, years)
    leave, destination = hazards.leaving(priors, base.stock, base.stays, base.out, back, settling[0])
    return {
        "leave": leave,
        "destination": destination,
        "come_back": back,
        "rearrive": hazards.rearrive(priors),
        "again": hazards.again(priors, base.stock),
        "acquire": settling,
        "convert": hukou.convert(priors, base.stock, years),
    }


def world_tables(priors: Priors, base: Base, alive: np.ndarray) -> dict[str, np.ndarray]:
    """Return the tables of ``World`` that describe people."""
    nation = national_population(base.year)
    education = education_table(priors, base.stock, nation, base.year)
    public = public_pensioners(priors, base.stock, education, base.year)
    pensioners = base_pensioners(priors, base.stock, public.drawing, base.year)
    workers = workers_at(priors, base, nation, education, (pensioners, public.drawing))
    employment = workers.table
    return (
        moving_tables(priors, base)
        | job_tables(priors, base.stock, employment.all, base.year)
        | {
            "death": by_status(death_hazards(alive)),
            "leave_factor": hazards.leave_factor(priors),
            "employment": attachment_scores(employment.own, priors.number("employment.attachment_sd")),
            "work_shift": work_shifts(priors, base.stock, education, workers),
            "employment_all": employment.all,
            "base_pensioner": pensioners,
            "base_public": public.shares,
            "home": home_table(base.out),
            "stay": cumulated(np.stack(base.stays)),
            "education": education,
        }
    )


def job_tables(
    priors: Priors, stock: np.ndarray, employment: np.ndarray, year: int = BASE_YEAR
) -> dict[str, np.ndarray]:
    """Return the tables of ``World`` on the kind of job, its cover and what is declared of it.

    Parameters
    ----------
    stock : residents of a base year [area, sex, age 0..100, status]
    employment : shares working of all persons [place, hukou type, sex, age]
    """
    persons = working(stock, employment)
    farm = farm_shares(priors, persons, year)
    outside = persons * (1 - farm[:AREA_COUNT])
    shifts = city_shifts(priors, outside, year)
    formal = formal_shares(priors, outside, shifts, year)
    cover = cover_table(priors, formal, outside, shifts)
    return {
        "sector": sector_table(priors, formal, farm),
        "cover": cover,
        "declared": declared_table(priors, formal, outside, cover),
    }


def workers_at(
    priors: Priors, base: Base, nation: np.ndarray, education: np.ndarray, pensioners: tuple[np.ndarray, np.ndarray]
) -> Workers:
    """Return the shares working of those without a pension and of all, as many as the last census counts.

    ``pensioners``: World.base_pensioner and the share drawing a public pension.
    """
    persons = counted_persons(base.stock, nation)
    drawing = pensioner_share(priors, base.stock, *pensioners, base.year)
    finished = out_of_school(priors, base.stock, education, base.year)
    table = employment_table(priors, persons, areas()["employed20"], drawing, finished)
    return workers_of(table, drawing, working_after(priors))


def frame_rates(priors: Priors, tables: dict[str, np.ndarray], base: Base, alive: np.ndarray) -> Rates:
    """Return what moves the frame, from the same tables."""
    simulated = PROVINCE_KEYS[:ELSEWHERE_PROVINCE]
    of_origin = chosen(priors, "migration.inflow_of", (ORIGIN, DESTINATION)) == ORIGIN
    path = "migration.arrival_rate" if of_origin else "migration.inflow_rate"
    inflow = np.stack([priors.years(path, YEARS, key) for key in simulated], axis=-1)
    return Rates(
        **{name: tables[name] for name in Rates._fields if name in tables},
        going=np.diff(tables["destination"], axis=1, prepend=0.0),
        returning=np.diff(tables["again"], axis=1, prepend=0.0),
        fertility=fertility_rates(priors, base.stock[:, 1, MOTHERS].sum(axis=-1)),
        boys=share_boys(priors),
        infants=infant_survival(alive),
        homes=city_homes(base),
        inflow=inflow * migration_factor(priors, YEARS)[:, None],
        arrivals=hazards.arrival_shares(priors, YEARS, base.year),
        nation=national_projection(priors, alive, base.year) if of_origin else np.empty((0, 2, AGES)),
        usual_origin=usual_origin(),
        most=priors.provinces("migration.most_residents")[:ELSEWHERE_PROVINCE],
        gradient=death_ratios(priors),
    )


def city_homes(base: Base) -> np.ndarray:
    """Return home cities of newborns of intra-provincial migrants [place, home area]."""
    homes = np.zeros((PLACE_COUNT, AREA_COUNT))
    homes[:AREA_COUNT] = base.out.homes
    return homes


def build_population(
    assumptions: "Assumptions", horizon: int = LAST_YEAR, luck: Any = None, base_year: int = BASE_YEAR
) -> Population:
    """Return the population of a scenario up to the year ``horizon``.

    Parameters
    ----------
    assumptions : as ``microsim.law.load.load_assumptions`` returns it, overrides included
    luck : seed and replicate, for scenarios with shocks of mortality
    base_year : one of BASE_YEARS, at whose end the residents stand
    """
    priors = Priors(assumptions)
    alive = life_tables(priors, luck, priors.information)
    base = make_base(priors, alive if priors.information is None else life_tables(priors, luck), base_year)
    tables = world_tables(priors, base, alive)
    absent = absent_holders(priors, base)
    combos = make_combos()
    frame = initial_frame(combos, base.stock, base.stays, base.out, absent)
    rates, years = frame_rates(priors, tables, base, alive), horizon - FIRST_YEAR + 1
    whole = project(frame, combos, rates, years, base_year - FIRST_STOCK_YEAR)
    projection = Projection(*(part[first_of_axes(base_year) - FIRST_STOCK_YEAR :] for part in whole))
    elsewhere = np.concatenate([base.out.elsewhere, absent[..., :SINGLE_AGES]], axis=1)
    tables["public_share"] = public_shares(priors, tables, projection, base_year)
    persons = strata.expected(base.stock, elsewhere, projection.births, projection.arrivals, base_year)
    return Population(projection, strata.make_strata(persons, base_year), tables, persons, base_year=base_year)
