"""Fit the moves of each area to its net flows between the censuses of 2010 and 2020.

Usage: python calibration/fit_migration.py DATA_FOLDER

The frame itself runs from the census of 2010 to that of 2020, with the base stock, the hazards and
the life tables of the package. Each area and sex gets a level of first arrivals and departures from
the shared age profiles of arrivals and of leavers and from the shared return hazards, by
Gauss-Newton steps, each departure held to its prior. An undercount of 2010 by area is fitted along.

Writes microsim/population/tables/moves.csv and settling.csv, and residents_2016.csv anew. Afterwards run
calibration/population_fit_page.py and calibration/freeze_offsets.py.
"""

import itertools
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from build_population import (
    BORN_LATE,
    CENSUS,
    RESIDENTS_2016,
    REVERSE_UP_TO,
    SEXES,
    TABLES,
    rake,
    write,
    write_stock,
)

from calibration.geography import SHANGHAI
from microsim.kernel.world import AGES, BASE_YEAR
from microsim.law.load import load_assumptions
from microsim.places import AREA_COUNT, ELSEWHERE, PLACES, PROVINCE_OF
from microsim.population import hazards, hukou
from microsim.population.attributes import registered
from microsim.population.build import city_homes, make_base, moving_tables
from microsim.population.frame import Rates, initial_frame, make_combos, project
from microsim.population.inputs import BETWEEN_CENSUSES, SINGLE_AGES, Priors, base_residents, national_population, table
from microsim.population.mortality import FIRST_TABLE_YEAR, by_status, death_hazards, life_tables

START, END = 2010, 2020
DECADE = END - START
NATION = 3  # region of the nation's life table
COHORTS = tuple(range(10, 90, 5))  # first age in 2020 of the cohorts; the last ends at 84
OVERDISPERSION = 25.0  # residuals count in this many root persons
INTRA_GROWTH = 1.3  # of the decade: moves grow with the stock, the balance is that of its start
STOCK_ERROR = 0.03  # of the migrants counted in 2020
STEPS = 14
DAMPING = 0.5
LEAST, MOST = 0.3, 3.0  # bounds of factors
RETURN_BOUNDS = (0.5, 1.6)  # those of the return hazards themselves
LATEST = 4.0  # years

# Departures by area and sex: starting value, prior spread, whether the fit works on logarithms.
DEPARTURES = {
    "arrive_share": (0.0, 1.5, True),
    "arrive_later": (0.0, 1.5, False),
    "arrive_narrower": (1.0, 0.3, True),
    "arrive_elders": (1.0, 1.0, True),
    "arrive_children": (1.0, 0.7, True),
    "return_young": (1.0, 0.25, True),
    "return_old": (1.0, 0.4, True),
    "leave_level": (1.0, 0.3, True),
    "leave_later": (0.0, 1.5, False),
    "leave_narrower": (1.0, 0.3, True),
    "leave_elders": (1.0, 1.0, True),
    "leave_children": (1.0, 0.7, True),
}
COVERAGE_STARTS = {"shenzhen": 0.07}  # undercount of 2010
COVERAGE_DELTA, COVERAGE_SPREAD, COVERAGE_MOST = 0.03, 0.02, 0.10
GROSS_INFLOW = {"guangdong": 0.018, "shanghai": 0.022}  # start of the search, of residents
# Cities whose registered population of 2020 is known by itself, not scaled from the province's.
KNOWN_HUKOU = ("guangzhou", "shenzhen", "zhuhai", "foshan", "huizhou", "dongguan", "zhongshan", "qingyuan", "meizhou")


class Decade(NamedTuple):
    """What stays fixed while the moves are fitted.

    Attributes
    ----------
    net, size, survival : observed net migrants of the cohorts, their numbers in both censuses, survival
    migrants : intra- and inter-provincial migrants of ten and more in 2020 [area, kind]
    """

    priors: Priors
    base: object
    combos: object
    frame: np.ndarray
    death: np.ndarray
    net: np.ndarray
    size: np.ndarray
    survival: np.ndarray
    migrants: np.ndarray


def observed(folder):
    """Return net migrants of the cohorts, their mean number and survival [area, sex, cohort]."""
    rows = pd.read_csv(folder / "derived_city_netmigration_2010_2020.csv").set_index(["area", "sex", "age_2020_start"])
    columns = ("net_migrants_2010_2020", "pop_2010", "pop_2020", "surv10")
    shape = (AREA_COUNT, 2, len(COHORTS) - 1)
    values = {
        name: np.array(
            [rows.loc[(p.english, s, a), name] for p in PLACES[:AREA_COUNT] for s in SEXES for a in COHORTS[:-1]]
        ).reshape(shape)
        for name in columns
    }
    return values[columns[0]], values["pop_2010"] + values["pop_2020"], values["surv10"]


