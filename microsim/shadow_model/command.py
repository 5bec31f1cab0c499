"""The command that puts a cohort projection beside a run."""

from microsim.report.terminal import print_whole
from microsim.shadow_model import shadow
from microsim.shadow_model.printed import books, tables, title

WIDTH = 120  # columns: every row on one line, none cut


def print_shadow(run: str, as_json: bool, language: str) -> None:
    """Print a cohort projection beside a run, as tables or as a JSON list of objects."""
    found = shadow(run)
    if as_json:
        print(found.json(), end="")
        return
    print_whole([title(found, language), books(found, language), *tables(found, language)], WIDTH)
