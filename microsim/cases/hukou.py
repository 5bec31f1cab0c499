"""Where a case is registered, month by month, and where the record of the residents' scheme goes with it."""

from microsim.cases.model import Person
from microsim.schemes.bridge.rules import residents_record_moves
from microsim.watch.opened import plain


def hukou_place(person: Person | None, month: int) -> str | None:
    """Return where the household was registered in a month."""
    place = None
    for entry in person.hukou if person else []:
        if entry.since is None or entry.since <= month:
            place = entry.place
    return place or (person.hukou[0].place if person and person.hukou else None)


def residents_place(person: Person | None, start: int) -> str | None:
    """Return the place of the residents' record when its pension starts: it moves with the hukou until then."""
    place = hukou_place(person, 0)
    for entry in person.hukou if person else []:
        if entry.since is not None and person and entry.since <= start:
            ages = entry.since - person.birth, start - person.birth
            place = entry.place if plain(residents_record_moves)(*ages, False) else place
    return place
