"""Every rule names its law, its unit and its Chinese name, and means the same compiled or not."""

import inspect
from pathlib import Path

import pytest
import yaml

import microsim
from microsim._jit import REGISTRY
from microsim.rules import (
    accounts,
    benefits,
    contributions,
    eligibility,
    indexation,
    portability,
    residents,
    survivors,
)

MODULES = (accounts, benefits, contributions, eligibility, indexation, portability, residents, survivors)
SOURCES = yaml.safe_load((Path(microsim.__file__).parent / "law" / "sources.yaml").read_text("utf-8"))
RULES = {name: entry for name, entry in REGISTRY.items() if entry.function.__module__.startswith("microsim.rules.")}


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
    "index_point": (4200.0, 9000.0, 0.0),
    "mean_index": (360.0, 450, 1.0, 50),
    "low_index_factor": (0.5, 0.6),
    "basic_pension": (9307.0, 0.5241, 17.3333, 0.01, 0.5, 0.6),
    "account_pension": (66720.85, 169.5),
    "transitional_pension": (1, 7678.0, 0.682, 1.0, 14.08, 0.013),
    "supplements": (100.0, 4.0, 17.3333, 0.026, 9307.0),
    "pension_parts": (2647.45, 689.85, 958.47, 0.0),
    "adjusted_pension": (2000.0, 20.0, 800, 17.5, 0.625, 0.009, 70.0, 780),
    "opens_temporary_account": (1, 486, 1, 2, 0, 600, 480),
    "transfer_pooled": (360_000_00, 0.12),
    "paying_place": (1, 2, 144, 72, 0, 24000, 24100, 0, 120),
    "residents_credit": (500.0, 60.0, 0.0),
    "residents_required_months": (1956 * 12, 2009 * 12 + 8, 720, 180),
    "residents_annuity": (50000.0, 139.0),
    "residents_pension": (123.0, 359.71, 240, 180, 2.0, 800, 10.0, 780),
    "funeral_grant": (3365.0, 2.0),
    "lump_months": (28.75, 3.5),
    "survivor_cap": (20000.0, 4.0, 9000.0),
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
    assert any("一" <= sign <= "鿿" for sign in entry.chinese)
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
    if integers and name != "pension_parts":
        assert isinstance(result, int)
