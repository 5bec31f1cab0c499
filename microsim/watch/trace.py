"""Live a life in the open: the kernel's own events run as Python, and whatever they read, call, set or book is noted.

Events (``microsim.engine``, ``microsim.schemes``) run from their Python source with every function they call watched;
rules, processes of life and draws stay the compiled functions of a population run, or run from their source too
where nothing may be compiled. So nothing here repeats what an event does, and a kernel that changes is explained as
it is.
"""

import functools
import inspect
import types
from enum import IntEnum
from typing import Any, NamedTuple

import numpy as np

from microsim.watch.opened import Opened
from microsim.watch.records import Books, Given, Person, Row, Scratch, Silent, Watched

CALL, SET, BOOK = "call", "set", "book"
LOOK_UPS = "microsim.kernel.setting"  # too small and too many to be frames of their own
BELOW = ("microsim.life.", "microsim.kernel.draws", "microsim.kernel.numbers")  # functions that are no clauses
BOOKING = ("flows", "transfers")  # accumulators whose entries are money


class Frame:
    """One call of an event: its name, arguments by name, the month it is about and the event that called it."""

    __slots__ = ("arguments", "month", "name", "parent", "result")

    def __init__(self, name: str, arguments: dict[str, Any], month: int, parent: "Frame | None"):
        self.name, self.arguments, self.month, self.parent = name, arguments, month, parent
        self.result: Any = None

    def within(self, name: str) -> bool:
        """Tell whether this is an event of that name or was called, however deep, by one."""
        frame: Frame | None = self
        while frame is not None:
            if frame.name == name:
                return True
            frame = frame.parent
        return False


class Entry(NamedTuple):
    """One thing noted: what kind, which field or function, where in it, its value and the event that did it."""

    kind: str
    name: str
    where: tuple
    value: Any
    frame: Frame


WATCHED = (Watched, Row, Person, Books, Given, Scratch, Silent)


class Trace:
    """Notes what happens while events run.

    Parameters
    ----------
    kept : an event after which the person's record is kept
    opened : where nothing may be compiled, what runs rules from their source, on its own tables of places
    """

    def __init__(self, kept: str = "", opened: Opened | None = None):
        self.entries: list[Entry] = []
        self.records: list[tuple[Frame, np.void]] = []
        self._kept = kept
        self._top = Frame("", {}, 0, None)
        self._globals: dict[int, dict[str, Any]] = {}
        self._known: dict[int, Any] = {}
        self._opened = opened

    def person(self, record: np.void) -> Person:
        """Return a person's record under watch."""
        return Person(record, self)

    def world(self, record: np.void) -> Row:
        """Return the tables under watch."""
        return Row(record, self)

    def books(self, record: np.void) -> Books:
        """Return accumulators under watch."""
        return Books(record, self)

    def scratch(self, records: np.ndarray) -> Scratch:
        """Return the rows a file's person is lived in under watch."""
        return Scratch(records, self)

    def forget(self) -> None:
        """Drop all that was noted: the life begins anew."""
        self.entries, self.records = [], []

    def take(self) -> list[Entry]:
        """Return the entries noted so far and begin anew."""
        taken, self.entries = self.entries, []
        return taken

    def note(self, kind: str, name: str, where: tuple, value: Any) -> None:
        """Note an entry of the event that is running."""
        self.entries.append(Entry(kind, name, where, value, self._top))

    def changed(self, name: str, where: tuple, before: Any, after: Any) -> None:
        """Note a change of the person's record, or an amount booked."""
        if not name.startswith("tallies."):
            self.entries.append(Entry(SET, name, where, (before, after), self._top))
        elif name[8:] in BOOKING and after != before:
            self.entries.append(Entry(BOOK, name[8:], where, after - before, self._top))

    def watched(self, function: Any) -> Any:
        """Return an event as Python under watch, and a compiled function of the lower floors that is noted."""
        known = self._known.get(id(function))
        if known is None:
            known = self._known[id(function)] = self._watched(function)
        return known

    def _watched(self, function: Any) -> Any:
        source = function.py_func
        if source.__module__ == LOOK_UPS:
            return self._in_the_open(source)
        if not holds_events(source.__module__):
            return self._leaf(function, source.__name__)
        return self._framed(source)

    def _in_the_open(self, source: Any) -> Any:
        """Return a function from its source, the functions it calls under watch."""
        names = self._globals.get(id(source.__globals__))
        if names is None:
            names = self._globals[id(source.__globals__)] = _Names(source.__globals__, self)
            for name, value in source.__globals__.items():
                names[name] = _Later(self, value) if hasattr(value, "py_func") else self._constant(name, value)
        return types.FunctionType(source.__code__, names, source.__name__, source.__defaults__, source.__closure__)

    def _constant(self, name: str, value: Any) -> Any:
        return self._opened.constants.get(name, value) if self._opened else value

    def _framed(self, source: Any) -> Any:
        run = self._in_the_open(source)
        run = self._opened.listened(run) if self._opened else run
        names = tuple(inspect.signature(source).parameters)
        month_at = names.index("month") if "month" in names else -1

        def call(*arguments: Any) -> Any:
            parent = self._top
            month = arguments[month_at] if month_at >= 0 else parent.month
            plain = {
                name: value for name, value in zip(names, arguments, strict=True) if not isinstance(value, WATCHED)
            }
            frame = self._top = Frame(source.__name__, plain, month, parent)
            try:
                frame.result = run(*arguments)
                if source.__name__ == self._kept:
                    self.records.append((frame, arguments[0]._raw.copy()))
            finally:
                self._top = parent
            return frame.result

        return call

    def _leaf(self, function: Any, name: str) -> Any:
        """Return a compiled function that is noted; one that reads a record runs from its source instead.

        A code is passed as the number it is, as compiled callers do: numba would look each up, and compile anew for it.
        """
        function, opened = self._opened(function) if self._opened else function, None

        def call(*arguments: Any) -> Any:
            nonlocal opened
            if any(isinstance(value, Row | Person) for value in arguments):
                opened = opened or self._in_the_open(function.py_func)
                result = opened(*arguments)
            else:
                arguments = tuple(value._raw if isinstance(value, Watched) else value for value in arguments)
                result = function(*(int(value) if isinstance(value, IntEnum) else value for value in arguments))
            self.entries.append(Entry(CALL, name, arguments, result, self._top))
            return result

        return call


