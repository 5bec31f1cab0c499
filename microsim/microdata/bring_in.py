"""Import: read, convert, check, and write the folder; all or nothing."""

import dataclasses
import logging
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from microsim.folders.kinds import POPULATION
from microsim.folders.target import check_target
from microsim.microdata.all_checks import CHECKS, run_checks
from microsim.microdata.convert import convert, read_column
from microsim.microdata.crosswalk import OPEN_VARIABLES, Crosswalk, read_crosswalk
from microsim.microdata.findings import Findings
from microsim.microdata.folder import summary_of, write_folder
from microsim.microdata.read import read_table
from microsim.microdata.table import Table, rows_of, settled_birth
from microsim.microdata.text_files import ABOVE
from microsim.microdata.values import text_of
from microsim.microdata.variables import PERSONS, SPELLS, TRANSFERS, by_name
from microsim.microdata.weights import unevenness, with_weights
from microsim.reading import InputError, Problem, Problems, did_you_mean

if TYPE_CHECKING:
    import pandas as pd

LOGGER = logging.getLogger("microsim")
BIRTH_PARTS = ("birth_year", "birth_month", "age")
MONTHS_OF = {
    PERSONS: (
        "birth",
        "first_paid",
        "last_paid",
        "claim",
        "residents_claim",
        "disability_from",
        "disability_until",
    ),
    SPELLS: ("first", "last"),
    TRANSFERS: ("month",),
}


class Import(NamedTuple):
    """What an import made.

    Attributes
    ----------
    folder : where it is
    summary : what population.json says
    """

    folder: Path
    summary: dict


def import_file(
    file: Path, map_file: Path, out: Path, spells: Path | None = None, transfers: Path | None = None
) -> Import:
    """Read a file of persons through a crosswalk, check it, and write a population folder.

    Nothing is written where anything is wrong: all mistakes are raised together.
    """
    check_target(out, POPULATION)
    crosswalk = read_crosswalk(map_file)
    files = {PERSONS: file, SPELLS: spells, TRANSFERS: transfers}
    paths = {name: path for name, path in files.items() if path is not None}
    check_tables(crosswalk, paths)
    tables, notes = read_tables(crosswalk, paths)
    LOGGER.info("checked %s rows with %s checks", f"{tables[PERSONS].rows:,}", len(CHECKS))
    settled = {name: settle(table, crosswalk) for name, table in tables.items()}
    summary = summary_of(settled, crosswalk, paths, map_file, list(CHECKS), notes)
    write_folder(out, settled, summary)
    return Import(out, summary)


def check_tables(crosswalk: Crosswalk, paths: dict[str, Path]) -> None:
    """A table given needs its part of the crosswalk, and the other way round."""
    problems = Problems()
    for name in (SPELLS, TRANSFERS):
        if name in paths and name not in crosswalk.sources:
            problems.append(Problem(crosswalk.label, 0, 0, name, f"found no {name}, but --{name} {paths[name]}"))
        if name not in paths and name in crosswalk.sources:
            problems.append(Problem(crosswalk.label, 0, 0, name, f"found {name}, but no file: add --{name} FILE"))
    problems.check()


def read_tables(crosswalk: Crosswalk, paths: dict[str, Path]) -> tuple[dict[str, Table], list[str]]:
    """Return all tables converted and checked, and what is worth saying of them; or raise everything that is wrong."""
    problems, findings = Problems(), Findings()
    frames: dict[str, pd.DataFrame] = {}
    for name, path in paths.items():
        wanted = frozenset(source.column for source in crosswalk.sources[name].values() if source.column is not None)
        try:
            table = crosswalk.names.get(name, name)
            frames[name] = read_table(path, crosswalk.encoding, table, crosswalk.separator, wanted)
        except InputError as error:
            problems.extend(error.problems)
        else:
            problems.extend(missing_columns(frames[name], crosswalk, name, path))
    problems.check()
    notes = [above_header(name, frame.attrs.get(ABOVE, 0)) for name, frame in frames.items() if frame.attrs.get(ABOVE)]
    if crosswalk.drop:
        frames, dropped = with_weights(frames, crosswalk, paths)
        notes += dropped
    tables: dict[str, Table] = {}
    for name, frame in frames.items():
        findings.numbers[str(paths[name])] = frame.index.to_numpy() + 1
        notes += open_ends(frame, crosswalk, name)
        tables[name] = converted(frame, crosswalk, name, str(paths[name]), findings, tables.get(PERSONS))
    run_checks(tables, findings)
    findings.check()
    return tables, notes + unevenness(tables[PERSONS])


def open_ends(frame: "pd.DataFrame", crosswalk: Crosswalk, table: str) -> list[str]:
    """Say how many rows go on, and up to which month they are taken."""
    said = []
    for variable in OPEN_VARIABLES:
        source = crosswalk.sources[table].get(variable)
        if source is None or source.column is None:
            continue
        column = read_column(frame, by_name(table)[variable], source, crosswalk.date)
        ends = np.array([column.reading.is_open(text_of(text)) for text in (*column.texts, "")])
        if count := int(ends[column.which].sum()):
            said.append(f"{table}.{variable}: {count:,} rows go on, taken up to the file's date")
    return said


def above_header(table: str, lines: int) -> str:
    """Say that a title stands above a header."""
    return f"{table}: {lines} line{'s' * (lines > 1)} above the header left out"


def missing_columns(frame: "pd.DataFrame", crosswalk: Crosswalk, name: str, path: Path) -> list[Problem]:
    """Return a problem for every column of the crosswalk that the file lacks."""
    names = [str(column) for column in frame.columns]
    return [
        Problem(
            *source.position,
            f"{name}.{variable}",
            f"found no column {source.column} in {path}{did_you_mean(source.column, names)}",
        )
        for variable, source in crosswalk.sources[name].items()
        if source.column is not None and source.column not in names
    ]


def converted(
    frame: "pd.DataFrame", crosswalk: Crosswalk, name: str, file: str, findings: Findings, persons: Table | None
) -> Table:
    """Return one table in the model's variables."""
    known, sources = by_name(name), crosswalk.sources[name]
    columns = {
        variable: convert(frame, known[variable], source, crosswalk.date, file, findings)
        for variable, source in sources.items()
    }
    labels = {variable: source.column or variable for variable, source in sources.items()}
    nobody = np.zeros(0, dtype=np.int64)
    owner = nobody if persons is None else rows_of(persons, columns["person"])
    return Table(file, name, crosswalk.date, len(frame), columns, labels, owner, frame.index.to_numpy() + 1)


def settle(table: Table, crosswalk: Crosswalk) -> Table:
    """Return a checked table as the folder keeps it: one birth month, all months carried to the base year."""
    columns = dict(table.columns)
    if table.name == PERSONS:
        columns["birth"] = settled_birth(table)
        columns.setdefault("weight", np.ones(table.rows))
        for part in BIRTH_PARTS:
            columns.pop(part, None)
    for name in MONTHS_OF[table.name]:
        if name in columns:
            columns[name] = columns[name] + crosswalk.carry
    return dataclasses.replace(table, columns=columns, date=table.date + crosswalk.carry)
