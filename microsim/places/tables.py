"""The tables of places, provinces and benefit regions, read, checked and put in the order of their indices."""

from typing import NamedTuple

from microsim.data import DataError, rows

SIMULATED, OUTSIDE, NAMED = ROLES = ("simulated", "outside", "named")
OPTIONAL = ("code", "aliases")
CODES = 512  # of places: what a person number has room for


class Province(NamedTuple):
    """A province: its names, division code and role; the stored code where it has an index in the model."""

    key: str
    english: str
    chinese: str
    gb_code: int
    role: str
    code: int | None
    aliases: str = ""  # further keys a case may write, parted by blanks


class Place(NamedTuple):
    """A place: its key in files and commands, names, division code and stored code, province and benefit region."""

    key: str
    english: str
    chinese: str
    gb_code: int
    code: int
    province: str
    region: str


class Region(NamedTuple):
    """A benefit region and the place whose law row carries its benefit base and reference wage."""

    key: str
    seat: str


class Geography(NamedTuple):
    """Places, provinces and regions in the order of their indices, and the provinces that are only named.

    Provinces stand by stored code and the outside world last; places stand by province and stored code within, so
    that the areas of a province are neighbours; regions stand as their seats. Rows may stand in any order in a table.
    """

    places: tuple
    provinces: tuple
    regions: tuple
    named: tuple


def read():
    """Return the Geography of the shipped tables and of folders laid over them; mistakes raise DataError."""
    return ordered(rows("places/provinces.csv"), rows("places/places.csv"), rows("places/regions.csv"))


def ordered(province_rows, place_rows, region_rows):
    """Return the Geography of rows of the three tables; of rows with one key the last holds."""
    mistakes = []
    provinces = records(Province, province_rows, mistakes)
    places = records(Place, place_rows, mistakes)
    regions = records(Region, region_rows, mistakes)
    check_codes({**provinces, **places}, places, mistakes)
    check_links(provinces, places, regions, mistakes)
    if mistakes:
        raise DataError("\n".join(mistakes))
    simulated = sorted(by_role(provinces, SIMULATED), key=lambda province: province.code)
    known = (*simulated, *by_role(provinces, OUTSIDE))
    rank = {province.key: number for number, province in enumerate(known)}
    in_order = sorted((row for row, _ in places.values()), key=lambda place: (rank[place.province], place.code))
    seat = {place.key: number for number, place in enumerate(in_order)}
    by_seat = sorted((row for row, _ in regions.values()), key=lambda region: seat[region.seat])
    named = sorted(by_role(provinces, NAMED), key=lambda province: (province.gb_code, province.key))
    return Geography(tuple(in_order), known, tuple(by_seat), tuple(named))


def by_role(provinces, role):
    """Return the provinces of a role."""
    return [row for row, _ in provinces.values() if row.role == role]


def records(kind, table, mistakes):
    """Return key: (record, row) of a table; what cannot be read is noted."""
    found = {}
    for row in table:
        cells = {name: row.cells.get(name) or "" for name in kind._fields}
        if missing := [name for name, text in cells.items() if not text and name not in OPTIONAL]:
            note(mistakes, row, missing[0], "is empty")
            continue
        for name in {"code", "gb_code"} & set(cells):
            if cells[name].isdecimal():
                cells[name] = int(cells[name])
            elif cells[name] or kind is Place:
                note(mistakes, row, name, f"found {cells[name]!r}, allowed is a whole number")
        if "code" in cells and cells["code"] == "":
            cells["code"] = None
        if (known := found.get(cells["key"])) and known[1].file == row.file:
            note(mistakes, row, "key", f"found {cells['key']} a second time, first in line {known[1].line}")
        found[cells["key"]] = (kind(**cells), row)
    return found


def note(mistakes, row, column, text):
    """Note a mistake with the place it stands at."""
    mistakes.append(f"{row.file}:{row.line}: {column}: {text}")


def check_codes(everything, places, mistakes):
    """Stored codes are given once and fit into a person number; every province of the model has one."""
    taken = {}
    for key, (place, row) in places.items():
        if not isinstance(place.code, int):
            continue
        if place.code >= CODES:
            note(mistakes, row, "code", f"found {place.code}, allowed are 0 to {CODES - 1}")
        if taken.setdefault(place.code, key) != key:
            note(mistakes, row, "code", f"found {place.code}, which {taken[place.code]} has")
    taken = {}
    for key, (province, row) in everything.items():
        if not isinstance(province, Province) or province.role not in ROLES or province.role == NAMED:
            continue
        if province.code is None:
            note(mistakes, row, "code", f"is empty, a province that is {province.role} needs one")
        elif taken.setdefault(province.code, key) != key:
            note(mistakes, row, "code", f"found {province.code}, which {taken[province.code]} has")


def count_in(places, province):
    """Return how many places a province has."""
    return sum(place.province == province for place, _ in places.values())


def check_links(provinces, places, regions, mistakes):
    """Every place lies in a province and a region of the tables, every region has its seat, one world lies outside."""
    for province, row in provinces.values():
        if province.role not in ROLES:
            note(mistakes, row, "role", f"found {province.role}, allowed are {', '.join(ROLES)}")
        held = [place for place, _ in places.values() if place.province == province.key]
        if province.role == SIMULATED and not held:
            note(mistakes, row, "key", f"found {province.key}, which is simulated and has no row in places.csv")
        if province.role == OUTSIDE and len(held) != 1:
            note(mistakes, row, "key", f"found {len(held)} places outside, allowed is one")
    if len(by_role(provinces, OUTSIDE)) != 1:
        mistakes.append(f"provinces.csv: found {len(by_role(provinces, OUTSIDE))} provinces outside, allowed is one")
    inside = [key for key, (province, _) in provinces.items() if province.role != NAMED]
    for place, row in places.values():
        if place.province not in inside:
            note(mistakes, row, "province", f"found {place.province}, allowed are {', '.join(inside)}")
        if place.key in provinces and (place.key != place.province or count_in(places, place.province) > 1):
            note(mistakes, row, "key", f"found {place.key}, which only the one place of that province may be called")
        if place.region not in regions:
            note(mistakes, row, "region", f"found {place.region}, allowed are {', '.join(regions)}")
    for region, row in regions.values():
        if region.seat not in places or places[region.seat][0].region != region.key:
            note(mistakes, row, "seat", f"found {region.seat}, allowed is a place of the region {region.key}")
