"""What the parts of a sample counted so far, in whole numbers, so that it does not matter which parts those are."""

from typing import NamedTuple

import numpy as np

from microsim.caching import DIGEST, pieces, unpacked
from microsim.kernel.tallies import Tallies, new_tallies, since
from microsim.kernel.world import FIRST_HISTORY_YEAR, FIRST_STOCK_YEAR

CODEC = "zstd"


class Sums(NamedTuple):
    """Sums over the parts of a replicate's sample that were lived.

    Attributes
    ----------
    done : how many parts
    tallies : arrays by field of Tallies, in units of sampled persons; empty before the first part
    groups : int64 [group, ...] by tally, see ``engine.sample_groups``; empty where nobody asks for them
    fits : how the histories of own microdata fitted so far; empty without
    """

    done: int
    tallies: dict[str, np.ndarray]
    groups: dict[str, np.ndarray]
    fits: dict[str, np.ndarray]

    def plus(self, tallies: Tallies, groups: dict[str, np.ndarray], fits: dict[str, np.ndarray]) -> "Sums":
        """Return the sums with one more part; these stay as they are, whatever breaks off the adding."""
        counted = (tallies._asdict(), groups, fits)
        return Sums(self.done + 1, *(added(mine, theirs) for mine, theirs in zip(self[1:], counted, strict=True)))


NONE = Sums(0, {}, {}, {})


def added(one: dict[str, np.ndarray], other: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return the sums of arrays by name, which lie in memory as the second do."""
    if not one:
        return other
    return {name: np.add(one[name], array, out=np.empty_like(array)) for name, array in other.items()}


def as_bytes(sums: Sums) -> bytes:
    """Return sums as the content of a file."""
    parts = {"tallies": sums.tallies, "groups": sums.groups, "fits": sums.fits}
    arrays = {f"{part}.{name}": array for part, found in parts.items() for name, array in found.items()}
    return squeezed(arrays | {"done": np.array(sums.done)})


def from_bytes(content: bytes) -> Sums:
    """Return the sums of the content of a file."""
    found: dict[str, dict[str, np.ndarray]] = {"tallies": {}, "groups": {}, "fits": {}}
    arrays = opened(content)
    done = int(arrays.pop("done"))
    for name, array in arrays.items():
        part, _, field = name.partition(".")
        found[part][field] = array
    return Sums(done, as_counted(found["tallies"]), found["groups"], found["fits"])


def as_counted(tallies: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return tallies that lie in memory as those of a run: sums of floating numbers made of them go the same way.

    A mean worked out in another order differs in its last bit.
    """
    if not tallies:
        return tallies
    found = {}
    base_year = FIRST_HISTORY_YEAR + len(tallies["history"]) - 1
    years = base_year - FIRST_STOCK_YEAR + len(tallies["births"])
    for name, array in since(new_tallies(years), base_year)._asdict().items():
        found[name] = np.empty_like(array)
        found[name][...] = tallies[name]
    return found


def squeezed(arrays: dict[str, np.ndarray]) -> bytes:
    """Return arrays as few bytes: most of them are nought."""
    import pyarrow

    content = pyarrow.BufferOutputStream()
    with pyarrow.CompressedOutputStream(content, CODEC) as file:
        file.write(bytes(DIGEST))
        for piece in pieces(arrays):
            file.write(piece)
    return bytes(content.getvalue())


def opened(content: bytes) -> dict[str, np.ndarray]:
    """Return the arrays of bytes that ``squeezed`` gave; they cannot be written to."""
    import pyarrow

    with pyarrow.CompressedInputStream(pyarrow.BufferReader(content), CODEC) as file:
        return unpacked(file.read())
