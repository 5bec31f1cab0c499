"""Money that is published for all the insured of a province, behind the persons of a file."""

from typing import TYPE_CHECKING

import numpy as np

from microsim.amounts import FEN
from microsim.places import AREA_COUNT, PLACE_KEYS, PROVINCE_COUNT, PROVINCE_KEYS, PROVINCE_OF
from microsim.schema import Scheme

if TYPE_CHECKING:
    from microsim.inputs import Inputs

FAR = 0.1  # difference of the file's persons from the frame's, as a share, from which the reserves are not theirs


def with_reserves(
    inputs: "Inputs", way: str, ratio: np.ndarray, frame: np.ndarray, own: dict[str, dict[str, float]] | None = None
) -> "tuple[Inputs, list[str]]":
    """Return inputs whose opening reserves and fixed subsidies are those of what the persons stand for, and what to say.

    Parameters
    ----------
    way
        ``scaled``: the reserve of an area times the persons of the file over those of the frame there, the subsidies
        of a province likewise; ``none``: no money; ``model``: as for all the insured, with a warning.
    ratio
        Persons of the file over those of the frame, [area].
    frame
        Persons of the frame, [area].
    own
        Reserves as the office has them, yuan by scheme and place: they take the place of those of ``way``.
    """
    inputs, unusual = _by_persons(inputs, way, ratio, frame)
    if not own:
        return inputs, unusual
    stocks = inputs.stocks.copy()
    for scheme, places in own.items():
        for place, amount in places.items():
            stocks[PLACE_KEYS.index(place), Scheme[scheme.upper()]] = round(FEN * amount)
    return inputs._replace(stocks=stocks), unusual


def _by_persons(inputs: "Inputs", way: str, ratio: np.ndarray, frame: np.ndarray) -> "tuple[Inputs, list[str]]":
    """Return inputs with the money of a way, and what to say."""
    far = (np.abs(ratio - 1.0) > FAR).any()
    if way == "model":
        return inputs, [AS_PUBLISHED.format(low=ratio.min(), high=ratio.max())] if far else []
    factor = ratio if way == "scaled" else np.zeros(AREA_COUNT)
    stocks = inputs.stocks.copy()
    stocks[:AREA_COUNT] = np.round(stocks[:AREA_COUNT] * factor[:, None])
    share = province_shares(factor, frame)
    words = ", ".join(f"{key} {one:.2g}" for key, one in zip(PROVINCE_KEYS, share, strict=True) if one > 0)
    unusual = [SCALED.format(shares=words or "none")] if way == "scaled" and far else []
    subsidy = np.round(inputs.policy.subsidy * share[: inputs.policy.subsidy.shape[1], None])
    policy = inputs.policy._replace(subsidy=subsidy.astype(inputs.policy.subsidy.dtype))
    return inputs._replace(stocks=stocks, policy=policy), unusual


SCALED = "opening reserves and fixed subsidies are scaled to what the persons of the file stand for: {shares}"
AS_PUBLISHED = (
    "opening reserves are those of all the insured, the persons of the file are {low:.2g} to {high:.2g} of the frame's: "
    "balances say little of the file (from_model: reserves: scaled)"
)


def province_shares(factor: np.ndarray, frame: np.ndarray) -> np.ndarray:
    """Return the factor of each province: that of its areas, weighted by their persons."""
    areas = PROVINCE_OF[:AREA_COUNT]
    all_of = np.bincount(areas, frame, PROVINCE_COUNT)
    part = np.bincount(areas, frame * factor, PROVINCE_COUNT)
    return np.divide(part, all_of, out=np.zeros(PROVINCE_COUNT), where=all_of > 0)
