"""The frame: every person accounted for, the 2020 census met, the nation as the United Nations project it."""

import numpy as np
import pytest

from microsim.kernel.world import FIRST_YEAR
from microsim.places import AREA_COUNT, ELSEWHERE, PLACE_CODE
from microsim.population.fertility import age_shares, national_column
from microsim.population.inputs import national_population
from microsim.population.mortality import death_hazards, national_deaths, survivors
from tests.geography import CITY_COUNT, SHANGHAI
from tests.population.conftest import read_rows

YEAR_2020 = 4
OLDEST_GROUP = 111
GUANGDONG = slice(0, CITY_COUNT)
WPP_TOTAL_2020 = 1_426_065.0  # thousand


def residents(population, year):
    """Return expected residents of the areas [area, sex, age]."""
    return population.frame_stock[year, :AREA_COUNT].sum(axis=1)


def test_everybody_is_accounted_for(population):
    frame = population.projection
    total = frame.stock.sum(axis=(1, 2, 3, 4))
    born, arrived = frame.births.sum(axis=(1, 2, 3)), frame.arrivals.sum(axis=(1, 2, 3, 4))
    assert np.abs(np.diff(total) - born - arrived + frame.deaths.sum(axis=1)).max() < 1.0


def test_moves_explain_the_change_of_every_place(population):
    frame = population.projection
    stock = frame.stock.sum(axis=(2, 3, 4))
    change = frame.births.sum(axis=(2, 3)) - frame.deaths + frame.moves.sum(axis=1) - frame.moves.sum(axis=2)
    change[:, :AREA_COUNT] += frame.arrivals.sum(axis=(2, 3, 4))
    assert np.allclose(np.diff(stock, axis=0), change, atol=1.0)


@pytest.mark.parametrize(
    ("areas", "ages", "tolerance"), [(GUANGDONG, (20, 80), 0.05), (slice(SHANGHAI, SHANGHAI + 1), (30, 85), 0.06)]
)
def test_forward_run_meets_the_census_by_age_and_sex(population, census, areas, ages, tolerance):
    starts, table = census
    simulated = residents(population, YEAR_2020)[areas].sum(axis=0)
    for index, start in enumerate(starts):
        if ages[0] <= start < ages[1]:
            stop = starts[index + 1]
            ratio = simulated[:, start:stop].sum(axis=1) / table[areas, :, index].sum(axis=0)
            assert np.abs(ratio - 1).max() < tolerance, start


def test_forward_run_meets_the_census_by_city(population, census):
    ratio = residents(population, YEAR_2020).sum(axis=(1, 2)) / census[1].sum(axis=(1, 2))
    assert np.abs(ratio - 1).max() < 0.05
    assert abs(ratio[SHANGHAI] - 1) < 0.01


def test_aged_share_of_2020(population):
    # Shanghai's hukou holders live as long as their bulletin says, longer than the census's residents.
    for areas, share, off in ((GUANGDONG, 12.4, 0.2), (slice(SHANGHAI, SHANGHAI + 1), 23.6, 0.4)):
        persons = residents(population, YEAR_2020)[areas].sum(axis=(0, 1))
        assert 100 * persons[60:].sum() / persons.sum() == pytest.approx(share, abs=off)


def test_shares_of_cells_in_the_wrong_place(population, census):
    starts, table = census
    simulated = np.add.reduceat(residents(population, YEAR_2020), starts, axis=-1)
    assert np.abs(simulated - table).sum() / table.sum() < 0.03


@pytest.mark.parametrize(
    ("place", "ages", "tolerance"),
    [("shanghai", (25, 30), 0.04), ("shenzhen", (55, 65), 0.05), ("shenzhen", (25, 35), 0.05)],
)
def test_known_misses_of_the_first_version_stay_mended(population, census, place, ages, tolerance):
    starts, table = census
    area, columns = PLACE_CODE[place], [i for i, start in enumerate(starts) if ages[0] <= start < ages[1]]
    simulated = residents(population, YEAR_2020)[area, :, ages[0] : ages[1]].sum()
    assert abs(simulated / table[area][:, columns].sum() - 1) < tolerance


def test_old_men_are_not_lost(population, census):
    _, table = census
    for areas in (GUANGDONG, slice(SHANGHAI, SHANGHAI + 1)):
        simulated = residents(population, YEAR_2020)[areas, 0, 85:].sum()
        assert abs(simulated / table[areas, 0, -1].sum() - 1) < 0.06


def test_former_migrants_live_elsewhere(population):
    stock = population.frame_stock[0, ELSEWHERE]
    assert stock[:4].sum() == pytest.approx(9.1e6, rel=1e-6)  # migration.absent of both provinces


def test_registered_people_live_elsewhere_too(population, priors):
    away = population.frame_stock[:, ELSEWHERE, 4:].sum(axis=(1, 2, 3))
    present = priors.number("hukou.registered_present")
    registered = population.frame_stock[0, SHANGHAI, :2].sum() / present
    assert away[0] == pytest.approx(priors.number("migration.away", "guangdong") + (1 - present) * registered, rel=1e-6)
    assert abs(away[10] / away[0] - 1) < 0.1  # who comes back is replaced


def test_stocks_are_positive(population):
    assert (population.frame_stock >= 0).all()


def national_run(years):
    """Return the nation by sex and age from mid-2020 on, thousand persons, with the package's own rates."""
    death = death_hazards(survivors(national_deaths())[None])[0]
    births, girls_shares = national_column("medium"), age_shares(0.0)
    boys = national_column("sex_ratio") / (1 + national_column("sex_ratio"))
    _, migration = read_rows("china_net_migration.csv")
    moved = {int(row[0]): [float(row[1]), float(row[2])] for row in migration}
    _, shape = read_rows("china_net_migration_ages.csv")
    shape = np.array(shape, float)[:, 1:].T
    persons = np.zeros((2, OLDEST_GROUP))
    persons[:, :101] = national_population(2020) / 1000
    persons *= WPP_TOTAL_2020 / persons.sum()
    runs = [persons]
    for year in range(2020, 2020 + years):
        index = year - FIRST_YEAR
        after = np.zeros_like(persons)
        after[:, 1:] = (persons * (1 - death[:, index]))[:, :-1]
        after[:, -1] += (persons * (1 - death[:, index]))[:, -1]
        women = 0.5 * (persons[1, 15:50] + after[1, 15:50])
        born = births[index] * (women * girls_shares[index]).sum()
        after[:, 0] = born * np.array([boys[index], 1 - boys[index]])
        after[:, : shape.shape[1]] += np.array(moved.get(year, moved[2023]))[:, None] * shape
        runs.append(after)
        persons = after
    return np.stack(runs)


def test_the_nation_grows_old_as_projected():
    run = national_run(80)
    total = run.sum(axis=(1, 2)) / 1000
    assert total[30] == pytest.approx(1255.1, rel=0.01)
    assert total[80] == pytest.approx(628.1, rel=0.01)
    aged = 100 * run[:, :, 60:].sum(axis=(1, 2)) / run.sum(axis=(1, 2))
    assert aged[10] == pytest.approx(27.0, abs=0.3)
    assert aged[30] == pytest.approx(40.5, abs=0.3)
