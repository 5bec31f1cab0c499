"""The folder of an unfinished run: whole at every moment, of one run only, taken by one process, cleared where it is ours."""

import errno
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from microsim.checkpoints.journal import Journal, duration, journal_in
from microsim.checkpoints.sums import NONE, Sums
from microsim.folders import unfinished
from microsim.kernel.lifetimes import LIFE
from microsim.kernel.tallies import new_tallies
from microsim.lives.gather import Gatherer
from microsim.notices import Notice
from microsim.reading import InputError
from tests.checkpoints.made_up import RUN

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.filterwarnings("ignore::microsim.notices.Notice")


class Stop(Exception):
    """What breaks off a run."""


@pytest.fixture(scope="module")
def part():
    """What a part counted."""
    tallies = new_tallies(1)
    tallies.births[...] = 1
    return tallies


@pytest.fixture
def place(tmp_path):
    return tmp_path / "run.unfinished"


def live(place, part, parts=2, run=RUN, restart=False, end=None, every=0.0):
    """Live some parts of four into a journal, and end by an exception where one is given; return it."""
    with journal_in(place, Journal(4, 40, every), run, restart) as journal:
        for _ in range(parts):
            journal.note(0, journal.of(0).plus(part, {}, {}), 10)
        if end is not None:
            raise end
    return journal


def broken_off(*arguments, **options):
    with pytest.raises(Stop):
        live(*arguments, end=Stop(), **options)


def test_a_broken_off_run_goes_on(place, part):
    broken_off(place, part, 3)
    state = unfinished.state_in(place)
    assert (state["lived"], state["persons"], state["parts"], state["sessions"]) == (30, 40, 4, 1)
    assert sorted(os.listdir(place)) == ["checkpoint.json", "sums-0-3.kept"]
    with pytest.warns(Notice, match=r"going on from .*30 of 40 persons \(75.0%\)"):
        journal = live(place, part, 1)
    assert (journal.lived, journal.of(0).done, journal.sessions) == (40, 4, 2)
    assert journal.of(0).tallies["births"].flat[0] == 4
    assert not place.exists(), "a whole run keeps nothing"


def test_a_run_broken_off_before_its_first_part_leaves_nothing(place, part):
    broken_off(place, part, 0)
    assert not place.exists()


def test_what_was_lived_since_the_last_checkpoint_is_written_at_the_end(place, part):
    broken_off(place, part, 3, every=1e6)
    assert unfinished.state_in(place)["lived"] == 30


def other(key, value):
    changed = json.loads(json.dumps(RUN))
    inside = changed
    *path, last = key.split(".")
    for name in path:
        inside = inside[name]
    inside[last] = value
    return changed


DIFFERENT = {
    "scenario": ("reform", "scenario baseline, now reform"),
    "one_in": (1, "1 in 1000 persons, now 1 in 1"),
    "seed": (2, "seed 1, now 2"),
    "until": (2050, "last year 2100, now 2050"),
    "replicates": (2, "replicates 1, now 2"),
    "lives": (True, "no lives kept, now kept"),
    "inputs.scenario": ("t", "other content of the scenario"),
    "inputs.law": ("t", "other content of the law"),
    "inputs.population": ("t", "other content of the population"),
    "inputs.own_population": ("t", "another own population"),
    "inputs.all": ("t", "other inputs"),
    "code": ("d", "code c, now d"),
    "versions.numpy": ("3", "numpy 2, now 3"),
    "arithmetic": ("n", "a machine of other arithmetic"),
}


@pytest.mark.parametrize("key", DIFFERENT)
def test_another_run_is_refused_by_what_differs_and_begins_anew_where_that_is_asked(place, part, key):
    broken_off(place, part)
    value, said = DIFFERENT[key]
    run = other(key, value)
    before = {path.name: path.read_bytes() for path in place.iterdir()}
    with pytest.raises(InputError, match=f"found an unfinished run with .*{said}.*--restart, or choose another --out"):
        live(place, part, run=run)
    assert {path.name: path.read_bytes() for path in place.iterdir()} == before
    broken_off(place, part, 1, run=run, restart=True)
    assert unfinished.state_in(place)["lived"] == 10
    assert len(os.listdir(place)) == 2


