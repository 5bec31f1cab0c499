"""How far figures of the minimum livelihood move with each of its priors: one at a time, from its low to its high."""

from typing import NamedTuple

from microsim.comparing.table import LEVEL, Column, Figure, Name, Table
from microsim.evaluating.cells import EVERYBODY, rows_of, said
from microsim.evaluating.measures import Measure, level, number, share
from microsim.evaluating.old import Old, old_of
from microsim.law.information import known_assumptions
from microsim.running import inputs_of
from microsim.scenarios import Scenario
from microsim.scenarios.read import with_entries

PRIORS = {  # what moves together, the support of families first
    "support": ("livelihood.support_near", "livelihood.support_away"),
    "take_up": ("livelihood.take_up",),
    "assets": ("livelihood.assets_urban", "livelihood.assets_rural"),
    "children_away": ("livelihood.away_urban", "livelihood.away_rural"),
    "childless": ("livelihood.childless",),
}
ENDS = ("low", "high")


class Moved(NamedTuple):
    """The old of a year with a prior at one end: its key, the end, and they."""

    prior: str
    end: str
    old: Old


def ends_of(scenario: Scenario, one_in: int, seed: int, year: int) -> tuple[Old, list[Moved]]:
    """Return the old of a year as a scenario has them, and with each prior at its low and its high."""
    found = [
        Moved(prior, end, lived(at_end(scenario, prior, end), one_in, seed, year)) for prior in PRIORS for end in ENDS
    ]
    return lived(scenario, one_in, seed, year), found


def lived(scenario: Scenario, one_in: int, seed: int, year: int) -> Old:
    """Return the old of a year of a scenario."""
    return old_of(inputs_of(scenario, year, None), one_in, seed, [year])[year]


def at_end(scenario: Scenario, prior: str, end: str) -> Scenario:
    """Return a scenario with the assumptions of a prior at an end of what is documented."""
    entries = known_assumptions(scenario.information).entries
    settings = {path: getattr(entries[path], end) for path in PRIORS[prior]}
    return with_entries(scenario, settings, f"{prior} at its {end}")


def figures_of(old: Old) -> list[Measure]:
    """Return what is told of each end."""
    supported = old.income.sum(axis=1)
    return [
        number("recipients", old.receives),
        share("heads_all", old.after < old.standard),
        share("heads_support", supported < old.standard),
    ]


def tornado_table(base: Old, moved: list[Moved]) -> Table:
    """Return the figures as they stand and at both ends of each prior, that of families first."""
    everybody = rows_of((EVERYBODY,))
    lines = [(said("as_shipped"), base), *((named(one), one.old) for one in moved)]
    cells, columns = [], [Column(said(one.key), LEVEL, one.unit, one.decimals) for one in figures_of(base)]
    for _, old in lines:
        found = [level(measure, old, everybody) for measure in figures_of(old)]
        cells.append(tuple(Figure(float(one.value[0]), float(one.se[0]), float(one.persons[0])) for one in found))
    return Table(
        "tornado",
        said("table_tornado"),
        tuple(columns),
        tuple(name for name, _ in lines),
        tuple(cells),
        (said("persons_not_households"),),
    )


def named(one: Moved) -> Name:
    """Return the name of a prior at an end."""
    prior, end = said(f"prior_{one.prior}"), said(f"at_{one.end}")
    return Name(f"{one.prior}_{one.end}", f"{prior.en}, {end.en}", f"{prior.zh}，{end.zh}")
