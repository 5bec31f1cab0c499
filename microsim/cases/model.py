"""What a case file may hold, as frozen pydantic models: the JSON Schema is made from them."""

import json
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from microsim.cases.forms import (
    A_BIRTH,
    A_MONTH,
    YEAR_KEY,
    Amount,
    Birth,
    Index,
    Month,
    Months,
    Part,
    Place,
    PlaceKey,
    Positive,
    Share,
    Years,
    as_list,
)
from microsim.cases.geography import BY_PLACE, OTHER, PLACE, PROVINCE
from microsim.cases.law_model import Law, no_law
from microsim.cases.schemes_model import Bought, Land, Pillars, Public, ResidentsCase, Township, WhatIf


class Hukou(Part):
    """Household registration; one who changed it gives a list, each later entry with ``since``."""

    place: Place = Field(description=f"a place such as {OTHER}")
    type: Literal["urban", "rural"] | None = Field(default=None, description="urban or rural")
    since: Month | None = Field(default=None, description=A_MONTH)


class Person(Part):
    """Who the case is about."""

    sex: Literal["male", "female"] = Field(description="male or female")
    birth: Birth = Field(description=A_BIRTH)
    track: Literal["worker", "cadre", "flexible", "arduous"] = Field(
        default="worker", description="worker, cadre, flexible or arduous"
    )
    hukou: Annotated[list[Hukou], BeforeValidator(as_list)] = Field(
        default_factory=list,
        description=f"{{place: {OTHER}, type: rural}}, or a list of these with since",
    )


class Claim(Part):
    """When and where the pension is claimed; by default in the statutory month, where the rules say."""

    month: Month | None = Field(default=None, description=A_MONTH)
    place: Place | None = Field(default=None, description=f"a place such as {OTHER}")
    if_short: Literal["residents", "bought", "ended"] = Field(
        default="residents", description="residents, bought or ended: what is done where years are missing"
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
    months_by_place: dict[PlaceKey, Months] = Field(
        default_factory=dict,
        description="months paid by place of a province of several benefit bases, such as " + BY_PLACE,
    )


class Spell(Part):
    """A stretch of a career in one place; first and last month both count."""

    place: Place = Field(description=f"a place such as {PROVINCE}")
    from_: Month = Field(alias="from", description=A_MONTH)
    to: Month = Field(description=A_MONTH)
    kind: Literal["employee", "flexible", "public", "deemed", "residents", "township", "outside", "none"] = Field(
        default="employee", description="employee, flexible, public, deemed, residents, township, outside or none"
    )
    base: Positive | None = Field(default=None, description="contribution base, yuan/month above 0")
    wage: Positive | None = Field(default=None, description="wage, yuan/month above 0; floor and cap apply")
    index: Annotated[float, Field(gt=0, le=10)] | None = Field(default=None, description="index above 0, up to 10")
    choice: Annotated[float, Field(gt=0, le=10)] | None = Field(
        default=None, description="share of the reference wage a flexible worker chooses, such as 0.6"
    )
    employer_rate: Share | None = Field(default=None, description="share of the base from 0 to 1, such as 0.16")
    firm: Literal["small", "large"] | None = Field(default=None, description="small or large, for the waiver of 2020")
    unpaid: bool = Field(default=False, description="true where the employer never paid")
    paid_up: Month | None = Field(default=None, description=f"{A_MONTH}: when the arrears were paid")
    proven: bool = Field(default=False, description="true where a court or an audit has proven the arrears")
    tier: Annotated[float, Field(gt=0, le=100000)] | None = Field(
        default=None, description="payment to the residents' scheme, yuan/year above 0"
    )
    subsidy: Amount | None = Field(default=None, description="entry subsidy, yuan/year, at least 0")
    collective: Amount | None = Field(default=None, description="collective support, yuan/year, at least 0")
    assisted: bool = Field(default=False, description="true where the government pays for the poor or disabled")
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
    claim: Claim | None = Field(default=None, description=f"such as {{month: 2025-09, place: {OTHER}}}")
    law: Law = Field(default_factory=no_law, description="values in front of the shipped law, such as {divisor: 137.8}")
    record: Record | None = Field(default=None, description="totals, such as {years: 41.0, mean_index: 0.682}")
    spells: list[Spell] = Field(
        default_factory=list, description=f"a list such as [{{place: {PROVINCE}, from: 2005-01, to: 2012-12}}]"
    )
    in_payment: InPayment | None = Field(default=None, description="such as {monthly: 3500, since: 2018-03}")
    disability: Event | None = Field(default=None, description="such as {month: 2026-05}")
    death: Death | None = Field(default=None, description="such as {month: 2022-03}")
    public: Public | None = Field(default=None, description="the public service, such as {pay: 7200}")
    pillars: Pillars | None = Field(
        default=None, description="optional pillars, such as {occupational: {return: 0.04}}"
    )
    township: Township | None = Field(default=None, description="the conversion, such as {month: 2017-06, paid: 60000}")
    land: Land | None = Field(default=None, description=f"such as {{place: {PLACE}, month: 2012-05, months: 180}}")
    bought: Bought | None = Field(default=None, description=f"such as {{place: {PLACE}, month: 2011-06, months: 60}}")
    residents: ResidentsCase | None = Field(default=None, description="such as {buy_in: 500}")
    what_if: WhatIf | None = Field(default=None, description="levers, such as {totalised: true}")


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
    for part in ("Law", "PlaceLaw"):
        terms = schema["$defs"][part]["properties"]["adjustment"]["anyOf"][0]
        terms |= {"propertyNames": {"pattern": YEAR_KEY}}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
