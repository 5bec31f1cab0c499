"""Provincial variants against official determination sheets; V numbers are the dossier's.

Sheets of Shenzhen, Jiangmen, Zhongshan (2026) and two of Shanghai are those transcribed in the public repository
liubigfatty/pension-calculator (cases/guangdong, cases/shanghai).
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microsim.schema import YearCount
from microsim.schemes.employees.rules.benefits import account_pension, basic_pension, supplements
from microsim.schemes.employees.rules.variants import (
    blended_transitional,
    bounded_index,
    counted_years,
    fixed_wage_part,
    index_by_calendar_years,
    mixed_benefit_base,
    old_local_pension,
    paper_account_pension,
    rounded_fen,
    rounded_parts,
    weighted_years,
    weighted_years_pension,
)
from microsim.schemes.local.rules import local_supplement

NATIONAL = (0.01, 0.5, 0.0)
GUANGDONG = (0.01, 0.5, 0.6)
SHANGHAI_MONTH = 0.083
RELEASED = {2021: 0.3, 2022: 0.5, 2023: 0.7, 2024: 0.9, 2025: 1.0}


@pytest.mark.parametrize(
    ("months", "way", "years"),
    [
        (208, YearCount.BY_MONTH, 208 / 12),
        (208, YearCount.TWO_DECIMALS, 17.33),
        (208, YearCount.FOUR_DECIMALS, 17.3333),
        (30 * 12 + 8, YearCount.UP_TENTH, 30.7),
        (31 * 12, YearCount.UP_TENTH, 31.0),
        (23 * 12 + 11, YearCount.MONTH_FRACTION, 23 + 11 * 0.083),
        (24 * 12, YearCount.MONTH_FRACTION, 24.0),
    ],
)
def test_years_count_by_the_way_of_the_place(months, way, years):
    assert counted_years(months, int(way), SHANGHAI_MONTH) == pytest.approx(years, abs=1e-12)


def shanghai(base, index, months, account, divisor, paper=0.0, addition=0.0):
    years = counted_years(months, int(YearCount.MONTH_FRACTION), SHANGHAI_MONTH)
    basic = basic_pension(base, index, years, *NATIONAL)
    return rounded_parts(basic, account_pension(account, divisor), paper, addition, 10)


def test_v08_shanghai():
    """Woman born 1976-02, 23 years 11 months: 3751.0 to 3751.1 and 1575.6."""
    parts = shanghai(12434.0, 1.5231, 287, 307242.0, 195.0)
    assert parts.basic_fen == pytest.approx(3751_05, abs=10)
    assert parts.account_fen == 1575_60
    assert parts.total_fen == pytest.approx(5326_70, abs=10)


def test_shanghai_man_of_2023():
    """26 years 6 months, index 1.4038, base 11396: 3629.4 and 1101.9, and 60173 on paper over 120."""
    parts = shanghai(11396.0, 1.4038, 318, 153165.0, 139.0)
    assert (parts.basic_fen, parts.account_fen) == (3629_40, 1101_90)
    assert paper_account_pension(60173.0, 120.0) == pytest.approx(501.44, abs=0.005)


def test_shanghai_man_of_2026():
    """30 years 9 months, index 1.8776, base 12434: 5500.7 and 2981.0; 33716 on paper; 325 added that year."""
    parts = shanghai(12434.0, 1.8776, 369, 414359.0, 139.0, 940.6, 325.0)
    assert (parts.basic_fen, parts.account_fen, parts.total_fen) == (5500_70, 2981_00, 9747_30)
    assert paper_account_pension(33716.0, 120.0) == pytest.approx(280.97, abs=0.005)


def test_v09_zhongshan_has_no_old_part():
    """Nothing before the accounts: 168 of supplements alone."""
    assert blended_transitional(0.0, 0.0, 68.0, RELEASED[2025], 1) == 0.0
    assert supplements(100.0, 4.0, 17.3333, 0.0, 9307.0) == 168.0


def test_v10_huizhou_blend():
    """Old 13615.08 / 120, new 9307 x 4.41845 x 1.2%: 321.46 with supplements, and 272.01 of the gain."""
    new = weighted_years_pension(9307.0, 4.41845, 0.012)
    old = paper_account_pension(13615.08, 120.0)
    gain = blended_transitional(new, old, 108.0, RELEASED[2025], 1) - old
    assert old + supplements(100.0, 4.0, 27.92, 0.0, 9307.0) == pytest.approx(321.46, abs=0.005)
    assert gain == pytest.approx(272.01, abs=0.005)


def test_weighted_years():
    """45 months at the index of the table and 12 at their own."""
    assert weighted_years(0.961, 45, 12 * 0.8) == pytest.approx((45 * 0.961 + 9.6) / 12)


def test_blend_by_year():
    """Of a gain of 271.99 above old part and allowance 0.3 to 1 is paid; from 2026 the new part alone."""
    paid = [blended_transitional(500.0, 120.0, 108.0, share, 1) for share in RELEASED.values()]
    assert paid == pytest.approx([120.0 + 272.0 * share for share in RELEASED.values()])
    assert blended_transitional(500.0, 120.0, 108.0, 1.0, 0) == 500.0
    assert blended_transitional(100.0, 120.0, 108.0, 1.0, 1) == 120.0


def test_jiangmen_and_zhongshan_of_2026():
    """Jiangmen 2024-05: 965.73 + 284.05 + 168. Zhongshan 2026: 1609.02 + 427.28 + 208."""
    assert basic_pension(9028.0, 0.452, 17.75, *GUANGDONG) == pytest.approx(965.73, abs=0.05)
    assert account_pension(55389.69, 195.0) == pytest.approx(284.05, abs=0.005)
    assert basic_pension(9493.0, 0.4665, 27.25, *GUANGDONG) == pytest.approx(1609.02, abs=0.05)
    assert supplements(100.0, 4.0, 27.25, 0.0, 9493.0) == 208.0


def test_shenzhen_man_of_2025():
    """1279.66 + 254.38 + (253.13 + 64 + 100) + 44.80 = 1995.97, no reduction at an index of 0.38."""
    basic = basic_pension(11181.0, 0.3803, 16.5833, *NATIONAL)
    account = account_pension(33425.18, 131.4)
    old = fixed_wage_part(3894.34, 0.065)
    new = weighted_years_pension(11181.0, 0.498 * 5.4167, 0.012)
    transitional = blended_transitional(new, old, 64.0, 1.0, 1)
    added = supplements(100.0, 4.0, 16.5833, 0.0, 11181.0)
    assert basic == pytest.approx(1279.66, abs=0.05)
    assert old + added == pytest.approx(417.13, abs=0.005)
    assert basic + account + transitional + added == pytest.approx(1995.97, abs=0.05)


def test_shenzhen_woman_of_2025():
    """2910.71 + 838.08 + 220 + 51.32 + 95.30 of the local supplement = 4115.41."""
    basic = basic_pension(11293.0, 0.7183, 30.0, *NATIONAL)
    new = weighted_years_pension(11293.0, 0.3528 * 3.5833, 0.012)
    transitional = blended_transitional(new, 0.0, 120.0, 1.0, 1)
    local = local_supplement(5.6667, 0.7183, 18.5, 20.0)
    added = supplements(100.0, 4.0, 30.0, 0.0, 11293.0)
    assert transitional == pytest.approx(51.32, abs=0.005)
    assert local == pytest.approx(95.30, abs=0.005)
    total = basic + account_pension(163426.28, 195.0) + transitional + added + local
    assert total == pytest.approx(4115.41, abs=0.05)
    assert local_supplement(0.0, 0.7183, 18.5, 20.0) == 0.0


def test_mixed_careers_weigh_by_months_unless_told_otherwise():
    assert mixed_benefit_base(11293.0, 120, 9493.0, 60, 1) == pytest.approx(10693.0)
    assert mixed_benefit_base(11293.0, 120, 9493.0, 60, 0) == 11293.0
    assert mixed_benefit_base(11293.0, 0, 9493.0, 0, 1) == 11293.0


def test_index_bounds():
    assert bounded_index(30000.0, 6000.0, 0.0, 3.0) == 3.0
    assert bounded_index(30000.0, 6000.0, 0.0, 0.0) == 5.0
    assert bounded_index(3000.0, 6000.0, 0.6, 3.0) == 0.6
    assert bounded_index(0.0, 6000.0, 0.6, 3.0) == 0.0


def test_index_over_calendar_years():
    """31.58 years in 32 calendar years lower the mean index in proportion."""
    assert index_by_calendar_years(379 * 0.6, 1.0, 0, 32) == pytest.approx(0.6 * 379 / 384)


@given(st.integers(1, 600), st.integers(1, 600), st.sampled_from(list(YearCount)))
def test_more_months_never_count_less(one, other, way):
    less, more = sorted((one, other))
    assert counted_years(less, int(way), SHANGHAI_MONTH) <= counted_years(more, int(way), SHANGHAI_MONTH)


@given(st.floats(0.0, 1e5), st.sampled_from([1, 10]))
def test_rounding_is_to_the_unit_and_near(yuan, unit):
    fen = rounded_fen(yuan, unit)
    assert fen % unit == 0
    assert abs(fen - 100 * yuan) <= unit / 2 + 1e-5


@given(st.floats(0, 3000), st.floats(0, 3000), st.floats(0, 200), st.floats(0, 1))
def test_blend_lies_between_old_and_new(new, old, allowance, released):
    paid = blended_transitional(new, old, allowance, released, 1)
    assert old <= paid <= max(old, new) + 1e-9


def test_the_local_pension_of_before_july_2006_fades_out():
    """Half of 699 yuan above the province's wage, 1% for each of 20 years: 69.90 yuan, 70% of it in 2021."""
    assert old_local_pension(699.0, 0.005, 20.0, 1.0) == pytest.approx(69.90)
    assert old_local_pension(699.0, 0.005, 20.0, 0.7) == pytest.approx(48.93)
    assert old_local_pension(699.0, 0.005, 20.0, 0.0) == 0.0


def test_weighted_years_of_the_sheet_of_huizhou():
    """A 9 months at D 1.101 and N 43.1124: 4.41845 years, of which 9307 x 1.2% makes 493.47 yuan."""
    years = weighted_years(1.101, 9, 43.1124)
    assert years == pytest.approx(4.41845, abs=1e-5)
    assert weighted_years_pension(9307.0, years, 0.012) == pytest.approx(493.47, abs=0.01)
