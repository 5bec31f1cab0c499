"""Put a run from 2016 and one from 2020 beside each other: the tables and the figure of docs/start-2020.md.

Usage: python -m calibration.compare_starts RUN_2016 RUN_2020 docs/start-2020.md

The two runs share sample, seed, last year and version, and are unpaired by their base year: their people are others.
At the end of 2020 the one is a start, with nothing from the other, and the other has lived four years to it. Published figures
of 2020 and later are holdouts of the run from 2016; a start of 2020 takes some, which docs/start-2020.md names.
"""

import math
import sys
from pathlib import Path

from matplotlib.figure import Figure

from calibration.geography import SHANGHAI
from calibration.pages import markdown, write_tables
from microsim.places import PLACES
from microsim.report.outcome import read_run
from microsim.results import indicators
from microsim.results.matching import require_match
from microsim.validation.comparing import Series, compare
from microsim.validation.formulas import read_formula
from microsim.validation.groups import Group
from microsim.validation.targets import shipped_targets

MARK = "<!-- {}: python -m calibration.compare_starts RUN_2016 RUN_2020 docs/start-2020.md -->\n"
MET = 2020  # its end is the start of the one, and in the middle of the other
FIRST, LAST = 2021, 2024
LATEST = 2035
MILLION, BILLION = 1e6, 1e9
BLUE, VERMILION = "#0072B2", "#D55E00"
NAMES = {"guangdong": "Guangdong", "shanghai": "Shanghai"}
# What the table shows: label, decimals, series of a region.
ROWS = (
    ("residents, million", 2, lambda tree, region: indicators.residents(tree, region) / MILLION),
    ("60 and over, million", 2, lambda tree, region: indicators.residents(tree, region, age=slice(60, None)) / MILLION),
    ("payers, million", 2, lambda tree, region: indicators.standing(tree, region, "contributors") / MILLION),
    ("pensioners, million", 2, lambda tree, region: indicators.standing(tree, region, "pensioners") / MILLION),
    ("mean pension, yuan a month", 0, indicators.mean_pension),
    ("revenue, billion yuan", 0, lambda tree, region: indicators.revenue(tree, region) / BILLION),
    ("spending, billion yuan", 0, lambda tree, region: indicators.expenditure(tree, region) / BILLION),
    ("residents' pensioners, million", 2, lambda tree, region: _standing(tree, region, "residents_pensioners")),
)
DRAWN = (2, 3, 4)  # rows the figure shows
# What both runs count of the end of 2020, or of the year: label, decimals, formula, and what one of its unit is.
STANDING = (
    ("residents, million", 2, "residents", MILLION),
    ("residents of 60 and over, million", 2, "residents[60+]", MILLION),
    ("who paid in the year, employees' scheme, million", 2, "payers", MILLION),
    ("on its register, not drawing, million", 2, "insured", MILLION),
    ("staff of the public scheme, million", 2, "public_staff", MILLION),
    ("employees' pensioners, million", 2, "pensioners", MILLION),
    ("public pensioners, million", 2, "public_pensioners", MILLION),
    ("residents' pensioners, million", 2, "recipients", MILLION),
    ("mean employees' pension, yuan a month", 0, "pension_sum / drawing", 1),
    ("mean residents' pension, yuan a month", 0, "residents_pension_sum / residents_drawing", 1),
    ("contributions of the year, employees' scheme, billion yuan", 1, "contributions", BILLION),
    ("reserve, employees' scheme, billion yuan", 0, "reserve", BILLION),
    ("reserve, residents' scheme, billion yuan", 1, "residents_reserve", BILLION),
)


def _standing(tree, region, name):
    return indicators.standing(tree, region, name) / MILLION


