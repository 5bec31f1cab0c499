"""The page of benchmarks says what the runs hold: signs, times, years and no cohort that the horizon cuts."""

from pathlib import Path

import numpy as np
import pytest

from calibration.benchmarks import present_values, published, reforms, runs
from calibration.benchmarks.page import growth_of
from microsim.kernel.items import Kind, labels_of
from microsim.results import indicators
from microsim.validation.targets import shipped_targets
from tests.synthetic import synthetic_results

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks.md"


@pytest.fixture(scope="module")
def base():
    return synthetic_results()


def times(tree, group, name, factor, **labels):
    """Return results in which a variable is some times what it was, of all or of what labels pick."""
    made = tree.copy(deep=True)
    variable = made[group][name]
    variable.loc[labels] = (variable.loc[labels] * factor).astype(variable.dtype)
    return made


def cells(table, words):
    """Return the cells of the row of a table that begins with some words."""
    return next(line for line in table.splitlines() if line.startswith(f"| {words}")).strip("| ").split(" | ")


def test_a_change_is_the_reform_less_the_baseline(base, monkeypatch):
    monkeypatch.setattr(reforms, "YEARS", (2018, 2050))
    income = list(labels_of(Kind.CONTRIBUTION))
    more = times(base, "funds", "flows", 1.5, scheme="employees", item=income)
    told = {"acts": 2018, "guangdong": dict.fromkeys(reforms.QUANTITIES, "open") | {"contributions": "up"}}
    found = cells(reforms.table(base, more, "guangdong", told), "contributions")
    level = float(indicators.flow(base, "guangdong", income).sel(year=2018)) / 1e9  # 2018 is the year of prices
    assert found[1:] == ["up", f"{level:,.1f}", f"{level / 2:+,.1f} (+50.0%)", "-", "-"]
    less = cells(reforms.table(more, base, "guangdong", told), "contributions")
    assert less[3] == f"{-level / 2:+,.1f} (-33.3%){reforms.AGAINST}"
    told["acts"] = 2019  # nothing moves before the reform acts
    assert cells(reforms.table(base, more, "guangdong", told), "contributions")[3].endswith(reforms.AGAINST)


@pytest.mark.parametrize(
    ("changed", "expected", "wrong"),
    [
        (1, "up", 0), (0, "up", 1), (-1, "up", 1), (-1, "down", 0), (1, "down", 1), (0, "none", 0), (1, "none", 1),
        (0, "up or none", 0), (-1, "up or none", 1), (-1, "open", 0), (1, "open", 0),
    ],
)  # fmt: skip
def test_a_change_that_the_mechanism_does_not_tell_is_marked(changed, expected, wrong):
    assert reforms.against(changed, expected) == bool(wrong)


def test_every_shipped_reform_has_a_mechanism():
    told = reforms.told()
    assert list(told) == runs.reforms()
    for mechanism in told.values():
        for region in reforms.NAMES:
            assert list(mechanism[region]) == list(reforms.QUANTITIES)
            assert set(mechanism[region].values()) <= set(reforms.ALLOWED)


def test_every_published_projection_is_set_beside_or_says_why_not():
    rows = published.figures()
    studies = published.read_yaml(published.FOLDER / "studies.yaml")[0]
    assert {one.study for one in rows} == set(studies)
    assert all(one.how in published.HOW and bool(one.formula) == (one.how != "none") for one in rows)
    assert all(bool(one.why) == (one.how == "none") for one in rows)
    here = {(one.indicator, one.region, one.year) for one in rows}
    shipped = {(one.indicator, one.region, str(one.year)) for one in shipped_targets() if one.use == "benchmark"}
    assert shipped
    assert shipped <= here


def test_the_page_has_the_words_of_studies_and_mechanisms():
    """Write it again with ``python -m calibration.benchmarks docs/benchmarks.md``; its numbers are of the runs it names."""
    text = PAGE.read_text("utf-8")
    words = [*published.read_yaml(published.FOLDER / "studies.yaml")[0].values(), *reforms.told().values()]
    said = [one[key] for one in words for key in ("study", "scope", "assumptions", "mechanism") if key in one]
    assert [one for one in said if one not in text] == []
    assert all(f"### {name}\n" in text for name in runs.reforms())


def figure(how, formula, year="2019", **others):
    row = {"study": "", "indicator": "", "region": "Shanghai", "value": 1.0, "unit": "ratio", "grade": "A"}
    row |= {"since": None, "before": None, "reform": "", "why": ""}
    return published.Figure(**row | {"how": how, "formula": formula, "year": year} | others)


