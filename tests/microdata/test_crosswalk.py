"""Mistakes in a crosswalk: all at once, each with its line; codes, units, months and missing values as it says."""

import numpy as np
import pytest

from microsim.microdata.crosswalk import read_crosswalk
from microsim.microdata.folder import read_folder
from microsim.reading import InputError

SOUND = "date: 2016-12\npersons: {person: id, sex: s, place: p, age: a}\n"

WRONG = [
    ("date: 2016-12\npersons: {person: id, sex: s, place: p, age: a}\nspels: {}\n", "3:1: spels: ", "did you mean spells?"),
    ("date: 2016-12\npersons: {person: id, sex: s, place: p, age: a, wages: w}\n", "persons.wages", "did you mean wage?"),
    ("date: 2016-12\npersons: {person: id, place: p, age: a}\n", "persons: ", "found no sex, which every row needs"),
    ("date: 2016-12\npersons: {person: id, sex: s, place: p}\n", "persons: ", "birth, birth_year, age: one of them"),
    ("date: 2016-12\n", "map.yaml:1:1: ", "found no persons"),
    ("persons: {person: id, sex: s, place: p, age: a}\n", "date: ", "found no date"),
    (SOUND.replace("2016-12", "2018-06"), "1:1: date: ", "carry_to_base: true"),
    (SOUND + "encoding: klingon\n", "3:1: encoding: ", "such as utf-8, gbk or gb18030"),
    (SOUND + "encoding: hex\n", "3:1: encoding: ", "such as utf-8, gbk or gb18030"),
    (SOUND + 'encoding: "utf-8\\0"\n', "3:1: encoding: ", "such as utf-8, gbk or gb18030"),
    (SOUND + "separator: colon\n", "3:1: separator: ", "'comma', 'tab', 'semicolon'"),
    (SOUND + "without_weight: keep\n", "3:1: without_weight: ", "allowed is refuse, drop"),
    (SOUND + "missing: [-8, 77]\n", "missing.1: ", "found 77, which may be a value of another column"),
    (SOUND + "missing: [0]\n", "missing.0: ", "say missing: [0] beside the columns"),
    (SOUND + 'missing: ["1e3"]\n', "missing.0: ", "found 1e3, which may be a value"),
    (SOUND + "missing: [[1]]\n", "missing: ", "allowed is a list of codes"),
    (SOUND + "from_model: {reserves: some}\n", "from_model.reserves: ", "allowed is scaled, model, none"),
    (SOUND + "reserves: {employes: {foshan: 1}}\n", "reserves.employes: ", "did you mean employees?"),
    (SOUND + "reserves: {employees: 1}\n", "reserves.employees: ", "allowed is yuan by place"),
    (SOUND + "reserves: {employees: {foshn: 1}}\n", "reserves.employees.foshn: ", "did you mean foshan?"),
    (SOUND + "reserves: {employees: {foshan: much}}\n", "reserves.employees.foshan: ", "allowed is yuan"),
    (SOUND + "reserves: [1]\n", "reserves: ", "allowed is a map of employees, residents"),
    (SOUND.replace("age: a", "age: {column: a, open: ['']}"), "persons.age.open: ", "allowed only for last"),
    (SOUND.replace("age: a", "age: {column: a, hundredths: true}"), "persons.age.hundredths: ", "is a count and no month"),
    (SOUND.replace("age: a", "birth: {column: a, hundredths: 1}"), "persons.birth.hundredths: ", "allowed is true or false"),
    (SOUND.replace("sex: s", "sex: [s]"), "persons.sex: ", "found a list, allowed is the name of a column"),
    (SOUND.replace("sex: s", "sex: {column: {a: 1}}"), "persons.sex.column: ", "found a map, allowed is a name"),
    (SOUND.replace("age: a", "age: a, wage: {column: w, unit: [yuan]}"), "wage.unit: ", "found a list"),
    (SOUND.replace("2016-12", "２０１６-12"), "1:1: date: ", "the month the file describes"),
    (SOUND.replace("2016-12", "2016-²"), "1:1: date: ", "the month the file describes"),
    (SOUND.replace("2016-12", "2016-00"), "1:1: date: ", "the month the file describes"),
    (SOUND + "missing: -9\n", "missing: ", "allowed is a list of codes"),
    (SOUND + "from_model: {births: some}\n", "from_model.births: ", "allowed is scaled, model, none"),
    (SOUND.replace("sex: s", "sex: {column: s, codes: {1: man}}"), "persons.sex.codes.1: ", "allowed is male, female"),
    (SOUND.replace("sex: s", "sex: {columns: s}"), "persons.sex.columns: ", "allowed is column, value"),
    (SOUND.replace("sex: s", "sex: {column: s, value: male}"), "persons.sex: ", "allowed is one of them"),
    (SOUND.replace("age: a", "age: a, wage: {column: w, unit: dollars}"), "wage.unit: ", "allowed is yuan/month"),
    (SOUND.replace("age: a", "age: {column: a, codes: {1: 2}}"), "persons.age.codes: ", "no codes"),
    ("- a\n- b\n", "map.yaml:1:1: ", "found no map of names"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "where", "reason"), WRONG)
