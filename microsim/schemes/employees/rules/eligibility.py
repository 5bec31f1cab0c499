"""When one may claim: statutory ages, the flexible window and the minimum years.

Months count from the year 0: month index = 12 * year + month - 1. Ages are in months.
"""

from microsim.kernel.jit import rule
from microsim.schemes.base.accounts import fen


@rule(source="retirement-measures-2024-1", unit="months")
def delay_months(birth, first_birth, step, original_age, final_age):
    """Statutory age rises by a month for each ``step`` birth months, from the first cohort on.

    The first delayed cohort already waits a month (the annexed tables: a man born in January
    1965 retires at 60 years and 1 month).
    """
    if birth < first_birth:
        return 0
    return min(final_age - original_age, (birth - first_birth) // step + 1)


@rule(source="retirement-measures-2024-1", unit="months")
def statutory_age(birth, first_birth, step, original_age, final_age):
    """Statutory age is the original age and the delay of the birth cohort."""
    return original_age + delay_months(birth, first_birth, step, original_age, final_age)


@rule(source="retirement-measures-2024-1", unit="month index")
def statutory_month(birth, age):
    """The statutory month is the month in which the statutory age is reached."""
    return birth + age


@rule(source="retirement-measures-2024-3", unit="month index")
def earliest_claim_month(birth, original_age, statutory_month, early_window):
    """One may claim up to the window before the statutory month, but never before the original age."""
    return min(statutory_month, max(birth + original_age, statutory_month - early_window))


@rule(source="retirement-measures-2024-3", unit="month index")
def latest_claim_month(statutory_month, late_window):
    """By agreement with the employer one may work on up to the window after the statutory month."""
    return statutory_month + late_window


@rule(source="renshebufa-2024-94", unit="month index")
def minimum_years_month(claim_month, statutory_month):
    """The minimum of the claim year binds early claimants, that of the statutory year all others."""
    return min(claim_month, statutory_month)


@rule(source="yuefu-2006-96", unit="months")
def required_months(minimum, first_paid, statutory_month, entrants_months, entrants_before, entrants_due):
    """Early entrants who reached the age in time need fewer months; who only has service that counts has entered early."""
    if entrants_months > 0 and first_paid < entrants_before and statutory_month < entrants_due:
        return min(minimum, entrants_months)
    return minimum


@rule(source="retirement-measures-2024-2", unit="flag")
def meets_minimum(months, minimum):
    """A monthly pension is due once the contribution months, deemed ones included, reach the minimum."""
    return months >= minimum


@rule(source="retirement-measures-2024-2", unit="months")
def missing_months(months, minimum):
    """Who falls short may pay on for the months that are missing."""
    return max(0, minimum - months)


@rule(source="guofa-1978-104", unit="months")
def special_age(worked_months, required_months, early_age, statutory_age):
    """Long enough in arduous work, or unfit for work before 2025, one may retire at the special age; 0 is none."""
    if early_age <= 0 or worked_months < required_months:
        return statutory_age
    return min(early_age, statutory_age)


@rule(source="retirement-measures-2024-2", unit="flag")
def may_pay_on(missing, most_months):
    """Past the statutory age one may pay on by the month for what is missing, where that is no more than the law lets."""
    return 0 < missing <= most_months


@rule(source="mohrss-order-13-2", unit="flag")
def may_buy_in(first_paid, now, statutory_month, gate, extension):
    """Only who was first insured before July 2011 and has paid on for five years may pay the rest in one sum."""
    return 0 < first_paid < gate and now >= statutory_month + extension


@rule(source="mohrss-order-13-2", unit="fen")
def buy_in_cost(base, rate, months):
    """Missing months cost a month's contribution each."""
    return fen(base * rate) * months


@rule(source="mohrss-order-13-3", unit="fen")
def ended_relation(account_fen, months, minimum, wishes):
    """Short of the years at the statutory age one may end the relation in writing: the account is paid out at once."""
    return account_fen if wishes and months < minimum else 0
