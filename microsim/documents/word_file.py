"""A report as a Word file: the same blocks as the page, tables as tables of Word, figures as pictures."""

import dataclasses
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from microsim.comparing.table import COUNT, DIFFERENCE, LEVEL, Table
from microsim.documents.blocks import Block, Box, Document, Numbers, Picture, Sheet, Text
from microsim.documents.html_page import is_total
from microsim.documents.options import sign_of
from microsim.words.book import word

LATIN, CHINESE = "Arial", "Microsoft YaHei"
A4, MARGIN = (210, 297), 16  # millimetres
INK, SOFT, ACCENT = "1D2733", "5B6673", "0B4F7D"
GREY, LINE = "F1F3F5", "D5DAE0"
SHADES = {"up": "D3E5F2", "down": "F9DFC9"}
DOTS = 200  # an inch, of pictures
SIZES = ((5, 8.5), (7, 7.5), (99, 6.5))  # points of a table of so many columns
MOST_COLUMNS = 9  # of a table across the paper; wider ones stand in parts below each other
CELL_MARGIN = 40  # twentieths of a point left and right of a cell
FIRST_COLUMN = 0.30  # of a table's width that names of rows take
TEXT_SIZE, NOTE_SIZE = 9.5, 7.0


def write_word(document: Document, path: Path, language: str) -> None:
    """Write a report as a Word file in a language."""
    import docx

    made = docx.Document()
    lay_out(made, document.title.of(language))
    paragraph(made, word("document", "kicker", language), 8, ACCENT, bold=True)
    heading(made, document.title.of(language), 0)
    paragraph(made, document.about.of(language), TEXT_SIZE, SOFT)
    write_blocks(made, document.front, language)
    made.add_page_break()
    for section in document.sections:
        heading(made, section.title.of(language), 1)
        write_blocks(made, section.blocks, language)
    paragraph(made, word("document", "footer", language), NOTE_SIZE, SOFT)
    made.save(str(path))


def lay_out(made: Any, title: str) -> None:
    """Set paper, margins, fonts, the number of the page, and the file's properties; the time of writing is left out."""
    import datetime

    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt, RGBColor

    page = made.sections[0]
    page.page_width, page.page_height = map(Mm, A4)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(MARGIN)
    for name, size in (("Normal", TEXT_SIZE), ("Title", 20), ("Heading 1", 14)):
        style = made.styles[name]
        style.font.name, style.font.size = LATIN, Pt(size)
        style.font.color.rgb = RGBColor.from_string(INK if name == "Normal" else ACCENT)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:eastAsia"), CHINESE)
    made.styles["Normal"].paragraph_format.space_after = Pt(4)
    number_pages(page)
    properties = made.core_properties
    properties.title, properties.author = title, "microsim"
    properties.created = properties.modified = datetime.datetime(2000, 1, 1)


