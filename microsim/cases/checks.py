"""The list of named checks of a case, and what their functions share.

A check is one function that returns what fails it, each with its place and what was found; its name stands in brackets
at the end of the message. It runs where the part of the case is given that it is about.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from microsim.cases.model import Case
from microsim.reading import KeyPath, Where

CASE, SPELL = "case", "a spell"  # what a check is about, beside parts of a case
TIMING, PAID_AFTER = "claim and law", "spells and claim"  # once the months of the claim are worked out

HUKOU: KeyPath = ("person", "hukou")


class Hit(NamedTuple):
    """What fails a check: its place, below the part that is checked, and what was found there."""

    path: KeyPath
    found: str


Found = Sequence[Hit]
FINE: Found = ()


class Check(NamedTuple):
    """One named check of a part of a case."""

    name: str
    part: str
    summary: str
    function: Callable[..., Found]


CHECKS: dict[str, Check] = {}
OF_PART: dict[str, list[tuple[str, Callable[..., Found]]]] = {}  # names and functions


def check(part: str) -> Callable[[Callable[..., Found]], Callable[..., Found]]:
    """Enter a function in the list of checks of a part, under its own name."""

    def enter(function: Callable[..., Found]) -> Callable[..., Found]:
        summary = (function.__doc__ or "").split("\n")[0]
        CHECKS[function.__name__] = Check(function.__name__, part, summary, function)
        OF_PART.setdefault(part, []).append((function.__name__, function))
        return function

    return enter


def hit(failing: Any, path: KeyPath, found: Callable[[], str]) -> Found:
    """Return a place and what is found there where a condition holds."""
    return (Hit(path, found()),) if failing else FINE


def run_checks(part: str, base: KeyPath, where: Where, case: Case, *arguments: Any) -> None:
    """Run the checks of a part that lies at a place."""
    for name, function in OF_PART.get(part, ()):
        if failing := function(case, *arguments):
            for path, found in failing:
                where.add(as_written((*base, *path), case, where), f"{found} [{name}]")


def as_written(path: KeyPath, case: Case, where: Where) -> KeyPath:
    """Return a path as the case writes it: the only household registration may stand without a list."""
    alone = path[:2] == HUKOU and case.person is not None and len(case.person.hukou) == 1
    return (*HUKOU, *path[3:]) if alone and path not in where.positions else path


def check_case(case: Case, where: Where) -> None:
    """Note every contradiction that can be seen without working anything out."""
    run_checks(CASE, (), where, case)
    for number, spell in enumerate(case.spells):
        run_checks(SPELL, ("spells", number), where, case, spell)
    given = case.model_fields_set
    for part in OF_PART:
        if part in given and (value := getattr(case, part)) is not None:
            run_checks(part, (), where, case, value)


def check_table(*heads: str) -> str:
    """Return the documentation's table of checks: name, what it is about, what it asks."""
    lines = [f"| {' | '.join(heads)} |", "|---|---|---|"]
    lines += [f"| `{one.name}` | {one.part} | {one.summary} |" for one in CHECKS.values()]
    return "\n".join(lines) + "\n"
