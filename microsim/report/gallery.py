"""Every figure there is of a run and of a comparison, by name: drawn, written in the formats asked for, its data beside."""

import importlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from microsim.reading import InputError, Problem, Problems, did_you_mean
from microsim.report.beside import require_drawing

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

FORMATS = ("svg", "pdf", "png")
SAVED: dict[str, dict[str, Any]] = {
    "svg": {"metadata": {"Date": None}},
    "pdf": {"metadata": {"CreationDate": None}},
    "png": {"dpi": 300},
}
USUAL, RUN, COMPARISON = "usual", "run", "comparison"
PERSON, LIVES, CARE, AGAIN = "person", "lives", "care", "again"


class Entry(NamedTuple):
    """A figure: the module that draws it, and of what.

    Attributes
    ----------
    module : of this room, or by its whole name; has ``numbers(source, **options)``, a frame, and ``drawn(numbers, source,
        language)``, a figure
    of : ``run``, ``comparison``
    needs : what it cannot be drawn without: a person, whole lives, care insurance, lives lived again (where it is named)
    """

    module: str
    of: tuple[str, ...]
    needs: tuple[str, ...] = ()


ENTRIES = {
    **dict.fromkeys(("pyramids", "participants", "funds", "pensions"), Entry(USUAL, (RUN,))),
    "cities": Entry("city_funds", (RUN,)),
    "replacement": Entry("replacement_rates", (RUN,), (LIVES,)),
    "flows": Entry("flows", (RUN,)),
    "paying_places": Entry("paying_places", (RUN,), (LIVES,)),
    "tiles": Entry("tiles", (RUN, COMPARISON)),
    "life": Entry("timeline", (RUN, COMPARISON), (PERSON,)),
    "gains": Entry("gains", (COMPARISON,), (LIVES,)),
    "care_need": Entry("care_need", (RUN,), (CARE,)),
    "care_funds": Entry("care_funds", (RUN,), (CARE,)),
    "poverty": Entry("microsim.evaluating.poverty", (RUN,), (AGAIN,)),
}


def kind_of(source: Any) -> str:
    """Return whether something is a run or a comparison of two."""
    return COMPARISON if hasattr(source, "reform") else RUN


def names_of(source: Any) -> tuple[str, ...]:
    """Return the names of the figures that can be drawn of a run or of a comparison with nothing more said."""
    kind = kind_of(source)
    given = [need for need, has in ((LIVES, has_whole_lives), (CARE, has_care)) if has(source)]
    return tuple(name for name, entry in ENTRIES.items() if kind in entry.of and set(entry.needs) <= set(given))


def has_whole_lives(source: Any) -> bool:
    """Return whether runs kept their lives, and go on long enough to hold some of them whole, of persons in both."""
    from microsim.comparing.people import whole_births

    if kind_of(source) == COMPARISON:
        return bool(source.has_whole_lives and not source.unmatched and "population" not in source.differs)
    return bool(source.has_lives and whole_births(source.manifest["until"]))


def has_care(source: Any) -> bool:
    """Return whether lives of a run met care insurance."""
    return kind_of(source) == RUN and CARE in source.tree.children


def known_names(source: Any, asked: Iterable[str], person: str | None = None) -> tuple[str, ...]:
    """Return the names of figures asked for, all that can be drawn where none is.

    Raises
    ------
    InputError
        For each name that no figure of such a source has, where a figure needs a person that nobody named, and where it needs care
        insurance that no life met.
    """
    kind, problems = kind_of(source), Problems()
    allowed = [name for name, entry in ENTRIES.items() if kind in entry.of]
    names = tuple(dict.fromkeys(asked))
    for name in names:
        if name not in allowed:
            other = f" of a {kind}" if name in ENTRIES else ""
            message = (
                f"found no figure of this name{other}, allowed are {', '.join(allowed)}{did_you_mean(name, allowed)}"
            )
            problems.append(Problem(name, 0, 0, "figure", message))
        elif PERSON in ENTRIES[name].needs and person is None:
            problems.append(
                Problem(name, 0, 0, "figure", "found no person, allowed is one: --person ID, as for explain")
            )
        elif CARE in ENTRIES[name].needs and not has_care(source):
            problems.append(
                Problem(name, 0, 0, "figure", "found no care insurance, allowed is a run with it: beyond.care")
            )
    problems.check()
    return names or (*names_of(source), *(("life",) if person else ()))


