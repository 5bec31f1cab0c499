"""Whether two runs match, so that what differs between their results is the scenarios' doing and nothing else's."""

import json
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from microsim.reading import InputError, Problem
from microsim.results.folder import MANIFEST
from microsim.scenarios import Scenario

Manifest = Mapping[str, Any]
FORMAT = "format of the results"
UNKNOWN = "not stated"


class Mismatch(NamedTuple):
    """One thing that must be the same in two runs and is not, with what either has."""

    what: str
    first: str
    second: str

    def __str__(self) -> str:
        return f"{self.what}: {self.first} and {self.second}"


def _sample(manifest: Manifest) -> Any:
    return f"1 in {manifest['one_in']} persons"


def _code(manifest: Manifest) -> Any:
    return f"{manifest['versions']['microsim']}, code {manifest['code']}"


# What must be the same, by its name in messages, and where a manifest says it.
MUST_MATCH: dict[str, Callable[[Manifest], Any]] = {
    FORMAT: lambda manifest: f"{manifest['format']} {manifest['format_version']}",
    "version": _code,
    "sample": _sample,
    "seed": lambda manifest: manifest["seed"],
    "replicates": lambda manifest: manifest["replicates"],
    "base year": lambda manifest: manifest["scenario"]["population"]["base_year"],
    "last year": lambda manifest: manifest["until"],
    "year of prices": lambda manifest: manifest["price_year"],
    "own population": lambda manifest: manifest["inputs"].get("own_population", "none")[:12],
}
MAY_DIFFER = ("law", "assumptions", "population", "funds")  # parts of the inputs, by their hashes


def mismatches(first: Manifest, second: Manifest, but: Collection[str] = ()) -> list[Mismatch]:
    """Return what must be the same in two runs and is not.

    Parameters
    ----------
    first, second : manifests of runs
    but : names of ``MUST_MATCH`` that are meant to differ
    """
    found = []
    for what, read in MUST_MATCH.items():
        one, other = (_read(read, manifest) for manifest in (first, second))
        if one != other and what not in but:
            found.append(Mismatch(what, one, other))
    return found


def _read(read: Callable[[Manifest], Any], manifest: Manifest) -> str:
    """Return what a manifest says, as text; an older or shorter one may not say it."""
    try:
        return str(read(manifest))
    except (KeyError, TypeError):
        return UNKNOWN


def require_match(first: Manifest, second: Manifest, but: Collection[str] = ()) -> None:
    """Refuse two runs that do not match.

    Raises
    ------
    InputError
        With everything that differs though it must not, and what either run has.
    """
    names = " and ".join(str(_read(lambda manifest: manifest["scenario"]["name"], one)) for one in (first, second))
    problems = [
        Problem(names, 0, 0, found.what, f"found {found.first} and {found.second}, allowed is the same in both")
        for found in mismatches(first, second, but)
    ]
    if problems:
        raise InputError(problems)


def differing_inputs(first: Manifest, second: Manifest) -> tuple[str, ...]:
    """Return which parts of the inputs differ: law, assumptions, population, funds."""
    one, other = first["inputs"], second["inputs"]
    return tuple(part for part in MAY_DIFFER if one.get(part) != other.get(part))


def replaced(
    folder: Path,
    scenario: Scenario,
    until: int | None = None,
    one_in: int = 1000,
    seed: int = 1,
    replicates: int = 1,
    population: Path | None = None,
    **_: Any,
) -> list[str]:
    """Return in what the run that a folder holds is another than the one about to be written there; code aside."""
    try:
        earlier = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        own = "own_population" in earlier["inputs"]
        content = earlier["inputs"]["scenario"]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    planned = {"scenario": scenario.resolved(), "one_in": one_in, "until": until or scenario.horizon.end}
    planned |= {"seed": seed, "replicates": replicates}
    found = [
        f"{one.what} {one.first}, now {one.second}"
        for one in mismatches(earlier, planned, but=(FORMAT, "version", "year of prices", "own population"))
    ]
    if own != (population is not None):
        found.append("an own population, now none" if own else "no own population, now one")
    return found + (["other content of the scenario"] if content != scenario.text_hash else [])
