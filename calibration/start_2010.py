"""What a run from the census of 2010 finds of the years since, beside what was counted: the tables of docs/start-2010.md.

Usage: python -m calibration.start_2010 RUN_2010 RUN_2016 docs/start-2010.md

The runs share sample, seed and version. Figures of 2011-2016 that chose an assumption are marked; all others are compared with only.
"""

import math
import sys
from typing import NamedTuple

from calibration.pages import markdown, write_tables
from microsim.places import AREA_COUNT, AREAS_OF, PLACES, PROVINCES, SIMULATED
from microsim.population.inputs import base_residents
from microsim.report.outcome import read_run
from microsim.results import indicators
from microsim.results.matching import require_match
from microsim.validation.comparing import Series, comparison
from microsim.validation.formulas import Formula, read_formula
from microsim.validation.groups import Group
from microsim.validation.roles import Role, role_of
from microsim.validation.scopes import UNITS
from microsim.validation.targets import Target, shipped_targets

MARK = "<!-- {}: python -m calibration.start_2010 RUN_2010 RUN_2016 docs/start-2010.md -->\n"
CENSUS = 2020
AGES = ((0, 14), (15, 39), (40, 59), (60, 79), (80, 100))
MILLION = 1e6
FIRST, LAST = 2010, 2024
YEARBOOK_CHANGES = 2016  # from then on the registry of scopes answers


class Counted(NamedTuple):
    """What a yearbook counted before the registry of scopes begins: an indicator, a region and a formula over results."""

    indicator: str
    region: str
    formula: Formula


# Shanghai's yearbook holds public staff in all years, Guangdong's since 2016 (microsim/validation/tables/scopes.csv).
BEFORE = tuple(
    Counted(indicator, region, read_formula(formula))
    for indicator, region, formula in (
        ("uebpi_contributors", "Guangdong", "insured"),
        ("uebpi_contributors", "Shanghai", "insured + public_staff"),
        ("uebpi_pensioners", "Guangdong", "pensioners"),
        ("uebpi_pensioners", "Shanghai", "pensioners + public_pensioners"),
        ("uebpi_participants", "Guangdong", "insured + pensioners"),
        ("uebpi_participants", "Shanghai", "insured + public_staff + pensioners + public_pensioners"),
        ("uebpi_avg_pension", "Guangdong", "pension_sum / drawing"),
        ("uebpi_avg_pension", "Shanghai", "pension_sum / drawing"),
        ("uebpi_avg_pension_enterprise", "Guangdong", "pension_sum / drawing"),
        ("uebpi_avg_pension_enterprise", "Shanghai", "pension_sum / drawing"),
        ("uebpi_balance", "Guangdong", "reserve"),
        ("uebpi_balance", "Shanghai", "reserve + public_reserve"),
        ("uebpi_balance_enterprise", "Guangdong", "reserve"),
        ("uebpi_revenue_enterprise", "Guangdong", "revenue"),
        ("uebpi_expenditure_enterprise", "Guangdong", "spending"),
        ("uebpi_contribution_revenue_enterprise", "Shanghai", "contributions"),
    )
)


def residents(run, region, year, first, last):
    """Return residents of some ages in millions."""
    return float(indicators.residents(run, region, age=slice(first, last)).sel(year=year)) / MILLION


def by_age(runs):
    """Return residents by age at the end of 2020, from both starts and as the census counted them."""
    counted, rows = base_residents(CENSUS), []
    for province in SIMULATED:
        for first, last in (*AGES, (0, 100)):
            census = counted[AREAS_OF[province], :, first : last + 1].sum() / MILLION
            found = [residents(run, PROVINCES[province].key, CENSUS, first, last) for run in runs]
            name = (
                "all" if (first, last) == (0, 100) else f"{first}-{last}" if last < AGES[-1][1] else f"{first} and over"
            )
            rows.append([PROVINCES[province].english, name, f"{census:.2f}", *beside(found, census)])
    return markdown(["province", "age", "census", "from 2010", "ratio", "from 2016", "ratio"], rows)


def beside(found, observed):
    """Return cells of values and their ratios to an observed one."""
    return [cell for one in found for cell in (f"{one:.2f}", f"{one / observed:.3f}")]


def by_area(runs):
    """Return residents of the areas at the end of 2020, in the same way."""
    rows = []
    for code, place in enumerate(PLACES[:AREA_COUNT]):
        census = base_residents(CENSUS)[code].sum() / MILLION
        rows.append(
            [place.english, f"{census:.2f}", *beside([residents(r, place.key, CENSUS, 0, 100) for r in runs], census)]
        )
    return markdown(["area", "census", "from 2010", "ratio", "from 2016", "ratio"], rows)


def answer(series: Series, target: Target) -> float | None:
    """Return simulated over published of one figure; None where the run does not count it."""
    assert target.year is not None
    if target.year >= YEARBOOK_CHANGES:
        return comparison(series, target).ratio
    for one in BEFORE:
        if (one.indicator, one.region) == (target.indicator, target.region):
            found = float(series.of(one.formula, target.region, Group()).get(target.year, math.nan))
            return found / UNITS[target.unit][1] / target.value if math.isfinite(found) else None
    return None


def by_figure(runs):
    """Return simulated over published for every figure of the provinces that both registries know."""
    pair, rows = [Series(run) for run in runs], []
    regions = {PROVINCES[province].english for province in SIMULATED}
    for one in shipped_targets():
        if one.region not in regions or not one.group.everybody or one.year is None or not FIRST <= one.year <= LAST:
            continue
        if one.indicator not in {known.indicator for known in BEFORE}:
            continue
        ratios = [answer(series, one) for series in pair]
        if ratios[0] is None:
            continue
        cells = ["" if ratio is None else f"{ratio:.2f}" for ratio in ratios]
        rows.append([one.indicator, one.region, str(one.year), one.unit, f"{one.value:,.1f}", *cells, used(one)])
    return markdown(["indicator", "region", "year", "unit", "published", "from 2010", "from 2016", "use"], rows)


def used(target: Target) -> str:
    """Return whether a figure chose a value: of an assumption, or of a start."""
    if target.year == FIRST:
        return "start"
    role, _ = role_of(target)
    return {Role.FIT: "fitted", Role.INPUT: "start of 2016"}.get(role, "compared")


def main(early, usual, page):
    """Write the tables into the page."""
    found = [read_run(folder) for folder in (early, usual)]
    require_match(*(run.manifest for run in found), but=("base year",))
    runs = [indicators.mean_of_replicates(run.tree) for run in found]
    write_tables(page, MARK, {"ages": by_age(runs), "areas": by_area(runs), "figures": by_figure(runs)})


if __name__ == "__main__":
    main(*sys.argv[1:])
