"""Contradictory cases of the parts beyond the employees' scheme; ``^`` marks the place at which each is refused."""

import contextlib
import re

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from microsim.cases.all_checks import CHECKS
from microsim.cases.answering import pension
from microsim.cases.text import statement
from microsim.cli import main
from microsim.reading import InputError
from tests.cases import test_wrong_cases

MAN = "person: {sex: male, birth: 1965-07, hukou: {place: sichuan, type: rural}}\n"
JOB = "spells:\n  - {place: guangzhou, from: 2005-01, to: 2012-12, base: 6000}\n"
TOTALS = "claim: {month: 2025-09, place: guangzhou}\nrecord: {years: 30, mean_index: 1, account: 9}\n"


def spell(text):
    return f"spells:\n  - {{place: guangzhou, from: 2005-01, to: 2012-12, {text}}}\n"


def closed(text):
    return f"spells:\n  - {{{text}}}\n"


# name: the case, its key, words of the reason
WRONG = {
    "paid after the death": (
        MAN + "in_payment: {monthly: 3000, ^since: 2026-03}\ndeath: {month: 2025-12}\n",
        "in_payment.since",
        "after the death in 2025-12",
    ),
    "registered in the wrong order": (
        "person: {sex: male, birth: 1965-07, hukou: [{place: hunan}, {place: sichuan, since: 2010-01}, "
        "{place: guangzhou, ^since: 2005-01}]}\n",
        "person.hukou.2.since",
        "not after 2010-01",
    ),
    "disabled after the claim": (
        MAN + "claim: {month: 2025-09}\ndisability: {^month: 2026-01}\n",
        "disability.month",
        "not before the claim in 2025-09",
    ),
    "years in payment that nobody counted": (
        MAN + "claim: {month: 2025-09}\nrecord: {^years_in_payment: 8}\ndeath: {month: 2027-09}\n",
        "record.years_in_payment",
        "from claim to death are 2.0 years",
    ),
    "an unknown kind": (MAN + spell("^kind: publik"), "spells.0.kind", "did you mean public?"),
    "a choice of an employee": (MAN + spell("^choice: 0.6"), "spells.0.choice", "kind flexible only"),
    "a choice and a base": (MAN + spell("kind: flexible, base: 5000, ^choice: 0.6"), "spells.0.choice", "one of base"),
    "a choice of nothing": (MAN + spell("kind: flexible, ^choice: 0"), "spells.0.choice", "share of the reference"),
    "a base of deemed years": (MAN + spell("kind: deemed, ^base: 5000"), "spells.0.base", "pays on no base"),
    "a firm of a flexible worker": (
        MAN + spell("kind: flexible, base: 5000, ^firm: small"),
        "spells.0.firm",
        "kind employee only",
    ),
    "a middling firm": (MAN + spell("base: 5000, ^firm: tiny"), "spells.0.firm", "small or large"),
    "unpaid flexible work": (
        MAN + spell("kind: flexible, base: 5000, ^unpaid: true"),
        "spells.0.unpaid",
        "kind employee only",
    ),
    "unpaid and paid up": (
        MAN + spell("base: 5000, unpaid: true, ^paid_up: 2014-01"),
        "spells.0.paid_up",
        "one of unpaid and paid_up",
    ),
    "paid up before it was due": (MAN + spell("base: 5000, ^paid_up: 2012-06"), "spells.0.paid_up", "which end in 2012-12"),
    "paid up after the claim": (
        MAN + "claim: {month: 2025-09}\n" + spell("base: 5000, ^paid_up: 2025-12"),
        "spells.0.paid_up",
        "after the claim in 2025-09",
    ),
    "proof of nothing": (MAN + spell("base: 5000, ^proven: true"), "spells.0.proven", "nothing is paid up"),
    "assisted at work": (MAN + spell("base: 5000, ^assisted: true"), "spells.0.assisted", "kind residents only"),
    "township insurance elsewhere": (
        MAN + closed("^place: guangzhou, from: 2005-01, to: 2006-01, kind: township"),
        "spells.0.place",
        "a scheme of shanghai only",
    ),
    "township insurance too early": (
        MAN + closed("place: shanghai, ^from: 2003-01, to: 2006-01, kind: township"),
        "spells.0.from",
        "from 2003-11 to 2017-12",
    ),
    "township insurance too late": (
        MAN + closed("place: shanghai, from: 2005-01, ^to: 2018-06, kind: township"),
        "spells.0.to",
        "from 2003-11 to 2017-12",
    ),
    "comprehensive insurance too late": (
        MAN + closed("place: shanghai, from: 2005-01, ^to: 2012-06, kind: outside"),
        "spells.0.to",
        "to 2011-06",
    ),
    "comprehensive insurance of a local": (
        "person: {sex: male, birth: 1965-07, hukou: {place: shanghai, type: rural}}\n"
        + closed("place: shanghai, from: 2005-01, to: 2010-06, ^kind: outside"),
        "spells.0.kind",
        "rural hukou of other provinces",
    ),
    "comprehensive insurance and a job": (
        MAN
        + closed("place: shanghai, from: 2005-01, to: 2010-06, kind: outside")
        + "  - {place: shanghai, ^from: 2010-01, to: 2012-06, base: 3000}\n",
        "spells.1.from",
        "a month counts once",
    ),
    "a conversion of nothing": (MAN + JOB + "^township: {month: 2017-06}\n", "township", "no spell of kind township"),
    "a conversion before the end": (
        MAN
        + closed("place: shanghai, from: 2005-01, to: 2017-06, kind: township")
        + "township: {^month: 2016-06}\n",
        "township.month",
        "before township insurance ends",
    ),
    "pay and old pension": (
        MAN + TOTALS + "public: {pay: 8000, ^old_pension: 7000}\n",
        "public.old_pension",
        "one of them",
    ),
    "negative pay": (MAN + TOTALS + "public: {^pay: -1}\n", "public.pay", "above 0"),
    "an unknown part of public": (MAN + TOTALS + "public: {^wage: 8000}\n", "public.wage", "allowed are pay"),
    "a plan that ends before it begins": (
        MAN + TOTALS + "pillars: {enterprise: {from: 2015-01, ^to: 2014-01, base: 8000, employer: 0.05}}\n",
        "pillars.enterprise.to",
        "before from: 2015-01",
    ),
    "a plan after the claim": (
        MAN + TOTALS + "pillars: {enterprise: {^from: 2026-01, to: 2027-01, base: 8000, employer: 0.05}}\n",
        "pillars.enterprise.from",
        "after the claim in 2025-09",
    ),
    "a plan before the rules": (
        MAN + TOTALS + "pillars: {enterprise: {^from: 2001-01, to: 2014-01, base: 8000, employer: 0.05}}\n",
        "pillars.enterprise.from",
        "before there were rules",
    ),
    "a plan without a base": (
        MAN + TOTALS + "pillars: {^enterprise: {from: 2015-01, to: 2016-01, employer: 0.05}}\n",
        "pillars.enterprise.base",
        "is missing",
    ),
    "slow vesting": (
        MAN + TOTALS + "pillars: {enterprise: {from: 2015-01, to: 2016-01, base: 1, employer: 0.05, ^vesting: 9}}\n",
        "pillars.enterprise.vesting",
        "from 0 to 8",
    ),
    "a private pension before its time": (
        MAN + TOTALS + "pillars: {private: {^from: 2019, to: 2024, yearly: 1000}}\n",
        "pillars.private.from",
        "before there was a private pension",
    ),
    "a private pension backwards": (
        MAN + TOTALS + "pillars: {private: {from: 2025, ^to: 2024, yearly: 1000}}\n",
        "pillars.private.to",
        "before from: 2025",
    ),
    "a misspelt pillar": (
        MAN + TOTALS + "pillars: {^ocupational: {account: 5}}\n",
        "pillars.ocupational",
        "did you mean occupational?",
    ),
    "pillars of nobody": ("^pillars: {occupational: {account: 5}}\n", "pillars", "needs the person or a claim"),
    "land in no place": (MAN + JOB + "land: {^place: guangzho, month: 2010-05}\n", "land.place", "did you mean guangzhou?"),
    "land after the claim": (
        MAN + TOTALS + "land: {place: guangzhou, ^month: 2026-05}\n",
        "land.month",
        "after the claim in 2025-09",
    ),
    "land before birth": (
        "person: {sex: male, birth: 1965-07}\nland: {place: guangzhou, ^month: 1964-05}\n",
        "land.month",
        "before the birth",
    ),
    "months and money for land": (
        MAN + JOB + "land: {place: guangzhou, month: 2010-05, months: 120, ^amount: 5000}\n",
        "land.amount",
        "one of them",
    ),
    "land for nothing": (MAN + JOB + "land: {place: guangzhou, month: 2010-05, ^months: 0}\n", "land.months", "from 1"),
    "land money to nowhere": (
        MAN + JOB + "land: {place: guangzhou, month: 2010-05, ^to: resident}\n",
        "land.to",
        "did you mean residents?",
    ),
    "bought after the claim": (
        MAN + TOTALS + "bought: {place: guangzhou, ^month: 2025-10, months: 12}\n",
        "bought.month",
        "after the claim",
    ),
    "bought without months": (MAN + JOB + "^bought: {place: guangzhou, month: 2011-10}\n", "bought.months", "is missing"),
    "a missing way out": (MAN + "claim: {^if_short: lump}\n" + JOB, "claim.if_short", "residents, bought or ended"),
    "years bought by the young": (
        "person: {sex: male, birth: 1972-07, hukou: {place: guangzhou}}\nclaim: {^if_short: bought}\n" + spell("base: 5000"),
        "claim.if_short",
        "one sum is open only",
    ),
    "residents' years bought by the young": (
        "person: {sex: female, birth: 1966-07, hukou: {place: sichuan}}\nclaim: {month: 2026-07}\n"
        + "spells: [{place: sichuan, from: 2012-01, to: 2014-12, kind: residents, tier: 200}]\n"
        + "residents: {^buy_in: 300}\n",
        "residents.buy_in",
        "above 45 in 2009-09",
    ),
    "drawn backwards": (
        MAN + TOTALS + "residents: {drawn: {from: 2025-08, ^to: 2025-07}}\n",
        "residents.drawn.to",
        "before from: 2025-08",
    ),
    "drawn before sixty": (
        MAN + TOTALS + "residents: {drawn: {^from: 2024-08, to: 2025-07}}\n",
        "residents.drawn.from",
        "begins at 60",
    ),
    "drawn from nothing": (
        MAN + TOTALS + "residents: {^drawn: {from: 2025-08, to: 2025-09}}\n",
        "residents.drawn",
        "nothing was paid",
    ),
    "sharing without a career": (MAN + TOTALS + "what_if: {^totalised: true}\n", "what_if.totalised", "needs the spells"),
    "factors of nobody": (TOTALS + "^what_if: {late_bonus: 0.005}\n", "what_if", "needs the person"),
    "an unknown lever": (MAN + TOTALS + "what_if: {^totalized: true}\n", "what_if.totalized", "did you mean totalised?"),
    "months of another province": (
        MAN + "record: {months: 100, months_by_place: {^shanghai: 50}}\n",
        "record.months_by_place.shanghai",
        "guangdong and its cities",
    ),
    "more months by place than in all": (
        MAN + "record: {months: 100, ^months_by_place: {shenzhen: 50, huizhou: 60}}\n",
        "record.months_by_place",
        "110 months, but all 100 months",
    ),
    "a negative price": (
        MAN + closed("place: shanghai, from: 2005-01, to: 2017-06, kind: township") + "township: {^paid: -5}\n",
        "township.paid",
        "at least 0",
    ),
    "township insurance of no month": (
        MAN + closed("place: shanghai, from: 2005-01, to: 2017-06, kind: township") + "township: {^months: 0}\n",
        "township.months",
        "from 1 to 960",
    ),
    "a return in percent": (
        MAN + TOTALS + "pillars: {occupational: {^return: 4}}\n",
        "pillars.occupational.return",
        "a rate from 0 to 1",
    ),
    "a share in percent": (
        MAN + TOTALS + "pillars: {enterprise: {from: 2015-01, to: 2016-01, base: 1, employer: 0.05, ^employee: 2}}\n",
        "pillars.enterprise.employee",
        "from 0 to 1",
    ),
    "a bracket in percent": (
        MAN + TOTALS + "pillars: {private: {from: 2024, to: 2024, yearly: 1, ^marginal_rate: 10}}\n",
        "pillars.private.marginal_rate",
        "from 0 to 1",
    ),
    "bought on nothing": (
        MAN + JOB + "bought: {place: guangzhou, month: 2011-06, months: 12, ^base: 0}\n",
        "bought.base",
        "above 0",
    ),
    "bought in an unknown place": (
        MAN + JOB + "bought: {^place: atlantis, month: 2011-06, months: 12}\n",
        "bought.place",
        "a province of China",
    ),
    "land for no money": (
        MAN + JOB + "land: {place: guangzhou, month: 2010-05, ^amount: 0}\n",
        "land.amount",
        "above 0",
    ),
    "a lever above one": (MAN + TOTALS + "what_if: {^late_bonus: 5}\n", "what_if.late_bonus", "such as 0.005"),
    "a proof by word": (MAN + spell("base: 1, paid_up: 2014-01, ^proven: maybe"), "spells.0.proven", "found maybe"),
    "an index for Shenzhen's old part": (
        MAN + "law: {transitional: {variant: standard, ^indexed_wage: 3000}}\n",
        "law.transitional.indexed_wage",
        "does not use",
    ),
    "a month by half": (
        MAN + "record: {months: 100, months_by_place: {^shenzhen: 5.5}}\n",
        "record.months_by_place.shenzhen",
        "found 5.5, allowed is months paid by place",
    ),
    "an unknown crediting method": (MAN + "law: {^credit_method: annaul_}\n" + JOB, "law.credit_method", "did you mean annual?"),
    "an unknown count of index years": (MAN + "law: {^index_years: calndar}\n" + JOB, "law.index_years", "calendar"),
    "Shenzhen's old part by half": (
        MAN + "law: {^transitional: {variant: account_blend, weighted_years: 4, share: 0.06}}\n",
        "law.transitional.indexed_wage",
        "needs indexed_wage and share",
    ),
    "two old parts": (
        MAN
        + "law: {transitional: {variant: account_blend, weighted_years: 4, indexed_wage: 9, share: 0.06, "
        + "^old_account: 5}}\n",
        "law.transitional.old_account",
        "does not use",
    ),
}  # fmt: skip


