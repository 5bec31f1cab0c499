"""The command line as a user meets it: output, exit codes, no traceback, quick help."""

import os
import resource
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from microsim.cli import main

ROOT = Path(__file__).parents[2]
RATE = "guangdong.employees.employer_rate"


@pytest.fixture
def call(tmp_path, monkeypatch):
    """Call the command line in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(main, arguments)


def is_refused(result, *fragments):
    assert result.exit_code == 2, result.output
    assert "Traceback" not in result.output
    assert not result.stdout
    return all(fragment in result.stderr for fragment in fragments)


def test_check_says_what_is_right(call):
    result = call("scenario", "check", "baseline", "employer-rate", "base-2020")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "baseline: baseline is well-formed, 0 changes",
        "employer-rate: employer-rate is well-formed, 1 change",
        "base-2020: base-2020 is well-formed, 1 change",
    ]


def test_check_and_run_tell_what_is_outside_its_documented_range(call, tmp_path, monkeypatch):
    (tmp_path / "a.yaml").write_text("name: a\nassumptions:\n  wages.level: 2\n", encoding="utf-8")
    told = "unusual: a.yaml:3:3: assumptions.wages.level: found 2, outside the documented range 0.85 to 1.15 (ratio)"
    result = call("scenario", "check", "a.yaml")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == ["a.yaml: a is well-formed, 1 change", told]
    monkeypatch.setattr("microsim.commands.run_scenario", lambda *_, **__: None)
    monkeypatch.setattr("microsim.commands._report", lambda *_: None)
    result = call("run", "a.yaml", "--quiet")
    assert (result.exit_code, result.stdout, result.stderr.splitlines()) == (0, "", [told])


def test_check_tells_of_the_good_files_beside_the_bad_one(call):
    Path("bad.yaml").write_text("name: bad\nlaw: {pension: {2030-01-01: 1}}\n", encoding="utf-8")
    Path("good.yaml").write_text("name: good\ndescription: {en: in one language}\n", encoding="utf-8")
    result = call("scenario", "check", "bad.yaml", "good.yaml")
    assert result.exit_code == 2
    assert result.stdout == "good.yaml: good is well-formed, 0 changes\n"
    assert result.stderr.startswith("bad.yaml:2:")


def test_what_is_there_and_no_scenario_is_named(call):
    Path("table.xlsx").touch()
    Path("plans").mkdir()
    told = {name: call("scenario", "check", name).stderr for name in ("table.xlsx", "plans", "plan")}
    assert "found a file that ends in .xlsx, and a scenario ends in .yaml" in told["table.xlsx"]
    assert "plans: found a folder; allowed is" in told["plans"]
    assert "plan: found no scenario plan; allowed is" in told["plan"]


def test_check_lists_the_mistakes_of_all_files(call, tmp_path):
    (tmp_path / "a.yaml").write_text("name: a\nlaw: {x: 1}\n", encoding="utf-8")
    (tmp_path / "b.yaml").write_text("nam: b\n", encoding="utf-8")
    assert is_refused(
        call("scenario", "check", "a.yaml", "b.yaml"), "a.yaml:2:7: law.x: ", "b.yaml:1:1: ", "did you mean name?"
    )


def test_show_gives_a_file_that_stands_alone(call, tmp_path):
    shown = call("scenario", "show", "employer-rate", "--set", f"{RATE}={{2030: 0.2}}")
    assert shown.exit_code == 0
    assert "extends" not in shown.stdout
    (tmp_path / "again.yaml").write_text(shown.stdout, encoding="utf-8")
    assert call("scenario", "show", "again.yaml").stdout == shown.stdout


def test_show_origin_names_file_and_line(call):
    result = call("scenario", "show", "employer-rate", "--origin")
    (line,) = [line for line in result.stdout.splitlines() if RATE in line]
    assert "employer-rate.yaml:" in line
    assert "2027-01-01" in line


def test_a_date_that_acts_from_another_day_is_noted(call, tmp_path):
    (tmp_path / "x.yaml").write_text(f"name: x\nlaw:\n  {RATE}: {{2027-07-15: 0.18}}\n", encoding="utf-8")
    lines = call("scenario", "check", "x.yaml").stdout.splitlines()
    assert lines[0] == "x.yaml: x is well-formed, 1 change"
    assert lines[1].startswith(f"note: x.yaml:3:39: law.{RATE}: 2027-07-15 acts from 2027-08-01: ")
    assert len(lines) == 2


@pytest.fixture
def lived(monkeypatch):
    """Keep which scenario goes to which folder instead of living it; a manifest is all that is left there."""
    kept = []

    def run(scenario, until, out, progress, **options):
        from microsim.folders.manifest import write_manifest
        from microsim.results.folder import MANIFEST
        from tests.synthetic import synthetic_manifest

        out.mkdir(parents=True, exist_ok=True)
        design = {name: options[name] for name in ("one_in", "seed", "replicates")}
        manifest = synthetic_manifest(scenario.name, until=until or scenario.horizon.end, **design)
        manifest["inputs"] |= {"scenario": scenario.text_hash}
        write_manifest(out / MANIFEST, manifest)
        kept.append((scenario, out.as_posix()))
        return SimpleNamespace(manifest=manifest)

    monkeypatch.setattr("microsim.commands.run_scenario", run)
    return kept


def test_what_is_unusual_of_own_microdata_is_said(call, monkeypatch):
    def run(scenario, until, out, progress, **options):
        out.mkdir(parents=True)
        return SimpleNamespace(manifest={"population": {"unusual": ["reserves are scaled"]}})

    monkeypatch.setattr("microsim.commands.run_scenario", run)
    assert call("run", "baseline", "--quiet").stderr == "unusual: reserves are scaled\n"


def test_settings_go_to_folders_of_their_own(call, lived):
    sets = [["--set", f"{RATE}={{2027: {rate}}}"] for rate in (0.18, 0.19)]
    for arguments in ([], sets[0], sets[1], [*sets[0], "--set", "discount_rate=0.03"], sets[0]):
        assert call("run", "baseline", "--quiet", *arguments).exit_code == 0
    folders = [folder for _, folder in lived]
    assert folders[0] == "runs/baseline"
    assert all(folder.startswith("runs/baseline+employer_rate-") for folder in folders[1:3])
    assert folders[3].startswith("runs/baseline+discount_rate-")
    assert len(set(folders)) == 4
    assert folders[4] == folders[1]
    assert [scenario.name for scenario, _ in lived] == [Path(folder).name for folder in folders]


def test_a_name_of_ones_own(call, lived):
    result = call("run", "baseline", "--quiet", "--set", f"{RATE}={{2027: 0.18}}", "--name", "mine")
    assert result.exit_code == 0, result.output
    ((scenario, folder),) = lived
    assert (scenario.name, scenario.base_name, folder) == ("mine", "baseline", "runs/mine")


def test_several_scenarios_with_a_setting_have_names_of_their_own(call, lived):
    assert call("run", "baseline", "no-pooling", "--quiet", "--set", "discount_rate=0.03").exit_code == 0
    assert [folder.partition("+")[0] for _, folder in lived] == ["runs/baseline", "runs/no-pooling"]


def test_a_run_that_takes_the_place_of_another_says_so(call, lived):
    assert call("run", "--quiet").stderr == ""
    assert call("run", "--quiet").stderr == ""
    said = call("run", "--quiet", "--one-in", "4000", "--seed", "2").stderr
    assert (
        "runs/baseline: takes the place of a run with sample 1 in 1000 persons, now 1 in 4000 persons; seed 1" in said
    )
    noted = call("run", "--quiet", "--set", f"{RATE}={{2027-07-15: 0.18}}").stderr
    assert "2027-07-15 acts from 2027-08-01" in noted


def test_schema_is_the_exported_one(call):
    exported = (ROOT / "scenarios" / "scenario.schema.json").read_text(encoding="utf-8")
    assert call("scenario", "schema").stdout == exported


def test_law_tells_value_date_and_document(call):
    result = call("law", "national.retirement.men.final_age")
    assert result.exit_code == 0
    assert "目标退休年龄" in result.stdout
    assert any("2025-01-01" in line and "63y0m" in line and "国务院" in line for line in result.stdout.splitlines())


def test_law_of_a_day_comes_from_the_nearest_holder(call):
    result = call("law", "shenzhen.retirement.men.final_age", "--at", "2020-05-01")
    assert "national.retirement.men.final_age" in result.stdout
    assert "60y0m" in result.stdout
    assert "63y0m" not in result.stdout


def test_law_of_everything(call):
    result = call("law")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) > 500


@pytest.mark.parametrize(
    ("arguments", "fragments"),
    [
        (["run", "basline"], ["found no scenario basline", "did you mean baseline?"]),
        (["run", "missing.yaml"], ["found no scenario missing.yaml"]),
        (["run", "--set", "nothing=1"], ["--set nothing=1", "unknown assumption"]),
        (["run", "--set", f"{RATE}=[", "--set", "b"], [f"--set {RATE}=[:", "--set b: found no ="]),
        (["run", "--until", "2200"], ["--until: found 2200, the horizon of baseline allows 2017 to 2100"]),
        (["run", "baseline", "baseline"], ["found two scenarios of this name"]),
        (["run", "baseline", "employer-rate", "--name", "x"], ["--name: found a name for 2 scenarios"]),
        (["run", "--name", "../x"], ["--name: found ../x, allowed are letters"]),
        (["run", "--name", "baseline", "--set", "discount_rate=0.03"], ["--name: found baseline", "another name"]),
        (["run", "--set", f"{RATE}={{2027-07-15: 0.1, 2027-08-01: 0.2}}"], ["both act from 2027-08-01"]),
        (["compare", "one"], ["Missing argument"]),
        (["compare", "one", "two"], ["one: found no run of this name, allowed is a run folder or a name under runs/"]),
        (["run", "--one-in", "0"], ["Invalid value for '--one-in'"]),
        (["run", "--seed", "x"], ["Invalid value for '--seed'"]),
        (["run", "--threads", "0"], ["Invalid value for '--threads'"]),
        (["run", "--replicates", "-1"], ["Invalid value for '--replicates'"]),
        (["run", "--panel", "0"], ["Invalid value for '--panel'"]),
        (["run", "--nonsense"], ["No such option"]),
        (["run", "--out", "full"], ["full"]),
        (["law", "guangdong.employees.employer_rat"], [f"did you mean {RATE}?"]),
        (["law", "nowhere"], ["the statute has no nowhere"]),
        (["law", RATE, "--at", "soon"], ["--at: ", "soon"]),
        (["law", RATE, "--at", "2031-02-30"], ["--at: "]),
        (["law", RATE, "--at", "1900"], ["--at: found 1900"]),
        (["scenario", "show", "."], ["found a folder"]),
        (["scenario", "check"], ["Missing argument"]),
        (["nonsense"], ["No such command"]),
    ],
)
def test_wrong_input_ends_with_two(call, tmp_path, arguments, fragments):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("mine", encoding="utf-8")
    assert is_refused(call(*arguments), *fragments)


def test_failure_ends_with_one_and_one_line(call, monkeypatch):
    def fail(*arguments, **options):
        raise RuntimeError("the disk is gone")

    monkeypatch.setattr("microsim.commands.run_scenario", fail)
    result = call("run", "--out", "there")
    assert result.exit_code == 1
    assert result.stderr.splitlines()[0] == "failed: RuntimeError: the disk is gone"
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("flags", "options"),
    [
        ([], {"figures": True, "cache": True}),
        (["--no-figures"], {"figures": False, "cache": True}),
        (["--no-cache"], {"figures": True, "cache": False}),
    ],
)
def test_figures_and_caches_are_a_choice(call, monkeypatch, flags, options):
    asked = {}

    def run(scenario, **given):
        asked.update(given)
        raise OSError

    monkeypatch.setattr("microsim.commands.run_scenario", run)
    call("run", "--out", "there", *flags)
    assert {name: asked[name] for name in options} == options


@pytest.mark.parametrize(
    "arguments", [["--help"], ["run", "--help"], ["compare", "--help"], ["scenario", "--help"], ["--version"]]
)
def test_help_loads_nothing_heavy_and_is_quick(arguments):
    code = "import sys; from microsim.cli import main\ntry: main()\nexcept SystemExit: pass\nprint(sorted(set(sys.modules) & {'numpy', 'numba', 'pydantic', 'xarray', 'yaml', 'rich'}))"
    seconds = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments], capture_output=True, text=True, cwd=ROOT, check=True
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)  # what it works, however busy the machine is
        seconds.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert done.stdout.splitlines()[-1] == "[]"
    assert min(seconds) < 0.3


def test_python_calls_load_on_use(tmp_path):
    code = (
        "import sys, microsim as ms\n"
        "assert not {'numpy', 'numba', 'pydantic'} & set(sys.modules)\n"
        "assert ms.scenario('baseline').set('economy.discount_rate', 0.03).assumptions == {'economy.discount_rate': 0.03}\n"
        "assert callable(ms.run) and ms.run.__name__ == 'run_scenario'\n"
        "assert ms.scenario('baseline').name == 'baseline' and {'run', 'scenario'} <= set(dir(ms))\n"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", code], check=True, cwd=tmp_path, env=environment)
