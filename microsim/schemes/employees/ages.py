"""Statutory ages of a person under the law in force."""

from microsim.kernel.jit import event
from microsim.schema import Special, Track
from microsim.schemes.employees.account import total_months
from microsim.schemes.employees.rules.eligibility import required_months, special_age, statutory_age, statutory_month

ENOUGH = 1  # months for the age alone, whatever the record


@event
def early_age(person, law):
    """Return the age for the person's way to retire early, of the own track; 0 is none."""
    return law.illness_age[person.track] if person.special == Special.ILLNESS else law.special_age[person.track]


@event
def early_months(person, law):
    """Return the months that open the person's way to retire early: all months paid are taken to be of that work."""
    if person.special == Special.ILLNESS:
        return law.illness_months
    if person.special == Special.UNDERGROUND:
        return law.arduous_underground
    return law.arduous_heavy if person.special == Special.HEAVY else law.arduous_toxic


@event
def track_alone(person, law):
    """Return the track of who pays without an employer: for women workers the law names one."""
    return law.flexible_women_track if person.track == Track.WOMEN_WORKER else person.track


@event
def track_in_force(person, law):
    """Return the track a claim would follow: that of the person, or of who pays, or last paid, alone."""
    return track_alone(person, law) if person.pays_alone else person.track


@event
def statutory_on(person, law, track):
    """Return the statutory month on a track; the early age, with months enough, is that of the own track."""
    age = statutory_age(
        person.birth, law.first_birth[track], law.delay_step[track], law.original_age[track], law.final_age[track]
    )
    if person.special:
        age = special_age(total_months(person), early_months(person, law), early_age(person, law), age)
    return statutory_month(person.birth, age)


@event
def statutory(person, law):
    """Return the statutory month of the person: as noted when it was reached, else under the law in force."""
    if person.statutory_month > 0:
        return person.statutory_month
    return statutory_on(person, law, track_in_force(person, law))


@event
def months_required(person, law, due):
    """Return the minimum months of the person under the law of the year in which the statutory age is reached."""
    return required_months(
        law.minimum_months,
        person.first_paid,
        due,
        law.early_entrants_months,
        law.early_entrants_before,
        law.early_entrants_due,
    )


@event
def original_month(person, law):
    """Return the month of the age before the reform, for some the early one whatever the record."""
    age = law.original_age[track_in_force(person, law)]
    if person.special:
        age = special_age(ENOUGH, ENOUGH, early_age(person, law), age)
    return statutory_month(person.birth, age)


@event
def past_original_age(person, law, now):
    """Return whether the age before the reform, for some the early one, is passed."""
    return now >= original_month(person, law)
