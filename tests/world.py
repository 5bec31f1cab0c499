"""A World out of thin air, for tests of the kernel: smooth made-up laws and hazards that reach every branch of a life.

Amounts and chances are plausible in size and differ between places, so that a swapped index shows; none is an estimate.
"""

from itertools import product

import numpy as np

from microsim.amounts import MONTHS
from microsim.kernel.numbers import pack
from microsim.kernel.world import (
    AGES,
    DEATH_TABLES,
    FIRST_LAW_YEAR,
    LAW_YEARS,
    STAY_CLASSES,
    YEARS,
    World,
    pack_world,
    shape_of,
)
from microsim.places import AREA_COUNT, ELSEWHERE, PLACE_COUNT, PROVINCE_COUNT, PROVINCE_OF
from microsim.population.attachment import attachment_scores
from microsim.schema import ASSUMPTIONS, LAW, Origin, Sex, Status, Track
from tests.geography import CITY_COUNT, SHANGHAI, SHANGHAI_PROVINCE, SHENZHEN

LAW_YEAR = np.arange(FIRST_LAW_YEAR, FIRST_LAW_YEAR + LAW_YEARS)
AGE = np.arange(AGES)
COUNTS = range(16, 64)  # of persons in a stratum: the first reach all that the twin is asked, see tests/reference
PLACE = np.arange(PLACE_COUNT)
CITIES = slice(0, CITY_COUNT)

FIXED_LAW = {
    "account_rate": 0.08,
    "flexible_rate": 0.20,
    "flexible_account_rate": 0.08,
    "accrual_rate": 0.01,
    "index_weight": 0.5,
    "deemed_index": 1.0,
    "original_age": (720, 660, 600),
    "first_birth": (23580, 23640, 23700),
    "delay_step": (4, 4, 2),
    "adjustment_flat": 20.0,
    "adjustment_per_year": 0.9,
    "adjustment_rate": 0.011,
    "adjustment_aged": 35.0,
    "adjustment_aged_from": 840,
    "residents_interest": 0.025,
    "residents_divisor": 139.0,
    "residents_minimum_months": 180,
    "residents_claim_age": 720,
    "residents_long_bonus": 3.0,
    "residents_aged_bonus": 8.0,
    "residents_aged_from": 780,
    "residents_start": 12 * 2009 + 8,
    "funeral_months": 2.0,
    "transfer_pool_rate": 0.12,
    "paying_place_months": 120,
    "special_age": (660, 546, 540),
    "buy_in_gate": 12 * 2011 + 6,
    "buy_in_extension": 60,
    "early_entrants_before": 12 * 1998 + 6,
    "early_entrants_due": 12 * 2013 + 6,
    "elders_gate": 12 * 2011,
    "pay_on_months": 150,
    "temporary_age_men": 420,
    "temporary_age_women": 330,
    "transfer_since": 12 * 1998,
    "survivor_lump_first": 3.0,
    "survivor_lump_second": 6.0,
    "survivor_lump_full": 9.0,
    "survivor_last_year": 30.0,
    "survivor_provincial_funeral_months": 3.0,
    "survivor_dependants_one": 6.0,
    "disability_near_months": 60,
    "disability_first_years_months": 60,
    "disability_first_months": 12,
    "disability_months_per_year": 3,
    "public_employee_rate": 0.08,
    "public_old_share_short": 0.7,
    "public_old_share_medium": 0.8,
    "public_old_share_long": 0.85,
    "public_old_share_full": 0.9,
    "township_first_share": 0.2,
    "township_per_year": 0.005,
    "township_cap": 0.22,
    "land_months": 180,
    "working_age": 192,
    "residents_assisted_tier": 110.0,
    "adjustment_overall": 0.031,
    "transitional_released": 0.5,
    "local_supplement_per_year": 18.5,
    "local_supplement_flat": 20.0,
    "basic_share_1997": 0.2,
    "account_divisor_1997": 120.0,
    "gain_released": 0.6,
    "local_supplement_early_per_year": 11.0,
    "local_supplement_early_flat": 60.0,
    "public_occupational_employee": 0.04,
    "enterprise_employer_cap": 0.08,
    "enterprise_total_cap": 0.1,
    "bridge_months": 210,
    "survivor_dependants_two": 9.0,
    "survivor_dependants_more": 12.0,
    "guarantee_months": 300,
    "totalisation_months": 30,
    "illness_age": (600, 540, 540),
    "illness_months": 120,
    "arduous_toxic": 196,
    "arduous_underground": 208,
    "arduous_heavy": 220,
    "enterprise_vesting": 8.0,
}

