"""The wedge drawn: what branches take of a place's cost of labour by wage, and of the average wage by year."""

from typing import TYPE_CHECKING, Any

from microsim.labour_cost.asked import ALL, SOCIAL, wedge
from microsim.labour_cost.terms import HOUSING, INSURANCE, PENSION, CostLaw, month_on
from microsim.report import style as look
from microsim.report.style import drawable, style
from microsim.words.book import place_name, word

if TYPE_CHECKING:
    from microsim.scenarios import Scenario

SIZE = (10.0, 4.4)  # inches
LEAST, MOST, POINTS = 0.2, 5.0, 160  # of the average wage
YEARS = range(2015, 2027)
COLOURS = (look.BLUE, look.SKY, look.GREEN, look.YELLOW, look.PURPLE, look.ORANGE)
HUNDRED = 100.0


def wedge_figure(place: str, at: str, scenario: "Scenario", language: str = "en", **options: Any) -> Any:
    """Return a matplotlib figure of one place; ``options`` as ``wedge`` takes them."""
    from matplotlib.figure import Figure

    language = drawable(language)
    with style(language):
        figure = Figure(figsize=SIZE, layout="constrained")
        left, right = figure.subplots(1, 2)
        draw_wages(left, place, at, scenario, language, options)
        draw_years(right, place, scenario, language, options)
        title = word("labour_cost", "title", language).format(place=place_name(place, language), date=at)
        figure.suptitle(title, x=0.01, ha="left", fontsize=11)
    return figure


def draw_wages(axis: Any, place: str, at: str, scenario: "Scenario", language: str, options: dict[str, Any]) -> None:
    """Draw average and marginal wedges by wage."""
    average = CostLaw(scenario).average_wage(place, month_on(at))
    parts = [LEAST + (MOST - LEAST) * number / (POINTS - 1) for number in range(POINTS)]
    frame = wedge(place, at, [part * average for part in parts], scenario, **options)
    lines = (
        (ALL, "wedge", "average", look.BLACK, "-"),
        (SOCIAL, "wedge", "average_social", look.BLUE, "-"),
        (ALL, "marginal_wedge", "marginal", look.VERMILION, "--"),
    )
    for branch, column, label, colour, dashes in lines:
        values = HUNDRED * frame.loc[frame["branch"] == branch, column].to_numpy()
        axis.plot(parts, values, dashes, color=colour, label=word("labour_cost", label, language))
    axis.set_title(word("labour_cost", "by_wage", language))
    axis.set_xlabel(word("labour_cost", "multiple", language))
    axis.set_ylabel(word("labour_cost", "percent_of_cost", language))
    axis.set_ylim(bottom=0)
    axis.legend(fontsize=8)


def draw_years(axis: Any, place: str, scenario: "Scenario", language: str, options: dict[str, Any]) -> None:
    """Draw what each branch takes of the average wage on 1 July of each year, stacked."""
    law = CostLaw(scenario)
    days = [f"{year}-07-01" for year in YEARS]
    frames = [wedge(place, day, law.average_wage(place, month_on(day)), scenario, **options) for day in days]
    below = [0.0] * len(days)
    for branch, colour in zip((PENSION, *INSURANCE, HOUSING), COLOURS, strict=True):
        values = [HUNDRED * float(one.loc[one["branch"] == branch, "of_wage"].iloc[0]) for one in frames]
        label = word("labour_cost", branch, language)
        axis.bar(list(YEARS), values, bottom=below, color=colour, width=0.8, label=label)
        below = [lower + value for lower, value in zip(below, values, strict=True)]
    axis.set_title(word("labour_cost", "by_year", language))
    axis.set_ylabel(word("labour_cost", "percent_of_wage", language))
    axis.set_ylim(0, 1.28 * max(below))
    axis.set_xticks(list(YEARS)[::2])
    axis.legend(fontsize=8, ncols=3, loc="upper center")