def full(monkeypatch, wanted):
    """Let no more room be on the disk for files of some names."""
    real = unfinished.write_whole

    def write(path, content):
        if path.name.startswith(wanted):
            path.with_name(path.name + ".new").write_bytes(content[:100])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        real(path, content)

    monkeypatch.setattr(unfinished, "write_whole", write)


@pytest.mark.parametrize("wanted", ["sums-0-2", "checkpoint.json"])
def test_a_full_disk_keeps_the_last_checkpoint_and_the_run_goes_on(place, part, monkeypatch, wanted):
    broken_off(place, part, 1)
    with monkeypatch.context() as patch:
        full(patch, wanted)
        with pytest.warns(Notice, match="no room for a checkpoint"):
            broken_off(place, part, 2)
    assert unfinished.state_in(place)["lived"] == (30 if wanted == "sums-0-2" else 10)
    journal = live(place, part, 1 if wanted == "sums-0-2" else 3)
    assert journal.of(0).tallies["births"].flat[0] == 4
    assert not place.exists()


def test_other_errors_of_the_disk_end_the_run(place, part, monkeypatch):
    def denied(path, content):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    def denied_then(journal):
        monkeypatch.setattr(unfinished, "write_whole", denied)
        journal.note(0, journal.of(0).plus(part, {}, {}), 10)

    with journal_in(place, Journal(4, 40), RUN) as journal, pytest.raises(PermissionError):
        denied_then(journal)


def test_a_checkpoint_that_was_cut_short_is_refused(place, part):
    broken_off(place, part)
    kept = place / "sums-0-2.kept"
    kept.write_bytes(kept.read_bytes()[:-1])
    with pytest.raises(InputError, match=r"sums-0-2.kept: is missing, cut short or changed.*--restart"):
        live(place, part)
    live(place, part, 4, restart=True)
    assert not place.exists()


def test_another_format_is_refused_with_its_number(place, part):
    broken_off(place, part)
    state = json.loads((place / "checkpoint.json").read_text())
    (place / "checkpoint.json").write_text(json.dumps(state | {"format_version": 7}))
    with pytest.raises(InputError, match="found the format 7 of unfinished runs, this version reads 1"):
        live(place, part)


@pytest.mark.parametrize("restart", [False, True])
def test_what_is_not_ours_is_not_touched(place, part, restart):
    place.mkdir()
    (place / "thesis.txt").write_text("mine")
    with pytest.raises(InputError, match=r"found thesis\.txt, which no unfinished run wrote"):
        live(place, part, restart=restart)
    (place / "thesis.txt").rename(place / "checkpoint.json")
    with pytest.raises(InputError, match="cannot be read as an unfinished run's"):
        live(place, part)
    assert os.listdir(place) == ["checkpoint.json"]
    (place / "checkpoint.json").unlink()
    place.rmdir()
    place.write_text("a file")
    with pytest.raises(InputError, match="found something that is no folder"):
        live(place, part, restart=restart)


def test_a_folder_removed_meanwhile_is_made_again(place, part):
    with journal_in(place, Journal(4, 40), RUN) as journal:
        shutil.rmtree(place)
        journal.note(0, journal.of(0).plus(part, {}, {}), 10)
        assert unfinished.state_in(place)["lived"] == 10
        shutil.rmtree(place)
    assert not place.exists()


def test_sums_of_a_replicate_are_let_go_once_they_are_written(place, part, monkeypatch):
    def lived(replicate):
        journal.note(replicate, journal.of(replicate).plus(part, {}, {}), 10)
        journal.let_go(replicate)
        return journal.sums[replicate]

    with journal_in(place, Journal(1, 40), RUN) as journal:
        with monkeypatch.context() as patch:
            full(patch, "sums")
            assert lived(0).tallies, "not yet written"
        assert not lived(1).tallies
        journal.let_go(0)
        assert [(sums.done, sums.tallies) for sums in journal.sums] == [(1, {}), (1, {})]
        assert not lived(2).tallies
        assert len(unfinished.state_in(place)["outputs"]) == 3
    again = Journal(1, 40)
    again.sums = [NONE.plus(part, {}, {})]
    again.let_go(0)
    assert not again.sums[0].tallies, "nothing is to be written of a run without checkpoints"


def test_a_note_put_there_meanwhile_stays(place, part):
    with journal_in(place, Journal(4, 40), RUN):
        (place / "thesis.txt").write_text("mine")
    assert os.listdir(place) == ["thesis.txt"]


