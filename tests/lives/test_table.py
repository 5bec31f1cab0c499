"""The table of lives: its columns, ids, groups and what is derived of each person."""

from pathlib import Path

import numpy as np
import pytest

from microsim.comparing.people import lives_of
from microsim.engine.run import simulate
from microsim.inputs import compile_inputs
from microsim.kernel.lifetimes import COUNT, LIFE, RATES, Count
from microsim.kernel.numbers import pack
from microsim.kernel.world import FIRST_LAW_YEAR, LAW_YEARS
from microsim.lives import codebook, derive
from microsim.lives.columns import columns
from microsim.lives.discount import discount_factors
from microsim.lives.gather import Gatherer, small
from microsim.lives.identity import ids
from microsim.lives.table import Setting, lives_table
from microsim.places import CODE_OF, ELSEWHERE_PROVINCE, PROVINCE_KEYS
from microsim.reading import InputError
from microsim.schema import BEYOND
from microsim.telling.person import name_of, person_number

YEAR = 2024  # of prices, in the baseline


@pytest.fixture(scope="module")
def table(world, numbers):
    """The table of the persons of the made-up world."""
    keep = Gatherer(np.ones((LAW_YEARS, RATES)))
    simulate(numbers, world, threads=1, keep=keep)
    return lives_table(keep.lives(), Setting(1000, world.law, None, YEAR, frozenset(BEYOND)))


def test_columns_are_those_defined_with_what_they_are(table):
    assert table.column_names == list(columns())
    for field, column in zip(table.schema, columns().values(), strict=True):
        said = {key.decode(): value.decode() for key, value in field.metadata.items()}
        assert said["label"] == column.english != ""
        assert said["label_zh"] == column.chinese != ""
        assert said["about"]
        assert ("unit" in said) == bool(column.unit)
        assert ("codes" in said) == bool(column.words)


def test_without_a_scheme_beyond_the_pension_its_columns_are_not_there(world):
    nobody = lives_table(Gatherer(np.ones((LAW_YEARS, RATES))).lives(), Setting(1000, world.law, None, YEAR))
    missing = {name for name, column in columns().items() if column.scheme}
    assert missing == set(columns()) - set(nobody.column_names)
    with pytest.raises(InputError, match=r"found no column care_own_pv, allowed are lives of a run with beyond\.care"):
        lives_of(nobody, "baseline", ["care_own_pv"])


def test_every_column_says_something(table):
    silent = [name for name in table.column_names if table[name].null_count == table.num_rows]
    assert silent == ["own_id"]


def test_ids_are_those_explain_takes(table, numbers):
    texts = table["id"].to_pylist()
    assert texts == [name_of(int(number), None).person for number in np.sort(numbers)]
    assert [person_number(text) for text in texts] == np.sort(numbers).tolist()


def test_own_persons_carry_the_id_of_their_file():
    class People:
        ids, order, ends = np.array(["b", "007"], dtype=object), np.array([1, 0]), np.array([2, 3])
        stem = np.array([pack(0, int(CODE_OF[0]), 0, 0, 40, 0, 0)] * 2, dtype=np.uint64)

        @staticmethod
        def place_of(number):
            count = number & (2**31 - 1)
            return (1, count) if count < 2 else (0, count - 2)

    theirs = People.stem[0] | np.uint64(1 << 31) | np.arange(3, dtype=np.uint64)
    numbers = np.append(People.stem[:1], theirs)
    names, own = (column.to_pylist() for column in ids(numbers, People))
    assert names[1:] == ["007", "007#2", "b"] == [name_of(int(number), People).person for number in theirs]
    assert own == [None, "007", "007", "b"]
    assert names[0].endswith("/0")


def test_quintiles_are_fifths_of_each_cohort():
    earned = np.array([0.0, 5, 4, 3, 2, 1, 7, 7, 0])
    cohort = np.array([1960] * 6 + [1965] * 3)
    found = derive.quintiles(earned, cohort, np.arange(9, dtype=np.uint64))
    assert found.tolist() == [0, 5, 4, 3, 2, 1, 1, 3, 0]
    many = np.random.default_rng(1).random(1000)
    assert (
        np.bincount(derive.quintiles(many, np.zeros(1000, int), np.arange(1000, dtype=np.uint64))).tolist()
        == [0] + [200] * 5
    )


