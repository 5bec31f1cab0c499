"""Fan charts: headline figures with the bands of their uncertainty, a sheet a province and scenario."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from microsim.report import style as look
from microsim.report.style import drawable, style, words
from microsim.results.headline import PROVINCES, ROWS
from microsim.words.book import place_name, word

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

SHOWN = ("contributors", "pensioners", "ratio", "benefit_ratio", "balance_after_share", "reserve")
WIDTH, HEIGHT = 9.6, 5.6  # inches
DARK, LIGHT = 0.35, 0.18  # of the inner and the outer band
SAVED: dict[str, dict[str, Any]] = {"svg": {"metadata": {"Date": None}}, "png": {}}


def fan_chart(bands: "pd.DataFrame", region: str, language: str = "en") -> Any:
    """Return a sheet of fan charts of one province: median, the band of 80 percent of the draws, and with sampling luck.

    Parameters
    ----------
    bands : of one scenario, as ``Batch.bands``
    region : key of a province
    """
    from matplotlib.figure import Figure

    text, units = words("fans", language), {row.key: row for row in ROWS}
    figure = Figure(figsize=(WIDTH, HEIGHT), layout="constrained")
    axes = figure.subplots(2, len(SHOWN) // 2, sharex=True)
    for axis, key in zip(axes.flat, SHOWN, strict=True):
        row, factor = units[key], units[key].chinese_factor if language == "zh" else 1.0
        _fan(axis, bands[(bands["indicator"] == key) & (bands["region"] == region)], factor, text)
        unit = row.unit_chinese if language == "zh" else row.unit
        name = text.get(key) or word("headline", key, language).strip()
        name = name[0].upper() + name[1:]
        axis.set_title(f"{name}, {unit}" if unit else name, fontsize=9)
    draws, seeds = int(bands["draws"].max()), int(bands["seeds"].max())
    title = text["title"].format(place=place_name(region, language), scenario=bands["scenario"].iloc[0])
    figure.suptitle(title, x=0.01, ha="left", fontweight="bold")
    source = text["source"].format(draws=draws, seeds=seeds)
    figure.text(0.99, 0.985, source, ha="right", va="top", fontsize=7, color=look.GREY)
    figure.legend(*axes.flat[0].get_legend_handles_labels(), loc="outside lower right", ncols=4, fontsize=8)
    return figure


def _fan(axis: "Axes", series: "pd.DataFrame", factor: float, text: dict[str, str]) -> None:
    """Draw one fan."""
    years = series["year"].to_numpy()
    level = {name: factor * series[name].to_numpy() for name in ("low", "high", "p10", "p90", "median", "centre")}
    axis.fill_between(years, level["low"], level["high"], color=look.BLUE, alpha=LIGHT, linewidth=0, label=text["both"])
    axis.fill_between(years, level["p10"], level["p90"], color=look.BLUE, alpha=DARK, linewidth=0, label=text["draws"])
    axis.plot(years, level["median"], color=look.BLUE, label=text["median"])
    axis.plot(years, level["centre"], color=look.BLACK, linestyle=":", linewidth=1.2, label=text["centre"])
    axis.yaxis.set_major_formatter(lambda value, _: f"{value:,.10g}")
    if series["low"].min() < 0 < series["high"].max():
        axis.axhline(0, color=look.GREY, linewidth=0.8)


def write_fans(bands: "pd.DataFrame", folder: Path, language: str = "en") -> list[Path]:
    """Write a sheet for each province, scenario and settings of a batch as SVG and PNG and return the files."""
    spoken, written = drawable(language), []
    groups = list(bands.groupby(["scenario", "settings"], sort=False))
    with style(spoken, for_readers=True):
        for number, (_, part) in enumerate(groups, 1):
            for region in PROVINCES:
                figure = fan_chart(part, region, spoken)
                which = f"-{number}" if len(groups) > 1 else ""
                for kind, options in SAVED.items():
                    written.append(folder / f"fan-{region}{which}.{kind}")
                    figure.savefig(written[-1], format=kind, **options)
    return written