class _Names(dict):
    """Names of a module as its events see them."""

    def __init__(self, names: dict[str, Any], trace: Trace):
        super().__init__()
        self["__builtins__"] = names["__builtins__"]


class _Later:
    """A function that is put under watch when it is first called."""

    __slots__ = ("_function", "_trace")

    def __init__(self, trace: Trace, function: Any):
        self._trace, self._function = trace, function

    def __call__(self, *arguments: Any) -> Any:
        return self._trace.watched(self._function)(*arguments)


@functools.cache
def parameters(name: str) -> tuple[str, ...]:
    """Return the parameter names of a rule or of a process of life."""
    function = functions()[name]
    return tuple(inspect.signature(getattr(function, "py_func", function)).parameters)


SHARED_EVENTS = "microsim.schemes.base.beyond"  # what schemes beyond the pension share: no clauses


def holds_clauses(module: str) -> bool:
    """Tell whether a module states clauses of the law: the rules of a scheme, or what the schemes share."""
    shared = module.startswith("microsim.schemes.base.") and module != SHARED_EVENTS
    return shared or (module.startswith("microsim.schemes.") and ".rules" in module)


def holds_events(module: str) -> bool:
    """Tell whether a module holds events: those of the year, or of a scheme."""
    return module.startswith(("microsim.engine.", "microsim.schemes.")) and not holds_clauses(module)


@functools.cache
def functions() -> dict[str, Any]:
    """Return the compiled functions below the events, by name."""
    import sys

    found = {}
    for module, content in list(sys.modules.items()):
        if holds_clauses(module) or module.startswith(BELOW):
            for value in vars(content).values():
                if hasattr(value, "py_func") and value.py_func.__module__ == module:
                    found[value.py_func.__name__] = value
    return found


def named(entry: Entry) -> dict[str, Any]:
    """Return the arguments of a noted call by name."""
    return dict(zip(parameters(entry.name), entry.where, strict=True))
