"""Need of care by age, sex and grade in the first years of a run, beside who could not look after themselves in the census."""

import csv
import functools
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from microsim.estimating.printing import FEWEST
from microsim.report import style as look
from microsim.report.sheet import sheet
from microsim.results import indicators
from microsim.results.indicators import PROVINCES, mean_of_replicates
from microsim.words.book import place_name

if TYPE_CHECKING:
    import pandas as pd

CENSUS = Path(__file__).with_name("care_census.csv")
FIRST, OLD, END, WIDE = 50, 60, 100, 5  # years of age: need begins, one is old, a figure ends, a band spans
LOOKED_AT = 5  # first years of a run, whose mean is shown: single years of a sample have few persons
GRADES = {"light": look.GREEN, "moderate": look.ORANGE, "severe": look.VERMILION}
SEXES = {"male": "--", "female": "-"}
UNABLE, BOTH = "unable", "both"
PERCENT = 100.0
HEADROOM = 1.2  # above the highest point, for what explains the lines
UNIT = "% of residents of the age"


def numbers(source: Any) -> "pd.DataFrame":
    """Return who needs care, and the census: region, series, sex, ages from first to below end, value, unit, persons, source.

    ``persons`` are those of the sample, in a year on the mean, or those whom the census asked; bands of too few have no value.
    """
    import pandas as pd

    tree = mean_of_replicates(source.tree)
    years = indicators.years_of(tree)[:LOOKED_AT].tolist()
    rows = [row for region in PROVINCES for row in of_region(tree, region, years, source.manifest["one_in"])]
    columns = ["region", "series", "sex", "first", "end", "value", "unit", "persons", "source"]
    return pd.DataFrame([*rows, *census()], columns=columns)


def of_region(tree: Any, region: str, years: list[int], one_in: int) -> list[tuple[Any, ...]]:
    """Return a row for each grade, sex and band of age of a region."""
    places = list(indicators.REGIONS[region])
    people = tree["population"].persons.sel(year=years).isel(place=places).sum(["status", "place"])
    care = tree["care"].sel(year=years).isel(place=places).sum("place")
    told = f"run, {years[0]}-{years[-1]}"
    rows = []
    for sex in SEXES:
        for first in range(FIRST, END, WIDE):
            band = slice(first, first + WIDE - 1)
            here = float(people.sel(sex=sex, age=band).sum())
            sampled = round(here / one_in / len(years))
            for grade in GRADES:
                need = float(care[f"need_{grade}"].sel(sex=sex, age_group=band).sum())
                value = PERCENT * need / here if sampled >= FEWEST else np.nan
                rows.append((region, grade, sex, first, first + WIDE, value, UNIT, sampled, told))
    return rows


@functools.cache
def census() -> tuple[tuple[Any, ...], ...]:
    """Return a row for each band of age that a census tells of who could not look after themselves, of both sexes."""
    with CENSUS.open(encoding="utf-8", newline="") as file:
        return tuple(
            (
                row["region"],
                UNABLE,
                BOTH,
                int(row["first"]),
                int(row["end"]),
                PERCENT * int(row["unable"]) / int(row["persons"]),
                UNIT,
                int(row["persons"]),
                row["source"],
            )
            for row in csv.DictReader(file)
        )


def drawn(found: "pd.DataFrame", source: Any, language: str) -> Any:
    """Draw the frame: an axis a province, a line a grade and sex, the census as steps."""
    told = found.loc[found["series"] != UNABLE, "source"].iloc[0].removeprefix("run, ").replace("-", "–")
    figure, text = sheet(source, "care_need", language, 4.6, years=told)
    axes = figure.subplots(1, len(PROVINCES), sharey=True)
    for axis, region in zip(axes, PROVINCES, strict=True):
        here = found[found["region"] == region]
        for sex, dashes in SEXES.items():
            for grade, colour in GRADES.items():
                line = here[(here["series"] == grade) & (here["sex"] == sex)]
                label = text["line"].format(grade=text[grade], sex=text[sex])
                axis.plot((line["first"] + line["end"]) / 2, line["value"], dashes, color=colour, label=label)
        steps(axis, here[here["series"] == UNABLE], text)
        axis.set_title(place_name(region, language))
        axis.set_xlabel(text["horizontal"])
        axis.set_xlim(FIRST, END)
    axes[0].set_ylim(0, HEADROOM * float(found["value"].max()))
    axes[0].set_ylabel(text["vertical"])
    of_runs = [text["line"].format(grade=text[grade], sex=text[sex]) for sex in SEXES for grade in GRADES]
    axes[0].legend(*only(axes[0], tuple(of_runs)), fontsize=8, loc="upper left")
    axes[-1].legend(*only(axes[-1], (text["unable"], text["all_old"])), fontsize=8, loc="upper left")
    return figure


def only(axis: Any, labels: tuple[str, ...]) -> tuple[list[Any], list[str]]:
    """Return the marks of an axis that have some labels, as a legend takes them."""
    marks = dict(zip(*reversed(axis.get_legend_handles_labels()), strict=True))
    found = [label for label in labels if label in marks]
    return [marks[label] for label in found], found


def steps(axis: Any, census: "pd.DataFrame", text: dict[str, str]) -> None:
    """Draw the census: a step for each band of age, thin and dotted for all of the old together."""
    for row in census.itertuples():
        whole = row.first == OLD and row.end == END
        label = text["all_old"] if whole else text["unable"]
        known = label in axis.get_legend_handles_labels()[1]
        axis.hlines(
            row.value,
            row.first,
            row.end,
            colors=look.BLACK,
            linestyles=":" if whole else "-",
            linewidth=1.2 if whole else 2.4,
            label=None if known else label,
        )