def by_region(runs):
    """Return the quantities of both runs in the first and last year compared."""
    head = ["region", "quantity", *(f"{year} from {base}" for year in (FIRST, LAST) for base in (2016, 2020))]
    rows = []
    for region, name in NAMES.items():
        for label, decimals, series in ROWS:
            found = [series(tree, region) for tree in runs]
            cells = [f"{float(one.sel(year=year)):,.{decimals}f}" for year in (FIRST, LAST) for one in found]
            rows.append([name, label, *cells])
    return markdown(head, rows)


def met(runs):
    """Return what both runs count of the end of 2020, and the second over the first."""
    pair, rows = [Series(tree) for tree in runs], []
    for name in NAMES.values():
        for label, decimals, formula, unit in STANDING:
            first, second = (
                float(series.of(read_formula(formula), name, Group()).get(MET, math.nan)) / unit for series in pair
            )
            ratio = f"{second / first:.2f}" if first * second > 0 else ""
            rows.append([name, label, f"{second:,.{decimals}f}", f"{first:,.{decimals}f}", ratio])
    return markdown(["province", "at the end of 2020", "start of 2020", "lived from 2016", "ratio"], rows)


def by_area(runs):
    """Return residents and payers by area in the last year, and how far the second run is from the first."""
    rows = []
    for place in PLACES[: SHANGHAI + 1]:
        cells = []
        for series in (ROWS[0][2], ROWS[2][2]):
            first, second = (float(series(tree, place.key).sel(year=LAST)) for tree in runs)
            cells += [f"{first:.2f}", f"{second:.2f}", f"{100 * (second / first - 1):+.1f}"]
        rows.append([place.english, *cells])
    head = ["area"] + [f"{what}{end}" for what in ("residents", "payers") for end in (" 2016", " 2020", ", %")]
    return markdown(head, rows)


def beside_targets(runs):
    """Return simulated over published of both runs for every figure of the years compared."""
    targets = [one for one in shipped_targets() if one.year and MET <= one.year <= LAST]
    rows = []
    for first, second in zip(*(compare(tree, targets) for tree in runs), strict=True):
        one = first.target
        if first.ratio is None:
            continue
        name = one.indicator if one.group.everybody else f"{one.indicator} {one.group}"
        ratios = (f"{one.value:,.1f}", f"{first.ratio:.2f}", "" if second.ratio is None else f"{second.ratio:.2f}")
        rows.append([name, one.region, str(one.year), *ratios, str(first.role)])
    return markdown(["indicator", "region", "year", "published", "from 2016", "from 2020", "role"], sorted(rows))


def draw(runs, path):
    """Draw payers, pensioners and the mean pension of both runs."""
    drawing = Figure(figsize=(9, 4.6), layout="constrained")
    for line, (region, name) in zip(drawing.subplots(len(NAMES), len(DRAWN)), NAMES.items(), strict=True):
        for axis, row in zip(line, DRAWN, strict=True):
            for tree, base, colour, style in zip(runs, (2016, 2020), (BLUE, VERMILION), ("-", "--"), strict=True):
                series = ROWS[row][2](tree, region).sel(year=slice(None, LATEST))
                axis.plot(series.year, series, style, color=colour, label=f"from {base}")
            axis.set_title(f"{name}: {ROWS[row][0]}", fontsize=9)
            axis.set_ylim(bottom=0)
    line[0].legend(frameon=False)
    drawing.savefig(path, metadata={"Date": None, "Creator": None})


def main(first, second, page):
    """Write the tables into the page, and the figure."""
    found = [read_run(folder) for folder in (first, second)]
    require_match(*(run.manifest for run in found), but=("base year",))
    runs = [indicators.mean_of_replicates(run.tree) for run in found]
    page = Path(page)
    tables = {
        "met": met(runs),
        "regions": by_region(runs),
        "areas": by_area(runs),
        "targets": beside_targets(runs),
    }
    write_tables(page, MARK, tables)
    draw(runs, page.parent / "figures" / "start-2020.svg")


if __name__ == "__main__":
    main(*sys.argv[1:])
