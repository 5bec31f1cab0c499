"""Wrong uses of what stands around a run: each ends with exit code 2 and what is allowed, none with a traceback."""

import functools
import os
import shlex
import shutil
import socket

import pyarrow.parquet
import pytest
from click.testing import CliRunner

from microsim.cli import main
from microsim.folders.manifest import file_hash, write_manifest
from microsim.report import comparison, indicators_shown
from microsim.report.outcome import read_run
from microsim.results.dataset import write_results
from tests.made_lives import made_lives
from tests.synthetic import synthetic_manifest, synthetic_results

SOLVE_WRONG = """name: bad
lever: {path: guangdong.employees.employer_rate, from: 2027-01-01, between: [0.1, 0.5]}
goal: {indicator: balance, region: guangdng, years: [2035, 2035]}
one_i: 5
"""
SOLVE_NOTHING = """name: bad
lever: {path: guangdong.employees.employer_rat, from: 2027-01-01, between: [0.1, 0.5]}
goal: {indicator: balance, region: guangdong, years: [2035, 2035]}
"""
BATCH_WRONG = "name: b\nscenarios: [baseline]\nkeep: [indicator, livs]\n"
EXPECTING = """name: asks
extends: baseline
expect:
  groups:
    - {who: {sex: femal}%s}
law:
  national.employees.employer_rate: {2030-01-01: 0.17}
"""
FILES = {"groups.yaml": EXPECTING % ", sign: up", "unjudged.yaml": EXPECTING % ""}
FILES |= {
    "broken.geojson": "{",
    "plain.geojson": "[]",
    "solve.yaml": SOLVE_WRONG,
    "lever.yaml": SOLVE_NOTHING,
    "batch.yaml": BATCH_WRONG,
    "file.txt": "x",
}

