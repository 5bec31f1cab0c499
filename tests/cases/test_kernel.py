"""A case is lived by the kernel: on a table of its own places, under its own rows of law, to the bit as compiled."""

import numpy as np
import pytest

from microsim.cases.answering import pension
from microsim.cases.atlas import atlas_of
from microsim.cases.kernel import BY_REGION, Books, Facts, Person, kernel_of
from microsim.cases.law_model import Law
from microsim.cases.laws import CaseLaw
from microsim.cases.living import Act, stretch
from microsim.cases.model import Spell
from microsim.cases.rows import CASE, CaseWorld
from microsim.engine import replay as kinds
from microsim.engine.given_record import FACTS
from microsim.engine.replay import SPELL, TRANSFER, replay
from microsim.kernel.setting import month_index
from microsim.kernel.tallies import TALLIES
from microsim.kernel.world import INDEXING, PAID, WORLD, equal_until
from microsim.law.compile import compile_law
from microsim.places import PLACE_KEYS, PROVINCE_KEYS, PROVINCE_OF, REGION_KEYS, REGION_SEAT
from microsim.schema import PERSON
from tests.compiled import from_python

PLACES = (PLACE_KEYS[0], PLACE_KEYS[2], PLACE_KEYS[-2])  # a city, a city of another benefit region, another province
MAN = {"sex": "male", "birth": "1965-07"}
FIELDS = ("months", "deemed_months", "account_fen", "balance_months_fen", "transfer_base_fen", "temporary", "last_paid")
FIELDS += ("left_fen", "left_balance_fen", "opening_fen", "temporary_base_fen", "temporary_pool_fen", "index_sum")
SINGLE = ("first_paid", "paid_base", "year_base", "year_base_months", "membership", "scheme", "year_contributions_fen")


def spells():
    """A career with what a replay may meet: deemed months, wages, an index, self-employment, public service, moves."""
    first, second, other = PLACES
    return [
        Spell.model_validate(entry)
        for entry in (
            {"place": first, "from": "1986-03", "to": "1994-05", "kind": "employee", "base": 400},
            {"place": first, "from": "1994-06", "to": "1999-11", "kind": "employee", "wage": 1500},
            {"place": other, "from": "2000-02", "to": "2006-08", "kind": "employee", "index": 1.3},
            {"place": second, "from": "2006-09", "to": "2011-12", "kind": "flexible", "choice": 0.8},
            {"place": first, "from": "2012-01", "to": "2016-04", "kind": "public", "base": 7000},
            {"place": other, "from": "2016-06", "to": "2024-07", "kind": "employee", "base": 9000},
        )
    ]


def lived_in_python(stretches, acts, last):
    """Return the record of a career lived on the case's own table of places."""
    atlas = atlas_of(PLACES)
    places = {number: atlas.place(PLACE_KEYS[number]) for number in {one.place for one in stretches}}
    stretches = [one._replace(place=places[one.place]) for one in stretches]
    acts = [act._replace(target=atlas.place(PLACE_KEYS[act.target])) for act in acts]
    person = Person(atlas, birth=month_index(1965, 7), hukou_place=atlas.place(PLACES[0]))
    world, kernel = CaseWorld(atlas, CaseLaw(Law(), None)), kernel_of(atlas, False)
    kernel.listener.month = last
    kernel(replay)(person, Facts(len(stretches), len(acts)), stretches, acts, world, Books(), last)
    return atlas, person


def lived_compiled(stretches, acts, last):
    """Return the record of the same career lived by the compiled replay on the tables of a run."""
    law = compile_law().copy()
    for field, value in CASE.items():
        law[field] = value
    world = np.zeros(1, dtype=WORLD)
    world["law"][0] = law
    for name in PAID:
        world["pay"][0][name] = law[name]
    for name in INDEXING.names:
        world["indexing"][0][name] = law[name][list(REGION_SEAT)].T
    world["equal_until"][0] = equal_until(law)
    person = np.zeros(1, dtype=PERSON)
    person["birth"], person["hukou_place"] = month_index(1965, 7), PLACE_KEYS.index(PLACES[0])
    rows = np.zeros(len(stretches), dtype=SPELL)
    for row, one in zip(rows, stretches, strict=True):
        for name in SPELL.names:
            row[name] = getattr(one, name)
    moves = np.zeros(len(acts), dtype=TRANSFER)
    for row, act in zip(moves, acts, strict=True):
        for name in TRANSFER.names:
            row[name] = getattr(act, name)
    facts = np.zeros(1, dtype=FACTS)
    facts["spell_to"], facts["transfer_to"], facts["by_law"] = len(rows), len(moves), 1
    books = np.zeros(1, dtype=TALLIES)
    from_python(replay)(person[0], facts[0], rows, moves, world[0], books[0], last)
    return person[0]


