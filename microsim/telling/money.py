"""The money of a year: what was booked, what changed the accounts, what moved between funds."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from microsim.amounts import FEN, MONTHS
from microsim.kernel.items import ITEMS, Item
from microsim.places import PLACE_KEYS
from microsim.schema import Scheme
from microsim.telling.terms import frames, terms_of
from microsim.watch.trace import BOOK, SET, Entry, Frame

MOVERS = ("move_record", "enter_scheme", "cross_over", "join_residents_account", "follow_hukou")
ACCOUNT, POOLED, BRIDGED = "account", "pooled", "bridged"
LEAVES = {
    int(Item.TRANSFER_OUT_ACCOUNT): ACCOUNT,
    int(Item.TRANSFER_OUT_POOLED): POOLED,
    int(Item.BRIDGE_OUT): BRIDGED,
}
COMES = {int(Item.TRANSFER_IN_ACCOUNT): ACCOUNT, int(Item.TRANSFER_IN_POOLED): POOLED, int(Item.BRIDGE_IN): BRIDGED}


def yuan(amount: Any) -> float:
    """Return fen as yuan."""
    return int(amount) / FEN


def money_of(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """Return what was booked, by fund and item; ``by_month`` has twelve months and the closing of the year."""
    found: dict[tuple, list[int]] = defaultdict(lambda: [0] * (MONTHS + 1))
    for entry in entries:
        if entry.kind == BOOK and entry.name == "flows":
            place, _, scheme, item = entry.where
            found[scheme, item, place][(entry.frame.month or MONTHS + 1) - 1] += entry.value
    return [
        {
            "scheme": Scheme(scheme).name.lower(),
            "item": ITEMS[item].name.lower(),
            "fund": PLACE_KEYS[place],
            "direction": "in" if ITEMS[item].sign > 0 else "out",
            "yuan": yuan(sum(amounts)),
            "by_month": [yuan(amount) for amount in amounts],
        }
        for (scheme, item, place), amounts in sorted(found.items())
    ]


def account_of(entries: Iterable[Entry], fields: dict[str, Scheme], before: Any, after: Any) -> dict[str, Any]:
    """Return the account of a scheme in a year: opening, what changed it, closing; the sum is exact."""
    moves: dict[str, int] = defaultdict(int)
    for entry in entries:
        if entry.kind == SET and entry.name in fields:
            moves[entry.frame.name] += entry.value[1] - entry.value[0]
    opening, closing = (sum(int(record[field].sum()) for field in fields) for record in (before, after))
    return {
        "opening": yuan(opening),
        "moves": {name: yuan(amount) for name, amount in moves.items() if amount},
        "closing": yuan(closing),
    }


def transfers_of(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """Return records and accounts moved, between funds, between schemes or with the hukou, with their money."""
    entries = list(entries)
    return [
        moved | {"terms": terms_of(entry for entry in entries if entry.frame is frame)}
        for event in MOVERS
        for frame in frames(entries, event)
        for moved in moves_of(frame, [entry for entry in entries if entry.frame is frame])
    ]


def moves_of(frame: Frame, entries: list[Entry]) -> list[dict[str, Any]]:
    """Return what one event moved: each amount booked out of a fund goes with the next one booked in of its kind."""
    out: dict[str, list[tuple]] = defaultdict(list)
    found: dict[tuple, dict[str, Any]] = {}
    for entry in entries:
        if entry.kind != BOOK or entry.name != "flows":
            continue
        place, _, scheme, item = entry.where
        if item in LEAVES:
            out[LEAVES[item]].append((place, scheme))
        elif item in COMES and out[COMES[item]]:
            origin = out[COMES[item]].pop(0)
            row = found.setdefault((origin, (place, scheme)), {"account": 0.0, "pooled": 0.0})
            row["pooled" if COMES[item] == POOLED else "account"] += yuan(entry.value)
    return [
        {
            "event": frame.name,
            "month": frame.month or None,
            "from": PLACE_KEYS[origin[0]],
            "to": PLACE_KEYS[target[0]],
            "from_scheme": Scheme(origin[1]).name.lower(),
            "to_scheme": Scheme(target[1]).name.lower(),
            **amounts,
        }
        for (origin, target), amounts in found.items()
    ]
