"""The command line: thin, and quick to show its help, so whatever is heavy is imported inside commands.

Results go to stdout, progress and mistakes to stderr. Exit codes: 0 done, 1 the run failed,
2 the input is wrong, 143 and 129 stopped by SIGTERM and SIGHUP.
"""

import atexit
import codecs
import contextlib
import errno
import gc
import io
import os
import shlex
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from microsim import __version__, completion
from microsim.notices import Notice, tell
from microsim.signals import Stopped, orderly_end

if TYPE_CHECKING:
    from microsim.scenarios import Scenario

FAILED, WRONG_INPUT = 1, 2
LACKING = "microsim-lacking"  # name of what is done about characters an encoding lacks
USUAL_WARNING = warnings.showwarning
OBJECTS = 100_000  # new objects between two searches for garbage: what a command imports and reads stays in any case


class Commands(click.Group):
    """Commands that end wrong input with its list of mistakes, and a failure with one line."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Keep the command line for the manifest of a run."""
        ctx.meta["microsim.command_line"] = shlex.join(["microsim", *args])
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        warnings.showwarning = show_notice
        write_anyway()
        try:
            with orderly_end():
                return super().invoke(ctx)
        except Stopped as stopped:
            with contextlib.suppress(OSError):  # the terminal may be gone
                click.echo(f"stopped by {stopped.name}", err=True)
            raise
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as error:
            if os.environ.get("MICROSIM_TRACEBACK"):
                raise
            ctx.exit(say_failure(error))


def show_notice(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    """Show what a user must be told as one line on stderr, any other warning as Python does."""
    if issubclass(category, Notice):
        click.echo(f"note: {message}", err=True)
    else:
        USUAL_WARNING(message, category, filename, lineno, file, line)


def write_anyway() -> None:
    """Let output in a locale that lacks a character show its code instead of ending the command."""
    if sys.stdout is None:
        click.echo("note: standard output is closed, so nothing is printed", err=True)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=LACKING)


def as_code(error: UnicodeError) -> tuple[str | bytes, int]:
    """Write a character that an output's encoding lacks as its code, and say once how to get it."""
    if isinstance(error, UnicodeEncodeError):
        tell(f"{error.encoding} lacks characters, shown as codes such as \\u4e2d: PYTHONIOENCODING=utf-8 writes them")
    return codecs.backslashreplace_errors(error)


codecs.register_error(LACKING, as_code)


def say_failure(error: Exception) -> int:
    """Say on stderr what went wrong and return the exit code."""
    from microsim.data import DataError
    from microsim.folders.disk import FullDisk
    from microsim.reading import InputError, printable

    if isinstance(error, InputError | DataError):
        click.echo(printable(str(error)), err=True)
        return WRONG_INPUT
    if isinstance(error, FullDisk):
        click.echo(f"failed: {error}", err=True)
        return FAILED
    if isinstance(error, OSError) and error.strerror:
        where = f"{error.filename}: " if error.filename else "standard output: " if error.errno == errno.ENOSPC else ""
        click.echo(printable(f"failed: {where}{error.strerror}"), err=True)
    else:
        click.echo(printable(f"failed: {type(error).__name__}: {error}"), err=True)
    click.echo("MICROSIM_TRACEBACK=1 shows where", err=True)
    return FAILED


SETTINGS = click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="PATH=VALUE",
    help="Change one entry; may be repeated.",
    shell_complete=completion.settings,
)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__)
def main() -> None:
    """Project pensions of provinces and their cities, life by life, under the law in force or a reform."""
    gc.set_threshold(OBJECTS)
    atexit.register(gc.freeze)  # Python would look through all it loaded for garbage before it ends


@main.command()
@click.argument("scenarios", nargs=-1, metavar="[SCENARIO ...]", shell_complete=completion.scenarios)
@click.option(
    "--one-in", type=click.IntRange(1, 10**9), help="Simulate every K-th person.  [default: 1000, with --draws 2000]"
)
@click.option("--until", type=int, help="Last year; the end of the scenario's horizon by default.")
@click.option("--seed", type=click.IntRange(0, 2**32 - 1), default=1, show_default=True, help="Seed of all draws.")
@click.option("--replicates", type=click.IntRange(1), default=1, show_default=True, help="Runs with other luck.")
@click.option(
    "--draws", type=click.IntRange(1), help="Run N draws of the uncertain assumptions: medians, bands, ranking."
)
@click.option("--threads", type=click.IntRange(1), help="Threads; all cores by default.")
@click.option("--dask", metavar="ADDRESS", help="With --draws: run on the workers of the dask scheduler there.")
@click.option("--out", type=click.Path(path_type=Path), help="Run folder; runs/NAME by default.")
@SETTINGS
@click.option("--name", help="Name of the run; after --set SCENARIO+KEY-HASH by default.")
@click.option("--panel", type=click.IntRange(1), help="Also write the lives of every K-th simulated person.")
@click.option("--lives/--no-lives", default=None, help="Write lives.parquet.  [default: where it stays under 500 MB]")
@click.option(
    "--population", type=click.Path(path_type=Path), help="Own population: a folder made by population import."
)
@click.option("--figures/--no-figures", default=True, help="Draw the figures.  [default: figures]")
@click.option("--cache/--no-cache", default=True, help="Keep tables from run to run.  [default: cache]")
@click.option("--note", metavar="TEXT", help="A note of your own for the manifest, beside date and command line.")
@click.option(
    "--checkpoint",
    type=click.FloatRange(0),
    metavar="MINUTES",
    help="Between checkpoints, 0 for none.  [default: 5, where lives take over 10]",
)
@click.option("--restart", is_flag=True, help="Begin anew where OUT.unfinished keeps an unfinished run.")
@click.option("--quiet", is_flag=True, help="No progress bar and no table.")
@click.option("--lang", type=click.Choice(["en", "zh"]), default="en", show_default=True, help="Of table and figures.")
def run(
    scenarios: tuple[str, ...],
    settings: tuple[str, ...],
    name: str | None,
    out: Path | None,
    until: int | None,
    draws: int | None,
    one_in: int | None,
    dask: str | None,
    **options: Any,
) -> None:
    """Run scenarios, shipped ones by name or files by path; the baseline by default. FIRST+SECOND runs both as one.

    A run folder holds results.nc, headline.csv, indicators.parquet, manifest.json, run.log and the figures. With --draws it is a batch folder with the
    bands of every headline figure (bands.csv), what they come from (ranking.csv) and fan charts; the same command goes on
    where it was stopped. So it does for a run with checkpoints: --one-in 1 lives everybody, in hours (docs/big.md).
    """
    from microsim.commands import run_draws, run_scenarios

    found = _scenarios(scenarios or ("baseline",), settings, name)
    if draws:
        run_draws(found, out, draws, until=until, one_in=one_in, dask=dask, **options)
    elif dask is not None:
        raise click.UsageError("--dask has a meaning with --draws only: a single run is one task.")
    else:
        run_scenarios(found, out, until, one_in=one_in or 1000, **options)


