"""The only place where numba compiles: the decorators, their options and the cache folder.

Which decorator a function has says who calls it: ``rule`` and ``pure`` functions are called by compiled code and by
Python, ``kernel`` loops by Python, an ``event`` by compiled code only (``.py_func`` is its source). For compiled code a
function is a part of whatever Python calls (``linking``); only the whole is made runnable and kept in the cache.

numba rebuilds no cached caller when a function it imports from another file changes, and its
cache key ignores the bounds-check flag: an edited rule would silently pay the old pension. So
the cache folder is named after a hash of the flags and of every source that compiled code can
depend on: the modules of the kernel floor, the definitions that shape the records, the tables of places, and
each folder in which something is compiled.

numba is imported when something is first compiled: what only reads sources, as a case by itself does, goes without it.
"""

import atexit
import functools
import hashlib
import importlib.util
import inspect
import os
import re
import shutil
import sys
import tempfile
import threading
from pathlib import Path
from typing import NamedTuple

from microsim import data
from microsim.data import kept_in
from microsim.notices import tell

PACKAGE = Path(__file__).parents[1]
FLOOR = (
    "data",
    "reading/characters",
    "reading/kept",
    "reading/near",
    "reading/positions",
    "reading/problems",
)  # single modules that compiled code builds on
RECORDS = ("schema", "schemes")  # folders of the records: code, definitions and the order of their fields
PLACES = ("places/places.csv", "places/provinces.csv", "places/regions.csv")  # tables it takes constants from
COMPILES = re.compile(r"^from microsim\.kernel\.jit import .*\b(rule|pure|event|kernel)\b", re.MULTILINE)
OPTIONS = {"cache": True, "nogil": True, "error_model": "numpy", "fastmath": False, "no_cfunc_wrapper": True}


def kernel_sources():
    """Return the source files that compiled code can depend on, in a fixed order."""
    files = [*(PACKAGE / f"{name}.py" for name in FLOOR), *sorted((PACKAGE / "places").glob("*.py"))]
    files += sorted(path for room in RECORDS for path in (PACKAGE / room).rglob("*.yaml") if "words" not in str(path))
    files += sorted((PACKAGE / RECORDS[0]).rglob("*.py"))
    for folder in sorted(path for path in PACKAGE.iterdir() if path.is_dir()):
        sources = sorted(folder.rglob("*.py"))
        if any(COMPILES.search(path.read_text(encoding="utf-8")) for path in sources):
            files += sources
    return files


def source_hash():
    """Return a hash of the kernel's sources and of the flags that change compiled code."""
    digest = hashlib.sha256()
    for path in kernel_sources():
        digest.update(str(path.relative_to(PACKAGE)).encode())
        digest.update(path.read_bytes())
    digest.update(data.content(PLACES))
    import numba

    flags = (numba.__version__, os.environ.get("NUMBA_BOUNDSCHECK", ""))
    digest.update("|".join(flags).encode())
    return digest.hexdigest()[:16]


def cache_folder():
    """Return a writable folder for compiled code, one that goes with the process where there is none to stay."""
    root, reason = kept_in("numba"), "there is no home folder"
    if root is not None:
        folder = root / source_hash()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                return folder
        except OSError as error:
            reason = f"{folder}: {error.strerror}"
    tell(
        f"compiled code cannot be kept ({reason}), so each command that lives lives compiles anew, about a minute: "
        "set NUMBA_CACHE_DIR to a folder that can be written"
    )
    passing = tempfile.mkdtemp(prefix="microsim-numba-")
    atexit.register(shutil.rmtree, passing, ignore_errors=True)
    return Path(passing)


def load_arrays_without_blas():
    """Load numba's functions of arrays without scipy's linear algebra, which they import though nothing here multiplies matrices.

    It takes a quarter of a second of every start. Code that does multiply gets it when it is compiled.
    """
    blas, arrays = "scipy.linalg.cython_blas", "numba.np.arraymath"
    if blas in sys.modules or arrays in sys.modules or importlib.util.find_spec("scipy") is None:
        return
    sys.modules[blas] = None
    try:
        importlib.import_module(arrays)._HAVE_BLAS = True
    finally:
        del sys.modules[blas]


@functools.cache
def compiler():
    """Return numba, which from then on keeps what it compiles in the cache folder."""
    import numba

    load_arrays_without_blas()
    numba.config.CACHE_DIR = str(cache_folder())
    return numba


