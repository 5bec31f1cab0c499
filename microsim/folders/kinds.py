"""The kinds of folder that commands make, and which files of one are ours."""

from fnmatch import fnmatchcase
from typing import Any, NamedTuple

HARMLESS = (".DS_Store", "._*", "Thumbs.db", "desktop.ini")  # file managers leave them wherever they look


class Earlier(NamedTuple):
    """How folders are known whose manifests were written before they named a format.

    Attributes
    ----------
    keys : keys that such a manifest has
    files : patterns of the files beside it, paths within the folder
    """

    keys: frozenset[str]
    files: tuple[str, ...]


class Kind(NamedTuple):
    """A kind of folder.

    Attributes
    ----------
    name : what a message calls it
    manifest : file that says whose the folder is and lists its files under ``outputs``; None: never replaced
    format : first word of the manifest's ``format``
    version : number of the format that this version of the package writes and reads
    log : file that takes the log while the folder is made, None: none
    earlier : manifests without a format
    """

    name: str
    manifest: str | None = None
    format: str = ""
    version: int = 1
    log: str | None = None
    earlier: Earlier | None = None

    def owns(self, manifest: Any) -> bool:
        """Return whether the content of a manifest is of this kind."""
        if not isinstance(manifest, dict):
            return False
        if "format" in manifest:
            return str(manifest["format"]).split(" ")[0] == self.format
        return self.earlier is not None and self.earlier.keys <= set(manifest)

    def files(self, manifest: Any) -> "Files":
        """Return the files of a folder with this manifest: none where it is not ours."""
        if not self.owns(manifest):
            return Files(frozenset(), ())
        own = [name for name in (self.manifest, self.log) if name]
        if "format" in manifest:
            outputs = manifest.get("outputs")
            return Files(frozenset(own) | (frozenset(outputs) if isinstance(outputs, dict) else frozenset()), ())
        return Files(frozenset(own), self.earlier.files if self.earlier else ())


class Files(NamedTuple):
    """Files by name and by pattern, as paths within a folder; ``?`` stands for one character."""

    names: frozenset[str]
    patterns: tuple[str, ...]

    def hold(self, path: str) -> bool:
        """Return whether a file is one of them, or no matter."""
        last = path.rsplit("/", 1)[-1]
        return (
            path in self.names
            or any(fnmatchcase(path, pattern) for pattern in self.patterns)
            or any(fnmatchcase(last, pattern) for pattern in HARMLESS)
        )

    def lie_in(self, folder: str) -> bool:
        """Return whether one of them lies in a folder within."""
        return any(name.startswith(folder + "/") for name in (*self.names, *self.patterns))


FIGURES_BEFORE = ("pyramids", "participants", "funds", "pensions")
RUN = Kind(
    name="run",
    manifest="manifest.json",
    format="microsim-run",
    log="run.log",
    earlier=Earlier(
        frozenset({"scenario", "one_in", "until", "seed", "persons", "person_years", "inputs", "code", "versions"}),
        (
            "results.nc",
            *(f"figures/{name}.{suffix}" for name in FIGURES_BEFORE for suffix in ("png", "svg")),
            "panel/part-?????.parquet",
        ),
    ),
)
POPULATION = Kind(name="import", manifest="population.json", format="microsim-population")
EXTRACT = Kind(name="extract")