# Fields that lives do not read: the calculator, the ledgers and the checks of the law do.
UNREAD_LAW = {
    "late_fee_rate": (0.002,) * 5 + (0.0005,) * 7,
    "paper_account_divisor": 120.0,
    "base_announced": 7,
    "buy_in_proof_months": 36,
    "annuity_tax_share": 0.04,
    "annuity_tax_multiple": 3.0,
    "private_open": 1.0,
    "private_cap": 12000.0,
    "private_tax": 0.03,
    "township_base_share": 0.6,
    "township_rate": 0.17,
}

ASSUMED = {
    "wage_level": 0.95,
    "school_primary": 6.0,
    "school_junior": 9.0,
    "school_senior": 12.0,
    "school_college": 15.5,
    "first_job_intercept": 18.0,
    "first_job_slope": 0.7,
    "first_job_minimum": 16.0,
    "wage_school": 0.09,
    "wage_experience": 0.03,
    "wage_experience_squared": -0.0006,
    "wage_migrant_experience": 0.02,
    "wage_migrant_experience_squared": -0.0005,
    "wage_female_gap": -0.2,
    "wage_rural_gap": -0.1,
    "wage_own_account_gap": -0.25,
    "wage_permanent_sd": 0.35,
    "wage_entry_sd": 0.2,
    "wage_persistence": 0.93,
    "wage_innovation_sd": 0.12,
    "wage_transitory_sd": 0.15,
    "employment_persistence": 0.85,
    "employment_uplift": 0.05,
    "employment_attachment": 0.7,
    "break_chance": 0.15,
    "break_from": 23.0,
    "break_to": 37.0,
    "layoff": 0.2,
    "layoff_keeps": 0.5,
    "after_pension": 0.6,
    "job_change_first": 0.3,
    "job_change": 0.07,
    "job_change_years": 4.0,
    "luck_persistence": 0.7,
    "paying_share": 0.92,
    "irregular_share": 0.3,
    "declared_basic_ratio": 0.7,
    "women_worker_share": 0.7,
    "claim_earliest": 0.4,
    "claim_late": 0.3,
    "near_minimum_share": 0.8,
    "near_minimum_ahead": -0.1,
    "pay_on_chance": 0.3,
    "pay_on_gap": -0.25,
    "pay_on_age": -0.4,
    "pay_on_wage": 0.5,
    "buy_in_chance": 0.5,
    "buy_in_gap": -0.1,
    "buy_in_age": 0.05,
    "buy_in_wage": 0.4,
    "bridge_chance": 0.15,
    "elders_chance": 0.2,
    "arrears_paid_up": 0.3,
    "bridge_gap": 0.05,
    "bridge_age": -0.1,
    "bridge_wage": -0.2,
    "near_minimum_age": 42.0,
    "transfer_chance": 0.25,
    "transfer_fade": 0.1,
    "dormant_cleanup": 0.08,
    "residents_rural": 0.8,
    "residents_urban": 0.3,
    "residents_low_tier": 0.5,
    "base_pension_mean": 2500.0,
    "base_pension_sd": 0.35,
    "base_pension_months": 315.5,
    "earlier_service": 0.8,
    "residents_takeup": 0.85,
    "absent_stay": 4.0,
    "absent_years": 7.0,
    "discount_rate": 0.035,
    "lived_moves": 0.9,
    "accrual": 0.95,
    "special_share": 0.15,
    "special_illness": 0.3,
    "special_underground": 0.2,
    "special_heavy": 0.2,
    "special_cadres": 0.5,
    "disability_hazard": 0.03,
    "public_hired_until": 33.0,
    "land_share": 0.4,
    "old_pay_ratio": 0.6,
    "old_transitional_ratio": 0.4,
    "dependant_share": 0.3,
    "dependants_two": 0.25,
    "dependants_more": 0.15,
    "residents_assisted": 0.2,
    "heirs_ask_dormant": 0.5,
    "cash_out": 0.3,
    "enterprise_share": 0.2,
    "enterprise_employer": 0.07,
    "enterprise_employee": 0.04,
    "annuity_return": 0.045,
    "base_public_mean": 4500.0,
    "base_township": 0.3,
    "base_township_months": 200.0,
    "beyond_allowances": 1.0,
    "beyond_care": 1.0,
    "care_onset": 0.03,
    "care_slope": 0.1,
    "care_women": 1.2,
    "care_schooling": 0.1,
    "care_worse": 0.2,
    "care_better": 0.15,
    "care_death": 1.5,
    "care_takeup": 0.8,
    "care_home": 0.6,
    "care_follow": 0.5,
    "care_priced": 2030.0,
    "beyond_livelihood": 1.0,
    "livelihood_take_up": 0.7,
    "livelihood_assets_urban": 0.2,
    "livelihood_assets_rural": 0.1,
    "livelihood_childless": 0.1,
    "livelihood_away_urban": 0.2,
    "livelihood_away_rural": 0.4,
    "livelihood_support_near": 0.9,
    "livelihood_support_away": 0.5,
}


