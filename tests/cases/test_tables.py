"""Statutory ages and divisors against the annexed tables, built here another way."""

from decimal import ROUND_HALF_UP, Decimal

import pytest

from microsim.cases.answering import pension, pensions
from microsim.law.divisors import divisor_table
from microsim.schemes.employees.rules.benefits import divisor
from microsim.watch.opened import plain

# The annexes count: so many birth months share a month of delay, from the first birth month to the last delay.
ANNEX = {
    ("male", "worker"): (60, 1965, 4, 36),
    ("male", "cadre"): (60, 1965, 4, 36),
    ("male", "flexible"): (60, 1965, 4, 36),
    ("female", "cadre"): (55, 1970, 4, 36),
    ("female", "flexible"): (55, 1970, 4, 36),
    ("female", "worker"): (50, 1975, 2, 60),
}
FULL_YEARS = """233 230 226 223 220 216 212 208 204 199 195 190 185 180 175 170 164 158 152 145 139 132 125 117 109
101 93 84 75 65 56"""
SHEETS = {
    (50, 1): 194.6, (50, 3): 193.8, (55, 1): 169.5, (55, 3): 168.5, (55, 4): 168.0, (55, 6): 167.0, (56, 6): 161.0,
    (60, 1): 138.4, (60, 2): 137.8, (60, 3): 137.3, (61, 1): 131.4, (47, 0): 208.0, (63, 0): 117.0, (66, 0): 93.0,
}  # fmt: skip
MINIMUM = {2029: 180, 2030: 186, 2031: 192, 2032: 198, 2033: 204, 2034: 210, 2035: 216, 2036: 222, 2037: 228, 2038: 234}


def annexed(original, first_year, step, most):
    """Walk the annex row by row: (year, month) of birth to (age in months, year and month of retirement)."""
    rows, delay, left = {}, 0, 0
    for year in range(1960, 1996):
        for month in range(1, 13):
            if year >= first_year:
                if left == 0:
                    delay, left = min(delay + 1, most), step
                left -= 1
            age = 12 * original + delay
            years, months = divmod(month - 1 + age, 12)
            rows[year, month] = (age, year + years, months + 1)
    return rows


@pytest.mark.parametrize(("sex", "track"), ANNEX)
def test_statutory_month_of_every_birth_month(sex, track):
    rows = annexed(*ANNEX[sex, track])
    cases = [{"person": {"sex": sex, "birth": f"{year}-{month:02d}", "track": track}} for year, month in rows]
    for (year, month), answer in zip(rows, pensions(cases), strict=True):
        age, due_year, due_month = rows[year, month]
        found = answer["statutory"]
        assert found["age"] == f"{age // 12}y{age % 12}m", (year, month)
        assert found["month"] == f"{due_year}-{due_month:02d}"
        assert found["delay_months"] == age - 12 * ANNEX[sex, track][0]
        assert found["minimum_months"] == (240 if due_year >= 2039 else MINIMUM.get(due_year, 180))


@pytest.mark.parametrize(
    ("sex", "track", "birth", "age", "month"),
    [
        ("male", "worker", "1964-12", "60y0m", "2024-12"),
        ("male", "worker", "1965-01", "60y1m", "2025-02"),
        ("male", "worker", "1965-05", "60y2m", "2025-07"),
        ("male", "worker", "1965-10", "60y3m", "2026-01"),
        ("male", "worker", "1976-08", "62y11m", "2039-07"),
        ("male", "worker", "1976-09", "63y0m", "2039-09"),
        ("female", "cadre", "1970-01", "55y1m", "2025-02"),
        ("female", "cadre", "1981-09", "58y0m", "2039-09"),
        ("female", "worker", "1975-02", "50y1m", "2025-03"),
        ("female", "worker", "1984-11", "55y0m", "2039-11"),
        ("male", "arduous", "1971-03", "55y0m", "2026-03"),
        ("female", "arduous", "1980-03", "45y0m", "2025-03"),
    ],
)
def test_anchors(sex, track, birth, age, month):
    found = pension({"person": {"sex": sex, "track": track, "birth": birth}})["statutory"]
    assert (found["age"], found["month"]) == (age, month)


def test_divisor_of_every_month_of_age():
    """Between full years the divisor falls in equal monthly steps, to one decimal, half up."""
    years = [Decimal(value) for value in FULL_YEARS.split()]
    for age in range(40, 70):
        for month in range(12):
            exact = years[age - 40] - (years[age - 40] - years[age - 39]) * month / 12
            expected = float(exact.quantize(Decimal("0.1"), ROUND_HALF_UP))
            assert plain(divisor)(12 * age + month, divisor_table(), 1) == expected, (age, month)
            assert plain(divisor)(12 * age + month, divisor_table(), 0) == float(years[age - 40])
    assert plain(divisor)(12 * 70, divisor_table(), 1) == 56.0
    assert plain(divisor)(12 * 75, divisor_table(), 1) == 56.0
    assert plain(divisor)(12 * 38, divisor_table(), 1) == 233.0


@pytest.mark.parametrize("age", SHEETS)
def test_divisors_of_official_sheets(age):
    assert plain(divisor)(12 * age[0] + age[1], divisor_table(), 1) == SHEETS[age]
