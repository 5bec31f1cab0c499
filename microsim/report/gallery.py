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
PERSON, LIVES = "person", "lives"


class Entry(NamedTuple):
    """A figure: the module that draws it, and of what.

    Attributes
    ----------
    module : has ``numbers(source, **options)``, a frame, and ``drawn(numbers, language)``, a figure
    of : ``run``, ``comparison``
    needs : what it cannot be drawn without: a person, whole lives
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
}


def kind_of(source: Any) -> str:
    """Return whether something is a run or a comparison of two."""
    return COMPARISON if hasattr(source, "reform") else RUN


def names_of(source: Any) -> tuple[str, ...]:
    """Return the names of the figures that can be drawn of a run or of a comparison with nothing more said."""
    kind = kind_of(source)
    given = (LIVES,) if has_whole_lives(source) else ()
    return tuple(name for name, entry in ENTRIES.items() if kind in entry.of and set(entry.needs) <= set(given))


def has_whole_lives(source: Any) -> bool:
    """Return whether runs kept their lives, and go on long enough to hold some of them whole, of persons in both."""
    from microsim.comparing.people import whole_births

    if kind_of(source) == COMPARISON:
        return bool(source.has_whole_lives and not source.unmatched and "population" not in source.differs)
    return bool(source.has_lives and whole_births(source.manifest["until"]))


def known_names(source: Any, asked: Iterable[str], person: str | None = None) -> tuple[str, ...]:
    """Return the names of figures asked for, all that can be drawn where none is.

    Raises
    ------
    InputError
        For each name that no figure of such a source has, and where a figure needs a person that nobody named.
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


def drawn_of(source: Any, name: str, language: str = "en", placed: bool = True, **options: Any) -> "Figure":
    """Return one figure by name; not ``placed`` where it is saved under the same style next, which places everything too."""
    from microsim.report.style import style

    require_drawing()
    entry = ENTRIES[name]
    if entry.module == USUAL:
        from microsim.report.figures import draw

        return draw(source.tree, name, language, placed)
    module = module_of(entry)
    shown = {key: options.pop(key) for key in ("geojson",) if key in options}
    with style(language, for_readers=not placed):
        figure: Figure = module.drawn(module.numbers(source, **options), source, language, **shown)
        if placed:
            figure.draw_without_rendering()  # places everything while the style is in force
        return figure


def module_of(entry: Entry) -> Any:
    """Return the module that draws a figure."""
    return importlib.import_module(f"microsim.report.{entry.module}")


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
    from microsim.report.style import drawable, style

    require_drawing()
    wanted = known_names(source, names, person)
    made: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in wanted:
            options = options_of(name, person, geojson)
            for kind in formats:
                spoken = language if kind == "svg" else drawable(language)
                figure = drawn_of(source, name, spoken, placed=False, **options)
                made.append(folder / f"{name}.{kind}")
                with style(spoken, for_readers=True):
                    figure.savefig(made[-1], format=kind, **SAVED[kind])
            if data:
                made.append(folder / f"{name}.csv")
                options.pop("geojson", None)
                data_of(source, name, **options).to_csv(made[-1], index=False, encoding="utf-8-sig")
    except OSError as error:
        message = f"cannot be written: {error.strerror}"
        raise InputError([Problem(str(error.filename or folder), 0, 0, "", message)]) from None
    return made


def options_of(name: str, person: str | None, geojson: Path | None) -> dict[str, Any]:
    """Return what a figure is told beside its source."""
    if name == "life":
        return {"person": person}
    return {"geojson": geojson} if name == "tiles" and geojson is not None else {}
