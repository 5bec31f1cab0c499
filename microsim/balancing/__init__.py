"""Automatic balancing: an uprating that reads the books of the run it is part of, found as a fixed point outside the lives.

A rule makes a path of uprating from what a run counted (``rules``); the run with that path gives the next one, until it
stays (``fixed_point``). What is found is a scenario like any other, the path written into its law.
"""

from microsim.balancing.fixed_point import Balanced, balance
from microsim.balancing.rules import RULES

__all__ = ["RULES", "Balanced", "balance"]
