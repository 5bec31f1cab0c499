"""What must hold for every case: more never pays less, and how a career is written down changes nothing."""

import copy
import random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from microsim.cases.answering import pension

PERSON = {"sex": "male", "birth": "1968-03", "hukou": {"place": "guangzhou", "type": "urban"}}
PLACES = ("guangzhou", "shenzhen", "shanghai", "sichuan", "guangdong")


def month(index):
    return f"{index // 12}-{index % 12 + 1:02d}"


def index_of(text):
    return 12 * int(text[:4]) + int(text[5:7]) - 1


def amounts(spells, **more):
    """Return the answer without the parts that only tell how it was worked out."""
    if any(spell["kind"] == "township" for spell in spells if "kind" in spell):
        more = {"township": {"month": "2018-01", "paid": 30000}} | more
    return pension({"person": PERSON, "spells": spells, **more}, steps=False)


@st.composite
def careers(draw):
    """Draw spells one after the other, with gaps and moves."""
    now, spells = 12 * 1993, []
    for _ in range(draw(st.integers(1, 6))):
        now += draw(st.integers(0, 30))
        length = draw(st.integers(1, 90))
        if now + length > 12 * 2025:
            break
        kind = draw(st.sampled_from(["employee", "employee", "flexible", "public", "deemed", "residents", "township"]))
        place = draw(st.sampled_from(PLACES)) if kind != "township" else "shanghai"
        if kind == "township" and not 12 * 2003 + 10 <= now <= now + length <= 12 * 2018:
            kind = "none"
        spell = {"place": place, "from": month(now), "to": month(now + length - 1), "kind": kind}
        if kind == "employee":
            spell |= draw(st.sampled_from([{}, {}, {"firm": "small"}, {"unpaid": True}, {"paid_up": "2026-03"}]))
        if kind in ("employee", "flexible", "public"):
            how = draw(st.sampled_from(["base", "wage"])) if place != "sichuan" else "base"
            spell[how] = draw(st.integers(500, 40000))
        elif kind == "residents":
            spell |= {"tier": draw(st.sampled_from([100, 500, 2000]))}
        spells.append(spell)
        now += length
    assume(spells)
    return spells


@settings(max_examples=60, deadline=None)
@given(careers(), st.integers(0, 2**30))
def test_splitting_a_spell_changes_nothing(spells, seed):
    luck, parts = random.Random(seed), []
    for spell in spells:
        first, last = index_of(spell["from"]), index_of(spell["to"])
        cut = luck.randint(first, last)
        if cut == last:
            parts.append(spell)
        else:
            parts += [spell | {"to": month(cut)}, spell | {"from": month(cut + 1)}]
    assert amounts(parts) == amounts(spells)


@settings(max_examples=60, deadline=None)
@given(careers(), st.integers(0, 2**30))
def test_order_of_writing_is_irrelevant(spells, seed):
    shuffled = random.Random(seed).sample(spells, len(spells))
    assert amounts(shuffled) == amounts(spells)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 60), st.integers(1, 60), st.permutations(range(3)))
def test_order_of_overlapping_spells_is_irrelevant(start, length, order):
    """A duplicate record that is closed and residents' payments may overlap the job in any order."""
    first = 12 * 2010 + start
    spells = [
        {"place": "guangzhou", "from": "2008-01", "to": "2016-12", "base": 4000},
        {"place": "shanghai", "from": month(first), "to": month(first + length), "base": 5000, "refunded": True},
        {"place": "guangzhou", "from": "2012-01", "to": "2020-12", "kind": "residents", "tier": 600},
    ]
    assert amounts([spells[number] for number in order]) == amounts(spells)


