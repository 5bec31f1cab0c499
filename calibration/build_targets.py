"""Write the published figures that concern the projected places into microsim/validation/tables/targets.csv.

Usage: python -m calibration.build_targets DATA_FOLDER

DATA_FOLDER holds ``targets.csv`` and ``targets_added.csv`` (indicator, region, year, sex, age_group, value, unit, source,
confidence, note). Kept are rows of the provinces and cities, of parts of them, and of the nation where a scope answers them.
Where both tables give one figure, the better grade stays, and of one grade the later table.
"""

import csv
import re
import sys
from pathlib import Path

from microsim.validation.scopes import REGION_NAMES, scope_of
from microsim.validation.targets import COLUMNS, SHIPPED

TABLES = ("targets.csv", "targets_added.csv")
PARTS = ("Xuhui", "Xuwen (Zhanjiang)")  # a district and a county
HEAD = """\
# Figures published for the projected provinces, their cities and parts of them, and what the nation's pooling moved.
# Source and grade of each stand in its row: A seen in a source, B official from memory, C a prior or derived.
# use: calibrate (known at the base date), holdout (later; compared, never fitted) or benchmark (somebody's projection).
# Written by calibration/build_targets.py.
"""
SAID = (  # how a source is named here: what is found, what is written
    (r"seed \S+\.txt", "programme documents of 2017"),
    (r"github \S+MyStatisticsData Shanghai social insurance fund (income|outlay) (\d+)\.csv \(cites .*\)",
     r"Shanghai finance bureau, social insurance funds \2, \1 (public transcription)"),
    (r"github \S+ \S+ \((.*)\)", r"\1 (public transcription)"),
    (r"github file (?:id )?[\d /]+\(cites? (.*)\)", r"\1 (public transcription)"),
    (r"\(memory\)", "(from memory)"),
    (r" \(targets\.csv A\)| \(both A in targets\.csv\)| of targets\.csv", ""),
    (r"\bseed\b:?", "programme documents:"),
)  # fmt: skip
LEFT_OUT = re.compile(r"\.md\b|\.csv\b|see notes|stored copy|seed row|seed says")


def said(text):
    """Return a text with sources named as here."""
    for found, written in SAID:
        text = re.sub(found, written, text)
    return text.strip()


def concerns(row):
    """Tell whether a row is of a place that is projected, of a part of one, or of the nation and answered."""
    if row["region"] in (*REGION_NAMES, *PARTS):
        return True
    year = int(row["year"]) if row["year"].isdigit() else 0
    return scope_of(row["indicator"], row["region"], year) is not None


def key(row):
    """Return what tells one figure from another."""
    return tuple(row[name] for name in ("indicator", "region", "year", "sex", "age_group"))


def identity(row):
    """Return the name of a row: indicator, region, year and the group where it is not everybody."""
    region = re.sub(r"\W+", "_", row["region"].lower()).strip("_")
    group = [row[name] for name in ("sex", "age_group") if row[name] != "all"]
    return ".".join([row["indicator"], region, row["year"], *group])


def target(row):
    """Return a row in the columns of the shipped table."""
    use, _, note = row["note"].partition(";")
    clauses = [said(clause) for clause in note.split(";") if clause.strip() and not LEFT_OUT.search(clause)]
    cells = {name: row[name] for name in ("indicator", "region", "year", "sex", "age_group", "value", "unit")}
    cells |= {"id": identity(row), "grade": row["confidence"], "use": use.strip()}
    return cells | {"source": said(row["source"]), "note": "; ".join(clauses)}


def rows_of(folder):
    """Return the rows that are kept, those of one region and indicator together."""
    found = {}
    for name in TABLES:
        with open(Path(folder) / name, encoding="utf-8", newline="") as file:
            for row in filter(concerns, csv.DictReader(file)):
                other = found.get(key(row))
                if other is None or row["confidence"] <= other["confidence"]:
                    found[key(row)] = row
    return [target(row) for row in sorted(found.values(), key=lambda row: (row["region"], *key(row)))]


def main(folder):
    """Write the table."""
    with open(SHIPPED, "w", encoding="utf-8", newline="") as file:
        file.write(HEAD)
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows_of(folder))


if __name__ == "__main__":
    main(*sys.argv[1:])
