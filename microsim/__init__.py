"""Dynamic pension microsimulation for China, province by province, city by city.

``run`` projects a scenario, ``batch`` many, ``scenario`` reads one, ``pension`` answers the case of one person,
``explain`` tells one simulated life, ``compare`` subtracts two runs that match, ``read_run`` opens a run folder; each
loads on first use, so that importing the package costs nothing.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from microsim import pension
    from microsim.batch import batch
    from microsim.explain import explain
    from microsim.report.comparison import compare
    from microsim.report.outcome import read_run
    from microsim.run import run_scenario as run
    from microsim.scenario import scenario

__version__ = "0.1.0"
__all__ = ["batch", "compare", "explain", "pension", "read_run", "run", "scenario"]
_FUNCTIONS = {"compare": "microsim.report.comparison", "read_run": "microsim.report.outcome"}


def __getattr__(name: str) -> Any:
    if name in _FUNCTIONS:
        return getattr(importlib.import_module(_FUNCTIONS[name]), name)
    if name in __all__:  # each is a module that can be called, see _callable.py
        return importlib.import_module(f"microsim.{name}")
    raise AttributeError(f"module 'microsim' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])  # what a user may use; the rest is found by its own name
