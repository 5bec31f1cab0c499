"""What is published agrees with the code: the schema file, the documentation's tables, the crosswalk templates."""

from pathlib import Path

import jsonschema
import pytest

from microsim.microdata.commands import TEMPLATES
from microsim.microdata.crosswalk import read_crosswalk
from microsim.microdata.published import SCHEMA_FILE, check_table, schema, schema_text, variable_table
from microsim.microdata.variables import TABLES, by_name
from microsim.reading import read_yaml
from tests.microdata.extracts import MAP

PAGE = Path(__file__).parents[2] / "docs" / "own-microdata.md"


def test_the_schema_file_is_that_of_the_code():
    assert SCHEMA_FILE.read_text(encoding="utf-8") == schema_text()


def test_the_schema_is_one_and_takes_a_sound_crosswalk():
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.validate(MAP, schema())


@pytest.mark.parametrize(
    "change", [{"dat": "2016-12"}, {"persons": {"person": "id"}}, {"from_model": {"births": "some"}}]
)
def test_the_schema_refuses_what_the_reader_refuses(change):
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(MAP | change, schema())


@pytest.mark.parametrize("name", TABLES)
def test_the_page_has_every_variable(name):
    assert variable_table(name) in PAGE.read_text(encoding="utf-8")


def test_the_page_has_every_check():
    assert check_table() in PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*.yaml")), ids=lambda path: path.stem)
def test_templates_are_crosswalks(path):
    text = path.read_text(encoding="utf-8")
    assert "o be\n# checked" in text or "o be checked" in text
    crosswalk = read_crosswalk(path)
    assert {"person", "sex", "place"} <= set(crosswalk.sources["persons"])
    data, _ = read_yaml(path)
    jsonschema.validate(words_of(data), schema())


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_name_of_a_survey_says_whether_it_was_seen(path):
    if path.stem == "extract":
        return
    lines = path.read_text(encoding="utf-8").split("persons:\n")[1].splitlines()
    for line in lines:
        mark = line.partition("  # ")[2]
        assert mark.startswith(("seen", "not seen", "make: ", "the survey has no")), line


def test_the_bureaus_template_knows_every_variable_of_a_record():
    known = set(read_crosswalk(TEMPLATES / "extract.yaml").sources["persons"])
    surveys_only = {
        "weight",
        "birth_year",
        "birth_month",
        "age",
        "hukou_from",
        "tie",
        "education",
        "stay_years",
        "labour",
    }
    residents = {"residents_place", "residents_claim", "residents_pension"}
    assert set(by_name("persons")) - known == surveys_only | residents | {"pension_supplement"}


def words_of(data):
    """Return data with its keys as text, as JSON has them."""
    if isinstance(data, dict):
        return {str(key): words_of(value) for key, value in data.items()}
    return data
