"""Who gains and who loses: classes, groups of the base, what is masked, and what is refused."""

import numpy as np
import pytest

import microsim as ms
from microsim.comparing.classes import CLASSES, wealth_of
from microsim.comparing.groups import KEYS, grouped, known_keys, standing_at
from microsim.comparing.people import paired
from microsim.reading import InputError
from microsim.report.outcome import Run
from tests.made_lives import made_lives
from tests.synthetic import synthetic_manifest, synthetic_results

TREE = synthetic_results(3)
LAW = {"national.retirement.men.final_age": {"2031-01-01": "65y0m"}}


def run(name, lives=None, tree=TREE, **changes):
    manifest = synthetic_manifest(name, **({"until": 2100} | changes))
    if name != "baseline":
        manifest["scenario"] = manifest["scenario"] | {"law": LAW}
        manifest["inputs"] = manifest["inputs"] | {"law": "other"}
    return Run(tree, manifest, None, lives)


def compared(gain, of=None, **options):
    return ms.compare(run("baseline", made_lives(**options)), run("reform", made_lives(gain=gain, of=of, **options)))


def cell(table, row, column):
    names = [one.name.key for one in table.columns]
    return table.cells[[one.key for one in table.rows].index(row)][names.index(column)]


def test_a_gain_for_women_is_theirs_to_the_fen():
    table = compared(1000.0, lambda columns: columns["sex"] == "female").winners(by="sex")
    assert [row.key for row in table.rows] == ["male", "female"]
    assert cell(table, "male", "mean_change").value == 0.0
    assert cell(table, "male", "unchanged").value + cell(table, "male", "without").value == pytest.approx(100.0)
    drawing = 1.0 - cell(table, "female", "without").value / 100.0
    assert cell(table, "female", "mean_change").value == pytest.approx(1000.0 * drawing)
    assert cell(table, "female", "median_change").value == 1000.0
    assert cell(table, "female", "lose_more").value == 0.0
    shares = [cell(table, "female", name).value for name in CLASSES]
    assert sum(shares) == pytest.approx(100.0)


def test_classes_by_size_against_the_base():
    base = made_lives(200, seed=4)
    lives = base.to_pandas()
    has = lives["pension_pv"] > 0
    factors = np.resize([1.1, 1.02, 1.0, 0.98, 0.9], 200)
    reform = lives.assign(pension_pv=lives["pension_pv"] * factors)
    found = wealth_of(paired(lives, reform)).classes
    expected = np.where(has, np.resize(np.arange(5), 200), CLASSES.index("without"))
    assert (found == expected).all()


def test_who_had_nothing_is_a_class_of_its_own():
    lives = made_lives(100).to_pandas().assign(pension_pv=0.0, own_pv=0.0)
    found = wealth_of(paired(lives, lives.assign(pension_pv=500.0)))
    assert set(found.classes) == {CLASSES.index("without")}
    assert (found.change == 500.0).all()


def test_net_of_what_employers_paid_too():
    lives = made_lives(100).to_pandas()
    reform = lives.assign(employer_pv=lives["employer_pv"] + 10.0)
    assert not wealth_of(paired(lives, reform)).change.any()
    assert wealth_of(paired(lives, reform), "all").change == pytest.approx(-10.0)


def test_lives_cut_at_the_window_are_left_out_unless_asked_for():
    change = compared(1.0)
    births = made_lives()["birth_year"].to_numpy()
    assert cell(change.winners(), "all", "sampled").value == ((births >= 1960) & (births <= 2004)).sum()
    assert cell(change.winners(births=(1940, 2019)), "all", "sampled").value == len(births)
    assert "Births 1960 to 2004" in change.winners().notes[2].en
    shorter = ms.compare(*(run(name, made_lives(), until=2060) for name in ("baseline", "reform")))
    assert "Births 1960 to 1964" in shorter.winners().notes[2].en


def test_the_caption_says_what_is_not_valued():
    table = compared(1.0).winners()
    assert any("Wages, leisure and health" in note.en and "闲暇" in note.zh for note in table.notes)
    assert {"years_drawn", "months_worked"} <= {column.name.key for column in table.columns}


def test_groups_stay_those_of_the_base():
    """Who moves to another city by the reform stays in the group of the base."""
    base = made_lives()
    moved = base.set_column(base.column_names.index("city_last"), "city_last", [["shanghai"] * base.num_rows])
    table = ms.compare(run("baseline", base), run("reform", moved)).winners(by="city_last")
    assert len(table.rows) == 4


@pytest.mark.parametrize("key", KEYS)
def test_every_group_has_names_in_both_languages(key):
    table = compared(1.0).winners(by=key)
    heads = [cell(table, row.key, "sampled").value for row in table.rows]
    assert sum(heads) == cell(compared(1.0).winners(), "all", "sampled").value
    for row in table.rows:
        assert row.en
        assert any("一" <= letter <= "鿿" for letter in row.zh) or key == "cohort"
    assert "<table>" in table.html("zh")


