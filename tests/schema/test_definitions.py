"""A quantity is defined once, the definitions make the records, and a mistake in one is found where it stands."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import microsim
from microsim.law.load import load_assumptions, load_statute
from microsim.law.values import number
from microsim.reading import InputError, Position
from microsim.schema import (
    LAW,
    LAW_FIELDS,
    LAW_QUANTITIES,
    STATUTE_QUANTITIES,
    CreditMethod,
    Field,
    Track,
    TransitionalForm,
    YearCount,
)
from microsim.schema.quantities import read_quantities
from microsim.schema.records import in_order, read_person

PACKAGE = Path(microsim.__file__).parent
CODES = {
    "accounts.credit_method": CreditMethod,
    "pension.year_count": YearCount,
    "pension.transitional_form": TransitionalForm,
}
GOOD = """pension:
  accrual_rate:
    en: Accrual
    zh: 计发比例
    unit: per year
    kind: share
    field: accrual_rate
    does: What a year adds.
"""


def test_every_quantity_of_the_statute_is_in_force_somewhere_or_follows_a_rule():
    held = {path.partition(".")[2] for path in load_statute().entries}
    ruled = {field.path for field in LAW_FIELDS}
    assert held <= set(STATUTE_QUANTITIES)
    assert set(STATUTE_QUANTITIES) - held <= ruled, "a quantity that no place has and no record holds"


@pytest.mark.parametrize("path", LAW_QUANTITIES)
def test_a_definition_says_what_it_is_and_does(path):
    quantity = LAW_QUANTITIES[path]
    assert any("一" <= letter <= "鿿" for letter in quantity.zh)
    assert quantity.does
    assert quantity.does.endswith(".")
    assert quantity.does != quantity.en


def test_the_words_of_codes_are_those_of_the_code():
    for path, code in CODES.items():
        assert LAW_QUANTITIES[path].words == {member.name.lower(): member.value for member in code}
        assert LAW_QUANTITIES[path].kind in ("word", "choice")
    tracks = LAW_QUANTITIES["retirement.flexible_women_track"].words
    assert tracks == {track.name.lower(): track.value for track in Track if track is not Track.MEN}
    assert all(number(word) == code for word, code in LAW_QUANTITIES["pension.transitional_form"].words.items())


def test_each_track_has_a_path_and_a_name_of_its_own():
    ages = [STATUTE_QUANTITIES[f"retirement.{track.name.lower()}.final_age"] for track in Track]
    assert len({age.en for age in ages}) == len({age.zh for age in ages}) == len(Track)
    assert {age.field for age in ages} == {"final_age"}


def test_assumptions_are_defined_with_their_values():
    entries = load_assumptions().entries
    fields = [entry.quantity.field for entry in entries.values() if entry.quantity.field]
    assert len(fields) == len(set(fields))
    for path, entry in entries.items():
        assert entry.quantity.path == path
        assert (entry.table is None) == (entry.quantity.kind == "word")
        assert entry.table is not None or entry.value in entry.quantity.words


def test_the_record_holds_what_the_definition_says():
    for field in LAW_FIELDS:
        quantity = LAW_QUANTITIES[field.path]
        assert (field.english, field.chinese) == (quantity.en, quantity.zh)
        assert LAW[field.name].base == field.type
        assert (field.type == "i4") == (quantity.about.whole and not quantity.monthly)


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("kind: share", "kind: shares", 6, "did you mean share?"),
        ("kind: share", "kind: share\n    kin: share", 7, "found kin, allowed are en"),
        ("    zh: 计发比例\n", "", 2, "zh is missing"),
        ("    unit: per year\n", "", 2, "unit is missing, which a share has to name"),
        ("kind: share", "kind: choice", 2, "words of the choice are missing"),
        ("kind: share", "kind: share\n    words: [one, two]", 2, "found words without a word"),
        ("kind: share", "kind: share\n    least: 0.5\n    most: 0.2", 2, "least 0.5 is not below most 0.2"),
        ("kind: share", "kind: share\n    most: high", 7, "most found 'high', which is no value"),
        ("kind: share", "kind: parameter", 2, "least is missing, which this kind has to name"),
        ("  accrual_rate:\n", "  accrual_rate: 3\n  other:\n", 2, "expected an entry with kind"),
    ],
)
def test_mistakes_in_a_definition(tmp_path, old, new, line, words):
    file = tmp_path / "pension.yaml"
    file.write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_quantities([file])
    found = [problem for problem in caught.value.problems if words in problem.message]
    assert found, str(caught.value)
    assert (found[0].file, found[0].line) == (str(file), line)


def test_a_quantity_defined_in_two_files(tmp_path):
    files = [tmp_path / "one.yaml", tmp_path / "two.yaml"]
    for file in files:
        file.write_text(GOOD, encoding="utf-8")
    with pytest.raises(InputError, match=r"two.yaml:2:3: pension.accrual_rate: found twice, first at .*one.yaml:2:3"):
        read_quantities(files)


def test_the_order_names_every_field_once():
    fields = {name: Field(name, "f8", 0, "share", "", "", "") for name in ("first", "second")}
    at = Position("order.yaml", 3, 1)
    assert [field.name for field in in_order(["second", "first"], fields, at)] == ["second", "first"]
    for listed, words in (
        (["first"], "second: is defined but not in the order"),
        (["first", "second", "first"], "first: found in the order twice"),
        (["first", "secund", "second"], r"secund: found in the order but defined nowhere, did you mean second\?"),
    ):
        with pytest.raises(InputError, match=f"order.yaml:3:1: {words}"):
            in_order(listed, fields, at)


def test_mistakes_in_the_fields_of_a_person(tmp_path):
    file = tmp_path / "person.yaml"
    file.write_text(
        "a:\n  age: {en: Age, zh: 年龄, type: i1, by: plce}\nb:\n  age: {zh: 年龄, unit: years, type: i1}\n", "utf-8"
    )
    with pytest.raises(InputError) as caught:
        read_person([file])
    text = str(caught.value)
    for words in (
        "2:3: a.age: unit is missing",
        "found plce, allowed are province and region",
        "4:3: b.age: en is missing",
        "b.age: found a second time",
    ):
        assert words in text


def test_an_edited_definition_changes_the_folder_of_compiled_code(tmp_path):
    shutil.copytree(PACKAGE, tmp_path / "microsim", ignore=shutil.ignore_patterns("__pycache__", "population"))
    environment = os.environ | {"PYTHONPATH": str(tmp_path), "NUMBA_CACHE_DIR": str(tmp_path / "cache")}
    ask = "import microsim.kernel.jit as jit; print(jit.__file__, jit.source_hash())"

    def answer():
        found = subprocess.run(
            [sys.executable, "-c", ask], env=environment, cwd=tmp_path, capture_output=True, text=True
        )
        assert found.stdout.startswith(str(tmp_path)), found.stderr
        return found.stdout.split()[1]

    seen = [answer()]
    for name in ("schemes/employees/law/pension.yaml", "schema/person.yaml", "schema/order.yaml"):
        with (tmp_path / "microsim" / name).open("a", encoding="utf-8") as file:
            file.write("# edited\n")
        seen.append(answer())
    assert len(set(seen)) == 4
