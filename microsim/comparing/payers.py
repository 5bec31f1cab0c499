"""The balance sheet as a table: who receives more and who less, by year and at present value, with a sum of nothing."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from microsim.amounts import FEN
from microsim.comparing.balance import BalanceSheet
from microsim.comparing.present import RESOLUTION, Discount, present_values
from microsim.comparing.sectors import Party
from microsim.comparing.table import BILLIONS, LEVEL, Column, Figure, Name, Table, named
from microsim.estimating import between_replicates, standard_error
from microsim.reading import InputError, Problem
from microsim.words.book import place_name

SHOWN = (2030, 2035, 2050, 2075, 2100)
BILLION = 1e9


def years_shown(years: np.ndarray, asked: Any = None) -> list[int]:
    """Return the years that a table shows: those asked for, else some and the last.

    Raises
    ------
    InputError
        For a year that the runs do not have.
    """
    known = [int(year) for year in years]
    if asked is None:
        return [year for year in SHOWN if year in known] or known[-1:]
    wrong = [year for year in asked if year not in known]
    if wrong:
        message = f"found {', '.join(map(str, wrong))}, allowed are years from {known[0]} to {known[-1]}"
        raise InputError([Problem("years", 0, 0, "", message)])
    return [int(year) for year in asked]


def party_name(party: Party) -> Name:
    """Return what a line is called: whose money it is, and of which place."""
    words = named(f"party_{party.who}")
    if not party.place:
        return words._replace(key=f"{party.sector}.{party.who}")
    english, chinese = (place_name(party.place, language) for language in ("en", "zh"))
    return Name(f"{party.sector}.{party.who}.{party.place}", f"{words.en}, {english}", f"{words.zh}（{chinese}）")


def errors_of(sheet: BalanceSheet, discount: Discount) -> tuple[np.ndarray, np.ndarray]:
    """Return the errors of the changes, [year, party], and of their present values, [party]; missing where unknown."""
    if sheet.changes is not None:
        values = np.stack([present_values(one, discount.factors) for one in sheet.changes])
        found = (between_replicates(sheet.changes), between_replicates(values.astype(float)))
        return found[0] * sheet.replicates, found[1] * sheet.replicates
    if sheet.errors is None or sheet.without is None:
        return np.full(sheet.difference.shape, np.nan), np.full(len(sheet.parties), np.nan)
    values = np.einsum("gyp,y->pg", sheet.without, discount.factors / RESOLUTION)
    return sheet.errors, standard_error(values)


def errors_note(sheet: BalanceSheet) -> Name:
    """Return what is said of the errors of a sheet."""
    if sheet.changes is not None:
        return named("sheet_errors")
    if sheet.without is None:
        return named("sheet_without_errors")
    return named("sheet_errors_of_groups" if np.isnan(sheet.without[..., -1]).all() else "sheet_errors_of_sample")


def payers_table(sheet: BalanceSheet, discount: Discount, years: Sequence[int] | None = None) -> Table:
    """Return the changes by year, at present value, and the base's own present value, a line a party, with their sum.

    Lines that are nothing in base and change are left out; the sum is of all.
    """
    shown = years_shown(sheet.years, years)
    where = [int(np.searchsorted(sheet.years, year)) for year in shown]
    per = FEN * BILLION * sheet.replicates
    change, base = (present_values(amounts, discount.factors) for amounts in (sheet.difference, sheet.base))
    errors, of_value = errors_of(sheet, discount)
    kept = [row for row in range(len(sheet.parties)) if sheet.difference[:, row].any() or sheet.base[:, row].any()]
    lines = [
        (
            *(Figure(sheet.difference[at, row] / per, errors[at, row] / per) for at in where),
            Figure(change[row] / per, of_value[row] / per),
            Figure(base[row] / per),
        )
        for row in kept
    ]
    total = (
        *(Figure(float(sheet.difference[at].sum())) for at in where),
        Figure(float(change.sum())),
        Figure(float(base.sum())),
    )
    to = int(sheet.years[-1])
    columns = (
        *(Column(Name(str(year), str(year), str(year)), unit=BILLIONS) for year in shown),
        Column(named("present_value", until=to), unit=BILLIONS),
        Column(named("base_value", until=to), LEVEL, BILLIONS),
    )
    parties = [sheet.parties[row] for row in kept]
    names = (*(sheet.labels.get(party) or party_name(party) for party in parties), named("sum"))
    rate = f"{100.0 * discount.real_rate:.4g}%"
    notes = (
        named("sheet_signs"),
        named(f"closure_{sheet.closure}"),
        named("sheet_elsewhere"),
        named("sheet_values", rate=rate, year=discount.value_year),
        errors_note(sheet),
    )
    return Table("payers", named("payers"), columns, names, (*lines, total), notes)
