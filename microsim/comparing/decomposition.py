"""What moves a cost rate: dependency times benefit ratio times the rest, in log points that add up exactly.

cost rate = spending / contribution bases
          = pensioners / payers                         dependency
          * mean pension / mean wage of payers          benefit ratio
          * spending / twelve December pensions         what is spent beside pensions
          * twelve December wages / contribution bases  wages over what is declared of them
"""

from typing import TYPE_CHECKING, Any

import numpy as np

from microsim.amounts import MONTHS
from microsim.comparing.table import Column, Figure, Name, Table, Unit, named
from microsim.estimating import between_replicates
from microsim.reading import InputError, Problem, did_you_mean
from microsim.results import indicators
from microsim.results.headline import replicates_of
from microsim.words.book import place_name

if TYPE_CHECKING:
    import xarray as xr

FACTORS = ("dependency", "benefit_ratio", "spending_beside", "wage_over_base")
POINTS = Unit("log points", "对数点")


def factors(tree: "xr.DataTree", region: str) -> dict[str, Any]:
    """Return the cost rate of the employees' scheme and its factors, each [year]; their product is the rate, exactly."""
    payers, pensioners = (indicators.standing(tree, region, name).values for name in ("contributors", "pensioners"))
    spending, bases = indicators.expenditure(tree, region).values, indicators.contribution_bases(tree, region).values
    pension, wage = indicators.mean_pension(tree, region).values, indicators.payers_wage(tree, region).values
    with np.errstate(divide="ignore", invalid="ignore"):
        return {
            "cost_rate": spending / bases,
            "dependency": pensioners / payers,
            "benefit_ratio": pension / wage,
            "spending_beside": spending / (MONTHS * pension * pensioners),
            "wage_over_base": MONTHS * wage * payers / bases,
        }


def known_region(region: Any) -> str:
    """Return a region by its name; InputError for one that is none."""
    if region in indicators.REGIONS:
        return str(region)
    hint = did_you_mean(str(region), list(indicators.REGIONS))
    raise InputError([Problem("region", 0, 0, "", f"found {region}, allowed is a place, a province or both{hint}")])


def logs(tree: "xr.DataTree", region: str) -> tuple[np.ndarray, np.ndarray]:
    """Return years, and logarithms of rate and factors in log points, [replicate, year, rate and factors]."""
    parts = [factors(one, region) for one in replicates_of(tree)]
    with np.errstate(divide="ignore", invalid="ignore"):
        values = np.log([[one[name] for name in ("cost_rate", *FACTORS)] for one in parts])
    return indicators.years_of(tree), 100.0 * values.transpose(0, 2, 1)


def decomposition_table(base: "xr.DataTree", reform: "xr.DataTree", region: str, years: tuple[int, int]) -> Table:
    """Return what moved the cost rate of a region: by the reform in the last year, and between two years in either run.

    Raises
    ------
    InputError
        For an unknown region, and for years that the runs do not have.
    """
    from microsim.comparing.payers import years_shown

    region = known_region(region)
    known, old = logs(base, region)
    other, new = logs(reform, region)
    common = np.intersect1d(known, other)
    first, last = (int(year) for year in years_shown(common, years))
    old, new = old[:, np.isin(known, common)], new[:, np.isin(other, common)]
    begins, ends = (int(np.searchsorted(common, year)) for year in (first, last))
    paired = len(old) == len(new)
    moved = new[:, ends] - old[:, ends] if paired else (new.mean(axis=0) - old.mean(axis=0))[None, ends]
    shown = [moved, old[:, ends] - old[:, begins], new[:, ends] - new[:, begins]]
    columns = (
        Column(named("by_reform", year=last), unit=POINTS, decimals=2),
        *(Column(named(key, first=first, last=last), unit=POINTS, decimals=2) for key in ("in_base", "in_reform")),
    )
    errors = [between_replicates(one) for one in shown]
    cells = tuple(
        tuple(Figure(float(one[:, row].mean()), float(error[row])) for one, error in zip(shown, errors, strict=True))
        for row in range(1 + len(FACTORS))
    )
    title = named("decomposition", region=Name(region, *(place_name(region, language) for language in ("en", "zh"))))
    rows = tuple(named(f"factor_{name}") for name in ("cost_rate", *FACTORS))
    return Table("decomposition", title, columns, rows, cells, (named("log_points"),))
