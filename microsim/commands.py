"""What the commands do, behind the command line: the imports that are heavy stand here."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from microsim.notices import tell
from microsim.reading import InputError, Problem, Problems
from microsim.results.folder import check_target
from microsim.running import run_scenario
from microsim.scenarios.usual import unusual

if TYPE_CHECKING:
    from microsim.comparing.table import Table
    from microsim.report.comparison import Comparison
    from microsim.report.outcome import Run
    from microsim.scenarios import Scenario

LUCK, SEEDS = 20, 2**32  # seeds beside the draws that tell the luck of the sample, and how many there are
ONE_IN_DRAWN, LARGE_DRAWN = 2000, 100
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


def _print(table: Any, width: int = TABLE_WIDTH) -> None:
    """Print a table, wide enough for its rows where the output is no terminal."""
    from microsim.report.terminal import print_table

    print_table(table, width)


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
    dask: str | None = None,
    **options: Any,
) -> None:
    """Run draws of the uncertain assumptions of scenarios, and other seeds beside them: a batch, and its bands printed."""
    from microsim.batches import batch
    from microsim.report.bands_table import bands_table
    from microsim.report.beside import can_draw
    from microsim.report.fans import write_fans

    _refuse_beside_draws(**options)
    if one_in and one_in < LARGE_DRAWN:
        tell(f"{draws + LUCK} runs of 1 in {one_in} persons: what is broken off is lived anew, what is done is kept")
    name = "-".join(scenario.name for scenario in scenarios)
    folder = out or Path("runs") / f"{name}-draws"
    year: dict[str, Any] = {} if until is None else {"until": until}
    result = batch(
        scenarios,
        out=folder,
        threads=threads,
        resume=True,
        progress=False if quiet else None,
        dask=dask,
        name="draws",
        draws=draws,
        seeds=[(seed + number) % SEEDS for number in range(LUCK)],
        one_in=one_in or ONE_IN_DRAWN,
        **year,
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
    checkpoint: float | None,
    restart: bool,
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
        "--checkpoint": checkpoint is not None,
        "--restart": restart,
    }
    problems = Problems()
    for option in (option for option, there in given.items() if there):
        message = "found beside --draws, which runs a batch: it keeps headlines, bands and fan charts; leave it out"
        problems.append(Problem(option, 0, 0, "", message))
    problems.check()


def compare_runs(
    base: str,
    reforms: tuple[str, ...],
    unpaired: bool,
    language: str,
    csv: Path | None = None,
    xlsx: Path | None = None,
    **options: Any,
) -> None:
    """Print what runs change against one and write the files asked for; the mistakes of all of them together."""
    from microsim.comparing.export import write_tables
    from microsim.folders.files import CSV, WORKBOOK, wrong_file
    from microsim.report.comparison import compare

    problems, found = Problems(), []
    for path, endings in ((csv, CSV), (xlsx, WORKBOOK)):
        problems.extend(wrong_file(path, endings))
    problems.extend(_wrong_options(**options))
    for reform in () if problems else reforms:
        try:
            comparison = compare(base, reform, unpaired=unpaired)
            found.append((comparison, _tables_of(comparison, **options)))
        except InputError as error:
            problems.extend(error.problems)
    problems.check()
    for comparison, tables in found:
        for change in comparison.changes():
            click.echo(change.sentence.of(language))
        _print(comparison.headline_table(language))
        for table in tables:
            _print(table.rich(language), table.width(language))
    parts = [(comparison.names[1], comparison.leading_tables() + tables) for comparison, tables in found]
    for path in filter(None, (csv, xlsx)):
        write_tables(parts, path, language)
        click.echo(f"{path}: {', '.join(name for name, _ in parts)}")


def _tables_of(
    comparison: "Comparison",
    by: str | None,
    closure: str,
    net_of: str,
    births: str | None,
    places: bool,
    persons: str | None,
    errors: bool,
    region: str | None,
    ends: int | None,
    attribute: str | None,
    year: int | None,
) -> "list[Table]":
    """Return the tables of a comparison that are asked for, after its headline."""
    found = [comparison.payers(closure, by_place=places, persons=persons, errors=errors, progress=None)]
    born = None if births is None else births_of(births)
    if by is not None or born or comparison.has_whole_lives:
        found.append(comparison.winners(by, net_of, born))
    if ends is not None:
        found.append(comparison.ends(ends, net_of, born))
    if region is not None:
        found.append(comparison.decomposition(region))
    if attribute is not None:
        from microsim.attributing.attribute import attribute as attributed

        found.append(attributed(comparison.base, comparison.reform, attribute, region or "both", year))
    return found


def _wrong_options(
    by: str | None,
    closure: str,
    net_of: str,
    births: str | None,
    persons: str | None,
    attribute: str | None,
    year: int | None,
    **_: Any,
) -> Iterator[Problem]:
    """Yield what is wrong with the options of a comparison whatever the runs are."""
    from microsim.comparing.classes import known_net
    from microsim.comparing.closure import known_closure
    from microsim.comparing.groups import known_keys

    checks: list[tuple[Any, Any]] = [
        (known_keys, by),
        (known_keys, persons),
        (known_closure, closure),
        (known_net, net_of),
    ]
    if year is not None and attribute is None:
        yield Problem(
            "--year", 0, 0, "", f"found {year} without --attribute, whose year it is; leave it out, or add one"
        )
    for check, given in [*checks, *([(births_of, births)] if births is not None else [])]:
        try:
            check(given)
        except InputError as error:
            yield from error.problems


def births_of(text: str) -> tuple[int, int]:
    """Return first and last year of birth of ``FIRST-LAST``; InputError for what is none."""
    first, dash, last = text.partition("-")
    if dash and first.isdigit() and last.isdigit() and int(first) <= int(last):
        return int(first), int(last)
    message = f"found {text}, allowed are a first and a last year of birth such as 1960-2004"
    raise InputError([Problem("--births", 0, 0, "", message)])