def number_pages(page: Any) -> None:
    """Put the number of the page at the foot."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    foot = page.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    foot._p.append(field)


def heading(made: Any, text: str, level: int) -> None:
    """Write a heading."""
    made.add_heading(text, level)


def paragraph(made: Any, text: str, size: float, colour: str = INK, bold: bool = False, together: bool = False) -> Any:
    """Write a paragraph; ``together``: on the page of what follows."""
    from docx.shared import Pt

    found = made.add_paragraph()
    found.paragraph_format.space_after = Pt(3)
    found.paragraph_format.keep_with_next = together
    run_of(found, text, size, colour, bold)
    return found


def run_of(found: Any, text: str, size: float, colour: str = INK, bold: bool = False) -> None:
    """Write text into a paragraph."""
    from docx.shared import Pt, RGBColor

    run = found.add_run(text)
    run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold, RGBColor.from_string(colour)


def write_blocks(made: Any, blocks: Iterable[Block], language: str) -> None:
    """Write blocks one below the other."""
    for block in blocks:
        if isinstance(block, Text):
            paragraph(made, block.said.of(language), 11 if block.strong else TEXT_SIZE, bold=block.strong)
        elif isinstance(block, Numbers):
            write_numbers(made, block, language)
        elif isinstance(block, Box):
            write_box(made, block, language)
        elif isinstance(block, Picture):
            write_picture(made, block, language)
        else:
            write_sheet(made, block, language)


def write_numbers(made: Any, block: Numbers, language: str) -> None:
    """Write the numbers of the first page side by side."""
    table = made.add_table(rows=1, cols=len(block.items))
    table.autofit = False
    for cell, item in zip(table.rows[0].cells, block.items, strict=True):
        shade(cell, GREY)
        lines = [
            (item.name.of(language), 7.5, SOFT, False),
            (item.figure.of(language), 10.5, INK, True),
            (item.beside.of(language), 7.0, SOFT, False),
        ]
        fill(cell, lines)
    space(made)


def write_box(made: Any, block: Box, language: str) -> None:
    """Write the grey box."""
    table = made.add_table(rows=1 + len(block.lines), cols=2)
    table.autofit = False
    widths(table, (0.2, 0.8))
    title = table.rows[0].cells[0].merge(table.rows[0].cells[1])
    fill(title, [(block.title.of(language), TEXT_SIZE, INK, True)])
    for row, (head, line) in zip(table.rows[1:], block.lines, strict=True):
        fill(row.cells[0], [(head.of(language), 8, SOFT, False)])
        fill(row.cells[1], [(line.of(language), 8, INK, False)])
    for row in table.rows:
        for cell in row.cells:
            shade(cell, GREY)
    space(made)


def write_picture(made: Any, block: Picture, language: str) -> None:
    """Write a figure with its caption; where no font has Chinese characters its words are English."""
    from docx.shared import Mm

    from microsim.report.style import drawable, style

    spoken = drawable(language)
    figure = block.draw(spoken)
    file = io.BytesIO()
    with style(spoken):
        figure.savefig(file, format="png", dpi=DOTS)
    file.seek(0)
    made.add_picture(file, width=Mm(A4[0] - 2 * MARGIN))
    made.paragraphs[-1].paragraph_format.keep_with_next = True
    paragraph(made, block.title.of(language), NOTE_SIZE, SOFT)


def write_sheet(made: Any, block: Sheet, language: str) -> None:
    """Write a table: title above, parts of it that fit the paper, notes below."""
    paragraph(made, block.table.heading(language), TEXT_SIZE, bold=True, together=True)
    for part in parts_of(block.table):
        write_grid(made, Sheet(part, block.coloured), language)
    for note in block.table.notes:
        paragraph(made, note.of(language), NOTE_SIZE, SOFT)
    space(made)


def parts_of(table: Table) -> list[Table]:
    """Return a table in parts of as many columns as fit the paper, nearly equal in number."""
    count = -(-len(table.columns) // MOST_COLUMNS)
    if count < 2:
        return [table]
    width = -(-len(table.columns) // count)
    cuts = [slice(start, start + width) for start in range(0, len(table.columns), width)]
    return [
        dataclasses.replace(table, columns=table.columns[cut], cells=tuple(line[cut] for line in table.cells))
        for cut in cuts
    ]


def write_grid(made: Any, block: Sheet, language: str) -> None:
    """Write the lines of a table, with heads that repeat on each page."""
    table = block.table
    heads, size = ["", *table.heads(language)], size_of(len(table.columns))
    grid = made.add_table(rows=1 + len(table.rows), cols=len(heads))
    grid.autofit = False
    left = [True, *(column.kind not in (DIFFERENCE, LEVEL, COUNT) for column in table.columns)]
    widths(grid, shares_of(left))
    rows = grid.rows  # a list each time it is asked for
    cells = grid._cells
    line_up(cells[: len(heads)], [(head, SOFT, True, None) for head in heads], left, size)
    for number, (name, texts, line) in enumerate(zip(table.rows, table.texts(language), table.cells, strict=True), 1):
        strong = is_total(name.key)
        shades = [
            sign_of(cell, column) if block.coloured else "" for cell, column in zip(line, table.columns, strict=True)
        ]
        colours = [GREY if strong else SHADES.get(one) for one in ("", *shades)]
        told = [(text, INK, strong, colour) for text, colour in zip((name.of(language), *texts), colours, strict=True)]
        line_up(cells[number * len(heads) : (number + 1) * len(heads)], told, left, size)
    repeat_head(rows[0])
    rule_lines(grid)
    space(made)


def size_of(columns: int) -> float:
    """Return the size of the letters of a table, in points."""
    return next(size for most, size in SIZES if columns <= most)


def shares_of(left: list[bool]) -> tuple[float, ...]:
    """Return the width of each column as a share: columns of words are wider."""
    first = FIRST_COLUMN if len(left) < MOST_COLUMNS else 0.17
    parts = [2.0 if words else 1.0 for words in left[1:]]
    return (first, *((1.0 - first) * part / sum(parts) for part in parts))


def widths(table: Any, shares: Iterable[float]) -> None:
    """Set the widths of columns as shares of the page's."""
    from docx.shared import Mm

    for column, share in zip(table.columns, shares, strict=True):
        column.width = Mm(round(share * (A4[0] - 2 * MARGIN), 2))


def line_up(cells: list[Any], told: list[tuple[str, str, bool, str | None]], left: list[bool], size: float) -> None:
    """Write one line of a table: text, colour, strength and shade of each cell."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    for cell, (text, colour, strong, shading), words in zip(cells, told, left, strict=True):
        fill(cell, [(text, size, colour, strong)])
        if not words:
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if shading:
            shade(cell, shading)


def fill(cell: Any, lines: list[tuple[str, float, str, bool]]) -> None:
    """Write lines into a cell, each with its size, colour and strength."""
    from docx.shared import Pt

    for number, (text, size, colour, strong) in enumerate(lines):
        found = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        found.paragraph_format.space_after = Pt(1)
        run_of(found, text, size, colour, strong)


def shade(cell: Any, colour: str) -> None:
    """Colour a cell."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = cell._tc.get_or_add_tcPr()
    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shading.set(qn(f"w:{name}"), value)
    properties.append(shading)


def repeat_head(row: Any) -> None:
    """Have the heads of a table repeated on each page."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def rule_lines(table: Any) -> None:
    """Draw a fine line below each row, and keep rows whole."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", LINE)):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    table._tbl.tblPr.append(borders)
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(CELL_MARGIN))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)
    for row in table._tbl.tr_lst:
        row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def space(made: Any) -> None:
    """Leave a line after a table."""
    from docx.shared import Pt

    made.add_paragraph().paragraph_format.space_after = Pt(2)
