"""The codebook of a run folder, written from what defines it: ``python -m microsim.results.codebook > docs/codebook.md``."""

import sys
from collections.abc import Iterable

from microsim.kernel.world import BASE_YEAR
from microsim.places import PLACE_KEYS, PROVINCE_KEYS
from microsim.results import beyond
from microsim.results.coordinates import CODES, SECTIONS, UNITS, axis_attributes
from microsim.results.headline import REGIONS, ROWS
from microsim.results.headline_file import headline_schema
from microsim.results.variables import VARIABLES, groups
from microsim.schema import BEYOND
from microsim.words.book import place_name, word

TOP = """# Codebook

Written by `python -m microsim.results.codebook > docs/codebook.md`; a test compares the two. How to open the files stands in [opening.md](opening.md).

`results.nc` is netCDF 4 with a group for each table. Whole numbers are exact: persons in persons represented, money in fen (a hundredth of a yuan),
both as 64-bit integers; programs that keep numbers as doubles lose single fen above 2^53. Divide by 100 for yuan. With several replicates every
variable has a first axis `replicate`. Every variable and axis carries `units`, `long_name` and `long_name_zh`; the root carries `scenario`, `inputs` (the
hash of all that went in), `one_in`, `until`, `seed`, `replicates`, `price_year`, and for a scenario that was set `base_scenario` and `settings`. No time, path or
thread count is in it: equal runs are equal bytes.

"""
MANIFEST = """## manifest.json

`scenario` (resolved), `base_scenario`, `settings`; `date`, `command` (empty from Python), `note` (`run --note TEXT`); sample and seeds; hashes of inputs, code and every
file of the folder (`outputs`); versions, machine, seconds. `unusual`: settings outside their documented range; what lies outside bounds is refused, nothing is
clipped. Under `law`: `written` (where each setting stands), `overridden`, `never_read` (settings of the law that no rule asked for), `displaced`
(narrower values that a wider setting set aside), `extrapolated_from` (first year of each path without a published value), `derived` (values no document gives),
`notes` (dates that act from another day).

"""


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table of Markdown."""
    heads = list(heads)
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines) + "\n"


def page() -> str:
    """Return the whole page."""
    return TOP + variables() + axes() + codes() + headline() + MANIFEST.rstrip("\n") + "\n"


def variables() -> str:
    """Return the variables of each group."""
    parts = []
    tables = {group: [one for one in VARIABLES if one.group == group] for group in groups()}
    for group, found in (tables | beyond.of_schemes(BEYOND)).items():
        rows = [(f"`{one.name}`", one.units, ", ".join(one.dims), one.long_name, one.long_name_zh) for one in found]
        when = f"Only where lives meet the scheme (`beyond.{group}`).\n\n" if group in BEYOND else ""
        parts.append(f"### {group}\n\n{when}{table(('variable', 'unit', 'axes', 'meaning', '含义'), rows)}")
    return "## Variables of results.nc\n\n" + "\n".join(parts) + "\n"


def axes() -> str:
    """Return the axes and what their labels are."""
    names = dict.fromkeys(name for one in VARIABLES for name in one.dims)
    told = {name: axis_attributes(name) for name in names}
    rows = [
        (f"`{name}`", UNITS.get(name, "words"), one["long_name"], one["long_name_zh"]) for name, one in told.items()
    ]
    return f"## Axes\n\n{table(('axis', 'labels in', 'meaning', '含义'), rows)}\n"


def codes() -> str:
    """Return the labels of every axis of words, in both languages."""
    parts = []
    for axis, kind in CODES.items():
        section = SECTIONS.get(axis, axis)
        labels = [one.name.lower() for one in kind]
        rows = [(f"`{label}`", word(section, label, "en"), word(section, label, "zh")) for label in labels]
        parts.append(f"### {axis}\n\n{table(('label', 'meaning', '含义'), rows)}")
    for axis, keys in (("place", PLACE_KEYS), ("province", PROVINCE_KEYS)):
        rows = [(f"`{key}`", place_name(key, "en"), place_name(key, "zh")) for key in keys]
        parts.append(f"### {axis}\n\n{table(('label', 'name', '名称'), rows)}")
    return "## Labels\n\n" + "\n".join(parts) + "\n"


def headline() -> str:
    """Return the columns and rows of the headline."""
    columns = ", ".join(f"`{name}`" for name in headline_schema().names)
    rows = [
        (
            f"`{row.key}`",
            (row.unit or "ratio").format(year="the price year"),
            word("headline", row.key, "en").strip() + (" (former key)" if row.former else ""),
            word("headline", row.key, "zh"),
        )
        for row in ROWS
    ]
    regions = ", ".join(f"`{region}`" for region in REGIONS)
    return (
        f"## headline.csv\n\nColumns {columns}: every simulated year (from {BASE_YEAR + 1}, or the year after another base year), regions {regions}; `price_year` is empty in prices of the "
        f"year itself. An empty unit is that of a ratio.\n\n{table(('indicator', 'unit', 'meaning', '含义'), rows)}\n"
        "`indicators.parquet` holds more, by group and city: [indicators.md](indicators.md).\n\n"
    )


if __name__ == "__main__":
    sys.stdout.write(page())
