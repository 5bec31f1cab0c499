"""Who pays what a fund of the employees' scheme lacks: the fiscal closure, as the runs have it or another.

The lives do not depend on it, so another closure needs no other run: the books are kept again from what the lives paid
and received (``reserve``, ``treasury``), or the gap that a treasury would fill is put on somebody else (``employer``,
``uprating``), reserves and returns as with the treasury.
"""

from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from microsim.amounts import FEN, MONTHS
from microsim.comparing.present import VALUE_YEAR
from microsim.kernel.items import Item
from microsim.kernel.tallies import MonthCount, Standing
from microsim.places import PLACE_KEYS, PROVINCE_OF, SIMULATED
from microsim.reading import InputError, Problem, did_you_mean
from microsim.results.indicators import years_of
from microsim.schema import Labour, Scheme

if TYPE_CHECKING:
    import xarray as xr

    from microsim.funds.policy import FundPolicy

EMPLOYEES = Scheme.EMPLOYEES
FILLED_FROM = VALUE_YEAR + 1  # years before are observed: nobody fills a gap of theirs who did not
BILLION = 1e9 * FEN
RUN = "run"
CLOSURES = (RUN, "treasury", "reserve", "employer", "uprating")
STANDINGS = {
    Standing.PAYING: "contributors",
    Standing.DORMANT: "dormant",
    Standing.PENSIONER: "pensioners",
    Standing.PUBLIC_PAYING: "public_contributors",
}  # those that the transfers between provinces count


class Kept(NamedTuple):
    """A run as far as closures ask for it: its results, and the scenario it was of."""

    tree: "xr.DataTree"
    scenario: Any


class Books(NamedTuple):
    """The books of one replicate in fen, as ``sectors.received`` takes them.

    Attributes
    ----------
    flows : [year, place, scheme, item]
    opening, closing : [year, place, scheme]
    transfers : [year, province, transfer]
    """

    flows: np.ndarray
    opening: np.ndarray
    closing: np.ndarray
    transfers: np.ndarray


Filled = tuple[Books, np.ndarray]  # books, and what the treasury fills in them, fen [year, place]
Lived = tuple[Books, Any]  # books with what lives paid and drew, and heads: all that books are kept of again


def known_closure(name: Any) -> str:
    """Return the name of a closure.

    Raises
    ------
    InputError
        For a name that is none.
    """
    if name in CLOSURES:
        return str(name)
    message = f"found {name}, allowed are {', '.join(CLOSURES)}{did_you_mean(str(name), CLOSURES)}"
    raise InputError([Problem("closure", 0, 0, "", message)])


def books_of(tree: "xr.DataTree", years: np.ndarray) -> list[Books]:
    """Return the books of each replicate of a run, of some of its years."""
    funds, pooling = tree["funds"].dataset, tree["pooling"].dataset
    variables = [funds["flows"], funds["opening"], funds["closing"], pooling["transfers"]]
    arrays = [replicated(variable.sel(year=years)) for variable in variables]
    return [Books(*parts) for parts in zip(*arrays, strict=True)]


def replicated(variable: "xr.DataArray") -> np.ndarray:
    """Return the numbers of a variable with replicates as the first axis."""
    values = variable.values
    return values if "replicate" in variable.dims else values[None]


def under_closure(name: str, base: "Kept", reform: "Kept", years: np.ndarray) -> tuple[list[Books], list[Books]]:
    """Return the books of a base and of a reform as they are under a closure, one of each a replicate.

    With ``employer`` and ``uprating`` the treasury fills the gaps of the base, and what the reform adds to them or takes
    off is the employers' or the pensioners'.

    Parameters
    ----------
    name : one of ``CLOSURES``
    years : the years wanted, of both runs; books are kept over all years of a run

    Raises
    ------
    InputError
        Where the closure cannot carry what is asked of it, with the first year in which it cannot.
    """
    if known_closure(name) == RUN:
        return books_of(base.tree, years), books_of(reform.tree, years)
    policies = [policy_under(name, run) for run in (base, reform)]
    wanted = [np.isin(years_of(run.tree), years) for run in (base, reform)]
    return closed(name, (lived_of(base), lived_of(reform)), policies, wanted, years)


