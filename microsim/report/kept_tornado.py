"""A table of what a figure depends on, kept beside the folder of the run that it is of."""

import csv
from pathlib import Path

from microsim.reading import InputError, Problem
from microsim.report.outcome import Run

ENDING, INPUTS = "-tornado.csv", "inputs"


def beside_run(run: Run) -> Path:
    """Return the file beside the folder of a run: inside it only a run itself may write; InputError without a folder."""
    if run.folder is None:
        raise InputError([Problem(run.name, 0, 0, "", "found a run without a folder, allowed is one that was written")])
    folder = run.folder.resolve()
    return folder.with_name(folder.name + ENDING)


def kept_of(run: Run) -> Path | None:
    """Return the table kept beside a run where it is of the same inputs; None where there is none or it is of others."""
    if run.folder is None or not beside_run(run).is_file():
        return None
    path = beside_run(run)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            first = next(csv.DictReader(file), {})
    except (OSError, UnicodeDecodeError, csv.Error):
        return None
    return path if first.get(INPUTS) == run.manifest["inputs"]["all"] else None
