"""The option matrix: indicators down, scenarios across, what each changes coloured by sign and significance."""

from typing import TYPE_CHECKING, Any

from microsim.comparing.present import VALUE_YEAR
from microsim.comparing.table import DIFFERENCE, LEVEL, Column, Figure, Name, Table
from microsim.documents.blocks import said
from microsim.documents.figures_with_errors import english_unit, shown_years
from microsim.estimating.printing import DISTINGUISHABLE, FEWEST
from microsim.results.indicators import BOTH

if TYPE_CHECKING:
    from microsim.documents.subject import Subject

MATRIX = (
    ("own_balance_real", (2035, 2050)),
    ("own_balance_share", (2035, 2050)),
    ("expenditure_share", (2035, 2050, 2075)),
    ("subsidy", (2035, 2050)),
    ("reserve_real", (2050,)),
    ("contributors", (2035, 2050)),
    ("pensioners", (2035, 2050)),
    ("ratio", (2035, 2050)),
    ("mean_pension_real", (2035, 2050)),
    ("benefit_ratio", (2035, 2050)),
)  # money, heads, adequacy; distribution follows
LOSING = ("lose_more", "median_loss", "gain_more", "mean_change")
UP, DOWN, UNSEEN, UNKNOWN = "up", "down", "unseen", ""
Row = tuple[Name, tuple[Figure, ...]]


def option_columns(subject: "Subject") -> tuple[Column, ...]:
    """Return the columns: what each reform changes, and the level of the base."""
    changes = (Column(reform.name, DIFFERENCE, decimals=2) for reform in subject.reforms)
    base = subject.reforms[0].comparison.names[0]
    return (*changes, Column(said("base_level_of", name=base), LEVEL, decimals=2))


def option_matrix(subject: "Subject") -> Table:
    """Return the matrix of all reforms of a report."""
    rows = [
        headline_row(subject, key, year)
        for key, years in MATRIX
        if key != "subsidy"
        for year in shown_years(years, subject.levels.years)
    ]
    rows += losing_rows(subject)
    names, cells = zip(*rows, strict=True)
    notes = (said("matrix_colours"), said("errors_of_sample"), said("both_regions"))
    return Table("options", said("options_title"), option_columns(subject), names, cells, notes)


def headline_row(subject: "Subject", key: str, year: int) -> Row:
    """Return one row of the headline of a year: each reform's change, and the base."""
    name = english_unit(key, subject.levels.unit(key))  # a column holds rows of several units
    texts = (f"{name.en}, {year}", f"{year}年{name.zh}")
    level = subject.levels.figure(key, BOTH, year)
    changes = [reform.changes.figure(key, BOTH, year) for reform in subject.reforms]
    return Name(f"{key}.{year}", *texts), (*changes, Figure(level.value, level.se))


def losing_rows(subject: "Subject") -> list[Row]:
    """Return what each reform does to persons: shares and amounts; nothing where no run tells them."""
    tables = [reform.winners() for reform in subject.reforms]
    found: list[Row] = []
    for key in LOSING:
        cells: list[Figure] = []
        name = unit = None
        for table in tables:
            columns = {} if table is None else {column.name.key: at for at, column in enumerate(table.columns)}
            if table is None or key not in columns:
                cells.append(Figure(float("nan")))
                continue
            column = table.columns[columns[key]]
            name, unit = column.name, column.unit
            cells.append(table.cells[0][columns[key]])
        if name is not None and unit is not None:
            priced = unit.en == "yuan"
            english = f"{unit.en} of {VALUE_YEAR}" if priced else unit.en
            chinese = f"{VALUE_YEAR}年{unit.zh}" if priced else unit.zh
            texts = f"{name.en[0].upper()}{name.en[1:]}, {english}", f"{name.zh}（{chinese}）"
            found.append((Name(key, *texts), (*cells, Figure(float("nan")))))
    return found


def sign_of(cell: Any, column: Column) -> str:
    """Return how a cell is shaded: by the sign of a change that can be told from none, pale where it cannot."""
    if column.kind != DIFFERENCE or not isinstance(cell, Figure) or cell.value != cell.value:
        return UNKNOWN
    if cell.persons < FEWEST or cell.value == 0:
        return UNSEEN
    if cell.se == cell.se and abs(cell.value) < DISTINGUISHABLE * cell.se:
        return UNSEEN
    return UP if cell.value > 0 else DOWN
