"""Lists of cases lived compiled: the tables of a list as records, and the kernel's events called on them.

``kernel`` runs the same events from their Python source, for one case by itself. Cases of one law share the tables, whose
rows are filled when a case first names a place. What does not fit here is answered as a case by itself: ``Unfit``.
"""

import contextlib
import functools
import struct
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from microsim.amounts import MONTHS
from microsim.cases.atlas import Atlas, key_of
from microsim.cases.edition import once
from microsim.cases.geography import law_row
from microsim.cases.kernel import BY_REGION, NO_PLACE
from microsim.cases.law_model import Law
from microsim.cases.laws import CaseLaw
from microsim.cases.rows import CaseWorld, divisors, equal_until
from microsim.cases.variants import LATE, parts_of
from microsim.engine import gazetteer, listed, notebook
from microsim.engine.replay import SPELL, TRANSFER
from microsim.kernel import jit
from microsim.kernel.world import DIVISOR_MONTHS, FIRST_LAW_YEAR, INDEXING, LAW_YEARS, PAID, PAY
from microsim.schema import LAW_FIELDS, PERSON
from microsim.watch.compiled import Again
from microsim.watch.opened import Opened

if TYPE_CHECKING:
    from microsim.cases.living import Life

KERNELS = ("live", "choose", "close", "terms_of", "claim")
PRIORS = np.dtype([("old_transitional_ratio", "f8"), ("old_pay_ratio", "f8")])  # 1 in cases, see ``rows.Priors``
NUMBERS, VALUES = (
    struct.Struct(f"{listed.NUMBERS}q"),
    struct.Struct(f"{listed.VALUES}d"),
)  # laid at once, not one by one
NO_REGIONS = np.zeros((0, 2), dtype=np.int64)
ALIKE = 100  # cases of one law beyond which its tables are worth filling
MOST = 8  # laws of a list that have tables of their own
FEWEST = 64  # rows of spells to begin with


class Unfit(Exception):
    """A case that no list holds: more variants of a place's law than there is room for, or months beyond the law's years."""


class Kernels(NamedTuple):
    """The kernels compiled for lists, and the record types they take."""

    live: Any
    choose: Any
    close: Any
    terms_of: Any
    claim: Any
    person: Any
    world: Any
    law_fields: tuple[str, ...]


def wide(name: str, length: int) -> tuple[Any, ...]:
    """Return a field of a person as wide as a number comes: what Python works out is not cut to the record of a run."""
    kind = "f8" if PERSON[name].base.kind == "f" else "i8"
    return (name, kind, (length,)) if PERSON[name].shape else (name, kind)


@functools.cache
def kernels() -> Kernels:
    """Return the kernels of lists; each is compiled, or read from the cache, when it is first called."""
    again = Again(gazetteer.constants(), notebook.STANDS_FOR)
    made = [again(getattr(listed, name)) for name in KERNELS]
    regions, provinces, places = len(gazetteer.REGIONS), len(gazetteer.PROVINCES), gazetteer.COUNT
    person = np.dtype([wide(name, regions if name in BY_REGION else provinces) for name in PERSON.names])
    fields = [field for field in LAW_FIELDS if field.name in again.fields]
    law = np.dtype([field.dtype_entry() for field in fields], align=True)
    world = np.dtype(
        [
            ("law", law, (places, LAW_YEARS)),
            ("pay", PAY, (places, LAW_YEARS, MONTHS)),
            ("indexing", INDEXING, (LAW_YEARS, regions)),
            ("equal_until", "i1", (places, LAW_YEARS, MONTHS)),
            ("assumptions", PRIORS, (provinces, LAW_YEARS)),
            ("divisor", "f8", (DIVISOR_MONTHS,)),
            ("cohort_divisor", "f8", (1, DIVISOR_MONTHS)),  # no law of a case asks for it
            ("late", "i8", (places,)),  # month in which arrears are paid up
            ("transfers", "i8", (1, 1, 1, 3)),  # nothing is counted there
            *notebook.PAGE,
        ],
        align=True,
    )
    return Kernels._make([*made, person, world, tuple(field.name for field in fields)])


class Seen:
    """The record of a person of a list, read as plain numbers and lists of them."""

    __slots__ = ("record",)

    def __init__(self, record: Any):
        self.record = record

    def __getattr__(self, field: str) -> Any:
        return self.record[field][0].tolist()


