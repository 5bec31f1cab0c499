"""What ``microsim scenario try`` does."""

from collections.abc import Sequence
from typing import Any

import click

from microsim.reforms.judging import Verdict
from microsim.reforms.trying import try_scenarios
from microsim.scenarios.files import reform_names


def print_trials(names: Sequence[str], **options: Any) -> int:
    """Print what came of the expectations of scenarios, of all reforms where none is named; return how many were missed."""
    missed = judged = 0
    for trial in try_scenarios(names or reform_names(), **options):
        for verdict in trial.verdicts:
            click.echo(f"{trial.scenario.name}: {line(verdict)}")
        missed, judged = missed + len(trial.missed), judged + len(trial.verdicts)
    click.echo(f"{judged} expectations, {missed} missed")
    return missed


def line(verdict: Verdict) -> str:
    """Return a verdict on one line."""
    of_group = bool(verdict.region) and not verdict.year
    word = {True: "met", False: "MISSED", None: "too few sampled" if of_group else "not simulated"}[verdict.met]
    if not verdict.region:
        return f"{word}: {verdict.what}" + (
            f", found {verdict.indicator} of {verdict.year}" if verdict.indicator else ""
        )
    of = ", ".join(str(part) for part in (verdict.indicator, verdict.region, verdict.year) if part)
    share = f" ({100 * verdict.difference / abs(verdict.base):+.2f}%)" if verdict.base else ""
    return f"{word}: {of}: {verdict.what}: {verdict.base:.5g} to {verdict.reform:.5g}{share}"
