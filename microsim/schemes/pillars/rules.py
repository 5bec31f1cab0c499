"""Optional pillars: occupational and enterprise annuity, private pension."""

from microsim.kernel.jit import rule


@rule(source="mohrss-order-36", unit="share of payroll")
def annuity_rates(employer, employee, employer_cap, total_cap):
    """The employer pays at most 8% of the payroll, both together at most 12%; the employee's part gives way."""
    paid = min(employer, employer_cap)
    return paid + min(employee, max(0.0, total_cap - paid))


@rule(source="mohrss-order-36", unit="share")
def vested_share(years, vesting_years):
    """The employer's money becomes the worker's in equal steps, in full after at most eight years."""
    return 1.0 if vesting_years <= 0.0 else min(1.0, years / vesting_years)


@rule(source="caishui-2013-103", unit="yuan/month")
def annuity_deduction(own, base, share, average_wage, multiple):
    """Own payments are free of tax up to 4% of a base of at most three average wages."""
    return min(own, share * min(base, multiple * average_wage))


@rule(source="guobanfa-2015-18", unit="yuan/month")
def annuity_payment(account, divisor, left):
    """A month pays the account at the claim over the divisor of the age, until it is used up."""
    return max(0.0, min(left, account / divisor))


@rule(source="guobanfa-2022-7", unit="yuan/year")
def private_contribution(amount, cap, open_now):
    """Once the private pension is open one may pay in up to a yearly limit."""
    return max(0.0, min(amount, cap)) if open_now else 0.0


@rule(source="caishui-2022-34", unit="yuan")
def private_payout(amount, tax_rate):
    """Payments in are deducted from income, returns are not taxed, and what is drawn is taxed at a flat 3%."""
    return amount * (1.0 - tax_rate)


@rule(source="caishui-2022-34", unit="yuan/year")
def private_tax_saved(contribution, marginal_rate):
    """A year's payment saves the tax of the bracket one is in."""
    return contribution * marginal_rate
