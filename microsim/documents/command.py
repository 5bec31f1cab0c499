"""What ``microsim report`` and ``microsim figures`` do, and ``run.report``, ``comparison.report`` behind them."""

import importlib.util
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from microsim.reading import InputError, Problem, Problems, did_you_mean
from microsim.reading.arguments import Arguments

if TYPE_CHECKING:
    from microsim.report.comparison import Comparison
    from microsim.report.outcome import Run

ENDINGS = {".html": ("jinja2",), ".docx": ("docx",)}  # of files, and what writes them
CALLED = {"docx": "python-docx"}  # in a registry, where that is not the name to import
EXTRA = "pip install 'pension-microsim[report]'"


def write_report(
    source: "Run | Comparison | Sequence[Comparison]",
    path: str | Path,
    language: str = "en",
    closure: str = "run",
    window: tuple[int, int] | None = None,
    tornado: str | Path | None = None,
    geojson: str | Path | None = None,
) -> Path:
    """Write a report of a run, of a comparison, or of several comparisons with one base; return its file.

    Parameters
    ----------
    source
        A run, ``ms.compare(base, reform)``, or a list of comparisons with the same base.
    path
        A file that ends in ``.html`` (one page, needs neither network nor script) or ``.docx`` (Word).
    language
        ``en`` or ``zh``.
    closure
        Who fills gaps in the who-pays sheet, as for ``Comparison.payers``.
    window
        First and last year of the final accounts, 2026 to 2030 by default.
    tornado
        A table that ``microsim sensitivity --csv`` wrote: the first page names its longest bar. By default the one that
        ``--beside`` kept beside the folder of the base, where there is one of the same inputs.
    geojson
        Outlines of the places, drawn in place of tiles; at the user's own risk.

    Raises
    ------
    InputError
        For a wrong file, language, closure, window, tornado or outlines, and where what writes the file is not installed.
    """
    from microsim.documents.content import document_of
    from microsim.documents.front_page import read_tornado
    from microsim.documents.subject import FIVE_YEARS, Subject
    from microsim.report.kept_tornado import kept_of

    asked = Arguments("write_report")
    language, closure = asked.language(language), asked.text("closure", closure) or "run"
    tornado, geojson = asked.path("tornado", tornado), asked.path("geojson", geojson)
    if window is not None and not (isinstance(window, tuple | list) and len(window) == 2):
        asked.wrong("window", window, "two years, such as (2026, 2030), or None")
    asked.check()
    file = known_report(path)
    base, comparisons = kept_whole(*parts_of(source))
    check_asked(base, closure, window, geojson)
    subject = Subject(
        base,
        comparisons,
        closure,
        window or FIVE_YEARS,
        None if (bars := tornado or kept_of(base)) is None else read_tornado(bars),
        geojson,
    )
    document = document_of(subject)
    try:
        if file.suffix.lower() == ".docx":
            from microsim.documents.word_file import write_word

            write_word(document, file, language)
        else:
            from microsim.documents.html_page import page_of

            file.write_text(page_of(document, language), encoding="utf-8")
    except OSError as error:
        raise InputError([Problem(str(file), 0, 0, "", f"cannot be written: {error.strerror}")]) from None
    return file


def known_report(path: Any) -> Path:
    """Return the file of a report; InputError for another ending, a folder that is not there, a library that lacks."""
    if not isinstance(path, str | Path):
        message = f"found {path!r}, allowed is a file that ends in {' or '.join(ENDINGS)}"
        raise InputError([Problem("report", 0, 0, "path", message)])
    file, problems = Path(path), Problems()
    ending = file.suffix.lower()
    if ending not in ENDINGS:
        found = f"a file that ends in {ending}" if ending else "a file without an ending"
        hint = did_you_mean(ending, list(ENDINGS))
        message = f"found {found}, allowed is one that ends in {' or '.join(ENDINGS)}{hint}"
        problems.append(Problem(str(file), 0, 0, "", message))
    if file.is_dir() or not file.parent.is_dir():
        found = "a folder of this name" if file.is_dir() else f"no folder {file.parent}"
        problems.append(Problem(str(file), 0, 0, "", f"found {found}, allowed is a file in a folder that is there"))
    for library in (*ENDINGS.get(ending, ()), "matplotlib"):
        if importlib.util.find_spec(library) is None:
            message = f"found no {CALLED.get(library, library)}, needed for reports: {EXTRA}"
            problems.append(Problem(str(file), 0, 0, "", message))
    problems.check()
    return file


