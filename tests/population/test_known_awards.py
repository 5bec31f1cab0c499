"""What brings pensions of careers lived to the means known of the base date, worked by hand."""

import numpy as np
import pytest

from microsim.kernel.numbers import parts_of
from microsim.kernel.world import AWARD_AGES
from microsim.population import known_awards
from microsim.population.inputs import Priors
from microsim.population.known_awards import GROUPS, LEAST, factors, grouped, known_means, past_age
from tests.geography import GUANGDONG_PROVINCE, SHANGHAI_PROVINCE

EVERYWHERE = np.ones((3, 2, 4))


def test_one_group_meets_the_mean():
    """Pensions of 1,500 yuan where 2,000 are known: four thirds."""
    known = np.full(3, 200_000.0), np.ones((2, 4))
    assert factors(100 * EVERYWHERE, 100 * 150_000 * EVERYWHERE, known) == pytest.approx(4 / 3)


def test_sexes_keep_their_ratio_and_the_mean_of_both():
    """As many women as men, women at 0.8: 2,222 and 1,778 yuan around 2,000."""
    known = np.full(3, 200_000.0), np.array([[1.0] * 4, [0.8] * 4])
    found = factors(100 * EVERYWHERE, 100 * 200_000 * EVERYWHERE, known)
    assert found[0, 0] == pytest.approx(1 / 0.9)
    assert found[0, 1] == pytest.approx(0.8 / 0.9)


def test_a_group_of_few_takes_the_factor_of_all():
    persons = 100 * EVERYWHERE
    persons[0, 0, 3] = LEAST - 1
    money = 100_000 * persons
    money[0, 0, 3] *= 50  # an outlier of few
    found = factors(persons, money, (np.full(3, 200_000.0), np.ones((2, 4))))
    assert found[0, 0, 3] == pytest.approx(200_000 * persons[0].sum() / money[0].sum())
    assert found[0, 1, 3] == pytest.approx(2.0)


def test_nobody_lived_leaves_pensions_as_they_are():
    assert (factors(0 * EVERYWHERE, 0 * EVERYWHERE, (np.ones(3), np.ones((2, 4)))) == 1).all()


def test_means_known_are_those_of_the_priors(assumptions):
    mean, relative = known_means(Priors(assumptions))
    assert mean.tolist() == [245_000, 356_000, 237_300]
    assert relative[0] == pytest.approx(1.0)
    assert relative[1] == pytest.approx(0.85)
    older = known_means(Priors(assumptions.apply({"base_stock": {"pension_by_age": 0.01}})))[1][0]
    assert older == pytest.approx(np.exp([-0.15, -0.05, 0.05, 0.15]))


def test_ages_and_places_are_put_together():
    counted = np.zeros((23, 2, 101, 1), dtype=int)
    counted[:, 1, [59, 60, 69, 70, 80, 100]] = 1
    found = grouped(counted)[..., 0]
    assert found[GUANGDONG_PROVINCE, 1].tolist() == [21, 42, 21, 42]
    assert found[SHANGHAI_PROVINCE, 1].tolist() == [1, 2, 1, 2]
    assert not found[:, 0].any()
    assert [int(GROUPS[age]) for age in AWARD_AGES] == [1, 2, 3]


def test_the_fixed_sample_is_of_an_age_to_have_claimed(population):
    numbers = past_age(population)
    origin, sex, age = parts_of(numbers)
    assert age[sex == 0].min() == 55
    assert age[sex == 1].min() == 45
    assert set(origin.tolist()) == {0, 1}
    assert (np.isin(numbers, population.sample(1000))).all()


def test_switched_off_pensions_are_as_awarded_and_no_sample_is_lived(assumptions, population, monkeypatch):
    monkeypatch.setattr(known_awards, "lived", None)
    off = assumptions.apply({"base_stock.awards_known": 0})
    assert (known_awards.made(off, population, None) == 1).all()