def closed(
    name: str,
    lived: "tuple[list[Lived], list[Lived]]",
    policies: "Sequence[FundPolicy]",
    wanted: Sequence[np.ndarray],
    years: np.ndarray,
) -> tuple[list[Books], list[Books]]:
    """Return the books of a base and of a reform kept again under a closure.

    Parameters
    ----------
    name : one of ``CLOSURES``
    lived : what the lives of either paid and drew, of each replicate
    policies, wanted : of either: the rules of its ledger, and which of its years are wanted
    years : the years wanted
    """
    old, new = (
        [books_again(*one, policy, kept) for one in lives]
        for lives, policy, kept in zip(lived, policies, wanted, strict=True)
    )
    if name in SHIFTED:
        gaps = (added_gaps(one, other) for one, other in zip(old, new, strict=True))
        shifted = [SHIFTED[name](books, gap, years) for (books, _), gap in zip(new, gaps, strict=True)]
        return [books for books, _ in old], shifted
    return [books for books, _ in old], [books for books, _ in new]


def added_gaps(base: "Filled", reform: "Filled") -> np.ndarray:
    """Return by how much more the treasury fills in the reform, fen [year, place]."""
    return reform[1] - base[1]


def lived_of(run: "Kept") -> "list[Lived]":
    """Return of each replicate of a run what its lives paid and drew, with what employers were spared, and the heads."""
    policy = policy_of(run.scenario, years_of(run.tree))
    books = books_of(run.tree, years_of(run.tree))
    return [
        (one._replace(flows=unreduced(one.flows, policy)), heads)
        for one, heads in zip(books, heads_of(run.tree), strict=True)
    ]


def books_again(books: Books, heads: Any, policy: "FundPolicy", kept: np.ndarray) -> "Filled":
    """Return books kept again by rules, and what the treasury fills in them, of some years [year]."""
    again = kept_again(books, heads, policy)
    gap = gap_filled(again, heads, policy)
    return Books(*(array[kept] for array in again)), gap[kept]


def policy_under(name: str, run: "Kept") -> "FundPolicy":
    """Return the rules of a run's ledger under a closure."""
    every = years_of(run.tree)
    policy = policy_of(run.scenario, every)
    return policy if name == RUN else with_cover(policy, every, 0.0 if name == "reserve" else 1.0)


def policy_of(scenario: Any, years: np.ndarray) -> "FundPolicy":
    """Return the rules of the ledger that a run of a scenario kept its books by."""
    from microsim.funds.kept import law_and_policy
    from microsim.law.information import assumptions_of

    return law_and_policy(scenario, assumptions_of(scenario), years)[2]


def with_cover(policy: "FundPolicy", years: np.ndarray, share: float) -> "FundPolicy":
    """Return the rules with a treasury that covers a share of every gap of the employees' funds projected."""
    cover = policy.gap_cover.copy()
    later = np.flatnonzero(years >= FILLED_FROM)
    cover[np.ix_(later, np.asarray(SIMULATED), np.array([int(EMPLOYEES)]))] = share
    return policy._replace(gap_cover=cover)


def heads_of(tree: "xr.DataTree") -> list[Any]:
    """Return of each replicate what the ledger reads of the tallies beside the flows: heads and months."""
    standings = {code: replicated(tree["participants"].dataset[name]) for code, name in STANDINGS.items()}
    months = replicated(tree["participants"].dataset["residents_pension_months"])
    labour = replicated(tree["labour"].dataset["persons"])
    return [
        SimpleNamespace(
            standing=filled({code: values[number] for code, values in standings.items()}, max(Standing) + 1, axis=2),
            months=filled({MonthCount.RESIDENTS_PENSION: months[number]}, max(MonthCount) + 1, axis=2),
            labour=filled({Labour.FORMAL: labour[number][:, :, :, Labour.FORMAL]}, max(Labour) + 1, axis=3),
        )
        for number in range(len(months))
    ]


