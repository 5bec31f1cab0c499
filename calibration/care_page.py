"""Tables and pictures of docs/care.md: need of care beside the census, recipients beside what is published, the funds, the priors.

Usage: python -m calibration.care_page docs [ONE_IN [ONE_IN_OF_THE_PRIORS]]

Runs the scenario ``care`` and its variants; nothing is fitted here (``calibration/care.py`` does).
"""

import sys
from pathlib import Path
from typing import Any

import pandas as pd

import microsim as ms
from calibration.pages import write_tables
from microsim.law.load import load_assumptions
from microsim.report.gallery import data_of, write_data, write_figure

PICTURES = ("care_need", "care_funds")
MARK = "<!-- {}: python -m calibration.care_page docs -->\n"
PLACES = {"shanghai": "Shanghai", "guangzhou": "Guangzhou"}
GRADES = ("light", "moderate", "severe")
PUBLISHED = Path(__file__).with_name("care_published.csv")
FIT = Path(__file__).with_name("care_fit.csv")
UNTIL, SHOWN = 2060, (2018, 2021, 2025, 2030, 2040, 2050, 2060)
PRIORS_YEAR = 2030
EARLY = slice(2017, 2021)  # whose need stands beside the census: single years of a sample have few persons
UNITS = {"10k persons": 1e4, "100 million yuan": 1e10}
MONEY = ("from_employees", "from_residents", "home", "institution", "cash", "returned", "reserve")
CODES = ("beyond", "care.prices_known_until")  # no priors: a switch, the year of the prices


ALLOWED_FROM = "2017-01-01"
REMEMBERED = (  # values of allowances that no document at hand gives, and how far they may be off: half, and a half more
    ("Guangzhou's amounts", "guangzhou.allowances.amounts", ((15, 50, 100, 150), (45, 150, 300, 450))),
    ("Guangzhou's first age", "guangzhou.allowances.from_ages", ((65, 80, 90, 100), (75, 80, 90, 100))),
    (
        "Shanghai's third and fourth amount",
        "shanghai.allowances.amounts",
        ((75, 150, 150, 180, 600), (75, 150, 300, 500, 600)),
    ),
)


def run(name: str, one_in: int, until: int, **values: Any) -> Any:
    """Return the outcome of a scenario with assumptions set."""
    scenario = ms.scenario(name)
    for path, value in values.items():
        scenario = scenario.set(path, value)
    return ms.run(scenario, one_in=one_in, until=until, figures=False, progress=False, lives=False)


def recipients(tree: Any) -> Any:
    """Return recipients of care benefits, all grades."""
    return sum(tree["care"][f"recipients_{grade}"] for grade in GRADES)


def table(head: list[str], rows: list[list[str]]) -> str:
    """Return a Markdown table."""
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows)) + "\n"


def need_shares(tree: Any, place: str, first: int, end: int) -> pd.DataFrame:
    """Return the share of residents of a band of age who need care, by sex and grade, mean of the first years."""
    people = (
        tree["population"]
        .persons.sel(place=place, year=EARLY, age=slice(first, end - 1))
        .sum(["status", "age", "year"])
    )
    care = tree["care"].sel(place=place, year=EARLY, age_group=slice(first, end - 1)).sum(["age_group", "year"])
    found = {grade: (care[f"need_{grade}"] / people).to_series() for grade in GRADES}
    return pd.DataFrame(found)