def closed_nation():
    """Return the coverage of 2010 against 2020 [sex, age in 2010]: the nation's cohorts lost nobody but the dead."""
    alive = life_tables(Priors(load_assumptions()))
    death = death_hazards(alive, FIRST_TABLE_YEAR)[NATION]
    first, last = national_population(START), national_population(END)
    survived = first.copy()
    for year in range(DECADE):
        survived[:, 1:] = (survived * (1 - death[:, year, : first.shape[1]]))[:, :-1]
    ratio = np.ones((2, AGES))
    for age, stop in itertools.pairwise(range(0, 80, 5)):
        here = slice(age + DECADE, stop + DECADE)
        ratio[:, age:stop] = (last[:, here].sum(axis=1) / survived[:, here].sum(axis=1))[:, None]
    return ratio


def fixed_parts(folder):
    """Return what stays fixed while the moves are fitted."""
    priors = Priors(load_assumptions().apply({"migration": {"intra_growth": INTRA_GROWTH}}))
    alive = life_tables(priors)
    base = make_base(priors, alive, START)
    combos = make_combos()
    frame = initial_frame(combos, base.stock, base.stays, base.out, np.zeros((AREA_COUNT, 2, 2, AGES)))
    frame *= closed_nation()[None, None, :, :, None]
    death = by_status(death_hazards(alive, FIRST_TABLE_YEAR)[:, :, :DECADE])
    later = make_base(priors, alive, END).stock[:, :, DECADE:].sum(axis=(1, 2))
    migrants = np.stack([later[:, 2:4].sum(axis=1), later[:, 4:].sum(axis=1)], axis=-1)
    return Decade(priors, base, combos, frame, death, *observed(folder), migrants)


def set_departures(values):
    """Put departures [area, sex] into the table the package reads: in place, for this process only."""
    for name, value in values.items():
        if name in DEPARTURES:
            table("moves")[name][:] = value.ravel()


def simulate(fixed, values):
    """Return the projection from census to census under some departures and coverage."""
    set_departures(values)
    years = np.arange(START + 1, END + 1)
    tables = moving_tables(fixed.priors, fixed.base, years)
    gross = np.bincount(PROVINCE_OF[:AREA_COUNT], values["arrive_share"].sum(axis=1))[:2]
    residents = fixed.base.stock.sum(axis=(1, 2, 3))
    rate = gross / np.bincount(PROVINCE_OF[:AREA_COUNT], residents)[:2]
    rates = Rates(
        **{name: tables[name] for name in Rates._fields if name in tables},
        death=fixed.death,
        leave_factor=np.ones(DECADE),
        going=np.diff(tables["destination"], axis=1, prepend=0.0),
        returning=np.diff(tables["again"], axis=1, prepend=0.0),
        fertility=np.zeros((DECADE, AREA_COUNT, 35)),
        boys=np.full((DECADE, AREA_COUNT), 0.5),
        infants=np.ones((3, DECADE, 2)),
        homes=city_homes(fixed.base),
        inflow=np.tile(rate, (DECADE, 1)),
        arrivals=hazards.arrival_shares(fixed.priors, years, END),
        nation=np.empty((0, 2, AGES)),
        usual_origin=np.ones((2, AGES)),
        most=np.full(2, np.inf),
        gradient=np.zeros((0, AGES)),
    )
    covered = 1 + values["coverage"][np.minimum(fixed.combos.place, SHANGHAI)] * (fixed.combos.place < ELSEWHERE)
    return project(fixed.frame * covered[:, None, None, None, None], fixed.combos, rates, DECADE)


def net_flows(fixed, projection):
    """Return simulated net migrants of the cohorts [area, sex, cohort], the coverage of 2010 included."""
    last = projection.stock[-1, :AREA_COUNT].sum(axis=1)
    later = np.add.reduceat(last, COHORTS, axis=-1)[..., :-1]
    return later - fixed.survival * counted_2010(fixed)


def counted_2010(fixed):
    """Return the cohorts as counted in 2010 [area, sex, cohort]."""
    start = fixed.base.stock.sum(axis=-1)
    return np.add.reduceat(start, [age - DECADE for age in COHORTS], axis=-1)[..., :-1]


def residuals(fixed, projection):
    """Return distances from the data by area [area, ...]: cohorts, and migrants of ten and more in 2020."""
    net = (net_flows(fixed, projection) - fixed.net) / (OVERDISPERSION * np.sqrt(fixed.size))
    stock = projection.stock[-1, :AREA_COUNT].sum(axis=(2, 3))
    simulated = np.stack([stock[:, 2:4].sum(axis=1), stock[:, 4:].sum(axis=1)], axis=-1)
    counted = fixed.migrants
    known = counted > 0
    known[SHANGHAI, 1] = False  # registered population decides there
    off = np.where(known, (simulated - counted) / (STOCK_ERROR * np.maximum(counted, 1.0)), 0.0)
    return np.concatenate([net.reshape(AREA_COUNT, -1), off], axis=1)


