"""The transitional pension of a case: the form given, the shipped form, and the blend of two methods."""

from microsim.cases.closed import span
from microsim.cases.desk import Desk
from microsim.cases.geography import SHIPPED
from microsim.cases.law_model import Transitional
from microsim.cases.laws import shipped
from microsim.cases.plain import plain
from microsim.cases.rights import Rights
from microsim.places import PLACE_KEYS
from microsim.schema import TransitionalForm
from microsim.schemes.employees.rules.benefits import (
    supplements,
    transitional_pension,
)
from microsim.schemes.employees.rules.variants import (
    blended_transitional,
    fixed_wage_part,
    paper_account_pension,
    weighted_years,
    weighted_years_pension,
)

FORMS = {
    "standard": int(TransitionalForm.STANDARD),
    "mean_wage": int(TransitionalForm.MEAN_WAGE),
    "floored_index": int(TransitionalForm.FLOORED_INDEX),
    "separate_index": int(TransitionalForm.FIXED_INDEX),
    "paper_account": int(TransitionalForm.FIXED_INDEX),
}


def transitional_part(desk: Desk, rights: Rights, base: float, years: float) -> float:
    """Return the transitional pension in the form the case or the law of the place says."""
    form = desk.law.transitional(desk.place)
    if form is None:
        return by_law(desk, rights, base)
    if form.variant == "none":
        return 0.0
    rate = form.coefficient if form.coefficient is not None else desk.shipped("transitional_rate")
    if form.variant == "account_blend":
        return blend(desk, rights, form, rate, base, years)
    index = desk.value("deemed_index")
    if form.variant == "separate_index" and form.index is not None:
        index = form.index
    result = deemed_part(desk, FORMS[form.variant], rights, base, index, rate)
    if form.variant == "paper_account":
        months = desk.shipped("paper_account_divisor")
        result += desk.trace.call(paper_account_pension, paper_account=form.paper_account, divisor=months)
    return result


def by_law(desk: Desk, rights: Rights, base: float) -> float:
    """Return the transitional pension of the shipped law; what the old method would give is not known."""
    if rights.deemed_months == 0 and rights.deemed_years == 0:
        return 0.0
    if desk.place not in SHIPPED:
        desk.trace.note("transitional_default")
    form = int(desk.shipped("transitional_form"))
    rate, index = desk.shipped("transitional_rate"), desk.value("deemed_index")
    if desk.shipped("transitional_old_floor"):
        desk.trace.note("blend_without_old_account")
    return deemed_part(desk, form, rights, base, index, rate)


def deemed_part(desk: Desk, form: int, rights: Rights, base: float, index: float, rate: float) -> float:
    """Return what deemed years earn."""
    values = {
        "form": form,
        "benefit_base": base,
        "mean_index": rights.mean or 0.0,
        "deemed_index": index,
        "deemed_years": rights.deemed_years,
        "rate": rate,
    }
    return float(desk.trace.call(transitional_pension, **values))


def blend(desk: Desk, rights: Rights, form: Transitional, rate: float, base: float, years: float) -> float:
    """Return the transitional part while two methods are compared: old account, new method, and what of the gain is paid."""
    weighted = form.weighted_years
    if weighted is None:
        values = {"deemed_index": desk.value("deemed_index"), "months_at_deemed_index": rights.deemed_months}
        weighted = float(desk.trace.call(weighted_years, **values, index_months_sum=0.0))
    new = desk.trace.call(weighted_years_pension, benefit_base=base, weighted_years=weighted, rate=rate)
    if form.indexed_wage is not None:
        old = desk.trace.call(fixed_wage_part, indexed_wage=form.indexed_wage, share=form.share)
    else:
        months = desk.shipped("paper_account_divisor")
        old = desk.trace.call(paper_account_pension, paper_account=form.old_account, divisor=months)
    return blended(desk, float(new), float(old), years)


def blended(desk: Desk, new: float, old: float, years: float) -> float:
    """Return the blend of the old and the new method in the month of the award."""
    row = next(row for row in (desk.row, *PLACE_KEYS) if span(row, "transitional_old_floor"))
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