def test_standing_at_the_reform():
    lives = made_lives().to_pandas()
    found = standing_at(lives, "2031-01-01")
    claims = lives["claim_month"].replace("", "9999-01").to_numpy()
    assert set(found) == {"retired", "near", "later", "unborn", "gone"} - {"unborn"}
    assert (claims[found == "retired"] <= "2031-01").all()
    assert (claims[(found == "near") & (claims < "9999")] > "2031-01").all()
    assert (claims[found == "near"] <= "2036-01").sum() + (claims[found == "near"] == "9999-01").sum() == (
        found == "near"
    ).sum()
    assert (lives["exit_year"][found == "gone"] < 2031).all()
    assert set(standing_at(lives, "1950-01-01")) >= {"unborn"}


def test_small_cells_print_heads_only():
    table = compared(1.0, count=120).winners(by="sex,cohort")
    texts = [text for line in table.texts() for text in line[1:]]
    assert all(text.startswith("n=") for text in texts)
    assert table.frame()["value"][table.frame()["persons"] < 50].isna().all()


def test_persons_at_both_ends_are_ready_to_be_told():
    change = compared(0.0)
    lives = change.reform.lives_table.to_pandas()
    lives.loc[lives["birth_year"] == 1970, "pension_pv"] += 5e6
    import pyarrow as pa

    change = ms.compare(change.base, run("reform", pa.Table.from_pandas(lives, preserve_index=False)))
    table = change.ends(3)
    born = lives.set_index("id").loc[[row.key for row in table.rows], "birth_year"]
    assert set(born) == {1970}
    assert table.cells[0][3].startswith("microsim explain baseline reform --person base/")
    assert table.cells[0][0].value == pytest.approx(5e6)


def test_settings_by_hand_are_set_again_to_tell_a_life():
    base, reform = compared(10.0).base, compared(10.0).reform
    told = reform.manifest | {"settings": {"a.b": "{2031-01-01: 0.2}"}, "base_scenario": "baseline", "seed": 1}
    table = ms.compare(base, Run(TREE, told, None, reform.lives_table)).ends(1)
    assert "explain baseline --set 'a.b={2031-01-01: 0.2}' --person" in table.cells[0][3]


def test_wrong_uses_are_told():
    change = compared(1.0)
    short = [run(name, made_lives(50), until=2050) for name in ("baseline", "reform")]
    wrong = [
        (lambda: change.winners(by="hukuo"), "by: found hukuo, allowed are cohort, .*did you mean hukou"),
        (lambda: change.winners(by="sex,sex"), "found a group twice"),
        (lambda: change.winners(net_of="mine"), "net_of: found mine, allowed are own, all"),
        (lambda: change.winners(births=(2004, 1960)), "births: found .2004, 1960., allowed are a first and a last"),
        (lambda: change.winners(births="1960"), "births: found 1960"),
        (lambda: ms.compare(*short).winners(), "found runs to 2050, allowed are runs to 2056 or later"),
        (lambda: change.decomposition("shanghia"), "region: found shanghia.*did you mean shanghai"),
        (lambda: change.decomposition(years=(2017, 2099)), "years: found 2099, allowed are years from 2017 to 2019"),
        (lambda: change.write("out.txt"), "found a file that ends in .txt, allowed is one that ends in .csv or .xlsx"),
        (lambda: change.write("nowhere/out.csv"), "found no folder nowhere"),
        (lambda: change.write("out"), "found a file without an ending"),
        (
            lambda: ms.compare(run("baseline"), run("reform")).winners(),
            "found no lives.parquet: run again with --lives",
        ),
    ]
    for call, message in wrong:
        with pytest.raises(InputError, match=message):
            call()


def test_a_table_of_another_version_is_refused():
    short = made_lives().drop_columns(["own_pv"])
    with pytest.raises(InputError, match="found no column own_pv, allowed are lives of this version"):
        ms.compare(run("baseline", made_lives()), run("reform", short)).winners()


def test_a_standing_needs_a_day():
    lives = made_lives(100)
    with pytest.raises(InputError, match="found no change of the law, allowed is a reform with a day"):
        ms.compare(run("baseline", lives), run("baseline", lives)).winners(by="standing")


def test_other_persons_have_no_twins():
    """Refused, with how many are in both; labelled where it is meant, with the errors of both."""
    other = made_lives(2500, seed=1)
    runs = run("baseline", made_lives()), run("reform", other)
    with pytest.raises(InputError, match="found 2000 persons in both runs, 0 in the base only, 500 in the reform only"):
        ms.compare(*runs).winners()
    with pytest.raises(InputError, match="ends: found unpaired runs"):
        ms.compare(*runs, unpaired=True).ends()
    for reform in (runs[1], run("reform", other, seed=2)):
        table = ms.compare(runs[0], reform, unpaired=True).winners(by="sex")
        assert table.key == "unpaired"
        assert "so nobody is a winner" in table.notes[0].en
        assert cell(table, "male", "mean_change").se > 10_000


def test_a_population_that_differs_is_refused():
    first = run("baseline", made_lives())
    second = run("reform", made_lives())
    second.manifest["inputs"]["population"] = "other"
    with pytest.raises(InputError, match="births, deaths or moves that differ"):
        ms.compare(first, second).winners()


def test_unknown_keys_are_told_together():
    with pytest.raises(InputError) as caught:
        known_keys("sexx,cohrt")
    assert len(caught.value.problems) == 2
    assert grouped(made_lives(10).to_pandas(), ()).names[0].zh == "全部"