def _since(year):
    """Return 1 from a year on and 0 before, by law year."""
    return (year <= LAW_YEAR).astype(float)


def _wages():
    """Return a wage path of 40 yuan a month in 1970 and about 40,000 in 2100, higher in Shenzhen and Shanghai."""
    growth = np.where(LAW_YEAR < 2015, 0.115, 0.025)
    path = 40.0 * np.exp(np.cumsum(growth))
    level = 1.0 + 0.01 * PLACE
    level[[SHENZHEN, SHANGHAI]] = 1.4, 1.6
    return level[:, None] * path


def _law():
    """Return LAW rows for every place and year."""
    law = np.zeros((PLACE_COUNT, LAW_YEARS), LAW)
    for name, value in (FIXED_LAW | UNREAD_LAW).items():
        law[name] = value
    _new_law(law)
    place, wage = PLACE[:, None], _wages()
    july = 1.0 + 0.03 * (np.arange(12) >= 6)
    floor = np.where(place == SHANGHAI, 0.6, 0.5) * wage
    law["average_wage"], law["reference_wage"] = wage, 0.97 * wage
    law["minimum_wage"] = np.where(place % 5 == 4, 0.0, 0.4) * wage * _since(1994)
    law["benefit_base"] = 0.95 * wage
    law["base_floor"] = floor[..., None] * july
    law["migrant_base_floor"] = 0.8 * law["base_floor"]
    law["base_cap"] = (3.0 * wage)[..., None] * july
    law["employer_rate"] = np.where(place == SHANGHAI, 0.2, 0.14)[..., None]
    law["employee_rate"] = (0.05 + 0.03 * _since(2006))[:, None]
    law["employer_waiver"] = 0.4 * (LAW_YEAR == 2020)[:, None] * (np.arange(12) > 0)
    law["base_on_last_year"] = place >= SHANGHAI
    law["points_needed"] = np.where(place % 3 == 1, 25.0, 0.0) * _since(2020)
    law["points_chance"], law["points_short"] = 0.2, 0.5
    law["points_schooling"][..., :4] = (1.0, 4.0, 12.0, 20.0)
    law["points_year_paid"], law["points_year_resident"] = 2.0, 1.0
    law["points_young"], law["points_young_until"], law["points_age_less"] = 10.0, 35.0, 1.0
    law["account_start"] = np.where(
        place < CITY_COUNT, 12 * 1993 + 6, np.where(place == SHANGHAI, 12 * 1993, 12 * 1996)
    )
    law["notional_interest"] = 0.04 + 0.01 * np.sin(LAW_YEAR)
    law["divisor_by_month"] = _since(2025)
    law["low_index_threshold"] = np.where(place < CITY_COUNT, 0.6, 0.0)
    law["index_floor"] = np.where(place == SHENZHEN, 0.6, 0.0)
    law["transitional_form"] = place % 6
    law["index_start"] = np.where(place < CITY_COUNT, 12 * 1990 + 3, 0)
    law["transitional_until"] = np.where(place < CITY_COUNT, 12 * 1995 + 4, 0)
    law["supplement_senior"] = np.where(place % 2, 70.0, 0.0)
    law["supplement_year_flat"] = np.where(place == SHANGHAI, 12.0, 0.0)
    law["old_local_excess"], law["old_local_rate"] = 30.0 * place, 0.005
    law["old_local_until"], law["old_local_share"] = 12 * 2006 + 6, 0.6
    law["transitional_rate"] = 0.012 + 0.0001 * place
    law["supplement_flat"] = np.where(place < CITY_COUNT, 100.0, 0.0)
    law["supplement_per_year"] = np.where(place < CITY_COUNT, 4.0, 0.0)
    law["supplement_base_share"] = np.where(place == SHANGHAI, 0.026, 0.0)
    law["final_age"] = np.where(_since(2025)[:, None] > 0, (756, 696, 660), (720, 660, 600))
    law["credit_method"], law["formula_1997"] = place % 3, place % 4 % 3
    law["own_money_only"] = law["temporary_rate_paid"] = place % 2
    law["early_window"] = law["late_window"] = 36 * _since(2025)
    law["minimum_months"] = 180 + 6 * np.clip(LAW_YEAR - 2029, 0, 10)
    law["early_entrants_months"] = np.where(place < CITY_COUNT, 120, 0)
    law["elders_open"] = place % 2 * (_since(2009) - _since(2017))
    basic = np.maximum(55.0, 140.0 * np.exp(0.035 * (LAW_YEAR - 2016)))
    law["residents_basic"] = ((1 + 0.02 * place) * basic)[..., None] * july
    law["residents_tier"][..., :2] = 200.0, 500.0
    law["allowance_from"][CITIES, :, :3] = 65.0, 72.0, 80.0
    _care(law)
    law["allowance_amounts"][CITIES, :, :3] = 50.0, 90.5, 150.0
    _livelihood(law, place, wage, july)
    _settling(law, place)
    law["residents_subsidy"][..., :2] = 30.0, 60.0
    law["survivor_base"] = 0.5 * wage
    return law


