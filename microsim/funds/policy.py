"""The rules of the ledger, year by year: returns, subsidies, pooling; from the law and the assumptions."""

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from microsim.amounts import FEN, MONTHS
from microsim.kernel.world import BASE_YEAR
from microsim.law.desk import Desk
from microsim.law.values import FIRST_LAW_YEAR
from microsim.law.wage_cells import published_wage
from microsim.places import (
    ELSEWHERE,
    ELSEWHERE_PROVINCE,
    PLACE_COUNT,
    PLACE_KEYS,
    PLACES_OF,
    PROVINCE_COUNT,
    PROVINCE_KEYS,
)
from microsim.schema import Scheme
from microsim.schemes.pooling.rules import pool_members, pool_upload
from microsim.watch.opened import plain

if TYPE_CHECKING:
    from microsim.law.assumptions import Assumptions
    from microsim.law.series import Book

ALL = tuple(Scheme)
BASIC = (Scheme.EMPLOYEES, Scheme.RESIDENTS, Scheme.PUBLIC)  # no treasury stands behind a local supplement
ONE_FUND = {
    Scheme.EMPLOYEES: "provincial_fund",
    Scheme.PUBLIC: "public_fund",
}  # schemes a province may keep one fund of
PRIORS = {  # rules that are assumptions: the path, with the scheme's name where each has its own, and the schemes
    "reserve_return": ("funds.reserve_return", ALL),
    "delegated_share": ("funds.{scheme}.delegated_share", (Scheme.EMPLOYEES,)),
    "delegated_return": ("funds.delegated_return", ALL),
    "contribution_subsidy": ("funds.{scheme}.contribution_subsidy", (Scheme.EMPLOYEES,)),
    "basic_cover": ("funds.{scheme}.basic_cover", (Scheme.RESIDENTS,)),
    "reserve_months": ("funds.{scheme}.reserve_months", (Scheme.EMPLOYEES,)),
    "most_months": ("funds.{scheme}.most_months", (Scheme.PUBLIC,)),
    "settled_months": ("funds.{scheme}.settled_months", (Scheme.PUBLIC,)),
    "gap_cover": ("funds.{scheme}.gap_cover", BASIC),
}


class FundPolicy(NamedTuple):
    """Rules of the ledger. Those of money are [year, province, scheme].

    Attributes
    ----------
    reserve_return : yearly return on the stock with which a year opens, the part held at home
    delegated_share : part of that stock invested by the national fund
    delegated_return : yearly return on it
    contribution_subsidy : subsidy as a share of contributions
    subsidy : subsidy whatever the contributions, fen a year of the province
    basic_cover : share of basic pensions, supplements and grants that the treasury pays
    central_basic : what the central treasury bears of it, fen a recipient and month
    reserve_months : months of spending that the stock should hold
    most_months : months of spending above which employers pay less, 0 is no such bound
    settled_months : months of earlier years that are settled in a year, both contributions and pensions
    gap_cover : share of the gap to that stock that the treasury pays
    provincial_fund, public_fund : share of the year in which a province has one fund of a scheme, [year, province]
    upload : central adjustment fund, yuan for each person who should be insured, [year, province]
    enterprise_jobs, public_counted : formal jobs outside public bodies that the adjustment fund counts, and part of
        public staff, [year, province]
    paid_share : national pooling, share of a surplus that is paid, [year, province]
    gap_share : national pooling, share of a gap that is asked for, [year, province]
    rest_covered, rest_retired : persons who should be insured, and pensioners, in the rest of China, [year]
    given_back : part of employers' contributions that firms with stable jobs get back, [year, place]
    """

    reserve_return: np.ndarray
    delegated_share: np.ndarray
    delegated_return: np.ndarray
    contribution_subsidy: np.ndarray
    subsidy: np.ndarray
    basic_cover: np.ndarray
    central_basic: np.ndarray
    reserve_months: np.ndarray
    most_months: np.ndarray
    settled_months: np.ndarray
    gap_cover: np.ndarray
    provincial_fund: np.ndarray
    public_fund: np.ndarray
    enterprise_jobs: np.ndarray
    public_counted: np.ndarray
    upload: np.ndarray
    paid_share: np.ndarray
    gap_share: np.ndarray
    rest_covered: np.ndarray
    rest_retired: np.ndarray
    given_back: np.ndarray


def no_policy(years: int) -> FundPolicy:
    """Return the policy of some years in which nothing is added and nothing moves."""
    one, two, three = (years,), (years, PROVINCE_COUNT), (years, PROVINCE_COUNT, len(Scheme))
    shapes: list[tuple[int, ...]] = [*[three] * 11, *[two] * 7, *[one] * 2, (years, PLACE_COUNT)]
    return FundPolicy(*(np.zeros(shape) for shape in shapes))


