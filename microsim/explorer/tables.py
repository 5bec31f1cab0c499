"""What the page shows, as tables: one CSV each, numbers as they were worked out."""

import csv
import io
from collections.abc import Iterator
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


TABLES = {"yearly": yearly, "numbers": numbers, "tiles": tiles, "cohorts": cohorts, "payers": payers}


def as_csv(name: str, found: dict[str, Any], one_in: int, language: str) -> str:
    """Return a table of an answer as CSV, with a line above that says what sample it is of."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    mark = word("explorer", "watermark", language).format(one_in=f"{one_in:,}")
    text.write(f"# {mark}\n")
    writer.writerows(TABLES[name](found, language))
    return text.getvalue()