# command line: what is said of it
WRONG = {
    "compare base": "Missing argument 'REFORM",
    "compare base nosuch": "found no run of this name",
    "compare base refrm": "did you mean reform?",
    "compare base file.txt": "found no run of this name",
    "compare base empty": "found no run of this name",
    "compare base reform --by sx": "did you mean sex?",
    "compare base reform --by sex,sex": "found a group twice",
    "compare base reform --by sex": "--births FIRST-LAST",
    "compare base reform --closure nobody": "allowed are run, treasury",
    "compare base reform --persons quintl": "did you mean quintile?",
    "compare base reform --persons sex,sex": "found a group twice",
    "compare base reform --errors": "without totals by group of persons",
    "compare base seeds --persons sex": "seed",
    "compare base reform --net-of everything": "allowed are own, all",
    "compare base reform --births 2004-1960": "allowed are a first and a last year",
    "compare base reform --births abc": "allowed are a first and a last year",
    "compare base reform --births 1700-1710": "found nobody born from 1700 to 1710",
    "compare base reform --region guandong": "did you mean guangdong?",
    "compare base reform --year 2018": "found 2018 without --attribute",
    "compare base reform --attribute balanc": "found balanc",
    "compare base reform --attribute balance --year 2200": "allowed are years from 2017",
    "compare base reform --ends 0": "0 is not in the range",
    "compare base reform --xlsx out.txt": "allowed is one that ends in .xlsx",
    "compare base reform --xlsx nowhere/out.xlsx": "found no folder nowhere",
    "compare base reform --csv runs": "found a folder of this name",
    "compare base seeds": "seed",
    "compare base nolives --births 1960-2004": "run again with --lives",
    "compare base former": "this version reads 1",
    "compare base cut": "cut short, changed or of another run",
    "compare base unread": "cannot be read as JSON",
    "indicators": "--list shows what there is",
    "indicators nosuch": "found no run of this name",
    "indicators base benefitratio": "did you mean benefit_ratio?",
    "indicators base gini --by sx": "did you mean sex?",
    "indicators base gini --by cohort": "not told by cohort",
    "indicators base gini --region guandong": "did you mean guangdong?",
    "indicators base gini --region elsewhere": "found no region of this name",
    "indicators base gini --year 1990": "the run has 2017 to 2019",
    "indicators base --xlsx out.csv": "allowed is one that ends in .xlsx",
    "indicators base --csv nowhere/x.csv": "found no folder nowhere",
    "indicators base --dta runs": "found a folder of this name",
    "indicators --list nosuch": "found no indicator of this name",
    "figures nosuch": "found no run of this name",
    "figures base tile": "did you mean tiles?",
    "figures base tiles --format bmp": "bmp",
    "figures base tiles --geojson broken.geojson": "found no JSON",
    "figures base tiles --geojson plain.geojson": "--geojson: found",
    "figures base tiles --geojson nowhere.geojson": "nowhere.geojson",
    "figures base gains": "gains",
    "report base --out x.pdf": ".docx",
    "report base --out nowhere/x.html": "found no folder nowhere",
    "report base --out x.html --window 2030": "2030",
    "report base reform --out x.html --closure nobody": "allowed are run, treasury",
    "report base seeds --out x.html": "seed",
    "report base --out x.html --tornado file.txt": "file.txt",
    "report base --out x.html --geojson broken.geojson": "found no JSON",
    "runs nosuch": "found no folder of this name",
    "runs file.txt": "found no folder of this name",
    "runs --where 'seed = '": "columns are name",
    "runs --where '1; DROP TABLE runs'": "columns are name",
    "runs --where 'nosuch = 1'": "columns are name",
    "runs --where \"(SELECT count(*) FROM read_csv('file.txt')) > 0\"": "disabled by configuration",
    "cite nosuch": "found no run of this name",
    "cite unread": "cannot be read as JSON",
    "run baseline+ --one-in 50000": "names with one + between them",
    "run +": "names with one + between them",
    "run no-cliff+no-cliff": "a second time",
    "run baseline+nosuch": "found no scenario nosuch",
    "run ages-65-60-60+raise-retirement-age": "women_cadre.final_age",
    "run baseline --lives --draws 3": "found beside --draws",
    "run baseline --checkpoint 5 --draws 3": "--checkpoint: found beside --draws",
    "run baseline --restart --draws 3": "--restart: found beside --draws",
    "scenario list nosuchword": "found no scenario that says so",
    "scenario try baseline": "expect: found nothing",
    "scenario try no-cliff --until 1990": "found 1990",
    "solve nosuch": "found no question nosuch",
    "solve solve.yaml": "did you mean guangdong?",
    "solve lever.yaml": "employer_rat",
    "solve balancing-rate --csv nowhere/x.csv": "found no folder nowhere",
    "balance germny": "did you mean germany?",
    "balance germany --set alpha=x": "NAME=NUMBER",
    "balance germany --set nosuch=1": "allowed is alpha",
    "balance germany --from 2060 --until 2030": "found 2030",
    "balance germany --tolerance 0": "a number above 0",
    "balance germany --out x.txt": "ends in .yaml",
    "sensitivity baseline nosuch": "a row of the headline",
    "sensitivity baseline balance --only nosuchword": "a part of the path",
    "sensitivity baseline balance --figure out.bmp": "ends in .svg",
    "sensitivity baseline balance --csv nowhere/x.csv": "found no folder nowhere",
    "scenario try groups.yaml": "did you mean female?",
    "scenario try unjudged.yaml": "allowed are sign, by, by_share and nobody",
    "mobility base": "births: found runs to 2019, allowed are runs to 2056 or later",
    "mobility base --births 1960-1950": "allowed are a first and a last year",
    "sensitivity baseline balance --only 'nosuch.*'": "a part of the path",
    "mobility nosuch": "found no run of this name",
    "mobility base --by corridors": "found corridors",
    "mobility base --by standing": "found no reform",
    "mobility base --births x": "found x",
    "mobility base --csv x.txt": "ends in .csv",
    "sensitivity baseline balance --beside": "found no run of this name",
    "liabilities base --at 2200": "found 2200",
    "liabilities base --by sexs": "found sexs",
    "careers --place guangzho": "did you mean guangzhou?",
    "careers nosuch": "nosuch",
    "careers --level 0": "numbers from 0.1 to 20",
    "plan baseline baseline balance --see 1": "differs from the base",
    "plan baseline no-cliff nosuch --see 1": "a row of the headline",
    "plan baseline no-cliff balance --see nan": "a number above 0",
    "plan baseline no-cliff balance --see 1 --until 2030": "found 2030",
    "plan baseline no-cliff balance --see 1 --csv nowhere/x.csv": "found no folder nowhere",
    "batch batch.yaml": "did you mean lives?",
    "explain baseline --person base/nosuch/inter_rural/female/34/2016/21541": "place nosuch",
    "explain baseline --person base/dongguan/inter_rural/female/34/2016": "origin/place/status/sex/age/year/count",
}


