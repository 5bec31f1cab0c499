"""Indicators of lives on a made-up table."""

import numpy as np
import pyarrow as pa
import pyarrow.parquet
import pytest

from microsim.estimating import GROUPS, concentrated, estimate_whole
from microsim.indicators import lifetime
from microsim.indicators.left_out import LeftOut, error_of
from microsim.indicators.lives import FEWEST, Lives, in_region, read_lives, whole
from microsim.indicators.lives_table import lives_table
from microsim.indicators.registry import asked_for, measures, registry
from microsim.indicators.selection import select, selected
from microsim.lives.file import LIVES
from microsim.reading import InputError
from tests.indicators.lives import made_up
from tests.synthetic import synthetic_results


def few(**columns):
    """Return lives with these columns, persons 1 where none are given."""
    size = len(next(iter(columns.values())))
    return Lives({"persons": np.ones(size)} | {name: np.asarray(column) for name, column in columns.items()})


def test_only_cohorts_seen_from_birth_to_death():
    lives = made_up()
    births = whole(lives, 2100)["birth_year"]
    assert (births.min(), births.max()) == (1960, 2004)
    assert len(whole(lives, 2050)) == 0


def test_a_region_is_where_lives_entered():
    lives = made_up()
    assert set(in_region(lives, "guangdong")["residence"]) == {"shenzhen"}
    assert set(in_region(lives, "both")["residence"]) == {"shenzhen", "shanghai"}


def test_ratios_are_of_sums_and_medians_are_weighted():
    zeros = dict.fromkeys(registry()["money_worth"].inputs, np.zeros(2))
    parts = {name: np.zeros(2) for total in ("benefits", "contributions") for name in lifetime_parts(total)}
    lives = few(
        **zeros
        | parts
        | {"pension_pv": [100.0, 900.0], "own_pv": [100.0, 100.0], "employer_pv": [0.0, 200.0], "persons": [1.0, 3.0]}
    )
    assert lifetime.money_worth(lives) == pytest.approx((100 + 2700) / (100 + 900))
    assert lifetime.net_wealth(lives) == pytest.approx((2800 - 400) / 4)
    assert few(some=[1.0, 2.0, np.nan], persons=[1.0, 3.0, 9.0]).median("some") == 2.0
    assert np.isnan(few(some=[np.nan]).median("some"))


def lifetime_parts(total):
    """Return the columns that a sum is made of."""
    from microsim.indicators.lives import SUMS

    return SUMS[total]


@pytest.mark.parametrize("rate", [0.0, 0.02, 0.05])
def test_the_internal_rate_of_a_payment_and_its_return(rate):
    """100 paid at 30 years before the value date come back 40 years later at a known rate."""
    names = [*lifetime_parts("contributions"), *lifetime_parts("contributions_pv30")]
    drawn = [f"{name}{end}" for name in ("pension", "residents_pension", "public_pension") for end in ("_pv", "_pv30")]
    columns = {name: np.zeros(1) for name in names + drawn}
    for end, real in zip(("_pv", "_pv30"), lifetime.RATES, strict=True):
        columns[f"own{end}"] = np.array([100.0 * (1 + real) ** 30])
        columns[f"pension{end}"] = np.array([100.0 * (1 + rate) ** 40 * (1 + real) ** -10])
    assert lifetime.internal_rate(few(**columns)) == pytest.approx(100 * rate, abs=0.06)


def test_concentration_and_redistribution():
    wages, pensions = np.array([0.0, 0.0, 100.0, 300.0]), np.array([50.0, 50.0, 50.0, 50.0])
    assert concentrated(pensions, wages, np.ones(4)) == pytest.approx(0)
    assert concentrated(wages, wages, np.ones(4)) == pytest.approx(
        2 * (0 * 1 + 0 * 2 + 100 * 3 + 300 * 4) / (4 * 400) - 5 / 4
    )
    assert concentrated(wages[::-1], wages, np.ones(4)) < 0
    lives = made_up()
    parts = lifetime.redistribution_vertical(lives) - lifetime.redistribution_reranking(lives)
    assert lifetime.redistribution(lives) == pytest.approx(parts)
    assert lifetime.redistribution_reranking(lives) >= 0


