"""Every rule names its law and its unit, and means the same compiled or not."""

import importlib
import inspect
import pkgutil
from pathlib import Path

import pytest
import yaml

import microsim
from microsim import schemes
from microsim.kernel.jit import REGISTRY
from microsim.watch.trace import holds_clauses

PACKAGES = pkgutil.walk_packages(schemes.__path__, "microsim.schemes.")
CLAUSES = [name for _, name, is_folder in PACKAGES if not is_folder and holds_clauses(name)]
MODULES = [importlib.import_module(name) for name in CLAUSES]
SOURCES = yaml.safe_load((Path(microsim.__file__).parent / "law" / "sources.yaml").read_text("utf-8"))
RULES = {name: entry for name, entry in REGISTRY.items() if entry.function.__module__.startswith("microsim.schemes.")}


def plain(function):
    """Return the Python function behind a rule; with compiling off it is the rule itself."""
    return getattr(function, "py_func", function)


MAN_1965_01 = 1965 * 12
EXAMPLES = {
    "fen": (1.005,),
    "interest_months": (3,),
    "year_interest": (6_019_27, 480_00 * 78, 0.0712),
    "claim_year_interest": (26_958_87, 480_00 * 4, 480_00 * 42, 0.0604, 4),
    "account_left": (95_061_63, 689_85 * 30),
    "contribution_base": (3000.0, 4200.0, 21000.0),
    "contribution": (4200.0, 0.08),
    "employer_contribution": (6000.0, 0.16, 0.25),
    "delay_months": (MAN_1965_01 + 9, MAN_1965_01, 4, 720, 756),
    "statutory_age": (MAN_1965_01 + 9, MAN_1965_01, 4, 720, 756),
    "statutory_month": (MAN_1965_01 + 9, 723),
    "earliest_claim_month": (MAN_1965_01 + 9, 720, MAN_1965_01 + 9 + 723, 36),
    "latest_claim_month": (24000, 36),
    "minimum_years_month": (24010, 24000),
    "meets_minimum": (185, 186),
    "missing_months": (185, 186),
    "divisor_by_month": (139.0, 132.0, 2),
    "divisor": "table",
    "mean_index": (360.0, 450, 1.0, 50),
    "low_index_factor": (0.5, 0.6),
    "basic_pension": (9307.0, 0.5241, 17.3333, 0.01, 0.5, 0.6),
    "account_pension": (66720.85, 169.5),
    "transitional_pension": (1, 7678.0, 0.682, 1.0, 14.08, 0.013),
    "supplements": (100.0, 4.0, 17.3333, 0.026, 9307.0),
    "adjusted_pension": (2000.0, 20.0, 800, 17.5, 0.625, 0.009, 70.0, 780),
    "opens_temporary_account": (1, 486, 1, 2, 0, 600, 480),
    "transfer_pooled": (360_000_00, 0.12),
    "paying_place": (1, 2, 72, 0, 120),
    "residents_credit": (500.0, 60.0, 0.0),
    "residents_required_months": (1956 * 12, 2009 * 12 + 8, 720, 180),
    "residents_annuity": (50000.0, 139.0),
    "residents_pension": (123.0, 359.71, 240, 180, 2.0, 800, 10.0, 780),
    "funeral_grant": (3365.0, 2.0),
    "survivor_cap": (20000.0, 4.0, 9000.0),
    "annual_interest": (6_019_27, 480_00 * 12, 0.0712),
    "interest_by_method": (1, 6_019_27, 480_00 * 12, 480_00 * 78, 0.0712),
    "late_fee": (672_00, 365, 0.0005),
    "provisional_base": (4, 7, 12434.0, 12577.0),
    "provisional_months": (4, 7),
    "settlement": (5400_00, 5326_70, 5),
    "bridge_way": (144, 180, 24600, 24500, False),
    "bridged_account": (70_000_00, 6_000_00, 500_00),
    "bridged_months": (-1, 144, 96, 12),
    "bridge_refund": (4_000_00, 200_00, 12, 96),
    "double_drawing_debt": (163_00, 7),
    "pooled_loss": (792.0, 144, 180),
    "residents_record_moves": (700, 720, False),
    "disability_case": (96, 180, 130, 60, 1),
    "disability_months": (96, 60, 12, 3),
    "disability_allowance": (1, 648.0, 700.0),
    "pension_after_disability": (2, 648.0, 1200.0),
    "special_age": (120, 108, 660, 723),
    "required_months": (180, 23938, 24150, 120, 23982, 24162),
    "may_pay_on": (72, 600),
    "may_buy_in": (24130, 24600, 24500, 24138, 60),
    "buy_in_cost": (4200.0, 0.20, 18),
    "ended_relation": (70_000_00, 144, 180, True),
    "totalised_pension": (1708.74, 96, 240),
    "higher_of": (700.0, 683.50, 96, 180),
    "pays_share": (11, 12),
    "actuarial_factor": (24500, 24536, 0.003, 0.005),
    "guaranteed_pension": (9493.0, 0.3, 150, 180),
    "pays_by_months": (90, 60),
    "months_towards_minimum": (120, 90, 0.5),
    "basic_pension_1997": (2182.0, 200, 180, 0.2),
    "account_pension_1997": (36_000.0, 120.0),
    "released_award": (3000.0, 2500.0, 0.3),
    "old_service_share": (31.0, 0.7, 0.8, 0.85, 0.9),
    "annuity_rates": (0.10, 0.06, 0.08, 0.12),
    "vested_share": (3.0, 8.0),
    "annuity_deduction": (500.0, 30_000.0, 0.04, 12_000.0, 3.0),
    "annuity_payment": (139_000.0, 139.0, 600.0),
    "private_contribution": (15_000.0, 12_000.0, True),
    "private_payout": (1000.0, 0.03),
    "private_tax_saved": (12_000.0, 0.10),
    "pool_upload": (9000.0, 1e7, 12.0, 0.027),
    "pool_members": (1.2e7, 1.0e7),
    "pooling_gap": (-120_00, 0.5),
    "pooling_payment": (70_00, 0.325),
    "raised_allowance": (648.0, 0.02),
    "insurable_months": (180, 300, 192, 24),
    "ceiling_factor": (105.0, 3500.0, 0.02),
    "residents_buyable_months": (1956 * 12, 2009 * 12 + 8, 720, 180),
    "residents_buy_in": (500.0, 90),
    "capped_tier": (9000.0, 12_000.0),
    "collective_support": (6000.0, 4800.0),
    "assisted_payment": (100.0, True),
    "township_contribution": (2033.0, 0.6, 0.17),
    "township_pension": (6504.0, 200, 180, 0.2, 0.005, 0.3),
    "township_difference": (120, 6504.0, 0.6, 0.28, 0.17),
    "township_months": (120, 20_000_00, 51_511_68),
    "outside_credit": (2033.0, 0.6, 0.07),
    "outside_certificate": (10_000_00, 721, 720),
    "land_subsidy": (2906.0, 0.20, 180),
    "land_months": (60_000_00, 2906.0, 0.20, 1),
    "chosen_base": (0.4, 6071.0, 0.6, 3.0),
    "lump_months_by_law": (28.75, 3.5, 3.0, 6.0, 9.0, 30.0),
    "dependants_lump_months": (2, 6.0, 9.0, 12.0),
    "grant_base": (True, 3140.0, 6071.0),
    "transfer_temporary": (360_000_00, 0.16, 0.12),
    "pool_kept": (86_400_00, 28_800_00, 43_200_00),
    "overlap_months": (24000, 24011, 24006, 24020),
    "merged_months": (27, 6),
    "overlap_refund": (6_000_00, 6, 12),
    "cash_out": (11_000_00, 0.05, 0.11, 1),
    "buy_in_moves": (40, 36, False),
    "temporary_becomes_normal": (1, 1),
    "counted_years": (287, 4, 0.083),
    "rounded_fen": (3751.02, 10),
    "rounded_parts": (3751.02, 1575.6, 0.0, 0.0, 10),
    "bounded_index": (4200.0, 9000.0, 0.0, 3.0),
    "index_by_calendar_years": (360.0, 1.0, 50, 32),
    "weighted_years": (0.961, 45, 9.4),
    "weighted_years_pension": (9307.0, 4.41845, 0.012),
    "paper_account_pension": (13615.08, 120.0),
    "fixed_wage_part": (3894.34, 0.065),
    "blended_transitional": (493.47, 113.46, 108.0, 1.0, 1),
    "mixed_benefit_base": (11293.0, 120, 9493.0, 60, 1),
    "local_supplement": (5.6667, 0.7183, 18.5, 20.0),
    "old_local_pension": (699.0, 0.005, 20.0, 0.7),
    "senior_supplement": (250.0, 46),
    "settling_points": (20.0, 66, 5.0, 4, 1.0, 45, 30.0, 43.0, 2.0),
    "settling_chance": (0.01, 74.0, 60.0, 0.1, 0.0),
    "age_allowance": (75.0, 72, 70.0, 150.0),
    "own_means": (300_000.0, 0.2, 15_000.0, 5_000.0, 20_000.0, 10_000.0, 0.5),
    "livelihood_amount": (100_000.0, 60_000.0, 0.8),
    "just_above": (100_000.0, 120_000.0, 1.5),
    "grace_payment": (30_000, 6, 4),
    "care_transfer": (90_000.0, 0.01, 0.0, 1.0),
    "care_entitled": (2, 3, 70, 60.0),
    "care_cost": (7.0, 65.0, 0.0),
    "care_benefit": (1977.08, 0.9, 40.0),
}


