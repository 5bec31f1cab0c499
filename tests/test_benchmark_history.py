"""Benchmarks beside earlier ones: what is compared, what gets words, and the line that is kept."""

import json

from benchmarks.history import add_run, compared, read_runs, run_of, told


def run(**figures):
    """Return a run with some figures."""
    return {"figures": figures}


def figure(ratio, **more):
    """Return a figure of the usual sample."""
    return {"seconds": 1.0, "ratio": ratio, "sample": "1 in 4,000", "state": "warm"} | more


def only(row):
    """Return the single row of a comparison."""
    (found,) = row
    return found


def test_a_figure_stands_beside_the_last_and_the_best():
    earlier = [run(lives=figure(0.10)), run(lives=figure(0.05)), run(other=figure(9.0))]
    row = only(compared(run(lives=figure(0.06)), earlier))
    assert (round(row.last, 6), round(row.best, 6)) == (0.2, -0.4)
    assert row.words == "SLOWER by 40% than the best"
    assert "+20%" in told(row)
    assert "-40%" in told(row)


def test_words_begin_at_a_fall_of_more_than_fifteen_percent():
    earlier = [run(lives=figure(1.0))]
    assert only(compared(run(lives=figure(0.86)), earlier)).words == ""
    row = only(compared(run(lives=figure(0.84)), earlier))
    assert row.words == "SLOWER by 16% than the last, SLOWER by 16% than the best"


def test_figures_of_other_things_are_not_compared():
    earlier = [run(lives=figure(1.0, sample="1 in 1,000")), run(lives=figure(1.0, state="cold"))]
    row = only(compared(run(lives=figure(0.1)), earlier))
    assert (row.last, row.best, row.words) == (None, None, "first of its kind")
    assert only(compared(run(lives=figure(0.1)), [])).words == ""


def test_memory_that_grows_is_said():
    earlier = [run(memory=figure(1.0, megabytes=1000)), run(memory=figure(1.0, megabytes=800))]
    assert only(compared(run(memory=figure(1.0, megabytes=900)), earlier)).words == ""
    assert "MORE MEMORY by 25%" in only(compared(run(memory=figure(1.0, megabytes=1000)), earlier)).words


def test_a_run_is_kept_as_a_line(tmp_path):
    measured = {
        "datetime": "2026-11-26T17:06:43.123",
        "commit_info": {"id": "0123456789abcdef", "dirty": True},
        "machine_info": {"machine": "x86_64", "cpu": {"brand_raw": "a processor", "count": 2}, "python_version": "3.11.7", "node": "a name"},
        "benchmarks": [
            {
                "name": f"test_{name}",
                "stats": {"median": 0.123456, "rounds": 5},
                "extra_info": {"reference": reference, "ratio": 0.5, "sample": "1 in 4,000", "unknown": 1},
            }
            for name, reference in (("lives", 0.2), ("tables", 0.4))
        ],
    }  # fmt: skip
    path = tmp_path / "runs.jsonl"
    assert read_runs(path) == []
    for note in ("first", "second"):
        add_run(run_of(measured, note), path)
    first, second = read_runs(path)
    assert (first["note"], second["note"]) == ("first", "second")
    assert first["revision"] == "0123456789+"
    assert first["reference_seconds"] == 0.3
    assert first["figures"]["lives"] == {"seconds": 0.1235, "rounds": 5, "sample": "1 in 4,000", "ratio": 0.5}
    assert "a name" not in json.dumps(first)
