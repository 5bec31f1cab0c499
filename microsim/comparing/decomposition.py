"""What moves a cost rate: dependency times benefit ratio times the rest, in log points that add up exactly.

cost rate = spending / contribution bases
          = pensioners / payers                         dependency
          * mean pension / mean wage of payers          benefit ratio
          * spending / twelve December pensions         what is spent beside pensions
          * twelve December wages / contribution bases  wages over what is declared of them

Spending is that of the indicator ``cost_rate``: benefits and inheritance, without records that move between funds.
"""

from typing import TYPE_CHECKING, Any

import numpy as np

from microsim.amounts import MONTHS
from microsim.comparing.table import Column, Figure, Name, Table, Unit, named
from microsim.estimating import between_replicates, larger, standard_error
from microsim.indicators.cell import EMPLOYEES, SPENDING, Cell
from microsim.indicators.split import SplitCell
from microsim.reading import InputError, Problem, did_you_mean
from microsim.results import indicators
from microsim.results.errors import has_errors
from microsim.results.headline import replicates_of
from microsim.results.indicators import mean_of_replicates, per
from microsim.words.book import place_name

if TYPE_CHECKING:
    import xarray as xr

FACTORS = ("dependency", "benefit_ratio", "spending_beside", "wage_over_base")
POINTS = Unit("log points", "对数点")


def factors(cell: Cell) -> dict[str, Any]:
    """Return the cost rate of the employees' scheme and its factors, each [region, year]; their product is the rate."""
    payers, pensioners = (cell.sum("participants", name) for name in ("contributors", "pensioners"))
    spending, pension, wage = cell.flow(SPENDING), cell.mean_pension(EMPLOYEES), cell.wage()
    return {
        "cost_rate": per(spending, cell.bases()),
        "dependency": per(pensioners, payers),
        "benefit_ratio": per(pension, wage),
        "spending_beside": per(spending, MONTHS * pension * pensioners),
        "wage_over_base": per(MONTHS * wage * payers, cell.bases()),
    }


def known_region(region: Any) -> str:
    """Return a region by its name; InputError for one that is none."""
    if region in indicators.REGIONS:
        return str(region)
    hint = did_you_mean(str(region), list(indicators.REGIONS))
    raise InputError([Problem("region", 0, 0, "", f"found {region}, allowed is a place, a province or both{hint}")])


def logs(cell: Cell) -> np.ndarray:
    """Return logarithms of rate and factors in log points, [region, year, rate and factors]."""
    parts = factors(cell)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(100.0 * np.log([parts[name] for name in ("cost_rate", *FACTORS)])).transpose(1, 2, 0)


def parts_of(tree: "xr.DataTree", region: str, years: np.ndarray) -> tuple[np.ndarray, np.ndarray | None]:
    """Return the logarithms of each replicate, [replicate, year, factors], and without each group of persons, None where
    totals by group were not kept, [group, year, factors].
    """
    known = np.isin(indicators.years_of(tree), years)
    own = np.concatenate([logs(Cell(one, (region,))) for one in replicates_of(tree)])[:, known]
    if not has_errors(tree):
        return own, None
    return own, logs(SplitCell(Cell(mean_of_replicates(tree), (region,))))[:, known]


def changed(old: np.ndarray, new: np.ndarray, begins: int, ends: int) -> list[np.ndarray]:
    """Return what the reform moves in the last year, and what moves between both years in either run, [..., factors]."""
    paired = len(old) == len(new)
    moved = new[:, ends] - old[:, ends] if paired else (new.mean(axis=0) - old.mean(axis=0))[None, ends]
    return [moved, old[:, ends] - old[:, begins], new[:, ends] - new[:, begins]]


def decomposition_table(base: "xr.DataTree", reform: "xr.DataTree", region: str, years: tuple[int, int]) -> Table:
    """Return what moved the cost rate of a region: by the reform in the last year, and between two years in either run.

    Raises
    ------
    InputError
        For an unknown region, and for years that the runs do not have.
    """
    from microsim.comparing.payers import years_shown

    region = known_region(region)
    common = np.intersect1d(indicators.years_of(base), indicators.years_of(reform))
    first, last = (int(year) for year in years_shown(common, years))
    begins, ends = (int(np.searchsorted(common, year)) for year in (first, last))
    (old, old_split), (new, new_split) = (parts_of(tree, region, common) for tree in (base, reform))
    shown = changed(old, new, begins, ends)
    errors = [between_replicates(one) for one in shown]
    if old_split is not None and new_split is not None:
        split = changed(old_split, new_split, begins, ends)
        errors = [larger(error, standard_error(one.T)) for error, one in zip(errors, split, strict=True)]
    columns = (
        Column(named("by_reform", year=last), unit=POINTS, decimals=2),
        *(Column(named(key, first=first, last=last), unit=POINTS, decimals=2) for key in ("in_base", "in_reform")),
    )
    cells = tuple(
        tuple(Figure(float(one[:, row].mean()), float(error[row])) for one, error in zip(shown, errors, strict=True))
        for row in range(1 + len(FACTORS))
    )
    title = named("decomposition", region=Name(region, *(place_name(region, language) for language in ("en", "zh"))))
    rows = tuple(named(f"factor_{name}") for name in ("cost_rate", *FACTORS))
    return Table("decomposition", title, columns, rows, cells, (named("log_points"),))
