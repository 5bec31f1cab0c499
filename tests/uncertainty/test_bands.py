"""Bands and rankings of made-up runs whose distribution is known."""

import json

import numpy as np
import pandas as pd
import pytest

from microsim.uncertainty.bands import bands, ranking
from microsim.uncertainty.draws import posterior, score_table

DRAWS, SEEDS = 2048, 200
UNITS = {"contributors": "million"}


@pytest.fixture(scope="module")
def scored():
    """Scores of many draws, standard normal whatever was estimated."""
    found = score_table(DRAWS)
    centre, spread = posterior(list(found.columns))
    return found.assign(
        **dict(zip(found, np.linalg.solve(np.linalg.cholesky(spread), (found - centre).T), strict=True))
    )


@pytest.fixture(scope="module")
def headline(scored):
    """Headlines of a figure that is 100 + 8 a + 6 b over the draws and of which luck is 5 over the seeds."""
    a, b = scored.iloc[:, 0], scored.iloc[:, 7]
    luck = 100 + 5 * np.random.default_rng(3).standard_normal(SEEDS)
    drawn = [(json.dumps({"draw": int(draw)}), 1, value) for draw, value in (100 + 8 * a + 6 * b).items()]
    settled = [("", seed, value) for seed, value in enumerate(luck, 1)]
    rows = pd.DataFrame([*settled, *drawn], columns=["settings", "seed", "value"])
    same = {"scenario": "made-up", "replicate": 0, "indicator": "contributors", "region": "both", "year": 2050}
    return rows.assign(task="t", unit="million", **same)


def test_bands_of_a_normal_figure(headline):
    (row,) = bands(headline).to_dict("records")
    assert row["draws"] == DRAWS
    assert row["seeds"] == SEEDS
    assert row["median"] == pytest.approx(100, abs=0.3)
    assert row["p10"] == pytest.approx(100 - 12.816, abs=1.0)  # hypot(8, 6) is 10
    assert row["p90"] == pytest.approx(100 + 12.816, abs=1.0)
    assert row["sampling_sd"] == pytest.approx(5, rel=0.15)
    assert row["high"] - row["median"] == pytest.approx(1.2816 * np.hypot(10, row["sampling_sd"]), rel=0.05)
    assert row["median_error"] == pytest.approx(1.2533 * 10 / np.sqrt(DRAWS), rel=0.02)
    assert row["centre"] == pytest.approx(100, abs=1.2)


def test_ranking_finds_what_moves_it(headline, scored):
    found = ranking(headline, scored)
    assert list(found["quantity"][:2]) == [scored.columns[0], scored.columns[7]]
    assert list(found["rank"][:3]) == [1, 2, 3]
    assert found["share"][0] == pytest.approx(0.64, abs=0.03)
    assert found["share"][1] == pytest.approx(0.36, abs=0.03)
    assert found["share"][2:].max() < 0.03


def test_settings_beside_draws_make_series_of_their_own(headline):
    other = headline.assign(
        settings=[
            json.dumps((json.loads(text) if text else {}) | {"wages.level": 1.1}) for text in headline["settings"]
        ],
        value=headline["value"] + 50,
    )
    found = bands(pd.concat([headline, other])).set_index("settings")
    assert found.loc['{"wages.level": 1.1}', "median"] == pytest.approx(found.loc["", "median"] + 50)


def test_one_seed_tells_no_luck(headline):
    found = bands(headline[headline["seed"] == 1])
    assert np.isnan(found["sampling_sd"][0])
    assert found["low"][0] == found["p10"][0]
    assert found["high"][0] == found["p90"][0]
