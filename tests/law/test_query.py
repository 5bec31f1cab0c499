"""Questions to the statute, as the law command puts them."""

import datetime

import pytest

from microsim.law.load import load_statute
from microsim.law.query import law_rows
from microsim.law.values import iso_day, until_day, written
from microsim.schema import LAW_FIELDS

STATUTE = load_statute()
BY_RULE = "worked out by the rule"


def test_every_dated_value_of_a_path():
    rows = law_rows("shanghai.employees.employer_rate")
    assert [row.value for row in rows] == ["0.255", "0.255", "0.225", "0.22", "0.21", "0.2", "0.16"]
    assert rows[-1].until is None
    assert rows[2].until == "2004-07-31"
    assert rows[2].number == "沪府办发〔2000〕114号"


def test_the_value_in_force_on_a_day():
    (row,) = law_rows("national.retirement.men.final_age", "2026-01-01")
    assert (row.value, row.since, row.grade) == ("63y0m", "2025-01-01", "A")
    assert row.document == "国务院关于渐进式延迟法定退休年龄的办法"


def test_a_city_answers_with_the_law_of_its_province():
    (row,) = law_rows("guangzhou.employees.employer_rate", "2024-05-01")
    assert (row.path, row.value) == ("guangdong.employees.employer_rate", "0.16")
    (row,) = law_rows("qingyuan.employees.employee_rate", "2024-05-01")
    assert row.path == "guangdong.employees.employee_rate"


def test_a_chapter_and_all_of_it():
    assert len(law_rows("national.retirement", "2025-01-01")) == 38
    assert len({row.path for row in law_rows()}) > 150


def test_a_name_without_a_place():
    assert {row.path for row in law_rows("pension.benefit_base", "2020-06-01")} == {
        "guangdong.pension.benefit_base",
        "shanghai.pension.benefit_base",
        "shenzhen.pension.benefit_base",
    }


def test_beyond_the_known_values_the_rule_answers():
    (row,) = law_rows("shanghai.pension.benefit_base", "2031-07-01")
    assert row.grade == "C"
    assert float(row.value) > 12577
    assert "worked out by the rule" in row.derived
    (row,) = law_rows("guangzhou.survivors.base", "2017-01-01")
    assert row.value == "3140.33"


def test_unknown_paths_and_days():
    with pytest.raises(KeyError, match=r"did you mean guangdong.employees.employer_rate"):
        law_rows("guangdong.employees.employr_rate")
    with pytest.raises(ValueError, match="found 2150-01-01"):
        law_rows("national.retirement", "2150-01-01")
    with pytest.raises(ValueError, match="allowed is a date"):
        law_rows("national.retirement", "tomorrow")


def test_a_province_answers_for_its_cities_when_the_published_values_end():
    (row,) = law_rows("guangdong.pension.benefit_base", "2050")
    (city,) = law_rows("guangzhou.pension.benefit_base", "2050")
    assert row.value == city.value
    assert float(row.value) > 9493
    (row,) = law_rows("national.residents.basic_pension", "2060-01-01")
    assert row.value == law_rows("elsewhere.residents.basic_pension", "2060-01-01")[0].value


def test_a_history_ends_with_the_rule():
    rows = law_rows("guangdong.pension.benefit_base")
    assert [row.since for row in rows[-2:]] == ["2025", "2026-01-01"]
    assert "worked out by the rule" in rows[-1].derived
    assert "2050: " in rows[-1].note
    assert law_rows("shanghai.employees.employer_rate")[-1].derived is None


def test_a_chapter_of_a_city_on_a_day_holds_what_province_and_nation_give_it():
    rows = {row.path.partition(".")[2]: row for row in law_rows("guangzhou.pension", "2050")}
    assert rows["pension.accrual_rate"].path == "national.pension.accrual_rate"
    assert rows["pension.supplement_per_year"].path == "guangdong.pension.supplement_per_year"
    assert rows["pension.benefit_base"].path == "guangzhou.pension.benefit_base"


