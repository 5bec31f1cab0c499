"""Allowances by age: what a place pays a month to everybody with its hukou, by bands of age."""

from microsim.kernel.jit import rule


@rule(source="sh-elderly-allowance", unit="yuan/month")
def age_allowance(below, years_old, from_age, amount):
    """From the age at which a band begins its amount takes the place of that of the band below; a band without age is none."""
    return amount if years_old >= from_age > 0.0 else below