@main.command()
@click.argument("base", shell_complete=completion.runs)
@click.argument("reforms", nargs=-1, required=True, metavar="REFORM ...", shell_complete=completion.runs)
@click.option(
    "--by", metavar="GROUP", help="Who gains and loses by hukou, sex, cohort, quintile ...; sex,cohort crosses."
)
@click.option(
    "--closure", default="run", metavar="WHO", help="run, treasury, reserve, employer or uprating fills gaps."
)
@click.option("--net-of", default="own", metavar="WHAT", help="own: less own contributions; all: less employers' too.")
@click.option("--births", metavar="FIRST-LAST", help="Whose gains are told; of whole lives by default.")
@click.option("--places", is_flag=True, help="Every city's fund in the balance sheet.")
@click.option("--persons", metavar="GROUP", help="A line a group of persons in the balance sheet: lives lived again.")
@click.option("--errors", is_flag=True, help="Errors of the balance sheet with one replicate: half a minute.")
@click.option("--region", metavar="PLACE", help="Also what moves the cost rate there; both for everywhere.")
@click.option("--ends", type=click.IntRange(1), metavar="N", help="Also the N persons who gain and who lose most.")
@click.option("--attribute", metavar="INDICATOR", help="Also which setting makes the change of a headline row: runs.")
@click.option("--year", type=int, help="Year of --attribute; the last by default.")
@click.option("--csv", "csv", type=click.Path(path_type=Path), metavar="FILE", help="Write all tables, a row a figure.")
@click.option("--xlsx", "xlsx", type=click.Path(path_type=Path), metavar="FILE", help="Write all tables, a sheet each.")
@click.option("--unpaired", is_flag=True, help="Also where sample, seed, years or version differ; the title says so.")
@click.option("--lang", type=click.Choice(["en", "zh"]), default="en", show_default=True, help="Language.")
def compare(base: str, reforms: tuple[str, ...], unpaired: bool, lang: str, **options: Any) -> None:
    """Print what each REFORM changes against BASE: run folders, or names of runs under runs/.

    What differs as the law says it, the headline, whose money it is, and where both runs kept their lives who gains and
    who loses. Runs that do not match in sample, seed, replicates, years, start, version or own population are refused.
    """
    from microsim.commands import compare_runs

    compare_runs(base, reforms, unpaired, lang, **options)


@main.command()
@click.argument("scenario", default="baseline", shell_complete=completion.scenarios)
@click.option("--place", "places", multiple=True, metavar="PLACE", help="A city; may be repeated.")
@click.option("--level", "levels", type=float, multiple=True, help="Wage over the average wage; 0.5, 1, 2 by default.")
@click.option("--years", "years", type=int, multiple=True, help="Length, 0 from age 22; 15, 30, 40, 0 by default.")
@click.option("--birth", "births", type=int, multiple=True, help="Year of birth; 1980, 1995 by default.")
@click.option("--kind", default="employee", show_default=True, help="employee or flexible.")
@click.option("--csv", "csv", type=click.Path(path_type=Path), metavar="FILE", help="Write all tables, a row a figure.")
@click.option("--xlsx", "xlsx", type=click.Path(path_type=Path), metavar="FILE", help="Write all tables, a sheet each.")
@click.option("--lang", type=click.Choice(["en", "zh"]), default="en", show_default=True, help="Language.")
def careers(scenario: str, places: tuple[str, ...], lang: str, **options: Any) -> None:
    """Print theoretical replacement rates of typical careers under the law of SCENARIO.

    First pension over last wage, gross and net of own contributions, by place, person, year of birth, length and wage.
    """
    from microsim.typical.command import print_careers

    print_careers(scenario, places, lang, **options)


