"""Functions of the kernel as plain Python: each runs from its source and calls the others from theirs, nothing compiles.

One case must answer at once; a test holds the results equal to those of the compiled functions, to the last bit.
Constants that events take from the tables of places may be replaced by those of other tables.
"""

import functools
import types
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple


class Call(NamedTuple):
    """A call of a function that is listened to: its arguments, and what is noted of its result."""

    name: str
    arguments: tuple[Any, ...]
    result: Any


Hearing = Callable[..., Callable[[Any], Any] | None]


class Opened:
    """Compiled functions opened.

    Parameters
    ----------
    constants : what stands in place of the constants of the same name that events import
    heard : functions whose calls are noted in ``log``, by name: what is called before with the arguments, and may
        return what turns the result into what is noted
    """

    def __init__(self, constants: Mapping[str, Any] | None = None, heard: Mapping[str, Hearing] | None = None):
        self.constants = dict(constants or {})
        self.heard = dict(heard or {})
        self.log: list[Call] = []
        self._known: dict[int, Callable[..., Any]] = {}
        self._names: dict[int, dict[str, Any]] = {}

    def __call__(self, function: Any) -> Callable[..., Any]:
        """Return a compiled function as Python."""
        known = self._known.get(id(function))
        return self._known.setdefault(id(function), self.opened(function)) if known is None else known

    def opened(self, function: Any) -> Callable[..., Any]:
        """Return a compiled function from its source, not met before."""
        source = getattr(function, "py_func", function)
        return self.listened(
            types.FunctionType(source.__code__, self.names(source), source.__name__, source.__defaults__)
        )

    def listened(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function whose calls are noted if it is one of those that are heard."""
        name = function.__name__
        hear = self.heard.get(name)
        if hear is None:
            return function

        def call(*arguments: Any) -> Any:
            note = hear(*arguments)
            result = function(*arguments)
            self.log.append(Call(name, arguments, note(result) if note else result))
            return result

        return call

    def names(self, source: Any) -> dict[str, Any]:
        """Return the names of a function's module, compiled functions opened and constants replaced."""
        names = self._names.get(id(source.__globals__))
        if names is None:
            names = self._names[id(source.__globals__)] = dict(source.__globals__)
            for name, value in source.__globals__.items():
                if hasattr(value, "py_func"):
                    names[name] = self(value)
                elif name in self.constants:
                    names[name] = self.constants[name]
        return names


_RULES = Opened()


@functools.cache
def plain(rule: Any) -> Callable[..., Any]:
    """Return a rule as a plain Python function."""
    return _RULES(rule)
