"""The known name that a wrong one was probably meant to be."""

import difflib
import functools
import itertools
from collections.abc import Iterable

from microsim.reading.characters import narrow

LIKELY = 15  # names that share most pairs of letters with the word; likeness of all others is not worked out
LONGEST = 120  # letters: no name is longer, and likeness takes time with the square of them


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """Return the known name most like a word, or None where nothing is near."""
    if len(word) > LONGEST:
        return None
    word, names = narrow(word), [str(candidate) for candidate in candidates]
    for name in names:
        if name.casefold() == word.casefold() or name.endswith("." + word):
            return name
    own = _pairs(word)
    likely = sorted(names, key=lambda name: -len(own & _pairs(name)) / (1 + len(own) + len(_pairs(name))))[:LIKELY]
    matches = difflib.get_close_matches(word, likely, n=1, cutoff=0.6)
    return matches[0] if matches else None


@functools.lru_cache(maxsize=20_000)
def _pairs(name: str) -> frozenset[str]:
    """Return the pairs of letters that stand side by side in a name."""
    return frozenset(map("".join, itertools.pairwise(name.casefold())))


def did_you_mean(word: str, candidates: Iterable[str]) -> str:
    """Return ``, did you mean ...?`` with the nearest known name, or nothing."""
    name = nearest(word, candidates)
    return f", did you mean {name}?" if name else ""
