"""What each mechanism does to heads and money, switched off alone: the tables of docs/mechanisms.md.

Usage: python -m calibration.mechanisms docs/mechanisms.md [ONE_IN]

Each run is the baseline with what one mechanism needs set back to what stood in its place before it was built; persons and luck
are the same. The estimates stay, which were made with all of them: so it is their effect on the model as it is, not on the one before.
"""

import sys
from typing import NamedTuple

from calibration.pages import markdown, write_tables
from calibration.set_apart import SERIES, run_of
from microsim.law.load import load_assumptions
from microsim.places import PROVINCE_KEYS, PROVINCES, SIMULATED
from microsim.report.outcome import Run
from microsim.results import indicators

MARK = "<!-- {}: python -m calibration.mechanisms docs/mechanisms.md -->\n"
SHOWN = (2024, 2050)
COVER = ("local_urban", "local_rural", "intra_provincial", "inter_provincial")
PLANNED, MARKET, KNOWN = 1992, 1993, 2016  # last year of the planned towns, first of the funds, and the base date
FIRST = 1970


class Mechanism(NamedTuple):
    """A mechanism: the part of the model it belongs to, what is done in its place, and the assumptions that do it."""

    part: str
    words: str
    overrides: dict[str, object]


def undated_cover() -> dict[str, object]:
    """Return overrides that hold cover since the first funds at what it is at the base date."""
    known, made = load_assumptions(), {}
    for name in COVER:
        path = f"coverage.{name}"
        made[path] = {
            year: {key: float(known.path(path, of, key)) for key in PROVINCE_KEYS}
            for year, of in ((FIRST, FIRST), (PLANNED, PLANNED), (MARKET, KNOWN))
        }
    return made


def mechanisms() -> list[Mechanism]:
    """Return the mechanisms in the order of their parts."""
    nobody = {"retirement.pay_on_chance": 0, "retirement.buy_in_chance": 0, "retirement.elders_chance": 0}
    whole = {"contributions.floor_share": 0, "contributions.basic_wage_share": 0}
    share = {"funds.employees.subsidy": 0, "funds.employees.contribution_subsidy": {"guangdong": 0.02, "shanghai": 0}}
    return [
        Mechanism("seam", "pensioners of the base date drawn by a share", {"base_stock.lived": 0}),
        Mechanism("seam", "work of 2020 in all years", {"labour.dating": 0}),
        Mechanism("seam", "urban hukou of the base date held for life", {"hukou.urban_by": 1}),
        Mechanism("past the age", "past the age nobody pays on or buys years", nobody),
        Mechanism(
            "past the age",
            "past the age all who lack years go to the residents' scheme",
            {"retirement.bridge_chance": 1},
        ),
        Mechanism("transfers", "no record of another province is taken along", {"portability.transfer_chance": 0}),
        Mechanism("early rights", "nobody cashed out before 2010", {"portability.cash_out": 0}),
        Mechanism("payers", "cover of the base date since 1993", undated_cover()),
        Mechanism("payers", "cities share the province's cover", {"coverage.city_spread": 0}),
        Mechanism("payers", "all declare what they earn", whole),
        Mechanism("public scheme", "public service a share of employees, not posts", {"public.posts": 0}),
        Mechanism(
            "money rules", "Guangdong's subsidy 2 percent of contributions, Shanghai's none until its floor", share
        ),
        Mechanism("people", "arrivals a share of residents where they arrive", {"migration.inflow_of": "destination"}),
        Mechanism("people", "births fade to the nation's ratio from 2020", {"fertility.ratio_until": 2020}),
    ]


def of_province(run: Run, key: str) -> list[float]:
    """Return the quantities shown of a province, years within quantities."""
    tree = indicators.mean_of_replicates(run.tree)
    return [float(series(tree, key).sel(year=year)) for _, series in SERIES for year in SHOWN]


def table(key: str, base: Run, runs: list[tuple[Mechanism, Run]]) -> str:
    """Return what each mechanism changes in a province, in percent; the baseline above."""
    level = of_province(base, key)
    rows = [["", "baseline", *(f"{value:,.2f}" for value in level)]]
    for mechanism, run in runs:
        cells = [f"{100 * (new / old - 1):+.1f}%" for new, old in zip(of_province(run, key), level, strict=True)]
        rows.append([mechanism.part, mechanism.words, *cells])
    return markdown(["part", "in its place", *(f"{label}, {year}" for label, _ in SERIES for year in SHOWN)], rows)


def main(page: str, one_in: int = 2000) -> None:
    """Run the baseline and each mechanism switched off, and write the tables into the page."""
    base = run_of({}, one_in, SHOWN[-1])
    runs = [(one, run_of(one.overrides, one_in, SHOWN[-1])) for one in mechanisms()]
    keys = [PROVINCES[province].key for province in SIMULATED]
    write_tables(page, MARK, {key: table(key, base, runs) for key in keys})


if __name__ == "__main__":
    main(sys.argv[1], *(int(word) for word in sys.argv[2:]))
