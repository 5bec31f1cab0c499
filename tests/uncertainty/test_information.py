"""Draws move what is not known: of the end of 2016 the years after it, of today those after the last one observed."""

import numpy as np
import pytest

from microsim.law.compile import compile_law
from microsim.law.information import assumptions_of
from microsim.law.values import YEARS
from microsim.scenarios import scenario
from microsim.uncertainty.draws import drawn
from microsim.uncertainty.quantities import uncertain_quantities

FUTURE = [quantity.name for quantity in uncertain_quantities() if quantity.role == "future"]
DATED = {  # first year that a draw moves: with all known, and with what was known in 2016
    "economy.real_wage_growth": (2027, 2017),
    "fertility.scale": (2026, 2017),
    "mortality.level": (2024, 2017),
    "migration.arrival_rate@guangdong": (2025, 2017),
    "migration.arrival_rate@shanghai": (2025, 2017),
}
OF_LAW = {"economy.uprating_wage_weight": (2026, 2017), "economy.notional_interest_factor": (2026, 2017)}
ELSEWHERE_DATED = {
    "funds.pooling.gap_share@shanghai",
    "funds.reserve_return",
}  # pooling since 2022; no return is published


def test_every_future_quantity_is_looked_at():
    assert set(FUTURE) == {*DATED, *OF_LAW, *ELSEWHERE_DATED}


@pytest.mark.parametrize(("name", "firsts"), DATED.items())
@pytest.mark.parametrize("score", [-1.0, 1.0])
def test_draws_move_only_years_that_are_not_known(name, firsts, score):
    for base, first in zip(("baseline", "known-2016"), firsts, strict=True):
        before = assumptions_of(scenario(base)).entry(name.partition("@")[0])
        moved = assumptions_of(drawn(scenario(base), {name: score}, "drawn")).entry(before.path)
        changed = YEARS[np.any(np.abs(moved.table - before.table) > 1e-9, axis=1)]  # values are written with ten digits
        assert changed[changed > 2016][0] == first


@pytest.mark.parametrize(("name", "firsts"), OF_LAW.items())
def test_draws_change_the_law_only_of_years_that_are_not_known(name, firsts):
    for base, first in zip(("baseline", "known-2016"), firsts, strict=True):
        law = compile_law(scenario=scenario(base)).copy()
        moved = compile_law(scenario=drawn(scenario(base), {name: -1.0}, "drawn"))
        differ = [(law[field] != moved[field]).reshape(*law.shape, -1).any(axis=(0, 2)) for field in law.dtype.names]
        changed = YEARS[np.any(differ, axis=0)]
        assert first <= changed[0] <= first + 3  # floors hold the first years of today's rule
