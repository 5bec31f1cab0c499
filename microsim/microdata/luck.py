"""Luck of the rows of a file: the project's own draws, keyed by the row's id and by what the luck is for.

A row's number is a well-mixed hash of its id, so that ids that follow each other or share most of
their letters are as unrelated as any two. A checksum would not do: it is linear, so that what it gives
for two purposes, or for two ids, is one and the same luck shifted by a constant.
"""

import hashlib

import numpy as np

from microsim.kernel.draws import GROUPS, NO_LUCK_YEAR, ROW, lanes_of

KEY = (0, 0)  # seed and replicate: what a file lacks is filled alike in every run
NUMBER_BYTES = 8


def luck_of(ids: np.ndarray, purpose: str) -> np.ndarray:
    """Return a uniform number in (0, 1) for each row, the same in every run and in any order of the rows.

    Parameters
    ----------
    ids : text [rows], as the folder keeps it
    purpose
        One of the events of ``draws.GROUPS[ROW]``.

    Returns
    -------
    luck : float64 [rows]
    """
    return lanes_of(*KEY, numbers_of(ids), NO_LUCK_YEAR, ROW)[:, GROUPS[ROW].index(purpose)]


def numbers_of(ids: np.ndarray) -> np.ndarray:
    """Return a 64-bit number for each id, uint64 [rows]: its BLAKE2b hash, the same on every machine."""
    digests = b"".join([hashlib.blake2b(str(key).encode(), digest_size=NUMBER_BYTES).digest() for key in ids])
    return np.frombuffer(digests, dtype="<u8").astype(np.uint64)
