"""What those short of the minimum years make of them: lean to it while it is ahead, and choose once past the age."""

import math

from microsim.amounts import MONTHS
from microsim.kernel.jit import pure

REFERENCE_GAP = 60  # months: the chance assumed is that of who lacks so many
CERTAIN = 1.0 - 1e-12  # a chance of one, as odds


@pure
def odds(chance, effect):
    """Return the odds of a way against staying: those of its chance, moved by an effect on the log odds."""
    chance = min(chance, CERTAIN)
    return chance / (1.0 - chance) * math.exp(effect)


@pure
def odds_past_age(gap, months_past, log_wage, chance, by_gap, by_age, by_wage):
    """Return the odds of a way, against staying, of one past the age who lacks some months.

    Parameters
    ----------
    gap : months missing
    months_past : months since the statutory age
    log_wage : log of the own wage over that of people alike
    chance : a year's chance at the age, of who lacks five years and earns what people alike do, were it the only way
    by_gap, by_age : change of the log odds a year missing, and a year past the age
    by_wage : change of the log odds where the log wage is one higher
    """
    effect = by_gap * (gap - REFERENCE_GAP) / MONTHS + by_age * months_past / MONTHS + by_wage * log_wage
    return odds(chance, effect)


@pure
def leaning_chance(gap, months_ahead, log_wage, share, by_gap, by_age, by_wage):
    """Return the share of people with a gap, an age and a wage who pay alone towards the minimum.

    ``share`` holds at the statutory age for who needs no month past it; a month that can be paid before the age is no
    gap, and each year that is still ahead changes the log odds by ``by_age``.
    """
    beyond = max(0, gap - months_ahead)
    against = odds(share, by_gap * beyond / MONTHS + by_age * months_ahead / MONTHS + by_wage * log_wage)
    return against / (1.0 + against)
