"""The shipped statute: complete, sourced, and equal to the published values."""

import numpy as np
import pytest

from microsim.law.compile import compile_law_and_report, derived_values
from microsim.law.divisors import divisor_table
from microsim.law.load import load_statute
from microsim.law.values import YEARS
from microsim.places import PLACE_CODE, PLACE_COUNT
from microsim.schema import LAW_FIELDS, TransitionalForm, YearCount

LAW, REPORT = compile_law_and_report()


def cell(name, place, year, month=1):
    value = LAW[name][PLACE_CODE[place], year - YEARS[0]]
    return value[month - 1] if value.ndim else value


@pytest.mark.parametrize("field", LAW_FIELDS, ids=lambda field: field.name)
def test_every_field_is_there_for_every_place_and_year(field):
    values = LAW[field.name]
    assert values.shape[:2] == (PLACE_COUNT, 131)
    assert np.all(np.isfinite(values))


@pytest.mark.parametrize("name", ["average_wage", "reference_wage", "benefit_base", "base_cap", "survivor_base"])
def test_money_is_positive_and_never_jumps(name):
    values = LAW[name] if LAW[name].ndim == 2 else LAW[name][:, :, 6]
    assert np.all(values > 0)
    growth = values[:, 1:] / values[:, :-1]
    assert growth.min() > 0.7  # Shenzhen's cap fell by a quarter when the provincial wage took over in 2019
    assert growth.max() < 1.6


def test_floor_lies_below_cap():
    assert np.all(LAW["base_floor"] < LAW["base_cap"])
    assert np.all(LAW["migrant_base_floor"] <= LAW["base_floor"])


