"""Mistakes in statute files are found, all of them, each with file, line and column."""

import pytest

from microsim.law.load import load_assumptions, load_statute
from microsim.reading import InputError

GOOD = """national:
  employees:
    employer_rate:
      source: law-1
      grade: B
      in_force_as_of: 2026-01-01
      values:
        1998-01-01: 0.20
        2019-05-01: {value: 0.16, grade: A}
"""


@pytest.fixture
def statute(tmp_path):
    """Return a function that reads a statute of one file."""
    (tmp_path / "national").mkdir()
    (tmp_path / "sources.yaml").write_text("law-1: {document: 某法, en: A law}\n", encoding="utf-8")
    (tmp_path / "edition.yaml").write_text("as_of: 2026-09-01\nstale_years: 3\n", encoding="utf-8")

    def read(text):
        (tmp_path / "national" / "employees.yaml").write_text(text, encoding="utf-8")
        return load_statute.__wrapped__(tmp_path)

    return read


def test_a_good_file(statute):
    entry = statute(GOOD).entries["national.employees.employer_rate"]
    assert [step.value for step in entry.steps] == [0.20, 0.16]
    assert [step.grade for step in entry.steps] == ["B", "A"]
    assert entry.steps[1].source == "law-1"


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("national:", "natinal:", 1, "did you mean national?"),
        ("      grade: B", "      grad: B", 5, "found grad, allowed are"),
        ("    employer_rate:", "    employr_rate:", 3, "did you mean employees.employer_rate?"),
        ("      grade: B", "      zh: 单位缴费比例\n      grade: B", 5, "found zh, allowed are note"),
        ("1998-01-01: 0.20", "1998-01-01: high", 8, "found 'high', allowed is a number"),
        ("1998-01-01: 0.20", "1998: {valu: 0.20}", 8, "found valu, allowed are value"),
        ("1998-01-01: 0.20", "1998: {value: 0.20, grade: D}", 8, "found grade D"),
        ("1998-01-01: 0.20", "1998: {value: 0.20, source: law-2}", 8, "did you mean law-1?"),
        ("1998-01-01: 0.20", "1998: {value: 0.20, derived: a rule}", 8, "derived values have grade C"),
        ("1998-01-01: 0.20", "some day: 0.20", 8, "allowed is a date such as"),
        ("1998-01-01: 0.20", "2020-01-01: 0.20", 9, "dates must rise"),
        ("1998-01-01: 0.20", "1998: {value: 0.20, until: 2019-12-31}", 8, "overlaps the value of 2019-05-01"),
        ("      in_force_as_of: 2026-01-01\n", "", 8, "older than 3 years"),
        ("in_force_as_of: 2026-01-01", "in_force_as_of: 2021-01-01", 9, "older than 3 years"),
        ("in_force_as_of: 2026-01-01", "in_force_as_of: soon", 3, "found in_force_as_of soon"),
        ("      values:", "      values: 3\n      note:", 3, "has no values"),
        ("1998-01-01: 0.20", "2019-05-01: 0.20", 9, "the same key twice"),
    ],
)
def test_mistakes(statute, old, new, line, words):
    with pytest.raises(InputError) as caught:
        statute(GOOD.replace(old, new))
    found = [problem for problem in caught.value.problems if words in problem.message]
    assert found, str(caught.value)
    assert found[0].file.endswith("employees.yaml")
    assert found[0].line == line
    assert found[0].column > 0


def test_all_mistakes_at_once(statute):
    with pytest.raises(InputError) as caught:
        statute(GOOD.replace("grade: B", "grade: X\n      unit: share"))
    assert len(caught.value.problems) == 2


def test_a_value_ends_on_its_last_day(statute):
    entry = statute(GOOD.replace("in_force_as_of", "until"))  # until: 2026-01-01, that month is covered
    series = entry.entries["national.employees.employer_rate"].by_month()[:, 0]
    assert series[12 * 56] == 0.16
    assert series[12 * 56 + 1] != series[12 * 56 + 1]


def test_mistakes_in_assumptions(tmp_path):
    (tmp_path / "sources.yaml").write_text("prior: {document: 判断, en: Judgement}\n", encoding="utf-8")
    text = "wages.level:\n  en: Level\n  zh: 水平\n  unit: ratio\n  kind: factor\n  value: {guangdon: 1}\n  grade: C\n  source: guess\n"
    (tmp_path / "wages.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_assumptions.__wrapped__(tmp_path)
    text = str(caught.value)
    assert "wages.yaml:6:3: wages.level: found guangdon, allowed are guangdong, shanghai, elsewhere" in text
    assert "wages.yaml:8:3: wages.level: found guess" in text
