"""The award of the employees' scheme: basic and account parts, supplements, and their sum."""

from typing import NamedTuple

from microsim.amounts import MONTHS
from microsim.cases.desk import Desk
from microsim.cases.geography import other_seats, place_name, region_of
from microsim.cases.laws import GIVEN, shipped
from microsim.cases.plain import plain
from microsim.cases.rights import Rights
from microsim.cases.transitional import transitional_part
from microsim.law.divisors import divisor_table
from microsim.schemes.employees.rules.benefits import (
    account_pension,
    basic_pension,
    divisor,
    low_index_factor,
    pension_parts,
    supplements,
)
from microsim.schemes.employees.rules.variants import (
    counted_years,
    mixed_benefit_base,
    rounded_fen,
    rounded_parts,
)
from microsim.schemes.local.rules import local_supplement


class Award(NamedTuple):
    """The parts of a pension, fen a month."""

    basic: int
    account: int
    transitional: int
    supplements: int
    total: int

    def answer(self) -> dict[str, float]:
        """Return the part of the answer, in yuan."""
        return {
            "basic": self.basic / 100,
            "account": self.account / 100,
            "transitional": self.transitional / 100,
            "supplements": self.supplements / 100,
            "total": self.total / 100,
        }


def award(
    desk: Desk,
    rights: Rights,
    age: int,
    base: float,
    home: str | None = None,
    local: tuple[int, int] | None = None,
) -> tuple[Award, float]:
    """Return the award for given rights and the divisor used; home and months count for a local supplement.

    ``local`` are the months at the place since its accounts began and before; all months where it is not given.
    """
    trace = desk.trace
    years = years_of(desk, rights)
    index = rights.mean or 0.0
    basic = basic_part(desk, base, index, years)
    months = divisor_of(desk, age)
    account = trace.call(account_pension, account=(rights.account or 0) / 100, divisor=months)
    transitional = transitional_part(desk, rights, base, years)
    extra = supplement(desk, years, base)
    months_there, early = (rights.months, 0) if local is None else local
    extra += local_part(desk, home, months_there, index, early)
    result = total_of(desk, basic, account, transitional, extra)
    return result, months


def on_base(desk: Desk, rights: Rights, base: float, known: Award) -> Award:
    """Return an award on another benefit base; account part and supplements do not depend on it."""
    years = years_of(desk, rights)
    basic = basic_part(desk, base, rights.mean or 0.0, years)
    transitional = transitional_part(desk, rights, base, years)
    return total_of(desk, basic, known.account / 100, transitional, known.supplements / 100)


def total_of(desk: Desk, basic: float, account: float, transitional: float, extra: float) -> Award:
    """Return the parts in fen and their sum, rounded as the place rounds."""
    unit = int(desk.shipped("rounding_fen"))
    values = {"basic": basic, "account": account, "transitional": transitional, "supplement": extra}
    rule = pension_parts
    if unit != 1:
        rule, values = rounded_parts, values | {"unit_fen": unit}
    result = Award(*plain(rule)(**values))
    desk.trace.rule(rule, result.total, **values)
    return result


def years_of(desk: Desk, rights: Rights) -> float:
    """Return the years that count: as given, or from the months in the way of the place."""
    way = int(desk.shipped("year_count"))
    if rights.years is not None and way == 0:
        desk.trace.rule(counted_years, rights.years, GIVEN)
        return rights.years
    values = {"months": rights.months, "way": way, "month_fraction": desk.shipped("month_fraction")}
    years = float(plain(counted_years)(**values))
    desk.trace.rule(counted_years, years, "" if way else "guofa-2005-38-6", **values)
    return years


def basic_part(desk: Desk, base: float, index: float, years: float) -> float:
    """Return the basic pension."""
    values = {
        "benefit_base": base,
        "mean_index": index,
        "years": years,
        "accrual_rate": desk.value("accrual_rate"),
        "index_weight": desk.value("index_weight"),
        "low_index_threshold": desk.value("low_index_threshold"),
    }
    result = plain(basic_pension)(**values)
    if desk.trace.terms:
        factor = plain(low_index_factor)(index, values["low_index_threshold"])
        if factor != 1:
            desk.trace.rule(
                low_index_factor, factor, mean_index=index, low_index_threshold=values["low_index_threshold"]
            )
        desk.trace.rule(basic_pension, result, **values)
    return float(result)


