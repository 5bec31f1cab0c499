"""Every value a scenario may set has bounds: just inside is allowed, just outside is refused where it stands."""

import pytest

from microsim.kernel.world import FIRST_LAW_YEAR, LAST_YEAR
from microsim.law.assumptions import single_values
from microsim.law.load import load_assumptions, load_statute
from microsim.law.values import number
from microsim.reading import InputError, read_yaml
from microsim.scenarios import scenario
from microsim.scenarios.checks import assumption_overrides, law_overrides
from microsim.scenarios.known import assumption_quantities
from microsim.scenarios.layer import Layer
from microsim.scenarios.usual import documented, law_range, unusual
from microsim.scenarios.values import wrong
from microsim.schema import KINDS, STATUTE_QUANTITIES
from microsim.schema.kinds import written

ALL = {f"law.{path}": one for path, one in STATUTE_QUANTITIES.items()} | {
    f"assumptions.{path}": one for path, one in assumption_quantities().items()
}
ASSUMPTIONS = load_assumptions().entries
BASELINE = scenario("baseline")


def inside(quantity):
    """Return the values at both ends of what is allowed, as a scenario writes them."""
    if quantity.kind == "word":
        return list(quantity.words)
    if quantity.kind in ("choice", "flag"):
        return [*quantity.words.values()] or [True, False, 0, 1]
    ends = [as_written(end, quantity) for end in (quantity.least, quantity.most)]
    absent = [] if quantity.absent is None else [quantity.absent]
    return [[end] for end in ends] if quantity.tiers else ends + absent


def outside(quantity):
    """Return the values just outside both ends."""
    if quantity.kind == "word":
        return ["nonsense", 1]
    step = 1 if quantity.about.form in ("count", "age", "month", "flag") else 1e-6 * max(1, quantity.most)
    ends = [as_written(end, quantity) for end in (quantity.least - step, quantity.most + step)]
    return [[end] for end in ends] if quantity.tiers else ends


def as_written(value, quantity):
    if quantity.about.form in ("age", "month"):
        return written(value, quantity.kind)
    return int(value) if quantity.about.form in ("count", "flag") else value


@pytest.mark.parametrize("name", ALL)
def test_just_inside_and_just_outside(name):
    quantity = ALL[name]
    for value in inside(quantity):
        assert not wrong(value, quantity), value
    for value in outside(quantity):
        assert wrong(value, quantity), value
    for nonsense in (float("inf"), -float("inf"), 1e30, 10**12 + 0.5, "0000-01", "9999-12", "999y0m", None, {}):
        if quantity.kind != "amount" or quantity.most < 1e12:
            assert wrong(nonsense, quantity), nonsense


@pytest.mark.parametrize("end", [0, 1])
def test_every_value_outside_is_refused_where_it_stands(end):
    """One file sets every path there is, each just outside: as many problems, each on the line of its value."""
    lines, expected = ["name: outside", "law:"], {}
    for section, start in (("law", "national."), ("assumptions", "")):
        lines += [] if section == "law" else ["assumptions:"]
        for name, quantity in ALL.items():
            if name.startswith(section + "."):
                value = outside(quantity)[end]
                text = f"{{2030-01-01: {value}}}" if section == "law" else f"{value}"
                lines.append(f"  {start}{name.partition('.')[2]}: {text}")
                expected[len(lines)] = quantity
    layer = Layer(*read_yaml("\n".join(lines), "outside.yaml"), "outside.yaml")
    law_overrides(layer)
    assumption_overrides(layer)
    found = {problem.line: problem for problem in layer.problems}
    assert set(found) == set(expected)
    for line, problem in found.items():
        assert problem.column > 0
        assert expected[line].allowed() in problem.message


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("wages.level", -1, "allowed is a factor from 0.1 to 10 (ratio)"),
        ("national.pension.accrual_rate", {"2030": -0.05}, "allowed is a fraction from 0 to 0.05"),
        ("national.retirement.minimum_months", {"2030": 9999}, "allowed is a whole number from 0 to 600 (months)"),
        ("shanghai.employees.average_wage", {"2030": 0}, "allowed is an amount from 1 to 1,000,000 (yuan/month)"),
        ("shanghai.pension.benefit_base", {"2030": 99999999}, "allowed is an amount from 1 to 1,000,000"),
        ("economy.residents_basic_step", -1000, "allowed is an amount from 0 to 10,000 (yuan/month)"),
        ("fertility.scale", 100, "allowed is a factor from 0 to 5"),
        ("wages.rural_gap", 1e22, "allowed is a number from -3 to 3 (log points)"),
        ("national.disability.near_months", {"2030": 10**12}, "allowed is a whole number from 0 to 960 (months)"),
        ("national.accounts.start", {"2030": "0000-01"}, "allowed is a month such as 2031-01, from 1970-01 to 2100-12"),
        ("national.retirement.men.first_birth", {"2030": "9999-12"}, "from 1900-01 to 2100-12"),
        ("hukou.convert", -0.05, "allowed is a fraction from 0 to 1"),
        ("disability.hazard", -0.5, "allowed is a fraction from 0 to 1"),
        ("mortality.convergence_years", 0, "from 1 to 9,999 (years)"),
        ("national.pension.year_count", {"2030": 7}, "allowed is one of 0 (by_month), 1 (two_decimals)"),
        ("national.retirement.men.illness_age", {"2030": "20y0m"}, "from 30y0m to 100y0m, or 0 for none"),
        ("national.employees.employer_rate", {"2030": 16}, "did you mean 0.16?"),
        ("real_wage_growth", 0.2, "found growth to 21,498,478 times by 2100, allowed is up to 30,000 times"),
        ("economy.uprating_floor", 0.25, "allowed is up to 30,000 times, 13% a year"),
        ("national.accounts.notional_interest", {"2030": 0.25}, "allowed is up to 30,000 times"),
        ("education.senior_final", 0.5, "parts of one whole that add up to 1.11"),
        ("retirement.claim_late", {"shanghai": 0.9}, "parts of one whole that add up to"),
    ],
)
def test_nonsense_is_refused(path, value, words):
    with pytest.raises(InputError) as caught:
        BASELINE.set(path, value)
    assert any(words in problem.message for problem in caught.value.problems), str(caught.value)
    assert path in str(caught.value)


