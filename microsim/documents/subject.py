"""What a report is of: a base, the reforms held against it, and what is worked out of them once."""

import functools
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from microsim.comparing.table import Name, Table
from microsim.documents.figures_with_errors import Changes, Levels
from microsim.reading import InputError

if TYPE_CHECKING:
    from microsim.documents.front_page import Biggest
    from microsim.report.comparison import Comparison
    from microsim.report.outcome import Run
    from microsim.validation.outcome import Validation

FIVE_YEARS = (2026, 2030)


class Reform:
    """One reform against the base of a report."""

    def __init__(self, comparison: "Comparison", base: Levels):
        self.comparison = comparison
        self.levels = Levels(comparison.reform.tree)
        self.changes = Changes(base, self.levels, paired=not comparison.unmatched)
        self._winners: dict[str | None, Table | None] = {}

    @property
    def name(self) -> Name:
        """The name of the run."""
        name = self.comparison.names[1]
        return Name(name, name, name)

    def winners(self, by: str | None = None) -> Table | None:
        """Return who gains and loses by a group; None where runs kept no lives, or none that lie within the window."""
        if by not in self._winners:
            try:
                found = self.comparison.winners(by) if self.comparison.has_whole_lives else None
            except InputError:
                found = None  # persons of the two runs are not the same
            self._winners[by] = found
        return self._winners[by]


class Subject:
    """What a report is of.

    Attributes
    ----------
    base, reforms : the run, or the base and what is compared with it
    closure : who fills gaps, as in ``Comparison.payers``
    window : first and last year of the final accounts
    tornado : the assumption that matters most, None where nobody computed it
    """

    def __init__(
        self,
        base: "Run",
        comparisons: "Sequence[Comparison]" = (),
        closure: str = "run",
        window: tuple[int, int] = FIVE_YEARS,
        tornado: "Biggest | None" = None,
        geojson: Path | None = None,
    ):
        self.base, self.closure, self.window, self.tornado, self.geojson = base, closure, window, tornado, geojson
        self.levels = Levels(base.tree)
        self.reforms = [Reform(comparison, self.levels) for comparison in comparisons]

    @property
    def name(self) -> Name:
        """What the report is of, in a line."""
        if not self.reforms:
            return Name("name", self.base.name, self.base.name)
        first = self.reforms[0].comparison.names[0]
        names = [reform.name.en for reform in self.reforms]
        return Name("name", f"{', '.join(names)} against {first}", f"{'、'.join(names)} 与 {first} 比较")

    @functools.cached_property
    def validation(self) -> "Validation | None":
        """The base beside published figures; None where its years hold none."""
        from microsim.validation import validate

        try:
            return validate(self.base)
        except InputError:
            return None
