"""The workload as a component of vivarium: a population table, streams of its randomness, one update a time step."""

import numpy as np
import pandas as pd
from scipy.special import ndtri
from vivarium import Component, InteractiveContext

from benchmarks.peers import spec

VERSIONS = ("vivarium", "pandas", "numpy")


class Pensions(Component):
    """A year of the cohort as one time step."""

    def setup(self, builder):
        """Take streams of draws and say which columns are made here."""
        self.death, self.move, self.shock = map(builder.randomness.get_stream, ("death", "move", "shock"))
        self.totals, self.year = np.zeros(4), 0
        builder.population.register_initializer(
            initializer=self.begin, columns=[*spec.COLUMNS, "is_alive"], required_resources=[]
        )

    def begin(self, data):
        """Give the simulants the values of the cohort."""
        columns = spec.cohort(len(data.index)) | {"is_alive": np.ones(len(data.index), dtype=bool)}
        self.population_view.initialize(pd.DataFrame(columns, index=data.index))

    def on_time_step(self, event):
        """Live a year."""
        self.year += 1
        living = self.population_view.get_filtered_index(event.index, query="is_alive == True")
        self.population_view.update([*spec.COLUMNS, "is_alive"], lambda table: self.lived(table.loc[living]))

    def lived(self, table):
        """Return the rows of those who lived at its beginning as they are after the year."""
        dies = self.death.get_draw(table.index).to_numpy() < spec.DEATH[table["sex"], table["age"]]
        table.loc[dies, "is_alive"] = False
        living = table.index[~dies]
        columns = {name: table.loc[living, name].to_numpy(copy=True) for name in spec.COLUMNS}

        def draws(active):
            who = living[active]
            return self.move.get_draw(who).to_numpy(), ndtri(self.shock.get_draw(who).to_numpy())

        spec.live(columns, self.year, draws, self.totals)
        table.loc[living, list(columns)] = pd.DataFrame(columns, index=living)
        return table


def run(persons):
    """Live the cohort and return its totals a person."""
    pensions = Pensions()
    configuration = {"population": {"population_size": persons}, "time": {"step_size": 365}}
    sim = InteractiveContext(components=[pensions], configuration=configuration, logging_verbosity=0)
    sim.take_steps(spec.YEARS, with_logging=False)
    return pensions.totals / persons
