"""What is published of how pensions are spread stands on the page, and is set beside what the simulated hold."""

from pathlib import Path

import numpy as np
import pytest

from calibration import distributions
from calibration.pages import read_table
from microsim.amounts import FEN, MONTHS
from microsim.places import AREA_COUNT, PLACES
from microsim.population.inputs import areas
from microsim.schema import Labour, Membership, Scheme, Sex

PAGE = Path(__file__).parents[2] / "docs" / "validate.md"
FIELDS = (
    "place", "hukou_place", "hukou_type", "sex", "birth", "membership", "scheme", "pension_fen", "claim_month",
    "contribution_months", "labour", "pays_alone",
)  # fmt: skip
GUANGDONG, SHANGHAI = 0, 1
CITY, OTHER = 0, AREA_COUNT - 1


@pytest.fixture
def four():
    """Two men and a woman of 65 in a city, the woman without a pension, and a man of 30 in Shanghai."""
    people = np.zeros(4, dtype=[(name, np.int64) for name in FIELDS])
    people["place"] = people["hukou_place"] = [CITY, CITY, CITY, OTHER]
    people["hukou_type"] = [0, 1, 0, 0]
    people["sex"] = [Sex.MALE, Sex.MALE, Sex.FEMALE, Sex.MALE]
    people["birth"] = np.array([1951, 1951, 1951, 1986]) * MONTHS
    people["membership"][:2] = Membership.PENSIONER
    people["scheme"][:2] = [Scheme.EMPLOYEES, Scheme.PUBLIC]
    people["pension_fen"][:2] = [2000 * FEN, 3000 * FEN]
    people["claim_month"][:2] = [2011 * MONTHS, 2016 * MONTHS]
    people["labour"] = [Labour.NOT_WORKING, Labour.NOT_WORKING, Labour.NOT_WORKING, Labour.FORMAL]
    return people


def test_every_published_figure_stands_on_the_page():
    """Make it again with ``python -m calibration.distributions docs/validate.md``."""
    known = distributions.published()
    assert {one.grade for one in known} <= {"A", "B", "C"}
    assert all(one.source and one.where for one in known)
    told = read_table(PAGE, distributions.MARK, "living")[1:]
    assert [row[:5] for row in told] == [
        [one.where, str(one.year), one.sex, f"{one.value:.1f}", one.grade] for one in known if one.kind == "living"
    ]
    others = [one for one in known if one.kind != "living"]
    assert [row[1:5] for row in read_table(PAGE, distributions.MARK, "single")[1:]] == [
        [one.where, str(one.year), f"{one.value:,g} {one.unit}", one.grade] for one in others
    ]
    assert {one.kind for one in others} == set(distributions.BESIDE)


def test_the_retired_of_the_census_stand_on_the_page():
    rows = read_table(PAGE, distributions.MARK, "areas")[1:]
    counted = 100 * areas()["retired10"][:AREA_COUNT]
    assert [row[:2] for row in rows] == [
        [place.english, f"{share:.1f}"] for place, share in zip(PLACES[:AREA_COUNT], counted, strict=True)
    ]


def test_groups_and_shares_of_who_draws(four):
    old = distributions.age_of(four, 2016) >= distributions.OLD
    assert list(old) == [True, True, True, False]

    def drawing(group, sex):
        here = old & distributions.of_group(four, GUANGDONG, group, sex)
        return float(distributions.draws(four)[here].mean())

    assert drawing("all", "all") == pytest.approx(2 / 3)
    assert drawing("urban", "all") == 0.5
    assert (drawing("rural", "male"), drawing("all", "female")) == (1.0, 0.0)
    assert not distributions.of_group(four, SHANGHAI, "rural", "all").any()


def test_what_stands_beside_single_figures(four):
    people = {2016: four, 2020: four}
    assert distributions.claim_age(people, GUANGDONG) == 65  # the claim of 2011 is too early
    assert distributions.public_over_enterprise(people, GUANGDONG) == 1.5
    assert np.isnan(distributions.paid_alone(people, GUANGDONG))
    four["pays_alone"][0] = 1
    assert distributions.paid_alone(people, GUANGDONG) == 2000


def test_retired_are_pensioners_without_work(four):
    shares = distributions.retired(four[[0, 1, 2, 3, 3]], 2016)[[CITY, OTHER]]
    assert shares == pytest.approx([200 / 3, 0])
