"""``python -m microsim.reforms.page`` runs the library and prints docs/reforms.md: every reform, its effect, its misses."""

import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from microsim.reading import read_yaml
from microsim.reforms.command import line
from microsim.reforms.trying import ONE_IN, UNTIL, Trial, try_scenarios
from microsim.scenarios import scenario
from microsim.scenarios.files import reform_names

FOLDER = Path(__file__).parent
SHOWN = ("pensioners", "contributors", "mean_pension", "expenditure", "balance_share")
YEARS = (2035, 2050)
ELSEWHERE = ("raise-retirement-age", "employer-rate", "no-pooling")  # shipped beside the library; they expect nothing
HEAD = """# The library of reforms

Made by `python -m microsim.reforms.page`, which runs every file of `scenarios/reforms/` beside the baseline, or beside what the file
names (1 in {one_in:,} persons, to {until}, seed 1), and holds it against what the file expects; do not edit. `microsim scenario list` finds them by words,
`microsim run NAME` runs one, `microsim run FIRST+SECOND` two as one, `microsim scenario try NAME` holds one against what it expects.

Expectations were written before the runs. One that is missed stays as it was written and stands below, with the reason where
it was looked for. At such a sample a difference of persons of the same luck is small against its size, not against zero:
`microsim plan` says which sample shows it. What is expected of a group of persons (groups of the baseline, over what the run sees of their
lives) stands below what the reform is, with the means before and after.

## By lever

| lever | scenarios | what cannot be said, and why |
|---|---|---|
"""
EFFECTS = """
## Measured effects

Both provinces, {first} and {last}: pensioners, contributors, mean pension and expenditure of the employees' scheme in percent of
the baseline (of what `expect.beside` names: `care` for reforms of care and of allowances), and the balance before pooling, subsidies
included, in points of the contribution bases.

| reform | pensioners | contributors | mean pension | expenditure | balance, points | expectations |
|---|---|---|---|---|---|---|
"""


@cache
def levers() -> dict[str, dict[str, Any]]:
    """Return the levers: names of scenarios, and what cannot be represented."""
    data, _ = read_yaml(FOLDER / "levers.yaml")
    return dict(data)


@cache
def misses() -> dict[str, dict[str, str]]:
    """Return the expectations known to be missed at the sample of the page, by scenario and indicator, and why."""
    data, _ = read_yaml(FOLDER / "misses.yaml")
    return dict(data)


def page(trials: list[Trial]) -> str:
    """Return the page as markdown."""
    parts = [HEAD.format(one_in=ONE_IN, until=UNTIL), *_levers()]
    parts += [EFFECTS.format(first=YEARS[0], last=YEARS[1]), *map(_effects, trials)]
    parts += ["\n## Missed\n\n", *(_missed(trial) for trial in trials if trial.missed)]
    return "".join([*parts, "\n## What each is\n", *map(_about, trials)])


def _levers() -> Iterator[str]:
    for name, lever in levers().items():
        scenarios = ", ".join(f"`{one}`" for one in lever["scenarios"])
        yield f"| {name} {lever['zh']} | {scenarios} | {lever.get('not', '')} |\n"


def _effects(trial: Trial) -> str:
    """Return the row of effects of one reform."""
    cells = [" · ".join(_effect(trial, key, year) for year in YEARS) for key in SHOWN]
    met, judged = sum(verdict.met is True for verdict in trial.verdicts), len(trial.verdicts)
    return f"| `{trial.scenario.name}` | {' | '.join(cells)} | {met} of {judged} |\n"


def _effect(trial: Trial, key: str, year: int) -> str:
    """Return one effect: of shares in points, of all else in percent of the base; nothing to the last bit as 0."""
    before, after = (run.value(key, "both", year) for run in (trial.base, trial.reform))
    effect = after - before if key.endswith("_share") else 100 * (after / before - 1)
    return "0" if after == before else f"{effect:+.2f}"


def _missed(trial: Trial) -> str:
    """Return the missed expectations of one reform, each with what is known of it."""
    known = misses().get(trial.scenario.name, {})
    return "".join(
        f"- `{trial.scenario.name}`: {line(verdict)}. {known.get(verdict.indicator, '')}".rstrip() + "\n"
        for verdict in trial.missed
    )


def _about(trial: Trial) -> str:
    """Return what one reform is, who proposed it, what it sets, and what it does to the groups it expects something of."""
    one = trial.scenario
    text = f"\n### {one.name}\n\n{one.description['en'].strip()} {one.description['zh'].strip()}\n\n"
    text += f"{one.proposed['en'].strip()} {one.proposed['zh'].strip()}\n\nSets "
    text += ", ".join(f"`{path}`" for path in (*one.law, *one.assumptions)) + ".\n"
    groups = [verdict for verdict in trial.verdicts if verdict.region and not verdict.year]
    return text + "".join(f"\n- {line(verdict)}" for verdict in groups) + "\n" * bool(groups)


if __name__ == "__main__":
    found = {trial.scenario.name: trial for trial in try_scenarios(map(scenario, reform_names()))}
    sys.stdout.write(page([found[name] for name in sorted(found)]))
