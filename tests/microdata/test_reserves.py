"""Reserves are those of what the persons of a file stand for; the whole country's never stand behind a sample unsaid."""

from types import SimpleNamespace

import numpy as np
import pytest

from microsim.microdata.reserves import province_shares, with_reserves
from microsim.places import AREA_COUNT, ELSEWHERE, PLACE_KEYS, PROVINCE_COUNT, PROVINCE_OF
from microsim.schema import Scheme
from tests.synthetic import synthetic_policy, synthetic_stocks

FRAME = np.linspace(1e5, 2e7, AREA_COUNT)


class Inputs(SimpleNamespace):
    """The inputs that money stands in."""

    def _replace(self, **changes):
        return Inputs(**(vars(self) | changes))


@pytest.fixture
def inputs():
    """Inputs of equal stocks and subsidies."""
    return Inputs(stocks=synthetic_stocks(), policy=synthetic_policy(subsidy=1e9))


@pytest.mark.parametrize("share", [1e-6, 0.01, 0.5, 3.0])
def test_reserves_follow_the_persons(inputs, share):
    scaled, said = with_reserves(inputs, "scaled", np.full(AREA_COUNT, share), FRAME)
    assert np.allclose(scaled.stocks[:AREA_COUNT], inputs.stocks[:AREA_COUNT] * share, atol=1)
    assert np.allclose(scaled.policy.subsidy[:, :-1], 1e9 * share)
    assert (scaled.stocks[ELSEWHERE:] == inputs.stocks[ELSEWHERE:]).all()
    assert len(said) == 1
    assert "scaled to what the persons of the file stand for" in said[0]


def test_each_area_follows_its_own_persons(inputs):
    ratio = np.zeros(AREA_COUNT)
    ratio[0] = 0.25
    scaled, _ = with_reserves(inputs, "scaled", ratio, FRAME)
    assert (scaled.stocks[0] == inputs.stocks[0] / 4).all()
    assert not scaled.stocks[1:AREA_COUNT].any()
    of_province = FRAME[PROVINCE_OF[:AREA_COUNT] == PROVINCE_OF[0]].sum()
    assert scaled.policy.subsidy[0, PROVINCE_OF[0], 0] == round(1e9 * 0.25 * FRAME[0] / of_province)


def test_a_file_of_everybody_changes_nothing_and_says_nothing(inputs):
    for way in ("scaled", "model"):
        scaled, said = with_reserves(inputs, way, np.ones(AREA_COUNT), FRAME)
        assert (scaled.stocks == inputs.stocks).all()
        assert (scaled.policy.subsidy[:, :-1] == inputs.policy.subsidy[:, :-1]).all()
        assert said == []


def test_reserves_of_all_the_insured_behind_a_sample_are_warned_of(inputs):
    scaled, said = with_reserves(inputs, "model", np.full(AREA_COUNT, 0.001), FRAME)
    assert scaled is inputs
    assert "balances say little of the file" in said[0]


def test_none(inputs):
    scaled, said = with_reserves(inputs, "none", np.full(AREA_COUNT, 0.001), FRAME)
    assert not scaled.stocks[:AREA_COUNT].any()
    assert not scaled.policy.subsidy.any()
    assert said == []


def test_a_share_of_a_province_without_persons_is_nought():
    assert (province_shares(np.ones(AREA_COUNT), np.zeros(AREA_COUNT)) == np.zeros(PROVINCE_COUNT)).all()


def test_what_the_office_holds_takes_the_place_of_what_its_persons_would_get(inputs):
    own = {"employees": {"guangzhou": 12.5e9}, "residents": {"shanghai": -3.0}}
    held, _ = with_reserves(inputs, "none", np.full(AREA_COUNT, 0.5), FRAME, own)
    expected = np.zeros_like(held.stocks[:AREA_COUNT])
    expected[PLACE_KEYS.index("guangzhou"), Scheme.EMPLOYEES] = 1_250_000_000_000
    expected[PLACE_KEYS.index("shanghai"), Scheme.RESIDENTS] = -300
    assert (held.stocks[:AREA_COUNT] == expected).all()
