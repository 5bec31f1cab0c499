"""What a report is made of, whatever it is written as: numbers, boxes, tables, figures, in sections."""

from collections.abc import Callable
from typing import Any, NamedTuple

from microsim.comparing.table import Name, Table
from microsim.words.book import book

Draw = Callable[[str], Any]  # language -> matplotlib Figure


class Text(NamedTuple):
    """A paragraph; ``strong`` where it is the sentence that the report is about."""

    said: Name
    strong: bool = False


class Number(NamedTuple):
    """One of the numbers of the first page: what it is, the figure as text, what stands beside it."""

    name: Name
    figure: Name
    beside: Name


class Numbers(NamedTuple):
    """The numbers of the first page."""

    items: tuple[Number, ...]


class Box(NamedTuple):
    """What has to be known before anything is read: lines with a heading each."""

    title: Name
    lines: tuple[tuple[Name, Name], ...]


class Sheet(NamedTuple):
    """A table; ``coloured`` where cells are shaded by sign and significance, ``wide`` where it has many columns."""

    table: Table
    coloured: bool = False
    wide: bool = False


class Picture(NamedTuple):
    """A figure and what is said below it."""

    key: str
    title: Name
    draw: Draw


Block = Text | Numbers | Box | Sheet | Picture


class Section(NamedTuple):
    """A part of a report with a heading."""

    key: str
    title: Name
    blocks: tuple[Block, ...]


class Document(NamedTuple):
    """A report: title, what it is of, the first page, and the sections after it."""

    title: Name
    about: Name
    front: tuple[Block, ...]
    sections: tuple[Section, ...]


def said(key: str, **parts: Any) -> Name:
    """Return words of reports out of the book, with parts filled in, each a Name or plain."""
    words = book()["document"][key]
    filled = {
        language: words[language].format(
            **{name: part.of(language) if isinstance(part, Name) else part for name, part in parts.items()}
        )
        for language in ("en", "zh")
    }
    return Name(key, filled["en"], filled["zh"])


def region_name(region: str) -> Name:
    """Return what a region is called; all provinces together by their names."""
    from microsim.results.indicators import BOTH, PROVINCES
    from microsim.words.book import place_name

    if region != BOTH or len(PROVINCES) < 2:
        return Name(region, *(place_name(region, language) for language in ("en", "zh")))
    english, chinese = ([place_name(one, language) for one in PROVINCES] for language in ("en", "zh"))
    return Name(region, f"{', '.join(english[:-1])} and {english[-1]}", "、".join(chinese))


def plain(text: Any) -> Name:
    """Return text that is the same in both languages."""
    return Name(str(text), str(text), str(text))


def joined(names: "list[Name]", comma: str = "; ", chinese: str = "；") -> Name:
    """Return several names as one text."""
    return Name("joined", comma.join(one.en for one in names), chinese.join(one.zh for one in names))