def test_high_growth_that_fits_the_numbers_is_allowed():
    assert BASELINE.set("real_wage_growth", {"2027": 0.1})
    assert BASELINE.set("real_wage_growth", {"2030": 0.25, "2035": 0.02})


@pytest.mark.parametrize("path", [path for path, entry in ASSUMPTIONS.items() if entry.low is not None])
def test_every_documented_low_and_high_can_be_set_and_is_usual(path):
    for value in (ASSUMPTIONS[path].low, ASSUMPTIONS[path].high):
        assert unusual(BASELINE.set(path, text_keys(value))) == []


def text_keys(value):
    return {str(key): text_keys(part) for key, part in value.items()} if isinstance(value, dict) else value


def test_shipped_values_lie_inside_everywhere_and_always():
    for entry in load_statute().entries.values():
        for step in entry.steps:
            for value in step.value if isinstance(step.value, tuple) else (step.value,):
                assert value is None or entry.quantity.holds(value), (entry.path, step.date)
                usual = law_range(entry.quantity)
                absent = value is None or value == entry.quantity.absent
                assert absent or usual is None or usual[0] <= value <= usual[1], (entry.path, step.date)
    for entry in ASSUMPTIONS.values():
        for value in (one for raw in (entry.value, entry.low, entry.high) for one in single_values(raw)):
            assert value in entry.quantity.words or entry.quantity.holds(number(value)), entry.path


def test_bounds_are_finite_and_in_the_years_of_law():
    for name, quantity in ALL.items():
        assert -1e13 <= quantity.least < quantity.most <= 1e13, name
    assert (KINDS["month"].least, KINDS["month"].most) == (12 * FIRST_LAW_YEAR, 12 * LAST_YEAR + 11)


def test_a_value_outside_the_documented_range_is_told_with_its_line(tmp_path):
    file = tmp_path / "odd.yaml"
    file.write_text(
        "name: odd\nlaw:\n  national.employees.employee_rate: {2030: 0.08, 2040: 0.5}\n"
        "assumptions:\n  wages.level: 2\n  paying_share: {shanghai: 0.85, guangdong: 0.85}\n"
        "  real_wage_growth: {from: 2030, to: 2040, end: 0.05}\n",
        "utf-8",
    )
    lines = [str(problem).partition("odd.yaml:")[2] for problem in unusual(scenario(file))]
    assert lines == [
        "3:50: law.national.employees.employee_rate.2040-01-01: "
        "found 0.5, outside the documented range 0 to 0.12 (share of base)",
        "6:18: assumptions.contributions.paying_share.shanghai: "
        "found 0.85, outside the documented range 0.9 to 1 (share of insured months of a job)",
        "7:44: assumptions.economy.real_wage_growth.end: "
        "found 0.05, outside the documented range 0.008 to 0.038 (per year)",
        "5:3: assumptions.wages.level: found 2, outside the documented range 0.85 to 1.15 (ratio)",
    ]


def test_what_is_undocumented_is_not_unusual():
    assert documented(ASSUMPTIONS["mortality.variant"]) is None
    assert unusual(BASELINE.set("mortality.variant", "frozen")) == []
    assert unusual(BASELINE.set("national.retirement.men.illness_age", {"2030": 0})) == []
    assert unusual(BASELINE) == []
