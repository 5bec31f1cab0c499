"""Terms of an answer: each with its name, value, unit, formula in words and the article behind it."""

import functools
from collections.abc import Callable
from typing import Any

from microsim.cases.laws import GIVEN, PROJECTED
from microsim.kernel.jit import REGISTRY
from microsim.law.load import load_statute
from microsim.law.origin import SCENARIO
from microsim.watch.opened import plain
from microsim.words.book import word
from microsim.words.formulas import formula_text, rule_words, term_words

FOREIGN = {
    GIVEN: "given",
    PROJECTED: "projected",
    "derived": "derived",
    SCENARIO: "scenario",
}  # sources that are no document


def document(source: str, lang: str) -> str:
    """Return the document and article a source key stands for, as one cites it."""
    key, _, rest = source.partition(" ")
    if key in FOREIGN:
        return word("origins", FOREIGN[key], lang) + (f" {rest}" if rest else "")
    entry = load_statute().sources.get(key)
    if entry is None:
        return source
    title = f"《{entry['document']}》" if lang == "zh" else entry["en"]
    parts = [title, entry.get("number"), entry.get("article")]
    return (" " if lang == "en" else "").join(str(part) for part in parts if part)


class Trace:
    """Calls rules and, where terms are wanted, notes each with what went into it."""

    def __init__(self, lang: str = "en", terms: bool = True):
        self.lang = lang
        self.terms = terms
        self.steps: list[dict[str, Any]] = []
        self.notes: list[str] = []

    def note(self, key: str, **values: Any) -> None:
        """Add a remark in the language of the answer."""
        if self.terms:
            text = word("notes", key, self.lang).format(**values)
            if text not in self.notes:
                self.notes.append(text)

    def phrase(self, key: str, **values: Any) -> str:
        """Return a phrase in the language of the answer."""
        return phrase(key, self.lang, tuple(values.items()))

    def call(self, rule: Callable[..., Any], article: Any = "", **values: Any) -> Any:
        """Apply a rule and note it as a term, under another article than the rule's own where one is given."""
        result = plain(rule)(**values)
        if self.terms:
            self.rule(rule, result, article, **values)
        return result

    @staticmethod
    def plainly(rule: Callable[..., Any], *values: Any) -> Any:
        """Apply a rule without noting it."""
        return plain(rule)(*values)

    def rule(self, rule: Any, result: Any, article: Any = "", year: Any = None, **values: Any) -> None:
        """Note the result of a rule as a term, with the year where the rule is applied in several."""
        if not self.terms:
            return
        entry = REGISTRY[rule.__name__]
        value, unit = result, entry.unit
        if unit.startswith("fen"):
            value, unit = result / 100, unit.replace("fen", "yuan", 1)
        self._add(rule_words(entry.name), value, unit, article or entry.source, values, year)

    def term(self, key: str, value: Any, source: str, **values: Any) -> None:
        """Note a term that no rule worked out: an amount of the law, a total, a fact of the record."""
        if self.terms:
            text = term_words(key)
            self._add(text, value, text["unit"], source, values)

    def _add(
        self, text: dict[str, Any], value: Any, unit: str, source: str, values: dict[str, Any], year: Any = None
    ) -> None:
        formula = formula_text(text, values, self.lang)
        if year is not None:
            formula = self.phrase("in_year", year=year, formula=formula)
        value = round(value, 6) if isinstance(value, float) else value
        step = {"name": text["en"], "zh": text["zh"], "value": value, "unit": unit, "formula": formula}
        self.steps.append(step | {"source": document(source, self.lang)})


@functools.lru_cache(maxsize=4096)
def phrase(key: str, lang: str, values: tuple[tuple[str, Any], ...]) -> str:
    """Return a phrase in a language, with values set in."""
    return word("phrases", key, lang).format(**dict(values))


QUIET = Trace(terms=False)  # notes nothing, so all may share it
