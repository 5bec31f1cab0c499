"""The commands of the library, the solver, balancing, the tornado and the planner: help, lists and wrong uses."""

import pytest
from click.testing import CliRunner

import microsim as ms
from microsim.cli import main
from microsim.scenarios.files import reform_names, shipped_names


def run(*arguments):
    return CliRunner().invoke(main, list(arguments), catch_exceptions=False)


def test_the_list_holds_every_scenario_and_finds_by_words_in_either_language():
    names = [line.split()[0] for line in run("scenario", "list").output.splitlines()]
    assert names == [*shipped_names(), *reform_names()]
    found = run("scenario", "list", "uprating", "prices").output.splitlines()
    assert [line.split()[0] for line in found] == ["uprating-by-prices", "uprating-half-and-half"]
    assert "养老金只按上年物价涨幅调整" in run("scenario", "list", "物价涨幅调整", "--lang", "zh").output


def test_a_reform_shows_its_expectations_as_a_file(tmp_path):
    text = run("scenario", "show", "no-cliff").output
    assert "expect:" in text
    assert "proposed:" in text
    file = tmp_path / "copy.yaml"
    file.write_text(text, encoding="utf-8")
    assert ms.scenario(file).expect == ms.scenario("no-cliff").expect


WRONG = [
    (["run", "no-clif+employer-rate"], "no-clif: found no scenario no-clif"),
    (["scenario", "list", "no-cliffs"], "found no scenario that says so"),
    (["scenario", "try", "employer-rate"], "employer-rate: expect: found nothing"),
    (["scenario", "try", "no-clif"], "did you mean no-cliff?"),
    (["solve"], "Missing argument 'FILE'"),
    (["solve", "balancing-rat"], "did you mean balancing-rate?"),
    (["solve", "nowhere.yaml"], "nowhere.yaml"),
    (["balance", "swedn"], "did you mean sweden?"),
    (["balance", "sweden", "--set", "turnover"], "found turnover, allowed is NAME=NUMBER"),
    (["balance", "sweden", "--set", "turnover=x"], "found turnover=x, allowed is NAME=NUMBER"),
    (
        ["balance", "sweden", "--out", "found.txt"],
        "found a file that ends in .txt, allowed is one that ends in .yaml or .yml",
    ),
    (["balance", "sweden", "--from", "2018"], "start: found 2018"),
    (["sensitivity", "baseline", "balanc"], "did you mean balance?"),
    (
        ["sensitivity", "baseline", "balance", "--figure", "tornado.gif"],
        "allowed is one that ends in .svg or .png or .pdf",
    ),
    (["sensitivity", "baseline", "balance", "--only", "xyz"], "--all moves more of them"),
    (["sensitivity", "baselin", "balance"], "did you mean baseline?"),
    (["plan", "baseline", "no-cliff", "balance"], "Missing option '--see'"),
    (["plan", "baseline", "no-cliff", "balance", "--see", "-1"], "found -1.0, allowed is a number above 0"),
    (["plan", "baseline", "baseline", "balance", "--see", "1"], "allowed is a scenario that differs from the base"),
    (["plan", "baseline", "no-cliff", "balance", "--see", "1", "--year", "2200"], "year: found 2200"),
]


@pytest.mark.parametrize(("arguments", "fragment"), WRONG, ids=[" ".join(arguments) for arguments, _ in WRONG])
def test_a_wrong_use_ends_with_2_and_says_what_is_allowed(arguments, fragment, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = run(*arguments)
    assert done.exit_code == 2, done.output
    assert fragment in done.output
    assert not list(tmp_path.iterdir())
