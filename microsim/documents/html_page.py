"""A report as one page: HTML with its figures inside, which needs neither network nor script, and prints on A4."""

import io
import re
from pathlib import Path
from typing import Any

from microsim.comparing.table import COUNT, DIFFERENCE, LEVEL, Table
from microsim.documents.blocks import Box, Document, Numbers, Picture, Sheet, Text
from microsim.documents.options import sign_of
from microsim.words.book import book

FOLDER = Path(__file__).parent / "pages"
KINDS = {Text: "text", Numbers: "numbers", Box: "box", Sheet: "sheet", Picture: "picture"}
LONGEST = 30  # lines of a table that is kept on one page of paper
AROUND = re.compile(r"^.*?(?=<svg)", re.DOTALL)
METADATA = re.compile(r"<metadata>.*?</metadata>", re.DOTALL)


def page_of(document: Document, language: str) -> str:
    """Return a report as the text of a page in a language."""
    import jinja2

    loader = jinja2.FileSystemLoader(FOLDER)
    environment = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True)
    environment.filters |= {"kind": lambda block: KINDS[type(block)], "say": lambda name: name.of(language)}
    words = {key: entry[language] for key, entry in book()["document"].items()}
    counter = iter(range(10_000))
    return environment.get_template("report.html").render(
        document=document,
        language=language,
        words=words,
        style=(FOLDER / "report.css").read_text(encoding="utf-8"),
        svg=lambda block: svg_of(block.draw(language), next(counter), language),
        grid=lambda block: grid_of(block, language),
    )


def svg_of(figure: Any, number: int, language: str) -> str:
    """Return a figure as SVG to stand inside a page, with names of its own among the figures of the page."""
    from microsim.report.style import style

    file = io.StringIO()
    with style(language, for_readers=True):
        figure.savefig(file, format="svg", metadata={"Date": None})
    text = METADATA.sub("", AROUND.sub("", file.getvalue()))
    text = re.sub(r'\bid="', f'id="f{number}-', text)
    text = re.sub(r"url\(#", f"url(#f{number}-", text)
    return re.sub(r'href="#', f'href="#f{number}-', text)


def grid_of(block: Sheet, language: str) -> dict[str, Any]:
    """Return a table as what the template lays out: heads, and lines of cells with how each is shaded."""
    table = block.table
    words = [column.kind not in (DIFFERENCE, LEVEL, COUNT) for column in table.columns]
    lines = [
        (
            row.of(language),
            [
                (text, "words" if left else sign_of(cell, column) if block.coloured else "")
                for text, left, cell, column in zip(texts, words, line, table.columns, strict=True)
            ],
            is_total(row.key),
        )
        for row, texts, line in zip(table.rows, table.texts(language), table.cells, strict=True)
    ]
    long = len(table.rows) > LONGEST
    heads = list(zip(table.heads(language), words, strict=True))
    return {
        "title": table.heading(language),
        "heads": heads,
        "lines": lines,
        "notes": notes_of(table, language),
        "long": long,
    }


def is_total(key: str) -> bool:
    """Return whether a line sums others, and is set strong."""
    return key in ("sum", "account_income", "account_spending", "account_balance", "account_stock", "both")


def notes_of(table: Table, language: str) -> list[str]:
    """Return what is said below a table."""
    return [note.of(language) for note in table.notes]
