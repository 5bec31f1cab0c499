"""Every reform of the library runs, and shows what its file expects or stands among the misses."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import microsim as ms
from microsim.comparing.classes import BENEFITS, OWN
from microsim.reading import InputError
from microsim.reforms import try_scenarios
from microsim.reforms.command import line
from microsim.reforms.groups import groups_expected, wrong_groups
from microsim.reforms.judging import judged
from microsim.reforms.page import ELSEWHERE, levers, misses, page
from microsim.scenarios.files import reform_names, shipped_names

ROOT = Path(__file__).parents[2]


class Told:
    """Values of a run, as ``Measured`` gives them."""

    years = np.arange(2028, 2041)

    def __init__(self, lives=None, **values):
        self.lives = lives
        self.headline = {key: np.array([value, value], float) for key, value in values.items()}

    def value(self, indicator, region, year):
        return float(self.headline[indicator][0, year - 2028]) if year in self.years else np.nan


def level(before, after):
    """Return a series that changes in 2030."""
    return [before] * 2 + [after] * 11


def verdicts(expect, before, after):
    scenario = ms.scenario("baseline").set("economy.cpi", 0.01)
    scenario.expect.update(expect)
    return judged(scenario, Told(pensioners=level(10, 10)), Told(pensioners=level(before, after)))


@pytest.mark.parametrize(
    ("expected", "after", "met"),
    [
        ({"sign": "up"}, 11, True),
        ({"sign": "up"}, 10, False),
        ({"sign": "down"}, 9, True),
        ({"sign": "same"}, 10, True),
        ({"sign": "same"}, np.nextafter(10, 11), False),
        ({"by": [0.5, 1.5]}, 11, True),
        ({"by": [0.5, 1.5]}, 12, False),
        ({"sign": "down", "by": [0.5, 1.5]}, 11, False),
        ({"by_share": [-0.2, -0.05]}, 9, True),
        ({"by_share": [-0.2, -0.15]}, 9, False),
    ],
)
def test_a_change_is_judged_by_sign_and_size(expected, after, met):
    change = {"indicator": "pensioners", "region": "both", "years": [2035]} | expected
    (verdict,) = verdicts({"changes": [change]}, 10, after)
    assert verdict.met is met
    assert ("MISSED" in line(verdict)) is not met


def test_a_year_that_is_not_simulated_is_not_judged():
    (verdict,) = verdicts({"changes": [{"indicator": "pensioners", "years": [2060], "sign": "up"}]}, 10, 11)[:1]
    assert verdict.met is None


@pytest.mark.parametrize(("date", "met"), [("2030-01-01", True), ("2030-07-01", True), ("2031-01-01", False)])
def test_nothing_before_a_date_holds_to_the_last_bit(date, met):
    (verdict,) = verdicts({"nothing_before": date}, 10, np.nextafter(10, 11))
    assert verdict.met is met
    assert verdict.year == (0 if met else 2030)


def test_each_reform_has_its_texts_expectations_and_lever():
    listed = {name for lever in levers().values() for name in lever["scenarios"]}
    assert listed == {*reform_names(), *ELSEWHERE}
    assert not set(reform_names()) & set(shipped_names())
    for name in reform_names():
        one = ms.scenario(name)
        assert one.name == name
        assert one.expect["changes"]
        for text in (one.description, one.proposed):
            assert text["en"].strip().endswith(".")
            assert text["zh"].strip().endswith("。")


def test_misses_name_reforms_and_what_they_expect():
    for name, reasons in misses().items():
        expect = ms.scenario(name).expect
        measures = {change.get("measure", "net_wealth") for change in expect.get("groups", [])}
        assert reasons.keys() <= {change["indicator"] for change in expect["changes"]} | measures


def test_groups_of_the_library_are_known():
    found = [ms.scenario(name) for name in reform_names()]
    assert sum(bool(groups_expected(one)) for one in found) > 10
    assert not [problem for one in found for problem in wrong_groups(one)]


def test_the_page_tells_every_reform():
    told = (ROOT / "docs" / "reforms.md").read_text(encoding="utf-8")
    for name in reform_names():
        assert f"\n### {name}\n\n{ms.scenario(name).description['en'].strip()}" in told
    for name in misses():
        assert f"\n- `{name}`: MISSED" in told


def expecting(**change):
    """Return a scenario that expects something of a group."""
    one = ms.scenario("baseline").set("economy.cpi", 0.01)
    one.expect.update({"groups": [{"sign": "up"} | change]})
    return one


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"who": {"sexx": "female"}}, r"expect\.groups\.0\.who\.sexx: found no group of this name, .*did you mean sex"),
        ({"who": {"sex": ["male", "femal"]}}, r"who\.sex: found femal, allowed is male, female, did you mean female"),
        ({"who": {"cohort": 1976}}, r"who\.cohort: found 1976, allowed is such as 1900, 1905 to 2100"),
        (
            {"who": {"migrant": "inside"}},
            r"who\.migrant: found inside, allowed is never_outside, inside_province, across",
        ),
        ({"who": {"quintile": 6}}, r"who\.quintile: found 6, allowed is 0, 1, 2, 3, 4, 5"),
        ({"who": {"sex": "male"}, "measure": "claimage"}, r"measure: found claimage, .*did you mean claim_age"),
    ],
)
def test_unknown_groups_are_refused_by_name(change, message):
    with pytest.raises(InputError, match=message):
        next(try_scenarios([expecting(**change)]))


def people(**columns):
    """Return lives of 120 persons, the first half men."""
    sex = np.repeat(["male", "female"], 60)
    told = {"id": np.arange(120).astype(str), "persons": 1, "jackknife_group": 0, "sex": sex}
    nothing = dict.fromkeys((*BENEFITS, *OWN), 0.0)
    return pd.DataFrame(told | {"cohort": 1975} | nothing | columns)


@pytest.mark.parametrize(
    ("change", "met"),
    [
        ({"who": {"sex": "female"}, "sign": "up"}, True),
        ({"who": {"sex": "male"}, "sign": "same"}, True),
        ({"who": {"sex": "female"}, "sign": "up", "by": [20, 30]}, False),
        ({"who": {"sex": "female"}, "by_share": [0.05, 0.15]}, True),
        ({"who": {"sex": ["male", "female"]}, "nobody": "loses"}, False),
        ({"who": {"sex": "male"}, "nobody": "loses"}, True),
        ({"who": {"sex": "male", "cohort": 1980}, "sign": "up"}, None),
    ],
)
def test_a_group_is_judged_by_its_persons(change, met):
    """Women gain ten of a hundred on average, one of them loses."""
    gains = np.where(people()["sex"] == "female", 10.0 + 1 / 6, 0.0)
    gains[119] = 0.0
    gains[118] = -0.1
    base, reform = people(pension_pv=100.0), people(pension_pv=100.0 + gains)
    (verdict,) = judged(
        expecting(**({"sign": None} | change)), *(Told(lives, pensioners=level(1, 1)) for lives in (base, reform))
    )
    assert verdict.met is met
    assert verdict.region.startswith("sex=")
    assert line(verdict).startswith({True: "met: net_wealth, sex=", False: "MISSED", None: "too few sampled"}[met])


def test_who_expects_nothing_is_refused():
    with pytest.raises(InputError, match="employer-rate: expect: found nothing"):
        next(try_scenarios(["employer-rate"]))


def test_a_reform_shows_what_it_expects():
    trials = {one.scenario.name: one for one in try_scenarios(["account-at-3-percent"], 100_000, 2041, threads=1)}
    assert [verdict.met for verdict in trials["account-at-3-percent"].verdicts] == [True, True, None, True, None]


@pytest.mark.slow
def test_every_reform_shows_what_it_expects_or_stands_among_the_misses():
    trials = {trial.scenario.name: trial for trial in try_scenarios(reform_names(), threads=1)}
    missed = {name: {verdict.indicator for verdict in trial.missed} for name, trial in trials.items() if trial.missed}
    assert missed == {name: set(reasons) for name, reasons in misses().items()}
    told = (ROOT / "docs" / "reforms.md").read_text(encoding="utf-8")
    assert told == page([trials[name] for name in sorted(trials)]), "python -m microsim.reforms.page > docs/reforms.md"