def total(**record):
    base = {"months": 240, "mean_index": 0.8, "account": 80000.0}
    case = {"person": PERSON, "claim": {"month": "2029-09", "place": "shandong"}, "law": {"benefit_base": 8000}}
    law = {"benefit_base": record.pop("benefit_base")} if "benefit_base" in record else {}
    return pension(case | {"law": case["law"] | law, "record": base | record}, steps=False)["pension"]["total"]


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["months", "mean_index", "account", "benefit_base", "deemed_months"]),
    st.integers(0, 400),
    st.integers(0, 400),
)
def test_more_never_pays_less(name, one, other):
    scale = {"months": (180, 0.9), "mean_index": (0.1, 0.01), "account": (0, 997.0), "benefit_base": (500, 37.0)}
    start, step = scale.get(name, (0, 0.6))
    less, more = sorted((start + step * one, start + step * other))
    if name in ("months", "deemed_months"):
        less, more = int(less), int(more)
    assert total(**{name: less}) <= total(**{name: more})


@settings(max_examples=30, deadline=None)
@given(st.integers(3000, 20000), st.integers(0, 5000))
def test_a_higher_base_never_pays_less(base, more):
    def of(amount):
        spells = [{"place": "guangzhou", "from": "1998-07", "to": "2025-12", "base": amount}]
        return amounts(spells)["pension"]["total"]

    assert of(base) <= of(base + more)


@settings(max_examples=40, deadline=None)
@given(st.integers(12 * 2012, 12 * 2023), st.integers(4000, 25000))
def test_a_move_and_an_immediate_return_lose_nothing(away, base):
    """A month elsewhere at the same base: the months, the account and the pension stay; only pooled money stays behind."""
    whole = [{"place": "guangzhou", "from": "2005-01", "to": "2025-06", "base": base}]
    moved = [
        whole[0] | {"to": month(away - 1)},
        {"place": "sichuan", "from": month(away), "to": month(away), "base": base},
        whole[0] | {"from": month(away + 1)},
    ]
    here, there = amounts(whole), amounts(moved)
    assert there["paying_place"]["place"] == here["paying_place"]["place"] == "guangzhou"
    assert there["pension"] == pytest.approx(here["pension"], abs=0.01)
    for one, other in zip(here["accounts"], there["accounts"], strict=True):
        assert other == pytest.approx(one, abs=0.5)  # two accounts round their interest, a fen a year
    moves = [(one["from"], one["to"]) for one in there["transfers"]]
    assert moves[-1] == (
        "sichuan",
        "guangzhou",
    )  # from 50 on the month elsewhere is a temporary account, nothing goes there
    assert moves[:-1] in ([], [("guangzhou", "sichuan")])


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 80), st.integers(0, 80))
def test_more_money_never_converts_fewer_township_months(one, other):
    spells = [
        {"place": "shanghai", "from": "2003-11", "to": "2017-06", "kind": "township"},
        {"place": "shanghai", "from": "2017-07", "to": "2026-12", "base": 8000},
    ]
    found = [amounts(spells, township={"paid": 1000 * paid})["township"] for paid in sorted((one, other))]
    assert found[0]["converted"] <= found[1]["converted"] <= found[1]["months"]
    assert all(row["paid"] <= row["difference"] for row in found)


@settings(max_examples=30, deadline=None)
@given(st.integers(5000, 30000), st.sampled_from(["small", "large"]))
def test_a_waiver_takes_from_the_employer_only(base, firm):
    spells = [{"place": "shanghai", "from": "2008-01", "to": "2025-12", "base": base}]
    without, waived = amounts(spells), amounts([spells[0] | {"firm": firm}])
    assert waived["pension"] == without["pension"]
    assert waived["accounts"] == without["accounts"]
    for one, other in zip(without["contributions"], waived["contributions"], strict=True):
        assert one["own"] == other["own"]
        assert one["employer"] == pytest.approx(other["employer"] + other["waived"], abs=0.005)
        assert (other["waived"] > 0) == (other["year"] == 2020)


