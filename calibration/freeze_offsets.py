"""Freeze the starts of the strata of the shipped baseline of each base year: writes population/tables/offsets*.npz.

Usage: python calibration/freeze_offsets.py [BASE_YEAR ...]

Run it when the baseline population changes for good. It changes who is in a sample, so results
before and after can no longer be compared person by person.
"""

import sys

from microsim.kernel.world import BASE_YEARS
from microsim.law.load import load_assumptions
from microsim.population.build import build_population
from microsim.population.strata import save_baseline

if __name__ == "__main__":
    for year in map(int, sys.argv[1:]) if sys.argv[1:] else BASE_YEARS:
        save_baseline(build_population(load_assumptions(), base_year=year).expected, year)
