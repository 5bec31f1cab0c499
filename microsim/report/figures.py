"""The four figures of a run: age pyramids, participants, fund flows, pensions against wages."""

import io

import numpy as np

from microsim.report import style as look
from microsim.report.figure_numbers import ABOVE, BELOW, HUKOU, SEXES, figure_numbers
from microsim.report.style import style, words
from microsim.results.indicators import PROVINCES, per
from microsim.words.book import place_name, word

WIDTH, HEIGHT = 9.6, 5.6  # inches
TOP, RIGHT = 0.52, 0.08  # inches; a layout engine that finds margins takes as long as drawing a figure once more
PYRAMID_MARGINS = {"left": 0.58, "between": 0.14, "above": 0.5, "bottom": 0.72}
SERIES_MARGINS = {"left": 0.86, "between": 0.72, "above": 0.15, "bottom": 0.68}  # room for numbers such as 1,000,000
LOG_TICKS = (1, 2, 5)
HUKOU_COLOURS = dict(zip(HUKOU, (look.BLUE, look.GREEN, look.ORANGE, look.VERMILION), strict=True))
MONEY_COLOURS = dict(
    zip(
        (*ABOVE, *BELOW),
        (look.BLUE, look.YELLOW, look.GREEN, look.SKY, look.VERMILION, look.PURPLE),
        strict=True,
    )
)
SIDES = dict(zip(SEXES, (-1, 1), strict=True))  # of a pyramid


def new_figure(numbers, chapter, language, rows, columns, margins, **options):
    """Return a figure with a title and a source line, its axes and its words."""
    from matplotlib.figure import Figure

    text = words(chapter, language)
    figure = Figure(figsize=(WIDTH, HEIGHT))
    axes = figure.subplots(rows, columns, squeeze=False, gridspec_kw=edges(rows, columns, **margins), **options)
    figure.suptitle(text["title"], x=0.01, y=0.99, ha="left", fontweight="bold")
    said = numbers.source | {"inputs": numbers.source["inputs"][:12]}
    source = word("figures", "source", language).format(**said)
    figure.text(0.99, 0.985, source, ha="right", va="top", fontsize=7, color=look.GREY)
    return figure, axes, text


def edges(rows, columns, left, between, above, bottom):
    """Return where axes stand for margins in inches: left of them, between columns, between rows and below."""
    width = (WIDTH - left - RIGHT - (columns - 1) * between) / columns
    height = (HEIGHT - TOP - bottom - (rows - 1) * above) / rows
    sides = {"left": left / WIDTH, "right": 1 - RIGHT / WIDTH, "bottom": bottom / HEIGHT, "top": 1 - TOP / HEIGHT}
    return sides | {"wspace": between / width, "hspace": above / height}


def legend(figure, axes):
    """Explain the colours below the figure."""
    handles, names = axes[0, 0].get_legend_handles_labels()
    figure.legend(handles, names, loc="lower right", ncols=4, fontsize=8)


