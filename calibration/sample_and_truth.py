"""How far a sample's headline figures lie from those of a larger sample, or of everybody, beside what their errors say.

Usage: python -m calibration.sample_and_truth RUN TRUTH [--years 2025,2050,2100] [--md FILE]

RUN and TRUTH are run folders of one scenario, seed and version; the persons of RUN are among those of TRUTH. The sample's
standard error is that of ``results.errors``, a jackknife over groups of its persons. Of the difference it is smaller, since the
truth holds the same persons with the same luck: by the root of one less the share of them (``estimating.finite_factor``).
"""

import argparse
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np

from microsim.estimating import finite_factor
from microsim.reading import InputError, Problem
from microsim.report.outcome import Run, read_run
from microsim.results.errors import FIGURES, headline_errors
from microsim.results.headline import PROVINCES, ROWS
from microsim.results.indicators import years_of
from microsim.results.matching import mismatches

YEARS = (2025, 2035, 2050, 2075, 2100)
USUAL = 1.96  # standard errors within which 95 of 100 differences lie
KEYS = tuple(row.key for row in ROWS if row.key in FIGURES and not row.former)
WRONG_INPUT = 2


class Row(NamedTuple):
    """One figure of a region and year."""

    region: str
    key: str
    year: int
    sample: float
    truth: float
    expected: float  # standard error of the difference

    @property
    def difference(self) -> float:
        """The sample's figure less the truth."""
        return self.sample - self.truth

    @property
    def errors(self) -> float:
        """The difference in standard errors."""
        return self.difference / self.expected


def rows_of(sample: Run, truth: Run, years: tuple[int, ...]) -> list[Row]:
    """Return every headline figure that has an error, by region and year."""
    smaller, larger = (int(run.manifest["one_in"]) for run in (sample, truth))
    factor = finite_factor(smaller // larger)
    known = [int(year) for year in years_of(sample.tree)]
    places = [(known.index(year), year) for year in years if year in known]
    rows = []
    for key in KEYS:
        one, other = (headline_errors(run.tree, key, PROVINCES) for run in (sample, truth))
        rows += [
            Row(name, key, year, one.value[region, at], other.value[region, at], one.se[region, at] * factor)
            for region, name in enumerate(PROVINCES)
            for at, year in places
        ]
    return [row for row in rows if np.isfinite(row.errors)]


def check(sample: Run, truth: Run) -> None:
    """Refuse runs of which one is no sample of the other; InputError."""
    found = [str(one) for one in mismatches(sample.manifest, truth.manifest, but=("sample",))]
    smaller, larger = (int(run.manifest["one_in"]) for run in (sample, truth))
    if smaller <= larger or smaller % larger:
        found.append(f"sample: 1 in {smaller} is no sample of 1 in {larger}: allowed is a multiple of it")
    if sample.manifest["inputs"]["scenario"] != truth.manifest["inputs"]["scenario"]:
        found.append("another scenario")
    if found:
        raise InputError([Problem(f"{sample.folder} and {truth.folder}", 0, 0, "", one) for one in found])


def summary(rows: list[Row]) -> str:
    """Return in a sentence how differences compare with their errors."""
    errors = np.array([row.errors for row in rows])
    return (
        f"{len(rows)} figures: {100 * (np.abs(errors) < USUAL).mean():.0f}% within {USUAL} standard errors (95 expected), "
        f"root mean square {np.sqrt((errors**2).mean()):.2f} (1 expected), mean {errors.mean():+.2f}"
    )


def table(rows: list[Row], one_in: int, truth_in: int) -> str:
    """Return the rows as a table in Markdown."""
    truth = "everybody" if truth_in == 1 else f"1 in {truth_in:,}"
    lines = [
        f"| region | figure | year | 1 in {one_in:,} | {truth} | difference | in % | expected error, % | in errors |",
        "|---|---|---|---:|---:|---:|---:|---:|---:|",
    ]
    for row in rows:
        share, error = (100 * amount / abs(row.truth) for amount in (row.difference, row.expected))
        numbers = f"{row.sample:.6g} | {row.truth:.6g} | {row.difference:+.3g} | {share:+.2f} | {error:.2f} | {row.errors:+.1f}"
        lines.append(f"| {row.region} | {row.key} | {row.year} | {numbers} |")
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Print the table and its summary, and write them where a file is named; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m calibration.sample_and_truth", description=__doc__.splitlines()[0])
    parser.add_argument("run")
    parser.add_argument("truth")
    parser.add_argument("--years", default=",".join(map(str, YEARS)), help="separated by commas")
    parser.add_argument("--md", type=Path, help="a file to write")
    asked = parser.parse_args(arguments)
    try:
        sample, truth = read_run(asked.run), read_run(asked.truth)
        check(sample, truth)
    except InputError as error:
        print(error, file=sys.stderr)
        return WRONG_INPUT
    rows = rows_of(sample, truth, tuple(int(year) for year in asked.years.split(",")))
    text = table(rows, sample.manifest["one_in"], truth.manifest["one_in"]) + "\n\n" + summary(rows) + "\n"
    print(text, end="")
    if asked.md:
        asked.md.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
