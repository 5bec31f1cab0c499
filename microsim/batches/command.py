"""What ``microsim batch`` does."""

from pathlib import Path

import click
from rich.box import SIMPLE_HEAD
from rich.table import Table as Shown

from microsim.batches.each import outcomes
from microsim.batches.folder import ALL, TASKS
from microsim.batches.plan import Plan, Task, values_told
from microsim.batches.read import plan_of
from microsim.batches.table import Table
from microsim.report.terminal import print_table

MOST_SHOWN = 40  # tasks in the table on the terminal; tasks.csv holds all
MOST_REASONS = 10
WIDTH = 110


def run_batch(file: str, out: Path | None, threads: int | None, resume: bool, quiet: bool, dask: str | None) -> int:
    """Run a batch file, say what became of its tasks and return how many failed."""
    plan = plan_of(file)
    folder = out or Path("runs") / plan.name
    table = Table(plan, folder / TASKS)
    for _ in outcomes(plan, table, folder, threads, resume, False if quiet else None, dask):
        pass
    if not quiet and len(plan.tasks) <= MOST_SHOWN:
        print_table(shown(plan, table), WIDTH)
    click.echo(f"{folder}: {TASKS}, {ALL}, {len(table.done)} of {len(plan.tasks)} tasks done")
    tell_failures(plan, table, folder)
    return len(table.failed)


def shown(plan: Plan, table: Table) -> Shown:
    """Return the table of tasks for the terminal."""
    result = Shown(title=plan.name, box=SIMPLE_HEAD, padding=(0, 0, 0, 1))
    for name in ("scenario", "settings", "seed", "state", "seconds"):
        result.add_column(name, justify="right" if name in ("seed", "seconds") else "left")
    for task in plan.tasks:
        state, seconds, _ = table.states[task.id]
        taken = "" if seconds is None else f"{seconds:.1f}"
        result.add_row(task.base, values_told(task.settings), str(task.seed), state, taken)
    return result


def tell_failures(plan: Plan, table: Table, folder: Path) -> None:
    """Say on stderr which tasks failed, and why."""
    failed = table.failed
    for task, reason in list(failed.items())[:MOST_REASONS]:
        click.echo(f"{_told(plan.by_id[task])}: {reason}", err=True)
    if failed:
        more = f"; all of them in {folder / TASKS}" if len(failed) > MOST_REASONS else ""
        click.echo(f"{len(failed)} of {len(plan.tasks)} tasks failed{more}", err=True)


def _told(task: Task) -> str:
    """Return a task as a message names it: its folder, and its settings where it has any."""
    return f"{task.id} ({values_told(task.settings)})" if task.settings else task.id
