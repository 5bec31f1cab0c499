"""Text files: their bytes, encoding, separator and header, before any value is read."""

import codecs
import csv
import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from microsim.microdata.findings import listed, refuse

SEPARATORS = {"comma": ",", "tab": "\t", "semicolon": ";", "bar": "|"}  # by their words in a crosswalk
TABBED = (".tsv", ".tsv.gz")
MARKS = (  # at the front of a file; the longer ones first, since one begins with another
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
TRIED = ("utf-8", "gb18030", "big5")  # what is tried for advice; one that reads a file may still be wrong
WIDE = ("utf-16-le", "utf-16-be")  # without a mark they are known by their noughts
UTF8 = "utf-8"
ABOVE, SEPARATOR = "above", "separator"  # attributes of a table: lines above its header, and what parts its fields
LOOKED = 20  # lines in which the header is looked for
HEAD_BYTES = 1 << 20  # bytes in which these lines are looked for


class Header(NamedTuple):
    """The names of a table's columns.

    Attributes
    ----------
    names : name of each column; one without has the number of its column
    above : lines above it, such as a title
    end : bytes of the file, or rows of a sheet, up to its end
    """

    names: list[str]
    above: int
    end: int


def known_encoding(name: Any) -> bool:
    """Return whether a name is that of an encoding of text."""
    try:
        known = codecs.lookup(str(name)).name
        return known.startswith(("utf-16", "utf-32")) or b"a,1".decode(known) == "a,1"
    except (LookupError, ValueError):
        return False


def text_bytes(path: Path, encoding: str | None) -> bytes:
    """Return a text file in UTF-8 without a mark; refuse bytes that are no text of its encoding, and say of which."""
    raw = gzip.decompress(path.read_bytes()) if path.suffix.lower() == ".gz" else path.read_bytes()
    mark, marked = next(((mark, name) for mark, name in MARKS if raw.startswith(mark)), (b"", None))
    if marked and encoding and family(encoding) != family(marked):
        refuse(str(path), f"found the mark of {marked} at the front, the crosswalk says {encoding}: leave encoding out")
    name = codecs.lookup(marked or encoding or UTF8).name
    body = raw[len(mark) :] if marked == UTF8 else raw
    text = decoded(body, name)
    wide = name.startswith(("utf-16", "utf-32"))
    if text is None or (not wide and b"\0" in body):
        refuse(str(path), f"found bytes that are not {marked or encoding or UTF8}; {advice(body, name)}")
    if not wide and name not in (UTF8, "ascii") and not body.isascii() and decoded(body, UTF8) is not None:
        refuse(str(path), f"found text of utf-8, the crosswalk says {encoding}: say encoding: utf-8 in the crosswalk")
    return body if name == UTF8 else text.encode(UTF8)


def family(encoding: str) -> str:
    """Return what an encoding has in common with those that differ from it in their mark."""
    name = codecs.lookup(encoding).name.removesuffix("-sig")
    return name[:6] if name.startswith(("utf-16", "utf-32")) else name


def decoded(raw: bytes, encoding: str) -> str | None:
    """Return bytes as text; None where they are none of an encoding."""
    try:
        return raw.decode(encoding)
    except UnicodeError:
        return None


def advice(raw: bytes, tried: str) -> str:
    """Say which encodings read bytes that another one does not."""
    names = WIDE if b"\0" in raw else TRIED
    found = [name for name in names if name != tried and (text := decoded(raw, name)) is not None and "\0" not in text]
    if not found:
        return f"nor are they {' or '.join(name for name in names if name != tried)}: is the file damaged?"
    return f"they read as {' or '.join(found)}: say encoding: {found[0]} in the crosswalk"


def lines(data: bytes, ends: list[int]) -> Iterator[str]:
    """Yield the lines of UTF-8 bytes; the end of each is noted."""
    for line in data.splitlines(keepends=True):
        ends.append((ends[-1] if ends else 0) + len(line))
        yield line.decode(UTF8, "replace")


def records(data: bytes, separator: str) -> list[tuple[list[str], int]]:
    """Return the first records of UTF-8 bytes and the byte at which each ends."""
    ends: list[int] = []
    found = []
    try:
        for cells in csv.reader(lines(data[:HEAD_BYTES], ends), delimiter=separator):
            found.append((cells, ends[-1]))
            if len(found) == LOOKED:
                break
    except csv.Error:  # a field longer than any header's
        pass
    return found


def header_in(rows: list[tuple[list[str], int]], wanted: frozenset[str]) -> Header | None:
    """Return the header among the first records: the first that has all wanted names, else the first with two.

    A title stands above a header and fills one cell.
    """
    named = [place for place, (cells, _) in enumerate(rows) if wanted and wanted <= {bare(cell) for cell in cells}]
    several = [place for place, (cells, _) in enumerate(rows) if sum(bool(bare(cell)) for cell in cells) > 1]
    single = [place for place, (cells, _) in enumerate(rows) if any(map(bare, cells))]
    place = next(iter(named or several or single), None)
    if place is None:
        return None
    cells, end = rows[place]
    names = [bare(cell) or f"column {number}" for number, cell in enumerate(cells, start=1)]
    return Header(names, place, end)


def bare(name: str) -> str:
    """Return the name of a column without blanks around it and breaks of lines within."""
    return "".join(name.splitlines()).strip()


def header_of(path: Path, data: bytes, separator: str | None, wanted: frozenset[str]) -> tuple[Header, str]:
    """Return the header of a text file and its separator; refuse one whose columns another separator parts."""
    usual = "\t" if path.name.lower().endswith(TABBED) else ","
    used = separator or usual
    header = header_in(records(data, used), wanted)
    if header is None:
        refuse(str(path), "found no rows")
    if len(header.names) == 1 or not wanted <= set(header.names):
        for word, other in SEPARATORS.items():
            parted = header_in(records(data, other), wanted) if other != used else None
            if parted and len(parted.names) > max(len(header.names), len(wanted) - 1) and wanted <= set(parted.names):
                names = listed([repr(name) for name in parted.names[:3]])
                refuse(
                    str(path),
                    f"found fields parted by a {word}, not a {word_of(used)} ({names}, ...): "
                    f"say separator: {word} in the crosswalk",
                )
    for name in header.names:
        if header.names.count(name) > 1:
            refuse(str(path), f"found two columns of the name {name}, allowed is one", name)
    return header, used


def word_of(separator: str) -> str:
    """Return the word for a separator."""
    return next(word for word, mark in SEPARATORS.items() if mark == separator)