def _care(law):
    """Fill what care insurance is, by the hour in some places and by the day in the others."""
    place = PLACE[:, None]
    law["care_covered"] = np.where(place % 4 == 3, 0.0, 0.5 + 0.5 * _since(2018))
    law["care_age"], law["care_least"] = 18.0 + 42.0 * (place % 2), 1 + place % 3
    law["care_residents"], law["care_rate"] = place % 3 < 2, 0.01 * (place % 2)
    law["care_head"], law["care_head_residents"] = 150.0 * (place % 2 == 0), 90.0
    law["care_hours"][..., :3], law["care_hour"] = (3.0, 5.0, 7.0), 65.0 * (place % 2)
    law["care_home_day"][::2, :, :3], law["care_institution_day"][..., :3] = (60.0, 80.0, 100.0), (90.0, 110.0, 135.0)
    law["care_home_share"], law["care_institution_share"] = 0.9, 0.75
    law["care_home_residents"], law["care_institution_residents"] = 0.85, 0.7
    law["care_cash"][..., :3] = 0.0, 40.0, 80.0


def _settling(law, place):
    """Fill the points that some places ask of who wants the local hukou."""
    law["points_needed"], law["points_chance"], law["points_short"] = 40.0 * (place % 3 == 1), 0.2, 0.1
    law["points_schooling"][..., :4] = 0.0, 5.0, 20.0, 60.0
    law["points_year_paid"], law["points_year_resident"] = 3.0, 1.0
    law["points_young"], law["points_young_until"], law["points_age_less"] = 30.0, 43.0, 2.0


