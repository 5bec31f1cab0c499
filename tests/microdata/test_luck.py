"""What a file lacks is drawn by independent luck: of every purpose, of neighbouring ids, in any order of the rows."""

import hashlib
from itertools import combinations, product

import numpy as np
import pytest

from microsim.engine.run import record_lives
from microsim.kernel.draws import GROUPS, ROW
from microsim.kernel.numbers import unpack
from microsim.kernel.world import BASE_YEAR
from microsim.microdata.bring_in import import_file
from microsim.microdata.luck import luck_of, numbers_of
from microsim.microdata.own import with_own_people
from microsim.telling import prepared
from tests.reference.luck import uniforms

PURPOSES = GROUPS[ROW]
ROWS, CELLS, BINS = 20_000, 12, 64
SIGMAS = 4.5  # the draws are fixed, so this test never flickers
IDS = {
    "bureau": [f"P{row:08d}" for row in range(ROWS)],
    "numbers": [str(row) for row in range(ROWS)],
    "households": [f"{row // 4}{row % 4 + 1:02d}" for row in range(ROWS)],
    "ends": [f"{row:05d}1016510000000000" for row in range(ROWS)],
}


def departure(tables):
    """Return how many standard deviations the chi-square of contingency tables lies from its mean.

    The expected counts are those of the margins of each table [rows, columns], or strata of tables.
    """
    distance = freedom = 0.0
    for table in tables:
        table = table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0]
        expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
        distance += ((table - expected) ** 2 / expected).sum()
        freedom += (table.shape[0] - 1) * (table.shape[1] - 1)
    return abs(distance - freedom) / np.sqrt(2 * freedom)


def contingency(one, other):
    """Return the counts of pairs of whole numbers."""
    table = np.zeros((one.max() + 1, other.max() + 1))
    np.add.at(table, (one, other), 1)
    return table


def cells(luck, count=CELLS):
    """Return uniform numbers as whole numbers of equal chance."""
    return (luck * count).astype(np.int64)


@pytest.mark.parametrize("name", IDS)
@pytest.mark.parametrize("purpose", PURPOSES)
def test_luck_is_uniform(name, purpose):
    counts = np.bincount(cells(luck_of(np.array(IDS[name]), purpose), BINS), minlength=BINS)
    expected = ROWS / BINS
    distance = ((counts - expected) ** 2 / expected).sum()
    assert abs(distance - (BINS - 1)) / np.sqrt(2 * (BINS - 1)) < SIGMAS


@pytest.mark.parametrize("name", IDS)
def test_purposes_and_neighbours_are_independent(name):
    luck = {purpose: cells(luck_of(np.array(IDS[name]), purpose)) for purpose in PURPOSES}
    for (one, first), (other, second) in product(luck.items(), luck.items()):
        for step in (0, 1, 2, 10, 1000):
            if step or one < other:
                assert departure([contingency(first[: ROWS - step], second[step:])]) < SIGMAS, (one, other, step)


def test_luck_is_the_projects_own_draw_of_the_hashed_id():
    for purpose, ident in product(PURPOSES, ("P00000017", "440106198001010010", "张三")):
        number = int.from_bytes(hashlib.blake2b(ident.encode(), digest_size=8).digest(), "little")
        lane = uniforms(number, 0, ROW, (0, 0))[PURPOSES.index(purpose)]
        assert luck_of(np.array([ident], dtype=object), purpose).tolist() == [lane]


def test_luck_does_not_depend_on_the_order_of_rows():
    ids = np.array(IDS["households"], dtype=object)
    order = np.random.default_rng(2).permutation(ROWS)
    for purpose in PURPOSES:
        assert (luck_of(ids[order], purpose) == luck_of(ids, purpose)[order]).all()
    assert len(set(numbers_of(ids).tolist())) == ROWS


def brought_in(folder, ids):
    """Import a file that knows year of birth, sex and place of these ids only, and return inputs with its persons."""
    folder.mkdir()
    lines = ["pid,by", *(f"{ident},1980" for ident in ids)]
    (folder / "p.csv").write_text("\n".join(lines), encoding="utf-8")
    (folder / "map.yaml").write_text(
        "date: 2016-12\npersons: {person: pid, birth_year: by, sex: {value: male}, place: {value: guangzhou}}\n",
        encoding="utf-8",
    )
    import_file(folder / "p.csv", folder / "map.yaml", folder / "own")
    return with_own_people(prepared("baseline", BASE_YEAR + 2), folder / "own")


def at_base_date(inputs):
    """Return the number of every person of the file, and the record at the base date."""
    given = inputs.population.given
    numbers = given.sample(1)
    return numbers, record_lives(numbers, inputs.world, until=BASE_YEAR, given=given)[:, 0]


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """Numbers and records of the persons of a file that knows nearly nothing of them."""
    return at_base_date(brought_in(tmp_path_factory.mktemp("bare") / "sorted", IDS["bureau"]))


QUANTILES = ("permanent", "attachment", "residents_luck", "tier_luck", "late_share", "public_luck")
KINDS = ("education", "hukou_place", "stay_years", "claim_choice")
OF_STATUS = ("education", "hukou_place", "stay_years")  # whose chances differ by status
MANY = 200  # persons a value or a status needs to be told apart


def drawn(numbers, people):
    """Return all that was drawn of each person as whole numbers: of the file's row, and of the person's own draws."""
    values = {"birth": people["birth"].astype(np.int64) % 12, "status": unpack_status(numbers)}
    for name in QUANTILES:
        values[name] = np.argsort(np.argsort(people[name])) * CELLS // len(people)
    for name in KINDS:
        found = np.unique(people[name], return_inverse=True)[1]
        values[name] = np.where(np.bincount(found)[found] >= MANY, found, found.max() + 1)
    return values


def unpack_status(numbers):
    """Return the status in each person number."""
    return np.array([unpack(number)[2] for number in numbers])


def test_all_that_is_drawn_of_a_person_is_independent(bare):
    """Within a status, whose members differ in schooling, registration and stay; nothing else may differ by it."""
    numbers, people = bare
    values = drawn(numbers, people)
    status = values["status"]
    assert (np.bincount(values["birth"]) > 0.9 * ROWS / 12).all()
    assert (np.bincount(status) > MANY).sum() >= 5
    strata = [status == code for code in np.unique(status) if (status == code).sum() > MANY]
    for one, other in combinations(values, 2):
        if "status" not in (one, other):
            tables = [contingency(values[one][here], values[other][here]) for here in strata]
        elif {one, other} & set(OF_STATUS):
            continue
        else:
            tables = [contingency(values[one], values[other])]
        assert departure(tables) < SIGMAS, (one, other)


def test_the_order_of_rows_changes_nobody(bare, tmp_path):
    numbers, people = at_base_date(
        brought_in(tmp_path / "shuffled", np.random.default_rng(8).permutation(IDS["bureau"]))
    )
    assert (numbers == bare[0]).all()
    assert (people == bare[1]).all()
