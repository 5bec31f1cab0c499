"""A run folder appears whole or not at all."""

import logging

import pytest

from microsim.results.folder import LOG, MANIFEST, run_folder, write_manifest
from microsim.yaml_reader import InputError


def fill(folder, word):
    """Write what makes a folder a run."""
    write_manifest(folder / MANIFEST, {"word": word})


def fail(target, error):
    """Break off while a run is being written."""
    with run_folder(target) as working:
        fill(working, "second")
        raise error


def test_the_folder_appears_at_the_end(tmp_path):
    target = tmp_path / "runs" / "baseline"
    with run_folder(target) as working:
        fill(working, "first")
        assert not target.exists()
    assert (target / MANIFEST).is_file()
    assert [path.name for path in target.parent.iterdir()] == ["baseline"]


def test_a_failure_leaves_nothing(tmp_path):
    with pytest.raises(RuntimeError):
        fail(tmp_path / "baseline", RuntimeError)
    assert not list(tmp_path.iterdir())


def test_an_interruption_keeps_the_earlier_run(tmp_path):
    target = tmp_path / "baseline"
    with run_folder(target) as working:
        fill(working, "first")
    with pytest.raises(KeyboardInterrupt):
        fail(target, KeyboardInterrupt)
    assert "first" in (target / MANIFEST).read_text()
    assert [path.name for path in tmp_path.iterdir()] == ["baseline"]


def test_a_new_run_replaces_the_earlier_one_whole(tmp_path):
    target = tmp_path / "baseline"
    with run_folder(target) as working:
        fill(working, "first")
        (working / "extra").write_text("old")
    with run_folder(target) as working:
        fill(working, "second")
    assert "second" in (target / MANIFEST).read_text()
    assert not (target / "extra").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["baseline"]


def test_a_folder_of_something_else_is_refused(tmp_path):
    (tmp_path / "thesis.tex").write_text("years of work")
    with pytest.raises(InputError, match="no earlier run"), run_folder(tmp_path):
        pass
    assert (tmp_path / "thesis.tex").is_file()


def test_an_empty_folder_will_do(tmp_path):
    target = tmp_path / "empty"
    target.mkdir()
    with run_folder(target) as working:
        fill(working, "first")
    assert (target / MANIFEST).is_file()


def test_a_file_is_refused(tmp_path):
    (tmp_path / "runs").write_text("")
    with pytest.raises(InputError, match="found a file"), run_folder(tmp_path / "runs"):
        pass


def test_the_log_is_kept(tmp_path):
    with run_folder(tmp_path / "run") as working:
        fill(working, "first")
        logging.getLogger("microsim").info("compiled the law")
    assert "INFO compiled the law" in (tmp_path / "run" / LOG).read_text()
    assert not [h for h in logging.getLogger("microsim").handlers if isinstance(h, logging.FileHandler)]


def test_a_folder_that_cannot_be_made_is_refused(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match="cannot be made"), run_folder(tmp_path / "file" / "runs" / "baseline"):
        pass