def divisor_of(desk: Desk, age: int) -> float:
    """Return the divisor the case gives, or that of the age."""
    given = desk.law.given(desk.place, "divisor")
    if given is not None:
        desk.trace.rule(divisor, given, GIVEN)
        return float(given)
    by_month = int(desk.shipped("divisor_by_month"))
    result = float(plain(divisor)(age, divisor_table(), by_month))
    desk.trace.rule(divisor, result, age_months=age, by_month=by_month)
    return result


def supplement(desk: Desk, years: float, base: float) -> float:
    """Return the supplements due from the first month; an addition announced later in the year is a remark."""
    flat, per_year = desk.value("supplement_flat"), desk.value("supplement_per_year")
    if not flat and not per_year:
        return 0.0
    values = {"flat": flat, "per_year": per_year, "years": years, "base_share": 0.0, "benefit_base": base}
    return float(desk.trace.call(supplements, **values))


def addition(desk: Desk, found: Award, base: float) -> dict[str, float] | None:
    """Return what the place adds to pensions new in the year, announced with the yearly adjustment."""
    share = desk.shipped("supplement_base_share")
    if not share:
        return None
    values = {"flat": 0.0, "per_year": 0.0, "years": 0.0, "base_share": share, "benefit_base": base}
    monthly = int(plain(rounded_fen)(plain(supplements)(**values), int(desk.shipped("rounding_fen"))))
    desk.trace.term("addition", monthly / 100, "sh-sheets", share=share, benefit_base=base)
    desk.trace.note("addition", place=place_name(desk.place or "", desk.trace.lang))
    return {"monthly": monthly / 100, "total": (found.total + monthly) / 100}


def local_part(desk: Desk, home: str | None, months: int, mean: float, early: int = 0) -> float:
    """Return the local supplement of a place that has one, for those registered there."""
    if home != desk.place or not (months or early) or not has_supplement(desk):
        return 0.0
    values = {
        "years": months / MONTHS,
        "mean_index": mean,
        "per_year": desk.shipped("local_supplement_per_year"),
        "flat": desk.shipped("local_supplement_flat"),
    }
    result = float(desk.trace.call(local_supplement, **values)) if months else 0.0
    if early:
        values |= {"years": early / MONTHS, "per_year": desk.shipped("local_supplement_early_per_year")}
        result += desk.trace.call(local_supplement, **values | {"flat": desk.shipped("local_supplement_early_flat")})
    return result


def has_supplement(desk: Desk) -> bool:
    """Return whether the law of the place that pays knows a local supplement."""
    return any(desk.shipped(f"local_supplement_{part}") for part in ("per_year", "flat", "early_per_year"))


def benefit_base(desk: Desk, months: dict[str, int]) -> float | None:
    """Return the benefit base; careers in several benefit regions of a province weigh theirs by months."""
    found = desk.law.find(desk.place, "benefit_base", desk.month)
    if found is None:
        return None
    desk.trace.term("benefit_base", found.value, found.source, year=str(desk.month // MONTHS))
    base, place = found.value, desk.place or ""
    own = months_in(months, region_of(place))
    for region, seat in ({} if found.source.startswith(GIVEN) else other_seats(place)).items():
        if other := months_in(months, region):
            there = shipped(seat, "benefit_base", desk.month)
            values = {"own_base": base, "own_months": own, "other_base": there, "other_months": other}
            base = float(desk.trace.call(mixed_benefit_base, **values, weighted=int(desk.shipped("mixed_base"))))
            own += other
    return base


def months_in(months: dict[str, int], region: str | None) -> int:
    """Return the months, given by place, that lie in a benefit region."""
    return sum(number for place, number in months.items() if region_of(place) == region)
