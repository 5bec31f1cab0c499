"""The results file: complete, labelled, the same bytes for the same run."""

import hashlib

import h5netcdf
import numpy as np
import pytest

from microsim.funds.ledger import keep_books
from microsim.kernel.items import Item
from microsim.kernel.tallies import AtBase, Claim, History, Lifetime, MonthCount, PastAge, Pillar, Standing, Tallies
from microsim.places import PLACE_KEYS
from microsim.results.coordinates import CODES, chinese_labels
from microsim.results.dataset import read_results, results_tree, scaled, write_results
from microsim.results.packing import CHUNK, chunk_of
from microsim.results.variables import VARIABLES, groups
from microsim.schema import BEYOND, COUNTED, PERSONS, counted
from tests.geography import SHANGHAI
from tests.synthetic import (
    ATTRIBUTES,
    synthetic_law,
    synthetic_policy,
    synthetic_results,
    synthetic_stocks,
    synthetic_tallies,
)


@pytest.fixture(scope="module")
def tree():
    """A tree of synthetic results."""
    return synthetic_results()


def test_every_variable_and_axis_says_what_it_is(tree):
    for group in groups():
        dataset = tree[group].to_dataset()
        for name, array in dataset.variables.items():
            for attribute in ("units", "long_name", "long_name_zh"):
                assert array.attrs.get(attribute), f"{group}/{name} lacks {attribute}"


def test_every_tally_is_shown_whole():
    picks = {"standing": Standing, "months": MonthCount, "claims": Claim, "lifetimes": Lifetime, "pillars": Pillar}
    picks |= {"past_age": PastAge, "history": History, "at_base": AtBase}
    for field in set(Tallies._fields) - {
        "stocks",
        "beyond",
        "beyond_fen",
    }:  # sums of others, which only sample groups show
        shown = [variable.pick for variable in VARIABLES if variable.tally == field]
        if field in ("wages", "transfers"):
            assert shown == [0, 1, 2]
        else:
            assert sorted(shown) == list(picks[field]) if field in picks else shown == [None], field


def test_schemes_beyond_the_pension_have_a_group_where_lives_met_them():
    tallies = synthetic_tallies()
    run = (tallies, keep_books(tallies, synthetic_stocks(), synthetic_policy()))
    assert not set(BEYOND) & set(results_tree([run], synthetic_law(), ATTRIBUTES).children)
    tree = results_tree([run], synthetic_law(), ATTRIBUTES, schemes=BEYOND)
    shown = [variable for scheme in BEYOND for variable in tree[scheme].data_vars]
    assert sorted(shown) == sorted(row.name for rows in COUNTED.values() for row in rows)
    severe = tree["care"].need_severe.sel(year=2018, place="shanghai", sex="female", age_group=80)
    assert int(severe) == tallies.beyond[1, SHANGHAI, 1, 16, counted(PERSONS, "care", "need_severe")]


def test_words_of_axes_have_chinese_names():
    for name, code in CODES.items():
        assert len(chinese_labels(name)) == len(code), name
    assert len(chinese_labels("place")) == len(PLACE_KEYS)
    assert chinese_labels("item")[Item.LAND_FEE] == "被征地农民缴费补贴"
    assert chinese_labels("age") == []


def test_persons_represented():
    tallies = synthetic_tallies()
    represented = scaled(tallies, 1000)
    assert (represented.population == 1000 * tallies.population).all()
    assert represented.population.dtype == np.int64


def test_values_reach_the_right_labels():
    tallies = synthetic_tallies()
    books = keep_books(tallies, synthetic_stocks(), synthetic_policy(reserve_return=0.02))
    tree = results_tree([(tallies, books)], synthetic_law(), ATTRIBUTES)
    pensioners = tree["participants"].pensioners.sel(year=2018, place="shanghai", sex="female", age=70)
    assert int(pensioners) == tallies.standing[1, SHANGHAI, Standing.PENSIONER, 1, 70]
    assert int(tree["population"].persons.sel(year=2016).sum()) == tallies.population[0].sum()
    flow = tree["funds"].flows.sel(year=2019, place="shanghai", scheme="residents", item="investment")
    assert int(flow) == books.flows[2, SHANGHAI, 1, Item.INVESTMENT]
    wage = tree["labour"].average_wage.sel(year=2017, place="shanghai")
    assert float(wage) == synthetic_law()["average_wage"][SHANGHAI, 2017 - 1970]


def test_books_balance_in_the_file(tree, tmp_path):
    write_results(tree, tmp_path / "results.nc")
    funds = read_results(tmp_path / "results.nc")["funds"]
    assert (funds.opening + (funds.flows * funds.sign).sum("item") == funds.closing).all()


def test_equal_trees_give_equal_bytes(tmp_path):
    digests = set()
    for name in ("first.nc", "second.nc"):
        write_results(synthetic_results(), tmp_path / name)
        digests.add(hashlib.sha256((tmp_path / name).read_bytes()).hexdigest())
    assert len(digests) == 1


@pytest.mark.parametrize("seeds", [(0,), (0, 1)], ids=["one", "replicates"])
def test_a_file_reads_back_as_written(seeds, tmp_path):
    tree = synthetic_results(seeds=seeds)
    write_results(tree, tmp_path / "results.nc")
    assert read_results(tmp_path / "results.nc").identical(tree)


def sizes(group):
    """Return the lengths of the axes of a group of a file."""
    return {name: axis.size for name, axis in group.dimensions.items()}


@pytest.mark.slow
def test_a_file_is_what_a_general_writer_makes(tmp_path):
    tree = synthetic_results(seeds=(0, 1))
    write_results(tree, tmp_path / "ours.nc")
    tree.to_netcdf(tmp_path / "general.nc", engine="h5netcdf")
    with h5netcdf.File(tmp_path / "ours.nc") as ours, h5netcdf.File(tmp_path / "general.nc") as general:
        assert list(ours.groups) == list(general.groups)
        assert dict(ours.attrs) == dict(general.attrs)
        for name, group in general.groups.items():
            assert sizes(ours[name]) == sizes(group)
            assert set(ours[name].variables) == set(group.variables)
            for key, variable in group.variables.items():
                written = ours[name][key]
                assert (written.dimensions, written.dtype) == (variable.dimensions, variable.dtype)
                assert np.array_equal(written[...], variable[...])
                assert dict(written.attrs) == {
                    key: value for key, value in variable.attrs.items() if key != "_FillValue"
                }


@pytest.mark.parametrize(
    ("shape", "lengths"),
    [
        ((5,), (5,)),
        ((85, 23, 6, 2, 101), (4, 23, 6, 2, 101)),
        ((3, 85, 23, 6, 2, 101), (1, 4, 23, 6, 2, 101)),
        ((2, 2**21), (1, CHUNK // 8)),
    ],
)
def test_a_chunk_holds_whole_axes_as_far_as_readers_can_hold_them(shape, lengths):
    assert chunk_of(np.broadcast_to(np.int64(0), shape)) == lengths


def test_replicates_share_a_first_axis():
    tree = synthetic_results(seeds=(0, 1))
    assert tree["population"].persons.dims[0] == "replicate"
    assert tree["labour"].average_wage.dims == ("year", "place")
    first = synthetic_results(seeds=(1,))
    assert (tree["funds"].closing.isel(replicate=1) == first["funds"].closing).all()