def _livelihood(law, place, wage, july):
    """Fill the minimum livelihood: none elsewhere, so high that many are below it."""
    urban = np.where(place == ELSEWHERE, 0.0, 0.3 + 0.002 * place) * wage
    law["livelihood_urban"], law["livelihood_rural"] = urban[..., None] * july, (0.8 * urban)[..., None] * july
    law["livelihood_from_age"] = 720
    law["livelihood_wage_disregard"], law["livelihood_allowances_counted"] = 0.2, 0.5
    law["livelihood_pension_disregard"] = 50.0 * _from(2021, 7)
    law["livelihood_taper"] = np.where(place % 3, 1.0, 0.8)
    law["livelihood_grace_months"] = 5 * (place % 4 != 3)
    law["livelihood_band"], law["livelihood_band_help"] = 1.5, 0.1 * (place % 2)
    law["livelihood_migrants"] = place % 5 == 1


def _from(year, month):
    """Return 1 for each month from a date on and 0 before, by law year and month."""
    return (12 * LAW_YEAR[:, None] + np.arange(12) >= 12 * year + month - 1).astype(float)


def _new_law(law):
    """Fill what differs between places or begins and ends on a date."""
    place = PLACE[:, None]
    law["year_count"] = place % 5
    law["month_fraction"] = 0.083
    law["rounding_fen"] = np.where(place == SHANGHAI, 10, 1)
    law["index_cap"] = np.where(place == ELSEWHERE, 2.0, 0.0)
    law["mixed_base"] = place < CITY_COUNT
    law["bridge_open"] = _from(2014, 7)
    law["survivor_national_rule"] = _from(2021, 9)
    law["disability_in_force"] = _since(2025)
    law["public_employer_rate"] = 0.2 * _from(2014, 10) - 0.04 * _from(2019, 5)
    law["public_compared"] = _from(2014, 10) - _from(2024, 10)
    law["public_released"] = np.clip((LAW_YEAR - 2014) / 10, 0.0, 1.0)[:, None]
    outside = _from(2002, 9) - _from(2011, 7)
    law["outside_base_share"], law["outside_rate"] = 0.6 * outside, 0.0
    law["outside_rate"][SHANGHAI] = 0.07 * outside
    law["land_to_employees"] = place % 2
    law["flexible_women_track"] = np.where(place % 4, Track.WOMEN_CADRE, Track.WOMEN_WORKER)
    law["transitional_old_floor"] = (place < CITY_COUNT) * (1 - _since(2026))
    law["local_supplement_rate"] = np.where(place % 3 == SHENZHEN, 0.01, 0.0)[..., None] * _from(2006, 7)
    law["cash_out_allowed"] = 1 - _since(2010)
    law["public_occupational_employer"] = 0.08 * _from(2014, 10)
    _levers(law, place)


def _levers(law, place):
    """Fill levers of reforms, at some places only, so that lives under the law as it is stay many."""
    law["early_reduction"], law["late_bonus"] = 0.004 * (place % 2), 0.006 * (place % 3 == 0)
    law["pro_rata_months"] = 100 * (place % 4 == 1)
    law["residents_credit"] = 0.5 * (place % 5 == 2)
    law["guarantee_share"] = 0.3 * (place % 3 == 1)
    law["transfer_further_rate"] = 0.04 * (place % 3 == 0) * _since(2028)
    law["transfer_interest"] = 0.5 * (place % 2) * _since(2020)
    law["cohort_divisors"] = (place % 4 == 2) * _since(2024)
    law["divisor_interest"] = 0.02
    law["totalisation"] = _since(2020)


