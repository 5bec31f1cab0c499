"""The page of the estimates: what was estimated, what pins it, what the figures cannot tell, and how the fitted rows stand."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from calibration.estimation.blocks import Discrepancy
from calibration.estimation.checks import Check
from calibration.estimation.fit import Fit, pins, refitted, weakest_directions
from calibration.estimation.moments import Moment
from microsim.law.assumptions import Assumption
from microsim.law.estimates import columns_of, path_of
from microsim.law.load import load_assumptions
from microsim.law.moving import ends, moved
from microsim.law.values import YEARS
from microsim.validation.roles import REGISTER_YEARS, REGISTERS
from microsim.validation.scopes import PROVINCE_NAMES

SHOWN_YEAR = (
    2016  # values by year are told as of the base date, or of the last year before it in which their range is open
)
MOST_FLAT = 8  # combinations told
GATES = {"registers": (0.06, 0.12), "others": (0.04, 0.10)}  # mean and largest absolute logarithm of the ratio
TOLD = 0.5  # part of the prior's variance that rows take away, from which an estimate counts as told by them
DOUBLED = 2.0
MOST_BENT = 3  # figures told where draws were run anew


def page(
    found: Fit,
    names: Sequence[str],
    rows: Sequence[Moment],
    missed: Sequence[Discrepancy],
    check: Check | None,
    sample: dict[bool, int],
    seeds: int,
) -> str:
    """Return the page as Markdown, the same for the same fit."""
    parts = [
        head(found, rows, sample, seeds),
        parameters(found, names, rows),
        flat(found, names),
        fitted(found, rows),
        discrepancy(missed),
        reruns(check, rows),
    ]
    return "\n".join(line for part in parts for line in part) + "\n"


def head(found: Fit, rows: Sequence[Moment], sample: dict[bool, int], seeds: int) -> Iterator[str]:
    """Yield what was done and how it ended."""
    told = int((found.shrinkage >= TOLD).sum())
    yield "# Estimates"
    yield ""
    yield "Written by `make calibrate`; how it is done: calibration/estimation, docs/uncertainty.md."
    yield ""
    yield f"- {len(found.scores)} parameters, {len(rows)} published figures; seeds 1 to {seeds}, differences at 1 in {sample[False]},"
    yield f"  steps at 1 in {sample[True]}."
    yield f"- {len(found.way) - 1} steps, objective {found.way[0].objective:.1f} to {found.way[-1].objective:.1f}; ended since {found.reason}."
    yield f"- The figures determine {found.effective_parameters:.1f} parameters in all; of {told} they take away at least half of the"
    yield "  prior's variance. The others stay near their priors."
    yield f"- The residuals are {np.sqrt(found.inflation):.2f} times what the standard deviations of the figures say; the"
    yield "  figures are taken to tell that much less, so that no spread exceeds the prior's."
    yield ""


def parameters(found: Fit, names: Sequence[str], rows: Sequence[Moment]) -> Iterator[str]:
    """Yield the table of the parameters."""
    known, wider = load_assumptions(), refitted(found, DOUBLED)
    yield "## Parameters"
    yield ""
    yield f"Scores are in prior standard deviations from the prior's centre; values are of {SHOWN_YEAR} or the year said. Shrinkage is the part of the prior's"
    yield "variance that the figures take away. With prior spreads doubled the score would be that of the last column."
    yield ""
    yield "| parameter | prior: low, value, high | estimate | score | spread | shrinkage | pinned by | doubled |"
    yield "|---|---|---|---|---|---|---|---|"
    spread = np.sqrt(np.diag(found.covariance))
    for number, name in enumerate(names):
        entry = known.entries[path_of(name)]
        column = columns_of(name)[0]
        cell = shown_year(entry, column) - int(YEARS[0]), column
        low, value, high = (_short(end[cell]) for end in ends(entry))
        raw = moved(entry, float(found.scores[number]))
        estimate = _short(known.apply({entry.path: raw}).entries[entry.path].table[cell])
        by = ", ".join(rows[row].id for row in pins(found, number)) if found.shrinkage[number] >= 0.1 else ""
        yield (
            f"| {name}{of_year(entry, column)} | {low}, {value}, {high} | {estimate} | {found.scores[number]:.2f} | {spread[number]:.2f} "
            f"| {found.shrinkage[number]:.2f} | {by} | {wider[number]:.2f} |"
        )
    yield ""


def shown_year(entry: Assumption, column: int) -> int:
    """Return the year whose values are told: the base year, or the last before it, else the first, with an open range."""
    low, _, high = (end[:, column] for end in ends(entry))
    years = YEARS[low < high]
    before = years[years <= SHOWN_YEAR]
    return int(before[-1] if len(before) else years[0])


def of_year(entry: Assumption, column: int) -> str:
    """Return what is said of the year where it is not the base year."""
    year = shown_year(entry, column)
    return "" if year == SHOWN_YEAR else f" ({year})"


def flat(found: Fit, names: Sequence[str]) -> Iterator[str]:
    """Yield the combinations that the figures do not tell, in words."""
    yield "## What the figures do not tell"
    yield ""
    yield "Moved together in these proportions the parameters change the fitted figures less than their priors allow for:"
    yield ""
    directions = weakest_directions(found, names)
    for information, parts in directions[:MOST_FLAT]:
        words = " with ".join(f"{name} {'up' if weight > 0 else 'down'} ({abs(weight):.2f})" for name, weight in parts)
        yield f"- {words}: {max(information, 0.0):.2f} of what the prior tells"
    if len(directions) > MOST_FLAT:
        yield f"- and {len(directions) - MOST_FLAT} more"
    yield ""


def fitted(found: Fit, rows: Sequence[Moment]) -> Iterator[str]:
    """Yield how the fitted figures stand, and whether they pass their gates."""
    logs = found.simulated - np.array([row.published for row in rows])
    kinds = {kind: [k for k, row in enumerate(rows) if gate_of(row) == kind] for kind in GATES}
    yield "## Fitted figures"
    yield ""
    for kind, (mean, most) in GATES.items():
        provinces = [row for row in kinds[kind] if rows[row].region in PROVINCE_NAMES]
        for whom, chosen in ((kind, kinds[kind]), (f"{kind}, of provinces alone", provinces)):
            if chosen:
                sizes = np.abs(logs[chosen])
                stands = "holds" if sizes.mean() <= mean and sizes.max() <= most else "is missed"
                yield f"- {whom}: {len(sizes)} rows, mean absolute log ratio {sizes.mean():.3f} (gate {mean}), largest {sizes.max():.3f} ({most}): {stands}"
    yield ""
    yield "| figure | published | simulated | ratio | in standard deviations |"
    yield "|---|---|---|---|---|"
    for row, log, score in zip(rows, logs, found.residuals, strict=True):
        published = np.exp(row.published)
        simulated = published * np.exp(log)
        yield f"| {row.id} | {_short(published)} | {_short(simulated)} | {np.exp(log):.3f} | {score:+.1f} |"


def discrepancy(missed: Sequence[Discrepancy]) -> Iterator[str]:
    """Yield by how much the model misses what it was not fitted to."""
    yield ""
    yield "## Model discrepancy"
    yield ""
    yield "Standard deviation of the logarithm of simulated over true figures, from each indicator and region left out in turn, beyond"
    yield "what the figures' own errors explain. A kind of fewer than three blocks takes at least that of all figures."
    yield ""
    yield "| kind | standard deviation | figures | blocks |"
    yield "|---|---|---|---|"
    for one in missed:
        yield f"| {one.kind} | {one.sd:.3f} | {one.figures} | {one.blocks} |"


def reruns(check: Check | None, rows: Sequence[Moment]) -> Iterator[str]:
    """Yield what the model says at draws from the posterior, beside the straight model."""
    if check is None:
        return
    order = np.argsort(-check.bent)[:MOST_BENT]
    yield ""
    yield "## Checked on reruns"
    yield ""
    yield f"- The model was run anew at {check.runs} draws from the posterior. Root mean square, over draws and figures, of what the straight"
    yield f"  model gets wrong: {np.sqrt(np.mean(check.bent**2)):.2f} standard deviations of the figures, {check.crooked:.0%} of what the draws move them by."
    yield f"- Mean square of the residuals over the draws: {check.misfit:.1f}; by the straight model {check.expected:.1f}."
    yield "- Most bent: " + ", ".join(f"{rows[row].id} ({check.bent[row]:.1f})" for row in order) + "."


def gate_of(row: Moment) -> str:
    """Return whether a figure is of the registers of 2011-2016, which hold many who no longer pay, or another."""
    register = row.year in REGISTER_YEARS and set(REGISTERS) & set(row.formula.names())
    return "registers" if register else "others"


def _short(value: Any) -> str:
    return f"{float(value):.4g}"
