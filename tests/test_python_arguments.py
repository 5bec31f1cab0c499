"""What Python gives the public functions is checked as the command line checks it: refused by name, all at once, or taken."""

import datetime
import inspect
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import microsim as ms
from microsim.cases.answering import pension
from microsim.reading import InputError, plain, show

NUMBERS = {
    "one_in",
    "until",
    "seed",
    "replicates",
    "threads",
    "block",
    "panel",
    "replicate",
    "year",
    "start",
    "rounds",
    "seeds",
    "industry",
}
FLAGS = {"figures", "cache", "unpaired", "resume", "restart", "steps", "every", "stable", "local", "vested"}
LANGUAGES = {"lang", "language"}
PATHS = {"out", "population", "targets", "folder"}
RUNS = {"base", "reform"}
SCENARIOS = {"scenario", "name", "scenarios"}
AMOUNTS = {"see", "tolerance", "declared"}
WAGES = {"levels", "wage"}
OTHERS = {
    "progress",
    "compiled",
    "case",
    "cases",
    "person",
    "source",
    "run",
    "against",
    "indicator",
    "region",
    "only",
    "rule",
    "parameters",
    "lives",
    "note",
    "year",
    "groups",
    "path",
    "closure",
    "window",
    "tornado",
    "geojson",
    "place",
    "at",
    "firm",
    "checkpoint",
    "dask",
    "stayed",
    "places",
    "levels",
    "years",
    "births",
    "kind",
    "tables",
    "by",
}
NAMED = NUMBERS | FLAGS | LANGUAGES | PATHS | RUNS | SCENARIOS | AMOUNTS | WAGES | OTHERS
WRONG = {
    "number": (1.5, "3", True, -1, np.float64(2.0), 2**70, float("nan"), [1], b"1", pd.NaT, datetime.date(2020, 1, 1)),
    "flag": (1, "yes", None, np.int64(1)),
    "language": ("fr", None, 1, "EN", b"en"),
    "path": (1, b"runs", 1.5, ["x"], "", "a\0b"),
    "run": (1, None, 1.5, ["x"]),
    "scenario": (1, 1.5, {"name": "x"}, ["baseline"], b"baseline"),
    "amount": ("3", True, -1, 0, float("nan"), None, [1]),
    "wage": ("3", True, -1, 0, float("nan"), [1.0, None], object()),
    "other": (1.5, object()),
}
SMALLEST = {
    "attribute": {"base": "b", "reform": "r"},
    "careers": {"scenario": "baseline"},
    "compare": {"base": "b", "reform": "r"},
    "evaluate": {"run": "nowhere"},
    "explain": {"person": 1},
    "liabilities": {"run": "nowhere"},
    "mobility": {"run": "nowhere"},
    "pension": {"case": {}},
    "pensions": {"cases": []},
    "read_run": {"folder": "nowhere"},
    "shadow": {"run": "nowhere"},
    "validate": {"run": "nowhere"},
    "batch": {"source": "nowhere"},
    "batch_each": {"source": "nowhere"},
    "batch_plan": {"source": "nowhere"},
    "balance": {"rule": "sweden"},
    "plan": {"base": "baseline", "reform": "employer-rate", "indicator": "balance", "see": 1},
    "sensitivity": {"run": "baseline", "indicator": "balance", "only": "economy.cpi"},
    "solve": {"source": "nowhere"},
    "scenario": {"name": "baseline"},
    "run": {},
    "wedge": {},
    "write_report": {"source": "nowhere", "path": "report.html"},
}


def kind_of(name):
    sets = zip((NUMBERS, FLAGS, LANGUAGES, PATHS, RUNS, SCENARIOS, AMOUNTS, WAGES), WRONG, strict=False)
    return next((kind for names, kind in sets if name in names), "other")


def parameters(function):
    return [one for one in inspect.signature(function).parameters.values() if one.kind != one.VAR_KEYWORD]


PUBLIC = [name for name in dir(ms) if not name.startswith("_")]
EACH = [(name, one.name) for name in PUBLIC for one in parameters(getattr(ms, name))]


def test_every_parameter_of_a_public_function_is_named_here():
    assert {name for _, name in EACH} <= NAMED


def call(function, name, value):
    """Call a public function with one argument; the others are those that it needs."""
    given = SMALLEST[function] | {name: value}
    positional = [given.pop(name)] if name == "scenarios" else []
    if function == "explain" and not positional:
        positional = ["nowhere"]
    if function == "batch_each":
        return list(ms.batch_each(given.pop("source"), **given))
    return getattr(ms, function)(*positional, **given)


