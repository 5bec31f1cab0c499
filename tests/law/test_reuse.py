"""What a compilation takes over from the last one is what it would work out: same records, same report, same mistakes."""

import random
from types import SimpleNamespace

import pytest

import microsim as ms
from microsim.law import compile as compiling
from microsim.law.compile import compile_law_and_report
from microsim.law.load import load_assumptions, load_statute
from microsim.law.series import Book
from microsim.law.statute import CITIES, NATION
from microsim.reading import InputError
from microsim.scenarios import shipped_names

STATUTE, ASSUMPTIONS = load_statute(), load_assumptions()
PATHS = sorted({path.partition(".")[2] for path in STATUTE.entries})
NUMBERS = sorted(path for path, entry in ASSUMPTIONS.entries.items() if entry.table is not None)
LEVELS = (NATION, "guangdong", "shanghai", "elsewhere", *list(CITIES)[:3])
COMBINATIONS, MANY = 6, 40
EVERY = 4  # of so many paths one is tried alone


@pytest.fixture(scope="module")
def baseline():
    """Return the Compilation of the baseline."""
    kept, compiling.last = compiling.last, None
    compile_law_and_report()
    found, compiling.last = compiling.last, kept
    return found


@pytest.fixture(autouse=True)
def from_the_baseline(monkeypatch, baseline):
    """Start each test from the compilation of the baseline."""
    monkeypatch.setattr(compiling, "last", baseline)


def fresh(scenario):
    """Return what compiling gives that starts from nothing."""
    return compile_law_and_report(scenario=scenario, cache=False)


def reform(law=None, assumptions=None):
    """Return an unchecked scenario."""
    return SimpleNamespace(law=law or {}, assumptions=assumptions or {})


def raised(holder, path, date="2031-01-01", by=1.25):
    """Return an override by the last value the statute gives anybody, raised; of the same width."""
    entries = [entry for name, entry in STATUTE.entries.items() if name.partition(".")[2] == path]
    value = next(step.value for entry in entries for step in reversed(entry.steps) if step.value is not None)
    new = [part * by for part in value] if isinstance(value, tuple) else value * by + 1
    return {f"{holder}.{path}": {date: new}}


def assert_same(scenario):
    law, report = compile_law_and_report(scenario=scenario)
    wanted, wanted_report = fresh(scenario)
    assert law.tobytes() == wanted.tobytes()
    assert report == wanted_report


@pytest.mark.slow
@pytest.mark.parametrize("path", PATHS[::EVERY])
def test_a_changed_path_of_law(path):
    before = compiling.last
    assert_same(reform(raised(random.Random(path).choice(LEVELS), path)))
    assert any(compiling.last.known[key] is thing for key, thing in before.known.items() if key in compiling.last.known)


@pytest.mark.slow
@pytest.mark.parametrize("path", NUMBERS[::EVERY])
def test_a_changed_assumption(path):
    raise_by = {"elsewhere": float(ASSUMPTIONS.entries[path].table[0, 2]) * 1.1 + 0.01}
    assert_same(reform(assumptions={path: raise_by}))


@pytest.mark.parametrize("count", [COMBINATIONS, pytest.param(MANY, marks=pytest.mark.slow)])
def test_combinations_one_after_the_other(count):
    luck = random.Random(8)
    for _ in range(count):
        law = {}
        for _ in range(luck.randint(0, 5)):
            date = f"{luck.randint(2018, 2060)}-01-01"
            law |= raised(luck.choice(LEVELS), luck.choice(PATHS), date, luck.uniform(0.8, 1.3))
        assumptions = {path: 0.021 for path in luck.sample(NUMBERS, luck.randint(0, 2)) if path.startswith("economy")}
        assert_same(reform(law, assumptions))


@pytest.mark.slow
@pytest.mark.parametrize("name", shipped_names())
def test_shipped_reforms(name):
    assert_same(ms.scenario(name))
    assert_same(ms.scenario("baseline"))


def test_little_is_worked_out_again(monkeypatch):
    calls = []
    work_out = compiling.law_column
    monkeypatch.setattr(
        compiling, "law_column", lambda desk, place, field: calls.append(field.path) or work_out(desk, place, field)
    )
    compile_law_and_report(scenario=reform({"guangdong.employees.employer_rate": {"2031-01-01": 0.1}}))
    assert set(calls) == {"employees.employer_rate"}
    calls.clear()
    compile_law_and_report(scenario=reform({"guangdong.employees.employer_rate": {"2031-01-01": 0.1}}))
    assert calls == []
    compile_law_and_report(scenario=reform())
    assert set(calls) == {"employees.employer_rate"}
    calls.clear()
    compile_law_and_report(scenario=reform(assumptions={"economy.real_wage_growth": 0.01}))
    assert {"employees.average_wage", "pension.benefit_base"} <= set(calls)
    assert "employees.employer_rate" not in calls


def test_a_scenario_changed_in_place_is_seen():
    changing = reform({"guangdong.employees.employer_rate": {"2031-01-01": 0.1}})
    assert_same(changing)
    changing.law["guangdong.employees.employer_rate"]["2031-01-01"] = 0.2
    assert_same(changing)


def test_another_statute_takes_nothing_over():
    entries = dict(STATUTE.entries)
    path = "guangdong.employees.employer_rate"
    entries[path] = entries[path]._replace(steps=entries[path].steps[:1])
    other = STATUTE._replace(entries=entries)
    base = compile_law_and_report()[0]
    law, report = compile_law_and_report(other)
    wanted, wanted_report = compile_law_and_report(other, cache=False)
    assert law.tobytes() == wanted.tobytes() != base.tobytes()
    assert report == wanted_report


def test_a_mistake_is_told_each_time_and_spoils_nothing():
    wrong = reform({"guangdong.employees.employer_rate": {"from": "1960-01-01", "to": "1961-01-01", "end": 0.1}})
    gap = reform({"national.employees.employee_rate": "many"})
    for bad in (wrong, gap, wrong):
        with pytest.raises(InputError) as first:
            compile_law_and_report(scenario=bad)
        with pytest.raises(InputError) as second:
            fresh(bad)
        assert str(first.value) == str(second.value)
    assert_same(reform())


def test_notes_of_a_series_go_to_all_that_is_made_from_it():
    book = Book(STATUTE)
    series = book.reading.once("outer", lambda: book.reading.once("inner", lambda: book.months("guangzhou", PATHS[0])))
    assert book.reading.known["outer"][1].paths == {PATHS[0]}
    assert book.notes.read
    with pytest.raises(ValueError, match="read-only"):
        series[0] = 1.0


def test_records_that_are_shared_cannot_be_written_to():
    law, _ = compile_law_and_report()
    with pytest.raises(ValueError, match="read-only"):
        law["average_wage"][0, 0] = 1.0
    assert fresh(reform())[0].flags.writeable
