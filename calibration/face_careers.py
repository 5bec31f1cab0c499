"""Whole careers: density of contribution, years and index at the claim, the minimum, places, and who is hit again."""

import numpy as np

from calibration.face_draw import SEX_COLOURS, SEXES, legend, new_figure
from calibration.people import law_of
from microsim.amounts import MONTHS
from microsim.places import ELSEWHERE
from microsim.report import style as look
from microsim.schema import Labour, Membership

NOT_WORKING = int(Labour.NOT_WORKING)
PENSIONER, BRIDGED, EXTENDING = int(Membership.PENSIONER), int(Membership.BRIDGED), int(Membership.EXTENDING)
COHORT_STARTS = np.arange(1955, 2040, 5)
STATUS_CODES = {"local urban": (0,), "local rural": (1,), "from the province": (2, 3), "from other provinces": (4, 5)}
COLOURS = (look.BLUE, look.GREEN, look.ORANGE, look.VERMILION)
DENSITY_TO = {0: 59, 1: 54}  # last age of the years of work that a density counts, men and women
OUTCOME_AGE = 65
LEAST = 25  # simulated persons behind a point, fewer are not shown
TOP = 0.1


def claims(people):
    """Return the first claims seen: rows of persons and columns of years, the base stock's pensioners left out."""
    claimed = people["claim_month"] > 0
    first = claimed.argmax(axis=1)
    person = np.nonzero(claimed.any(axis=1) & (first > 0) & ~claimed[:, 0])[0]
    return person, first[person]


def whole(people):
    """Return who was seen from before the first job to the last year of work that a density counts."""
    oldest = np.where(people["sex"] == 0, DENSITY_TO[0], DENSITY_TO[1])
    reached = (people.lived & (people.age == oldest[:, None])).any(axis=1)
    return np.nonzero(people.whole_careers & reached)[0]


def career_years(people, rows):
    """Return the years of working age of some persons [person, year]."""
    oldest = np.where(people["sex"][rows] == 0, DENSITY_TO[0], DENSITY_TO[1])[:, None]
    age = people.age[rows]
    return people.lived[rows] & (age >= people["first_job"][rows][:, None]) & (age <= oldest)


def densities(people):
    """Return rows of persons and the share of their months of working age that were paid."""
    rows = whole(people)
    years = career_years(people, rows)
    return rows, (people["paid_months"][rows] * years).sum(axis=1) / (MONTHS * years.sum(axis=1))


def contribution_density(people):
    """Draw how densities are spread, by sex and by the hukou of birth."""
    figure, axes = new_figure(1, 2, 3.4, "Contribution density: months paid over months from the first job to 54 or 59")
    rows, density = densities(people)
    bins = np.linspace(0, 1, 21)
    for sex in range(2):
        axes[0, 0].hist(density[people["sex"][rows] == sex], bins, density=True, histtype="step", lw=1.8,
                        color=SEX_COLOURS[sex], label=SEXES[sex])  # fmt: skip
    axes[0, 0].set_title("by sex")
    axes[0, 0].legend(fontsize=8)
    entered = people.lived[rows].argmax(axis=1)
    kind, from_here = people["hukou_type"][rows, entered], people["hukou_place"][rows, entered] != ELSEWHERE
    groups = (("area, urban", from_here & (kind == 0)), ("area, rural", from_here & (kind == 1)),
              ("elsewhere", ~from_here))  # fmt: skip
    for (name, here), colour in zip(groups, COLOURS, strict=False):
        axes[0, 1].hist(density[here], bins, density=True, histtype="step", lw=1.8, color=colour, label=name)
    axes[0, 1].set_title("by hukou at entry")
    axes[0, 1].legend(fontsize=8)
    return figure


def by_cohort(values, births, here):
    """Return the mean of a quantity by cohort of five birth years; nan where too few persons stand behind it."""
    slot = (births[here] - COHORT_STARTS[0]) // 5
    inside = (slot >= 0) & (slot < len(COHORT_STARTS))
    persons = np.bincount(slot[inside], minlength=len(COHORT_STARTS))
    total = np.bincount(slot[inside], values[here][inside].astype(float), minlength=len(COHORT_STARTS))
    return np.where(persons >= LEAST, total / np.maximum(persons, 1), np.nan)


