"""Write docs/benchmarks.md: published projections, shipped reforms and present values, from runs made for it.

python -m calibration.benchmarks docs/benchmarks.md [--one-in N] [--seed N] [--until YEAR] [--threads N]

Runs the baseline and every shipped scenario that changes law at both discount rates, and two other futures.
"""

import argparse
from pathlib import Path

from calibration.benchmarks import present_values, published, reforms, runs
from calibration.benchmarks.page import growth_of, page
from microsim.results.indicators import BOTH, average_wage
from microsim.scenarios import scenario


def main(arguments: list[str] | None = None) -> None:
    """Write the page."""
    parser = argparse.ArgumentParser(prog="python -m calibration.benchmarks", description=__doc__)
    parser.add_argument("page", type=Path)
    parser.add_argument("--one-in", type=int, default=1000, help="persons that a simulated one stands for")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--until", type=int, help="last year; the scenarios' horizon by default")
    parser.add_argument("--threads", type=int)
    given = vars(parser.parse_args(arguments))
    path = given.pop("page")
    found = runs.make(**given)
    descriptions = {name: scenario(name).description for name in runs.reforms()}
    last, one_in = found.manifest["until"], found.manifest["one_in"]
    base = {rate: one["baseline"] for rate, one in found.cohorts.items()}
    text = page(
        found.manifest,
        growth_of(average_wage(found.trees["baseline"], BOTH)),
        published.section(found.trees),
        reforms.section(found.trees, descriptions),
        present_values.levels(base, last, one_in),
        present_values.changes(found.cohorts, list(descriptions), last),
    )
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
