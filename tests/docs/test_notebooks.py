"""The shipped notebooks run from the first cell to the last at a small sample, and their pages are those of their text."""

import ast
import re
from pathlib import Path

import jupytext
import pytest

from docs.site import notebooks

SMALL = {"ONE_IN": 20_000, "REPLICATES": 2, "UNTIL": 2030, "DRAWS": 3, "PERSONS": 500}
QUICK = {"one_career"}  # the others run some scenarios to 2100
STUDIES = ("migrants_rights", "shanghai_age_or_index")
LONGEST = 15  # lines of own code of a study, its import and parameters left out
SOURCES = notebooks.sources()
CASES = [
    pytest.param(source, marks=[] if source.stem in QUICK else pytest.mark.slow, id=source.stem) for source in SOURCES
]


def code_lines(source):
    """Return the lines of code of a notebook: logical lines, its parameters and what shows a result among them."""
    cells = [cell.source for cell in jupytext.read(source).cells if cell.cell_type == "code"]
    return [
        line
        for cell in cells
        for line in ast.unparse(ast.parse(re.sub(r"^[!%].*$", "pass", cell, flags=re.MULTILINE))).splitlines()
        if line.strip()
    ]


def outputs_of(notebook):
    """Return the outputs of a notebook's cells."""
    return [output for cell in notebook.cells for output in cell.get("outputs", [])]


@pytest.mark.parametrize("source", CASES)
def test_every_cell_runs(source):
    pytest.importorskip("ipykernel")
    notebook = notebooks.executed(source, SMALL)
    page, _ = notebooks.page(source, notebook)
    assert outputs_of(notebook)
    assert "Traceback" not in page
    assert page.count("```python") == sum(1 for cell in notebook.cells if cell.cell_type == "code")


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_the_page_is_of_the_text(source):
    page = (notebooks.PAGES / f"{source.stem}.md").read_text(encoding="utf-8")
    assert f"<!-- source {notebooks.digest(source)} -->" in page, f"python -m docs.site.notebooks {source.stem}"
    for picture in re.findall(r"\]\((\S+\.svg)\)", page):
        assert (notebooks.PAGES / picture).is_file()


def test_no_page_without_a_notebook():
    assert {page.stem for page in notebooks.PAGES.glob("*.md")} == {source.stem for source in SOURCES}


@pytest.mark.parametrize("name", STUDIES)
def test_a_study_is_short(name):
    (source,) = [one for one in SOURCES if one.stem == name]
    own = [line for line in code_lines(source) if not re.match(r"(import|from) |[A-Z_]+ = ", line)]
    assert len(own) < LONGEST
    assert own


def test_parameters_are_known():
    for source in SOURCES:
        for cell in jupytext.read(source).cells:
            if notebooks.PARAMETERS in cell.metadata.get("tags", []):
                assert {line.partition(" = ")[0] for line in cell.source.splitlines()} <= SMALL.keys()


def test_tables_of_html_are_tables_of_text():
    page = """<style scoped>td {}</style><h4>Title</h4><table><tr><th></th><th colspan="2">a|b</th></tr>
    <tr><th rowspan="2">x</th><td>1</td><td>&lt;2</td></tr><tr><td>3</td><td>4</td></tr></table>"""
    assert notebooks.table_of(page) == "\n".join(
        ["Title\n", "|  | a\\|b | a\\|b |", "| --- | --- | --- |", "| x | 1 | &lt;2 |", "|  | 3 | 4 |"]
    )


def test_paths_of_the_machine_are_in_no_page():
    for page in Path(notebooks.PAGES).glob("*.md"):
        assert not re.search(r"(?<![\w.])/(tmp|home|root|work)/", page.read_text(encoding="utf-8")), page.name
