"""The kernel's events for one table of places: plain Python, nothing compiled; quiet, or under the watch of a life told."""

import functools
from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from microsim.cases.atlas import Atlas
from microsim.cases.listening import Listener
from microsim.schema import PERSON
from microsim.watch.opened import Call, Opened
from microsim.watch.records import Silent
from microsim.watch.trace import Entry, Trace

BY_REGION = (
    "region_months",
    "index_sum",
    "early_index_sum",
)  # fields of a person by benefit region; the other lists are by province
NO_PLACE = ("relation", "paid_place", "paying_place", "residents_place", "fund_place", "place", "hukou_place", "tie")


class Person(Silent):
    """The record of a person, sized by the places of a case."""

    def __init__(self, atlas: Atlas, **given: Any):
        single, several = blank_fields(atlas)
        fields = self.__dict__
        fields.update(single)
        for field, values in several:
            fields[field] = values[:]
        fields.update(given)

    if TYPE_CHECKING:  # the fields are those of the record

        def __getattr__(self, field: str) -> Any: ...

        def __setattr__(self, field: str, value: Any) -> None: ...

    def copy(self) -> "Person":
        """Return a record of its own with the same values."""
        made = object.__new__(Person)
        made.__dict__.update(
            {name: value[:] if isinstance(value, list) else value for name, value in vars(self).items()}
        )
        return made


@functools.lru_cache(maxsize=512)
def blank_fields(atlas: Atlas) -> tuple[dict[str, Any], tuple[tuple[str, list[Any]], ...]]:
    """Return the fields of a person of whom nothing is known: single ones, and those by province or benefit region."""
    single: dict[str, Any] = {}
    several = []
    for name in PERSON.names:
        value = -1 if name in NO_PLACE else PERSON[name].base.type(0).item()
        if PERSON[name].shape:
            several.append((name, [value] * len(atlas.regions if name in BY_REGION else atlas.provinces)))
        else:
            single[name] = value
    return single | {"alive": 1, "entered": 1}, tuple(several)


class Books(Silent):
    """What is booked: any accumulator, by whatever the kernel books it."""

    def __init__(self) -> None:
        self.flows: dict[Any, int] = defaultdict(int)
        self.months: dict[Any, int] = defaultdict(int)
        self.pillars: dict[Any, int] = defaultdict(int)
        self.transfers: dict[Any, dict[int, int]] = defaultdict(lambda: defaultdict(int))


class Kernel:
    """Events as Python on a table of places.

    Attributes
    ----------
    listener : what notes calls worth knowing
    watch : what notes the rules that events apply; None where no terms are wanted
    """

    def __init__(self, atlas: Atlas, watched: bool):
        self.listener = Listener()
        self.opened = Opened(atlas.constants(), self.listener.heard())
        self.watch = Trace(opened=self.opened) if watched else None

    def __call__(self, event: Any) -> Callable[..., Any]:
        """Return an event as Python."""
        return self.watch.watched(event) if self.watch else self.opened(event)

    def hear(self) -> list[Call]:
        """Return the list that calls worth knowing are noted in from now on."""
        self.opened.log = []
        return self.opened.log

    def take(self) -> list[Entry]:
        """Return what was noted since the last time."""
        return self.watch.take() if self.watch else []


@functools.lru_cache(maxsize=512)
def kernel_of(atlas: Atlas, watched: bool) -> Kernel:
    """Return the kernel for a table of places."""
    return Kernel(atlas, watched)
