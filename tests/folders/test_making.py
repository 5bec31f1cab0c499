"""A folder appears whole or not at all, and what came to its place meanwhile is not touched."""

import json
import logging
import os
import threading

import pytest

from microsim.folders.kinds import RUN
from microsim.folders.making import made_folder
from microsim.folders.stage import PREFIX
from microsim.reading import InputError
from tests.folders.stub import fill, make, words


def make_while(target, happen):
    """Make a folder while something happens."""
    with made_folder(target, RUN) as working:
        fill(working, "second")
        happen()


def fail(target, error):
    """Break off while a folder is being made."""
    with made_folder(target, RUN) as working:
        fill(working, "second")
        raise error


def test_the_folder_appears_at_the_end(tmp_path):
    target = tmp_path / "runs" / "baseline"
    with made_folder(target, RUN) as working:
        fill(working)
        assert not target.exists()
    assert (target / "manifest.json").is_file()
    assert os.listdir(target.parent) == ["baseline"]


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, SystemExit])
def test_a_failure_leaves_nothing(tmp_path, error):
    with pytest.raises(error):
        fail(tmp_path / "baseline", error)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, SystemExit])
def test_an_interruption_keeps_the_earlier_run(tmp_path, error):
    before = words(make(tmp_path / "baseline"))
    with pytest.raises(error):
        fail(tmp_path / "baseline", error)
    assert words(tmp_path / "baseline") == before
    assert os.listdir(tmp_path) == ["baseline"]


def test_a_new_run_replaces_the_earlier_one_whole(tmp_path):
    target = tmp_path / "baseline"
    with made_folder(target, RUN) as working:
        (working / "extra").write_text("old")
        fill(working, "first")
    make(target, "second")
    assert words(target)["results.nc"] == "second"
    assert not (target / "extra").exists()
    assert os.listdir(tmp_path) == ["baseline"]


@pytest.mark.parametrize("mask", [0o022, 0o077, 0o002])
def test_a_folder_is_as_open_as_any_other(tmp_path, mask):
    before = os.umask(mask)
    try:
        make(tmp_path / "run")
        (tmp_path / "plain").mkdir()
    finally:
        os.umask(before)
    assert (tmp_path / "run").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_the_way_to_a_target_may_lead_over_links(tmp_path):
    (tmp_path / "disk").mkdir()
    (tmp_path / "runs").symlink_to(tmp_path / "disk")
    make(tmp_path / "runs" / "baseline")
    assert os.listdir(tmp_path / "disk") == ["baseline"]


def test_a_name_may_be_as_long_as_the_disk_allows(tmp_path):
    make(tmp_path / ("n" * 255))
    assert os.listdir(tmp_path) == ["n" * 255]


def test_the_log_is_kept(tmp_path):
    with made_folder(tmp_path / "run", RUN) as working:
        fill(working)
        logging.getLogger("microsim").info("compiled the law")
    assert "INFO compiled the law" in (tmp_path / "run" / "run.log").read_text()
    assert not [h for h in logging.getLogger("microsim").handlers if isinstance(h, logging.FileHandler)]


def users_notes(target):
    target.mkdir()
    (target / "notes.txt").write_text("mine")


def users_file(target):
    target.write_text("mine")


def users_link(target):
    target.symlink_to("elsewhere")


MESSAGES = {
    users_notes: "found notes.txt and no manifest.json",
    users_file: "found a file",
    users_link: "found a broken link",
}


@pytest.mark.parametrize("arrive", MESSAGES)
def test_what_came_meanwhile_stays_and_what_was_made_is_kept_beside(tmp_path, arrive):
    target = tmp_path / "run"
    with pytest.raises(InputError) as error:
        make_while(target, lambda: arrive(target))
    assert MESSAGES[arrive] in str(error.value)
    assert str(error.value).endswith(f"what was made is kept in {tmp_path / 'run-2'}")
    assert words(tmp_path / "run-2")["results.nc"] == "second"
    assert sorted(os.listdir(tmp_path)) == ["run", "run-2"]
    if arrive is users_notes:
        assert words(target) == {"notes.txt": "mine"}
    elif arrive is users_file:
        assert target.read_text() == "mine"
    else:
        assert os.readlink(target) == "elsewhere"


def test_notes_written_into_the_earlier_run_meanwhile(tmp_path):
    target = make(tmp_path / "run")
    make(tmp_path / "run-2", "not ours to touch")
    with pytest.raises(InputError, match=r"found notes.txt, which .* kept in .*run-3"):
        make_while(target, lambda: (target / "notes.txt").write_text("mine"))
    assert words(target)["notes.txt"] == "mine"
    assert words(target)["results.nc"] == "first"
    assert words(tmp_path / "run-2")["results.nc"] == "not ours to touch"
    assert words(tmp_path / "run-3")["results.nc"] == "second"


def test_a_folder_that_will_not_be_renamed(tmp_path, monkeypatch):
    target = make(tmp_path / "run")
    rename = type(target).rename

    def stubborn(self, other):
        if self == target:
            raise OSError(16, "Device or resource busy")
        return rename(self, other)

    monkeypatch.setattr(type(target), "rename", stubborn)
    with pytest.raises(InputError, match=r"Device or resource busy; what was made is kept in .*run-2"):
        make(target, "second")
    assert words(target)["results.nc"] == "first"
    assert words(tmp_path / "run-2")["results.nc"] == "second"
    assert sorted(os.listdir(tmp_path)) == ["run", "run-2"]


def test_another_folder_between_the_two_renames(tmp_path, monkeypatch):
    target = make(tmp_path / "run")
    rename = type(target).rename

    def overtaken(self, other):
        if self.name == "new" and other == target:
            users_notes(target)
        return rename(self, other)

    monkeypatch.setattr(type(target), "rename", overtaken)
    with pytest.raises(InputError, match=r"not empty; what was made is kept in .*run-3"):
        make(target, "second")
    assert words(target) == {"notes.txt": "mine"}
    assert words(tmp_path / "run-2")["results.nc"] == "first"
    assert words(tmp_path / "run-3")["results.nc"] == "second"
    assert sorted(os.listdir(tmp_path)) == ["run", "run-2", "run-3"]


def test_the_last_whole_one_of_two_at_once_wins(tmp_path):
    target = tmp_path / "run"
    with made_folder(target, RUN) as slow:
        make(target, "quick")
        assert words(target)["results.nc"] == "quick"
        fill(slow, "slow")
    assert words(target)["results.nc"] == "slow"
    assert os.listdir(tmp_path) == ["run"]


def test_many_at_once_into_one_folder(tmp_path):
    """Each is whole at its time: none fails, none is mixed, nothing is left."""
    failures, together = [], threading.Barrier(6)

    def often(number):
        together.wait()
        for turn in range(5):
            try:
                make(tmp_path / "run", f"{number}.{turn}")
            except Exception as error:
                failures.append(error)

    crew = [threading.Thread(target=often, args=(number,)) for number in range(6)]
    for one in crew:
        one.start()
    for one in crew:
        one.join()
    assert not failures
    found = words(tmp_path / "run")
    assert found["results.nc"] == found["figures/funds.svg"] == json.loads(found["manifest.json"])["word"]
    assert os.listdir(tmp_path) == ["run"]
    assert not [name for name in os.listdir(tmp_path) if name.startswith(PREFIX)]
