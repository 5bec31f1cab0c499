"""Build the population of a scenario: base stock, world tables, frame projection and strata."""

from typing import NamedTuple

import numpy as np

from microsim.engine.world import AGES, FIRST_YEAR, LAST_YEAR
from microsim.places import AREA_COUNT, CITY_COUNT, PLACE_COUNT, PROVINCE_KEYS
from microsim.population import hazards, strata
from microsim.population.attributes import cumulated, home_shares, home_table, stay_shares
from microsim.population.base import base_stock, status_totals
from microsim.population.education import education_table
from microsim.population.fertility import MOTHERS, fertility_rates, share_boys
from microsim.population.frame import Projection, Rates, initial_frame, make_combos, project
from microsim.population.inputs import PROVINCE_OF, Priors, base_residents, national_population
from microsim.population.labour import employment_table, sector_table
from microsim.population.migrants import cohort_run, entry_profile
from microsim.population.mortality import death_hazards, infant_survival, life_tables

YEARS = np.arange(FIRST_YEAR, LAST_YEAR + 1)
ELSEWHERE_TABLE = 3
BASE = 2016


class Population(NamedTuple):
    """The population of a scenario.

    Attributes
    ----------
    projection : the frame, expected persons year by year
    strata : groups persons are drawn from, whole sizes
    world_tables : the demographic and labour tables of ``World`` by field name
    expected : expected persons by origin and stratum, before rounding
    """

    projection: Projection
    strata: strata.Strata
    world_tables: dict
    expected: dict

    @property
    def frame_stock(self):
        """Return expected persons at year ends from 2016 on [year, place, status, sex, age]."""
        return self.projection.stock

    @property
    def births(self):
        """Return newborns alive at their first year's end [year, place, status, sex]."""
        return self.projection.births

    @property
    def arrivals(self):
        """Return first arrivals [year, area, hukou type, sex, age]."""
        return self.projection.arrivals

    def sample(self, one_in):
        """Return the person numbers of a 1-in-``one_in`` sample, uint64, sorted."""
        return strata.sample(self.strata, one_in)


def absent_holders(priors, stock, left):
    """Return holders of employees' rights who left before the base date [area, hukou type, sex, age].

    Spread over areas by their migrants from other provinces; ages of those who went home.
    """
    ages = np.arange(AGES)
    youngest, oldest = (priors.number(f"migration.absent_{end}") for end in ("youngest", "oldest"))
    profile = left * ((ages >= youngest) & (ages <= oldest))
    profile /= profile.sum()
    migrants = stock[..., 4:].sum(axis=(1, 2, 3))
    total = priors.provinces("migration.absent")
    rural, men = (priors.places(path)[:AREA_COUNT] for path in ("migration.rural_inter", "migration.entry_men"))
    area = np.empty(AREA_COUNT)
    for code in range(2):
        here = PROVINCE_OF[:AREA_COUNT] == code
        area[here] = total[code] * migrants[here] / migrants[here].sum()
    kinds = np.stack([1 - rural, rural], axis=-1)[:, :, None, None]
    sexes = np.stack([men, 1 - men], axis=-1)[:, None, :, None]
    return area[:, None, None, None] * kinds * sexes * profile


def arrival_rates(priors, stock):
    """Return first arrivals' shares of the province's [year, area, hukou type, sex, age]."""
    ageing = priors.number("migration.entry_ageing")
    profiles = np.array(
        [[entry_profile(priors, key, ageing * (year - BASE)) for key in PROVINCE_KEYS[:2]] for year in YEARS]
    )
    profiles[..., strata.ARRIVAL_AGES :] = 0.0
    profiles /= profiles.sum(axis=-1, keepdims=True)
    rural, men = (priors.places(path)[:AREA_COUNT] for path in ("migration.rural_inter", "migration.entry_men"))
    area = hazards.arrival_shares(priors, stock)
    groups = area[:, None, None] * np.stack([1 - rural, rural], axis=-1)[:, :, None]
    groups = groups * np.stack([men, 1 - men], axis=-1)[:, None, :]
    by_area = profiles[:, PROVINCE_OF[:AREA_COUNT]]
    return groups[None, ..., None] * by_area[:, :, None, None, :]


def world_tables(priors, stock, stays, homes, alive):
    """Return the tables of ``World`` that describe people."""
    nation = national_population(BASE)
    back, hukou = hazards.come_back(priors), hazards.acquire(priors, stock, stays)
    leave, destination = hazards.leaving(priors, stock, stays, homes, back, hukou)
    employment = employment_table(priors, stock, nation)
    return {
        "death": death_hazards(alive),
        "leave": leave,
        "leave_factor": hazards.leave_factor(priors),
        "destination": destination,
        "come_back": back,
        "rearrive": hazards.rearrive(priors),
        "acquire": hukou,
        "convert": hazards.convert(priors, stock),
        "employment": employment,
        "sector": sector_table(priors, stock, employment),
        "home": home_table(homes),
        "stay": cumulated(np.stack(stays)),
        "education": education_table(priors, stock, nation),
    }


def frame_rates(priors, tables, stock, homes, alive):
    """Return what moves the frame, from the same tables."""
    women = stock[:, 1, MOTHERS].sum(axis=-1)
    going = np.diff(tables["destination"], axis=1, prepend=0.0)
    city_homes = np.zeros((PLACE_COUNT, CITY_COUNT))
    city_homes[:CITY_COUNT] = homes
    inflow = np.stack(
        [priors.years("migration.inflow_rate", YEARS, province) for province in ("guangdong", "shanghai")], axis=-1
    )
    shared = {name: tables[name] for name in Rates._fields if name in tables}
    return Rates(
        **shared,
        going=going,
        fertility=fertility_rates(priors, women),
        boys=share_boys(priors),
        infants=infant_survival(alive),
        homes=city_homes,
        inflow=inflow,
        arrivals=arrival_rates(priors, stock),
    )


def build_population(assumptions, horizon=LAST_YEAR):
    """Return the population of a scenario up to the year ``horizon``.

    Parameters
    ----------
    assumptions : as ``microsim.law.load.load_assumptions`` returns it, overrides included
    """
    priors = Priors(assumptions)
    alive = life_tables(priors)
    death = death_hazards(alive)[ELSEWHERE_TABLE, :, 0].mean(axis=0)
    ends = (priors.number("migration.stock_growth_end_intra"), priors.number("migration.stock_growth_end"))
    runs = [cohort_run(priors, end, death) for end in ends]
    stock = base_stock(priors, [run[0] for run in runs])
    stays = [stay_shares(run[0]) for run in runs]
    homes = home_shares(priors, status_totals(priors, base_residents()))
    tables = world_tables(priors, stock, stays, homes, alive)
    absent = absent_holders(priors, stock, runs[1][1])
    combos = make_combos()
    rates = frame_rates(priors, tables, stock, homes, alive)
    frame = initial_frame(combos, stock, stays, homes, absent)
    projection = project(frame, combos, rates, horizon - FIRST_YEAR + 1)
    persons = strata.expected(stock, absent, projection.births, projection.arrivals)
    return Population(projection, strata.make_strata(persons), tables, persons)