@main.command()
@click.argument("run", shell_complete=completion.runs)
@click.option("--at", "year", type=int, metavar="YEAR", help="At the end of which year; 2024 by default.")
@click.option("--by", metavar="GROUP", help="By province, cohort or sex.")
@click.option("--vested", is_flag=True, help="Keep the minimum years: fewer months are owed nothing of the pool.")
@click.option("--csv", "csv", type=click.Path(path_type=Path), metavar="FILE", help="Write all tables, a row a figure.")
@click.option("--xlsx", "xlsx", type=click.Path(path_type=Path), metavar="FILE", help="Write all tables, a sheet each.")
@click.option("--threads", type=click.IntRange(1), help="Threads; all cores by default.")
@click.option("--quiet", is_flag=True, help="No progress bar.")
@click.option("--lang", type=click.Choice(["en", "zh"]), default="en", show_default=True, help="Language.")
def liabilities(run: str, lang: str, **options: Any) -> None:
    """Print what is owed at the end of a year: accrued rights (ABO, PBO), and the closed and the open group.

    RUN is a run folder with lives, or the name of one under runs/. Three more runs of the same persons are made, in two of which
    nobody earns rights after the year.
    """
    from microsim.accrued.command import print_liabilities

    print_liabilities(run, lang, **options)


@main.command()
@click.argument("run", shell_complete=completion.runs)
@click.option("--from", "start", type=int, metavar="YEAR", help="First year without moves; the first one by default.")
@click.option("--by", metavar="GROUP", help="By corridor, or as for compare: migrant, sex, cohort, hukou_place ...")
@click.option("--births", metavar="FIRST-LAST", help="Whose lives are told; whole ones by default.")
@click.option("--funds", is_flag=True, help="Also whose money moves make, each fund alone.")
@click.option(
    "--stayed", metavar="RUN", shell_complete=completion.runs, help="A kept run without moves, not a new one."
)
@click.option("--out", type=click.Path(path_type=Path), metavar="FOLDER", help="Keep the run without moves.")
@click.option("--csv", "csv", type=click.Path(path_type=Path), metavar="FILE", help="Write all tables, a row a figure.")
@click.option("--xlsx", "xlsx", type=click.Path(path_type=Path), metavar="FILE", help="Write all tables, a sheet each.")
@click.option("--threads", type=click.IntRange(1), help="Threads; all cores by default.")
@click.option("--quiet", is_flag=True, help="No progress bar.")
@click.option("--lang", type=click.Choice(["en", "zh"]), default="en", show_default=True, help="Language.")
def mobility(run: str, lang: str, births: str | None, **options: Any) -> None:
    """Print what moving costs: each life of RUN beside the same life that stays put from a year on.

    RUN is a run folder with lives, or the name of one under runs/. It is run once more with moves, and nothing else, switched
    off; the difference in pension wealth is told in parts that add up: months, wages, level, paying place, threshold,
    dormant, account.
    """
    from microsim.commands import births_of
    from microsim.moving.command import print_mobility

    print_mobility(run, lang, births=None if births is None else births_of(births), **options)


@main.command()
@click.argument("run", required=False, shell_complete=completion.runs)
@click.argument("names", nargs=-1, metavar="[NAME ...]", shell_complete=completion.indicators)
@click.option(
    "--by",
    multiple=True,
    shell_complete=completion.groups,
    metavar="GROUP",
    help="Told by sex, scheme, cohort, quintile ...; may be repeated.",
)
@click.option(
    "--region",
    "regions",
    multiple=True,
    shell_complete=completion.regions,
    metavar="REGION",
    help="A province, city or both; may be repeated.",
)
@click.option("--year", "years", type=int, multiple=True, metavar="YEAR", help="Only this year; may be repeated.")
@click.option("--csv", type=click.Path(path_type=Path), metavar="FILE.csv", help="Write every year as CSV.")
@click.option("--xlsx", type=click.Path(path_type=Path), metavar="FILE.xlsx", help="Write a workbook with definitions.")
@click.option("--dta", type=click.Path(path_type=Path), metavar="FILE.dta", help="Write a Stata file and its codebook.")
@click.option("--list", "as_list", is_flag=True, help="Show definitions; the names may follow without a RUN.")
@click.option("--lang", type=click.Choice(["en", "zh"]), default="en", show_default=True, help="Language.")
def indicators(run: str | None, names: tuple[str, ...], as_list: bool, lang: str, **options: Any) -> None:
    """Print indicators of RUN, a run folder or the name of one under runs/: all, or NAMEs of --list.

    What is a proxy is marked, what is not modelled says so. Values by year, region and group stand in indicators.parquet of
    every run folder.
    """
    from microsim.report.indicators_shown import print_indicators, print_list

    if as_list:
        print_list([name for name in (run, *names) if name], lang)
    elif run is None:
        raise click.UsageError("Missing argument 'RUN'; --list shows what there is.")
    else:
        files = {kind: path for kind in ("csv", "xlsx", "dta") if (path := options.pop(kind))}
        print_indicators(run, names, files=files, language=lang, **options)


