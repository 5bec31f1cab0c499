"""Published figures, shipped tables and the law alone: another, simpler model of contributors, pensioners and money.

It shares the residents with the run (the frame projects them, the run samples them) and nothing of its behaviour:

- payers are a constant share of the residents from the first age of work to the statutory one;
- pensioners begin as an equal share of all past the age, die by the nation's tables, and are joined by a share of those
  who reach the age that moves in COHORT_YEARS from the share of those past it to that of the payers;
- contributions are payers x declared share of last year's wage x the law's rates;
- pensions in payment rise by the overall adjustment, new ones are the formula's for a career from the first age of
  work, as dense as payers are among the insured, at the declared share of the wage.
"""

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from microsim.amounts import MONTHS
from microsim.kernel.world import FIRST_LAW_YEAR
from microsim.law.divisors import divisor_table, read_divisors
from microsim.places import AREAS_OF
from microsim.shadow_model.cells import YOUNG, Cells, cells_of, drawing
from microsim.shadow_model.starting import Figure
from microsim.shadow_model.states import grown_older
from microsim.shadow_model.terms import Heads, Terms, contributed, paid_out, rolled_forward

if TYPE_CHECKING:
    import xarray as xr

UNTIL = 2050
COHORT_YEARS = 20  # half a working life: until then those who reach the age are covered as those before them


class Projection(NamedTuple):
    """A province by published figures alone; years are simulated ones up to UNTIL.

    Attributes
    ----------
    cells : residents by what the law makes of their age
    payers, insured : at the ends of years [year]
    opening, claims : pensioners of the base date [sex, age], who joined them [year, sex, age]
    heads, terms : what money is made of
    wage : average wage, yuan a month [year]
    contributions, pensions, december : yuan [year]; the last a month
    """

    cells: Cells
    payers: np.ndarray
    insured: np.ndarray
    opening: np.ndarray
    claims: np.ndarray
    heads: Heads
    terms: Terms
    wage: np.ndarray
    contributions: np.ndarray
    pensions: np.ndarray
    december: np.ndarray


def law_of(manifest: dict[str, Any]) -> np.ndarray:
    """Return the law of the scenario that a run's manifest tells, LAW [place, year]."""
    from microsim.law.compile import compile_law
    from microsim.law.information import assumptions_of
    from microsim.scenarios.read import Scenario

    told = manifest["scenario"]
    scenario = Scenario(
        told["name"],
        law=told.get("law", {}),
        assumptions=told.get("assumptions", {}),
        information=told.get("information"),
    )
    return compile_law(scenario=scenario, assumptions=assumptions_of(scenario))


def projection(tree: "xr.DataTree", law: np.ndarray, province: int, figures: dict[str, Figure]) -> Projection:
    """Return the projection of a province from the figures of ``starting.starting_figures``."""
    persons = tree["population"].persons
    years = persons.year.values[persons.year.values <= UNTIL].astype(int)
    residents = persons.values[: len(years), AREAS_OF[province]].sum(axis=(1, 2)).astype(float)
    records = law[AREAS_OF[province]]
    cells = cells_of(residents, records[0], years)
    payers, insured = covered(cells, figures)
    opening, claims = joining(cells, figures, payers)
    heads = heads_of_cells(cells, payers, opening, claims)
    people = (
        residents.sum(axis=(1, 2)) if len(records) == 1 else persons.values[0, AREAS_OF[province]].sum(axis=(1, 2, 3))
    )
    wages = np.average(records["average_wage"], axis=0, weights=people if len(records) > 1 else None)
    terms = published_terms(records[0], wages, years, cells, figures)
    wage = wages[years[1:] - FIRST_LAW_YEAR]
    money = (
        contributed(heads, terms, wage),
        paid_out(heads, terms, wage),
        rolled_forward(heads, terms, wage)[1:].sum(axis=1),
    )
    return Projection(cells, payers, insured, opening, claims, heads, terms, wage, *money)


