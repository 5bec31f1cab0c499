"""The outcome of a run as an object: arrays, manifest, table, figures."""

import dataclasses
import html
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from microsim.report.plots import Plots

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

    from microsim.comparing.table import Table
    from microsim.report.comparison import Comparison


@dataclasses.dataclass(frozen=True, repr=False)
class Run:
    """What a run gave.

    Attributes
    ----------
    tree
        All results, an xarray DataTree with a group per table.
    manifest
        What went in, hashes, versions, persons, seconds.
    folder
        Where it was written, None where it was not.
    """

    tree: "xr.DataTree"
    manifest: dict[str, Any]
    folder: Path | None = None
    _lives: Any = dataclasses.field(default=None, repr=False, compare=False)

    @property
    def lives(self) -> "pd.DataFrame":
        """The table of lives, a row a person, words as categories; InputError where the run kept none."""
        return self.lives_table.to_pandas()

    @property
    def has_lives(self) -> bool:
        """Whether the run kept its lives."""
        from microsim.lives.file import LIVES

        return self._lives is not None or LIVES in self.manifest.get("outputs", {})

    @property
    def lives_table(self) -> Any:
        """The table of lives as an arrow table: labels, units and codes stand in the metadata of its fields."""
        if self._lives is not None:
            return self._lives
        from microsim.lives.file import LIVES, read_lives

        expected = self.manifest.get("outputs", {}).get(LIVES)
        return read_lives((self.folder or Path()) / LIVES, expected if self.folder else None)

    @property
    def plot(self) -> Plots:
        """The figures of the run."""
        return Plots(self)

    def report(self, path: str | Path, language: str = "en", **options: Any) -> Path:
        """Write a report of the run, ``.html`` or ``.docx``; options and errors as for ``microsim.write_report``."""
        import microsim

        return microsim.write_report(self, path, language, **options)

    @property
    def name(self) -> str:
        """The name of the scenario; one that was set carries the last key and a hash of all that was set."""
        return str(self.manifest["scenario"]["name"])

    @property
    def settings(self) -> dict[str, str]:
        """What was set by hand, as text by path, beyond the scenario ``manifest["base_scenario"]``."""
        return dict(self.manifest.get("settings", {}))

    def __sub__(self, base: object) -> "Comparison":
        """Return this run less another; runs that do not match are refused, see ``microsim.compare``."""
        from microsim.report.comparison import compare

        return compare(base, self) if isinstance(base, Run) else NotImplemented

    def headline(self) -> "pd.DataFrame":
        """Return the headline table: its quantities by region, a column a year."""
        from microsim.results.headline import headline_frame

        return headline_frame(self.tree)

    def indicators(
        self,
        *names: "str | Sequence[str]",
        by: "str | Sequence[str]" = (),
        regions: "str | Sequence[str]" = (),
        years: "int | Sequence[int]" = (),
    ) -> "pd.DataFrame":
        """Return indicators as a tidy frame, see ``microsim indicators --list`` and docs/indicators.md.

        Parameters
        ----------
        names : keys of indicators or of their measures, or numbers of indicators, also a list of them; all by default
        by : one or several groupings, each alone: sex, scheme, and of lives cohort, quintile, migrant and others
        regions : provinces, cities, ``both``; the provinces and both by default
        years : all simulated by default; whole lives have none

        Returns
        -------
        DataFrame
            Columns indicator, region, group, year, value, unit, se (missing where not computed), status. What is not modelled
            has a row without value that says so.

        Raises
        ------
        InputError
            For what nothing is called, all of it, each with the nearest known name.
        """
        from microsim.indicators.selection import select, selected, several

        wanted = [name for given in names for name in several(given)]
        selection = select(self.tree, wanted, by, regions, years)
        asks_lives = any(one.origin == "lives" for one in selection.indicators)
        return selected(self.tree, selection, self.lives_table if asks_lives and self.has_lives else None)

    def means(
        self,
        *columns: str,
        by: "str | Sequence[str] | None" = None,
        where: str | None = None,
        births: tuple[int, int] | None = None,
    ) -> "Table":
        """Return means of columns of the lives by groups, with errors of the sample.

        Parameters
        ----------
        columns
            Of docs/lives-table.md that hold numbers, such as ``left_behind_pv``; who has no value is left out of the mean.
        by
            Groups: such as ``hukou``, ``sex``, ``cohort``, ``quintile``, ``migrant_after``; several crossed, ``"sex,cohort"``.
        where
            Only persons of whom a condition on their lives holds, such as ``"months_short > 0"``.
        births
            First and last year of birth; those of whole lives by default.

        Raises
        ------
        InputError
            For an unknown column or group; where the run kept no lives.
        """
        from microsim.report.winning import means_of

        return means_of(self, columns, by, where, births)

    def paying_places(self, earned: str = "longest", by_place: bool = False) -> "Table":
        """Return who is paid where: by the place where most (``longest``) or the ``last`` months were paid, with the rule.

        Parameters
        ----------
        earned
            ``longest`` or ``last``.
        by_place
            Cities in place of provinces.

        Raises
        ------
        InputError
            For another word, and where the run kept no lives.
        """
        from microsim.comparing.paying_places import paying_places_table

        return paying_places_table(self, earned, by_place)

    def headline_table(self, language: str = "en") -> Any:
        """Return the headline table for the terminal, a rich table."""
        from rich.markup import escape

        from microsim.reading.arguments import known_language
        from microsim.results.headline import headline_table

        known_language(language, "headline_table")
        title = "\n".join(filter(None, (self._title(), settings_line(self.manifest))))
        return headline_table(self.headline(), escape(title), language)

    def _title(self) -> str:
        one_in = self.manifest["one_in"]
        return f"{self.name}, {'everybody' if one_in == 1 else f'1 in {one_in} persons'}"

    def __repr__(self) -> str:
        where = f" in {self.folder}" if self.folder else ""
        return f"<Run of {self._title()}, {self.manifest['persons']:,} lives{where}>"

    def _repr_html_(self) -> str:
        from microsim.results.headline import FORMER, cell, decimals_of

        frame = self.headline()
        frame = frame[~frame.index.get_level_values("quantity").isin(FORMER)]
        text = frame.astype(object)
        for index in frame.index:
            text.loc[index] = [cell(value, decimals_of(index[1])) for value in frame.loc[index]]
        said = html.escape(settings_line(self.manifest))
        return f"<h4>{html.escape(self._title())}</h4>{said and f'<p>{said}</p>'}{text.to_html(border=0)}"


def settings_line(manifest: dict[str, Any]) -> str:
    """Return in one line what was set by hand and of which scenario; nothing where nothing was."""
    settings = [f"{path}={value}" for path, value in manifest.get("settings", {}).items()]
    return f"{manifest['base_scenario']} with {'; '.join(settings)}" if settings else ""


def read_run(folder: str | Path) -> Run:
    """Return a run from its folder; InputError where what the folder holds is not what the run wrote."""
    from microsim.reading.arguments import A_PATH, Arguments
    from microsim.results.read_back import read_back

    asked = Arguments("read_run")
    if folder is None:
        asked.wrong("folder", folder, A_PATH)
    path = asked.path("folder", folder)
    asked.check()
    folder = path or Path()
    return Run(*read_back(folder), folder)
