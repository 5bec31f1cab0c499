"""What is owed at a date: nobody earns rights after it, what was paid before is left out, and the groups add up."""

import numpy as np
import pytest

import microsim as ms
from microsim.accrued.owed import MEMBERS, PENSIONS
from microsim.accrued.stopped import stopped, until
from microsim.reading import InputError
from microsim.scenarios import scenario

AT = 2021
pytestmark = pytest.mark.slow  # of several runs


@pytest.fixture(scope="module")
def run():
    return ms.run("baseline", one_in=50_000, until=2024, lives=True, figures=False, progress=False, threads=1)


@pytest.fixture(scope="module")
def found(run):
    return ms.liabilities(run, AT, threads=1, progress=False)


def test_a_value_up_to_a_year():
    assert until(0.15, 2024, 0.0) == {1970: 0.15, 2025: 0.0}
    assert until({1970: 0.1, 2024: 0.2, 2026: 0.3}, 2024, 0.0) == {1970: 0.1, 2024: 0.2, 2025: 0.0}
    assert until({"guangdong": 0.1}, 2024, 0.0) == {1970: {"guangdong": 0.1}, 2025: 0.0}


def test_wages_are_frozen_for_the_abo_alone():
    base = scenario("baseline")
    abo, pbo = (stopped(base, AT, frozen, vested=False) for frozen in (True, False))
    assert set(abo.assumptions) - set(pbo.assumptions) == {"economy.real_wage_growth", "economy.wage_growth_gap"}
    assert "national.retirement.pro_rata_months" in pbo.law
    assert "national.retirement.pro_rata_months" not in stopped(base, AT, frozen=False, vested=True).law


def test_nobody_pays_after_the_year(found):
    owed = found.later["pbo"].loc[found.living.index]
    for name in ("own", "employer", "flexible"):  # of the residents' scheme elders buy the years they lack
        assert np.abs(owed[f"{name}_pv"]).max() < 1e-6, name
    assert found.later["full"]["own_pv"].sum() > 1e6


def test_members_are_the_living_with_rights(found, run):
    lives = run.lives.set_index("id")
    assert (found.living[list(MEMBERS)] > 0).any(axis=1).all()
    assert not found.living["dead"].any()
    assert (lives.loc[found.living.index, "entry_year"] <= AT).all()
    gone = lives[(lives["exit_year"] <= AT) & lives["dead"]]
    assert found.later["full"].loc[gone.index, "pension_pv"].abs().max() < 1e-6


def test_money_after_the_year_is_that_of_the_books(found, run):
    """What members draw after the date is what the books pay after it, but for those who came later."""
    after = found.later["full"].loc[found.living.index]
    members = sum((after[f"{name}_pv"] * after["persons"]).sum() for name in PENSIONS.values()) / 1e9
    groups = {row.key: line[0].value for row, line in zip(found.groups().rows, found.groups().cells, strict=True)}
    assert groups["closed_benefits"] == pytest.approx(members)
    assert 0.9 * groups["open_benefits"] < members <= groups["open_benefits"]
    flows = run.tree["funds"].flows.sel(scheme=["employees", "residents", "public"]).sum(("place", "scheme"))
    level, total = run.tree["prices"].price_level, 0.0
    for year in range(AT + 1, 2025):
        paid = float(sum(flows.sel(year=year, item=one) for one in ("employer", "employee", "flexible", "personal")))
        total += paid / 1e11 * 1.015 ** (2024 - year) * float(level.sel(year=2024) / level.sel(year=year))
    assert groups["open_paid"] == pytest.approx(total)


def test_tables(found):
    table = found.accrued("province")
    sums = [line for row, line in zip(table.rows, table.cells, strict=True) if row.key.endswith(".sum")]
    whole = found.accrued().cells[-1]
    for column in range(1, 5):
        assert sum(line[column].value for line in sums) == pytest.approx(whole[column].value)
        assert whole[column].value > 0
    groups = {row.key: line for row, line in zip(found.groups().rows, found.groups().cells, strict=True)}
    for group in ("closed", "open"):
        drawn, paid, stock, net = (
            groups[f"{group}_{name}"][0].value for name in ("benefits", "paid", "reserve", "net")
        )
        assert net == pytest.approx(drawn - paid - stock)
    assert {row.key.split(".")[0] for row in found.accrued("sex").rows} == {"male", "female"}
    assert found.accrued("cohort").rows[0].zh


def test_what_is_refused(run, found):
    with pytest.raises(InputError, match="whole number from 2017 to 2023"):
        ms.liabilities(run, 2024)
    with pytest.raises(InputError, match="did you mean province"):
        found.accrued("provinc")