class Press:
    """The tables of cases of one law, with the kernels that live them.

    Attributes
    ----------
    atlas : the table of places; a place that no case named yet has no label
    """

    def __init__(self, law: CaseLaw):
        self.kernels = kernels()
        labels: list[Any] = [None] * gazetteer.COUNT
        table = gazetteer.constants()
        provinces = [*gazetteer.PROVINCES]
        whose = [table[name].tolist() for name in ("PROVINCE_OF", "REGION_OF", "REGION_SEAT")]
        self.labels, self.provinces, self.slots = labels, provinces, dict[str, int]()
        self.atlas = Atlas(labels, provinces, list(gazetteer.REGIONS), *whose)  # type: ignore[arg-type]
        self.rows, self.opened = CaseWorld(self.atlas, law), Opened(self.atlas.constants())
        self.worlds = np.zeros(1, dtype=self.kernels.world)
        self.world = self.worlds[0]
        self.notes, self.bases, self.amounts, self.paid = (
            self.worlds[name][0] for name in ("notes", "bases", "money", "paid")
        )
        self.world["divisor"] = divisors()
        for name in PRIORS.names or ():
            self.world["assumptions"][name] = 1.0
        self.blank = blank_persons(self.kernels.person)
        self.claiming, self.nobody = self.blank.copy(), self.blank[:1].tobytes()
        self.spells, self.acts = np.zeros(FEWEST, dtype=SPELL), np.zeros(FEWEST, dtype=TRANSFER)
        self.how_many = np.zeros(2, dtype=np.int64)
        self.numbers, self.values = np.zeros(listed.NUMBERS, dtype=np.int64), np.zeros(listed.VALUES)

    def place(self, label: str) -> int:
        """Return the position of a place, entered with its law when it is first named."""
        found = self.slots.get(label)
        return self.enter(label) if found is None else found

    def enter(self, label: str) -> int:
        """Enter a place, its law and that of the benefit regions of its province."""
        key = key_of(label)
        base = gazetteer.BLOCK.index(key) if key in gazetteer.BLOCK else self.spare(key)
        slot = base
        while label != key and (slot == base or self.labels[slot] is not None):
            slot += len(gazetteer.BLOCK)
            if slot >= len(self.labels):
                raise Unfit(label)
        if key in gazetteer.OWN_PLACES and self.rows.gives(key) and slot not in self.atlas.seat:
            raise Unfit(key)  # the wage given divides bases in the whole region
        self.labels[slot], self.slots[label] = label, slot
        self.fill(slot)
        province = self.atlas.province_of[slot]
        for region, seat in enumerate(self.atlas.seat):
            if self.atlas.province_of[seat] == province and seat != slot:
                self.place(self.labels[seat] or gazetteer.BLOCK[seat])
            if seat == slot:
                for name in INDEXING.names or ():
                    self.world["indexing"][name][:, region] = self.world["law"][name][slot]
        return slot

    def spare(self, key: str) -> int:
        """Return a position that no table of ours names."""
        first = len(gazetteer.BLOCK) - gazetteer.SPARES
        for slot in range(first, len(gazetteer.BLOCK)):
            if self.labels[slot] in (None, key):
                self.provinces[self.atlas.province_of[slot]] = key
                return slot
        raise Unfit(key)

    def fill(self, slot: int) -> None:
        """Fill the rows of a place: law, what is paid, stretches of equal months."""
        label = self.labels[slot]
        law, pay, until = (self.world[name][slot] for name in ("law", "pay", "equal_until"))
        rows = [self.rows.law[slot, year] for year in range(LAW_YEARS)]
        for name in self.kernels.law_fields:
            law[name] = [getattr(row, name) for row in rows]
        for name in PAID:
            pay[name] = [getattr(row, name) for row in rows]
        until[:] = [equal_until(law_row(key_of(label)), year) for year in range(LAW_YEARS)]
        self.world["late"][slot] = int(parts_of(label).get(LATE, 0))

    def __call__(self, event: Any) -> Any:
        """Return an event as Python, for what is asked too seldom to be compiled."""
        return self.opened(event)

    def person(self, sex: int, birth: int, home: int) -> Seen:
        """Return the record of a person of whom nothing else is known, and begin a page of notes."""
        self.world["noted"], self.paid[:] = 0, 0
        record = np.frombuffer(bytearray(self.nobody), dtype=self.kernels.person)
        record["sex"], record["birth"], record["hukou_place"] = sex, birth, home
        return Seen(record)

    def live(self, life: "Life", stretches: list[Any], acts: list[Any], last: int) -> None:
        """Live the stretches and acts of a career up to a last month."""
        if stretches:
            self.spells = laid(self.spells, stretches)
        if acts:
            self.acts = laid(self.acts, acts)
        self.how_many[:] = len(stretches), len(acts)
        self.kernels.live(life.person.record, self.spells, self.acts, self.how_many, self.worlds, last)

    def choose(self, life: "Life", year: int) -> tuple[int, int, int, int]:
        """Return what ``engine.listed.chosen`` does: the place that pays, and what makes it so."""
        found: tuple[int, int, int, int] = self.kernels.choose(life.person.record, self.worlds, year)
        return found

    def close(self, life: "Life", month: int, place: int) -> int:
        """Close the accounts at a month, at a claim gathered at the place that pays; return what they hold, fen."""
        year, number = month // MONTHS, month % MONTHS + 1
        held: int = self.kernels.close(life.person.record, self.worlds, year, number, place)
        return held

    def heard(self, _: "Life") -> Iterator[tuple[str, tuple[Any, ...]]]:
        """Yield what was noted since the last life or claim began, as it is heard of a case by itself."""
        count = int(self.world["noted"])
        if count > notebook.NOTES:
            raise Unfit("notes")
        bases = self.bases[:count].tolist()
        for number, (kind, *row) in enumerate(self.notes[:count].tolist()):
            name, end = HEARD[kind]
            if kind == notebook.PAID:
                yield name, (*row[:3], bases[number], *row[3:end])
            elif kind == notebook.MOVED:
                slot = row[0] // MONTHS - FIRST_LAW_YEAR
                yield name, (*row[:end], self.rows.law[row[2], slot].transfer_pool_rate)
            else:
                yield name, tuple(row[:end])

    def money(self, _: "Life") -> dict[int, list[int]]:
        """Return by year what employer and worker pay; the third is what is waived."""
        found: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
        years = np.flatnonzero(self.paid)
        amounts = self.amounts[years].tolist()
        found.update(
            {FIRST_LAW_YEAR + year: [*both, 0] for year, both in zip(years.tolist(), amounts, strict=True) if any(both)}
        )
        return found

    def terms(self, life: "Life", place: str, year: int, calendar_years: float) -> tuple[float, int, int, float]:
        """Return index, deemed months, months of the old local pension and early points where a place pays."""
        found: tuple[float, int, int, float] = self.kernels.terms_of(
            life.person.record, self.worlds, self.place(place), year, calendar_years
        )
        return found

    def claim(
        self, numbers: tuple[int, ...], values: tuple[float, ...], months: dict[str, int], early: bool
    ) -> tuple[Any, ...]:
        """Award a claim, see ``engine.listed``; ``months`` by place weigh benefit regions."""
        NUMBERS.pack_into(self.numbers.data, 0, *numbers)
        VALUES.pack_into(self.values.data, 0, *values)
        regions = NO_REGIONS
        if months:
            regions = np.array([(self.atlas.region_of[self.place(one)], number) for one, number in months.items()])
        found: tuple[Any, ...] = self.kernels.claim(
            self.claiming, self.worlds, self.numbers, self.values, regions, int(early)
        )
        return found