def parts_of(source: Any) -> "tuple[Run, list[Comparison]]":
    """Return the base and the comparisons of what a report is asked of; InputError for anything else."""
    if hasattr(source, "tree") and hasattr(source, "manifest"):
        return source, []
    found = [source] if hasattr(source, "reform") else list(source) if isinstance(source, list | tuple) else []
    if not found or not all(hasattr(one, "reform") for one in found):
        message = f"found {type(source).__name__}, allowed are a Run, a Comparison, or a list of Comparisons"
        raise InputError([Problem("report", 0, 0, "source", message)])
    bases = {id(one.base): one.base for one in found}
    if len({(one.name, one.manifest["inputs"]["all"]) for one in bases.values()}) > 1:
        names = ", ".join(one.name for one in bases.values())
        message = f"found comparisons with the bases {names}, allowed is one base"
        raise InputError([Problem("report", 0, 0, "source", message)])
    return found[0].base, found


def kept_whole(base: "Run", comparisons: "list[Comparison]") -> "tuple[Run, list[Comparison]]":
    """Return runs that hold their lives in memory, which a report asks for dozens of times."""
    import dataclasses

    base = with_lives(base)
    pairs = [dataclasses.replace(one, base=base, reform=with_lives(one.reform)) for one in comparisons]
    return base, pairs


def with_lives(run: "Run") -> "Run":
    """Return a run that has read its lives, itself where it kept none."""
    import dataclasses

    return dataclasses.replace(run, _lives=run.lives_table) if run.has_lives else run


def check_asked(base: "Run", closure: str, window: Any, geojson: Any) -> None:
    """Check what is asked of a report before anything is worked out, all mistakes at once."""
    from microsim.comparing.closure import known_closure
    from microsim.documents.accounts import window_years
    from microsim.report.outlines import read_outlines
    from microsim.results.indicators import years_of

    problems = Problems()
    checks: list[tuple[Any, tuple[Any, ...]]] = [(known_closure, (closure,))]
    if window is not None:
        checks.append((window_years, (years_of(base.tree), tuple(window))))
    if geojson is not None:
        checks.append((read_outlines, (Path(geojson),)))
    for check, asked in checks:
        try:
            check(*asked)
        except InputError as error:
            problems.extend(error.problems)
    problems.check()


def report_runs(names: Sequence[str], out: Path, lang: str, window: str | None, unpaired: bool, **options: Any) -> None:
    """Write the report of a run, or of a base and reforms, and say where."""
    file = known_report(out)
    years = None if window is None else window_of(window)
    source = read_source(names, unpaired)
    write_report(source, file, lang, window=years, **options)
    click.echo(f"{file}: {file.stat().st_size / 1e6:.1f} MB")


def read_source(names: Sequence[str], unpaired: bool) -> Any:
    """Return the run of a name, or the comparisons of several with the first."""
    from microsim.report.comparison import compare, run_folder_of
    from microsim.report.outcome import read_run

    problems = Problems()
    for name in names:
        try:
            run_folder_of(name)
        except InputError as error:
            problems.extend(error.problems)
    problems.check()
    base = read_run(run_folder_of(names[0]))
    return [compare(base, name, unpaired=unpaired) for name in names[1:]] or base


def window_of(text: str) -> tuple[int, int]:
    """Return first and last year of ``FIRST-LAST``; InputError for what is none."""
    first, dash, last = text.partition("-")
    if dash and first.isdigit() and last.isdigit() and int(first) <= int(last):
        return int(first), int(last)
    message = f"found {text}, allowed are a first and a last year such as 2026-2030"
    raise InputError([Problem("--window", 0, 0, "", message)])


def write_figures(
    run: str, names: Sequence[str], against: str | None, out: Path | None, formats: str, lang: str, **options: Any
) -> None:
    """Write figures of a run, or of a run against a base, and say which."""
    from microsim.report.gallery import known_formats, known_names, write_gallery

    kinds = known_formats(formats)
    source = read_source([run] if against is None else [against, run], False)
    source = source[0] if isinstance(source, list) else source
    known_names(source, names, options.get("person"))
    folder = out or (
        Path("figures")
        if getattr(source, "folder", None) is None
        else source.folder.with_name(f"{source.folder.name}-figures")
    )
    made = write_gallery(source, folder, names, kinds, lang, **options)
    click.echo(f"{folder}: {', '.join(path.name for path in made)}")
