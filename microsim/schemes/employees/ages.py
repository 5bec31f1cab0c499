"""Statutory ages of a person under the law in force."""

from microsim.kernel.jit import event
from microsim.schema import Track
from microsim.schemes.employees.rules.eligibility import special_age, statutory_age, statutory_month

ENOUGH = 1  # the months of arduous work are not simulated: who is special has worked long enough


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
    """Return the statutory month on a track; the age after arduous work is that of the person's own track."""
    age = statutory_age(
        person.birth, law.first_birth[track], law.delay_step[track], law.original_age[track], law.final_age[track]
    )
    if person.special:
        age = special_age(ENOUGH, ENOUGH, law.special_age[person.track], age)
    return statutory_month(person.birth, age)


@event
def statutory(person, law):
    """Return the statutory month of the person: as noted when it was reached, else under the law in force."""
    if person.statutory_month > 0:
        return person.statutory_month
    return statutory_on(person, law, track_in_force(person, law))


@event
def past_original_age(person, law, now):
    """Return whether the age before the reform, for some that after arduous work, is passed."""
    age = law.original_age[track_in_force(person, law)]
    if person.special:
        age = special_age(ENOUGH, ENOUGH, law.special_age[person.track], age)
    return now >= person.birth + age
