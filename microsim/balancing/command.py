"""What ``microsim balance`` does."""

from pathlib import Path
from typing import Any

import click

from microsim.balancing.fixed_point import Balanced, balance
from microsim.folders.files import SCENARIOS, check_files
from microsim.reading import InputError, Problem
from microsim.scenarios.text import as_yaml


def print_balanced(rule: str, scenario: str, out: Path | None, set_: tuple[str, ...], **options: Any) -> bool:
    """Find the uprating of a rule, print it, write it as a scenario file where asked for; say whether it settled."""
    check_files((out, SCENARIOS))
    name = out.stem if out is not None else None
    found = balance(rule, scenario, parameters=_numbers(set_), name=name, **options)
    if out is not None:
        out.write_text(as_yaml(found.scenario), encoding="utf-8")
    for said in told(found):
        click.echo(said)
    if out is not None:
        click.echo(f"{out}: a scenario of its own, for microsim run {out}")
    return found.settled


def _numbers(settings: tuple[str, ...]) -> dict[str, float]:
    """Return NAME=NUMBER settings as numbers."""
    found = {}
    for text in settings:
        name, equals, value = text.partition("=")
        try:
            found[name] = float(value)
        except ValueError:
            equals = ""
        if not equals:
            raise InputError(
                [Problem(f"--set {text}", 0, 0, "", f"found {text}, allowed is NAME=NUMBER, such as alpha=0.5")]
            )
    return found


def told(found: Balanced) -> list[str]:
    """Return what was found in words."""
    values = ", ".join(f"{name} {value:g}" for name, value in found.parameters.items())
    rounds = " ".join(f"{change:.1e}" for change in found.changes)
    how = "settled" if found.settled else "NOT settled"
    head = f"{found.scenario.name}: {found.rule} ({values}), {found.region}: {how} after {len(found.changes)} rounds"
    lines = [f"{head} (largest change by round: {rounds}; tolerance {found.tolerance:g})"]
    rows = zip(found.years, found.path, found.before, strict=True)
    return [*lines, *(f"{year}  uprating {100 * path:6.3f}%  wages {100 * wage:6.3f}%" for year, path, wage in rows)]
