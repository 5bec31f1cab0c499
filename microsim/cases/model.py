"""What a case file may hold, as frozen pydantic models: the JSON Schema is made from them."""

import json
import math
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from microsim.cases.geography import PLACE_NAME, place_key
from microsim.cases.months import month_index

FIRST_YEAR, LAST_YEAR = 1900, 2100
A_MONTH = "a month such as 2025-09"
A_BIRTH = "a month such as 1965-07 or a date such as 1965-07-15"
_MONTH_PATTERN = r"^[0-9]{4}-(0[1-9]|1[0-2])$"
_BIRTH_PATTERN = r"^[0-9]{4}-(0[1-9]|1[0-2])(-[0-9]{2})?$"


def _month(pattern_length: tuple[int, ...], allowed: str) -> Any:
    def parse(value: Any) -> Any:
        """Turn a written month into a month index."""
        try:
            if isinstance(value, str) and len(value) in pattern_length:
                month = month_index(value)
                if FIRST_YEAR <= month // 12 <= LAST_YEAR:
                    return month
        except ValueError:
            pass
        raise PydanticCustomError("value", allowed)

    return parse


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise PydanticCustomError("value", "a finite number")
    return value


def _name(value: Any) -> Any:
    return place_key(value) if isinstance(value, str) else value


def _year(value: Any) -> Any:
    return int(value) if isinstance(value, str) and value.isdigit() else value


def _years(value: Any) -> Any:
    return {_year(key): part for key, part in value.items()} if isinstance(value, dict) else value


def _list(value: Any) -> Any:
    return [value] if isinstance(value, dict) else value


def _series_form(allowed: str) -> Any:
    def check(value: Any) -> Any:
        """Let a number or a map by year through."""
        if isinstance(value, bool) or not isinstance(value, int | float | dict) or value == {}:
            raise PydanticCustomError("value", allowed)
        return _years(value)

    return check


_YEAR_KEY = r"^(19|20)[0-9]{2}$|^2100$"
Month = Annotated[
    int, BeforeValidator(_month((7,), A_MONTH)), WithJsonSchema({"type": "string", "pattern": _MONTH_PATTERN})
]
Birth = Annotated[
    int, BeforeValidator(_month((7, 10), A_BIRTH)), WithJsonSchema({"type": "string", "pattern": _BIRTH_PATTERN})
]
Place = Annotated[str, BeforeValidator(_name), Field(pattern=PLACE_NAME), WithJsonSchema({"type": "string"})]
Amount = Annotated[float, Field(ge=0, le=1e9), AfterValidator(_finite)]
Positive = Annotated[float, Field(gt=0, le=1e9), AfterValidator(_finite)]
Share = Annotated[float, Field(ge=0, le=1)]
Index = Annotated[float, Field(ge=0, le=10), AfterValidator(_finite)]
Years = Annotated[float, Field(ge=0, le=80), AfterValidator(_finite)]
Months = Annotated[int, Field(ge=0, le=960)]


def _by_year(number: dict[str, Any]) -> dict[str, Any]:
    by_year = {
        "type": "object",
        "patternProperties": {_YEAR_KEY: number},
        "additionalProperties": False,
        "minProperties": 1,
    }
    return {"anyOf": [number, by_year]}


CalendarYear = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]
AmountByYear = Annotated[
    Positive | dict[CalendarYear, Positive],
    BeforeValidator(_series_form("an amount above 0, or amounts by year such as {2024: 7600}")),
    WithJsonSchema(_by_year({"type": "number", "exclusiveMinimum": 0, "maximum": 1e9})),
]
RateByYear = Annotated[
    Share | dict[CalendarYear, Share],
    BeforeValidator(_series_form("a rate from 0 to 1, or rates by year such as {2025: 0.015}")),
    WithJsonSchema(_by_year({"type": "number", "minimum": 0, "maximum": 1})),
]


