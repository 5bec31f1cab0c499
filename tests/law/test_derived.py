"""The page of derived values is that of the shipped statute, and grades keep their promise."""

from pathlib import Path

from microsim.law.derived import derived_page, derived_rows
from microsim.law.load import load_statute

PAGE = Path(__file__).parents[2] / "docs" / "derived-values.md"


def test_the_page_is_current():
    """Make it again with ``python -m microsim.law.derived > docs/derived-values.md``."""
    assert PAGE.read_text("utf-8") == derived_page()


def test_every_value_of_grade_c_is_on_it():
    rows = derived_rows()
    known = {(row.place, row.path) for row in rows}
    for path, entry in load_statute().entries.items():
        place, _, rest = path.partition(".")
        graded_c = any(step.grade == "C" and step.value is not None for step in entry.steps)
        assert ((place, rest) in known) == graded_c
    assert all(row.words and row.values for row in rows)


def test_what_was_seen_does_not_rest_on_a_document_from_memory():
    """A value of grade A needs a source that is no worse than B, and one from memory is no A."""
    statute = load_statute()
    for path, entry in statute.entries.items():
        for step in entry.steps:
            if step.value is not None and step.grade == "A":
                assert statute.sources[step.source]["grade"] in ("A", "B"), path


def test_a_source_from_memory_says_so():
    """No document of grade A is known from memory alone."""
    for key, source in load_statute().sources.items():
        if source["grade"] == "A":
            assert "; from memory" not in source["en"], key
