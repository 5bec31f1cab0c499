"""What a batch with draws writes beside its headline: scores, bands, what they come from, fan charts."""

from pathlib import Path
from typing import TYPE_CHECKING

from microsim.batches.folder import ALL
from microsim.batches.plan import Plan
from microsim.batches.whole import appears_whole
from microsim.report.beside import can_draw
from microsim.report.fans import write_fans
from microsim.results.headline import default_years
from microsim.uncertainty.bands import DRAW, bands, ranking, told_apart
from microsim.uncertainty.draws import score_table

if TYPE_CHECKING:
    import pandas as pd

SCORES, BANDS, RANKING = "draws.csv", "bands.csv", "ranking.csv"


def write_bands(plan: Plan, folder: Path) -> None:
    """Write the scores of the draws, the bands of every headline figure, their ranking and a fan chart a province."""
    import pandas as pd

    headline = pd.read_parquet(folder / ALL)
    scores = score_table(plan.draws)
    _write(scores.reset_index(), folder / SCORES)
    if not (told_apart(headline)[DRAW] > 0).any():  # all of them failed: tasks.csv says why
        return
    found = bands(headline)
    _write(found, folder / BANDS)
    _write(ranking(headline, scores, default_years(found["year"].unique())), folder / RANKING)
    if can_draw():
        write_fans(found, folder)


def _write(table: "pd.DataFrame", path: Path) -> None:
    with appears_whole(path) as working:
        table.to_csv(working, index=False)
