"""The population of a scenario, made once: no reform of the law enters it, so scenarios share it.

It is kept in this process and on disk under a hash of every assumption as the scenario resolves
it, the base year, the horizon and the luck of mortality.
"""

from typing import TYPE_CHECKING, Any

import numpy as np

from microsim import caching
from microsim.kernel.world import BASE_YEAR, LAST_YEAR
from microsim.law.compile import compile_assumptions
from microsim.population.build import Population, build_population
from microsim.population.earnings import Wages, relative_wages
from microsim.population.frame import Projection
from microsim.population.strata import Strata
from microsim.schema import Origin

if TYPE_CHECKING:
    from microsim.law.assumptions import Assumptions

IN_MEMORY = 3  # populations, 40 MB each
MEMO = caching.Memo(IN_MEMORY)
WAGES = "wages"


def population_of(
    assumptions: "Assumptions",
    horizon: int = LAST_YEAR,
    luck: tuple[int, int] | None = None,
    base_year: int = BASE_YEAR,
    cache: bool = True,
) -> str | tuple[Population, Wages]:
    """Return the population of a scenario and the relative wages of its insured employees.

    The arrays are shared by all who ask and cannot be written to.

    Parameters
    ----------
    assumptions, horizon, luck, base_year : as ``build_population`` takes them
    cache : False makes everything anew and keeps nothing
    """
    if not cache:
        return made(assumptions, horizon, luck, base_year)
    key = key_of(assumptions, horizon, luck, base_year)
    return MEMO.get(key, lambda: kept_or_made(key, assumptions, horizon, luck, base_year))


def key_of(assumptions: "Assumptions", horizon: int, luck: tuple[int, int] | None, base_year: int) -> str:
    """Return the key under which a population is kept."""
    return caching.key_of("population", content_of(assumptions), horizon, luck, base_year)


def arrays_of(assumptions: "Assumptions", horizon: int, base_year: int) -> dict[str, np.ndarray]:
    """Return the population of a scenario as arrays by name, for another process to take in."""
    return as_arrays(*population_of(assumptions, horizon, base_year=base_year))


def take_in(arrays: dict[str, np.ndarray], assumptions: "Assumptions", horizon: int, base_year: int) -> None:
    """Keep in this process a population that another made; one that is here already stays."""
    MEMO.get(key_of(assumptions, horizon, None, base_year), lambda: from_arrays(locked(arrays), base_year))


def locked(arrays: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return arrays that cannot be written to any more."""
    for array in arrays.values():
        array.setflags(write=False)
    return arrays


def content_of(assumptions: "Assumptions") -> bytes:
    """Return all values of the assumptions as bytes: numbers by year and province, words as written; and what year knows them."""
    parts = [] if assumptions.information is None else [f"information {assumptions.information} ".encode()]
    for path, entry in sorted(assumptions.entries.items()):
        value = repr(entry.value).encode() if entry.table is None else entry.table.tobytes()
        parts.append(f"{path} {entry.table is None} {len(value)} ".encode() + value)
    return b"".join(parts)


def made(assumptions: "Assumptions", horizon: int, luck: Any, base_year: int) -> tuple[Population, Wages]:
    """Return population and relative wages, worked out."""
    population = build_population(assumptions, horizon, luck, base_year)
    records = compile_assumptions(assumptions)
    return population, relative_wages(records, population.frame_stock, population.world_tables, base_year)


def kept_or_made(
    key: str, assumptions: "Assumptions", horizon: int, luck: Any, base_year: int
) -> tuple[Population, Wages]:
    """Return population and relative wages as kept on disk, else worked out and kept."""
    arrays = caching.load(key)
    if arrays is None:
        arrays = as_arrays(*made(assumptions, horizon, luck, base_year))
        caching.keep(key, arrays)
    return from_arrays(locked(arrays), base_year)


def as_arrays(population: Population, wages: Wages) -> dict[str, np.ndarray]:
    """Return population and relative wages as arrays by name."""
    parts = {
        "projection": population.projection._asdict(),
        "strata": population.strata._asdict(),
        "table": population.world_tables,
        "expected": {origin.name: persons for origin, persons in population.expected.items()},
        WAGES: wages._asdict(),
    }
    return {f"{part}.{name}": array for part, arrays in parts.items() for name, array in arrays.items()}


def from_arrays(arrays: dict[str, np.ndarray], base_year: int) -> tuple[Population, Wages]:
    """Return population and relative wages from arrays by name."""
    parts: dict[str, dict[str, np.ndarray]] = {"projection": {}, "strata": {}, "table": {}, "expected": {}, WAGES: {}}
    for name, array in arrays.items():
        part, _, field = name.partition(".")
        parts[part][field] = array
    expected = {Origin[name]: persons for name, persons in parts["expected"].items()}
    projection, strata = Projection(**parts["projection"]), Strata(**parts["strata"])
    return Population(projection, strata, parts["table"], expected, base_year=base_year), Wages(**parts[WAGES])
