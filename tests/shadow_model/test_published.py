"""The projection by published figures alone, known by hand."""

import dataclasses

import numpy as np
import pytest

import microsim as ms
from microsim import data
from microsim.data import DataError
from microsim.kernel.tallies import AGES_SHOWN
from microsim.kernel.world import FIRST_LAW_YEAR, LAST_YEAR
from microsim.places import PROVINCE_KEYS, SIMULATED
from microsim.schema import LAW
from microsim.shadow_model import projections, starting
from microsim.shadow_model.apart import pensioner_terms, series_of
from microsim.shadow_model.cells import cells_of, deaths_of, drawing
from microsim.shadow_model.outcome import Drive
from microsim.shadow_model.published import award_of, covered, declared_share, joining, rates_of
from microsim.shadow_model.skill import HeldOut, held_out
from microsim.shadow_model.starting import Figure, starting_figures
from microsim.shadow_model.states import counted
from microsim.validation.targets import shipped_targets
from tests.shadow_model.made_up import YEARS, made_up

FAR = 12 * 2090  # a month of birth
YEARS_SHOWN = np.array([2016, 2017, 2018])
FIGURES = {
    "insured": Figure(100_000.0, 2016),
    "paying_share": Figure(0.8, 2013),
    "pensioners": Figure(20_000.0, 2016),
    "pension": Figure(2_500.0, 2016),
}


@pytest.fixture(scope="module")
def law():
    """Men stop at 60, women at 55 and 50; employers pay 16% of which half is waived in 2018, employees 8%."""
    found = np.zeros(LAST_YEAR - FIRST_LAW_YEAR + 1, LAW)
    found["original_age"] = found["final_age"] = (720, 660, 600)
    found["first_birth"], found["delay_step"] = FAR, 4
    found["employer_rate"], found["employee_rate"], found["account_rate"] = 0.16, 0.08, 0.08
    found["employer_waiver"][2018 - FIRST_LAW_YEAR] = 0.5
    found["accrual_rate"] = 0.01
    return found


@pytest.fixture(scope="module")
def cells(law):
    return cells_of(np.full((3, 2, AGES_SHOWN), 1000.0), law, YEARS_SHOWN)


def test_ages_of_the_law(cells):
    assert cells.working[1].sum(axis=1).tolist() == [40_000, 32_500]
    assert cells.past[0].sum(axis=1).tolist() == [41_000, 48_500]
    assert np.flatnonzero(cells.reaching[0, 0]).tolist() == [60]
    assert cells.reaching[0, 1, [50, 55]].tolist() == [500, 500]
    assert cells.reaching[1].sum(axis=1).tolist() == [1000, 1000]
    assert cells.retires[0].tolist() == [60, 52.5]


def test_a_later_age_lets_fewer_reach_it(law):
    reformed = law.copy()
    reformed["final_age"], reformed["first_birth"], reformed["delay_step"] = (756, 696, 660), 12 * 1957, 1
    found = cells_of(np.full((3, 2, AGES_SHOWN), 1000.0), reformed, YEARS_SHOWN)
    assert found.reaching[1, 0].sum() == pytest.approx(1000 * 7 / 12), "of those born in 1957, seven months later"
    assert found.working[2, 0].sum() > 40_000


def test_deaths_are_those_of_the_age_at_the_end_of_the_year():
    found = deaths_of(np.array([2017]))
    assert found.shape == (1, 2, AGES_SHOWN)
    assert 0.005 < found[0, 0, 60] < 0.02
    assert (found[0, 1, 60:95] < found[0, 0, 60:95]).all()


def test_pensioners_by_hand():
    opening, claims, deaths = np.zeros((2, AGES_SHOWN)), np.zeros((1, 2, AGES_SHOWN)), np.full((1, 2, AGES_SHOWN), 0.1)
    opening[0, 70], claims[0, 1, 55] = 100.0, 7.0
    found = drawing(opening, claims, deaths)
    assert (found[1, 0, 71], found[1, 1, 55], found[1].sum()) == (90.0, 7.0, 97.0)


