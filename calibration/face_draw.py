"""Figures of the page on what people look like: one style, one way to save, groups that several figures share."""

from pathlib import Path

import numpy as np

from calibration.geography import SHANGHAI
from microsim.places import AREA_COUNT, PLACE_CODE
from microsim.report import style as look

DELTA_KEYS = (
    "guangzhou", "shenzhen", "zhuhai", "foshan", "jiangmen", "zhaoqing", "huizhou", "dongguan", "zhongshan",
)  # fmt: skip
DELTA = np.isin(np.arange(AREA_COUNT + 1), [PLACE_CODE[key] for key in DELTA_KEYS])
AREA_GROUPS = {
    "Pearl River Delta": DELTA,
    "Rest of Guangdong": ~DELTA & (np.arange(AREA_COUNT + 1) < SHANGHAI),
    "Shanghai": np.arange(AREA_COUNT + 1) == SHANGHAI,
}
HUKOU = {  # name: statuses, colour
    "local urban": ((0,), look.BLUE),
    "local rural": ((1,), look.GREEN),
    "from the province": ((2, 3), look.ORANGE),
    "from other provinces": ((4, 5), look.VERMILION),
}
SEXES = ("men", "women")
SEX_COLOURS = (look.BLUE, look.VERMILION)
WIDTH = 9.0  # inches


def new_figure(rows, columns, height, title, **options):
    """Return a figure and its axes."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, height), layout="constrained")
    figure.suptitle(title, x=0.01, ha="left", fontweight="bold", fontsize=11)
    return figure, figure.subplots(rows, columns, squeeze=False, **options)


def legend(figure, axis, columns=4):
    """Explain lines and colours below the figure."""
    handles, names = axis.get_legend_handles_labels()
    figure.legend(handles, names, loc="outside lower right", ncols=columns, fontsize=8)


def save(figure, folder, name):
    """Write a figure as SVG without a date, so that the same lives give the same file."""
    path = Path(folder) / f"{name}.svg"
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, metadata={"Date": None})
    return path


def by_age(values, ages, here, groups):
    """Return the mean of a quantity in age groups given by their lower bounds; nan in empty groups."""
    slot = np.searchsorted(groups, ages[here], side="right") - 1
    total = np.bincount(slot[slot >= 0], values[here][slot >= 0].astype(float), minlength=len(groups))
    persons = np.bincount(slot[slot >= 0], minlength=len(groups))
    return np.where(persons > 0, total / np.maximum(persons, 1), np.nan)
