"""What a shell is offered."""

import pytest
from click.shell_completion import ShellComplete

from microsim.cli import main


def offered(*words):
    """Return what is offered for the last of some words, and of which kind."""
    found = ShellComplete(main, {}, "microsim", "_MICROSIM_COMPLETE").get_completions(list(words[:-1]), words[-1])
    return {item.value: item.type for item in found}


@pytest.mark.parametrize(
    ("words", "among"),
    [
        (("run", "raise-"), "raise-retirement-age"),
        (("explain", "basel"), "baseline"),
        (("scenario", "show", "known-"), "known-2016"),
        (("law", "nat"), "national."),
        (("law", "guangdong.employees.employer_r"), "guangdong.employees.employer_rate"),
        (("assumptions", "economy.cp"), "economy.cpi"),
        (("run", "--set", "fertili"), "fertility."),
        (("indicators", "some-run", "gin"), "gini_with_zeros"),
        (("indicators", "some-run", "--by", "q"), "quintile"),
        (("indicators", "some-run", "--region", "shenz"), "shenzhen"),
    ],
)
def test_a_name_is_completed(words, among):
    found = offered(*words)
    assert among in found
    assert all(name.startswith(words[-1]) for name in found)
    assert set(found.values()) == {"plain"}


def test_a_file_may_stand_for_a_scenario_and_nothing_for_an_indicator():
    assert offered("run", "no-such") == {"no-such": "file"}
    assert offered("indicators", "some-run", "no-such") == {}


def test_runs_are_those_under_runs(tmp_path, monkeypatch):
    (tmp_path / "runs" / "mine").mkdir(parents=True)
    (tmp_path / "runs" / "mine" / "manifest.json").write_text("{}", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert list(offered("cite", "m")) == ["mine"]
