"""How far a run is, kept while it goes: sums of the parts lived so far, written every so many minutes and when it is broken off.

A run that nobody wants checkpoints of has a journal too, which writes nothing (``place`` is None).
"""

import contextlib
import datetime
import hashlib
import logging
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from microsim.checkpoints.identity import differences
from microsim.checkpoints.sums import NONE, Sums, as_bytes, from_bytes, opened, squeezed
from microsim.folders import unfinished
from microsim.folders.disk import fullness
from microsim.folders.target import refuse
from microsim.notices import tell

LOGGER = logging.getLogger("microsim")
MINUTE = 60.0
SUMS, LIVES = "sums", "lives"  # with what the names of files begin


class Wish(NamedTuple):
    """What a user wants of checkpoints.

    Attributes
    ----------
    place : folder for them; None for a run that writes no folder
    minutes : between two; 0 none at all, None as the run's length has it
    restart : whether an unfinished run is thrown away
    session : what ends when the run folder is whole, or the run is broken off
    """

    place: Path | None = None
    minutes: float | None = None
    restart: bool = False
    session: contextlib.ExitStack | None = None


class Journal:
    """Keeps the sums of a run's replicates.

    Attributes
    ----------
    parts : how many the sample of each replicate is lived in
    persons : of all replicates together
    lived : of them, so far
    seconds : of living, in earlier sessions
    keep : takes the lives of the first replicate, of which whole parts are written too; None where none are kept
    aloud : whether each checkpoint is told on stderr
    """

    def __init__(self, parts: int, persons: int, every: float = 0.0, keep: Any = None):
        self.parts, self.persons, self.every, self.keep = parts, persons, every, keep
        self.place: Path | None = None
        self.aloud = False
        self.blocks = self.blocks_written = 0
        self.lived, self.seconds, self.sessions = 0, 0.0, 1
        self.sums: list[Sums] = []
        self.run: dict[str, Any] = {}
        self.begun = now()
        self.outputs: dict[str, str] = {}
        self.written_lived = 0
        self.started = self.written_at = time.monotonic()

    def of(self, replicate: int) -> Sums:
        """Return the sums of a replicate so far."""
        while len(self.sums) <= replicate:
            self.sums.append(NONE)
        return self.sums[replicate]

    def note(self, replicate: int, sums: Sums, persons: int) -> None:
        """Take the sums of a replicate with one more part, of so many persons; write them where it is time."""
        self.sums[replicate] = sums
        self.lived += persons
        if self.keep is not None and replicate == 0:
            self.blocks = self.keep.blocks
        due = time.monotonic() - self.written_at >= self.every
        if self.place is not None and (due or sums.done == self.parts):
            self.write()

    def let_go(self, replicate: int) -> None:
        """Forget the sums of a replicate that is lived, where they are not to be written any more."""
        done = self.sums[replicate].done
        if self.place is None or name_of(replicate, done) in self.outputs:
            self.sums[replicate] = NONE._replace(done=done)

    def write(self) -> None:
        """Write a checkpoint; where there is no room the last one stays, which is told, and the run goes on."""
        if self.place is None or self.lived == self.written_lived:
            return
        begun = time.monotonic()
        try:
            self._write(self.place)
        except OSError as error:
            if fullness(error) is None:
                raise
            tell(
                f"no room for a checkpoint in {self.place}: the one of {self.written_lived:,} persons stays, the run goes on"
            )
        else:
            self.written_lived = self.lived
            LOGGER.info("checkpoint: %s; written in %.1f s", self.told(), time.monotonic() - begun)
            if self.aloud:
                print(f"microsim: {self.told()}", file=sys.stderr, flush=True)
        self.written_at = time.monotonic()

    def break_off(self) -> None:
        """Write what was lived since the last checkpoint; remove a folder that holds nothing."""
        self.write()
        if self.place is not None and self.written_lived:
            tell(
                f"{self.place} keeps {self.written_lived:,} of {self.persons:,} persons: the same command goes on from there"
            )
        elif self.place is not None:
            unfinished.clear(self.place)

    def _write(self, place: Path) -> None:
        place.mkdir(exist_ok=True)  # somebody may have removed it
        outputs = {name: found for name, found in self.outputs.items() if name.startswith(LIVES)}
        if self.blocks > self.blocks_written:
            name = f"{LIVES}-{len(outputs)}-{self.blocks}.kept"
            if self.keep.is_ordered:  # its rows are all lives
                outputs = {}
            rows = self.keep.rows(self.blocks_written, self.blocks)
            outputs[name] = self._file(place / name, squeezed(rows._asdict()))
        for replicate, sums in enumerate(self.sums):
            name = name_of(replicate, sums.done)
            outputs[name] = self.outputs.get(name) or self._file(place / name, as_bytes(sums))
        unfinished.write_state(place, self.state(outputs))
        self.outputs, self.blocks_written = outputs, self.blocks

    @staticmethod
    def _file(path: Path, content: bytes) -> str:
        """Write a file and return its hash."""
        unfinished.write_whole(path, content)
        return hashlib.sha256(content).hexdigest()

    def state(self, outputs: dict[str, str]) -> dict[str, Any]:
        """Return what the folder says of the run."""
        return {
            "run": self.run,
            "persons": self.persons,
            "lived": self.lived,
            "parts": self.parts,
            "seconds": round(self.spent(), 3),
            "sessions": self.sessions,
            "begun": self.begun,
            "written": now(),
            "outputs": outputs,
        }

    def spent(self) -> float:
        """Return the seconds lives took so far, in all sessions."""
        return self.seconds + time.monotonic() - self.started

    def told(self) -> str:
        """Return how far the run is, in words."""
        rate = self.lived / max(self.spent(), 1e-9)
        share = 100 * self.lived / max(self.persons, 1)
        left = (self.persons - self.lived) / rate if rate else 0.0
        return f"{self.lived:,} of {self.persons:,} persons ({share:.1f}%), {rate:,.0f}/s, {duration(left)} left"

    def restore(self, state: dict[str, Any]) -> None:
        """Take up what an earlier session wrote.

        Raises
        ------
        InputError
            Where a file is not what the state says.
        """
        for name, expected in sorted(state["outputs"].items(), key=lambda entry: int(entry[0].split("-")[1])):
            content = self._read(name, expected)
            if name.startswith(SUMS):
                self.sums.append(from_bytes(content))
            else:
                self.keep.take_up(opened(content))
        self.outputs = dict(state["outputs"])
        self.parts, self.lived, self.written_lived = state["parts"], state["lived"], state["lived"]
        self.seconds, self.sessions, self.begun = state["seconds"], state["sessions"] + 1, state["begun"]
        self.blocks = self.blocks_written = 0 if self.keep is None else self.keep.blocks
        self.started = time.monotonic()

    def _read(self, name: str, expected: str) -> bytes:
        path = (self.place or Path()) / name
        with contextlib.suppress(OSError):
            content = path.read_bytes()
            if hashlib.sha256(content).hexdigest() == expected:
                return content
        refuse(path, "is missing, cut short or changed: the run cannot go on from it, begin anew with --restart")


