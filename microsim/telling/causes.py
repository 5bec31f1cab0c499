"""Why two lives part: the values read before it that differ between the scenarios, and what set them."""

from typing import Any

import numpy as np

from microsim.kernel.world import FIRST_LAW_YEAR
from microsim.places import PLACE_KEYS, PROVINCE_KEYS
from microsim.telling.law import Grounds
from microsim.telling.life import Life
from microsim.telling.settings import Settings
from microsim.watch.records import READ
from microsim.watch.trace import Entry, Frame


def same(one: Any, other: Any) -> bool:
    """Tell whether two values are the same to the last bit."""
    return bool(np.array_equal(one, other))


def causes(
    one: Life,
    other: Life,
    year: int,
    entries: tuple[Entry | None, Entry | None],
    worlds: tuple[Any, Any],
    grounds: tuple[Grounds, Grounds],
) -> list[dict[str, Any]]:
    """Return the values read before the lives part that differ between the scenarios, nearest event first.

    Looked for in the event in which the lives part, then in those that called it, then in all of the
    year, then in the years before.
    """
    reads = [read_before(life, year, entry) for life, entry in zip((one, other), entries, strict=True)]
    differing = [[read for read in found if differs(read, worlds)] for found in reads]
    for depth in range(max(map(depth_of, entries))):
        near: dict[tuple, Entry] = {}
        for found, entry in zip(differing, entries, strict=True):
            around = ancestor(entry, depth)
            near |= {
                (read.name, read.where): read for read in found if around is not None and inside(read.frame, around)
            }
        if near:
            settings = Settings(grounds[0].scenario, grounds[1].scenario)
            return [cause(read, worlds, grounds, settings) for read in near.values()]
    return []


def read_before(life: Life, year: int, last: Entry | None) -> list[Entry]:
    """Return what a life read up to an effect, the latest first."""
    entries = list(life.beginning)
    for noted in (noted for lived, noted in sorted(life.noted.items()) if lived <= year):
        entries += noted
    if last is not None:
        entries = entries[: next(index for index, entry in enumerate(entries) if entry is last)]
    return [entry for entry in reversed(entries) if entry.kind == READ]


def value_in(world: Any, read: Entry) -> Any:
    """Return the value of a read in the tables of a run."""
    table, _, field = read.name.partition(".")
    found = world[table]
    if not field:
        return found[read.where]
    place, slot, *rest = read.where
    return found[field][(place, slot, *rest)]


def differs(read: Entry, worlds: tuple[Any, Any]) -> bool:
    """Tell whether what was read has another value in the other scenario."""
    return not same(value_in(worlds[0], read), value_in(worlds[1], read))


def depth_of(entry: Entry | None) -> int:
    """Return how many events called one another down to an effect."""
    depth, frame = 0, entry.frame if entry else None
    while frame is not None:
        depth, frame = depth + 1, frame.parent
    return depth


def ancestor(entry: Entry | None, depth: int) -> Frame | None:
    """Return the event of an effect, or the one so many calls above."""
    frame = entry.frame if entry else None
    for _ in range(depth):
        frame = frame.parent if frame else None
    return frame


def inside(frame: Frame | None, around: Frame) -> bool:
    """Tell whether an event is another or was called by it."""
    while frame is not None:
        if frame is around:
            return True
        frame = frame.parent
    return False


def cause(read: Entry, worlds: tuple[Any, Any], grounds: tuple[Grounds, Grounds], settings: Settings) -> dict[str, Any]:
    """Return a value that differs: which, where, what it is in either scenario, and the setting behind it."""
    values = [value_in(world, read).item() for world in worlds]
    table, _, field = read.name.partition(".")
    if table == "law":
        place, slot, *rest = read.where
        index = rest[0] if rest else None
        rows = [
            ground.law(field, place, slot + FIRST_LAW_YEAR, index, value)
            for ground, value in zip(grounds, values, strict=True)
        ]
        behind = settings.behind_law(field, place, slot + FIRST_LAW_YEAR, rest, values[0])
        found = {"kind": "law", "place": PLACE_KEYS[place], "year": slot + FIRST_LAW_YEAR, "values": rows}
        return found | {"behind": behind}
    if table == "assumptions":
        province, slot = read.where[:2]
        rows = [
            ground.assumption(field, province, slot + FIRST_LAW_YEAR, value)
            for ground, value in zip(grounds, values, strict=True)
        ]
        return {"kind": "assumption", "place": PROVINCE_KEYS[province], "year": slot + FIRST_LAW_YEAR, "values": rows}
    rows = [{"path": table, "value": value, "text": f"{value:.6g}"} for value in values]
    return {
        "kind": "table",
        "table": table,
        "cell": list(read.where),
        "values": rows,
        "behind": settings.assumptions(),
    }
