"""What looks wrong in the simulated people: measured anew with every page, ranked by what it does to pensions and funds."""

import numpy as np

from calibration.face_careers import claims, densities, outcome_shares, outcomes
from calibration.face_work import area_employment, input_rates, wage_over_average
from calibration.people import law_of
from microsim.amounts import MONTHS
from microsim.kernel.world import BASE_YEAR
from microsim.places import PLACES
from microsim.schema import Labour, Membership

FORMAL = int(Labour.FORMAL)
PAYING, BRIDGED, PENSIONER = int(Membership.PAYING), int(Membership.BRIDGED), int(Membership.PENSIONER)
INTER_RURAL, LOCAL_URBAN = 5, 0
GUANGDONG, SHANGHAI = 0, 1
EARLY_CLAIMS, LATER_CLAIMS = range(2017, 2021), range(2024, 2031)
MILLION = 1e6


def findings(people, world):
    """Return the ranked list as Markdown."""
    tests = (
        register_grows, minimum_missed, shanghai_payers, wage_level, wages_of_old_and_young, migrant_wages,
        years_at_claim, area_gaps, young_workers, insured_for_life, even_women,
    )  # fmt: skip
    return "\n".join(f"{rank}. {test(people, world)}" for rank, test in enumerate(tests, 1))


def insured(people, year, province):
    """Return who paid in a year and who else the register there counts, pensioners left out."""
    column = year - BASE_YEAR
    holds = (people["keeps"][:, column] >> province) & 1 == 1
    here = people.lived[:, column] & holds & (people["membership"][:, column] != PENSIONER)
    resident = people.province[:, column] == province  # who holds two records pays where he or she lives
    pays = people.paying[:, column] & resident
    return here & pays, here & ~pays & (people["off_register"][:, column] == 0)


def register_grows(people, world):
    """Payers and other holders of a record against the published register."""
    counts = [
        [people.one_in * part.sum() / MILLION for part in insured(people, year, GUANGDONG)] for year in (2017, 2024)
    ]
    return (
        f"**Too many are insured.** Guangdong has {counts[0][0]:.1f} million payers in 2017 and {counts[1][0]:.1f} million in 2024; its register counts "
        f"{counts[0][1]:.1f} and {counts[1][1]:.1f} million others. The published register fell from 48.7 to 45.6 million while its dormant "
        "records were cleaned at 6 to 8 percent a year (actuarial review). It moves counts of insured persons, hardly money."
    )


def minimum_missed(people, world):
    """What became of records at 65."""
    shares = dict(outcome_shares(people))
    men, women = (shares[f"{sex}, 1970 to 1979"] for sex in ("men", "women"))
    rows, column = outcomes(people)
    bridged = rows[people["membership"][rows, column] == BRIDGED]
    years = (people["months"][bridged].max(axis=1) + people["deemed_months"][bridged].max(axis=1)) / MONTHS
    return (
        f"**Many records end without a pension.** Of residents of 65 born in the 1970s who hold a record, {100 * men[2]:.0f} percent "
        f"of men and {100 * women[2]:.0f} percent of women are bridged to the residents' scheme, with ten years and more behind "
        f"{100 * (years >= 10).mean():.0f} percent of them. Nobody has published the share; we judge that of women too high. Half of those near the minimum "
        "pay alone from 45 on, the others never do; jobs without cover stay without it for most of a career."
    )


def shanghai_payers(people, world):
    """Payers among Shanghai's insured."""
    pays, rests = (people.one_in * part.sum() / MILLION for part in insured(people, 2017, SHANGHAI))
    return (
        f"**Shanghai has few payers.** In 2017 {pays:.1f} million pay, {100 * pays / (pays + rests):.0f} percent of the insured, where 90 percent of 10.5 million "
        "was expected (prior C). Its contributions come out a tenth below those of 2017."
    )


def relative_wage(people, world, year, status=None, province=GUANGDONG):
    """Return the mean wage over the average wage of a province's formally employed payers."""
    column = year - BASE_YEAR
    here = people.paying[:, column] & (people.province[:, column] == province) & (people["labour"][:, column] == FORMAL)
    if status is not None:
        here = here & (people.status[:, column] == status)
    return float(np.nanmean(wage_over_average(people, world, column)[here]))


def wage_level(people, world):
    """Mean wage over the average wage by year: one by construction, but for who is taken in."""
    shares = ", ".join(f"{relative_wage(people, world, year):.2f} in {year}" for year in (2017, 2024, 2035, 2060))
    return (
        f"**The mean wage is the average wage by construction.** Payers in Guangdong earn {shares} of it. The average wage of the law is that of posts in "
        "units, or its full-calibre form since 2019; whether the insured of small firms earn as much is not known (`wages.level`, prior C)."
    )


