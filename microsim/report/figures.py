"""The four figures of a run: age pyramids, participants, fund flows, pensions against wages."""

import numpy as np

from microsim.kernel.items import IN, OUT, Kind, labels_of
from microsim.report import style as look
from microsim.report.style import style, words
from microsim.results import indicators
from microsim.results.headline import BILLION, MILLION
from microsim.results.indicators import PROVINCES
from microsim.words.book import place_name, word

THOUSAND = 1e3
PYRAMID_YEARS = (2050, 2100)  # and the first and the last simulated year
WIDTH, HEIGHT = 9.6, 5.6  # inches
LOG_TICKS = (1, 2, 5)
HUKOU = {  # stacked from the axis outwards: name, statuses, colour
    "local_urban": (("local_urban",), look.BLUE),
    "local_rural": (("local_rural",), look.GREEN),
    "intra": (("intra_urban", "intra_rural"), look.ORANGE),
    "inter": (("inter_urban", "inter_rural"), look.VERMILION),
}
SIDES = {"male": -1, "female": 1}  # of a pyramid
ABOVE = {  # entries of the books drawn above the axis, and below it
    "contributions": (labels_of(Kind.CONTRIBUTION, Kind.CREDIT), look.BLUE),
    "fiscal": (labels_of(Kind.SUBSIDY), look.YELLOW),
    "investment": (labels_of(Kind.RETURN), look.GREEN),
    "other_in": (labels_of(Kind.MOVED, sign=IN), look.SKY),
}
BELOW = {
    "benefits": (labels_of(Kind.BENEFIT), look.VERMILION),
    "other_out": (labels_of(Kind.INHERITANCE, Kind.MOVED, sign=OUT), look.PURPLE),
}


def new_figure(tree, chapter, language, rows, columns, **options):
    """Return a figure with a title and a source line, its axes and its words."""
    from matplotlib.figure import Figure

    text = words(chapter, language)
    figure = Figure(figsize=(WIDTH, HEIGHT), layout="constrained")
    axes = figure.subplots(rows, columns, squeeze=False, **options)
    figure.suptitle(text["title"], x=0.01, ha="left", fontweight="bold")
    source = word("figures", "source", language).format(
        scenario=tree.attrs["scenario"], one_in=tree.attrs["one_in"], inputs=tree.attrs["inputs"][:12]
    )
    figure.text(0.99, 0.985, source, ha="right", va="top", fontsize=7, color=look.GREY)
    return figure, axes, text


def legend(figure, axes):
    """Explain the colours below the figure."""
    handles, names = axes[0, 0].get_legend_handles_labels()
    figure.legend(handles, names, loc="outside lower right", ncols=4, fontsize=8)


