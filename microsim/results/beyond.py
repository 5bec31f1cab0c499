"""Schemes beyond the pension in the results: a group each, where lives met the scheme."""

from collections.abc import Iterable

from microsim.results.variables import Variable
from microsim.schema import BEYOND, COUNTED, MONEY, PERSONS

PERSON_AXES = ("year", "place", "sex", "age_group")
TALLY = {PERSONS: ("beyond", PERSON_AXES), MONEY: ("beyond_fen", ("year", "place"))}

VARIABLES = tuple(
    Variable(row.scheme, row.name, TALLY[what][0], index, TALLY[what][1], row.unit, row.en, row.zh)
    for what, rows in COUNTED.items()
    for index, row in enumerate(rows)
)
"""What is counted and paid by the tables of the schemes, each scheme in the group of its name."""


def of_schemes(names: Iterable[str]) -> dict[str, list[Variable]]:
    """Return the variables of some schemes, by group, in the order of all of them."""
    wanted = set(names)
    return {name: [one for one in VARIABLES if one.group == name] for name in BEYOND if name in wanted}
