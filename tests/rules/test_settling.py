"""Points towards the local hukou, worked by hand."""

import pytest

from microsim.schemes.settling.rules import settling_chance, settling_points

GUANGDONG = {
    "per_year_paid": 5.0,
    "per_year_resident": 1.0,
    "young_points": 0.0,
    "young_until": 43.0,
    "less_a_year": 2.0,
}
SHANGHAI = {
    "per_year_paid": 3.0,
    "per_year_resident": 0.0,
    "young_points": 30.0,
    "young_until": 43.0,
    "less_a_year": 2.0,
}


@pytest.mark.parametrize(
    ("rule", "schooling", "months", "resident", "age", "points"),
    [
        (GUANGDONG, 20.0, 60, 5, 30, 50.0),  # senior school 20, five years paid 25, five lived there 5
        (GUANGDONG, 20.0, 71, 5, 30, 50.0),  # the sixth year is not complete
        (GUANGDONG, 20.0, 84, 7, 30, 62.0),
        (SHANGHAI, 60.0, 120, 10, 35, 120.0),  # a bachelor of 35 with ten years paid has the 120 points of the permit
        (SHANGHAI, 60.0, 120, 10, 44, 118.0),
        (SHANGHAI, 0.0, 240, 20, 60, 60.0),  # youth is gone at 58 and takes nothing off
    ],
)
def test_points_are_added_up(rule, schooling, months, resident, age, points):
    found = settling_points(schooling, months, rule["per_year_paid"], resident, rule["per_year_resident"], age,
                            rule["young_points"], rule["young_until"], rule["less_a_year"])  # fmt: skip
    assert found == points


@pytest.mark.parametrize(
    ("usual", "points", "needed", "chance"),
    [
        (0.01, 0.0, 0.0, 0.01),  # no points are asked for
        (0.01, 60.0, 60.0, 0.10),
        (0.30, 60.0, 60.0, 0.30),  # nobody is worse off for reaching them
        (0.01, 59.0, 60.0, 0.0025),
    ],
)
def test_the_chance_of_settling(usual, points, needed, chance):
    assert settling_chance(usual, points, needed, 0.10, 0.25) == chance
