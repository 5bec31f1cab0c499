"""A synthetic extract written from the model and brought in again is the same population, within sampling error."""

import numpy as np
import pytest

from microsim.inputs import compile_inputs
from microsim.microdata.bring_in import import_file
from microsim.microdata.example import stock_sample, write_example
from microsim.running import inputs_of, project, run_scenario
from microsim.schema import Labour, Membership

pytestmark = pytest.mark.slow

PERSONS = 20_000
UNTIL = 2018
SAME = 0.99  # share of persons whose record comes back to the last month
CLOSE = 0.02  # of sums that depend on bases, which a bureau declares by the year


@pytest.fixture(scope="module")
def inputs():
    return compile_inputs("baseline", UNTIL)


@pytest.fixture(scope="module")
def folder(inputs, tmp_path_factory):
    place = tmp_path_factory.mktemp("extract")
    files = write_example(inputs, PERSONS, place / "files")
    paths = [files / f"{name}.csv" for name in ("persons", "spells", "transfers")]
    return import_file(paths[0], files / "map.yaml", place / "population", paths[1], paths[2]).folder


@pytest.fixture(scope="module")
def own(folder):
    return inputs_of("baseline", UNTIL, folder)


@pytest.fixture(scope="module")
def pairs(inputs, own):
    """Records at the base date of the same persons: as the model made them, and as they were brought in."""
    from microsim.engine.run import record_lives

    numbers, _ = stock_sample(inputs, PERSONS)
    given = own.population.given
    theirs = given.sample(given.persons // PERSONS)
    rows, first = np.unique(given.rows(theirs), return_index=True)
    made = record_lives(numbers[rows], inputs.world, until=UNTIL)[:, 0]
    return made, record_lives(theirs[first], own.world, until=UNTIL, given=given)[:, 0]


EXACT = ("birth", "sex", "place", "hukou_place", "hukou_type", "education", "tie", "labour", "track", "first_job")
KEPT = ("membership", "relation", "pension_fen", "claim_month", "paying_place", "scheme",
        "residents_months", "residents_account_fen", "residents_claim", "residents_pension_fen")  # fmt: skip
BEHIND = ("months", "deemed_months")  # a pension: of those who draw one a bureau states the total alone
SMALLER = ("special", "public", "certificate_fen", "temporary")
SUMS = ("account_fen", "transfer_base_fen", "wage", "contribution_months")


@pytest.mark.parametrize("field", EXACT)
def test_who_they_are_comes_back(pairs, field):
    assert (pairs[0][field] == pairs[1][field]).all()


@pytest.mark.parametrize("field", KEPT)
def test_what_they_hold_comes_back(pairs, field):
    same = pairs[0][field] == pairs[1][field]
    assert (same if same.ndim == 1 else same.all(axis=1)).mean() > SAME


@pytest.mark.parametrize("field", [*BEHIND, *SMALLER])
def test_what_they_hold_before_the_claim_comes_back(pairs, field):
    """Of those who have not claimed: a bureau keeps none of it for pensioners."""
    waiting = pairs[0]["membership"] != int(Membership.PENSIONER)
    made, brought = (records[field][waiting] for records in pairs)
    same = made == brought
    assert (same if same.ndim == 1 else same.all(axis=1)).mean() > SAME
    assert made.any(), "nobody has any"


@pytest.mark.parametrize("field", SUMS)
def test_sums_come_back(pairs, field):
    here = (
        pairs[0]["labour"] >= int(Labour.FORMAL) if field == "wage" else slice(None)
    )  # who left work has none on file
    made, brought = (records[field][here].sum(dtype=float) for records in pairs)
    assert brought == pytest.approx(made, rel=CLOSE)


def test_index_points_before_the_claim_come_back(pairs):
    waiting = pairs[0]["membership"] != int(Membership.PENSIONER)
    made, brought = (records["index_sum"][waiting].sum(dtype=float) for records in pairs)
    assert made > 0
    assert brought == pytest.approx(made, rel=CLOSE)


def test_totals_of_the_base_year_are_the_models(inputs, own):
    """Against the whole frame: the distance of each province and status is that of a sample of its size."""
    given = own.population.given
    one_in = given.persons // PERSONS
    tree, manifest = project(own, one_in, progress=False)
    brought = tree["population"].persons.isel(year=0).sum(("sex", "age")).values
    expected = inputs.population.frame_stock[0].sum(axis=(2, 3))
    assert (np.abs(brought - expected) / np.sqrt(np.maximum(expected, one_in) * one_in)).max() < 5
    histories = manifest["population"]["histories"]
    assert histories["membership_not_met"] < 0.05 * histories["persons"]


def test_a_run_folder_names_its_population(folder, tmp_path):
    import json

    options = {"one_in": 40_000, "until": 2017, "progress": False, "population": folder, "figures": False}
    run = run_scenario("baseline", out=tmp_path / "run", panel=10, **options)
    manifest = json.loads((tmp_path / "run" / "manifest.json").read_text())
    assert manifest["population"]["rows"]["persons"] == PERSONS
    again = run_scenario("baseline", threads=1, block=50, **options)
    assert again.tree.identical(run.tree)
    assert (
        run.tree.attrs["inputs"]
        != run_scenario("baseline", one_in=40_000, until=2017, progress=False).tree.attrs["inputs"]
    )
