"""The page of data access is that of the registries, and no source is without holder and years."""

from pathlib import Path

from calibration.data_access import facts, holder_of, page, shipped_tables, some
from microsim.data import PACKAGE
from microsim.reading import read_yaml
from microsim.validation.targets import shipped_targets

PAGE = Path(__file__).parents[2] / "docs" / "data.md"


def test_the_page_is_current():
    """Make it again with ``python -m calibration.data_access > docs/data.md``."""
    assert PAGE.read_text("utf-8") == page()


def test_every_source_and_table_says_years_and_holder():
    """A new source needs a line in calibration/data_access.yaml, one that is gone none."""
    told = facts()
    assert list(told["sources"]) == list(read_yaml(PACKAGE / "assumptions/sources.yaml")[0])
    assert set(told["tables"]) == set(shipped_tables())
    for fact in (*told["sources"].values(), *told["tables"].values()):
        assert set(fact) == {"years", "known", "holder"}
        assert fact["holder"] in told["holders"]


def test_who_holds_a_published_figure():
    assert holder_of("China Statistical Yearbook (from memory)") == "memory"
    assert holder_of("derived: 7258 / 55.7 x 12") == "own"
    assert holder_of("Shanghai finance bureau, social insurance funds 2016, outlay") == "finance"
    assert holder_of("ecns.cn 2018-03-30") == "press"
    assert {holder_of(one.source) for one in shipped_targets()} <= set(facts()["holders"])


def test_a_long_list_of_names_is_cut_and_counted():
    assert some(["b", "a", "b"]) == "`a`, `b`"
    assert some("edcba") == "`a`, `b`, `c` and 2 more"