def _assumptions():
    """Return ASSUMPTIONS rows for every province and year."""
    table = np.zeros((PROVINCE_COUNT, LAW_YEARS), ASSUMPTIONS)
    tilt = 1.0 - 0.01 * np.arange(PROVINCE_COUNT)[:, None]
    for name, value in ASSUMED.items():
        table[name] = value * (tilt if name.startswith(("wage_", "base_", "paying")) else 1.0)
    table["special_share"] *= np.where(LAW_YEAR < 2030, 1.0, 0.4)
    # in one province pensions of the base stock are drawn, in the others careers lead to them
    table["base_lived"] = np.arange(PROVINCE_COUNT)[:, None] != SHANGHAI_PROVINCE
    table["urban_by"] = np.clip((LAW_YEAR - 1950) / 66, 0.0, 1.0)
    table["layoff"] *= (LAW_YEAR >= 1994) & (LAW_YEAR % 10 < 2)
    return table


def _cover():
    """Return World.cover: rising from the first years on, a little different in every place."""
    formal = np.array((0.92, 0.7, 0.75, 0.75, 0.6, 0.6))
    flexible = np.array((0.4, 0.4, 0.1, 0.1, 0.1, 0.1))
    rising = np.clip((LAW_YEAR - 1972) / 40, 0.0, 1.0)[:, None, None]
    return (1.0 - 0.005 * PLACE)[:, None, None, None] * rising * np.stack([formal, flexible], axis=-1)


def _cumulated(random, *shape, weights=1.0):
    """Return random shares, of a mean in proportion to the weights, cumulated along the last axis."""
    shares = random.gamma(0.5 * np.broadcast_to(weights, shape)) + 1e-3
    return np.cumsum(shares / shares.sum(-1, keepdims=True), axis=-1)


def _cumulated_away(random, rows, columns):
    """Return random shares over places that leave out the row's own place, cumulated along the last axis.

    Shenzhen's are large, so that careers mix its benefit region with that of the province.
    """
    shares = random.gamma(0.5, size=(rows, columns)) + 1e-3
    shares[:, SHENZHEN] += 4.0
    shares[np.arange(columns), np.arange(columns)] = 0.0
    return np.cumsum(shares / shares.sum(-1, keepdims=True), axis=-1)


def _hukou_chances():
    """Return chances of the local hukou by year, place, hukou type and stay class."""
    by_type = np.where(PLACE[:, None] == ELSEWHERE, 0.0, (0.04, 0.02))
    by_stay = np.where(np.arange(STAY_CLASSES) >= 5, 1.0, 0.2)
    return np.linspace(1.0, 1.5, YEARS)[:, None, None, None] * by_type[..., None] * by_stay


def _movers(random):
    """Return the tables of moves and hukou changes."""
    young = np.exp(-(((AGE - 24) / 14.0) ** 2))
    return {
        "leave": (0.01 + 0.05 * random.random((PLACE_COUNT, 2, 1))) * young,
        "leave_factor": np.linspace(1.2, 0.6, YEARS),
        "destination": _cumulated_away(random, PLACE_COUNT, PLACE_COUNT),
        "come_back": np.array((0.08, 0.03))[:, None, None] * (0.5 + random.random((PLACE_COUNT, 1, 2, AGES))),
        "again": np.pad(_cumulated(random, PLACE_COUNT, AREA_COUNT), ((0, 0), (0, 1)), constant_values=1.0),
        "rearrive": 0.05 * young * np.array((1.0, 0.8))[:, None],
        "acquire": _hukou_chances(),
        "convert": np.linspace(1.0, 0.5, YEARS)[:, None] * np.where(AGE < 60, 0.02, 0.005),
    }


