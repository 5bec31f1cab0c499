"""The scenario in which nobody earns rights any more from a date on, wages as projected or frozen in real terms."""

from typing import Any

from microsim.law.information import assumptions_of
from microsim.scenarios import Scenario
from microsim.scenarios.read import with_entries

FIRST_YEAR = 1970  # from which dated assumptions are stated
STOPS = {"contributions.accrual": 0.0, "retirement.pay_on_chance": 0.0, "retirement.elders_chance": 0.0}
BY_MONTHS = {
    "retirement.bridge_chance": 0.0
}  # who is short of the minimum years draws by the months, and needs no way out
PRO_RATA = "law.national.retirement.pro_rata_months"
FROZEN = {"economy.real_wage_growth": 0.0, "economy.wage_growth_gap": 0.0}


def stopped(scenario: Scenario, year: int, frozen: bool, vested: bool) -> Scenario:
    """Return a scenario without contributions, and without months that count, after the end of a year.

    Parameters
    ----------
    frozen : whether wages, and what follows them, rise with prices only
    vested : whether the minimum years stand as in the law; else rights are paid by the months, from the first on
    """
    assumptions = assumptions_of(scenario)
    wanted = STOPS | (FROZEN if frozen else {}) | ({} if vested else BY_MONTHS)
    entries: dict[str, Any] = {
        f"assumptions.{path}": until(assumptions.entry(path).value, year, value) for path, value in wanted.items()
    }
    if not vested:
        entries[PRO_RATA] = {f"{year + 1}-01-01": 1}
    return with_entries(scenario, entries, "liabilities")


def until(value: Any, year: int, after: float) -> dict[int, Any]:
    """Return a value as it is up to a year, and another one after it."""
    dated = isinstance(value, dict) and all(isinstance(key, int) for key in value)
    known = {key: one for key, one in value.items() if key <= year} if dated else {FIRST_YEAR: value}
    return known | {year + 1: after}
