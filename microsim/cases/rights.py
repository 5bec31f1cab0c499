"""What a pension is made of: months, index and account, from totals or from a career."""

from typing import NamedTuple

from microsim.amounts import MONTHS
from microsim.cases.career import Career, Run
from microsim.cases.geography import SHIPPED, place_name, province_of
from microsim.cases.kernel import kernel_of
from microsim.cases.laws import CaseLaw, Found
from microsim.cases.living import Life
from microsim.cases.model import Record
from microsim.cases.months import calendar
from microsim.cases.press import Press
from microsim.cases.rows import world_of
from microsim.cases.trace import Trace
from microsim.kernel.jit import REGISTRY
from microsim.schemes.employees.award import Terms, known_terms
from microsim.schemes.employees.known import NOTHING_KNOWN, UNKNOWN
from microsim.schemes.employees.rules.benefits import mean_index
from microsim.watch.trace import CALL, named

INDEX = ("mean_index", "index_by_calendar_years")  # rules that give a mean index


class Rights(NamedTuple):
    """Months with deemed ones, years as counted where the case gives years, index and account in fen.

    ``early_points`` and ``old_local_months`` are what a career says of months that earn the transitional pension at their
    own index, and of those paid that earn the local pension of before July 2006.
    """

    months: int
    years: float | None
    deemed_months: int
    deemed_years: float
    mean: float | None  # mean contribution index
    account: int | None
    early_points: float = 0.0
    old_local_months: int = 0


def months_of(years: float | None, months: int | None) -> int | None:
    """Return a number of months from years or months."""
    if months is not None:
        return months
    return None if years is None else round(years * MONTHS)


def has_months(record: Record) -> bool:
    """Tell whether totals say how many months there are."""
    return record.years is not None or record.months is not None


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
    if not career.months or not is_index_known(career, place, law, trace):
        return Rights(career.months, None, deemed, deemed / MONTHS, None, account)
    calendar_years = UNKNOWN
    if law.given(place, "index_years") == "calendar":
        calendar_years = float(len({run.first // MONTHS for run in career.paid}))
    if isinstance(career.life.kernel, Press):
        index, _, old, points = career.life.kernel.terms(career.life, place, calendar(claim)[0], calendar_years)
    else:
        terms = terms_of(career.life, place, law, claim, calendar_years, trace)
        index, old, points = terms.index, terms.old_local, terms.early_points
    return Rights(career.months, None, deemed, deemed / MONTHS, float(index), account, float(points), int(old) - deemed)


def is_index_known(career: Career, place: str, law: CaseLaw, trace: Trace) -> bool:
    """Tell whether the index of all months paid is known where a place pays."""
    if law.silent and place in SHIPPED and career.known:
        return True  # the wages of all years are shipped
    years = {run.first // MONTHS for run in career.paid}
    wages = {year: law.find(place, "reference_wage", MONTHS * year) for year in years}
    return all(index_known(run, place, wages[run.first // MONTHS], trace) for run in career.paid)


def terms_of(life: Life, place: str, law: CaseLaw, claim: int, calendar_years: float, trace: Trace) -> Terms:
    """Return index and months by the wages of a place, as the kernel awards on them, and tell the index."""
    kernel, world = kernel_of(life.atlas, trace.terms), world_of(life.atlas, law)
    known = NOTHING_KNOWN._replace(calendar_years=calendar_years)
    terms: Terms = kernel(known_terms)(life.person, world, life.atlas.place(place), calendar(claim)[0], known)
    entries = [entry for entry in kernel.take() if entry.kind == CALL and entry.name in INDEX]
    wanted = INDEX[calendar_years > 0]
    for entry in [entry for entry in entries if entry.name == wanted][:1]:
        trace.rule(REGISTRY[entry.name].function, entry.value, **named(entry))
        if entry.value != terms.index:
            trace.rule(mean_index, terms.index, "unsettled-mixed-careers")
    return terms


def index_known(run: Run, place: str, reference: Found | None, trace: Trace) -> bool:
    """Tell whether the index of months paid is known where a place pays: as given, or by the wages of that place."""
    at_home = province_of(run.place) == province_of(place)
    if run.given is not None and (at_home or reference is None):
        if not at_home:
            trace.note("index_as_given", place=place_name(run.place, trace.lang))
        return True
    return reference is not None and run.base > 0
