"""Terms of an award, a raise, a grant: the rules an event applied, in their order, with what went in and came out."""

from collections.abc import Callable, Iterable
from typing import Any

from microsim.amounts import FEN
from microsim.kernel.jit import REGISTRY
from microsim.law.load import load_statute
from microsim.telling.values import result_text
from microsim.watch.trace import CALL, Entry, Frame, named
from microsim.words.book import LANGUAGES, word
from microsim.words.formulas import formula_text, rule_words

QUIET = ("fen",)  # rounding, which every amount goes through


def within(entries: Iterable[Entry], event: str) -> list[Entry]:
    """Return what was noted in an event of a name and in those it called."""
    return [entry for entry in entries if entry.frame.within(event)]


def frames(entries: Iterable[Entry], event: str) -> list[Frame]:
    """Return the calls of an event, in their order."""
    found: dict[int, Frame] = {}
    for entry in entries:
        frame: Frame | None = entry.frame
        while frame is not None:
            if frame.name == event:
                found[id(frame)] = frame
            frame = frame.parent
    return list(found.values())


def terms_of(entries: Iterable[Entry], keeps: Callable[[Entry], bool] = lambda entry: True) -> list[dict[str, Any]]:
    """Return a term for every rule of the law that was applied; the same application once."""
    found: list[dict[str, Any]] = []
    for entry in entries:
        if entry.kind == CALL and entry.name in REGISTRY and entry.name not in QUIET and keeps(entry):
            found.extend(term for term in [term_of(entry)] if term not in found)
    return found


def term_of(entry: Entry) -> dict[str, Any]:
    """Return one application of a rule: value, unit, names, formula in words, what went in, and the article."""
    rule, words = REGISTRY[entry.name], rule_words(entry.name)
    values = {name: value for name, value in named(entry).items() if isinstance(value, int | float)}
    value, unit = plain(entry.value, rule.unit)
    return {
        "rule": entry.name,
        "en": words["en"],
        "zh": words["zh"],
        "value": value,
        "text": {language: result_text(entry.name, value, unit, language) for language in LANGUAGES},
        "unit": unit,
        "formula": {language: formula_text(words, values, language) for language in LANGUAGES},
        "inputs": values,
        "source": article(rule.source),
    }


def plain(value: Any, unit: str) -> tuple[Any, str]:
    """Return a value with its unit, fen as yuan; the parts of a pension by name."""
    if hasattr(value, "_asdict"):
        return {name.removesuffix("_fen"): part / FEN for name, part in value._asdict().items()}, in_yuan(unit)
    if isinstance(value, bool):
        return value, unit
    return (value / FEN, in_yuan(unit)) if unit.startswith("fen") else (value, unit)


def in_yuan(unit: str) -> str:
    """Return the unit of an amount once its fen are yuan."""
    return unit.replace("fen", "yuan", 1)


def article(source: str) -> dict[str, Any]:
    """Return document and article behind a rule."""
    document = load_statute().sources.get(source, {})
    return {"key": source} | {name: document.get(name) for name in ("document", "en", "number", "article", "grade")}


def parts_of(amounts: dict[str, int]) -> list[dict[str, Any]]:
    """Return the parts of a pension, fen by name, as yuan a month."""
    return [
        {
            "part": name.removesuffix("_fen"),
            "en": word("parts", name, "en"),
            "zh": word("parts", name, "zh"),
            "yuan": amount / FEN,
        }
        for name, amount in amounts.items()
    ]
