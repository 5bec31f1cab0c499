"""Parts of a case beyond the employees' scheme: public service, optional pillars, closed schemes, bought months, levers."""

from typing import Annotated, Literal

from pydantic import Field

from microsim.cases.forms import A_MONTH, Amount, CalendarYear, Month, Months, Part, Place, Positive, Share
from microsim.cases.geography import PLACE

A_RATE = "a rate from 0 to 1, such as 0.04"


class Public(Part):
    """The public service: what the rule before October 2014 pays, or the pay it counts."""

    pay: Positive | None = Field(default=None, description="pay the old rule counts, yuan/month above 0")
    old_pension: Amount | None = Field(default=None, description="award by the old rule, yuan/month, at least 0")


class Occupational(Part):
    """The occupational annuity: its account, or how it grows."""

    account: Amount | None = Field(default=None, description="account at the claim, yuan, at least 0")
    return_: Share | None = Field(default=None, alias="return", description=f"return a year, {A_RATE}")


class Enterprise(Part):
    """The enterprise annuity of one employment."""

    from_: Month = Field(alias="from", description=A_MONTH)
    to: Month = Field(description=A_MONTH)
    base: Positive = Field(description="wage the plan counts, yuan/month above 0")
    employer: Share = Field(description="employer's share of the base from 0 to 1, such as 0.05")
    employee: Share = Field(default=0.0, description="own share of the base from 0 to 1, such as 0.02")
    vesting: Annotated[float, Field(ge=0, le=8)] | None = Field(
        default=None, description="years until the employer's money is the worker's, from 0 to 8"
    )
    return_: Share | None = Field(default=None, alias="return", description=f"return a year, {A_RATE}")


class Private(Part):
    """The private pension: a payment in each calendar year."""

    from_: CalendarYear = Field(alias="from", description="a year such as 2023")
    to: CalendarYear = Field(description="a year such as 2025")
    yearly: Positive = Field(description="payment, yuan/year above 0")
    return_: Share | None = Field(default=None, alias="return", description=f"return a year, {A_RATE}")
    marginal_rate: Share = Field(default=0.0, description="income tax bracket from 0 to 1, such as 0.10")


class Pillars(Part):
    """Optional pillars beside the basic pension."""

    occupational: Occupational | None = Field(default=None, description="such as {return: 0.04}")
    enterprise: Enterprise | None = Field(
        default=None, description="such as {from: 2012-01, to: 2024-12, base: 8000, employer: 0.05, employee: 0.02}"
    )
    private: Private | None = Field(default=None, description="such as {from: 2023, to: 2025, yearly: 12000}")


class Township(Part):
    """The conversion of township insurance into the employees' scheme."""

    month: Month | None = Field(default=None, description=A_MONTH)
    months: Annotated[Months, Field(gt=0)] | None = Field(
        default=None, description="all months paid, those bought with money for land included, from 1 to 960"
    )
    paid: Amount | None = Field(default=None, description="yuan paid for the difference, at least 0; default all of it")


class Land(Part):
    """Land was taken: contributions paid in one sum by whoever took it."""

    place: Place = Field(description=f"a place such as {PLACE}")
    month: Month = Field(description=A_MONTH)
    months: Annotated[Months, Field(gt=0)] | None = Field(default=None, description="months paid for, from 1 to 960")
    amount: Positive | None = Field(default=None, description="the money, yuan above 0")
    to: Literal["employees", "residents"] | None = Field(default=None, description="employees or residents")


class Bought(Part):
    """Months bought back in one sum, alone or with a whole collective."""

    place: Place = Field(description=f"a place such as {PLACE}")
    month: Month = Field(description=A_MONTH)
    months: Annotated[Months, Field(gt=0)] = Field(description="months bought, from 1 to 960")
    base: Positive | None = Field(default=None, description="base, yuan/month above 0; default the floor")
    proven: bool = Field(default=False, description="true where a court or an audit has proven the employment")


class Drawn(Part):
    """A stretch of months in which a pension was drawn."""

    from_: Month = Field(alias="from", description=A_MONTH)
    to: Month = Field(description=A_MONTH)


class ResidentsCase(Part):
    """What else a case knows of the residents' scheme."""

    buy_in: Positive | None = Field(
        default=None, description="yuan/year for each missing year that an elder buys, above 0"
    )
    drawn: Drawn | None = Field(default=None, description="such as {from: 2023-01, to: 2025-06}")


class WhatIf(Part):
    """Levers of a reform, shown beside the law in force."""

    totalised: bool = Field(default=False, description="true for a pension shared by months between the places")
    early_reduction: Share | None = Field(
        default=None, description="share off for each month claimed early, such as 0.003"
    )
    late_bonus: Share | None = Field(default=None, description="share more for each month claimed late, such as 0.005")
