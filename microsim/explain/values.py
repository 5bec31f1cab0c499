"""Values with their units as people read them, in either language: percentages, yuan, ages, months, words for codes."""

from typing import Any

from microsim.explain.labels import label, labels, province_label
from microsim.law.values import written
from microsim.schema import CreditMethod, Sex, TransitionalForm, YearCount

FEN = 100  # in a yuan
YEAR = 12  # months
AGE_FIELDS = ("original_age", "final_age", "special_age", "illness_age")
AGE_ENDS = ("_claim_age", "_aged_from", "temporary_age_men", "temporary_age_women", "working_age")
AGES = (
    *("age", "age_months", "original_age", "final_age", "early_age", "statutory_age", "claim_age", "aged_from"),
    *("age_men", "age_women", "special_age", "working_age"),
)
CALENDAR = ("birth", "first_birth", "statutory_month", "claim_month", "scheme_start", "first_paid", "now", "gate")
PROVINCES = ("province", "hukou", "relation", "last_long")
FLAGS = (
    "drawing",
    "poor",
    "allowed",
    "by_month",
    "national_rule",
    "insured_there",
    "in_force",
    "weighted",
    "old_is_floor",
)
SHARES = (
    *("rate", "accrual_rate", "index_weight", "base_share", "waived", "pool_rate", "released", "employer_rate"),
    *("employees_rate", "township_rate", "first_share", "cap_share", "short", "medium", "long", "overall"),
)
CODES = {
    "form": ("forms", TransitionalForm),
    "transitional_form": ("forms", TransitionalForm),
    "way": ("ways", YearCount),
    "year_count": ("ways", YearCount),
    "credit_method": ("methods", CreditMethod),
    "sex": ("sex", Sex),
}
NUMBERED = {"formula_1997": "formula_1997", "case": "cases", "disability_case": "cases"}
OF_A_RULE = {("bridged_months", "way"): "directions"}  # codes that one rule has for a name others use too
MOST_DIGITS = 6


def month_text(month: int) -> str | None:
    """Return a month index as 2031-04; None for none."""
    return f"{month // YEAR}-{month % YEAR + 1:02d}" if month > 0 else None


def age_text(months: float, language: str) -> str:
    """Return an age in months as 63y0m, or in Chinese as 63岁."""
    if language == "en":
        return str(written(months, "age"))
    years, rest = divmod(int(months), YEAR)
    return f"{years}岁" + (f"{rest}个月" if rest else "")


def percent(share: float, digits: int = MOST_DIGITS) -> str:
    """Return a share as a percentage."""
    return f"{100 * share:.{digits}g}%"


def plain(value: Any) -> str:
    """Return a number without trailing zeros."""
    return f"{value:,.6f}".rstrip("0").rstrip(".") if isinstance(value, float) else f"{value:,}"


def coded(name: str, value: float, language: str) -> str | None:
    """Return the word of a coded value, None where the name has no codes or not this one."""
    if name in CODES and value in set(CODES[name][1]):
        section, codes = CODES[name]
        return label(section, codes(int(value)).name.lower(), language)
    if name in NUMBERED:
        return label(NUMBERED[name], str(int(value)), language)
    return None


def law_text(field: str, value: float, unit: str, language: str) -> str:
    """Return a value of the law or of an assumption with its unit."""
    word = coded(field, value, language)
    if word is not None:
        return word
    if field in AGE_FIELDS or field.endswith(AGE_ENDS):
        return age_text(value, language)
    if unit == "month index":
        return month_text(int(value)) or "-"
    if unit == "flag":
        return label("flag", "yes" if value else "no", language)
    return with_unit(value, unit, language)


def with_unit(value: float, unit: str, language: str) -> str:
    """Return a number with its unit: shares and rates as percentages, yuan to the fen."""
    known = labels()["units"].get(unit)
    form = known[language] if known else unit
    if "{percent}" in form:
        return str(form.format(percent=percent(value)))
    if unit.startswith(("share", "per ")):
        return f"{percent(value)} ({unit})"
    number = f"{value:,.2f}" if unit.startswith("yuan") else plain(float(value))
    return f"{number} {form}".rstrip() if language == "en" else f"{number}{form}"


def input_text(rule: str, name: str, value: Any, language: str) -> str:
    """Return what went into a rule."""
    if (rule, name) in OF_A_RULE:
        return label(OF_A_RULE[rule, name], str(int(value)), language)
    word = coded(name, value, language)
    if word is not None:
        return word
    if name in PROVINCES:
        return province_label(int(value), language)
    if name in CALENDAR:
        return month_text(int(value)) or "-"
    if name in AGES:
        return age_text(value, language)
    if name in FLAGS or isinstance(value, bool):
        return label("flag", "yes" if value else "no", language)
    if name.endswith("_fen"):
        return with_unit(value / FEN, "yuan", language)
    return percent(value) if name in SHARES else plain(value)


def result_text(name: str, value: Any, unit: str, language: str) -> str:
    """Return what a rule gave; ``value`` is in yuan where its unit says so."""
    if isinstance(value, dict):
        parts = (f"{label('parts', f'{part}_fen', language)} {amount:,.2f}" for part, amount in value.items())
        return ("; " if language == "en" else "；").join(parts) + (
            f" ({label('units', unit, language)})" if language == "en" else f"（{label('units', unit, language)}）"
        )
    if unit == "province":
        return province_label(int(value), language)
    if unit == "code":
        return coded(name, value, language) or plain(value)
    if name in AGES:
        return age_text(value, language)
    return law_text("", value, unit, language)
