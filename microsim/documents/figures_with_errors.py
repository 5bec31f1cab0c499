"""Headline figures with their errors as cells of tables and as numbers of the first page, of one run or of two."""

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from microsim.comparing.table import Figure, Name, Unit
from microsim.documents.blocks import said
from microsim.estimating.estimate import T_975
from microsim.estimating.printing import DISTINGUISHABLE, difference_text, rounded
from microsim.kernel.items import IN, OUT, Kind, labels_of
from microsim.results import errors, indicators
from microsim.results.headline import BILLION, PERCENT, REGIONS, ROWS, headline_series
from microsim.results.indicators import mean_of_replicates, years_of

if TYPE_CHECKING:
    import xarray as xr

ROW = {row.key: row for row in ROWS}
OWN_UNITS = {
    "own_balance_real": Unit("bn yuan of {year}", "{year}年亿元", 10.0),
    "own_balance_share": Unit("% of bases", "占基数%"),
}
DECIMALS = 2
CHINESE_UNITS = {"million": "百万人", "bn yuan": "十亿元", "yuan/month": "元/月"}  # of figures in English units


class Levels:
    """The headline of one run by region and year, with errors where the totals by sample group give them."""

    def __init__(self, tree: "xr.DataTree"):
        self.tree = tree
        mean = mean_of_replicates(tree)
        self.series = headline_series(mean) | own_balance(mean)
        self.years = [int(year) for year in years_of(mean)]
        self.price_year = int(tree.attrs["price_year"])
        self._errors: dict[str, Any] = {}

    def unit(self, key: str) -> Unit:
        """Return the unit of a row, with the year of prices."""
        if key in OWN_UNITS:
            unit = OWN_UNITS[key]
        else:
            unit = Unit(ROW[key].unit, ROW[key].unit_chinese, ROW[key].chinese_factor)
        return Unit(unit.en.format(year=self.price_year), unit.zh.format(year=self.price_year), unit.factor)

    def errors(self, key: str) -> Any:
        """Return the estimate of a row; None where nothing tells its error."""
        if key not in self._errors:
            known = key in errors.FIGURES and errors.has_errors(self.tree)
            self._errors[key] = errors.headline_errors(self.tree, key, REGIONS) if known else None
        return self._errors[key]

    def figure(self, key: str, region: str, year: int) -> Figure:
        """Return a row of a region and year; missing where the run does not reach the year."""
        if year not in self.years:
            return Figure(math.nan)
        at = REGIONS.index(region), self.years.index(year)
        key = "replacement_rate" if key == "benefit_ratio" else key  # one figure under two names
        found = self.errors(key)
        if found is not None:
            return Figure(float(self.series[key][at]), float(found.se[at]), float(found.persons[at]))
        return Figure(float(self.series[key][at])) if key in self.series else Figure(math.nan)


def own_balance(tree: "xr.DataTree") -> dict[str, np.ndarray]:
    """Return what lives bring to the employees' fund less all it pays: before subsidies, returns and pooling [region, year]."""
    received = labels_of(Kind.CONTRIBUTION, Kind.CREDIT) + labels_of(Kind.MOVED, sign=IN)
    paid = labels_of(Kind.BENEFIT, Kind.INHERITANCE) + labels_of(Kind.MOVED, sign=OUT)
    yuan = indicators.flow(tree, REGIONS, received) - indicators.flow(tree, REGIONS, paid)
    return {
        "own_balance_real": indicators.in_prices(tree, yuan) / BILLION,
        "own_balance_share": PERCENT * indicators.share_of_bases(tree, REGIONS, yuan),
    }


class Changes:
    """What a reform changes in the headline, with errors of the same persons under both laws."""

    def __init__(self, base: Levels, reform: Levels, paired: bool):
        self.base, self.reform, self.paired = base, reform, paired
        self.unit = base.unit
        self._errors: dict[str, Any] = {}

    def errors(self, key: str) -> Any:
        """Return the estimate of a difference; None where nothing tells its error."""
        if key not in self._errors:
            trees = self.base.tree, self.reform.tree
            known = self.paired and key in errors.FIGURES and all(map(errors.has_errors, trees))
            known = known and self.base.years == self.reform.years
            self._errors[key] = errors.difference_errors(*trees, key, REGIONS) if known else None
        return self._errors[key]

    def figure(self, key: str, region: str, year: int) -> Figure:
        """Return the change of a row in a region and year."""
        old, new = (levels.figure(key, region, year) for levels in (self.base, self.reform))
        key = "replacement_rate" if key == "benefit_ratio" else key
        found = self.errors(key)
        if found is None or math.isnan(new.value - old.value):
            return Figure(new.value - old.value)
        at = REGIONS.index(region), self.base.years.index(year)
        return Figure(new.value - old.value, float(found.se[at]), float(found.persons[at]))


def row_name(key: str, unit: Unit) -> Name:
    """Return what a row of the headline is called, with its unit."""
    name = said(f"row_{key}")
    texts = f"{name.en}, {unit.en}" if unit.en else name.en, f"{name.zh}（{unit.zh}）" if unit.zh else name.zh
    return Name(key, *texts)


def english_unit(row: str, unit: Unit) -> Name:
    """Return the name of a row in the unit its figures are in, which is the English one in both languages."""
    name = row_name(row, Unit())
    chinese = CHINESE_UNITS.get(unit.en.split(" of 2")[0], unit.zh)
    year = unit.en[-4:] if " of 2" in unit.en else ""
    texts = (
        f"{name.en}, {unit.en}" if unit.en else name.en,
        f"{name.zh}（{year and year + '年'}{chinese}）" if unit.en else name.zh,
    )
    return Name(row, *texts)


def in_language(cell: Figure, unit: Unit, language: str, signed: bool, decimals: int = DECIMALS) -> str:
    """Return a figure with its 95% interval: ``+12.3 (10.1 to 14.5)``, or that it cannot be told from none."""
    factor = unit.factor if language == "zh" else 1.0
    value, se = cell.value * factor, cell.se * factor
    most = max(decimals - round(math.log10(factor)), 0)
    if math.isnan(value):
        return "–"
    if signed and (not se or math.isnan(se) or abs(value) < DISTINGUISHABLE * se):
        return difference_text(value, se, cell.persons, language, most)
    text = f"{'+' if signed and value > 0 else ''}{rounded(value, se, most)}"
    if not se or math.isnan(se):
        return text
    low, high = (rounded(value + side * T_975 * se, se, most) for side in (-1, 1))
    return f"{text} ({low} to {high})" if language == "en" else f"{text}（{low} 至 {high}）"


def interval(cell: Figure, unit: Unit, signed: bool, decimals: int = DECIMALS) -> Name:
    """Return a figure with its interval and unit in both languages."""
    texts = []
    for language in ("en", "zh"):
        text = in_language(cell, unit, language, signed, decimals)
        space = " " if language == "en" and not unit.en.startswith("%") else ""
        texts.append(text if text == "–" else f"{text}{space}{unit.of(language)}")
    return Name("interval", *texts)


def shown_years(wanted: "tuple[int, ...]", years: "list[int] | np.ndarray") -> list[int]:
    """Return those of some years that a run holds, its last where it holds none."""
    known = [int(year) for year in years]
    return [year for year in wanted if year in known] or known[-1:]
