"""Dynamic pension microsimulation for China, province by province, city by city.

``run`` projects a scenario, ``batch`` many (``batch_each`` one after another as they end, ``batch_plan`` none), ``scenario``
reads one, ``solve`` finds which value of a lever meets a goal, ``sensitivity`` what a figure depends on, ``plan`` which sample shows a
difference, ``balance`` an uprating that balances by itself, ``pension`` answers the case of one person, ``pensions`` many, ``careers``
typical ones,
``explain`` tells one simulated life, ``compare`` puts two runs that match beside each other, ``attribute`` says which of their
settings makes how much of the change, ``mobility`` lives a run again without moves,
``liabilities`` tells what is owed at a date, ``write_report`` writes either as a page or a Word file, ``read_run`` opens a run folder,
``validate`` puts published figures beside one, ``shadow`` a cohort projection; each loads on first use, so that importing the package costs nothing.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from microsim.accrued import liabilities
    from microsim.assessing import plan, sensitivity
    from microsim.attributing.attribute import attribute
    from microsim.balancing import balance
    from microsim.batches import batch
    from microsim.batches import plan_of as batch_plan
    from microsim.batches.each import each as batch_each
    from microsim.cases.answering import pension, pensions
    from microsim.documents.command import write_report
    from microsim.moving import mobility
    from microsim.report.comparison import compare
    from microsim.report.outcome import read_run
    from microsim.running import run_scenario as run
    from microsim.scenarios import scenario
    from microsim.shadow_model import shadow
    from microsim.solving import solve
    from microsim.telling import explain
    from microsim.typical import careers
    from microsim.validation import validate

__version__ = "0.1.0"
__all__ = [
    "attribute",
    "balance",
    "batch",
    "batch_each",
    "batch_plan",
    "careers",
    "compare",
    "explain",
    "liabilities",
    "mobility",
    "pension",
    "pensions",
    "plan",
    "read_run",
    "run",
    "scenario",
    "sensitivity",
    "shadow",
    "solve",
    "validate",
    "write_report",
]
_FUNCTIONS = {  # name: module and name there
    "attribute": ("microsim.attributing.attribute", "attribute"),
    "balance": ("microsim.balancing", "balance"),
    "batch": ("microsim.batches", "batch"),
    "batch_each": ("microsim.batches", "each"),
    "batch_plan": ("microsim.batches", "plan_of"),
    "careers": ("microsim.typical", "careers"),
    "compare": ("microsim.report.comparison", "compare"),
    "explain": ("microsim.telling", "explain"),
    "liabilities": ("microsim.accrued", "liabilities"),
    "mobility": ("microsim.moving", "mobility"),
    "pension": ("microsim.cases.answering", "pension"),
    "pensions": ("microsim.cases.answering", "pensions"),
    "plan": ("microsim.assessing", "plan"),
    "read_run": ("microsim.report.outcome", "read_run"),
    "run": ("microsim.running", "run_scenario"),
    "scenario": ("microsim.scenarios", "scenario"),
    "sensitivity": ("microsim.assessing", "sensitivity"),
    "shadow": ("microsim.shadow_model", "shadow"),
    "solve": ("microsim.solving", "solve"),
    "validate": ("microsim.validation", "validate"),
    "write_report": ("microsim.documents.command", "write_report"),
}


def __getattr__(name: str) -> Any:
    if name not in _FUNCTIONS:
        raise AttributeError(f"module 'microsim' has no attribute {name!r}")
    module, function = _FUNCTIONS[name]
    return getattr(importlib.import_module(module), function)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])  # what a user may use; the rest is found by its own name
