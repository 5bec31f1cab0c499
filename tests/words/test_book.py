"""The book has a name, a formula and the names of its inputs for every rule, words for every code shown, and no more."""

import importlib
import inspect
import pkgutil
import re
from pathlib import Path

import pytest

import microsim
from microsim import schemes
from microsim.funds.national import NationalTransfer
from microsim.kernel.decide import Decision
from microsim.kernel.items import Item
from microsim.kernel.jit import REGISTRY
from microsim.kernel.tallies import Lifetime, State
from microsim.kernel.world import World
from microsim.microdata import variables
from microsim.places import PLACE_KEYS, PROVINCE_KEYS
from microsim.results.headline import ROWS
from microsim.results.sample_groups import VARIABLES as SUMS
from microsim.results.variables import VARIABLES
from microsim.scenarios.known import assumption_quantities
from microsim.schema import LAW_FIELDS, PERSON_FIELDS
from microsim.schemes.bridge.rules import NO_WAY, TO_EMPLOYEES, TO_RESIDENTS
from microsim.schemes.disability.rules import BASIC_ONLY, FULL, LIMITED, NONE
from microsim.schemes.employees.rules.benefits import PensionParts
from microsim.telling.tell_parting import WORKINGS, PartingTeller
from microsim.telling.values import law_text, result_text
from microsim.words.book import CODED, LANGUAGES, book, coded, names_of_codes, place_name
from microsim.words.formulas import (
    AGE,
    FLAG,
    MONTH,
    PROVINCE,
    SHARE,
    formula_text,
    input_words,
    placeholders,
    rule_words,
    term_words,
)

PACKAGE = Path(microsim.__file__).parent
for _, name, _ in pkgutil.walk_packages(schemes.__path__, "microsim.schemes."):
    importlib.import_module(name)
RULES = {name: entry for name, entry in REGISTRY.items() if entry.function.__module__.startswith("microsim.schemes.")}
BEYOND_THE_SCHEMA = {"item": Item, "transfer": NationalTransfer, "state": State} | {
    name: codes for name, codes in variables.CODES.items() if name not in ("scheme", "disability_case")
}  # code sections named after enumerations that the schema does not have
LIVELIHOOD_STANDINGS = ("not_tested", "above", "refused_assets", "not_asking", "just_above", "in_grace", "receives")
OWN_CODES = {
    "bridge_way": {TO_EMPLOYEES: "to_employees", NO_WAY: "no_way", TO_RESIDENTS: "to_residents"},
    "livelihood_standing": dict(enumerate(LIVELIHOOD_STANDINGS)),
    "disability_case": {NONE: "none", LIMITED: "limited", BASIC_ONLY: "basic_part", FULL: "full"},
}
SHOWN = ("code", "choice", "flag", "month index")  # told in words, not with a unit


def parameters(rule):
    function = RULES[rule].function
    return tuple(inspect.signature(getattr(function, "py_func", function)).parameters)


def leaves(node, path=()):
    """Yield every entry that has words, with its path."""
    if "en" in node or "zh" in node:
        yield path, node
    for name, part in node.items():
        if isinstance(part, dict):
            yield from leaves(part, (*path, name))


def is_chinese(text):
    return any("一" <= letter <= "鿿" for letter in text)


def said_in(section):
    """Return the names that the package's sources look up in a section, as literals."""
    text = "".join(path.read_text("utf-8") for path in PACKAGE.rglob("*.py"))
    return set(re.findall(rf'{section}\(\s*"(\w+)"', text))


def test_every_word_stands_in_both_languages():
    for path, entry in leaves(book()):
        assert set(LANGUAGES) <= set(entry), path
        assert bool(entry["en"]) == bool(entry["zh"]) or path[0] == "units", path
        formula = entry["zh"] if isinstance(entry["zh"], str) else ""
        assert placeholders(entry["en"]) == () or set(placeholders(entry["en"])) == set(placeholders(formula)), path


def test_the_book_has_the_rules_and_no_other():
    assert set(book()["rules"]) == set(RULES)