def test_every_rule_has_an_example():
    assert set(EXAMPLES) == set(RULES)


def test_no_name_is_taken_twice():
    written = [name for module in MODULES for name in vars(module) if name in RULES]
    home = [RULES[name].function.__module__ for name in RULES]
    assert set(written) == set(RULES)
    assert set(home) == {module.__name__ for module in MODULES}
    for module in MODULES:
        for name, thing in vars(module).items():
            if name in REGISTRY:
                assert REGISTRY[name].function is thing, f"{name} stands in two modules"


@pytest.mark.parametrize("name", sorted(RULES))
def test_rule_is_documented(name):
    entry = RULES[name]
    assert entry.source in SOURCES, f"no document {entry.source!r} in sources.yaml"
    assert entry.unit
    assert entry.summary.endswith(".")
    assert len(inspect.getsource(plain(entry.function)).splitlines()) <= 30


@pytest.mark.parametrize("name", sorted(RULES))
def test_source_is_complete(name):
    source = SOURCES[RULES[name].source]
    assert set(source) == {"document", "en", "number", "date", "article", "grade"}
    assert source["document"]
    assert source["en"]
    assert source["date"]
    assert source["grade"] in {"A", "B", "C"}
    assert source["number"] or source["grade"] == "C"


@pytest.mark.parametrize("name", sorted(RULES))
def test_compiled_rule_equals_plain_python(name, divisors):
    arguments = (733, divisors, 1) if name == "divisor" else EXAMPLES[name]
    compiled = RULES[name].function
    result = compiled(*arguments)
    assert result == plain(compiled)(*arguments)
    integers = name.endswith("_fen") or RULES[name].unit.startswith(("fen", "month index"))
    if integers and name != "rounded_parts":
        assert isinstance(result, int)
