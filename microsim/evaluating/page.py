"""``python -m microsim.evaluating.page livelihood`` or ``evaluation``: lives a sample and prints docs/livelihood.md or docs/evaluation.md.

With a folder, ``python -m microsim.evaluating.page livelihood docs/figures``, the pictures of the page are written there instead.
"""

import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from microsim.amounts import FEN
from microsim.comparing.table import Table, piped
from microsim.evaluating.cells import CITY, EVERYBODY, FIFTH, HUKOU, PROVINCE, SEX
from microsim.evaluating.evaluation import notes_of
from microsim.evaluating.old import old_of
from microsim.evaluating.poverty import numbers
from microsim.evaluating.questions import QUESTIONS
from microsim.evaluating.tables import table_of
from microsim.evaluating.tornado import ends_of, tornado_table
from microsim.kernel.world import FIRST_LAW_YEAR
from microsim.law.compile import compile_law
from microsim.places import PLACE_KEYS
from microsim.reading import InputError, Problem, did_you_mean
from microsim.report.gallery import write_data, write_figure
from microsim.results.indicators import PROVINCES, REGIONS
from microsim.running import inputs_of, run_scenario
from microsim.scenarios import Scenario, scenario
from microsim.validation.targets import Target, shipped_targets
from microsim.words.book import place_name

PAGES_IN = Path(__file__).parent / "pages"
ONE_IN, ONE_IN_MOVED, SEED = 2000, 4000, 1
YEAR, UNTIL = 2025, 2060
SHOWN = (2017, 2020, 2025, 2030, 2040, 2050, 2060)
STANDARDS = (2016, 2020, 2024, 2030)  # years
GROUPS = (EVERYBODY, SEX, HUKOU, FIFTH, PROVINCE)
ON = "livelihood-on"
COUNTS = ("recipients", "begun", "ended", "in_grace", "just_above", "not_asking", "refused_assets")
THOUSAND, TEN_THOUSAND, MILLION, HUNDRED_MILLION = 1e3, 1e4, 1e6, 1e8
PUBLISHED = ("dibao_recipients", "dibao_expenditure")  # beginnings of indicators of the published figures


def livelihood() -> str:
    """Return docs/livelihood.md."""
    reform = scenario(ON)
    tree = run_scenario(reform, until=UNTIL, one_in=ONE_IN, seed=SEED, lives=False, progress=False).tree
    base, moved = ends_of(reform, ONE_IN_MOVED, SEED, YEAR)
    parts = {
        "one_in": f"{ONE_IN:,}",
        "one_in_moved": f"{ONE_IN_MOVED:,}",
        "year": YEAR,
        "standards": standards(),
        "counts": counts(tree),
        "published": published(tree),
        "tornado": tornado_table(base, moved).markdown(),
        "steps": "\n".join(
            poverty(reform, name) for name in ("heads_standard", "gaps_standard", "heads_band", "heads_median")
        ),
    }
    return text_of("livelihood").format(**parts)


def evaluation() -> str:
    """Return docs/evaluation.md."""
    reform = with_allowances()
    inputs = inputs_of(reform, YEAR, None)
    old, notes = old_of(inputs, ONE_IN, SEED, [YEAR])[YEAR], notes_of([inputs], True)
    groups = (*GROUPS, CITY)
    tables = [table_of(name, [old], True, groups if name == "where" else GROUPS, notes) for name in QUESTIONS]
    return text_of("evaluation").format(one_in=f"{ONE_IN:,}", year=YEAR, tables="\n".join(map(Table.markdown, tables)))


def pictures(folder: Path, one_in: int = ONE_IN_MOVED) -> None:
    """Write poverty after each benefit in both languages, and what it shows, with everything beside the pension switched on."""
    everything = scenario("care").set("beyond.livelihood", 1).named("care-and-livelihood")
    with tempfile.TemporaryDirectory() as place:
        options: dict[str, Any] = {"one_in": one_in, "seed": SEED, "until": YEAR, "figures": False, "lives": False}
        outcome = run_scenario(everything, out=Path(place) / "run", progress=False, **options)
        found = numbers(outcome, YEAR)
    for language, ending in (("en", ""), ("zh", ".zh")):
        write_figure(outcome, "poverty", folder / f"poverty{ending}.svg", language, found)
    write_data(found, folder / "poverty.csv")


