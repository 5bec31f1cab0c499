"""What a case is answered: parts, moves, overlaps, the years that are missing, languages and the schema."""

import json
from itertools import pairwise
from pathlib import Path

import jsonschema
import numpy as np
import pytest
from click.testing import CliRunner

import microsim as ms
from microsim.cases.answering import schema_text
from microsim.cases.kernel import kernel_of
from microsim.cli import main
from microsim.kernel.jit import REGISTRY
from microsim.reading import read_yaml
from microsim.watch.opened import Opened, plain
from tests.cases.examples import EXAMPLES, case_file, case_text, example

SCHEMA = Path(__file__).parents[2] / "scenarios" / "case.schema.json"
MAN = {"sex": "male", "birth": "1965-07", "hukou": {"place": "sichuan", "type": "rural"}}


def test_python_answers_a_dict():
    case = example("v03-weifang")["case"]
    assert ms.pension(case)["pension"]["total"] == 4295.77
    assert [one["pension"] for one in ms.pensions([case, case])] == [ms.pension(case)["pension"]] * 2


def test_person_alone_gets_the_statutory_age():
    answer = ms.pension({"person": {"sex": "male", "birth": "1965-07-15"}})
    assert set(answer) == {"statutory", "steps"}
    assert answer["statutory"] == {"age": "60y2m", "month": "2025-09", "delay_months": 2, "minimum_months": 180}


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_term_has_its_parts(name):
    case = example(name)["case"]
    answer = ms.pension(case)
    for step in answer["steps"]:
        assert set(step) == {"name", "zh", "value", "unit", "formula", "source"}
        assert step["source"], step
        assert any("一" <= letter <= "鿿" for letter in step["zh"]), step
    assert ms.pension(case, lang="zh")["steps"][0]["zh"] == answer["steps"][0]["zh"] if answer["steps"] else True


@pytest.mark.parametrize("name", EXAMPLES)
def test_terms_change_no_number(name):
    case = example(name)["case"]
    plain = {key: part for key, part in ms.pension(case).items() if key not in ("steps", "notes")}
    assert ms.pension(case, steps=False) == plain


def test_plain_rules_equal_compiled_rules(monkeypatch):
    """A case runs the Python inside each rule; the compiled rule gives the same, to the last bit."""
    calls, open_rule = [], Opened.opened

    def opened(self, function):
        run = open_rule(self, function)
        if getattr(REGISTRY.get(run.__name__), "function", None) is not function:
            return run

        def call(*args, **values):
            result = run(*args, **values)
            if not any(isinstance(value, str) for value in (*args, *values.values())):
                plain_args = [np.array(value) if isinstance(value, list) else value for value in args]
                plain_values = {k: np.array(v) if isinstance(v, list) else v for k, v in values.items()}
                calls.append((run.__name__, result, function(*plain_args, **plain_values)))
            return result

        return call

    monkeypatch.setattr(Opened, "opened", opened)
    monkeypatch.setattr("microsim.watch.opened._RULES", Opened())
    plain.cache_clear()
    kernel_of.cache_clear()
    try:
        for name in EXAMPLES:
            ms.pension(example(name)["case"], steps=False)
    finally:
        plain.cache_clear()
        kernel_of.cache_clear()
    assert len({name for name, _, _ in calls}) > 80
    for name, result, compiled in calls:
        assert result == compiled, name


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_statement(lang, tmp_path):
    result = CliRunner().invoke(main, ["pension", str(case_file("v03-weifang", tmp_path)), "--lang", lang])
    assert result.exit_code == 0
    assert "4,295.77" in result.stdout
    for words_of_it in {
        "en": ["basic pension", "yuan a month", "article"],
        "zh": ["基础养老金", "元/月", "国发〔2005〕38号", "岁"],
    }[lang]:
        assert words_of_it in result.stdout


def test_json_and_standard_input():
    text = case_text("v09-zhongshan")
    result = CliRunner().invoke(main, ["pension", "-", "--json"], input=text)
    answer = json.loads(result.stdout)
    assert answer["pension"]["total"] == 1688.94
    as_json = json.dumps(read_yaml(text)[0])
    assert json.loads(CliRunner().invoke(main, ["pension", "-", "--json"], input=as_json).stdout) == answer


