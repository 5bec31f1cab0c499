"""The rules beyond the last known value, against what was announced in past years."""

import numpy as np
import pytest

from microsim.law import projection
from microsim.law.benefit_cells import under_ceiling
from microsim.law.compile import compile_law
from microsim.law.load import load_assumptions
from microsim.law.values import YEAR_COUNT, YEARS
from microsim.places import PLACE_CODE

LAW = compile_law()
NOTHING = np.full(YEAR_COUNT, np.nan)


def at(values, year):
    return values[year - YEARS[0]]


def constant(value):
    return np.full(YEAR_COUNT, float(value))


def test_wages_grow_by_prices_and_real_growth():
    assumptions = load_assumptions()
    wage = LAW["average_wage"][PLACE_CODE["qingyuan"]]
    for year in (2026, 2035, 2090):
        prices, real = (
            assumptions.path(f"economy.{name}", [year], "guangdong")[0] for name in ("cpi", "real_wage_growth")
        )
        assert at(wage, year) / at(wage, year - 1) == pytest.approx((1 + prices) * (1 + real))


def test_uprating_rule_reproduces_announced_increases():
    prices, wages = constant(0), constant(0)
    for year, price, wage in ((2020, 0.025, 0.076), (2022, 0.02, 0.067), (2023, 0.002, 0.058)):
        prices[year - YEARS[0]], wages[year - YEARS[0]] = price, wage
    rule = projection.uprating(NOTHING, prices, wages, 0.25, 0.5, 1.0, constant(0), constant(0.3))
    for year, announced in ((2021, 0.045), (2023, 0.038), (2024, 0.03)):
        assert at(rule, year) == pytest.approx(announced, abs=0.002)


def test_uprating_is_never_below_prices_or_the_political_floor():
    least, most = constant(0), constant(0.3)
    rule = projection.uprating(NOTHING, constant(0.04), constant(0.01), 0.25, 0.5, 1.0, least, most)
    assert at(rule, 2030) == 0.04
    rule = projection.uprating(NOTHING, constant(0), constant(0), 0.25, 0.5, 1.0, constant(0.02), most)
    assert at(rule, 2030) == 0.02


@pytest.mark.parametrize(
    ("weights", "price_floor", "ceiling", "expected"),
    [
        ((1.0, 0.0), 1.0, 0.3, 0.03),  # prices alone
        ((0.0, 1.0), 0.0, 0.3, 0.05),  # wages alone
        ((0.5, 0.5), 1.0, 0.3, 0.04),  # the Swiss mix
        ((0.7, 0.0), 0.0, 0.3, 0.021),  # below prices, which the floor of prices forbids today
        ((0.0, 1.0), 1.0, 0.04, 0.04),  # under a ceiling
    ],
)
def test_formulas_of_uprating(weights, price_floor, ceiling, expected):
    rule = projection.uprating(
        NOTHING, constant(0.03), constant(0.05), *weights, price_floor, constant(0), constant(ceiling)
    )
    assert at(rule, 2040) == pytest.approx(expected)


def test_account_interest_stops_at_the_deposit_rate():
    rule = projection.notional_interest(NOTHING, constant(0.01), 0.8, 0.015)
    assert at(rule, 2030) == 0.015
    assert at(projection.notional_interest(NOTHING, constant(0.05), 0.8, 0.015), 2030) == pytest.approx(0.04)


@pytest.mark.parametrize(
    ("year", "interest", "uprating"),
    [(2026, 0.017, 0.020), (2035, 0.040, 0.030), (2055, 0.032, 0.025), (2090, 0.026, 0.022)],
)
def test_baseline_path(year, interest, uprating):
    assert at(LAW["notional_interest"][PLACE_CODE["foshan"]], year) == pytest.approx(interest, abs=0.0015)
    rate_share = load_assumptions().value("adjustment.rate_share")
    assert at(LAW["adjustment_rate"][PLACE_CODE["elsewhere"]], year) / rate_share == pytest.approx(uprating, abs=0.0015)


def test_benefit_base_rises_with_pensions_until_wages_overtake():
    base, wage = LAW["benefit_base"][PLACE_CODE["foshan"]], LAW["reference_wage"][PLACE_CODE["foshan"]]
    assert at(base, 2026) == pytest.approx(9493 * 1.02)
    assert np.all(base[2019 - YEARS[0] :] >= wage[2019 - YEARS[0] :])
    assert at(base, 2050) == at(wage, 2050)


def test_insurance_year():
    months = projection.insurance_year(np.arange(YEAR_COUNT, dtype=float), constant_months(7))
    assert months[12:24].tolist() == [0.0] * 6 + [1.0] * 6


def constant_months(value):
    return np.full(12 * YEAR_COUNT, float(value))


def test_adjustment_parts_spend_the_budget():
    increase, mean = constant(0.02), constant(3500)
    flat, per_year, rate, aged = projection.adjustment(
        [NOTHING] * 4, [constant(s) for s in (0.25, 0.25, 0.45, 0.05)], increase, mean, constant(28), constant(0.3)
    )
    assert at(flat, 2030) == pytest.approx(17.5)
    assert at(per_year, 2030) == pytest.approx(0.625)
    assert at(rate, 2030) == pytest.approx(0.009)
    assert at(flat + 28 * per_year + 3500 * rate + 0.3 * aged, 2030) == pytest.approx(70)


def test_known_notices_are_taken_whole():
    shanghai = LAW[PLACE_CODE["shanghai"], 2021 - YEARS[0]]
    names = ("adjustment_flat", "adjustment_per_year", "adjustment_rate", "adjustment_aged", "adjustment_aged_from")
    assert [float(shanghai[name]) for name in names] == [70, 0, 0.03, 20, 780]


def test_residents_basic_steps():
    nation, guangdong = (LAW["residents_basic"][PLACE_CODE[place]] for place in ("elsewhere", "qingyuan"))
    assert [at(nation, year)[6] for year in (2026, 2027, 2030)] == [163, 183, 243]
    assert at(nation, 2031)[6] == pytest.approx(243 * 1.05)
    assert at(nation, 2031)[5] == 243
    assert at(guangdong, 2030)[6] == 243 + 50


def test_a_place_never_rises_above_the_national_percentage():
    """The national increase is a ceiling on average: a share above one changes nothing, one below it does."""
    national = np.array([0.02, 0.03])
    assert under_ceiling(np.array([0.9, 1.4]), national) == pytest.approx([0.018, 0.03])
