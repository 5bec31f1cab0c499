"""Write what an information set says of every published kind of figure: calibration/predictions.csv.

python -m calibration.predictions INFORMATION [--draws N] [--one-in N] [--out FILE] [--runs FOLDER ...]

INFORMATION is ``drivers known`` or ``end of 2016`` (docs/information.md). Each draw is a run of its own: scores of all uncertain quantities, and
luck of its own. For both provinces and every city, each year and each group of persons an indicator is published for: the
median over the draws, and the tenth and ninetieth percentile, pushed apart by the model discrepancy of the figure's kind
(calibration/discrepancy.csv) and by what a published figure of grade A and its scope are themselves off. Rows of the other information set that the file holds stay. With --runs, replicates of the
runs of these folders are the draws; runs of the other set are refused.
"""

import argparse
import csv
import math
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np

import microsim as ms
from calibration.estimation import blocks
from microsim.engine.run import load_code
from microsim.law.moving import OUTERMOST
from microsim.report.outcome import read_run
from microsim.report.progress import progress_bar
from microsim.results.folder import manifest_in
from microsim.results.headline import replicates_of
from microsim.uncertainty.draws import drawn, scores
from microsim.uncertainty.quantities import uncertain_quantities
from microsim.validation.comparing import Series
from microsim.validation.past import BASE_DATE, HISTORY
from microsim.validation.roles import GRADE_SD, SCOPE_SD
from microsim.validation.scopes import REGION_NAMES, UNITS, registry, scope_of

FILE = Path(__file__).with_name("predictions.csv")
SCENARIOS = {"drivers known": "baseline", "end of 2016": "known-2016"}
INFORMATION = {"drivers known": None, "end of 2016": 2016}  # what scenarios of the set say
YEARS = range(2017, 2026)
COLUMNS = ("indicator", "region", "year", "sex", "age_group", "information", "median", "p10", "p90", "unit")
PERCENTILES = (50, 10, 90)
DIGITS = 6
DRAWS, ONE_IN, PROCESSES = 200, 2000, 2
PUBLISHED_SD = math.hypot(GRADE_SD["A"], SCOPE_SD)  # of the figure that is predicted
NOT_ASKED = (HISTORY, BASE_DATE)  # groups of the results that no year predicted reads


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


def of_runs(folders):
    """Return the answers of every replicate of some runs [draw, question]."""
    trees = (tree for folder in folders for tree in replicates_of(early(read_run(folder).tree)))
    return np.array([answers(Series(tree)) for tree in trees])


def early(tree):
    """Return the results up to the last year predicted, without what no question reads."""
    kept = tree.filter(lambda one: one.name not in NOT_ASKED)
    return kept.map_over_datasets(lambda one: one.sel(year=slice(None, YEARS[-1])) if "year" in one.dims else one)


def of_draw(task):
    """Return the answers of one draw."""
    scenario, number, at, one_in = task
    run = ms.run(
        drawn(ms.scenario(scenario), at, f"draw{number}"),
        one_in=one_in,
        until=YEARS[-1] + 1,
        seed=number,
        threads=1,
        progress=False,
    )
    return answers(Series(early(run.tree)))


def of_draws(scenario: str, number: int, one_in: int) -> np.ndarray:
    """Return the answers of the first draws of a scenario [draw, question]; the same for any number of processes."""
    names = [quantity.name for quantity in uncertain_quantities()]
    tasks = [
        (scenario, draw, dict(zip(names, map(float, row), strict=True)), one_in)
        for draw, row in enumerate(scores(number), 1)
    ]
    load_code()  # compiles what the processes then find compiled
    found = []
    with ProcessPoolExecutor(PROCESSES) as pool, progress_bar(number, what="draws") as advance:
        for answered in pool.map(of_draw, tasks):
            found.append(answered)
            advance(1)
    return np.array(found)


def rows_of(information, draws):
    """Yield the row of every question that each draw answers."""
    known = blocks.read()
    for number, (indicator, region, year, group) in enumerate(questions()):
        values = draws[:, number]
        if np.isnan(values).any():
            continue
        scope = scope_of(indicator, region, year)
        sd = math.hypot(PUBLISHED_SD, blocks.sd_of(known, region, UNITS[scope.unit][0]))
        numbers = [f"{value:.{DIGITS}g}" for value in widened(np.percentile(values, PERCENTILES), sd)]
        ages = str(group._replace(sex="all"))
        yield (indicator, region, str(year), group.sex, ages, information, *numbers, scope.unit)


def widened(values: np.ndarray, sd: float) -> Iterator[float]:
    """Yield median and band of draws with a model discrepancy, the standard deviation of a logarithm, beside their own."""
    median, *ends = map(float, values)
    yield median
    for end, sign in zip(ends, (-1, 1), strict=True):
        if min(median, end) > 0:
            yield median * float(np.exp(sign * np.hypot(np.log(end / median), OUTERMOST * sd)))
        else:  # a balance may be below nought
            yield median + sign * float(np.hypot(end - median, OUTERMOST * sd * median))


def kept(path, information):
    """Return the rows of the other information set that a file holds."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return [tuple(row) for row in csv.reader(file) if row and row[5] not in (information, COLUMNS[5])]


def main(arguments: list[str] | None = None) -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(prog="python -m calibration.predictions", description=__doc__)
    parser.add_argument("information", choices=list(SCENARIOS))
    parser.add_argument("--draws", type=int, default=DRAWS)
    parser.add_argument("--one-in", type=int, default=ONE_IN, help="persons that a simulated one stands for")
    parser.add_argument("--out", type=Path, default=FILE)
    parser.add_argument("--runs", nargs="+", help="run folders whose replicates are the draws")
    given = parser.parse_args(arguments)
    if others := of_another_set(given.information, given.runs or []):
        sys.exit(f"found runs of other information than {given.information}: {', '.join(others)}")
    scenario = SCENARIOS[given.information]
    draws = of_runs(given.runs) if given.runs else of_draws(scenario, given.draws, given.one_in)
    rows = [*kept(given.out, given.information), *rows_of(given.information, draws)]
    rows.sort(key=lambda row: list(SCENARIOS).index(row[5]))
    with given.out.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([COLUMNS, *rows])


if __name__ == "__main__":
    main()
