"""The page of all that a scenario may set: name, unit, bounds and what is usual, from the definitions.

``python -m microsim.scenarios.reference`` prints docs/quantities.md; a test holds the page equal to the definitions.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby

from microsim.law.assumptions import Assumption
from microsim.law.load import load_assumptions
from microsim.scenarios.usual import documented, law_range
from microsim.schema import KINDS, LAW_QUANTITIES, Quantity
from microsim.schema.kinds import shown

HEAD = """# What a scenario may set

Made by `python -m microsim.scenarios.reference` (`make quantities`); do not edit. Every quantity of the statute and every
assumption with its unit, the values it may take and, where one is documented, the range that is usual. A value outside
what it may take is refused with the line it stands on. One outside the usual range is run, with a line on stderr, in
`run.log`, in the manifest and in `microsim scenario check`. Two checks look at values together: parts of one whole add
up to at most 1, and nothing grows to more than 30,000 times within the horizon.

A quantity of the statute is set as `PLACE.PATH` under `law:`, where PLACE is `national`, a province or a city and
`{track}` is `men`, `women_cadre` or `women_worker`; an assumption by its path under `assumptions:`.

## Kinds

| Kind | A value is | From | To |
|---|---|---|---|
"""
KINDS_AFTER = """
Where a bound is `-`, every quantity of the kind names its own, or its words say which values there are.
"""
LAW_HEAD = """## Law: {chapter}

| Path | Name | Unit | May be | Usual | What it does |
|---|---|---|---|---|---|
"""
ASSUMPTION_HEAD = """## Assumptions: {chapter}

| Path | Name | Unit | May be | Usual | What it does |
|---|---|---|---|---|---|
"""


def reference_page() -> str:
    """Return the page as markdown."""
    return "".join([HEAD, *_kinds(), KINDS_AFTER, *_law(), *_assumptions()])


def _kinds() -> Iterator[str]:
    for name, kind in KINDS.items():
        ends = ["-" if end is None else shown(end, name) for end in (kind.least, kind.most)]
        yield f"| {name} | {kind.allowed.rstrip(',')} | {ends[0]} | {ends[1]} |\n"


def _law() -> Iterator[str]:
    for chapter, group in groupby(LAW_QUANTITIES.values(), key=lambda one: one.path.partition(".")[0]):
        yield "\n" + LAW_HEAD.format(chapter=chapter)
        for one in group:
            yield _row(one, law_range(one), one.does or "")


def _assumptions() -> Iterator[str]:
    entries: Iterable[Assumption] = load_assumptions().entries.values()
    ordered = sorted(entries, key=lambda entry: entry.path.partition(".")[0])
    for chapter, group in groupby(ordered, key=lambda entry: entry.path.partition(".")[0]):
        yield "\n" + ASSUMPTION_HEAD.format(chapter=chapter)
        for entry in group:
            yield _row(entry.quantity, documented(entry), f"{entry.quantity.does} {entry.quantity.does_zh}")


def _row(quantity: Quantity, usual: tuple[float, float] | None, *more: str) -> str:
    """Return the row of one quantity."""
    ends = f"{shown(quantity.least, quantity.kind)} to {shown(quantity.most, quantity.kind)}"
    if quantity.words:
        ends = ", ".join(quantity.words if quantity.kind == "word" else (f"{n} {w}" for w, n in quantity.words.items()))
    elif quantity.kind == "flag":
        ends = "true, false"
    none = "" if quantity.absent is None else f", {quantity.absent:g} for none"
    listed = ", a list" if quantity.tiers else ""
    name = f"{quantity.en} {quantity.zh}".replace("|", "/")
    often = f"{shown(usual[0], quantity.kind)} to {shown(usual[1], quantity.kind)}" if usual else ""
    cells = (f"`{quantity.path}`", name, quantity.unit, ends + none + listed, often, *more)
    return f"| {' | '.join(cells)} |\n"


if __name__ == "__main__":
    print(reference_page(), end="")
