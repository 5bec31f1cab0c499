"""The page of the whole cost of labour: ``python -m calibration.labour_cost`` writes docs/labour-cost.md and its figures.

Words stand in labour_cost_template.md; each ``{{table ...}}`` there is filled from the law as it stands.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import microsim as ms
from microsim.labour_cost.asked import ALL, SEATS, SOCIAL
from microsim.labour_cost.command import bar_cells
from microsim.labour_cost.figure import YEARS, wedge_figure
from microsim.labour_cost.sensitive import ALL_TIME, DECLARED_LEAST, bars
from microsim.labour_cost.terms import LAW, CostLaw, month_on
from microsim.law.load import load_statute
from microsim.law.statute import levels
from microsim.scenarios import Scenario
from microsim.schema import STATUTE_QUANTITIES
from microsim.words.book import place_name, word

HERE = Path(__file__).parent
DOCS = HERE.parent / "docs"
PICTURES = DOCS / "figures"
MULTIPLES = (0.5, 1.0, 3.0)
GRADED = ("guangzhou", "shenzhen", "foshan", "qingyuan", "shanghai")
DAY = f"{YEARS[-1]}-07-01"
BASELINE = ms.scenario("baseline")
REFUNDED = "2025-07-01"  # a day on which refunds are in force
REFUND_ENDS = {"refund_small": (0.3, 0.9), "employer_rate": (0.0032, 0.02)}  # of the notices of 2021-2025; usual rates
AT_AVERAGE = f"branch == '{ALL}' and abs(of_average - 1.0) < 1e-3"
FILLED = re.compile(r"\{\{(\w+)(?: ([\w-]+))?\}\}")


def percent(value: float) -> str:
    """Return a share in percent."""
    return f"{100 * value:.1f}"


def rows_of(heads: list[str], rows: list[list[str]]) -> str:
    """Return a table of markdown; numbers stand to the right."""
    marks = ["---", *["---:"] * (len(heads) - 1)]
    return "\n".join("| " + " | ".join(line) + " |" for line in (heads, marks, *rows))


def asked(place: str, day: str, multiple: float) -> Callable[[str, str], float]:
    """Return what gives a figure of a branch at a multiple of the average wage."""
    law = CostLaw(ms.scenario("baseline"))
    frame = ms.wedge(place, day, multiple * law.average_wage(place, month_on(day)))
    return lambda branch, column: float(frame.loc[frame["branch"] == branch, column].iloc[0])


def years(place: str) -> str:
    """Return the wedge on 1 July of each year: of the wage at the average, of the cost by wage, at the margin."""
    heads = ["year", "average wage", "employer, five", "employee, five", "five of wage", "all of wage"]
    heads += [f"all of cost, {multiple:g} ×" for multiple in MULTIPLES] + ["marginal, 1 ×"]
    rows = []
    for year in YEARS:
        found = [asked(place, f"{year}-07-01", multiple) for multiple in MULTIPLES]
        one = found[1]
        wage = one(ALL, "wage")
        parts = [one(SOCIAL, "employer") / wage, one(SOCIAL, "employee") / wage, one(SOCIAL, "of_wage")]
        parts += [one(ALL, "of_wage"), *(each(ALL, "wedge") for each in found), one(ALL, "marginal_wedge")]
        rows.append([str(year), f"{wage:,.0f}", *map(percent, parts)])
    return rows_of(heads, rows)


def branches(place: str) -> str:
    """Return what each branch takes of the average wage in some years, employer and employee."""
    shown = (2015, 2016, 2018, 2019, 2020, 2026)
    keys = ("pension", "health", "unemployment", "injury", "maternity", SOCIAL, "housing", ALL)
    found = [asked(place, f"{year}-07-01", 1.0) for year in shown]
    rows = []
    for key in keys:
        cells = [
            " + ".join(f"{100 * one(key, p) / one(ALL, 'wage'):.2f}" for p in ("employer", "employee")) for one in found
        ]
        rows.append([word(LAW, key, "en"), *cells])
    return rows_of(["% of the wage, employer + employee", *map(str, shown)], rows)


def tornado(place: str) -> str:
    """Return what moves the wedge of a place."""
    base, found = bars(place, DAY, ms.scenario("baseline"))
    heads = [
        f"{place_name(place, 'en')}, {DAY}: all branches {percent(base)}% of the cost",
        "low",
        "high",
        "at the low",
        "at the high",
    ]
    return rows_of(heads, [list(bar_cells(bar, "en")) for bar in found])


def refund(place: str) -> str:
    """Return what the refund for stable jobs gives back of the cost of a small firm at the average wage, and what moves it."""

    def given(changed: Scenario = BASELINE, **options: Any) -> float:
        costs = [
            ms.wedge(place, REFUNDED, None, changed, **{"firm": "small", "stable": kept} | options).query(AT_AVERAGE)
            for kept in (False, True)
        ]
        plain, stable = (float(one["cost"].iloc[0]) for one in costs)
        return plain - stable

    cost = float(ms.wedge(place, REFUNDED, None, BASELINE, firm="small").query(AT_AVERAGE)["cost"].iloc[0])
    rows = []
    for path, (low, high) in REFUND_ENDS.items():
        ends = [given(BASELINE.set(f"{place}.{LAW}.unemployment.{path}", {ALL_TIME: end})) for end in (low, high)]
        rows.append((STATUTE_QUANTITIES[f"{LAW}.unemployment.{path}"].en, f"{low:g}", f"{high:g}", *ends))
    rows.append((word(LAW, "declared", "en"), f"{DECLARED_LEAST:g}", "1", given(declared=DECLARED_LEAST), given()))
    rows.append(("Size of the firm", "large", "small", given(firm="large"), given()))
    rows.sort(key=lambda row: -abs(row[4] - row[3]))
    told = f"{place_name(place, 'en')}, {REFUNDED}: {100 * given() / cost:.2f}% of the cost comes back"
    cells = [[*row[:3], *(f"{100 * value / cost:.2f}%" for value in row[3:])] for row in rows]
    return rows_of([told, "low", "high", "at the low", "at the high"], cells)


def grades() -> str:
    """Return the grade of each value that answers for some places today; a dash where none is in force."""
    entries, rows = load_statute().entries, []
    for path, quantity in STATUTE_QUANTITIES.items():
        if path.startswith(f"{LAW}.") and not path.endswith("_by"):
            rows.append([quantity.en, *(grade_at(entries, place, path) for place in GRADED)])
    return rows_of(["value in force", *(place_name(place, "en") for place in GRADED)], rows)


def grade_at(entries: dict, place: str, path: str) -> str:
    """Return the grade of what answers at a place, with its holder where that is wider."""
    for holder in reversed(levels(place)):
        entry = entries.get(f"{holder}.{path}")
        if entry and (index := entry.step_on(DAY)) is not None:
            return f"{entry.steps[index].grade}{'' if holder == place else f' ({holder})'}"
    return "-"


TABLES = {"years": years, "branches": branches, "tornado": tornado, "refund": refund, "grades": lambda _: grades()}


def page() -> str:
    """Return the page."""
    text = (HERE / "labour_cost_template.md").read_text(encoding="utf-8")
    return FILLED.sub(lambda match: TABLES[match[1]](match[2]), text)


def main() -> None:
    """Write the page and its figures."""
    (DOCS / "labour-cost.md").write_text(page(), encoding="utf-8")
    for place in (SEATS[0], SEATS[-1]):
        for language, ending in (("en", ""), ("zh", ".zh")):
            figure = wedge_figure(place, "2016-07-01", ms.scenario("baseline"), language)
            figure.savefig(PICTURES / f"wedge-{place}{ending}.svg", format="svg", metadata={"Date": None})


if __name__ == "__main__":
    main()
