"""``run.plot`` and ``comparison.plot``: a method a figure."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure


class Plots:
    """The figures of a run or of a comparison; in English, or in Chinese with ``language="zh"``.

    A figure that there is none of for such a source is refused with the names of those there are.
    """

    def __init__(self, source: Any):
        self._source = source

    def _draw(self, name: str, language: str, person: str | None = None, **options: Any) -> "Figure":
        from microsim.report.beside import require_drawing
        from microsim.report.gallery import drawn_of, known_names
        from microsim.report.style import drawable

        require_drawing()
        known_names(self._source, [name], person)
        language = drawable(language)
        return drawn_of(self._source, name, language, **options)

    def pyramids(self, language: str = "en") -> "Figure":
        """Draw residents by age, sex and hukou; of a run."""
        return self._draw("pyramids", language)

    def participants(self, language: str = "en") -> "Figure":
        """Draw contributors and pensioners of the employees' scheme; of a run."""
        return self._draw("participants", language)

    def funds(self, language: str = "en") -> "Figure":
        """Draw the flows and the reserve of the employees' funds; of a run."""
        return self._draw("funds", language)

    def pensions(self, language: str = "en") -> "Figure":
        """Draw the mean pension against the average wage; of a run."""
        return self._draw("pensions", language)

    def cities(self, language: str = "en", years: Sequence[int] = ()) -> "Figure":
        """Draw the flows of the employees' fund city by city, two years by default; of a run."""
        options: dict[str, Any] = {"years": tuple(years)} if years else {}
        return self._draw("cities", language, **options)

    def replacement(self, language: str = "en") -> "Figure":
        """Draw replacement rates of groups of whole lives with their intervals; of a run that kept its lives."""
        return self._draw("replacement", language)

    def flows(self, language: str = "en", years: tuple[int, int] | None = None) -> "Figure":
        """Draw transfers between places and changes of standing, the mean of some years; of a run."""
        options: dict[str, Any] = {} if years is None else {"years": years}
        return self._draw("flows", language, **options)

    def paying_places(self, language: str = "en", earned: str = "longest") -> "Figure":
        """Draw where who paid longest (or ``last``) is paid, and which rule decided; of a run that kept its lives."""
        return self._draw("paying_places", language, earned=earned)

    def care_need(self, language: str = "en") -> "Figure":
        """Draw who needs care by age, sex and grade beside the census; of a run with care insurance."""
        return self._draw("care_need", language)

    def care_funds(self, language: str = "en") -> "Figure":
        """Draw flows and reserve of the funds of care insurance; of a run with it."""
        return self._draw("care_funds", language)

    def poverty(self, language: str = "en", year: int | None = None, population: str | Path | None = None) -> "Figure":
        """Draw poverty of the old after each benefit, 2030 by default; of a run that was written, whose lives are lived again."""
        return self._draw("poverty", language, year=year, population=population)

    def tiles(self, language: str = "en", years: Sequence[int] = (), geojson: str | Path | None = None) -> "Figure":
        """Draw the balance of every city as tiles, of a comparison its change; on own outlines where GeoJSON is given."""
        options: dict[str, Any] = {"years": tuple(years)} if years else {}
        if geojson is not None:
            options["geojson"] = Path(geojson)
        return self._draw("tiles", language, **options)

    def gains(self, language: str = "en") -> "Figure":
        """Draw mean gains by cohort and lifetime-earnings quintile; of a comparison whose runs kept their lives."""
        return self._draw("gains", language)

    def life(self, person: str, language: str = "en") -> "Figure":
        """Draw one life as a timeline; of a comparison under both laws. ``person`` as for ``explain``."""
        from microsim.report.gallery import drawn_of
        from microsim.report.style import drawable

        return drawn_of(self._source, "life", drawable(language), person=person)

    def data(self, name: str, **options: Any) -> "pd.DataFrame":
        """Return what a figure shows as a tidy frame; options are those of the figure."""
        from microsim.report.gallery import data_of, known_names

        known_names(self._source, [name], options.get("person"))
        return data_of(self._source, name, **options)
