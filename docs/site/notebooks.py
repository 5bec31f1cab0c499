"""The notebooks of ``notebooks/`` run and written as pages, outputs included: ``python -m docs.site.notebooks [NAME ...]``.

A page says which source it was made of, so that a test notices a notebook that was changed and not run again.
"""

import hashlib
import html
import os
import re
import sys
import time
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "notebooks"
PAGES = ROOT / "docs" / "notebooks"
PARAMETERS = "parameters"  # tag of the cell that tests write anew
TIMEOUT = 1800  # seconds of one cell
FIGURES = """
import matplotlib, pandas
pandas.set_option("display.max_colwidth", None)
pandas.set_option("display.float_format", lambda x: f"{x:,.0f}" if abs(x) >= 10_000 else f"{x:.4g}")
%config InlineBackend.figure_formats = ["svg"]
%config InlineBackend.print_figure_kwargs = {"metadata": {"Date": None}, "bbox_inches": "tight"}
matplotlib.rcParams["svg.hashsalt"] = "microsim"
"""
COLOURS = re.compile(r"\x1b\[[0-9;]*m")
ADDRESS = re.compile(r" at 0x[0-9a-f]+")


def sources() -> list[Path]:
    """Return the notebooks, in the order of their names."""
    return sorted(SOURCES.glob("*.py"))


def executed(source: Path, parameters: dict[str, Any] | None = None, figures: bool = True) -> Any:
    """Return a notebook with the outputs of all its cells.

    Parameters
    ----------
    source : text of a notebook
    parameters : in place of those of its cell of parameters
    figures : whether pictures are kept as SVG

    Raises
    ------
    CellExecutionError
        For a cell that fails.
    """
    import jupytext
    from nbclient import NotebookClient
    from nbformat.v4 import new_code_cell

    notebook = jupytext.read(source)
    for cell in notebook.cells:
        if PARAMETERS in cell.metadata.get("tags", []) and parameters:
            names = [line.partition(" = ")[0] for line in cell.source.splitlines()]
            cell.source = "\n".join(f"{name} = {parameters[name]!r}" for name in names)
    if figures:
        notebook.cells.insert(0, new_code_cell(FIGURES))
    paths = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH", ""))))
    client = NotebookClient(
        notebook, timeout=TIMEOUT, resources={"metadata": {"path": str(SOURCES)}}, kernel_name="python3"
    )
    client.execute(env=os.environ | {"PYTHONPATH": paths})
    if figures:
        del notebook.cells[0]
    return notebook


def digest(source: Path) -> str:
    """Return the hash of a notebook's text."""
    return hashlib.sha256(source.read_bytes()).hexdigest()[:16]


def page(source: Path, notebook: Any) -> tuple[str, dict[str, str]]:
    """Return the page of a notebook that was run, and its pictures by name of file."""
    import microsim as ms

    pictures: dict[str, str] = {}
    made = (
        f"Made by `python -m docs.site.notebooks {source.stem}` of version {ms.__version__} from "
        f"[notebooks/{source.name}](../../notebooks/{source.name}); do not edit."
    )
    parts = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            parts.append(cell.source)
            parts += [made] if made not in parts else []
        elif cell.source.strip():
            parts.append(f"```python\n{cell.source}\n```")
            parts += [told for output in cell.outputs if (told := shown(output, source.stem, pictures))]
    return "\n\n".join([*parts, f"<!-- source {digest(source)} -->"]) + "\n", pictures


def shown(output: Any, stem: str, pictures: dict[str, str]) -> str:
    """Return an output as text of a page; a picture is added to ``pictures``."""
    if output.output_type == "stream":
        text = COLOURS.sub("", output.text).strip() if output.name == "stdout" else ""
        return f"```text\n{text}\n```" if text else ""
    data = output.get("data", {})
    if "image/svg+xml" in data:
        name = f"{stem}-{len(pictures) + 1}.svg"
        pictures[name] = data["image/svg+xml"].strip() + "\n"
        return f"![{stem}]({name})"
    if "text/markdown" in data:
        return str(data["text/markdown"]).strip()
    if "<table" in data.get("text/html", ""):
        return table_of(data["text/html"])
    return f"```text\n{ADDRESS.sub('', COLOURS.sub('', data.get('text/plain', '')))}\n```"


class Rows(HTMLParser):
    """The rows of a table of HTML, cells that span several columns repeated; what stands before it is kept."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.before: list[str] = []
        self.span: list[int] = []
        self.held: dict[int, tuple[int, str]] = {}  # column: rows that a cell still reaches down, and its text
        self.inside = False

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        known = dict(attrs)
        if tag == "tr":
            self.rows.append([])
            self._reach()
        elif tag in ("td", "th"):
            self.rows[-1].append("")
            self.span = [int(known.get("colspan", 1)), int(known.get("rowspan", 1))]
            self.inside = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self.inside = False
            text = self.rows[-1][-1]
            if self.span[1] > 1:
                self.held[len(self.rows[-1]) - 1] = (self.span[1] - 1, "")
            self.rows[-1] += [text] * (self.span[0] - 1)
            self._reach()

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.rows[-1][-1] += data.strip()
        elif data.strip() and not self.rows:
            self.before.append(data.strip())

    def _reach(self) -> None:
        """Add what cells of rows above reach down."""
        while (at := len(self.rows[-1])) in self.held:
            left, text = self.held.pop(at)
            self.rows[-1].append(text)
            if left > 1:
                self.held[at] = (left - 1, text)


def table_of(source: str) -> str:
    """Return a table of HTML as one of text."""
    style = source.find("<style")
    if style >= 0:
        source = source[:style] + source[source.find("</style>") + len("</style>") :]
    reader = Rows()
    reader.feed(source)
    width = max(map(len, reader.rows), default=0)
    lines = [[html.escape(cell, quote=False).replace("|", "\\|") for cell in row] for row in reader.rows]
    lines = [row + [""] * (width - len(row)) for row in lines]
    lines.insert(1, ["---"] * width)
    table = "\n".join(f"| {' | '.join(row)} |" for row in lines)
    return "\n\n".join([*reader.before, table])


def write(source: Path) -> None:
    """Run a notebook and write its page and pictures."""
    text, pictures = page(source, executed(source))
    PAGES.mkdir(exist_ok=True)
    for old in PAGES.glob(f"{source.stem}-*.svg"):
        old.unlink()
    for name, picture in pictures.items():
        (PAGES / name).write_text(picture, encoding="utf-8")
    (PAGES / f"{source.stem}.md").write_text(text, encoding="utf-8")


def main(names: list[str]) -> None:
    """Write the pages of some notebooks, of all without names."""
    from nbclient.exceptions import CellExecutionError

    known = {source.stem: source for source in sources()}
    if wrong := [name for name in names if name not in known]:
        sys.exit(f"found {', '.join(wrong)}, allowed are {', '.join(known)}")
    failed = []
    for name in names or known:
        start = time.perf_counter()
        try:
            write(known[name])
        except CellExecutionError as fault:
            failed.append(name)
            print(COLOURS.sub("", str(fault)))
        print(f"{name}: {time.perf_counter() - start:.0f} s", flush=True)
    sys.exit(f"failed: {', '.join(failed)}" if failed else 0)


if __name__ == "__main__":
    main(sys.argv[1:])
