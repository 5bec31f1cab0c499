"""Replacement rates of groups of whole lives: medians with their intervals."""

from typing import TYPE_CHECKING, Any

import numpy as np

from microsim.comparing.groups import columns_of, grouped
from microsim.comparing.people import FIRST_BIRTH, IDENTITY, WHOLE, lives_of, whole_births
from microsim.estimating import FEWEST, estimate_quantile
from microsim.estimating.estimate import T_975
from microsim.reading import InputError, Problem
from microsim.report import style as look
from microsim.report.sheet import sheet
from microsim.words.book import word

if TYPE_CHECKING:
    import pandas as pd

MEASURES = {"individual_replacement": look.BLUE, "career_replacement": look.ORANGE, "base_replacement": look.GREEN}
COLUMN = {
    "individual_replacement": "replacement_last",
    "career_replacement": "replacement_career",
    "base_replacement": "replacement_base",
}  # of lives
GROUPS = ("sex", "cohort", "quintile", "migrant", "track")
ALL, PERCENT = "all", 100.0


def numbers(source: Any) -> "pd.DataFrame":
    """Return medians of whole lives by group, percent, with standard errors and the ends of their 95% intervals.

    Columns measure, by, group, en, zh, value, se, low, high, persons (sampled), unit. They are those of the indicators of the
    same names; medians that rest on too few persons are missing.

    Raises
    ------
    InputError
        Where the run kept no lives, or goes on to a year that holds no life whole.
    """
    import pandas as pd

    births = whole_births(source.manifest["until"])
    if births is None:
        message = f"found a run to {source.manifest['until']}, allowed is one that holds lives whole: to {FIRST_BIRTH + WHOLE}"
        raise InputError([Problem(source.name, 0, 0, "replacement", message)])
    keys = columns_of(GROUPS)
    lives = lives_of(source.lives_table, source.name, (*IDENTITY, "birth_year", *COLUMN.values(), *keys))
    lives = lives[lives["birth_year"].between(*births)].reset_index(drop=True)
    frames = [medians(lives, measure, by) for by in ("", *GROUPS) for measure in MEASURES]
    return pd.concat(frames, ignore_index=True)


def medians(lives: "pd.DataFrame", measure: str, by: str) -> "pd.DataFrame":
    """Return the medians of one measure in the groups of one kind."""
    import pandas as pd

    groups = grouped(lives, (by,) if by else ())
    rates = lives[COLUMN[measure]].to_numpy(dtype="float64")
    cells = np.where(np.isfinite(rates), groups.cells, -1)
    sample = lives["jackknife_group"].to_numpy(), cells, len(groups.names), lives["persons"].to_numpy()
    found = estimate_quantile(np.nan_to_num(rates), *sample).scaled(PERCENT)
    few = found.persons < FEWEST
    value = np.where(few, np.nan, found.value)
    return pd.DataFrame(
        {
            "measure": measure,
            "by": by or ALL,
            "group": [name.key for name in groups.names],
            "en": [name.en for name in groups.names],
            "zh": [name.zh for name in groups.names],
            "value": value,
            "se": np.where(few, np.nan, found.se),
            "low": value - T_975 * found.se,
            "high": value + T_975 * found.se,
            "persons": found.persons,
            "unit": "%",
        }
    )


def drawn(found: "pd.DataFrame", source: Any, language: str) -> Any:
    """Draw the frame: groups down under headings, a mark a rate with its interval."""
    figure, text = sheet(source, "replacement", language, 7.4)
    axis = figure.subplots()
    lines = lines_of(found)
    rows = {group: row for row, group in enumerate(lines) if group}
    for number, (measure, colour) in enumerate(MEASURES.items()):
        part = found[(found["measure"] == measure) & found["value"].notna()]
        at = np.array([rows[one] for one in zip(part["by"], part["group"], strict=True)]) + (number - 1) * 0.2
        bars = np.nan_to_num((part["high"] - part["value"]).to_numpy())
        axis.errorbar(
            part["value"],
            at,
            xerr=bars,
            fmt="os^"[number],
            color=colour,
            markersize=4,
            linewidth=1.1,
            label=text[measure],
        )
    for row, group in enumerate(lines):
        if not group:
            axis.axhline(row, color=look.PALE, linewidth=0.8)
    names = found.drop_duplicates(["by", "group"]).set_index(["by", "group"])[language]
    born = word("figures", "born", language)
    labels = [born.format(cohort=names[one]) if one[0] == "cohort" else names[one] for one in rows]
    axis.set_yticks(list(rows.values()), labels)
    axis.set_ylim(len(lines) - 0.4, -0.6)
    axis.set_xlim(left=0)
    axis.grid(axis="y", visible=False)
    axis.set_xlabel(text["horizontal"])
    figure.legend(loc="outside lower center", ncols=3, fontsize=8)
    return figure


def lines_of(found: "pd.DataFrame") -> list[tuple[str, str] | None]:
    """Return kind and key of the groups down the figure, None for the line before each kind."""
    lines: list[tuple[str, str] | None] = []
    for by, part in found[found["value"].notna()].groupby("by", sort=False):
        lines += [None] if lines else []
        lines += [(str(by), key) for key in dict.fromkeys(part["group"])]
    return lines
