"""What the runs of many draws say together: medians and bands, how much of it is luck, and what it comes from."""

import json
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

DRAW = "draw"  # among the settings of a task: the number of its draw
SERIES = ["scenario", "settings", "indicator", "region", "year", "unit"]  # what tells a band from the others
LOW, HIGH = 0.1, 0.9  # the band holds 80 percent
MEDIAN_ERROR = np.sqrt(np.pi / 2)  # standard error of a median over that of a mean, of normal draws


def told_apart(headline: "pd.DataFrame") -> "pd.DataFrame":
    """Return a batch's headline with the number of the draw in a column of its own, 0 for the assumptions as they stand."""
    import pandas as pd

    parsed = {text: json.loads(text) if text else {} for text in pd.unique(headline["settings"].astype(str))}
    draw = {text: settings.pop(DRAW, 0) for text, settings in parsed.items()}
    rest = {text: json.dumps(left, ensure_ascii=False, sort_keys=True) if left else "" for text, left in parsed.items()}
    texts = headline["settings"].astype(str)
    plain = headline.astype(dict.fromkeys(("scenario", "indicator", "region", "unit"), str))
    return plain.assign(settings=texts.map(rest), draw=texts.map(draw))


def bands(headline: "pd.DataFrame") -> "pd.DataFrame":
    """Return median and bands of every headline figure and year over the draws of a batch.

    Parameters
    ----------
    headline : of a batch with draws, as ``Batch.headline``

    Returns
    -------
    pandas.DataFrame
        A row a scenario, settings, indicator, region and year, with

        - ``centre``: mean over the seeds of the runs with the assumptions as they stand
        - ``median``, ``p10``, ``p90``: over the draws, all with one seed: what the assumptions make uncertain
        - ``median_error``: standard error of that median, from the number of draws
        - ``sampling_sd``: standard deviation of one run over the seeds, from the sample and its luck; NaN with one seed
        - ``low``, ``high``: the band of 80 percent with both, p10 and p90 pushed apart by the luck of the sample
        - ``draws``, ``seeds``: how many of each
    """
    rows = told_apart(headline)
    drawn = rows[rows[DRAW] > 0].groupby(SERIES, sort=False)["value"]
    settled = rows[rows[DRAW] == 0].groupby([*SERIES, "seed"], sort=False)["value"].mean().groupby(SERIES, sort=False)
    result = drawn.quantile(np.array([LOW, 0.5, HIGH])).unstack().set_axis(["p10", "median", "p90"], axis=1)
    result["median_error"] = MEDIAN_ERROR * drawn.std() / np.sqrt(drawn.count())
    result["centre"], result["sampling_sd"] = settled.mean(), settled.std()
    result["draws"], result["seeds"] = drawn.count(), settled.count()
    luck = result["sampling_sd"].fillna(0.0) / drawn.std().where(drawn.std() > 0)
    wider = np.sqrt(1 + luck.fillna(0.0) ** 2)
    result["low"] = result["median"] - wider * (result["median"] - result["p10"])
    result["high"] = result["median"] + wider * (result["p90"] - result["median"])
    columns = ["centre", "median", "p10", "p90", "low", "high", "median_error", "sampling_sd", "draws", "seeds"]
    return result[columns].reset_index()


def ranking(headline: "pd.DataFrame", scores: "pd.DataFrame", years: Any = None) -> "pd.DataFrame":
    """Return what the uncertainty of each headline figure comes from.

    Parameters
    ----------
    headline : of a batch with draws
    scores : the scores of its draws, a row a draw, a column an uncertain quantity
    years : the years to tell, all by default

    Returns
    -------
    pandas.DataFrame
        A row a series, year and quantity: ``correlation`` of the figure with the score over the draws; ``share`` of its
        variance that moves with it, the squared correlation less what chance alone would give, at least 0; ``rank``
        from 1 within a series and year. Effects that bend or act together are not in the shares.
    """
    import pandas as pd

    rows = told_apart(headline)
    rows = rows[(rows[DRAW] > 0) & (rows["year"].isin(years) if years is not None else True)]
    values = rows.pivot_table("value", SERIES, DRAW, aggfunc="mean", sort=False)
    known = scores.loc[list(values.columns)].to_numpy()
    with np.errstate(invalid="ignore", divide="ignore"):
        centred = values.to_numpy() - values.to_numpy().mean(axis=1, keepdims=True)
        around = known - known.mean(axis=0)
        size = np.sqrt((centred**2).sum(axis=1))[:, None] * np.sqrt((around**2).sum(axis=0))
        correlation = centred @ around / size
    chance = 1 / max(len(known) - 1, 1)
    share = np.clip((correlation**2 - chance) / (1 - chance) if chance < 1 else 0 * correlation, 0, None)
    index = pd.MultiIndex.from_tuples(
        [(*key, name) for key in values.index for name in scores.columns], names=[*values.index.names, "quantity"]
    )
    table = pd.DataFrame({"correlation": correlation.ravel(), "share": share.ravel()}, index=index).dropna()
    by_size = table["correlation"].abs().groupby(SERIES, sort=False)
    table["rank"] = by_size.rank(ascending=False, method="first").astype(int)
    return table.reset_index().sort_values([*SERIES[:4], "year", "rank"], kind="stable", ignore_index=True)