def wages_of_old_and_young(people, world):
    """Variance of log wages by age."""
    column = 2020 - BASE_YEAR
    logs = np.log(wage_over_average(people, world, column))
    formal = people.in_area[:, column] & (people["labour"][:, column] == FORMAL) & (people["sex"] == 0)
    age = people.age[:, column]
    young, old = (float(np.nanvar(logs[formal & (age >= low) & (age < low + 10)])) for low in (25, 50))
    return (
        f"**Wages spread little with age.** The variance of men's log wages is {young:.2f} at 25 to 34 and {old:.2f} at 50 to 59; the survey of urban men gives "
        "0.48 for all ages in 2007. The persistent part has settled after some ten years; a part that accumulates is not modelled."
    )


def migrant_wages(people, world):
    """Wages of migrants against locals."""
    ratio = relative_wage(people, world, 2020, INTER_RURAL) / relative_wage(people, world, 2020, LOCAL_URBAN)
    column = 2021 - BASE_YEAR
    here = people.working[:, column] & (people.province[:, column] == GUANGDONG)
    average = law_of(people, world, "average_wage")[here, column].mean()
    return (
        f"**Migrants' wages.** Payers of rural hukou from other provinces earn {ratio:.2f} of what local urban payers earn in Guangdong. "
        f"The monitoring survey gives 4,432 yuan a month in 2021 for migrant workers of the nation, insured or not, against an average wage of {average:,.0f} "
        "in Guangdong's law tables. The gap of rural hukou is a prior (`wages.rural_gap`)."
    )


def years_at_claim(people, world):
    """Years of contribution at the first claims, by the province that pays."""
    person, column = claims(people)
    years = people["contribution_months"][person, column] / MONTHS
    deemed = people["deemed_months"][person, column] / MONTHS
    province, sex = people.province[person, column], people["sex"][person]
    early, later = (np.isin(BASE_YEAR + column, span) for span in (EARLY_CLAIMS, LATER_CLAIMS))
    means = [years[early & (province == where) & (sex == who)].mean() for where in range(2) for who in range(2)]
    men = (province == GUANGDONG) & (sex == 0)
    return (
        f"**First claims are long.** Claims of 2017 to 2020 count {means[0]:.1f} years of men and {means[1]:.1f} of women in Guangdong, "
        f"{means[2]:.1f} and {means[3]:.1f} in Shanghai; 12 to 25 by city was expected (prior C). Men in Guangdong bring {deemed[early & men].mean():.1f} "
        f"deemed years then and {deemed[later & men].mean():.1f} in claims of 2024 to 2030, whose total is {years[later & men].mean():.1f}."
    )


def area_gaps(people, world):
    """Employment by area against the census."""
    simulated, observed, _ = area_employment(people)
    worst = np.argsort(-np.abs(simulated - observed))[:5]
    words = ", ".join(f"{PLACES[place].english} {100 * (simulated - observed)[place]:+.1f}" for place in worst)
    return (
        f"**Areas miss the census of 2020** in the share of adults working by, in points: {words}. One shift of the odds "
        "by area gives as many as the census counts among its residents; pensioners, school and hukou of the simulated differ a little. The table does not change over time. Repair: a shift by year."
    )


def young_workers(people, world):
    """Employment of the young against the table."""
    column = 2020 - BASE_YEAR
    age = people.age[:, column]
    here = people.in_area[:, column] & (age >= 16) & (age < 20)
    return f"**The young.** At 16 to 19 {people.working[here, column].mean():.2f} work, the table says {input_rates(people, world, column, here).mean():.2f}. Little money."


def insured_for_life(people, world):
    """Provinces in which people pay."""
    paid = people["provinces"].max(axis=1)
    return (
        f"**Few provinces.** Of those who ever pay, {100 * (paid[paid > 0] > 1).mean():.0f} percent do so in two provinces and "
        f"{100 * (paid[paid > 0] > 2).mean():.1f} percent in three: elsewhere is one place, who leaves an area goes home, and of those who come back one in seven goes to another area (prior C)."
    )


def even_women(people, world):
    """Careers of women against men's."""
    rows, density = densities(people)
    men, women = (density[people["sex"][rows] == sex].mean() for sex in range(2))
    return (
        f"**No families.** Women's careers are lighter than men's (mean density {women:.2f} against {men:.2f}) by the tables of work and by breaks, but no child, "
        "husband or parent stands behind a break; sisters, couples and households are not formed."
    )
