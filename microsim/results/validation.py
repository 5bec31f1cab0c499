"""Simulated beside observed: every target of the provinces that the results can answer."""

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from microsim.places import ELSEWHERE_PROVINCE, PLACES, PROVINCES
from microsim.results import indicators
from microsim.results.quantities import ALL_AGES, NATIONAL, QUANTITIES, SCOPES, WANTED
from microsim.results.scopes import scope_of

if TYPE_CHECKING:
    import xarray as xr

SCALES = {"10k persons": 1e4, "100m yuan": 1e8}
NATION = "national"
REGIONS = {one.english: one.key for one in (*PROVINCES, *PLACES)}
PROJECTED = tuple(province.english for province in PROVINCES[:ELSEWHERE_PROVINCE])


class Comparison(NamedTuple):
    """One target beside the results.

    Attributes
    ----------
    year, simulated_year : of the target and of the figure beside it: the first simulated year
        where the target is of the base year and the results are not
    ratio : simulated over observed
    use : calibrate or holdout
    scope : whom the figure counts (``scopes.scope_of``), none where it measures one thing only
    """

    indicator: str
    region: str
    age_group: str
    year: int
    simulated_year: int
    unit: str
    observed: float
    simulated: float
    ratio: float
    confidence: str
    use: str
    note: str
    scope: str = ""


def read_targets(path: Path | str) -> list[dict[str, str]]:
    """Return the rows of a table of targets with the columns of the project's own."""
    with Path(path).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def compare(
    tree: "xr.DataTree", targets: list[dict[str, str]], first: int = 2016, last: int = 2024
) -> list[Comparison]:
    """Return a Comparison for each target of these years that the results can answer."""
    tree = indicators.mean_of_replicates(tree)
    found = [row for row in targets if answerable(row) and first <= int(row["year"]) <= last]
    return [one for row in found if (one := comparison(tree, row)) is not None]


def answerable(row: dict[str, str]) -> bool:
    """Tell whether the results hold what a target measures."""
    ages = row["age_group"] == "all" or row["age_group"].endswith("+")
    known = row["indicator"] in (NATIONAL if row["region"] == NATION else QUANTITIES)
    return known and row["region"] in (NATION, *REGIONS) and row["sex"] == "all" and ages


def comparison(tree: "xr.DataTree", row: dict[str, str]) -> Comparison | None:
    """Return one Comparison, None where the results do not reach the year: the base year is the first they do."""
    series = series_of(tree, row)
    year = max(int(row["year"]), int(series.year[0]))
    if year > int(series.year[-1]) or int(row["year"]) < int(tree["population"].year[0]):
        return None
    simulated = float(series.sel(year=year)) / SCALES.get(row["unit"], 1.0)
    use, _, note = row["note"].partition(";")
    observed = float(row["value"])
    ratio = simulated / observed if observed else float("nan")
    names = (row["indicator"], row["region"], row["age_group"], int(row["year"]), year, row["unit"])
    scope = "" if row["region"] == NATION else scope_of(row["indicator"], REGIONS[row["region"]], year)
    return Comparison(*names, observed, simulated, ratio, row["confidence"], use.strip(), note.strip(), scope)


def series_of(tree: "xr.DataTree", row: dict[str, str]) -> "xr.DataArray":
    """Return the simulated series a target is put beside."""
    if row["region"] == NATION:
        return NATIONAL[row["indicator"]](tree)
    from_age = ALL_AGES if row["age_group"] == "all" else int(row["age_group"].rstrip("+"))
    return QUANTITIES[row["indicator"]](tree, REGIONS[row["region"]], from_age)


def without_target(comparisons: list[Comparison]) -> list[tuple[str, str]]:
    """Return (region, indicator) of what one would like to compare and nobody has published."""
    seen = {(one.region, base_name(one.indicator)) for one in comparisons}
    return [(region, name) for region in PROJECTED for name in WANTED if (region, name) not in seen]


def base_name(indicator: str) -> str:
    """Return an indicator's name without the scope it was published for."""
    return next((indicator.removesuffix(scope) for scope in SCOPES if scope and indicator.endswith(scope)), indicator)


def comparison_table(comparisons: list[Comparison], title: str = "Simulated and observed") -> Any:
    """Return the comparisons as a rich table."""
    from rich import box
    from rich.table import Table

    table = Table(title=title, box=box.SIMPLE_HEAD, header_style="bold", padding=(0, 0, 0, 1))
    for name in ("Indicator", "Region", "Scope", "Year", "Unit", "Observed", "Simulated", "Ratio", "Grade", "Use"):
        right = name in ("Observed", "Simulated", "Ratio")
        table.add_column(name, justify="right" if right else "left", no_wrap=True)
    for one in sorted(comparisons, key=lambda one: (one.region, one.indicator, one.age_group, one.year)):
        name = one.indicator if one.age_group == "all" else f"{one.indicator} {one.age_group}"
        year = str(one.year) if one.year == one.simulated_year else f"{one.year} ({one.simulated_year})"
        numbers = (f"{one.observed:,.1f}", f"{one.simulated:,.1f}", f"{one.ratio:.2f}")
        table.add_row(name, one.region, one.scope, year, one.unit, *numbers, one.confidence, one.use)
    return table
