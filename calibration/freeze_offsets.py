"""Freeze the starts of the strata of the shipped baseline: writes microsim/population/tables/offsets.npz.

Usage: python calibration/freeze_offsets.py

Run it when the baseline population changes for good. It changes who is in a sample, so results
before and after can no longer be compared person by person.
"""

from microsim.law.load import load_assumptions
from microsim.population.build import build_population
from microsim.population.strata import save_baseline

if __name__ == "__main__":
    save_baseline(build_population(load_assumptions()).expected)
