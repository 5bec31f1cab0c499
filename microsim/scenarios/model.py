"""What a scenario file may hold, as frozen pydantic models: the JSON Schema is made from them."""

import math
import re
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    RootModel,
    StringConstraints,
    Tag,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from microsim.kernel.world import BASE_YEAR, BASE_YEARS, FIRST_YEAR, LAST_YEAR
from microsim.law.load import last_known_year
from microsim.places import ELSEWHERE_PROVINCE, PROVINCE_KEYS
from microsim.schema.kinds import AGE, MONTH
from microsim.words.book import BOTH

WORD = r"[a-z][a-z0-9_]*"
SCALAR = f"^({AGE}|{MONTH}|{WORD})$"
DATE = r"^[0-9]{4}(-(0[1-9]|1[0-2])-[0-9]{2})?$"
LONGEST_NAME = 100  # letters: a name is also that of a folder
NAME = rf"^[A-Za-z0-9][A-Za-z0-9_+-]{{0,{LONGEST_NAME - 1}}}$"

A_DATE = "a date such as 2031-01-01 or a year such as 2031"
A_VALUE = "a number, an age such as 63y0m, a month such as 2031-01, a word, true, false or a list of numbers"
A_ROW = "a row of the headline such as pensioners or balance, or one of the books such as residents.benefit_basic"
A_LAW_OVERRIDE = "values by date such as {2031-01-01: 0.18}, a ramp {from: DATE, to: DATE, end: VALUE}, or null to drop an inherited override"
AN_ASSUMPTION = "a value, values by year or by province, a ramp {from: YEAR, to: YEAR, end: VALUE}, deeper names, or null to drop an inherited override"
RAMP_KEYS = {"from", "to", "start", "end"}


def _check_scalar(value: Any) -> Any:
    """Let a single value through, or a list of numbers."""
    items = value if isinstance(value, list) and value else [value]
    numbers = all(isinstance(item, int | float) and math.isfinite(item) for item in items)
    if numbers or (isinstance(value, str) and re.match(SCALAR, value)):
        return value
    raise PydanticCustomError("value", A_VALUE)


def _form(value: Any) -> str | None:
    """Tell a ramp from a map and from null by the keys."""
    if value is None:
        return "null"
    if isinstance(value, dict):
        return "ramp" if RAMP_KEYS & set(value) else "map"
    return None


def _node_form(value: Any) -> str | None:
    """The same where a single value may stand too."""
    return _form(value) or "value"


