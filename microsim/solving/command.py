"""What ``microsim solve`` does."""

from pathlib import Path
from typing import Any

import click

from microsim.folders.files import CSV, check_files, write_frame
from microsim.solving.answers import Solution, Solutions, solve


def print_solutions(source: str, csv: Path | None, **options: Any) -> bool:
    """Answer a question, print what was found, and say whether anything was."""
    check_files((csv, CSV))
    found = solve(source, **options)
    if csv is not None:
        write_frame(found.frame(), csv)
    file, goal = found.question.file, found.question.goal
    taken = f" less {goal.less}" if goal.less else ""
    when = "-".join(map(str, dict.fromkeys(goal.years)))
    click.echo(
        f"{file.name}: {found.question.move.path} such that {goal.indicator}{taken} of {goal.region}, {when}, is {goal.value:g}"
    )
    for cell in found.cells:
        for said in lines(found, cell):
            click.echo(said)
    if file.for_:
        click.echo(found.table().to_string())
    click.echo(f"{found.runs} runs, 1 in {file.one_in:,} persons; ± is the spread of {1 + len(file.checks)} seeds")
    return any(cell.roots for cell in found.cells)


def lines(found: Solutions, cell: Solution) -> list[str]:
    """Return what is said of one solution."""
    told, scan = found.question.move.told, cell.scan
    where = ", ".join(f"{name} {word}" for name, word in cell.at.items())
    head = f"{where}: " if where else ""
    tried = ", ".join(f"{told(at)}: {value:+.4g}" for at, value in zip(scan.at, scan.values, strict=True))
    said = [f"{head}misses by {tried}; {scan.monotone if scan.monotone != 'neither' else 'not monotone'}"]
    if scan.monotone == "unmoved":
        return [
            *said,
            f"{head}the lever does not move the goal: ask for another indicator, region or years, or move another lever",
        ]
    if not cell.roots:
        return [
            *said,
            f"{head}none between {told(scan.at[0])} and {told(scan.at[-1])}: the goal is not crossed at the values tried",
        ]
    for one in cell.roots:
        seeds = ", ".join(f"seed {seed}: {told(value)}" for seed, value in one.seeds.items())
        report = "".join(f"; {name} {value:.4g}" for name, value in one.report.items())
        between = f"between {told(one.bracket[0])} and {told(one.bracket[1])}"
        said.append(f"{head}{found.rounded(one)} ({between}; {seeds}{report})")
    if len(cell.roots) > 1:
        said.append(f"{head}{len(cell.roots)} values meet the goal: look at the whole range before taking one")
    return said
