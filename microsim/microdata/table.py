"""A table in the model's variables, as the checks and the folder see it."""

import dataclasses

import numpy as np

from microsim.amounts import MONTHS
from microsim.microdata.luck import luck_of
from microsim.microdata.variables import by_name


@dataclasses.dataclass(frozen=True)
class Table:
    """Columns of one table by variable; what a row lacks is nan.

    Attributes
    ----------
    file, name : the file it was read from, and which table it is
    date : month index the file describes
    columns : float64 by variable, ids as text
    labels : by variable, its column in the file
    person : for spells and transfers, the row of each row's person, -1 where there is none
    numbers : number of each row in its file, from 1 for the first row of data; None: every row is there
    """

    file: str
    name: str
    date: int
    rows: int
    columns: dict[str, np.ndarray]
    labels: dict[str, str]
    person: np.ndarray
    numbers: np.ndarray | None = None

    def __getitem__(self, variable: str) -> np.ndarray:
        """Return a variable; all nan where the file has none."""
        return self.columns[variable] if variable in self.columns else np.full(self.rows, np.nan)

    def number(self, row: int) -> int:
        """Return the number of a row in its file."""
        return int(row) + 1 if self.numbers is None else int(self.numbers[row])

    def label(self, variable: str) -> str:
        """Return the file's name of a variable."""
        return self.labels.get(variable, variable)

    def known(self, variable: str) -> bool:
        """Return whether any row has the variable."""
        return variable in self.columns and (
            by_name(self.name)[variable].kind == "id" or not np.isnan(self.columns[variable]).all()
        )


def known_or(values: np.ndarray, otherwise: "np.ndarray | float") -> np.ndarray:
    """Return values, and something else where they are not known."""
    return np.where(np.isnan(values), otherwise, values)


def birth_bounds(persons: Table) -> tuple[np.ndarray, np.ndarray]:
    """Return the first and the last month in which each person may have been born, nan where nothing is known."""
    year, month, age = persons["birth_year"], persons["birth_month"], persons["age"]
    first, last = persons.date - MONTHS * age - (MONTHS - 1), persons.date - MONTHS * age
    by_year = ~np.isnan(year)
    first = np.where(by_year, MONTHS * year + np.where(np.isnan(month), 1, month) - 1, first)
    last = np.where(by_year, MONTHS * year + np.where(np.isnan(month), MONTHS, month) - 1, last)
    exact = ~np.isnan(persons["birth"])
    return np.where(exact, persons["birth"], first), np.where(exact, persons["birth"], last)


def settled_birth(persons: Table) -> np.ndarray:
    """Return a birth month for everybody: as given, else drawn evenly between the bounds by the person's id."""
    first, last = birth_bounds(persons)
    last = np.where(first <= persons.date, np.minimum(last, persons.date), last)
    return first + np.floor(luck_of(persons["person"], "row_birth") * (last - first + 1))


def rows_of(persons: Table, ids: np.ndarray) -> np.ndarray:
    """Return the row of each id among the persons, -1 where there is none; of two, the first."""
    import pandas as pd

    known = pd.Series(np.arange(persons.rows), index=persons["person"])
    known = known[~known.index.duplicated()]
    return known.reindex(ids).fillna(-1).to_numpy(dtype=np.int64)
