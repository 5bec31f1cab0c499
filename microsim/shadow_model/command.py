"""The command that puts a cohort projection beside a run."""

from rich.console import Console

from microsim.shadow_model import shadow
from microsim.shadow_model.printed import books, tables, title

WIDTH = 120  # columns: every row on one line, none cut


def print_shadow(run: str, as_json: bool, language: str) -> None:
    """Print a cohort projection beside a run, as tables or as a JSON list of objects."""
    found = shadow(run)
    if as_json:
        print(found.json(), end="")
        return
    wide = Console(width=max(Console().width, WIDTH))
    for text in (title(found, language), books(found, language)):
        wide.print(text, markup=False, highlight=False)
    for one in tables(found, language):
        wide.print(one, markup=False, highlight=False)
