"""What may be set, defined once: name, unit, kind, bounds, labels in both languages and what it does.

A definition is any mapping with the key ``kind``; its path is the keys that lead to it, wherever its file
lies. Those of the statute stand with their scheme (``schemes/*/law.yaml``); those of the assumptions stand with their
values. A path with ``{track}`` is defined once for all retirement tracks.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from microsim.reading import KeyPath, Position, Problems, did_you_mean, read_kept
from microsim.schema.codes import Track
from microsim.schema.kinds import KINDS, Kind, measured, shown

FOLDER = Path(__file__).parent
SCHEMES = FOLDER.parent / "schemes"  # each has its part of what is defined here
TRACK_NAMES = {
    Track.MEN: ("men", "男职工"),
    Track.WOMEN_CADRE: ("women in management or technical posts", "原55周岁女职工"),
    Track.WOMEN_WORKER: ("women workers", "原50周岁女职工"),
}
REQUIRED = ("en", "zh", "kind")
KEYS = (*REQUIRED, "unit", "least", "most", "absent", "words", "monthly", "tiers", "field", "does", "does_zh")
LAW_KEYS = (*KEYS, "low", "high")


class Quantity(NamedTuple):
    """One quantity of the statute or of the assumptions.

    Attributes
    ----------
    path : below a place in the statute, or of the assumption; with ``{track}`` where each track has its own value
    en, zh : its name
    unit : unit in which it is written
    kind : name of its kind, a key of ``KINDS``
    least, most : bounds of what may be set, both allowed, as the record holds it; infinite for words
    absent : the number that says there is none, where it lies outside the bounds
    low, high : what is usual, where that is narrower than the bounds; outside it a scenario is warned. An
        assumption has its own low and high beside its value
    words : code of each word a word or a choice may be
    monthly, tiers : whether it may change within a year, whether it is a list
    field : name of the field of the record that holds it, if one does
    does, does_zh : what it does, in a sentence; in Chinese for assumptions
    position : where it is defined
    """

    path: str
    en: str
    zh: str
    unit: str
    kind: str
    least: float
    most: float
    absent: float | None
    low: float | None
    high: float | None
    words: Mapping[str, int]
    monthly: bool
    tiers: bool
    field: str | None
    does: str | None
    does_zh: str | None
    position: Position

    @property
    def about(self) -> Kind:
        """What holds for all quantities of this kind."""
        return KINDS[self.kind]

    @property
    def held(self) -> str:
        """Unit of what the record holds."""
        return self.about.held or self.unit

    def holds(self, value: float) -> bool:
        """Tell whether a number lies between the bounds."""
        return self.least <= value <= self.most or value == self.absent

    def allowed(self) -> str:
        """Return what a value may be, in words."""
        if self.kind == "flag":
            return self.about.allowed
        if self.kind == "word":
            return f"one of {', '.join(self.words)}"
        if self.kind == "choice":
            return f"one of {', '.join(f'{code} ({word})' for word, code in self.words.items())}"
        ends = f"{shown(self.least, self.kind)} to {shown(self.most, self.kind)}"
        none = "" if self.absent is None else f", or {self.absent:g} for none"
        unit = "" if self.kind in ("age", "month", "growth") else f" ({self.unit})"
        return f"{self.about.allowed} from {ends}{none}{unit}"

    def of_track(self, track: Track) -> "Quantity":
        """Return the quantity of one retirement track."""
        path = self.path.replace("{track}", track.name.lower())
        english, chinese = TRACK_NAMES[track]
        return self._replace(path=path, en=f"{self.en}, {english}", zh=f"{self.zh}（{chinese}）")


def law_files() -> list[Path]:
    """Return the files that define the quantities of the statute."""
    return sorted((*SCHEMES.glob("*/law.yaml"), *SCHEMES.glob("*/law/*.yaml")))


def read_quantities(files: Iterable[Path]) -> dict[str, Quantity]:
    """Return the quantities that files define, by path; InputError with every mistake in them."""
    problems = Problems()
    found: dict[str, Quantity] = {}
    for file in files:
        data, positions = read_kept(file, problems=problems)
        for path, entry in entries(data, "kind", problems, positions):
            quantity = read_quantity(path, entry, positions, problems)
            check_keys(path, entry, LAW_KEYS, positions, problems)
            quantity = quantity._replace(low=measured(entry.get("low")), high=measured(entry.get("high")))
            if quantity.path in found:
                first = found[quantity.path].position
                problems.add(quantity.position, path, f"found twice, first at {first}")
            found[quantity.path] = quantity
    problems.check()
    return found


def entries(
    data: Any, mark: str, problems: Problems, positions: dict[KeyPath, Position]
) -> Iterator[tuple[KeyPath, dict[str, Any]]]:
    """Yield path and mapping of every entry of a tree: a mapping that has the key ``mark``."""
    stack: list[tuple[KeyPath, Any]] = [((), data)]
    while stack:
        path, node = stack.pop()
        if isinstance(node, dict) and mark in node:
            yield path, node
        elif isinstance(node, dict):
            stack.extend(((*path, key), node[key]) for key in reversed(node))
        elif node is not None:
            problems.add(positions[path], path, f"found {node!r}, expected an entry with {mark}")


def read_quantity(
    path: KeyPath, entry: dict[str, Any], positions: dict[KeyPath, Position], problems: Problems
) -> Quantity:
    """Return the definition an entry gives, noting what is wrong with it; ``low`` and ``high`` are left open."""
    position = positions[path]
    for key in REQUIRED:
        if not entry.get(key):
            problems.add(position, path, f"{key} is missing")
    kind = str(entry.get("kind"))
    if kind not in KINDS:
        found = f"found kind {kind}, allowed are {', '.join(KINDS)}{did_you_mean(kind, KINDS)}"
        problems.add(positions.get((*path, "kind"), position), path, found)
        kind = "factor"
    unit = entry.get("unit") or KINDS[kind].unit
    if not unit:
        problems.add(position, path, f"unit is missing, which a {kind} has to name")
    words = _words(path, entry, kind, position, problems)
    least, most = (_bound(path, entry, key, kind, words, positions, problems) for key in ("least", "most"))
    if least >= most and not words:
        problems.add(position, path, f"least {least:g} is not below most {most:g}")
    return Quantity(
        path=".".join(map(str, path)),
        en=str(entry.get("en")),
        zh=str(entry.get("zh")),
        unit=str(unit),
        kind=kind,
        least=least,
        most=most,
        absent=entry.get("absent"),
        low=None,
        high=None,
        words=words,
        monthly=bool(entry.get("monthly")),
        tiers=bool(entry.get("tiers")),
        field=entry.get("field"),
        does=entry.get("does"),
        does_zh=entry.get("does_zh"),
        position=position,
    )


def _words(path: KeyPath, entry: dict[str, Any], kind: str, position: Position, problems: Problems) -> dict[str, int]:
    """Return the code of each word of a word or a choice, empty for all else."""
    words = entry.get("words") or {}
    if isinstance(words, list):
        words = {word: code for code, word in enumerate(words)}
    if bool(words) != (kind in ("word", "choice")):
        found = "found words without a word or a choice" if words else f"words of the {kind} are missing"
        problems.add(position, path, found)
    return dict(words)


def _bound(
    path: KeyPath,
    entry: dict[str, Any],
    key: str,
    kind: str,
    words: Mapping[str, int],
    positions: dict[KeyPath, Position],
    problems: Problems,
) -> float:
    """Return a bound: the entry's own, that of its words or of its kind; noting where there is none or it is no value."""
    of_words = {"least": min, "most": max}[key](words.values(), default=None)
    bound = measured(entry[key]) if key in entry else getattr(KINDS[kind], key) if of_words is None else of_words
    if bound is None:
        found = (
            f"found {entry[key]!r}, which is no value" if key in entry else "is missing, which this kind has to name"
        )
        problems.add(positions.get((*path, key), positions[path]), path, f"{key} {found}")
        return 0.0
    return float(bound)


def check_keys(
    path: KeyPath,
    entry: dict[str, Any],
    allowed: Iterable[str],
    positions: dict[KeyPath, Position],
    problems: Problems,
) -> None:
    """Note every key an entry must not have."""
    names = list(allowed)
    for key in entry:
        if key not in names:
            hint = did_you_mean(str(key), names)
            problems.add(positions[(*path, key)], path, f"found {key}, allowed are {', '.join(names)}{hint}")


LAW_QUANTITIES = read_quantities(law_files())
"""The quantities of the statute by path, those of the tracks by their common path."""

STATUTE_QUANTITIES = {
    one.path: one
    for quantity in LAW_QUANTITIES.values()
    for one in (map(quantity.of_track, Track) if "{track}" in quantity.path else (quantity,))
}
"""The quantities of the statute by the path below a place, one for each track."""
