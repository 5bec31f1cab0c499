"""Errors of one sample of lives cover what another seed gives, in the cells of real runs."""

import numpy as np
import pytest

import microsim as ms
from microsim.comparing.classes import COLUMNS, wealth_of
from microsim.comparing.groups import columns_of, grouped
from microsim.estimating import FEWEST, estimate_mean, estimate_share, within

KEYS = (("sex", "cohort"), ("education",), ("hukou",), ("quintile",), ("migrant",))
REFORM = ms.scenario("raise-retirement-age")


def cells_of(seed):
    """Return figures by group of the persons of one seed: value, error, persons."""
    options = {"one_in": 8000, "seed": seed, "threads": 1, "progress": False}
    change = ms.compare(ms.run("baseline", **options), ms.run(REFORM, **options))
    found = {}
    for keys in KEYS:
        pairs = change.pairs((*COLUMNS, *columns_of(keys))).born((1960, 2004))
        groups, wealth = grouped(pairs.base, keys), wealth_of(pairs)
        where = pairs.base["jackknife_group"].to_numpy(), groups.cells, len(groups.names)
        figures = {
            "base": estimate_mean(wealth.base, *where),
            "change": estimate_mean(wealth.change, *where),
            "losing": estimate_share(wealth.change < 0, *where),
        }
        for name, one in figures.items():
            found |= {
                (name, group.key): type(one)(*(part[row] for part in one))
                for row, group in enumerate(groups.names)
                if one.persons[row] >= FEWEST and one.se[row] > 0
            }
    return found


@pytest.mark.slow
def test_another_seed_lies_in_the_intervals():
    one, other = cells_of(1), cells_of(2)
    both = sorted(one.keys() & other.keys())
    hits = [bool(within(one[cell], other[cell].value, other[cell].se)) for cell in both]
    assert len(both) > 60
    assert 0.90 <= np.mean(hits) <= 1.0
