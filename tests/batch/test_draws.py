"""A batch with draws: its tasks, its folder, and that draws are what single runs with their settings would be."""

import pandas as pd
import pytest
from click.testing import CliRunner

import microsim as ms
from microsim.batches import plan_of
from microsim.cli import main
from microsim.reading import InputError
from microsim.uncertainty.draws import drawn, score_table, scores
from microsim.uncertainty.quantities import uncertain_quantities

SMALL = {"one_in": 200_000, "until": 2018}
COMMAND = ["run", "--draws", "2", "--one-in", "400000", "--until", "2018"]
FILES = {"bands.csv", "batch.yaml", "draws.csv", "headline.parquet", "ranking.csv", "run.log", "tasks.csv"}
FANS = {f"fan-{place}.{kind}" for place in ("guangdong", "shanghai") for kind in ("svg", "png")}


def test_the_first_seed_takes_the_draws_and_the_others_the_centre():
    plan = plan_of(["baseline"], draws=3, seeds=[4, 5])
    told = [(task.id, task.settings, task.seed) for task in plan.tasks]
    assert told == [
        ("baseline-s4", {}, 4),
        ("baseline-s5", {}, 5),
        *((f"baseline+draw00{draw}-s4", {"draw": draw}, 4) for draw in (1, 2, 3)),
    ]
    at = dict(zip((quantity.name for quantity in uncertain_quantities()), scores(3)[2], strict=True))
    alone = drawn(ms.scenario("baseline"), at, "baseline+draw003")
    assert plan.tasks[-1].scenario.text_hash == alone.text_hash


@pytest.mark.parametrize("found", [0, "many", 10_001])
def test_draws_are_a_whole_number(found):
    with pytest.raises(InputError, match=r"draws: found .*, allowed is a whole number to 10000"):
        plan_of(["baseline"], draws=found)


@pytest.fixture(scope="module", autouse=True)
def few_seeds():
    """Three seeds are enough to see that there are several."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("microsim.commands.LUCK", 3)
        yield


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder that the command has written."""
    where = tmp_path_factory.mktemp("draws") / "fans"
    result = CliRunner().invoke(main, [*COMMAND, "--out", str(where)])
    assert result.exit_code == 0, result.output
    assert "80 percent" in result.output
    return where


def test_the_folder_holds_bands_ranking_and_fans(folder):
    assert {path.name for path in folder.iterdir() if path.is_file() and not path.name.startswith(".")} == FILES | FANS
    found = pd.read_csv(folder / "bands.csv", keep_default_na=False)
    heads = found[found["indicator"] == "population"]  # of so few persons some years have no mean pension
    assert set(heads["draws"]) == {2}
    assert set(heads["seeds"]) == {3}
    assert (heads["p10"].astype(float) <= heads["p90"].astype(float)).all()
    assert list(pd.read_csv(folder / "draws.csv")["draw"]) == [1, 2]
    assert "<svg" in (folder / "fan-shanghai.svg").read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_same_command_goes_on_and_another_is_refused(folder):
    before = (folder / "bands.csv").read_bytes()
    same = [*COMMAND, "--out", str(folder), "--quiet"]
    assert CliRunner().invoke(main, same).exit_code == 0
    assert (folder / "bands.csv").read_bytes() == before
    other = CliRunner().invoke(main, [*same[:3], "--seed", "9", *same[3:]])
    assert other.exit_code == 2
    assert "found tasks that it has not" in other.output


def test_options_that_mean_nothing_beside_draws_are_refused_together(tmp_path):
    given = ["run", "--draws", "2", "--replicates", "2", "--panel", "3", "--no-figures", "--out", str(tmp_path / "x")]
    result = CliRunner().invoke(main, given)
    assert result.exit_code == 2
    assert "--replicates" in result.output
    assert "--panel" in result.output
    assert "--no-figures" in result.output
    assert not (tmp_path / "x").exists()


def test_in_memory_the_bands_come_with_the_batch(quick):
    result = ms.batch(["baseline"], draws=2, **SMALL)
    found = result.bands.set_index(["indicator", "region", "year"]).loc[("population", "both", 2018)]
    values = result.headline[result.headline["indicator"].eq("population") & result.headline["region"].eq("both")]
    drawn = values[values["year"].eq(2018) & values["task"].astype(str).str.contains("draw")]["value"]
    assert found["median"] == pytest.approx(drawn.median())
    assert set(result.ranking["quantity"]) <= set(score_table(2).columns)


def test_a_batch_without_draws_says_so(quick):
    plain = ms.batch(["baseline"], **SMALL)
    for name in ("bands", "ranking"):
        with pytest.raises(InputError, match="draws: found no finished draw"):
            getattr(plain, name)


def test_without_what_draws_figures_a_batch_still_has_its_bands(quick, monkeypatch, tmp_path, caplog):
    monkeypatch.setattr("importlib.util.find_spec", lambda name, *_: None if name == "matplotlib" else True)
    ms.batch(["baseline"], draws=1, out=tmp_path / "b", progress=False, **SMALL)
    assert (tmp_path / "b" / "bands.csv").is_file()
    assert not list((tmp_path / "b").glob("fan-*"))
    assert "matplotlib is missing" in caplog.text