@main.command()
@click.argument("runs", nargs=-1, required=True, metavar="RUN [RUN]", shell_complete=completion.runs)
@click.option(
    "--table",
    "names",
    multiple=True,
    metavar="NAME",
    help="reached, duration, income, links, poverty, where, heads_LINE or gaps_LINE; may be repeated.",
)
@click.option("--year", "years", type=int, multiple=True, metavar="YEAR", help="Year told, 2030; may be repeated.")
@click.option(
    "--by",
    multiple=True,
    metavar="GROUP",
    help="Rows: everybody, sex, hukou, fifth, age, province, city; may be repeated.",
)
@click.option("--csv", "csv", type=click.Path(path_type=Path), metavar="FILE", help="Write all tables, a row a figure.")
@click.option("--xlsx", "xlsx", type=click.Path(path_type=Path), metavar="FILE", help="Write all tables, a sheet each.")
@click.option("--figure", type=click.Path(path_type=Path), metavar="FILE", help="Draw poverty; its data stand beside.")
@click.option(
    "--population", type=click.Path(path_type=Path), metavar="FOLDER", help="Persons of runs on own microdata."
)
@click.option("--lang", type=click.Choice(["en", "zh"]), default="en", show_default=True, help="Language.")
def evaluate(
    runs: tuple[str, ...],
    names: tuple[str, ...],
    years: tuple[int, ...],
    by: tuple[str, ...],
    csv: Path | None,
    xlsx: Path | None,
    figure: Path | None,
    population: Path | None,
    lang: str,
) -> None:
    """Print six tables on the benefits of the old in RUN, or what a second RUN changes: persons, not households.

    Are the most vulnerable reached; how long and how often; what benefits add to income; what comes together; who benefits and
    poverty; where. Poverty after each benefit (heads_LINE, gaps_LINE; LINE is standard, band or median) is written to files and
    printed where asked for, and drawn by --figure, with the range that the support of families gives. The lives of the run are
    lived again.
    """
    from microsim.evaluating.command import print_evaluation

    files = tuple(file for file in (csv, xlsx) if file is not None)
    print_evaluation(runs, names, years, by, files, lang, figure, population)


@main.command()
@click.argument("runs", nargs=-1, required=True, metavar="RUN [RUN ...]", shell_complete=completion.runs)
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, metavar="FILE", help="A file that ends in .html or .docx."
)
@click.option(
    "--closure", default="run", metavar="NAME", help="Who fills gaps: run, treasury, reserve, employer, uprating."
)
@click.option("--window", metavar="FIRST-LAST", help="Years of the final accounts, 2026-2030 by default.")
@click.option(
    "--tornado",
    type=click.Path(path_type=Path),
    metavar="FILE.csv",
    help="What sensitivity --csv wrote; by default what --beside kept.",
)
@click.option(
    "--geojson", type=click.Path(path_type=Path), metavar="FILE", help="Own outlines of places in place of tiles."
)
@click.option("--unpaired", is_flag=True, help="Compare runs that do not match all the same, labelled so.")
@click.option("--lang", type=click.Choice(["en", "zh"]), default="en", show_default=True, help="Language.")
def report(runs: tuple[str, ...], out: Path, lang: str, **options: Any) -> None:
    """Write a report of RUN, or of the first RUN as base and what the others change: one page, or a Word file.

    A page holds its figures and needs neither network nor script. RUN is a run folder or the name of one under runs/.
    """
    from microsim.documents.command import report_runs

    report_runs(runs, out, lang, **options)


@main.command()
@click.argument("run", shell_complete=completion.runs)
@click.argument("names", nargs=-1, metavar="[NAME ...]")
@click.option(
    "--against", metavar="BASE", shell_complete=completion.runs, help="Figures of what RUN changes against BASE."
)
@click.option("--out", type=click.Path(path_type=Path), metavar="FOLDER", help="RUN-figures by default.")
@click.option(
    "--format", "formats", default="svg,png", show_default=True, metavar="LIST", help="Of svg, pdf, png (300 dpi)."
)
@click.option("--data", is_flag=True, help="Also write what each shows as CSV.")
@click.option("--person", metavar="ID", help="Whose life the figure life shows, as for explain.")
@click.option(
    "--geojson", type=click.Path(path_type=Path), metavar="FILE", help="Own outlines of places in place of tiles."
)
@click.option("--lang", type=click.Choice(["en", "zh"]), default="en", show_default=True, help="Language.")
def figures(run: str, names: tuple[str, ...], lang: str, **options: Any) -> None:
    """Write figures of RUN, a run folder or the name of one under runs/: all, or those named.

    Of a run: pyramids, participants, funds, pensions, cities, replacement, flows, paying_places, tiles, and life with
    --person. With --against: gains, tiles, and life.
    """
    from microsim.documents.command import write_figures

    write_figures(run, names, lang=lang, **options)


@main.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--where", metavar="SQL", help='Only runs of which this is true, such as "seed = 1 and one_in <= 1000".')
@click.option("--csv", "as_csv", is_flag=True, help="Print every column as CSV.")
def runs(folder: Path | None, where: str | None, as_csv: bool) -> None:
    """List the runs below FOLDER, runs/ by default, the newest last.

    Columns for --where: name, folder, scenario, settings, one_in, until, seed, replicates, base_year, date, note, command,
    version, code, inputs, persons, seconds, megabytes.
    """
    from microsim.report.catalogue import print_runs

    print_runs(folder, where, as_csv)


@main.command()
@click.argument("run", shell_complete=completion.runs)
def cite(run: str) -> None:
    """Print how to cite RUN, a run folder or the name of one under runs/: a sentence and a BibTeX entry."""
    from microsim.report.citation import cited

    click.echo(cited(run), nl=False)


@main.command()
@click.argument("run", shell_complete=completion.runs)
@click.option(
    "--targets", type=click.Path(path_type=Path), metavar="FILE.csv", help="Own figures in place of the shipped."
)
@click.option("--json", "as_json", is_flag=True, help="Print a list of objects, one a figure.")
@click.option("--lang", type=click.Choice(["en", "zh"]), default="en", show_default=True, help="Language.")
def validate(run: str, targets: Path | None, as_json: bool, lang: str) -> None:
    """Put published figures beside RUN, a run folder or the name of one under runs/: each of its own year and scope.

    Figures are fitted, held out, inputs, or excluded with a reason; what has no figure beside it is listed.
    """
    from microsim.validation.command import print_validation

    print_validation(run, targets, as_json, lang)


