"""Characters that look like others: full-width punctuation and digits of Chinese typing, and what a terminal would obey."""

import unicodedata

WIDE = dict(zip("：，＝｛｝［］＃；（）“”‘’「」　", ':,={}[]#;()""\'\'"" ', strict=True))
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
