"""The law that was kept is the one that would be compiled, and only the first of a process is kept."""

import numpy as np
import pytest

from microsim import caching
from microsim.funds import kept
from microsim.law import compile as compiling
from microsim.law.load import load_assumptions
from microsim.scenarios import scenario

YEARS = np.arange(2017, 2031)
RATE = "guangdong.employees.employer_rate"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A cache folder of the test's own, in a process that has compiled nothing."""
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(compiling, "last", None)
    return tmp_path / "microsim-tables"


def asked(one, years=YEARS, cache=True):
    """Return law, report and policy of a scenario."""
    return kept.law_and_policy(one, load_assumptions().apply(one.assumptions), years, cache)


def entries(folder):
    """Return the names of what is kept."""
    return {path.name for path in folder.iterdir()} if folder.exists() else set()


@pytest.mark.parametrize("path", [None, RATE, "national.pooling.upload_rate"])
def test_what_is_read_is_what_was_compiled_and_cannot_be_written_to(monkeypatch, path):
    one = scenario("raise-retirement-age")
    one = one.set(path, {"2027-03-01": 0.2}) if path else one
    made = asked(one)
    monkeypatch.setattr(compiling, "last", None)
    monkeypatch.setattr(kept, "made", None)
    law, report, policy = asked(one)
    assert law.dtype == made[0].dtype
    assert law.tobytes() == made[0].tobytes()
    assert report == made[1]
    assert all(np.array_equal(read, array, equal_nan=True) for read, array in zip(policy, made[2], strict=True))
    with pytest.raises(ValueError, match="read-only"):
        law[law.dtype.names[0]][...] = 0


def test_all_that_makes_a_law_is_in_its_key(folder, monkeypatch):
    base = scenario("baseline")
    others = [
        base.set(RATE, {"2027-01-01": 0.1}),
        base.set(RATE, {"2027-01-01": 0.11}),
        base.set("fertility.variant", "low"),
    ]
    for one, years in [(base, YEARS), *((other, YEARS) for other in others), (base, YEARS[:-1])]:
        before = entries(folder)
        monkeypatch.setattr(compiling, "last", None)
        asked(one, years)
        assert len(entries(folder)) == len(before) + 1
        monkeypatch.setattr(compiling, "last", None)
        asked(one, years)
        assert len(entries(folder)) == len(before) + 1


def test_only_the_first_law_of_a_process_is_kept_and_none_without_cache(folder):
    base = scenario("baseline")
    asked(base, cache=False)
    assert not entries(folder)
    asked(base)
    first = entries(folder)
    asked(base.set(RATE, {"2027-01-01": 0.1}))
    assert entries(folder) == first
    assert len(first) == 1


def test_a_damaged_law_is_compiled_again(folder, monkeypatch):
    base = scenario("baseline")
    law = asked(base)[0].tobytes()
    (path,) = folder.iterdir()
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    monkeypatch.setattr(compiling, "last", None)
    assert caching.load(path.stem) is None
    assert asked(base)[0].tobytes() == law
    assert caching.load(path.stem) is not None
