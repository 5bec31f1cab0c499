"""Manifests: what a folder says of itself, with the hash of every file in it."""

import hashlib
import json
from pathlib import Path
from typing import Any


def write_manifest(path: str | Path, manifest: dict[str, Any]) -> None:
    """Write a manifest as readable JSON."""
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=False)
    Path(path).write_text(text + "\n", encoding="utf-8")


def read_manifest(path: Path) -> Any:
    """Return the content of a manifest, None where it cannot be read as one."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None


def file_hash(path: str | Path) -> str:
    """Return the SHA-256 of a file."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def hashes_of(folder: Path, without: str | None = None) -> dict[str, str]:
    """Return the SHA-256 of every file in a folder by its path within, but for one."""
    files = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    return {name: file_hash(path) for name, path in files.items() if name != without}
