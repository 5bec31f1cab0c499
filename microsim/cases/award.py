"""The award of the employees' scheme: basic, account and transitional parts, supplements."""

from typing import Any, NamedTuple

from microsim.cases.geography import SHIPPED, law_row, place_name, province_of
from microsim.cases.laws import GIVEN, CaseLaw, shipped
from microsim.cases.model import Transitional
from microsim.cases.plain import plain
from microsim.cases.rights import YEAR, Rights
from microsim.cases.trace import Trace
from microsim.law.divisors import divisor_table
from microsim.rules.benefits import (
    account_pension,
    basic_pension,
    divisor,
    low_index_factor,
    pension_parts,
    supplements,
    transitional_pension,
)
from microsim.rules.variants import (
    blended_transitional,
    counted_years,
    mixed_benefit_base,
    paper_account_pension,
    rounded_parts,
    weighted_years_pension,
)
from microsim.schema import TransitionalForm

FORMS = {
    "standard": TransitionalForm.STANDARD,
    "mean_wage": TransitionalForm.MEAN_WAGE,
    "floored_index": TransitionalForm.FLOORED_INDEX,
    "separate_index": TransitionalForm.FIXED_INDEX,
    "paper_account": TransitionalForm.FIXED_INDEX,
}


class Award(NamedTuple):
    """The parts of a pension, fen a month."""

    basic: int
    account: int
    transitional: int
    supplements: int
    total: int

    def answer(self) -> dict[str, float]:
        """Return the part of the answer, in yuan."""
        return {name: value / 100 for name, value in self._asdict().items()}


class Desk(NamedTuple):
    """What every part of an award needs."""

    law: CaseLaw
    place: str | None
    month: int
    trace: Trace

    def value(self, name: str) -> float:
        """Return a value of the law in the month of the award."""
        return self.law.value(self.place, name, self.month)

    @property
    def row(self) -> str:
        """The law record of the place."""
        return law_row(self.place) if self.place else "elsewhere"

    def shipped(self, name: str) -> Any:
        """Return a shipped value in the month of the award."""
        return shipped(self.row, name, self.month)


def award(desk: Desk, rights: Rights, age: int, base: float) -> tuple[Award, float]:
    """Return the award for given rights and the divisor used."""
    trace = desk.trace
    years = years_of(desk, rights)
    index = rights.index or 0.0
    basic = basic_part(desk, base, index, years)
    months = divisor_of(desk, age)
    account = trace.call(account_pension, account=(rights.account or 0) / 100, divisor=months)
    transitional = transitional_part(desk, rights, base, years)
    extra = supplement(desk, years, base)
    result = total_of(desk, basic, account, transitional, extra)
    return result, months


def total_of(desk: Desk, basic: float, account: float, transitional: float, extra: float) -> Award:
    """Return the parts in fen and their sum, rounded as the place rounds."""
    unit = int(desk.shipped("rounding_fen"))
    if unit == 1:
        rule, parts = pension_parts, plain(pension_parts)(basic, account, transitional, extra)
    else:
        rule, parts = rounded_parts, plain(rounded_parts)(basic, account, transitional, extra, unit)
    result = Award(*map(int, parts))
    names = ("basic", "account", "transitional", "supplements")
    desk.trace.rule(rule, result.total, **dict(zip(names, (part / 100 for part in result), strict=False)))
    return result


def years_of(desk: Desk, rights: Rights) -> float:
    """Return the years that count: as given, or from the months in the way of the place."""
    way = int(desk.shipped("year_count"))
    if rights.years is not None and way == 0:
        desk.trace.term("years", rights.years, GIVEN)
        return rights.years
    fraction = desk.shipped("month_fraction")
    return float(desk.trace.call(counted_years, months=rights.months, way=way, month_fraction=fraction))


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
        desk.trace.term("mean_index", index, GIVEN)
        if factor != 1:
            desk.trace.rule(
                low_index_factor, factor, mean_index=index, low_index_threshold=values["low_index_threshold"]
            )
        shown = {"average": base * factor, "own": base * index, "percent": values["accrual_rate"] * 100}
        shown["own_weight"], shown["average_weight"] = values["index_weight"], 1 - values["index_weight"]
        desk.trace.rule(basic_pension, result, **values, **shown)
    return float(result)


