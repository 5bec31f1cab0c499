"""Right scenario files: what they come to, what they inherit, how they change."""

import dataclasses
import json

import pytest

from microsim.reading import InputError
from microsim.scenarios import Scenario, read_all, scenario, set_from_text, shipped_names
from microsim.scenarios.text import as_yaml, with_origins

RATE = "guangdong.employees.employer_rate"
AGE = "national.retirement.men.final_age"


@pytest.fixture
def write(tmp_path):
    """Write a scenario file and return its path."""

    def write(name, text):
        path = tmp_path / f"{name}.yaml"
        path.write_text(f"name: {name}\n{text}", encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize("name", ["baseline", "employer-rate", "raise-retirement-age"])
def test_shipped_scenarios_are_right_and_carry_their_names(name):
    assert name in shipped_names()
    found = scenario(name)
    assert found.name == name
    assert found.description["zh"]
    assert (found.horizon.start, found.horizon.end) == (2017, 2100)


def test_a_later_start_moves_the_first_year(write):
    later = scenario("base-2020")
    assert (later.population.base_year, later.horizon.start, later.horizon.end) == (2020, 2021, 2100)
    assert later.origins["horizon", "start"].file.endswith("base-2020.yaml")
    typed = set_from_text(scenario("baseline"), "population.base_year=2020")
    written = scenario(write("x", "extends: base-2020\nhorizon: {start: 2021, end: 2050}\n"))
    assert typed.text_hash == later.text_hash != scenario("baseline").text_hash
    assert (written.population.base_year, written.horizon.start, written.horizon.end) == (2020, 2021, 2050)
    back = scenario(write("y", "extends: base-2020\npopulation: {base_year: 2016}\n"))
    assert back.text_hash == scenario("baseline").text_hash


def test_baseline_changes_nothing():
    assert scenario("baseline").law == {}
    assert scenario("baseline").assumptions == {}


def test_reform_holds_only_its_differences():
    assert scenario("employer-rate").law == {RATE: {"2027-01-01": 0.18}}
    assert scenario("raise-retirement-age").law[AGE] == {"2031-01-01": "65y0m"}


def test_child_replaces_an_entry_whole_and_keeps_the_others(write):
    write("parent", f"law:\n  {RATE}: {{2027: 0.18, 2030: 0.19}}\n  {AGE}: {{2031: 64y0m}}\nhorizon: {{end: 2060}}\n")
    child = scenario(write("child", f"extends: parent\nlaw:\n  {RATE}: {{2028: 0.2}}\n"))
    assert child.law == {RATE: {"2028-01-01": 0.2}, AGE: {"2031-01-01": "64y0m"}}
    assert child.horizon.end == 2060
    assert child.origins["law", RATE, "2028-01-01"].file.endswith("child.yaml")
    assert child.origins["law", AGE, "2031-01-01"].file.endswith("parent.yaml")
    assert ("law", RATE, "2027-01-01") not in child.origins


def test_null_drops_an_inherited_entry(write):
    write("parent", f"law: {{{RATE}: {{2027: 0.18}}}}\nassumptions: {{wages: {{level: 1.1}}}}\n")
    child = scenario(
        write("child", f"extends: parent\nlaw: {{{RATE}: null}}\nassumptions: {{wages: {{level: null}}}}\n")
    )
    assert child.law == {}
    assert child.assumptions == {}
    assert child.text_hash == scenario("baseline").text_hash


def test_null_at_a_date_gives_back_to_the_statute(write):
    found = scenario(write("x", f"law: {{{RATE}: {{2027: 0.18, 2030: null}}}}\n"))
    assert found.law == {RATE: {"2027-01-01": 0.18, "2030-01-01": None}}


def test_ramps_keep_dates_in_one_form(write):
    found = scenario(
        write(
            "x",
            f"law:\n  {RATE}: {{from: 2027, to: 2030-07-01, end: 0.2}}\n  {AGE}: {{from: 2031, to: 2040, start: 63y0m, end: 65y0m}}\n",
        )
    )
    assert found.law[RATE] == {"from": "2027-01-01", "to": "2030-07-01", "end": 0.2}
    assert found.law[AGE] == {"from": "2031-01-01", "to": "2040-01-01", "start": "63y0m", "end": "65y0m"}


def test_assumptions_by_full_bare_and_nested_name(write):
    text = "assumptions:\n  discount_rate: 0.03\n  wages: {school: 0.1}\n  employment.job_change: {2020: 0.1, 2030: {guangdong: 0.2, shanghai: 0.1, elsewhere: 0.1}}\n"
    found = scenario(write("x", text))
    assert found.assumptions == {
        "economy.discount_rate": 0.03,
        "wages.school": 0.1,
        "employment.job_change": {
            "2020-01-01": 0.1,
            "2030-01-01": {"guangdong": 0.2, "shanghai": 0.1, "elsewhere": 0.1},
        },
    }


def test_set_is_the_same_as_writing_it(write):
    written = scenario(
        write("x", f"extends: baseline\nlaw: {{{AGE}: {{2031-01-01: 65y0m}}}}\nassumptions: {{discount_rate: 0.03}}\n")
    )
    changed = scenario("baseline").set(AGE, {"2031-01-01": "65y0m"}).set("discount_rate", 0.03)
    typed = set_from_text(set_from_text(scenario("baseline"), f"{AGE}={{2031: 65y0m}}"), "economy.discount_rate=0.03")
    assert written.law == changed.law == typed.law
    assert written.text_hash == changed.text_hash == typed.text_hash != scenario("baseline").text_hash
    assert changed.set("horizon.end", 2060).horizon.end == 2060


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (AGE, 65, "values by date"),
        (AGE, {"2031-01-01": "65"}, "an age such as"),
        (AGE, {2031: {1: 2}}, "found a map"),
        ("horizon.end", 1999, "a year from 2011 to 2100"),
        ("horizon", 3, "horizon"),
        ("nothing", 3, "unknown assumption"),
        ("", 3, "unknown assumption"),
        ("law", 3, "law"),
        (AGE, object(), "found"),
    ],
)
def test_set_refuses_what_a_file_may_not_hold(path, value, message):
    with pytest.raises(InputError, match=message):
        scenario("baseline").set(path, value)


