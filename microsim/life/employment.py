"""Working or not, and in which kind of job."""

from microsim._jit import event
from microsim.draws import pick
from microsim.schema import Labour

NOT_WORKING, FORMAL = int(Labour.NOT_WORKING), int(Labour.FORMAL)
OLDER_FROM, OLDER_TO = 50, 60  # ages to which the uplift of the retirement reform applies


@event
def is_working(labour):
    """Return whether a labour state is a job."""
    return labour >= FORMAL


@event
def employment_rate(table_rate, age, older_uplift):
    """Return the share working at an age, with what the retirement reform adds from 50 to 59."""
    if OLDER_FROM <= age < OLDER_TO:
        return min(1.0, table_rate + older_uplift)
    return table_rate


@event
def working_chance(worked, rate, rate_before, persistence):
    """Return the chance to work this year, given last year.

    A share ``persistence`` stays as it was, the others are drawn anew with the chance that
    keeps the population at ``rate`` when it was at ``rate_before``.
    """
    fresh = (rate - persistence * rate_before) / (1.0 - persistence)
    fresh = min(max(fresh, 0.0), 1.0)
    return (persistence if worked else 0.0) + (1.0 - persistence) * fresh


@event
def job_kind(luck, cumulated):
    """Return the labour state of a new job: formal, flexible or informal."""
    return FORMAL + pick(luck, cumulated)
