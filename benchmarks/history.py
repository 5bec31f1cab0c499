"""What was measured before: ``python -m benchmarks.history FILE [--note TEXT]`` adds a run of the benchmarks and compares.

FILE is what ``pytest --benchmark-json`` wrote. A run is a line of ``history/runs.jsonl``. What carries over from machine to
machine is the ratio: the speed of the reference in the idiom, timed before every round, over that of what is measured.
"""

import argparse
import json
import os
import statistics
from pathlib import Path
from typing import NamedTuple

RUNS = Path(__file__).with_name("history") / "runs.jsonl"
FALL = 0.15  # of a ratio, or growth of memory: what is worth words
ALIKE = ("sample", "outputs", "state")  # two figures that differ in one of them are of different things
KEPT = (*ALIKE, "ratio", "nanoseconds", "megabytes")


class Row(NamedTuple):
    """A figure beside earlier ones.

    Attributes
    ----------
    name : of the benchmark
    figure : seconds (median, user time of all threads and processes), ratio, and what else was measured
    last, best : by which part the ratio changed since the last and since the best run that has it; None where none has
    words : what is worth saying
    """

    name: str
    figure: dict
    last: float | None
    best: float | None
    words: str


def run_of(measured, note=""):
    """Return a run from what pytest-benchmark wrote."""
    commit, machine = measured["commit_info"], measured["machine_info"]
    figures = {
        one["name"].removeprefix("test_"): {
            "seconds": rounded(one["stats"]["median"]),
            "rounds": one["stats"]["rounds"],
        }
        | {key: one["extra_info"][key] for key in KEPT if key in one["extra_info"]}
        for one in measured["benchmarks"]
    }
    return {
        "at": measured["datetime"][:16],
        "revision": commit["id"][:10] + ("+" if commit["dirty"] else ""),
        "machine": f"{machine['cpu'].get('brand_raw', machine['machine'])}, {machine['cpu'].get('count')} cores",
        "python": machine["python_version"],
        "load": round(os.getloadavg()[0], 1),
        "reference_seconds": rounded(
            statistics.median(one["extra_info"]["reference"] for one in measured["benchmarks"])
        ),
        "note": note,
        "figures": figures,
    }


def rounded(value):
    """Return a number with four digits."""
    return float(f"{value:.4g}")


def compared(run, earlier):
    """Return a Row for each figure of a run beside those of earlier runs, the last of which comes last."""
    return [
        row_of(name, figure, [one["figures"].get(name) for one in earlier]) for name, figure in run["figures"].items()
    ]


def row_of(name, figure, before):
    """Return a figure beside earlier ones of the same thing."""
    alike = [one for one in before if one and all(one.get(key) == figure.get(key) for key in ALIKE)]
    if not alike:
        return Row(name, figure, None, None, "first of its kind" if any(before) else "")
    last, best = (figure["ratio"] / one - 1 for one in (alike[-1]["ratio"], max(one["ratio"] for one in alike)))
    words = [
        f"SLOWER by {-change:.0%} than {which}"
        for change, which in ((last, "the last"), (best, "the best"))
        if change < -FALL
    ]
    lightest = min((one["megabytes"] for one in alike if "megabytes" in one), default=None)
    if lightest and figure.get("megabytes", 0) > (1 + FALL) * lightest:
        words.append(f"MORE MEMORY by {figure['megabytes'] / lightest - 1:.0%} than the least")
    return Row(name, figure, last, best, ", ".join(words))


def told(row):
    """Return a row as a line of text."""
    figure = row.figure
    share = [" " * 8 if change is None else f"{change:+8.0%}" for change in (row.last, row.best)]
    more = [f"{figure['nanoseconds']:.0f} ns"] if "nanoseconds" in figure else []
    more += [f"{figure['megabytes']:.0f} MB"] if "megabytes" in figure else []
    beside = "; ".join([*more, *filter(None, [row.words])])
    return (
        f"{row.name:<34}{figure['seconds']:>10.4f} s {figure['ratio']:>9.4f} {share[0]} {share[1]}  {beside}".rstrip()
    )


def read_runs(path=RUNS):
    """Return earlier runs, the oldest first."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.is_file() else []


def add_run(run, path=RUNS):
    """Add a run as a line."""
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(run, ensure_ascii=False) + "\n")


def main():
    """Compare, print and keep."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--note", default="")
    chosen = parser.parse_args()
    run = run_of(json.loads(chosen.file.read_text(encoding="utf-8")), chosen.note)
    rows = compared(run, read_runs())
    add_run(run)
    print(f"{run['revision']} on {run['machine']}, load {run['load']}; reference {run['reference_seconds']} s")
    print(f"{'user time, median of rounds':<34}{'':>12} {'ratio':>9} {'to last':>8} {'to best':>8}")
    print("\n".join(map(told, rows)))
    fallen = [row.name for row in rows if row.words.startswith(("SLOWER", "MORE"))]
    print(
        f"worse by more than {FALL:.0%}: {', '.join(fallen)}" if fallen else f"nothing is worse by more than {FALL:.0%}"
    )


if __name__ == "__main__":
    main()
