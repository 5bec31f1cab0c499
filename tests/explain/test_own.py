"""A person of own microdata is told as the run lives it, to the last bit, and with what the file says."""

import json

import numpy as np
import pytest
from click.testing import CliRunner

import microsim as ms
from microsim.cli import main
from microsim.engine.run import record_lives
from microsim.kernel.world import BASE_YEAR
from microsim.microdata.bring_in import import_file
from microsim.microdata.folder import SUMMARY, read_summary
from microsim.places import ELSEWHERE
from microsim.reading import InputError
from microsim.running import inputs_of
from microsim.telling import explain, prepared
from microsim.telling.person import own_number, readable
from microsim.telling.tell import Teller
from tests.microdata.extracts import Extract

UNTIL = 2060
IDS = ("a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The population folder of the sound extract; a8 draws a disability allowance, a row in 400 stands for nobody."""
    extract = Extract()
    for row, values in (
        (8, {"person": "a8", "sex": "female", "birth": "1972-06", "place": "shanghai", "hukou_place": "shanghai"}),
        (9, {"person": "light", "sex": "male", "birth": "1980-01", "place": "foshan", "weight": 0.25}),
    ):
        extract.persons.loc[row - 1] = [None] * extract.persons.shape[1]
        extract.put("persons", row, **values)
    more = {"weight": 30.0, "hukou_type": "urban", "labour": "not_working", "membership": "dormant", "paid_months": 200}
    extract.put("persons", 8, **more, last_paid="2014-06", record_place="shanghai", disability=1800.0)
    extract.put("persons", 1, public="yes").put("persons", 2, special="yes")
    place = tmp_path_factory.mktemp("own")
    paths, map_file = extract.write(place)
    return import_file(paths["persons"], map_file, place / "population", paths["spells"], paths["transfers"]).folder


@pytest.fixture(scope="module")
def told(folder):
    """Each person of the file as data."""
    return {person: explain(person=person, until=UNTIL, population=folder) for person in IDS}


def test_a_life_told_is_the_life_of_the_run(folder, told):
    """``explain`` compares with a run of the person alone; here with the records of a common run of them all."""
    inputs = inputs_of("baseline", UNTIL, folder)
    numbers = np.array([inputs.population.given.number_of(person) for person in IDS], dtype=np.uint64)
    assert set(numbers) <= set(inputs.population.sample(1))
    lives = record_lives(numbers, inputs.world, until=UNTIL, given=inputs.population.given)
    for person, life in zip(IDS, lives, strict=True):
        years = told[person]["years"]
        assert {year["year"] for year in years} == {
            BASE_YEAR + slot for slot in np.flatnonzero(life["birth"]) if slot > 0
        }
        for year in years:
            record = life[year["year"] - BASE_YEAR]
            for field in record.dtype.names:
                assert np.array_equal(year["record"][field], record[field]), (person, year["year"], field)


def test_what_the_file_says_is_told(told):
    own = told["a1"]["own"]
    facts = {fact["variable"]: fact for fact in own["facts"]}
    assert (own["id"], own["row"], own["copy"], own["stands_for"]) == ("a1", 1, 1, 100)
    assert facts["account"]["value"] == 90_000.0
    assert facts["membership"]["text"] == {"en": "paying", "zh": "缴费"}
    assert facts["birth"]["text"]["en"] == "1980-05"
    assert [spell[1]["value"] for spell in own["spells"]] == [0, 0]
    assert len(own["transfers"]) == 1
    assert facts["public"]["value"] == 1


def test_the_record_is_told_as_it_was_replayed(told):
    own = told["a1"]["own"]
    assert sum(year["months"] for year in own["replayed"]) == 150
    assert own["replayed"][0] | {"place": "foshan", "year": 2004, "months": 6} == own["replayed"][0]
    moved = [year for year in own["replayed"] if year["moved_to"]]
    assert [(year["year"], year["moved_to"]) for year in moved] == [(2006, "shanghai")]
    ends = {change["field"]: change for change in own["laid"] if change["field"] == "account_fen"}
    assert ends
    assert not told["a4"]["own"]["replayed"], "never insured"


def test_an_allowance_of_the_file_is_paid(told):
    (laid,) = [change for change in told["a8"]["own"]["laid"] if change["field"] == "disability_fen"]
    assert (laid["before"], laid["after"]) == (0, 180_000)
    first = told["a8"]["years"][0]
    paid = {row["item"]: row["yuan"] for row in first["money"]}["benefit_disability"]
    assert paid == pytest.approx(12 * first["record"]["disability_fen"] / 100)
    assert paid > 12 * 1800.0, "raised in January"
    assert first["labour"] == "not_working"


def test_the_public_service_of_the_file_goes_on(told):
    assert told["a1"]["years"][0]["record"]["public"] in (0, 1)
    kinds = {year["labour"]: year["record"]["public"] for year in told["a1"]["years"][:5]}
    assert kinds.get("formal", 1) == 1


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("person", IDS)
def test_text(told, person, language):
    lines = list(Teller(language).life(told[person]))
    assert lines[0].startswith(person)
    assert not any("{" in line for line in lines)
    assert all(any(line.startswith(str(year["year"])) for line in lines) for year in told[person]["years"])


def test_ids_numbers_and_copies(folder):
    people = prepared("baseline", UNTIL, folder).population.given
    first = own_number("a1", people)
    assert own_number(str(first), people) == own_number(readable(first), people) == own_number("a1#1", people) == first
    assert len({own_number(f"a1#{copy}", people) for copy in range(1, 101)}) == 100
    for row in range(len(people.ids)):
        number = people.number_of(people.ids[row])
        assert (number is None) == (people.weight_of(people.ids[row]) == 0)
        if number is not None:
            assert people.place_of(number) == (row, 0)
            assert people.rows(np.array([number], dtype=np.uint64))[0] == row


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a11", r"no row has this id, did you mean a1\?"),
        ("a1#101", "stands for 100 persons, allowed is #1 to #100"),
        ("a1#0", "allowed is #1 to #100"),
        ("light", "its weight rounds to nobody"),
        ("", "found nothing"),
        ("base/shanghai/local_urban/male/30/2016/2147483650", "population folder does not have"),
        ("base/shanghai/local_urban/male/30/2016/1", "has no such person"),
    ],
)
def test_persons_the_file_lacks_are_refused(folder, text, message):
    with pytest.raises(InputError, match=message):
        explain(person=text, until=UNTIL, population=folder)