def need_table(tree: Any) -> str:
    """Return need by age and sex in the first years, in percent, beside the census of 2010."""
    fit = pd.read_csv(FIT).set_index("what")["observed"]
    seen = {("shanghai", 60, 120): fit["shanghai 60+"], ("guangzhou", 60, 120): fit["guangdong 60+"]}
    seen |= {("shanghai", age, age + 5): fit[f"shanghai towns {age}+"] for age in (60, 65, 70)}
    seen |= {("shanghai", 75, 120): fit["shanghai towns 75+"]}
    rows = []
    for place, name in PLACES.items():
        for first, end in ((60, 65), (65, 70), (70, 75), (75, 120), (80, 120), (60, 120)):
            shares = 100 * need_shares(tree, place, first, end)
            band = f"{first}-{end - 1}" if end < 120 else f"{first} and over"
            census = seen.get((place, first, end))
            for sex in ("male", "female"):
                cells = [f"{shares.loc[sex, grade]:.1f}" for grade in GRADES]
                rows.append([f"{name}, {band}, {sex}", *cells, "" if census is None else f"{100 * census:.1f}"])
    return table(["place, age, sex", *GRADES, "census of 2010, both sexes"], rows)


def published_table(tree: Any) -> str:
    """Return what a run counts beside what is published."""
    rows = []
    for row in pd.read_csv(PUBLISHED).itertuples():
        if row.variable == "need":
            found = 100 * need_both(tree, row.place, row.year)
        else:
            data = (
                recipients(tree)
                if (row.group, row.variable) == ("care", "recipients")
                else tree[row.group][row.variable]
            )
            found = float(data.sel(place=row.place, year=row.year).sum()) / UNITS[row.unit]
        year = f"{row.year}" if row.year == row.of_year else f"{row.year}, published of {row.of_year}"
        what = f"{PLACES[row.place]}, {row.group}: {row.variable}, {year}"
        rows.append([what, row.unit, f"{found:.1f}", f"{row.published:g}", row.grade, row.role, row.source])
    return table(["what", "unit", "run", "published", "grade", "role", "source"], rows)


def need_both(tree: Any, place: str, year: int) -> float:
    """Return the share of the old of both sexes who need care of any grade."""
    people = float(tree["population"].persons.sel(place=place, year=year, age=slice(60, None)).sum())
    care = tree["care"].sel(place=place, year=year, age_group=slice(60, None))
    return sum(float(care[f"need_{grade}"].sum()) for grade in GRADES) / people


def funds_table(tree: Any) -> str:
    """Return the books of both funds in the years shown, 100 million yuan, and recipients."""
    rows = []
    for place, name in PLACES.items():
        for year in SHOWN:
            care = tree["care"].sel(place=place, year=year)
            heads = float(recipients(tree).sel(place=place, year=year).sum()) / 1e4
            cells = [f"{float(care[line]) / 1e10:,.1f}" for line in MONEY]
            rows.append([f"{name}, {year}", f"{heads:.1f}", *cells])
    head = [
        "place, year",
        "recipients, 10k",
        "from employees' health fund",
        "from residents'",
        "home",
        "institutions",
        "cash",
        "return",
        "reserve",
    ]
    return table(head, rows)


def variants_table(base: Any, one_in: int) -> str:
    """Return what the variants spend and take in beside the scenario."""
    rows = []
    for name in ("care", "care-guangzhou-remembered", "care-cash"):
        tree = base if name == "care" else run(name, one_in, PRIORS_YEAR).tree
        for place, called in PLACES.items():
            cells = []
            for year in (2020, PRIORS_YEAR):
                care = tree["care"].sel(place=place, year=year)
                spent = sum(float(care[line]) for line in ("home", "institution", "cash")) / 1e10
                cells += [f"{spent:.2f}", f"{float(care.from_employees + care.from_residents) / 1e10:.2f}"]
            heads = float(recipients(tree).sel(place=place, year=PRIORS_YEAR).sum()) / 1e4
            rows.append([f"`{name}`, {called}", *cells, f"{heads:.1f}"])
    head = [
        "scenario",
        "spent 2020",
        "taken in 2020",
        f"spent {PRIORS_YEAR}",
        f"taken in {PRIORS_YEAR}",
        f"recipients {PRIORS_YEAR}, 10k",
    ]
    return table(head, rows)


