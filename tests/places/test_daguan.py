"""A made-up province of three cities, given as data only, beside the shipped ones: law, people, numbers, funds."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DAGUAN = ROOT / "tests" / "places" / "daguan"
NOTHING_COMPILED = {"NUMBA_DISABLE_JIT": "1"}


def python(code, folder=DAGUAN, **variables):
    """Run Python with a folder of data laid over the package; return how it ended."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "MICROSIM_DATA": str(folder)} | variables
    return subprocess.run([sys.executable, *code], env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def seen():
    """Return what is seen with the province, and without it."""
    script = str(ROOT / "tests" / "places" / "beside.py")
    found = [python([script], folder, **NOTHING_COMPILED) for folder in (DAGUAN, "")]
    assert [one.stderr for one in found] == ["", ""]
    return [json.loads(one.stdout) for one in found]


def test_the_province_stands_among_the_others(seen):
    beside, _ = seen
    assert beside["provinces"] == ["guangdong", "shanghai", "daguan", "elsewhere"]
    assert beside["places"][-4:] == ["yihong", "hengwu", "xiaoxiang", "elsewhere"]
    assert beside["codes"][-4:] == [23, 24, 25, 22]
    assert beside["regions"] == ["guangdong", "shenzhen", "shanghai", "daguan", "xiaoxiang", "elsewhere"]


def test_law_of_shipped_places_stays_and_cities_have_their_own(seen):
    beside, alone = seen
    assert {key: beside["law"][key] for key in alone["law"]} == alone["law"]
    assert beside["law"]["xiaoxiang"] != beside["law"]["yihong"] == beside["law"]["hengwu"]
    assert beside["benefit_base"]["xiaoxiang"] == 7700.0


def test_existing_persons_keep_their_numbers(seen):
    """Stocks of the base date, one in ten thousand: of 38 thousand a handful is off by the rounding of the fit."""
    beside, alone = seen
    old = {number for number in beside["numbers"] if (number >> 50) % 512 < 23}
    both = old & set(alone["numbers"])
    assert len(both) > 0.999 * len(alone["numbers"])
    assert len(old - both) < 0.001 * len(old)
    assert {(number >> 50) % 512 for number in set(beside["numbers"]) - old} == {23, 24, 25}


def test_opening_stocks_are_the_provinces(seen):
    beside, alone = seen
    assert [sum(column) for column in zip(*beside["stocks"], strict=True)] == pytest.approx(
        [
            sum(column) + more
            for column, more in zip(zip(*alone["stocks"], strict=True), (4e12, 2.5e11, 0, 0), strict=True)
        ]
    )


def test_homes_lie_in_the_province_or_where_a_prior_says(seen):
    beside, _ = seen
    for city in ("yihong", "hengwu", "xiaoxiang"):
        assert beside["homes"][city]["daguan"] == pytest.approx(1.0)
        assert 0 < beside["members"][city]["guangdong"] < 0.05
        assert beside["members"][city]["shanghai"] == 0


@pytest.mark.parametrize(
    ("table", "line", "message"),
    [
        (
            "places/places.csv",
            "9,again,Again,又,900900,daguan,daguan",
            "places.csv:6: code: found 9, which zhaoqing has",
        ),
        ("places/regions.csv", "nowhere,nowhere", "seat: found nowhere, allowed is a place of the region nowhere"),
        (
            "population/tables/centres.csv",
            "yihang,110,30",
            "place: found yihang, allowed are the places of places.csv, did you mean yihong?",
        ),
    ],
)
def test_a_wrong_row_is_told_with_its_line(tmp_path, table, line, message):
    shutil.copytree(DAGUAN, tmp_path / "data")
    path = tmp_path / "data" / table
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    ask = "from microsim.population.inputs import table; table('centres')"
    found = python(["-c", ask], tmp_path / "data", **NOTHING_COMPILED)
    assert message in found.stderr


def test_a_province_without_values_is_told_all_that_is_missing(tmp_path):
    shutil.copytree(DAGUAN, tmp_path / "data", ignore=shutil.ignore_patterns("daguan.yaml"))
    found = python(["-m", "microsim", "run", "baseline", "--quiet", "--out", str(tmp_path / "run")], tmp_path / "data")
    assert found.returncode == 2
    assert found.stderr.count("has no value for daguan; give one") > 50
    assert "Traceback" not in found.stderr


def test_a_folder_that_is_none_is_refused():
    found = python(["-m", "microsim", "law", "national.pension"], "/no/such/folder")
    assert found.returncode == 2
    assert "MICROSIM_DATA: found /no/such/folder, which is no folder" in found.stderr


@pytest.mark.slow
def test_lives_books_and_results_hold_together(tmp_path):
    """The kernel is compiled for the tables with the province; every identity is looked at in ``whole.py``."""
    found = python([str(ROOT / "tests" / "places" / "whole.py"), str(tmp_path / "run")])
    assert found.returncode == 0, found.stderr[-3000:]
    assert found.stdout.splitlines()[-1] == "all hold"
