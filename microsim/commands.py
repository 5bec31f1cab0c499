"""What the commands do, behind the command line: the imports that are heavy stand here."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from microsim.reading import InputError, Problem, Problems
from microsim.report.terminal import print_table
from microsim.results.folder import check_target
from microsim.running import run_scenario
from microsim.scenarios.usual import unusual

if TYPE_CHECKING:
    from microsim.report.outcome import Run
    from microsim.scenarios import Scenario

LUCK, SEEDS = 20, 2**32  # seeds beside the draws that tell the luck of the sample, and how many there are
ONE_IN_DRAWN = 2000
TABLE_WIDTH = 110  # columns of the headline table where the output is no terminal


def run_scenarios(
    scenarios: "list[Scenario]", out: Path | None, until: int | None, quiet: bool, lang: str, **options: Any
) -> None:
    """Run scenarios one after the other, each into its own folder."""
    _check_until(scenarios, until)
    folders = _folders([scenario.name for scenario in scenarios], out)
    for scenario, folder in zip(scenarios, folders, strict=True):
        for problem in unusual(scenario):
            click.echo(f"unusual: {problem}", err=True)
        _say(scenario, folder, until, **options)
        result = run_scenario(
            scenario, until=until, out=folder, progress=False if quiet else None, language=lang, **options
        )
        _report(result, folder, quiet, lang)


def _say(scenario: "Scenario", folder: Path, until: int | None, **options: Any) -> None:
    """Say on stderr which dates act from another day, and which other run stands in the folder until this one is whole."""
    from microsim.results.matching import replaced
    from microsim.scenarios import notes

    for note in notes(scenario):
        click.echo(f"note: {note}", err=True)
    if found := replaced(folder, scenario, until, **options):
        click.echo(f"note: {folder}: takes the place of a run with {'; '.join(found)}", err=True)


def _check_until(scenarios: "list[Scenario]", until: int | None) -> None:
    """The last year must lie in the horizon of every scenario."""
    problems = Problems()
    for scenario in scenarios:
        start, end = scenario.horizon.start, scenario.horizon.end
        if until is not None and not start <= until <= end:
            allowed = f"the horizon of {scenario.name} allows {start} to {end}"
            problems.append(Problem("--until", 0, 0, "", f"found {until}, {allowed}"))
    problems.check()


def _folders(names: list[str], out: Path | None) -> list[Path]:
    """Return the run folder of each scenario, all of them fit to be written to."""
    folders = [out] if out is not None and len(names) == 1 else [(out or Path("runs")) / name for name in names]
    problems = Problems()
    plain = [name.casefold() for name in names]  # some disks take Baseline and baseline for one name
    for name in sorted({name for name in names if plain.count(name.casefold()) > 1}):
        problems.append(Problem(name, 0, 0, "", "found two scenarios of this name, allowed is one; rename the other"))
    for folder in folders:
        try:
            check_target(folder)
        except InputError as error:
            problems.extend(error.problems)
    problems.check()
    return folders


def _report(result: "Run", folder: Path, quiet: bool, lang: str) -> None:
    """Say where the results are and what is unusual of own microdata, and print the headline table."""
    for said in result.manifest.get("population", {}).get("unusual", []):
        click.echo(f"unusual: {said}", err=True)
    if not quiet:
        _print(result.headline_table(lang))
    written = sorted(path.name + "/" * path.is_dir() for path in folder.iterdir())
    click.echo(f"{folder}: {', '.join(written)}")


def _print(table: Any) -> None:
    """Print a table, wide enough for its rows where the output is no terminal."""
    print_table(table, TABLE_WIDTH)


def run_draws(
    scenarios: "list[Scenario]",
    out: Path | None,
    draws: int,
    one_in: int | None,
    until: int | None,
    seed: int,
    threads: int | None,
    quiet: bool,
    lang: str,
    **options: Any,
) -> None:
    """Run draws of the uncertain assumptions of scenarios, and other seeds beside them: a batch, and its bands printed."""
    from microsim.batches import batch
    from microsim.report.bands_table import bands_table
    from microsim.report.beside import can_draw
    from microsim.report.fans import write_fans

    _refuse_beside_draws(**options)
    name = "-".join(scenario.name for scenario in scenarios)
    folder = out or Path("runs") / f"{name}-draws"
    result = batch(
        scenarios,
        out=folder,
        threads=threads,
        resume=True,
        progress=False if quiet else None,
        name="draws",
        draws=draws,
        seeds=[(seed + number) % SEEDS for number in range(LUCK)],
        one_in=one_in or ONE_IN_DRAWN,
        **({} if until is None else {"until": until}),
    )
    if not quiet and draws > len(result.failed):
        for table in bands_table(result.bands, lang):
            _print(table)
    if lang != "en" and draws > len(result.failed) and can_draw():
        write_fans(result.bands, folder, lang)
    click.echo(f"{folder}: {', '.join(sorted(path.name for path in folder.iterdir() if path.is_file()))}")
    if len(result.failed):
        raise click.ClickException(f"{len(result.failed)} of {len(result.table)} tasks failed; {folder / 'tasks.csv'}")


def _refuse_beside_draws(
    replicates: int,
    panel: int | None,
    population: Path | None,
    figures: bool,
    cache: bool,
    note: str | None,
    lives: bool | None,
) -> None:
    """Say which options have no meaning beside draws."""
    given = {
        "--replicates": replicates > 1,
        "--panel": panel is not None,
        "--lives": lives is True,
        "--population": population is not None,
        "--no-figures": not figures,
        "--no-cache": not cache,
        "--note": note is not None,
    }
    problems = Problems()
    for option in (option for option, there in given.items() if there):
        message = "found beside --draws, which runs a batch: it keeps headlines, bands and fan charts; leave it out"
        problems.append(Problem(option, 0, 0, "", message))
    problems.check()


def compare_runs(base: str, reforms: tuple[str, ...], unpaired: bool, language: str) -> None:
    """Print the headline differences of runs against one; the mistakes of all of them together."""
    from microsim.report.comparison import compare

    problems, found = Problems(), []
    for reform in reforms:
        try:
            found.append(compare(base, reform, unpaired=unpaired))
        except InputError as error:
            problems.extend(error.problems)
    problems.check()
    for comparison in found:
        _print(comparison.headline_table(language))
