"""A batch is planned whole: its tasks, their names, and every mistake before anything is run."""

import json
from pathlib import Path

import numpy as np
import pytest
from jsonschema import Draft202012Validator

import microsim as ms
from microsim.batches import plan_of, schema_text
from microsim.batches.settings import MOST_TASKS
from microsim.reading import InputError

ROOT = Path(__file__).parents[2]
RATE = "guangdong.employees.employer_rate"
AGE = "national.retirement.men.final_age"
HEAD = "name: x\nscenarios: [baseline]\n"


def rates(*values):
    """Return values of the grid from 2027 on."""
    return [{"2027-01-01": value} for value in values]


def test_every_combination_once():
    plan = plan_of(
        ["baseline", "no-pooling"], grid={RATE: rates(0.1, 0.2), "wages.level": [0.9, 1.0, 1.1]}, seeds=[1, 5]
    )
    assert len(plan.tasks) == 2 * 2 * 3 * 2
    assert len({task.id for task in plan.tasks}) == len({task.key for task in plan.tasks}) == 24
    told = {
        (task.base, task.settings[RATE]["2027-01-01"], task.settings["wages.level"], task.seed) for task in plan.tasks
    }
    assert len(told) == 24
    for task in plan.tasks:
        assert task.scenario.law[RATE] == task.settings[RATE]
        assert task.scenario.assumptions["wages.level"] == task.settings["wages.level"]


def test_ids_do_not_depend_on_the_order_of_the_file():
    one = plan_of(["baseline", "no-pooling"], grid={RATE: rates(0.1, 0.2), "wages.level": [0.9, 1]}, seeds=[1, 2])
    two = plan_of(["no-pooling", "baseline"], grid={"wages.level": [1, 0.9], RATE: rates(0.2, 0.1)}, seeds=[2, 1])
    assert {(task.id, task.key) for task in one.tasks} == {(task.id, task.key) for task in two.tasks}


def test_a_changed_scenario_is_not_the_baseline():
    plain, changed, other = plan_of(["baseline"], grid={RATE: [None, *rates(0.1, 0.2)]}).tasks
    assert (plain.id, plain.scenario) == ("baseline-s1", ms.scenario("baseline"))
    assert changed.scenario.name.startswith("baseline+employer_rate-")
    assert changed.scenario.name != other.scenario.name
    (all_take,) = plan_of(["baseline"], set={RATE: rates(0.1)[0]}).tasks
    assert all_take.scenario == changed.scenario


def test_null_drops_what_is_inherited_and_nothing_where_nothing_is():
    (dropped,) = plan_of(["employer-rate"], grid={RATE: [None]}).tasks
    assert ms.scenario("employer-rate").law
    assert not dropped.scenario.law


def test_what_decides_a_result_decides_the_key():
    def key(**entries):
        (task,) = plan_of(["baseline"], **({"one_in": 1000, "until": 2030} | entries)).tasks
        return task.key

    changes = [{"one_in": 10}, {"until": 2031}, {"seeds": [2]}, {"replicates": 2}, {"keep": ["results"]}]
    changes += [{"set": {"wages.level": 1.1}}]
    assert len({key(), *(key(**change) for change in changes)}) == 1 + len(changes)
    assert key(name="another") == key()
    assert plan_of(["baseline"], until=2100).tasks[0].key == plan_of(["baseline"]).tasks[0].key


def test_scenarios_and_values_from_python():
    reform = ms.scenario("baseline").set(RATE, {"2027-01-01": 0.1})
    plan = plan_of(
        [reform, Path("baseline"), "baseline"][::2], grid={"wages.level": np.linspace(0.9, 1.1, 3)}, seeds=range(2)
    )
    assert len(plan.tasks) == 12
    assert {task.seed for task in plan.tasks} == {0, 1}
    assert plan.tasks[0].settings == {"wages.level": 0.9}
    assert plan_of(plan) is plan
    assert len(plan_of(reform).tasks) == 1


def test_scenarios_of_one_name_have_folders_of_their_own():
    base = ms.scenario("baseline")
    plan = plan_of([base.set("wages.level", level, "same") for level in (0.9, 1.1)])
    assert len({task.id for task in plan.tasks}) == 2


def test_names_are_safe_as_folders():
    from dataclasses import replace

    for name in ("../../etc", "a/b", ".hidden", "x" * 400, "广东", "", "CON:\n"):
        (task,) = plan_of([replace(ms.scenario("baseline"), name=name)]).tasks
        assert Path(task.id).name == task.id
        assert not task.id.startswith(".")
        assert len(task.id.encode()) < 255
        assert task.id.isprintable()


