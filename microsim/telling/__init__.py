"""One simulated life, told year by year from the run's own code; with two scenarios, where it parts and why."""

import functools
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from microsim.scenarios import Scenario


def explain(
    *scenarios: "str | Path | Scenario",
    person: str | int,
    seed: int = 1,
    replicate: int = 0,
    until: int | None = None,
    population: "str | Path | None" = None,
) -> dict[str, Any]:
    """Return one simulated life, and with two scenarios where they part and what follows, as plain data.

    Parameters
    ----------
    scenarios
        One or two: names of shipped scenarios, paths of files, or Scenarios; the baseline by default.
    person
        Person number, or its readable form such as base/PLACE/inter_rural/female/41/2016/7. With a population folder
        also the id of a row of the file; #2 after it means the second of the persons the row stands for.
    seed, replicate
        Key of all draws, as in a run.
    until
        Last year; the end of the scenario's horizon by default.
    population
        Folder made by ``microsim population import``, as in a run.

    Raises
    ------
    InputError
        Where a scenario or the folder is wrong, or has no such person; where two scenarios cover other years.
    """
    from microsim.inputs import with_luck
    from microsim.kernel.world import FIRST_YEAR, LAST_YEAR, pack_world
    from microsim.reading.arguments import Arguments
    from microsim.scenarios import scenario as read_scenario
    from microsim.telling.compare import comparison
    from microsim.telling.law import Grounds
    from microsim.telling.life import live
    from microsim.telling.person import check_person, own_number, person_number, refuse
    from microsim.telling.years import described

    asked = Arguments("explain")
    seed, replicate = asked.seed("seed", seed), asked.whole("replicate", replicate, 0)
    until, population = asked.whole("until", until, FIRST_YEAR, LAST_YEAR), asked.path("population", population)
    asked.check()
    number = person_number(person) if population is None else 0
    if len(scenarios) > 2:
        raise refuse(f"{len(scenarios)} scenarios", "allowed are one or two", "explain")
    read = [read_scenario(scenario) for scenario in scenarios or ("baseline",)]
    check_years(read, until)
    inputs = [with_luck(prepared(scenario, until, population), seed, replicate) for scenario in read]
    numbers = [number if population is None else own_number(person, ready.population.given) for ready in inputs]
    for own, ready in zip(numbers, inputs, strict=True):
        check_person(own, ready.population, ready.scenario.name, ready.until)
    grounds = [Grounds(ready.scenario) for ready in inputs]
    lives = [
        live(own, ready.world, seed, replicate, ready.until, ready.population.given)
        for own, ready in zip(numbers, inputs, strict=True)
    ]
    luck = {"seed": seed, "replicate": replicate}
    told = [
        described(life, ground, luck | {"until": ready.until}, ready.population.given)
        for life, ground, ready in zip(lives, grounds, inputs, strict=True)
    ]
    if len(told) == 1:
        return told[0]
    worlds = (pack_world(inputs[0].world)[0], pack_world(inputs[1].world)[0])
    return {"comparison": comparison(lives[0], lives[1], worlds, (grounds[0], grounds[1])), "lives": told}


def check_years(scenarios: "list[Scenario]", until: int | None) -> None:
    """Two lives are held against each other over the same years; seed, replicate and person are one anyway."""
    from microsim.reading import InputError, Problem

    names = " and ".join(scenario.name for scenario in scenarios)
    years = {
        "base year": ([scenario.population.base_year for scenario in scenarios], "allowed is one"),
        "until": (
            [until or scenario.horizon.end for scenario in scenarios],
            "allowed is one last year, such as --until",
        ),
    }
    problems = [
        Problem(names, 0, 0, what, f"found {' and '.join(map(str, found))}, {allowed}")
        for what, (found, allowed) in years.items()
        if len(set(found)) > 1
    ]
    if problems:
        raise InputError(problems)


def prepared(scenario: "str | Path | Scenario", until: int | None, population: "str | Path | None" = None) -> Any:
    """Return the inputs of a scenario, with the persons of a folder if one is named; the last few are kept."""
    from microsim.scenarios import scenario as read_scenario

    read = _Hashed(read_scenario(scenario))
    return _compiled(read, until) if population is None else _with_own(read, until, *_edition(population))


def _edition(folder: "str | Path") -> tuple[str, str]:
    """Return a population folder by its whole path and the content of its summary, which changes with every import."""
    from microsim.folders.manifest import file_hash
    from microsim.microdata.folder import SUMMARY, read_summary

    path = Path(folder)
    read_summary(path)
    return str(path.resolve()), file_hash(path / SUMMARY)


class _Hashed:
    """A scenario, equal to another with the same name and the same content."""

    def __init__(self, scenario: Any):
        self.scenario = scenario
        self.key = (scenario.name, scenario.text_hash)

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Hashed) and self.key == other.key


@functools.lru_cache(maxsize=4)
def _compiled(hashed: _Hashed, until: int | None) -> Any:
    from microsim.inputs import compile_inputs

    return compile_inputs(hashed.scenario, until)


@functools.lru_cache(maxsize=2)
def _with_own(hashed: _Hashed, until: int | None, folder: str, _edition: str) -> Any:
    from microsim.microdata.own import with_own_people

    return with_own_people(_compiled(hashed, until), folder)