def test_leftovers_of_a_kill_between_two_writes_go_with_the_next(place, part):
    broken_off(place, part)
    for name in ("sums-0-3.kept", "sums-0-4.kept.new", "lives-0-5.kept"):
        (place / name).write_bytes(b"cut")
    broken_off(place, part, 1)
    assert sorted(os.listdir(place)) == ["checkpoint.json", "sums-0-3.kept"]
    assert unfinished.state_in(place)["lived"] == 30


def test_a_folder_left_before_its_state_was_written_is_taken_over(place, part):
    place.mkdir()
    (place / "checkpoint.lock").touch()
    (place / "checkpoint.json.new").write_text("{")
    live(place, part, 4)
    assert not place.exists()


OTHER = """
import sys
from pathlib import Path
from microsim.folders.unfinished import held
with held(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_two_runs_into_one_folder(place, part):
    broken_off(place, part)
    command = [sys.executable, "-c", OTHER, str(place)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdout.readline()
        for restart in (False, True):
            with pytest.raises(InputError, match="found a run that is being lived"):
                live(place, part, restart=restart)
        assert unfinished.state_in(place)["lived"] == 20
        process.kill()
    assert live(place, part).lived == 40


def test_thrown_away_only_where_there_is_one(place, part):
    unfinished.throw_away(place)
    place.mkdir()
    unfinished.throw_away(place)
    assert place.exists(), "an empty folder is nobody's"
    broken_off(place, part)
    unfinished.throw_away(place)
    assert not place.exists()


class Rows:
    """Takes lives, as a Gatherer: one number a block."""

    def __init__(self):
        self.taken = []

    @property
    def blocks(self):
        return len(self.taken)

    is_ordered = False

    def rows(self, first, last):
        return Lives(np.array(self.taken[first:last]))

    def take_up(self, rows):
        self.taken.append(rows["number"])


class Lives:
    def __init__(self, number):
        self.number = number

    def _asdict(self):
        return {"number": self.number}


def test_lives_of_whole_parts_are_kept_and_no_others(place, part):
    lived = []

    def session():
        keep = Rows()
        with journal_in(place, Journal(8, 80, 0.0, keep), RUN) as journal:
            for _ in range(2):
                keep.taken += [np.array(len(lived)), np.array(len(lived) + 1)]
                lived.extend((len(lived), len(lived) + 1))
                journal.note(0, journal.of(0).plus(part, {}, {}), 10)
            keep.taken.append(np.array(-1))  # of a part that is not whole
            raise Stop

    for number in range(4):
        with pytest.raises(Stop):
            session()
        assert len([name for name in os.listdir(place) if name.startswith("lives")]) == 2 * number + 2
    keep = Rows()
    with journal_in(place, Journal(8, 80, 0.0, keep), RUN) as journal:
        assert np.concatenate(keep.taken).tolist() == lived
        assert journal.of(0).done == 8


def test_lives_that_were_put_in_order_are_written_all_in_place_of_those_before(place, part):
    def row(number):
        rows = np.zeros(1, dtype=LIFE)
        rows["number"] = number
        return rows

    def session(put_in_order):
        keep = Gatherer(np.zeros((1, 1)))
        with journal_in(place, Journal(3, 30, 0.0, keep), RUN) as journal:
            keep.take(row(3 - journal.of(0).done))
            journal.note(0, journal.of(0).plus(part, {}, {}), 10)
            if put_in_order:
                keep.lives()
                journal.written_lived, journal.blocks_written = 20, 2  # as where there was no room for the last
            raise Stop

    for number in range(3):
        with pytest.raises(Stop):
            session(number == 2)
    assert len([name for name in os.listdir(place) if name.startswith("lives")]) == 1
    keep = Gatherer(np.zeros((1, 1)))
    with journal_in(place, Journal(3, 30, 0.0, keep), RUN):
        assert keep.lives().number.tolist() == [1, 2, 3]


def test_lengths_of_time_in_words():
    assert [duration(seconds) for seconds in (4, 80, 91, 3600, 5399, 7200)] == [
        "4 s",
        "80 s",
        "2 min",
        "60 min",
        "90 min",
        "2.0 h",
    ]


def test_empty_sums_are_nobodys():
    assert isinstance(NONE, Sums)
    assert Journal(1, 1).of(1) is NONE