def written(folder, name, seed):
    """Write a whole run folder."""
    folder.mkdir(parents=True)
    tree, manifest = synthetic_results(3, (seed,)), synthetic_manifest(name, seed=1)
    numbers = ("until", "seed", "replicates", "price_year")
    tree.attrs.update({"scenario": name, "inputs": "same", **{number: manifest[number] for number in numbers}})
    write_results(tree, folder / "results.nc")
    outputs = {"results.nc": file_hash(folder / "results.nc")}
    pyarrow.parquet.write_table(made_lives(400, gain=5.0 * seed), folder / "lives.parquet")
    outputs["lives.parquet"] = file_hash(folder / "lives.parquet")
    write_manifest(folder / "manifest.json", manifest | {"outputs": outputs})


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    """A folder with runs of many kinds and files that are wrong."""
    folder = tmp_path_factory.mktemp("bench")
    runs = folder / "runs"
    for name, seed in (("base", 0), ("reform", 1)):
        written(runs / name, name, seed)
    for name in ("nolives", "cut", "seeds", "former", "unread"):
        shutil.copytree(runs / "reform", runs / name)
    (runs / "cut" / "results.nc").write_bytes((runs / "cut" / "results.nc").read_bytes()[:1000])
    for name, old, new in (
        ("seeds", '"seed": 1', '"seed": 2'),
        ("former", '"format_version": 1', '"format_version": 0'),
        ("nolives", '"lives.parquet"', '"other"'),
    ):
        text = (runs / name / "manifest.json").read_text(encoding="utf-8")
        assert old in text
        (runs / name / "manifest.json").write_text(text.replace(old, new), encoding="utf-8")
    (runs / "nolives" / "lives.parquet").unlink()
    (runs / "unread" / "manifest.json").write_text("{", encoding="utf-8")
    (runs / "empty").mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def quick(bench, monkeypatch):
    """Runs are read once: what is asked of them is what is tested."""
    monkeypatch.chdir(bench)
    monkeypatch.delenv("MICROSIM_TRACEBACK", raising=False)
    for module in (comparison, indicators_shown):
        monkeypatch.setattr(module, "read_run", read_once(os.fspath(bench)))


@functools.cache
def read_once(_):
    """Return a reader of runs that keeps them, for one folder of runs."""
    return functools.cache(read_run)


@pytest.mark.parametrize("line", WRONG)
def test_a_wrong_use_is_told_what_is_allowed(quick, line):
    result = CliRunner().invoke(main, shlex.split(line))
    assert result.exit_code == 2, result.output[-500:]
    assert WRONG[line] in result.output
    assert "Traceback" not in result.output


def test_a_port_that_is_taken_is_told(quick):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        result = CliRunner().invoke(main, ["explore", "--no-browser", "--port", str(port)])
    assert result.exit_code == 2
    assert f"found {port}, which another program uses; allowed is another port" in result.output


def test_the_runs_themselves_compare(quick):
    """What is refused above is refused for its own reason."""
    result = CliRunner().invoke(main, ["compare", "base", "reform", "--births", "1960-2004", "--by", "sex"])
    assert result.exit_code == 0, result.output[-500:]
