"""Write what the runs of one information set say of every published kind of figure: calibration/predictions.csv.

Usage: python -m calibration.predictions INFORMATION OUT.csv RUN_FOLDER [RUN_FOLDER ...]

INFORMATION is ``drivers known`` or ``end of 2016``: runs of a scenario without ``information``, and with that of 2016, such
as the shipped ``known-2016``; others are refused. The runs are draws of parameters and luck; each of their replicates
counts as a draw. Rows of the other information set that OUT.csv holds stay. For both provinces and every city, each year
and each group of persons an indicator is published for: median, tenth and ninetieth percentile over the draws.
"""

import csv
import sys
from pathlib import Path

import numpy as np

from microsim.report.outcome import read_run
from microsim.results.folder import manifest_in
from microsim.results.headline import replicates_of
from microsim.validation.comparing import Series
from microsim.validation.scopes import REGION_NAMES, UNITS, registry, scope_of

INFORMATION = {"drivers known": None, "end of 2016": 2016}  # and what scenarios of the set say
SETS = tuple(INFORMATION)
YEARS = range(2017, 2026)
COLUMNS = ("indicator", "region", "year", "sex", "age_group", "information", "median", "p10", "p90", "unit")
PERCENTILES = (50, 10, 90)
DIGITS = 6


def questions():
    """Yield (indicator, region, year, group) of everything that is predicted, in the order of the file."""
    for indicator, scopes in registry().items():
        for region in REGION_NAMES:
            for group in scopes[0].groups:
                yield from ((indicator, region, year, group) for year in YEARS)


def answers(series):
    """Return the figure of each question in its published unit, missing where the results do not count it."""
    found = []
    for indicator, region, year, group in questions():
        scope = scope_of(indicator, region, year)
        value = series.at(scope, region, group, year) if scope else None
        found.append(np.nan if value is None else value / UNITS[scope.unit][1])
    return found


def of_another_set(information, folders):
    """Return the folders whose runs took something else as known than an information set does."""
    manifests = ((folder, manifest_in(Path(folder))) for folder in folders)
    return [
        str(folder)
        for folder, manifest in manifests
        if manifest["scenario"].get("information") != INFORMATION[information]
    ]


def draws_of(folders):
    """Return the answers of every draw [draw, question]."""
    trees = (tree for folder in folders for tree in replicates_of(early(read_run(folder).tree)))
    return np.array([answers(Series(tree)) for tree in trees])


def early(tree):
    """Return the results up to the last year predicted."""
    return tree.map_over_datasets(lambda one: one.sel(year=slice(None, YEARS[-1])) if "year" in one.dims else one)


def rows_of(information, draws):
    """Yield the row of every question that each draw answers."""
    for number, (indicator, region, year, group) in enumerate(questions()):
        values = draws[:, number]
        if np.isnan(values).any():
            continue
        numbers = [f"{value:.{DIGITS}g}" for value in np.percentile(values, PERCENTILES)]
        ages = str(group._replace(sex="all"))
        unit = scope_of(indicator, region, year).unit
        yield (indicator, region, str(year), group.sex, ages, information, *numbers, unit)


def kept(path, information):
    """Return the rows of the other information set that a file holds."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return [tuple(row) for row in csv.reader(file) if row and row[5] not in (information, COLUMNS[5])]


def main(information, out, *folders):
    """Write the file."""
    if information not in INFORMATION or not folders:
        sys.exit(__doc__)
    if others := of_another_set(information, folders):
        sys.exit(f"found runs of other information than {information}: {', '.join(others)}")
    path = Path(out)
    rows = [*kept(path, information), *rows_of(information, draws_of(folders))]
    rows.sort(key=lambda row: SETS.index(row[5]))
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([COLUMNS, *rows])


if __name__ == "__main__":
    main(*sys.argv[1:])