def figures_of(tree: Any) -> dict[str, float]:
    """Return the figures that the priors move: recipients (10k) and spending (100 million yuan) of both cities."""
    found = {}
    for place in PLACES:
        care = tree["care"].sel(place=place, year=PRIORS_YEAR)
        found[f"{place} recipients"] = float(recipients(tree).sel(place=place, year=PRIORS_YEAR).sum()) / 1e4
        found[f"{place} spending"] = sum(float(care[line]) for line in ("home", "institution", "cash")) / 1e10
    return found


def priors_table(base: Any, one_in: int) -> str:
    """Return how far each prior moves the figures from its low to its high, the widest on Shanghai's spending first."""
    known, start = load_assumptions(), figures_of(base)
    rows = []
    for path, entry in known.entries.items():
        if not path.startswith("care.") or path in CODES:
            continue
        moved = [
            figures_of(run("care", one_in, PRIORS_YEAR, **{path: bound(entry, end)}).tree) for end in ("low", "high")
        ]
        rows.append((entry.quantity.en, path, [[one[name] - start[name] for one in moved] for name in start]))
    rows.sort(key=lambda row: -abs(row[2][1][1] - row[2][1][0]))
    head = ["prior, from its low to its high", *(f"{name} ({value:.1f})" for name, value in start.items())]
    return table(
        head, [[f"{en} (`{path}`)", *(f"{low:+.1f}, {high:+.1f}" for low, high in moves)] for en, path, moves in rows]
    )


def allowances_paid(tree: Any) -> dict[str, float]:
    """Return recipients (10k) and money (100 million yuan) of allowances by age of both cities."""
    found = {}
    for place in PLACES:
        here = tree["allowances"].sel(place=place, year=PRIORS_YEAR)
        found[f"{place} recipients"] = float(here.recipients.sum()) / 1e4
        found[f"{place} paid"] = float(here.paid) / 1e10
    return found


def allowances_table(base: Any, one_in: int) -> str:
    """Return how far what is remembered of allowances moves what they cost, each from its low to its high."""
    start, rows = allowances_paid(base), []
    for what, path, ends in REMEMBERED:
        values = [{ALLOWED_FROM: list(end)} for end in ends]
        moved = [allowances_paid(run("care", one_in, PRIORS_YEAR, **{path: value}).tree) for value in values]
        rows.append((what, path, [[one[name] - start[name] for one in moved] for name in start]))
    head = ["value, from its low to its high", *(f"{name} ({value:.1f})" for name, value in start.items())]
    return table(
        head, [[f"{en} (`{path}`)", *(f"{low:+.1f}, {high:+.1f}" for low, high in moves)] for en, path, moves in rows]
    )


def bound(entry: Any, end: str) -> Any:
    """Return the low or the high of an assumption as a scenario writes it."""
    return getattr(entry, end)


def draw(outcome: Any, folder: Path) -> None:
    """Write the pictures of the page in both languages, and what they show beside them."""
    for name in PICTURES:
        found = data_of(outcome, name)
        for language, ending in (("en", ""), ("zh", ".zh")):
            write_figure(outcome, name, folder / f"{name}{ending}.svg", language, found)
        write_data(found, folder / f"{name}.csv")


def main(folder: str, one_in: str = "2000", one_in_priors: str = "20000") -> None:
    """Write the tables into the page, and its pictures."""
    page = Path(folder) / "care.md"
    outcome = run("care", int(one_in), UNTIL)
    tree = outcome.tree
    draw(outcome, Path(folder) / "figures")
    small = run("care", int(one_in_priors), PRIORS_YEAR).tree
    made = {
        "need": need_table(tree),
        "published": published_table(tree),
        "funds": funds_table(tree),
        "variants": variants_table(small, int(one_in_priors)),
        "priors": priors_table(small, int(one_in_priors)),
        "allowances": allowances_table(small, int(one_in_priors)),
    }
    write_tables(page, MARK, made)


if __name__ == "__main__":
    main(*sys.argv[1:])
