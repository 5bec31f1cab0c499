"""Words of codes that need no entry in a crosswalk: the model's own, their Chinese names, and how bureaus write them."""

import functools

from microsim.microdata.variables import CODES, code_words
from microsim.words.book import book, word

BESIDE = {  # Chinese words beside those of the book
    "sex": {"男性": "male", "女性": "female"},
    "hukou_type": {
        "城镇户口": "urban",
        "城镇居民": "urban",
        "非农业": "urban",
        "非农业户口": "urban",
        "农业": "rural",
        "农业户口": "rural",
        "农村户口": "rural",
        "农村居民": "rural",
    },
}
YES, NO = frozenset({"yes", "true", "1", "y", "是", "有"}), frozenset({"no", "false", "0", "n", "否", "无"})


@functools.cache
def words_of(name: str) -> dict[str, int]:
    """Return the code of every word of a variable, in small letters."""
    code_of = {code: number for number, code in code_words(name).items()}
    said = {word(name, code, "zh"): code for code in code_of if code in book().get(name, {})}
    return {
        text: code_of[code] for text, code in (said | BESIDE.get(name, {}) | {code: code for code in code_of}).items()
    }


def code_of(name: str, text: str) -> int | None:
    """Return the code a word stands for; None where it is no word of the variable."""
    return words_of(name).get(text.lower().replace(" ", "_")) if name in CODES else None


def flag_of(text: str) -> bool | None:
    """Return what a word says to a question; None where it is no answer."""
    found = text.lower()
    return True if found in YES else False if found in NO else None