def synthetic_world(seed=7):
    """Return a World whose every table is filled."""
    random = np.random.default_rng(seed)
    death = np.minimum(1.0 - np.exp(-0.00008 * np.exp(0.098 * AGE)) + 0.0005, 0.25)  # some outlive the open age group
    working = np.where((AGE >= 16) & (AGE < 75), 0.85 * np.exp(-(((AGE - 38) / 24.0) ** 4)), 0.0)
    rates = working * np.array((1.0, 0.8))[:, None] * (0.9 + 0.1 * random.random((PLACE_COUNT, 2, 1, 1)))
    home = np.zeros((PLACE_COUNT, 2, 2, PLACE_COUNT))
    for hukou_type in range(2):
        home[:, 0, hukou_type, CITIES] = _cumulated_away(random, PLACE_COUNT, CITY_COUNT)
    home[:, 0, :, CITY_COUNT:] = 1.0
    home[..., ELSEWHERE] = 1.0
    home[SHANGHAI, 1] = home[SHANGHAI, 0]
    tables = {
        "law": _law(),
        "assumptions": _assumptions(),
        "divisor": np.linspace(233.0, 56.0, 361).round(1),
        "death": death
        * (0.85 + 0.1 * np.arange(DEATH_TABLES))[:, None, None, None]
        * np.array((1.0, 0.8))[:, None, None],
        "employment": attachment_scores(np.minimum(1.08 * rates, 1.0), ASSUMED["employment_attachment"]),
        "work_shift": np.interp(LAW_YEAR, (1988, 2010, 2020, 2040), (0.6, 0.3, 0.0, -0.1))
        * (1 + 0.01 * PLACE[:, None]),
        "employment_all": rates,
        "sector": _cumulated(random, PLACE_COUNT, 1, len(Status), 3, weights=(8.0, 2.0, 1.0)),
        "cover": _cover(),
        "declared": np.array((0.35, 0.3)) * (1.0 - 0.1 * (np.arange(len(Status)) % 2))[:, None],
        "base_pensioner": (1.0 - 0.01 * PLACE[:, None]) * np.array((0.8, 0.2, 0.3)),
        "base_public": 0.3
        + 0.2 * np.arange(4)
        - 0.03 * np.arange(PROVINCE_COUNT)[:, None, None]
        - 0.004 * np.arange(41)[:, None],
        "public_share": (0.2 + 0.1 * np.arange(PROVINCE_COUNT))[:, None] + 0.15 * np.sin(LAW_YEAR / 7),
        "base_award": 1.3 - 0.02 * np.arange(8).reshape(2, 4) + 0.1 * np.arange(PROVINCE_COUNT)[:, None, None],
        "home": home,
        "stay": np.broadcast_to(np.cumsum(np.full(41, 1 / 41)), (2, AGES, 41)),
        "education": _cumulated(random, PLACE_COUNT, len(Status), 2, 41, 4),
        "wage_mean": (4.0 + 0.3 * PROVINCE_OF + 0.01 * PLACE)[:, None] * np.linspace(0.7, 1.3, LAW_YEARS),
        **_movers(random),
    }
    return World(**{name: np.broadcast_to(table, shape_of(name)).copy() for name, table in tables.items()})


def synthetic_numbers(per_stratum=1, years=(5, 30), start=0):
    """Return person numbers of every origin, status and sex, ages and places mixed, sorted by stratum.

    ``start``: years from 2016 to the base year; ``years`` count from 2016 too.
    """
    strata = []
    cells = enumerate(product(range(len(Status)), range(len(Sex)), range(0, 105, 5)))
    for turn, (status, sex, age) in cells:
        place = (5 * turn) % CITY_COUNT if turn % 4 else SHANGHAI
        strata.append((Origin.BASE, place, status, sex, age, start))
        if status < Status.INTRA_URBAN and age % 15 == 0:
            strata.append((Origin.ABSENT, place, status, sex, age, start))
        if status >= Status.INTER_URBAN and 20 <= age <= 60:
            strata.append((Origin.ABSENT, place, status, sex, age, start))
            strata.append((Origin.ARRIVAL, place, status, sex, age, years[turn % len(years)]))
        if age < 15:
            strata.append((Origin.BIRTH, place, status, sex, 0, start + 1 + 2 * age))
    numbers = [pack(*(int(code) for code in stratum), count) for stratum in strata for count in COUNTS[:per_stratum]]
    return np.array(sorted(numbers), dtype=np.uint64)


def month_by_month(world):
    """Return the tables of a run in which every month is a stretch of its own."""
    tables = pack_world(world)
    tables["equal_until"] = np.arange(1, MONTHS + 1)
    return tables