def test_payers_and_pensioners_start_from_the_figures(cells):
    payers, insured = covered(cells, FIGURES)
    assert insured.tolist() == pytest.approx([100_000, 100_000])
    assert payers.tolist() == pytest.approx([80_000, 80_000])
    opening, claims = joining(cells, FIGURES, payers)
    assert opening.sum() == pytest.approx(20_000)
    before, after = 20_000 / 89_500, 80_000 / 72_500
    assert claims[0, 0, 60] == pytest.approx(1000 * (before + (after - before) / 20))


def test_rates_and_declared_share(law):
    at = 2016 - FIRST_LAW_YEAR
    assert rates_of(law)[at : at + 3] == pytest.approx([0.24, 0.24, 0.16])
    wages = np.full(len(law), 5000.0)
    both = FIGURES | {"base_share": Figure(0.6, 2013), "effective_rate": Figure(0.18, 2013)}
    assert declared_share(law, wages, both) == pytest.approx(0.6 * 0.18 / 0.24)
    booked = FIGURES | {"contributions": Figure(80_000 * 12 * 0.5 * 5000 * 0.24, 2016)}
    assert declared_share(law, wages, booked) == pytest.approx(0.5)


def test_a_new_pension_by_hand(law):
    award = award_of(law[:1], np.array([[60.0, 55.0]]), share=0.6, density=0.75)
    assert award[0, 0] == pytest.approx(0.01 * 30 * 0.8 + 0.08 * 0.6 * 30 * 12 / 139)
    assert award[0, 1] == pytest.approx(0.01 * 26.25 * 0.8 + 0.08 * 0.6 * 26.25 * 12 / 170)


def test_every_projected_province_has_its_figures():
    for province in SIMULATED:
        figures = starting_figures()[PROVINCE_KEYS[province], 2016]
        assert 1e6 < figures["pensioners"].value < figures["insured"].value < 1e8
        assert 1000 < figures["pension"].value < 5000


def test_a_row_without_a_figure_is_told(monkeypatch):
    row = data.rows(starting.TABLE)[0]
    monkeypatch.setattr(data, "rows", lambda name: [row._replace(cells=row.cells | {"target": "none"})])
    with pytest.raises(DataError, match="target: found none, allowed is the id"):
        starting_figures.__wrapped__()
    monkeypatch.setattr(data, "rows", lambda name: [row])
    with pytest.raises(DataError, match="found insured, some are missing"):
        starting_figures.__wrapped__()


@pytest.fixture(scope="module")
def run():
    return made_up()


@pytest.fixture(scope="module")
def made(run):
    return projections(run.tree, run)


def test_another_base_year_has_no_figures(run):
    later = run.manifest["scenario"] | {"population": {"base_year": 2020}}
    other = dataclasses.replace(run, manifest=run.manifest | {"scenario": later})
    assert projections(other.tree, other) == {}


def test_terms_add_up_to_the_difference(run):
    rows = [row for row in ms.shadow(run).rows if row.drive is Drive.PUBLISHED]
    assert {row.quantity for row in rows} == {"contributors", "insured", "pensioners", "contributions", "pensions"}
    for row in rows:
        assert sum(row.terms.values()) == pytest.approx(np.log(row.ratio)), row


def test_claims_that_differ_are_told_as_claims(run, made):
    found = counted(run.tree)
    terms = pensioner_terms(found, 0, made[0])
    more = pensioner_terms(found, 0, made[0]._replace(claims=2.0 * made[0].claims))
    assert (more["claims"] > terms["claims"]).all()
    assert more["opening"] == pytest.approx(terms["opening"])


def test_held_out_figures_take_from_the_run_only_what_the_projection_lacks(run, made):
    found = list(held_out(run.tree, made))
    target = next(one for one in shipped_targets() if one.id == "uebpi_participants.shanghai.2019")
    mine = next(one for one in found if one.target == target)
    participants = run.tree["participants"]
    public = participants["public_contributors"] + participants["public_pensioners"]
    of_run = float(public.sel(year=2019, place=PROVINCE_KEYS[1]).sum())
    own = series_of(made[1])
    assert mine.shadow == pytest.approx((own["insured"][YEARS - 1] + own["pensioners"][YEARS - 1] + of_run) / 1e4)
    assert mine.run != pytest.approx(mine.shadow)


def test_logs_of_both_models():
    target = shipped_targets()[0]
    assert HeldOut(target, 2 * target.value, target.value).logs == pytest.approx((np.log(2), 0.0))
