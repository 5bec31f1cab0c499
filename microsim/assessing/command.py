"""What ``microsim sensitivity`` and ``microsim plan`` do."""

import math
from pathlib import Path
from typing import Any

import click
from rich.box import SIMPLE_HEAD
from rich.table import Table

from microsim.assessing.planning import Planned, plan
from microsim.assessing.tornado import Tornado, sensitivity
from microsim.folders.files import CSV, PICTURES, check_files, write_frame
from microsim.report.beside import require_drawing
from microsim.report.comparison import run_folder_of
from microsim.report.kept_tornado import INPUTS, beside_run
from microsim.report.outcome import Run, read_run
from microsim.report.terminal import print_table

SHOWN = 20  # bars on the terminal and in the figure; the CSV holds all
WIDTH = 110


def print_tornado(
    run: str, indicator: str, csv: Path | None, figure: Path | None, lang: str, beside: bool = False, **options: Any
) -> None:
    """Print what moves a figure most, and write the table and the picture where asked for."""
    check_files((csv, CSV), (figure, PICTURES))
    kept = run_beside(run) if beside else None
    if figure is not None:
        require_drawing()
    found = sensitivity(run, indicator, **options)
    if csv is not None:
        write_frame(found.frame(), csv)
    if kept is not None:
        write_frame(found.frame().assign(**{INPUTS: kept.manifest["inputs"]["all"]}), beside_run(kept))
    if figure is not None:
        from microsim.assessing.figure import tornado_figure

        tornado_figure(found, lang, SHOWN).savefig(figure, dpi=300)
    print_table(_shown(found, lang), WIDTH)
    for name, reason in found.refused.items():
        click.echo(f"{name}: not moved: {reason}", err=True)
    more = f"; {len(found.bars) - SHOWN} more in --csv" if len(found.bars) > SHOWN else ""
    click.echo(
        f"{found.title(lang)}: {found.base:.5g}; {found.runs} runs, 1 in {found.one_in:,} persons, seed {found.seed}{more}"
    )


def run_beside(run: str) -> Run:
    """Return the run beside whose folder a table is kept; InputError for what is no run folder."""
    return read_run(run_folder_of(run))


def _shown(found: Tornado, lang: str) -> Table:
    """Return the longest bars as a table."""
    table = Table(title=found.title(lang), box=SIMPLE_HEAD, padding=(0, 0, 0, 1))
    for name in ("input", "at low", "at high", "width"):
        table.add_column(name, justify="left" if name == "input" else "right")
    for bar in found.bars[:SHOWN]:
        changes = (bar.low - found.base, bar.high - found.base)
        width = max(*changes, 0.0) - min(*changes, 0.0)
        called = f"{bar.name} {bar.zh if lang == 'zh' else bar.en}"
        table.add_row(called, *(f"{change:+.4g}" for change in changes), f"{width:.4g}")
    return table


def print_plan(base: str, reform: str, indicator: str, csv: Path | None, **options: Any) -> bool:
    """Print which sample shows a difference and what it takes; say whether any does."""
    check_files((csv, CSV))
    found = plan(base, reform, indicator, **options)
    frame = found.frame()
    if csv is not None:
        write_frame(frame, csv)
    click.echo("\n".join(told(found)))
    table = Table(box=SIMPLE_HEAD, padding=(0, 0, 0, 1))
    for name in ("1 in", "persons", "standard error", f"sees {found.see:g}", "seconds of a pair"):
        table.add_column(name, justify="right")
    for row in frame.itertuples():
        sees = "yes" if row.sees else "no"
        table.add_row(
            f"{row.one_in:,}", f"{row.persons:,}", f"{row.error:.2g}", sees, in_seconds(float(str(row.seconds)))
        )
    print_table(table, WIDTH)
    return found.sample is not None


def in_seconds(seconds: float) -> str:
    """Return seconds as text, a dash where they are not known."""
    return "–" if math.isnan(seconds) else f"{seconds:,.0f}"


def told(found: Planned) -> list[str]:
    """Return what was found in words."""
    of = f"{found.indicator}, {found.region}, {found.year}: {found.names[1]} less {found.names[0]}"
    spread = (
        f"standard error of a pair {found.error:.2g} (80% interval {found.error_low:.2g} to {found.error_high:.2g}), "
        + ("from groups of persons, as compare prints it" if found.by_groups else "from the spread of the seeds")
    )
    first = f"{of}: {found.difference:+.4g} at 1 in {found.one_in:,}, mean of {found.seeds} seeds; {spread}"
    if not found.needed:
        return [first, "the two scenarios do not differ in this figure, person by person: no sample shows a difference"]
    if found.sample is None:
        return [
            first,
            f"to see {found.see:g} more persons are needed than there are: take a larger difference or group",
        ]
    seconds = found.seconds(found.sample)
    took = f"about {seconds:,.0f} s for both on this machine as it is now"
    if math.isnan(seconds):
        took = "the pilot is too small to tell the time"
    return [first, f"to see {found.see:g}: 1 in {found.sample:,} ({took}); found at 95% four times in five"]
