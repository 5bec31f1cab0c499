"""Contradictory and malformed cases: each is refused at its place with the reason, none with a traceback."""

import contextlib

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from microsim.cases.answering import pension, pensions
from microsim.cli import main
from microsim.reading import InputError

MAN = "person: {sex: male, birth: 1965-07, hukou: {place: sichuan, type: rural}}\n"
JOB = "spells:\n  - {place: guangdong, from: 2005-01, to: 2012-12, base: 6000}\n"

# name: the case, line and column of the mistake, its key, words of the reason
WRONG = {
    "empty": ("", 1, 1, "", "found nothing"),
    "a map of nothing": ("{}\n", 1, 1, "", "found nothing"),
    "a list": ("- 1\n", 1, 1, "", "found a list"),
    "no yaml": ("person: {sex: male\n", 2, 1, "", "not valid YAML"),
    "a key twice": ("person: {sex: male, birth: 1965-07, sex: male}\n", 1, 37, "person.sex", "twice"),
    "an unknown key": ("persons: {}\n", 1, 1, "persons", "did you mean person?"),
    "an unknown key inside": (
        "person: {sex: male, birth: 1965-07, born: 1}\n",
        1,
        37,
        "person.born",
        "allowed are sex, birth",
    ),
    "no sex": ("person: {birth: 1965-07}\n", 1, 1, "person.sex", "is missing"),
    "no birth": ("person: {sex: male}\n", 1, 1, "person.birth", "is missing"),
    "a third sex": ("person: {sex: men, birth: 1965-07}\n", 1, 10, "person.sex", "allowed is male or female"),
    "month 13": ("person: {sex: male, birth: 1965-13}\n", 1, 21, "person.birth", "found 1965-13, allowed is a month"),
    "month 0": ("person: {sex: male, birth: 1965-00}\n", 1, 21, "person.birth", "1965-00"),
    "a day no calendar has": ("person: {sex: male, birth: 1965-02-30}\n", 1, 28, "person.birth", "no date"),
    "a year for a month": ("person: {sex: male, birth: 1965}\n", 1, 21, "person.birth", "a month such as 1965-07"),
    "born before all law": ("person: {sex: male, birth: 1865-01}\n", 1, 21, "person.birth", "1865-01"),
    "an unknown track": (
        "person: {sex: male, birth: 1965-07, track: officer}\n",
        1,
        37,
        "person.track",
        "worker, cadre",
    ),
    "an unknown hukou": (
        "person: {sex: male, birth: 1965-07, hukou: {place: sichaun}}\n",
        1,
        45,
        "person.hukou.place",
        "did you mean sichuan?",
    ),
    "an unknown hukou type": (
        "person: {sex: male, birth: 1965-07, hukou: {place: sichuan, type: farm}}\n",
        1,
        61,
        "person.hukou.type",
        "urban or rural",
    ),
    "a hukou without its month": (
        "person:\n  sex: male\n  birth: 1965-07\n  hukou: [{place: sichuan}, {place: shanghai}]\n",
        4,
        29,
        "person.hukou.1.since",
        "needs the month",
    ),
    "dates reversed": (
        MAN + "spells:\n  - {place: guangdong, from: 2012-12, to: 2005-01}\n",
        3,
        39,
        "spells.0.to",
        "before from: 2012-12",
    ),
    "employed in two places": (
        MAN + JOB + "  - {place: shanghai, from: 2012-01, to: 2015-12, base: 9000}\n",
        4,
        23,
        "spells.1.from",
        "spell 1 in Guangdong lasts to 2012-12",
    ),
    "employed and not insured at once": (
        MAN + JOB + "  - {place: guangdong, from: 2012-12, to: 2013-06, kind: none}\n",
        4,
        24,
        "spells.1.from",
        "a month counts once",
    ),
    "closed without a duplicate": (
        MAN + "spells: [{place: guangdong, from: 2005-01, to: 2006-12, base: 3000, refunded: true}]\n",
        2,
        69,
        "spells.0.refunded",
        "no other spell overlaps",
    ),
    "paid before 14": (
        MAN + "spells: [{place: guangdong, from: 1979-01, to: 1990-12, kind: deemed}]\n",
        2,
        29,
        "spells.0.from",
        "at age 13y6m",
    ),
    "paid before birth": (
        MAN + "spells: [{place: guangdong, from: 1960-01, to: 1990-12, kind: deemed}]\n",
        1,
        21,
        "person.birth",
        "after 1960-01",
    ),
    "paid after the claim": (
        MAN + "claim: {month: 2025-09}\nspells: [{place: guangdong, from: 2010-01, to: 2026-03, base: 5000}]\n",
        3,
        44,
        "spells.0.to",
        "after the claim in 2025-09",
    ),
    "paid after the statutory month": (
        MAN + "spells: [{place: guangdong, from: 2000-01, to: 2026-03, base: 5000}]\n",
        2,
        44,
        "spells.0.to",
        "the statutory month",
    ),
    "paid after death": (
        MAN + JOB + "death: {month: 2012-06}\n",
        3,
        39,
        "spells.0.to",
        "after the death in 2012-06",
    ),
    "a spell without a place": ("spells: [{from: 2005-01, to: 2006-12}]\n", 1, 10, "spells.0.place", "is missing"),
    "an unknown place": (
        "spells: [{place: atlantis, from: 2005-01, to: 2006-12}]\n",
        1,
        11,
        "spells.0.place",
        "or give its values under law.places.atlantis",
    ),
    "an unknown kind": (
        "spells: [{place: guangdong, from: 2005-01, to: 2006-12, kind: employe}]\n",
        1,
        57,
        "spells.0.kind",
        "did you mean employee?",
    ),
    "base and wage": (
        "spells: [{place: guangdong, from: 2005-01, to: 2006-12, base: 1, wage: 2}]\n",
        1,
        66,
        "spells.0.wage",
        "one of base, wage and index",
    ),
    "a negative base": (
        "spells: [{place: guangdong, from: 2005-01, to: 2006-12, base: -6000}]\n",
        1,
        57,
        "spells.0.base",
        "found -6000, allowed is contribution base",
    ),
    "a base in deemed months": (
        "spells: [{place: guangdong, from: 1985-01, to: 1990-12, kind: deemed, base: 100}]\n",
        1,
        71,
        "spells.0.base",
        "pays on no base",
    ),
    "a tier in a job": (
        "spells: [{place: guangdong, from: 2015-01, to: 2016-12, tier: 500}]\n",
        1,
        57,
        "spells.0.tier",
        "kind residents only",
    ),
    "residents without a tier": (
        "spells: [{place: henan, from: 2015-01, to: 2016-12, kind: residents}]\n",
        1,
        10,
        "spells.0.tier",
        "is missing",
    ),
    "an employer of the self-employed": (
        "spells: [{place: henan, from: 2015-01, to: 2016-12, kind: flexible, base: 3000, employer_rate: 0.16}]\n",
        1,
        81,
        "spells.0.employer_rate",
        "has no employer",
    ),
    "a wage without its bounds": (
        "spells: [{place: henan, from: 2015-01, to: 2016-12, wage: 3000}]\n",
        1,
        53,
        "spells.0.wage",
        "give law.places.henan.reference_wage",
    ),
    "a rate in per cent": (
        "spells: [{place: henan, from: 2015-01, to: 2016-12, base: 3000, employer_rate: 16}]\n",
        1,
        65,
        "spells.0.employer_rate",
        "from 0 to 1",
    ),
    "cashed out after 2010": (
        MAN + "spells: [{place: guangdong, from: 2008-01, to: 2011-12, base: 3000, cashed_out: true}]\n",
        2,
        69,
        "spells.0.cashed_out",
        "since 2010-01",
    ),
    "cashed out with an urban hukou": (
        "person: {sex: male, birth: 1980-07, hukou: {place: sichuan, type: urban}}\n"
        "spells: [{place: guangdong, from: 2006-01, to: 2008-12, base: 3000, cashed_out: true}]\n",
        2,
        69,
        "spells.0.cashed_out",
        "rural migrants only",
    ),
    "claim before the window": (
        MAN + "claim: {month: 2022-01, place: guangdong}\n",
        2,
        9,
        "claim.month",
        "the earliest one 2025-07",
    ),
    "claim after the window": (
        MAN + "claim: {month: 2030-01, place: guangdong}\nrecord: {years: 40, mean_index: 0.8, account: 100000}\n",
        2,
        9,
        "claim.month",
        "ends in 2028-09",
    ),
    "early without the years": (
        MAN + "claim: {month: 2025-07, place: guangdong}\nrecord: {years: 14, mean_index: 0.8, account: 100000}\n",
        2,
        9,
        "claim.month",
        "needs 180 months; there are 168",
    ),
    "a place without values": (
        MAN + "claim: {month: 2025-09, place: sichuan}\nrecord: {years: 20, mean_index: 0.8, account: 1000}\n",
        2,
        25,
        "claim.place",
        "give law.benefit_base or law.places.sichuan.benefit_base",
    ),
    "a slip in the place of the claim": (
        MAN + "claim: {place: shandon}\nlaw: {benefit_base: 7678}\n",
        2,
        9,
        "claim.place",
        "did you mean shandong?",
    ),
    "a claim elsewhere than the rules say": (
        MAN + "claim: {month: 2025-09, place: shanghai}\n" + JOB,
        2,
        25,
        "claim.place",
        "the career's paying place is sichuan",
    ),
    "negative money": (
        MAN + "record: {years: 20, mean_index: 0.8, account: -5}\n",
        2,
        38,
        "record.account",
        "at least 0",
    ),
    "an index in per cent": (
        MAN + "record: {years: 20, mean_index: 8.2}\n",
        2,
        21,
        "record.mean_index",
        "lies below 5",
    ),
    "years and months apart": (MAN + "record: {years: 20, months: 200}\n", 2, 21, "record.months", "are 240 months"),
    "more deemed than all": (
        MAN + "record: {years: 10, deemed_years: 12}\n",
        2,
        21,
        "record.deemed_years",
        "more than all 120 months",
    ),
    "more years than life allows": (
        MAN + "claim: {month: 2025-09}\nrecord: {years: 50}\n",
        3,
        10,
        "record.years",
        "from age 14 to 2025-09",
    ),
    "totals against spells": (MAN + JOB + "record: {years: 20}\n", 4, 10, "record.years", "the spells hold 96"),
    "a word for a number": (MAN + "law: {benefit_base: high}\n", 2, 7, "law.benefit_base", "an amount above 0"),
    "no number": (MAN + "law: {divisor: .nan}\n", 2, 7, "law.divisor", "months from 1 to 400"),
    "amounts without a year": (
        MAN + "law: {reference_wage: {last: 7400}}\n",
        2,
        24,
        "law.reference_wage.last",
        "a year such as 2024",
    ),
    "a variant nobody has": (
        MAN + "law: {transitional: {variant: standards}}\n",
        2,
        22,
        "law.transitional.variant",
        "did you mean standard?",
    ),
    "a variant without its input": (
        MAN + "law: {transitional: {variant: account_blend, old_account: 5}}\n",
        2,
        7,
        "law.transitional.weighted_years",
        "needs old_account and weighted_years",
    ),
    "a variant with the input of another": (
        MAN + "law: {transitional: {variant: standard, paper_account: 5}}\n",
        2,
        41,
        "law.transitional.paper_account",
        "does not use",
    ),
    "a coefficient in per cent": (
        MAN + "law: {transitional: {variant: standard, coefficient: 1.3}}\n",
        2,
        41,
        "law.transitional.coefficient",
        "up to 0.05",
    ),
    "death before the claim": (
        MAN + "claim: {month: 2025-09}\ndeath: {month: 2025-01}\n",
        3,
        9,
        "death.month",
        "before the claim in 2025-09",
    ),
    "death before birth": (MAN + "death: {month: 1960-01}\n", 1, 21, "person.birth", "after 1960-01"),
    "older than anybody": (MAN + "death: {month: 2095-01}\n", 2, 9, "death.month", "at age 129y6m"),
    "disability before the rule": (
        MAN + "disability: {month: 2024-05}\n",
        2,
        14,
        "disability.month",
        "from 2025-01 on",
    ),
    "disability after death": (
        MAN + "disability: {month: 2025-05}\ndeath: {month: 2025-03}\n",
        2,
        14,
        "disability.month",
        "after the death",
    ),
    "disability of nobody": ("disability: {month: 2025-05}\n", 1, 1, "disability", "needs the person"),
    "a pension in youth": (
        MAN + "in_payment: {monthly: 3000, since: 2000-01}\n",
        2,
        29,
        "in_payment.since",
        "no pension begins before 45",
    ),
    "a pension of nothing": (
        MAN + "in_payment: {monthly: 0, since: 2025-10}\n",
        2,
        14,
        "in_payment.monthly",
        "above 0",
    ),
    "a pension before its claim": (
        MAN + "claim: {month: 2025-09}\nin_payment: {monthly: 3000, since: 2025-08}\n",
        3,
        29,
        "in_payment.since",
        "the claim is in 2025-09",
    ),
    "more years of pension than of age": (
        MAN + "record: {years: 20, years_in_payment: 30}\ndeath: {month: 2026-01}\n",
        2,
        21,
        "record.years_in_payment",
        "before age 45",
    ),
    "two people": (MAN + "---\n" + MAN, 2, 1, "", "second document"),
}


