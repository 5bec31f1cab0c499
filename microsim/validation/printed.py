"""The comparison with published figures for the terminal, in English or Chinese."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from microsim.places import NAMED_PROVINCES
from microsim.reading import nearest
from microsim.report.terminal import new_table
from microsim.results.headline import cell
from microsim.validation.comparing import Comparison, Verdict
from microsim.validation.outcome import GATES, Validation
from microsim.validation.roles import Role
from microsim.validation.scopes import REGION_NAMES, registry
from microsim.validation.targets import Target
from microsim.validation.variables import NATION
from microsim.words.book import word

if TYPE_CHECKING:
    from rich.table import Table

DECIMALS = 1
ELSEWHERE_NAMES = tuple(province.english for province in NAMED_PROVINCES)
LEFT = ("indicator", "region", "unit", "verdict", "cause")
PLAIN = ("indicator", "region", "year", "unit", "published", "simulated", "ratio")
COLUMNS = {
    "fit": (*PLAIN, "tolerance", "verdict", "cause"),
    "holdout": (*PLAIN, "tolerance", "verdict", "last", "trend", "cause"),
    "population": PLAIN,
    "excluded": (*PLAIN, "cause"),
}


def tables(validation: Validation, language: str) -> "Iterator[Table | str]":
    """Yield the tables of fitted figures, of those held out, of inputs and of excluded ones, the list of those without
    a figure, and the scores."""
    beside = [row for row in validation.rows if row.verdict is Verdict.UNSCORED]
    parts = {
        "fit": validation.scored(Role.FIT),
        "holdout": validation.scored(Role.HOLDOUT),
        "population": [row for row in beside if row.role is Role.INPUT],
        "excluded": [row for row in beside if row.role is Role.EXCLUDED],
    }
    for name, rows in parts.items():
        if rows:
            yield figures(validation, name, rows, language)
            if notes := "\n".join(f"  {number} {text}" for number, text in enumerate(told(rows, language), 1)):
                yield notes + "\n"
    if missing := list(without_figure(validation, language)):
        yield "\n".join([word("validation", "not_answered", language), *missing])
    yield scores(validation, language)


def _new(title: str, columns: tuple[str, ...], language: str) -> "Table":
    said = {name: word("validation", name, language) for name in columns}
    return new_table(title, said.values(), [said[name] for name in LEFT if name in said])


def told(rows: list[Comparison], language: str) -> list[str]:
    """Return the known causes of the misses of some figures, each once, in the order of the table."""
    return list(dict.fromkeys(getattr(row.cause, language) for row in rows if row.cause))


def figures(validation: Validation, name: str, rows: list[Comparison], language: str) -> "Table":
    """Return the table of some figures."""
    table, notes = _new(word("validation", name, language), COLUMNS[name], language), told(rows, language)
    for row in rows:
        cells = _cells(validation, row, language)
        cells["cause"] = str(notes.index(getattr(row.cause, language)) + 1) if row.cause else ""
        if name == "excluded":
            cells["cause"] = word("reason", row.reason, language)
        table.add_row(*(cells[column] for column in COLUMNS[name]))
    return table


def _cells(validation: Validation, row: Comparison, language: str) -> dict[str, str]:
    """Return the cells of a figure by column."""
    target = row.target
    forecasts = validation.naive(target)._asdict() if row.role is Role.HOLDOUT else {"last": None, "trend": None}
    naive = {name: _number(value and target.value and value / target.value, 2) for name, value in forecasts.items()}
    group = "" if target.group.everybody else f" [{target.group}]"
    return naive | {
        "indicator": target.indicator + group,
        "region": target.region,
        "year": str(target.year),
        "unit": target.unit,
        "published": _number(target.value, DECIMALS),
        "simulated": _number(row.simulated, DECIMALS),
        "ratio": _number(row.ratio, 2),
        "tolerance": f"{100 * row.tolerance:.0f}%",
        "verdict": word("verdict", row.verdict, language),
    }


def _number(value: float | None, decimals: int) -> str:
    return "-" if value is None else cell(value, decimals)


def without_figure(validation: Validation, language: str) -> Iterator[str]:
    """Yield a line for each indicator and reason: the regions and years that have no simulated figure.

    Of one's own figures the line says which known name an unknown one may have been meant to be.
    """
    found: dict[tuple[str, str], dict[str, list[str]]] = {}
    for row in validation.rows:
        if row.simulated is None:
            key = word("verdict", row.verdict, language), row.target.indicator + meant(row.target)
            year = row.target.id.rpartition(":")[2] if row.target.year is None else str(row.target.year)
            found.setdefault(key, {}).setdefault(row.target.region, []).append(year)
    for (verdict, indicator), regions in sorted(found.items()):
        said = "; ".join(f"{region} {', '.join(sorted(set(years)))}" for region, years in regions.items())
        yield f"  {verdict}: {indicator}: {said}"


def meant(target: Target) -> str:
    """Return in brackets the known name of indicator or region that an unknown one of an own table is most like."""
    if target.shipped:
        return ""
    known = target.indicator in registry(), target.region in (*REGION_NAMES, NATION, *ELSEWHERE_NAMES)
    asked = [(target.indicator, registry()), (target.region, REGION_NAMES)]
    near = [nearest(name, names) for (name, names), is_known in zip(asked, known, strict=True) if not is_known]
    return f" (did you mean {', '.join(filter(None, near))}?)" if any(near) else ""


def scores(validation: Validation, language: str) -> "Table":
    """Return the table of scores, with the gates of fitted figures."""
    columns = ("indicator", "rows", "agree", "mean", "greatest", "gates")
    table = _new(word("validation", "scores", language), columns, language)
    for one in validation.scores():
        gates = " / ".join(f"{gate:.2f}" for gate in GATES.get(one.name, ()))
        within = "" if one.within is None else str(one.within)
        table.add_row(
            word("validation", one.name, language),
            str(one.rows),
            within,
            cell(one.mean, 3),
            cell(one.greatest, 3),
            gates,
        )
    return table


def title(validation: Validation, language: str) -> str:
    """Return the title of the comparison."""
    said: Any = {"name": validation.name, "one_in": validation.one_in}
    return word("validation", "title", language).format(**said)