class Part(BaseModel):
    """A closed part of a case: unknown keys are mistakes."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, populate_by_name=True)


class Hukou(Part):
    """Household registration; one who changed it gives a list, each later entry with ``since``."""

    place: Place = Field(description="a place such as sichuan")
    type: Literal["urban", "rural"] | None = Field(default=None, description="urban or rural")
    since: Month | None = Field(default=None, description=A_MONTH)


class Person(Part):
    """Who the case is about."""

    sex: Literal["male", "female"] = Field(description="male or female")
    birth: Birth = Field(description=A_BIRTH)
    track: Literal["worker", "cadre", "flexible", "arduous"] = Field(
        default="worker", description="worker, cadre, flexible or arduous"
    )
    hukou: Annotated[list[Hukou], BeforeValidator(_list)] = Field(
        default_factory=list,
        description="{place: sichuan, type: rural}, or a list of these with since",
    )


class Claim(Part):
    """When and where the pension is claimed; by default in the statutory month, where the rules say."""

    month: Month | None = Field(default=None, description=A_MONTH)
    place: Place | None = Field(default=None, description="a place such as shandong")


class Transitional(Part):
    """The local form of the transitional pension."""

    variant: Literal[
        "standard", "mean_wage", "floored_index", "separate_index", "account_blend", "paper_account", "none"
    ] = Field(description="standard, mean_wage, floored_index, separate_index, account_blend, paper_account or none")
    coefficient: Annotated[float, Field(gt=0, le=0.05)] | None = Field(
        default=None, description="a share per deemed year above 0, up to 0.05, such as 0.013"
    )
    index: Index | None = Field(default=None, description="the index of separate_index, from 0 to 10")
    old_account: Amount | None = Field(default=None, description="the account of the old method, yuan, at least 0")
    weighted_years: Years | None = Field(default=None, description="index-weighted years, from 0 to 80")
    paper_account: Amount | None = Field(default=None, description="the paper account, yuan, at least 0")


class ResidentsLaw(Part):
    """The residents' scheme at the hukou place."""

    minimum: Amount | None = Field(default=None, description="the basic pension, yuan/month, at least 0")
    top_up: Amount | None = Field(default=None, description="what the place adds, yuan/month, at least 0")
    long_bonus: Amount | None = Field(default=None, description="yuan/month for each year above the minimum")
    aged_bonus: Amount | None = Field(default=None, description="yuan/month for the aged")
    subsidy: Amount | None = Field(default=None, description="yuan/year the government adds to each payment")
    interest: RateByYear | None = Field(default=None, description="a rate from 0 to 1, or rates by year")


class PlaceLaw(Part):
    """Values of one place, in front of what is shipped."""

    benefit_base: AmountByYear | None = Field(default=None, description="yuan/month above 0, or amounts by year")
    reference_wage: AmountByYear | None = Field(
        default=None, description="yuan/month above 0, or amounts by year: the wage that divides that year's bases"
    )
    transitional: Transitional | None = Field(
        default=None, description="the form, such as {variant: standard, coefficient: 0.013}"
    )
    deemed_index: Index | None = Field(default=None, description="index of deemed years, from 0 to 10")
    low_index_threshold: Index | None = Field(default=None, description="an index from 0 to 10, 0 for none")
    supplement_flat: Amount | None = Field(default=None, description="yuan/month, at least 0")
    supplement_per_year: Amount | None = Field(default=None, description="yuan/month a full year, at least 0")
    divisor: Annotated[float, Field(ge=1, le=400)] | None = Field(
        default=None, description="months from 1 to 400, such as 137.8"
    )
    survivor_base: Positive | None = Field(default=None, description="yuan/month above 0")
    interest: RateByYear | None = Field(default=None, description="account interest: a rate, or rates by year")
    residents: ResidentsLaw | None = Field(default=None, description="such as {minimum: 163, top_up: 60}")


class Law(PlaceLaw):
    """Values of the place that pays, and of further places of the career."""

    places: dict[Annotated[str, BeforeValidator(_name), Field(pattern=PLACE_NAME)], PlaceLaw] = Field(
        default_factory=dict, description="law by place, such as {sichuan: {benefit_base: 8462}}"
    )


