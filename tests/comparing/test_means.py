"""Means of columns of lives, of all and of chosen persons, of one run and of a change."""

import numpy as np
import pytest

import microsim as ms
from microsim.reading import InputError
from tests.comparing.test_winners import cell, compared, run
from tests.made_lives import made_lives

WHOLE = (1960, 2004)
LIVES = made_lives()


def of_whole_lives(lives=LIVES):
    frame = lives.to_pandas()
    return frame[frame["birth_year"].between(*WHOLE)]


def test_means_of_a_run_are_those_of_its_lives():
    table = run("baseline", LIVES).means("pension_pv", "months_worked", by="sex")
    lives = of_whole_lives()
    for sex, some in lives.groupby("sex"):
        assert cell(table, sex, "pension_pv").value == pytest.approx(some["pension_pv"].mean())
        assert cell(table, sex, "months_worked").value == pytest.approx(some["months_worked"].mean())
        assert cell(table, sex, "sampled").value == len(some)
        error = some["pension_pv"].std() / np.sqrt(len(some))
        assert cell(table, sex, "pension_pv").se == pytest.approx(error, rel=0.35)


def test_only_persons_of_whom_a_condition_holds():
    where = "sex == 'female' and months_worked > 120"
    lives = of_whole_lives()
    some = lives[(lives["sex"] == "female") & (lives["months_worked"] > 120)]
    table = run("baseline", LIVES).means("pension_pv", where=where)
    assert cell(table, "all", "pension_pv").value == pytest.approx(some["pension_pv"].mean())
    assert where in table.notes[1].en
    change = compared(1000.0, lambda columns: columns["sex"] == "female")
    assert cell(change.winners(where=where), "all", "sampled").value == len(some)
    assert cell(change.winners(where="sex == 'male'"), "all", "mean_change").value == 0.0
    assert where in change.winners(where=where).notes[-1].en


def test_a_change_is_that_of_each_person():
    table = compared(1000.0, lambda columns: columns["sex"] == "female").means("pension_pv", by="sex")
    lives = of_whole_lives()
    drawing = (lives[lives["sex"] == "female"]["pension_pv"] > 0).mean()
    assert cell(table, "female", "pension_pv").value == pytest.approx(1000.0 * drawing)
    assert cell(table, "male", "pension_pv") == (0.0, 0.0, (lives["sex"] == "male").sum())
    assert cell(table, "male", "base.pension_pv").value > 0


def test_who_has_no_value_is_in_no_mean():
    frame = LIVES.to_pandas()
    worked = frame["months_worked"].astype(float).where(frame.index % 2 == 0)
    lives = LIVES.set_column(LIVES.column_names.index("months_worked"), "months_worked", [worked.to_numpy()])
    table = run("baseline", lives).means("months_worked", births=(1940, 2019))
    assert cell(table, "all", "months_worked").persons == len(frame) / 2
    assert cell(table, "all", "months_worked").value == pytest.approx(worked.mean())


@pytest.mark.parametrize(
    ("columns", "options", "said"),
    [
        (("pension_pvv",), {}, "found pension_pvv, allowed are columns of numbers, did you mean pension_pv?"),
        (("sex",), {}, "found sex, allowed are columns of numbers"),
        ((), {}, "found no column"),
        (("pension_pv",), {"where": "sex ="}, "which says nothing of lives"),
        (("pension_pv",), {"where": "nothing > 1"}, "allowed is a condition on columns of lives"),
        (("pension_pv",), {"where": "pension_pv > 1 and nothing > 1"}, "which says nothing of lives"),
        (("pension_pv",), {"where": "pension_pv + 1"}, "allowed is a condition, true or false of a person"),
        (("pension_pv",), {"where": 3}, "allowed is a condition on columns of lives"),
        (("pension_pv",), {"by": "standing"}, "found one run, allowed is a comparison"),
    ],
)
def test_what_is_refused_says_why(columns, options, said):
    with pytest.raises(InputError) as caught:
        run("baseline", LIVES).means(*columns, **options)
    assert said in str(caught.value)


def test_a_condition_picks_nobody_of_unpaired_runs():
    other = run("reform", made_lives(seed=1), seed=2)
    change = ms.compare(run("baseline", LIVES), other, unpaired=True)
    with pytest.raises(InputError, match="of which nobody can be picked"):
        change.winners(where="sex == 'male'")
    with pytest.raises(InputError, match="found unpaired runs"):
        change.means("pension_pv")


def test_a_table_as_text_of_a_page():
    text = compared(1.0).winners(by="sex").markdown("zh")
    assert "| 男 | " in text
    lines = [line for line in text.splitlines() if line.startswith("|")]
    assert len({line.count("|") for line in lines}) == 1


def test_several_entries_are_set_at_once():
    entries = {"shanghai.employees.employer_rate": {"2027-01-01": 0.18}, "economy.discount_rate": 0.02}
    base = ms.scenario("baseline")
    one_by_one = base
    for path, value in entries.items():
        one_by_one = one_by_one.set(path, value)
    assert base.set(entries) == one_by_one
    assert base.set({}) is base
    with pytest.raises(InputError, match="found no value"):
        base.set("economy.discount_rate")
