"""Who works, who is insured and what they earn."""

import numpy as np

from calibration.face_draw import SEX_COLOURS, SEXES, by_age, new_figure
from calibration.geography import SHANGHAI
from calibration.people import law_of
from microsim.kernel.world import BASE_YEAR
from microsim.places import AREA_COUNT, PLACES
from microsim.population.inputs import areas
from microsim.report import style as look
from microsim.schema import Labour, Membership

GROUPS = np.arange(15, 80, 5)
SHOWN = (2020, 2035)
ADULT = 15
FORMAL = int(Labour.FORMAL)
PENSIONER = int(Membership.PENSIONER)
STATUS_NAMES = ("local urban", "local rural", "province", "other provinces")
STATUS_COLOURS = (look.BLUE, look.GREEN, look.ORANGE, look.VERMILION)
STATUS_CODES = ((0,), (1,), (2, 3), (4, 5))
WAGE_BINS = np.linspace(0, 4, 41)
CENSUS_YEAR = 2020


def input_rates(people, world, column, here):
    """Return the share working that the input table gives each of some persons."""
    place, kind = people["place"][here, column], people["hukou_type"][here, column]
    return world.employment_all[place, kind, people["sex"][here], people.age[here, column]]


def employment(people, world):
    """Draw employment by age, sex and hukou type, with the input curves, and areas beside the census."""
    figure, axes = new_figure(2, 3, 6.0, "Share working", sharey="col")
    ages = people.age
    for row, sex in zip(axes, range(2), strict=True):
        for axis, kind in zip(row, range(2), strict=False):
            everyone = (people["sex"] == sex)[:, None] & (people["hukou_type"] == kind) & people.in_area
            for year, colour in zip(SHOWN, (look.BLUE, look.ORANGE), strict=True):
                column = year - BASE_YEAR
                here = everyone[:, column] & (ages[:, column] >= ADULT) & (ages[:, column] < 80)
                axis.plot(GROUPS + 2.5, by_age(people.working[:, column], ages[:, column], here, GROUPS), color=colour,
                          label=str(year))  # fmt: skip
                if year == SHOWN[0]:
                    rates = input_rates(people, world, column, here)
                    everybody = np.ones(len(rates), bool)
                    axis.plot(GROUPS + 2.5, by_age(rates, ages[here, column], everybody, GROUPS), "k--", lw=1,
                              label="input curve")  # fmt: skip
            axis.set_title(f"{SEXES[sex]}, {('urban', 'rural')[kind]} hukou")
            axis.set_ylim(0, 1)
    areas_beside_census(axes[0, 2], people)
    labour_states(axes[1, 2], people)
    axes[0, 0].legend(fontsize=7)
    return figure


def area_employment(people):
    """Return the share of adults working by area in the census year: simulated and observed."""
    column = CENSUS_YEAR - BASE_YEAR
    adult = people.in_area[:, column] & (people.age[:, column] >= ADULT)
    place = people["place"][:, column]
    persons = np.bincount(place[adult], minlength=AREA_COUNT)[:AREA_COUNT]
    working = np.bincount(place[adult & people.working[:, column]], minlength=AREA_COUNT)[:AREA_COUNT]
    return working / persons, areas()["employed20"][:AREA_COUNT], persons


def areas_beside_census(axis, people):
    """Draw the share of adults working, an area a point."""
    simulated, observed, persons = area_employment(people)
    axis.scatter(observed, simulated, s=persons * people.one_in / 4e5, color=look.BLUE, alpha=0.7)
    axis.plot([0.4, 0.8], [0.4, 0.8], color=look.GREY, lw=0.8)
    for place in {*np.argsort(-np.abs(simulated - observed))[:4], SHANGHAI}:
        axis.annotate(PLACES[place].english, (observed[place], simulated[place]), fontsize=7)
    axis.set_title("adults by area, 2020 (x: census)")
    axis.set_ylim(0.35, 0.85)


def labour_states(axis, people):
    """Draw the labour state by age in the census year."""
    column = CENSUS_YEAR - BASE_YEAR
    ages = people.age[:, column]
    here = people.in_area[:, column] & (ages >= ADULT) & (ages < 80)
    low = np.zeros(len(GROUPS))
    colours = (look.BLUE, look.ORANGE, look.GREEN)
    for state, (name, colour) in enumerate(zip(("formal", "flexible", "informal"), colours, strict=True), FORMAL):
        share = by_age(people["labour"][:, column] == state, ages, here, GROUPS)
        axis.bar(GROUPS + 2.5, share, 4.6, low, color=colour, label=name)
        low += share
    axis.set_title("kind of job, both sexes, 2020")
    axis.set_ylim(0, 1)
    axis.legend(fontsize=7)


def wage_over_average(people, world, column):
    """Return wages over the average wage of place and year, nan where nobody earns."""
    wage = people["wage"][:, column].astype(float)
    return np.where(wage > 0, wage / law_of(people, world, "average_wage")[:, column], np.nan)


