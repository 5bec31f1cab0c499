"""The only place where numba compiles: three decorators, their options and the cache folder.

numba rebuilds no cached caller when a function it imports from another file changes, and its
cache key ignores the bounds-check flag: an edited rule would silently pay the old pension. So
the cache folder is named after a hash of the flags and of every source that compiled code can
depend on: the modules of the kernel floor, the definitions that shape the records, and each folder in
which something is compiled.
"""

import hashlib
import inspect
import os
import re
import tempfile
from pathlib import Path
from typing import NamedTuple

import numba

PACKAGE = Path(__file__).parent
FLOOR = ("_jit", "places", "yaml_reader", "numbers", "draws")  # single modules that compiled code builds on
RECORDS = "schema"  # the folder of the records: code, definitions and the order of their fields
COMPILES = re.compile(r"^from microsim\._jit import .*\b(rule|event|kernel)\b", re.MULTILINE)
OPTIONS = {"cache": True, "nogil": True, "error_model": "numpy", "fastmath": False}


def kernel_sources():
    """Return the source files that compiled code can depend on, in a fixed order."""
    files = [PACKAGE / f"{name}.py" for name in FLOOR]
    files += sorted(path for ending in ("py", "yaml") for path in (PACKAGE / RECORDS).rglob(f"*.{ending}"))
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
    flags = (numba.__version__, os.environ.get("NUMBA_BOUNDSCHECK", ""))
    digest.update("|".join(flags).encode())
    return digest.hexdigest()[:16]


def cache_folder():
    """Return a writable folder for compiled code, below the user's own choice where there is one."""
    chosen = os.environ.get("NUMBA_CACHE_DIR")
    home = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    root = Path(chosen) if chosen else home / "microsim" / "numba"
    folder = root / f"microsim-{source_hash()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError:
        return Path(tempfile.mkdtemp(prefix="microsim-numba-"))
    return folder


numba.config.CACHE_DIR = str(cache_folder())


class RuleEntry(NamedTuple):
    """What the registry knows of a rule: the law behind it and how to say it."""

    name: str
    source: str
    unit: str
    chinese: str
    summary: str
    function: object


REGISTRY: dict[str, RuleEntry] = {}


def rule(*, source, unit, zh):
    """Compile a clause of law: a pure function of scalars, entered in the registry.

    Parameters
    ----------
    source : key of the document and article, as in ``law/sources.yaml``
    unit : unit of the result
    zh : Chinese name of the result
    """

    def decorate(function):
        compiled = numba.njit(**OPTIONS)(function)
        summary = (inspect.getdoc(function) or "").split("\n")[0]
        REGISTRY[function.__name__] = RuleEntry(function.__name__, source, unit, zh, summary, compiled)
        return compiled

    return decorate


def event(function):
    """Compile an event: reads fields of the records, calls rules, writes fields."""
    return numba.njit(**OPTIONS)(function)


def kernel(function):
    """Compile a loop over persons that releases the interpreter lock."""
    return numba.njit(**OPTIONS)(function)
