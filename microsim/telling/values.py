"""Values with their units as people read them, in either language: percentages, yuan, ages, months, words for codes."""

from typing import Any

from microsim.places import PROVINCE_KEYS
from microsim.schema import LAW_QUANTITIES
from microsim.words.amounts import age_text, month_text, percent, plain
from microsim.words.book import coded, place_name, word
from microsim.words.formulas import AGE, rule_words

AGE_FIELDS = frozenset(quantity.field for quantity in LAW_QUANTITIES.values() if quantity.kind == "age")
CODED_AS = {"flexible_women_track": "track"}  # fields whose codes are those of another name
BETWEEN, AROUND = {"en": "; ", "zh": "；"}, {"en": " ({})", "zh": "（{}）"}


def law_text(field: str, value: float, unit: str, language: str) -> str:
    """Return a value of the law or of an assumption with its unit."""
    code = coded(CODED_AS.get(field, field), value, language)
    if code is not None:
        return code
    if unit in ("code", "choice"):
        return plain(value)
    if field in AGE_FIELDS:
        return age_text(value, language)
    if unit == "month index":
        return month_text(int(value)) or "-"
    if unit == "flag":
        return word("flag", "yes" if value else "no", language)
    return with_unit(value, unit, language)


def with_unit(value: float, unit: str, language: str) -> str:
    """Return a number with its unit: shares and rates as percentages, yuan to the fen."""
    form = word("units", unit, language)
    if "{percent}" in form:
        return form.format(percent=percent(value))
    number = f"{value:,.2f}" if unit.startswith("yuan") else plain(float(value))
    return f"{number} {form}".rstrip() if language == "en" else f"{number}{form}"


def result_text(rule: str, value: Any, unit: str, language: str) -> str:
    """Return what a rule gave; ``value`` is in yuan where its unit says so."""
    if isinstance(value, dict):
        parts = (f"{word('parts', f'{part}_fen', language)} {amount:,.2f}" for part, amount in value.items())
        return BETWEEN[language].join(parts) + AROUND[language].format(word("units", unit, language))
    kind = rule_words(rule).get("as")
    if unit == "province":
        return place_name(PROVINCE_KEYS[int(value)], language) if value >= 0 else "-"
    if kind == AGE:
        return age_text(value, language)
    if kind:
        return coded(kind, value, language) or plain(value)
    return law_text("", value, unit, language)
