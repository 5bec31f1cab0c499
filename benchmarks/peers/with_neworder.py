"""The workload as a model of neworder: columns of numpy, a step a year, draws of the model's own Monte-Carlo engine."""

import neworder as no
import numpy as np
from scipy.special import ndtri

from benchmarks.peers import spec

VERSIONS = ("neworder", "numpy")


class Pensions(no.Model):
    """A year of the cohort as one step of a linear timeline."""

    def __init__(self, persons):
        super().__init__(no.LinearTimeline(0, spec.YEARS, spec.YEARS), no.MonteCarlo.deterministic_identical_stream)
        self.columns, self.totals, self.year = spec.cohort(persons), np.zeros(4), 0

    def step(self):
        """Live a year; the dead are dropped."""
        self.year += 1
        dies = self.mc.hazard(spec.DEATH[self.columns["sex"], self.columns["age"]]).astype(bool)
        self.columns = {name: values[~dies] for name, values in self.columns.items()}
        spec.live(self.columns, self.year, self.draws, self.totals)

    def draws(self, active):
        """Return a uniform and a standard normal for each active person."""
        return self.mc.ustream(len(active)), ndtri(np.clip(self.mc.ustream(len(active)), 1e-12, 1.0 - 1e-12))

    def finalise(self):
        """Nothing is left to do."""


def run(persons):
    """Live the cohort and return its totals a person."""
    model = Pensions(persons)
    no.run(model)
    return model.totals / persons
