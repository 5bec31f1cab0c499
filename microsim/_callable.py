"""Let a module be called like the function it is named after.

``ms.run(...)`` and ``ms.scenario(...)`` are functions to a user, while ``microsim.run`` and
``microsim.scenario`` are modules: importing a submodule sets the package's attribute of that
name, so whichever came last would win. A module that can be called is both.
"""

import functools
import sys
import types
from collections.abc import Callable
from typing import Any


def callable_module(name: str, function: Callable[..., Any]) -> None:
    """Make the imported module ``name`` call ``function``."""

    class CallableModule(types.ModuleType):
        @functools.wraps(function)
        def __call__(self, *args: Any, **options: Any) -> Any:
            return function(*args, **options)

    sys.modules[name].__class__ = CallableModule
