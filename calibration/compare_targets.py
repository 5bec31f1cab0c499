"""Print simulated 2016-2024 headcounts, pensions and fund flows beside the observed ones.

Usage: python calibration/compare_targets.py RUN_FOLDER TARGETS_CSV [PAGE.md]

With a page, the table is written there in Markdown between the marks of the page (docs/limits.md).

A year in brackets is the simulated year put beside an older target: most results begin in 2017.
"""

import sys
from pathlib import Path

from rich.console import Console

from microsim.report.outcome import read_run
from microsim.results.validation import compare, comparison_table, read_targets, without_target

WIDTH = 140  # columns: wide enough for every row on one line


MARK = "<!-- table: python calibration/compare_targets.py RUN TARGETS docs/limits.md -->\n"


def markdown(comparisons):
    """Return the comparisons as a Markdown table."""
    lines = ["| indicator | region | year | unit | observed | simulated | ratio | grade | use |", "|" + "---|" * 9]
    for one in sorted(comparisons, key=lambda one: (one.region, one.indicator, one.age_group, one.year)):
        name = one.indicator if one.age_group == "all" else f"{one.indicator} {one.age_group}"
        year = str(one.year) if one.year == one.simulated_year else f"{one.year} ({one.simulated_year})"
        numbers = f"{one.observed:,.1f} | {one.simulated:,.1f} | {one.ratio:.2f}"
        lines.append(f"| {name} | {one.region} | {year} | {one.unit} | {numbers} | {one.confidence} | {one.use} |")
    return "\n".join(lines) + "\n"


def main(folder, targets, page=None):
    """Print the table, then what has no observed row; or write the table into a page."""
    run = read_run(folder)
    console = Console(width=WIDTH)
    comparisons = compare(run.tree, read_targets(targets))
    if page:
        path = Path(page)
        before, _, after = path.read_text(encoding="utf-8").split(MARK)
        path.write_text(f"{before}{MARK}\n{markdown(comparisons)}\n{MARK}{after}", encoding="utf-8")
        return
    console.print(comparison_table(comparisons, f"{run.name}, 1 in {run.manifest['one_in']}"))
    console.print("No observed row in these years:")
    for region, name in without_target(comparisons):
        console.print(f"  {region}: {name}")


if __name__ == "__main__":
    main(*sys.argv[1:4])
