"""The forms values take in a case: months, places, amounts, amounts by year."""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
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


def _name(value: Any) -> Any:
    return place_key(value) if isinstance(value, str) else value


def _year(value: Any) -> Any:
    return int(value) if isinstance(value, str) and value.isdigit() else value


def year_keys(value: Any) -> Any:
    return {_year(key): part for key, part in value.items()} if isinstance(value, dict) else value


def as_list(value: Any) -> Any:
    return [value] if isinstance(value, dict) else value


def _series_form(allowed: str) -> Any:
    def check(value: Any) -> Any:
        """Let a number or a map by year through."""
        if isinstance(value, bool) or not isinstance(value, int | float | dict) or value == {}:
            raise PydanticCustomError("value", allowed)
        return year_keys(value)

    return check


YEAR_KEY = r"^(19|20)[0-9]{2}$|^2100$"
Month = Annotated[
    int, BeforeValidator(_month((7,), A_MONTH)), WithJsonSchema({"type": "string", "pattern": _MONTH_PATTERN})
]
Birth = Annotated[
    int, BeforeValidator(_month((7, 10), A_BIRTH)), WithJsonSchema({"type": "string", "pattern": _BIRTH_PATTERN})
]
Place = Annotated[str, Field(pattern=PLACE_NAME), BeforeValidator(_name), WithJsonSchema({"type": "string"})]
PlaceKey = Annotated[str, BeforeValidator(_name), Field(pattern=PLACE_NAME)]
Amount = Annotated[float, Field(ge=0, le=1e9)]
Positive = Annotated[float, Field(gt=0, le=1e9)]
Share = Annotated[float, Field(ge=0, le=1)]
Index = Annotated[float, Field(ge=0, le=10)]
Years = Annotated[float, Field(ge=0, le=80)]
Months = Annotated[int, Field(ge=0, le=960)]


def _by_year(number: dict[str, Any]) -> dict[str, Any]:
    by_year = {
        "type": "object",
        "patternProperties": {YEAR_KEY: number},
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

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, populate_by_name=True, defer_build=True)
