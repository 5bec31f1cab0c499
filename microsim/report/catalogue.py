"""The catalogue of runs below a folder, read from their manifests; asked in SQL through DuckDB."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from microsim.folders.kinds import RUN
from microsim.folders.manifest import read_manifest
from microsim.folders.unfinished import STATE, state_in
from microsim.reading import InputError, Problem, did_you_mean
from microsim.report.comparison import RUNS
from microsim.report.terminal import new_table, print_table
from microsim.results.folder import MANIFEST, RESULTS

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = {
    **dict.fromkeys(
        ("name", "folder", "scenario", "settings", "date", "note", "command", "version", "code", "inputs"), "str"
    ),
    **dict.fromkeys(("one_in", "until", "seed", "replicates", "base_year", "persons"), "int64"),
    **dict.fromkeys(("seconds", "megabytes"), "float64"),
}
SHOWN = ("folder", "scenario", "one_in", "until", "seed", "date", "note")
WORDS = ("folder", "scenario", "date", "note")
CLOSED = {"enable_external_access": "false"}  # a condition reads no file
WIDTH = 100


def print_runs(folder: Path | None, where: str | None, as_csv: bool) -> None:
    """Print the runs below a folder of which a condition is true, the newest last."""
    folder = RUNS if folder is None else folder
    found = runs_below(folder, where)
    for line in unfinished_below(folder):
        click.echo(line, err=True)
    if as_csv:
        click.echo(found.to_csv(index=False), nl=False)
        return
    table = new_table("", SHOWN, WORDS)
    for row in found[list(SHOWN)].astype(str).itertuples(index=False):
        table.add_row(*row)
    print_table(table, WIDTH)
    click.echo(f"{len(found)} runs", err=True)


def runs_below(folder: Path, where: str | None = None) -> "pd.DataFrame":
    """Return the runs below a folder, a row each, the oldest first.

    Parameters
    ----------
    folder : searched with all below it; hidden folders are not
    where : condition in SQL over the columns

    Raises
    ------
    InputError
        Where there is no such folder, the condition is wrong, or DuckDB is not installed.
    """
    import pandas as pd

    if not folder.is_dir():
        raise InputError(
            [Problem(str(folder), 0, 0, "", "found no folder of this name, allowed is one with runs in it")]
        )
    rows = [
        row_of(path.parent, manifest) for path in sorted(folder.rglob(MANIFEST)) if (manifest := ours(path, folder))
    ]
    frame = pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS).sort_values(["date", "folder"], kind="stable")
    return asked(frame, where) if where is not None else frame.reset_index(drop=True)


def unfinished_below(folder: Path) -> list[str]:
    """Return what unfinished runs a folder holds, a line each: how far they are, and since when."""
    lines = []
    for path in sorted(folder.rglob(STATE)):
        if (state := state_in(path.parent)) is not None:
            run, share = state["run"], 100 * state["lived"] / max(state["persons"], 1)
            of = f"{run['scenario']}, 1 in {run['one_in']}, seed {run['seed']}"
            lines.append(f"unfinished: {path.parent} ({of}): {share:.1f}% lived, written {state['written']}")
    return lines


def ours(path: Path, folder: Path) -> dict[str, Any] | None:
    """Return the manifest of a run, None of anything else and of what is being made."""
    if any(part.startswith(".") for part in path.relative_to(folder).parts):
        return None
    manifest = read_manifest(path)
    return manifest if RUN.owns(manifest) and isinstance(manifest.get("scenario"), dict) else None


def row_of(folder: Path, manifest: dict[str, Any]) -> dict[str, Any]:
    """Return what the catalogue says of a run; older manifests do not say all of it."""
    results = folder / RESULTS
    plain = {name: manifest.get(name, 0) for name in ("one_in", "until", "seed", "replicates", "persons")}
    words = {name: manifest.get(name) or "" for name in ("date", "note", "command", "code")}
    return plain | words | {
        "name": manifest["scenario"].get("name", ""),
        "scenario": manifest.get("base_scenario") or manifest["scenario"].get("name", ""),
        "folder": str(folder),
        "settings": json.dumps(manifest["settings"], ensure_ascii=False) if manifest.get("settings") else "",
        "base_year": manifest["scenario"].get("population", {}).get("base_year", 0),
        "version": manifest.get("versions", {}).get("microsim", ""),
        "inputs": manifest.get("inputs", {}).get("all", ""),
        "seconds": round(sum(manifest.get("seconds", {}).values()), 1),
        "megabytes": round(results.stat().st_size / 1e6, 1) if results.is_file() else 0.0,
    }  # fmt: skip


def asked(frame: "pd.DataFrame", where: str) -> "pd.DataFrame":
    """Return the rows of which a condition is true."""
    try:
        import duckdb
    except ImportError as error:
        message = "needs duckdb, which is not installed: pip install 'pension-microsim[data]'"
        raise InputError([Problem("--where", 0, 0, "", message)]) from error
    with duckdb.connect() as database:
        import pyarrow as pa

        database.register("listed", pa.Table.from_pandas(frame, preserve_index=False))
        database.execute("create table runs as select * from listed")
        database.unregister("listed")
        for name, value in CLOSED.items():
            database.execute(f"set {name} = {value}")
        try:
            answer: pd.DataFrame = database.sql("select * from runs").filter(where).order("date, folder").df()
        except duckdb.Error as error:
            raise InputError([Problem("--where", 0, 0, "", wrong(str(error)))]) from error
    return answer


def wrong(reason: str) -> str:
    """Return what is wrong with a condition, with the columns there are."""
    first = reason.splitlines()[0]
    named = first.split('"')[1] if first.count('"') > 1 else ""
    return f"{first}; columns are {', '.join(COLUMNS)}{did_you_mean(named, COLUMNS) if named else ''}"