def fund_policy(assumptions: "Assumptions", years: np.ndarray, book: "Book", law: np.ndarray) -> FundPolicy:
    """Return the rules of the ledger for some years.

    Rules that a scheme has no assumption for (the residents' scheme keeps no target reserve, the
    employees' scheme has no basic pension from the treasury) are zero.

    Parameters
    ----------
    book : the statute under the scenario
    law : the law records compiled from it, for the residents' minimum
    """
    policy = no_policy(len(years))
    for field, (path, schemes) in PRIORS.items():
        for scheme in schemes:
            for province, key in enumerate(PROVINCE_KEYS):
                values = assumptions.path(path.format(scheme=scheme.name.lower()), years, province=key)
                getattr(policy, field)[:, province, scheme] = values
    policy.reserve_return[:, ELSEWHERE_PROVINCE] = 0.0  # no stock is kept for elsewhere
    policy.delegated_return[:, ELSEWHERE_PROVINCE] = 0.0
    policy.central_basic[:, :, Scheme.RESIDENTS] = central_basic(years, book, law)
    policy.subsidy[:, :, Scheme.EMPLOYEES] = subsidies(assumptions, years, law)
    for code, place in enumerate(PLACE_KEYS):
        policy.given_back[:, code] = of_year(book, place, years, "employees.stability_refund")
    return add_pooling(policy, assumptions, years, book)


def add_pooling(policy: FundPolicy, assumptions: "Assumptions", years: np.ndarray, book: "Book") -> FundPolicy:
    """Return the policy with the rules of pooling filled in."""
    wages = upload_wages(assumptions, years, book)
    for province, key in enumerate(PROVINCE_KEYS):
        for field in ONE_FUND.values():
            getattr(policy, field)[:, province] = of_year(book, key, years, f"pooling.{field}")
        rate = of_year(book, key, years, "pooling.upload_rate", "pooling.upload_wage_share")
        policy.upload[:, province] = plain(pool_upload)(wages[:, province], 1, MONTHS, rate)
        in_force = of_year(book, key, years, "pooling.national_pooling")
        for field in ("enterprise_jobs", "public_counted"):
            getattr(policy, field)[:, province] = assumptions.path(f"funds.pooling.{field}", years, province=key)
        for field in ("paid_share", "gap_share"):
            share = assumptions.path(f"funds.pooling.{field}", years, province=key)
            getattr(policy, field)[:, province] = in_force * share
    insured = assumptions.path("funds.rest.insured", years)
    employees = insured * assumptions.path("funds.rest.employees", years)
    policy.rest_covered[:] = plain(pool_members)(insured, employees)
    policy.rest_retired[:] = assumptions.path("funds.rest.retired", years)
    return policy


def subsidies(assumptions: "Assumptions", years: np.ndarray, law: np.ndarray) -> np.ndarray:
    """Return what the treasuries pay the employees' funds whatever is contributed, fen a year, [year, province]."""
    result = np.empty((len(years), PROVINCE_COUNT))
    for province, key in enumerate(PROVINCE_KEYS):
        wages = law["average_wage"][PLACES_OF[province]].mean(axis=0)
        growth = wages[np.asarray(years) - FIRST_LAW_YEAR] / wages[BASE_YEAR - FIRST_LAW_YEAR]
        indexed = assumptions.path("funds.employees.subsidy_indexed", years, province=key)
        amounts = assumptions.path("funds.employees.subsidy", years, province=key)
        result[:, province] = FEN * amounts * (1.0 + indexed * (growth - 1.0))
    return result


def of_year(book: "Book", place: str, years: np.ndarray, *paths: Any) -> np.ndarray:
    """Return the mean over the months of each year of a product; a month without a value counts nothing."""
    months = np.prod([np.nan_to_num(book.months(place, path)) for path in paths], axis=0)
    return months.reshape(-1, MONTHS).mean(axis=1)[np.asarray(years) - FIRST_LAW_YEAR]


def upload_wages(assumptions: "Assumptions", years: np.ndarray, book: "Book") -> np.ndarray:
    """Return the average wage a month that uploads rest on, as published, [year, province]."""
    lag = int(assumptions.value("funds.pooling.wage_lag"))
    desk = Desk(book, assumptions)
    wages = np.column_stack([published_wage(desk, key) for key in PROVINCE_KEYS])
    wages = wages[np.asarray(years) - lag - FIRST_LAW_YEAR]
    wages[:, ELSEWHERE_PROVINCE] *= assumptions.path("funds.rest.wage", years)
    return wages


def central_basic(years: np.ndarray, book: "Book", law: np.ndarray) -> np.ndarray:
    """Return the central treasury's part of the residents' minimum pension, fen a month, [year, province]."""
    minimum = law["residents_basic"][ELSEWHERE].mean(axis=1)
    shares = np.column_stack([of_year(book, key, years, "residents.central_share") for key in PROVINCE_KEYS])
    return FEN * minimum[np.asarray(years) - FIRST_LAW_YEAR][:, None] * shares