class Record(Part):
    """Totals at the claim."""

    years: Years | None = Field(default=None, description="all contribution years, from 0 to 80")
    months: Months | None = Field(default=None, description="all contribution months, from 0 to 960")
    deemed_years: Years | None = Field(default=None, description="deemed years, from 0 to 80")
    deemed_months: Months | None = Field(default=None, description="deemed months, from 0 to 960")
    mean_index: Index | None = Field(default=None, description="mean contribution index, from 0 to 10")
    account: Amount | None = Field(default=None, description="individual account, yuan, at least 0")
    years_in_payment: Years | None = Field(default=None, description="years of pension received, from 0 to 80")
    residents_account: Amount | None = Field(default=None, description="residents' account, yuan, at least 0")
    residents_years: Years | None = Field(default=None, description="years paid to the residents' scheme, 0 to 80")


class Spell(Part):
    """A stretch of a career in one place; first and last month both count."""

    place: Place = Field(description="a place such as guangdong")
    from_: Month = Field(alias="from", description=A_MONTH)
    to: Month = Field(description=A_MONTH)
    kind: Literal["employee", "flexible", "deemed", "residents", "none"] = Field(
        default="employee", description="employee, flexible, deemed, residents or none"
    )
    base: Positive | None = Field(default=None, description="contribution base, yuan/month above 0")
    wage: Positive | None = Field(default=None, description="wage, yuan/month above 0; floor and cap apply")
    index: Annotated[float, Field(gt=0, le=10)] | None = Field(default=None, description="index above 0, up to 10")
    employer_rate: Share | None = Field(default=None, description="share of the base from 0 to 1, such as 0.16")
    tier: Annotated[float, Field(gt=0, le=100000)] | None = Field(
        default=None, description="payment to the residents' scheme, yuan/year above 0"
    )
    subsidy: Amount | None = Field(default=None, description="entry subsidy, yuan/year, at least 0")
    collective: Amount | None = Field(default=None, description="collective support, yuan/year, at least 0")
    official_transfer: bool = Field(default=False, description="true where an organisation moved the person")
    refunded: bool = Field(default=False, description="true for the duplicate record that is closed and refunded")
    cashed_out: bool = Field(default=False, description="true where a rural migrant took the account out before 2010")


class InPayment(Part):
    """A pension in payment."""

    monthly: Positive = Field(description="yuan/month above 0")
    since: Month = Field(description=A_MONTH)


class Event(Part):
    """Something that happens in a month."""

    month: Month = Field(description=A_MONTH)


class Death(Event):
    """The death, and who was left: grants before September 2021 went by the number of dependants."""

    dependants: Annotated[int, Field(ge=0, le=20)] | None = Field(default=None, description="a number from 0 to 20")


class Case(Part):
    """One person's case: whatever part is given is answered."""

    person: Person | None = Field(default=None, description="such as {sex: male, birth: 1965-07}")
    claim: Claim | None = Field(default=None, description="such as {month: 2025-09, place: shandong}")
    law: Law = Field(default_factory=Law, description="values in front of the shipped law, such as {divisor: 137.8}")
    record: Record | None = Field(default=None, description="totals, such as {years: 41.0, mean_index: 0.682}")
    spells: list[Spell] = Field(
        default_factory=list, description="a list such as [{place: guangdong, from: 2005-01, to: 2012-12}]"
    )
    in_payment: InPayment | None = Field(default=None, description="such as {monthly: 3500, since: 2018-03}")
    disability: Event | None = Field(default=None, description="such as {month: 2026-05}")
    death: Death | None = Field(default=None, description="such as {month: 2022-03}")


def schema_text() -> str:
    """Return the JSON Schema of a case file, for editors."""
    schema: dict[str, Any] = {"$schema": "https://json-schema.org/draft/2020-12/schema"} | Case.model_json_schema()
    hukou = schema["$defs"]["Person"]["properties"]["hukou"]
    several = {"type": "array", "minItems": 1, "items": hukou.pop("items")}
    hukou.pop("type")
    hukou["anyOf"] = [several["items"], several]
    places = schema["$defs"]["Law"]["properties"]["places"]  # names may be Chinese, so no pattern
    places["additionalProperties"] = {"$ref": "#/$defs/PlaceLaw"}
    places.pop("patternProperties", None)
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
