"""An assumption moved by its score meets what is documented of it, and shares of a whole stay within it."""

import numpy as np
import pytest

import microsim as ms
from microsim.law.assumptions import table_of
from microsim.law.estimates import path_of
from microsim.law.moving import OUTERMOST, WHOLES, ends, moved
from microsim.law.values import YEARS
from microsim.places import PROVINCE_KEYS
from microsim.reading import InputError
from microsim.uncertainty.draws import drawn, posterior, scores, settings
from microsim.uncertainty.quantities import has_range, uncertain_quantities
from tests.priors import priors

KNOWN = priors()
RANGED = [path for path, entry in KNOWN.entries.items() if has_range(entry)]
BASE = ms.scenario("baseline")


def table(path, raw, entries=KNOWN):
    """Return the values of an assumption [year, province] once a scenario sets it."""
    return entries.apply({path: raw}).entries[path].table


@pytest.mark.parametrize("path", RANGED)
def test_low_value_and_high_lie_at_their_scores(path):
    entry = KNOWN.entries[path]
    for score, end in zip((-OUTERMOST, 0.0, OUTERMOST), ends(entry), strict=True):
        assert table(path, moved(entry, score)) == pytest.approx(end, rel=1e-8, abs=1e-12)


def test_the_ends_of_a_known_assumption_by_hand():
    """A share moves on its logit: half way to the high is not half the distance."""
    entry = KNOWN.entries["retirement.near_minimum_share"]
    assert (entry.value, entry.low, entry.high) == (0.5, 0.3, 0.7)
    assert moved(entry, OUTERMOST / 2) == pytest.approx(1 / (1 + (0.3 / 0.7) ** 0.5), rel=1e-9)
    assert moved(entry, 2 * OUTERMOST) == pytest.approx(1 / (1 + (0.3 / 0.7) ** 2), rel=1e-9)


def test_only_the_provinces_asked_for_move():
    path = "residents.participation_rural"
    at = {f"{path}@shanghai": 1.0}
    found = table(path, settings(BASE, at)[path])
    shanghai = PROVINCE_KEYS.index("shanghai")
    same = [number for number in range(len(PROVINCE_KEYS)) if number != shanghai]
    assert np.array_equal(found[:, same], KNOWN.entries[path].table[:, same])
    assert (found[:, shanghai] > KNOWN.entries[path].table[:, shanghai]).all()


def test_what_a_scenario_sets_moves_from_there():
    path = "retirement.near_minimum_share"
    changed = BASE.set(path, 0.2)
    at = posterior([path])[0][0] + OUTERMOST
    found = settings(changed, {path: at})[path]
    assert found / (1 - found) == pytest.approx(0.2 / 0.8 * 0.7 / 0.3, rel=1e-8)  # the odds by the same factor


def test_shares_of_a_whole_stay_within_it_however_far_they_are_drawn():
    far = dict.fromkeys((part.name for part in uncertain_quantities()), 4.0)
    tree = KNOWN.apply(settings(BASE, far))
    for whole in WHOLES:
        total = sum(tree.entries[path].table for path in whole)
        now = YEARS >= BASE.population.base_year
        assert total[now].max() <= 1 + 1e-9, whole


def test_the_first_of_two_shares_meets_its_ends_alone():
    path = "contributions.floor_share"
    both = {f"{path}@guangdong": OUTERMOST, f"{path}@shanghai": OUTERMOST}
    found, high = table(path, settings(BASE, both)[path]), ends(KNOWN.entries[path])[2]
    others = [PROVINCE_KEYS.index(key) for key in ("guangdong", "shanghai")]
    assert found[:, others] == pytest.approx(high[:, others], rel=1e-8)


def test_draws_do_not_depend_on_how_many_and_fill_the_space_evenly():
    few, many = scores(10), scores(256)
    assert np.array_equal(few, many[:10])
    centre, spread = posterior([quantity.name for quantity in uncertain_quantities()])
    many = np.linalg.solve(np.linalg.cholesky(spread), (many - centre).T).T  # standard normal, whatever was estimated
    assert np.abs(many.mean(axis=0)).max() < 0.02  # random ones would reach 0.15
    assert np.abs(many.std(axis=0) - 1).max() < 0.05
    correlation = np.corrcoef(many.T) - np.eye(many.shape[1])
    assert np.abs(correlation).max() < 0.3


def test_every_draw_of_many_is_a_sound_scenario():
    quantities = uncertain_quantities()
    for number, row in enumerate(scores(40), 1):
        found = drawn(BASE, dict(zip((part.name for part in quantities), row, strict=True)), f"draw{number}")
        assert {path_of(part.name) for part in quantities} <= set(found.assumptions)


def test_a_file_of_quantities_is_checked_whole(tmp_path):
    file = tmp_path / "quantities.yaml"
    file.write_text(
        "present:\n"
        "  coverage.local_urbn: together\n"
        "  mortality.variant: together\n"
        "  wages.level: [guangdong, shangai]\n"
        "past:\n"
        "  wages.level: together\n"
    )
    with pytest.raises(InputError) as caught:
        uncertain_quantities(file)
    told = str(caught.value)
    for words in (
        f"{file}:2:",
        "coverage.local_urban",
        "mortality.variant has no documented low and high",
        "found shangai",
        "did you mean shanghai",
        "found past, allowed are present, future",
    ):
        assert words in told, told


def test_documented_ends_are_numbers_a_scenario_takes():
    """Every documented low and high can be set by itself."""
    for path in RANGED:
        entry = KNOWN.entries[path]
        for raw in (entry.low, entry.high):
            assert table_of(raw, entry.linear) is not None
            assert BASE.set(path, raw).assumptions[path] is not None