def life(number, **counts):
    """Return the row of one made-up life."""
    row = np.zeros(1, dtype=LIFE)
    row["number"] = number
    for name, value in counts.items():
        row["count"][0, Count[name]] = value
    return small(row)


@pytest.mark.parametrize(
    ("origin", "first_year", "alive", "expected"),
    [
        (0, 1998, 0, "none"),  # a history from the first job on
        (0, 1998, 1, "horizon"),
        (0, 2017, 0, "history"),  # a pension drawn at the base date
        (0, 2000, 0, "history"),
        (2, 2017, 0, "none"),  # born in the run
        (3, 2017, 1, "horizon"),
    ],
)
def test_what_is_cut(origin, first_year, alive, expected):
    number = int(pack(origin, int(CODE_OF[0]), 0, 0, 36, 0, 1))
    one = life(number, BIRTH=12 * 1980, FIRST_JOB=18, FIRST_YEAR=first_year, ALIVE=alive)
    cut = derive.truncated(one, derive.persons_of(one))
    assert list(columns()["truncated_by"].words)[int(cut[0])] == expected


def test_track_is_what_most_months_were():
    def word(**counts):
        return list(columns()["track"].words)[int(derive.track(life(1, **counts))[0])]

    assert word() == "none"
    assert word(PAID=100, FLEXIBLE=40) == "formal"
    assert word(PAID=100, FLEXIBLE=60) == "flexible"
    assert word(PAID=100, PUBLIC_PAID=120) == "public"
    assert word(CLAIM_MONTH=12 * 2010, SCHEME=2) == "public"
    assert word(RESIDENTS=12) == word(RESIDENTS_CLAIM=12 * 2020) == "residents_only"


def test_standing_at_a_date():
    date = 12 * 2030
    claims = np.array([date, date + 1, date + 60, date + 61, 0, 0])
    births = np.array([1960, 1960, 1960, 1970, 1990, 2031])
    assert derive.standing_at(claims, births, date).tolist() == [3, 2, 2, 1, 1, 0]


def test_rates_have_the_denominators_they_name(table):
    frame = table.to_pandas()
    claimed = frame[frame.pension_at_claim.notna()]
    assert len(claimed) > 50
    assert np.allclose(claimed.replacement_social, claimed.pension_at_claim / claimed.average_wage_at_claim)
    with_wage = claimed[claimed.replacement_last.notna()]
    assert len(with_wage) > 10
    assert np.allclose(with_wage.replacement_last, with_wage.pension_at_claim / with_wage.last_wage)
    assert with_wage.replacement_last.between(0.01, 20).all()
    months = frame[[f"months_paid_{key}" for key in PROVINCE_KEYS]].sum(axis=1)
    assert (frame.months_flexible + frame.months_public <= frame.months_paid).all()
    kept = frame.complete & (frame.refunds_pv == 0)
    assert kept.sum() > 100
    assert (months >= frame.months_paid)[kept].all()  # bought months are in the record
    assert (frame.migrant_class == "across_provinces").sum() > 0
    assert ((frame.migrant_class == "across_provinces") == (frame.migrant_after != "none")).all()


def test_factors_discount_from_the_year_of_prices():
    inputs = compile_inputs("baseline", 2030)
    factors = discount_factors(inputs)
    at = YEAR - FIRST_LAW_YEAR
    assert np.array_equal(factors[at], [1.0, 1.0, 1.0])
    levels = inputs.prices.level
    growth = levels[2030 - 2017] / levels[YEAR - 2017]
    assert factors[at + 6, 0] == pytest.approx(1.015**-6 / growth, rel=1e-12)
    assert factors[at + 6, 1] == pytest.approx(1.03**-6 / growth, rel=1e-12)
    assert (factors[at - 10] > 1.0).all()  # money of earlier years has grown
    wages = inputs.world.law["average_wage"][-1]
    assert factors[at + 6, 2] == wages[at] / wages[at + 6]
    assert np.isfinite(factors).all()
    assert (np.diff(factors[:, 1] / factors[:, 0]) < 0).all()


def test_counts_fit_the_row():
    assert len({int(count) for count in Count}) == COUNT == LIFE["count"].shape[0]
    assert ELSEWHERE_PROVINCE < len(PROVINCE_KEYS)


def test_the_page_is_that_of_the_definitions():
    page = Path(__file__).parents[2] / "docs" / "lives-table.md"
    assert page.read_text(encoding="utf-8") == codebook.page()