_SCALAR_SCHEMA = {
    "description": A_VALUE,
    "anyOf": [
        {"type": "number"},
        {"type": "boolean"},
        {"type": "string", "pattern": SCALAR},
        {"type": "array", "items": {"type": "number"}, "minItems": 1},
    ],
}
Scalar = Annotated[Any, AfterValidator(_check_scalar), WithJsonSchema(_SCALAR_SCHEMA)]
DateKey = Annotated[str, StringConstraints(pattern=DATE), BeforeValidator(str), WithJsonSchema({"pattern": DATE})]
_DATE_SCHEMA = {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": DATE}]}
Date = Annotated[str, StringConstraints(pattern=DATE), BeforeValidator(str), WithJsonSchema(_DATE_SCHEMA)]
NodeKey = Annotated[str, BeforeValidator(str), WithJsonSchema({"type": "string", "not": {"enum": sorted(RAMP_KEYS)}})]


class Part(BaseModel):
    """A closed part of a scenario file: unknown keys are mistakes."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Ramp(Part):
    """A straight line between two dates; before and after it stays level."""

    from_: Date = Field(alias="from", description=A_DATE)
    to: Date = Field(description=A_DATE)
    start: Scalar = Field(default=None, description="the value at the start; where missing, the value in force there")
    end: Scalar = Field(description="the value at the end")


class Node(
    RootModel[
        Annotated[
            Annotated[Scalar, Tag("value")]
            | Annotated[Ramp, Tag("ramp")]
            | Annotated[dict[NodeKey, "Node"], Tag("map")]
            | Annotated[None, Tag("null")],
            Discriminator(_node_form),
        ]
    ]
):
    """One assumption, or a chapter of them."""

    model_config = ConfigDict(frozen=True)


Steps = dict[DateKey, Scalar | None]
LawOverride = Annotated[
    Annotated[Steps, Tag("map")] | Annotated[Ramp, Tag("ramp")] | Annotated[None, Tag("null")],
    Discriminator(_form, custom_error_type="form", custom_error_message=A_LAW_OVERRIDE),
]


class Description(Part):
    """What the scenario is about, in either language or both."""

    en: str = Field(default="", description="text in English")
    zh: str = Field(default="", description="text in Chinese")


class Population(Part):
    """The people a run starts with."""

    base_year: Literal[BASE_YEARS] = Field(  # type: ignore[valid-type]
        default=BASE_YEAR,
        description=f"{' or '.join(map(str, BASE_YEARS))}: the run starts with the residents of its end",
    )


class Horizon(Part):
    """The years a run covers."""

    start: Literal[tuple(year + 1 for year in BASE_YEARS)] = Field(  # type: ignore[valid-type]
        default=BASE_YEAR + 1, description=f"{BASE_YEAR + 1}, the year after the base year of the population"
    )
    end: int = Field(
        default=LAST_YEAR, ge=FIRST_YEAR, le=LAST_YEAR, description=f"a year from {FIRST_YEAR} to {LAST_YEAR}"
    )


SIGNS = ("up", "down", "same")
REGIONS = (*PROVINCE_KEYS[:ELSEWHERE_PROVINCE], BOTH)
Bounds = Annotated[list[float], Field(min_length=2, max_length=2)]
Year = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]


class Change(Part):
    """One thing expected of a run against that of the baseline, in each of the years."""

    indicator: str = Field(description=A_ROW)
    region: Literal[REGIONS] = Field(  # type: ignore[valid-type]
        default=BOTH, description=f"one of {', '.join(REGIONS)}"
    )
    years: list[Year] = Field(
        min_length=1, description=f"a list of years from {FIRST_YEAR} to {LAST_YEAR}, such as [2040, 2050]"
    )
    sign: Literal[SIGNS] | None = Field(  # type: ignore[valid-type]
        default=None, description="up, down or same: whether the value rises or falls, or stays to the last digit"
    )
    by: Bounds | None = Field(
        default=None, description="least and most change in the unit of the row, such as [-3, -1]"
    )
    by_share: Bounds | None = Field(
        default=None, description="least and most change as a share of the value before, such as [-0.2, -0.05]"
    )


class GroupChange(Part):
    """One thing expected of a group of persons against the same persons in the baseline, over their lives in the run."""

    who: dict[str, Any] = Field(
        min_length=1, description="groups of the baseline and their values, such as {sex: female, cohort: [1975, 1980]}"
    )
    measure: str = Field(
        default="net_wealth", description="net_wealth, or a column of numbers of lives.parquet such as claim_age"
    )
    sign: Literal[SIGNS] | None = Field(  # type: ignore[valid-type]
        default=None, description="up, down or same: of the mean"
    )
    by: Bounds | None = Field(default=None, description="least and most change of the mean in its unit")
    by_share: Bounds | None = Field(default=None, description="least and most change as a share of the mean before")
    nobody: Literal["gains", "loses"] | None = Field(default=None, description="gains or loses: what happens to nobody")


class Expect(Part):
    """What a run must show against another, of the same people with the same luck; a machine reads it."""

    beside: str = Field(default="baseline", min_length=1, description="against which scenario: a shipped name")
    nothing_before: Date | None = Field(default=None, description=f"{A_DATE}: no row of the headline differs before it")
    changes: list[Change] = Field(
        default_factory=list, description="a list of changes: indicator, region, years, and sign, by or by_share"
    )
    groups: list[GroupChange] = Field(
        default_factory=list, description="a list of groups: who, measure, and sign, by, by_share or nobody"
    )


class ScenarioFile(Part):
    """A scenario: what it changes of the statute and of the assumptions, or of the scenario it extends."""

    name: str = Field(pattern=NAME, description="letters, digits, -, _ and +, such as raise-retirement-age")
    extends: str | None = Field(
        default=None, min_length=1, description="the name of a shipped scenario, or the path of a file from here"
    )
    description: Description | None = Field(
        default=None, description="a text in English or Chinese or both: {en: ..., zh: ...}"
    )
    proposed: Description | None = Field(
        default=None, description="who proposed it or has it, and where: {en: ..., zh: ...}"
    )
    expect: Expect | None = Field(
        default=None, description="what the run must show: {nothing_before: DATE, changes: [{indicator: ..., ...}]}"
    )
    population: Population | None = Field(default=None, description="the base year: {base_year: 2016}")
    horizon: Horizon | None = Field(default=None, description="first and last year: {start: 2017, end: 2100}")
    information: int | None = Field(
        default=None,
        ge=BASE_YEAR,
        le=last_known_year(),
        description=f"a year from {BASE_YEAR} to {last_known_year()}, after which nothing is taken as known",
    )
    law: dict[str, LawOverride] = Field(
        default_factory=dict, description="values of the statute by path, such as national.employees.employer_rate"
    )
    assumptions: dict[str, Node] = Field(default_factory=dict, description="demography, economy and behaviour by name")
