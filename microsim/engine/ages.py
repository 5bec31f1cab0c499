"""Statutory ages of a person under the law in force."""

from microsim._jit import event
from microsim.rules.eligibility import statutory_age, statutory_month


@event
def statutory(person, law):
    """Return the statutory month of the person under the law in force."""
    track = person.track
    age = statutory_age(
        person.birth, law.first_birth[track], law.delay_step[track], law.original_age[track], law.final_age[track]
    )
    return statutory_month(person.birth, age)


@event
def past_original_age(person, law, now):
    """Return whether the statutory age before the reform is passed."""
    return now >= person.birth + law.original_age[person.track]
