"""The balance sheet of a reform: whose money changes by how much, in whole fen that add up to nothing."""

import dataclasses
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from microsim.amounts import FEN
from microsim.comparing.present import Discount, present_values
from microsim.comparing.sectors import PERSONS, Party, parties, received
from microsim.comparing.table import Name
from microsim.estimating import between_replicates, standard_error
from microsim.estimating.jackknife import without_each
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
        The changes of each replicate, fen [replicate, year, party]; None with one replicate.
    without
        The changes without each group of the jackknife, raised to all, fen [group, year, party], missing for parties of
        whom that is not known; None where nobody asked.
    labels
        What parties are called that are no standing ones: groups of persons.
    """

    years: np.ndarray
    parties: tuple[Party, ...]
    base: np.ndarray
    difference: np.ndarray
    replicates: int = 1
    closure: str = "run"
    changes: np.ndarray | None = None
    without: np.ndarray | None = None
    labels: Mapping[Party, Name] = dataclasses.field(default_factory=dict)

    @property
    def errors(self) -> np.ndarray | None:
        """Standard errors of the changes, fen [year, party]: the spread of replicates, else the jackknife; None without either."""
        if self.changes is not None:
            return between_replicates(self.changes)
        return None if self.without is None else standard_error(np.moveaxis(self.without, 0, -1))

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
        return dataclasses.replace(
            self,
            parties=short,
            base=self.base @ sums,
            difference=self.difference @ sums,
            changes=None if self.changes is None else self.changes @ sums,
            without=None if self.without is None else np.stack([self.without[..., row].sum(-1) for row in rows], -1),
        )

    def with_persons(self, names: Sequence[Name], base: np.ndarray, reform: np.ndarray) -> "BalanceSheet":
        """Return the sheet with a line a group of persons in place of those of persons.

        What the books hold of persons beside their lives (years settled at once, what a closure takes off pensions) is in no
        group and has a line of its own, where there is any.

        Parameters
        ----------
        names : of the groups
        base, reform : net receipts of the groups in either run, fen [group of persons, group of the jackknife, year]
        """
        lines = tuple(Party(PERSONS, f"group.{one.key}") for one in names)
        labels = dict(zip(lines, names, strict=True))
        others = [number for number, party in enumerate(self.parties) if party.sector != PERSONS]
        persons = [number for number, party in enumerate(self.parties) if party.sector == PERSONS]
        old, new = (run.sum(axis=1).T for run in (base, reform))
        rests = [
            (whole[:, persons].sum(axis=1) - part.sum(axis=1))[:, None]
            for whole, part in ((self.base, old), (self.difference, new - old))
        ]
        told = without_each(np.moveaxis((reform - base).astype(float), 1, -1)).transpose(2, 1, 0)
        shape = (*told.shape[:2], 1 + len(others))
        beside = np.full(shape, np.nan)
        if self.without is not None:
            beside[..., 1:] = self.without[..., others]
        beside[..., 0] = 0.0
        return dataclasses.replace(
            self,
            parties=(*lines, Party(PERSONS, "in_no_group"), *(self.parties[number] for number in others)),
            base=np.hstack([old, rests[0], self.base[:, others]]),
            difference=np.hstack([new - old, rests[1], self.difference[:, others]]),
            without=np.concatenate([told, beside], axis=-1),
            labels=labels,
        )

    def present(self, discount: Discount, until: int | None = None) -> np.ndarray:
        """Return present values of the changes to a last year, whole fen that add up to nothing, [party]."""
        kept = self.years <= (until or self.years[-1])
        return present_values(self.difference[kept], discount.factors[kept])


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
    total_old, total = old.sum(axis=0), changes.sum(axis=0)
    sheet = BalanceSheet(
        np.asarray(years), parties(), total_old, total, len(old), closure, changes if len(changes) > 1 else None
    )
    if sheet.residual.any():
        year = sheet.years[int(np.argmax(sheet.residual))]
        raise ArithmeticError(f"the balance sheet leaves {int(sheet.residual.max())} fen over in {year}")
    return sheet


def years_of_both(base: "xr.DataTree", reform: "xr.DataTree") -> np.ndarray:
    """Return the years of which both runs hold books."""
    return np.intersect1d(years_of(base), years_of(reform))
