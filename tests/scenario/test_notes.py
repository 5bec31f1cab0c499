"""Dates that do not act from their own day say so; dates that would not act at all are refused."""

import pytest

from microsim.reading import InputError
from microsim.scenarios import notes, scenario
from microsim.scenarios.text import with_origins

RATE = "guangdong.employees.employer_rate"  # held by month
AGE = "national.retirement.men.final_age"  # held by year


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (RATE, {"2027-07-15": 0.18}, ["2027-07-15 acts from 2027-08-01"]),
        (RATE, {"2027-01-02": 0.18}, ["2027-01-02 acts from 2027-02-01"]),
        (RATE, {"2027-12-31": 0.18}, ["2027-12-31 acts from 2028-01-01"]),
        (RATE, {"2027-07-01": 0.18, "2029": None}, []),
        (RATE, {"2027": 0.18, "2030-03-31": None}, ["2030-03-31 acts from 2030-04-01"]),
        (AGE, {"2031": "65y0m"}, []),
        (AGE, {"2031-03-01": "65y0m"}, ["2031-03-01 acts from 2031-01-01"]),
        (AGE, {"2031-07-01": "65y0m"}, ["2031-07-01 acts from 2031-01-01"]),
        (AGE, {"2031-07-02": "65y0m"}, ["2031-07-02 acts from 2032-01-01"]),
        (
            RATE,
            {"from": "2027-07-15", "to": "2030-06-30", "end": 0.2},
            ["2027-07-15 acts from 2027-08-01", "2030-06-30 acts from 2030-07-01"],
        ),
        ("economy.discount_rate", {"2030": 0.03}, []),
    ],
)
def test_a_date_that_acts_from_another_day_is_noted(path, value, said):
    found = scenario("baseline").set(path, value)
    told = [note.message for note in notes(found)]
    assert len(told) == len(said)
    assert all(text.startswith(f"{words}: ") for text, words in zip(told, said, strict=True))
    shown = with_origins(found)
    assert all(words in shown for words in said)
    assert ("acts from" in shown) == bool(said)


def test_shipped_scenarios_act_from_their_days():
    for name in ("baseline", "employer-rate", "no-pooling", "raise-retirement-age", "base-2020"):
        assert notes(scenario(name)) == []


def test_a_note_has_a_position(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text(f"name: x\nlaw:\n  {RATE}: {{2027: 0.17, 2028-07-15: 0.18}}\n", encoding="utf-8")
    (note,) = notes(scenario(path))
    assert (note.line, note.column, note.key) == (3, 51, f"law.{RATE}")


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (
            RATE,
            {"2027-07-15": 0.18, "2027-08-01": 0.19},
            "found 2027-07-15 and 2027-08-01, which both act from 2027-08",
        ),
        (RATE, {"2027-07-02": 0.18, "2027-07-20": None}, "which both act from 2027-08-01"),
        (AGE, {"2031-01-01": "64y0m", "2031-07-01": "65y0m"}, "which both act from 2031-01-01"),
        (RATE, {"2100-12-15": 0.18}, "found a change from 2101"),
        (AGE, {"2100-08-01": "65y0m"}, "found a change from 2101"),
        (RATE, {"from": "2027-07-02", "to": "2027-07-20", "end": 0.2}, "found 2027-07-20, which acts from 2027-08-01"),
    ],
)
def test_a_date_that_would_be_ignored_is_refused(path, value, message):
    with pytest.raises(InputError, match=message):
        scenario("baseline").set(path, value)