def at_claim(people):
    """Draw years of contribution and the index at the claim by cohort, sex and hukou."""
    figure, axes = new_figure(2, 2, 5.8, "At the claim in the areas, by cohort of birth and hukou", sharex=True)
    person, column = claims(people)
    births = people["birth"][person] // MONTHS
    status = people.status[person, column]
    here = people["place"][person, column] != ELSEWHERE
    quantities = {
        "years of contribution": people["contribution_months"][person, column] / MONTHS,
        "mean index": people["mean_index"][person, column],
    }
    for row, top, (title, values) in zip(axes, (35, 1.4), quantities.items(), strict=True):
        for sex, axis in enumerate(row):
            for (name, codes), colour in zip(STATUS_CODES.items(), COLOURS, strict=True):
                who = here & (people["sex"][person] == sex) & np.isin(status, codes)
                axis.plot(COHORT_STARTS + 2, by_cohort(values, births, who), color=colour, label=name)
            axis.set_title(f"{title}, {SEXES[sex]}")
            axis.set_ylim(0, top)
    axes[0, 0].legend(fontsize=7)
    return figure


def outcomes(people):
    """Return residents alive at 65 who ever had months or drew a pension at the base date: rows and columns."""
    column = OUTCOME_AGE - people.age[:, 0]
    seen = (column > 0) & (column < len(people.years))
    rows = np.nonzero(seen)[0]
    column = column[rows]
    months = people["months"][rows, column] + people["deemed_months"][rows, column]
    known = people["membership"][rows, 0] == PENSIONER
    keep = people.in_area[rows, column] & ((months > 0) | known)
    return rows[keep], column[keep]


def minimum_years(people, world):
    """Draw how holders of rights fare at 65: pensioners, still paying, bridged; and the share by hukou."""
    figure, axes = new_figure(
        1, 3, 3.6, "Residents of 65 who ever paid or have deemed years: what became of the record"
    )
    rows, column = outcomes(people)
    births = people["birth"][rows] // MONTHS
    standing = people["membership"][rows, column]
    kinds = {"pensioner": (PENSIONER,), "still paying": (1, EXTENDING), "bridged to the residents' scheme": (BRIDGED,)}
    for sex in range(2):
        who, low = people["sex"][rows] == sex, np.zeros(len(COHORT_STARTS))
        for (name, codes), colour in zip(kinds.items(), (look.GREEN, look.ORANGE, look.PURPLE), strict=True):
            share = by_cohort(np.isin(standing, codes), births, who)
            axes[0, sex].bar(COHORT_STARTS + 2, share, 4.4, low, color=colour, label=name)
            low += np.nan_to_num(share)
        axes[0, sex].set_title(f"{SEXES[sex]}, by year of birth")
        axes[0, sex].set_ylim(0, 1)
    legend(figure, axes[0, 0])
    status = people.status[rows, column]
    months = people["months"][rows, column] + people["deemed_months"][rows, column]
    enough = months >= law_of(people, world, "minimum_months")[rows, column]
    enough |= people["membership"][rows, 0] == PENSIONER
    for (name, codes), colour in zip(STATUS_CODES.items(), COLOURS, strict=True):
        who = np.isin(status, codes)
        axes[0, 2].plot(COHORT_STARTS + 2, by_cohort(enough, births, who), color=colour, label=name)
    axes[0, 2].set_title("minimum reached, by hukou")
    axes[0, 2].set_ylim(0, 1)
    axes[0, 2].legend(fontsize=7)
    return figure


def moves_between_places(people, rows):
    """Return the years in which persons live elsewhere than the year before [person, year]."""
    moved = np.zeros(people["place"][rows].shape, bool)
    both = people.lived[rows][:, 1:] & people.lived[rows][:, :-1]
    moved[:, 1:] = both & (people["place"][rows][:, 1:] != people["place"][rows][:, :-1])
    return moved