@main.command()
@click.argument("run", shell_complete=completion.runs)
@click.option("--json", "as_json", is_flag=True, help="Print a list of objects, one a figure.")
@click.option("--lang", type=click.Choice(["en", "zh"]), default="en", show_default=True, help="Language.")
def shadow(run: str, as_json: bool, lang: str) -> None:
    """Put a cohort projection beside RUN, a run folder or the name of one under runs/.

    Driven by the run's own rates it must give heads and money back; driven by published figures and law alone it is
    another model, set beside the run term by term and on the figures held out.
    """
    from microsim.shadow_model.command import print_shadow

    print_shadow(run, as_json, lang)


@main.command()
@click.argument("file", required=False, metavar="FILE")
@click.option("--threads", type=click.IntRange(1), help="Threads; all cores by default.")
@click.option("--out", type=click.Path(path_type=Path), help="Batch folder; runs/NAME by default.")
@click.option(
    "--dask", metavar="ADDRESS", help="Run on the workers of the dask scheduler there, such as tcp://10.0.0.1:8786."
)
@click.option("--resume", is_flag=True, help="Go on where the batch in the folder was stopped.")
@click.option("--quiet", is_flag=True, help="No progress bar and no table.")
@click.option("--schema", is_flag=True, help="Print the JSON Schema of batch files.")
def batch(file: str | None, schema: bool, **options: Any) -> None:
    """Run scenarios x values of a grid x seeds in one process; FILE is a batch file or the name of a shipped one.

    A batch folder holds batch.yaml, tasks.csv (each task with state and reason), headline.parquet of all, and a run
    folder for each task. A task that fails is listed and the others go on.
    """
    if schema:
        from microsim.batches import schema_text

        click.echo(schema_text(), nl=False)
    elif file is None:
        raise click.UsageError("Missing argument 'FILE'.")
    else:
        from microsim.batches.command import run_batch

        if run_batch(file, **options):
            sys.exit(FAILED)


@main.command()
@click.argument("file", required=False, metavar="FILE")
@click.option("--one-in", type=click.IntRange(1, 10**9), help="Every K-th person, in place of what the file says.")
@click.option("--seed", type=click.IntRange(0, 2**32 - 1), help="Seed, in place of what the file says.")
@click.option("--threads", type=click.IntRange(1), help="Threads; all cores by default.")
@click.option("--csv", type=click.Path(path_type=Path), help="Also write a row a solution.")
@click.option("--schema", is_flag=True, help="Print the JSON Schema of such files.")
def solve(file: str | None, schema: bool, one_in: int | None, seed: int | None, **options: Any) -> None:
    """Find which value of a lever meets a goal; FILE says which, or is the name of a shipped question.

    Says what was tried, whether the goal moves one way, each value that meets it up to its error, and what other seeds
    make of it. Exit code 1 where no value does.
    """
    if schema:
        from microsim.solving import schema_text

        click.echo(schema_text(), nl=False)
    elif file is None:
        raise click.UsageError("Missing argument 'FILE'.")
    else:
        from microsim.solving.command import print_solutions

        options |= {name: value for name, value in (("one_in", one_in), ("seed", seed)) if value is not None}
        if not print_solutions(file, **options):
            sys.exit(FAILED)


@main.command()
@click.argument("rule")
@click.argument("scenario", default="baseline")
@click.option("--from", "start", type=int, default=2030, show_default=True, help="First year of the rule.")
@click.option("--until", type=int, default=2060, show_default=True, help="Its last year; the law goes on after it.")
@click.option("--region", default="both", show_default=True, help="Whose books it reads: a province, or both.")
@click.option("--set", "set_", multiple=True, metavar="NAME=NUMBER", help="A parameter of the rule; may be repeated.")
@click.option("--tolerance", type=float, default=1e-5, show_default=True, help="Of an uprating, as a fraction.")
@click.option("--rounds", type=click.IntRange(2), default=40, show_default=True, help="Rounds at most.")
@click.option("--one-in", type=click.IntRange(1, 10**9), default=20_000, show_default=True, help="Every K-th person.")
@click.option("--seed", type=click.IntRange(0, 2**32 - 1), default=1, show_default=True, help="Seed of all draws.")
@click.option("--threads", type=click.IntRange(1), help="Threads; all cores by default.")
@click.option("--out", type=click.Path(path_type=Path), help="Also write the scenario found, a file in .yaml.")
def balance(rule: str, scenario: str, **options: Any) -> None:
    """Let uprating follow a RULE of automatic balancing: germany, sweden, japan or dependency.

    The rule reads the books of the run it is part of, so it is run until the path stays; rounds and tolerance are told. What
    is found is a scenario file that runs as any other. Exit code 1 where the path did not settle.
    """
    from microsim.balancing.command import print_balanced

    if not print_balanced(rule, scenario, **options):
        sys.exit(FAILED)


@main.command()
@click.argument("run")
@click.argument("indicator")
@click.option("--region", default="both", show_default=True, help="A province, or both.")
@click.option("--year", type=int, default=2050, show_default=True, help="Of which year.")
@click.option("--against", metavar="REFORM", help="Of what a reform changes: a run or a scenario.")
@click.option(
    "--all", "every", is_flag=True, help="Every assumption with bounds, and law of grade C; not those drawn alone."
)
@click.option("--only", metavar="WORD", help="Only inputs whose path holds it, or is of a pattern such as 'economy.*'.")
@click.option("--one-in", type=click.IntRange(1, 10**9), default=20_000, show_default=True, help="Every K-th person.")
@click.option("--seed", type=click.IntRange(0, 2**32 - 1), default=1, show_default=True, help="Seed of all draws.")
@click.option("--threads", type=click.IntRange(1), help="Threads; all cores by default.")
@click.option("--csv", type=click.Path(path_type=Path), help="Also write a row an input.")
@click.option("--beside", is_flag=True, help="Keep it beside the folder of RUN, where a report finds it.")
@click.option("--figure", type=click.Path(path_type=Path), help="Also draw it: a name in .svg, .png or .pdf.")
@click.option("--lang", type=click.Choice(["en", "zh"]), default="en", show_default=True, help="Language.")
def sensitivity(run: str, indicator: str, **options: Any) -> None:
    """Rank what a figure depends on: INDICATOR with each input of RUN at its low and at its high.

    RUN is a run folder, the name of a run, or a scenario. INDICATOR is a row of the headline, such as balance, or one of
    the books, such as residents.benefit_basic.
    """
    from microsim.assessing.command import print_tornado

    print_tornado(run, indicator, **options)