@settings(max_examples=30, deadline=None)
@given(
    st.integers(2000, 20000), st.integers(2000, 30000), st.sampled_from(["2016-05", "2019-05", "2023-05", "2024-11"])
)
def test_the_old_public_award_is_a_floor_until_2024(base, pay, month):
    person = PERSON | {"birth": f"{int(month[:4]) - 60}-{month[5:]}"}
    case = {"person": person, "claim": {"month": month, "place": "shandong"}, "law": {"benefit_base": base}}
    record = {"years": 35, "deemed_years": 20, "mean_index": 1, "account": 50000}
    found = pension(case | {"record": record, "public": {"pay": pay}}, steps=False)
    if month == "2024-11":
        assert "comparison" not in found
        return
    compared = found["comparison"]
    assert compared["old"] <= compared["total"] + 0.005
    assert compared["total"] == found["pension"]["total"] <= max(compared["old"], compared["new"]) + 0.005
    assert sum(found["pension"][part] for part in ("basic", "account", "transitional", "supplements")) == pytest.approx(
        compared["total"]
    )


def test_a_claim_after_the_announcement_is_final():
    person = {"sex": "female", "birth": "1970-02", "track": "cadre"}
    record = {"years": 17.3333, "mean_index": 0.5241, "account": 66720.85}
    for month, early in (("2025-10", True), ("2025-11", False)):
        found = pension({"person": person, "claim": {"month": month, "place": "zhongshan"}, "record": record})
        assert ("provisional" in found) == early


@settings(max_examples=40, deadline=None)
@given(st.integers(61, 90), st.integers(3000, 20000), st.sampled_from([0.13, 0.16, 0.2]))
def test_a_transfer_conserves_what_it_carries(months, base, rate):
    """What the employer paid is moved or kept; the account moves whole; the origin's loss is the destination's gain."""
    spells = [
        {
            "place": "guangzhou",
            "from": "2010-01",
            "to": month(12 * 2010 + months - 1),
            "base": base,
            "employer_rate": rate,
        },
        {"place": "shanghai", "from": month(12 * 2010 + months), "to": "2024-12", "base": base, "employer_rate": rate},
    ]
    answer = amounts(spells)
    first = answer["transfers"][0]
    assert first["pooled"] == pytest.approx(0.12 * base * months, abs=0.01)
    assert first["pooled"] + first["kept"] == pytest.approx(rate * base * months, abs=0.01 * months)
    assert first["account_principal"] == pytest.approx(0.08 * base * months, abs=0.01 * months)
    back = answer["transfers"][-1]
    assert (back["from"], back["to"]) == ("shanghai", "guangzhou")
    paid = sum(row["credited"] for row in answer["accounts"])
    assert back["account_principal"] == pytest.approx(paid, abs=0.005)
    assert back["pooled"] == pytest.approx(0.12 * base * (12 * 15), abs=0.02)


@settings(max_examples=30, deadline=None)
@given(st.integers(12 * 1993 + 6, 12 * 1999), st.integers(300, 3000))
def test_what_a_move_leaves_of_the_account_is_employers_money_before_1998(away, base):
    spells = [
        {"place": "shanghai", "from": "1993-01", "to": month(away - 1), "base": base},
        {"place": "sichuan", "from": month(away), "to": "2025-06", "base": base},
    ]
    answer = amounts(spells)
    first = answer["transfers"][0]
    paid = sum(row["credited"] for row in answer["accounts"] if row["year"] < away // 12)
    assert 0 < first["left"] < first["account"] + first["left"]
    assert first["account_principal"] <= paid + 12 * 0.11 * base
    balance = 0.0
    for row in answer["accounts"]:
        balance = round(balance + row["credited"] + row["interest"] - row.get("left", 0.0), 2)
        assert row["balance"] == balance


def test_accounts_close():
    spells = [
        {"place": "shenzhen", "from": "2001-03", "to": "2009-08", "base": 3000},
        {"place": "shanghai", "from": "2009-09", "to": "2025-01", "wage": 9000},
    ]
    balance = 0.0
    for row in amounts(spells)["accounts"]:
        balance = round(balance + row["credited"] + row["interest"], 2)
        assert row["balance"] == balance


def test_a_case_is_not_changed():
    case = {
        "person": copy.deepcopy(PERSON),
        "spells": [{"place": "shenzhen", "from": "2001-03", "to": "2009-08", "base": 1}],
    }
    before = copy.deepcopy(case)
    pension(case)
    assert case == before
