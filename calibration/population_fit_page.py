"""Write docs/population-fit.md and its figures: what the population meets, and by how much it misses.

Usage: python calibration/population_fit_page.py DATA_FOLDER
"""

import itertools
import sys
from pathlib import Path

import numpy as np
from build_population import ROOT
from fit_migration import COHORTS, DEPARTURES, fixed_parts, net_flows, simulate
from matplotlib.figure import Figure

from calibration.geography import CITY_COUNT, SHANGHAI
from microsim.kernel.world import BASE_YEAR
from microsim.law.load import load_assumptions
from microsim.places import AREA_COUNT, PLACES, PROVINCE_OF
from microsim.population.attributes import registered
from microsim.population.build import build_population, make_base
from microsim.population.hukou import rules
from microsim.population.inputs import SINGLE_AGES, Priors, areas, base_residents, fitted, table
from microsim.population.jobs import farm_shares, working
from microsim.population.margins import base_margins, origins
from microsim.population.mortality import life_tables
from microsim.population.origins import province_names
from microsim.population.standing import counted_retired, drawing, past_age, public_pensioners
from microsim.report.style import BLUE, GREY, ORANGE, PALE, VERMILION

FIGURES = ROOT / "docs/figures"
PAGE = ROOT / "docs/population-fit.md"
GROSS = (0.0191, 0.0384)  # of residents a year, as calibration/fit_migration.py prints
STARTS = (0, *range(5, 90, 5))
CENSUS = 2020
MILLION, THOUSAND = 1e6, 1e3
REGIONS = {
    "Pearl River Delta": np.array(rules()) == "pearl_river_delta",
    "Rest of Guangdong": np.array(rules()) == "other_cities",
    "Shanghai": np.array(rules()) == "shanghai",
}
WATCHED = ("guangzhou", "shenzhen", "dongguan", "foshan", "qingyuan", "meizhou", "zhanjiang", "jieyang", "shanghai")


def saved_departures(fixed):
    """Return the fitted values as the fit left them, levels of arrivals in persons."""
    values = {name: fitted(name).copy() for name in DEPARTURES}
    residents = fixed.base.stock.sum(axis=(1, 2, 3))
    for code, rate in enumerate(GROSS):
        here = PROVINCE_OF[:AREA_COUNT] == code
        values["arrive_share"][here] *= rate * residents[here].sum()
    return values | {"coverage": table("settling")["undercount_2010"]}


def in_groups(persons):
    """Return five-year groups, the last one open."""
    return np.add.reduceat(persons, STARTS, axis=-1)


def figure(rows, columns, title, height):
    """Return a figure with a title and its axes."""
    drawing = Figure(figsize=(9, height), layout="constrained")
    drawing.suptitle(title, x=0.01, ha="left", fontweight="bold", fontsize=11)
    return drawing, drawing.subplots(rows, columns, squeeze=False)


def save(drawing, name):
    """Save as SVG without a date, so that the same figure is the same file."""
    FIGURES.mkdir(parents=True, exist_ok=True)
    drawing.savefig(FIGURES / f"{name}.svg", metadata={"Date": None, "Creator": None})


def draw_net(observed, simulated):
    """Draw net flows of cohorts between the censuses by region."""
    drawing, axes = figure(1, 3, "Net migrants 2010-2020 by age in 2020, thousand", 3.2)
    for axis, (name, here) in zip(axes[0], REGIONS.items(), strict=True):
        for sex, colour in ((0, BLUE), (1, VERMILION)):
            label = ("men", "women")[sex]
            axis.plot(
                COHORTS[:-1], observed[here, sex].sum(axis=0) / THOUSAND, ".", color=colour, label=f"{label}, census"
            )
            axis.plot(COHORTS[:-1], simulated[here, sex].sum(axis=0) / THOUSAND, color=colour, label=f"{label}, model")
        axis.axhline(0, color=PALE, lw=0.8, zorder=0)
        axis.set_title(name, fontsize=9)
    axes[0, 0].legend(fontsize=7, frameon=False)
    save(drawing, "population-net-migration")


