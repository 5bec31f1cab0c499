"""What the pictures show of funds, each worked out from sums: of a region, or of a place, year by year."""

from collections.abc import Callable

import numpy as np

from microsim.amounts import FEN
from microsim.explorer.sums import FLOWS, Sums

ENTRY = {name: number for number, name in enumerate(FLOWS)}
PERCENT = 100.0
Places = list[int]
Measure = Callable[[Sums, Places], np.ndarray]  # of some sets of sums: [set, year]


def flow(sums: Sums, places: Places, name: str) -> np.ndarray:
    """Return an entry of FLOWS, yuan [set, year]."""
    return sums.flows[:, :, places, ENTRY[name]].sum(axis=-1) / FEN


def total(values: np.ndarray, places: Places) -> np.ndarray:
    """Return a sum over places [set, year]."""
    return values[:, :, places].sum(axis=-1)


def ratio(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return a quotient, missing where there is nothing to divide by."""
    return one / np.where(other > 0, other, np.nan)


def income(sums: Sums, places: Places) -> np.ndarray:
    """Return what comes in before subsidies, returns on the reserve and pooling, yuan [set, year]."""
    return flow(sums, places, "contributions") + flow(sums, places, "credited") + flow(sums, places, "moved_in")


def spending(sums: Sums, places: Places) -> np.ndarray:
    """Return what is paid, and what moves away with persons, yuan [set, year]."""
    return flow(sums, places, "paid") + flow(sums, places, "moved_out")


def balance_yuan(sums: Sums, places: Places) -> np.ndarray:
    """Return income less spending, yuan [set, year]."""
    return income(sums, places) - spending(sums, places)


def balance(sums: Sums, places: Places) -> np.ndarray:
    """Return the balance before subsidy, percent of contribution bases [set, year]."""
    return PERCENT * ratio(balance_yuan(sums, places), total(sums.bases, places))


def cost_rate(sums: Sums, places: Places) -> np.ndarray:
    """Return benefits over contribution bases, percent [set, year]."""
    return PERCENT * ratio(flow(sums, places, "paid"), total(sums.bases, places))


def dependency(sums: Sums, places: Places) -> np.ndarray:
    """Return pensioners over payers, percent [set, year]."""
    return PERCENT * ratio(total(sums.pensioners, places), total(sums.payers, places))


def benefit_ratio(sums: Sums, places: Places) -> np.ndarray:
    """Return the mean pension in December over the mean wage of payers, percent [set, year]."""
    pension = ratio(total(sums.pension_fen, places) / FEN, total(sums.recipients, places))
    return PERCENT * ratio(pension, ratio(total(sums.wages, places), total(sums.earners, places)))


def payable_share(sums: Sums, places: Places) -> np.ndarray:
    """Return the share of benefits that income without subsidy pays, at most all [set, year]."""
    paid, due = flow(sums, places, "paid"), balance_yuan(sums, places)
    return np.clip(ratio(paid + due, paid), 0.0, 1.0)


def payable(measure: Measure, first: int) -> Measure:
    """Return a measure of benefits as income without subsidy would pay them from a year on, by its number."""

    def scaled(sums: Sums, places: Places) -> np.ndarray:
        share = payable_share(sums, places)
        share[:, :first] = 1.0
        return measure(sums, places) * share

    return scaled


def balance_payable(first: int) -> Measure:
    """Return the balance, percent of bases, when from a year on no more is paid than comes in."""

    def measure(sums: Sums, places: Places) -> np.ndarray:
        values = balance(sums, places)
        values[:, first:] = np.maximum(values[:, first:], 0.0)
        return values

    return measure


def yearly(first: int) -> dict[str, Measure]:
    """Return the measures of a region by name; ``first`` is the number of the year from which benefits may be cut."""
    return {
        "balance": balance,
        "cost_rate": cost_rate,
        "dependency": dependency,
        "benefit_ratio": benefit_ratio,
        "balance_payable": balance_payable(first),
        "cost_rate_payable": payable(cost_rate, first),
        "benefit_ratio_payable": payable(benefit_ratio, first),
    }
