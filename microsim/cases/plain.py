"""Rules as plain Python: the same functions the kernel compiles, run without compiling anything.

A single case must answer at once, and numbers of a case come in many types; so the calculator runs
the Python function inside each rule, with the rules that one calls replaced likewise. A test holds
the results equal to those of the compiled rules, to the last bit.
"""

import functools
import types
from collections.abc import Callable
from typing import Any


@functools.cache
def plain(rule: Any) -> Callable[..., Any]:
    """Return a rule as a plain Python function."""
    function = getattr(rule, "py_func", rule)
    names = _plain_names(function.__module__, id(function.__globals__))
    return types.FunctionType(function.__code__, names, function.__name__, function.__defaults__)


_MODULES: dict[str, dict[str, Any]] = {}


def _plain_names(module: str, _: int) -> dict[str, Any]:
    """Return the names of a module with every compiled rule replaced by its plain form."""
    if module not in _MODULES:
        import sys

        names = dict(vars(sys.modules[module]))
        _MODULES[module] = names
        for name, value in list(names.items()):
            if hasattr(value, "py_func"):
                names[name] = plain(value)
    return _MODULES[module]
