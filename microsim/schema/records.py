"""The numpy types of the three records, made from the definitions in the order that ``order.yaml`` gives."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from microsim.amounts import MONTHS
from microsim.places import PROVINCE_COUNT, REGION_COUNT
from microsim.reading import Position, Problems, did_you_mean, read_kept
from microsim.schema.codes import Track
from microsim.schema.quantities import FOLDER, LAW_QUANTITIES, SCHEMES, Quantity, check_keys, entries

TIERS = 14  # residents' scheme tiers a law row can hold, unused ones are zero
TRACKS = len(Track)
LENGTH_BY = {"province": PROVINCE_COUNT, "region": REGION_COUNT}
PERSON_KEYS = ("en", "zh", "unit", "type", "by")


class Field(NamedTuple):
    """One field of a record: its numpy type and length, the unit it holds, its path and its names."""

    name: str
    type: str
    length: int
    unit: str
    path: str
    english: str
    chinese: str

    def dtype_entry(self) -> tuple[Any, ...]:
        """Return the numpy entry of this field."""
        return (self.name, self.type) if self.length == 0 else (self.name, self.type, (self.length,))


def record_dtype(fields: Iterable[Field]) -> Any:
    """Return the aligned numpy dtype of a table of fields."""
    return np.dtype([field.dtype_entry() for field in fields], align=True)


def law_field(quantity: Quantity) -> Field:
    """Return the field of the law record that holds a quantity; ``length`` 12 is the value of each month."""
    whole = quantity.about.whole and not quantity.monthly
    length = MONTHS if quantity.monthly else TIERS if quantity.tiers else TRACKS if "{track}" in quantity.path else 0
    names = (quantity.path, quantity.en, quantity.zh)
    return Field(str(quantity.field), "i4" if whole else "f8", length, quantity.held, *names)


def person_files() -> list[Path]:
    """Return the files that define the fields of a person: of who lives and works, and of each scheme."""
    return [FOLDER / "person.yaml", *sorted(SCHEMES.glob("*/person.yaml"))]


def read_person(files: Iterable[Path]) -> dict[str, Field]:
    """Return the fields of a person by name; InputError with every mistake in the files."""
    problems = Problems()
    found: dict[str, Field] = {}
    for file in files:
        _read_person(file, found, problems)
    problems.check()
    return found


def _read_person(file: Path, found: dict[str, Field], problems: Problems) -> None:
    """Add the fields that a file defines."""
    data, positions = read_kept(file, problems=problems)
    for path, entry in entries(data, "type", problems, positions):
        check_keys(path, entry, PERSON_KEYS, positions, problems)
        for key in ("en", "zh", "unit"):
            if not entry.get(key):
                problems.add(positions[path], path, f"{key} is missing")
        by = entry.get("by")
        if by and by not in LENGTH_BY:
            problems.add(positions[(*path, "by")], path, f"found {by}, allowed are {' and '.join(LENGTH_BY)}")
        name = str(path[-1])
        if name in found:
            problems.add(positions[path], path, "found a second time; keep one")
        texts = (str(entry.get("en")), str(entry.get("zh")))
        found[name] = Field(name, entry["type"], LENGTH_BY.get(str(by), 0), str(entry.get("unit")), "", *texts)


def in_order(names: Iterable[str], fields: Mapping[str, Field], position: Position) -> tuple[Field, ...]:
    """Return fields in the order of their names; each stands in the order once and is defined."""
    problems = Problems()
    listed = list(names)
    for name in listed:
        if name not in fields:
            problems.add(position, name, f"found in the order but defined nowhere{did_you_mean(name, fields)}")
        elif listed.count(name) > 1:
            problems.add(position, name, "found in the order twice; keep one")
    for name in fields:
        if name not in listed:
            problems.add(position, name, "is defined but not in the order of its record; add it")
    problems.check()
    return tuple(fields[name] for name in listed)


ORDER, ORDER_AT = read_kept(FOLDER / "order.yaml")
LAW_BY_NAME = {one.field: law_field(one) for one in LAW_QUANTITIES.values() if one.field}
LAW_FIELDS = in_order(ORDER["law"], LAW_BY_NAME, ORDER_AT["law",])
LAW = record_dtype(LAW_FIELDS)
PERSON_FIELDS = in_order(ORDER["person"], read_person(person_files()), ORDER_AT["person",])
PERSON = record_dtype(PERSON_FIELDS)

# Behaviour and economy, by province and year. Every field is a float: the order alone makes the record, and what
# fills a field is the assumption that names it (``field:`` in its entry).
ASSUMPTIONS: Any = np.dtype([(name, "f8") for name in ORDER["assumptions"]], align=True)
