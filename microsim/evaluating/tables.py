"""The tables of an evaluation: a row a group, a column a measure, of one run or what a second one changes."""

from collections.abc import Callable, Sequence

from microsim.comparing.table import DIFFERENCE, LEVEL, PERCENT, Column, Figure, Name, Table, Unit
from microsim.evaluating.cells import CITY, PROVINCE, Row, rows_of, said
from microsim.evaluating.measures import POINTS, Measure, difference, level
from microsim.evaluating.old import Old
from microsim.evaluating.questions import QUESTIONS
from microsim.evaluating.steps import LINES, gaps, heads

WHERE = "where"
PERSONS = "persons_not_households"  # stands under every table
Ask = Callable[[Old, bool], list[Measure]]


def asks() -> dict[str, Ask]:
    """Return what makes the measures of every table, by its name: the six questions, then poverty by line."""

    def of_line(kind: Callable[[Old, str, bool], list[Measure]], line: str) -> Ask:
        return lambda old, met: kind(old, line, met)

    by_line = {
        f"{name}_{line}": of_line(kind, line) for line in LINES for name, kind in (("heads", heads), ("gaps", gaps))
    }
    return QUESTIONS | by_line


def table_of(name: str, olds: Sequence[Old], met: bool, groupings: tuple[str, ...], notes: Sequence[str] = ()) -> Table:
    """Return a table of one run, or of what the second of two changes.

    Parameters
    ----------
    name
        Of the table, see ``asks``.
    olds
        The old of a run in a year, or of a base and a reform.
    met
        Whether lives of all these runs meet the minimum livelihood.
    groupings
        Which groups are told; the table of places tells provinces and cities alone.
    notes
        Names of sentences that stand below it, beside that persons are no households.
    """
    rows = (
        rows_of(tuple(one for one in groupings if one in (PROVINCE, CITY)) or (PROVINCE, CITY))
        if name == WHERE
        else rows_of(groupings)
    )
    measures = [asks()[name](old, met) for old in olds]
    kind = LEVEL if len(olds) == 1 else DIFFERENCE
    columns, cells = [], []
    for column in zip(*measures, strict=True):
        first = column[0]
        columns.append(Column(said(first.key), kind, unit_of(first, kind), first.decimals))
        cells.append(figures(column, olds, rows))
    title = titled(name, olds)
    told = tuple(said(note) for note in (PERSONS, *notes))
    return Table(name, title, tuple(columns), tuple(row.name for row in rows), tuple(zip(*cells, strict=True)), told)


def unit_of(measure: Measure, kind: str) -> Unit:
    """Return the unit of a column: what changes of a percentage are points."""
    return POINTS if kind == DIFFERENCE and measure.unit == PERCENT else measure.unit


def figures(measures: tuple[Measure, ...], olds: Sequence[Old], rows: list[Row]) -> list[Figure]:
    """Return a measure of every row."""
    if len(olds) == 1:
        found = level(measures[0], olds[0], rows)
    else:
        found = difference((measures[0], measures[1]), (olds[0], olds[1]), rows)
    return [Figure(*map(float, each)) for each in zip(found.value, found.se, found.persons, strict=True)]


def titled(name: str, olds: Sequence[Old]) -> Name:
    """Return the title of a table, with its year."""
    title = said(f"table_{name}")
    change = said("change") if len(olds) > 1 else None
    return Name(
        name,
        f"{title.en}, {olds[0].year}" + (f" ({change.en})" if change else ""),
        f"{title.zh}（{olds[0].year}年" + (f"，{change.zh}）" if change else "）"),
    )