def wages(people, world):
    """Draw the distribution of wages, of declared bases, and mean and variance of logs by age."""
    figure, axes = new_figure(2, 2, 6.0, "Wages of the formally employed in Guangdong and Shanghai, 2020")
    column = CENSUS_YEAR - BASE_YEAR
    ratio = wage_over_average(people, world, column)
    formal = people.in_area[:, column] & (people["labour"][:, column] == FORMAL)
    paying = formal & people.paying[:, column] & (people["paid_base"][:, column] > 0)
    base = people["paid_base"][:, column] / law_of(people, world, "average_wage")[:, column]
    for province, colour in zip((0, 1), (look.ORANGE, look.BLUE), strict=True):
        here = people.province[:, column] == province
        name = ("Guangdong", "Shanghai")[province]
        for axis, values, who in zip(axes[0], (ratio, base), (formal, paying), strict=True):
            axis.hist(values[who & here], WAGE_BINS, density=True, histtype="step", color=colour, lw=1.5, label=name)
    axes[0, 0].set_title("wage over the average wage")
    axes[0, 1].set_title("declared base over the average wage")
    axes[0, 0].legend(fontsize=8)
    mean_and_variance(axes[1], people, np.log(ratio), formal, people.age[:, column])
    return figure


def mean_and_variance(axes, people, logs, here, ages):
    """Draw the mean of wages by age against that of 40-44, and the variance of logs."""
    groups = np.arange(20, 65, 5)
    here = here & (ages >= 20) & (ages < 65)
    for sex in range(2):
        who = here & (people["sex"] == sex)
        mean = by_age(np.exp(logs), ages, who, groups)
        variance = by_age(logs**2, ages, who, groups) - by_age(logs, ages, who, groups) ** 2
        axes[0].plot(groups + 2.5, mean / mean[4], color=SEX_COLOURS[sex], label=SEXES[sex])
        axes[1].plot(groups + 2.5, variance, color=SEX_COLOURS[sex], label=SEXES[sex])
    axes[0].set_title("mean wage by age, 40-44 = 1")
    axes[1].axhline(0.48, color=look.BLACK, lw=1, ls="--", label="urban men, 2007 survey")
    axes[1].set_ylim(0, 0.8)
    axes[1].set_title("variance of log wages by age")
    axes[1].legend(fontsize=8)


def coverage(people):
    """Draw cover by age and status, and standing in the employees' scheme by age."""
    figure, axes = new_figure(1, 3, 3.6, "Cover by the employees' scheme")
    groups = np.arange(15, 65, 5)
    column = CENSUS_YEAR - BASE_YEAR
    ages = people.age[:, column]
    grown = (ages >= 15) & (ages < 65) & people.in_area[:, column]
    works = grown & people.working[:, column]
    for name, codes, colour in zip(STATUS_NAMES, STATUS_CODES, STATUS_COLOURS, strict=True):
        here = works & np.isin(people.status[:, column], codes)
        axes[0, 0].plot(groups + 2.5, by_age(people.paying[:, column], ages, here, groups), color=colour, label=name)
    axes[0, 0].set_title("payers among those who work, 2020")
    axes[0, 0].set_ylim(0, 1)
    axes[0, 0].legend(fontsize=7)
    standing(axes[0, 1], people, 2020)
    standing(axes[0, 2], people, 2035)
    axes[0, 1].legend(fontsize=7)
    return figure


def standing(axis, people, year):
    """Draw the standing of residents in the employees' scheme by age."""
    column = year - BASE_YEAR
    ages = people.age[:, column]
    groups = np.arange(15, 95, 5)
    here = people.in_area[:, column] & (ages >= 15) & (ages < 95)
    kinds = {"paying": (1, 3), "dormant": (2,), "pensioner": (4,), "bridged": (5,)}
    low = np.zeros(len(groups))
    for (name, codes), colour in zip(kinds.items(), (look.BLUE, look.ORANGE, look.GREEN, look.PURPLE), strict=True):
        share = by_age(np.isin(people["membership"][:, column], codes), ages, here, groups)
        axis.bar(groups + 2.5, share, 4.6, low, color=colour, label=name)
        low += share
    axis.set_ylim(0, 1)
    axis.set_title(f"residents by standing, {year}")


def double_retirement(people, world, year=CENSUS_YEAR):
    """Return rows (sex, age group, share working, input, pensioners) of local urban hukou around retirement."""
    column, rows = year - BASE_YEAR, []
    status, ages = people.status[:, column], people.age[:, column]
    for sex in range(2):
        for low in range(45, 70, 5):
            local = people.in_area[:, column] & (status == 0) & (people["sex"] == sex)
            here = local & (ages >= low) & (ages < low + 5)
            rates = input_rates(people, world, column, here).mean()
            pension = (people["membership"][here, column] == PENSIONER).mean()
            rows.append((SEXES[sex], low, people.working[here, column].mean(), rates, pension))
    return rows