@pytest.mark.parametrize(
    "text", ["x", "=1", f"{RATE}=", f"{RATE}=[", "discount_rate=3.5", "discount_rate={2026: [1, 2]}"]
)
def test_set_from_text_refuses_with_the_setting_as_position(text):
    with pytest.raises(InputError, match=r"^--set "):
        set_from_text(scenario("baseline"), text)


def test_mistakes_of_several_scenarios_come_together():
    with pytest.raises(InputError) as caught:
        read_all(["nope", "baseline", "nada"], ["discount_rate=4"])
    assert len(caught.value.problems) == 3


def test_shown_scenario_reads_back(write, tmp_path):
    found = scenario("raise-retirement-age").set(RATE, {"from": 2027, "to": 2030, "end": 0.2})
    path = tmp_path / "shown.yaml"
    path.write_text(as_yaml(found), encoding="utf-8")
    assert scenario(path) == found


def test_origins_name_file_and_line():
    lines = with_origins(scenario("employer-rate").set("discount_rate", 0.03)).splitlines()
    (rate,) = [line for line in lines if RATE in line]
    assert "employer-rate.yaml:8:" in rate
    assert any("economy.discount_rate" in line and "set discount_rate" in line for line in lines)


def test_scenario_is_frozen_and_json():
    found = scenario("employer-rate")
    with pytest.raises(dataclasses.FrozenInstanceError):
        found.name = "other"
    assert json.loads(json.dumps(found.resolved()))["law"] == found.law
    assert scenario(found) is found
    assert isinstance(found, Scenario)


def test_a_year_of_information_is_part_of_the_scenario(tmp_path):
    shipped = scenario("known-2016")
    changed = scenario("baseline").set("information", 2016)
    assert shipped.information == changed.information == 2016
    assert changed.text_hash == shipped.text_hash != scenario("baseline").text_hash
    assert changed.name.startswith("baseline+information-")
    assert changed == set_from_text(scenario("baseline"), "information=2016")
    assert changed.set("information", None) == scenario("baseline")
    assert shipped.resolved()["information"] == 2016
    assert "information" not in scenario("baseline").resolved()
    assert "information" in with_origins(shipped)
    assert "known-2016.yaml:" in with_origins(shipped).split("information")[1]
    again = tmp_path / "again.yaml"
    again.write_text(as_yaml(shipped), encoding="utf-8")
    assert scenario(again).text_hash == shipped.text_hash
    inherited = tmp_path / "later.yaml"
    inherited.write_text(
        "name: later\nextends: known-2016\nassumptions: {fertility: {variant: low}}\n", encoding="utf-8"
    )
    assert scenario(inherited).information == 2016


@pytest.mark.parametrize(
    ("year", "found"), [(2015, "found 2015"), (2027, "found 2027"), ("2016", "found the text '2016'"), (True, "found")]
)
def test_an_unknown_year_of_information_is_refused_with_what_is_allowed(tmp_path, year, found):
    file = tmp_path / "wrong.yaml"
    file.write_text(f"name: wrong\nextends: baseline\ninformation: {year!r}\n", encoding="utf-8")
    with pytest.raises(
        InputError, match=rf"wrong\.yaml:3:\d+: information: {found}.*allowed is a year from 2016 to 2026"
    ):
        scenario(file)


def test_information_ends_not_before_the_base_year():
    with pytest.raises(
        InputError, match="found 2016, allowed is a year from the base year of the population, 2020, on"
    ):
        scenario("base-2020").set("information", 2016)
    assert scenario("base-2020").set("information", 2020).information == 2020