def text_of(page: str) -> str:
    """Return what a page says around its tables, with their places in braces."""
    return (PAGES_IN / f"{page}.md").read_text(encoding="utf-8")


def with_allowances() -> Scenario:
    """Return the scenario with the minimum livelihood and allowances by age."""
    return scenario(ON).set("beyond.allowances", 1)


def poverty(reform: Scenario, name: str) -> str:
    """Return a table of poverty after each benefit."""
    inputs = inputs_of(reform, YEAR, None)
    old = old_of(inputs, ONE_IN, SEED, [YEAR])[YEAR]
    return table_of(name, [old], True, GROUPS, notes_of([inputs], True)).markdown()


def standards() -> str:
    """Return the standards of every place in some years, as the law compiled says."""
    law = compile_law()
    heads = ("place", *(f"{kind} {year}" for year in STANDARDS for kind in ("urban", "rural")))
    rows = [
        (f"{place_name(key, 'en')} {place_name(key, 'zh')}", *(f"{value:,.0f}" for value in of_place(law, code)))
        for code, key in enumerate(PLACE_KEYS[:-1])
    ]
    return lines_of(heads, rows)


def of_place(law: np.ndarray, code: int) -> Iterator[float]:
    """Yield the urban and the rural standard of a place in July of each year shown."""
    for year in STANDARDS:
        for kind in ("urban", "rural"):
            yield float(law[f"livelihood_{kind}"][code, year - FIRST_LAW_YEAR, 6])


def counts(tree: Any) -> str:
    """Return what a run counts and pays, by province and year, of persons, not households."""
    group = tree["livelihood"]
    heads = (
        "",
        "year",
        *(f"{name.replace('_', ' ')}, thousand" for name in COUNTS),
        "paid, million yuan",
        "grace, million yuan",
    )
    rows = []
    for region in PROVINCES:
        places = [PLACE_KEYS[place] for place in REGIONS[region]]
        for year in SHOWN:
            here = group.sel(year=year, place=places)
            persons = [f"{float(here[name].sum()) / THOUSAND:,.0f}" for name in COUNTS]
            money = [f"{float(here[name].sum()) / FEN / MILLION:,.0f}" for name in ("paid", "grace")]
            rows.append((place_name(region, "en"), str(year), *persons, *money))
    return lines_of(heads, rows)


def published(tree: Any) -> str:
    """Return published figures beside the run, where it simulates their year and place; they are of all ages."""
    rows = [
        (target.region, str(target.year), *beside(target, tree), target.grade, target.source)
        for target in shipped_targets()
        if target.indicator.startswith(PUBLISHED)
    ]
    heads = ("place", "year", "what", "published, all ages", "run, persons of 60 and over", "grade", "source")
    return lines_of(heads, sorted(rows))


def beside(target: Target, tree: Any) -> tuple[str, str, str]:
    """Return what a published figure is, and the figure as published and as the run has it."""
    group, place = tree["livelihood"], target.region.lower()
    money, kind = target.indicator == "dibao_expenditure", target.indicator.rpartition("_")[2]
    part = kind if kind in ("urban", "rural") else ""
    what = "money, 100 million yuan" if money else f"recipients, 10,000 persons {part}".rstrip()
    if target.year not in group["year"]:
        return what, f"{target.value:g}", "before the run"
    here = group.sel(year=target.year, place=place)
    if money:
        return what, f"{target.value:g}", f"{float(here['paid'].sum()) / FEN / HUNDRED_MILLION:,.1f}"
    both = ", urban and rural together" if part else ""
    return what, f"{target.value:g}", f"{float(here['recipients'].sum()) / TEN_THOUSAND:,.1f}{both}"


def lines_of(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """Return a table of text."""
    return "\n".join(map(piped, [heads, tuple("---" for _ in heads), *rows]))


PAGES: dict[str, Callable[[], str]] = {"livelihood": livelihood, "evaluation": evaluation}


def main(arguments: list[str]) -> int:
    """Print the page that is named, or write its pictures."""
    name = arguments[0] if len(arguments) in (1, 2) else ""
    if name not in PAGES:
        found = f"found {name or len(arguments)}, allowed are {' and '.join(PAGES)}{did_you_mean(name, PAGES)}"
        print(InputError([Problem("page", 0, 0, "", found)]), file=sys.stderr)
        return 2
    if len(arguments) > 1:
        pictures(Path(arguments[1]))
    else:
        print(PAGES[name](), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
