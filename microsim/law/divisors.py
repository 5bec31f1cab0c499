"""The annuity divisors of individual accounts, by month of age from the table by full years."""

import csv
import itertools
from functools import lru_cache
from pathlib import Path

import numpy as np

from microsim.schemes.employees.rules.benefits import divisor_by_month

TABLE = Path(__file__).parent / "tables" / "divisors.csv"


@lru_cache(maxsize=1)
def divisor_table() -> np.ndarray:
    """Return the divisors for every month of age from the first to the last age of the table."""
    between = getattr(divisor_by_month, "py_func", divisor_by_month)  # the rule itself, without compiling it
    values = [months for _, months in sorted(read_divisors().items())]
    result = [between(at_age, at_next, month) for at_age, at_next in itertools.pairwise(values) for month in range(12)]
    table = np.array([*result, values[-1]], dtype=np.float64)
    table.setflags(write=False)
    return table


def read_divisors() -> dict[int, float]:
    """Return the divisor of each full year of age."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        return {int(row["age"]): float(row["months"]) for row in csv.DictReader(lines)}
