"""One person's rights: ``ms.pension(case)`` answers a case, ``ms.pension.many(cases)`` a whole list.

``pension`` is a module that can be called, see ``_callable.py``.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from microsim._callable import callable_module
from microsim.cases.answer import answer
from microsim.cases.checks import check
from microsim.cases.model import schema_text
from microsim.cases.read import read_case
from microsim.cases.text import statement
from microsim.reading import InputError, Problems

__all__ = ["many", "pension", "schema_text", "statement"]


def pension(case: dict[str, Any] | Path | str, lang: str = "en", steps: bool = True) -> dict[str, Any]:
    """Return the answer to a case: every part that what is given allows.

    Parameters
    ----------
    case
        The case as a dict, the ``Path`` of a file, or YAML text.
    lang
        ``en`` or ``zh``: language of formulas, reasons and remarks.
    steps
        Whether to list every term with value, unit, formula and article; without them it is faster.

    Raises
    ------
    InputError
        With every mistake and contradiction in the case.
    """
    return _answer(case, None, lang, steps)


def many(cases: Iterable[dict[str, Any]], lang: str = "en", steps: bool = False) -> list[dict[str, Any]]:
    """Return the answers to many cases; the mistakes of all cases are raised together."""
    answers: list[dict[str, Any]] = []
    problems = Problems()
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


callable_module(__name__, pension)
