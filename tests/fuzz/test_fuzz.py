"""Malformed scenarios, cases and settings: refused with position or taken and clean.

A failure prints kind, seed and case; ``fuzz(kind, seed, [case], folder)`` of ``tests/fuzz/judge.py`` replays it.
"""

import os
import random

import pytest

from microsim.reading import read_yaml
from microsim.scenarios import scenario
from tests.fuzz.judge import KINDS, SETTINGS, fuzz
from tests.scenario.files import EVERY_FORM

HANDFUL = {"scenario": 60, "setting": 150, "case": 60}
MANY = {"scenario": 1500, "setting": 1500, "case": 1500}
SEED = int(os.environ.get("MICROSIM_FUZZ_SEED") or random.randrange(10**6))  # the run of tests that failed says which


@pytest.mark.parametrize("kind", KINDS)
def test_a_handful_of_malformed_inputs(kind, tmp_path):
    found = fuzz(kind, SEED, range(HANDFUL[kind]), tmp_path)
    print(f"seed {SEED}: {dict(found)}")
    assert found["refused"] > HANDFUL[kind] / 2


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_many_malformed_inputs(kind, tmp_path):
    found = fuzz(kind, SEED, range(MANY[kind]), tmp_path)
    print(f"seed {SEED}: {dict(found)}")
    assert found["refused"] > MANY[kind] / 2
    assert found["taken"] > 0


def test_what_is_mutated_is_good(tmp_path):
    """A fuzz of texts that are refused anyway would find nothing."""
    file = tmp_path / "every-form.yaml"
    file.write_text(EVERY_FORM, encoding="utf-8")
    assert scenario(file).name == "every-form"
    for text in SETTINGS:
        path, _, value = text.partition("=")
        assert scenario("baseline").set(path, read_yaml(value, "value")[0])