@pytest.mark.parametrize("name", sorted(RULES))
def test_a_rule_has_its_words_beside_its_module(name):
    """In the words of its scheme: one file, or one for each module of clauses."""
    scheme, *_, chapter = RULES[name].function.__module__.split(".")[2:]
    folder = PACKAGE / "schemes" / scheme
    file = folder / ("words.yaml" if chapter == "rules" else f"words/{chapter}.yaml")
    assert f"\n  {name}:\n" in file.read_text("utf-8"), f"{file} lacks {name}"


@pytest.mark.parametrize("name", sorted(RULES))
def test_a_rule_has_name_formula_and_inputs(name):
    words, inputs = rule_words(name), parameters(name)
    assert is_chinese(words["zh"])
    assert not is_chinese(words["en"])
    named = [set(placeholders(words["formula"][language])) for language in LANGUAGES]
    assert named[0] == named[1], "the two languages name other inputs"
    assert named[0] <= set(inputs), f"not inputs of the rule: {named[0] - set(inputs)}"
    assert named[0]
    for one in inputs:
        assert one in book()["inputs"] or one in words.get("inputs", {}), f"words/inputs.yaml lacks {one}"
    for one, other in words.get("inputs", {}).items():
        assert one in inputs, f"{one} is no input of {name}"
        assert other != book()["inputs"].get(one), f"{one} is named so for all rules"


@pytest.mark.parametrize("name", sorted(RULES))
def test_a_formula_is_told_whole_in_both_languages(name):
    """With values every input is told, in the formula or behind it, and nothing stays in braces or in Latin letters."""
    values = {one: 7.0 if input_words(one, rule_words(name)).get("as") == SHARE else 1 for one in parameters(name)}
    for language in LANGUAGES:
        told = formula_text(rule_words(name), values, language)
        assert not re.search(r"[{}]", told)
        assert formula_text(rule_words(name), {}, language) == ""
    assert not re.search(r"[A-Za-z]", told.replace("max(", "")), told
    unit = RULES[name].unit.replace("fen", "yuan", 1)
    assert result_text(name, 1.0, unit, "zh")


def test_no_input_is_named_that_nothing_has():
    terms = {one for term in book()["terms"].values() for one in placeholders(term.get("formula", {}).get("en", ""))}
    assert set(book()["inputs"]) == {one for name in RULES for one in parameters(name)} | terms


def test_inputs_are_read_in_a_known_way():
    ways = {AGE, MONTH, SHARE, FLAG, PROVINCE, *(section for section in book() if names_of_codes(section))}
    entries = [*book()["inputs"].values()]
    entries += [one for rule in book()["rules"].values() for one in [rule, *rule.get("inputs", {}).values()]]
    assert {one["as"] for one in entries if "as" in one} <= ways


def test_a_formula_without_values_is_told_by_the_names_of_its_inputs():
    words = rule_words("double_drawing_debt")
    assert formula_text(words, {"months": 3}, "en") == "basic part × months drawn twice 3"
    assert formula_text(rule_words("account_pension"), {"account": 27785.36, "divisor": 170.0}, "zh") == (
        "个人账户储存额27,785.36÷计发月数170"
    )
    assert formula_text(rule_words("counted_years"), {"months": 267, "way": 4, "month_fraction": 0.083}, "en") == (
        "months 267 ÷ 12, way: a fixed fraction a month [years a month beyond full years 0.083]"
    )


@pytest.mark.parametrize("section", sorted({*BEYOND_THE_SCHEMA, *CODED}))
def test_codes_have_words_and_no_others(section):
    codes = BEYOND_THE_SCHEMA.get(section) or CODED[section]
    assert set(book().get(section, {})) == {code.name.lower() for code in codes}, f"words/codes.yaml: {section}"


def test_every_enumeration_of_the_schema_has_words():
    assert set(CODED) <= set(book())


def test_codes_that_no_enumeration_has_are_those_of_the_rules():
    for section, names in OWN_CODES.items():
        assert names_of_codes(section) == names
    assert {int(code): code.name.lower() for code in variables.AllowanceCase}.items() <= OWN_CODES[
        "disability_case"
    ].items()


