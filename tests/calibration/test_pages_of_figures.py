"""Pages of figures stand as their commands would write them, as far as no run is needed to know it."""

from pathlib import Path

import pytest

from calibration import compare_starts, compare_targets, hukou_counted_back, mechanisms, start_2010
from calibration.pages import markdown, read_table, write_tables
from microsim.law.load import load_assumptions
from microsim.places import AREA_COUNT, AREAS_OF, PLACES, PROVINCES, SIMULATED
from microsim.population.inputs import base_residents
from microsim.validation.targets import shipped_targets

DOCS = Path(__file__).parents[2] / "docs"
EARLY, LATE, EFFECTS = DOCS / "start-2010.md", DOCS / "start-2020.md", DOCS / "mechanisms.md"
LIMITS = DOCS / "limits.md"


@pytest.fixture(scope="module")
def published():
    """What is published, as a page writes it, by indicator and group, region and year."""
    found = {}
    for one in shipped_targets():
        name = one.indicator if one.group.everybody else f"{one.indicator} {one.group}"
        found[name, one.region, str(one.year)] = f"{one.value:,.1f}"
    return found


def test_a_table_is_read_as_it_was_written(tmp_path):
    page, mark = tmp_path / "page.md", "<!-- {} -->\n"
    page.write_text("before\n" + 2 * mark.format("one") + "after\n", encoding="utf-8")
    write_tables(page, mark, {"one": markdown(["a", "b"], [["1", ""], ["", "2"]])})
    assert read_table(page, mark, "one") == [["a", "b"], ["1", ""], ["", "2"]]


def test_the_census_of_2020_beside_the_start_of_2010():
    """Make it again with ``python -m calibration.start_2010 RUN_2010 RUN_2016 docs/start-2010.md``."""
    counted = base_residents(start_2010.CENSUS)
    areas = read_table(EARLY, start_2010.MARK, "areas")[1:]
    assert [row[0] for row in areas] == [place.english for place in PLACES[:AREA_COUNT]]
    assert [row[1] for row in areas] == [f"{counted[code].sum() / 1e6:.2f}" for code in range(AREA_COUNT)]
    whole = [row[2] for row in read_table(EARLY, start_2010.MARK, "ages")[1:] if row[1] == "all"]
    assert whole == [f"{counted[AREAS_OF[province]].sum() / 1e6:.2f}" for province in SIMULATED]


def test_published_figures_beside_the_starts_are_those_shipped(published):
    early = read_table(EARLY, start_2010.MARK, "figures")[1:]
    assert {row[0] for row in early} == {known.indicator for known in start_2010.BEFORE}
    assert all(published[tuple(row[:3])] == row[4] for row in early)
    late = read_table(LATE, compare_starts.MARK, "targets")[1:]
    assert all(published[tuple(row[:3])] == row[3] for row in late)
    assert {int(row[2]) for row in late} == set(range(compare_starts.MET, compare_starts.LAST + 1))


def test_published_figures_among_the_limits_are_those_shipped(published):
    """Make it again with ``python -m calibration.compare_targets RUN docs/limits.md``."""
    rows = read_table(LIMITS, compare_targets.MARK, "table")[1:]
    assert len(rows) > 150
    assert all(published[tuple(row[:3])] == row[4] for row in rows)


def test_the_start_of_2020_is_told_with_the_stocks_it_opens_with():
    """Make it again with ``python -m calibration.compare_starts RUN_2016 RUN_2020 docs/start-2020.md``."""
    rows = read_table(LATE, compare_starts.MARK, "met")[1:]
    assert [row[:2] for row in rows] == [
        [name, label] for name in compare_starts.NAMES.values() for label, *_ in compare_starts.STANDING
    ]
    assumptions, told = load_assumptions(), {tuple(row[:2]): row[2] for row in rows}
    for province in SIMULATED:
        one = PROVINCES[province]
        for scheme, decimals in (("employees", 0), ("residents", 1)):
            stock = float(assumptions.path(f"funds.{scheme}.opening", compare_starts.MET, one.key)) / 1e9
            assert told[one.english, f"reserve, {scheme}' scheme, billion yuan"] == f"{stock:,.{decimals}f}"


@pytest.mark.slow
def test_hukou_of_the_past_is_that_of_the_base_stocks():
    """Make it again with ``python -m calibration.hukou_counted_back RUN_2010 RUN_2016 RUN_2020 docs/start-2020.md``."""
    known = hukou_counted_back.stocks()
    written = markdown(*split(read_table(LATE, hukou_counted_back.MARK, "hukou")))
    assert written == hukou_counted_back.shares(known)
    told = hukou_counted_back.told_by(known, 2020)
    assert all(told[2020][PROVINCES[province].key] == 1 for province in SIMULATED)
    assert all(list(told) == sorted(told) and 0 < told[1970][key] <= told[2010][key] <= 1 for key in told[1970])


def split(rows):
    """Return the head and the rows of a table."""
    return rows[0], rows[1:]


def test_every_mechanism_is_on_the_page_and_changes_what_is_shipped():
    """Make it again with ``python -m calibration.mechanisms docs/mechanisms.md``."""
    shipped = load_assumptions()
    for one in mechanisms.mechanisms():
        assert one.overrides.keys() <= shipped.entries.keys()
    for province in SIMULATED:
        rows = read_table(EFFECTS, mechanisms.MARK, PROVINCES[province].key)[1:]
        assert [row[1] for row in rows] == ["baseline", *(one.words for one in mechanisms.mechanisms())]
