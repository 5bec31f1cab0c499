"""Moves between provinces: the dossier's table of paying places (V15) and its transfer example."""

import pytest

from microsim.schema import Sex
from microsim.schemes.employees.rules.portability import opens_temporary_account, paying_place, transfer_pooled

GUANGDONG, SHANGHAI, OTHER, NONE = 0, 1, 2, -1  # OTHER: Sichuan, Henan
TEN_YEARS = 120

PLACES = [
    # relation, hukou, months by province, last month paid by province, paying place
    ("Guangdong 8y, Shanghai 11y", SHANGHAI, OTHER, (96, 132, 0), (24000, 24132, 0), SHANGHAI),
    ("Guangdong 12y, Shanghai 6y", SHANGHAI, OTHER, (144, 72, 0), (24000, 24072, 0), GUANGDONG),
    ("Guangdong 8y, Shanghai 9y", SHANGHAI, OTHER, (96, 108, 0), (24000, 24108, 0), OTHER),
    ("hukou Shanghai, 15y and 2y", SHANGHAI, SHANGHAI, (180, 24, 0), (24000, 24024, 0), SHANGHAI),
    ("Henan at home at last", OTHER, OTHER, (120, 114, 12), (24000, 23880, 24012), OTHER),
    ("exactly ten years", GUANGDONG, OTHER, (120, 0, 0), (24000, 0, 0), GUANGDONG),
    ("a month short", GUANGDONG, OTHER, (119, 0, 0), (24000, 0, 0), OTHER),
    ("two places with ten years: the last", OTHER, GUANGDONG, (0, 120, 60), (0, 23000, 24000), SHANGHAI),
    ("tied at ten years: the last", NONE, OTHER, (120, 120, 0), (23500, 23000, 0), GUANGDONG),
    ("no relation, no ten years", NONE, SHANGHAI, (60, 0, 0), (23500, 0, 0), SHANGHAI),
    ("deemed years only", NONE, OTHER, (0, 180, 0), (0, 0, 0), SHANGHAI),
]


@pytest.mark.parametrize(("case", "relation", "hukou", "months", "last", "expected"), PLACES)
def test_paying_place(case, relation, hukou, months, last, expected):
    long = [province for province in range(3) if months[province] >= TEN_YEARS]
    last_long = max(long, key=lambda province: last[province], default=NONE)
    assert paying_place(relation, hukou, months[relation], last_long, TEN_YEARS) == expected, case


def test_pooled_money_that_moves():
    """Base 6000 for 60 months: 43200 of the employer's 57600 move, 14400 stay."""
    bases = 60 * 6000_00
    moved = transfer_pooled(bases, 0.12)
    assert moved == 43_200_00
    assert 60 * 960_00 - moved == 14_400_00


@pytest.mark.parametrize(
    ("sex", "age", "province", "hukou", "insured", "expected"),
    [
        (Sex.MALE, 600, GUANGDONG, OTHER, 0, True),
        (Sex.MALE, 599, GUANGDONG, OTHER, 0, False),
        (Sex.FEMALE, 480, SHANGHAI, OTHER, 0, True),
        (Sex.FEMALE, 479, SHANGHAI, OTHER, 0, False),
        (Sex.MALE, 620, GUANGDONG, GUANGDONG, 0, False),
        (Sex.MALE, 620, GUANGDONG, OTHER, 1, False),
    ],
)
def test_temporary_account(sex, age, province, hukou, insured, expected):
    assert opens_temporary_account(int(sex), age, province, hukou, insured, 600, 480) == expected
