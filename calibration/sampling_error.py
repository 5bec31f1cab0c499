"""How far headline figures lie from one sample, one run of luck, to the next; writes docs/sampling.md.

Usage: python -m calibration.sampling_error DOCS_FOLDER [REPEATS]

Three kinds of repetition, each until 2035: other luck for the same 1-in-1000 persons, another systematic sample
with other luck at 1-in-1000 and at 1-in-100, and a simple random sample of the same size.
"""

import sys
from pathlib import Path

import numpy as np

from microsim.engine.run import simulate
from microsim.funds.ledger import keep_books
from microsim.inputs import compile_inputs
from microsim.kernel.numbers import COUNT_BITS
from microsim.population import strata
from microsim.results.dataset import results_tree, scaled
from microsim.results.headline import PRICE_YEAR, headline_frame

UNTIL, SHOWN = 2035, (2025, 2035)
SMALL, LARGE = 1000, 100
REPEATS = 12
SEED_OF_SAMPLES = 20
ROWS = {
    "population": "population",
    "contributors": "contributors",
    "pensioners": "pensioners",
    "mean_pension": "mean pension",
    "revenue": "revenue",
    "expenditure": "expenditure",
}
REGIONS = {"guangdong": "Guangdong", "shanghai": "Shanghai"}
PAGE = """# How exact a sample is

Written by `python -m calibration.sampling_error docs`. Standard errors in percent of the figure, from {small} repetitions at
1 in 1,000 ({persons:,} persons) and {large} at 1 in 100, until {until}.

- *luck*: the same persons, other draws of everything that happens to them.
- *systematic*: another systematic sample of the strata and other luck: the error of a run.
- *simple random*: as many persons drawn from the whole list without regard to strata, and other luck.
- *efficiency*: variance of simple random over variance of systematic sampling. With so few repetitions a ratio of
  two variances is known to a factor of about {factor:.1f} either way (95 percent).

{table}

Over all {count} figures the errors at 1 in 100 are {ratio:.2f} times those at 1 in 1,000 (median; the square root of ten would
give 0.32), and systematic sampling has {gain:.1f} times the efficiency of simple random sampling (median).
Other luck for the same persons alone gives {luck:.2f} times the error of systematic samples (median): which
persons the strata give adds little.
"""


def figures(inputs, numbers, weight, seed):
    """Return headline figures of a sample as a vector."""
    tallies = simulate(numbers, inputs.world, seed=seed, until=UNTIL)
    represented = scaled(tallies, weight)
    books = keep_books(represented, inputs.stocks, inputs.policy)
    tree = results_tree([(represented, books)], inputs.world.law, {PRICE_YEAR: inputs.prices.year})
    frame = headline_frame(tree, SHOWN)
    return np.array([frame.xs((region, row), level=(0, 1)).iloc[0] for region in REGIONS for row in ROWS]).ravel()


def shifted_sample(population, one_in, shift):
    """Return another systematic sample: every stratum starts ``shift`` persons later."""
    moved = population.strata._replace(start=population.strata.start + shift)
    return strata.sample(moved, one_in)


def random_sample(population, persons, seed):
    """Return a simple random sample of persons of the whole list."""
    size = population.strata.size
    edges = np.cumsum(size)
    rank = np.sort(np.random.default_rng(seed).choice(edges[-1], persons, replace=False, shuffle=False))
    row = np.searchsorted(edges, rank, side="right")
    count = rank - (edges[row] - size[row])
    return (population.strata.key[row] << np.uint64(COUNT_BITS)) | count.astype(np.uint64)


def experiments(inputs, repeats):
    """Return figures by kind of repetition: arrays [repetition, figure]."""
    population = inputs.population
    shifts = np.random.default_rng(SEED_OF_SAMPLES).permutation(SMALL)[:repeats]
    whole = population.sample(SMALL)
    few = max(3, repeats // 4)
    total = int(population.strata.size.sum())
    return {
        "luck": np.array([figures(inputs, whole, SMALL, seed) for seed in range(1, repeats + 1)]),
        "systematic": np.array(
            [figures(inputs, shifted_sample(population, SMALL, s), SMALL, n + 1) for n, s in enumerate(shifts)]
        ),
        "simple random": np.array(
            [figures(inputs, random_sample(population, total // SMALL, n), SMALL, n + 1) for n in range(repeats)]
        ),
        "1 in 100": np.array(
            [figures(inputs, shifted_sample(population, LARGE, s), LARGE, n + 1) for n, s in enumerate(shifts[:few])]
        ),
    }


def relative_errors(values):
    """Return standard deviations over repetitions in percent of the mean."""
    return 100 * values.std(axis=0, ddof=1) / np.abs(values.mean(axis=0))


def page(runs, persons):
    """Return the page."""
    errors = {name: relative_errors(values) for name, values in runs.items()}
    gain = (errors["simple random"] / errors["systematic"]) ** 2
    lines = [
        "| | year | luck | systematic | simple random | systematic, 1 in 100 | efficiency |",
        "|---|---|---:|---:|---:|---:|---:|",
    ]
    labels = [(REGIONS[r], ROWS[row], year) for r in REGIONS for row in ROWS for year in SHOWN]
    for place, (region, row, year) in enumerate(labels):
        shown = " | ".join(f"{errors[name][place]:.2f}" for name in ("luck", "systematic", "simple random", "1 in 100"))
        lines.append(f"| {region}, {row} | {year} | {shown} | {gain[place]:.1f} |")
    repeats, few = len(runs["luck"]), len(runs["1 in 100"])
    return PAGE.format(
        small=repeats, large=few, persons=persons, until=UNTIL, table="\n".join(lines), count=len(labels),
        factor=np.exp(1.96 * np.sqrt(4 / (repeats - 1))), ratio=np.median(errors["1 in 100"] / errors["systematic"]),
        gain=np.median(gain), luck=np.median(errors["luck"] / errors["systematic"]),
    )  # fmt: skip


def main(folder, repeats=REPEATS):
    """Run the experiments and write the page."""
    inputs = compile_inputs("baseline", UNTIL)
    runs = experiments(inputs, int(repeats))
    text = page(runs, len(inputs.population.sample(SMALL)))
    (Path(folder) / "sampling.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main(*sys.argv[1:3])
