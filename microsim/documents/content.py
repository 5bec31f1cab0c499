"""What stands in a report: title, first page, sections."""

from typing import TYPE_CHECKING

from microsim.documents.blocks import Document, said
from microsim.documents.front_page import front_page
from microsim.documents.sections import sections

if TYPE_CHECKING:
    from microsim.documents.subject import Subject


def document_of(subject: "Subject") -> Document:
    """Return a report of a run, or of a base and one or several reforms."""
    kind = ("run", "comparison", "options")[min(len(subject.reforms), 2)]
    return Document(said(f"title_{kind}"), subject.name, front_page(subject), sections(subject))
