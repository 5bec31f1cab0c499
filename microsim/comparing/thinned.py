"""Errors of the balance sheet with one replicate: the books kept again without each group of persons in turn.

Results hold the money of lives and the heads by 64 groups of persons, by fund and year. Without a group, every entry of a
fund is scaled by what the others brought to it or took from it, and the ledger keeps its books of that: returns, pools,
treasuries and reserves then are what they would have been. Within a fund and year the parts of a sum stay in proportion,
and records that move between funds stay as they are.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from microsim.comparing.closure import Kept, Lived, books_of, closed, heads_of, policy_under
from microsim.comparing.sectors import FUNDS, parties, received
from microsim.estimating import GROUPS
from microsim.estimating.jackknife import without_each
from microsim.kernel.items import Item, Kind, items_of
from microsim.kernel.tallies import MonthCount, Standing
from microsim.places import ELSEWHERE_PROVINCE, PLACE_CODE, PROVINCE_OF
from microsim.results.errors import has_errors
from microsim.results.indicators import years_of
from microsim.results.sample_groups import GROUP
from microsim.schema import Labour

if TYPE_CHECKING:
    import xarray as xr

PAID_IN = [item for item in items_of(Kind.CONTRIBUTION, Kind.CREDIT) if item != Item.BACK_CONTRIBUTIONS]
CONTRIBUTED = [item for item in items_of(Kind.CONTRIBUTION) if item != Item.BACK_CONTRIBUTIONS]
PAID_OUT = [item for item in items_of(Kind.BENEFIT, Kind.INHERITANCE) if item != Item.BACK_BENEFITS]
HEADS = {
    Standing.PAYING: "contributors",
    Standing.DORMANT: "dormant",
    Standing.PENSIONER: "pensioners",
    Standing.PUBLIC_PAYING: "public_contributors",
}
LEAST = 1e-6  # of contributions, from which on a difference between lives and books is one, and no rounding


def can_be_thinned(*runs: Kept) -> bool:
    """Return whether runs have one replicate and kept totals by group of persons."""
    return all(has_errors(run.tree) and "replicate" not in run.tree["funds"].flows.dims for run in runs)


def sheets_without(name: str, base: Kept, reform: Kept, years: np.ndarray) -> np.ndarray:
    """Return what a reform changes for everybody without each group of persons, raised to all, fen [group, year, party].

    Missing for parties whose errors that would not tell, see ``rests_on_parts``.

    Parameters
    ----------
    name : closure, as for ``closure.under_closure``
    base, reform : runs that ``can_be_thinned``
    """
    policies = [policy_under(name, run) for run in (base, reform)]
    wanted = [np.isin(years_of(run.tree), years) for run in (base, reform)]
    owed = [as_lived(books_of(run.tree, years_of(run.tree))[0].flows, run.tree) for run in (base, reform)]
    alike = owed[0] == owed[1] if owed[0].shape == owed[1].shape else np.zeros((), bool)
    found = []
    for old, new in zip(*(thinned(run.tree) for run in (base, reform)), strict=True):
        if alike.any():  # what the reform leaves as it is, it leaves so without any group
            np.copyto(new[0].flows, old[0].flows, where=alike)
        sides = closed(name, ([old], [new]), policies, wanted, years)
        before, after = (received(*books[0]) for books in sides)
        found.append(after - before)
    return np.where(rests_on_parts(), np.nan, np.stack(found))


def rests_on_parts() -> np.ndarray:
    """Return which parties' errors cannot be told from totals by group, [party].

    What flexible workers pay is a part of the contributions of their fund, and reserves of elsewhere grow by records that
    move there: in proportion to the whole, or as they are, both would seem far surer than they are.
    """
    return np.array(
        [
            party.who == "flexible"
            or (party.sector == FUNDS and PROVINCE_OF[PLACE_CODE[party.place]] == ELSEWHERE_PROVINCE)
            for party in parties()
        ]
    )


def thinned(tree: "xr.DataTree") -> Iterator[Lived]:
    """Yield books and heads of a run without each group of persons, raised to all."""
    (books,), (heads,) = books_of(tree, years_of(tree)), heads_of(tree)
    books = books._replace(flows=as_lived(books.flows, tree))
    shares = {name: shares_without(tree, name) for name in ("contributions", "paid")}
    people = {name: shares_without(tree, name) for name in (*HEADS.values(), "residents_pensioners")}
    for group in range(GROUPS):
        flows = books.flows.copy()
        for items, name in ((PAID_IN, "contributions"), (PAID_OUT, "paid")):
            flows[..., items] = np.rint(flows[..., items] * shares[name][group][..., None])
        yield books._replace(flows=flows), heads_without(heads, {name: one[group] for name, one in people.items()})


def as_lived(flows: np.ndarray, tree: "xr.DataTree") -> np.ndarray:
    """Return entries with all that employers owed: books hold less where a reserve was full or firms got some back."""
    total = by_group(tree, "contributions").sum(axis=0)
    missing = total - flows[..., CONTRIBUTED].sum(axis=-1)
    flows = flows.copy()
    flows[..., Item.EMPLOYER] += np.where(np.abs(missing) > LEAST * total, np.rint(missing), 0).astype(np.int64)
    return flows


def by_group(tree: "xr.DataTree", name: str) -> np.ndarray:
    """Return a total by group, [group, year, place(, scheme)]."""
    return np.asarray(tree[GROUP][name].values, dtype=np.float64)


def shares_without(tree: "xr.DataTree", name: str) -> np.ndarray:
    """Return what is left of a total without each group, raised to all, over the total; 1 where there is none."""
    sums = by_group(tree, name)
    total = sums.sum(axis=0)
    without = np.moveaxis(without_each(np.moveaxis(sums, 0, -1)), -1, 0)
    return np.divide(without, total, out=np.ones_like(without), where=total > 0)


def heads_without(heads: Any, shares: dict[str, np.ndarray]) -> Any:
    """Return what the ledger reads beside the flows without a group; shares are [year, place]."""
    found = type(heads)(**{name: array.copy() for name, array in vars(heads).items()})
    for code, name in HEADS.items():
        found.standing[:, :, int(code)] = scaled(heads.standing[:, :, int(code)], shares[name])
    pensions, formal = int(MonthCount.RESIDENTS_PENSION), int(Labour.FORMAL)
    found.months[:, :, pensions] = scaled(heads.months[:, :, pensions], shares["residents_pensioners"])
    found.labour[:, :, :, formal] = scaled(heads.labour[:, :, :, formal], shares["contributors"])
    return found


def scaled(counts: np.ndarray, share: np.ndarray) -> np.ndarray:
    """Return counts [year, place, ...] times a share of each year and place, whole."""
    wide = share.reshape(*share.shape, *(1,) * (counts.ndim - share.ndim))
    return np.asarray(np.rint(counts * wide).astype(np.int64))