@pytest.mark.parametrize(("function", "name"), EACH, ids=map(".".join, EACH))
def test_a_wrong_argument_is_refused_by_name(function, name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("microsim.running.inputs_of", lambda *_: pytest.fail("a run began"))
    monkeypatch.setattr("microsim.batches.sharing.compile_inputs", lambda *_: pytest.fail("a run began"))
    for value in WRONG[kind_of(name)]:
        if name == "progress" and callable(value):
            continue
        with pytest.raises(InputError) as caught:
            call(function, name, value)
        text = str(caught.value)
        assert "found" in text, text
        assert (
            "nowhere" in text
            or name in text
            or function in text
            or "--person" in text
            or "run folder" in text
            or "scenario" in text
        ), text


def test_all_mistakes_of_a_call_are_told_at_once():
    with pytest.raises(InputError) as caught:
        ms.run(one_in=0, seed=-1, until="2050", language="fr", figures=1, threads=1.5, out=3)
    named = {problem.key for problem in caught.value.problems}
    assert named == {"one_in", "seed", "until", "language", "figures", "threads", "out"}
    assert "until: found the text '2050', allowed is a whole number from 2011 to 2100" in str(caught.value)


SCALARS = (int, np.int64, np.int32, np.uint8, np.float64, np.float32)


@pytest.mark.parametrize("kind", SCALARS)
def test_numbers_of_numpy_are_numbers(kind):
    baseline = ms.scenario("baseline")
    expected = baseline.set("national.employees.minimum_wage", {"2030-01-01": 100})
    assert baseline.set("national.employees.minimum_wage", {"2030-01-01": kind(100)}) == expected


DAYS = ("2030-07-01", datetime.date(2030, 7, 1), datetime.datetime(2030, 7, 1), pd.Timestamp("2030-07-01"),
        np.datetime64("2030-07-01"), np.datetime64("2030-07-01T00:00:00.000000000"))  # fmt: skip


@pytest.mark.parametrize("day", DAYS, ids=lambda day: type(day).__name__)
def test_dates_of_python_are_dates(day):
    baseline = ms.scenario("baseline")
    expected = baseline.set("national.employees.employer_rate", {"2030-07-01": 0.1})
    assert baseline.set("national.employees.employer_rate", {day: 0.1}) == expected
    ramp = {"from": day, "to": "2035-01-01", "end": np.float64(0.12)}
    text = {"from": "2030-07-01", "to": "2035-01-01", "end": 0.12}
    path = "national.employees.employer_rate"
    assert baseline.set(path, ramp) == baseline.set(path, text)


@pytest.mark.parametrize("day", DAYS[1:], ids=lambda day: type(day).__name__)
def test_a_case_takes_dates_of_python(day):
    case = {"person": {"birth": "1965-07-01", "sex": "male"}}
    other = {"person": {"birth": pd.Timestamp(day).replace(year=1965), "sex": "male"}}
    with_day = {"person": {"birth": plain(day).replace("2030", "1965"), "sex": "male"}}
    assert pension(other, steps=False) == pension(case, steps=False) == pension(with_day, steps=False)


def test_a_moment_within_a_day_is_no_date():
    with pytest.raises(InputError) as caught:
        ms.scenario("baseline").set("national.employees.employer_rate", {pd.Timestamp("2030-07-01 10:00"): 0.1})
    assert "2030-07-01 10:00:00" in str(caught.value)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("6000", "the text '6000'"),
        ("true", "the text 'true'"),
        ("-1e3", "the text '-1e3'"),
        ("", "the text ''"),
        ("word", "word"),
        ("2031-01", "2031-01"),
        (6000, "6000"),
        (np.float64(0.5), "0.5"),
        (float("nan"), "not a number"),
        (datetime.date(1965, 7, 31), "1965-07-31"),
        (pd.Period("1965-07"), "1965-07 (Period)"),
        (None, "nothing"),
        ({}, "a map"),
        ((1, 2), "a list"),
        (10**6000, "a number of 19932 bits"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("ｗａｇｅ", "ｗａｇｅ with the full-width ｗａｇｅ, in plain characters wage"),
    ],
    ids=map(str, range(17)),
)
def test_messages_name_the_kind_of_what_was_found(value, words):
    assert show(value) == words


def test_no_message_holds_what_a_terminal_obeys(tmp_path):
    """Every control character, wherever text of a user enters a message: keys, values, names, paths, settings."""
    signs = [chr(code) for code in (*range(1, 9), *range(14, 32), *range(127, 160), 0x200E, 0x202E, 0x2066, 0xFEFF)]
    base = ms.scenario("baseline")
    for sign in signs:
        text = f"a{sign}[31mb"
        calls = (
            lambda text=text: base.set(text, 1),
            lambda text=text: base.set("wages.level", text),
            lambda text=text: base.set("wages.level", {text: 1}),
            lambda text=text: base.set(f"guangdong.{text}", {"2030": 1}),
            lambda text=text: base.named(text),
            lambda text=text: ms.scenario(text),
            lambda text=text: ms.scenario(tmp_path / f"{text}.yaml"),
            lambda text=text: pension({text: 1}),
            lambda text=text: pension({"person": {"birth": text}}),
            lambda text=text: pension({"person": {"birth": "1960-01", "sex": text}}),
            lambda text=text: ms.batch_plan({"scenarios": [text], text: 1}),
            lambda text=text: ms.compare(text, text),
            lambda text=text: ms.explain(person=text),
        )
        for make in calls:
            with pytest.raises(InputError) as caught:
                make()
            assert all(one.isprintable() for one in str(caught.value).replace("\n", "")), (sign, str(caught.value))


def test_many_mistakes_end_after_a_thousand(tmp_path):
    lines = [f"  gunagdong.employees.employer_rate{number}: {{2030: 0.1}}" for number in range(1500)]
    file = tmp_path / "many.yaml"
    file.write_text("name: many\nlaw:\n" + "\n".join(lines), "utf-8")
    with pytest.raises(InputError) as caught:
        ms.scenario(Path(file))
    assert "found 1000 mistakes, the rest is not looked at" in str(caught.value)
    assert len(caught.value.problems) <= 1001


@pytest.mark.parametrize("value", [np.int64, np.uint16])
@pytest.mark.parametrize("name", ["one_in", "until", "seed"])
def test_whole_numbers_of_numpy_become_plain(name, value, monkeypatch):
    """They went all the way through a run, and then could not be written to its manifest."""
    seen = {}
    monkeypatch.setattr("microsim.running.inputs_of", lambda scenario, until, *_: seen.update(until=until))
    monkeypatch.setattr(
        "microsim.running.project", lambda _, one_in, seed, *__, **___: (seen.update(one_in=one_in, seed=seed), {})
    )
    ms.run(lives=False, **{name: value(2030)})
    assert type(seen[name]) is int
    assert seen[name] == 2030