def test_weights_count_as_that_many_lives():
    lives = made_up(200)
    some = {name: np.asarray(column) for name, column in lives.columns.items()}
    twice = Lives({name: np.repeat(column, 2) for name, column in some.items()})
    heavy = Lives(some | {"persons": 2 * some["persons"]})
    for one in registry().values():
        for key in [measure.key for measure in one.measures] if one.origin == "lives" else ():
            assert getattr(lifetime, key)(twice) == pytest.approx(getattr(lifetime, key)(heavy), nan_ok=True), key


def test_errors_of_lives_are_those_of_leaving_out_each_group():
    """Every measure but medians, worked out 64 times, of lives that really lack a group."""
    lives = made_up(1500)
    left_out = LeftOut(lives)
    smooth = [m.key for one in registry().values() if one.origin == "lives" for m in one.measures]
    for key in smooth:
        measure = getattr(lifetime, key)
        if len(np.asarray(measure(left_out))) != GROUPS:
            continue
        parts = np.array([measure(lives.of(lives["jackknife_group"] != group)) for group in range(GROUPS)])
        assert measure(left_out) == pytest.approx(parts, nan_ok=True, rel=1e-9), key
    rows = np.arange(len(lives))
    whole_way = estimate_whole(
        lambda some, _: lifetime.gini_of_wages(lives.of(np.isin(rows, some))), rows, groups=left_out.groups
    )
    assert error_of(lifetime.gini_of_wages, left_out) == pytest.approx(float(whole_way.se))


def test_medians_have_the_error_of_draws_of_groups():
    lives = made_up(3000)
    values, groups = lives["replacement_career"], lives["jackknife_group"]
    told = error_of(lifetime.career_replacement, LeftOut(lives))
    random = np.random.default_rng(5)
    drawn = [
        np.median(np.concatenate([values[groups == one] for one in random.integers(0, GROUPS, GROUPS)]))
        for _ in range(400)
    ]
    assert told == pytest.approx(100.0 * np.std(drawn, ddof=1), rel=0.2)


def test_every_measure_has_a_number_and_small_groups_have_none():
    lives = made_up()
    frame = lives_table(lives, 2100, registry().values(), ("both",)).to_pandas()
    lacking = {m.key for one in registry().values() if one.origin == "lives" for m in one.measures} - set(
        frame["indicator"]
    )
    assert lacking <= {"internal_rate"}  # of random numbers there may be none
    assert frame["year"].isna().all()
    sizes = whole(in_region(lives, "both"), 2100)["earnings_quintile"]
    small = made_up(FEWEST * 2)
    told = lives_table(small, 2100, asked_for(["net_wealth"]), ("both",), ("quintile",)).to_pandas()
    assert len(sizes)
    assert told.empty
    assert set(frame["unit"]) == {measures()[key].unit for key in set(frame["indicator"])}


def test_the_file_of_a_run_is_read(tmp_path):
    lives = made_up()
    words = {name: pa.array(column) for name, column in lives.columns.items()}
    words["claim_month"] = pa.array([month or None for month in lives.columns["claim_month"]]).dictionary_encode()
    pyarrow.parquet.write_table(pa.table(words | {"unused": pa.nulls(len(lives))}), tmp_path / LIVES)
    read = read_lives(tmp_path / LIVES)
    assert "unused" not in read.columns
    for measure in ("net_wealth", "died_before_claim", "individual_replacement_undefined"):
        assert getattr(lifetime, measure)(read) == pytest.approx(getattr(lifetime, measure)(lives))
    tree = synthetic_results()
    frame = selected(tree, select(tree, "net_wealth", by="sex"), tmp_path / LIVES)
    assert frame["status"].tolist() == ["no number"]  # the run ends before any cohort has


def test_a_file_that_lacks_columns_is_refused_with_their_names(tmp_path):
    few_columns = {
        name: pa.array(column) for name, column in made_up().columns.items() if name not in ("own_pv", "cohort")
    }
    pyarrow.parquet.write_table(pa.table(few_columns), tmp_path / LIVES)
    with pytest.raises(InputError, match="found no cohort, own_pv"):
        read_lives(tmp_path / LIVES)


def test_months_that_return_what_was_paid():
    """Who paid 1,200 and 2,400 and draws 100 a month waits 18 months in the mean; who draws nothing is not asked."""
    zeros = dict.fromkeys(("flexible_pv", "employer_pv", "public_pension_pv"), np.zeros(3))
    lives = few(own_pv=[1200.0, 2400.0, 9e9], pension_pv=[20_000.0, 10_000.0, 0.0], months_drawn=[200, 100, 0], **zeros)
    assert lifetime.payback_months(lives) == pytest.approx(18)