def pyramids(tree, language="en"):
    """Draw residents by age, sex and hukou: a row a province, a column a year."""
    simulated = np.asarray(tree["population"].year)
    wanted = {int(simulated[1]), *PYRAMID_YEARS, int(simulated[-1])}
    years = sorted(year for year in wanted if year in simulated)
    figure, axes, text = new_figure(tree, "pyramids", language, len(PROVINCES), len(years), sharey=True, sharex="row")
    for row, region in zip(axes, PROVINCES, strict=True):
        for axis, year in zip(row, years, strict=True):
            draw_pyramid(axis, tree, region, year, text)
            axis.set_title(f"{place_name(region, language)} {year}")
        row[0].set_ylabel(text["vertical"])
    axes[-1, len(years) // 2].set_xlabel(text["horizontal"])
    legend(figure, axes)
    return figure


def draw_pyramid(axis, tree, region, year, text):
    """Draw one pyramid: men to the left, women to the right, hukou groups stacked outwards.

    Each group is drawn down to the axis and covers the wider one behind it, which halves the points of a band.
    """
    from matplotlib.collections import PolyCollection

    people = tree["population"].persons.sel(year=year).isel(place=list(indicators.REGIONS[region])).sum("place")
    edges = np.append(people.age.values, people.age.values[-1] + 1) - 0.5
    reach = np.zeros((len(SIDES), people.sizes["age"]))
    for level, (group, (statuses, colour)) in enumerate(HUKOU.items()):
        reach = reach + people.sel(sex=list(SIDES), status=list(statuses)).sum("status").transpose("sex", "age").values
        sides = [steps(side * persons / THOUSAND, edges) for side, persons in zip(SIDES.values(), reach, strict=True)]
        axis.add_collection(PolyCollection(sides, color=colour, linewidth=0, label=text[group], zorder=1 - level / 10))
    axis.autoscale_view()
    axis.axvline(0, color="white", linewidth=0.8)
    axis.xaxis.set_major_formatter(lambda value, _: f"{abs(value):,.0f}")
    widest = max(map(abs, axis.get_xlim()))
    axis.set_xlim(-widest, widest)
    axis.set_ylim(0, edges[-1])


def steps(values, edges):
    """Return the outline of bars between edges, from the axis and back to it: [point, (value, edge)]."""
    return np.column_stack([np.concatenate([[0.0], np.repeat(values, 2), [0.0]]), np.repeat(edges, 2)])


def participants(tree, language="en"):
    """Draw contributors, pensioners and their ratio by province."""
    figure, axes, text = new_figure(
        tree, "participants", language, 2, len(PROVINCES), sharex=True, height_ratios=(3, 2)
    )
    for column, region in enumerate(PROVINCES):
        upper, lower = axes[:, column]
        paying = indicators.standing(tree, region, "contributors") / MILLION
        drawing = indicators.standing(tree, region, "pensioners") / MILLION
        line(upper, paying, look.BLUE, "-", text["contributors"])
        line(upper, drawing, look.VERMILION, "--", text["pensioners"])
        line(lower, paying / drawing.where(drawing > 0), look.BLACK, "-", None)
        upper.set_title(place_name(region, language))
        upper.set_ylim(bottom=0)
        lower.set_ylim(bottom=0)
    axes[0, 0].set_ylabel(text["vertical"])
    axes[1, 0].set_ylabel(text["ratio"])
    legend(figure, axes)
    return figure


def funds(tree, language="en"):
    """Draw the employees' funds: money in and out at the first year's wages, and the reserve in years of spending."""
    figure, axes, text = new_figure(tree, "funds", language, 2, len(PROVINCES), sharex=True, height_ratios=(3, 2))
    for column, region in enumerate(PROVINCES):
        upper, lower = axes[:, column]
        wage = indicators.average_wage(tree, region)
        unit = BILLION * wage / wage[0]
        for sign, parts in ((IN, ABOVE), (OUT, BELOW)):
            stack(upper, tree, region, sign, parts, unit, text)
        spent = indicators.expenditure(tree, region)
        balance = indicators.balance(tree, region)
        received, paid = (indicators.between_provinces(tree, region, sign) for sign in (1, -1))
        line(upper, balance / unit, look.BLACK, "-", text["balance"])
        line(upper, (balance + received - paid) / unit, look.BLACK, ":", text["balance_after"])
        line(lower, indicators.reserve(tree, region) / spent.where(spent > 0), look.BLACK, "-", None)
        upper.set_title(place_name(region, language))
        for axis in (upper, lower):
            axis.axhline(0, color=look.GREY, linewidth=0.8)
    axes[0, 0].set_ylabel(text["vertical"].format(year=int(wage.year[0])))
    axes[1, 0].set_ylabel(text["reserve"])
    legend(figure, axes)
    return figure


def stack(axis, tree, region, sign, parts, unit, text):
    """Draw entries of the books as areas stacked away from the axis."""
    inner = 0.0 * unit
    for name, (items, colour) in parts.items():
        amount = indicators.flow(tree, region, items) / unit
        outer = inner + sign * amount
        axis.fill_between(amount.year, inner, outer, color=colour, linewidth=0, alpha=0.85, label=text[name])
        inner = outer


def pensions(tree, language="en"):
    """Draw the mean pension and the mean new pension against the average wage."""
    from matplotlib.ticker import LogLocator, NullFormatter

    figure, axes, text = new_figure(tree, "pensions", language, 2, len(PROVINCES), sharex=True, height_ratios=(3, 2))
    for column, region in enumerate(PROVINCES):
        upper, lower = axes[:, column]
        wage, pension = indicators.average_wage(tree, region), indicators.mean_pension(tree, region)
        line(upper, wage, look.BLACK, "-", text["wage"])
        line(upper, pension, look.BLUE, "--", text["pension"])
        line(upper, indicators.mean_new_pension(tree, region), look.ORANGE, ":", text["new_pension"])
        line(lower, 100 * pension / wage, look.BLUE, "--", None)
        upper.set_title(place_name(region, language))
        upper.set_yscale("log")
        upper.yaxis.set_major_locator(LogLocator(subs=LOG_TICKS))
        upper.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
        upper.yaxis.set_minor_formatter(NullFormatter())
        lower.set_ylim(bottom=0)
    axes[0, 0].set_ylabel(text["vertical"])
    axes[1, 0].set_ylabel(text["ratio"])
    legend(figure, axes)
    return figure


def line(axis, series, colour, dashes, label):
    """Draw a yearly series."""
    axis.plot(series.year, series, color=colour, linestyle=dashes, label=label)


SAVED = {"svg": {"metadata": {"Date": None}}, "png": {"pil_kwargs": {"compress_level": 3}}}
FIGURES = {"pyramids": pyramids, "participants": participants, "funds": funds, "pensions": pensions}


def draw(tree, name, language="en"):
    """Return one figure by name."""
    with style(language):
        figure = FIGURES[name](indicators.mean_of_replicates(tree), language)
        figure.draw_without_rendering()  # places everything while the style is in force
        return figure


def arranged(figure):
    """Place everything in a figure once: each file it is saved to would place it again."""
    figure.get_layout_engine().execute(figure)
    figure.set_layout_engine(None)
    return figure


def write_figures(tree, folder, language="en"):
    """Write every figure as SVG and PNG and return the files."""
    averaged = indicators.mean_of_replicates(tree)
    files = {"svg": language, "png": look.drawable(language)}
    written = []
    for name, function in FIGURES.items():
        for spoken in dict.fromkeys(files.values()):
            with style(spoken, for_readers=True):
                figure = arranged(function(averaged, spoken))
                for kind in (kind for kind, in_language in files.items() if in_language == spoken):
                    path = folder / f"{name}.{kind}"
                    figure.savefig(path, **SAVED[kind])
                    written.append(path)
    return written
