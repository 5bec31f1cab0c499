"""Measures of the level of pensions and of the gaps between groups."""

from microsim.amounts import FEN
from microsim.indicators.cell import EMPLOYEES, PERCENT, Cell, Numbers
from microsim.indicators.people import coverage_65
from microsim.results.indicators import per

OLD = 60  # years: who counts as without a pension


def new_pension(cell: Cell) -> Numbers:
    """Return the mean new pension of the year, yuan a month."""
    return per(cell.sum("claims", "pension_sum") / FEN, cell.sum("claims", "claims"))


def award_replacement(cell: Cell) -> Numbers:
    """Return the mean new pension over the mean wage of payers."""
    return PERCENT * per(new_pension(cell), cell.wage())


def award_replacement_law(cell: Cell) -> Numbers:
    """Return the mean new pension over the published average wage."""
    return PERCENT * per(new_pension(cell), cell.law_wage())


def benefit_ratio(cell: Cell) -> Numbers:
    """Return the mean pension over the mean wage of payers."""
    return PERCENT * per(cell.mean_pension(cell.one_scheme), cell.wage())


def benefit_ratio_law(cell: Cell) -> Numbers:
    """Return the mean pension over the published average wage."""
    return PERCENT * per(cell.mean_pension(cell.one_scheme), cell.law_wage())


def gap_between(one: Numbers, other: Numbers) -> Numbers:
    """Return by how much one mean falls short of another, percent of the other."""
    return PERCENT * (1.0 - per(one, other))


def pooled(cell: Cell) -> tuple[Numbers, Numbers]:
    """Return the pensions of the cell's schemes, yuan summed, and their recipients."""
    parts = [cell.pensions(scheme) for scheme in cell.schemes]
    return sum(money for money, _ in parts), sum(persons for _, persons in parts)


def gender_gap(cell: Cell) -> Numbers:
    """Return by how much women's mean pension falls short of men's."""
    women, men = (per(*pooled(cell.of(sex=sex))) for sex in ("female", "male"))
    return gap_between(women, men)


def gender_gap_with_zeros(cell: Cell) -> Numbers:
    """Return the gap of pensions over residents of 60 and over."""
    women, men = (per(pooled(one)[0], one.residents(OLD)) for one in (cell.of(sex="female"), cell.of(sex="male")))
    return gap_between(women, men)


def gender_gap_coverage(cell: Cell) -> Numbers:
    """Return the coverage of men less that of women, points."""
    return coverage_65(cell.of(sex="male")) - coverage_65(cell.of(sex="female"))


def scheme_gap(cell: Cell) -> Numbers:
    """Return by how much the mean residents' pension falls short of the employees'."""
    return gap_between(cell.mean_pension("residents"), cell.mean_pension(EMPLOYEES))
