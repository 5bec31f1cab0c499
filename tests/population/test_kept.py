"""A population that was kept is the one that would be made, bit by bit, and no other."""

import numpy as np
import pytest

from microsim import caching
from microsim.funds import kept as kept_law
from microsim.inputs import compile_inputs
from microsim.law import compile as compiling
from microsim.law.load import load_assumptions
from microsim.population import kept, known_awards
from microsim.reading import InputError
from microsim.results.provenance import input_hashes
from microsim.scenarios import scenario

UNTIL = 2017
OPTIONS = {"one_in": 4000}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A cache folder of the test's own, and no memory of other tests."""
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(compiling, "last", None)
    monkeypatch.setattr(kept, "MEMO", caching.Memo(kept.IN_MEMORY))
    monkeypatch.setattr(known_awards, "MEMO", caching.Memo(known_awards.IN_MEMORY))
    return tmp_path / "microsim-tables"


def forbidden(*_):
    raise AssertionError("must not be called")


def leaves(population, wages):
    """Return every array of a population."""
    return [
        *population.projection,
        *population.strata,
        *population.world_tables.values(),
        *population.expected.values(),
        wages,
    ]


def test_made_kept_and_read_back_are_the_same_bits(folder, monkeypatch):
    with monkeypatch.context() as closed:
        for holder, name in ((caching, "load"), (caching, "keep"), (kept.MEMO, "get")):
            closed.setattr(holder, name, forbidden)
        made = compile_inputs("baseline", UNTIL, cache=False)
    compile_inputs("baseline", UNTIL)
    assert len(list(folder.iterdir())) == 3, (
        "one of the population, one of the law, one of what meets the known pensions"
    )
    monkeypatch.setattr(kept, "MEMO", caching.Memo(1))
    monkeypatch.setattr(compiling, "last", None)
    monkeypatch.setattr(kept_law, "made", forbidden)
    monkeypatch.setattr(kept, "build_population", forbidden)
    monkeypatch.setattr(known_awards, "MEMO", caching.Memo(1))
    monkeypatch.setattr(known_awards, "made", forbidden)
    read = compile_inputs("baseline", UNTIL)
    assert input_hashes(read, OPTIONS) == input_hashes(made, OPTIONS)
    assert read.law_report == made.law_report
    assert read.world.base_award.tobytes() == made.world.base_award.tobytes()
    pairs = zip(
        leaves(made.population, made.world.wage_mean), leaves(read.population, read.world.wage_mean), strict=True
    )
    for first, second in pairs:
        assert first.dtype == second.dtype
        assert first.shape == second.shape
        assert first.tobytes() == second.tobytes()
    assert read.population.sample(5000).tobytes() == made.population.sample(5000).tobytes()
    assert list(read.population.expected) == list(made.population.expected)
    assert read.population.base_year == made.population.base_year


def test_a_reform_of_the_law_shares_the_population_which_nobody_can_write_to(folder, monkeypatch):
    base = compile_inputs("baseline", UNTIL)
    for array in (*base.population.projection, *base.population.world_tables.values()):
        with pytest.raises(ValueError, match="read-only"):
            array[...] = np.zeros(())
    monkeypatch.setattr(kept, "build_population", forbidden)
    monkeypatch.setattr(caching, "load", forbidden)
    reform = compile_inputs(scenario("baseline").set("guangdong.employees.employer_rate", {"2017-01-01": 0.1}), UNTIL)
    assert reform.population is base.population
    assert (reform.world.law != base.world.law).any()
    with pytest.raises(AssertionError, match="must not be called"):
        compile_inputs(scenario("baseline").set("fertility.variant", "low"), UNTIL)


def test_all_that_makes_a_population_is_in_its_key(folder, monkeypatch):
    monkeypatch.setattr(kept, "kept_or_made", lambda key, *_: key)
    priors = load_assumptions()
    changes = [
        {},
        {"fertility": {"variant": "low"}},
        {"mortality": {"shocks": "none"}},
        {"migration": {"rural_intra": 0.5}},
        {"migration": {"arrival_rate": {"2030": {"shanghai": 0.001}}}},
    ]
    keys = [kept.population_of(priors.apply(change)) for change in changes]
    keys += [kept.population_of(priors, horizon=2050), kept.population_of(priors, base_year=2020)]
    keys += [kept.population_of(priors, luck=luck) for luck in ((1, 0), (1, 1), (2, 0))]
    assert len(set(keys)) == len(keys)
    assert kept.population_of(priors.apply({"fertility": {"variant": "low"}})) == keys[1]


def test_a_mistake_is_told_every_time(folder):
    wrong = load_assumptions().apply({"mortality": {"variant": "frozn"}})
    for _ in range(2):
        with pytest.raises(InputError, match="frozn"):
            kept.population_of(wrong, UNTIL)
    assert not folder.exists()
