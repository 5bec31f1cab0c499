"""What a year of information leaves: nothing dated later is read, the history stays, what goes on is the stated trend."""

import re
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

import microsim
import microsim as ms
from microsim.cli import main
from microsim.law.assumed import assumption_rows
from microsim.law.assumptions import table_of
from microsim.law.compile import compile_assumptions, compile_law
from microsim.law.estimates import Estimates, estimated
from microsim.law.information import PROJECTED, as_known, known_assumptions, known_statute
from microsim.law.load import load_assumptions, load_statute
from microsim.law.moving import moved
from microsim.law.query import law_rows
from microsim.law.values import YEARS, parts
from microsim.law.vintage import as_expected, is_dated
from microsim.places import PLACE_CODE
from microsim.reading import InputError
from microsim.schema import ASSUMPTIONS, LAW

YEAR = 2016
THEN = YEAR - YEARS[0]
KNOWN = ms.scenario("known-2016")
BASELINE = ms.scenario("baseline")
# Who reads the shipped statute or assumptions whatever a scenario's information: the reason.
READS_ALL = {
    "law/load.py": "reads them",
    "law/information.py": "takes from them what is known",
    "law/query.py": "asks for the shipped law",
    "law/derived.py": "writes a page of all derived values",
    "cases/trace.py": "looks up a document",
    "cases/work.py": "the day up to which the statute was read",
    "cases/events.py": "the day up to which the statute was read",
    "telling/terms.py": "looks up a document",
    "population/standing.py": "ages of the base year, which every information holds",
    "microdata/closed_schemes.py": "first dates of schemes closed before any year of information",
    "scenarios/known.py": "names and definitions",
    "scenarios/reference.py": "writes a page of all quantities",
    "assessing/tornado.py": "names and units in words",
    "labour_cost/asked.py": "the day up to which the statute was read",
    "completion.py": "names that a shell completes",
    "uncertainty/quantities.py": "names, and whether there is a range",
    "uncertainty/draws.py": "estimates, which no information changes",
}


@pytest.fixture(scope="module")
def laws():
    """Return the law of the baseline and that of the end of 2016."""
    return compile_law(scenario=BASELINE).copy(), compile_law(scenario=KNOWN).copy()


def other(value):
    """Return another value of the same width."""
    return tuple(part + 1 for part in value) if isinstance(value, tuple) else 1 if value is None else value * 1.5 + 1


def later(date):
    """Return a date a year later."""
    year, month, day = parts(date)
    return f"{year + 1}-{month:02d}-{day:02d}"


def with_other_future(entry):
    """Return an entry whose values known after the year have other dates and amounts, and whose end is another."""
    steps = tuple(
        step
        if step.known_in <= YEAR
        else step._replace(value=other(step.value), date=later(step.date), known=step.known_in)
        for step in entry.steps
    )
    until = later(entry.until) if entry.until and parts(entry.until)[0] > YEAR else entry.until
    return entry._replace(steps=steps, until=until)


def test_no_value_of_the_law_that_became_known_later_is_read(laws):
    statute = load_statute()
    changed = statute._replace(entries={path: with_other_future(entry) for path, entry in statute.entries.items()})
    count = sum(step.known_in > YEAR for entry in statute.entries.values() for step in entry.steps)
    assert count > 300
    again = compile_law(as_known(changed, YEAR), KNOWN)
    assert all(np.array_equal(again[name], laws[1][name]) for name in LAW.names)
    assert not np.array_equal(compile_law(changed)["average_wage"], laws[0]["average_wage"])  # the change is one


def with_other_years(entry):
    """Return an assumption whose values by year after the year are others."""
    if not is_dated(entry.value) or (entry.known or YEARS[-1]) <= YEAR:
        return entry
    raised = {key: part if parts(key)[0] <= YEAR else more(part) for key, part in entry.value.items()}
    return entry._replace(value=raised, table=table_of(raised, entry.linear))


def more(part):
    return {key: more(one) for key, one in part.items()} if isinstance(part, dict) else part * 0.5


def test_no_assumption_of_a_later_year_is_read():
    shipped = load_assumptions()
    entries = {path: with_other_years(entry) for path, entry in shipped.entries.items()}
    moved_ones = [path for path in entries if entries[path] is not shipped.entries[path]]
    assert len(moved_ones) > 30
    changed = type(shipped)(entries, sources=shipped.sources)
    first, second = as_expected(shipped, YEAR), as_expected(changed, YEAR)
    for path in moved_ones:
        after = slice(THEN + 1, None)
        assert np.array_equal(first.entries[path].table[after], second.entries[path].table[after]), path


def test_the_history_is_the_same(laws):
    for name in LAW.names:
        assert np.array_equal(laws[0][name][:, : THEN + 1], laws[1][name][:, : THEN + 1]), name
    one, two = compile_assumptions(scenario=BASELINE), compile_assumptions(scenario=KNOWN)
    for name in ASSUMPTIONS.names:
        assert np.array_equal(one[name][:, : THEN + 1], two[name][:, : THEN + 1]), name


def test_wages_part_after_2016_only(laws):
    for place in ("guangzhou", "shanghai", "elsewhere"):
        paths = [law["average_wage"][PLACE_CODE[place]] for law in laws]
        assert np.array_equal(paths[0][: THEN + 1], paths[1][: THEN + 1])
        assert np.all(paths[0][THEN + 1 :] != paths[1][THEN + 1 :])


