"""The law browser: paths that match a word, and the history of one with its documents, under base and reform."""

from typing import Any

from microsim.explorer.levers import Settings
from microsim.explorer.warm import Model
from microsim.law.information import statute_of
from microsim.law.query import entries_of, law_rows
from microsim.reading import InputError, Problem
from microsim.words.book import LANGUAGES, book

MOST = 80  # paths listed for a word


def listed(model: Model, text: str) -> list[dict[str, Any]]:
    """Return the paths of the statute that a path, a part of one or words of a name stand for."""
    try:
        found = entries_of(text or None, statute_of(model.base.scenario))
    except KeyError as error:
        raise InputError([Problem("law", 0, 0, "", str(error.args[0]))]) from None
    names = [
        {"path": one.path, "en": one.en, "zh": one.zh, "unit": one.unit, "values": len(one.steps)} for one in found
    ]
    return names[:MOST]


def history(model: Model, settings: Settings, path: str, date: str | None) -> dict[str, Any]:
    """Return every dated value of a path, or what is in force on a date, under the base and under the reform."""
    found: dict[str, Any] = {}
    for name, scenario in (("before", model.base.scenario), ("after", model.reformed(settings).scenario)):
        try:
            rows = law_rows(path, date, scenario=scenario)
        except (KeyError, ValueError) as error:
            raise InputError([Problem("law", 0, 0, "", str(error.args[0]))]) from None
        found[name] = [row._asdict() | {"unit_words": unit_words(row.unit)} for row in rows]
    return found


def unit_words(unit: str) -> dict[str, str]:
    """Return a unit in both languages; as it is written where the book has none."""
    return {language: book()["units"].get(unit, {}).get(language, unit) for language in LANGUAGES}
