"""Posts of the public service: the shares that fill them, by hand and against the shipped tables."""

import numpy as np
import pytest

from microsim.kernel.world import AGES, BASE_YEAR, FIRST_LAW_YEAR, LAW_YEARS
from microsim.law.load import load_statute
from microsim.law.series import Book
from microsim.places import ELSEWHERE_PROVINCE, PROVINCE_KEYS, SIMULATED
from microsim.population.service import eligible, filling, not_retired, public_shares, registered_in_time
from microsim.schema import Sex

HERE = BASE_YEAR - FIRST_LAW_YEAR
UNTIL = 35


def people(*counts):
    """Return as many persons of 30 and of 50 as each year's pair says [year, age]."""
    persons = np.zeros((len(counts), AGES))
    for row, (young, old) in enumerate(counts):
        persons[row, 30], persons[row, 50] = young, old
    return persons


def test_posts_are_filled_from_the_young():
    """100 of 400 in the first year; then 25 of the 100 past 35 stay, and 300 young fill the other 80 of 105 posts."""
    posts = np.zeros(LAW_YEARS)
    posts[HERE:] = 100
    posts[HERE + 1] = 105
    shares = filling(people((300, 100), (300, 100)), posts, BASE_YEAR, UNTIL)
    assert shares[: HERE + 1] == pytest.approx(np.full(HERE + 1, 0.25))
    assert shares[HERE + 1 :] == pytest.approx(np.full(LAW_YEARS - HERE - 1, 80 / 300))


def test_who_is_past_the_age_keeps_the_share_of_the_last_year_for_it():
    """Sixteen years on those of 50 are those of 34 in the first year, whose last year was the second."""
    posts = np.full(LAW_YEARS, 90.0)
    persons = people((400, 100), *[(400, 0)] * 15, (400, 100))
    shares = filling(persons, posts, BASE_YEAR, UNTIL)
    assert shares[HERE + 1] == pytest.approx(90 / 400)
    assert shares[HERE + 16] == pytest.approx((90 - 100 * shares[HERE + 1]) / 400)


def test_more_in_service_than_posts_ends_recruiting():
    posts = np.full(LAW_YEARS, 200.0)
    posts[HERE + 1 :] = 10.0
    shares = filling(people((300, 100), (300, 100)), posts, BASE_YEAR, UNTIL)
    assert shares[HERE + 1] == 0.0


def test_who_is_registered_late_is_not_counted():
    before, settled, persons = np.ones((1, 2, AGES)), np.zeros((1, 2, AGES)), np.full((1, 2, AGES), 100.0)
    settled[..., [30, 40]] = 20.0
    after = registered_in_time(before, settled, persons, UNTIL)
    assert (after[..., [29, 30, 31, 36]] == 1).all()
    assert after[..., 40] == pytest.approx(0.8)
    assert registered_in_time(after, 0 * settled, persons, UNTIL)[..., 41] == pytest.approx(0.8)


def test_in_office_until_the_age_of_the_track(priors):
    book = Book(load_statute())
    early = not_retired(priors, book, 2020, PROVINCE_KEYS[0])
    assert early[Sex.MALE, [59, 60]].tolist() == [1, 0]
    cadres = 1 - priors.number("retirement.women_worker_share")
    assert early[Sex.FEMALE, [49, 52, 54, 55]] == pytest.approx([1, cadres, cadres, 0])
    late = not_retired(priors, book, 2060, PROVINCE_KEYS[0])
    assert 0 < late[Sex.MALE, 61] < 1
    assert late[Sex.MALE, 63] <= early[Sex.MALE, 59]


@pytest.mark.parametrize("province", SIMULATED)
def test_the_shipped_shares_fill_the_posts(priors, population, province):
    """To a thousandth where somebody can be taken on, in expectation, in every year of the frame."""
    tables = population.world_tables
    shares = public_shares(priors, tables, population.projection, BASE_YEAR)
    assert (tables["public_share"] == shares).all()
    persons = eligible(priors, tables, population.projection, province, BASE_YEAR, UNTIL)
    for row, ages in enumerate(persons[:35]):
        year = BASE_YEAR + row
        taken_on = np.minimum(year - np.arange(AGES) + UNTIL, year) - FIRST_LAW_YEAR
        share = shares[province, np.maximum(taken_on, HERE)]
        posts = priors.years("public.posts", [year], PROVINCE_KEYS[province])[0]
        assert (ages * share).sum() == pytest.approx(posts, rel=1e-3)


def test_without_posts_the_share_is_fixed(priors, assumptions, population):
    fixed = type(priors)(assumptions.apply({"public": {"posts": 0}}))
    shares = public_shares(fixed, population.world_tables, population.projection, BASE_YEAR)
    assert shares[:, HERE] == pytest.approx(fixed.provinces("public.share"))
    assert (shares[ELSEWHERE_PROVINCE] == population.world_tables["public_share"][ELSEWHERE_PROVINCE]).all()
