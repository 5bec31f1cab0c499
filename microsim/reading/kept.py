"""What a YAML file says, kept: reading is most of what a command does before it answers.

An entry is a file named after the place of what was read, so a file that changes takes the place of its own entry and
nothing piles up. It holds the hash of the file's bytes and of the reader, and of itself: what does not fit is read anew.
"""

import functools
import hashlib
import marshal
import sys
import tempfile
from pathlib import Path
from typing import Any

from microsim.data import kept_in
from microsim.reading.positions import read_yaml
from microsim.reading.problems import KeyPath, Position, Problems

ENTRY, UNFINISHED = ".yaml", ".part"
DIGEST = 32  # bytes of a SHA-256
_made = functools.partial(tuple.__new__, Position)


def _reader() -> bytes:
    """Return what an entry depends on beside the file: this reader, and how this Python writes plain data."""
    sources = sorted(Path(__file__).parent.glob("*.py"))
    return b"".join(path.read_bytes() for path in sources) + f"{sys.hexversion} {marshal.version}".encode()


READER = hashlib.sha256(_reader()).digest()  # as this process runs it


def read_kept(path: Path, problems: Problems | None = None) -> tuple[Any, dict[KeyPath, Position]]:
    """Read a YAML file as ``read_yaml`` does, from what is kept of it where that is whole and of the same bytes."""
    try:
        key = hashlib.sha256(READER + path.read_bytes()).digest()
    except OSError:
        return read_yaml(path, problems=problems)
    entry, label = _entry(path), str(path)
    if entry is not None and (found := _load(entry, key)) is not None:
        data, places = found
        return data, {one: _made((label, line, column)) for one, line, column in places}
    own = Problems()
    data, positions = read_yaml(path, problems=own)
    if own and problems is not None:
        problems.extend(own)
    if problems is None:
        own.check()
    if entry is not None and not own:
        _keep(entry, key, (data, [(one, at.line, at.column) for one, at in positions.items()]))
    return data, positions


def _entry(path: Path) -> Path | None:
    """Return the file that holds what was read at a place; None where there is no home."""
    folder = kept_in("read")
    return None if folder is None else folder / f"{hashlib.sha256(str(path.absolute()).encode()).hexdigest()}{ENTRY}"


def _load(entry: Path, key: bytes) -> Any:
    """Return what an entry holds; None where it is of other bytes or damaged."""
    try:
        content = entry.read_bytes()
    except OSError:
        return None
    digest, said, body = content[:DIGEST], content[DIGEST : 2 * DIGEST], content[2 * DIGEST :]
    if said != key or hashlib.sha256(said + body).digest() != digest:
        return None
    return marshal.loads(body)


def _keep(entry: Path, key: bytes, found: Any) -> None:
    """Write an entry whole or not at all; where nothing can be written, nothing is kept."""
    body, unfinished = marshal.dumps(found), None
    try:
        entry.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=entry.parent, suffix=UNFINISHED, delete=False) as file:
            unfinished = Path(file.name)
            file.write(hashlib.sha256(key + body).digest() + key + body)
        unfinished.replace(entry)
    except OSError:
        if unfinished is not None:
            unfinished.unlink(missing_ok=True)
