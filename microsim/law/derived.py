"""The page of what no document gives: every value of the statute of grade C, with the rule or memory it rests on.

``python -m microsim.law.derived`` prints docs/derived-values.md; a test holds the page equal to the statute.
"""

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from microsim.law.cells import RULES
from microsim.law.load import load_statute
from microsim.law.origin import dated
from microsim.law.statute import CITIES
from microsim.law.values import written

if TYPE_CHECKING:
    from microsim.law.statute import Entry, Statute, Step
    from microsim.schema.quantities import Quantity

HEAD = """# Values of the statute that no document gives

Made by `python -m microsim.law.derived`; do not edit. Grade C of the statute: a value derived by a stated rule, taken
from memory or from a single unofficial copy, or a choice where the law is open. Each may be set in a scenario under
`law:`. Grades A (seen in a source) and B (firm memory of a named document) are not listed; `microsim law PATH` shows
every value with its source. Runs of values that rest on the same words are one row; a value holds from its date on.
"""
BY_RULE = """
## Cells the law record works out

Where the statute has no value, these fields follow a rule; the part beyond the last announced value is projected with
the assumptions of the economy.

| Field | Rule |
|---|---|
"""
BARE = ("age", "month", "month_of_year", "flag", "word", "choice")  # kinds whose unit says nothing beside a value
SEVERAL = 3  # values shown before a run is cut to its ends


class Row(NamedTuple):
    """A run of values of one path in one place that rest on the same words."""

    path: str
    place: str
    dates: str
    values: str
    words: str


def derived_rows(statute: "Statute | None" = None) -> list[Row]:
    """Return the runs of grade C values of the statute, in the order of paths."""
    statute = statute or load_statute()
    rows = []
    for entry in statute.entries.values():
        place, _, path = entry.path.partition(".")
        words = [_words(statute, entry, index) for index in range(len(entry.steps))]
        for text, run in groupby(zip(entry.steps, words, strict=True), key=lambda pair: pair[1]):
            steps = [step for step, _ in run]
            if text:
                rows.append(Row(path, place, _dates(steps), _values(steps, entry.quantity), text))
    return sorted(rows)


def _words(statute: "Statute", entry: "Entry", index: int) -> str | None:
    """Return what a value of grade C rests on; None for all others."""
    step = entry.steps[index]
    return dated(statute, entry.path, index).rests_on(statute) if step.grade == "C" and step.value is not None else None


def _dates(steps: "list[Step]") -> str:
    first, last = steps[0].date, steps[-1].date
    return first if first == last else f"{first} to {last}"


def _values(steps: "list[Step]", quantity: "Quantity") -> str:
    texts = [written(step.value, quantity.kind) for step in steps]
    shown = texts if len(texts) <= SEVERAL else [texts[0], "…", texts[-1]]
    return ", ".join(shown) if quantity.kind in BARE else f"{', '.join(shown)} {quantity.unit}"


def derived_page(statute: "Statute | None" = None) -> str:
    """Return the page as markdown, rows of cities that say the same put together."""
    lines = [HEAD]
    for path, rows in groupby(derived_rows(statute), key=lambda row: row.path):
        lines.append(f"## {path}\n\n| Where | From | Value | Rests on |\n|---|---|---|---|")
        merged: dict[tuple[str, str, str], list[str]] = {}
        for row in rows:
            merged.setdefault((row.dates, row.values, row.words), []).append(row.place)
        for (dates, values, words), places in merged.items():
            lines.append(f"| {_where(places)} | {dates} | {values} | {words.strip().replace('|', '/')} |")
        lines.append("")
    rules = (f"| `{path}` | {(rule.__doc__ or '').partition(chr(10))[0]} |" for path, rule in sorted(RULES.items()))
    return "\n".join(lines) + BY_RULE + "\n".join(rules) + "\n"


def _where(places: list[str]) -> str:
    """Return names of places, many cities as their number."""
    cities = [place for place in places if place in CITIES]
    return f"{len(cities)} cities: {', '.join(cities)}" if len(cities) > 1 else ", ".join(places)


if __name__ == "__main__":
    print(derived_page(), end="")
