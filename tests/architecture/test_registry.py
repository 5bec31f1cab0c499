"""What the tables of fields and the registries promise."""

import pytest

from microsim.kernel.draws import GROUPS
from microsim.kernel.items import IN, ITEMS, OUT, Kind, items_of, labels_of
from microsim.schema import LAW, LAW_FIELDS, PERSON, PERSON_FIELDS

TABLES = {"law": (LAW_FIELDS, LAW), "person": (PERSON_FIELDS, PERSON)}


@pytest.mark.parametrize("name", TABLES)
def test_fields_are_unique_and_labelled(name):
    fields, dtype = TABLES[name]
    assert len({field.name for field in fields}) == len(fields) == len(dtype.names)
    for field in fields:
        assert field.unit
        assert field.english
        assert any("一" <= letter <= "鿿" for letter in field.chinese), field.name


def test_draw_lanes_keep_their_place():
    """The table is append-only: a renumbered draw would change everybody's luck."""
    assert [(group, lane, name) for group, names in GROUPS.items() for lane, name in enumerate(names)][:47] == [
        (0, 0, "birth_month"),
        (0, 1, "home"),
        (0, 2, "stay"),
        (0, 3, "education"),
        (1, 0, "permanent"),
        (1, 1, "entry"),
        (1, 2, "track"),
        (1, 3, "claim_choice"),
        (2, 0, "base_pensioner"),
        (2, 1, "base_pension"),
        (2, 2, "residents_luck"),
        (2, 3, "residents_tier"),
        (3, 0, "absent_years"),
        (3, 1, "absent_stay"),
        (3, 2, "late_share"),
        (3, 3, "attachment"),
        (4, 0, "death"),
        (4, 1, "death_month"),
        (4, 2, "move"),
        (4, 3, "destination"),
        (5, 0, "move_month"),
        (5, 1, "hukou"),
        (5, 2, "employment"),
        (5, 3, "sector"),
        (6, 0, "job_change"),
        (6, 1, "coverage"),
        (6, 2, "declared"),
        (6, 3, "innovation"),
        (7, 0, "transitory"),
        (7, 1, "missed_months"),
        (7, 2, "catch_up"),
        (7, 3, "transfer"),
        (8, 0, "special"),
        (8, 1, "public"),
        (8, 2, "township"),
        (8, 3, "land"),
        (9, 0, "disability"),
        (9, 1, "disability_month"),
        (9, 2, "dependant"),
        (9, 3, "cash_out"),
        (10, 0, "irregular"),
        (10, 1, "gap_month"),
        (10, 2, "layoff"),
        (10, 3, "keeps_rights"),
        (11, 0, "row_birth"),
        (11, 1, "row_status"),
        (12, 0, "urban_by"),
    ]
    assert all(len(names) <= 4 for names in GROUPS.values())


def test_items_of_the_books_stand_in_the_order_of_their_codes():
    assert [int(item) for item in ITEMS] == list(range(len(ITEMS)))
    assert {item.sign for item in ITEMS} == {IN, OUT}


def test_what_goes_one_way_only_says_so_by_its_kind():
    """Money moved or pooled goes both ways, what is paid in comes in, benefits go out."""
    both = {kind for kind in Kind if items_of(kind, sign=IN) and items_of(kind, sign=OUT)}
    assert both == {Kind.MOVED, Kind.POOLING}
    assert not items_of(Kind.BENEFIT, Kind.INHERITANCE, sign=IN)
    assert len(labels_of(*Kind)) == len(ITEMS)