@pytest.mark.parametrize(
    ("place", "field", "year", "month", "expected"),
    [
        ("shanghai", "employer_rate", 2024, 6, 0.20),  # the cut of 2019 was not known
        ("guangzhou", "minimum_months", 2035, None, 180),
        ("guangzhou", "public_released", 2020, None, 0.6),  # decreed in 2015
        ("guangzhou", "public_compared", 2025, None, 0),  # ends as decreed in 2015
        ("guangzhou", "reference_wage", 2017, None, 6071),  # the wage of 2016
        ("guangzhou", "base_cap", 2017, 6, 18213),  # three times it
        ("guangzhou", "minimum_wage", 2016, None, 1895),
        ("guangzhou", "minimum_wage", 2017, None, 0.343 * 6071),
        ("shanghai", "residents_basic", 2018, 6, 960),
    ],
)
def test_what_goes_on(laws, place, field, year, month, expected):
    cell = laws[1][field][PLACE_CODE[place], year - YEARS[0]]
    assert (cell if month is None else cell[month]) == pytest.approx(expected)


def test_neither_pooling_nor_retirement_ages_of_later_laws_are_there():
    entries = known_statute(YEAR).entries
    assert [step.value for step in entries["national.pooling.national_pooling"].steps] == [0]
    assert "national.pooling.upload_rate" not in entries
    assert [step.value for step in entries["national.retirement.men.final_age"].steps] == [720]


def test_what_a_rule_carries_on_is_what_compilation_projects():
    """Ends of entries are cut by the list of what is projected: every later end belongs to it, or holds on."""
    entries = load_statute().entries.values()
    ending = {entry.path.partition(".")[2] for entry in entries if entry.until and parts(entry.until)[0] > YEAR}
    ending = {path for path in ending if not path.startswith("labour_cost.")}  # the wedge's, which no run reads
    held = {"employees.employer_rate", "residents.notional_interest", "pooling.upload_rate", "adjustment.aged_from"}
    assert ending - set(PROJECTED) == held


def test_only_what_needs_none_reads_past_the_information():
    root = Path(microsim.__file__).parent
    reading = {
        str(file.relative_to(root))
        for file in root.rglob("*.py")
        if re.search(r"\bload_(statute|assumptions)\(", file.read_text(encoding="utf-8"))
    }
    assert reading == set(READS_ALL)


def test_an_assumption_known_only_later_is_told_with_its_line():
    shipped = load_assumptions()
    entry = shipped.entries["migration.arrival_rate"]._replace(vintage=None)
    with pytest.raises(
        InputError, match=r"population\.yaml:\d+:\d+: migration\.arrival_rate: has no value known in 2016"
    ):
        as_expected(type(shipped)({entry.path: entry}), YEAR)


def test_the_last_year_knows_everything(laws):
    again = compile_law(scenario=BASELINE.set("information", 2026))
    assert all(np.array_equal(again[name], laws[0][name]) for name in LAW.names)


@pytest.mark.parametrize("year", [2019, 2023])
def test_every_year_of_information_has_all_values(year):
    law = compile_law(scenario=BASELINE.set("information", year))
    wage = law["average_wage"][PLACE_CODE["shanghai"]]
    assert np.array_equal(
        wage[: year - YEARS[0]], compile_law()["average_wage"][PLACE_CODE["shanghai"]][: year - YEARS[0]]
    )
    assert all(
        entry.table is None or not np.isnan(entry.table).any() for entry in known_assumptions(year).entries.values()
    )


def test_law_and_assumptions_say_what_they_rest_on():
    rows = law_rows("shanghai.employees.employer_rate", scenario=KNOWN)
    assert rows[-1].since == "2016-01-01"
    assert rows[-1].until is None
    found = law_rows("guangzhou.pension.benefit_base", "2020-07-01", scenario=KNOWN)[0]
    assert found.source is None
    assert "economy.real_wage_growth" in found.derived
    (growth,) = assumption_rows("economy.real_wage_growth", 2018, KNOWN)
    assert growth.value == pytest.approx(0.065)
    assert growth.source == "macro-2016"
    (shipped,) = assumption_rows("economy.real_wage_growth", 2018)
    assert shipped.value == pytest.approx(0.012)
    assert shipped.source == "macro-path"


def test_the_commands_say_up_to_which_year_they_tell():
    call = CliRunner().invoke
    for words in (["law", "shanghai.employees.employer_rate"], ["assumptions", "economy.cpi"]):
        assert "as known at the end of 2016\n" in call(main, [*words, "--scenario", "known-2016"]).output
        assert "as known" not in call(main, words).output
    told = call(main, ["law", "shenzhen.pension.benefit_base", "--at", "2020", "--scenario", "known-2016"]).output
    assert "9588.51" in told
    assert "To 2019" not in told  # a note on what became known later
    gone = call(main, ["law", "national.pooling.upload_rate", "--scenario", "known-2016"])
    assert gone.exit_code == 2
    assert "national.pooling.upload_rate had no value known at the end of 2016" in gone.stderr


def test_estimates_move_what_was_expected_then():
    found = Estimates(("economy.uprating_wage_weight",), np.array([1.0]), np.eye(1))
    expected = as_expected(estimated(load_assumptions(), found), YEAR)
    again = estimated(expected, found)
    entry = again.entries["economy.uprating_wage_weight"]
    assert entry.table[-1, 0] == pytest.approx(moved(known_assumptions(YEAR).entries[entry.path], 1.0))
    assert entry.prior_value == 0.61
    assert again.information == YEAR
