"""The baseline population, built once for all tests of this folder."""

import csv
from pathlib import Path

import numpy as np
import pytest

from microsim.law.load import load_assumptions
from microsim.places import AREA_COUNT, PLACE_CODE
from microsim.population.build import build_population
from microsim.population.inputs import Priors

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def assumptions():
    return load_assumptions()


@pytest.fixture(scope="session")
def priors(assumptions):
    return Priors(assumptions)


@pytest.fixture(scope="session")
def population(assumptions):
    return build_population(assumptions)


def read_rows(name):
    """Return the header and rows of a table beside the tests."""
    with open(HERE / name, encoding="utf-8") as file:
        header, *rows = csv.reader(line for line in file if not line.startswith("#"))
    return header, rows


@pytest.fixture(scope="session")
def census():
    """The 2020 census [area, sex, age group] and the provincial totals."""
    header, rows = read_rows("census_2020.csv")
    starts = [int(name[1:]) for name in header[2:]]
    table = np.zeros((AREA_COUNT, 2, len(starts)))
    for row in rows:
        if row[0] in PLACE_CODE:
            table[PLACE_CODE[row[0]], "MF".index(row[1])] = [float(value) for value in row[2:]]
    return starts, table
