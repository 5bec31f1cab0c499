"""What a reform changes: the difference beside both levels, refused or labelled where the runs do not match."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import xarray as xr
from rich.console import Console

import microsim as ms
from microsim.folders.manifest import write_manifest
from microsim.reading import InputError
from microsim.report.difference_table import difference_table, signed, with_error
from microsim.report.outcome import Run
from microsim.results import indicators
from microsim.results.dataset import read_results, write_results
from microsim.results.folder import MANIFEST, RESULTS
from tests.synthetic import synthetic_manifest, synthetic_results


def made(name, seed, years=3, replicates=1, **changes):
    """Return a run of synthetic results."""
    tree = synthetic_results(years, range(seed, seed + replicates))
    manifest = synthetic_manifest(name, until=2016 + years, replicates=replicates) | changes
    manifest["inputs"] = manifest["inputs"] | {"law": f"law of {name}", "all": f"{seed:016x}"}
    return Run(tree, manifest)


@pytest.fixture(scope="module")
def base():
    return made("baseline", 0)


@pytest.fixture(scope="module")
def reform():
    return made("baseline+employer_rate-3f2a91c0", 5)


@pytest.fixture(scope="module")
def change(base, reform):
    return ms.compare(base, reform)


@pytest.fixture(scope="module")
def frame(change):
    return change.headline()


def test_every_variable_is_subtracted_exactly_and_keeps_its_unit(base, reform, change):
    for node in base.tree.subtree:
        for name, variable in node.data_vars.items():
            found = change.tree[node.path][name]
            assert found.dims == variable.dims
            assert found.dtype == variable.dtype
            assert (found.values == reform.tree[node.path][name].values - variable.values).all()
            assert found.attrs["units"] == variable.attrs["units"]
            assert found.attrs["long_name"] == f"Difference: {variable.attrs['long_name']}"
            assert found.attrs["long_name_zh"].startswith("差额：")
    assert (change.tree["funds"].sign == base.tree["funds"].sign).all()
    assert change.tree["funds"].year.attrs == base.tree["funds"].year.attrs
    assert base.tree["events"].births.attrs["long_name"] == "Births"


def test_the_tree_says_what_it_is(change):
    told = change.tree.attrs
    assert (told["base"], told["reform"]) == change.names == ("baseline", "baseline+employer_rate-3f2a91c0")
    assert told["differs"] == "law"
    assert "unpaired" not in told


def test_the_tree_can_be_written(change, tmp_path):
    part = xr.DataTree.from_dict({"/": change.tree.to_dataset(), "/events": change.tree["events"].to_dataset()})
    write_results(part, tmp_path / RESULTS)
    assert read_results(tmp_path / RESULTS).identical(part)


def test_headline_holds_difference_and_levels(base, reform, frame):
    pd.testing.assert_frame_equal(frame["base"], base.headline())
    pd.testing.assert_frame_equal(frame["reform"], reform.headline())
    pd.testing.assert_frame_equal(frame["difference"], reform.headline() - base.headline())
    assert list(frame["difference"].columns) == [2017, 2019]
    assert frame["difference"].abs().to_numpy().max() > 0


def test_no_mean_is_taken_of_a_difference(change, reform):
    assert (indicators.revenue(change.tree, "guangdong") != 0).any()  # a sum, and defined
    for name in ("mean_pension", "mean_new_pension", "mean_annuity", "average_wage", "areas_in_deficit"):
        with pytest.raises(ValueError, match=f"{name} of a difference is not defined"):
            getattr(indicators, name)(change.tree, "guangdong")
        getattr(indicators, name)(reform.tree, "guangdong")


def test_minus_is_compare(base, reform, change):
    assert (reform - base).tree.identical(change.tree)
    with pytest.raises(TypeError):
        _ = reform - base.tree
    with pytest.raises(InputError, match="seed: found 2 and 1"):
        _ = reform - Run(base.tree, base.manifest | {"seed": 2})


def test_a_run_less_itself_is_nothing(base):
    same = base - base
    assert "they differ in nothing" in same.title()
    assert all(not variable.any() for node in same.tree.subtree for variable in node.data_vars.values())
    assert (same.headline()["difference"] == 0).all(axis=None)


def test_runs_that_do_not_match_are_refused_or_labelled(base):
    other = Run(base.tree, base.manifest | {"seed": 2, "one_in": 4000})
    with pytest.raises(InputError) as caught:
        ms.compare(base, other)
    assert [problem.key for problem in caught.value.problems] == ["sample", "seed"]
    found = ms.compare(base, other, unpaired=True)
    assert found.unpaired
    told = "unpaired: sample 1 in 4000 persons against 1 in 1000 persons; seed 2 against 1"
    assert told in found.title()
    assert told in repr(found)
    assert told in found._repr_html_()
    assert found.tree.attrs["unpaired"] == told.removeprefix("unpaired: ")
    assert "未配对" in found.title("zh")


def test_of_other_years_only_those_of_both_are_left_and_it_is_said(base):
    longer = made("reform", 0, years=5)
    with pytest.raises(InputError, match="last year: found 2019 and 2021"):
        ms.compare(base, longer)
    found = ms.compare(base, longer, unpaired=True)
    assert list(found.tree["events"].year.values) == [2017, 2018, 2019]
    assert list(found.headline()["difference"].columns) == [2017, 2019]
    assert "last year 2021 against 2019" in found.title()


def test_replicates_are_paired_one_by_one_or_averaged():
    two, other = made("baseline", 0, replicates=2), made("reform", 5, replicates=2)
    paired = (other - two).tree["events"].births
    assert paired.sizes["replicate"] == 2
    assert (paired.values == other.tree["events"].births.values - two.tree["events"].births.values).all()
    one = ms.compare(two, made("reform", 5), unpaired=True).tree["events"].births
    assert "replicate" not in one.dims
    mean = two.tree["events"].births.mean("replicate")
    assert np.allclose(one, made("reform", 5).tree["events"].births - mean)


def test_another_format_is_always_refused(base):
    with pytest.raises(InputError, match="format of the results: found microsim-run 1 and microsim-run 2"):
        ms.compare(base, Run(base.tree, base.manifest | {"format_version": 2}), unpaired=True)


def test_two_runs_of_one_name_are_told_apart_by_their_inputs(base):
    inputs = base.manifest["inputs"] | {"law": "another law", "all": "fedcba9876543210"}
    found = ms.compare(base, Run(base.tree, base.manifest | {"inputs": inputs}))
    assert found.names == ("baseline (00000000)", "baseline (fedcba98)")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_table_shows_sign_and_level(change, frame, language):
    console = Console(width=100, record=True, file=open("/dev/null", "w"))  # noqa: SIM115
    console.print(difference_table(frame, change.title(language), language))
    text = console.export_text()
    assert "…" not in text
    level = frame["base"].loc[("guangdong", "mean_pension", "yuan/month"), 2017]
    assert f"{level:,.0f}" in text
    assert "+" in text
    assert ("减" if language == "zh" else "less") in text


def test_replicates_give_the_differences_errors():
    frame = (made("reform", 5, replicates=3) - made("baseline", 0, replicates=3)).headline()
    row = ("guangdong", "mean_pension", "yuan/month")
    parts = [made("reform", 5 + number) - made("baseline", number) for number in range(3)]
    values = [part.headline()["difference"].loc[row, 2019] for part in parts]
    assert frame["se"].loc[row, 2019] == pytest.approx(np.std(values, ddof=1) / np.sqrt(3))
    console = Console(width=140, record=True, file=open("/dev/null", "w"))  # noqa: SIM115
    console.print(difference_table(frame, "title"))
    assert "±" in console.export_text()
    assert [with_error(10.0, se, 1) for se in (np.nan, 1.0, 9.0)] == ["+10.0", "+10.0 ±1.0", "(±17.6)"]


def test_nothing_at_all_is_told_from_next_to_nothing():
    assert [signed(value, 2) for value in (0.0, 0.001, -0.001, 1234.5)] == ["0", "+0.00", "-0.00", "+1,234"]


def test_html_names_both_and_what_was_set(base, reform):
    told = reform.manifest | {"base_scenario": "baseline", "settings": {"a.b": "{2027-01-01: <1>}"}}
    page = (Run(reform.tree, told) - base)._repr_html_()
    assert "baseline+employer_rate-3f2a91c0 less baseline" in page
    assert "reform: baseline with a.b={2027-01-01: &lt;1&gt;}" in page
    assert "baseline with a.b={2027-01-01: &lt;1&gt;}" in Run(reform.tree, told)._repr_html_()


def test_folders_and_names_under_runs(base, reform, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    runs = {run.name: (run.tree, run.manifest) for run in (base, reform)}
    monkeypatch.setattr("microsim.results.read_back.read_back", lambda folder: runs[folder.name])
    for run in (base, reform):
        folder = tmp_path / "runs" / run.name
        folder.mkdir(parents=True)
        (folder / RESULTS).touch()
        write_manifest(folder / MANIFEST, run.manifest)
    assert ms.compare("baseline", reform.name).reform.folder == Path("runs", reform.name)
    assert ms.compare(tmp_path / "runs" / "baseline", f"runs/{reform.name}").base.tree is base.tree
    with pytest.raises(InputError, match=r"found no run of this name, .* did you mean baseline"):
        ms.compare("basline", reform)
    assert ms.read_run(tmp_path / "runs" / "baseline").name == "baseline"
