"""Folders of every kind with next to nothing in them, made by the same means as real ones."""

from microsim.folders.kinds import POPULATION, RUN
from microsim.folders.making import made_folder
from microsim.folders.manifest import hashes_of, write_manifest
from microsim.microdata.folder import SEAL
from microsim.results.provenance import data_hash

BEFORE = dict.fromkeys(RUN.earlier.keys, 1)  # a manifest of before the format had a name


def fill(folder, word="first", kind=RUN):
    """Write what makes a folder one of a kind."""
    (folder / "figures").mkdir()
    (folder / "figures" / "funds.svg").write_text(word, encoding="utf-8")
    (folder / "results.nc").write_text(word, encoding="utf-8")
    said = {"format": kind.format, "format_version": 1, "word": word, "outputs": hashes_of(folder, kind.log)}
    write_manifest(folder / kind.manifest, said)


def make(target, word="first", kind=RUN):
    """Make a folder and return its path."""
    with made_folder(target, kind) as working:
        fill(working, word, kind)
    return target


def make_before(target):
    """Write a run folder as it was before its manifest named a format."""
    (target / "figures").mkdir(parents=True)
    (target / "panel").mkdir()
    for name in ("results.nc", "run.log", "figures/pyramids.png", "figures/funds.svg", "panel/part-00000.parquet"):
        (target / name).write_text("before", encoding="utf-8")
    write_manifest(target / RUN.manifest, BEFORE)
    return target


def make_import(target):
    """Make a population folder."""
    with made_folder(target, POPULATION) as working:
        (working / "persons.parquet").write_text("rows", encoding="utf-8")
        said = {"format": "microsim-population 1", "outputs": hashes_of(working)}
        write_manifest(working / POPULATION.manifest, said | {SEAL: data_hash(said)})
    return target


def words(folder):
    """Return every file of a folder with its content, the log but for its being there."""
    return {
        path.relative_to(folder).as_posix(): "" if path.name == RUN.log else path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
