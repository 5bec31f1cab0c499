"""Money between provinces: the central adjustment fund and national pooling, zero-sum to the fen.

The rest of China is the counterpart. Of its funds only what these two transfers need is known:
members, pensioners and wage for the first; for the second it takes what is left, and never pays.
"""

from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from microsim.amounts import FEN
from microsim.funds.money import shared, spread
from microsim.kernel.tallies import Standing
from microsim.places import ELSEWHERE_PROVINCE, PLACE_COUNT, PLACES_OF, PROVINCE_COUNT, PROVINCE_OF, SIMULATED
from microsim.schema import Labour
from microsim.schemes.pooling.rules import pool_members, pooling_gap, pooling_payment
from microsim.watch.opened import plain

if TYPE_CHECKING:
    from microsim.funds.policy import FundPolicy
    from microsim.kernel.tallies import Tallies


class NationalTransfer(IntEnum):
    """Transfers between provinces, positive amounts."""

    UPLOAD = 0  # into the central adjustment fund
    GRANT = 1  # out of it
    PAID = 2  # into national pooling
    RECEIVED = 3  # out of it


class Members(NamedTuple):
    """Heads the central adjustment fund counts, each [year, place].

    Attributes
    ----------
    insured : workers on the register of the employees' scheme, paying or not
    employed : residents in formal employment outside public bodies
    public : those who pay to the public scheme
    retired : pensioners of the employees' scheme
    """

    insured: np.ndarray
    employed: np.ndarray
    public: np.ndarray
    retired: np.ndarray

    def covered(self, rules: "FundPolicy") -> np.ndarray:
        """Return persons who should be insured, by place: the mean of insured workers and employees of enterprises."""
        shares = rules.enterprise_jobs[PROVINCE_OF], rules.public_counted[PROVINCE_OF]
        return plain(pool_members)(self.insured, shares[0] * self.employed + shares[1] * self.public)


def members_of(tallies: "Tallies") -> Members:
    """Return the heads of every year and place."""
    standing = tallies.standing.sum(axis=(3, 4))
    insured, public = (
        standing[:, :, Standing.PAYING] + standing[:, :, Standing.DORMANT],
        standing[:, :, Standing.PUBLIC_PAYING],
    )
    employed = np.maximum(tallies.labour[:, :, :, Labour.FORMAL].sum(axis=(2, 3)) - public, 0)
    return Members(insured, employed, public, standing[:, :, Standing.PENSIONER])


def central_adjustment(heads: np.ndarray, pensioners: np.ndarray, rules: "FundPolicy") -> tuple[np.ndarray, np.ndarray]:
    """Return what each province uploads to the central adjustment fund and is granted, fen [province].

    Everybody uploads a share of the wage for those who should be insured; the sum comes back by pensioners.
    ``heads``, ``pensioners``: those who should be insured and those retired, [place].
    """
    covered, retired = (
        np.array([persons[places].sum() for places in PLACES_OF], dtype=np.float64) for persons in (heads, pensioners)
    )
    covered[ELSEWHERE_PROVINCE], retired[ELSEWHERE_PROVINCE] = rules.rest_covered, rules.rest_retired
    uploads = np.rint(FEN * rules.upload * covered).astype(np.int64)
    return uploads, spread(int(uploads.sum()), retired)


def national_pooling(balances: np.ndarray, rules: "FundPolicy") -> tuple[np.ndarray, np.ndarray]:
    """Return what each province pays into national pooling and receives, fen [province].

    A province pays a share of its surplus of the year, never more than the surplus. Out of what is
    paid come the gaps of the others, as far as it reaches; the rest of China takes what is left.
    """
    terms = zip(balances.tolist(), rules.paid_share.tolist(), rules.gap_share.tolist(), strict=True)
    claims = [(plain(pooling_payment)(own, share), plain(pooling_gap)(own, gap)) for own, share, gap in terms]
    paid, gaps = np.array(claims, dtype=np.int64).T.copy()
    paid[ELSEWHERE_PROVINCE] = gaps[ELSEWHERE_PROVINCE] = 0
    received = shared(min(int(gaps.sum()), int(paid.sum())), gaps)
    received[ELSEWHERE_PROVINCE] = paid.sum() - received.sum()
    return paid, received


def over_places(amounts: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return amounts of provinces split over their places by weights, [place]; elsewhere is left out."""
    result = np.zeros(PLACE_COUNT, dtype=np.int64)
    for province in SIMULATED:
        places = PLACES_OF[province]
        result[places] = spread(int(amounts[province]), weights[places])
    return result


def over_most(amounts: np.ndarray, most: np.ndarray) -> np.ndarray:
    """Return amounts of provinces split over their places, none above its most, [place]; elsewhere is left out."""
    result = np.zeros(PLACE_COUNT, dtype=np.int64)
    for province in SIMULATED:
        places = PLACES_OF[province]
        result[places] = shared(int(amounts[province]), most[places])
    return result


def province_balances(balances: np.ndarray) -> np.ndarray:
    """Return balances of places summed by province; zero for elsewhere, whose funds are not in the books."""
    result = np.zeros(PROVINCE_COUNT, dtype=np.int64)
    for province in SIMULATED:
        result[province] = balances[PLACES_OF[province]].sum()
    return result
