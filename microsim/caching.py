"""What was worked out once is kept: in this process, and in files named after a hash of all that made them.

The files lie beside numba's compiled code. A key holds the contents of every source and shipped
table, the versions of the libraries and a fingerprint of the machine's arithmetic, so an entry is
what working it out again would give, to the last bit. A file that is damaged, or a folder that
cannot be written, is as good as none.
"""

import functools
import hashlib
import json
import os
import platform
import tempfile
import threading
import time
from collections import OrderedDict
from concurrent.futures import Future
from pathlib import Path

import numba
import numpy as np

from microsim.data import folders, kept_in

PACKAGE = Path(__file__).parent
SHIPPED = (".py", ".yaml", ".csv", ".npz", ".json")
SOURCE = ".py"
TABLES = (".csv", ".npz", ".yaml")  # shipped numbers; some of the law is read where no scenario can change it
LARGEST = 2_000_000_000  # bytes of all files together; beyond it the longest unused go
ENTRY, UNFINISHED = ".tables", ".part"
DIGEST = 32  # bytes at the beginning of an entry: the SHA-256 of the others
ALIGNED = 16  # bytes: arrays are used where they lie in what was read
ABANDONED = 3600.0  # seconds after which an unfinished file is one that a killed process left
STARTED = time.time()


def folder():
    """Return the folder of the files, below the user's own choice where there is one; None where there is no home."""
    return kept_in("tables")


@functools.cache
def code_hash():
    """Return the hash of all the package's sources."""
    return _hash_of_files(files_in(PACKAGE, SOURCE))[:16]


@functools.cache
def package_hash():
    """Return the hash of all a result may depend on, shipped or laid over it: sources, law, assumptions, tables."""
    return _hash_of_files(path for root in (PACKAGE, *folders()) for path in files_in(root, SHIPPED))[:16]


@functools.cache
def surroundings():
    """Return what a table depends on beside its inputs: sources, shipped tables, libraries, arithmetic."""
    versions = (platform.python_version(), platform.machine(), np.__version__, numba.__version__)
    return "|".join((code_hash(), _hash_of_files(tables()), *versions, arithmetic()))


@functools.cache
def arithmetic():
    """Return a hash of what this machine makes of some sums: processors differ in the last bit of an exponential."""
    x = np.linspace(0.1, 9.9, 1000)
    sums = (np.exp(x), np.log(x), x**1.7, x.sum(), x.reshape(10, 100) @ x[:100])
    return hashlib.sha256(b"".join(part.tobytes() for part in sums)).hexdigest()


def tables():
    """Yield the files of numbers shipped with the package or laid over it."""
    for root in (PACKAGE, *folders()):
        yield from files_in(root, TABLES)


def files_in(root, endings):
    """Yield the paths of files below a folder whose names end as told, as text: a hundred of them take a millisecond."""
    for place, _, names in os.walk(root):
        yield from (os.path.join(place, name) for name in names if name.endswith(endings))


def trusted():
    """Tell whether this process runs what lies there: no source and no table was changed since it began."""
    return all(os.stat(path).st_mtime < STARTED for path in (*files_in(PACKAGE, SOURCE), *tables()))


def _hash_of_files(paths):
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(os.path.relpath(path, PACKAGE).encode())
        with open(path, "rb") as file:
            digest.update(file.read())
    return digest.hexdigest()


def key_of(*parts):
    """Return the key of what is made from parts: bytes, or anything whose text tells it from all others."""
    digest = hashlib.sha256(surroundings().encode())
    for part in parts:
        content = part if isinstance(part, bytes) else repr(part).encode()
        digest.update(len(content).to_bytes(8, "little") + content)
    return digest.hexdigest()


def load(key):
    """Return the arrays of an entry by name, which cannot be written to; None where there is none that is whole."""
    place = folder()
    if place is None or not trusted():
        return None
    path = place / f"{key}{ENTRY}"
    try:
        content = path.read_bytes()
        os.utime(path)
    except OSError:
        return None
    if hashlib.sha256(memoryview(content)[DIGEST:]).digest() != content[:DIGEST]:
        return None
    return unpacked(content)


def keep(key, arrays):
    """Write an entry whole or not at all; where nothing can be written, nothing is kept."""
    place = folder()
    if place is None or not trusted():
        return
    content, unfinished = packed(arrays), None
    digest = hashlib.sha256(content).digest()
    try:
        place.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=place, suffix=UNFINISHED, delete=False) as file:
            unfinished = Path(file.name)
            file.write(digest)
            file.write(content)
        unfinished.replace(place / f"{key}{ENTRY}")
        make_room(place)
    except OSError:
        if unfinished is not None:
            unfinished.unlink(missing_ok=True)


def packed(arrays):
    """Return arrays as bytes."""
    return b"".join(pieces(arrays))


def pieces(arrays):
    """Yield arrays as bytes piece by piece: the length of the list of what they are, the list, then each of them."""
    kinds = json.dumps([(name, array.dtype.str, array.shape) for name, array in arrays.items()]).encode()
    for part in (len(kinds).to_bytes(8, "little"), kinds, *arrays.values()):
        content = part if isinstance(part, bytes) else part.tobytes()
        yield content
        yield bytes(-len(content) % ALIGNED)


def unpacked(content):
    """Return the arrays of the content of an entry, in which they stay."""
    place = DIGEST + ALIGNED
    length = int.from_bytes(content[DIGEST : DIGEST + 8], "little")
    kinds, arrays = json.loads(content[place : place + length]), {}
    place += length + -length % ALIGNED
    for name, kind, shape in kinds:
        array = np.ndarray(shape, kind, content, place)
        arrays[name] = array
        place += array.nbytes + -array.nbytes % ALIGNED
    return arrays


def make_room(place):
    """Throw away the entries that were unused longest, until the others fit, and what a killed process left."""
    room = LARGEST
    files = [(path.stat().st_mtime, path) for path in place.iterdir() if path.suffix in (ENTRY, UNFINISHED)]
    for used, path in sorted(files, reverse=True):
        unfinished = path.suffix == UNFINISHED
        room -= path.stat().st_size
        if room < 0 or (unfinished and time.time() - used > ABANDONED):
            path.unlink(missing_ok=True)


class Memo:
    """The last few things this process worked out, each once however many threads ask for it."""

    def __init__(self, size):
        self.size = size
        self._made = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key, make):
        """Return what ``make`` gives for a key; who asks while another thread makes it waits for that."""
        with self._lock:
            first = key not in self._made
            result = self._made.setdefault(key, Future())
            self._made.move_to_end(key)
            while len(self._made) > self.size:
                self._made.popitem(last=False)
        if first:
            try:
                result.set_result(make())
            except BaseException as error:
                with self._lock:
                    self._made.pop(key, None)
                result.set_exception(error)
        return result.result()

    def clear(self):
        """Forget everything."""
        with self._lock:
            self._made.clear()
