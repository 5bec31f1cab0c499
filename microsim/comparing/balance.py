"""The balance sheet of a reform: whose money changes by how much, in whole fen that add up to nothing."""

import dataclasses
from typing import TYPE_CHECKING, Any

import numpy as np

from microsim.amounts import FEN
from microsim.comparing.present import RESOLUTION, Discount, present_values
from microsim.comparing.sectors import Party, parties, received
from microsim.results.indicators import years_of

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

    from microsim.comparing.closure import Books


@dataclasses.dataclass(frozen=True)
class BalanceSheet:
    """What everybody receives less what they pay, of a base and as a reform changes it.

    Attributes
    ----------
    years
        The years of both runs, [year].
    parties
        Everybody, in the order of the sheet, [party].
    base, difference
        Net receipts of the base and their change, whole fen summed over replicates, [year, party].
    replicates
        How many replicates the sums are of.
    closure
        Who pays what a fund lacks: ``run``, as in the runs, or a name of ``closure.CLOSURES``.
    changes
        The changes of each replicate, fen [replicate, year, party]; missing with one replicate.
    """

    years: np.ndarray
    parties: tuple[Party, ...]
    base: np.ndarray
    difference: np.ndarray
    replicates: int = 1
    closure: str = "run"
    changes: np.ndarray | None = None

    @property
    def errors(self) -> np.ndarray | None:
        """Standard errors of the mean changes from the spread of replicates, fen [year, party]; None with one replicate."""
        return None if self.changes is None else spread(self.changes)

    @property
    def residual(self) -> np.ndarray:
        """What is left over in each year, fen, [year]: nothing, in the base as in the change."""
        return np.abs(self.base.sum(axis=1)) + np.abs(self.difference.sum(axis=1))

    def frame(self) -> "pd.DataFrame":
        """Return the changes by party and year: yuan, a mean of replicates."""
        return self._framed(self.difference)

    def base_frame(self) -> "pd.DataFrame":
        """Return the net receipts of the base by party and year: yuan, a mean of replicates."""
        return self._framed(self.base)

    def _framed(self, fen: np.ndarray) -> "pd.DataFrame":
        import pandas as pd

        rows = pd.MultiIndex.from_tuples(self.parties, names=Party._fields)
        return pd.DataFrame(fen.T / (FEN * self.replicates), index=rows, columns=pd.Index(self.years, name="year"))

    def grouped(self, by_place: bool = False) -> "BalanceSheet":
        """Return the sheet with lines summed: by whom alone, funds and treasuries by province; ``by_place`` as it is."""
        if by_place:
            return self
        short = tuple(dict.fromkeys(map(summed_party, self.parties)))
        rows = [[summed_party(party) == one for party in self.parties] for one in short]
        sums = np.array(rows, np.int64).T
        changes = None if self.changes is None else self.changes @ sums
        return dataclasses.replace(
            self, parties=short, base=self.base @ sums, difference=self.difference @ sums, changes=changes
        )

    def present(self, discount: Discount, until: int | None = None) -> np.ndarray:
        """Return present values of the changes to a last year, whole fen that add up to nothing, [party]."""
        kept = self.years <= (until or self.years[-1])
        return present_values(self.difference[kept], discount.factors[kept])

    def present_errors(self, discount: Discount) -> np.ndarray:
        """Return the standard errors of the mean present values of the changes, fen, [party]; missing with one replicate."""
        if self.changes is None:
            return np.full(len(self.parties), np.nan)
        return spread(np.tensordot(self.changes, discount.factors / RESOLUTION, axes=(1, 0)))


def spread(changes: np.ndarray) -> np.ndarray:
    """Return the standard error of the mean over the first axis, that of replicates."""
    return np.asarray(changes.std(axis=0, ddof=1) / np.sqrt(len(changes)))


def summed_party(party: Party) -> Party:
    """Return the line of the short sheet that a party is summed into."""
    from microsim.places import PLACE_CODE, PROVINCE_KEYS, PROVINCE_OF

    if party.sector == "funds":
        return party._replace(place=PROVINCE_KEYS[PROVINCE_OF[PLACE_CODE[party.place]]])
    return party if party.who == "local" else party._replace(place="")


def balance_sheet(base: "list[Books]", reform: "list[Books]", years: Any, closure: str = "run") -> BalanceSheet:
    """Return the sheet of the books of a base and of a reform, one of each a replicate, of the same years.

    Raises
    ------
    ArithmeticError
        Where the books do not add up: what everybody receives less what they pay must be nothing, to the fen.
    """
    count = min(len(base), len(reform))  # of runs with more or fewer replicates those that both have
    old, new = (np.stack([received(*books) for books in runs[:count]]) for runs in (base, reform))
    changes = new - old
    apart = changes if len(changes) > 1 else None
    total_old, total = old.sum(axis=0), changes.sum(axis=0)
    sheet = BalanceSheet(np.asarray(years), parties(), total_old, total, len(old), closure, apart)
    if sheet.residual.any():
        year = sheet.years[int(np.argmax(sheet.residual))]
        raise ArithmeticError(f"the balance sheet leaves {int(sheet.residual.max())} fen over in {year}")
    return sheet


def years_of_both(base: "xr.DataTree", reform: "xr.DataTree") -> np.ndarray:
    """Return the years of which both runs hold books."""
    return np.intersect1d(years_of(base), years_of(reform))
