"""Records under watch: the kernel's events read and change them as ever, and each reading and change is noted."""

from typing import TYPE_CHECKING, Any

import numpy as np

from microsim.places import REGION_SEAT

if TYPE_CHECKING:
    from microsim.watch.trace import Trace

READ = "read"
UNTOLD = ("equal_until",)  # tables without a value of their own: every month of a life told stands alone


def row_of(name: str, where: tuple) -> tuple[str, tuple]:
    """Return the table and place of a row; the kernel's tables of what is paid and indexed repeat rows of the law."""
    if name == "indexing":
        slot, region = where
        return "law", (REGION_SEAT[region], slot)
    return ("law", where) if name == "pay" else (name, where)


class Watched:
    """An array of a record: elements come as plain numbers, and changes are noted."""

    __slots__ = ("_name", "_raw", "_trace", "_where")

    def __init__(self, raw: np.ndarray, trace: "Trace", name: str, where: tuple = ()):
        self._raw, self._trace, self._name, self._where = raw, trace, name, where

    @property
    def shape(self) -> tuple:
        """The shape of the array."""
        return self._raw.shape

    def __len__(self) -> int:
        return len(self._raw)

    def __getitem__(self, index: Any) -> Any:
        found = self._raw[index]
        where = (*self._where, *(index if isinstance(index, tuple) else (index,)))
        if isinstance(found, np.ndarray):
            return type(self)(found, self._trace, self._name, where)
        if isinstance(found, np.void):
            return Row(found, self._trace, *row_of(self._name, where))
        return self._seen(where, found.item())

    def _seen(self, where: tuple, value: Any) -> Any:
        return value

    def __setitem__(self, index: Any, value: Any) -> None:
        before = self._raw[index].item()
        self._raw[index] = value
        where = (*self._where, *(index if isinstance(index, tuple) else (index,)))
        self._trace.changed(self._name, where, before, self._raw[index].item())


class WatchedTable(Watched):
    """A table that is only read: what is read is noted."""

    __slots__ = ()

    def _seen(self, where: tuple, value: Any) -> Any:
        self._trace.note(READ, self._name, where, value)
        return value


class Row:
    """A row of the law or of the assumptions, or the world: reading a field is noted."""

    __slots__ = ("_name", "_raw", "_trace", "_where")

    def __init__(self, raw: np.void, trace: "Trace", name: str = "", where: tuple = ()):
        self._raw, self._trace, self._name, self._where = raw, trace, name, where

    def __getattr__(self, field: str) -> Any:
        found = self._raw[field]
        name = f"{self._name}.{field}" if self._name else field
        if isinstance(found, np.ndarray):
            kind = Watched if field in UNTOLD else WatchedTable
            return kind(found, self._trace, name, self._where)
        value = found.item()
        self._trace.note(READ, name, self._where, value)
        return value


class Person:
    """The person's record: what is set is noted."""

    __slots__ = ("_raw", "_trace")

    def __init__(self, raw: np.void, trace: "Trace"):
        object.__setattr__(self, "_raw", raw)
        object.__setattr__(self, "_trace", trace)

    def __getattr__(self, field: str) -> Any:
        found = self._raw[field]
        if isinstance(found, np.ndarray):
            return Watched(found, self._trace, field)
        return found if field == "number" else found.item()  # the number has 64 bits without a sign

    def __setattr__(self, field: str, value: Any) -> None:
        before = self._raw[field].item()
        self._raw[field] = value
        self._trace.changed(field, (), before, self._raw[field].item())


class Silent:
    """What a case is lived with, instead of arrays: nothing is noted of its fields."""

    __slots__ = ()


class Given:
    """What a file says, a table or a row of one: fields come as plain numbers, and nothing is noted."""

    __slots__ = ("_raw",)

    def __init__(self, raw: Any):
        self._raw = raw

    def __getitem__(self, index: int) -> "Given":
        return Given(self._raw[index])

    def __getattr__(self, field: str) -> Any:
        return self._raw[field].item()


class Scratch:
    """The rows a file's person is lived in: one that is blanked begins anew, and what was noted of it is dropped."""

    __slots__ = ("_raw", "_trace")

    def __init__(self, raw: np.ndarray, trace: "Trace"):
        self._raw, self._trace = raw, trace

    def __getitem__(self, row: int) -> Person:
        return Person(self._raw[row], self._trace)

    def __setitem__(self, row: int, other: Person) -> None:
        self._raw[row] = other._raw
        self._trace.forget()


class Books:
    """The accumulators: money booked is noted."""

    __slots__ = ("_raw", "_trace")

    def __init__(self, raw: np.void, trace: "Trace"):
        self._raw, self._trace = raw, trace

    def __getattr__(self, name: str) -> Watched:
        return Watched(self._raw[name], self._trace, f"tallies.{name}")
