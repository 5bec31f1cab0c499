"""Terms of an answer: each with its name, value, unit, formula in words and the article behind it."""

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

from microsim._jit import REGISTRY
from microsim.cases.laws import GIVEN, PROJECTED
from microsim.cases.plain import plain
from microsim.law.load import load_statute
from microsim.yaml_reader import read_yaml

FOREIGN = {
    GIVEN: {"en": "given in the case", "zh": "案例给定"},
    PROJECTED: {"en": "baseline projection of microsim, grade C", "zh": "基准情景推算（C级）"},
    "derived": {"en": "worked out from published values, grade C", "zh": "由公布数据推算（C级）"},
}


@functools.cache
def words() -> dict[str, Any]:
    """Return the names and formulas of terms in both languages."""
    return read_yaml(Path(__file__).parent / "words.yaml")[0]


def document(source: str, lang: str) -> str:
    """Return the document and article a source key stands for, as one cites it."""
    key, _, rest = source.partition(" ")
    if key in FOREIGN:
        return FOREIGN[key][lang] + (f" {rest}" if rest else "")
    entry = load_statute().sources.get(key)
    if entry is None:
        return source
    title = f"《{entry['document']}》" if lang == "zh" else entry["en"]
    parts = [title, entry.get("number"), entry.get("article")]
    return (" " if lang == "en" else "").join(str(part) for part in parts if part)


def amount(value: Any) -> str:
    """Return a number as a formula shows it: at most four decimals, no idle zeros."""
    if isinstance(value, str):
        return value
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return text or "0"


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
            text = words()["notes"][key][self.lang].format(**values)
            if text not in self.notes:
                self.notes.append(text)

    def phrase(self, key: str, **values: Any) -> str:
        """Return a phrase in the language of the answer."""
        return str(words()["phrases"][key][self.lang]).format(**values)

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

    def rule(self, rule: Any, result: Any, article: Any = "", **values: Any) -> None:
        """Note the result of a rule as a term."""
        if not self.terms:
            return
        name = rule.__name__
        entry = REGISTRY[name]
        text = words()["rules"].get(name, {})
        value, unit = result, entry.unit
        if unit.startswith("fen"):
            value, unit = result / 100, unit.replace("fen", "yuan", 1)
        self._add(
            text.get("en", name.replace("_", " ")), entry.chinese, value, unit, text, article or entry.source, values
        )

    def term(self, key: str, value: Any, source: str, **values: Any) -> None:
        """Note a term that no rule worked out: an amount of the law, a total, a fact of the record."""
        if self.terms:
            text = words()["terms"][key]
            self._add(text["en"], text["zh"], value, text["unit"], text, source, values)

    def _add(
        self, name: str, zh: str, value: Any, unit: str, text: dict[str, Any], source: str, values: dict[str, Any]
    ) -> None:
        formula = text.get(f"formula_{self.lang}", "")
        shown = {key: amount(part) for key, part in values.items() if isinstance(part, int | float | str)}
        if formula:
            formula = formula.format(**shown)
        elif values:
            formula = ", ".join(f"{key.replace('_', ' ')} {part}" for key, part in shown.items())
        value = round(value, 6) if isinstance(value, float) else value
        step = {"name": name, "zh": zh, "value": value, "unit": unit, "formula": formula}
        self.steps.append(step | {"source": document(source, self.lang)})


QUIET = Trace(terms=False)  # notes nothing, so all may share it
