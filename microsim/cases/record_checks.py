"""Checks of the totals at the claim."""

from microsim.amounts import MONTHS
from microsim.cases.career import counted
from microsim.cases.checks import FINE, Found, Hit, check, hit
from microsim.cases.geography import WITH_REGIONS, other_seats
from microsim.cases.model import Case, Record
from microsim.cases.months import month_text
from microsim.cases.rights import months_of
from microsim.cases.spell_checks import YOUNGEST
from microsim.reading import KeyPath

HIGHEST_INDEX = 5.0


def total_of(record: Record) -> int | None:
    """Return all months the totals hold."""
    return months_of(record.years, record.months)


def deemed_of(record: Record) -> int | None:
    """Return the deemed months the totals hold."""
    return months_of(record.deemed_years, record.deemed_months)


def at(record: Record, what: str = "") -> KeyPath:
    """Return where the totals give months: as years or as months."""
    return ("record", f"{what}years" if getattr(record, f"{what}years") is not None else f"{what}months")


@check("record")
def years_and_months_agree(_: Case, record: Record) -> Found:
    """Years and months that are both given say the same."""
    if record.years is None and record.deemed_years is None:
        return FINE
    both = (("", record.years, record.months), ("deemed_", record.deemed_years, record.deemed_months))
    return [
        Hit(("record", f"{what}months"), f"found {months}, but {what}years: {years:g} are {years * MONTHS:g} months")
        for what, years, months in both
        if years is not None and months is not None and abs(years * MONTHS - months) > 1
    ]


@check("record")
def deemed_years_are_part_of_all(_: Case, record: Record) -> Found:
    """Deemed months are some of all months, which must be given too."""
    deemed = deemed_of(record)
    if not deemed:
        return FINE
    total = total_of(record)
    if total is None:
        text = "holds deemed years but no years; years or months count all of them, deemed ones included"
        return (Hit(("record",), text),)
    return hit(deemed > total, at(record, "deemed_"), lambda: f"found {deemed} months, more than all {total} months")


@check("record")
def index_is_believable(_: Case, record: Record) -> Found:
    """No mean index lies above five."""
    index = record.mean_index
    if index is None or index <= HIGHEST_INDEX:
        return FINE
    return (Hit(("record", "mean_index"), f"found {index:g}, an index lies below {HIGHEST_INDEX:g}"),)


@check("record")
def totals_are_those_of_the_spells(case: Case, record: Record) -> Found:
    """Totals hold the months of the spells, where no month is bought beside them."""
    total = total_of(record) if case.spells and not (case.land or case.bought or case.township) else None
    if total is None:
        return FINE
    spells = [spell for spell in counted(case.spells) if not spell.refunded and not spell.cashed_out]
    have = sum(spell.to - spell.from_ + 1 for spell in spells)
    return hit(
        spells and abs(total - have) > 1, at(record), lambda: f"found {total} months, but the spells hold {have}"
    )


@check("record")
def months_by_place_lie_in_regions(_: Case, record: Record) -> Found:
    """Months by place are those of a province of several benefit bases."""
    if not record.months_by_place:
        return FINE
    return [
        Hit(("record", "months_by_place", place), f"found {place}, allowed are {WITH_REGIONS} and its cities")
        for place in record.months_by_place
        if not other_seats(place)
    ]


@check("record")
def months_by_place_are_part_of_all(_: Case, record: Record) -> Found:
    """Months by place are no more than all months."""
    if not record.months_by_place:
        return FINE
    have, total = sum(record.months_by_place.values()), total_of(record)
    there = "no months" if total is None else f"all {total} months"
    return hit(
        have and (total is None or have > total),
        ("record", "months_by_place"),
        lambda: f"found {have} months, but {there} in record.years or record.months",
    )


def end_of_record(case: Case) -> int | None:
    """Return the month in which the record ends, where the case says."""
    if case.claim and case.claim.month is not None:
        return case.claim.month
    return next((event.month for event in (case.disability, case.death) if event), None)


@check("record")
def months_fit_a_life(case: Case, record: Record) -> Found:
    """There are no more months than since the age of fourteen."""
    until, total = end_of_record(case), total_of(record)
    if case.person is None or total is None or until is None:
        return FINE
    working = until - case.person.birth - YOUNGEST + 1
    return hit(
        total > working,
        at(record),
        lambda: f"found {total} months, but from age 14 to {month_text(until)} there are only {max(0, working)}",
    )
