"""The command that puts published figures beside a run."""

from pathlib import Path

from microsim.report.terminal import print_whole
from microsim.validation import validate
from microsim.validation.printed import tables, title

WIDTH = 150  # columns: every row on one line, none cut


def print_validation(run: str, targets: Path | None, as_json: bool, language: str) -> None:
    """Print the comparison of a run with published figures, as tables or as a JSON list of objects."""
    found = validate(run, targets)
    if as_json:
        print(found.json(), end="")
        return
    print_whole([title(found, language), *tables(found, language)], WIDTH)
