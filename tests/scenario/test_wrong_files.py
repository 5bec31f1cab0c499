"""Wrong scenario files of every kind: refused with position and hint, all mistakes at once."""

import pytest

from microsim.reading import InputError
from microsim.scenarios import scenario

RATE = "guangdong.employees.employer_rate"
AGE = "national.retirement.men.final_age"
HEAD = "name: x\nextends: baseline\n"

# The text of the file, and for each mistake where it is and what the message must say.
WRONG = {
    "unknown_key": ("name: x\nextend: baseline\n", ["2:1: extend: found an unknown key", "did you mean extends?"]),
    "missing_name": ("extends: baseline\n", ["1:1: name: is missing"]),
    "wrong_name": ("name: a b\n", ["1:1: name: found a b, allowed is letters"]),
    "not_a_map": ("- baseline\n", ["1:1: found a list, allowed is a map"]),
    "empty": ("", ["1:1: found nothing, allowed is a map"]),
    "broken_yaml": ("name: x\nlaw: {a: [1\n", ["3:1: not valid YAML"]),
    "tabs": ("name: x\nlaw:\n\ta: 1\n", ["3:1: not valid YAML", "not tabs"]),
    "duplicate_key": ("name: x\nname: y\n", ["2:1: name: found the same key twice"]),
    "unknown_parent": ("name: x\nextends: basline\n", ["2:1: extends: found no scenario basline", "did you mean baseline?"]),
    "parent_is_number": ("name: x\nextends: 3\n", ["2:1: extends: found 3, allowed is the name of a shipped scenario"]),
    "extends_itself": ("name: x\nextends: wrong.yaml\n", ["2:1: extends: found a circle: wrong -> wrong"]),
    "description_language": (HEAD + "description: {fr: salut}\n", ["3:15: description.fr: found an unknown key, allowed are en, zh"]),
    "description_text": (HEAD + "description: hi\n", ["3:1: description: found hi, allowed is a text in English or Chinese or both"]),
    "horizon_start": (HEAD + "horizon: {start: 2010}\n", ["3:11: horizon.start: found 2010, allowed is 2017"]),
    "horizon_start_of_another_base": (HEAD + "horizon: {start: 2021}\n", ["3:11: horizon.start: found 2021, allowed is 2017, the year after the base year"]),
    "horizon_of_the_later_start": (HEAD + "population: {base_year: 2020}\nhorizon: {start: 2017, end: 2019}\n", ["4:11: horizon.start: found 2017, allowed is 2021", "4:24: horizon.end: found 2019, allowed is a year from 2021 to 2100"]),
    "base_year": (HEAD + "population: {base_year: 2021}\n", ["3:14: population.base_year: found 2021, allowed is 2010 or 2016 or 2020", "did you mean 2020?"]),
    "base_year_as_text": (HEAD + "population: {base_year: '2020'}\n", ["3:14: population.base_year: found the text '2020', allowed is 2010 or 2016 or 2020"]),
    "base_year_typo": (HEAD + "population: {base_yaer: 2020}\n", ["3:14: population.base_yaer: found an unknown key", "did you mean base_year?"]),
    "population_not_a_map": (HEAD + "population: 2020\n", ["3:1: population: found 2020, allowed is the base year"]),
    "horizon_end": (HEAD + "horizon: {end: 2200}\n", ["3:11: horizon.end: found 2200, allowed is a year from 2011 to 2100"]),
    "horizon_typo": (HEAD + "horizon: {ende: 2050}\n", ["3:11: horizon.ende: found an unknown key", "did you mean end?"]),
    "law_not_a_map": (HEAD + "law: 3\n", ["3:1: law: found 3, allowed is values of the statute"]),
    "law_no_place": (HEAD + "law: {employees.employer_rate: {2027: 0.1}}\n", ["3:7: ", "does not start with a place", "did you mean national.employees.employer_rate?"]),
    "law_unknown_place": (HEAD + "law: {guangdon.employees.employer_rate: {2027: 0.1}}\n", ["3:7: ", f"did you mean {RATE}?"]),
    "law_unknown_name": (HEAD + "law:\n  guangdong.employees.employr_rate: {2027: 0.1}\n", ["4:3: ", "the statute of guangdong does not have", f"did you mean {RATE}?"]),
    "law_chapter": (HEAD + "law:\n  guangdong:\n    employees: {employer_rate: {2027: 0.1}}\n", ["4:3: law.guangdong: "]),
    "law_undated": (HEAD + f"law:\n  {RATE}: 0.18\n", [f"4:3: law.{RATE}: found 0.18, allowed is values by date"]),
    "law_empty": (HEAD + f"law:\n  {RATE}: {{}}\n", ["4:3: ", "found an empty map"]),
    "law_percent": (HEAD + f"law:\n  {RATE}: {{2027-01-01: 18}}\n", ["4:39: ", "found 18, allowed is a fraction from 0 to 1", "did you mean 0.18?"]),
    "law_no_date": (HEAD + f"law:\n  {RATE}: {{next: 0.18}}\n", ["4:39: ", "found next, allowed is a date"]),
    "law_bad_date": (HEAD + f"law:\n  {RATE}: {{2027-02-30: 0.18}}\n", ["4:39: ", "2027-02-30, which is no date"]),
    "law_month_as_date": (HEAD + f"law:\n  {RATE}: {{2027-07: 0.18}}\n", ["4:39: ", "did you mean 2027-07-01?"]),
    "law_before_statute": (HEAD + f"law:\n  {RATE}: {{1950: 0.18}}\n", ["4:39: ", "allowed are years from 1970 to 2100"]),
    "law_same_date": (HEAD + f"law:\n  {RATE}: {{2027: 0.1, 2027-01-01: 0.2}}\n", ["4:50: ", "found 2027-01-01 a second time"]),
    "law_after_horizon": (HEAD + f"horizon: {{end: 2030}}\nlaw:\n  {RATE}: {{2031: 0.1}}\n", ["5:39: ", "found a change from 2031, allowed are dates up to the end of the horizon, 2030"]),
    "ramp_after_horizon": (HEAD + f"horizon: {{end: 2030}}\nlaw:\n  {RATE}: {{from: 2031, to: 2032, end: 0.1}}\n", ["5:39: ", "found a change from 2031"]),
    "law_null_of_nothing": (HEAD + f"law:\n  {RATE}: null\n", ["4:3: ", "nothing is inherited"]),
    "age_as_number": (HEAD + f"law:\n  {AGE}: {{2031: 65}}\n", ["4:39: ", "found 65, allowed is an age such as 63y0m", "did you mean 65y0m?"]),
    "age_beyond_life": (HEAD + f"law:\n  {AGE}: {{2031: 650y0m}}\n", ["4:39: ", "found 650y0m, allowed is an age"]),
    "age_months": (HEAD + f"law:\n  {AGE}: {{2031: 65y12m}}\n", ["4:39: ", "found 65y12m, allowed is an age such as 63y0m"]),
    "value_is_map": (HEAD + f"law:\n  {RATE}: {{2031: {{a: 1}}}}\n", ["4:39: ", "found a map, allowed is a fraction"]),
    "code_unknown": (HEAD + "law:\n  guangdong.pension.transitional_form: {2031: standrad}\n", ["4:41: ", "did you mean standard?"]),
    "month_form": (HEAD + "law:\n  national.retirement.men.first_birth: {2031: 1970}\n", ["4:41: ", "found 1970, allowed is a month such as 2031-01"]),
    "count_fraction": (HEAD + "law:\n  national.retirement.minimum_months: {2031: 180.5}\n", ["4:40: ", "found 180.5, allowed is a whole number"]),
    "ramp_without_end": (HEAD + f"law:\n  {RATE}: {{from: 2027, to: 2030}}\n", ["4:3: ", f"law.{RATE}.end: is missing"]),
    "ramp_backwards": (HEAD + f"law:\n  {RATE}: {{from: 2030, to: 2027, end: 0.2}}\n", ["4:51: ", "found 2027, allowed is a date after 2030"]),
    "ramp_from_word": (HEAD + f"law:\n  {RATE}: {{from: soon, to: 2032, end: 0.1}}\n", ["4:39: ", "found soon, allowed is a date"]),
    "ramp_typo": (HEAD + f"law:\n  {RATE}: {{from: 2027, too: 2030, end: 0.2}}\n", ["4:3: ", "4:51: ", "found an unknown key, allowed are from, to, start, end, did you mean to?"]),
    "ramp_of_words": (HEAD + "law:\n  guangdong.pension.transitional_form: {from: 2027, to: 2030, end: none}\n", ["4:3: ", "found a ramp, allowed are values by date"]),
    "proposed_language": (HEAD + "proposed: {de: a}\n", ["3:12: proposed.de: found an unknown key, allowed are en, zh"]),
    "expect_not_a_map": (HEAD + "expect: up\n", ["3:1: expect: found up, allowed is what the run must show"]),
    "expect_key": (HEAD + "expect: {change: []}\n", ["3:10: expect.change: found an unknown key", "did you mean changes?"]),
    "expect_date": (HEAD + "expect: {nothing_before: soon}\n", ["3:10: expect.nothing_before: found soon, allowed is a date"]),
    "expect_indicator": (HEAD + "expect: {changes: [{indicator: pensoners, years: [2040], sign: up}]}\n", ["3:21: expect.changes.0.indicator: found pensoners", "did you mean pensioners?"]),
    "expect_book": (HEAD + "expect: {changes: [{indicator: residents.benefit_basik, years: [2040], sign: up}]}\n", ["3:21: ", "did you mean residents.benefit_basic?"]),
    "expect_region": (HEAD + "expect: {changes: [{indicator: pensioners, region: shangai, years: [2040], sign: up}]}\n", ["3:44: expect.changes.0.region: found shangai", "did you mean shanghai?"]),
    "expect_years": (HEAD + "expect: {changes: [{indicator: pensioners, years: 2040, sign: up}]}\n", ["3:44: expect.changes.0.years: found 2040, allowed is a list of years"]),
    "expect_sign": (HEAD + "expect: {changes: [{indicator: pensioners, years: [2040], sign: upp}]}\n", ["3:59: expect.changes.0.sign: found upp", "did you mean up?"]),
    "expect_nothing_said": (HEAD + "expect: {changes: [{indicator: pensioners, years: [2040]}]}\n", ["3:20: expect.changes.0: says not what is expected"]),
    "expect_backwards": (HEAD + "expect: {changes: [{indicator: pensioners, years: [2040], by: [3, 1]}]}\n", ["3:59: expect.changes.0.by: found 3 before 1"]),
    "assumption_unknown": (HEAD + "assumptions: {wages: {levl: 1.1}}\n", ["3:23: assumptions.wages.levl: found an unknown assumption, did you mean wages.level?"]),
    "assumption_is_law": (HEAD + "assumptions: {employer_rate: 0.2}\n", ["3:15: ", "which is law and not an assumption"]),
    "assumption_chapter": (HEAD + "assumptions: {wages: 3}\n", ["3:15: assumptions.wages: found 3, allowed is a map of names"]),
    "assumption_twice": (HEAD + "assumptions:\n  discount_rate: 0.03\n  economy: {discount_rate: 0.04}\n", ["5:13: ", "found economy.discount_rate a second time"]),
    "assumption_percent": (HEAD + "assumptions: {economy: {discount_rate: 3.5}}\n", ["3:25: ", "found 3.5, allowed is a fraction per year", "did you mean 0.035?"]),
    "assumption_province": (HEAD + "assumptions: {wages: {level: {guangdong: 1, shangai: 1}}}\n", ["3:45: ", "found shangai, allowed are guangdong, shanghai, elsewhere, did you mean shanghai?"]),
    "assumption_not_finite": (HEAD + "assumptions: {wages: {level: 1e999}}\n", ["3:23: ", "found inf, allowed is a factor from 0.1 to 10"]),
    "assumption_ramp_words": (HEAD + "assumptions: {wages: {level: {from: 2027, to: x, end: 1}}}\n", ["3:43: ", "found x, allowed is a date"]),
}  # fmt: skip


