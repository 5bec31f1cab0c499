"""Characters that look like others: full-width punctuation and digits of Chinese typing, and what a terminal would obey."""

import re
import unicodedata

WIDE = dict(zip("：，＝｛｝［］＃；（）“”‘’「」　", ':,={}[]#;()""\'\'"" ', strict=True))
SEXES = {"男": "male", "男性": "male", "女": "female", "女性": "female"}
STRUCTURAL = "：，＝｛｝［］　"  # those that YAML, or PATH=VALUE, would have taken for structure


def printable(text: str) -> str:
    """Return a text with everything a terminal would obey instead of show written as an escape; lines stay lines."""
    return "".join(one if one.isprintable() or one == "\n" else one.encode("unicode_escape").decode() for one in text)


def narrow(text: str) -> str:
    """Return a text with full-width characters as the plain ones they stand for."""
    return unicodedata.normalize("NFKC", "".join(WIDE.get(one, one) for one in text))


def wide_in(text: str) -> str:
    """Return what a message adds where a text holds full-width characters: which, and the text in plain ones; else nothing."""
    held = "".join(dict.fromkeys(one for one in text if one in WIDE or "！" <= one <= "～"))
    return f" with the full-width {held}, in plain characters {narrow(text)}" if held else ""


def meant(text: str) -> str:
    """Return what a date such as 2031年7月1日, a part of one, or 男 or 女 is called in a file; nothing for any other text."""
    plain = narrow(text).replace(" ", "")
    if plain in SEXES:
        return SEXES[plain]
    match = re.fullmatch(r"([0-9]{4})年(?:([0-9]{1,2})月(?:([0-9]{1,2})[日号])?)?", plain)
    return "" if match is None else "-".join(f"{int(part):02d}" for part in match.groups() if part)


def structure_in(line: str) -> tuple[int, str] | None:
    """Return place and full-width character of a line of YAML that was meant as its structure; None where there is none.

    In quotes and comments, and after the colon and space that begin a value, such a character is text.
    """
    quote = ""
    for place, one in enumerate(line):
        if quote:
            quote = "" if one == quote else quote
        elif one in "\"'":
            quote = one
        elif one == "#" or line[place : place + 2] == ": ":
            rest = line[place + 2 :].lstrip() if one == ":" else ""
            return (line.index(rest, place), rest[0]) if rest and rest[0] in "｛［" else None
        elif one in STRUCTURAL:
            return place, one
    return None
