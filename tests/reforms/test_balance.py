"""Automatic balancing: each rule by hand on made-up counts, the fixed point on made-up runs and on a real one."""

import numpy as np
import pytest

import microsim as ms
from microsim.balancing import RULES, fixed_point
from microsim.balancing.rules import Counts, counted, dependency, germany, japan, sweden
from microsim.reading import InputError
from microsim.reforms.measured import Measured
from microsim.scenarios.text import as_yaml

YEARS = np.arange(2020, 2036)
UPRATING = "national.adjustment.uprating"


def counts(**changes):
    """Return counts in which nothing moves but wages, by 4 percent a year."""
    level = np.ones(len(YEARS))
    values = {
        "pensioners": 10 * level,
        "contributors": 30 * level,
        "wage": 8000 * 1.04 ** (YEARS - 2020),
        "contributions": 100 * level,
        "spending": 100 * level,
        "reserve": 200 * level,
        "bases": 400 * level,
    }
    return Counts(YEARS, **(values | changes))


def since(year, before, after):
    return np.where(YEARS < year, float(before), float(after))


def test_where_nothing_moves_all_rules_follow_wages():
    years = np.arange(2026, 2031)
    for rule in RULES.values():
        given = rule.parameters | ({"of": 2024} if "of" in rule.parameters else {})
        assert rule.function(counts(), years, **given) == pytest.approx(0.04)


def test_germany_takes_a_quarter_of_the_rise_of_the_dependency_and_the_rise_of_the_rate():
    path = germany(counts(pensioners=since(2027, 10, 12)), np.arange(2026, 2031), 0.25)
    assert path == pytest.approx([0.04, 0.04, 1.04 * (1 - 0.25 * 0.2) - 1, 0.04, 0.04])
    path = germany(counts(contributions=since(2027, 100, 120)), np.arange(2027, 2030), 0.25)
    assert path == pytest.approx([0.04, 1.04 * (1 - 0.3) / (1 - 0.25) - 1, 0.04])


def test_sweden_brakes_by_the_ratio_and_catches_up_with_wages():
    low = np.where(YEARS == 2027, 110.0, 100.0)  # one bad year: assets of 100 x 30 + 200 against 110 x 30
    ratio = (100 * 30 + 200) / (110 * 30)
    path = sweden(counts(spending=low), np.arange(2026, 2031), 30)
    assert path[:2] == pytest.approx([0.04, 0.04])
    assert path[2] == pytest.approx(1.04 * ratio - 1)
    recovered = np.prod(1 + path) / 1.04**5
    assert path[3] == pytest.approx(
        1.04 / ratio - 1
    )  # the good ratio of the next year lifts it, up to the level of wages
    assert recovered == pytest.approx(1)


def test_japan_slides_while_the_reserve_is_low_and_never_below_nought():
    falling = 30 * 0.99 ** (YEARS - 2020)
    path = japan(counts(contributors=falling, reserve=since(2028, 200, 50)), np.arange(2027, 2031), 0.003, 12)
    assert path == pytest.approx([0.04, 0.04, 0.04 - 0.013, 0.04 - 0.013])
    steep = counts(contributors=30 * 0.9 ** (YEARS - 2020), reserve=np.zeros(len(YEARS)))
    assert japan(steep, np.arange(2027, 2029), 0.003, 12).tolist() == [0, 0]


def test_the_prototype_cuts_by_the_dependency_since_its_year():
    path = dependency(counts(pensioners=since(2027, 10, 15)), np.arange(2026, 2030), 0.5, 2024)
    assert path == pytest.approx([0.04, 0.04, 0.04 * 0.75, 0.04 * 0.75])
    assert dependency(counts(pensioners=since(2027, 10, 50)), np.array([2028]), 0.5, 2024).tolist() == [0]


@pytest.fixture
def made_up(monkeypatch):
    """Let spending answer to the uprating of the year before, without any lives."""

    def answered(scenario, region):
        given = {int(date[:4]): rate for date, rate in scenario.law.get(UPRATING, {}).items() if rate is not None}
        factors = [1 + given.get(int(year), 0.04) for year in YEARS]
        paid = 100 * 1.03 ** (YEARS - 2020)
        return counts(spending=90 * np.cumprod(factors), reserve=np.zeros(len(YEARS)), contributions=paid)

    monkeypatch.setattr(fixed_point, "counted", answered)
    monkeypatch.setattr(fixed_point.Runs, "one", lambda self, scenario, seed: scenario)
    return answered


def test_a_fixed_point_is_what_its_rule_says_of_itself(made_up):
    found = ms.balance("sweden", start=2026, until=2034)
    assert found.settled
    assert 2 < len(found.changes) <= 10
    years = np.arange(2026, 2035)
    again = sweden(made_up(found.scenario, "both"), years, 30.0)
    assert np.abs(again - found.path).max() < 1e-5
    assert found.scenario.name == "baseline+sweden"
    assert found.scenario.law[UPRATING]["2035-01-01"] is None
    assert found.path.min() < 0.04


def test_what_is_found_is_a_scenario_file(made_up, tmp_path):
    found = ms.balance("germany", "no-pooling", start=2026, until=2030, name="sustainable")
    file = tmp_path / "sustainable.yaml"
    file.write_text(as_yaml(found.scenario), encoding="utf-8")
    assert ms.scenario(file).text_hash == found.scenario.text_hash
    assert len(ms.scenario(file).law) == 3


def test_too_few_rounds_are_said(made_up):
    assert not ms.balance("sweden", start=2026, until=2034, rounds=2).settled


@pytest.mark.parametrize(
    ("arguments", "options", "fragment"),
    [
        (
            ["swedn"],
            {},
            "rule: found swedn, allowed is one of germany, sweden, japan, dependency, did you mean sweden?",
        ),
        (["sweden", "baselin"], {}, "found no scenario baselin"),
        (["sweden"], {"start": 2018}, "start: found 2018, allowed is a whole number from 2021 to 2100"),
        (["sweden"], {"until": 2029}, "until: found 2029, allowed is a whole number from 2030 to 2100"),
        (["sweden"], {"region": "all"}, "region: found all, allowed is one of"),
        (["sweden"], {"parameters": {"turnove": 20}}, "found turnove, allowed is turnover, did you mean turnover?"),
        (["sweden"], {"parameters": {"turnover": -1}}, "found turnover=-1, allowed is a number from 0"),
        (["sweden"], {"tolerance": 0}, "tolerance: found 0, allowed is a number above 0"),
        (["sweden"], {"name": "a b"}, "name: found a b, allowed is letters"),
        (["dependency"], {"parameters": {"of": 1999}}, "found of=1999, allowed is a year from 2017"),
    ],
)
def test_wrong_balancing_is_refused(arguments, options, fragment):
    with pytest.raises(InputError) as caught:
        ms.balance(*arguments, **options)
    assert fragment in str(caught.value)


@pytest.mark.slow
@pytest.mark.parametrize("rule", RULES)
def test_a_run_of_what_is_found_gives_its_path_again(rule):
    found = ms.balance(rule, start=2030, until=2036, one_in=100_000, threads=1)
    assert found.settled
    run = ms.run(found.scenario, one_in=100_000, until=2036, progress=False, figures=False)
    again = RULES[rule].function(counted(Measured(run.tree), "both"), found.years, **found.parameters)
    assert np.abs(np.clip(again, 0, 0.3) - found.path).max() <= found.tolerance