@pytest.mark.parametrize(
    ("name", "place", "year", "month", "expected"),
    [
        ("employer_rate", "shanghai", 2019, 4, 0.20),
        ("employer_rate", "shanghai", 2019, 5, 0.16),
        ("employer_rate", "qingyuan", 2016, 1, 0.13),
        ("employer_rate", "guangzhou", 2018, 1, 0.14),
        ("employer_rate", "shenzhen", 2006, 6, 0.08),
        ("employer_rate", "shenzhen", 2006, 7, 0.10),
        ("employer_rate", "guangzhou", 2024, 1, 0.16),
        ("employee_rate", "shenzhen", 2006, 6, 0.05),
        ("flexible_rate", "shanghai", 2023, 12, 0.24),
        ("flexible_rate", "shanghai", 2024, 3, 0.20),
        ("account_rate", "guangzhou", 2006, 6, 0.11),
        ("account_rate", "guangzhou", 2006, 7, 0.08),
        ("base_floor", "shanghai", 2019, 4, 4279),
        ("base_floor", "shanghai", 2019, 5, 4927),
        ("base_floor", "shanghai", 2026, 7, 7546),
        ("base_cap", "shanghai", 2026, 7, 37731),
        ("base_floor", "guangzhou", 2025, 7, 5510),
        ("base_floor", "foshan", 2023, 7, 3958),
        ("base_floor", "foshan", 2024, 7, 4492),
        ("base_floor", "shenzhen", 2024, 1, 3523),
        ("base_floor", "shenzhen", 2025, 7, 4775),
        ("base_cap", "maoming", 2025, 7, 27549),
        ("migrant_base_floor", "shanghai", 2011, 7, 0.40 * 3896),
        ("migrant_base_floor", "shanghai", 2015, 4, 3271),
        ("reference_wage", "shanghai", 2019, 1, 8211),
        ("reference_wage", "guangzhou", 2019, 1, 6338),
        ("benefit_base", "guangzhou", 2019, 1, 7486),
        ("benefit_base", "zhongshan", 2025, 1, 9493),
        ("benefit_base", "shenzhen", 2023, 1, 11010),
        ("benefit_base", "shenzhen", 2016, 1, 6753),
        ("benefit_base", "shanghai", 2025, 1, 12434),
        ("notional_interest", "guangzhou", 2021, 1, 0.0669),
        ("notional_interest", "shanghai", 2014, 1, 0.0425),
        ("notional_interest", "elsewhere", 2025, 1, 0.015),
        ("low_index_threshold", "huizhou", 2007, 1, 0.6),
        ("low_index_threshold", "shenzhen", 2020, 1, 0),
        ("deemed_index", "qingyuan", 2020, 1, 0.743),
        ("minimum_months", "guangzhou", 2029, 1, 180),
        ("minimum_months", "guangzhou", 2030, 1, 186),
        ("minimum_months", "guangzhou", 2039, 1, 240),
        ("early_window", "guangzhou", 2024, 1, 0),
        ("early_window", "guangzhou", 2025, 1, 36),
        ("residents_basic", "guangzhou", 2016, 1, 191),
        ("residents_basic", "qingyuan", 2017, 1, 120),
        ("residents_basic", "elsewhere", 2025, 6, 123),
        ("residents_basic", "elsewhere", 2025, 7, 143),
        ("residents_basic", "shanghai", 2020, 1, 1100),
        ("survivor_base", "guangzhou", 2017, 1, 37684 / 12),
        ("survivor_base", "shanghai", 2017, 1, 57692 / 12),
        ("transfer_pool_rate", "elsewhere", 2010, 1, 0.12),
        ("employer_waiver", "shanghai", 2020, 1, 0),
        ("employer_waiver", "shanghai", 2020, 7, 0.575),
        ("account_start", "shanghai", 2000, 1, 12 * 1993),
        ("account_start", "guangzhou", 2000, 1, 12 * 1998 + 6),
        ("transitional_form", "shanghai", 2020, 1, TransitionalForm.FIXED_INDEX),
        ("deemed_index", "zhongshan", 2020, 1, 1.076),
        ("deemed_index", "zhuhai", 2020, 1, 1.441),
        ("supplement_flat", "jiangmen", 2024, 1, 100),
        ("supplement_senior", "shenzhen", 2024, 1, 50),
        ("transitional_released", "huizhou", 2023, 1, 0.7),
        ("transitional_old_floor", "huizhou", 2025, 1, 1),
        ("transitional_old_floor", "huizhou", 2026, 1, 0),
        ("transitional_old_floor", "shanghai", 2025, 1, 0),
        ("year_count", "shanghai", 2026, 1, YearCount.MONTH_FRACTION),
        ("year_count", "guangzhou", 2026, 1, YearCount.BY_MONTH),
        ("rounding_fen", "shanghai", 2026, 1, 10),
        ("month_fraction", "shanghai", 2026, 1, 0.083),
        ("late_fee_rate", "guangzhou", 2012, 1, 0.0005),
        ("local_supplement_rate", "shenzhen", 2020, 1, 0.01),
        ("local_supplement_rate", "guangzhou", 2020, 1, 0),
        ("formula_1997", "guangzhou", 2005, 1, 1),
        ("formula_1997", "guangzhou", 2010, 1, 2),
        ("formula_1997", "guangzhou", 2011, 1, 0),
        ("temporary_age_men", "shanghai", 2010, 1, 600),
        ("temporary_age_women", "shanghai", 2010, 1, 480),
        ("bridge_open", "guangzhou", 2014, 6, 0),
        ("bridge_open", "guangzhou", 2014, 7, 1),
        ("bridge_months", "guangzhou", 2029, 1, 180),
        ("bridge_months", "guangzhou", 2032, 1, 198),
        ("cash_out_allowed", "shenzhen", 2009, 1, 1),
        ("cash_out_allowed", "shenzhen", 2010, 1, 0),
        ("survivor_national_rule", "guangzhou", 2021, 8, 0),
        ("survivor_national_rule", "guangzhou", 2021, 9, 1),
        ("disability_in_force", "guangzhou", 2024, 1, 0),
        ("disability_in_force", "guangzhou", 2025, 1, 1),
        ("public_employer_rate", "shanghai", 2014, 9, 0),
        ("public_employer_rate", "shanghai", 2014, 10, 0.20),
        ("public_released", "guangzhou", 2015, 12, 0.1),
        ("public_released", "guangzhou", 2023, 1, 0.9),
        ("public_compared", "guangzhou", 2024, 9, 1),
        ("public_compared", "guangzhou", 2024, 10, 0),
        ("private_open", "shanghai", 2023, 1, 1),
        ("private_open", "foshan", 2023, 1, 0),
        ("private_open", "foshan", 2025, 1, 1),
        ("township_rate", "shanghai", 2010, 1, 0.17),
        ("township_rate", "shanghai", 2018, 1, 0),
        ("township_rate", "guangzhou", 2010, 1, 0),
        ("outside_rate", "shanghai", 2011, 6, 0.07),
        ("outside_rate", "shanghai", 2011, 7, 0),
        ("buy_in_gate", "guangzhou", 2026, 1, 12 * 2011 + 6),
    ],
)
def test_published_values(name, place, year, month, expected):
    assert cell(name, place, year, month) == pytest.approx(expected, abs=1e-9)


