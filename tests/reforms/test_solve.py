"""Questions of the kind "which value of a lever meets a goal": wrong ones are refused whole, right ones are answered."""

import json
from pathlib import Path

import numpy as np
import pytest

import microsim as ms
from microsim.reading import InputError
from microsim.results.headline import headline_frame
from microsim.solving import schema_text
from microsim.solving.question import Question
from microsim.solving.read import question_of
from microsim.solving.roots import Scan, grid, root
from microsim.solving.runs import Runs

FOLDER = Path(__file__).parents[2] / "scenarios"
RATE = "guangdong.employees.employer_rate"
AGE = "national.retirement.men.final_age"
GOOD = {
    "lever": {"path": RATE, "from": "2027-01-01", "between": [0.1, 0.3]},
    "goal": {"indicator": "balance", "region": "guangdong", "years": [2030, 2032]},
}


def test_the_schema_is_current_and_shipped_questions_are_whole():
    assert (FOLDER / "solve.schema.json").read_text(encoding="utf-8") == schema_text(), "run make schema"
    assert json.loads(schema_text())["properties"]["for"]
    for path in FOLDER.glob("solves/*.yaml"):
        assert isinstance(question_of(path), Question)
        assert question_of(path.stem).file.name == path.stem


def changed(**parts):
    data = {key: dict(value) for key, value in GOOD.items()}
    for path, value in parts.items():
        section, _, key = path.partition("__")
        if key:
            data[section][key] = value
        else:
            data[section] = value
    return data


WRONG = {
    "key": (changed(levr=1), "levr: found an unknown key", "did you mean lever?"),
    "no_goal": ({"lever": GOOD["lever"]}, "goal: is missing", "indicator: balance"),
    "lever_path": (changed(lever__path="guangdong.employees.employr_rate"), "lever.path: found", f"did you mean {RATE}?"),
    "lever_word": (changed(lever__path="fertility.variant"), "lever.path: found fertility.variant", "no values between"),
    "lever_undated": (changed(lever={"path": RATE, "between": [0.1, 0.2]}), "lever: from: is missing", "law holds from a day"),
    "lever_one_end": (changed(lever__between=[0.1]), "lever.between: found a list", "the least and the largest"),
    "lever_backwards": (changed(lever__between=[0.3, 0.1]), "lever.between: found 0.3 and 0.1", "least and the largest"),
    "lever_beyond": (changed(lever__between=[0.1, 18]), "found 18", "allowed is a fraction from 0 to 1"),
    "lever_key": (changed(lever__form=1), "lever.form: found an unknown key", "allowed are path, from, between"),
    "indicator": (changed(goal__indicator="balanc"), "goal.indicator: found balanc", "did you mean balance?"),
    "region": (changed(goal__region="guandong"), "goal.region: found guandong", "did you mean guangdong?"),
    "years": (changed(goal__years=[2032, 2030]), "goal.years: found 2032 before 2030", "the first and the last"),
    "year": (changed(goal__years=2030), "goal.years: found 2030, allowed is one year, or the first and the last", ""),
    "until": (changed(until=2025), "goal.years: found 2032, allowed are years up to the last one simulated, 2025", ""),
    "scenario": (changed(scenario="baselin"), "scenario: found no scenario baselin", "did you mean baseline?"),
    "joined": (changed(scenario="no-pooling+no-pooling"), "found no-pooling a second time", ""),
    "for_words": (changed(**{"for": {"age": 3}}), "for.age: found 3, allowed is a map of names", ""),
    "for_scenario": (changed(**{"for": {"age": ["raise-age"]}}), "for.age.0: found no scenario raise-age", ""),
    "for_same": (changed(**{"for": {"a": ["uprating-by-wages"], "b": ["uprating-by-prices"]}}), "found", "allowed is one value"),
    "for_lever": (changed(**{"for": {"rate": {"path": RATE, "from": 2027, "values": [0.1]}}}), "which is the lever itself", ""),
    "checks": (changed(checks=[1, 2]), "checks: found 1, which is the seed of the solution", ""),
    "points": (changed(points=1), "points: found 1, allowed is a whole number from 3", ""),
    "report": (changed(report=["mean_pensio"]), "report.0: found mean_pensio", "did you mean mean_pension?"),
}  # fmt: skip


@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_question_is_refused_before_anything_is_run(kind):
    data, *fragments = WRONG[kind]
    with pytest.raises(InputError) as caught:
        question_of(data)
    assert all(fragment in str(caught.value) for fragment in fragments), str(caught.value)


def test_a_file_is_refused_with_its_line(tmp_path):
    file = tmp_path / "ask.yaml"
    file.write_text(
        "name: ask\nlever: {path: a.b, between: [1, 2]}\ngoal: {indicator: x, years: [2030]}\n", encoding="utf-8"
    )
    with pytest.raises(InputError) as caught:
        question_of(file)
    assert [f"{problem.line}:{problem.column}" for problem in caught.value.problems] == ["2:9", "3:8"]
    with pytest.raises(InputError, match=r"found no question balancing-rat; allowed .* did you mean balancing-rate"):
        question_of("balancing-rat")