def refusal(text):
    with pytest.raises(InputError) as raised:
        pension(text)
    return raised.value.problems


@pytest.mark.parametrize("name", WRONG)
def test_refused_at_its_place_with_the_reason(name):
    text, line, column, key, words = WRONG[name]
    found = refusal(text)
    assert [(problem.line, problem.column, problem.key) for problem in found] == [(line, column, key)], found
    assert words in found[0].message


@pytest.mark.parametrize("name", WRONG)
def test_command_refuses_without_a_traceback(name, tmp_path):
    path = tmp_path / "case.yaml"
    path.write_text(WRONG[name][0], encoding="utf-8")
    result = CliRunner().invoke(main, ["pension", str(path)])
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith(f"{path}:{WRONG[name][1]}:{WRONG[name][2]}: ")
    assert "Traceback" not in result.stderr


def test_there_are_fifty():
    assert len(WRONG) >= 50


def test_all_mistakes_at_once():
    text = (
        "person: {sex: m, birth: 1965-13}\nspells:\n  - {place: guangdong, form: 2005-01, to: 2012-12}\n"
        "law: {divisor: -1, places: {shandong: {benefit_bass: 7}}}\n"
    )
    keys = [problem.key for problem in refusal(text)]
    assert keys == [
        "person.sex",
        "person.birth",
        "spells.0.from",
        "spells.0.form",
        "law.divisor",
        "law.places.shandong.benefit_bass",
    ]


