"""One simulated life, told year by year from the run's own code; with two scenarios, where it parts and why."""

import functools
from pathlib import Path
from typing import TYPE_CHECKING, Any

from microsim._callable import callable_module

if TYPE_CHECKING:
    from microsim.scenario import Scenario


def explain(
    *scenarios: "str | Path | Scenario", person: str | int, seed: int = 1, replicate: int = 0, until: int | None = None
) -> dict[str, Any]:
    """Return one simulated life, and with two scenarios where they part and what follows, as plain data.

    Parameters
    ----------
    scenarios
        One or two: names of shipped scenarios, paths of files, or Scenarios; the baseline by default.
    person
        Person number, or its readable form such as base/shenzhen/inter_rural/female/41/2016/7.
    seed, replicate
        Key of all draws, as in a run.
    until
        Last year; the end of the scenario's horizon by default.

    Raises
    ------
    InputError
        Where a scenario is wrong, or has no such person.
    """
    from microsim.explain.compare import comparison
    from microsim.explain.law import Origins
    from microsim.explain.life import live
    from microsim.explain.person import check_person, person_number, refuse
    from microsim.explain.years import described

    number = person_number(person)
    if len(scenarios) > 2:
        raise refuse(f"{len(scenarios)} scenarios", "allowed are one or two", "explain")
    inputs = [prepared(scenario, until) for scenario in scenarios or ("baseline",)]
    for ready in inputs:
        check_person(number, ready.population, ready.scenario.name, ready.until)
    origins = [Origins(ready.scenario) for ready in inputs]
    lives = [live(number, ready.world, seed, replicate, ready.until) for ready in inputs]
    told = [
        described(life, origin, {"seed": seed, "replicate": replicate, "until": ready.until})
        for life, origin, ready in zip(lives, origins, inputs, strict=True)
    ]
    if len(told) == 1:
        return told[0]
    worlds = (inputs[0].world, inputs[1].world)
    return {"comparison": comparison(lives[0], lives[1], worlds, (origins[0], origins[1])), "lives": told}


def prepared(scenario: "str | Path | Scenario", until: int | None) -> Any:
    """Return the inputs of a scenario; the last few are kept."""
    from microsim.scenario import scenario as read_scenario

    read = read_scenario(scenario)
    return _compiled(_Hashed(read), until)


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


callable_module(__name__, explain)
