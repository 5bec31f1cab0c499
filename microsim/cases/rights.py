"""What a pension is made of: months, index and account, from totals or from a career."""

from typing import NamedTuple

from microsim.amounts import MONTHS
from microsim.cases.career import Career, Run
from microsim.cases.geography import place_name, province_of
from microsim.cases.kernel import kernel_of
from microsim.cases.laws import CaseLaw, Found
from microsim.cases.living import Life
from microsim.cases.model import Record
from microsim.cases.months import calendar
from microsim.cases.rows import world_of
from microsim.cases.trace import Trace
from microsim.kernel.jit import REGISTRY
from microsim.schemes.employees.award import Terms, known_terms
from microsim.schemes.employees.known import NOTHING_KNOWN
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
    terms = terms_of(career, place, law, claim, trace)
    if terms is None:
        return Rights(career.months, None, deemed, deemed / MONTHS, None, account)
    points, local = float(terms.early_points), int(terms.old_local) - int(terms.deemed)
    return Rights(career.months, None, deemed, deemed / MONTHS, float(terms.index), account, points, local)


def terms_of(career: Career, place: str, law: CaseLaw, claim: int, trace: Trace) -> Terms | None:
    """Return index and months by the wages of a place, as the kernel awards on them; None where these are not known."""
    wages = {run.first // MONTHS: law.find(place, "reference_wage", run.first) for run in career.paid}
    known_runs = (index_known(run, place, wages[run.first // MONTHS], trace) for run in career.paid)
    if not career.months or not all(known_runs):
        return None
    life: Life = career.life
    kernel = kernel_of(life.atlas, trace.terms)
    world = world_of(life.atlas, law)
    known = NOTHING_KNOWN
    if law.given(place, "index_years") == "calendar":
        known = known._replace(calendar_years=float(len({run.first // MONTHS for run in career.paid})))
    at = life.atlas.place(place)
    terms = kernel(known_terms)(life.person, world, at, calendar(claim)[0], known)
    entries = [entry for entry in kernel.take() if entry.kind == CALL and entry.name in INDEX]
    wanted = INDEX[1] if known.calendar_years > 0 else INDEX[0]
    for entry in [entry for entry in entries if entry.name == wanted][:1]:
        trace.rule(REGISTRY[entry.name].function, entry.value, **named(entry))
        if entry.value != terms.index:
            trace.rule(mean_index, terms.index, "unsettled-mixed-careers")
    return terms  # type: ignore[no-any-return]


def index_known(run: Run, place: str, reference: Found | None, trace: Trace) -> bool:
    """Tell whether the index of months paid is known where a place pays: as given, or by the wages of that place."""
    at_home = province_of(run.place) == province_of(place)
    if run.given is not None and (at_home or reference is None):
        if not at_home:
            trace.note("index_as_given", place=place_name(run.place, trace.lang))
        return True
    return reference is not None and run.base > 0
