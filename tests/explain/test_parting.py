"""Two scenarios: the same lives never part, a reform parts none before its date, and the cause is found."""

import re

import pytest

import microsim as ms
from microsim.engine.run import entry_years
from microsim.telling import explain
from microsim.telling.compare import part
from microsim.telling.tell_parting import PartingTeller

UNTIL = 2050
REFORM = {
    "national.retirement.men.final_age": {"2031-01-01": "65y0m"},
    "national.residents.basic_pension": {"2031-01-01": 400},
    "guangdong.employees.employer_rate": {"2031-01-01": 0.18},
}


def reformed(**changes):
    """Return the baseline with changes; dots of paths written as two underscores."""
    scenario = ms.scenario("baseline")
    for path, value in changes.items():
        scenario = scenario.set(path.replace("__", "."), value)
    return scenario


@pytest.fixture(scope="module")
def some(thousand):
    """Return some who enter up to the year in which what is asked of them ends."""
    return thousand[entry_years(thousand) <= UNTIL][::100]


@pytest.fixture(scope="module")
def reform():
    """Return a reform of 2031 that touches nearly everybody."""
    scenario = ms.scenario("baseline")
    for path, value in REFORM.items():
        scenario = scenario.set(path, value)
    return scenario


@pytest.fixture(scope="module")
def compared(some, reform, remembered):
    """Return each of them compared under the reform and without, by number."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("microsim.telling.life.live", remembered)
        told = {int(number): explain("baseline", reform, person=int(number), until=UNTIL) for number in some}
    return {number: found["comparison"] for number, found in told.items()}


@pytest.mark.slow
def test_two_scenarios_that_are_the_same_never_part(thousand, live):
    again = ms.scenario("baseline").set("national.residents.divisor", {"1990-01-01": 139})
    for number in thousand[::180]:
        found = explain("baseline", again, person=int(number))["comparison"]
        assert found["parts"] is None


@pytest.mark.slow
def test_a_reform_of_2031_parts_no_life_before(some, reform, live):
    from microsim.telling import prepared

    baseline, other = prepared("baseline", UNTIL), prepared(reform, UNTIL)
    years = set()
    for number in some:
        lives = [live(int(number), ready.world, 1, 0, UNTIL) for ready in (baseline, other)]
        if found := part(*lives):
            years.add(found[0])
            assert found[0] >= 2031
    assert years  # it does reach some


def test_the_cause_is_the_value_that_was_set(compared):
    paths = set()
    for number, comparison in compared.items():
        if not comparison["parts"]:
            continue
        assert comparison["parts"]["because"], number
        for cause in comparison["parts"]["because"]:
            assert cause["kind"] == "law"
            assert cause["values"][0]["value"] != cause["values"][1]["value"]
            paths |= {setting["path"] for setting in cause["behind"]}
        assert comparison["years"][0]["year"] >= comparison["parts"]["year"]
    assert paths <= set(REFORM)
    assert paths


def test_what_stands_behind_a_projected_value(some, live):
    slower = reformed(real_wage_growth={"2033": 0.01})
    for number in some:
        comparison = explain("baseline", slower, person=int(number), until=UNTIL)["comparison"]
        if comparison["parts"]:
            behind = [found for cause in comparison["parts"]["because"] for found in cause["behind"]]
            assert {found["path"] for found in behind} == {"economy.real_wage_growth"}
            return
    pytest.fail("slower wages touch nobody")


def test_parting_is_told_in_words(compared):
    """No names of the code, no fen and no Python in the text, and no line twice before the consequences."""
    told = 0
    for comparison in compared.values():
        if comparison["parts"] is None:
            continue
        told += 1
        for language in ("en", "zh"):
            lines = list(PartingTeller(language).comparison(comparison, "x"))
            head = lines[: lines.index("")]
            text = "\n".join(head)
            assert "{" not in text
            assert not re.search(r"\(\w+_\w+\)| fen", text), text
            assert len(head) == len(set(head)), text
    assert told


@pytest.mark.slow
def test_differences_sum_to_the_totals(thousand, reform, live):
    compared = 0
    for number in thousand[::180]:
        comparison = explain("baseline", reform, person=int(number))["comparison"]
        if comparison["parts"] is None:
            continue
        compared += 1
        for name, pair in comparison["totals"].items():
            assert sum(year.get(name, 0.0) for year in comparison["years"]) == pytest.approx(pair["change"], abs=0.01)
        for language in ("en", "zh"):
            assert len(list(PartingTeller(language).comparison(comparison, "x"))) > 5
    assert compared
