"""The explain command as a user meets it."""

import json

import pytest
from click.testing import CliRunner

from microsim.cli import main

PERSON = "base/shenzhen/inter_rural/female/31/2016/7"


def call(*arguments):
    return CliRunner().invoke(main, ["explain", *arguments])


def test_a_life_as_text_and_as_data():
    text, data = call("--person", PERSON), call("--person", PERSON, "--json")
    assert text.exit_code == data.exit_code == 0
    assert text.stdout.startswith(PERSON)
    told = json.loads(data.stdout)
    assert told["person"]["id"] == PERSON
    assert told["scenario"] == "baseline"
    same = call("--person", told["person"]["number"])
    assert same.stdout == text.stdout


def test_a_life_in_chinese():
    result = call("--person", PERSON, "--lang", "zh")
    assert "深圳" in result.stdout
    assert "抽取" in result.stdout


@pytest.mark.slow
def test_two_scenarios():
    """Some of the next persons like this one still pay when the rate changes."""
    texts = []
    for count in range(7, 17):
        result = call("baseline", "employer-rate", "--until", "2035", "--person", PERSON.replace("/7", f"/{count}"))
        assert result.exit_code == 0
        texts.append(result.stdout)
        if "guangdong.employees.employer_rate" in result.stdout:
            assert "16% of the base in baseline, 18% of the base in employer-rate" in result.stdout
            return
    pytest.fail("\n".join(texts))


def test_a_list_of_persons():
    result = call("--sample", "3")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 3
    assert len(json.loads(call("--find", "place=shanghai", "--json").stdout)) == 10


@pytest.mark.parametrize(
    ("arguments", "fragments"),
    [
        ([], ["explain: found no person", "--sample K"]),
        (["--person", "1", "--sample", "2"], ["found --person and a list"]),
        (["--person", "nobody"], ["--person: found nobody"]),
        (["--person", "base/shenzhen/local_urban/male/30/2016/99999999"], ["counts 0 to"]),
        (["--person", PERSON, "--until", "2200"], ["found 2200", "2011 to 2100"]),
        (["basline", "--person", PERSON], ["did you mean baseline?"]),
        (["baseline", "baseline", "baseline", "--person", PERSON], ["found 3 scenarios"]),
        (["--sample", "0"], ["Invalid value for '--sample'"]),
        pytest.param(
            ["--find", "place=shenzhen,claim=2090,birth=1950"], ["no such life among"], marks=pytest.mark.slow
        ),
        (["--person", PERSON, "--lang", "fr"], ["Invalid value for '--lang'"]),
    ],
)
def test_wrong_input_ends_with_two(arguments, fragments):
    result = call(*arguments)
    assert result.exit_code == 2, result.output
    assert "Traceback" not in result.output
    assert not result.stdout
    for fragment in fragments:
        assert fragment in result.stderr


def test_python_call():
    import microsim as ms

    told = ms.explain("baseline", person=PERSON, until=2030)
    assert told["years"][-1]["year"] == 2030


def test_two_scenarios_of_other_years_are_refused(tmp_path):
    path = tmp_path / "short.yaml"
    path.write_text("name: short\nextends: baseline\nhorizon: {end: 2050}\n", encoding="utf-8")
    result = call("baseline", str(path), "--person", PERSON)
    assert result.exit_code == 2
    assert "baseline and short: until: found 2100 and 2050, allowed is one last year" in result.stderr
    result = call("baseline", "base-2020", "--person", PERSON)
    assert result.exit_code == 2
    assert "baseline and base-2020: base year: found 2016 and 2020" in result.stderr
