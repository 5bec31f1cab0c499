"""The tornado and the planner: on made-up runs whose answer is known, and wrong arguments."""

import json

import numpy as np
import pytest

import microsim as ms
from microsim.assessing import planning, tornado
from microsim.assessing.asked import scenario_of
from microsim.assessing.command import told
from microsim.assessing.figure import tornado_figure
from microsim.notices import Notice
from microsim.reading import InputError
from microsim.solving.runs import Runs

WEIGHT, REAL = "economy.uprating_wage_weight", "economy.real_wage_growth"


class Weighed:
    """In place of a run: a figure that falls with the weight of wages, by less under a reform."""

    split = None

    def __init__(self, scenario, seed):
        given = scenario.assumptions.get(WEIGHT, 0.5)
        weight = given if isinstance(given, float) else next(iter(given.values()))
        self.figure = -10 * weight + (3 + 2 * weight) * ("guangdong.employees.employer_rate" in scenario.law)
        rng = np.random.default_rng(seed)
        self.figure += rng.normal() + 0.1 * rng.normal() * bool(
            scenario.law
        )  # luck that a pair shares, and some it does not

    def value(self, indicator, region, year):
        return self.figure


@pytest.fixture
def weighed(monkeypatch):
    monkeypatch.setattr(
        Runs, "all", lambda self, scenarios, seeds: [[Weighed(one, seed) for seed in seeds] for one in scenarios]
    )


def test_a_tornado_ranks_what_moves_the_figure(weighed):
    found = ms.sensitivity("baseline", "balance", only="economy")
    assert found.bars[0].name == WEIGHT
    assert found.bars[0].high < found.base < found.bars[0].low
    assert found.bars[0].low - found.bars[0].high == pytest.approx(7, abs=0.1)  # from 0 to 0.7 by its documented range
    assert all(bar.low == bar.high == found.base for bar in found.bars[1:])
    assert found.frame()["width"].is_monotonic_decreasing
    assert REAL in found.frame()["name"].to_numpy()


def test_a_pattern_picks_inputs_and_the_time_is_told_first(weighed):
    with pytest.warns(Notice, match=r"sensitivity: 2 runs, about \d+ seconds if each takes as long as the first"):
        found = ms.sensitivity("baseline", "balance", only="*uprating_wage_weight")
    assert [bar.name for bar in found.bars] == [WEIGHT]
    assert tornado.in_words(300) == "5 minutes"
    assert tornado.in_words(3 * 3600) == "3.0 hours"


def test_of_a_difference_both_are_moved_together(weighed):
    found = ms.sensitivity("baseline", "balance", against="employer-rate", only=WEIGHT)
    assert found.base == pytest.approx(4, abs=0.3)
    assert found.bars[0].high - found.bars[0].low == pytest.approx(1.4, abs=0.05)
    assert found.title() == "balance, both, 2050: employer-rate less baseline"


def test_all_moves_every_assumption_with_bounds_and_guessed_law():
    from microsim.reading.arguments import Arguments

    base = ms.scenario("baseline")
    few, many = (tornado._names(base, every, None, Arguments("test")) for every in (False, True))
    assert set(few) < set(many)
    assert len(many) > 300
    assert "national.pension.transitional_rate" in many
    assert len(set(many)) == len(many)
    moved, refused = tornado._moved([base], ["national.pension.transitional_rate", "economy.cpi"])
    assert not refused
    low, high = (
        made.law["national.pension.transitional_rate"] for (made,) in moved["national.pension.transitional_rate"]
    )
    assert [*low.values()] == pytest.approx([0.0117])
    assert [*high.values()] == pytest.approx([0.0143])


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_picture_has_a_bar_an_input(weighed, language):
    pytest.importorskip("matplotlib")
    found = ms.sensitivity("baseline", "balance", only="economy")
    (axis,) = tornado_figure(found, language).axes
    assert len(axis.get_yticklabels()) == len(found.bars)
    assert axis.get_title(loc="left") == found.title(language)


def test_a_plan_knows_the_error_and_what_it_takes(weighed, monkeypatch):
    monkeypatch.setattr(planning, "_times", lambda base, runs: (1.0, 1e-4, 10_000))
    found = ms.plan("baseline", "employer-rate", "balance", 0.1, seeds=200)
    assert found.difference == pytest.approx(4, abs=0.05)
    assert found.error == pytest.approx(0.1, rel=0.2)
    assert found.error_low < found.error < found.error_high
    assert found.needed == pytest.approx(20_000 * (0.1 / 2.8016 / found.error) ** 2, rel=1e-3)
    assert found.sample is not None
    assert found.sample <= found.needed
    assert found.error_at(5000) == pytest.approx(found.error / 2)
    assert found.seconds(20_000) == pytest.approx(4.0)
    assert found.frame()["sees"].sum() == sum(one_in <= found.needed for one_in in planning.SAMPLES)


def test_a_figure_that_a_reform_leaves_alone_is_said(monkeypatch):
    monkeypatch.setattr(planning, "_times", lambda base, runs: (1.0, 1e-4, 10_000))
    monkeypatch.setattr(
        Runs,
        "all",
        lambda self, scenarios, seeds: [[Weighed(ms.scenario("baseline"), seed) for seed in seeds] for _ in scenarios],
    )
    found = ms.plan("baseline", "employer-rate", "population", 0.1, seeds=3)
    assert found.sample is None
    assert "do not differ in this figure" in told(found)[1]


def test_a_run_folder_stands_for_its_scenario(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "runs" / "mine").mkdir(parents=True)
    made = ms.scenario("employer-rate")
    manifest = {"scenario": made.resolved(), "one_in": 1000}
    (tmp_path / "runs" / "mine" / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    found, told_of_it = scenario_of("mine")
    assert found.text_hash == made.text_hash
    assert told_of_it["one_in"] == 1000


@pytest.mark.parametrize(
    ("call", "fragment"),
    [
        (lambda: ms.sensitivity("baselin", "balance"), "found no scenario baselin"),
        (lambda: ms.sensitivity("baseline", "balanc"), "indicator: found balanc, allowed is a row of the headline"),
        (lambda: ms.sensitivity("baseline", "balance", region="guandong"), "region: found guandong"),
        (
            lambda: ms.sensitivity("baseline", "balance", year=2015),
            "year: found 2015, allowed is a whole number from 2017 to 2100",
        ),
        (
            lambda: ms.sensitivity("baseline", "balance", only="uprating_wages"),
            "only: found uprating_wages, allowed is a part",
        ),
        (lambda: ms.sensitivity("baseline", "balance", one_in=0), "one_in: found 0"),
        (lambda: ms.plan("baseline", "employer-rate", "balance", 0), "see: found 0, allowed is a number above 0"),
        (
            lambda: ms.plan("baseline", "baseline", "balance", 1),
            "reform: found baseline, allowed is a scenario that differs",
        ),
        (
            lambda: ms.plan("baseline", "employer-rate", "balance", 1, seeds=2),
            "seeds: found 2, allowed is a whole number from 3",
        ),
        (lambda: ms.plan("baseline", "employer-rate", "balance", 1, until=2040), "until: found 2040"),
    ],
)
def test_wrong_questions_are_refused(call, fragment):
    with pytest.raises(InputError) as caught:
        call()
    assert fragment in str(caught.value), str(caught.value)


@pytest.mark.slow
def test_a_plan_of_real_runs():
    found = ms.plan("baseline", "no-cliff", "pensioners", 0.5, year=2035, one_in=50_000, seeds=3, threads=1)
    assert found.difference > 0
    assert found.per_person > 0
    assert found.error >= found.error_low > 0