def marked(text):
    """Return a case without its mark, and line and column of the mark."""
    before = text[: text.index("^")]
    return text.replace("^", ""), before.count("\n") + 1, len(before) - before.rfind("\n")


@pytest.mark.parametrize("name", WRONG)
def test_refused_at_its_place_with_the_reason(name):
    text, line, column = marked(WRONG[name][0])
    with pytest.raises(InputError) as raised:
        pension(text)
    found = raised.value.problems
    assert [(problem.line, problem.column, problem.key) for problem in found] == [(line, column, WRONG[name][1])], found
    assert WRONG[name][2] in found[0].message


@pytest.mark.parametrize("name", WRONG)
def test_the_command_refuses_without_a_traceback(name, tmp_path):
    text, line, column = marked(WRONG[name][0])
    path = tmp_path / "case.yaml"
    path.write_text(text, encoding="utf-8")
    result = CliRunner().invoke(main, ["pension", str(path)])
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith(f"{path}:{line}:{column}: ")
    assert "Traceback" not in result.stderr


MONTHS = st.integers(12 * 1993, 12 * 2032).map(lambda number: f"{number // 12}-{number % 12 + 1:02d}")
PLACES = st.sampled_from(["guangzhou", "shenzhen", "shanghai", "sichuan"])
KINDS = ["employee", "flexible", "public", "deemed", "residents", "township", "outside", "none"]
SPELL = st.fixed_dictionaries(
    {"place": PLACES, "from": MONTHS, "to": MONTHS, "kind": st.sampled_from(KINDS)},
    optional={
        "base": st.integers(1, 50000),
        "wage": st.integers(1, 50000),
        "index": st.floats(0.1, 5),
        "choice": st.floats(0.1, 5),
        "tier": st.integers(1, 5000),
        "firm": st.sampled_from(["small", "large"]),
        "unpaid": st.booleans(),
        "paid_up": MONTHS,
        "proven": st.booleans(),
        "refunded": st.booleans(),
        "cashed_out": st.booleans(),
        "assisted": st.booleans(),
        "collective": st.integers(0, 9000),
    },
)
RECORD = st.fixed_dictionaries(
    {},
    optional={
        "months": st.integers(0, 500),
        "deemed_months": st.integers(0, 300),
        "mean_index": st.floats(0, 4),
        "account": st.integers(0, 10**6),
        "residents_account": st.integers(0, 10**5),
        "months_by_place": st.dictionaries(PLACES, st.integers(0, 300), max_size=2),
    },
)
PERSON = st.fixed_dictionaries(
    {
        "sex": st.sampled_from(["male", "female"]),
        "birth": st.sampled_from(["1948-06", "1962-03", "1965-07", "1975-02"]),
    },
    optional={
        "track": st.sampled_from(["worker", "cadre", "flexible", "arduous"]),
        "hukou": st.fixed_dictionaries({"place": PLACES}, optional={"type": st.sampled_from(["urban", "rural"])}),
    },
)
CLAIM = st.fixed_dictionaries(
    {}, optional={"month": MONTHS, "place": PLACES, "if_short": st.sampled_from(["residents", "bought", "ended"])}
)
ENTERPRISE = st.fixed_dictionaries(
    {"from": MONTHS, "to": MONTHS, "base": st.integers(1, 50000), "employer": st.floats(0, 1)},
    optional={"employee": st.floats(0, 1), "vesting": st.floats(0, 8), "return": st.floats(0, 1)},
)
PRIVATE = st.fixed_dictionaries(
    {"from": st.integers(2015, 2030), "to": st.integers(2015, 2030), "yearly": st.integers(1, 20000)},
    optional={"marginal_rate": st.floats(0, 1)},
)
CASES = st.fixed_dictionaries(
    {},
    optional={
        "person": PERSON,
        "claim": CLAIM,
        "record": RECORD,
        "spells": st.lists(SPELL, max_size=3),
        "public": st.sampled_from([{}, {"pay": 8000}, {"old_pension": 7000}]),
        "pillars": st.fixed_dictionaries({}, optional={"enterprise": ENTERPRISE, "private": PRIVATE}),
        "township": st.fixed_dictionaries({}, optional={"month": MONTHS, "paid": st.integers(0, 10**5)}),
        "land": st.fixed_dictionaries(
            {"place": PLACES, "month": MONTHS}, optional={"to": st.sampled_from(["employees", "residents"])}
        ),
        "bought": st.fixed_dictionaries({"place": PLACES, "month": MONTHS, "months": st.integers(1, 200)}),
        "residents": st.sampled_from([{"buy_in": 300}, {"drawn": {"from": "2026-01", "to": "2026-09"}}]),
        "what_if": st.sampled_from([{"totalised": True}, {"late_bonus": 0.01}]),
        "disability": st.fixed_dictionaries({"month": MONTHS}),
        "death": st.fixed_dictionaries({"month": MONTHS}),
        "law": st.sampled_from([{}, {"benefit_base": 8000, "reference_wage": 7000}, {"credit_method": "annual"}]),
    },
)


@settings(max_examples=300, deadline=None)
@given(CASES, st.sampled_from(["en", "zh"]))
def test_any_mixture_of_parts_is_answered_or_refused(case, lang):
    with contextlib.suppress(InputError):
        assert isinstance(statement(pension(case, lang=lang), lang), str)


def test_every_named_check_refuses_some_case_by_its_name():
    found = set()
    for text, *_ in [*WRONG.values(), *test_wrong_cases.WRONG.values()]:
        with pytest.raises(InputError) as refused:
            pension(text.replace("^", ""))
        found |= set(re.findall(r" \[(\w+)\]$", str(refused.value), re.MULTILINE))
    assert found == set(CHECKS)
