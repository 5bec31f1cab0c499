"""The workload as a module of starsim: states of agents as arrays, draws of its distributions, deaths by request."""

import numpy as np
import starsim as ss

from benchmarks.peers import spec

VERSIONS = ("starsim", "numpy", "pandas")
FLOATS = ("years", "index_sum", "account", "residual", "pension")


class Pensions(ss.Module):
    """A year of the cohort as one step."""

    def __init__(self, persons):
        super().__init__()
        self.persons, self.totals = persons, np.zeros(4)
        self.define_states(
            ss.FloatArr("age"),
            ss.FloatArr("sex"),
            ss.FloatArr("state"),
            ss.BoolArr("retired"),
            *(ss.FloatArr(name) for name in FLOATS),
        )
        self.death, self.move, self.shock = ss.random(), ss.random(), ss.normal(0.0, 1.0)
        self.year = 0

    def init_post(self):
        """Give the agents the values of the cohort."""
        super().init_post()
        for name, values in spec.cohort(self.persons).items():
            getattr(self, name)[:] = values

    def step(self):
        """Live a year."""
        self.year += 1
        everybody = self.sim.people.auids
        age, sex = self.age[everybody].astype(int), self.sex[everybody].astype(int)
        dies = self.death.rvs(everybody) < spec.DEATH[sex, age]
        self.sim.people.request_death(everybody[dies])
        living = everybody[~dies]
        columns = {name: np.array(getattr(self, name)[living]) for name in spec.COLUMNS}
        for name in ("age", "sex", "state"):
            columns[name] = columns[name].astype(int)
        draws = lambda active: (self.move.rvs(living[active]), self.shock.rvs(living[active]))  # noqa: E731
        spec.live(columns, self.year, draws, self.totals)
        for name, values in columns.items():
            getattr(self, name)[living] = values


def run(persons):
    """Live the cohort and return its totals a person."""
    module = Pensions(persons)
    sim = ss.Sim(n_agents=persons, modules=[module], start=2001, dur=spec.YEARS - 1, dt=1, verbose=0, copy_inputs=False)
    sim.run()
    return module.totals / persons