def test_mistakes_with_their_place(tmp_path, text, where, reason):
    path = tmp_path / "map.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as error:
        read_crosswalk(path)
    assert any(where in line and reason in line for line in str(error.value).splitlines()), str(error.value)


def test_a_column_that_is_not_there(extract, bring):
    extract.map["persons"]["sex"] = "geslacht"
    extract.persons = extract.persons.rename(columns={"sex": "geslecht"})
    with pytest.raises(
        InputError, match=r"map.yaml:\d+:\d+: persons.sex: found no column geslacht .* did you mean geslecht"
    ):
        bring(extract)


def test_tables_and_crosswalk_go_together(extract, bring):
    del extract.map["transfers"]
    with pytest.raises(InputError, match="transfers: found no transfers, but --transfers"):
        bring(extract)


def columns_of(made):
    return read_folder(made.folder)[0]["persons"]


def test_codes_units_and_constants(extract, bring):
    extract.only_persons()
    extract.persons["sex"] = [1, 2, 1, 2, 1, 2, 1]
    extract.persons["wage"] *= 12
    extract.persons["paid_months"] = extract.persons["paid_months"] / 12
    extract.map["persons"] |= {
        "sex": {"column": "sex", "codes": {1: "male", "2": "female"}},
        "wage": {"column": "wage", "unit": "yuan/year"},
        "paid_months": {"column": "paid_months", "unit": "years"},
        "hukou_type": {"value": "rural"},
    }
    persons = columns_of(bring(extract))
    assert persons["sex"].tolist() == [0, 1, 0, 1, 0, 1, 0]
    assert persons["wage"][:2] == pytest.approx([9000, 5200])
    assert persons["paid_months"].tolist() == [150, 84, 300, 0, 0, 36, 60]
    assert (persons["hukou_type"] == 1).all()


def test_missing_codes_are_not_known(extract, bring):
    extract.only_persons()
    extract.map["missing"] = [-9]
    extract.put("persons", 1, education=-9).put("persons", 2, wage=-9)
    persons = columns_of(bring(extract))
    assert np.isnan(persons["education"][0])
    assert np.isnan(persons["wage"][1])


@pytest.mark.parametrize("text", ["1980-05", "1980/05", "198005", "1980-05-17", "19800517"])
def test_months_in_many_forms(extract, bring, text):
    persons = columns_of(bring(extract.only_persons().put("persons", 1, birth=text)))
    assert persons["birth"][0] == 12 * 1980 + 4


@pytest.mark.parametrize("text", ["guangzhou", "Guangzhou", "广州", "广州市", "440100", "440106", "4401"])
def test_places_in_many_forms(extract, bring, text):
    extract.only_persons().put("persons", 1, place=text, hukou_place=text)
    assert columns_of(bring(extract))["place"][0] == 0


@pytest.mark.parametrize(("code", "place"), [("310115", 21), ("430100", 22), ("51", 22)])
def test_division_codes_of_other_provinces(extract, bring, code, place):
    assert columns_of(bring(extract.only_persons().put("persons", 6, hukou_place=code)))["hukou_place"][5] == place


def test_birth_from_age_or_year(extract, bring):
    extract.only_persons()
    del extract.map["persons"]["birth"]
    extract.persons = extract.persons.drop(columns="birth")
    for row, age in enumerate((36, 41, 66, 64, 6, 26, 31), start=1):
        extract.put("persons", row, age=age)
    persons = columns_of(bring(extract))
    age = (persons.date - persons["birth"]) // 12
    assert age.tolist() == [36, 41, 66, 64, 6, 26, 31]


def test_a_file_of_another_year_is_carried(extract, bring):
    extract.only_persons()
    extract.map |= {"date": "2018-12", "carry_to_base": True}
    made = bring(extract)
    persons = columns_of(made)
    assert made.summary["carried_months"] == -24
    assert persons["birth"][0] == 12 * 1978 + 4
    assert persons["wage"][0] == 9000, "money is scaled by the law of the run"
