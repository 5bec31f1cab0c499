"""lives.parquet in a run folder: the same bytes however it is made, read with its hash checked, left out when not wanted."""

import pyarrow.parquet
import pytest

import microsim as ms
from microsim.inputs import compile_inputs
from microsim.lives import file, keeping
from microsim.notices import Notice
from microsim.reading import InputError

SMALL = {"one_in": 20_000, "until": 2022, "progress": False, "figures": False}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The folder of a small run."""
    path = tmp_path_factory.mktemp("lives") / "run"
    ms.run("baseline", out=path, threads=1, **SMALL)
    return path


def test_a_run_folder_holds_a_row_a_person(folder):
    run = ms.read_run(folder)
    frame = run.lives
    assert len(frame) == run.manifest["persons"] == run.manifest["lives"]["rows"]
    assert frame["id"].is_unique
    assert (frame["persons"] == SMALL["one_in"]).all()
    assert frame["exit_year"].max() == SMALL["until"]
    assert frame["sex"].dtype == "category"
    assert run.lives_table.schema.metadata[b"one_in"] == b"20000"
    said = pyarrow.parquet.read_schema(folder / file.LIVES).field("wages_pv").metadata
    assert "终身工资".encode() == said[b"label_zh"]


def test_benefits_are_those_of_the_results(folder):
    run = ms.read_run(folder)
    flows = run.tree["funds"]["flows"]
    paid = [item for item in flows["item"].values if item.startswith("benefit_")] + ["survivors", "inheritance"]
    lives = (run.lives["benefits_nominal"] * run.lives["persons"]).sum()
    assert lives == pytest.approx(float(flows.sel(item=paid).sum()) / 100, rel=1e-12)


def test_contributions_are_those_of_the_results_but_what_a_fund_gives_back(folder):
    run = ms.read_run(folder)
    flows = run.tree["funds"]["flows"].sum(["year", "place", "scheme"]) / 100
    others = float(flows.sel(item=["employee", "flexible", "personal", "entry_subsidy", "land_fee"]).sum())
    employers = (run.lives["contributions_nominal"] * run.lives["persons"]).sum() - others
    assert 0.9 * employers < float(flows.sel(item="employer")) <= employers * (1 + 1e-12)


def test_threads_change_no_byte(folder, tmp_path):
    again = ms.run("baseline", out=tmp_path / "again", threads=2, block=77, lives=True, **SMALL)
    assert (tmp_path / "again" / file.LIVES).read_bytes() == (folder / file.LIVES).read_bytes()
    assert again.lives_table.equals(ms.read_run(folder).lives_table)


def test_a_changed_file_is_refused(folder, tmp_path):
    whole = (folder / file.LIVES).read_bytes()
    other = tmp_path / file.LIVES
    other.write_bytes(whole[:-1])
    with pytest.raises(InputError, match=r"lives\.parquet: found other bytes than the run wrote"):
        file.read_lives(other, ms.read_run(folder).manifest["outputs"][file.LIVES])
    with pytest.raises(InputError, match=r"found no lives\.parquet: run again with --lives"):
        file.read_lives(tmp_path / "none", "abc")


def test_lives_in_memory_and_without(monkeypatch, capsys):
    assert len(ms.run("baseline", **SMALL).lives) > 1000
    without = ms.run("baseline", lives=False, **SMALL)
    with pytest.raises(InputError, match="run again with --lives"):
        _ = without.lives
    monkeypatch.setattr(file, "LARGEST_UNASKED", 1000)
    with pytest.warns(UserWarning, match=r"no lives\.parquet: .* lives would be about 1 MB"):
        assert ms.run("baseline", **SMALL)._lives is None
    with pytest.raises(InputError, match="lives"):
        ms.run("baseline", lives="yes", **SMALL)


def test_a_batch_keeps_lives(tmp_path):
    small = {"one_in": 20_000, "until": 2018}
    found = list(
        ms.batch_each(["baseline"], out=tmp_path / "batch", threads=1, progress=False, keep=["lives"], **small)
    )
    assert found[0].lives.num_rows > 1000
    resumed = list(
        ms.batch_each(["baseline"], out=tmp_path / "batch", resume=True, progress=False, keep=["lives"], **small)
    )
    assert resumed[0].lives.equals(found[0].lives)


def test_more_lives_than_there_is_memory_for_are_refused_with_the_sample_that_fits(monkeypatch):
    monkeypatch.setattr(keeping, "memory_of_machine", lambda: 3000 * keeping.BYTES_HELD)
    with pytest.raises(
        InputError, match=r"lives: found \d,\d\d\d lives to keep, about \d+ MB .*allowed is 1 in 60,000 or"
    ):
        ms.run("baseline", lives=True, **SMALL)
    monkeypatch.setattr(keeping, "memory_of_machine", lambda: 2**62)
    monkeypatch.setattr(file, "LARGEST_UNASKED", 0)
    with pytest.warns(Notice, match="lives=True. writes it all the same"):
        keeping.gatherer(compile_inputs("baseline", SMALL["until"]), SMALL["one_in"], None)
    monkeypatch.setattr(keeping, "memory_of_machine", lambda: 0)
    with pytest.warns(Notice, match="more than memory holds"):
        keeping.gatherer(compile_inputs("baseline", SMALL["until"]), SMALL["one_in"], None)