def parameters():
    """Return names of one area's parameters in order: departure and sex, and the coverage last."""
    return [(name, sex) for name in DEPARTURES for sex in range(2)] + [("coverage", 0)]


def start_values(fixed):
    """Return the priors' centre: no departures, arrivals in proportion to migrants, coverage by area."""
    values = {name: np.full((AREA_COUNT, 2), start) for name, (start, _, _) in DEPARTURES.items()}
    migrants = fixed.base.stock[..., 4:].sum(axis=(2, 3))
    residents = fixed.base.stock.sum(axis=(1, 2, 3))
    for code, rate in enumerate(GROSS_INFLOW.values()):
        here = PROVINCE_OF[:AREA_COUNT] == code
        values["arrive_share"][here] = rate * residents[here].sum() * migrants[here] / migrants[here].sum()
    coverage = np.where(np.array(hukou.rules()) == "pearl_river_delta", COVERAGE_DELTA, 0.0)
    for key, start in COVERAGE_STARTS.items():
        coverage[[place.key for place in PLACES].index(key)] = start
    return values | {"coverage": coverage}


def stepped(values, steps):
    """Return values after steps [area, parameter] in units of the prior spreads."""
    result = {name: value.copy() for name, value in values.items()}
    for column, (name, sex) in enumerate(parameters()):
        if name == "coverage":
            result[name] = np.clip(result[name] + COVERAGE_SPREAD * steps[:, column], 0.0, COVERAGE_MOST)
            continue
        _, spread, logs = DEPARTURES[name]
        change = spread * steps[:, column]
        moved = result[name][:, sex] * np.exp(change) if logs else result[name][:, sex] + change
        result[name][:, sex] = np.clip(moved, *bounds(name, logs))
    return result


def bounds(name, logs):
    """Return the bounds of a departure."""
    if name == "arrive_share":
        return 0.0, np.inf
    if name.startswith("return"):
        return RETURN_BOUNDS
    return (LEAST, MOST) if logs else (-LATEST, LATEST)


def from_prior(values, centre):
    """Return the distance of the values from the prior [area, parameter] in spreads."""
    columns = []
    for name, sex in parameters():
        if name == "coverage":
            columns.append((values[name] - centre[name]) / COVERAGE_SPREAD)
            continue
        _, spread, logs = DEPARTURES[name]
        now, then = values[name][:, sex], centre[name][:, sex]
        columns.append((np.log(now / then) if logs else now - then) / spread)
    return np.stack(columns, axis=1)


def gauss_newton(fixed, values, centre):
    """Return the distance of the values and those after a step, areas side by side without feedback."""
    here = residuals(fixed, simulate(fixed, values))
    away = from_prior(values, centre)
    width = away.shape[1]
    slopes = np.empty((AREA_COUNT, here.shape[1], width))
    nudge = 0.05
    for column in range(width):
        steps = np.zeros((AREA_COUNT, width))
        steps[:, column] = nudge
        slopes[:, :, column] = (residuals(fixed, simulate(fixed, stepped(values, steps))) - here) / nudge
    best = np.empty((AREA_COUNT, width))
    for area in range(AREA_COUNT):
        matrix = np.concatenate([slopes[area], np.eye(width)])
        target = -np.concatenate([here[area], away[area]])
        best[area] = np.linalg.lstsq(matrix, target, rcond=None)[0]
    print(f"data {np.square(here).sum():10.0f}   prior {np.square(away).sum():8.1f}")
    return np.square(here).sum() + np.square(away).sum(), stepped(values, DAMPING * np.clip(best, -2, 2))


def fitted_values(fixed):
    """Return the best values of all steps; moves between areas let the last ones waver."""
    centre = start_values(fixed)
    values, found = centre, []
    for _ in range(STEPS):
        here, following = gauss_newton(fixed, values, centre)
        found.append((here, values))
        values = following
    return min(found, key=lambda pair: pair[0])[1]


