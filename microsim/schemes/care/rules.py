"""Long-term care insurance: what it takes in for an insured person, what care costs, what is paid for it."""

from microsim.kernel.jit import rule

DAYS, WEEK, MONTHS = 365.0, 7.0, 12.0


@rule(source="gz-care-2017", unit="yuan/year")
def care_transfer(bases, rate, per_head, covered):
    """For an insured person the health insurance passes on an amount a head or a share of the bases paid on."""
    return covered * (per_head + rate * bases)


@rule(source="sh-care-2017", unit="flag")
def care_entitled(grade, least_grade, years_old, benefit_age):
    """Who is insured, has reached the age and needs care of the least grade or more is entitled."""
    return 1 if grade >= least_grade and grade > 0 and years_old >= benefit_age else 0


@rule(source="sh-care-2017", unit="yuan/month")
def care_cost(hours, hour_price, day_price):
    """Care at home costs hours a week at a price, or a price a day; in an institution a price a day."""
    return (hours * hour_price / WEEK + day_price) * DAYS / MONTHS


@rule(source="gz-care-2017", unit="yuan/month")
def care_benefit(cost, share, cash):
    """The fund pays a share of what care costs, and an allowance in money where there is one."""
    return cost * share + cash