def test_a_file_finds_its_neighbours_and_keeps_its_text(tmp_path):
    (tmp_path / "mine.yaml").write_text("name: mine\nextends: baseline\n", encoding="utf-8")
    text = "name: x # said\nscenarios: [mine, baseline, mine.yaml]\n"
    (tmp_path / "batch.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="second time"):
        plan_of(tmp_path / "batch.yaml")
    plan = plan_of(tmp_path / "batch.yaml", scenarios=["baseline"], one_in=7)
    assert (plan.one_in, len(plan.tasks)) == (7, 1)
    text = text.replace(", mine.yaml", "")
    (tmp_path / "batch.yaml").write_text(text, encoding="utf-8")
    plan = plan_of(tmp_path / "batch.yaml")
    assert plan.text == text
    assert [task.base for task in plan.tasks] == ["mine", "baseline"]


@pytest.mark.parametrize("path", sorted((ROOT / "scenarios/batches").glob("*.yaml")), ids=lambda path: path.stem)
def test_shipped_batches_are_whole(path):
    plan = plan_of(path.stem)
    assert plan.name == path.stem
    assert len(plan.tasks) > 1
    schema = json.loads((ROOT / "scenarios/batch.schema.json").read_text(encoding="utf-8"))
    from microsim.reading import read_yaml

    Draft202012Validator(schema).validate(read_yaml(path)[0])


def test_schema_is_the_exported_one():
    assert (ROOT / "scenarios/batch.schema.json").read_text(encoding="utf-8") == schema_text()


# The text of the file, and for each mistake where it is and what the message must say.
WRONG = {
    "empty": ("", ["1:1: found nothing, allowed is a map with the keys name, scenarios"]),
    "a_list": ("- baseline\n", ["1:1: found a list, allowed is a map"]),
    "broken": ("name: [\n", ["2:1: not valid YAML"]),
    "no_name": ("scenarios: [baseline]\n", ["1:1: name: is missing, allowed is letters"]),
    "no_scenarios": ("name: x\n", ["1:1: scenarios: is missing, allowed is a list of names"]),
    "wrong_name": ("name: a b\nscenarios: [baseline]\n", ["1:1: name: found a b, allowed is letters"]),
    "unknown_key": (HEAD + "one-in: 3\n", ["3:1: one-in: found an unknown key", "did you mean one_in?"]),
    "key_twice": (HEAD + "name: y\n", ["3:1: name: found the same key twice"]),
    "empty_list": ("name: x\nscenarios: []\n", ["2:1: scenarios: found an empty list, allowed is a list of names"]),
    "no_list": ("name: x\nscenarios: baseline\n", ["2:1: scenarios: found baseline, allowed is a list"]),
    "no_text": ("name: x\nscenarios: [3]\n", ["2:13: scenarios.0: found 3, allowed is a list of names"]),
    "unknown_scenario": ("name: x\nscenarios: [basline]\n", ["2:13: scenarios.0: found no scenario basline", "did you mean baseline?"]),
    "scenario_twice": ("name: x\nscenarios: [baseline, baseline]\n", ["2:1: scenarios: gives the task baseline, seed 1 a second time"]),
    "one_in": (HEAD + "one_in: 0\n", ["3:1: one_in: found 0, allowed is a whole number"]),
    "one_in_flag": (HEAD + "one_in: true\n", ["3:1: one_in: found true, allowed"]),
    "until": (HEAD + "until: 2200\n", ["3:1: until: found 2200, allowed is the last year, from 2011 to 2100"]),
    "until_beyond_a_horizon": (HEAD + "until: 2050\nset: {horizon.end: 2040}\n", ["3:1: until: found 2050, the horizon of baseline+end", "allows 2017 to 2040"]),
    "seed": (HEAD + "seeds: [1, -1]\n", ["3:12: seeds.1: found -1, allowed is a list of whole numbers from 0"]),
    "seeds": (HEAD + "seeds: 3\n", ["3:1: seeds: found 3, allowed is a list"]),
    "seed_twice": (HEAD + "seeds: [1, 2, 1]\n", ["3:1: seeds: gives the task baseline, seed 1 a second time"]),
    "replicates": (HEAD + "replicates: 0\n", ["3:1: replicates: found 0, allowed is a whole number"]),
    "keep": (HEAD + "keep: [headlin]\n", ["3:8: keep.0: found headlin, allowed are headline, indicators, lives, results, did you mean headline?"]),
    "draws": (HEAD + "draws: some\n", ["3:1: draws: found some, allowed is a whole number to 10000"]),
    "too_many_draws": (HEAD + f"grid: {{wages.level: [{', '.join(f'1.{i:03}1' for i in range(40))}]}}\ndraws: 9000\n", ["3:1: grid: makes 360,040 tasks"]),
    "set_no_map": (HEAD + "set: [1]\n", ["3:1: set: found a list, allowed is a map"]),
    "set_unknown": (HEAD + "set: {wages.levl: 1}\n", ["3:7: assumptions.wages.levl: found an unknown assumption, did you mean wages.level?"]),
    "set_undated": (HEAD + f"set: {{{RATE}: 0.1}}\n", [f"3:7: law.{RATE}: found 0.1, allowed is values by date"]),
    "grid_no_list": (HEAD + "grid: {wages.level: 1}\n", ["3:8: grid.wages.level: found 1, allowed is a map: by path a list of values"]),
    "grid_empty": (HEAD + "grid: {wages.level: []}\n", ["3:8: grid.wages.level: found an empty list"]),
    "grid_unknown": (HEAD + f"grid:\n  {RATE}x: [{{2027: 0.1}}, {{2027: 0.2}}]\n", ["4:3: ", "the statute of guangdong does not have", f"did you mean {RATE}?"]),
    "grid_percent": (HEAD + f"grid:\n  {RATE}:\n  - {{2027-01-01: 0.18}}\n  - {{2027-01-01: 18}}\n", [f"6:6: law.{RATE}.2027-01-01: found 18, allowed is a fraction from 0 to 1", "did you mean 0.18?"]),
    "grid_age": (HEAD + f"grid: {{{AGE}: [{{2031: 65}}]}}\n", ["found 65, allowed is an age such as 63y0m", "did you mean 65y0m?"]),
    "grid_twice": (HEAD + "grid: {wages.level: [1.1, 0.9, 1.1]}\n", ["3:32: grid.wages.level.2: gives the task baseline, wages.level: 1.1, seed 1 a second time"]),
    "grid_and_set": (HEAD + "set: {discount_rate: 0.02}\ngrid: {economy.discount_rate: [0.03]}\n", ["4:8: grid.economy.discount_rate: found a second time, first as set: discount_rate"]),
    "grid_short_name": (HEAD + "grid: {discount_rate: [0.02], economy.discount_rate: [0.03]}\n", ["3:31: grid.economy.discount_rate: found a second time"]),
    "grid_beyond_the_horizon": (HEAD + f"set: {{horizon.end: 2030}}\ngrid: {{{RATE}: [{{2031: 0.1}}]}}\n", ["found a change from 2031, allowed are dates up to the end of the horizon, 2030"]),
    "grid_together": (HEAD + f"grid: {{horizon.end: [2030, 2060], {RATE}: [{{2031: 0.1}}]}}\n", ["found a change from 2031, allowed are dates up to the end of the horizon, 2030"]),
    "too_many": (HEAD + f"grid: {{wages.level: [{', '.join(f'1.{i:03}1' for i in range(400))}]}}\nseeds: {list(range(300))}\n", [f"3:1: grid: makes 120,000 tasks, allowed are at most {MOST_TASKS:,}"]),
}  # fmt: skip


@pytest.mark.parametrize("kind", WRONG)
def test_refused_with_position_and_hint(kind, tmp_path, monkeypatch):
    text, fragments = WRONG[kind]
    monkeypatch.chdir(tmp_path)
    Path("wrong.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        plan_of("wrong.yaml")
    message = str(caught.value)
    assert message.startswith("wrong.yaml:"), message
    for fragment in fragments:
        assert fragment in message, message
    assert len(caught.value.problems) == 1, message


def test_all_mistakes_at_once(tmp_path):
    (tmp_path / "child.yaml").write_text("name: child\nextends: baseline\nlaw: {x: 1}\n", encoding="utf-8")
    (tmp_path / "wrong.yaml").write_text(
        "name: a b\nscenarios: [basline, child]\nsed: [1]\none_in: x\nset: {wages.level: a b}\n"
        f"grid:\n  {RATE}: [{{2027: 18}}, 0.18, {{2027: 0.18}}]\n  {AGE}: 3\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError) as caught:
        plan_of(tmp_path / "wrong.yaml")
    keys = [problem.key for problem in caught.value.problems]
    expected = {"name", "scenarios.0", "law.x", "sed", "one_in", f"law.{RATE}.2027", f"law.{RATE}", f"grid.{AGE}"}
    assert expected <= set(keys), keys


@pytest.mark.parametrize("source", ["no-such-batch", "missing.yaml", "."])
def test_no_such_batch(source):
    with pytest.raises(InputError, match=r"found no batch|cannot be read"):
        plan_of(source)


def test_python_names_the_entry():
    with pytest.raises(InputError, match=r"batch: grid\.wages\.level\.1: .*found a b"):
        plan_of(["baseline"], grid={"wages.level": [1, "a b"]})