def laid(table: Any, rows: Sequence[tuple[Any, ...]]) -> Any:
    """Return a table, a longer one where need be, with rows laid over its first."""
    if len(rows) > len(table):
        table = np.zeros(2 * len(rows), dtype=table.dtype)
    table[: len(rows)] = rows
    return table


def blank_persons(kind: Any) -> Any:
    """Return records of persons of whom nothing is known: [2]."""
    found = np.zeros(2, dtype=kind)
    for name in NO_PLACE:
        found[name] = -1
    found["alive"] = found["entered"] = 1
    return found


HEARD = {  # what each kind of note is heard as, and how much of its row belongs to it
    notebook.PAID: ("pay_fund", 6),
    notebook.DEEMED: ("replay_months", 3),
    notebook.ACT: ("act", 5),
    notebook.LEFT: ("note_employers_money", 2),
    notebook.MOVED: ("move_record", 11),
    notebook.CLOSED: ("credit_interest", 3),
    notebook.OPENED: ("open_record", 3),
}


class Presses:
    """The presses of a list, one for the cases of each law; who is first of a law is answered by itself.

    Parameters
    ----------
    alike : cases of a law of their own after which the next ones are lived compiled
    """

    def __init__(self, alike: int = ALIKE):
        self.alike = alike
        self.seen: dict[tuple[str, str | None], int] = {}
        self.made: dict[tuple[str, str | None], Press] = {}

    def of(self, law: CaseLaw) -> Press | None:
        """Return the press by which cases under a law are lived; None where each is lived by itself."""
        if law.silent:
            return shipped_press()
        key = (law.text, law.main)
        self.seen[key] = self.seen.get(key, 0) + 1
        if key not in self.made and self.seen[key] > self.alike and len(self.made) < MOST:
            self.made[key] = Press(law)
        return self.made.get(key)


@once
def shipped_press() -> Press:
    """Return the press of cases that bring no law, for all lists."""
    return Press(CaseLaw(Law(), None))


_current: list[Presses] = []  # those of the list that is answered


def press_of(law: CaseLaw) -> Press | None:
    """Return the press by which a case under a law is lived now; None where each is lived by itself."""
    return _current[-1].of(law) if _current else None


@contextlib.contextmanager
def pressed(presses: Presses) -> Iterator[None]:
    """Let the cases of a list be lived compiled."""
    _current.append(presses)
    try:
        yield
    finally:
        _current.pop()


@contextlib.contextmanager
def by_itself() -> Iterator[None]:
    """Let a case be lived by itself after all."""
    kept = _current[:]
    _current.clear()
    try:
        yield
    finally:
        _current.extend(kept)


def is_compiled() -> bool:
    """Return whether the kernels of lists were compiled before, in this process or in one whose work is kept."""
    return jit.is_compiled(listed.live)
