"""A whole run from the end of 2020, small: the years of its results, books that balance, the same bytes each time."""

import hashlib

import numpy as np
import pyarrow.parquet
import pytest

from microsim.kernel.tallies import FROM_BASE
from microsim.law.load import load_assumptions
from microsim.reading import InputError
from microsim.report.outcome import read_run
from microsim.running import run_scenario
from tests.geography import CITY_COUNT, SHANGHAI

SMALL = {"one_in": 20_000, "until": 2024, "progress": False, "figures": False}
CENSUS = {"guangdong": 126.01e6, "shanghai": 24.87e6}  # 1 November 2020


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The folder of a small run."""
    path = tmp_path_factory.mktemp("runs") / "later"
    run_scenario("base-2020", out=path, threads=1, panel=10, **SMALL)
    return path


@pytest.fixture(scope="module")
def run(folder):
    """The same run, read back."""
    return read_run(folder)


def test_the_years_of_the_results(run):
    for name, group in run.tree.children.items():
        if "year" in group.dims:
            first = 2020 if name in FROM_BASE else 2021
            assert list(group.year.values) == list(range(first, 2025)), name
    assert list(run.headline().columns) == [2021, 2024]
    assert run.manifest["scenario"]["population"] == {"base_year": 2020}


def test_residents_of_2020_are_the_census(run):
    people = run.tree["population"].persons.sel(year=2020).sum(("status", "sex", "age"))
    assert float(people[:CITY_COUNT].sum()) == pytest.approx(CENSUS["guangdong"], rel=2e-3)
    assert float(people[SHANGHAI]) == pytest.approx(CENSUS["shanghai"], rel=4e-3)


def test_persons_are_conserved(run):
    people, events = run.tree["population"].persons.sum(("status", "sex", "age")), run.tree["events"]
    into = events.moves.sum("from_place").values - events.moves.sum("to_place").values
    change = (events.births + events.arrivals - events.deaths).values + into
    assert (np.diff(people.values, axis=0) == change).all()


def test_books_open_with_the_stocks_of_2020_and_balance(run):
    funds = run.tree["funds"]
    assert (funds.opening + (funds.flows * funds.sign).sum("item") == funds.closing).all()
    assert (funds.closing.values[:-1] == funds.opening.values[1:]).all()
    opening = funds.opening.sel(year=2021, scheme="employees")
    assumed = load_assumptions().path("funds.employees.opening", 2020, "guangdong")
    assert int(opening[:CITY_COUNT].sum()) == round(100 * float(assumed))


def test_threads_and_blocks_change_no_byte(folder, tmp_path):
    run_scenario("base-2020", out=tmp_path / "again", threads=2, block=37, **SMALL)
    same = [hashlib.sha256((path / "results.nc").read_bytes()).hexdigest() for path in (folder, tmp_path / "again")]
    assert same[0] == same[1]


def test_the_panel_begins_with_the_base_year(folder):
    years = pyarrow.parquet.read_table(folder / "panel", columns=["year"])["year"].to_numpy()
    assert (years.min(), years.max()) == (2020, 2024)


def test_a_year_before_the_start_is_refused():
    with pytest.raises(InputError, match="2021 to 2100"):
        run_scenario("base-2020", one_in=20_000, until=2019)
