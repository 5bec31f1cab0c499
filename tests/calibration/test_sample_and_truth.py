"""A sample beside a larger one of which it is a part."""

import dataclasses

import numpy as np
import pytest

import microsim as ms
from calibration.sample_and_truth import Row, check, main, rows_of, summary, table
from microsim.reading import InputError
from microsim.results.errors import headline_errors

SMALL = {"until": 2018, "progress": False}
YEARS = (2018, 2050)


@pytest.fixture(scope="module")
def runs():
    return [ms.run("baseline", one_in=one_in, **SMALL) for one_in in (80_000, 20_000)]


def test_differences_and_the_errors_expected_of_them(runs):
    rows = rows_of(*runs, YEARS)
    assert {row.year for row in rows} == {2018}, "years that are not lived have no row"
    assert len({row.key for row in rows}) > 8
    row = next(row for row in rows if (row.region, row.key) == ("guangdong", "pensioners"))
    values = [run.headline().sort_index().loc[("guangdong", "pensioners"), 2018].item() for run in runs]
    assert [row.sample, row.truth] == pytest.approx(values)
    error = headline_errors(runs[0].tree, "pensioners", ("guangdong",)).se[0, 1]
    assert row.expected == pytest.approx(error * np.sqrt(0.75))
    assert np.sqrt(np.mean([row.errors**2 for row in rows])) < 4, "luck, not a mistake"
    assert table(rows, 80_000, 1).splitlines()[0].startswith("| region | figure | year | 1 in 80,000 | everybody |")
    assert len(table(rows, 80_000, 20_000).splitlines()) == 2 + len(rows)


def test_the_summary_counts():
    rows = [Row("shanghai", "ratio", 2025, 10.0 + gap, 10.0, 1.0) for gap in (-1.0, 1.0, 3.0, 1.0)]
    assert summary(rows) == (
        "4 figures: 75% within 1.96 standard errors (95 expected), root mean square 1.73 (1 expected), mean +1.00"
    )


def test_only_a_part_of_the_truth_is_a_sample_of_it(runs, capsys):
    sample, truth = runs
    check(sample, truth)
    with pytest.raises(InputError, match="1 in 20000 is no sample of 1 in 80000"):
        check(truth, sample)
    other = dataclasses.replace(sample, manifest=sample.manifest | {"seed": 2})
    with pytest.raises(InputError, match="seed: 2 and 1"):
        check(other, truth)
    assert main(["nowhere", "nowhere"]) == 2
    assert "nowhere" in capsys.readouterr().err
