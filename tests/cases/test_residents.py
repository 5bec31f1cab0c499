"""The residents' scheme of a case is lived by the kernel's events: to the bit as compiled, and only what came before the claim counts."""

import numpy as np
import pytest

from microsim.cases.answering import pension
from microsim.cases.atlas import atlas_of
from microsim.cases.kernel import Books, Person, kernel_of
from microsim.cases.law_model import Law
from microsim.cases.laws import CaseLaw
from microsim.cases.residents import Job, Payment, Sum
from microsim.cases.rows import CaseWorld
from microsim.kernel.lifetimes import ACCUMULATED
from microsim.kernel.setting import month_index
from microsim.kernel.tallies import SHAPES
from microsim.kernel.world import equal_until
from microsim.law.compile import compile_law
from microsim.places import PLACE_KEYS
from microsim.schema import PERSON
from microsim.schemes.bridge.events import join_residents_account
from microsim.schemes.residents.pension import award_residents, pay_residents_pension
from microsim.schemes.residents.spells import year_of_spells
from tests.compiled import from_python

PLACES = (PLACE_KEYS[0], PLACE_KEYS[-2])
RESIDENTS = ("residents_account_fen", "residents_months", "residents_annuity_fen", "residents_pension_fen")
RESIDENTS += ("residents_left_fen", "residents_claim", "residents_member", "residents_place")
LAST = month_index(2024, 5)


def career(place):
    """Return payments, jobs in the other scheme and sums; ``place`` gives the position of a key."""
    first, second = (place(key) for key in PLACES)
    payments = [
        Payment(first, month_index(2010, 3), month_index(2014, 7), 500.0, -1.0, 90.0, 0, 1),
        Payment(second, month_index(2014, 8), month_index(2020, 2), 9000.0, 45.5, 0.0, 0, 1),
        Payment(first, month_index(2021, 1), month_index(2023, 12), 0.0, -1.0, 0.0, 1, 0),
    ]
    jobs = [Job(month_index(2012, 2), month_index(2012, 9))]
    return payments, jobs, [Sum(month_index(2016, 6), 123_45), Sum(LAST, place=second)]


def live(person, world, books, tables, run):
    """Live payments, the bridge, the award and a year of the pension, then let what is left join; return what was paid."""
    year_of = run(year_of_spells)
    noted = [year_of(person, *tables, world, books, year, LAST) for year in range(2010, 2025)]
    run(award_residents)(person, world.law[person.residents_place, 2024 - 1970], 2024, LAST)
    run(pay_residents_pension)(person, world, books, 2024, 12)
    values = [getattr(person, name) for name in RESIDENTS]
    run(join_residents_account)(person, world, books, 2026, 4)
    return [tuple(int(one) for one in row) for row in noted], [int(value) for value in values], sum(person.account_fen)


def employee(person, province, place):
    """Lay an account and months of the employees' scheme over a blank record."""
    person.birth, person.relation, person.residents_place, person.hukou_place = (
        month_index(1964, 5),
        province,
        place,
        place,
    )
    person.fund_place[province] = place
    person.account_fen[province], person.months[province], person.deemed_months[province] = 2_345_67, 90, 12


def table(entries):
    """Return entries as a table that compiled events read."""
    fields = type(entries[0]).__annotations__
    kind = np.dtype([(name, "f8" if held is float else "i8") for name, held in fields.items()], align=True)
    return np.array([tuple(one) for one in entries], dtype=kind).view(np.recarray)


@pytest.mark.slow
def test_the_scheme_is_lived_to_the_bit_as_compiled():
    atlas = atlas_of(PLACES)
    world = CaseWorld(atlas, CaseLaw(Law(), None))
    person = Person(atlas, entered=1)
    employee(person, atlas.province_of[1], 1)
    opened = live(person, world, Books(), career(atlas.place), kernel_of(atlas, False).opened)
    law = compile_law().copy()
    law["residents_assisted_tier"] = [world.row(0, year).residents_assisted_tier for year in range(law.shape[1])]
    until = equal_until(law)
    tables = np.zeros(1, dtype=[("law", law.dtype, law.shape), ("equal_until", until.dtype, until.shape)])
    tables["law"][0], tables["equal_until"][0] = law, until
    noted = [(name, *kind) for name, kind in ACCUMULATED.items()]
    books = np.zeros(1, dtype=[*((name, "i8", getattr(SHAPES, name)) for name in ("flows", "months")), *noted])
    rows = [table(entries) for entries in career(PLACE_KEYS.index)]
    record = np.zeros(1, dtype=PERSON).view(np.recarray)[0]
    record.entered = 1
    record.fund_place[:] = -1
    where = PLACE_KEYS.index(PLACES[1])
    employee(record, len(PLACES) - 1, where)
    compiled = live(record, tables.view(np.recarray)[0], books[0], rows, from_python)
    assert compiled[0] == opened[0]
    assert sum(back for _, _, back in opened[0]) > 0
    assert compiled[1][:-1] == opened[1][:-1]
    assert compiled[2] == opened[2]


FARMER = {"sex": "male", "birth": "1956-04", "hukou": {"place": PLACES[0], "type": "rural"}}
PAID = [{"place": PLACES[0], "from": "2012-01", "to": "2014-12", "kind": "residents", "tier": 500}]


def test_money_for_land_after_the_claim_is_not_in_its_account():
    land = {"place": "sichuan", "month": "2016-09", "months": 41, "to": "residents"}
    with_it, without = (
        pension({"person": FARMER, "spells": PAID} | more, steps=False) for more in ({"land": land}, {})
    )
    assert with_it["residents"] == without["residents"]
    assert all(row["interest"] >= 0 for row in with_it["accounts"])


def test_a_pension_drawn_after_the_claim_takes_nothing_off_the_account():
    job = {"place": PLACES[0], "from": "1995-01", "to": "2011-12", "kind": "flexible", "base": 3000}
    case = {"person": FARMER, "spells": [job, *({**spell, "kind": "residents"} for spell in PAID)]}
    case["claim"] = {"month": "2016-04"}
    drawn = {"residents": {"drawn": {"from": "2018-01", "to": "2018-06"}}}
    plain, twice = pension(case, steps=False), pension(case | drawn, steps=False)
    assert twice["pension"] == plain["pension"]
    assert [row["kind"] for row in twice["refunds"]] == ["double_drawing"]
