"""Who lives where: age pyramids by hukou, migrants by age and years of stay."""

import numpy as np

from calibration.face_draw import AREA_GROUPS, HUKOU, legend, new_figure
from microsim.kernel.world import BASE_YEAR
from microsim.places import AREA_COUNT
from microsim.population.inputs import base_residents
from microsim.report import style as look

PYRAMID_YEARS = (2016, 2020, 2030, 2050)
MIGRANT_YEARS = (2016, 2020, 2030, 2050)
GROUPS = np.arange(0, 100, 5)
STAYS = (0, 1, 3, 5, 10, 20)
STAY_NAMES = ("under 1", "1-2", "3-4", "5-9", "10-19", "20 and more")
MILLION, THOUSAND = 1e6, 1e3
INTER_FROM = 4
OBSERVED = {2016: "rebuilt from the censuses of 2010 and 2020", 2020: "census"}


def persons_by_age(people, column, here):
    """Return persons in five-year age groups."""
    ages = np.minimum(people.age[here, column], GROUPS[-1] + 4) // 5
    return np.bincount(ages, minlength=len(GROUPS)) * people.one_in


def observed_by_age(year, places):
    """Return observed residents of a group of places [sex, five-year group]."""
    persons = base_residents(year)[np.nonzero(places[:AREA_COUNT])[0]].sum(axis=0)
    return np.add.reduceat(persons, GROUPS, axis=-1)


def half_pyramid(axis, people, column, places, sex):
    """Draw one sex of a pyramid, stacked by hukou from the axis outwards; men to the left."""
    sign = 1 if sex else -1
    status, lived = people.status[:, column], people.in_area[:, column]
    inner = np.zeros(len(GROUPS))
    for name, (codes, colour) in HUKOU.items():
        here = lived & (people["sex"] == sex) & places[people["place"][:, column]] & np.isin(status, codes)
        outer = inner + persons_by_age(people, column, here) / MILLION
        edges, low, high = np.repeat([*GROUPS, 100], 2)[1:-1], np.repeat(sign * inner, 2), np.repeat(sign * outer, 2)
        axis.fill_betweenx(edges, low, high, color=colour, lw=0, label=None if sex else name)
        inner = outer


def pyramids(people):
    """Draw pyramids of three groups of areas and four years, by hukou, beside what was observed."""
    figure, axes = new_figure(3, 4, 8.4, "Residents by age, sex and hukou, million", sharey=True, sharex="row")
    for row, (group, places) in zip(axes, AREA_GROUPS.items(), strict=True):
        for axis, year in zip(row, PYRAMID_YEARS, strict=True):
            for sex in range(2):
                half_pyramid(axis, people, year - BASE_YEAR, places, sex)
            if year in OBSERVED:
                for sex, sign in enumerate((-1, 1)):
                    line = np.repeat(observed_by_age(year, places)[sex] * sign / MILLION, 2)
                    edges = np.repeat([*GROUPS, 100], 2)[1:-1]
                    axis.plot(line, edges, color=look.BLACK, lw=1, label=None if sex else "observed")
            axis.set_title(f"{group}, {year}", fontsize=9)
            axis.xaxis.set_major_formatter(lambda value, _: f"{abs(value):g}")
            axis.axvline(0, color=look.GREY, lw=0.6)
    axes[0, 0].set_ylabel("age")
    legend(figure, axes[0, 0], 5)
    return figure


def pyramid_fit(people):
    """Return rows (year, group, simulated, observed, mean absolute distance of groups in percent of the total)."""
    rows = []
    for year in OBSERVED:
        column = year - BASE_YEAR
        for group, places in AREA_GROUPS.items():
            here = people.in_area[:, column] & places[people["place"][:, column]]
            ours = np.stack([persons_by_age(people, column, here & (people["sex"] == sex)) for sex in range(2)])
            theirs = observed_by_age(year, places)
            distance = 100 * np.abs(ours / ours.sum() - theirs / theirs.sum()).sum() / 2
            rows.append((year, group, ours.sum() / MILLION, theirs.sum() / MILLION, distance))
    return rows


def migrants_here(people, column):
    """Return the migrants from other provinces in the areas at a year's end."""
    return people.in_area[:, column] & (people.status[:, column] >= INTER_FROM)


def migrants(people):
    """Draw migrants from other provinces by age and by years of stay."""
    figure, axes = new_figure(1, 2, 3.6, "Migrants from other provinces")
    ages, stays = axes[0]
    colours = (look.BLACK, look.BLUE, look.ORANGE, look.VERMILION)
    width = 0.8 / len(MIGRANT_YEARS)
    for turn, (year, colour) in enumerate(zip(MIGRANT_YEARS, colours, strict=True)):
        here = migrants_here(people, year - BASE_YEAR)
        ages.plot(GROUPS + 2.5, persons_by_age(people, year - BASE_YEAR, here) / MILLION, color=colour, label=str(year))
        slot = np.searchsorted(STAYS, people["stay_years"][here, year - BASE_YEAR], side="right") - 1
        share = 100 * np.bincount(slot, minlength=len(STAYS)) / len(slot)
        stays.bar(np.arange(len(STAYS)) + (turn - 1.5) * width, share, width, color=colour)
    ages.set_title("by age, million in five-year groups")
    ages.set_xlabel("age")
    stays.set_title("by years since the last move, percent")
    stays.set_xticks(range(len(STAYS)), STAY_NAMES)
    legend(figure, ages)
    return figure


def migrant_ages(people):
    """Return rows (year, million, mean age, percent of working migrants over 50, percent staying 10 years and more)."""
    rows = []
    for year in MIGRANT_YEARS:
        column = year - BASE_YEAR
        here = migrants_here(people, column)
        work = here & people.working[:, column]
        age = people.age[work, column]
        long = 100 * (people["stay_years"][here, column] >= 10).mean()
        rows.append((year, here.sum() * people.one_in / MILLION, age.mean(), 100 * (age > 50).mean(), long))
    return rows
