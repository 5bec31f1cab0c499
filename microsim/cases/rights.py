"""What a pension is made of: months, index and account, from totals or from a career."""

from typing import NamedTuple

from microsim.amounts import MONTHS
from microsim.cases.career import Career
from microsim.cases.geography import other_seats, place_name, province_of, region_of
from microsim.cases.laws import CaseLaw, shipped
from microsim.cases.model import Record
from microsim.cases.place import row_of
from microsim.cases.plain import plain
from microsim.cases.trace import Trace
from microsim.schemes.employees.rules.benefits import index_point, mean_index
from microsim.schemes.employees.rules.variants import index_by_calendar_years, mixed_benefit_base


class Rights(NamedTuple):
    """Months with deemed ones, years as counted where the case gives years, index and account in fen."""

    months: int
    years: float | None
    deemed_months: int
    deemed_years: float
    mean: float | None  # mean contribution index
    account: int | None


def months_of(years: float | None, months: int | None) -> int | None:
    """Return a number of months from years or months."""
    if months is not None:
        return months
    return None if years is None else round(years * MONTHS)


def from_record(record: Record) -> Rights | None:
    """Return the rights totals stand for; None where they hold no months."""
    months = months_of(record.years, record.months)
    if months is None:
        return None
    deemed = months_of(record.deemed_years, record.deemed_months) or 0
    deemed_years = record.deemed_years if record.deemed_years is not None else deemed / MONTHS
    account = None if record.account is None else round(record.account * 100)
    return Rights(months, record.years, deemed, deemed_years, record.mean_index, account)


def from_career(career: Career, place: str, law: CaseLaw, claim: int, account: int | None, trace: Trace) -> Rights:
    """Return the rights a career gives where one place pays: its wages divide the bases of all places."""
    deemed = career.deemed_months
    mean = mean_at(career, place, law, claim, trace)
    here = months_at(career, region_of(place))
    for region, seat in ({} if law.given(place, "benefit_base") else other_seats(place)).items():
        there = months_at(career, region)
        if mean is not None and there:
            theirs = mean_at(career, seat, law, claim, trace)
            weighted = int(shipped(row_of(place), "mixed_base", claim))
            mean = plain(mixed_benefit_base)(mean, here, theirs, there, weighted)
            here += there
            trace.rule(mean_index, mean, "unsettled-mixed-careers")
    return Rights(career.months, None, deemed, deemed / MONTHS, mean, account)


def months_at(career: Career, region: str | None) -> int:
    """Return the months paid in a benefit region."""
    return sum(run.months for place, run, _ in career.paid if region_of(place) == region)


def mean_at(career: Career, place: str, law: CaseLaw, claim: int, trace: Trace) -> float | None:
    """Return the mean index by the wages of a place; None where these are not known."""
    sums = index_sum(career, place, law, trace)
    if sums is None or not career.months:
        return None
    values = {
        "index_months_sum": sums,
        "months": career.paid_months,
        "deemed_index": law.value(place, "deemed_index", claim),
        "deemed_months": career.deemed_months,
    }
    if law.given(place, "index_years") == "calendar":
        years = len({run.first // MONTHS for _, run, _ in career.paid})
        del values["months"]
        return float(trace.call(index_by_calendar_years, **values, calendar_years=years))
    return float(trace.call(mean_index, **values))


def index_sum(career: Career, place: str, law: CaseLaw, trace: Trace) -> float | None:
    """Return the sum of the months' indices by the wages of the paying place; None where these are not known."""
    counts: dict[tuple[str, float, int, float | None], int] = {}
    for where, run, index in career.paid:
        key = (where, run.base, run.first // MONTHS, index)
        counts[key] = counts.get(key, 0) + run.months
    total = 0.0
    province = province_of(place)
    for (where, base, year, index), number in sorted(
        counts.items(), key=lambda item: (item[0][2], item[0][1], item[0][0])
    ):
        at_home = province_of(where) == province
        reference = law.find(place, "reference_wage", MONTHS * year)
        if index is not None and (at_home or reference is None):
            if not at_home:
                trace.note("index_as_given", place=place_name(where, trace.lang))
            total += number * index
        elif reference is None or base <= 0:
            return None
        else:
            floor = shipped(row_of(place), "index_floor", MONTHS * year) if at_home else 0.0
            total += number * plain(index_point)(base, reference.value, floor)
    return total
