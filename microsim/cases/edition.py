"""Which law is on the desk: the shipped one, or that of a scenario; what is worked out of it is kept until it changes."""

import contextlib
import functools
import threading
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, TypeVar

from microsim.law.assumptions import Assumptions
from microsim.law.desk import Desk, LaterDesk
from microsim.law.information import known_assumptions, known_statute
from microsim.law.series import Book

Made = TypeVar("Made", bound=Callable[..., Any])


class Edition(NamedTuple):
    """What a scenario changes of statute and assumptions, by path, the year of its information, and where it says so."""

    law: dict[str, Any]
    assumptions: dict[str, Any]
    information: int | None
    origins: Any


SHIPPED_EDITION = Edition({}, {}, None, None)
_current = SHIPPED_EDITION
_kept: list[Any] = []
_lock = threading.RLock()


def once(function: Made) -> Made:
    """Keep what a function works out of the law, until another edition is on the desk."""
    kept: Any = functools.lru_cache(maxsize=1 << 16)(function)
    _kept.append(kept)
    return kept  # type: ignore[no-any-return]


@contextlib.contextmanager
def under(scenario: Any = None) -> Iterator[None]:
    """Lay the law of a scenario on the desk, the shipped one where there is none; one case at a time."""
    global _current
    wanted = SHIPPED_EDITION
    if scenario is not None:
        wanted = Edition(
            dict(scenario.law), dict(scenario.assumptions), getattr(scenario, "information", None), scenario.origins
        )
    with _lock:
        if wanted[:3] != _current[:3]:
            _current = wanted
            for kept in _kept:
                kept.cache_clear()
        yield


@once
def desk() -> Desk:
    """Return statute and assumptions as they lie on the desk."""
    edition = _current

    def assumptions() -> Assumptions:
        return known_assumptions(edition.information).apply(edition.assumptions)

    return LaterDesk(Book(known_statute(edition.information), edition.law, edition.origins), assumptions)
