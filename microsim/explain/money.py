"""The money of a year: what was booked, what changed the accounts, what moved between funds."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from microsim.engine.tallies import ITEM_SIGN, Item
from microsim.explain.terms import FEN, frames, terms_of
from microsim.explain.trace import BOOK, SET, Entry
from microsim.places import PLACE_KEYS
from microsim.schema import MONTHS, Scheme


def yuan(amount: Any) -> float:
    """Return fen as yuan."""
    return int(amount) / FEN


def money_of(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """Return what was booked, by fund and item; ``by_month`` has twelve months and the closing of the year."""
    found: dict[tuple, list[int]] = defaultdict(lambda: [0] * (MONTHS + 1))
    for entry in entries:
        if entry.kind == BOOK and entry.name == "flows":
            _, place, scheme, item = entry.where
            found[scheme, item, place][(entry.frame.month or MONTHS + 1) - 1] += entry.value
    return [
        {
            "scheme": Scheme(scheme).name.lower(),
            "item": Item(item).name.lower(),
            "fund": PLACE_KEYS[place],
            "direction": "in" if ITEM_SIGN[item] > 0 else "out",
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
    """Return records moved between funds, with account and pooled money."""
    entries = list(entries)
    found = []
    for frame in frames(entries, "move_record"):
        booked = {
            entry.where[1:]: entry.value
            for entry in entries
            if entry.frame is frame and entry.kind == BOOK and entry.name == "transfers"
        }
        for source, target in dict.fromkeys(where[:2] for where in booked):
            amounts = [yuan(booked.get((source, target, column), 0)) for column in (1, 2)]
            found.append(
                {
                    "month": frame.month or None,
                    "from": PLACE_KEYS[source],
                    "to": PLACE_KEYS[target],
                    "account": amounts[0],
                    "pooled": amounts[1],
                    "terms": terms_of(entry for entry in entries if entry.frame is frame),
                }
            )
    return found
