"""The law of a scenario and the rules of its ledger, compiled once and kept on disk: the first of a process is read from there.

They are kept under a hash of what the scenario sets of the law, of every assumption as it resolves them, and of the years.
Later scenarios of a process start from the one before, see ``law.compile``, and are not kept: a batch has many.
"""

import json
from typing import TYPE_CHECKING, Any

import numpy as np

from microsim import caching
from microsim.funds.policy import FundPolicy, fund_policy
from microsim.law import compile as compiling
from microsim.law.compile import LawReport, compile_law_and_report
from microsim.law.information import statute_of
from microsim.law.series import Book
from microsim.population.kept import content_of
from microsim.schema import LAW

if TYPE_CHECKING:
    from microsim.law.assumptions import Assumptions

POLICY = "policy."  # before the names of its arrays


def law_and_policy(
    scenario: Any, assumptions: "Assumptions", years: np.ndarray, cache: bool = True
) -> tuple[np.ndarray, LawReport, FundPolicy]:
    """Return the law records, the report of their compilation, and the rules of the ledger.

    Parameters
    ----------
    scenario : anything with ``law`` and ``assumptions``: the overrides by path
    assumptions : the assumptions with those overrides
    years : simulated years
    cache : False compiles from nothing and keeps nothing
    """
    if not cache or compiling.last is not None:
        return made(scenario, assumptions, years, cache)
    key = caching.key_of("law", scenario.law, content_of(assumptions), years.tolist())
    arrays = caching.load(key)
    if arrays is not None:
        return from_arrays(arrays)
    found = made(scenario, assumptions, years, cache)
    caching.keep(key, as_arrays(*found))
    return found


def made(
    scenario: Any, assumptions: "Assumptions", years: np.ndarray, cache: bool
) -> tuple[np.ndarray, LawReport, FundPolicy]:
    """Return law, report and policy, compiled."""
    law, report = compile_law_and_report(scenario=scenario, cache=cache)
    book = Book(statute_of(scenario), scenario.law, getattr(scenario, "origins", None))
    return law, report, fund_policy(assumptions, years, book, law)


def as_arrays(law: np.ndarray, report: LawReport, policy: FundPolicy) -> dict[str, np.ndarray]:
    """Return law, report and policy as arrays by name: records and text as bytes."""
    text = json.dumps(report._asdict(), ensure_ascii=False).encode()
    named = {"law": law.view(np.uint8), "report": np.frombuffer(text, np.uint8)}
    return named | {f"{POLICY}{name}": values for name, values in policy._asdict().items()}


def from_arrays(arrays: dict[str, np.ndarray]) -> tuple[np.ndarray, LawReport, FundPolicy]:
    """Return law, report and policy from arrays by name; the records cannot be written to."""
    report = json.loads(arrays["report"].tobytes())
    policy = {name.removeprefix(POLICY): values for name, values in arrays.items() if name.startswith(POLICY)}
    law = arrays["law"].view(LAW)
    return law, LawReport(**{name: tuples(part) for name, part in report.items()}), FundPolicy(**policy)


def tuples(value: Any) -> Any:
    """Return lists as tuples, at every level."""
    return tuple(map(tuples, value)) if isinstance(value, list) else value