def filled(parts: dict[Any, np.ndarray], count: int, axis: int) -> np.ndarray:
    """Return arrays as entries of one more axis, the others nothing."""
    first = next(iter(parts.values()))
    result = np.zeros((*first.shape[:axis], count, *first.shape[axis:]), np.int64)
    for code, values in parts.items():
        result[(slice(None),) * axis + (int(code),)] = values
    return result


def kept_again(books: Books, heads: Any, policy: "FundPolicy") -> Books:
    """Return books kept again by rules from what the lives of a run paid and received, as ``lived_of`` has it."""
    from microsim.funds.ledger import keep_books

    tallies: Any = SimpleNamespace(flows=books.flows, **vars(heads))
    ledger = keep_books(tallies, books.opening[0], policy)
    return Books(ledger.flows, ledger.opening, ledger.closing, ledger.national)


def unreduced(flows: np.ndarray, policy: "FundPolicy") -> np.ndarray:
    """Return entries with what public employers would have paid in the years that settle earlier ones.

    The books hold what they paid, less what a full reserve made needless. In other years that is all the ledger needs,
    for it finds the reserve full and takes off nothing more; where earlier years are settled, they are settled by what
    would have been paid.
    """
    from microsim.funds.ledger import CONTRIBUTIONS

    flows = flows.copy()
    part = policy.settled_months[:, PROVINCE_OF] / MONTHS
    settled = flows[..., Item.BACK_CONTRIBUTIONS] > 0
    due = np.rint(flows[..., Item.BACK_CONTRIBUTIONS] / np.where(part > 0, part, 1.0)).astype(np.int64)
    others = [item for item in CONTRIBUTIONS if item != Item.BACK_CONTRIBUTIONS]
    missing = due - flows[..., others].sum(axis=-1)
    flows[..., Item.EMPLOYER] += np.where(settled & (missing > 1), missing, 0)
    return flows


def gap_filled(books: Books, heads: Any, policy: "FundPolicy") -> np.ndarray:
    """Return what the treasury fills beyond what it pays by rule, employees' scheme, fen [year, place]."""
    from microsim.funds.ledger import book_subsidies

    ruled = books.flows.copy()
    ruled[..., [Item.FISCAL, Item.FISCAL_CENTRAL]] = 0
    book_subsidies(ruled, heads.months[:, :, MonthCount.RESIDENTS_PENSION], policy)
    return np.asarray((books.flows - ruled)[:, :, EMPLOYEES, Item.FISCAL])


def on_employers(books: Books, gap: np.ndarray, years: np.ndarray) -> Books:
    """Return books in which employers pay a gap beside their contributions."""
    flows = books.flows.copy()
    flows[:, :, EMPLOYEES, Item.FISCAL] -= gap
    flows[:, :, EMPLOYEES, Item.EMPLOYER] += gap
    return books._replace(flows=flows)


def on_pensioners(books: Books, gap: np.ndarray, years: np.ndarray) -> Books:
    """Return books in which a gap is taken off what the yearly adjustments have added to pensions."""
    flows = books.flows.copy()
    added = flows[:, :, EMPLOYEES, Item.BENEFIT_ADJUSTMENT]
    short = np.argwhere(gap > added)
    if len(short):
        year, place = short[0]
        message = (
            f"found that the reform adds {gap[year, place] / BILLION:,.1f} bn yuan to the gap of {PLACE_KEYS[place]} in "
            f"{years[year]}, allowed is what adjustments add to its pensions, {added[year, place] / BILLION:,.1f}: no "
            "uprating at all would not fill it; take treasury, reserve or employer"
        )
        raise InputError([Problem("closure", 0, 0, "uprating", message)])
    flows[:, :, EMPLOYEES, Item.FISCAL] -= gap
    flows[:, :, EMPLOYEES, Item.BENEFIT_ADJUSTMENT] -= gap
    return books._replace(flows=flows)


SHIFTED: dict[str, Callable[[Books, np.ndarray, np.ndarray], Books]] = {
    "employer": on_employers,
    "uprating": on_pensioners,
}