@contextlib.contextmanager
def journal_in(place: Path, journal: Journal, run: dict[str, Any], restart: bool = False) -> Iterator[Journal]:
    """Let a journal write to a folder, and take up where an earlier session of the same run stood.

    What was lived is written where the run is broken off, and the folder goes where it is not.

    Raises
    ------
    InputError
        Where the folder is not ours, in use, or of another run and ``restart`` is not asked for.
    """
    try:
        with unfinished.held(place):
            state = found_in(place, run, restart)
            journal.place, journal.run = place, run
            if state is not None:
                journal.restore(state)
                tell(f"going on from {place}, written {state['written']}: {journal.told()}")
            else:
                unfinished.write_state(place, journal.state({}))
            try:
                yield journal
            except BaseException:
                journal.break_off()
                raise
            unfinished.clear(place)
    finally:
        unfinished.remove_empty(place)


def found_in(place: Path, run: dict[str, Any], restart: bool) -> dict[str, Any] | None:
    """Return the state to go on from; None where there is none, or none is wanted."""
    if restart or not (place / unfinished.STATE).exists():
        return None
    state = unfinished.state_in(place)
    if state is None:
        refuse(place / unfinished.STATE, "cannot be read as an unfinished run's: move it away, or choose another --out")
    if state.get("format_version") != unfinished.UNFINISHED.version:
        found = f"the format {state.get('format_version')} of unfinished runs"
        refuse(place, f"found {found}, this version reads {unfinished.UNFINISHED.version}: begin anew with --restart")
    if apart := differences(state["run"], run):
        refuse(
            place,
            f"found an unfinished run with {'; '.join(apart)}: begin anew with --restart, or choose another --out",
        )
    return state


def name_of(replicate: int, done: int) -> str:
    """Return the name of the file of a replicate's sums over so many parts."""
    return f"{SUMS}-{replicate}-{done}.kept"


def now() -> str:
    """Return the time, as people read it."""
    return datetime.datetime.now().astimezone().isoformat(timespec="seconds")


def duration(seconds: float) -> str:
    """Return a length of time in words."""
    minutes = seconds / MINUTE
    if minutes < 1.5:
        return f"{seconds:.0f} s"
    return f"{minutes:.0f} min" if minutes < 90 else f"{minutes / MINUTE:.1f} h"