def test_what_is_set_beside_a_projection(base):
    trees = {"baseline": base, "other": times(base, "participants", "pensioners", 2)}

    def beside(*arguments, **others):
        return published.simulated(figure(*arguments, **others), trees, "shanghai")

    heads = {
        name: indicators.standing(base, "shanghai", where).to_series()
        for name, where in (("payers", "contributors"), ("pensioners", "pensioners"))
    }
    ratio = heads["pensioners"] / heads["payers"]
    assert beside("at", "pensioners / payers") == pytest.approx(ratio[2019])
    assert beside("at", "pensioners / payers", unit="percent") == pytest.approx(100 * ratio[2019])
    assert beside("change", "pensioners", since=2017) == pytest.approx(
        heads["pensioners"][2019] / heads["pensioners"][2017]
    )
    rise = heads["payers"][2019] - heads["payers"][2017]
    assert beside("rise", "payers", since=2017, unit="M persons") == pytest.approx(rise / 1e6)
    assert beside("peak", "payers", since=2017) == heads["payers"].idxmax()
    assert beside("peak", "payers", since=2019) == 2019
    assert beside("effect", "pensioners", reform="other") == pytest.approx(100)
    assert beside("effect", "payers - payers - pensioners", reform="other") is None  # no share of what is below nought
    assert beside("below", "payers", since=2017) == np.inf
    assert beside("below", "payers - payers - pensioners", since=2018) == 2018
    assert beside("at", "payers", "2060") is None


def test_years_that_never_come_are_told_as_such():
    one = figure("below", "reserve", since=2019)
    assert published.text_of(one, np.inf, 2100) == "not by 2100"
    assert published.text_of(one, 2048, 2100) == "2048"
    assert published.text_of(figure("at", "payers"), None, 2100) == "-"


def test_a_present_value_is_benefits_less_contributions_a_head(base):
    cohorts = base["cohorts"].to_dataset()
    of_group = cohorts.sel(birth_year=slice(1980, 1984), sex="male").sum()
    drawn, paid = (
        float(of_group[what] + of_group[f"residents_{what}"]) / 100 / float(of_group.persons)
        for what in ("benefits", "contributions")
    )
    assert present_values.net(cohorts, 1980, "male") == pytest.approx((drawn - paid) / 1e3)
    row = next(line for line in present_values.levels({0.03: cohorts}, 2100, 1).splitlines() if "1980" in line)
    assert row.strip("| ").split(" | ")[3:] == [
        f"{paid / 1e3:,.1f}",
        f"{drawn / 1e3:,.1f}",
        f"{(drawn - paid) / 1e3:+,.1f}",
    ]
    richer = cohorts.assign(benefits=cohorts.benefits + 10**9)
    table = present_values.changes({0.03: {"baseline": cohorts, "more": richer}}, ["more"], 2100)
    rows = [line for line in table.splitlines() if "1980" in line]
    assert len(rows) == 2
    assert all("| +" in row for row in rows)


def test_cohorts_cut_by_the_horizon_are_masked(base):
    cohorts = base["cohorts"].to_dataset()
    assert not present_values.is_cut(2000, 2004 + present_values.LAST_AGE)
    assert present_values.is_cut(2000, 2003 + present_values.LAST_AGE)
    for last, whole in ((2100, 2000), (2060, 1960)):  # the last group of which all reach 95
        assert not present_values.is_cut(whole, last)
        assert present_values.is_cut(whole + present_values.WIDTH, last)
        levels = present_values.levels({0.03: cohorts}, last, 1000)
        changed = present_values.changes({0.03: {"baseline": cohorts, "more": cohorts}}, ["more"], last)
        for line in (*levels.splitlines()[2:], *changed.splitlines()[2:]):
            first, masked = int(line[2:6]), line.count(present_values.CUT)
            assert bool(masked) == (first > whole)
            assert not masked or not any(text.strip().startswith(("+", "-")) for text in line.split("|")[4:])
    marked = [
        line for line in present_values.levels({0.03: cohorts}, 2100, 1).splitlines() if present_values.BEFORE in line
    ]
    assert int(marked[-1][2:6]) == 2000  # who is born in 2000 was sixteen at the base date


def test_growth_of_wages_in_words(base):
    wages = indicators.average_wage(base, "both")
    assert growth_of(wages) == ""  # a run of three years reaches no span
    years = wages.assign_coords(year=[2017, 2050, 2100])
    assert (
        growth_of(years.copy(data=[1.0, 1.04**33, 1.04**33 * 1.03**50]))
        == "4.0% from 2017 to 2050 and 3.0% from 2050 to 2100"
    )