@pytest.mark.slow
def test_a_career_is_lived_to_the_bit_as_the_compiled_replay_lives_it():
    last = month_index(2025, 8)

    def career():
        stretches = [stretch(spell, PLACE_KEYS.index(spell.place), False) for spell in spells()]
        move = Act(month_index(2015, 3), PLACE_KEYS.index(PLACES[2]), kinds.REGISTER)
        return stretches, [move]

    atlas, found = lived_in_python(*career(), last)
    compiled = lived_compiled(*career(), last)
    for name in SINGLE:
        assert getattr(found, name) == compiled[name], name
    for name in FIELDS:
        keys = REGION_KEYS if name in BY_REGION else PROVINCE_KEYS
        own = atlas.regions if name in BY_REGION else atlas.provinces
        for number, key in enumerate(own):
            assert getattr(found, name)[number] == compiled[name][keys.index(key)], (name, key)
    assert sum(found.months) > 250
    assert PROVINCE_KEYS[PROVINCE_OF[compiled["paid_place"]]] == PLACES[2]


def test_each_province_a_case_names_keeps_a_record_of_its_own():
    spells = [
        {"place": "sichuan", "from": "2005-01", "to": "2010-12", "base": 2000},
        {"place": "hunan", "from": "2011-01", "to": "2015-12", "base": 3000},
        {"place": PLACES[0], "from": "2016-01", "to": "2025-08", "base": 6000},
    ]
    answer = pension({"person": MAN | {"hukou": {"place": PLACES[0]}}, "spells": spells}, steps=False)
    rows = [(row["from"], row["to"], row["month"], row["pooled"]) for row in answer["transfers"]]
    assert rows == [
        ("sichuan", "hunan", "2011-01", 72 * 240.0),
        ("hunan", PLACES[0], "2016-01", 72 * 240.0 + 60 * 360.0),
    ]
    assert answer["paying_place"]["place"] == PLACES[0]


def test_the_law_of_a_case_holds_in_its_years_only():
    law = CaseLaw(Law.model_validate({"benefit_base": {2025: 5000.0}, "interest": {2020: 0.05}}), PLACES[0])
    world = CaseWorld(atlas_of((PLACES[0],)), law)
    plain = CaseWorld(atlas_of((PLACES[0],)), CaseLaw(Law(), None))
    rows = {year: world.law[0, year - 1970] for year in (2019, 2020, 2025)}
    assert rows[2025].benefit_base == 5000.0
    assert rows[2020].notional_interest == 0.05
    assert rows[2019].notional_interest == plain.law[0, 2019 - 1970].notional_interest
    assert rows[2019].mixed_base == 0  # a base that is given is the one that is paid on
    assert plain.law[0, 2019 - 1970].mixed_base == 1


def test_a_scenario_stands_in_place_of_the_shipped_law(tmp_path):
    case = {
        "person": MAN,
        "claim": {"month": "2025-09", "place": PLACES[0]},
        "record": {"years": 20, "mean_index": 1.0, "account": 50000},
    }
    double = tmp_path / "double.yaml"
    double.write_text("name: double\nextends: baseline\nlaw:\n  national.pension.accrual_rate: {1970-01-01: 0.02}\n")
    before, under, after = pension(case), pension(case, scenario=double), pension(case)
    assert under["pension"]["basic"] == pytest.approx(2 * before["pension"]["basic"], abs=0.01)
    assert under["pension"]["account"] == before["pension"]["account"]
    assert after == before
