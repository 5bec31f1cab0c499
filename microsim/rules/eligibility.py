"""When one may claim: statutory ages, the flexible window and the minimum years.

Months count from the year 0: month index = 12 * year + month - 1. Ages are in months.
"""

from microsim._jit import rule


@rule(source="retirement-measures-2024-1", unit="months", zh="延迟退休月数")
def delay_months(birth, first_birth, step, original_age, final_age):
    """Statutory age rises by a month for each ``step`` birth months, from the first cohort on.

    The first delayed cohort already waits a month (the annexed tables: a man born in January
    1965 retires at 60 years and 1 month).
    """
    if birth < first_birth:
        return 0
    return min(final_age - original_age, (birth - first_birth) // step + 1)


@rule(source="retirement-measures-2024-1", unit="months", zh="法定退休年龄")
def statutory_age(birth, first_birth, step, original_age, final_age):
    """Statutory age is the original age and the delay of the birth cohort."""
    return original_age + delay_months(birth, first_birth, step, original_age, final_age)


@rule(source="retirement-measures-2024-1", unit="month index", zh="法定退休月份")
def statutory_month(birth, age):
    """The statutory month is the month in which the statutory age is reached."""
    return birth + age


@rule(source="retirement-measures-2024-3", unit="month index", zh="弹性提前退休最早月份")
def earliest_claim_month(birth, original_age, statutory_month, early_window):
    """One may claim up to the window before the statutory month, but never before the original age."""
    return min(statutory_month, max(birth + original_age, statutory_month - early_window))


@rule(source="retirement-measures-2024-3", unit="month index", zh="弹性延迟退休最晚月份")
def latest_claim_month(statutory_month, late_window):
    """By agreement with the employer one may work on up to the window after the statutory month."""
    return statutory_month + late_window


@rule(source="renshebufa-2024-94", unit="month index", zh="最低缴费年限适用月份")
def minimum_years_month(claim_month, statutory_month):
    """The minimum of the claim year binds early claimants, that of the statutory year all others."""
    return min(claim_month, statutory_month)


@rule(source="retirement-measures-2024-2", unit="flag", zh="满足最低缴费年限")
def meets_minimum(months, minimum):
    """A monthly pension is due once the contribution months, deemed ones included, reach the minimum."""
    return months >= minimum


@rule(source="retirement-measures-2024-2", unit="months", zh="最低缴费年限缺口")
def missing_months(months, minimum):
    """Who falls short may pay on for the months that are missing."""
    return max(0, minimum - months)