def pyramids(numbers, language="en"):
    """Draw residents by age, sex and hukou: a row a province, a column a year."""
    years = numbers.pyramid_years
    figure, axes, text = new_figure(
        numbers, "pyramids", language, len(PROVINCES), len(years), PYRAMID_MARGINS, sharey=True, sharex="row"
    )
    for province, (row, region) in enumerate(zip(axes, PROVINCES, strict=True)):
        for axis, year, residents in zip(row, years, numbers.residents, strict=True):
            draw_pyramid(axis, residents[province], text)
            axis.set_title(f"{place_name(region, language)} {year}")
        row[0].set_ylabel(text["vertical"])
    axes[-1, len(years) // 2].set_xlabel(text["horizontal"])
    legend(figure, axes)
    return figure


def draw_pyramid(axis, residents, text):
    """Draw one pyramid: men to the left, women to the right, hukou groups stacked outwards.

    Each group is drawn down to the axis and covers the wider one behind it, which halves the points of a band.

    Parameters
    ----------
    residents : thousands by group, each with all groups before it, [group, sex, age]
    """
    from matplotlib.collections import PolyCollection

    edges = np.arange(residents.shape[-1] + 1) - 0.5
    for level, (group, reach) in enumerate(zip(HUKOU_COLOURS, residents, strict=True)):
        sides = [steps(side * persons, edges) for side, persons in zip(SIDES.values(), reach, strict=True)]
        colour, order = HUKOU_COLOURS[group], 1 - level / 10
        axis.add_collection(PolyCollection(sides, color=colour, linewidth=0, label=text[group], zorder=order))
    axis.autoscale_view()
    axis.axvline(0, color="white", linewidth=0.8)
    axis.xaxis.set_major_formatter(lambda value, _: f"{abs(value):,.0f}")
    widest = max(map(abs, axis.get_xlim()))
    axis.set_xlim(-widest, widest)
    axis.set_ylim(0, edges[-1])


def steps(values, edges):
    """Return the outline of bars between edges, from the axis and back to it: [point, (value, edge)]."""
    return np.column_stack([np.concatenate([[0.0], np.repeat(values, 2), [0.0]]), np.repeat(edges, 2)])


def two_rows(numbers, chapter, language):
    """Return a figure of series: two rows of axes, a column a province, which share the years."""
    figure, axes, text = new_figure(
        numbers, chapter, language, 2, len(PROVINCES), SERIES_MARGINS, sharex=True, height_ratios=(3, 2)
    )
    for axis, region in zip(axes[0], PROVINCES, strict=True):
        axis.set_title(place_name(region, language))
    return figure, axes, text


def participants(numbers, language="en"):
    """Draw contributors, pensioners and their ratio by province."""
    figure, axes, text = two_rows(numbers, "participants", language)
    years = numbers.years
    for (upper, lower), paying, drawing in zip(axes.T, numbers.contributors, numbers.pensioners, strict=True):
        line(upper, years, paying, look.BLUE, "-", text["contributors"])
        line(upper, years, drawing, look.VERMILION, "--", text["pensioners"])
        line(lower, years, per(paying, drawing), look.BLACK, "-", None)
        upper.set_ylim(bottom=0)
        lower.set_ylim(bottom=0)
    axes[0, 0].set_ylabel(text["vertical"])
    axes[1, 0].set_ylabel(text["ratio"])
    legend(figure, axes)
    return figure


def funds(numbers, language="en"):
    """Draw the employees' funds: money in and out at the first year's wages, and reserve or accumulated gap against bases."""
    figure, axes, text = two_rows(numbers, "funds", language)
    years = numbers.years
    for province, (upper, lower) in enumerate(axes.T):
        for sign, parts in ((1, numbers.inflows), (-1, numbers.outflows)):
            stack(upper, years, {name: sign * amount[province] for name, amount in parts.items()}, text)
        line(upper, years, numbers.balance[province], look.BLACK, "-", text["balance"])
        line(upper, years, numbers.balance_after[province], look.BLACK, ":", text["balance_after"])
        line(lower, years, numbers.reserve[province], look.BLACK, "-", None)
        for axis in (upper, lower):
            axis.axhline(0, color=look.GREY, linewidth=0.8)
    axes[0, 0].set_ylabel(text["vertical"].format(year=int(years[0])))
    axes[1, 0].set_ylabel(text["reserve"])
    legend(figure, axes)
    return figure


def stack(axis, years, parts, text):
    """Draw entries of the books as areas stacked away from the axis."""
    inner = np.zeros(len(years))
    for name, amount in parts.items():
        outer = inner + amount
        colour = MONEY_COLOURS[name]
        axis.fill_between(years, inner, outer, color=colour, linewidth=0, alpha=0.85, label=text[name])
        inner = outer


def pensions(numbers, language="en"):
    """Draw the mean pension and the mean new pension against the mean wage of who pays."""
    from matplotlib.ticker import LogLocator, NullFormatter

    figure, axes, text = two_rows(numbers, "pensions", language)
    years = numbers.years
    for province, (upper, lower) in enumerate(axes.T):
        wage, pension = numbers.wage[province], numbers.pension[province]
        line(upper, years, wage, look.BLACK, "-", text["wage"])
        line(upper, years, pension, look.BLUE, "--", text["pension"])
        line(upper, years, numbers.new_pension[province], look.ORANGE, ":", text["new_pension"])
        line(lower, years, 100 * pension / wage, look.BLUE, "--", None)
        upper.set_yscale("log")
        upper.yaxis.set_major_locator(LogLocator(subs=LOG_TICKS))
        upper.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
        upper.yaxis.set_minor_formatter(NullFormatter())
        lower.set_ylim(bottom=0)
    axes[0, 0].set_ylabel(text["vertical"])
    axes[1, 0].set_ylabel(text["ratio"])
    legend(figure, axes)
    return figure


def line(axis, years, series, colour, dashes, label):
    """Draw a yearly series."""
    axis.plot(years, series, color=colour, linestyle=dashes, label=label)


SAVED = {"svg": {"metadata": {"Date": None}}, "png": {"pil_kwargs": {"compress_level": 3}}}
FIGURES = {"pyramids": pyramids, "participants": participants, "funds": funds, "pensions": pensions}


def draw(tree, name, language="en", placed=True):
    """Return one figure by name; not ``placed`` where it is saved under the same style next."""
    with style(language):
        figure = FIGURES[name](figure_numbers(tree), language)
        if placed:
            figure.draw_without_rendering()  # places everything while the style is in force
        return figure


def drawn(numbers, language="en"):
    """Return every figure as SVG and PNG: the contents of files by name."""
    languages = {"svg": language, "png": look.drawable(language)}
    contents = {}
    for name, function in FIGURES.items():
        for spoken in dict.fromkeys(languages.values()):
            with style(spoken, for_readers=True):
                figure = function(numbers, spoken)
                for kind in (kind for kind, in_language in languages.items() if in_language == spoken):
                    file = io.BytesIO()
                    figure.savefig(file, format=kind, **SAVED[kind])
                    contents[f"{name}.{kind}"] = file.getvalue()
    return contents


def write_figures(tree, folder, language="en"):
    """Write every figure as SVG and PNG and return the files."""
    contents = drawn(figure_numbers(tree), language)
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in contents]
