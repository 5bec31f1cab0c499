"""What the page shows, as tables: one CSV each, numbers as they were worked out."""

import csv
import io
from collections.abc import Callable, Iterator
from typing import Any

from microsim.words.book import place_name, word

Rows = Iterator[tuple[Any, ...]]
PARTS = ("before", "after", "change", "half_before", "half_after", "half_change")


def yearly(found: dict[str, Any], language: str) -> Rows:
    """Yield the measures of all regions and years."""
    yield ("region", "measure", "year", *PARTS)
    for region, of_region in found["yearly"].items():
        for name, parts in of_region.items():
            for slot, year in enumerate(found["years"]):
                values = (parts[part][slot] for part in PARTS)
                yield (place_name(region, language), word("explorer", name, language), year, *values)


def numbers(found: dict[str, Any], language: str) -> Rows:
    """Yield the numbers of the first look."""
    yield ("region", "measure", "year", *PARTS)
    for region, rows in found["numbers"].items():
        for row in rows:
            name = word("explorer", row["name"], language)
            yield (place_name(region, language), name, row["year"], *(row[part] for part in PARTS))


def tiles(found: dict[str, Any], language: str) -> Rows:
    """Yield the balance of every area in the years shown."""
    yield ("place", "year", *PARTS)
    for year, places in found["tiles"].items():
        for place, row in places.items():
            yield (place_name(place, language), year, *(row[part] for part in PARTS))


def cohorts(found: dict[str, Any], language: str) -> Rows:
    """Yield the net pension wealth of every cell."""
    yield ("born_from", "earnings_fifth", "sampled_persons", *PARTS)
    for row in found["cohorts"]:
        yield (row["cohort"], row["fifth"], row["persons"], *(row.get(part) for part in PARTS))


def payers(found: dict[str, Any], language: str) -> Rows:
    """Yield the lines of the balance sheet, as ``payers.sheet`` returns it."""
    yield ("party", *(column[language] for column in found["columns"]))
    for row in found["rows"]:
        yield (row["name"][language], *row["values"])


def balancing(found: dict[str, Any], language: str) -> Rows:
    """Yield the rates that balance, of ``balancing.curves``."""
    yield ("region", "year", "men_final_age", "benefit_ratio", "employer_rate", "half_employer_rate")
    for curve in found["curves"]:
        for ratio, rate, half in zip(curve["ratios"], curve["rates"], curve["half"], strict=True):
            yield (place_name(found["region"], language), curve["year"], curve["age"], ratio, rate, half)


def life(found: dict[str, Any], language: str) -> Rows:
    """Yield the years of a life under both laws, of ``timeline.lives``."""
    names = ("year", "age", "wage", "pension", "residents_pension", "months_paid_ever")
    yield ("law", "person", "place", "standing", *names)
    for law in ("before", "after"):
        for row in found[law]:
            standing = word("explorer", f"state_{row['state']}", language)
            words = (word("explorer", law, language), found["person"], place_name(row["place"], language), standing)
            yield (*words, *(row[name] for name in names))


def history(found: dict[str, Any], language: str) -> Rows:
    """Yield the values of the law under base and reform, of ``law_pages.history``."""
    names = ("path", language, "value", "unit", "since", "until", "grade", "document", "number", "article", "note")
    yield ("law", *("name" if name == language else name for name in names))
    for law in ("before", "after"):
        for row in found[law]:
            yield (word("explorer", law, language), *(row[name] for name in names))


TABLES: dict[str, Callable[[dict[str, Any], str], Rows]] = {
    "yearly": yearly,
    "numbers": numbers,
    "tiles": tiles,
    "cohorts": cohorts,
    "payers": payers,
    "balancing": balancing,
    "life": life,
    "history": history,
}
OF_NO_SAMPLE = ("life", "history")


def as_csv(name: str, found: dict[str, Any], one_in: int, language: str) -> str:
    """Return a table of an answer as CSV, with a line above that says what sample it is of."""
    text = io.StringIO()
    if name not in OF_NO_SAMPLE:
        mark = word("explorer", "watermark", language).format(one_in=f"{one_in:,}")
        text.write(f"# {mark}\n")
    csv.writer(text, lineterminator="\n").writerows(TABLES[name](found, language))
    return text.getvalue()
