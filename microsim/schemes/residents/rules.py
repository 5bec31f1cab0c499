"""The residents' scheme: what is credited, what is required and what is paid."""

from microsim.amounts import MONTHS
from microsim.kernel.jit import rule
from microsim.schemes.base.accounts import fen


@rule(source="guofa-2014-8-5", unit="fen/year")
def residents_credit(tier, subsidy, collective):
    """A year's credit is the chosen tier, the government's entry subsidy and what a collective adds."""
    return fen(tier) + fen(subsidy) + fen(collective)


@rule(source="guofa-2014-8-7", unit="months")
def residents_required_months(birth, scheme_start, claim_age, minimum_months):
    """Fifteen years are required, less for those who had fewer to the claim age when the scheme began."""
    return min(minimum_months, max(0, birth + claim_age - scheme_start))


@rule(source="guofa-2014-8-6", unit="yuan/month")
def residents_annuity(account, divisor):
    """The account part is the account over the same divisor for all, for life."""
    return account / divisor


@rule(source="guofa-2014-8-6", unit="yuan/month")
def residents_pension(basic, annuity, months, minimum_months, long_bonus, age_months, aged_bonus, aged_from):
    """The pension is the basic amount, the account part and the supplements for long payment and high age."""
    pension = basic + annuity + long_bonus * (max(0, months - minimum_months) // MONTHS)
    if age_months >= aged_from:
        pension += aged_bonus
    return pension


@rule(source="guofa-2014-8-7", unit="months")
def residents_buyable_months(birth, scheme_start, claim_age, minimum_months):
    """Who was above 45 when the scheme began pays each year to the claim age and may buy the rest up to 15 years."""
    required = residents_required_months(birth, scheme_start, claim_age, minimum_months)
    return minimum_months - required if required > 0 else 0


@rule(source="guofa-2014-8-7", unit="fen")
def residents_buy_in(tier, months):
    """Years bought cost a tier each and bring no subsidy."""
    return fen(tier * months / MONTHS)


@rule(source="guofa-2014-8-5", unit="yuan/year")
def capped_tier(tier, flexible_minimum):
    """The highest tier lies below what a flexible worker pays to the employees' scheme in a year."""
    return min(tier, flexible_minimum)


@rule(source="guofa-2014-8-5", unit="yuan/year")
def collective_support(amount, top_tier):
    """A village or another donor may add up to the highest tier."""
    return max(0.0, min(amount, top_tier))


@rule(source="guofa-2014-8-5", unit="yuan/year")
def assisted_payment(assisted_tier, poor):
    """For the poor and the severely disabled the government pays the lowest tier."""
    return assisted_tier if poor else 0.0
