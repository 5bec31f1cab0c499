"""Money as heads times terms, known by hand."""

import numpy as np
import pytest

from microsim.places import PROVINCE_KEYS
from microsim.results import indicators
from microsim.shadow_model.states import counted
from microsim.shadow_model.terms import (
    Heads,
    contributed,
    contributions_of,
    heads_of,
    moving_mean,
    paid_out,
    pensions_of,
    rolled_forward,
    smoothed,
    terms_of,
)
from tests.shadow_model.made_up import AWARD, MONTHS_PAID, PAYERS, RATE, UPRATING, made_up

REGION = PROVINCE_KEYS[1]


@pytest.fixture(scope="module")
def made():
    """The tree, the heads of a province, its terms and the average wage."""
    tree = made_up().tree
    found = counted(tree)
    heads = heads_of(found.stocks, found.changes[1:], 1)
    wage = np.asarray(indicators.average_wage(tree, REGION))
    return tree, heads, terms_of(tree, REGION, heads), wage


def test_terms_of_equal_persons(made):
    _, heads, terms, _ = made
    assert heads.payers[0].tolist() == pytest.approx([PAYERS, PAYERS])
    assert heads.pensioners[:2, 0].tolist() == pytest.approx([10_000, 9_900 + 800])
    assert heads.claims[0].tolist() == pytest.approx([800, 800])
    assert heads.died[0].tolist() == pytest.approx([100, 100])
    assert terms.months == pytest.approx(MONTHS_PAID)
    assert terms.link == pytest.approx(1.0)
    assert terms.rate == pytest.approx(RATE)
    assert terms.uprating == pytest.approx(np.full((3, 2), UPRATING))
    assert terms.award == pytest.approx(np.full((3, 2), AWARD))
    assert terms.paid == pytest.approx(1.0)


def test_products_are_the_money_booked(made):
    tree, heads, terms, wage = made
    assert contributed(heads, terms, wage) == pytest.approx(contributions_of(tree, REGION))
    assert contributions_of(tree, REGION)[0] == pytest.approx(2 * PAYERS * 500 * 11 * 0.24)
    assert paid_out(heads, terms, wage) == pytest.approx(pensions_of(tree, REGION))
    raised = 5e6 * 1.05
    assert pensions_of(tree, REGION)[0] == pytest.approx(12 * (raised + raised * 0.99 + 800 * 0.4 * wage[0]))


def test_pensions_roll_forward_by_hand(made):
    *_, terms, _ = made
    heads = Heads(np.zeros((1, 2)), np.full((2, 2), 100.0), np.full((1, 2), 3.0), np.full((1, 2), 10.0))
    one = terms._replace(opening=np.full(2, 1e5), uprating=np.full((1, 2), 0.05), award=np.full((1, 2), 0.4))
    assert rolled_forward(heads, one, np.array([1000.0]))[1] == pytest.approx(1e5 * 0.9 * 1.05 + 3 * 400)


def test_smoothing_leaves_the_mean_base_of_a_year(made):
    *_, terms, _ = made
    payers = np.array([[10.0, 30.0], [20.0, 20.0], [30.0, 10.0]])
    base = np.array([[0.5, 0.4], [0.9, 0.5], [0.6, 0.5]])
    found = smoothed(terms._replace(base=base), payers).base
    assert (found * payers).sum(axis=1) == pytest.approx((base * payers).sum(axis=1))
    assert found[1, 0] / found[1, 1] != pytest.approx(base[1, 0] / base[1, 1])
    assert moving_mean(np.array([1.0, 2.0, 5.0])).tolist() == [1.0, 2.5, 5.0]