@main.command()
@click.argument("base")
@click.argument("reform")
@click.argument("indicator")
@click.option("--see", type=float, required=True, metavar="AMOUNT", help="The difference that is to be seen.")
@click.option("--region", default="both", show_default=True, help="A province, or both.")
@click.option("--year", type=int, default=2050, show_default=True, help="Of which year.")
@click.option("--until", type=int, help="Last year of the runs planned; that of the figure by default.")
@click.option("--one-in", type=click.IntRange(1, 10**9), default=20_000, show_default=True, help="Sample of the pilot.")
@click.option("--seeds", type=click.IntRange(3, 1000), default=8, show_default=True, help="Pairs of the pilot.")
@click.option("--threads", type=click.IntRange(1), help="Threads; all cores by default.")
@click.option("--csv", type=click.Path(path_type=Path), help="Also write a row a sample.")
def plan(base: str, reform: str, indicator: str, **options: Any) -> None:
    """Say which sample shows a difference of AMOUNT between two scenarios, and what it takes.

    BASE and REFORM are run folders, names of runs, or scenarios; a few small pairs with other seeds tell the error.
    Exit code 1 where no sample shows it.
    """
    from microsim.assessing.command import print_plan

    if not print_plan(base, reform, indicator, **options):
        sys.exit(FAILED)


@main.command()
@click.argument("case", required=False, metavar="CASE.yaml")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--lang", type=click.Choice(["en", "zh"]), default="en", show_default=True, help="Language.")
@click.option(
    "--scenario",
    metavar="SCENARIO",
    shell_complete=completion.scenarios,
    help="Law and assumptions of a scenario, by name or file.",
)
@click.option("--schema", is_flag=True, help="Print the JSON Schema of case files.")
def pension(case: str | None, as_json: bool, lang: str, scenario: str | None, schema: bool) -> None:
    """Work out one person's rights, term by term with the law behind each; CASE.yaml, or - for standard input."""
    from microsim.cases.command import answer_text, schema_text

    if schema:
        click.echo(schema_text(), nl=False)
    elif case is None:
        raise click.UsageError("Missing argument 'CASE.yaml'.")
    else:
        from microsim.cases.answering import read_scenario

        click.echo(answer_text(case, lang, as_json, read_scenario(scenario)), nl=False)


