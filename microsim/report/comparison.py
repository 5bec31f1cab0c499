"""Two runs beside each other: what differs in their results, where they match; else refused, or labelled."""

import dataclasses
import functools
import html
from pathlib import Path
from typing import TYPE_CHECKING, Any

from microsim.reading import InputError, Problem, did_you_mean, shortened, show
from microsim.reading.arguments import Arguments, is_file, known_language
from microsim.report.outcome import Run, read_run, settings_line
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
    import pandas as pd
    import xarray as xr

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
    """

    base: Run
    reform: Run
    unmatched: tuple[Mismatch, ...] = ()

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
            ``headline()["difference"]`` is a table of its own. Ratios are differences of ratios. Prices are those of
            the base: rows in fixed prices are missing where the reform's are of another year.
        """
        import pandas as pd

        from microsim.results.headline import PRICE_YEAR, default_years, headline_frame
        from microsim.results.indicators import years_of

        common = sorted(set(years_of(self.base.tree)) & set(years_of(self.reform.tree)))
        years = default_years(common)
        base, reform = (headline_frame(run.tree, years) for run in (self.base, self.reform))
        reform = reform.reindex(base.index)
        frame = pd.concat({"difference": reform - base, "base": base, "reform": reform}, axis=1)
        frame.attrs[PRICE_YEAR] = base.attrs[PRICE_YEAR]
        return frame

    def headline_table(self, language: str = "en") -> Any:
        """Return the headline table for the terminal, a rich table: the difference, below it the level of the base."""
        from microsim.report.difference_table import difference_table

        return difference_table(self.headline(), self.title(language), language)

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
        said = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
        return f"<h4>{html.escape(self.title())}</h4>{said}{text.to_html(border=0)}"


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
    return Comparison(one, other, tuple(mismatches(one.manifest, other.manifest)))


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
