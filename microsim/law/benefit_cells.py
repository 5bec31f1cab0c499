"""Benefits and interest beyond what is announced: benefit base, pension increase, residents' pension, grants."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from microsim.kernel.world import BASE_YEAR
from microsim.law import projection
from microsim.law.desk import given, wage_growth
from microsim.law.statute import CITIES, NATION, levels, province_of
from microsim.law.values import JULY, YEARS
from microsim.law.wage_cells import last_wage_known, national_growth, published_wage
from microsim.places import ELSEWHERE_PROVINCE, PROVINCE_KEYS
from microsim.schemes.base.indexation import ceiling_factor

if TYPE_CHECKING:
    from microsim.law.desk import Desk

WAGES_OF_NATION = PROVINCE_KEYS[ELSEWHERE_PROVINCE]  # whose wages are the national means
PARTS = ("flat", "per_year", "rate", "aged")


def notional_interest(desk: "Desk", place: str) -> np.ndarray:
    """Interest of individual accounts: announced, else a share of what the rule in force follows, at least the floor."""
    known = desk.book.years(place, "accounts.notional_interest")
    desk.book.project_from(place, "accounts.notional_interest", ~np.isnan(known))
    factor = desk.assumed("economy.notional_interest_factor", NATION)
    floor = desk.assumed("economy.interest_floor", NATION)
    return projection.notional_interest(known, desk.once(interest_path, place), factor, floor)


def interest_path(desk: "Desk", place: str) -> np.ndarray:
    """What the notional interest follows, by the rule of each year: national wage growth, prices or the fund's return."""
    rule = desk.book.years(place, "accounts.interest_rule")
    home, away = (desk.assumed(f"funds.{name}", place) for name in ("reserve_return", "delegated_return"))
    delegated = desk.assumed("funds.employees.delegated_share", place)
    fund = (1 - delegated) * home + delegated * away
    return np.select(
        [rule == 1, rule == 2], [desk.assumed("economy.cpi", NATION), fund], desk.once(national_growth, WAGES_OF_NATION)
    )


def uprating(desk: "Desk", place: str) -> np.ndarray:
    """Overall pension increase, as announced for the nation, else by the mix of prices and wages."""
    known = desk.book.years(place, "adjustment.uprating")
    desk.book.project_from(place, "adjustment.uprating", ~np.isnan(known))
    names = ("cpi_weight", "wage_weight", "price_floor", "floor", "ceiling")
    formula = (desk.assumed(f"economy.uprating_{name}", NATION) for name in names)
    return projection.uprating(
        known, desk.assumed("economy.cpi", NATION), desk.once(national_growth, WAGES_OF_NATION), *formula
    )


def benefit_base(desk: "Desk", place: str) -> np.ndarray:
    """Benefit base: announced; else raised with pensions, at least last year's wage."""
    book, path = desk.book, "pension.benefit_base"
    share = book.years(place, "pension.base_growth_share")
    wage = projection.year_before(desk.once(published_wage, place))
    if place in CITIES and book.has(place, "pension.base_growth_share"):
        return _base_of_city(desk, place, share, wage)
    known = book.years(place, path)
    announced = ~np.isnan(book.years(place, "adjustment.uprating")) & desk.once(last_wage_known, place)
    book.project_from(place, path, ~np.isnan(known) | announced)
    return projection.benefit_base(known, share, desk.once(uprating, place), wage)


def _base_of_city(desk: "Desk", place: str, share: np.ndarray, wage: np.ndarray) -> np.ndarray:
    """A city with a base of its own follows a share of the rise of its province's, until the two meet."""
    book, path = desk.book, "pension.benefit_base"
    by_scenario = book.by_scenario(place, path)[JULY::12]
    known = np.where(by_scenario, book.years(place, path), book.alone(place, path)[JULY::12])
    book.project_from(place, path, ~np.isnan(known))
    above = desk.once(benefit_base, province_of(place))
    return projection.benefit_base(known, share, projection.growth_of(above), np.where(share == 0, wage, above))


def residents_basic(desk: "Desk", place: str) -> np.ndarray:
    """Residents' basic pension: the highest of what nation, province and city pay, each rising by its own steps."""
    result = national = desk.once(own_basic, NATION)
    lead = np.repeat(desk.assumed("economy.residents_basic_lead", place), 12)
    for holder in levels(place)[1:]:
        if desk.book.has(holder, "residents.basic_pension"):
            least = np.where(desk.once(_beyond_known, holder), national + lead, 0.0)
            result = np.maximum(result, np.maximum(desk.once(own_basic, holder), least))
    return result


