"""The tornado drawn: a bar an input, from the figure at its low to the figure at its high."""

from typing import Any

from microsim.assessing.tornado import Tornado
from microsim.report import style as look
from microsim.report.style import drawable, style

WIDTH, BAR, ROOM = 9.0, 0.28, 1.6  # inches: of the sheet, of a bar, of what stands above and below
CAPTION = {
    "en": "1 in {one_in:,} persons, seed {seed}; low and high: 10th and 90th percentile; one input at a time",
    "zh": "抽样 1/{one_in}，种子 {seed}；低值与高值为第10与第90百分位；每次只变动一项",
}
ENDS = {"en": ("at the low of the input", "at the high of the input"), "zh": ("输入取低值", "输入取高值")}


def tornado_figure(found: Tornado, language: str = "en", most: int = 20) -> Any:
    """Return the longest bars of a tornado as a matplotlib figure; the longest on top."""
    from matplotlib.figure import Figure

    language = drawable(language)
    bars = found.bars[:most]
    with style(language):
        figure = Figure(figsize=(WIDTH, ROOM + BAR * len(bars)), layout="constrained")
        axis = figure.subplots()
        rows = range(len(bars))
        ends = ([bar.low for bar in bars], [bar.high for bar in bars])
        for values, colour, label in zip(ends, (look.BLUE, look.ORANGE), ENDS[language], strict=True):
            changes = [value - found.base for value in values]
            axis.barh(rows, changes, left=found.base, color=colour, height=0.7, label=label)
        axis.set_yticks(rows, [bar.zh if language == "zh" else bar.en for bar in bars], fontsize=7)
        axis.invert_yaxis()
        axis.axvline(found.base, color=look.BLACK, linewidth=0.8)
        axis.set_title(found.title(language), loc="left", fontsize=10)
        axis.set_xlabel(CAPTION[language].format(one_in=found.one_in, seed=found.seed), fontsize=7)
        axis.legend(fontsize=7, loc="lower right")
    return figure
