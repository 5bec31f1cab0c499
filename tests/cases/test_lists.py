"""A list of cases lived compiled: every answer as that of the case by itself, to the last bit, and compiled only where it pays."""

import random

import pytest

from microsim.cases import answering, press
from microsim.cases.answering import pensions
from microsim.cases.law_model import Law
from microsim.cases.laws import CaseLaw
from microsim.engine import gazetteer
from microsim.places import PLACE_KEYS, PLACES, PROVINCE_KEYS
from microsim.reading import InputError
from tests.cases.examples import EXAMPLES, example

PLACES_OF_CAREERS = ("guangzhou", "shenzhen", "guangdong", "shanghai", "sichuan", "hunan", "foshan")
OWN = ("sichuan", "hunan")  # law of theirs is not shipped
KINDS = ("employee",) * 5 + ("flexible", "public", "deemed", "residents", "township")
RANDOM_CAREERS, RANDOM_TOTALS = 250, 150


def month(index):
    return f"{index // 12}-{index % 12 + 1:02d}"


def spell(luck, first, last):
    """Return a spell of a random kind, paid as its kind is."""
    place, kind = luck.choice(PLACES_OF_CAREERS), luck.choice(KINDS)
    if kind == "township":
        place, kind = ("shanghai", kind) if 12 * 2003 + 10 <= first <= last < 12 * 2018 else (place, "none")
    found = {"place": place, "from": month(first), "to": month(last), "kind": kind}
    if kind == "residents":
        found["tier"] = luck.choice([100, 500, 2000])
    elif kind in ("employee", "flexible", "public"):
        how = luck.choice(["base", "wage", "index"]) if place not in OWN else "base"
        found[how] = luck.choice([0.6, 1.0, 1.7]) if how == "index" else luck.randint(500, 40000)
    if kind == "employee":
        found |= luck.choice([{}, {}, {}, {"firm": "small"}, {"employer_rate": 0.14}, {"unpaid": True}])
        found |= luck.choice(
            [{}, {}, {"paid_up": "2026-03", "proven": luck.random() < 0.5}, {"official_transfer": True}]
        )
        if "paid_up" in found:
            found.pop("unpaid", None)
    return found


def career(luck):
    """Return a case with spells one after the other, with gaps and moves."""
    now, spells = luck.randint(12 * 1984, 12 * 2002), []
    for _ in range(luck.randint(1, 8)):
        now += luck.choice([0, 0, 0, 3, 40])
        last = now + luck.randint(1, 120)
        if last > 12 * 2024:
            break
        spells.append(spell(luck, now, last))
        now = last + 1
    hukou = {"place": luck.choice(PLACES_OF_CAREERS), "type": luck.choice(["urban", "rural"])}
    if luck.random() < 0.2:
        hukou = [hukou, {"place": luck.choice(PLACES_OF_CAREERS), "since": month(luck.randint(12 * 2005, 12 * 2020))}]
    person = {"sex": luck.choice(["male", "female"]), "birth": month(luck.randint(12 * 1962, 12 * 1967))}
    person |= {"hukou": hukou} if luck.random() < 0.9 else {}
    more = luck.choice([{}, {}, {}, {"what_if": {"totalised": True}}, {"death": {"month": "2026-08"}}])
    return {"person": person, "spells": spells} | more


def totals(luck):
    """Return a case from totals."""
    record = {
        "months": luck.randint(120, 480),
        "mean_index": luck.uniform(0.4, 3.0),
        "account": luck.randint(0, 300000),
    }
    record |= luck.choice(
        [{}, {}, {"deemed_months": luck.randint(1, 120)}, {"months_by_place": {"guangzhou": 60, "shenzhen": 60}}]
    )
    person = {"sex": luck.choice(["male", "female"]), "birth": month(luck.randint(12 * 1950, 12 * 1972))}
    claim = {"place": luck.choice(["guangzhou", "shenzhen", "shanghai", "foshan"])}
    claim |= {"month": month(luck.randint(12 * 2013, 12 * 2030))} if luck.random() < 0.5 else {}
    more = luck.choice(
        [{}, {}, {}, {"law": {"divisor": 150.5}}, {"law": {"benefit_base": 7000}}, {"public": {"pay": 7200}}]
    )
    return {"person": person, "claim": claim, "record": record} | more


def answers(cases, compiled):
    """Return what each case is answered, one after the other: what is wrong with it where something is."""
    found = []
    for case in cases:
        try:
            found += pensions([case], compiled=compiled)
        except InputError as error:
            found.append(str(error))
    return found


