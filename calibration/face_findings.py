"""What looks wrong in the simulated people: measured anew with every page, ranked by what it does to pensions and funds."""

import numpy as np

from calibration.face_careers import claims, outcome_shares, outcomes
from calibration.face_work import area_employment, wage_over_average
from calibration.people import law_of, province_of_place
from microsim.engine.world import BASE_YEAR
from microsim.places import PLACES
from microsim.schema import Labour, Membership

FORMAL = int(Labour.FORMAL)
PAYING, BRIDGED = int(Membership.PAYING), int(Membership.BRIDGED)
MONTHS = 12
INTER_RURAL, LOCAL_URBAN = 5, 0
EARLY_CLAIMS, LATER_CLAIMS = range(2017, 2021), range(2024, 2031)


def findings(people, world):
    """Return the ranked list as Markdown."""
    tests = (
        wage_drift, minimum_missed, migrant_wages, missed_months, years_at_claim, same_chances,
        area_gaps, insured_for_life,
    )  # fmt: skip
    return "\n".join(f"{rank}. {test(people, world)}" for rank, test in enumerate(tests, 1))


def relative_wage(people, world, year, status=None):
    """Return the mean wage over the average wage of Guangdong's formally employed payers."""
    column = year - BASE_YEAR
    here = people.paying[:, column] & (people.province[:, column] == 0) & (people["labour"][:, column] == FORMAL)
    if status is not None:
        here = here & (people.status[:, column] == status)
    return float(np.nanmean(wage_over_average(people, world, column)[here]))


def wage_drift(people, world):
    """Mean wage over the average wage by year: one by definition."""
    shares = ", ".join(f"{relative_wage(people, world, year):.2f} in {year}" for year in (2017, 2024, 2035, 2060))
    return (
        f"**Wages outgrow the average wage.** Payers in Guangdong earn {shares} of an average wage that is their mean by "
        "definition. Schooling rises from cohort to cohort and the worker of reference stays what he was. It lifts bases, "
        "indices at claim and revenue. Repair: schooling, experience and share of women of the reference by year, worked out "
        "from the frame, or a level scaled each year so that the mean is the average wage."
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
        f"{100 * (years >= 10).mean():.0f} percent of them. Nobody has published the share; we judge it too high. A year out of work has the same "
        "chance for a careerist as for one who hardly works, nobody returns to cover because the minimum is near, and who lacks more than "
        "five years never pays on. Repair: a lasting difference between persons in attachment to work (by sex and schooling), career breaks of women as "
        "spells, and a choice of the insured from about 45 on to pay flexibly while the minimum is within reach."
    )


def migrant_wages(people, world):
    """Wages of migrants against locals."""
    ratio = relative_wage(people, world, 2020, INTER_RURAL) / relative_wage(people, world, 2020, LOCAL_URBAN)
    column = 2021 - BASE_YEAR
    here = people.working[:, column] & (people.province[:, column] == 0)
    average = law_of(people, world, "average_wage")[here, column].mean()
    return (
        f"**Migrants earn almost what locals earn.** Payers of rural hukou from other provinces earn {ratio:.2f} of what local urban payers "
        "earn in Guangdong. Schooling and experience are the only reasons to earn less; the kind of job and the hukou pay nothing. "
        f"The monitoring survey gives 4,432 yuan a month in 2021 for migrant workers of the nation, against an average wage of {average:,.0f} in Guangdong's law tables. It lifts migrants' indices and bases above "
        "the floor. Repair: a gap by hukou and kind of job, the mean held."
    )


def missed_months(people, world):
    """How many months payers miss."""
    column = 2024 - BASE_YEAR
    here = people.paying[:, column] & (people["covered"][:, column] == 1) & (people["membership"][:, column] == PAYING)
    eleven = (people["paid_months"][here, column] == MONTHS - 1).mean()
    return (
        f"**Everybody misses one month.** {100 * eleven:.0f} percent of payers in covered jobs pay eleven months of 2024. The share of months "
        "unpaid is right on average and spread over all alike, so that no career is without gaps and none has long ones. "
        "Repair: unpaid spells that begin in few jobs and last, with the same mean."
    )


def years_at_claim(people, world):
    """Years of contribution at the first claims."""
    person, column = claims(people)
    years = people["contribution_months"][person, column] / MONTHS
    deemed = people["deemed_months"][person, column] / MONTHS
    province, sex = province_of_place(people["place"][person, column]), people["sex"][person]
    early, later = (np.isin(BASE_YEAR + column, span) for span in (EARLY_CLAIMS, LATER_CLAIMS))
    means = [years[early & (province == where) & (sex == who)].mean() for where in range(2) for who in range(2)]
    men = (province == 0) & (sex == 0)
    return (
        f"**First claims are long.** Claims of 2017 to 2020 count {means[0]:.1f} years of men and {means[1]:.1f} of women in Guangdong, "
        f"{means[2]:.1f} and {means[3]:.1f} in Shanghai; 12 to 25 by city was expected (prior C). Men in Guangdong bring {deemed[early & men].mean():.1f} "
        f"deemed years then and {deemed[later & men].mean():.1f} in claims of 2024 to 2030, whose total is {years[later & men].mean():.1f}. Repair: lay-offs of the 1990s as "
        "spells out of work, and deemed years only where work was in the state sector."
    )


def same_chances(people, world):
    """Duration dependence."""
    return (
        "**Nobody's job is safer than another's.** The chance to leave work or to change the job depends on age, sex and place, not on time in the job "
        "or on how often one has left before; new jobs and missed months strike as equal luck would (figure of repeat events). One would "
        "expect chances that fall with duration (prior C). Repair: chances by years in the state, kept to the same stocks."
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


def insured_for_life(people, world):
    """Provinces in which people pay."""
    paid = people["provinces"].max(axis=1)
    return (
        f"**One or two provinces, hardly ever three.** Of those who ever pay, {100 * (paid[paid > 0] > 1).mean():.0f} percent do so in two provinces and "
        f"{100 * (paid[paid > 0] > 2).mean():.1f} percent in three: who leaves an area of the model goes home, and of those who come back one in seven goes to another area (prior C). "
        "It hides transfers between Guangdong and Shanghai. Repair: records of moves between provinces, of which none is published."
    )