def draw_areas(observed, simulated):
    """Draw net flows of nine areas, both sexes."""
    drawing, axes = figure(3, 3, "Net migrants 2010-2020 by age in 2020, both sexes, thousand", 6.2)
    keys = [place.key for place in PLACES]
    for axis, key in zip(axes.ravel(), WATCHED, strict=True):
        area = keys.index(key)
        axis.plot(COHORTS[:-1], observed[area].sum(axis=0) / THOUSAND, ".", color=GREY, label="census")
        axis.plot(COHORTS[:-1], simulated[area].sum(axis=0) / THOUSAND, color=ORANGE, label="model")
        axis.axhline(0, color=PALE, lw=0.8, zorder=0)
        axis.set_title(PLACES[area].english, fontsize=9)
    axes[0, 0].legend(fontsize=7, frameon=False)
    save(drawing, "population-net-migration-areas")


def draw_stock(simulated, counted):
    """Draw residents of 2020 by age and sex, projected from 2016, beside the census."""
    drawing, axes = figure(1, 2, "Residents of 2020 by age, projected from the end of 2016, thousand", 3.4)
    for axis, (name, here) in zip(
        axes[0], (("Guangdong", slice(0, CITY_COUNT)), ("Shanghai", [SHANGHAI])), strict=True
    ):
        for sex, colour in ((0, BLUE), (1, VERMILION)):
            label = ("men", "women")[sex]
            axis.plot(STARTS, counted[here, sex].sum(axis=0) / THOUSAND, ".", color=colour, label=f"{label}, census")
            axis.plot(STARTS, simulated[here, sex].sum(axis=0) / THOUSAND, color=colour, label=f"{label}, model")
        axis.set_title(name, fontsize=9)
        axis.set_ylim(0)
    axes[0, 1].legend(fontsize=7, frameon=False)
    save(drawing, "population-2020")


def percent(value, digits=1):
    """Return a signed percentage."""
    return f"{100 * value:+.{digits}f}"


def rows_of(table_rows, header):
    """Return a table in Markdown."""
    lines = ["| " + " | ".join(map(str, row)) + " |" for row in table_rows]
    return "\n".join(["| " + " | ".join(header) + " |", "|" + "---|" * len(header), *lines])


def net_table(fixed, simulated):
    """Return misses of net flows: relative to the cohorts' size."""
    size = fixed.size / 2
    rows = []
    for name, here in REGIONS.items():
        miss = (simulated - fixed.net)[here]
        within = np.abs(miss).sum() / size[here].sum()
        related = np.corrcoef(simulated[here].ravel(), fixed.net[here].ravel())[0, 1]
        sums = (fixed.net[here].sum() / MILLION, simulated[here].sum() / MILLION)
        rows.append((name, *(f"{s:.2f}" for s in sums), f"{100 * within:.1f}", f"{related:.3f}"))
    header = ("region", "census, million", "model, million", "mean absolute miss, % of cohort", "correlation of cells")
    return rows_of(rows, header)


def age_table(simulated, counted):
    """Return misses of the stock of 2020 by age and sex, percent."""
    rows = []
    for start, stop in itertools.pairwise((*STARTS, 120)):
        column = STARTS.index(start)
        ratios = [
            percent(simulated[here, sex, column].sum() / counted[here, sex, column].sum() - 1)
            for here in (slice(0, CITY_COUNT), [SHANGHAI])
            for sex in (0, 1)
        ]
        rows.append((f"{start}-{stop - 1}" if stop < 120 else f"{start}+", *ratios))
    return rows_of(rows, ("age", "Guangdong men", "Guangdong women", "Shanghai men", "Shanghai women"))


def area_table(simulated, counted, population, present):
    """Return misses of totals, young adults, people of 55-64 and registered population of 2020 by area, percent."""
    young, old = [STARTS.index(a) for a in (25, 30)], [STARTS.index(a) for a in (55, 60)]
    hukou, known = registered_of(population, CENSUS), registered(CENSUS)
    known[SHANGHAI] *= present
    rows = []
    for area, place in enumerate(PLACES[:AREA_COUNT]):
        misses = [simulated[area].sum() / counted[area].sum() - 1]
        misses += [simulated[area][:, ages].sum() / counted[area][:, ages].sum() - 1 for ages in (young, old)]
        rows.append((place.english, *map(percent, misses), percent(hukou[area] / known[area] - 1)))
    return rows_of(rows, ("area", "residents", "25-34", "55-64", "registered population"))