def settling(fixed):
    """Return the departure of each area's hukou acquisition from its region's rule [area].

    Registered people of 2020 less those of 2010, less the children registered since, plus the
    deaths, over the migrants of the decade; where the register of 2020 is known.
    """
    priors = fixed.priors
    later = make_base(priors, life_tables(priors), END)
    children = later.stock[..., :DECADE, :2].sum(axis=(1, 2, 3)) * registered(END) / local_of(later)
    survival = fixed.survival.mean(axis=1)
    cohorts = np.add.reduceat(fixed.base.stock[..., :2].sum(axis=(1, 3)), [a - DECADE for a in COHORTS], axis=-1)
    deaths = (cohorts[:, :-1] * (1 - survival)).sum(axis=1) + cohorts[:, -1]
    deaths *= registered(START) / local_of(fixed.base)
    gained = registered(END) - registered(START) - children + deaths
    migrants = 0.5 * (fixed.base.stock[..., 2:].sum(axis=(1, 2, 3)) + later.stock[..., 2:].sum(axis=(1, 2, 3)))
    entries = [load_assumptions().entry(f"hukou.acquire.{rule}") for rule in hukou.rules()]
    low, high = (np.array([getattr(entry, end) for entry in entries]) for end in ("low", "high"))
    rate = np.clip(gained / DECADE / migrants, low, high)
    known = np.isin([place.key for place in PLACES[:AREA_COUNT]], (*KNOWN_HUKOU, "shanghai"))
    rule = hukou.by_rule(priors, "hukou.acquire")
    return np.where(known, rate / rule, 1.0)


def local_of(base):
    """Return locals of the areas."""
    return base.stock[..., :2].sum(axis=(1, 2, 3))


def write_tables(values, acquire):
    """Write the fitted departures."""
    frame = pd.DataFrame([(p.key, s) for p in PLACES[:AREA_COUNT] for s in SEXES], columns=["place", "sex"])
    for name in DEPARTURES:
        value = values[name]
        if name == "arrive_share":
            province = PROVINCE_OF[:AREA_COUNT]
            value = value / np.bincount(province, value.sum(axis=1))[province][:, None]
        frame[name] = np.round(value.ravel(), 5)
    rule = (
        "departures of areas from the shared profiles of arrivals and leavers and from the return hazards, by "
        "Gauss-Newton on net flows of cohorts 2010-2020 and migrants of 2020, held to priors; "
        "arrive_share: of the province's first arrivals; later: years; the rest: factors"
    )
    write(TABLES / "moves.csv", frame, CENSUS, "C", rule)
    frame = pd.DataFrame({"place": [p.key for p in PLACES[:AREA_COUNT]], "rule": hukou.rules()})
    frame["acquire"], frame["undercount_2010"] = np.round(acquire, 4), np.round(values["coverage"], 4)
    rule = (
        "hukou acquisition against the region's rule, from registered population 2010-2020 less natural increase "
        "(1 where the register of 2020 is not known); fitted undercount of the census of 2010; "
        "rule: which prior of hukou.acquire holds there"
    )
    write(TABLES / "settling.csv", frame, CENSUS, "C", rule)


def birthdays(stock):
    """Return a stock of 1 November by age at the year's end."""
    older = np.roll(stock, 1, axis=-1)
    older[..., 0] = 0.0
    return (1 - BORN_LATE) * stock + BORN_LATE * older


def write_base(fixed, projection):
    """Write residents at the end of 2016 again, with the moves of each cohort when the fit has them.

    The projection from the census of 2010, scaled along cohorts by what it misses of 2020 so far.
    Young children stay as they were survived back from 2020.
    """
    path = projection.stock[:, :AREA_COUNT].sum(axis=2)[..., :SINGLE_AGES]
    back = END - BASE_YEAR
    missed = birthdays(base_residents(END))[..., back:] / birthdays(path[-1])[..., back:]
    stock = base_residents(BASE_YEAR).copy()
    reached = birthdays(path[BASE_YEAR - START])[..., : SINGLE_AGES - back] * missed ** BETWEEN_CENSUSES[BASE_YEAR]
    stock[..., REVERSE_UP_TO + 1 : SINGLE_AGES - back] = reached[..., REVERSE_UP_TO + 1 :]
    rule = (
        "residents at the end of 2016: the frame run from the census of 2010 with fitted moves, scaled along cohorts "
        "towards the census of 2020; born after 2010 survived back from 2020; 97 and more between the censuses; "
        "ages 15-59 raked to 119.08 and 24.67 million"
    )
    write_stock(BASE_YEAR, rake(stock, RESIDENTS_2016), "C", rule)


def main(folder):
    """Fit and write."""
    fixed = fixed_parts(folder)
    acquire = settling(fixed)
    table("settling")["acquire"][:] = acquire
    values = fitted_values(fixed)
    residents = fixed.base.stock.sum(axis=(1, 2, 3))
    for code, key in enumerate(GROSS_INFLOW):
        here = PROVINCE_OF[:AREA_COUNT] == code
        print(key, "gross inflow of residents", values["arrive_share"][here].sum() / residents[here].sum())
    write_tables(values, acquire)
    write_base(fixed, simulate(fixed, values))


if __name__ == "__main__":
    main(Path(sys.argv[1]) / "demography")