def test_a_file_person_without_the_folder_is_refused(told):
    with pytest.raises(InputError, match="name the folder with --population"):
        explain(person=told["a1"]["person"]["number"], until=UNTIL)


@pytest.mark.slow
def test_two_scenarios(folder):
    reform = ms.scenario("baseline").set("national.residents.basic_pension", {"2020-01-01": 400})
    comparison = explain("baseline", reform, person="a4", until=2035, population=folder)["comparison"]
    assert comparison["parts"]["year"] == 2020
    assert comparison["parts"]["because"]
    same = explain("baseline", "baseline", person="a6", until=2035, population=folder)
    assert same["comparison"]["parts"] is None


def call(folder, *arguments):
    return CliRunner().invoke(main, ["explain", "--population", str(folder), "--until", "2035", *arguments])


def test_the_command(folder):
    text = call(folder, "--person", "a3")
    assert text.exit_code == 0, text.output
    assert text.stdout.startswith("a3 (row 3, number 1 of 100 persons it stands for): man, born 1950-01")
    assert "a2" in call(folder, "--person", "a2", "--lang", "zh").stdout
    listed = json.loads(call(folder, "--sample", "5", "--json").stdout)
    assert {person["id"].partition("#")[0] for person in listed} <= set(IDS)
    chosen = json.loads(call(folder, "--find", "place=shenzhen", "--json").stdout)
    assert {person["id"].partition("#")[0] for person in chosen} == {"a2"}
    wrong = call(folder / "nowhere", "--person", "a1")
    assert wrong.exit_code == 2
    assert SUMMARY in wrong.stderr


def test_newcomers_are_told_too(folder):
    (baby,) = json.loads(call(folder, "--find", "origin=birth", "--sample", "1", "--json").stdout)
    assert baby["id"].startswith("birth/")
    assert call(folder, "--person", baby["id"]).exit_code == 0


def test_the_folder_is_read_anew_after_an_import(folder):
    assert read_summary(folder)["rows"]["persons"] == 9
    assert prepared("baseline", UNTIL, folder) is prepared("baseline", UNTIL, folder)
    assert prepared("baseline", UNTIL, folder).population.given.facts.persons["hukou_place"][0] != ELSEWHERE
