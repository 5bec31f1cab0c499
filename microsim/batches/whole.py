"""Files that appear whole or not at all."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def appears_whole(path: Path) -> Iterator[Path]:
    """Yield a hidden file to write beside a path, which takes the path's name when all went well."""
    working = path.with_name(f".{path.name}.new")
    try:
        yield working
        os.replace(working, path)
    finally:
        working.unlink(missing_ok=True)
