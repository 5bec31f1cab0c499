"""Every published figure has one role, one scope and one standard deviation, committed as a table."""

import csv

import pytest

from calibration.make_moments import COLUMNS, MOMENTS, text
from microsim.validation.formulas import read_formula
from microsim.validation.groups import Group
from microsim.validation.roles import Reason, Role, deviation_of, role_of, rules
from microsim.validation.scopes import CITY_NAMES, PROVINCE_NAMES, scope_of
from microsim.validation.targets import shipped_targets
from microsim.validation.variables import FLOW, STOCK, VARIABLES
from tests.validation.test_comparing import target

CLOSED = {"derived", "superseded", "input", "settlement year", "under 2 bn yuan", "no counterpart"}


@pytest.fixture(scope="module")
def moments():
    lines = [line for line in MOMENTS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {row["id"]: row for row in csv.DictReader(lines)}


def test_the_table_is_what_the_registry_and_the_rules_give():
    assert MOMENTS.read_text(encoding="utf-8") == text(), "python -m calibration.make_moments"


def test_every_graded_row_of_provinces_and_cities_stands_in_it_exactly_once(moments):
    wanted = [one for one in shipped_targets() if one.region in PROVINCE_NAMES | CITY_NAMES and one.grade in "AB"]
    lines = MOMENTS.read_text(encoding="utf-8").splitlines()
    assert len(wanted) > 500
    for one in wanted:
        assert sum(line.startswith(f"{one.id},") for line in lines) == 1, one.id
        row = moments[one.id]
        assert (row["indicator"], row["region"], row["year"]) == (one.indicator, one.region, str(one.year))


def test_roles_reasons_and_scopes_are_of_the_closed_lists(moments):
    assert {str(one) for one in Reason if one} == CLOSED
    for row in moments.values():
        assert set(row) == set(COLUMNS)
        assert row["role"] in set(Role)
        assert (row["reason"] in CLOSED) == (row["role"] in ("input", "excluded")), row
        assert row["kind"] in ((STOCK, FLOW) if row["scope"] else ("",))
        assert 0.036 < float(row["sd"]) < 0.165
        if row["scope"]:
            assert set(read_formula(row["scope"]).names()) <= set(VARIABLES)
        else:
            assert row["role"] in ("excluded", "input"), row


def test_rows_that_contradict_each_other_are_told_apart_by_scope(moments):
    for region, employees in (("guangdong", "pensioners"), ("shanghai", "pensioners - township_pensioners")):
        narrow, wide = (moments[f"uebpi_pensioners{end}.{region}.2016"] for end in ("", "_yearbook"))
        assert narrow["scope"] == employees
        assert wide["scope"] == f"{employees} + public_pensioners"
        assert narrow["role"] == "fit"
        settled = region == "shanghai"  # Guangdong's institutions had entered without most of their pensioners
        assert (wide["role"], wide["reason"]) == (("fit", "") if settled else ("excluded", "settlement year"))


def test_money_pensioners_and_reserves_before_the_base_date_are_not_used(moments):
    for row in moments.values():
        if row["role"] == "fit" and int(row["year"]) < 2016:
            counted = {
                "insured",
                "payers",
                "contributions",
                "public_staff",
                "public_contributions",
                "base_sum",
                "earners",
            }
            assert set(read_formula(row["scope"]).names()) <= counted, row
            assert int(row["year"]) >= {"Guangdong": 2010, "Shanghai": 2012}[row["region"]]


def test_holdouts_are_never_fitted(moments):
    for one in shipped_targets():
        assert one.use != "holdout" or moments[one.id]["role"] != "fit", one.id


@pytest.mark.parametrize(
    ("changes", "deviation"),
    [
        ({"grade": "A"}, 0.0361),
        ({"grade": "B"}, 0.0583),
        ({"grade": "C"}, 0.1530),
        ({"grade": "A", "year": 2016, "indicator": "uebpi_contributors"}, 0.0700),
        ({"grade": "A", "year": 2016, "indicator": "uebpi_pensioners"}, 0.0361),
        ({"grade": "B", "year": 2013, "indicator": "uebpi_contributors"}, 0.0837),
    ],
)
def test_standard_deviations_are_of_grade_scope_and_register(changes, deviation):
    one = target("uebpi_pensioners")._replace(**changes)
    assert deviation_of(one, scope_of(one.indicator, one.region, one.year)) == pytest.approx(deviation, abs=5e-5)


@pytest.mark.parametrize(
    ("changes", "role", "reason"),
    [
        ({}, "holdout", ""),
        ({"use": "calibrate"}, "fit", ""),
        ({"use": "benchmark"}, "excluded", "no counterpart"),
        ({"indicator": "urrbpi_revenue", "unit": "100m yuan", "value": 19.9}, "excluded", "under 2 bn yuan"),
        ({"indicator": "urrbpi_revenue", "unit": "100m yuan", "value": 20.0}, "holdout", ""),
        ({"indicator": "uebpi_revenue_enterprise", "unit": "100m yuan", "year": 2016}, "excluded", "no counterpart"),
        ({"indicator": "permanent_population"}, "input", "input"),
        ({"indicator": "permanent_population", "year": 2016}, "input", "input"),
        ({"indicator": "permanent_population", "year": 2016, "shipped": True}, "excluded", "superseded"),
        (
            {"indicator": "institution_pension_revenue", "unit": "100m yuan", "shipped": True},
            "excluded",
            "settlement year",
        ),
        ({"indicator": "institution_pension_revenue", "unit": "100m yuan"}, "holdout", ""),
        ({"group": Group("male", 60)}, "holdout", ""),
    ],
)
def test_roles(changes, role, reason):
    """What the shipped table alone knows does not touch one's own figures; inputs are inputs everywhere."""
    assert role_of(target("uebpi_pensioners")._replace(**changes)) == (role, reason)


def test_every_rule_decides_about_a_figure():
    """No row of the table is without use, nor hidden behind an earlier one."""
    decides = {next((rule for rule in rules() if rule.meets(one)), None) for one in shipped_targets()}
    assert [rule for rule in rules() if rule not in decides] == []
