"""Standard errors of what is read off a sample of lives, and how many digits of a figure they support.

The delete-a-group jackknife over 64 groups of persons, which a hash of each person's id makes; draws of whole groups for
medians; the spread between replicates where there are some. None of it covers thresholds such as a treasury that fills
gaps only: what a small sample does to ``max(0, gap)`` is a bias, not an error of sampling.
"""

from microsim.estimating.between import between_replicates, larger
from microsim.estimating.draws import DRAWS, estimate_quantile
from microsim.estimating.estimate import Estimate, finite_factor, within
from microsim.estimating.groups import GROUPS, group_sums
from microsim.estimating.jackknife import (
    estimate_mean,
    estimate_of_sums,
    estimate_ratio,
    estimate_share,
    estimate_sum,
    estimate_whole,
    standard_error,
)
from microsim.estimating.printing import FEWEST, difference_text, level_text
from microsim.estimating.statistics import concentrated, gini, weighted_quantile

__all__ = [
    "DRAWS",
    "FEWEST",
    "GROUPS",
    "Estimate",
    "between_replicates",
    "concentrated",
    "difference_text",
    "estimate_mean",
    "estimate_of_sums",
    "estimate_quantile",
    "estimate_ratio",
    "estimate_share",
    "estimate_sum",
    "estimate_whole",
    "finite_factor",
    "gini",
    "group_sums",
    "larger",
    "level_text",
    "standard_error",
    "weighted_quantile",
    "within",
]
