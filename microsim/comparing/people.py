"""The persons of two runs beside each other, each with himself: by id, with the group keys of the base."""

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from microsim.reading import InputError, Problem

if TYPE_CHECKING:
    import pandas as pd

LIVES = "lives.parquet"
IDENTITY = ("id", "persons", "jackknife_group")
BIRTHS = (
    1960,
    2004,
)  # lives whole within the window: the base holds only who was alive at its date, the run ends in 2100


@dataclasses.dataclass(frozen=True)
class Pairs:
    """Persons of both runs.

    Attributes
    ----------
    base, reform
        Their rows in either run, in one order, which is that of the base.
    only_base, only_reform
        How many are in one run only.
    """

    base: "pd.DataFrame"
    reform: "pd.DataFrame"
    only_base: int = 0
    only_reform: int = 0

    @property
    def alike(self) -> bool:
        """Whether both runs have the same persons."""
        return not self.only_base and not self.only_reform

    def born(self, births: tuple[int, int]) -> "Pairs":
        """Return those of some years of birth."""
        kept = self.base["birth_year"].between(*births).to_numpy()
        return dataclasses.replace(self, base=self.base[kept], reform=self.reform[kept])


def lives_of(folder: Path | None, name: str, columns: Sequence[str]) -> "pd.DataFrame":
    """Return columns of the lives of a run, a row a person in the order of the file.

    Raises
    ------
    InputError
        Where the run kept no lives, or its lives lack a column.
    """
    import pyarrow.parquet

    path = None if folder is None else Path(folder) / LIVES
    if path is None or not path.is_file():
        where = "in memory" if folder is None else f"in {folder}"
        message = f"found no {LIVES} {where}, allowed is a run that keeps its lives: run {name} again with --lives"
        raise InputError([Problem(name, 0, 0, LIVES, message)])
    file = pyarrow.parquet.ParquetFile(path)
    missing = [column for column in columns if column not in file.schema_arrow.names]
    if missing:
        message = f"found no column {', '.join(missing)}, allowed are lives of this version: run {name} again"
        raise InputError([Problem(str(path), 0, 0, LIVES, message)])
    return file.read(columns=list(dict.fromkeys(columns))).to_pandas()


def paired(base: "pd.DataFrame", reform: "pd.DataFrame") -> Pairs:
    """Return the persons of two tables of lives side by side, by id."""
    if len(base) == len(reform) and (base["id"].to_numpy() == reform["id"].to_numpy()).all():
        return Pairs(base, reform)
    both = base[base["id"].isin(reform["id"])].reset_index(drop=True)
    beside = reform.set_index("id", drop=False).loc[both["id"]].reset_index(drop=True)
    return Pairs(both, beside, len(base) - len(both), len(reform) - len(both))


def amount(lives: "pd.DataFrame", columns: Sequence[str]) -> Any:
    """Return the sum of some columns of each person, float64 [person]."""
    return lives[list(columns)].to_numpy(dtype="float64").sum(axis=1)