def covered(cells: Cells, figures: dict[str, Figure]) -> tuple[np.ndarray, np.ndarray]:
    """Return payers and insured at the ends of years: the published share of the residents of working age."""
    working = cells.working.sum(axis=(1, 2))
    insured = figures["insured"].value * working[1:] / working[0]
    return insured * figures["paying_share"].value, insured


def joining(cells: Cells, figures: dict[str, Figure], payers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the pensioners of the base date [sex, age] and those who join them [year, sex, age]."""
    before = figures["pensioners"].value / cells.past[0].sum()
    after = payers[0] / cells.working[1].sum()
    way = np.minimum(np.arange(1, len(payers) + 1) / COHORT_YEARS, 1.0)
    return before * cells.past[0], (before + (after - before) * way)[:, None, None] * cells.reaching


def heads_of_cells(cells: Cells, payers: np.ndarray, opening: np.ndarray, claims: np.ndarray) -> Heads:
    """Return the persons by sex of which money is made."""
    stocks = drawing(opening, claims, cells.deaths)
    died = np.stack([grown_older(stock, axis=-1) * deaths for stock, deaths in zip(stocks, cells.deaths, strict=False)])
    working = cells.working[1:].sum(axis=2)
    by_sex = payers[:, None] * working / working.sum(axis=1, keepdims=True)
    return Heads(by_sex, stocks.sum(axis=2), claims.sum(axis=2), died.sum(axis=2))


def rates_of(record: np.ndarray) -> np.ndarray:
    """Return the rate of employers and employees, the mean of the year's months, less what is waived [year]."""
    employers = record["employer_rate"] * (1.0 - record["employer_waiver"])
    return np.asarray((employers + record["employee_rate"]).mean(axis=-1))


def declared_share(record: np.ndarray, wages: np.ndarray, figures: dict[str, Figure]) -> float:
    """Return what is declared and paid on, as a share of the average wage of the year before."""
    rates = rates_of(record)
    if "base_share" in figures:
        paid = figures["effective_rate"]
        return figures["base_share"].value * paid.value / float(rates[paid.year - FIRST_LAW_YEAR])
    booked = figures["contributions"]
    at = booked.year - FIRST_LAW_YEAR
    payers = figures["insured"].value * figures["paying_share"].value
    return booked.value / float(payers * MONTHS * wages[at - 1] * rates[at])


def published_terms(
    record: np.ndarray, wages: np.ndarray, years: np.ndarray, cells: Cells, figures: dict[str, Figure]
) -> Terms:
    """Return what comes on each head; ``wages`` are of all years of the law, ``record`` is LAW [year] of one place."""
    at = years[1:] - FIRST_LAW_YEAR
    share = declared_share(record, wages, figures)
    growth = wages[at - 1] / wages[at]
    opening = figures["pension"].value * figures["pensioners"].value * cells.past[0].sum(axis=1) / cells.past[0].sum()
    ones, both = np.ones(len(at)), np.ones((len(at), 2))
    award = growth[:, None] * award_of(record[at], cells.retires, share, figures["paying_share"].value)
    uprating = record["adjustment_overall"][at][:, None] * both
    return Terms(
        MONTHS * ones, (share * growth)[:, None] * both, ones, rates_of(record)[at], opening, uprating, award, ones
    )


def award_of(record: np.ndarray, retires: np.ndarray, share: float, density: float) -> np.ndarray:
    """Return new pensions over last year's average wage [year, sex]; accounts grow as wages do."""
    years = density * (retires - YOUNG)
    basic = record["accrual_rate"][:, None] * years * 0.5 * (1.0 + share)
    months = MONTHS * (retires - min(read_divisors()))
    divisors = divisor_table()[np.clip(months.astype(int), 0, len(divisor_table()) - 1)]
    account = record["account_rate"].mean(axis=-1)[:, None] * share * years * MONTHS / divisors
    return np.asarray(basic + account)