@pytest.mark.parametrize("kind", WRONG)
def test_refused_with_position_and_hint(kind, tmp_path, monkeypatch):
    text, fragments = WRONG[kind]
    monkeypatch.chdir(tmp_path)
    (tmp_path / "wrong.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        scenario("wrong.yaml")
    message = str(caught.value)
    assert message.startswith(f"wrong.yaml:{fragments[0]}"), message
    for fragment in fragments[1:]:
        assert fragment in message


def test_all_mistakes_of_a_file_and_its_parents_at_once(tmp_path):
    (tmp_path / "parent.yaml").write_text("name: parent\nhorizon: {end: x}\n", encoding="utf-8")
    (tmp_path / "child.yaml").write_text(
        f"name: child\nextends: parent\nlaw:\n  {RATE}: {{2027: 18}}\n  {AGE}: 3\nextra: 1\nassumptions: {{wagess: 1}}\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError) as caught:
        scenario(tmp_path / "child.yaml")
    assert len(caught.value.problems) == 5


def test_circle_of_two(tmp_path):
    (tmp_path / "a.yaml").write_text("name: a\nextends: b\n", encoding="utf-8")
    (tmp_path / "b.yaml").write_text("name: b\nextends: a\n", encoding="utf-8")
    with pytest.raises(InputError, match="found a circle: a -> b -> a"):
        scenario(tmp_path / "a.yaml")


def test_broken_parent_is_named(tmp_path):
    (tmp_path / "b.yaml").write_text("name: [\n", encoding="utf-8")
    (tmp_path / "a.yaml").write_text("name: a\nextends: b.yaml\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"b\.yaml:2:1: not valid YAML"):
        scenario(tmp_path / "a.yaml")


@pytest.mark.parametrize("name", ["", "no/such/file.yaml", "basline"])
def test_no_such_scenario(name):
    with pytest.raises(InputError, match="found no scenario"):
        scenario(name)


@pytest.mark.parametrize("name", [".", "..", "/"])
def test_a_folder_is_no_scenario(name):
    with pytest.raises(InputError, match="found a folder; allowed is the path of a file"):
        scenario(name)
