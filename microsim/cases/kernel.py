"""The kernel's events for one table of places: plain Python, nothing compiled; quiet, or under the watch of a life told."""

import functools
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from microsim.amounts import MONTHS
from microsim.cases.atlas import Atlas
from microsim.cases.listening import Listener
from microsim.cases.variants import LATE, parts_of
from microsim.engine.listed import chosen
from microsim.engine.replay import replay
from microsim.kernel.items import Item
from microsim.kernel.world import FIRST_YEAR
from microsim.schema import PERSON
from microsim.schemes.employees.account import credit_interest, settle_index
from microsim.schemes.employees.paying_place import collect
from microsim.watch.opened import Call, Opened
from microsim.watch.records import Silent
from microsim.watch.trace import Entry, Trace

if TYPE_CHECKING:
    from microsim.cases.living import Life

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
        self.life_fen: dict[Any, int] = defaultdict(int)  # of a life of a run, which a case is not: nobody reads it
        self.life_count = self.life_months_at = self.life_pooled = self.life_fen
        self.life_wanted = (0,)


class Facts(NamedTuple):
    """Which spells and acts are the person's, and that the law decides what the case leaves open."""

    spell_to: int
    transfer_to: int
    spell_from: int = 0
    transfer_from: int = 0
    by_law: int = 1


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

    def live(self, life: "Life", stretches: list[Any], acts: list[Any], last: int) -> None:
        """Live the stretches and acts of a career up to a last month."""
        facts = Facts(len(stretches), len(acts))
        self(replay)(life.person, facts, stretches, acts, life.world, life.books, last)
        self.take()

    def choose(self, life: "Life", year: int) -> tuple[int, int, int, int]:
        """Return what ``engine.listed.chosen`` does: the place that pays, and what makes it so."""
        found: tuple[int, int, int, int] = self.opened(chosen)(life.person, life.world, year)
        return found

    def close(self, life: "Life", month: int, place: int) -> int:
        """Close the accounts at a month, at a claim gathered at the place that pays; return what they hold, fen."""
        self.listener.month, year = month, month // MONTHS
        self.opened.log = life.heard
        if place < 0:
            self(settle_index)(life.person, life.world, year)
            self(credit_interest)(life.person, life.world, year, False)
        else:
            self(collect)(life.person, life.world, life.books, year, place)
        self.take()
        return sum(life.person.account_fen)

    def heard(self, life: "Life") -> Iterator[tuple[str, Any]]:
        """Yield what was heard of a life since the last time: the event, and what was noted of it."""
        for call in life.heard:
            if call.result is not None:
                yield call.name, call.result
        life.heard.clear()

    def money(self, life: "Life") -> dict[int, list[int]]:
        """Return by year what employer and worker pay, from the books; the third is what is waived."""
        found: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
        who = {int(Item.EMPLOYER): 0, int(Item.EMPLOYEE): 1, int(Item.FLEXIBLE): 1}
        for (place, slot, _, item), fen in life.books.flows.items():
            if item in who:
                late = parts_of(life.atlas.places[place]).get(LATE)
                year = int(late) // MONTHS if late else slot + FIRST_YEAR
                found[year][who[item]] += fen
        return found

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
