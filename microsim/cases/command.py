"""What ``microsim pension`` prints: the statement or one JSON object."""

import json
import sys
from pathlib import Path
from typing import Any

from microsim.cases.all_checks import check_case
from microsim.cases.answer import answer
from microsim.cases.edition import under
from microsim.cases.model import schema_text
from microsim.cases.read import read_case

__all__ = ["answer_text", "schema_text"]


def answer_text(source: str, lang: str, as_json: bool, scenario: Any = None) -> str:
    """Return what is printed for a case file, ``-`` for standard input, under the shipped law or that of a scenario."""
    with under(scenario):
        return _text(source, lang, as_json)


def _text(source: str, lang: str, as_json: bool) -> str:
    if source == "-":
        case, where = read_case(sys.stdin.read(), "<stdin>")
    else:
        case, where = read_case(Path(source))
    if case is not None:
        check_case(case, where)
    where.problems.check()
    assert case is not None
    found = answer(case, where, lang)
    if as_json:
        return json.dumps(found, ensure_ascii=False, indent=2) + "\n"
    from microsim.cases.text import statement  # draws tables: a fifth of a start that JSON goes without

    return statement(found, lang)
