"""The workload on columns in plain numpy: the dead are dropped each year."""

import numpy as np

from benchmarks.peers import spec

VERSIONS = ("numpy",)


def run(persons):
    """Live the cohort and return its totals a person."""
    luck, columns, totals = np.random.default_rng(1), spec.cohort(persons), np.zeros(4)
    draws = lambda active: (luck.random(len(active)), luck.standard_normal(len(active)))  # noqa: E731
    for year in range(1, spec.YEARS + 1):
        stay = luck.random(len(columns["age"])) >= spec.DEATH[columns["sex"], columns["age"]]
        columns = {name: values[stay] for name, values in columns.items()}
        spec.live(columns, year, draws, totals)
    return totals / persons