def registered_of(population, year):
    """Return registered people by area who live in their province: locals and home cities' shares of those away."""
    stock = population.frame_stock[year - BASE_YEAR].sum(axis=(2, 3))
    local = stock[:AREA_COUNT, :2].sum(axis=1)
    homes = np.diff(population.world_tables["home"][:CITY_COUNT, 0, :CITY_COUNT], axis=-1, prepend=0.0)
    out = np.zeros(AREA_COUNT)
    out[:CITY_COUNT] = stock[:CITY_COUNT, 2:4].sum(axis=1) @ homes
    return local + out


def margin_table(priors, alive):
    """Return the margins of the base years and their largest misses."""
    rows = []
    for year in (BASE_YEAR, CENSUS):
        for margin in base_margins(priors, make_base(priors, alive, year)):
            rows.append((year, margin.name, margin.wanted.size, f"{margin.miss:.0e}"))
    return rows_of(rows, ("base year", "margin", "cells", "largest relative miss"))


def city_table(priors, population, base):
    """Return work, formal jobs and pensioners of 2016 by area, percent."""
    stock = base.stock
    works = areas()["employed20"]
    rates, sector = population.world_tables["employment_all"], population.world_tables["sector"]
    persons = working(stock, rates)
    outside = persons * (1 - farm_shares(priors, stock, rates)[:AREA_COUNT])
    formal = (persons * sector[:AREA_COUNT, :, 0]).sum(axis=1) / outside.sum(axis=1)
    past = past_age(priors)
    public = public_pensioners(priors, stock, population.world_tables["education"]).drawing
    drawn = drawing(priors, past, population.world_tables["base_pensioner"], public)[:AREA_COUNT, ..., :SINGLE_AGES]
    heads = stock.transpose(0, 3, 1, 2)
    old = (heads * past[PROVINCE_OF[:AREA_COUNT]][:, None, ..., :SINGLE_AGES]).sum(axis=(1, 2, 3))
    model, counted = (
        (drawn * heads).sum(axis=(1, 2, 3)) / old,
        counted_retired(slice(0, CITY_COUNT), past[0, :, :SINGLE_AGES]),
    )
    rows = []
    for area, place in enumerate(PLACES[:AREA_COUNT]):
        retired = f"{100 * counted[area]:.0f}" if area < CITY_COUNT else ""
        figures = (works[area], formal[area], model[area])
        rows.append((place.english, *(f"{100 * figure:.0f}" for figure in figures), retired))
    header = (
        "area",
        "adults working, 2020",
        "formal, of work outside farming",
        "drawing a pension past their age",
        "retired in 2010",
    )
    return rows_of(rows, header)


def home_table(base):
    """Return migrants from other provinces by home, million."""
    _, beyond = origins(base)
    receivers = np.stack([beyond[:CITY_COUNT].sum(axis=0), beyond[SHANGHAI]]) / MILLION
    rows = [
        (name.capitalize(), *(f"{persons:.2f}" for persons in receivers[:, code]))
        for code, name in enumerate(province_names())
    ]
    return rows_of(rows, ("home", "in Guangdong", "in Shanghai"))


def mean_miss(simulated, counted):
    """Return the mean absolute miss over areas, sexes and ages, percent of all residents."""
    return f"{100 * np.abs(simulated - counted).sum() / counted.sum():.1f}"


def main(folder):
    """Write the page and the figures."""
    assumptions = load_assumptions()
    priors = Priors(assumptions)
    fixed = fixed_parts(folder)
    simulated_net = net_flows(fixed, simulate(fixed, saved_departures(fixed)))
    population = build_population(assumptions, CENSUS + 1)
    stock = in_groups(population.frame_stock[CENSUS - BASE_YEAR, :AREA_COUNT].sum(axis=1))
    counted = in_groups(base_residents(CENSUS))
    draw_net(fixed.net, simulated_net)
    draw_areas(fixed.net, simulated_net)
    draw_stock(stock, counted)
    text = (Path(__file__).parent / "population-fit.txt").read_text(encoding="utf-8")
    figures = areas()
    base = make_base(priors, life_tables(priors))
    PAGE.write_text(
        text.format(
            net_cells=fixed.net.size,
            net=net_table(fixed, simulated_net),
            miss=mean_miss(stock, counted),
            ages=age_table(stock, counted),
            areas=area_table(stock, counted, population, priors.number("hukou.registered_present")),
            margins=margin_table(priors, life_tables(priors)),
            cities=city_table(priors, population, base),
            homes=home_table(base),
            crossed=f"{figures['intra20'][:CITY_COUNT].sum() / MILLION:.1f}",
        ),
        encoding="utf-8",
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]) / "demography")