@main.command()
@click.argument("scenarios", nargs=-1, metavar="[SCENARIO [SCENARIO]]", shell_complete=completion.scenarios)
@click.option("--person", metavar="ID", help="Number, or origin/place/status/sex/age/year/count.")
@click.option("--sample", type=click.IntRange(1), metavar="K", help="List K persons drawn at random instead.")
@click.option("--find", metavar="WHAT", help="Of a kind, such as place=NAME,birth=1975,sex=female,claim=2031.")
@click.option("--seed", type=click.IntRange(0, 2**32 - 1), default=1, show_default=True, help="Seed of all draws.")
@click.option("--replicate", type=click.IntRange(0), default=0, show_default=True, help="Number of the replicate.")
@click.option("--until", type=int, help="Last year; the end of the scenario's horizon by default.")
@SETTINGS
@click.option("--population", type=click.Path(path_type=Path), help="Own population: --person is an id of its file.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@click.option("--lang", type=click.Choice(["en", "zh"]), default="en", show_default=True, help="Language.")
def explain(scenarios: tuple[str, ...], settings: tuple[str, ...], **options: Any) -> None:
    """Tell one simulated life year by year; with two scenarios, where it parts, why, and what follows."""
    from microsim.telling.command import explain_text

    click.echo(explain_text(_scenarios(scenarios or ("baseline",), settings), **options), nl=False)


@main.command()
@click.argument("scenario", default="baseline", shell_complete=completion.scenarios)
@click.option("--port", type=click.IntRange(0, 65535), default=8321, show_default=True, help="0 takes any free one.")
@click.option("--one-in", type=click.IntRange(1, 10**9), default=5000, show_default=True, help="Every K-th person.")
@click.option("--until", type=int, help="Last year; the end of the scenario's horizon by default.")
@click.option("--threads", type=click.IntRange(1), help="Threads; all cores by default.")
@click.option("--browser/--no-browser", default=True, help="Open the page.  [default: browser]")
@click.option("--lang", type=click.Choice(["en", "zh"]), default="en", show_default=True, help="Language it begins in.")
def explore(scenario: str, **options: Any) -> None:
    """Serve a page on this machine to try reforms of SCENARIO with sliders: funds, cohorts, cities, one life, the law.

    It answers from a small sample, every figure with its interval; what is to be quoted is run with the scenario file
    that it writes. Nobody else can reach it, and it needs no network.
    """
    from microsim.explorer.command import explore as serve

    serve(_scenarios((scenario,), ())[0], **options)


@main.command()
@click.argument("path", nargs=-1, metavar="[PATH]", shell_complete=completion.law)
@click.option("--at", "date", metavar="DATE", help="Only what is in force on a date: 2031-01-01, 2031-01 or 2031.")
@click.option(
    "--scenario",
    "name",
    metavar="SCENARIO",
    shell_complete=completion.scenarios,
    help="As a scenario sets it; a shipped one by name or a file.",
)
@SETTINGS
@click.option("--changed", is_flag=True, help="Only what the scenario sets, with the line it is written on.")
@click.option("--grade", type=click.Choice(["A", "B", "C"]), help="Only values of a grade.")
@click.option("--list", "as_list", is_flag=True, help="Only the names, a line each, with how many values and grades.")
@click.option("--json", "as_json", is_flag=True, help="Print the rows as JSON.")
@click.option("--csv", "as_csv", is_flag=True, help="Print the rows as CSV.")
def law(path: tuple[str, ...], name: str | None, settings: tuple[str, ...], **options: Any) -> None:
    """Show values of the law with their history, sources and grades, as it is or as a scenario sets it.

    PATH is place.chapter.name such as national.pension.benefit_base, the beginning or another part of one (a place, a
    chapter, a name), or words of its name in English or Chinese; all of the law without one.
    """
    from microsim.law.command import show_law

    show_law(" ".join(path) or None, _changed_by(name, settings, options), **options)


@main.command()
@click.option("--place", "places", multiple=True, metavar="PLACE", help="A place by key or name; may be repeated.")
@click.option("--at", metavar="DATE", help="A date such as 2016-07-01, or a year for its 1 July; the last known one.")
@click.option("--wage", "wages", type=float, multiple=True, metavar="YUAN", help="A month; multiples of the average.")
@click.option(
    "--scenario",
    "name",
    metavar="SCENARIO",
    shell_complete=completion.scenarios,
    help="As a scenario sets the law; a shipped one by name or a file.",
)
@SETTINGS
@click.option("--industry", type=int, default=2, show_default=True, help="Class of risk, 1 (offices) to 8 (mines).")
@click.option("--firm", type=click.Choice(["small", "large"]), help="Size, for waivers and refunds; the mean of firms.")
@click.option("--stable", is_flag=True, help="The firm keeps its staff and gets the refund; with --firm.")
@click.option("--local", is_flag=True, help="The employee has the hukou of the place.")
@click.option("--declared", type=float, default=1.0, show_default=True, help="Part of the wage that is declared.")
@click.option("--tornado", "sensitive", is_flag=True, help="What moves the wedge at the average wage, longest first.")
@click.option("--csv", type=click.Path(path_type=Path), metavar="FILE.csv", help="Write every branch as CSV.")
@click.option("--xlsx", type=click.Path(path_type=Path), metavar="FILE.xlsx", help="Write every branch as a workbook.")
@click.option("--figure", type=click.Path(path_type=Path), metavar="FILE", help="Draw the first place: svg, png, pdf.")
@click.option("--lang", type=click.Choice(["en", "zh"]), default="en", show_default=True, help="Language.")
def wedge(name: str | None, settings: tuple[str, ...], **options: Any) -> None:
    """Show what work costs a firm and leaves the worker, by wage and branch, under the law of a place and day.

    Pension, health, unemployment, work injury and maternity insurance and the housing fund, each on its own base between
    floor and cap. One wage shows its branches, several a line each. No life reads the values beside the pension's.
    """
    from microsim.labour_cost.command import print_wedge

    print_wedge(scenario=_scenarios((name or "baseline",), settings)[0], **options)


@main.command()
@click.argument("name", nargs=-1, metavar="[NAME]", shell_complete=completion.assumptions)
@click.option("--at", "year", metavar="YEAR", help="The values of one year, by province where they differ.")
@click.option(
    "--scenario",
    "source",
    metavar="SCENARIO",
    shell_complete=completion.scenarios,
    help="As a scenario sets them; a shipped one or a file.",
)
@SETTINGS
@click.option("--changed", is_flag=True, help="Only what the scenario sets, with the line it is written on.")
@click.option("--grade", type=click.Choice(["A", "B", "C"]), help="Only those of a grade.")
@click.option("--list", "as_list", is_flag=True, help="A line each: name, value, unit, grade.")
@click.option("--json", "as_json", is_flag=True, help="Print the rows as JSON.")
@click.option("--csv", "as_csv", is_flag=True, help="Print the rows as CSV.")
def assumptions(name: tuple[str, ...], source: str | None, settings: tuple[str, ...], **options: Any) -> None:
    """Show assumptions: value, unit, low, high, grade, source and what each does, as shipped or as a scenario sets them.

    NAME is a name such as economy.cpi, a group (economy, funds.employees), a part of a name, or words of its name or of
    what it does, in English or Chinese; all assumptions without one.
    """
    from microsim.law.assumed import show_assumptions

    show_assumptions(" ".join(name) or None, _changed_by(source, settings, options), **options)


def _changed_by(name: str | None, settings: tuple[str, ...], options: dict[str, Any]) -> "Scenario | None":
    """Return the scenario that law or assumptions are asked for under; None where they are asked for as they are."""
    if name is None and not settings:
        if options["changed"]:
            raise click.UsageError("--changed needs a scenario: name one with --scenario, or use --set PATH=VALUE.")
        return None
    return _scenarios((name or "baseline",), settings)[0]


@main.group()
def scenario() -> None:
    """Check and show scenario files."""


@scenario.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE ...", shell_complete=completion.scenarios)
def check(files: tuple[str, ...]) -> None:
    """Check scenarios: list every mistake, every date that acts from another day, every value outside its usual range."""
    from microsim.reading.problems import InputError
    from microsim.scenarios import notes
    from microsim.scenarios.usual import unusual

    problems = []
    for name in files:
        try:
            (found,) = _scenarios((name,), ())
        except InputError as error:
            problems += error.problems
            continue
        changes = len(found.law) + len(found.assumptions) + (found.population != type(found.population)())
        changes += (found.information is not None) + (found.horizon.end != type(found.horizon)().end)
        click.echo(f"{name}: {found.name} is well-formed, {changes} {'change' if changes == 1 else 'changes'}")
        for note in notes(found):
            click.echo(f"note: {note}")
        for problem in unusual(found):
            click.echo(f"unusual: {problem}")
    if problems:
        raise InputError(problems)


@scenario.command()
@click.argument("file", shell_complete=completion.scenarios)
@SETTINGS
@click.option("--origin", is_flag=True, help="Say for each value in which file and line it was written.")
def show(file: str, settings: tuple[str, ...], origin: bool) -> None:
    """Show a scenario with all it inherits, as a scenario file that needs no other."""
    from microsim.scenarios.text import as_yaml, with_origins

    (found,) = _scenarios((file,), settings)
    click.echo(with_origins(found) if origin else as_yaml(found), nl=False)


@scenario.command(name="list")
@click.argument("words", nargs=-1, metavar="[WORD ...]")
@click.option("--lang", type=click.Choice(["en", "zh"]), default="en", show_default=True, help="Language.")
def list_(words: tuple[str, ...], lang: str) -> None:
    """List the shipped scenarios and reforms with what each is, or those whose name or text holds every WORD."""
    from microsim.scenarios.text import listed

    click.echo(listed(words, lang), nl=False)


@scenario.command(name="try")
@click.argument("names", nargs=-1, metavar="[SCENARIO ...]")
@click.option("--one-in", type=click.IntRange(1, 10**9), default=20_000, show_default=True, help="Every K-th person.")
@click.option("--until", type=int, default=2050, show_default=True, help="Last year.")
@click.option("--seed", type=click.IntRange(0, 2**32 - 1), default=1, show_default=True, help="Seed of all draws.")
@click.option("--threads", type=click.IntRange(1), help="Threads; all cores by default.")
def try_(names: tuple[str, ...], **options: Any) -> None:
    """Run scenarios beside the baseline, or what they name, and say whether each shows what its file expects; all reforms by default.

    Exit code 1 where an expectation is missed.
    """
    from microsim.reforms.command import print_trials

    if print_trials(names, **options):
        sys.exit(FAILED)


@scenario.command()
def schema() -> None:
    """Print the JSON Schema of scenario files."""
    from microsim.scenarios import schema_text

    click.echo(schema_text(), nl=False)


@main.group()
def population() -> None:
    """Bring in own microdata: a survey or an extract of a social-insurance bureau."""


@population.command(name="import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--map", "map_file", type=click.Path(path_type=Path), required=True, help="Crosswalk of columns, YAML.")
@click.option("--spells", type=click.Path(path_type=Path), help="Table of insured spells.")
@click.option("--transfers", type=click.Path(path_type=Path), help="Table of records moved between funds.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Population folder to make.")
def import_(file: Path, map_file: Path, spells: Path | None, transfers: Path | None, out: Path) -> None:
    """Check FILE, one row a person, and make a population folder of it that `run --population` reads.

    CSV, Excel, Parquet, Stata, SAS, SPSS or a DuckDB database. Every mistake is counted and its first row named; where
    there is one, nothing is written.
    """
    from microsim.microdata.commands import import_population

    import_population(file, map_file, out, spells, transfers)


@population.command(name="show")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--table", help="Table of a database, or sheet of a workbook.")
@click.option("--encoding", help="Encoding of a text file, or of an old SAS, SPSS or Stata file.")
@click.option("--separator", type=click.Choice(["comma", "tab", "semicolon", "bar"]), help="Separator of a text file.")
def show_population(file: Path, table: str | None, encoding: str | None, separator: str | None) -> None:
    """Show what a population folder holds, or the columns of a file that is to be imported."""
    from microsim.microdata.commands import show_file

    show_file(file, table, encoding, separator)


@population.command()
@click.option("--persons", type=click.IntRange(1), default=10_000, show_default=True, help="Rows to write.")
@click.option("--seed", type=click.IntRange(0, 2**32 - 1), default=1, show_default=True, help="Seed of the lives.")
@click.option("--format", "suffix", type=click.Choice(["csv", "parquet"]), default="csv", show_default=True)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder for the extract and its crosswalk.")
def example(persons: int, seed: int, suffix: str, out: Path) -> None:
    """Write a synthetic extract made of the model's own lives, with the crosswalk that reads it."""
    from microsim.microdata.commands import make_example

    make_example(persons, out, suffix, seed)


@population.command()
@click.argument("name", required=False)
def template(name: str | None) -> None:
    """Print the crosswalk template NAME, or the names of all."""
    from microsim.microdata.commands import show_template

    show_template(name)


@population.command(name="schema")
def population_schema() -> None:
    """Print the JSON Schema of crosswalks."""
    from microsim.microdata.published import schema_text

    click.echo(schema_text(), nl=False)


def _scenarios(names: tuple[str, ...], settings: tuple[str, ...], name: str | None = None) -> "list[Scenario]":
    """Return scenarios with the settings of the command line; the mistakes of all of them together."""
    from microsim.scenarios import read_all

    return read_all(names, settings, name)


if __name__ == "__main__":
    sys.exit(main())
