"""Several scenarios joined by + are one that sets what each sets; where two disagree they are refused by name."""

import pytest

import microsim as ms
from microsim.reading import InputError
from microsim.scenarios.text import as_yaml
from microsim.scenarios.together import MOST_TIMES

AGE, RATE = "national.retirement.men.final_age", "guangdong.employees.employer_rate"


def messages(name):
    with pytest.raises(InputError) as caught:
        ms.scenario(name)
    return [str(problem) for problem in caught.value.problems]


def test_two_scenarios_are_one_that_sets_what_both_set():
    both = ms.scenario("raise-retirement-age+employer-rate")
    one, other = ms.scenario("raise-retirement-age"), ms.scenario("employer-rate")
    assert both.name == "raise-retirement-age+employer-rate"
    assert both.law == dict(sorted((one.law | other.law).items()))
    assert both.origins.items() >= {key: one.origins[key] for key in one.origins if key[0] == "law"}.items()
    assert both.description["en"].endswith(other.description["en"])
    assert both.text_hash == ms.scenario("employer-rate + raise-retirement-age").text_hash
    assert both.text_hash == one.set(RATE, other.law[RATE]).text_hash


def test_what_is_set_afterwards_is_named_after_both():
    changed = ms.scenario("raise-retirement-age+employer-rate").set("economy.cpi", 0.01)
    assert changed.name.startswith("raise-retirement-age+employer-rate+cpi-")
    assert changed.base_name == "raise-retirement-age+employer-rate"


def test_the_baseline_adds_nothing_and_the_base_year_of_either_counts():
    assert ms.scenario("baseline+employer-rate").text_hash == ms.scenario("employer-rate").text_hash
    later = ms.scenario("raise-retirement-age+base-2020")
    assert later.population.base_year == 2020
    assert later.horizon.start == 2021


def test_what_joined_scenarios_say_is_written_out_as_one_file(tmp_path):
    both = ms.scenario("uprating-by-prices+no-pooling")
    file = tmp_path / "both.yaml"
    file.write_text(as_yaml(both), encoding="utf-8")
    assert ms.scenario(file) == both


def test_equal_entries_agree_and_others_are_refused_where_they_stand(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = "name: {0}\nextends: employer-rate\nlaw:\n  {1}: {{2027-01-01: {2}}}\n"
    (tmp_path / "same.yaml").write_text(text.format("same", RATE, 0.18), encoding="utf-8")
    (tmp_path / "other.yaml").write_text(text.format("other", RATE, 0.2), encoding="utf-8")
    assert ms.scenario("same.yaml+employer-rate").law == ms.scenario("employer-rate").law
    assert messages("employer-rate+other.yaml") == [
        f"other.yaml:4:39: law.{RATE}: found {{2027-01-01: 0.18}} in employer-rate and {{2027-01-01: 0.2}} in other, "
        "allowed is one value; leave one out, or set it to one value in a file of its own"
    ]


@pytest.mark.parametrize(
    ("name", "fragments"),
    [
        ("employr-rate+no-poling", ["employr-rate: found no scenario", "no-poling: found no scenario"]),
        ("employer-rate+employer-rate", ["found employer-rate a second time; keep one"]),
        ("employer-rate++no-pooling", ["found employer-rate++no-pooling, allowed are names with one + between them"]),
        ("base-2020+known-2016", ["found 2016, allowed is a year from the base year of the population, 2020, on"]),
        ("uprating-by-wages+uprating-by-prices", ["economy.uprating_cpi_weight: found", "economy.uprating_wage_weight: found"]),
        ("no-pooling+" + "+".join(["uprating-by-prices", "account-follows-prices", "ages-65-60-60", "no-cliff", "floor-of-40", "cohort-divisors"]), ["found a name of 10"]),
    ],
)  # fmt: skip
def test_wrong_joins_are_refused_by_name(name, fragments):
    found = messages(name)
    assert len(found) == len(fragments)
    assert all(fragment in message for fragment, message in zip(fragments, found, strict=True))


def test_two_last_years_are_refused_and_growth_is_held_together(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, body in {
        "until-2060": "horizon: {end: 2060}",
        "until-2070": "horizon: {end: 2070}",
        "wages": "assumptions: {economy.real_wage_growth: 0.06}",
        "prices": "assumptions: {economy.cpi: 0.08}",
    }.items():
        (tmp_path / f"{name}.yaml").write_text(f"name: {name}\nextends: baseline\n{body}\n", encoding="utf-8")
    (found,) = messages("until-2060.yaml+until-2070.yaml")
    assert "horizon.end: found 2060 in until-2060 and 2070 in until-2070" in found
    assert ms.scenario("until-2060.yaml+employer-rate").horizon.end == 2060
    (found,) = messages("wages.yaml+prices.yaml")
    assert f"allowed is up to {MOST_TIMES:,} times" in found


def test_a_batch_takes_joined_scenarios():
    (task,) = ms.batch_plan(["raise-retirement-age+employer-rate"], one_in=100_000).tasks
    assert {AGE, RATE} <= task.scenario.law.keys()
    with pytest.raises(InputError, match="employr-rate"):
        ms.batch_plan(["raise-retirement-age+employr-rate"])
