"""What luck decided in a year: each decision with its probability, its draw and its outcome, as the kernel took it."""

from collections.abc import Iterator
from typing import Any

from microsim.explain.trace import CALL, SET, Entry, Frame, named
from microsim.explain.watch import READ
from microsim.kernel.draws import GROUPS
from microsim.life.employment import is_working
from microsim.life.hukou import ACQUIRES, CONVERTS
from microsim.life.mortality import SURVIVES
from microsim.places import PLACE_KEYS
from microsim.schema import ClaimChoice, Declared, Labour, Membership, Track

CHANGES = {int(ACQUIRES): "acquires", int(CONVERTS): "converts"}
DRAWN = ("lanes", "yearly_lanes")
ALWAYS = 1.0
EACH_MONTH = 1.0 / 12.0

# Assumptions that a draw is simply held against: the decision, and the lane (None: kept with the person).
SIMPLE = {
    "base_pensioner": ("base_pensioner", "base_pensioner"),
    "assumptions.base_public": ("base_public", "public"),
    "assumptions.base_township": ("base_township", "township"),
    "assumptions.special_share": ("special", "special"),
    "assumptions.public_share": ("public", None),
    "assumptions.land_share": ("land", "land"),
    "assumptions.disability_hazard": ("disability", "disability"),
    "assumptions.dependant_share": ("dependant", "dependant"),
    "assumptions.cash_out": ("cash_out", "cash_out"),
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


class Mirror:
    """The person's record as it stood at any entry, followed through what was set."""

    def __init__(self, record: Any):
        self._record = record.copy()

    def follow(self, entry: Entry) -> None:
        """Take over what an entry set."""
        if entry.kind == SET:
            if entry.where:
                self._record[entry.name][entry.where] = entry.value[1]
            else:
                self._record[entry.name] = entry.value[1]

    def __getattr__(self, name: str) -> Any:
        return self._record[name].item()


def decisions_of(entries: list[Entry], record: Any) -> list[dict[str, Any]]:
    """Return the decisions of a year in their order.

    Parameters
    ----------
    entries : what was noted in the year
    record : the person's record at its start
    """
    reader = _Reader(entries, record)
    for at, entry in enumerate(entries):
        reader.at = at
        reader.mirror.follow(entry)
        if entry.kind in (CALL, READ) and (read := READERS.get(entry.name)):
            reader.found.extend(read(reader, entry) or ())
    return reader.found


class _Reader:
    """Reads decisions off the entries of a year."""

    def __init__(self, entries: list[Entry], record: Any):
        self.entries, self.at = entries, 0
        self.mirror, self.draws = Mirror(record), draws_of(entries)
        self.found: list[dict[str, Any]] = []

    def later(self, frame: Frame) -> Mirror:
        """Return the record as it stands when an event is over."""
        after = Mirror(self.mirror._record)
        for entry in self.entries[self.at + 1 :]:
            if not entry.frame.within(frame.name):
                break
            after.follow(entry)
        return after

    def called(self, frame: Frame, name: str) -> Any:
        """Return the result of a function the same event calls later on, None where it does not."""
        for entry in self.entries[self.at + 1 :]:
            if not entry.frame.within(frame.name):
                return None
            if entry.kind == CALL and entry.name == name:
                return entry.value
        return None

    def death(self, entry: Entry) -> Iterator[dict[str, Any]]:
        given = named(entry)
        dies = entry.value < SURVIVES
        month = {"month": entry.value} if dies else {}
        yield decision("death", given["probability"], given["luck"], "dies" if dies else "lives", **month)

    def move(self, entry: Entry) -> Iterator[dict[str, Any]]:
        place, month = (self.called(entry.frame, name) for name in ("destination", "move_month"))
        if place is None:
            yield decision("move", entry.value, self.draws["move"], "stays")
        else:
            yield decision("move", entry.value, self.draws["move"], "moves", month=month, to=PLACE_KEYS[place])

    def destination(self, entry: Entry) -> Iterator[dict[str, Any]]:
        given = named(entry)
        if given["place"] == given["hukou_place"] and len(given["cumulated"]) == len(PLACE_KEYS):
            chance = share(given["cumulated"], entry.value)
            yield decision("destination", chance, given["luck"], PLACE_KEYS[entry.value])

    def hukou(self, entry: Entry) -> Iterator[dict[str, Any]]:
        what, chance = entry.value
        if chance > 0.0:
            yield decision("hukou", chance, named(entry)["luck"], CHANGES.get(what, "keeps"))

    def first_work(self, entry: Entry) -> Iterator[dict[str, Any]]:
        """In the year of the first job the share working at that age is the chance itself."""
        if (
            chooser(entry.frame).arguments.get("age") == self.mirror.first_job
            and self.mirror.membership != Membership.PENSIONER
        ):
            yield from self.work(entry)

    def work(self, entry: Entry) -> Iterator[dict[str, Any]]:
        draw = self.draws["employment"]
        yield decision("work", entry.value, draw, "works" if draw < entry.value else "does_not_work")

    def month_in(self, entry: Entry) -> Iterator[dict[str, Any]]:
        yield decision("work_from", EACH_MONTH, named(entry)["luck"], "begins", month=entry.value)

    def month_out(self, entry: Entry) -> Iterator[dict[str, Any]]:
        yield decision("work_until", EACH_MONTH, named(entry)["luck"], "months", months=entry.value)

    def layoff(self, entry: Entry) -> Iterator[dict[str, Any]]:
        """Held against a draw only where there are lay-offs and the person may be hit."""
        if entry.frame.name == "is_laid_off" and self.called(entry.frame, "lanes") is not None:
            happens = self.draws["layoff"] < entry.value
            yield decision("layoff", entry.value, self.draws["layoff"], "happens" if happens else "does_not_happen")

    def near_minimum(self, entry: Entry) -> Iterator[dict[str, Any]]:
        """The share that pays on alone, read by those who may still reach the minimum."""
        if entry.frame.name == "pays_to_minimum":
            luck = self.draws["catch_up"]
            yield decision("near_minimum", entry.value, luck, "happens" if luck < entry.value else "does_not_happen")

    def job_change(self, entry: Entry) -> Iterator[dict[str, Any]]:
        changes = self.called(chooser(entry.frame), "job_kind") is not None
        yield decision("job_change", entry.value, self.draws["job_change"], "changes" if changes else "stays_in_job")

    def job_kind(self, entry: Entry) -> Iterator[dict[str, Any]]:
        given = named(entry)
        chance = share(given["cumulated"], entry.value - int(Labour.FORMAL))
        yield decision("job_kind", chance, given["luck"], Labour(entry.value).name.lower())

    def cover(self, entry: Entry) -> Iterator[dict[str, Any]]:
        if is_working(self.mirror.labour):
            luck = self.mirror.coverage_luck
            yield decision("cover", entry.value, luck, "covered" if luck < entry.value else "not_covered")

    def simple(self, entry: Entry) -> Iterator[dict[str, Any]]:
        """A share of the assumptions that a draw is held against."""
        name, draw = SIMPLE[entry.name]
        luck = self.mirror.public_luck if draw is None else self.draws[draw]
        yield decision(name, entry.value, luck, "happens" if luck < entry.value else "does_not_happen")

    def missed(self, entry: Entry) -> Iterator[dict[str, Any]]:
        given = named(entry)
        if self.mirror.covered:
            share_of, luck = given["irregular_share"], given["irregular_luck"]
            yield decision("missed", share_of, luck, "months", months=entry.value)

    def declared(self, entry: Entry) -> Iterator[dict[str, Any]]:
        given = named(entry)
        floor, basic = given["floor_share"], given["basic_share"]
        chance = (floor, basic, 1.0 - floor - basic)[entry.value]
        found = decision("declared", chance, given["luck"], Declared(entry.value).name.lower())
        if found not in self.found:
            yield found

    def catch_up(self, entry: Entry) -> Iterator[dict[str, Any]]:
        given = named(entry)
        chance = given["share"] if given["gap"] <= given["largest_gap"] else 0.0
        outcome = "pays_on" if entry.value else "moves_rights"
        month = entry.frame.month
        asked = any(found["event"] == "catch_up" and found["month"] == month for found in self.found)
        event = "buy_in" if asked else "catch_up"  # who does not close a small gap may pay on to buy the rest
        yield decision(event, chance, given["luck"], outcome, month=month, gap=given["gap"])

    def transfer(self, entry: Entry) -> Iterator[dict[str, Any]]:
        if self.mirror.relation >= 0:
            applies = self.draws["transfer"] < entry.value
            outcome = "applies" if applies else "leaves_behind"
            yield decision("transfer", entry.value, self.draws["transfer"], outcome, month=entry.frame.month)

    def clean_up(self, entry: Entry) -> Iterator[dict[str, Any]]:
        outcome = "applies" if self.draws["transfer"] < entry.value else "leaves_behind"
        name = "struck_off" if entry.frame.name == "strike_off" else "clean_up"
        yield decision(name, entry.value, self.draws["transfer"], outcome)

    def joins(self, entry: Entry) -> Iterator[dict[str, Any]]:
        if entry.frame.within("joins"):
            luck = self.mirror.residents_luck
            yield decision("residents", entry.value, luck, "joins" if luck < entry.value else "stays_out")

    def track(self, entry: Entry) -> Iterator[dict[str, Any]]:
        given, track = named(entry), Track(entry.value)
        share_of = {Track.WOMEN_WORKER: given["worker_share"], Track.WOMEN_CADRE: 1.0 - given["worker_share"]}
        yield decision("track", share_of.get(track, ALWAYS), given["luck"], track.name.lower())

    def choice(self, entry: Entry) -> Iterator[dict[str, Any]]:
        given, choice = named(entry), ClaimChoice(entry.value)
        early, late = given["earliest_share"], given["late_share"]
        chance = {ClaimChoice.EARLIEST: early, ClaimChoice.LATE: late}.get(choice, 1.0 - early - late)
        yield decision("claim_choice", chance, given["luck"], choice.name.lower())


def chooser(frame: Frame) -> Frame:
    """Return the event that chooses the work of the year, of which a frame is part."""
    found = frame
    while found.name != "choose_work" and found.parent is not None:
        found = found.parent
    return found if found.name == "choose_work" else frame


def share(cumulated: Any, index: int) -> float:
    """Return the share of one entry of a cumulated table."""
    return float(cumulated[index] - (cumulated[index - 1] if index else 0.0))


READERS = {
    "death_month": _Reader.death,
    "moving_chance": _Reader.move,
    "destination": _Reader.destination,
    "hukou_event": _Reader.hukou,
    "employment_rate": _Reader.first_work,
    "working_chance": _Reader.work,
    "job_change_chance": _Reader.job_change,
    "month_of_entry": _Reader.month_in,
    "months_before_leaving": _Reader.month_out,
    "assumptions.layoff": _Reader.layoff,
    "assumptions.catch_up_share": _Reader.near_minimum,
    "job_kind": _Reader.job_kind,
    "coverage_rate": _Reader.cover,
    "missed_months": _Reader.missed,
    "declared_kind": _Reader.declared,
    "closes_gap": _Reader.catch_up,
    "assumptions.transfer_takeup": _Reader.transfer,
    "assumptions.dormant_cleanup": _Reader.clean_up,
    "assumptions.residents_rural": _Reader.joins,
    "assumptions.residents_urban": _Reader.joins,
    "track_of": _Reader.track,
    "claim_choice": _Reader.choice,
} | dict.fromkeys(SIMPLE, _Reader.simple)
