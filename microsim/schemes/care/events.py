"""Need of care in a life, and the insurance of long-term care where one lives."""

from microsim.amounts import MONTHS
from microsim.kernel.decide import Decision, decides
from microsim.kernel.draws import CARE, NO_LUCK_YEAR, lanes
from microsim.kernel.jit import event
from microsim.kernel.setting import assumptions_at, cohort_of
from microsim.kernel.world import BASE_YEAR, FIRST_BIRTH_YEAR, FIRST_YEAR
from microsim.life.mortality import death_table
from microsim.schema import PERSONS, counted
from microsim.schemes.base.beyond import count_beyond
from microsim.schemes.care.insurance import insure
from microsim.schemes.care.need import (
    FROM_AGE,
    LIGHT,
    MODERATE,
    SEVERE,
    after_changes,
    after_deaths,
    better_chance,
    grade_of,
    mean_risk,
    onset_chance,
    relative_risk,
    worse_chance,
)

NEED_LIGHT, NEED_MODERATE, NEED_SEVERE = (
    counted(PERSONS, "care", f"need_{grade}") for grade in ("light", "moderate", "severe")
)


@event
def onset_of(person, prior, age):
    """Return the chance that the person's need begins at an age."""
    return onset_chance(
        age, person.sex, person.education, prior.care_onset, prior.care_slope, prior.care_women, prior.care_schooling
    )


@event
def keep_shares(person, shares):
    """Keep the shares of the grades among the like."""
    person.care_light, person.care_moderate, person.care_severe = shares.light, shares.moderate, shares.severe


@event
def like_die(person, world, prior, born, year):
    """Let the like live through the deaths of a year, at the chance of a year of birth."""
    table = death_table(person.place, person.hukou_place, person.hukou_type)
    chance = world.death[table, person.sex, max(born - FIRST_BIRTH_YEAR, 0), year - FIRST_YEAR]
    keep_shares(
        person,
        after_deaths(person.care_light, person.care_moderate, person.care_severe, chance, prior.care_death),
    )


@event
def like_change(person, prior, age):
    """Let the year's changes of need befall the like."""
    onset = onset_of(person, prior, age)
    keep_shares(
        person,
        after_changes(
            person.care_light, person.care_moderate, person.care_severe, onset, prior.care_worse, prior.care_better
        ),
    )


@event
def begin_need(person, world, key, prior, year, age):
    """Take the first grade from the shares that the years since ``FROM_AGE`` bring, deaths as in the table after the usual base year."""
    for earlier in range(FROM_AGE, age + 1):
        if earlier > FROM_AGE:
            like_die(person, world, prior, BASE_YEAR + 1 - earlier, BASE_YEAR + 1)
        like_change(person, prior, earlier)
    luck = lanes(key.seed, key.replicate, person.number, year, CARE)
    person.care_grade = grade_of(luck.first, person.care_light, person.care_moderate, person.care_severe)


@event
def change_need(person, world, key, prior, year, age):
    """A year's change of the need: worse by a grade, better by a grade, or as it is."""
    like_die(person, world, prior, FIRST_BIRTH_YEAR + cohort_of(person), year)
    luck = lanes(key.seed, key.replicate, person.number, year, CARE)
    worse = worse_chance(person.care_grade, onset_of(person, prior, age), prior.care_worse)
    if decides(Decision.CARE_WORSE, worse, luck.first):
        person.care_grade += 1
    elif decides(Decision.CARE_BETTER, better_chance(person.care_grade, prior.care_better), luck.second):
        person.care_grade -= 1
    like_change(person, prior, age)


@event
def count_need(person, tallies, year):
    """Count who needs care where he or she lives."""
    if person.care_grade == LIGHT:
        count_beyond(person, tallies, year, person.place, NEED_LIGHT)
    elif person.care_grade == MODERATE:
        count_beyond(person, tallies, year, person.place, NEED_MODERATE)
    elif person.care_grade == SEVERE:
        count_beyond(person, tallies, year, person.place, NEED_SEVERE)


@event
def year_of_care(person, world, key, tallies, year, last_month, survives):
    """Live the year of need and insurance; who dies in it keeps the grade of the year before to the end."""
    prior = assumptions_at(world, person.place, year)
    if prior.beyond_care == 0.0:
        person.excess_risk = 0.0
        return
    age = year - person.birth // MONTHS
    if survives and age >= FROM_AGE:
        if person.care_light == 0.0:
            begin_need(person, world, key, prior, year, age)
        else:
            change_need(person, world, key, prior, year, age)
        mean = mean_risk(person.care_light, person.care_moderate, person.care_severe, prior.care_death)
        person.excess_risk = relative_risk(person.care_grade, prior.care_death) / mean - 1.0
        count_need(person, tallies, year)
    luck = lanes(key.seed, key.replicate, person.number, NO_LUCK_YEAR, CARE)
    insure(person, world, tallies, prior, luck, year, last_month, survives)
