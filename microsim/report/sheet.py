"""What figures of several kinds share: a sheet with title and source, names of places, colours from less to more."""

from collections.abc import Sequence
from typing import Any

from microsim.places import PLACES
from microsim.report import style as look
from microsim.report.style import words
from microsim.results.indicators import PROVINCES
from microsim.words.book import place_name, word

WIDTH = 9.6  # inches
LESS_MORE = ((0.90, 0.38, 0.0), (0.99, 0.72, 0.39), (0.97, 0.97, 0.97), (0.57, 0.77, 0.87), (0.02, 0.30, 0.55))


def sheet(source: Any, chapter: str, language: str, height: float, **parts: Any) -> tuple[Any, dict[str, str]]:
    """Return a figure with its title and a source line, and its words."""
    from matplotlib.figure import Figure
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    text = words(chapter, language)
    below_title = ConstrainedLayoutEngine(rect=(0.005, 0.0, 0.99, 1.0 - 0.42 / height))
    figure = Figure(figsize=(WIDTH, height), layout=below_title)
    figure.text(
        0.01, 1.0 - 0.09 / height, text["title"].format(**parts), ha="left", va="top", fontweight="bold", fontsize=11
    )
    figure.text(
        0.99, 1.0 - 0.12 / height, source_line(source, language), ha="right", va="top", fontsize=7, color=look.GREY
    )
    return figure, text


def source_line(source: Any, language: str) -> str:
    """Return what a figure is of."""
    if hasattr(source, "reform"):
        base, reform = source.names
        text = word("figures", "source_pair", language)
        return text.format(base=base, reform=reform, one_in=source.base.manifest["one_in"])
    said = {
        "scenario": source.name,
        "one_in": source.manifest["one_in"],
        "inputs": source.manifest["inputs"]["all"][:12],
    }
    return word("figures", "source", language).format(**said)


def place_keys() -> tuple[str, ...]:
    """Return the keys of the places that are simulated, in their order."""
    return tuple(place.key for place in simulated_places())


def simulated_places() -> list[Any]:
    """Return the places that are simulated, in their order."""
    return [place for place in PLACES if place.province in PROVINCES]


def place_names(keys: Sequence[str], language: str) -> list[str]:
    """Return the names of places in a language."""
    return [place_name(key, language) for key in keys]


def diverging() -> Any:
    """Return colours from orange over white to blue, told apart by everybody; missing values are grey."""
    from matplotlib.colors import LinearSegmentedColormap

    return LinearSegmentedColormap.from_list("less_more", LESS_MORE).with_extremes(bad=look.PALE)


def ink_on(colour: Any) -> str:
    """Return black or white, whichever is read better on a colour."""
    red, green, blue = colour[:3]
    return "white" if 0.3 * red + 0.59 * green + 0.11 * blue < 0.5 else look.BLACK
