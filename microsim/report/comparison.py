"""Two runs beside each other: what differs in their results, where they match; else refused, or labelled."""

import dataclasses
import functools
import html
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from microsim.reading import InputError, Problem, did_you_mean, shortened, show
from microsim.reading.arguments import Arguments, is_file, known_language
from microsim.report.outcome import Run, read_run, settings_line
from microsim.report.plots import Plots
from microsim.results.matching import (
    FORMAT,
    MAY_DIFFER,
    MUST_MATCH,
    Mismatch,
    differing_inputs,
    mismatches,
    require_match,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    import xarray as xr

    from microsim.comparing.balance import BalanceSheet
    from microsim.comparing.changes import Change
    from microsim.comparing.people import Pairs
    from microsim.comparing.table import Table

RUNS = Path("runs")  # where runs are written when nobody says otherwise
PARTS = {  # of the inputs, as a title names them
    "en": {part: part for part in (*MAY_DIFFER, "nothing")} | {"join": ", "},
    "zh": {"law": "法规", "assumptions": "假设", "population": "人口", "funds": "基金", "nothing": "无", "join": "、"},
}


@dataclasses.dataclass(frozen=True, repr=False)
class Comparison:
    """A reform less a base.

    Attributes
    ----------
    base, reform
        The two runs.
    unmatched
        What must be the same in both and is not: empty, unless the runs were compared as ``unpaired``.
    may_be_unpaired
        Whether they were: then groups of other persons may be compared too, by their means.
    """

    base: Run
    reform: Run
    unmatched: tuple[Mismatch, ...] = ()
    may_be_unpaired: bool = False

    @functools.cached_property
    def tree(self) -> "xr.DataTree":
        """The results of the reform less those of the base, a DataTree with the units of either.

        All variables are sums, or values of the law, and so are their differences. A mean or a ratio is not a
        quotient of differences: take it of ``reform.tree`` and of ``base.tree``, as ``headline`` does.
        """
        from microsim.results.difference import difference_tree

        return difference_tree(self.base.tree, self.reform.tree, self._attributes())

    @property
    def unpaired(self) -> bool:
        """Whether luck, sample, years, start or version differ too, not only the scenario."""
        return bool(self.unmatched)

    @property
    def differs(self) -> tuple[str, ...]:
        """Which inputs differ: law, assumptions, population, funds. Where only the law does, the people are the same."""
        return differing_inputs(self.base.manifest, self.reform.manifest)

    @property
    def names(self) -> tuple[str, str]:
        """The names of base and reform; where both have one name, with the hash of the inputs."""
        runs = (self.base, self.reform)
        alike = self.base.name == self.reform.name and self.differs
        first, second = (f"{run.name} ({run.manifest['inputs']['all'][:8]})" if alike else run.name for run in runs)
        return first, second

    def headline(self) -> "pd.DataFrame":
        """Return the headline table of the difference and of both runs.

        Returns
        -------
        DataFrame
            A row a region and quantity; columns by ``difference``, ``base``, ``reform`` and year, so that
            ``headline()["difference"]`` is a table of its own. Ratios are differences of ratios. Where both runs have
            the same replicates, ``se`` is the standard error of the difference, from their spread. Prices are those of
            the base: rows in fixed prices are missing where the reform's are of another year.
        """
        from microsim.comparing.headlines import headline_changes

        return headline_changes(self.base.tree, self.reform.tree)

    def headline_table(self, language: str = "en") -> Any:
        """Return the headline table for the terminal, a rich table: the difference, below it the level of the base."""
        from microsim.report.difference_table import difference_table

        return difference_table(self.headline(), self.title(language), language)

    def changes(self) -> "list[Change]":
        """Return what differs between the inputs, as the law says it: article, from when, old and new value."""
        from microsim.comparing.changes import input_changes, scenario_of

        return input_changes(scenario_of(self.base.manifest), scenario_of(self.reform.manifest))

    def changes_table(self) -> "Table":
        """Return what differs between the inputs as a table."""
        from microsim.comparing.changes import changes_table

        return changes_table(self.changes())

    def balance_sheet(
        self,
        closure: str = "run",
        persons: "str | Sequence[str] | None" = None,
        errors: bool = False,
        progress: Any = False,
    ) -> "BalanceSheet":
        """Return everybody's net receipts of the base and their change, by year, in whole fen that add up to nothing.

        Parameters
        ----------
        closure
            Who pays what a fund of the employees' scheme lacks: ``run``, as the runs have it; ``treasury``, ``reserve``
            (into debt), ``employer`` or ``uprating``, for which the books are kept again. Lives are those of the runs.
        persons
            Groups of the base, as for ``winners``: a line each in place of the lines of persons, to the fen. The lives of
            both runs are lived again for it.
        errors
            Whether standard errors of the sample are worked out where there is one replicate: the books are kept again
            without each of 64 groups of persons, half a minute to 2100.
        progress
            Of lives lived again, as for ``run``.

        Raises
        ------
        InputError
            For an unknown closure or group, a closure that cannot carry the change, and runs whose persons are not the same.
        """
        from microsim.report.whose_money import sheet_of

        return sheet_of(self, closure, persons, errors, progress)

    def payers(
        self,
        closure: str = "run",
        years: "Sequence[int] | None" = None,
        by_place: bool = False,
        real_rate: float | None = None,
        persons: "str | Sequence[str] | None" = None,
        errors: bool = False,
        progress: Any = False,
    ) -> "Table":
        """Return whose money the reform is: the balance sheet by year and at present value.

        Parameters
        ----------
        closure
            As for ``balance_sheet``.
        years
            Years shown; some of both runs by default. The present value is of all.
        by_place
            Every city's fund and every province's persons and employers apart.
        real_rate
            Discount rate a year beside prices, 0.015 by default.
        persons, errors, progress
            As for ``balance_sheet``: a line a group of persons, and errors with one replicate.
        """
        from microsim.comparing.payers import payers_table
        from microsim.comparing.present import REAL_RATE, discount_of

        sheet = self.balance_sheet(closure, persons, errors, progress)
        level = np.asarray(self.base.tree["prices"].price_level.sel(year=sheet.years))
        discount = discount_of(sheet.years, level, REAL_RATE if real_rate is None else real_rate)
        return payers_table(sheet.grouped(by_place), discount, years)

    def pairs(self, columns: "Sequence[str]" = ()) -> "Pairs":
        """Return the persons of both runs beside each other, with some columns of their lives.

        Raises
        ------
        InputError
            Where a run kept no lives.
        """
        from microsim.comparing.people import IDENTITY, lives_of, paired

        wanted = (*IDENTITY, "birth_year", *columns)
        base, reform = (lives_of(run.lives_table, run.name, wanted) for run in (self.base, self.reform))
        return paired(base, reform)

    def winners(
        self,
        by: "str | Sequence[str] | None" = None,
        net_of: str = "own",
        births: tuple[int, int] | None = None,
        where: str | None = None,
    ) -> "Table":
        """Return who gains and who loses: five classes of the change in net pension wealth, in shares and in yuan.

        Where the runs are not of the same persons there are neither; then, and only if the runs were compared as
        ``unpaired``, what is returned are differences of the groups' means, labelled so.

        Parameters
        ----------
        by
            Groups of the base run: such as ``hukou``, ``sex``, ``cohort``, ``quintile``, ``migrant``, ``standing`` (at
            the day of the reform); several crossed, ``"sex,cohort"``. Everybody together by default.
        net_of
            ``own``: less what the person paid; ``all``: less what the employer paid too.
        births
            First and last year of birth; by default from 1960 to 96 years before the end of the run, 2004 at most: whose
            lives lie within it.
        where
            Only persons of whom a condition on their lives in the base holds, such as ``"months_short > 0"``: columns of
            docs/lives-table.md, ``and``, ``or``, ``in [...]``.

        Raises
        ------
        InputError
            For an unknown group; where a run kept no lives; where the persons are not the same.
        """
        from microsim.report.winning import winners

        return winners(self, by, net_of, births, where)

    def means(
        self,
        *columns: str,
        by: "str | Sequence[str] | None" = None,
        where: str | None = None,
        births: tuple[int, int] | None = None,
    ) -> "Table":
        """Return the mean change of columns of the lives by groups of the base, with errors, and the base's means.

        Parameters
        ----------
        columns
            Of docs/lives-table.md that hold numbers, such as ``pension_pv`` or ``claim_age``; who has no value in either run
            is left out of the mean.
        by, where, births
            As for ``winners``.

        Raises
        ------
        InputError
            For an unknown column or group; where a run kept no lives; where the persons are not the same.
        """
        from microsim.report.winning import mean_changes

        return mean_changes(self, columns, by, where, births)

    def ends(self, count: int = 5, net_of: str = "own", births: tuple[int, int] | None = None) -> "Table":
        """Return the persons with the largest gains and losses, each with the command that tells both lives."""
        from microsim.report.winning import both_ends

        return both_ends(self, count, net_of, births)

    def decomposition(self, region: str = "both", years: tuple[int, int] | None = None) -> "Table":
        """Return what moves the cost rate of a region, in log points: dependency, benefit ratio and the rest.

        Parameters
        ----------
        region
            A place, a province, or ``both`` for all that are simulated.
        years
            The years between which either run is decomposed; the reform's effect is that in the last of them. The
            first and the last of both runs by default.
        """
        from microsim.comparing.balance import years_of_both
        from microsim.comparing.decomposition import decomposition_table

        known = years_of_both(self.base.tree, self.reform.tree)
        chosen = (int(known[0]), int(known[-1])) if years is None else years
        return decomposition_table(self.base.tree, self.reform.tree, region, chosen)

    def tables(self, by: str | None = None, closure: str = "run") -> "list[Table]":
        """Return all tables of the comparison: what differs, the headline, who pays, what moved the cost rate; and, where
        both runs kept their lives, who gains and loses and the persons at both ends.
        """
        shown = [*self.leading_tables(), self.payers(closure), self.decomposition()]
        if by is not None or self.has_whole_lives:
            shown.append(self.winners(by))
            shown += [self.ends()] if not self.unmatched else []
        return shown

    def leading_tables(self) -> "list[Table]":
        """Return what differs and the headline as tables."""
        from microsim.comparing.headlines import headline_difference_table

        return [self.changes_table(), headline_difference_table(self.headline())]

    @property
    def has_whole_lives(self) -> bool:
        """Whether both runs kept their lives, and go on long enough to hold some of them whole."""
        from microsim.comparing.people import whole_births

        runs = (self.base, self.reform)
        return all(run.has_lives and whole_births(run.manifest["until"]) for run in runs)

    def write(self, path: str | Path, by: str | None = None, closure: str = "run", language: str = "en") -> None:
        """Write all tables to a file: ``.csv``, a row a figure, or ``.xlsx``, a sheet a table in a language.

        Raises
        ------
        InputError
            For a file of another kind, and one that cannot be written.
        """
        from microsim.comparing.export import WRITERS, write_tables
        from microsim.folders.files import check_files

        language = known_language(language, "write")
        check_files((Path(path), WRITERS))
        write_tables([(self.names[1], self.tables(by, closure))], Path(path), language)

    @property
    def plot(self) -> Plots:
        """The figures of the comparison."""
        return Plots(self)

    def report(self, path: str | Path, language: str = "en", **options: Any) -> Path:
        """Write a report of the comparison, ``.html`` or ``.docx``; options and errors as for ``microsim.write_report``."""
        import microsim

        return microsim.write_report(self, path, language, **options)

    def title(self, language: str = "en") -> str:
        """Return one line that says what is compared, what differs, and whether luck, sample or years do too."""
        language = known_language(language, "title")
        base, reform = self.names
        one_in = self.reform.manifest["one_in"]
        apart = PARTS[language]["join"].join(PARTS[language][part] for part in self.differs or ("nothing",))
        if language == "zh":
            line = f"{reform} 减 {base}，抽样 1/{one_in}；不同之处：{apart}"
            return line + (f"（未配对：{self._unmatched()}）" if self.unmatched else "")
        line = f"{reform} less {base}, 1 in {one_in} persons; they differ in {apart}"
        return line + (f" (unpaired: {self._unmatched()})" if self.unmatched else "")

    def _unmatched(self) -> str:
        return "; ".join(f"{found.what} {found.second} against {found.first}" for found in self.unmatched)

    def _attributes(self) -> dict[str, Any]:
        base, reform = self.names
        hashes = {f"{name}_inputs": run.manifest["inputs"]["all"] for name, run in self._runs().items()}
        told = {"base": base, "reform": reform, **hashes, "differs": ", ".join(self.differs)}
        return told | ({"unpaired": self._unmatched()} if self.unmatched else {})

    def _runs(self) -> dict[str, Run]:
        return {"base": self.base, "reform": self.reform}

    def __repr__(self) -> str:
        return f"<Comparison: {self.title()}>"

    def _repr_html_(self) -> str:
        from microsim.report.difference_table import signed
        from microsim.results.headline import FORMER, decimals_of

        frame = self.headline()["difference"]
        frame = frame[~frame.index.get_level_values("quantity").isin(FORMER)]
        text = frame.astype(object)
        for index in frame.index:
            text.loc[index] = [signed(value, decimals_of(index[1])) for value in frame.loc[index]]
        lines = [f"{name}: {line}" for name, run in self._runs().items() if (line := settings_line(run.manifest))]
        lines += [change.sentence.en for change in self.changes()]
        said = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
        shown = self.payers().html() if not self.unmatched else ""
        return f"<h4>{html.escape(self.title())}</h4>{said}{text.to_html(border=0)}{shown}"


def compare(base: "Run | str | Path", reform: "Run | str | Path", *, unpaired: bool = False) -> Comparison:
    """Return what a reform changes: its results less those of a base, with both levels beside them.

    The two runs must have the same sample, seed, replicates, base year, last year, version and own population; then
    every person has the same luck in both and the difference is the scenario's. xarray itself asks for none of that:
    ``reform.tree - base.tree`` subtracts runs of other samples, and where the years differ keeps only those of both
    without a word.

    Parameters
    ----------
    base, reform
        Runs, run folders, or names of runs under ``runs/``.
    unpaired
        Compare runs that do not match all the same; the title and the attributes then say what does not.

    Raises
    ------
    InputError
        With everything in which the runs do not match; and, paired or not, where results have another format.
    """
    asked = Arguments("compare")
    unpaired = asked.flag("unpaired", unpaired)
    asked.check()
    one, other = (run if isinstance(run, Run) else read_run(run_folder_of(run)) for run in (base, reform))
    if not unpaired:
        require_match(one.manifest, other.manifest)
    require_match(one.manifest, other.manifest, but=MUST_MATCH.keys() - {FORMAT})
    return Comparison(one, other, tuple(mismatches(one.manifest, other.manifest)), unpaired)


def run_folder_of(name: str | Path) -> Path:
    """Return the folder of a run: the folder itself, or the run of that name under ``runs/``."""
    from microsim.results.folder import MANIFEST

    if not isinstance(name, str | Path):
        raise InputError([Problem("run", 0, 0, "", f"found {show(name)}, allowed is a Run, a run folder or its name")])
    for folder in (Path(name), RUNS / name):
        if is_file(folder / MANIFEST):
            return folder
    known = sorted(path.parent.name for path in RUNS.glob(f"*/{MANIFEST}"))
    allowed = f"allowed is a run folder or a name under {RUNS}/"
    message = f"found no run of this name, {allowed}{did_you_mean(str(name), known)}"
    raise InputError([Problem(shortened(name), 0, 0, "", message)])
