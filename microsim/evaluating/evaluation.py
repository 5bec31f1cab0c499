"""An evaluation of a run, or of what a second one changes: its tables, as a page of text and as files."""

import dataclasses
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from microsim.assessing.asked import scenario_of
from microsim.comparing.table import Table
from microsim.evaluating.cells import GROUPINGS
from microsim.evaluating.old import old_of
from microsim.evaluating.tables import asks, table_of
from microsim.inputs import with_luck
from microsim.microdata.folder import read_folder
from microsim.microdata.variables import PERSONS
from microsim.reading import InputError, Problem
from microsim.reading.arguments import Arguments
from microsim.report.comparison import run_folder_of
from microsim.results.folder import MANIFEST
from microsim.results.matching import require_match
from microsim.results.provenance import input_hashes
from microsim.running import inputs_of
from microsim.schema import BEYOND

if TYPE_CHECKING:
    from microsim.inputs import Inputs

OWN = "own_population"
YEAR = 2030  # told where nobody names one and the run reaches it
MUST_BE = ("law", "assumptions", "population", OWN)  # parts of the inputs that make lives what they were
# Of own microdata: what groups and standards stand on; of each set one has to be in the file.
NEEDED = (("hukou_place", "hukou_from"), ("hukou_type",), ("membership", "pension"))
OFF, PRIORS = "livelihood_off", "priors"
OTHERS = ("allowances", "care")  # schemes whose absence is told


@dataclasses.dataclass(frozen=True)
class Evaluation:
    """The tables of an evaluation.

    Attributes
    ----------
    name
        Of the run, or of both.
    tables
        In their order: the six questions and poverty after each benefit, of every year.
    """

    name: str
    tables: tuple[Table, ...]

    def write(self, path: str | Path, language: str = "en") -> None:
        """Write all tables to a file that ends in .csv (a row a figure) or .xlsx (a sheet a table)."""
        from microsim.comparing.export import write_tables

        write_tables([(self.name, self.tables)], Path(path), language)

    def markdown(self, language: str = "en") -> str:
        """Return all tables for a page of text."""
        return "\n".join(table.markdown(language) for table in self.tables)


def evaluate(
    run: str | Path,
    reform: str | Path | None = None,
    years: Sequence[int] | int | None = None,
    tables: Sequence[str] | None = None,
    by: Sequence[str] | None = None,
    population: str | Path | None = None,
) -> Evaluation:
    """Evaluate the benefits of the old of a run, or what a second run changes of them.

    The lives of the run's sample are lived again, those who can be old by the last year.

    Parameters
    ----------
    run
        A run folder, or the name of one under ``runs/``.
    reform
        Another: tables then tell what it is above the first.
    years
        Simulated years; 2030 by default, or the last of a run that ends before.
    tables
        Which tables: ``reached``, ``duration``, ``income``, ``links``, ``poverty``, ``where``, and poverty after each benefit,
        ``heads_LINE`` and ``gaps_LINE`` with the lines ``standard``, ``band`` and ``median``; all by default.
    by
        Groups that rows tell: ``everybody``, ``sex``, ``hukou``, ``fifth``, ``age``, ``province``, ``city``; all by default.
    population
        Folder of the persons of runs on own microdata, as ``run`` took it; its file has to have told the registration and who
        draws a pension.

    Returns
    -------
    Evaluation
        Tables of persons, not households.

    Raises
    ------
    InputError
        For arguments that are wrong, runs that do not match, runs of another version, and runs of own microdata without their
        folder or whose file lacks what is needed.
    """
    folders = [run_folder_of(one) for one in (run, reform) if one is not None]
    manifests = [json.loads((folder / MANIFEST).read_text(encoding="utf-8")) for folder in folders]
    wanted, names, groups = checked(years, tables, by, manifests[0])
    if len(manifests) > 1:
        require_match(*manifests)
    found = [prepared(folder, manifest, population) for folder, manifest in zip(folders, manifests, strict=True)]
    olds = [
        old_of(inputs, manifest["one_in"], manifest["seed"], wanted)
        for inputs, manifest in zip(found, manifests, strict=True)
    ]
    met = all(meets(inputs, "livelihood") for inputs in found)
    notes = notes_of(found, met)
    made = [table_of(name, [one[year] for one in olds], met, groups, notes) for year in wanted for name in names]
    return Evaluation(" → ".join(one["scenario"]["name"] for one in manifests), tuple(made))


def checked(
    years: Any, tables: Any, by: Any, manifest: dict[str, Any]
) -> tuple[list[int], tuple[str, ...], tuple[str, ...]]:
    """Return years, tables and groups that are asked for; InputError with every mistake."""
    asked = Arguments("evaluate")
    first, last = manifest["scenario"]["population"]["base_year"] + 1, manifest["until"]
    wanted = [min(YEAR, last)] if years is None else several(years)
    found = [asked.whole("years", year, first, last) for year in wanted]
    names = tuple(asked.word("tables", name, asks()) for name in (asks() if tables is None else several(tables)))
    groups = tuple(asked.word("by", group, GROUPINGS) for group in (GROUPINGS if by is None else several(by)))
    if None in found:
        asked.wrong("years", None, f"whole numbers from {first} to {last}")
    asked.check()
    return found, names, groups


def several(values: Any) -> list[Any]:
    """Return values as a list; one alone, a text among them, is a list of one."""
    return list(values) if isinstance(values, list | tuple | set | range) else [values]


def prepared(folder: Path, manifest: dict[str, Any], population: str | Path | None = None) -> "Inputs":
    """Return what a run reads, compiled again, and refuse where its lives would be others."""
    own = OWN in manifest["inputs"]
    if own and population is None:
        refuse(folder, "found a run on own microdata, allowed with the folder of its persons: --population FOLDER")
    if own and population is not None:
        check_known(Path(population))
    inputs = inputs_of(scenario_of(folder)[0], manifest["until"], population if own else None)
    options = {name: manifest[name] for name in ("one_in", "until", "seed", "replicates")}
    now = input_hashes(inputs, options)
    if differing := [name for name in MUST_BE if now.get(name) != manifest["inputs"].get(name)]:
        refuse(folder, f"{' and '.join(differing)} of this version differ from those of the run: run it again")
    return with_luck(inputs, manifest["seed"], 0)


def check_known(folder: Path) -> None:
    """Refuse own microdata of which no row says what groups and standards stand on."""
    known = read_folder(folder)[1]["known"][PERSONS]
    if lacking := [" or ".join(names) for names in NEEDED if not any(known.get(name) for name in names)]:
        refuse(
            folder,
            f"found a file without {', without '.join(lacking)}: allowed is one that has them, else chance told who is poor",
        )


def refuse(folder: Path, why: str) -> None:
    """Refuse a run."""
    raise InputError([Problem(str(folder), 0, 0, "run", why)])


def meets(inputs: "Inputs", scheme: str) -> bool:
    """Return whether lives meet a scheme beyond the pension."""
    return bool(inputs.world.assumptions[f"beyond_{scheme}"].any())


def notes_of(runs: "Sequence[Inputs]", met: bool) -> list[str]:
    """Return what has to be said below every table: which schemes beyond the pension no life meets."""
    off = [scheme for scheme in OTHERS if scheme not in BEYOND or not any(meets(inputs, scheme) for inputs in runs)]
    return [PRIORS if met else OFF, *(f"{scheme}_off" for scheme in off)]
