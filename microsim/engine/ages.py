"""Statutory ages of a person under the law in force."""

from microsim._jit import event
from microsim.life.claiming import WOMEN_WORKER
from microsim.rules.eligibility import special_age, statutory_age, statutory_month

ENOUGH = 1  # the months of arduous work are not simulated: who is special has worked long enough


@event
def track_in_force(person, law):
    """Return the track a claim would follow: women workers who pay without an employer have one of their own."""
    if person.track == WOMEN_WORKER and person.pays_alone == 1:
        return law.flexible_women_track
    return person.track


@event
def statutory(person, law):
    """Return the statutory month of the person under the law in force."""
    track = track_in_force(person, law)
    age = statutory_age(
        person.birth, law.first_birth[track], law.delay_step[track], law.original_age[track], law.final_age[track]
    )
    if person.special:
        age = special_age(ENOUGH, ENOUGH, law.special_age[track], age)
    return statutory_month(person.birth, age)


@event
def past_original_age(person, law, now):
    """Return whether the age before the reform, for some that after arduous work, is passed."""
    track = track_in_force(person, law)
    age = law.original_age[track]
    if person.special:
        age = special_age(ENOUGH, ENOUGH, law.special_age[track], age)
    return now >= person.birth + age