def test_exported_schema_is_current():
    assert SCHEMA.read_text(encoding="utf-8") == schema_text(), "run make schema"
    assert CliRunner().invoke(main, ["pension", "--schema"]).stdout == schema_text()


@pytest.mark.parametrize("name", EXAMPLES)
def test_worked_cases_fit_the_schema(name):
    data = json.loads(json.dumps(example(name)["case"]))
    assert not list(jsonschema.Draft202012Validator(json.loads(schema_text())).iter_errors(data))


@pytest.mark.parametrize(
    "case",
    [
        {"person": {"sex": "m", "birth": "1965-07"}},
        {"person": {"sex": "male", "birth": "1965-13"}},
        {"persons": {}},
        {"spells": [{"place": "henan", "from": "2011-01"}]},
        {"law": {"places": {"henan": {"benefit_bass": 1}}}},
        {"law": {"reference_wage": {"last": 1}}},
        {"record": {"account": -1}},
    ],
)
def test_schema_refuses_what_the_models_refuse(case):
    assert list(jsonschema.Draft202012Validator(json.loads(schema_text())).iter_errors(case))
    with pytest.raises(ValueError, match="allowed"):
        ms.pension(case)


def test_places_are_read_in_english_and_chinese():
    for name in ("inner_mongolia", "Inner Mongolia", "inner-mongolia", "内蒙古", "neimenggu"):
        case = {"person": MAN, "claim": {"month": "2025-09", "place": name}, "law": {"benefit_base": 8179}}
        assert (
            ms.pension(case | {"record": {"years": 20, "mean_index": 1}})["paying_place"]["place"] == "inner_mongolia"
        )


def test_a_place_of_its_own_works_with_its_values():
    case = {"person": MAN, "claim": {"month": "2025-09", "place": "weifang"}, "law": {"benefit_base": 7678}}
    answer = ms.pension(case | {"record": {"years": 20, "mean_index": 1, "account": 0}})
    assert answer["pension"]["basic"] == 1535.6


def test_paying_on_to_the_minimum_moves_the_claim():
    """Short of 180 months at the statutory month, the claim falls in the month in which they are reached."""
    spells = [{"place": "guangzhou", "from": "2011-09", "to": "2026-08", "base": 5000}]
    person = MAN | {"hukou": {"place": "guangzhou"}}
    answer = ms.pension({"person": person, "spells": spells})
    assert answer["statutory"]["month"] == "2025-09"
    assert answer["claim"]["month"] == "2026-08"
    assert "pension" in answer


def test_missing_years_lead_to_the_residents_scheme():
    spells = [{"place": "guangzhou", "from": "2015-01", "to": "2024-12", "base": 5000}]
    answer = ms.pension({"person": MAN | {"hukou": {"place": "guangzhou"}}, "spells": spells})
    assert "pension" not in answer
    assert answer["residents"]["total"] > 500
    assert "60 of 180 months are missing" in answer["notes"][0]


def test_residents_account_joins_and_overlaps_go_back():
    job = {"place": "guangzhou", "from": "2000-01", "to": "2024-12", "base": 6000}
    farm = {"place": "guangzhou", "from": "2012-01", "to": "2013-12", "kind": "residents", "tier": 600, "subsidy": 60}
    person = MAN | {"hukou": {"place": "guangzhou"}}
    alone, both = ms.pension({"person": person, "spells": [job]}), ms.pension({"person": person, "spells": [job, farm]})
    assert both["refunds"] == [{"kind": "overlap", "place": "guangzhou", "amount": 1200.0}]
    assert both["pension"] == alone["pension"]  # the months were paid twice: nothing joins
    early = farm | {"from": "1998-01", "to": "1999-12"}
    joined = ms.pension({"person": person, "spells": [job, early]})
    assert joined["pension"]["account"] > alone["pension"]["account"]
    assert joined["pension"]["basic"] == alone["pension"]["basic"]


