"""Measures of who is insured, who pays and who draws a pension."""

from microsim.indicators.cell import PAYERS, PENSIONERS, PERCENT, Cell, Numbers
from microsim.results.indicators import per


def coverage(cell: Cell, age: int) -> Numbers:
    """Return pensioners of an age and over as percent of residents of that age."""
    return PERCENT * per(cell.pensioners(age), cell.residents(age))


def coverage_60(cell: Cell) -> Numbers:
    """Return the coverage of those of 60 and over."""
    return coverage(cell, 60)


def coverage_65(cell: Cell) -> Numbers:
    """Return the coverage of those of 65 and over."""
    return coverage(cell, 65)


def payers(cell: Cell) -> Numbers:
    """Return who paid to the scheme this year."""
    return cell.sum("participants", PAYERS[cell.one_scheme])


def pensioners(cell: Cell) -> Numbers:
    """Return who draws a pension of the scheme."""
    return cell.sum("participants", PENSIONERS[cell.one_scheme])


def insured(cell: Cell) -> Numbers:
    """Return payers and who holds rights without paying: of the employees' scheme, other registers do not count them."""
    if cell.one_scheme != "employees":
        return cell.nothing()
    return payers(cell) + cell.sum("participants", "dormant")


def dependency_paying(cell: Cell) -> Numbers:
    """Return pensioners over payers."""
    return PERCENT * per(pensioners(cell), payers(cell))


def dependency_insured(cell: Cell) -> Numbers:
    """Return pensioners over insured."""
    return PERCENT * per(pensioners(cell), insured(cell))


def support_paying(cell: Cell) -> Numbers:
    """Return payers over pensioners."""
    return per(payers(cell), pensioners(cell))


def support_insured(cell: Cell) -> Numbers:
    """Return insured over pensioners."""
    return per(insured(cell), pensioners(cell))


def compliance(cell: Cell) -> Numbers:
    """Return payers over insured."""
    return PERCENT * per(payers(cell), insured(cell))


def declared_share(cell: Cell) -> Numbers:
    """Return declared bases over wages of who paid."""
    return PERCENT * per(cell.sum("labour", "base_sum"), cell.sum("labour", "wage_sum"))
