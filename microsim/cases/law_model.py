"""What a case may say of the law: values of the place that pays and of others, in front of what is shipped."""

import functools
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from microsim.cases.forms import (
    Amount,
    AmountByYear,
    CalendarYear,
    Index,
    Part,
    PlaceKey,
    Positive,
    RateByYear,
    Share,
    Years,
    year_keys,
)
from microsim.cases.geography import OTHER


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
    indexed_wage: Amount | None = Field(
        default=None, description="the indexed wage of the old method, yuan/month, at least 0"
    )
    share: Share | None = Field(default=None, description="the share of it that is paid, from 0 to 1, such as 0.065")


class ResidentsLaw(Part):
    """The residents' scheme at the hukou place."""

    minimum: Amount | None = Field(default=None, description="the basic pension, yuan/month, at least 0")
    top_up: Amount | None = Field(default=None, description="what the place adds, yuan/month, at least 0")
    long_bonus: Amount | None = Field(default=None, description="yuan/month for each year above the minimum")
    aged_bonus: Amount | None = Field(default=None, description="yuan/month for the aged")
    subsidy: Amount | None = Field(default=None, description="yuan/year the government adds to each payment")
    interest: RateByYear | None = Field(default=None, description="a rate from 0 to 1, or rates by year")


class Adjustment(Part):
    """The terms of one year's adjustment of pensions in payment."""

    flat: Amount = Field(default=0.0, description="yuan/month for all, at least 0")
    per_year: Amount = Field(default=0.0, description="yuan/month for each contribution year, at least 0")
    rate: Share = Field(default=0.0, description="share of the own pension from 0 to 1")
    aged: Amount = Field(default=0.0, description="yuan/month for the aged, at least 0")
    aged_from: Annotated[int, Field(ge=50, le=120)] = Field(default=70, description="age in years from 50 to 120")


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
    credit_method: Literal["monthly", "annual", "opening"] | None = Field(
        default=None, description="monthly, annual or opening: how the interest of a year is worked out"
    )
    index_years: Literal["paid", "calendar"] = Field(
        default="paid", description="paid or calendar: years that divide the sum of indices"
    )
    years: Literal["by_month", "two_decimals", "four_decimals", "up_tenth"] | None = Field(
        default=None,
        description="by_month, two_decimals, four_decimals or up_tenth: how months beyond full years count",
    )
    rounding: Literal["fen", "ten_fen"] | None = Field(
        default=None, description="fen or ten_fen: to what each part of the pension is rounded"
    )
    residents: ResidentsLaw | None = Field(default=None, description="such as {minimum: 163, top_up: 60}")
    adjustment: Annotated[dict[CalendarYear, Adjustment], BeforeValidator(year_keys)] | None = Field(
        default=None, description="terms by year, such as {2025: {flat: 17.5, per_year: 0.625, rate: 0.009}}"
    )


class Law(PlaceLaw):
    """Values of the place that pays, and of further places of the career."""

    places: dict[PlaceKey, PlaceLaw] = Field(
        default_factory=dict, description=f"law by place, such as {{{OTHER}: {{benefit_base: 8462}}}}"
    )


@functools.cache
def no_law() -> Law:
    """Return what a case that brings no law says: one for all, for nothing changes it."""
    return Law()