def test_retirement_ages_of_the_three_tracks():
    before, after = (LAW[PLACE_CODE["guangzhou"], year - YEARS[0]] for year in (2024, 2025))
    assert before["final_age"].tolist() == before["original_age"].tolist() == [720, 660, 600]
    assert after["final_age"].tolist() == [756, 696, 660]
    assert after["delay_step"].tolist() == [4, 4, 2]
    assert after["first_birth"].tolist() == [12 * 1965, 12 * 1970, 12 * 1975]


def test_tiers_and_subsidies_go_together():
    tiers, subsidies = LAW["residents_tier"], LAW["residents_subsidy"]
    assert np.array_equal(tiers > 0, subsidies > 0)
    assert tiers[PLACE_CODE["shanghai"], 2016 - YEARS[0], :12].tolist()[-1] == 3300
    assert (tiers[PLACE_CODE["qingyuan"], 2025 - YEARS[0]] > 0).sum() == 9


def test_divisors():
    table = divisor_table()
    assert len(table) == 361
    expected = {(50, 0): 195, (50, 1): 194.6, (55, 3): 168.5, (60, 0): 139, (60, 2): 137.8, (61, 1): 131.4, (70, 0): 56}
    for (age, months), value in expected.items():
        assert table[12 * (age - 40) + months] == value
    assert table[12 * 7] == 208


def test_every_value_has_a_source_and_a_grade():
    statute = load_statute()
    for entry in statute.entries.values():
        for step in entry.steps:
            if step.value is not None:
                assert step.source in statute.sources
                assert step.grade in ("A", "B", "C")


def test_chapters_keep_to_their_place():
    for path, entry in load_statute().entries.items():
        folder = entry.position.file.replace("\\", "/").split("/")[-2]
        holder = path.split(".")[0]
        assert folder == (holder if holder in ("national", "guangdong", "shanghai", "elsewhere") else "guangdong")


def test_report_names_what_is_derived_and_what_is_projected():
    assert REPORT.extrapolated["guangdong.employees.average_wage"] == 2025
    assert REPORT.extrapolated["shanghai.employees.average_wage"] == 2026
    assert REPORT.extrapolated["guangdong.pension.benefit_base"] == 2026
    assert min(REPORT.extrapolated.values()) >= 2025
    assert not REPORT.overridden
    assert not REPORT.displaced
    assert set(REPORT.paths) <= set(load_statute().entries)
    rules = {path: rule for path, _, rule in REPORT.derived}
    assert "growth of the published series" in rules["guangdong.employees.average_wage"]


def test_a_rule_that_goes_on_is_named_once():
    found = derived_values(load_statute(), ["guangdong.employees.average_wage"])
    assert len(found) == 1
