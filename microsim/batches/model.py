"""What a batch file may hold, as a frozen pydantic model: the JSON Schema is made from it."""

import json
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from microsim.kernel.world import FIRST_YEAR, LAST_YEAR
from microsim.scenarios.model import NAME, Part

LARGEST_SEED = 2**32 - 1
MOST_DRAWS = 10_000
DEFAULT_SAMPLE = 1000
KEPT = ("headline", "indicators", "lives", "results")

Name = Annotated[str, StringConstraints(min_length=1)]
Seed = Annotated[int, Field(ge=0, le=LARGEST_SEED)]
Values = Annotated[list[Any], Field(min_length=1)]


class BatchFile(Part):
    """A batch: scenarios, each with every combination of the values of a grid, each with every seed.

    With draws, the first seed takes them all and the others the assumptions as they stand: luck apart from the rest.
    """

    name: str = Field(pattern=NAME, description="letters, digits, - and _, such as employer-rates")
    scenarios: list[Name] = Field(
        min_length=1, description="a list of names of shipped scenarios or paths of files from here"
    )
    one_in: int = Field(default=DEFAULT_SAMPLE, ge=1, description="a whole number: every k-th person is simulated")
    until: int | None = Field(
        default=None, ge=FIRST_YEAR, le=LAST_YEAR, description=f"the last year, from {FIRST_YEAR} to {LAST_YEAR}"
    )
    seeds: list[Seed] = Field(
        default=[1], min_length=1, description=f"a list of whole numbers from 0 to {LARGEST_SEED}, a task each"
    )
    replicates: int = Field(default=1, ge=1, description="a whole number: how often a task is run with other luck")
    draws: int | None = Field(
        default=None,
        ge=1,
        le=MOST_DRAWS,
        description=f"a whole number to {MOST_DRAWS}: draws of the uncertain assumptions, beside these as they stand",
    )
    set: dict[str, Any] = Field(
        default_factory=dict, description="a map: values that all scenarios take, by path, as in a scenario file"
    )
    grid: dict[str, Values] = Field(
        default_factory=dict, description="a map: by path a list of values; null stands for no change there"
    )
    keep: list[Literal[KEPT]] = Field(  # type: ignore[valid-type]
        default=["headline"],
        description="a list of headline (always kept: headline.csv), indicators (indicators.parquet), lives (lives.parquet) and results (results.nc)",
    )


def schema_text() -> str:
    """Return the JSON Schema of a batch file, for editors."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema"} | BatchFile.model_json_schema()
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