def provinces(people):
    """Draw in how many provinces careers were paid, and how many moves a career has."""
    figure, axes = new_figure(1, 2, 3.2, "Places in a career of those who ever paid")
    rows = whole(people)
    paid = people["provinces"][rows].max(axis=1)
    moves = np.minimum((moves_between_places(people, rows) & career_years(people, rows)).sum(axis=1), 6)
    entered = people.lived[rows].argmax(axis=1)
    from_here = people["hukou_place"][rows, entered] != ELSEWHERE
    for turn, (name, here) in enumerate({"area hukou": from_here, "hukou elsewhere": ~from_here}.items()):
        shift = (turn - 0.5) * 0.4
        for axis, counts, size in ((axes[0, 0], paid, 4), (axes[0, 1], moves, 7)):
            who = here & (paid > 0)
            share = 100 * np.bincount(counts[who], minlength=size) / who.sum()
            axis.bar(np.arange(size) + shift, share, 0.4, color=COLOURS[turn * 3], label=name)
    axes[0, 0].set_title("provinces with months paid, percent of careers")
    axes[0, 0].set_xlim(0.4, 3.6)
    axes[0, 1].set_title("moves between the 23 places, percent (6: six and more)")
    axes[0, 0].legend(fontsize=8)
    return figure


def repeat_events(people):
    """Return yearly events and years at risk of whole careers [person], by the event's name."""
    rows = whole(people)
    years = career_years(people, rows)
    jobless = (people["labour"][rows] == NOT_WORKING) & years
    works = (people["labour"][rows] > NOT_WORKING) & years
    insured = (people["covered"][rows] == 1) & works
    unpaid = works & (people["paid_months"][rows] == 0)
    began = np.zeros_like(years)
    began[:, 1:] = works[:, 1:] & ~works[:, :-1] & years[:, :-1]
    return {
        "years out of work": (jobless, years),
        "entries into work after a gap": (began, years),
        "working years without cover": (unpaid, works),
        "new jobs": (people["new_job"][rows].astype(bool) & works, works),
        "years with missed months": ((people["missed_months"][rows] > 0) & insured, insured),
        "moves between places": (moves_between_places(people, rows) & years, years),
    }


def top_share(events, years, share=TOP):
    """Return the part of all events that falls on the persons most hit."""
    counts = np.sort((events & years).sum(axis=1))[::-1]
    return counts[: max(1, int(share * len(counts)))].sum() / max(counts.sum(), 1)


def equal_luck(events, years, random):
    """Return events drawn anew with the same chance for everybody in every year at risk."""
    return (random.random(years.shape) < (events & years).sum() / years.sum()) & years


def repeats(people):
    """Draw how many years of each kind a career has, beside the same events drawn anew for everybody alike."""
    figure, axes = new_figure(2, 3, 5.4, "Events in a career: simulated, and if luck alone struck every year anew")
    random = np.random.default_rng(1)
    for axis, (name, (events, years)) in zip(axes.ravel(), repeat_events(people).items(), strict=True):
        counts, alike = ((kind & years).sum(axis=1) for kind in (events, equal_luck(events, years, random)))
        most = int(np.quantile(counts, 0.99)) + 1
        width = max(1, most // 15)
        bins = np.arange(0, most + width + 1, width) - 0.5
        for values, colour, label in ((counts, look.BLUE, "simulated"), (alike, look.GREY, "equal luck")):
            axis.hist(values, bins, weights=np.full(len(values), 100 / len(values)), histtype="step", color=colour,
                      lw=1.6, label=label)  # fmt: skip
        axis.set_title(name)
    axes[0, 0].set_ylabel("percent of careers")
    axes[0, 0].legend(fontsize=8)
    return figure


def concentration(people):
    """Return rows (event, mean a career, share of events on the top tenth, the same under equal luck)."""
    random = np.random.default_rng(1)
    rows = []
    for name, (events, years) in repeat_events(people).items():
        mean = (events & years).sum(axis=1).mean()
        rows.append((name, mean, top_share(events, years), top_share(equal_luck(events, years, random), years)))
    return rows


def outcome_shares(people):
    """Return rows (sex and decade of birth, (pensioner, still paying, bridged)) of residents of 65 with a record."""
    rows, column = outcomes(people)
    births, standing = people["birth"][rows] // MONTHS, people["membership"][rows, column]
    found = []
    for sex in range(2):
        for low in (1960, 1970, 1980, 1990):
            here = (people["sex"][rows] == sex) & (births >= low) & (births < low + 10)
            kinds = ((PENSIONER,), (1, EXTENDING), (BRIDGED,))
            shares = tuple(float(np.isin(standing[here], codes).mean()) for codes in kinds)
            found.append((f"{SEXES[sex]}, {low} to {low + 9}", shares))
    return found
