"""What is told of a year: decisions that agree with what came of them, accounts that add up, awards term by term."""

import json
import re
from pathlib import Path

import numpy as np
import pytest

from microsim.engine.run import record_lives
from microsim.kernel.decide import Decision
from microsim.kernel.draws import GROUPS
from microsim.kernel.jit import REGISTRY
from microsim.kernel.numbers import parts_of
from microsim.schema import Scheme
from microsim.schemes.employees.claims import award
from microsim.telling import explain
from microsim.telling.chances import HAPPENS, OUTCOMES
from microsim.telling.person import readable
from microsim.telling.tell import Teller
from microsim.telling.terms import article
from microsim.telling.values import law_text
from microsim.words.book import book

PACKAGE = Path(__file__).parents[2] / "microsim"
BELOW = {
    "happens",
    "moves",
    "acquires",
    "converts",
    "works",
    "changes",
    "covered",
    "pays_on",
    "applies",
    "joins",
    "dies",
}
ABOVE = {
    "does_not_happen",
    "stays",
    "keeps",
    "does_not_work",
    "stays_in_job",
    "not_covered",
    "moves_rights",
    "leaves_behind",
    "lives",
}


@pytest.fixture(scope="module")
def told(baseline, thousand, remembered):
    """Return some lives as data."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("microsim.telling.life.live", remembered)
        return [explain("baseline", person=int(number)) for number in thousand[15::60]]


def years(told):
    return [year for life in told for year in life["years"]]


def test_decisions_follow_from_chance_and_draw(told):
    seen = set()
    for year in years(told):
        for found in year["decisions"]:
            assert 0.0 <= found["chance"] <= 1.0, found
            assert 0.0 < found["draw"] < 1.0, found
            seen.add(found["event"])
            if found["outcome"] in BELOW:
                assert found["draw"] < found["chance"], found
            elif found["outcome"] in ABOVE:
                assert found["draw"] >= found["chance"], found
    assert seen >= {"death", "move", "destination", "hukou", "work", "job_change", "job_kind", "cover", "missed"}
    assert seen >= {"declared", "transfer", "residents"}


def test_decisions_agree_with_the_state_they_lead_to(told):
    for life in told:
        places = [life["entry"]["place"], *(year["place"] for year in life["years"])]
        for place, year in zip(places, life["years"], strict=False):
            by_event = {found["event"]: found for found in year["decisions"]}
            assert (by_event["death"]["outcome"] == "lives") == year["alive"]
            moved = by_event.get("move", {}).get("outcome") == "moves"
            assert moved == (place != year["place"])
            if moved:
                assert by_event["move"]["to"] == year["place"]
            if "work" in by_event and year["membership"] != "pensioner":
                works = year["labour"] in ("formal", "flexible", "informal")
                assert (by_event["work"]["outcome"] == "works") == works
            if "job_kind" in by_event:
                assert by_event["job_kind"]["outcome"] == year["labour"]
            if "missed" in by_event:
                assert by_event["missed"]["months"] == year["record"]["missed_months"]


def test_all_draws_of_a_year_have_their_names(told):
    names = {name for names in GROUPS.values() for name in names}
    for year in years(told):
        assert set(year["draws"]) <= names
        assert {"death", "death_month", "move"} <= set(year["draws"])


def test_accounts_add_up_to_the_fen(told):
    for year in years(told):
        for name in ("account", "residents_account_moves"):
            account = year[name]
            moves = sum(round(100 * amount) for amount in account["moves"].values())
            assert round(100 * account["opening"]) + moves == round(100 * account["closing"])
            assert set(account["moves"]) <= set(book()["account"])


def test_an_award_is_the_sum_of_its_terms(told):
    awards = [(year["award"], year["record"]) for year in years(told) if year["award"]]
    assert len(awards) > 3
    for found, record in awards:
        parts = {part["part"]: round(100 * part["yuan"]) for part in found["parts"]}
        assert (
            parts["total"]
            == record["basic_fen"]
            + record["account_pension_fen"]
            + record["transitional_fen"]
            + (record["supplement_fen"])
        )
        terms = {term["rule"]: term for term in found["terms"]}
        assert {"mean_index", "basic_pension", "account_pension", "divisor"} <= set(terms)
        summed = next(term["value"] for term in found["terms"] if isinstance(term["value"], dict))
        assert {
            name: round(100 * amount) for name, amount in summed.items() if name[0] in "bat"
        }.items() - parts.items() in (
            set(),
            {("total", round(100 * summed["total"]))},  # a public pension may be lifted to the old award
        )
        assert abs(terms["basic_pension"]["value"] - summed["basic"]) < 0.1
        assert all(term["source"]["document"] for term in found["terms"] + found["eligibility"])


def test_indexation_is_told_in_its_parts(told):
    raises = [year["indexation"] for year in years(told) if year["indexation"]]
    assert raises
    for found in raises:
        assert found["before"] + sum(found["parts"].values()) == pytest.approx(found["after"], abs=0.0051)


LOOKED_AHEAD = {"minimum_months"}  # who may pay alone to reach the minimum looks at that of the statutory month


def test_law_names_its_document_or_says_by_whom(told):
    for year in years(told):
        for row in year["law"]:
            assert row["by"] in ("statute", "rule", "scenario")
            assert row["since"] <= f"{year['year']}-12-31" or row["field"] in LOOKED_AHEAD
            assert row["by"] != "statute" or (row["document"] and row["grade"] in "ABC"), row
            if "months" in row:
                assert row["months"] == sorted(set(row["months"]))


def test_rules_name_their_document():
    for name, entry in REGISTRY.items():
        assert article(entry.source)["document"], name
    assert award.py_func.__name__ == "award"


def test_every_decision_and_outcome_has_words(told):
    for year in years(told):
        for found in year["decisions"]:
            assert found["event"] in book()["event"]
            assert Teller("zh").decision(found)
    assert {what.name.lower() for what in Decision} <= set(book()["event"])
    assert {outcome for pair in (HAPPENS, *OUTCOMES.values()) for outcome in pair} <= set(book()["outcome"])


@pytest.mark.parametrize("language", ["en", "zh"])
def test_text_tells_every_year(told, language):
    for life in told[:6]:
        lines = list(Teller(language).life(life))
        for year in life["years"]:
            assert any(line.startswith(str(year["year"])) for line in lines)
        assert not any("{" in line for line in lines)


def test_data_are_json(told):
    again = json.loads(json.dumps(told[0], allow_nan=False))
    assert again["person"]["id"] == readable(int(again["person"]["number"]))


@pytest.mark.slow
def test_the_history_ends_where_the_simulation_begins(baseline, thousand, live):
    for number in thousand[::60]:
        life = live(int(number), baseline.world, 1, 0, 2100)
        if life.history:
            last, entry = life.history[max(life.history)], life.ends[life.entry]
            assert max(life.history) == life.entry
            assert (last["account_fen"] == entry["account_fen"]).all()
            assert (last["months"] == entry["months"]).all()


def test_a_claim_of_the_history_is_told_term_by_term(baseline, thousand):
    """The year of the claim has the award; what it was raised to met the mean known, with which the simulation begins."""
    seen = 0
    for number in thousand[parts_of(thousand)[2] >= 66]:
        base = record_lives(np.array([number]), baseline.world, until=2017)[0, 0]
        if base["scheme"] != Scheme.EMPLOYEES or base["claim_month"] == 0 or base["deemed_months"].sum() == 0:
            continue
        life = explain("baseline", person=int(number), until=2017)
        claims = [year for year in life["history"] if year["award"]]
        assert [year["year"] for year in claims] == [base["claim_month"] // 12]
        award = claims[0]["award"]
        assert award["contribution_months"] == base["contribution_months"]
        assert award["parts"][-1]["yuan"] == pytest.approx(sum(part["yuan"] for part in award["parts"][:-1]))
        assert {"basic_pension", "transitional_pension"} & {term["rule"] for term in award["terms"]}
        assert life["known_pensions"] == {"lived": life["history"][-1]["pension"], "known": life["entry"]["pension"]}
        lines = list(Teller("en").life(life))
        assert any("pension as awarded" in line for line in lines)
        assert any(award["month"] in line and "contribution months" in line for line in lines)
        seen += 1
        if seen == 3:
            break
    assert seen == 3


def test_words_of_terms_are_chinese(told):
    """No Latin words in the Chinese of a term, but places of documents and the dash of none."""
    seen = 0
    for year in years(told):
        for found in (year["award"], year["residents_award"]):
            for term in (found or {}).get("terms", []):
                texts = [term["zh"], term["text"]["zh"], term["formula"]["zh"].replace("max(", "")]
                assert not re.search(r"[A-Za-z]", "".join(texts)), texts
                seen += 1
    assert seen > 20


def test_temporary_accounts_and_public_service_are_told(told):
    """The line of a year says what the record's flags say."""
    life = next(life for life in told if any(year["temporary"] or year["public"] for year in life["years"]))
    lines = {line[:4]: line for line in Teller("en").life(life) if line[:4].isdigit()}
    for year in life["years"]:
        if year["alive"]:
            line = lines[str(year["year"])]
            assert ("(public service)" in line) == year["public"] == bool(year["record"]["public"])
            assert line.count("temporary account in") == sum(year["record"]["temporary"])