def test_a_missing_file_is_named(tmp_path):
    result = CliRunner().invoke(main, ["pension", str(tmp_path / "none.yaml")])
    assert result.exit_code == 2
    assert "cannot be read" in result.stderr


def test_wrong_cases_of_a_list_are_numbered():
    good = {"person": {"sex": "male", "birth": "1965-07"}}
    with pytest.raises(InputError, match=r"case 2: person.birth: found 1965-13"):
        pensions([good, {"person": {"sex": "male", "birth": "1965-13"}}, good])


WORDS = [
    "person", "claim", "law", "record", "spells", "in_payment", "disability", "death", "sex", "birth", "male", "female",
    "month", "place", "places", "guangdong", "sichuan", "from", "to", "base", "kind", "residents", "tier", "years",
    "account", "hukou", "1965-07", "2025-09", "2005-01", "2012-12", "reference_wage", "transitional", "variant", "none",
]  # fmt: skip
SCALARS = st.none() | st.booleans() | st.integers(-9, 3000) | st.floats() | st.sampled_from(WORDS) | st.text(max_size=4)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS) | SCALARS, inner, max_size=5),
    max_leaves=14,
)
CASES = st.dictionaries(st.sampled_from(WORDS[:8]), VALUES, max_size=6) | VALUES


@settings(max_examples=150, deadline=None)
@given(CASES)
def test_anything_is_a_case_or_an_input_error(content):
    with contextlib.suppress(InputError):
        pension(yaml.safe_dump(content))
    if isinstance(content, dict):
        with contextlib.suppress(InputError):
            pension(content)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40) | st.binary(max_size=40))
def test_any_file(tmp_path, content):
    path = tmp_path / "any.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "replace"))
    with contextlib.suppress(InputError):
        pension(path)
