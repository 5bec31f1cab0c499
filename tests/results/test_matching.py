"""Two runs match where only the scenario differs; every other difference is named with both values."""

import copy
import json

import pytest

from microsim.reading import InputError
from microsim.results.folder import MANIFEST
from microsim.results.matching import MUST_MATCH, differing_inputs, mismatches, replaced, require_match
from microsim.scenarios import scenario
from tests.synthetic import synthetic_manifest

BASE = synthetic_manifest("baseline")


def changed(*path, to):
    """Return the manifest with one entry changed."""
    manifest = copy.deepcopy(BASE)
    part = manifest
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = to
    return manifest


CHANGES = {
    "format of the results": changed("format_version", to=2),
    "version": changed("code", to="other"),
    "sample": changed("one_in", to=4000),
    "seed": changed("seed", to=2),
    "replicates": changed("replicates", to=4),
    "base year": changed("scenario", "population", "base_year", to=2020),
    "last year": changed("until", to=2018),
    "year of prices": changed("price_year", to=2016),
    "own population": changed("inputs", "own_population", to="abcdef0123456789"),
}


def test_every_rule_is_tried():
    assert set(CHANGES) == set(MUST_MATCH)


@pytest.mark.parametrize("what", CHANGES)
def test_what_must_match_is_named_with_both_values(what):
    (found,) = mismatches(BASE, CHANGES[what])
    assert found.what == what
    assert found.first != found.second
    with pytest.raises(InputError, match=f"baseline and baseline: {what}: found {found.first} and {found.second}"):
        require_match(BASE, CHANGES[what])
    assert mismatches(BASE, CHANGES[what], but=(what,)) == []
    require_match(BASE, CHANGES[what], but=(what,))


def test_another_version_of_the_program_is_another_version():
    (found,) = mismatches(BASE, changed("versions", "microsim", to="0.2.0"))
    assert (found.what, found.second.partition(",")[0]) == ("version", "0.2.0")


def test_scenario_law_and_assumptions_may_differ():
    other = changed("inputs", "law", to="else")
    other["scenario"]["name"] = "reform"
    require_match(BASE, other)
    assert differing_inputs(BASE, other) == ("law",)
    assert differing_inputs(BASE, BASE) == ()


def test_all_mismatches_come_together():
    other = copy.deepcopy(BASE) | {"seed": 9, "one_in": 5, "until": 2018}
    with pytest.raises(InputError) as caught:
        require_match(BASE, other)
    assert [problem.key for problem in caught.value.problems] == ["sample", "seed", "last year"]


def test_what_a_manifest_does_not_say_matches_nothing():
    short = {key: value for key, value in BASE.items() if key not in ("seed", "versions")}
    assert [(found.what, found.second) for found in mismatches(BASE, short)] == [
        ("version", "not stated"),
        ("seed", "not stated"),
    ]


def test_a_run_that_takes_the_place_of_another_says_so(tmp_path):
    baseline = scenario("baseline")
    assert replaced(tmp_path, baseline) == []
    manifest = copy.deepcopy(BASE) | {"until": 2100}
    manifest["inputs"]["scenario"] = baseline.text_hash
    (tmp_path / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    assert replaced(tmp_path, baseline) == []
    assert replaced(tmp_path, baseline, one_in=4000, seed=2) == [
        "sample 1 in 1000 persons, now 1 in 4000 persons",
        "seed 1, now 2",
    ]
    assert replaced(tmp_path, baseline, until=2050) == ["last year 2100, now 2050"]
    assert replaced(tmp_path, baseline, population=tmp_path) == ["no own population, now one"]
    other = baseline.set("economy.discount_rate", 0.03)
    assert replaced(tmp_path, other) == ["other content of the scenario"]
    (tmp_path / MANIFEST).write_text("{", encoding="utf-8")
    assert replaced(tmp_path, baseline) == []