ASSUMED = [quantity for quantity in assumption_quantities().values() if quantity.field]
VALUES = [*((field.name, field.unit) for field in LAW_FIELDS), *((one.field, one.unit) for one in ASSUMED)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_values_of_law_behaviour_and_persons_have_units_in_words(language):
    for name, unit in VALUES:
        text = law_text(name, 1, unit, language)
        assert text
        assert unit in SHOWN or language == "en" or not re.search(r"[a-z]{2}", text), (name, text)
        if unit in ("code", "choice"):
            assert not text[0].isdigit(), f"{name} has codes without words"
    teller = PartingTeller(language)
    for field in PERSON_FIELDS:
        change = {"field": field.name, "unit": field.unit}
        value = "2031-01" if field.unit == "month index" else 1
        if field.unit in WORKINGS or field.name == "number":
            continue
        text = teller.value(change, value)
        if field.unit == "code":
            assert not text[0].isdigit(), f"{field.name} has codes without words"
        assert language == "en" or not re.search(r"[a-z]{2}", text), (field.name, text)


def test_no_unit_without_a_use():
    fields = (
        *LAW_FIELDS,
        *ASSUMED,
        *PERSON_FIELDS,
        *(entry for table in variables.TABLES.values() for entry in table),
    )
    used = {one.unit for one in (*fields, *RULES.values())}
    used |= {entry["unit"] for section in ("terms", "labels") for entry in book()[section].values() if "unit" in entry}
    used |= {entry["unit"] for part in book()["labels_in"].values() for entry in part.values() if "unit" in entry}
    assert set(book()["units"]) <= used | {unit.replace("fen", "yuan", 1) for unit in used}


def test_results_and_figures_have_words_and_no_others():
    assert set(book()["axes"]) == {axis for variable in (*VARIABLES, *SUMS) for axis in variable.dims}
    assert set(book()["headline"]) == {row.key for row in ROWS}
    assert set(book()["parts"]) == set(PensionParts._fields)
    assert set(book()["tables"]) == set(World._fields) - {"law", "assumptions"}
    assert {measure.name.lower() for measure in Lifetime if measure != Lifetime.PERSONS} <= set(book()["compared"])
    for key in (*PLACE_KEYS, *PROVINCE_KEYS, *book()["region"]):
        assert is_chinese(place_name(key, "zh"))


def test_words_of_cases_are_those_the_calculator_says():
    assert said_in(r"\.note") == set(book()["notes"])
    assert said_in(r"\.term") == set(book()["terms"])
    literal = "".join(path.read_text("utf-8") for path in (PACKAGE / "cases").glob("*.py"))
    for section in ("phrases", "titles", "labels", "case_kinds"):
        for name in book()[section]:
            assert f'"{name}"' in literal or f"{name}=" in literal, f"{section} {name} is said nowhere"


@pytest.mark.parametrize("term", sorted(book()["terms"]))
def test_a_term_has_name_and_unit(term):
    words = term_words(term)
    assert is_chinese(words["zh"])
    assert words["unit"] == "place" or words["unit"] in book()["units"]
    assert term not in RULES or words.get("rule") == term
    for language in LANGUAGES:
        assert set(placeholders(words.get("formula", {}).get(language, ""))) <= set(book()["inputs"])


def test_words_of_a_life_are_said():
    """Sentences, events, outcomes and moves of a life are names in the package; none is left over."""
    sources = "".join(
        path.read_text("utf-8")
        for name in ("telling", "engine", "kernel", "schemes")
        for path in (PACKAGE / name).rglob("*.py")
    )
    said = set(re.findall(r"[\"'](\w+)[\"']", sources)) | set(re.findall(r"\bdef (\w+)\(", sources))
    said |= {choice.name.lower() for choice in Decision}
    said |= {f"own_{name}" for name in said} | {measure.name.lower() for measure in Lifetime}
    for section in ("text", "event", "events", "outcome", "account", "moved", "raise", "compared", "booked"):
        assert set(book()[section]) <= said, section


def test_codes_are_told_in_words():
    assert coded("transitional_form", 1, "zh") == "本人指数"
    assert coded("disability_case", 3, "en") == "full formula"
    assert coded("disability_case", 9, "en") is None
    assert coded("no such section", 0, "en") is None