@pytest.fixture
def eager(monkeypatch):
    """Fill tables for the first case of a law already, and count what is lived compiled."""
    lived = []
    live, claim = press.Press.live, press.Press.claim
    monkeypatch.setattr(answering, "Presses", lambda: press.Presses(0))
    monkeypatch.setattr(press.Press, "live", lambda self, *given: lived.append("live") or live(self, *given))
    monkeypatch.setattr(press.Press, "claim", lambda self, *given: lived.append("claim") or claim(self, *given))
    return lived


@pytest.mark.slow
def test_worked_examples_are_answered_alike_in_a_list(eager):
    cases = [example(name)["case"] for name in EXAMPLES]
    alone, listed = answers(cases, False), answers(cases, True)
    for name, one, other in zip(EXAMPLES, alone, listed, strict=True):
        assert one == other, name
    assert eager.count("live") > 40
    assert eager.count("claim") > 40


@pytest.mark.slow
@pytest.mark.parametrize("make", [career, totals])
def test_random_cases_are_answered_alike_in_a_list(make, eager):
    luck = random.Random(20)
    cases = [make(luck) for _ in range(RANDOM_CAREERS if make is career else RANDOM_TOTALS)]
    alone, listed = answers(cases, False), answers(cases, True)
    for case, one, other in zip(cases, alone, listed, strict=True):
        assert one == other, case
    assert sum(isinstance(one, dict) for one in alone) > len(cases) // 2
    assert len(eager) > len(cases) // 3


def career_of(place="guangzhou", **more):
    return {
        "person": {"sex": "male", "birth": "1965-07"},
        "spells": [{"place": place, "from": "2000-01", "to": "2020-12", "base": 5000} | more],
    }


@pytest.mark.parametrize(
    ("careers", "totals", "kept", "worth"),
    [
        (100, 0, True, False),
        (1000, 0, True, True),
        (1000, 0, False, False),
        (20_000, 0, False, True),
        (0, 2000, True, False),
    ],
)
def test_a_list_is_compiled_where_that_saves_more_than_it_costs(careers, totals, kept, worth, monkeypatch):
    monkeypatch.setattr(answering, "is_compiled", lambda: kept)
    assert answering.pays_off([{"spells": [{}]}] * careers + [{"record": {}}] * totals) == worth


def test_a_case_that_no_list_holds_is_answered_by_itself(monkeypatch):
    def unfit(*_):
        raise press.Unfit

    monkeypatch.setattr(press.Press, "live", unfit)
    case = career_of()
    assert pensions([case], compiled=True) == pensions([case], compiled=False)


def test_compiling_is_told_before(monkeypatch):
    said = []
    monkeypatch.setattr(answering, "is_compiled", lambda: False)
    monkeypatch.setattr(answering, "Presses", lambda: press.Presses(10**9))  # nothing is compiled in this test
    monkeypatch.setattr(press, "shipped_press", lambda: None)
    pensions([career_of()] * 3, compiled=True, progress=said.append)
    assert said == ["compiling for 3 cases, once"]
    pensions([career_of()] * 3, progress=said.append)
    assert len(said) == 1


def test_tables_of_a_list_hold_each_place_with_its_regions():
    made = press.Press(CaseLaw(Law(), None))
    first, far = PLACE_KEYS[0], OWN[0]
    slot, variant = made.place(first), made.place(f"{first}|firm=small")
    assert variant % len(gazetteer.BLOCK) == slot
    assert made.labels[variant] == f"{first}|firm=small"
    year = 2020 - 1970
    assert made.world["law"]["base_floor"][slot, year, 0] == made.rows.law[slot, year].base_floor[0] > 0
    assert made.world["law"]["employer_waiver"][variant, year].any()
    region = gazetteer.REGIONS.index(PLACES[0].region)
    assert made.world["indexing"]["reference_wage"][year, region] > 0
    assert made.world["law"]["benefit_base"][made.place(far), year] == 0.0  # not shipped
    assert made.atlas.provinces[made.atlas.province_of[made.place(far)]] == far
    assert made.atlas.provinces[made.atlas.province_of[slot]] == PROVINCE_KEYS[0]


def test_more_variants_than_there_is_room_for_are_refused():
    made = press.Press(CaseLaw(Law(), None))
    for number in range(gazetteer.VARIANTS):
        made.place(f"{PLACE_KEYS[0]}|rate=0.{number + 10}")
    with pytest.raises(press.Unfit):
        made.place(f"{PLACE_KEYS[0]}|rate=0.2")


def test_mistakes_of_a_list_are_told_by_case():
    with pytest.raises(InputError) as error:
        pensions([career_of(), career_of("gangzhou"), {"persons": {}}])
    assert [line.partition(":")[0] for line in str(error.value).splitlines()] == ["case 2", "case 3"]
