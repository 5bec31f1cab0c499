"""Names of runs: a changed scenario is not the one it was made of, and equal changes are one scenario."""

import re

import pytest

from microsim.reading import InputError, read_yaml
from microsim.scenarios import read_all, scenario
from microsim.scenarios.model import LONGEST_NAME, NAME
from microsim.scenarios.text import as_yaml

RATE = "guangdong.employees.employer_rate"
AGE = "national.retirement.men.final_age"
DISCOUNT = "economy.discount_rate"


@pytest.fixture(scope="module")
def baseline():
    return scenario("baseline")


def digits(found):
    """Return the hash at the end of a name."""
    return found.name.rpartition("-")[2]


def test_the_last_key_set_and_a_hash(baseline):
    found = baseline.set(RATE, {"2027-01-01": 0.18})
    assert re.fullmatch(r"baseline\+employer_rate-[0-9a-f]{8}", found.name)
    assert re.fullmatch(NAME, found.name)
    assert found.base_name == "baseline"
    assert baseline.name == "baseline"
    more = found.set(DISCOUNT, 0.03)
    assert re.fullmatch(r"baseline\+discount_rate-[0-9a-f]{8}", more.name)
    assert list(more.settings) == [RATE, DISCOUNT]
    assert more.base_name == "baseline"


def test_values_have_names_of_their_own(baseline):
    rates = [round(0.1 + step / 4000, 6) for step in range(400)]
    assert len({baseline.set(RATE, {"2027": rate}).name for rate in rates}) == len(rates)


@pytest.mark.parametrize(
    "again",
    [
        lambda base: base.set(RATE, {2027: 0.18}),
        lambda base: base.set(f"law.{RATE}", {"2027-01-01": 0.180}),
        lambda base: base.set(RATE, {2027: 0.3}).set(RATE, {2027: 0.18}),
        lambda base: base.set(DISCOUNT, 0.03).set(RATE, {2027: 0.18}).set(DISCOUNT, None).set(RATE, {2027: 0.18}),
        lambda base: read_all(["baseline"], [f"{RATE}={{2027: 0.18}}"])[0],
    ],
)
def test_the_same_change_has_the_same_name_however_it_is_written(baseline, again):
    assert again(baseline).name == baseline.set(RATE, {"2027-01-01": 0.18}).name


def test_order_changes_no_digit(baseline):
    one = baseline.set(RATE, {2027: 0.18}).set(DISCOUNT, 0.03)
    other = baseline.set("discount_rate", 0.03).set(RATE, {2027: 0.18})
    assert digits(one) == digits(other)
    assert one.text_hash == other.text_hash
    assert digits(one) != digits(one.set(DISCOUNT, 0.02))


def test_one_and_one_point_nought_are_one_value(baseline):
    path = "national.pooling.national_pooling"
    assert baseline.set(path, {2022: 0}).name == baseline.set(path, {2022: 0.0}).name


def test_what_is_set_back_has_its_old_name(baseline):
    assert baseline.set(RATE, {2027: 0.18}).set(RATE, None) is baseline
    assert baseline.set("horizon.end", 2060).set("horizon.end", 2100).name == "baseline"
    shipped = scenario("employer-rate")
    assert shipped.set(RATE, shipped.law[RATE]).name == "employer-rate"
    dropped = shipped.set(RATE, None)
    assert dropped.name.startswith("employer-rate+employer_rate-")
    assert dropped.settings == {RATE: None}


def test_horizon_and_base_year_are_settings_too(baseline):
    assert baseline.set("horizon.end", 2060).settings == {"horizon.end": 2060}
    later = baseline.set("population.base_year", 2020)
    assert later.settings == {"population.base_year": 2020}  # the first year follows it
    assert later.name.startswith("baseline+base_year-")


def test_a_name_of_ones_own_and_what_is_set_after_it(baseline):
    cut = baseline.set(RATE, {2027: 0.12}).named("cut")
    assert (cut.name, cut.base_name, list(cut.settings)) == ("cut", "baseline", [RATE])
    lower = cut.set(RATE, {2027: 0.1})
    assert re.fullmatch(r"cut\+employer_rate-[0-9a-f]{8}", lower.name)
    assert (lower.base_name, lower.settings) == ("cut", {RATE: {"2027-01-01": 0.1}})
    assert lower.set(RATE, {2027: 0.12}).name == "cut"
    assert baseline.named("again").name == "again"
    assert baseline.named("again").set(RATE, {2027: 0.1}).base_name == "baseline"


def test_settings_are_text_that_sets_them_again(baseline):
    found = baseline.set(RATE, {"from": 2027, "to": 2030, "end": 0.2}).set(AGE, {2031: "65y0m", 2040: None})
    assert found.settings_text()[AGE] == "{2031-01-01: 65y0m, 2040-01-01: null}"
    settings = [f"{path}={text}" for path, text in found.settings_text().items()]
    (again,) = read_all(["baseline"], settings)
    assert again == found
    assert again.name == found.name


def test_a_shown_scenario_keeps_its_name(baseline, tmp_path):
    found = baseline.set(RATE, {2027: 0.18})
    (tmp_path / "shown.yaml").write_text(as_yaml(found), encoding="utf-8")
    shown = scenario(tmp_path / "shown.yaml")
    assert shown.name == found.name
    assert shown.set(DISCOUNT, 0.03).name.startswith(f"{found.name}+discount_rate-")


def test_long_names_stay_names_and_stay_apart(baseline):
    long = [baseline.named("x" * (LONGEST_NAME - 1) + end) for end in "yz"]
    names = {found.set(RATE, {2027: 0.18}).name for found in long}
    assert len(names) == 2
    assert all(re.fullmatch(NAME, name) for name in names)


@pytest.mark.parametrize(
    "name", ["", ".", "..", "a/b", "-x", "+x", "a b", "x" * (LONGEST_NAME + 1), "基准", "a\n", 3, None]
)
def test_names_no_folder_should_have_are_refused(baseline, name):
    with pytest.raises(InputError, match="allowed are letters, digits"):
        baseline.named(name)


def test_no_other_scenario_is_called_baseline(baseline, tmp_path):
    with pytest.raises(InputError, match="differs from the shipped one"):
        baseline.set(RATE, {2027: 0.18}).named("baseline")
    assert baseline.named("x").named("baseline").text_hash == baseline.text_hash
    path = tmp_path / "mine.yaml"
    path.write_text(f"name: baseline\nlaw: {{{RATE}: {{2027: 0.18}}}}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"mine\.yaml:1:1: name: found baseline for a scenario that differs"):
        scenario(path)
    path.write_text("name: baseline\ndescription: {en: the same, zh: 相同}\n", encoding="utf-8")
    assert scenario(path).text_hash == baseline.text_hash


def test_one_name_is_for_one_scenario():
    assert read_all(["employer-rate"], [f"{RATE}={{2027: 0.2}}"], "mine")[0].name == "mine"
    with pytest.raises(InputError, match="--name: found a name for 2 scenarios"):
        read_all(["baseline", "employer-rate"], name="mine")
    assert [found.name for found in read_all(["baseline", "employer-rate"])] == ["baseline", "employer-rate"]


def test_settings_are_no_part_of_the_file(baseline):
    written, _ = read_yaml(as_yaml(baseline.set(RATE, {2027: 0.18})))
    assert set(written) <= {"name", "description", "population", "horizon", "law", "assumptions"}
