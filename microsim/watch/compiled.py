"""Events compiled once more: on other tables of places, some of them replaced by others that also note what they do.

``opened`` does the same with plain Python. A function is compiled anew only where something it reaches differs; what
Python calls is kept in the cache like the kernels of a run.
"""

import dis
import types
from collections.abc import Mapping
from typing import Any

from microsim.kernel.jit import part, whole


def source_of(function: Any) -> Any:
    """Return the Python source of a compiled function."""
    return function.py_func


def is_inlined(function: Any) -> bool:
    """Return whether a function is compiled into each of its callers."""
    called = getattr(function.get_overload, "__self__", function)
    return bool(called.targetoptions.get("forceinline"))


def names_in(code: Any) -> tuple[set[str], set[str]]:
    """Return the global names a function looks up and the fields it reads or sets, those of functions inside it too."""
    found: tuple[set[str], set[str]] = (set(), set())
    for one in dis.get_instructions(code):
        if one.opname == "LOAD_GLOBAL":
            found[0].add(one.argval)
        elif one.opname in ("LOAD_ATTR", "STORE_ATTR", "LOAD_METHOD"):
            found[1].add(one.argval)
    for one in code.co_consts:
        if isinstance(one, types.CodeType):
            for kept, more in zip(found, names_in(one), strict=True):
                kept |= more
    return found


class Again:
    """Functions compiled once more.

    Parameters
    ----------
    constants : what stands in place of the constants of the same name that events import
    replaced : what stands in place of an event; there the event itself is called by another name
    """

    def __init__(self, constants: Mapping[str, Any], replaced: Mapping[Any, Any]):
        self.constants = constants
        self.replaced = dict(replaced)
        self.fields: set[str] = set()  # read or set by what was compiled
        self._known: dict[Any, Any] = {}

    def __call__(self, kernel: Any) -> Any:
        """Return a kernel for calls from Python."""
        return whole(self.rebuilt(source_of(kernel))[0])

    def called(self, function: Any, by: Any) -> Any:
        """Return what stands in place of a function where another calls it."""
        stand_in = self.replaced.get(function)
        if stand_in is not None and source_of(stand_in) is not by:
            function = stand_in
        if function not in self._known:
            made, changed = self.rebuilt(source_of(function))
            self._known[function] = part(made, is_inlined(function)) if changed else function
        return self._known[function]

    def rebuilt(self, source: Any) -> tuple[Any, bool]:
        """Return a function from its source with all it reaches as it is here, and whether anything differs."""
        names, changed = dict(source.__globals__), False
        wanted, fields = names_in(source.__code__)
        self.fields |= fields
        for name in wanted & set(names):
            value = names[name]
            if name in self.constants:
                names[name], changed = self.constants[name], True
            elif hasattr(value, "py_func"):
                names[name] = self.called(value, source)
                changed = changed or names[name] is not value
        code = source.__code__
        return types.FunctionType(code, names, source.__name__, source.__defaults__, source.__closure__), changed
