"""The tables of places: checks with file and line, an order that rows do not change, room for codes."""

import random

import pytest

from microsim import places
from microsim.data import DataError, Row, rows
from microsim.kernel.numbers import PLACE_BITS
from microsim.places.tables import ordered

TABLES = tuple(rows(f"places/{name}.csv") for name in ("provinces", "places", "regions"))


def changed(table, key, **cells):
    """Return a table with cells of one row changed."""
    return [row._replace(cells=row.cells | cells) if row.cells["key"] == key else row for row in table]


def test_rows_may_stand_in_any_order():
    expected = ordered(*TABLES)
    for seed in range(20):
        shuffled = [random.Random(seed).sample(table, len(table)) for table in TABLES]
        assert ordered(*shuffled) == expected


def test_the_areas_of_a_province_are_neighbours_and_the_outside_world_stands_last():
    for province, here in enumerate(places.AREAS_OF):
        assert (places.PROVINCE_OF[here] == province).all()
        assert list(range(here.start, here.stop)) == places.PLACES_OF[province].tolist()
    assert places.PROVINCE_OF[places.ELSEWHERE] == places.ELSEWHERE_PROVINCE
    assert (places.INDEX_OF[places.CODE_OF] == range(places.PLACE_COUNT)).all()


def test_a_place_more_in_the_first_province_leaves_codes_alone():
    provinces, cities, regions = TABLES
    more = Row(cities[0].cells | {"key": "new", "english": "New", "chinese": "新", "code": "23"}, cities[0].file, 99)
    before, after = ordered(*TABLES), ordered(provinces, [more, *cities], regions)
    assert {place.key: place.code for place in before.places}.items() < {p.key: p.code for p in after.places}.items()
    assert after.places[21].key == "new"  # among the cities of its province
    assert [place.key for place in after.places if place.key != "new"] == [place.key for place in before.places]


def test_shipped_codes_never_change():
    """A person's number holds the code of a place: these stand in numbers that others have written down."""
    codes = {place.key: place.code for place in places.PLACES}
    assert [codes[key] for key in ("guangzhou", "shenzhen", "yunfu", "shanghai", "elsewhere")] == [0, 2, 20, 21, 22]


def test_codes_that_remain():
    """Nine bits of a number hold 512 codes, more than China has prefectures; 23 are given."""
    assert 2**PLACE_BITS == places.CODES == 512
    assert places.CODES - places.PLACE_COUNT == 489


@pytest.mark.parametrize(
    ("table", "key", "cells", "message"),
    [
        (1, "shenzhen", {"code": "0"}, "places.csv:6: code: found 0, which guangzhou has"),
        (1, "shenzhen", {"code": "512"}, "places.csv:6: code: found 512, allowed are 0 to 511"),
        (1, "shenzhen", {"code": "two"}, "places.csv:6: code: found 'two', allowed is a whole number"),
        (1, "shenzhen", {"english": ""}, "places.csv:6: english: is empty"),
        (1, "shenzhen", {"province": "hunan"}, "province: found hunan, allowed are guangdong, shanghai, elsewhere"),
        (1, "shenzhen", {"region": "delta"}, "region: found delta, allowed are guangdong, shenzhen"),
        (2, "shenzhen", {"seat": "zhuhai"}, "regions.csv:4: seat: found zhuhai, allowed is a place of the region shen"),
        (0, "hunan", {"role": "modelled"}, "role: found modelled, allowed are simulated, outside, named"),
        (0, "hunan", {"role": "simulated"}, "code: is empty, a province that is simulated needs one"),
        (
            0,
            "hunan",
            {"role": "simulated", "code": "3"},
            "found hunan, which is simulated and has no row in places.csv",
        ),
        (0, "hunan", {"role": "outside", "code": "3"}, "found 2 provinces outside, allowed is one"),
    ],
)
def test_mistakes_are_told_with_their_line(table, key, cells, message):
    tables = [changed(rows, key, **cells) if number == table else rows for number, rows in enumerate(TABLES)]
    with pytest.raises(DataError) as error:
        ordered(*tables)
    assert message in str(error.value)


def test_all_mistakes_are_told_at_once():
    provinces, cities, regions = TABLES
    with pytest.raises(DataError) as error:
        ordered(provinces, changed(changed(cities, "zhuhai", code="0"), "foshan", province="hunan"), regions)
    assert len(str(error.value).splitlines()) == 2