@pytest.mark.parametrize(
    ("field", "value", "unit", "english", "chinese"),
    [
        ("employer_rate", 0.16, "share of base", "16% of the base", "缴费基数的16%"),
        ("notional_interest", 0.0712, "per year", "7.12% a year", "每年7.12%"),
        ("original_age", 660, "months", "55y0m", "55岁"),
        ("benefit_base", 9493.004, "yuan/month", "9,493.00 yuan a month", "9,493.00元/月"),
        ("account_start", 12 * 1998 + 6, "month index", "1998-07", "1998-07"),
        ("mixed_base", 1, "flag", "yes", "是"),
        ("transitional_form", 1, "code", "own index", "本人指数"),
        ("year_count", 4, "choice", "a fixed fraction a month", "零头按固定折算"),
        ("land_months", 180, "months", "180 months", "180个月"),
    ],
)
def test_values_are_written_as_people_read_them(field, value, unit, english, chinese):
    assert law_text(field, value, unit, "en") == english
    assert law_text(field, value, unit, "zh") == chinese


def test_what_moves_between_funds_is_told_with_its_money(told):
    moved = [row for year in years(told) for row in year["transfers"]]
    assert {row["event"] for row in moved} >= {"move_record"}
    for year in years(told):
        booked = {}
        for row in year["money"]:
            booked[row["item"]] = booked.get(row["item"], 0.0) + row["yuan"]
        accounts = sum(row["account"] for row in year["transfers"])
        out = sum(booked.get(item, 0.0) for item in ("transfer_out_account", "bridge_out"))
        assert accounts == pytest.approx(out, abs=0.005), year["year"]
        assert sum(row["pooled"] for row in year["transfers"]) == pytest.approx(
            booked.get("transfer_out_pooled", 0.0), abs=0.005
        )


def test_the_law_is_told_once_a_value(told):
    """A value that several places share is not repeated in a year."""
    for life in told[:6]:
        lines = [line for line in Teller("en").life(life) if line.startswith("    ") and "(" in line]
        block: list[str] = []
        for line in Teller("en").life(life):
            block = [] if line[:4].isdigit() else [*block, line]
            assert not (line.startswith("    ") and block.count(line) > 1 and "since" in line), line
        assert lines