@pytest.mark.parametrize(
    ("function", "monotone", "brackets", "found"),
    [
        (lambda x: x - 0.3, "rising", [(0.25, 0.5)], [0.3]),
        (lambda x: 0.5 - x, "falling", [(0.5, 0.75)], [0.5]),
        (lambda x: (x - 0.1) * (x - 0.6), "neither", [(0.0, 0.25), (0.5, 0.75)], [0.1, 0.6]),
        (lambda x: x + 1, "rising", [], []),
        (lambda x: x - 1, "rising", [(1.0, 1.0)], [1.0]),
    ],
)
def test_a_scan_tells_brackets_and_whether_the_function_turns(function, monotone, brackets, found):
    at = grid(0, 1, 5, False)
    scan = Scan(at, np.array([function(x) for x in at]))
    assert scan.monotone == monotone
    assert scan.brackets == brackets
    assert [root(function, bracket, 1e-9, False) for bracket in brackets] == pytest.approx(found, abs=1e-8)


def test_of_whole_numbers_the_nearer_one_is_the_root():
    assert grid(720, 725, 4, True).tolist() == [720, 722, 723, 725]
    assert root(lambda months: 723.4 - months, (720, 732), 0.1, True) == 723
    assert root(lambda months: months - 723.6, (720, 732), 0.1, True) == 724


class Lines:
    """In place of runs: the balance is a straight line of the rate, by seed; years do not matter."""

    years = np.array([2030, 2031, 2032])

    def __init__(self, scenario, seed):
        self.rate, self.seed = next(iter(scenario.law[RATE].values())), seed

    def series(self, indicator, region):
        return np.full(3, 100 * (self.rate - 0.16 - 0.01 * (self.seed - 1)))


def test_a_root_is_told_with_the_spread_of_other_seeds(monkeypatch):
    monkeypatch.setattr(
        Runs, "all", lambda self, scenarios, seeds: [[Lines(one, seed) for seed in seeds] for one in scenarios]
    )
    solutions = ms.solve(GOOD, checks=[2, 3], report=["balance"])
    (cell,) = solutions.cells
    (found,) = cell.roots
    assert found.value == pytest.approx(0.16, abs=1e-3)
    assert list(found.seeds.values()) == pytest.approx([0.17, 0.18], abs=1e-3)
    assert found.error == pytest.approx(0.01, rel=1e-3)
    assert solutions.rounded(found) == "0.160 ± 0.010"
    assert found.report["balance"] == pytest.approx(0, abs=0.05)
    assert cell.scan.monotone == "rising"


def test_a_frontier_has_a_solution_for_each_value_of_another_lever(monkeypatch):
    monkeypatch.setattr(
        Runs, "all", lambda self, scenarios, seeds: [[Lines(one, seed) for seed in seeds] for one in scenarios]
    )
    axes = {"age": ["raise-retirement-age", "baseline"], "cpi": {"path": "economy.cpi", "values": [0.01, 0.02]}}
    solutions = ms.solve(GOOD | {"for": axes})
    assert [cell.at for cell in solutions.cells] == [
        {"age": age, "cpi": cpi} for age in axes["age"] for cpi in ("0.01", "0.02")
    ]
    assert solutions.table().index.tolist() == axes["age"]
    assert solutions.table().columns.tolist() == ["0.01", "0.02"]
    made = solutions.cells[1].roots[0].scenario
    assert {AGE, RATE} <= made.law.keys()
    assert made.assumptions["economy.cpi"] == 0.02
    assert len(solutions.frame()) == 4


def test_no_root_is_said(monkeypatch):
    monkeypatch.setattr(
        Runs, "all", lambda self, scenarios, seeds: [[Lines(one, seed) for seed in seeds] for one in scenarios]
    )
    solutions = ms.solve(GOOD, lever={"path": RATE, "from": "2027-01-01", "between": [0.2, 0.3]})
    assert solutions.cells[0].roots == ()
    assert solutions.frame()["value"].isna().all()


@pytest.mark.slow
def test_a_rate_that_meets_a_goal_does_so_in_a_run():
    goal = GOOD["goal"] | {"value": 300}
    solutions = ms.solve(
        GOOD, goal=goal, lever=GOOD["lever"] | {"between": [0, 0.4]}, one_in=100_000, checks=[2], threads=1
    )
    (found,) = solutions.cells[0].roots
    assert 0.05 < found.value < 0.3
    assert solutions.cells[0].scan.monotone == "rising"
    run = ms.run(found.scenario, one_in=100_000, until=2032, progress=False, figures=False)
    table = headline_frame(run.tree, [2030, 2031, 2032]).reset_index()
    balances = table[(table["region"] == "guangdong") & (table["quantity"] == "balance")]
    assert balances[[2030, 2031, 2032]].to_numpy().mean() == pytest.approx(300, abs=5)