def own_basic(desk: "Desk", holder: str) -> np.ndarray:
    known = desk.book.alone(holder, "residents.basic_pension")
    known[: np.argmax(~np.isnan(known))] = 0.0
    desk.book.project_from(holder, "residents.basic_pension", ~np.isnan(known[JULY::12]))
    step = desk.assumed("economy.residents_basic_step", holder)
    link = desk.assumed("economy.residents_basic_wage_link", holder)
    growth = desk.assumed("economy.residents_basic_growth", holder) + link * desk.once(wage_growth, holder)
    return projection.yearly_steps(known, step, growth)


def _beyond_known(desk: "Desk", holder: str) -> np.ndarray:
    known = ~np.isnan(desk.book.alone(holder, "residents.basic_pension"))
    return np.logical_or.accumulate(known) & ~known


def survivor_base(desk: "Desk", place: str) -> np.ndarray:
    """A month's urban disposable income of the year before; beyond the known years it grows like wages."""
    book = desk.book
    announced = book.years(place, "survivors.base")
    known = book.years(place, "survivors.urban_income")
    book.project_from(place, "survivors.base", projection.year_before(~np.isnan(known)))
    income = projection.carried_back(known, desk.once(published_wage, province_of(place)))
    income = projection.grown(income, desk.once(wage_growth, place))
    return given(announced, projection.year_before(income) / 12)


def bridge_months(desk: "Desk", place: str) -> np.ndarray:
    """Months that open the way to the employees' scheme: those a text gives, else the minimum in force."""
    known = desk.book.years(place, "portability.bridge_months")
    return given(known, desk.book.years(place, "retirement.minimum_months"))


def livelihood_standard(kind: str) -> Callable[..., Any]:
    """Return the rule of the urban or the rural standard of the minimum livelihood."""
    path = f"livelihood.{kind}"

    def standard(desk: "Desk", place: str) -> np.ndarray:
        known = desk.book.months(place, path).copy()
        known[: np.argmax(~np.isnan(known)) if np.any(~np.isnan(known)) else None] = 0.0  # none before the first
        desk.book.project_from(place, path, ~np.isnan(known[JULY::12]))
        prices, link = desk.assumed("economy.cpi", place), desk.assumed("economy.livelihood_wage_link", place)
        growth = prices + link * (desk.once(wage_growth, place) - prices)
        return projection.yearly_steps(known, np.zeros(len(YEARS)), growth)

    standard.__doc__ = (
        "Standard of the minimum livelihood: announced, else raised each year by prices and part of real wages."
    )
    return standard


def pension_disregard(desk: "Desk", place: str) -> np.ndarray:
    """What the test leaves out of a residents' pension: an amount given, else a share of the national minimum."""
    share = desk.book.months(place, "livelihood.national_share_disregarded")
    return given(desk.book.months(place, "livelihood.pension_disregard"), share * desk.once(own_basic, NATION))


def adjustment_parts(desk: "Desk", place: str) -> list[np.ndarray]:
    """Flat amount, amount per year, rate and amount for the aged of each yearly adjustment."""
    known = [desk.book.years(place, f"adjustment.{part}") for part in PARTS]
    increase = under_ceiling(desk.assumed("economy.place_uprating_share", place), desk.once(uprating, place))
    shares = [desk.assumed(f"adjustment.{part}_share", place) for part in PARTS]
    start = desk.assumed("base_stock.pension_mean", place)[BASE_YEAR - YEARS[0]]
    path = projection.mean_pension(start, BASE_YEAR - YEARS[0], increase)
    years, aged = (desk.assumed(f"adjustment.{name}", place) for name in ("mean_years", "aged_population"))
    return projection.adjustment(known, shares, increase, projection.year_before(path), years, aged)


def under_ceiling(share: np.ndarray, national: np.ndarray) -> np.ndarray:
    """Return the mean rise of a place: its share of the national one, never above it."""
    factor = getattr(ceiling_factor, "py_func", ceiling_factor)  # the rule itself, without compiling it
    planned = np.nan_to_num(share * national)
    return share * national * [factor(rise, 1.0, ceiling) for rise, ceiling in zip(planned, national, strict=True)]


def adjustment_part(number: int) -> Callable[..., Any]:
    """Return the rule of one part of the yearly adjustment."""

    def part(desk: "Desk", place: str) -> np.ndarray:
        return desk.once(adjustment_parts, place)[number]

    part.__doc__ = "Part of the yearly adjustment: as the notice has it, else a share of the budget of the place."
    return part
