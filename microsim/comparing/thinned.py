"""Errors of the balance sheet with one replicate: the books kept again without each group of persons in turn.

Results hold the money of lives and the heads by 64 groups of persons, by fund and year. Without a group, every entry of a
fund is scaled by what the others brought to it or took from it, and the ledger keeps its books of that: returns, pools,
treasuries and reserves then are what they would have been. Within a fund and year the parts of a sum stay in proportion.
Money that moves with records comes in by each fund's own share, and goes out of all funds by the share that comes in.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from microsim.comparing.closure import Kept, Lived, books_of, closed, heads_of, policy_under
from microsim.comparing.sectors import parties, received
from microsim.estimating import GROUPS
from microsim.estimating.jackknife import without_each
from microsim.kernel.items import IN, OUT, Item, Kind, items_of
from microsim.kernel.tallies import MonthCount, Standing
from microsim.results.errors import has_errors
from microsim.results.indicators import years_of
from microsim.results.sample_groups import GROUP
from microsim.schema import Labour

if TYPE_CHECKING:
    import xarray as xr

PAID_IN = [item for item in items_of(Kind.CONTRIBUTION, Kind.CREDIT) if item != Item.BACK_CONTRIBUTIONS]
CONTRIBUTED = [item for item in items_of(Kind.CONTRIBUTION) if item != Item.BACK_CONTRIBUTIONS]
PAID_OUT = [item for item in items_of(Kind.BENEFIT, Kind.INHERITANCE) if item != Item.BACK_BENEFITS]
MOVED_IN, MOVED_OUT = (items_of(Kind.MOVED, sign=sign) for sign in (IN, OUT))
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

    What flexible workers pay is a part of the contributions of their fund: in proportion to them it would seem far surer
    than it is.
    """
    return np.array([party.who == "flexible" for party in parties()])


def thinned(tree: "xr.DataTree") -> Iterator[Lived]:
    """Yield books and heads of a run without each group of persons, raised to all."""
    (books,), (heads,) = books_of(tree, years_of(tree)), heads_of(tree)
    books = books._replace(flows=as_lived(books.flows, tree))
    shares = {name: shares_without(tree, name) for name in ("contributions", "paid")}
    moved_in = shares_of(
        by_group(tree, "received") - by_group(tree, "contributions"), LEAST * by_group(tree, "received")
    )
    people = {name: shares_without(tree, name) for name in (*HEADS.values(), "residents_pensioners")}
    for group in range(GROUPS):
        flows = books.flows.copy()
        for items, name in ((PAID_IN, "contributions"), (PAID_OUT, "paid")):
            flows[..., items] = np.rint(flows[..., items] * shares[name][group][..., None])
        move_without(flows, moved_in[group])
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
    return shares_of(sums, np.zeros_like(sums))


def shares_of(sums: np.ndarray, least: np.ndarray) -> np.ndarray:
    """Return what is left of sums without each group, raised to all, over their total, [group, ...]; 1 where that is too little."""
    total = sums.sum(axis=0)
    without = np.moveaxis(without_each(np.moveaxis(sums, 0, -1)), -1, 0)
    return np.divide(without, total, out=np.ones_like(without), where=total > least.sum(axis=0))


def move_without(flows: np.ndarray, shares: np.ndarray) -> None:
    """Scale what moves with records, in place: into each fund by its share [year, place, scheme], out of all by the same sum."""
    before = flows[..., MOVED_IN].sum(axis=(1, 2, 3))
    flows[..., MOVED_IN] = np.rint(flows[..., MOVED_IN] * shares[..., None])
    after = flows[..., MOVED_IN].sum(axis=(1, 2, 3))
    ratio = np.divide(after, before, out=np.ones(len(flows)), where=before > 0)
    flows[..., MOVED_OUT] = np.rint(flows[..., MOVED_OUT] * ratio[:, None, None, None])


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
