"""Whatever stands in a scenario file, it is a scenario or an InputError, never another exception."""

import contextlib

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from microsim.reading import InputError
from microsim.scenarios import scenario, set_from_text

WORDS = [
    "name",
    "extends",
    "description",
    "horizon",
    "law",
    "assumptions",
    "from",
    "to",
    "start",
    "end",
    "en",
    "zh",
    "guangdong",
    "shanghai",
    "wages",
    "level",
    "fertility",
    "variant",
    "low",
    "none",
    "baseline",
    "null",
    "true",
    "2027",
    "2027-01-01",
    "2031-13",
    "65y0m",
    "1970-01",
    "national.retirement.men.final_age",
    "guangdong.employees.employer_rate",
    "guangdong.residents.tiers",
    "wages.level",
    "economy.discount_rate",
]
SCALARS = (
    st.none() | st.booleans() | st.integers(-3000, 3000) | st.floats() | st.sampled_from(WORDS) | st.text(max_size=4)
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS) | SCALARS, inner, max_size=4),
    max_leaves=12,
)
FILES = st.dictionaries(st.sampled_from(WORDS[:6]), VALUES, max_size=6) | VALUES


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(FILES)
def test_any_structure(tmp_path, content):
    path = tmp_path / "any.yaml"
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
    with contextlib.suppress(InputError):
        scenario(path)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40) | st.binary(max_size=40))
def test_any_text(tmp_path, content):
    path = tmp_path / "any.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "replace"))
    with contextlib.suppress(InputError):
        scenario(path)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(WORDS), VALUES, st.text(max_size=20))
def test_any_setting(path, value, text):
    with contextlib.suppress(InputError):
        scenario("baseline").set(path, value)
    with contextlib.suppress(InputError):
        set_from_text(scenario("baseline"), f"{path}={text}")
