"""Draws: known answers of the generator, uniform and independent lanes, the normal quantile."""

from itertools import combinations
from statistics import NormalDist

import numpy as np
import pytest

from microsim.kernel.draws import GROUPS, blend, draw_key, lanes, normal, philox, pick, redraw, yearly_lanes

KNOWN = {  # counter, key and words of philox4x32-10, from the authors' own test vectors
    "zeros": ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    "ones": ((0xFFFFFFFF,) * 4, (0xFFFFFFFF,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    "pi": (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
}
DRAWS, BINS, CELLS = 8192, 64, 8
SIGMAS = 4.5  # the draws are fixed, so this test never flickers


def departure(counts):
    """Return how many standard deviations the chi-square of equally likely cells lies from its mean."""
    expected = counts.sum() / counts.size
    freedom = counts.size - 1
    return abs(((counts - expected) ** 2 / expected).sum() - freedom) / np.sqrt(2 * freedom)


@pytest.fixture(scope="module")
def streams():
    """Return lanes along persons, and beside them those of the next year, group, seed and replicate."""
    first = np.uint64(1 << 40)
    keys = {
        "here": (1, 0, 2020, 4),
        "year": (1, 0, 2021, 4),
        "group": (1, 0, 2020, 5),
        "seed": (2, 0, 2020, 4),
        "replicate": (1, 1, 2020, 4),
    }
    return {
        name: np.array([lanes(seed, replicate, first + np.uint64(i), year, group) for i in range(DRAWS)])
        for name, (seed, replicate, year, group) in keys.items()
    }


@pytest.mark.parametrize("name", KNOWN)
def test_known_answers(name):
    counter, key, words = KNOWN[name]
    assert philox(*counter, *key) == words


def test_a_lane_is_a_word_of_its_person_year_and_group():
    number = (3 << 55) | (17 << 32) | 12345
    words = philox(number % 2**32, number >> 32, 2044, 6, 9, 2)
    assert lanes(9, 2, np.uint64(number), 2044, 6) == tuple((int(word) + 0.5) / 2**32 for word in words)


def test_draws_of_eight_years_are_those_of_each_year_alone():
    """In any order of persons, years and groups, and when the key turns to other luck."""
    key = draw_key(9, 2)
    asked = [
        (number, year, group) for year in range(1970, 2101, 3) for number in (7, 2**63 + 5) for group in (4, 5, 6, 7)
    ]
    for replicate, order in ((2, asked), (3, asked[::-1])):
        redraw(key, 9, replicate)
        for number, year, group in order:
            person = np.uint64(number)
            assert yearly_lanes(key, person, year, group) == lanes(9, replicate, person, year, group)


def test_uniforms_never_touch_their_ends():
    assert 0.0 < (0 + 0.5) / 2**32 < (2**32 - 1 + 0.5) / 2**32 < 1.0
    assert np.isfinite([normal(0.5 / 2**32), normal((2**32 - 0.5) / 2**32)]).all()


def test_lanes_are_uniform(streams):
    for name, stream in streams.items():
        for lane in range(4):
            counts = np.histogram(stream[:, lane], bins=BINS, range=(0.0, 1.0))[0]
            assert departure(counts) < SIGMAS, (name, lane)


def test_lanes_years_groups_seeds_and_persons_are_independent(streams):
    here = streams["here"]
    pairs = [(f"lanes {a} {b}", here[:, a], here[:, b]) for a, b in combinations(range(4), 2)]
    pairs += [(name, here[:, 0], stream[:, 0]) for name, stream in streams.items() if name != "here"]
    pairs.append(("next person", here[:-1, 0], here[1:, 0]))
    for name, one, other in pairs:
        counts = np.histogram2d(one, other, bins=CELLS, range=((0.0, 1.0), (0.0, 1.0)))[0]
        assert departure(counts) < SIGMAS, name


def test_each_event_has_a_lane_of_its_own():
    names = [name for group in GROUPS.values() for name in group]
    assert list(GROUPS) == list(range(len(GROUPS)))
    assert all(len(group) <= 4 for group in GROUPS.values())
    assert len(set(names)) == len(names)


def test_normal_quantile():
    uniforms = np.concatenate(
        [np.logspace(-9.6, -1.7, 400), np.linspace(0.02, 0.98, 401), 1.0 - np.logspace(-9.6, -1.7, 400)]
    )
    exact = np.array([NormalDist().inv_cdf(u) for u in uniforms])
    found = np.array([normal(u) for u in uniforms])
    assert np.abs(found - exact) == pytest.approx(0.0, abs=1e-16 + 1.2e-9 * np.abs(exact).max())
    away = exact != 0.0
    assert np.abs(found[away] / exact[away] - 1.0).max() < 1.2e-9


@pytest.mark.parametrize("correlation", [0.0, 0.7, 1.0])
def test_blended_uniforms_are_uniform_and_correlated(streams, correlation):
    old, fresh = streams["here"][:, 0], streams["here"][:, 1]
    blended = np.array([blend(o, f, correlation) for o, f in zip(old, fresh, strict=True)])
    assert departure(np.histogram(blended, bins=BINS, range=(0.0, 1.0))[0]) < SIGMAS
    scores = [[normal(u) for u in uniforms] for uniforms in (old, blended)]
    assert np.corrcoef(scores)[0, 1] == pytest.approx(correlation, abs=0.03)


def test_pick_returns_the_first_share_above_the_uniform():
    shares = np.array([0.2, 0.2, 0.7, 1.0])
    assert [pick(u, shares) for u in (0.0, 0.19, 0.2, 0.69, 0.7, 0.999)] == [0, 0, 2, 2, 3, 3]
    assert pick(0.9999, np.array([0.5, 0.999])) == 1
