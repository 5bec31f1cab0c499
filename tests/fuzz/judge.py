"""What an input may lead to: refused where it stands, or taken and clean. Anything else is a fault."""

import collections
import math
import random
import re
import time

from microsim import pension, scenario
from microsim.reading import InputError
from microsim.scenarios import set_from_text
from microsim.scenarios.text import as_yaml
from tests.cases.examples import EXAMPLES, case_text
from tests.fuzz.mutate import encoded, mutated
from tests.scenario.files import SCENARIOS

SLOW = 20.0  # seconds of processor time that are a hang
LONGEST = 2000  # letters of one message
LARGEST = 1e12  # of any amount in an answer: yuan and fen
SETTINGS = (
    "national.employees.employer_rate={2027-01-01: 0.18}",
    "guangdong.employees.minimum_wage={2027: 2500, 2030: null}",
    "shanghai.adjustment.uprating={from: 2027, to: 2040, end: 0.02}",
    "national.retirement.men.final_age={2031-01-01: 65y0m}",
    "guangdong.pension.transitional_form={2031: none}",
    "wages.level=1.05",
    "wages.level={guangdong: 1.05, shanghai: 0.95}",
    "economy.real_wage_growth={2030: 0.02, 2040: {shanghai: 0.015}}",
    "mortality.variant=frozen",
    "horizon.end=2060",
    "population.base_year=2020",
)
GOOD_CASES = [case_text(name) for name in EXAMPLES]
LOCATED = re.compile(r"^[^\n]*:[0-9]+:[0-9]+: ", re.DOTALL)
WHOLE_FILE = re.compile(r"not UTF-8 text|cannot be read|found [0-9]+ mistakes")
ADDS = re.compile("balance|difference|change|gain|refunds")  # what may be owed the other way


class Fault(AssertionError):
    """An input led to something else than a refusal with its place or a clean result."""


def fuzz(kind, seed, numbers, folder):
    """Try some numbered cases of a kind; the first fault is raised with what replays it. Returns counts of what became of them."""
    found = collections.Counter()
    for number in numbers:
        began = time.process_time()
        try:
            found[KINDS[kind](seed, number, folder)] += 1
        except Exception as error:
            raise Fault(f"kind {kind}, seed {seed}, case {number}: {type(error).__name__}: {error}") from error
        if time.process_time() - began > SLOW:
            raise Fault(f"kind {kind}, seed {seed}, case {number}: took {time.process_time() - began:.0f} s")
    return found


def of_a_scenario(seed, number, folder):
    """A scenario file: what is taken can be written and read again as the same scenario."""
    file = folder / "fuzzed.yaml"
    file.write_bytes(encoded(mutated(SCENARIOS, seed, number), random.Random(f"{seed}+{number}")))
    try:
        found = scenario(file)
    except InputError as error:
        return refused(error)
    again = folder / "again.yaml"
    again.write_text(as_yaml(found), encoding="utf-8")
    assert scenario(again).resolved() == found.resolved(), "reads otherwise when written and read again"
    check_finite(found.resolved())
    return "taken"


def of_a_setting(seed, number, folder):
    """A ``--set``: what is taken gives what a file with that entry gives."""
    text = mutated(SETTINGS, seed, number, most=2)
    try:
        found = set_from_text(scenario("baseline"), text)
    except InputError as error:
        return refused(error, "--set ")
    check_finite(found.resolved())
    return "taken"


def of_a_case(seed, number, folder):
    """A case: every amount of an answer is finite, no rate of pay negative, none beyond reason."""
    file = folder / "fuzzed.yaml"
    file.write_bytes(encoded(mutated(GOOD_CASES, seed, number), random.Random(f"{seed}+{number}")))
    try:
        answer = pension(file, lang="zh" if number % 2 else "en")
    except InputError as error:
        return refused(error)
    check_finite(answer, signed=False)
    return "taken"


def refused(error, label=None):
    """Hold a refusal to what it must say: a place or the label of the setting, and nothing a terminal would obey."""
    for problem in error.problems:
        text = str(problem)
        assert text.startswith(label) if label else LOCATED.match(text) or WHOLE_FILE.search(text), f"no place: {text}"
        assert all(one.isprintable() for one in text.replace("\n", "")), f"not printable: {text!r}"
        assert problem.message.strip(), "says nothing"
        assert len(text) < LONGEST, f"too long: {text[:LONGEST]}"
    return "refused"


def check_finite(value, signed=True, path=()):
    """Numbers, wherever they stand, are finite and of a size that means something."""
    if isinstance(value, dict):
        for key, part in value.items():
            check_finite(part, signed or bool(ADDS.search(str(key))), (*path, key))
    elif isinstance(value, list | tuple):
        for index, part in enumerate(value):
            check_finite(part, signed, (*path, index))
    elif isinstance(value, int | float):
        assert math.isfinite(value), f"{path}: {value}"
        assert abs(value) <= LARGEST, f"{path}: {value}"
        assert signed or value >= 0, f"{path}: {value}"


KINDS = {"scenario": of_a_scenario, "setting": of_a_setting, "case": of_a_case}
