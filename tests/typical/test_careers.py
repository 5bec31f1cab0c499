"""Typical careers: rates by hand from the case engine's answer, who is short of years, tables, and what is refused."""

import numpy as np
import pytest

import microsim as ms
from microsim.inputs import compile_law
from microsim.kernel.world import FIRST_LAW_YEAR
from microsim.places import PLACE_CODE
from microsim.reading import InputError
from microsim.scenarios import scenario


@pytest.fixture(scope="module")
def found():
    return ms.careers("baseline", "guangzhou", levels=(0.5, 1), years=(15, 30), births=1980)


def rate(found, **wanted):
    frame = found.frame()
    for name, value in wanted.items():
        frame = frame[frame[name] == value]
    return frame.iloc[0]


def test_a_rate_is_that_of_the_case(found):
    """Thirty years at the average wage: the pension of the case over the wage of the last year, by the same law."""
    one = rate(found, sex="male", years=30, level=1.0)
    assert one["claim"] == ms.pension({"person": {"sex": "male", "birth": "1980-01"}})["statutory"]["month"]
    assert one["months"] == 360
    wages = compile_law(scenario("baseline"), 2100)[0]["average_wage"][PLACE_CODE["guangzhou"]]
    assert one["claim"] == "2043-01"
    spells = [
        {
            "place": "guangzhou",
            "from": f"{year}-01",
            "to": f"{year}-12",
            "kind": "employee",
            "wage": float(wages[year - FIRST_LAW_YEAR]),
        }
        for year in range(2013, 2043)
    ]
    person = {"sex": "male", "birth": "1980-01", "track": "worker", "hukou": {"place": "guangzhou", "type": "urban"}}
    answer = ms.pension({"person": person, "spells": spells, "claim": {"month": one["claim"]}})
    assert one["gross"] == pytest.approx(100 * answer["pension"]["total"] / spells[-1]["wage"])
    own = answer["contributions"][-1]["own"] / 12
    assert one["net"] == pytest.approx(one["gross"] / (1 - own / spells[-1]["wage"]))


def test_lower_wages_have_higher_rates_and_short_careers_none(found):
    frame = found.frame()
    assert np.isnan(frame.loc[frame["years"] == 15, "gross"]).all()
    thirty = frame[frame["years"] == 30].pivot(index=["sex", "track"], columns="level", values="gross")
    assert (thirty[0.5] > thirty[1.0]).all()
    assert (frame["net"].dropna() > frame["gross"].dropna()).all()


def test_the_table_is_the_frame(found):
    table = found.table()
    assert len(table.rows) == 3
    assert [column.name.key for column in table.columns] == ["15,0.5", "15,1", "30,0.5", "30,1"]
    assert table.cells[0][3].value == rate(found, sex="male", years=30, level=1.0)["gross"]
    assert "short of years" in table.texts()[0]
    assert "年限不足" in found.net_table().texts("zh")[0]


def test_a_full_career_begins_at_22():
    one = rate(ms.careers(places="shanghai", levels=1, years=0, births=1990, kind="flexible"), sex="male")
    assert one["claim"] == "2053-01"
    assert one["months"] == 12 * (2053 - 2012)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"places": "guangzho"}, "did you mean guangzhou"),
        ({"levels": 0}, "numbers from 0.1 to 20"),
        ({"years": (30, 1.5)}, "whole numbers from 0 to 45"),
        ({"births": (1950,)}, "whole numbers from 1976 to 2030"),
        ({"kind": "farmer"}, "employee, flexible"),
        ({"levels": ()}, "at least one number"),
    ],
)
def test_what_is_refused(options, told):
    with pytest.raises(InputError, match=told):
        ms.careers(**options)