def is_compiled(function):
    """Tell whether a kernel was compiled before, in this process or in one whose work is kept."""
    if not isinstance(function, Later):  # nothing is compiled
        return True
    source = function.py_func
    name = f"{Path(inspect.getfile(source)).stem}.{source.__qualname__}-*.nbi"
    return any(Path(compiler().config.CACHE_DIR).glob(f"*/{name}"))


class Later:
    """A function that is compiled when Python first calls it, or compiled code that calls it is compiled.

    ``py_func`` is its source; all else that is asked of it is asked of what numba makes of it.
    """

    _lock = threading.RLock()

    def __init__(self, function, make):
        functools.update_wrapper(self, function)
        self.py_func, self._make, self._made = function, make, None

    @property
    def made(self):
        """What numba makes of the function."""
        if self._made is None:
            with self._lock:
                if self._made is None:
                    self._made = self._make(self.py_func)
        return self._made

    def __call__(self, *args, **kws):
        return self.made(*args, **kws)

    @property
    def _numba_type_(self):
        """The type by which compiled code knows the function."""
        return self.made._numba_type_

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self.made, name)


def later(function, make):
    """Return a function to be compiled when it is first needed; the function itself where nothing is compiled."""
    return function if os.environ.get("NUMBA_DISABLE_JIT", "0") not in ("", "0") else Later(function, make)


class RuleEntry(NamedTuple):
    """What the registry knows of a rule: the law behind it and its clause; its name and formula are in ``words``."""

    name: str
    source: str
    unit: str
    summary: str
    function: object


REGISTRY: dict[str, RuleEntry] = {}


def wide(kind):
    """Return the type as which a compiled caller passes a value: every signed whole number, constants too, as int64."""
    types = compiler().types
    kind = types.unliteral(kind)
    whole = isinstance(kind, types.Integer) and kind.signed
    return types.int64 if whole or isinstance(kind, types.IntEnumMember) else kind


def part(function, inlined):
    """Compile a function for compiled callers, once for all: numba would for each width and each constant passed."""
    numba = compiler()
    from microsim.kernel.linking import AS_PART

    options = OPTIONS | {"cache": False, "no_cpython_wrapper": True, "pipeline_class": AS_PART}
    dispatcher = numba.njit(**options, forceinline=inlined)(function)
    resolve = dispatcher.get_call_template

    def resolve_wide(args, kws):
        return resolve([wide(kind) for kind in args], {name: wide(kind) for name, kind in kws.items()})

    dispatcher.get_call_template = resolve_wide
    return dispatcher


def whole(function):
    """Compile a function for calls from Python."""
    numba = compiler()
    from microsim.kernel.linking import AS_WHOLE

    return numba.njit(**OPTIONS, pipeline_class=AS_WHOLE)(function)


def both(function, inlined=False):
    """Compile a function for calls from Python; compiled callers take it as a part."""
    dispatcher, called = whole(function), part(function, inlined)
    dispatcher.get_call_template, dispatcher.get_overload = called.get_call_template, called.get_overload
    return dispatcher


def refusing(dispatcher):
    """Let Python be refused by name: numba would run into the missing wrapper and end the process."""

    def refuse(*_):
        raise TypeError(f"{dispatcher.py_func.__name__} is an event, which compiled code calls; .py_func is its source")

    dispatcher._insert = lambda *_: None  # no version is entered where calls from Python look for one
    dispatcher._compile_for_args = refuse
    return dispatcher


def rule(*, source, unit):
    """Compile a clause of law: a pure function of scalars, entered in the registry.

    Parameters
    ----------
    source : key of the document and article, as in ``law/sources.yaml``
    unit : unit of the result
    """

    def decorate(function):
        made = later(function, both)
        summary = (inspect.getdoc(function) or "").split("\n")[0]
        REGISTRY[function.__name__] = RuleEntry(function.__name__, source, unit, summary, made)
        return made

    return decorate


def pure(function=None, *, inlined=False):
    """Compile a pure function of scalars and tables: a draw, a process of life, a look-up.

    ``inlined`` compiles it into each of its callers, as in ``event``.
    """
    if function is None:
        return lambda decorated: pure(decorated, inlined=inlined)
    return later(function, functools.partial(both, inlined=inlined))


def event(function=None, *, inlined=False):
    """Compile an event: reads fields of the records, calls rules, writes fields. Python cannot call it.

    ``inlined`` compiles it into each of its callers: for what every year of a life holds, where the call itself counts.
    """
    if function is None:
        return lambda decorated: event(decorated, inlined=inlined)
    return later(function, lambda source: refusing(part(source, inlined)))


def kernel(function):
    """Compile a loop over persons that releases the interpreter lock."""
    return later(function, both)
