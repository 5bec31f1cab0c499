"""One person's rights: ``ms.pension(case)`` answers a case, ``ms.pensions(cases)`` a whole list."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from microsim.cases.answer import answer
from microsim.cases.checks import check
from microsim.cases.edition import under
from microsim.cases.model import schema_text
from microsim.cases.read import read_case
from microsim.cases.text import statement
from microsim.reading import InputError, Problems

__all__ = ["pension", "pensions", "schema_text", "statement"]


def pension(
    case: dict[str, Any] | Path | str, lang: str = "en", steps: bool = True, scenario: Any = None
) -> dict[str, Any]:
    """Return the answer to a case: every part that what is given allows.

    Parameters
    ----------
    case
        The case as a dict, the ``Path`` of a file, or YAML text.
    lang
        ``en`` or ``zh``: language of formulas, reasons and remarks.
    steps
        Whether to list every term with value, unit, formula and article; without them it is faster.
    scenario
        A scenario, by name or path or read, whose law and assumptions stand in place of the shipped ones.

    Raises
    ------
    InputError
        With every mistake and contradiction in the case.
    """
    with under(read_scenario(scenario)):
        return _answer(case, None, lang, steps)


def read_scenario(scenario: Any) -> Any:
    """Return a scenario that is named by a name or a path; None where there is none."""
    if scenario is None:
        return None
    from microsim.scenarios import scenario as read

    return read(scenario)


def pensions(
    cases: Iterable[dict[str, Any]], lang: str = "en", steps: bool = False, scenario: Any = None
) -> list[dict[str, Any]]:
    """Return the answers to many cases; the mistakes of all cases are raised together."""
    answers: list[dict[str, Any]] = []
    problems = Problems()
    with under(read_scenario(scenario)):
        for number, case in enumerate(cases, 1):
            try:
                answers.append(_answer(case, f"case {number}", lang, steps))
            except InputError as error:
                problems.extend(error.problems)
    if problems:
        raise InputError(problems)
    return answers


def _answer(case: dict[str, Any] | Path | str, label: str | None, lang: str, steps: bool) -> dict[str, Any]:
    read, where = read_case(case, label)
    if read is not None:
        check(read, where)
    where.problems.check()
    assert read is not None
    return answer(read, where, lang, steps)
