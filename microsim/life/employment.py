"""Working or not, and in which kind of job."""

import math

from microsim.amounts import MONTHS
from microsim.kernel.draws import pick
from microsim.kernel.jit import pure
from microsim.schema import Labour, Sex

OLDER_FROM, OLDER_TO = 50, 60  # ages to which the uplift of the retirement reform applies
SQRT_2 = math.sqrt(2.0)


@pure
def is_working(labour):
    """Return whether a labour state is a job."""
    return labour >= Labour.FORMAL


@pure
def employment_rate(score, attachment, age, older_uplift):
    """Return the share of years that persons of an attachment work at an age.

    ``score`` is such that the mean over all attachments is the share of the population that works
    (``population.attachment``); ``older_uplift`` is added at 50 to 59.
    """
    rate = 0.5 * math.erfc(-(score + attachment) / SQRT_2)
    if OLDER_FROM <= age < OLDER_TO:
        return min(max(rate + older_uplift, 0.0), 1.0)
    return rate


@pure
def break_chance(sex, age, chance, first_age, last_age):
    """Return the chance that a working woman leaves to raise a child."""
    return chance if sex == Sex.FEMALE and first_age <= age <= last_age else 0.0


@pure
def working_chance(worked, rate, rate_before, persistence, breaks):
    """Return the chance to work this year, given last year.

    A share ``persistence`` stays as it was, the others are drawn anew with the chance that keeps a population at
    ``rate`` when it was at ``rate_before``. Where the rate rises faster than that can bring about nobody leaves, where
    it falls faster nobody enters. Of those who would have stayed a share ``breaks`` leaves, and as many of those out
    of work come back sooner: breaks make more and shorter gaps, the share working stays.
    """
    again = rate - persistence * rate_before
    stays = persistence + again
    if stays > 1.0 and rate_before < 1.0:
        again, stays = (rate - rate_before) / (1.0 - rate_before), 1.0
    elif again < 0.0:
        again, stays = 0.0, rate / rate_before
    if breaks > 0.0 and rate_before > 0.0:
        leaves = min(rate_before * stays * breaks, (1.0 - rate_before) * (1.0 - again))
        if worked:
            return stays - leaves / rate_before
        return again + leaves / (1.0 - rate_before) if rate_before < 1.0 else again
    return stays if worked else again


@pure
def job_change_chance(tenure, first, settled, years):
    """Return the chance to change the job, which falls from ``first`` to ``settled`` with the years in it."""
    return settled + (first - settled) * math.exp(-tenure / years)


@pure
def months_before_leaving(luck):
    """Return how many months of the year one who leaves work still worked, 0 to 11."""
    return int(luck * MONTHS)


@pure
def month_of_entry(luck):
    """Return the month in which one who was out of work begins, 1 to 12."""
    return 1 + int(luck * MONTHS)


@pure
def job_kind(luck, cumulated):
    """Return the labour state of a new job: formal, flexible or informal."""
    return Labour.FORMAL + pick(luck, cumulated)
