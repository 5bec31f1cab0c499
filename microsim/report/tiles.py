"""The cities as tiles, one each, roughly as they lie and without borders; or on outlines that a user brings.

No borders ship: a map of China needs an approval number. Whoever has one brings the outlines as GeoJSON.
"""

import functools
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from microsim.data import rows
from microsim.report.sheet import diverging, ink_on, place_keys, sheet
from microsim.results import indicators
from microsim.results.indicators import mean_of_replicates, years_of
from microsim.words.book import place_name

if TYPE_CHECKING:
    import pandas as pd

TABLE = "places/tiles.csv"
YEARS = (2035, 2050)
UNIT = "% of the city's contribution bases"
PERCENT, GAP = 100.0, 0.06
LEAST = 0.5  # percent of bases that the colours reach at least, so that nothing looks like much


@functools.cache
def tile_places() -> dict[str, tuple[int, int]]:
    """Return row and column of the tile of each place, from the table of places; one without a tile stands below the others."""
    found = {row.cells["place"]: (int(row.cells["tile_row"]), int(row.cells["tile_column"])) for row in rows(TABLE)}
    below = max((row for row, _ in found.values()), default=0) + 1
    others = [key for key in place_keys() if key not in found]
    found |= {key: (below, number + 1) for number, key in enumerate(others)}
    return {key: found[key] for key in place_keys()}


def numbers(source: Any, years: tuple[int, ...] = YEARS) -> "pd.DataFrame":
    """Return the balance before subsidies and pooling of each place: of a run as a share of bases, of a comparison its change."""
    import pandas as pd

    pair = hasattr(source, "reform")
    trees = [source.base.tree, source.reform.tree] if pair else [source.tree]
    known = [int(year) for year in years_of(trees[0])]
    shown = [year for year in years if year in known] or known[-1:]
    found = [own_balance(tree, shown) for tree in trees]
    values = found[1] - found[0] if pair else found[0]
    unit = "points" if pair else UNIT
    lines = [
        (key, year, values[at, number], unit)
        for at, key in enumerate(place_keys())
        for number, year in enumerate(shown)
    ]
    return pd.DataFrame(lines, columns=["region", "year", "value", "unit"])


def own_balance(tree: Any, years: list[int]) -> np.ndarray:
    """Return contributions and transfers in less what is paid, as a share of bases, percent [place, year]."""
    from microsim.kernel.items import IN, OUT, Kind, labels_of

    tree, keys = mean_of_replicates(tree), place_keys()
    where = [int(np.searchsorted(years_of(tree), year)) for year in years]
    inflows = labels_of(Kind.CONTRIBUTION, Kind.CREDIT) + labels_of(Kind.MOVED, sign=IN)
    outflows = labels_of(Kind.BENEFIT, Kind.INHERITANCE) + labels_of(Kind.MOVED, sign=OUT)
    balance = indicators.flow(tree, keys, inflows) - indicators.flow(tree, keys, outflows)
    return np.asarray(PERCENT * indicators.per(balance, indicators.contribution_bases(tree, keys)))[:, where]


def drawn(found: "pd.DataFrame", source: Any, language: str, geojson: Path | None = None) -> Any:
    """Draw the frame, a field of tiles a year."""
    from matplotlib.cm import ScalarMappable
    from matplotlib.colors import Normalize

    years = list(dict.fromkeys(found["year"]))
    chapter = "tiles_pair" if hasattr(source, "reform") else "tiles"
    figure, text = sheet(source, chapter, language, 4.3)
    axes = figure.subplots(1, len(years), squeeze=False)[0]
    reach = max(float(np.nanmax(np.abs(found["value"]))), LEAST)
    shades = ScalarMappable(Normalize(-reach, reach), diverging())
    outlines = None
    if geojson is not None:
        from microsim.report.outlines import read_outlines

        outlines = read_outlines(geojson)
    for axis, year in zip(axes, years, strict=True):
        values = found[found["year"] == year].set_index("region")["value"]
        if outlines is None:
            lay_tiles(axis, values, shades, language)
        else:
            lay_outlines(axis, values, shades, outlines)
        axis.set_title(str(year))
        axis.set_axis_off()
        axis.set_aspect("equal")
    bar = figure.colorbar(shades, ax=list(axes), orientation="horizontal", shrink=0.5, aspect=40, pad=0.02)
    bar.set_label(text["scale"], fontsize=8)
    bar.outline.set_visible(False)
    return figure


def lay_tiles(axis: Any, values: "pd.Series", shades: Any, language: str) -> None:
    """Draw one tile a place, with its name and its figure."""
    from matplotlib.patches import FancyBboxPatch

    for key, (row, column) in tile_places().items():
        colour = shades.to_rgba(values[key])
        box = FancyBboxPatch(
            (column + GAP, -row + GAP),
            1 - 2 * GAP,
            1 - 2 * GAP,
            boxstyle="round,pad=0,rounding_size=0.06",
            facecolor=colour,
            linewidth=0,
        )
        axis.add_patch(box)
        ink = ink_on(colour)
        name = place_name(key, language)
        axis.text(
            column + 0.5, -row + 0.62, name, ha="center", va="center", fontsize=5.6 if len(name) > 7 else 6.6, color=ink
        )
        axis.text(column + 0.5, -row + 0.32, signed(values[key]), ha="center", va="center", fontsize=7, color=ink)
    places = list(tile_places().values())
    axis.set_xlim(min(column for _, column in places), max(column for _, column in places) + 1)
    axis.set_ylim(-max(row for row, _ in places), -min(row for row, _ in places) + 1)


def lay_outlines(axis: Any, values: "pd.Series", shades: Any, outlines: Any) -> None:
    """Draw the outlines that a user brought, coloured by the figure of the place."""
    from matplotlib.patches import PathPatch

    for key, path in outlines.items():
        axis.add_patch(PathPatch(path, facecolor=shades.to_rgba(values[key]), edgecolor="white", linewidth=0.5))
    axis.autoscale_view()


def signed(value: float) -> str:
    """Return a figure with its sign, one decimal, a true minus."""
    if np.isnan(value):
        return "–"
    shown = round(value, 1) + 0.0
    return f"{shown:+.1f}".replace("-", "−") if shown else "0.0"
