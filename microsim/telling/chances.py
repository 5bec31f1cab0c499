"""What luck decided in a year: each decision with its probability, its draw and its outcome, as the kernel took it."""

from collections.abc import Iterator
from typing import Any

from microsim.kernel.decide import Decision
from microsim.kernel.draws import GROUPS
from microsim.life.hukou import ACQUIRES, CONVERTS
from microsim.life.mortality import SURVIVES
from microsim.places import PLACE_KEYS
from microsim.schema import ClaimChoice, Declared, Labour, Track
from microsim.watch.trace import CALL, Entry, Frame, named

CHANGES = {int(ACQUIRES): "acquires", int(CONVERTS): "converts"}
DRAWN = ("lanes", "yearly_lanes")
ALWAYS = 1.0
EACH_MONTH = 1.0 / 12.0
ASKED = "decides"  # every draw held against a chance is held there
HAPPENS = ("happens", "does_not_happen")
APPLIES = ("applies", "leaves_behind")
OUTCOMES = {  # words for yes and no where they are not those of HAPPENS
    Decision.WORK: ("works", "does_not_work"),
    Decision.JOB_CHANGE: ("changes", "stays_in_job"),
    Decision.COVER: ("covered", "not_covered"),
    Decision.TRANSFER: APPLIES,
    Decision.STRUCK_OFF: APPLIES,
    Decision.RESIDENTS: ("joins", "stays_out"),
    Decision.MOVE: ("moves", "stays"),
}


def draws_of(entries: list[Entry]) -> dict[str, float]:
    """Return every draw that was taken, by its name in the table of draws."""
    found: dict[str, float] = {}
    for entry in entries:
        if entry.kind == CALL and entry.name in DRAWN:
            found |= dict(zip(GROUPS[entry.where[-1]], entry.value, strict=False))
    return found


def decision(name: str, chance: float | None, draw: float | None, outcome: str, **more: Any) -> dict[str, Any]:
    """Return one decision."""
    return {"event": name, "chance": chance, "draw": draw, "outcome": outcome, **more}


def decisions_of(entries: list[Entry]) -> list[dict[str, Any]]:
    """Return the decisions of a year in their order."""
    reader = _Reader(entries)
    for at, entry in enumerate(entries):
        reader.at = at
        if entry.kind == CALL and (read := READERS.get(entry.name)):
            reader.found.extend(read(reader, entry) or ())
    return reader.found


class _Reader:
    """Reads decisions off the entries of a year."""

    def __init__(self, entries: list[Entry]):
        self.entries, self.at = entries, 0
        self.found: list[dict[str, Any]] = []

    def called(self, frame: Frame, name: str) -> Any:
        """Return the result of a function the same event calls later on, None where it does not."""
        for entry in self.entries[self.at + 1 :]:
            if not entry.frame.within(frame.name):
                return None
            if entry.kind == CALL and entry.name == name:
                return entry.value
        return None

    def decided(self, entry: Entry) -> Iterator[dict[str, Any]]:
        """Tell what a draw held against a chance decided; where there was no chance, nothing was decided."""
        what, chance, draw = entry.where
        if chance == 0.0:
            return
        what = Decision(what)
        happens, does_not = OUTCOMES.get(what, HAPPENS)
        more = {"month": entry.frame.month} if entry.frame.month else {}
        if what == Decision.MOVE and entry.value:
            more = {"month": self.called(entry.frame, "move_month")}
            more["to"] = PLACE_KEYS[self.called(entry.frame, "destination")]
        if what in (Decision.CATCH_UP, Decision.BUY_IN, Decision.BRIDGE):
            more["gap"] = entry.frame.arguments["gap"]
        yield decision(what.name.lower(), float(chance), draw, happens if entry.value else does_not, **more)

    def death(self, entry: Entry) -> Iterator[dict[str, Any]]:
        given = named(entry)
        dies = entry.value < SURVIVES
        month = {"month": entry.value} if dies else {}
        yield decision("death", given["probability"], given["luck"], "dies" if dies else "lives", **month)

    def destination(self, entry: Entry) -> Iterator[dict[str, Any]]:
        given = named(entry)
        if given["place"] == given["hukou_place"] and len(given["cumulated"]) == len(PLACE_KEYS):
            chance = share(given["cumulated"], entry.value)
            yield decision("destination", chance, given["luck"], PLACE_KEYS[entry.value])

    def hukou(self, entry: Entry) -> Iterator[dict[str, Any]]:
        what, chance = entry.value
        if chance > 0.0:
            yield decision("hukou", chance, named(entry)["luck"], CHANGES.get(what, "keeps"))

    def month_in(self, entry: Entry) -> Iterator[dict[str, Any]]:
        yield decision("work_from", EACH_MONTH, named(entry)["luck"], "begins", month=entry.value)

    def month_out(self, entry: Entry) -> Iterator[dict[str, Any]]:
        yield decision("work_until", EACH_MONTH, named(entry)["luck"], "months", months=entry.value)

    def job_kind(self, entry: Entry) -> Iterator[dict[str, Any]]:
        given = named(entry)
        chance = share(given["cumulated"], entry.value - int(Labour.FORMAL))
        yield decision("job_kind", chance, given["luck"], Labour(entry.value).name.lower())

    def missed(self, entry: Entry) -> Iterator[dict[str, Any]]:
        given = named(entry)
        yield decision("missed", given["irregular_share"], given["irregular_luck"], "months", months=entry.value)

    def declared(self, entry: Entry) -> Iterator[dict[str, Any]]:
        given = named(entry)
        floor, basic = given["floor_share"], given["basic_share"]
        chance = (floor, basic, 1.0 - floor - basic)[entry.value]
        found = decision("declared", chance, given["luck"], Declared(entry.value).name.lower())
        if found not in self.found:
            yield found

    def track(self, entry: Entry) -> Iterator[dict[str, Any]]:
        given, track = named(entry), Track(entry.value)
        share_of = {Track.WOMEN_WORKER: given["worker_share"], Track.WOMEN_CADRE: 1.0 - given["worker_share"]}
        yield decision("track", share_of.get(track, ALWAYS), given["luck"], track.name.lower())

    def choice(self, entry: Entry) -> Iterator[dict[str, Any]]:
        given, choice = named(entry), ClaimChoice(entry.value)
        early, late = given["earliest_share"], given["late_share"]
        chance = {ClaimChoice.EARLIEST: early, ClaimChoice.LATE: late}.get(choice, 1.0 - early - late)
        yield decision("claim_choice", chance, given["luck"], choice.name.lower())


def share(cumulated: Any, index: int) -> float:
    """Return the share of one entry of a cumulated table."""
    return float(cumulated[index] - (cumulated[index - 1] if index else 0.0))


READERS = {
    ASKED: _Reader.decided,
    "death_month": _Reader.death,
    "destination": _Reader.destination,
    "hukou_event": _Reader.hukou,
    "month_of_entry": _Reader.month_in,
    "months_before_leaving": _Reader.month_out,
    "job_kind": _Reader.job_kind,
    "missed_months": _Reader.missed,
    "declared_kind": _Reader.declared,
    "track_of": _Reader.track,
    "claim_choice": _Reader.choice,
}
