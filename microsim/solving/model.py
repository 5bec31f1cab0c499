"""What a file of ``microsim solve`` may hold, as frozen pydantic models: the JSON Schema is made from them."""

import json
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from microsim.kernel.world import FIRST_YEAR, LAST_YEAR
from microsim.scenarios.model import A_DATE, A_ROW, A_VALUE, NAME, REGIONS, Date, Part, Scalar, Year

LARGEST_SEED = 2**32 - 1
A_SCENARIO = "the name of a shipped scenario, a path of a file from here, or several joined by +"
AN_AXIS = "a list of scenarios to lay over it, or a lever {path: PATH, from: DATE, values: [VALUE, ...]}"

Name = Annotated[str, StringConstraints(min_length=1)]
Seed = Annotated[int, Field(ge=0, le=LARGEST_SEED)]
PATH = "a path of the law such as national.employees.employer_rate, or an assumption"
FROM = f"{A_DATE}, from which the value holds; of an assumption it may be left out"


class Lever(Part):
    """What is moved, from when, and between which values a solution is looked for."""

    path: Name = Field(description=PATH)
    from_: Date | None = Field(default=None, alias="from", description=FROM)
    between: Annotated[list[Scalar], Field(min_length=2, max_length=2)] = Field(
        description="the least and the largest value to try, such as [0.1, 0.3] or [60y0m, 70y0m]"
    )


class Axis(Part):
    """Another lever, at several values: a solution for each of them."""

    path: Name = Field(description=PATH)
    from_: Date | None = Field(default=None, alias="from", description=FROM)
    values: Annotated[list[Scalar], Field(min_length=1)] = Field(description=f"a list of values: {A_VALUE}")


class Goal(Part):
    """What is to be met: the mean of an indicator over years."""

    indicator: Name = Field(description=A_ROW)
    less: Name | None = Field(default=None, description=f"what is taken off it: {A_ROW}")
    region: Literal[REGIONS] = Field(  # type: ignore[valid-type]
        default="both", description=f"one of {', '.join(REGIONS)}"
    )
    years: Annotated[list[Year], Field(min_length=1, max_length=2)] = Field(
        description=f"one year, or the first and the last of several, from {FIRST_YEAR} to {LAST_YEAR}: [2035, 2050]"
    )
    value: float = Field(default=0, description="a number, in the unit of the indicator")


class SolveFile(Part):
    """A question of the kind: which value of a lever meets a goal?"""

    name: str = Field(pattern=NAME, description="letters, digits, - and _, such as balancing-rate")
    scenario: Name = Field(default="baseline", description=A_SCENARIO)
    lever: Lever = Field(description="what is moved: {path: PATH, from: DATE, between: [LEAST, MOST]}")
    goal: Goal = Field(description="what is met: {indicator: balance, years: [2035, 2050], value: 0}")
    for_: dict[str, Annotated[list[Name], Field(min_length=1)] | Axis] = Field(
        default_factory=dict, alias="for", description=f"a map of names to {AN_AXIS}; a solution for each combination"
    )
    report: list[Name] = Field(default_factory=list, description=f"what is told at each solution, a list: {A_ROW}")
    one_in: int = Field(default=20_000, ge=1, description="a whole number: every k-th person is simulated")
    until: int | None = Field(
        default=None, ge=FIRST_YEAR, le=LAST_YEAR, description="the last year, that of the goal by default"
    )
    seed: int = Field(default=1, ge=0, le=LARGEST_SEED, description=f"a whole number from 0 to {LARGEST_SEED}")
    checks: list[Seed] = Field(
        default=[2, 3, 4], min_length=1, description="a list of other seeds at which each solution is tried"
    )
    points: int = Field(
        default=5, ge=3, le=100, description="a whole number from 3: values tried over the range at first"
    )


def schema_text() -> str:
    """Return the JSON Schema of such a file, for editors."""
    schema: dict[str, Any] = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return json.dumps(schema | SolveFile.model_json_schema(), indent=2, ensure_ascii=False) + "\n"
