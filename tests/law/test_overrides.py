"""What a scenario does to the law: from its date on, and nothing before it."""

from types import SimpleNamespace

import numpy as np
import pytest

from microsim.law.compile import compile_assumptions, compile_law, compile_law_and_report
from microsim.law.load import load_statute
from microsim.law.values import YEARS
from microsim.places import PLACE_CODE
from microsim.reading import InputError, Position

BASE = compile_law()
DATE = "2031-01-01"


def compiled(law=None, assumptions=None, **more):
    return compile_law(scenario=SimpleNamespace(law=law or {}, assumptions=assumptions or {}, **more))


def same(one, other):
    """Tell whether two records agree to the last bit, field by field (between fields lies padding)."""
    return all(one[name].tobytes() == other[name].tobytes() for name in one.dtype.names)


def years(records, name, place, first, last, month=1):
    values = records[name][PLACE_CODE[place], first - YEARS[0] : last - YEARS[0] + 1]
    return (values[:, month - 1] if values.ndim == 2 else values).tolist()


def test_no_override_changes_nothing():
    assert same(compiled(), BASE)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("national.employees.employer_rate", 0.2),
        ("national.employees.floor_share", 0.4),
        ("national.employees.cap_share", 5),
        ("national.accounts.notional_interest", 0.03),
        ("national.pension.accrual_rate", 0.009),
        ("national.retirement.men.final_age", "65y0m"),
        ("national.retirement.minimum_months", 300),
        ("national.adjustment.uprating", 0.01),
        ("national.adjustment.rate", 0.01),
        ("national.residents.basic_pension", 500),
        ("national.residents.tiers", [1000, 2000]),
        ("national.survivors.urban_income", 90000),
        ("guangdong.employees.base_floor", 9000),
        ("guangdong.employees.published_wage", 15000),
        ("guangdong.employees.average_wage", 15000),
        ("guangdong.pension.benefit_base", 15000),
        ("shenzhen.pension.benefit_base", 15000),
        ("shanghai.employees.reference_wage", 15000),
        ("shanghai.pension.transitional_form", "standard"),
        ("shanghai.survivors.base", 9000),
    ],
)
def test_a_reform_of_2031_leaves_every_earlier_cell_as_it_is(path, value):
    records = compiled({path: {DATE: value}})
    count = 2031 - YEARS[0]
    assert same(records[:, :count], BASE[:, :count])
    assert not same(records[:, count:], BASE[:, count:])


@pytest.mark.parametrize(
    ("path", "value"),
    [("economy.cpi", 0.03), ("economy.real_wage_growth", 0.05), ("economy.notional_interest_factor", 0.5)],
)
def test_an_economy_of_2031_changes_nothing_before(path, value):
    records = compiled(assumptions={path: {"2031": value}})
    count = 2031 - YEARS[0]
    assert same(records[:, :count], BASE[:, :count])
    assert not same(records[:, count:], BASE[:, count:])


def test_steps_hold_until_the_next_and_null_gives_the_statute_back():
    rate = "guangdong.employees.employer_rate"
    records = compiled({rate: {"2027-01-01": 0.18, "2029-07-01": None}})
    assert years(records, "employer_rate", "qingyuan", 2026, 2030) == [0.16, 0.18, 0.18, 0.18, 0.16]
    assert years(records, "employer_rate", "qingyuan", 2029, 2029, month=7) == [0.16]


def test_statute_values_after_the_first_override_are_dropped():
    records = compiled({"national.retirement.minimum_months": {"2030-01-01": 180}})
    assert set(years(records, "minimum_months", "shanghai", 2030, 2100)) == {180}


def test_a_wider_override_reaches_places_with_law_of_their_own():
    scenario = SimpleNamespace(law={"national.employees.employer_rate": {"2027-01-01": 0.18}}, assumptions={})
    records, report = compile_law_and_report(scenario=scenario)
    assert np.all(records["employer_rate"][:, 2027 - YEARS[0] :] == 0.18)
    assert "shanghai.employees.employer_rate" in report.displaced
    assert report.overridden == ("national.employees.employer_rate",)