def test_every_field_of_the_record_has_an_answer_on_every_day():
    for field in LAW_FIELDS:
        path = field.path.replace("{track}", "men")
        for place in ("national", "guangdong", "shenzhen", "shanghai", "elsewhere"):
            for date in ("1995-03-01", "2026-07-01", "2099-12-31"):
                assert law_rows(f"{place}.{path}", date), (place, path, date)


def shifted(day, days):
    return (datetime.date.fromisoformat(day) + datetime.timedelta(days)).isoformat()


def own_row(entry, day):
    """Return the row with which an entry itself answers for a day; None where a wider holder or a rule does."""
    rows = [row for row in law_rows(entry.path, day) if row.path == entry.path and BY_RULE not in (row.derived or "")]
    return rows[0] if rows else None


@pytest.mark.parametrize("place", sorted({path.partition(".")[0] for path in STATUTE.entries}))
def test_every_change_of_law_is_one_of_its_day(place):
    """The day itself has the new value, the day before the former one or none; the last day of an end still has it."""
    for entry in (entry for path, entry in STATUTE.entries.items() if path.startswith(f"{place}.")):
        former = None
        for step in entry.steps:
            day = iso_day(step.date)
            row, earlier = own_row(entry, day), day > "1970-01-01" and own_row(entry, shifted(day, -1))
            if step.value is None:
                assert row is None, (entry.path, day)
            else:
                assert (row.value, row.since) == (written(step.value, entry.quantity.kind), step.date), (
                    entry.path,
                    day,
                )
            if (
                former
                and former.value is not None
                and (not former.until or until_day(former.until) >= shifted(day, -1))
            ):
                assert (earlier.value, earlier.since) == (written(former.value, entry.quantity.kind), former.date), (
                    entry.path,
                    day,
                )
            elif day > "1970-01-01":
                assert earlier is None, (entry.path, day)
            former = step
        last = entry.steps[-1].until or entry.until
        if last and entry.steps[-1].value is not None and until_day(last) < "2100-12-31":
            assert own_row(entry, until_day(last)).since == entry.steps[-1].date
            assert own_row(entry, shifted(until_day(last), 1)) is None


@pytest.mark.parametrize(
    ("path", "day", "value"),
    [
        ("national.retirement.minimum_months", "2029-12-31", "180"),
        ("national.retirement.minimum_months", "2030-01-01", "186"),
        ("national.retirement.men.final_age", "2024-12-31", "60y0m"),
        ("national.retirement.men.final_age", "2024-12-02", "60y0m"),
        ("national.retirement.men.final_age", "2025-01-01", "63y0m"),
        ("guangzhou.pillars.private_open", "2022-11-24", "0"),
        ("guangzhou.pillars.private_open", "2022-11-25", "1"),
        ("shanghai.pension.benefit_base", "2100-12-31", None),
    ],
)
def test_days_around_a_change(path, day, value):
    (row,) = law_rows(path, day)
    assert value is None or row.value == value


def test_a_value_of_the_middle_of_a_month_says_from_when_the_model_applies_it():
    (row,) = law_rows("guangzhou.pillars.private_open", "2022-11-26")
    assert (row.since, row.acts_from) == ("2022-11-25", "2022-12-01")
    (row,) = law_rows("national.residents.long_contribution_bonus", "2018-03-26")
    assert row.acts_from == "2018-01-01"  # held by year, as in force on 1 July
    (row,) = law_rows("national.retirement.men.final_age", "2025-01-01")
    assert row.acts_from is None


def test_a_day_of_a_month_that_has_none_is_refused():
    with pytest.raises(ValueError, match="day"):
        law_rows("national.retirement.men.final_age", "2031-02-30")


def test_what_has_no_value_is_answered_for_the_day_the_statute_was_read():
    path = "national.survivors.base"
    for as_of, month in (("2026-09-01", "2026-09-01"), ("2026-09-15", "2026-09-01"), ("2026-08-31", "2026-08-01")):
        rows = law_rows(path, statute=STATUTE._replace(as_of=as_of))
        assert {row.since for row in rows} == {month}