def test_duplicate_months_count_once_and_their_account_goes_back():
    job = {"place": "guangzhou", "from": "2000-01", "to": "2020-12", "base": 6000}
    second = {"place": "shanghai", "from": "2020-07", "to": "2021-06", "base": 8000, "refunded": True}
    person = MAN | {"hukou": {"place": "guangzhou"}}
    answer = ms.pension({"person": person, "spells": [job, second]})
    assert answer["refunds"] == [{"kind": "duplicate", "place": "shanghai", "amount": 6 * 640.0}]
    step = next(one for one in answer["steps"] if one["name"] == "years that count")
    assert step["value"] == pytest.approx(21.5)


def test_cash_out_before_2010_loses_the_years():
    first = {"place": "guangzhou", "from": "2006-07", "to": "2008-12", "base": 1500, "cashed_out": True}
    later = {"place": "sichuan", "from": "2010-01", "to": "2024-12", "base": 4000}
    answer = ms.pension(
        {
            "person": MAN,
            "spells": [first, later],
            "law": {"places": {"sichuan": {"benefit_base": 8462, "reference_wage": 7000}}},
        }
    )
    (refund,) = answer["refunds"]
    assert refund["kind"] == "cash_out"
    assert 30 * 120 < refund["amount"] < 31 * 130
    assert "transfers" not in answer


def test_hukou_later_moved_makes_the_account_normal():
    spells = [
        {"place": "sichuan", "from": "2000-01", "to": "2016-12", "base": 3000},
        {"place": "guangzhou", "from": "2017-01", "to": "2024-12", "base": 6000},
    ]
    stayed = ms.pension({"person": MAN, "spells": spells})
    moved = [{"place": "sichuan"}, {"place": "guangzhou", "since": "2020-01"}]
    spells = [spells[0], spells[1] | {"to": "2019-12"}, spells[1] | {"from": "2020-01"}]
    answer = ms.pension({"person": MAN | {"hukou": moved}, "spells": spells})
    assert stayed["paying_place"]["place"] == "sichuan"
    assert answer["paying_place"]["place"] == "guangzhou"


def test_official_transfer_opens_a_normal_relation():
    spells = [
        {"place": "sichuan", "from": "2000-01", "to": "2014-06", "base": 3000},
        {"place": "shanghai", "from": "2015-09", "to": "2025-09", "base": 9000, "official_transfer": True},
    ]
    assert ms.pension({"person": MAN, "spells": spells})["paying_place"]["place"] == "shanghai"
    del spells[1]["official_transfer"]
    assert ms.pension({"person": MAN, "spells": spells})["paying_place"]["place"] == "sichuan"


def test_adjustments_follow_the_yearly_notices():
    case = {
        "claim": {"place": "shanghai"},
        "in_payment": {"monthly": 3500, "since": "2018-03"},
        "record": {"years": 30},
    }
    rows = ms.pension(case)["adjustments"]
    assert [row["year"] for row in rows][:2] == [2019, 2020]
    monthly = [3500, *(row["monthly"] for row in rows)]
    assert all(before < after < before * 1.07 for before, after in pairwise(monthly))


@pytest.mark.parametrize(
    ("years", "birth", "months", "whole"),
    [
        (8, "1980-01", 21, False),
        (4, "1980-01", 12, False),
        (8.1, "1980-01", 24, False),
        (20, "1980-01", 200, False),
        (20, "1966-07", 7, True),
    ],
)
def test_disability_cases(years, birth, months, whole):
    case = {"person": MAN | {"birth": birth}, "law": {"benefit_base": 9000}, "disability": {"month": "2026-05"}}
    found = ms.pension(case | {"record": {"years": years, "mean_index": 0.8, "account": 30000}})["disability"]
    basic = 9000 * 1.8 / 2 * years * 0.01
    assert found["months"] == months
    assert (found["monthly"] > basic + 100) if whole else (found["monthly"] == pytest.approx(basic, abs=0.01))


def test_early_deaths_follow_provincial_rules():
    case = {"claim": {"place": "shenzhen"}, "record": {"years": 20}, "death": {"month": "2015-03", "dependants": 2}}
    answer = ms.pension(case)
    assert answer["survivors"]["lump"] == pytest.approx(answer["survivors"]["funeral"] * 3)
    assert "grade C" in answer["notes"][0]
