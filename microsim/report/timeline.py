"""One life as a timeline: where the person lived and stood each year, wage and pension; under both laws where two runs are given."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from microsim.kernel.world import FIRST_STOCK_YEAR
from microsim.report import style as look
from microsim.report.sheet import sheet
from microsim.words.book import place_name

if TYPE_CHECKING:
    import pandas as pd

PENSIONER, PAYING, PUBLIC, RESIDENTS, DORMANT, OTHER = "pension", "paying", "public", "residents", "dormant", "none"
COLOURS = {
    PAYING: look.BLUE,
    PUBLIC: look.GREEN,
    DORMANT: look.YELLOW,
    PENSIONER: look.VERMILION,
    RESIDENTS: look.ORANGE,
    OTHER: look.PALE,
}


def numbers(source: Any, person: str) -> "pd.DataFrame":
    """Return a life, a row a year: run, year, age, state, place, and wage and pensions in prices of the price year, yuan a month.

    Raises
    ------
    InputError
        Where the run has no such person.
    """
    import pandas as pd

    runs = [source.base, source.reform] if hasattr(source, "reform") else [source]
    frames = [pd.DataFrame(years_of(run, person)).assign(run=run.name) for run in runs]
    return pd.concat(frames, ignore_index=True)


def years_of(run: Any, person: str) -> Iterator[dict[str, Any]]:
    """Yield a row for every year lived in a run, as the run lives it."""
    from microsim.comparing.changes import scenario_of
    from microsim.engine.run import record_lives
    from microsim.inputs import with_luck
    from microsim.telling import prepared
    from microsim.telling.person import check_person, person_number
    from microsim.telling.years import state_of

    seed, until = run.manifest["seed"], run.manifest["until"]
    number = person_number(person)
    inputs = with_luck(prepared(scenario_of(run.manifest), until), seed, 0)
    check_person(number, inputs.population, run.name, until)
    alone = np.array([number], dtype=np.uint64)
    records = record_lives(alone, inputs.world, seed, 0, until, first=FIRST_STOCK_YEAR)[0]
    level = run.tree["prices"].price_level
    prices = dict(zip(level.year.values.tolist(), level.values.tolist(), strict=True))
    for slot in np.flatnonzero(records["birth"]):
        year = FIRST_STOCK_YEAR + int(slot)
        state = state_of(records[slot], year)
        real = prices.get(year, next(iter(prices.values())))
        amounts = {name: state[name] / real for name in ("wage", "pension", "residents_pension")}
        kept = {name: state[name] for name in ("age", "alive", "place", "months_paid_ever")}
        yield {"year": year, "state": standing(records[slot], state), **kept, **amounts}


def standing(record: Any, state: dict[str, Any]) -> str:
    """Return where a person stands in a year, in one word of those the figure has colours for."""
    if state["pension"] > 0:
        return PENSIONER
    if record["paid_months"] > 0:
        return PUBLIC if state["public"] else PAYING
    if state["residents_pension"] > 0:
        return RESIDENTS
    return DORMANT if state["months_paid_ever"] > 0 else OTHER


def drawn(found: "pd.DataFrame", source: Any, language: str) -> Any:
    """Draw the frame: amounts above, below a band of standings and of places for each run."""
    runs = list(dict.fromkeys(found["run"]))
    first = source.base if hasattr(source, "reform") else source
    figure, text = sheet(source, "life", language, 3.6 + 0.9 * len(runs), year=first.manifest["price_year"])
    axes = figure.subplots(1 + len(runs), 1, sharex=True, height_ratios=(3.2, *(1 for _ in runs)))
    for number, run in enumerate(runs):
        part = found[(found["run"] == run) & found["alive"]]
        draw_amounts(axes[0], part, text, run if len(runs) > 1 else "", dashed=number > 0)
        draw_band(axes[number + 1], part, language)
        if len(runs) > 1:
            axes[number + 1].set_title(run, fontsize=8)
    axes[0].set_ylabel(text["vertical"])
    axes[0].set_ylim(bottom=0)
    axes[0].yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes[-1].set_xlabel(text["horizontal"])
    handles, names = axes[0].get_legend_handles_labels()
    for state in (state for state in COLOURS if state in set(found["state"])):
        handles.append(axes[0].bar(found["year"].iloc[0], 0, color=COLOURS[state]))
        names.append(text[f"state_{state}"])
    figure.legend(handles, names, loc="outside lower center", ncols=5, fontsize=8)
    return figure


def draw_amounts(axis: Any, part: "pd.DataFrame", text: dict[str, str], run: str, dashed: bool) -> None:
    """Draw wage and pensions of one run; years without are left out."""
    dashes = "--" if dashed else "-"
    for name, colour in (("wage", look.BLACK), ("pension", look.VERMILION), ("residents_pension", look.ORANGE)):
        values = part[name].where(part[name] > 0)
        if values.notna().any():
            label = f"{text[name]} ({run})" if run else text[name]
            axis.plot(part["year"], values, color=colour, linestyle=dashes, label=label)


def draw_band(axis: Any, part: "pd.DataFrame", language: str) -> None:
    """Draw the standings of a life as a band, and the places lived in above it."""
    for state, colour in COLOURS.items():
        years = part.loc[part["state"] == state, "year"]
        axis.bar(years, 1.0, width=1.0, align="center", color=colour, linewidth=0)
    starts = part[part["place"] != part["place"].shift()]
    rows: Any = starts.itertuples()
    for row in rows:
        axis.plot([row.year - 0.5] * 2, [0, 1.25], color=look.GREY, linewidth=0.8)
        axis.text(row.year - 0.2, 1.1, place_name(row.place, language), fontsize=7, va="bottom", color=look.BLACK)
    axis.set_ylim(0, 1.7)
    axis.set_yticks([])
    axis.grid(visible=False)
    axis.spines["left"].set_visible(False)