def test_a_narrower_override_wins_over_a_wider_one():
    law = {"national.employees.employer_rate": {"2027": 0.18}, "shanghai.employees.employer_rate": {"2028": 0.14}}
    records = compiled(law)
    assert years(records, "employer_rate", "shanghai", 2026, 2029) == [0.16, 0.18, 0.14, 0.14]
    assert years(records, "employer_rate", "foshan", 2026, 2029) == [0.16, 0.18, 0.18, 0.18]


def test_a_ramp_from_the_value_in_force():
    ramp = {"from": "2027-01-01", "to": "2031-01-01", "end": 0.20}
    records = compiled({"national.employees.employer_rate": ramp})
    assert years(records, "employer_rate", "shanghai", 2026, 2032) == pytest.approx(
        [0.16, 0.16, 0.17, 0.18, 0.19, 0.20, 0.20]
    )


def test_a_ramp_with_a_start():
    ramp = {"from": "2030-07-01", "to": "2040-07-01", "start": "60y0m", "end": "65y0m"}
    records = compiled({"national.retirement.men.final_age": ramp})
    ages = records["final_age"][PLACE_CODE["elsewhere"], 2029 - YEARS[0] : 2042 - YEARS[0], 0].tolist()
    assert ages == [756, *range(720, 781, 6), 780]


def test_a_ramp_without_a_start_where_no_value_is_in_force_is_reported_at_its_line():
    path = "shanghai.pension.benefit_base"
    origins = {("law", path, "from"): Position("reform.yaml", 4, 9)}
    with pytest.raises(InputError, match=r"reform.yaml:4:9: law.shanghai.*say where the ramp starts"):
        compiled({path: {"from": "2031", "to": "2041", "end": 20000}}, origins=origins)


def test_tiers_are_filled_up_with_nothing():
    records = compiled({"guangdong.residents.tiers": {DATE: [500, 1000]}})
    assert records["residents_tier"][PLACE_CODE["yunfu"], 2031 - YEARS[0]].tolist() == [500, 1000, *[0] * 12]


def test_the_national_minimum_lifts_only_those_below():
    records = compiled({"national.residents.basic_pension": {DATE: 1000}})
    assert years(records, "residents_basic", "qingyuan", 2031, 2031) == [1050]  # keeps its lead over the nation
    assert years(records, "residents_basic", "shanghai", 2031, 2031) == years(
        BASE, "residents_basic", "shanghai", 2031, 2031
    )


def test_shenzhen_meets_the_province_and_stays_with_it():
    gap = BASE["benefit_base"][PLACE_CODE["shenzhen"]] - BASE["benefit_base"][PLACE_CODE["guangzhou"]]
    assert gap[2026 - YEARS[0]] > 0
    assert np.all(gap[2040 - YEARS[0] :] == 0)


def test_a_provincial_benefit_base_is_shenzhens_too():
    records = compiled({"guangdong.pension.benefit_base": {DATE: 20000}})
    assert years(records, "benefit_base", "shenzhen", 2031, 2033) == [20000] * 3
    records = compiled(
        {"guangdong.pension.benefit_base": {DATE: 20000}, "shenzhen.pension.benefit_base": {DATE: 21000}}
    )
    assert years(records, "benefit_base", "shenzhen", 2031, 2032) == [21000] * 2


def test_a_gap_is_an_error():
    path = "guangdong.employees.employer_rate"
    statute = load_statute()
    entries = {name: entry for name, entry in statute.entries.items() if not name.endswith("employees.employer_waiver")}
    with pytest.raises(InputError, match=r"guangzhou.employees.employer_waiver: no value is in force in 1970"):
        compile_law(statute._replace(entries=entries))
    assert compile_law(statute._replace(entries={n: e for n, e in statute.entries.items() if n != path})) is not None


def test_assumption_records_follow_a_scenario():
    scenario = SimpleNamespace(law={}, assumptions={"retirement": {"claim_late": {"2030": {"shanghai": 0.2}}}})
    base, records = compile_assumptions(), compile_assumptions(scenario=scenario)
    late = records["claim_late"]
    assert late[1, 2030 - YEARS[0]] == 0.2
    assert late[1, 2029 - YEARS[0]] == base["claim_late"][1, 2029 - YEARS[0]]
    assert np.array_equal(late[0], base["claim_late"][0])
