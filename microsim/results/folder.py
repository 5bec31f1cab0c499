"""The run folder: the names of what it holds, and how one is opened for writing and reading."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from microsim.folders import target
from microsim.folders.kinds import RUN
from microsim.folders.leftovers import put_back_if_lost
from microsim.folders.making import made_folder
from microsim.folders.manifest import read_manifest
from microsim.reading.arguments import is_file

MANIFEST, RESULTS, LOG = "manifest.json", "results.nc", "run.log"


def check_target(folder: str | Path) -> Path:
    """Return the whole path of a run folder to make; refuse one whose place holds anything else than an earlier run."""
    return target.check_target(folder, RUN)


def run_folder(folder: str | Path) -> AbstractContextManager[Path]:
    """Return a context that gives a working folder, which becomes the run folder when all went well."""
    return made_folder(folder, RUN)


def manifest_in(folder: Path) -> dict[str, Any]:
    """Return the manifest of a run folder that has results; refuse any other, and one of another format."""
    put_back_if_lost(folder)
    for name in (MANIFEST, RESULTS):
        if not is_file(folder / name):
            target.refuse(folder, f"found no {name}, allowed is the folder of a run")
    manifest = read_manifest(folder / MANIFEST)
    if manifest is None:
        target.refuse(folder / MANIFEST, "cannot be read as JSON: it was cut short or changed, or is of something else")
    if not RUN.owns(manifest):
        target.refuse(folder / MANIFEST, "is not of a run: allowed is the folder of a run")
    found = manifest.get("format_version", RUN.version)  # manifests without a format are of the first
    if found != RUN.version:
        target.refuse(folder / MANIFEST, f"found the format {found} of runs, this version reads {RUN.version}")
    return manifest
