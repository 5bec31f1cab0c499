"""Education and the age at which working life begins."""

from microsim.kernel.jit import pure
from microsim.schema import Education

BASIC_SCHOOLING = 9.0  # compulsory school years, from which the age at first job is counted


@pure
def school_years(education, primary, junior, senior, college):
    """Return the school years of an attainment."""
    if education == Education.PRIMARY:
        return primary
    if education == Education.JUNIOR:
        return junior
    return senior if education == Education.SENIOR else college


@pure
def first_job_age(years, intercept, slope, minimum):
    """Return the age, in full years, at which school ends and work may begin."""
    return int(max(minimum, intercept + slope * (years - BASIC_SCHOOLING)))