def divisor_of(desk: Desk, age: int) -> float:
    """Return the divisor the case gives, or that of the age."""
    given = desk.law.given(desk.place, "divisor")
    if given is not None:
        desk.trace.term("divisor", given, GIVEN)
        return float(given)
    by_month = int(desk.shipped("divisor_by_month"))
    result = float(plain(divisor)(age, divisor_table(), by_month))
    desk.trace.rule(divisor, result, years=age // YEAR, months=age % YEAR)
    return result


def transitional_part(desk: Desk, rights: Rights, base: float, years: float) -> float:
    """Return the transitional pension in the form the case or the law of the place says."""
    form = desk.law.transitional(desk.place)
    if form is None:
        return by_law(desk, rights, base, years)
    if form.variant == "none":
        return 0.0
    rate = form.coefficient if form.coefficient is not None else desk.shipped("transitional_rate")
    if form.variant == "account_blend":
        return blend(desk, form, rate, base, years)
    index = desk.value("deemed_index")
    if form.variant == "separate_index" and form.index is not None:
        index = form.index
    result = deemed_part(desk, FORMS[form.variant], rights, base, index, rate)
    if form.variant == "paper_account":
        months = desk.shipped("paper_account_divisor")
        result += desk.trace.call(paper_account_pension, paper_account=form.paper_account, divisor=months)
    return result


def by_law(desk: Desk, rights: Rights, base: float, years: float) -> float:
    """Return the transitional pension of the shipped law; in Guangdong's years of change the old part is not known."""
    if rights.deemed_months == 0 and rights.deemed_years == 0:
        return 0.0
    if desk.place not in SHIPPED:
        desk.trace.note("transitional_default")
    form = TransitionalForm(int(desk.shipped("transitional_form")))
    rate, index = desk.shipped("transitional_rate"), desk.value("deemed_index")
    result = deemed_part(desk, form, rights, base, index, rate)
    if desk.shipped("transitional_old_floor") == 0:
        return result
    desk.trace.note("blend_without_old_account")
    return blended(desk, result, 0.0, years)


def deemed_part(desk: Desk, form: TransitionalForm, rights: Rights, base: float, index: float, rate: float) -> float:
    """Return what deemed years earn."""
    values = {
        "benefit_base": base,
        "mean_index": rights.index or 0.0,
        "deemed_index": index,
        "deemed_years": rights.deemed_years,
        "rate": rate,
    }
    result = float(plain(transitional_pension)(form=int(form), **values))
    if desk.trace.terms:
        used = result / (base * rights.deemed_years * rate) if rights.deemed_years else 0.0
        desk.trace.rule(transitional_pension, result, used=used, percent=rate * 100, **values)
    return result


def blend(desk: Desk, form: Transitional, rate: float, base: float, years: float) -> float:
    """Return Guangdong's transitional part: old account, new method, and what of the gain is paid."""
    new = desk.trace.call(weighted_years_pension, benefit_base=base, weighted_years=form.weighted_years, rate=rate)
    months = desk.shipped("paper_account_divisor")
    old = desk.trace.call(paper_account_pension, paper_account=form.old_account, divisor=months)
    return blended(desk, float(new), float(old), years)


def blended(desk: Desk, new: float, old: float, years: float) -> float:
    """Return the blend of the old and the new method in the month of the award."""
    row = desk.row if province_of(desk.place or "") == "guangdong" else "guangdong"
    per_year = desk.law.given(desk.place, "supplement_per_year")
    per_year = shipped(row, "supplement_per_year", desk.month) if per_year is None else per_year
    allowance = plain(supplements)(0.0, per_year, years, 0.0, 0.0)
    released = shipped(row, "transitional_released", desk.month)
    floor = int(shipped(row, "transitional_old_floor", desk.month))
    return float(
        desk.trace.call(
            blended_transitional, new=new, old=old, allowance=allowance, released=released, old_is_floor=floor
        )
    )


def supplement(desk: Desk, years: float, base: float) -> float:
    """Return the supplements due from the first month; an addition announced later in the year is a remark."""
    flat, per_year = desk.value("supplement_flat"), desk.value("supplement_per_year")
    share = desk.shipped("supplement_base_share")
    if share:
        desk.trace.note("addition", amount=f"{share * base:.2f}", place=place_name(desk.place or "", desk.trace.lang))
    if not flat and not per_year:
        return 0.0
    values = {"flat": flat, "per_year": per_year, "years": years, "base_share": 0.0, "benefit_base": base}
    result = plain(supplements)(**values)
    desk.trace.rule(supplements, result, flat=flat, per_year=per_year, years=float(int(years)))
    return float(result)


def benefit_base(desk: Desk, months: dict[str, int]) -> float | None:
    """Return the benefit base; careers in Shenzhen and the rest of Guangdong weigh the two by months."""
    found = desk.law.find(desk.place, "benefit_base", desk.month)
    if found is None:
        return None
    desk.trace.term("benefit_base", found.value, found.source, year=str(desk.month // YEAR))
    own = months.get("shenzhen", 0) if desk.place == "shenzhen" else sum(months.values()) - months.get("shenzhen", 0)
    other = sum(months.values()) - own
    if province_of(desk.place or "") != "guangdong" or not other or found.source.startswith(GIVEN):
        return found.value
    there = shipped("guangdong" if desk.place == "shenzhen" else "shenzhen", "benefit_base", desk.month)
    values = {"own_base": found.value, "own_months": own, "other_base": there, "other_months": other}
    return float(desk.trace.call(mixed_benefit_base, **values, weighted=int(desk.shipped("mixed_base"))))
