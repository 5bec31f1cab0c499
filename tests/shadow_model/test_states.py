"""Changes of state add up to the stocks that the kernel counts directly."""

import numpy as np
import pytest

from microsim.kernel.tallies import AGES_SHOWN, State
from microsim.places import PLACES_OF, SIMULATED
from microsim.shadow_model.states import TWICE_COUNTED, added_up, counted, grown_older, unequal_books
from tests.shadow_model.made_up import CLAIMS, DIES, EACH, PAYERS, PENSIONERS_EACH, RETIRES, STOPS, made_up

STANDING = {State.PAYER: 0, State.DORMANT: 1, State.PENSIONER: 2}


def test_stocks_add_up_by_hand():
    found = counted(made_up().tree)
    assert found.years.tolist() == [2016, 2017, 2018, 2019]
    payers = found.stocks[..., State.PAYER]
    assert payers[0, 0, 0].sum() == 40 * EACH
    assert payers[1, 0, 1].sum() == pytest.approx(PAYERS)
    assert payers[1, 0, 1, RETIRES] == pytest.approx(EACH * (1 - STOPS - DIES - CLAIMS))
    pensioners = found.stocks[..., State.PENSIONER]
    assert pensioners[1, 1, 0, RETIRES] == pytest.approx(EACH * CLAIMS)
    assert pensioners[2, 1, 0, RETIRES + 1] == pytest.approx(EACH * CLAIMS * (1 - DIES) + 90 * CLAIMS)
    assert pensioners[1, 1, 0].sum() == pytest.approx(20 * PENSIONERS_EACH * (1 - DIES) + EACH * CLAIMS)
    assert not found.stocks[..., [State.ABSENT, State.DEAD]].any()


def test_the_oldest_stay_in_the_last_age():
    stock = np.zeros((AGES_SHOWN, 1))
    stock[[0, -2, -1], 0] = 1.0, 2.0, 5.0
    older = grown_older(stock)[:, 0]
    assert (older[0], older[1], older[-1], older.sum()) == (0.0, 1.0, 7.0, 8.0)


def test_books_that_differ_are_told_by_state():
    tree = made_up().tree
    assert unequal_books(tree, counted(tree)) == {"payer": 0.0, "dormant": 0.0, "pensioner": 0.0}
    tree["participants"].pensioners.values[2, PLACES_OF[1][0], 0, 70] += 3
    assert unequal_books(tree, counted(tree)) == {"payer": 0.0, "dormant": 0.0, "pensioner": 3.0}


def test_lives_counted_twice_are_the_same_persons(tallies):
    """Of a made-up world that reaches every branch of a life: standings by age, and residents with those elsewhere."""
    stocks = added_up(tallies.transitions.astype(float))
    assert set(STANDING) == set(TWICE_COUNTED)
    for province in SIMULATED:
        places = list(PLACES_OF[province])
        for state, standing in STANDING.items():
            direct = tallies.standing[:, places, standing].sum(axis=1)
            assert direct.any(), state
            assert np.array_equal(stocks[1:, province, ..., state], direct), state
        here = tallies.population[:, places].sum(axis=(1, 2))
        assert (stocks[:, province].sum(axis=-1) >= here).all(), "all residents are in a state, and some who left"
