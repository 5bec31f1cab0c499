"""How a figure with an error is printed: to the digit that the error supports, and never as more than it shows."""

import math

from microsim.words.book import word

FEWEST = 50  # sampled persons under which a cell says how many they are, and nothing more
DISTINGUISHABLE = 1.96  # standard errors
SIGNIFICANT = 2  # digits of the standard error


def decimals(se: float) -> int:
    """Return the decimals of a figure that its error supports, below 0 for tens and hundreds: two digits of the error."""
    return SIGNIFICANT - 1 - math.floor(math.log10(se))


def rounded(value: float, se: float, most: int) -> str:
    """Return a figure to the digit its error supports; one without error or with none known to ``most`` decimals."""
    places = most if not se or math.isnan(se) else min(decimals(se), most)
    return f"{round(value, places) + 0.0:,.{max(places, 0)}f}"


def level_text(value: float, se: float, persons: float, language: str = "en", most: int = 6) -> str:
    """Return a level as text: ``18,400 ±310``, or how few persons there are."""
    if persons < FEWEST:
        return few_text(persons, language)
    if math.isnan(value):
        return "–"
    return (
        rounded(value, se, most) if not se or math.isnan(se) else f"{rounded(value, se, most)} ±{rounded(se, se, most)}"
    )


def difference_text(value: float, se: float, persons: float, language: str = "en", most: int = 6) -> str:
    """Return a difference as text: with its sign, as not distinguishable from none, or how few persons there are.

    The error is one standard error; ``not distinguishable (±x)`` names 1.96 of them, what could have been seen.
    """
    if persons < FEWEST:
        return few_text(persons, language)
    if math.isnan(value):
        return "–"
    if value == 0 and not se > 0:
        return "0"
    unseen = DISTINGUISHABLE * se
    if se and not math.isnan(se) and abs(value) < unseen:
        return word("compare", "indistinct", language).format(spread=rounded(unseen, unseen, most))
    text = rounded(value, se, most)
    sign = "+" if value > 0 else ""
    return f"{sign}{text}" if not se or math.isnan(se) else f"{sign}{text} ±{rounded(se, se, most)}"


def few_text(persons: float, language: str) -> str:
    """Return what a cell of too few persons says."""
    return f"n={persons:.0f}" if language == "en" else f"样本{persons:.0f}人"
