"""Whether hukou counted back from the base date makes the level of pensioners depend on it: the last tables of docs/start-2020.md.

Usage: python -m calibration.hukou_counted_back RUN_2010 RUN_2016 RUN_2020 docs/start-2020.md

A base stock says which of the locals have urban hukou at its date; ``hukou.urban_by`` says which of them had it in a year before.
The three base stocks say themselves how many were urban in 2010 and 2016, and it is not what the assumption says. Each start is run
once more with that assumption alone changed to what the stocks say, with the sample, seed and last year of the run given.
Nothing is chosen by it.
"""

import sys
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

import microsim as ms
from calibration.pages import markdown, write_tables
from microsim.kernel.world import BASE_YEARS
from microsim.law.load import load_assumptions
from microsim.places import AREAS_OF, PROVINCE_KEYS, PROVINCES, SIMULATED
from microsim.population.build import make_base
from microsim.population.inputs import Priors
from microsim.population.mortality import life_tables
from microsim.report.outcome import Run, read_run
from microsim.results import indicators
from microsim.results.matching import require_match
from microsim.schema import Status
from microsim.validation.comparing import Series
from microsim.validation.formulas import read_formula
from microsim.validation.groups import Group

MARK = "<!-- {}: python -m calibration.hukou_counted_back RUN_2010 RUN_2016 RUN_2020 docs/start-2020.md -->\n"
PATH = "hukou.urban_by"
KNOTS = (1970, 1990, 2001)  # of the assumption before the first base date: its shape until then is kept
FIRST, MET, LAST = BASE_YEARS[0], 2020, 2024
TEN_THOUSAND = 1e4
PENSIONERS = read_formula("pensioners")


class Stock(NamedTuple):
    """How the locals of a province stand at a base date.

    Attributes
    ----------
    urban : share of them with urban hukou
    urban_old : of those of 60 and over
    """

    urban: float
    urban_old: float


def stocks() -> dict[int, dict[str, Stock]]:
    """Return how locals stand by base year and province."""
    priors = Priors(load_assumptions())
    alive, found = life_tables(priors), {}
    for year in BASE_YEARS:
        persons = make_base(priors, alive, year).stock
        found[year] = {PROVINCE_KEYS[code]: stock_of(persons[AREAS_OF[code]].sum(axis=(0, 1))) for code in SIMULATED}
    return found


def stock_of(persons: np.ndarray) -> Stock:
    """Return how the locals of a place stand. ``persons``: [age, status]."""
    shares = [
        persons[first:, Status.LOCAL_URBAN].sum() / persons[first:, : Status.LOCAL_RURAL + 1].sum() for first in (0, 60)
    ]
    return Stock(*(float(share) for share in shares))


def told_by(known: dict[int, dict[str, Stock]], base: int) -> dict[int, dict[str, float]]:
    """Return what the assumption would be if base stocks said it: of the urban of one base year, who was so by a year.

    Before the first base year it falls as the shipped one does from there; of the nation it is as shipped.
    """
    shipped, made = load_assumptions(), {}
    for year in (*KNOTS, *(one for one in BASE_YEARS if one <= base)):
        dated = max(year, FIRST)
        made[year] = {key: float(shipped.path(PATH, year, key)) for key in PROVINCE_KEYS}
        for code in SIMULATED:
            key = PROVINCE_KEYS[code]
            then = min(known[dated][key].urban / known[base][key].urban, 1.0)
            made[year][key] = round(then * made[year][key] / float(shipped.path(PATH, dated, key)), 4)
    return made


def changed(run: Run, known: dict[int, dict[str, Stock]]) -> Run:
    """Return the run of a start with that assumption alone changed."""
    manifest = run.manifest
    base = int(run.tree["population"].year[0])
    scenario = ms.scenario(manifest["scenario"]["name"]).set(PATH, told_by(known, base))
    return ms.run(
        scenario, one_in=manifest["one_in"], until=manifest["until"], seed=manifest["seed"], lives=False, progress=False
    )


def shares(known: dict[int, dict[str, Stock]]) -> str:
    """Return how many of the locals are urban, and how many of them were so in the first base year by either reckoning."""
    shipped, rows = load_assumptions(), []
    for code in SIMULATED:
        key = PROVINCE_KEYS[code]
        for year, of_year in known.items():
            one, by_stocks = of_year[key], told_by(known, year)[FIRST][key]
            cells = (one.urban, one.urban_old, float(shipped.path(PATH, FIRST, key)), by_stocks)
            rows.append([PROVINCES[code].english, str(year), *(f"{cell:.3f}" for cell in cells)])
    head = ["province", "base date, end of", "urban of locals", "of those of 60 and over",
            f"of the urban, so in {FIRST}: assumed", "by the stocks"]  # fmt: skip
    return markdown(head, rows)


def levels(pairs: list[tuple[Run, Run]]) -> str:
    """Return pensioners of the starts, as shipped and changed: at the base date and in two later years."""
    rows = [row for code in SIMULATED for pair in pairs for row in rows_of(pair, PROVINCES[code].english)]
    head = ["province", "start", "end of", "shipped", "hukou by the stocks", "change, %"]
    return markdown(head, rows)


def rows_of(pair: tuple[Run, Run], region: str) -> Iterator[list[str]]:
    """Yield the rows of a start and a region."""
    before, after = (
        Series(indicators.mean_of_replicates(run.tree)).of(PENSIONERS, region, Group()) / TEN_THOUSAND for run in pair
    )
    base = int(pair[0].tree["population"].year[0])
    for year in sorted({base, MET, LAST}):
        old, new = float(before[year]), float(after[year])
        yield [region, str(base), str(year), f"{old:.1f}", f"{new:.1f}", f"{100 * (new / old - 1):+.1f}"]


def main(*words: str) -> None:
    """Run the starts anew and write the tables into the page."""
    *folders, page = words
    runs = [read_run(folder) for folder in folders]
    for run in runs[1:]:
        require_match(runs[0].manifest, run.manifest, but=("base year",))
    known = stocks()
    pairs = [(run, changed(run, known)) for run in runs]
    write_tables(page, MARK, {"hukou": shares(known), "levels": levels(pairs)})


if __name__ == "__main__":
    main(*sys.argv[1:])
