"""One value of the law as the ``law`` command shows it, whatever it comes from."""

from typing import NamedTuple

from microsim.law.origin import SCENARIO, Origin
from microsim.law.statute import Statute
from microsim.law.timing import acts_from, acts_otherwise


class LawRow(NamedTuple):
    """One value of the law and where it comes from; ``since`` and ``until`` are its first and last day.

    ``acts_from`` is the first day on which the model applies it, where that is another than ``since``; ``written`` is
    file, line and column of a value that a scenario sets, ``source`` and ``document`` are those of the statute.
    """

    path: str
    en: str
    zh: str
    value: str
    unit: str
    since: str
    until: str | None = None
    grade: str | None = None
    source: str | None = None
    document: str | None = None
    number: str | None = None
    article: str | None = None
    derived: str | None = None
    note: str | None = None
    acts_from: str | None = None
    written: str | None = None


def law_row(
    origin: Origin, statute: Statute, names: tuple[str, str, str], value: str, since: str, until: str | None = None
) -> LawRow:
    """Return a value with all that its origin says of it; ``names`` are the English and Chinese name and the unit."""
    en, zh, unit = names
    dated = origin.since is not None and acts_otherwise(origin.path, origin.since)
    return LawRow(
        path=origin.path,
        en=en,
        zh=zh,
        value=value,
        unit=unit,
        since=since,
        until=until,
        grade=origin.grade,
        source=origin.source,
        derived=origin.derived,
        note=origin.note,
        acts_from=acts_from(origin.path, str(origin.since)) if dated else None,
        written=str(origin.position) if origin.by == SCENARIO else None,
        **origin.cited(statute),
    )
