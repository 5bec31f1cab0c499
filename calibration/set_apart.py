"""What a run owes to its alignments and to behaviour set for each province: the last tables of docs/start-2010.md.

Usage: python -m calibration.set_apart docs/start-2010.md [ONE_IN]

Runs the baseline, Shanghai with the behaviour of Guangdong, and the baseline without each alignment that has a switch, up to the
last year for which there are figures; each is compared with the published figures of both provinces. Nothing is chosen by it.
"""

import math
import sys

import numpy as np

import microsim as ms
from calibration.pages import markdown, write_tables
from microsim.law.load import load_assumptions
from microsim.places import PROVINCE_KEYS, PROVINCES, SIMULATED
from microsim.report.outcome import Run
from microsim.results import indicators
from microsim.validation.comparing import SCORED, compare
from microsim.validation.roles import Role
from microsim.validation.targets import shipped_targets

MARK = "<!-- {}: python -m calibration.set_apart docs/start-2010.md -->\n"
BEHAVIOUR = ("contributions", "coverage", "education", "employment", "labour", "pillars", "residents", "retirement")
LENDER, BORROWER = (PROVINCE_KEYS[province] for province in SIMULATED)
YEARS = np.arange(1970, 2101)
UNTIL, SHOWN, SEED = 2024, (2017, 2024), 1
SCORED_GRADES = ("A", "B")
BILLION, MILLION = 1e9, 1e6
ALIGNMENTS = {
    "pensions of the base date not brought to the known means": {"base_stock.awards_known": 0},
    "no shift of formal work and cover by city": {"coverage.city_spread": 0},
    "public service a share of employees, not counted posts": {"public.posts": 0},
}
SERIES = (
    ("payers, million", lambda tree, region: indicators.standing(tree, region, "contributors") / MILLION),
    ("pensioners, million", lambda tree, region: indicators.standing(tree, region, "pensioners") / MILLION),
    ("revenue, billion yuan", lambda tree, region: indicators.revenue(tree, region) / BILLION),
    ("spending, billion yuan", lambda tree, region: indicators.expenditure(tree, region) / BILLION),
)


def borrowed() -> dict[str, dict[int, dict[str, float]]]:
    """Return overrides that give the borrower the lender's value of everything its people do otherwise."""
    found = {}
    for path, entry in load_assumptions().entries.items():
        if path.split(".")[0] not in BEHAVIOUR or entry.table is None:
            continue
        table = entry.table
        lender, borrower = (table[:, PROVINCE_KEYS.index(key)] for key in (LENDER, BORROWER))
        if np.array_equal(lender, borrower):
            continue
        changes = [row for row in range(len(table)) if row == 0 or not np.array_equal(table[row], table[row - 1])]
        found[path] = {
            int(YEARS[row]): {
                key: float(lender[row] if key == BORROWER else table[row, column])
                for column, key in enumerate(PROVINCE_KEYS)
            }
            for row in changes
        }
    return found


def variants() -> dict[str, dict[str, object]]:
    """Return the overrides of each run by what it is called."""
    return {"baseline": {}, f"{BORROWER.title()} with the behaviour of {LENDER.title()}": borrowed()} | ALIGNMENTS


def run_of(overrides: dict[str, object], one_in: int, until: int = UNTIL) -> Run:
    """Return a run of the baseline with some assumptions changed."""
    scenario = ms.scenario("baseline")
    for path, value in overrides.items():
        scenario = scenario.set(path, value)
    return ms.run(scenario, one_in=one_in, until=until, seed=SEED, lives=False)


def scores(run: Run) -> list[str]:
    """Return how far a run is from the figures of A and B, by province: fitted and held out, how many of each."""
    cells = []
    rows = [row for row in compare(run.tree, shipped_targets()) if row.verdict in SCORED]
    for province in SIMULATED:
        for role in (Role.FIT, Role.HOLDOUT):
            off = [
                abs(row.log_ratio)
                for row in rows
                if row.role == role
                and row.target.region == PROVINCES[province].english
                and row.target.grade in SCORED_GRADES
            ]
            finite = [one for one in off if math.isfinite(one)]
            none = len(off) - len(finite)  # nothing is simulated beside the figure, or of the other sign
            cells.append(f"{np.mean(finite):.3f} ({len(finite)}{f', {none} of nothing' * bool(none)})")
    return cells


def levels(run: Run) -> list[str]:
    """Return the quantities shown of the borrower."""
    tree = indicators.mean_of_replicates(run.tree)
    return [f"{float(series(tree, BORROWER).sel(year=year)):,.2f}" for _, series in SERIES for year in SHOWN]


def main(page: str, one_in: int = 1000) -> None:
    """Write the tables into the page."""
    runs = {name: run_of(overrides, one_in) for name, overrides in variants().items()}
    names = [PROVINCES[province].english for province in SIMULATED]
    heads = [f"{name}, {role}" for name in names for role in ("fitted", "held out")]
    tables = {
        "scores": markdown(["run", *heads], [[name, *scores(run)] for name, run in runs.items()]),
        "levels": markdown(
            ["run", *(f"{label}, {year}" for label, _ in SERIES for year in SHOWN)],
            [[name, *levels(run)] for name, run in runs.items()],
        ),
    }
    write_tables(page, MARK, tables)


if __name__ == "__main__":
    main(sys.argv[1], *(int(word) for word in sys.argv[2:]))
