"""Print simulated 2016-2024 headcounts, pensions and fund flows beside the observed ones.

Usage: python calibration/compare_targets.py RUN_FOLDER TARGETS_CSV

A year in brackets is the simulated year put beside an older target: most results begin in 2017.
"""

import sys

from rich.console import Console

from microsim.report.outcome import read_run
from microsim.results.validation import compare, comparison_table, read_targets, without_target

WIDTH = 140  # columns: wide enough for every row on one line


def main(folder, targets):
    """Print the table, then what has no observed row."""
    run = read_run(folder)
    console = Console(width=WIDTH)
    comparisons = compare(run.tree, read_targets(targets))
    console.print(comparison_table(comparisons, f"{run.name}, 1 in {run.manifest['one_in']}"))
    console.print("No observed row in these years:")
    for region, name in without_target(comparisons):
        console.print(f"  {region}: {name}")


if __name__ == "__main__":
    main(*sys.argv[1:3])
