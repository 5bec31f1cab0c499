"""Rules and terms in words: their names, and their formulas with what went in."""

import functools
import string
from typing import Any

from microsim.amounts import FEN
from microsim.places import PROVINCE_KEYS
from microsim.words.amounts import age_text, month_text, percent, plain
from microsim.words.book import book, coded, place_name, word

AGE, MONTH, SHARE, FLAG, PROVINCE = "age", "month", "share", "flag", "province"  # how an input is read, else a code
NUMBERS = (None, AGE, MONTH, SHARE)
THOUSAND = 1000  # numbers from here on are money and shown to the fen, others as determination sheets have them
DIGITS, DIGITS_OF_MONEY = 4, 2
BETWEEN = {True: {"en": " ", "zh": ""}, False: {"en": ": ", "zh": "："}}  # name and value: of a number, of a word


class _Input(str):
    """An input in a formula: its name and value, or where ``:value`` asks for it the value alone."""

    value: str

    def __format__(self, form: str) -> str:
        return self.value if form == "value" else str(self)


class _Inputs(dict):
    """Inputs by name as a formula shows them; one without a value stands as it is named."""

    def __init__(self, entry: dict[str, Any], values: dict[str, Any], language: str):
        super().__init__()
        self._entry, self._values, self._language = entry, values, language

    def __missing__(self, name: str) -> _Input:
        words = input_words(name, self._entry)
        text = title = str(words[self._language])
        if name in self._values:
            text = input_text(words, name, self._values[name], self._language)
            title += BETWEEN[words.get("as") in NUMBERS][self._language] + text
        shown = _Input(title)
        shown.value = text
        return shown


def rule_words(rule: str) -> dict[str, Any]:
    """Return what the book has of a rule."""
    return dict(book()["rules"][rule])


def term_words(term: str) -> dict[str, Any]:
    """Return what the book has of a term that no rule works out; one that says so has the names of a rule."""
    entry = dict(book()["terms"][term])
    return ({name: book()["rules"][entry["rule"]][name] for name in ("en", "zh")} | entry) if "rule" in entry else entry


def input_words(name: str, entry: dict[str, Any]) -> dict[str, Any]:
    """Return the names of an input, those that a rule or term has for it first."""
    return dict(book()["inputs"][name] | entry.get("inputs", {}).get(name, {}))


@functools.cache
def placeholders(formula: str) -> tuple[str, ...]:
    """Return the names that stand in a formula, each once."""
    return tuple(dict.fromkeys(name for _, name, _, _ in string.Formatter().parse(formula) if name))


def formula_text(entry: dict[str, Any], values: dict[str, Any], language: str) -> str:
    """Return a formula with what went in; what it does not name stands behind it.

    Parameters
    ----------
    entry : words of a rule or a term
    values : what went in, by name; without any the formula is not told, unless it names none
    """
    formula = entry.get("formula", {}).get(language, "")
    named = placeholders(formula)
    if named and not values:
        return ""
    shown = _Inputs(entry, values, language)
    text = formula.format_map(shown)
    if rest := [shown[name] for name in values if name not in named]:
        text += f" [{', '.join(rest)}]" if language == "en" else f"〔{'，'.join(rest)}〕"
    return text


def input_text(words: dict[str, Any], name: str, value: Any, language: str) -> str:
    """Return what went into a rule or a term as people read it; ``words`` are those of the input."""
    kind = words.get("as")
    if isinstance(value, str):
        return value
    if kind == FLAG or isinstance(value, bool):
        return word("flag", "yes" if value else "no", language)
    if kind == AGE:
        return age_text(value, language)
    if kind == MONTH:
        return month_text(int(value)) or "-"
    if kind == SHARE:
        return percent(value)
    if kind == PROVINCE:
        return place_name(PROVINCE_KEYS[int(value)], language) if value >= 0 else "-"
    if kind is not None:
        return coded(kind, value, language) or plain(value)
    amount = value / FEN if name.endswith("_fen") else value
    return plain(amount, DIGITS_OF_MONEY if abs(amount) >= THOUSAND else DIGITS)