def data_of(source: Any, name: str, **options: Any) -> "pd.DataFrame":
    """Return what a figure shows as a tidy frame: value with unit, a row a mark."""
    entry = ENTRIES[name]
    if entry.module == USUAL:
        from microsim.report.figure_data import usual_data

        return usual_data(source.tree, name)
    found: pd.DataFrame = module_of(entry).numbers(source, **options)
    return found


def drawn_of(
    source: Any,
    name: str,
    language: str = "en",
    placed: bool = True,
    found: "pd.DataFrame | None" = None,
    **options: Any,
) -> "Figure":
    """Return one figure by name.

    Parameters
    ----------
    placed : not where it is saved under the same style next, which places everything too
    found : what it shows, where that was worked out before
    """
    from microsim.report.style import style

    require_drawing()
    entry = ENTRIES[name]
    if entry.module == USUAL:
        from microsim.report.figures import draw

        return draw(source.tree, name, language, placed)
    module = module_of(entry)
    shown = {key: options.pop(key) for key in ("geojson",) if key in options}
    with style(language, for_readers=not placed):
        found = module.numbers(source, **options) if found is None else found
        figure: Figure = module.drawn(found, source, language, **shown)
        if placed:
            figure.draw_without_rendering()  # places everything while the style is in force
        return figure


def module_of(entry: Entry) -> Any:
    """Return the module that draws a figure: of this room, or of one above, which is known by its name alone."""
    return importlib.import_module(entry.module if "." in entry.module else f"microsim.report.{entry.module}")


def known_formats(text: str) -> tuple[str, ...]:
    """Return formats out of a list with commas; InputError for one that figures are not written in."""
    asked = tuple(dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip()))
    wrong = [one for one in asked if one not in FORMATS] or ([] if asked else [text or "nothing"])
    if wrong:
        message = f"found {', '.join(wrong)}, allowed are {', '.join(FORMATS)}{did_you_mean(wrong[0], FORMATS)}"
        raise InputError([Problem("--format", 0, 0, "", message)])
    return asked


def write_gallery(
    source: Any,
    folder: Path,
    names: Sequence[str] = (),
    formats: Sequence[str] = ("svg", "png"),
    language: str = "en",
    data: bool = False,
    person: str | None = None,
    geojson: Path | None = None,
) -> list[Path]:
    """Write figures of a run or a comparison to a folder, which is made where it is not there, and return the files.

    Parameters
    ----------
    formats : of ``FORMATS``; PNG has 300 dots an inch
    data : also what each shows, as CSV in UTF-8
    person : whose life ``life`` shows
    geojson : own outlines of places in place of tiles
    """
    require_drawing()
    wanted = known_names(source, names, person)
    made: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in wanted:
            shown = {"geojson": geojson} if name == "tiles" and geojson is not None else {}
            options = {"person": person} if name == "life" else {}
            again = data or ENTRIES[name].module != USUAL
            found = data_of(source, name, **options) if again else None
            files = [folder / f"{name}.{kind}" for kind in formats]
            for path in files:
                write_figure(source, name, path, language, found, **shown)
            if data and found is not None:
                files.append(folder / f"{name}.csv")
                write_data(found, files[-1])
            made += files
    except OSError as error:
        message = f"cannot be written: {error.strerror}"
        raise InputError([Problem(str(error.filename or folder), 0, 0, "", message)]) from None
    return made


def write_figure(
    source: Any, name: str, path: Path, language: str, found: "pd.DataFrame | None" = None, **options: Any
) -> None:
    """Write one figure in the format that the end of the file's name says; pixels in English where no font has Chinese."""
    from microsim.report.style import drawable, style

    kind = path.suffix[1:].lower()
    spoken = language if kind == "svg" else drawable(language)
    figure = drawn_of(source, name, spoken, False, found, **options)
    with style(spoken, for_readers=True):
        figure.savefig(path, format=kind, **SAVED[kind])


def write_data(found: "pd.DataFrame", path: Path) -> None:
    """Write what a figure shows, as CSV that a spreadsheet knows for UTF-8."""
    found.to_csv(path, index=False, encoding="utf-8-sig")
