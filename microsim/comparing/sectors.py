"""Whose money an entry of the funds' books is: for each entry somebody outside the fund, or another fund.

A fund's stock changes by what comes in less what goes out, and each of these has somebody at its other end. So the
changes of everybody's money add up to nothing, year by year and to the fen; what the books hold is only cut otherwise.
Where money moves with a person, between schemes or inside a province, both ends are funds of the books. Between
provinces the other end is the rest of China.
"""

import functools
from typing import NamedTuple

import numpy as np

from microsim.kernel.items import ITEM_SIGN, ITEMS, Item, Kind
from microsim.places import ELSEWHERE_PROVINCE, PLACE_KEYS, PROVINCE_KEYS, PROVINCE_OF
from microsim.schema import Scheme

PERSONS, EMPLOYERS, TREASURIES, MARKETS, FUNDS, POOLS = (
    "persons",
    "employers",
    "treasuries",
    "markets",
    "funds",
    "pools",
)
SECTORS = (PERSONS, EMPLOYERS, TREASURIES, MARKETS, FUNDS, POOLS)  # in the order of the sheet
REST = "rest_of_china"
CENTRE = "centre"
HEIRS = (Item.SURVIVORS, Item.INHERITANCE)
AMONG_FUNDS = (Kind.MOVED,)  # both ends are in the books


class Party(NamedTuple):
    """Somebody of the sheet.

    Attributes
    ----------
    sector : one of ``SECTORS``
    who : a group of persons, a kind of employer, a treasury, a fund
    place : key of the place or province of the fund that the money is paid to or comes from; empty where all are one
    """

    sector: str
    who: str
    place: str = ""


def party_of(item: Item, scheme: Scheme, place: int) -> Party | None:
    """Return who stands at the other end of an entry; None where a fund or the rest of China does."""
    province = PROVINCE_KEYS[PROVINCE_OF[place]]
    name = scheme.name.lower()
    if item.kind == Kind.BENEFIT or item.kind == Kind.INHERITANCE:
        return Party(PERSONS, "heirs" if item in HEIRS else f"pensioners_{name}", province)
    if item == Item.EMPLOYER or item == Item.BACK_CONTRIBUTIONS:
        return Party(EMPLOYERS, "public" if scheme == Scheme.PUBLIC else "enterprises", province)
    if item.kind == Kind.CONTRIBUTION:
        return Party(PERSONS, "flexible" if item == Item.FLEXIBLE else f"payers_{name}", province)
    if item == Item.FISCAL_CENTRAL:
        return Party(TREASURIES, CENTRE)
    if item.kind in (Kind.SUBSIDY, Kind.CREDIT):
        return Party(TREASURIES, "local", province)
    return Party(MARKETS, "returns", province) if item.kind == Kind.RETURN else None


def fund_of(place: int) -> Party:
    """Return the party that the funds of a place are, all schemes together."""
    return Party(FUNDS, "reserve", PLACE_KEYS[place])


@functools.cache
def parties() -> tuple[Party, ...]:
    """Return everybody, in the order of the sheet."""
    ends = [party_of(item, scheme, place) for item in ITEMS for scheme in Scheme for place in range(len(PLACE_KEYS))]
    funds = [fund_of(place) for place in range(len(PLACE_KEYS))]
    found = dict.fromkeys([*filter(None, ends), *funds, Party(POOLS, REST)])
    whose = {who: number for number, who in enumerate(dict.fromkeys(party.who for party in found))}
    where = {key: number for number, key in enumerate(("", *PROVINCE_KEYS, *PLACE_KEYS))}
    return tuple(sorted(found, key=lambda one: (SECTORS.index(one.sector), whose[one.who], where[one.place])))


def received(flows: np.ndarray, opening: np.ndarray, closing: np.ndarray, transfers: np.ndarray) -> np.ndarray:
    """Return what everybody received less what they paid, fen, [year, party] in the order of ``parties``.

    Parameters
    ----------
    flows, opening, closing : books in fen, [year, place, scheme(, item)]
    transfers : between provinces, [year, province, upload, grant, paid, received]

    Notes
    -----
    Funds receive what their stocks grow by, taken from the stocks and not from the entries, and the rest of China what
    the transfers say: so that a sum of nothing tests the books.
    """
    where = {party: number for number, party in enumerate(parties())}
    result = np.zeros((len(flows), len(where)), np.int64)
    for scheme in Scheme:
        for item in ITEMS:
            for place in range(len(PLACE_KEYS)):
                if (party := party_of(item, scheme, place)) is not None:
                    result[:, where[party]] -= ITEM_SIGN[item] * flows[:, place, scheme, item]
    grown = (closing - opening).sum(axis=-1)
    for place in range(len(PLACE_KEYS)):
        result[:, where[fund_of(place)]] = grown[:, place]
    upload, grant, paid, got = transfers[:, ELSEWHERE_PROVINCE].T
    result[:, where[Party(POOLS, REST)]] = grant + got - upload - paid
    return result
