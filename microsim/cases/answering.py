"""One person's rights: ``ms.pension(case)`` answers a case, ``ms.pensions(cases)`` a whole list."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from microsim.cases.all_checks import check_case
from microsim.cases.answer import answer
from microsim.cases.edition import under
from microsim.cases.model import schema_text
from microsim.cases.press import Presses, Unfit, by_itself, is_compiled, pressed
from microsim.cases.read import read_case
from microsim.reading import InputError, Problems
from microsim.reading.arguments import Arguments

# Seconds of processor time, measured: what a case saves, what it costs to read and to compile the kernels of lists.
SAVED_BY_CAREER, SAVED_BY_TOTALS = 0.003, 0.00015
READING, COMPILING = 0.6, 17.0

__all__ = ["pension", "pensions", "schema_text"]


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
    asked = Arguments("pension")
    asked.language(lang, "lang")
    steps = asked.flag("steps", steps)
    if not isinstance(case, dict | str | Path):
        asked.wrong("case", case, "a dict, the Path of a file, or YAML text")
    asked.check()
    with under(read_scenario(scenario)):
        return _answer(case, None, lang, steps)


def read_scenario(scenario: Any) -> Any:
    """Return a scenario that is named by a name or a path; None where there is none."""
    if scenario is None:
        return None
    from microsim.scenarios import scenario as read

    return read(scenario)


def pensions(
    cases: Iterable[dict[str, Any]],
    lang: str = "en",
    steps: bool = False,
    scenario: Any = None,
    compiled: bool | None = None,
    progress: Callable[[str], None] | None = None,
) -> list[dict[str, Any]]:
    """Return the answers to many cases; the mistakes of all cases are raised together.

    Parameters
    ----------
    lang, steps, scenario
        As in ``pension``.
    compiled
        Whether the cases are lived compiled, which changes no bit of an answer; by default where it saves more time than
        it costs. Cases whose terms are wanted are lived one by one.
    progress
        Is told where something is compiled first.
    """
    asked = Arguments("pensions")
    asked.language(lang, "lang")
    steps, compiled = asked.flag("steps", steps), None if compiled is None else asked.flag("compiled", compiled)
    asked.watcher("progress", progress)
    if isinstance(cases, str | dict) or not isinstance(cases, Iterable):
        asked.wrong("cases", cases, "a list of cases")
    asked.check()
    given = list(cases)
    wanted = not steps and (pays_off(given) if compiled is None else compiled)
    if wanted and progress is not None and not is_compiled():
        progress(f"compiling for {len(given)} cases, once")
    answers: list[dict[str, Any]] = []
    problems = Problems()
    with under(read_scenario(scenario)), pressed(Presses()) if wanted else by_itself():
        for number, case in enumerate(given, 1):
            try:
                answers.append(_listed(case, f"case {number}", lang, steps))
            except InputError as error:
                problems.extend(error.problems)
    if problems:
        raise InputError(problems)
    return answers


def pays_off(cases: list[dict[str, Any]]) -> bool:
    """Return whether to live a list compiled saves more than it costs to compile, or to read what is compiled."""
    careers = sum(1 for case in cases if isinstance(case, dict) and case.get("spells"))
    saved = careers * SAVED_BY_CAREER + (len(cases) - careers) * SAVED_BY_TOTALS
    return saved > READING and (saved > COMPILING or is_compiled())


def _listed(case: dict[str, Any], label: str, lang: str, steps: bool) -> dict[str, Any]:
    try:
        return _answer(case, label, lang, steps)
    except Unfit:
        with by_itself():
            return _answer(case, label, lang, steps)


def _answer(case: dict[str, Any] | Path | str, label: str | None, lang: str, steps: bool) -> dict[str, Any]:
    read, where = read_case(case, label)
    if read is not None:
        check_case(read, where)
    where.problems.check()
    assert read is not None
    return answer(read, where, lang, steps)
