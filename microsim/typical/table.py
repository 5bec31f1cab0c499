"""Theoretical rates as tables in the way of the OECD: a row a person, a column a length of career and a level of wage."""

from typing import TYPE_CHECKING

import numpy as np

from microsim.comparing.table import LEVEL, PERCENT, Column, Figure, Name, Table, named
from microsim.words.book import place_name

if TYPE_CHECKING:
    from microsim.typical.rates import Careers, Rate

FULL = 0


def rates_table(found: "Careers", what: str) -> Table:
    """Return the rates ``gross`` or ``net``; a dash of words where a career earns no employees' pension."""
    columns = list(dict.fromkeys((rate.years, rate.level) for rate in found.rates))
    rows: dict[tuple[str, str, str, int], dict[tuple[int, float], Rate]] = {}
    for rate in found.rates:
        rows.setdefault((rate.place, rate.sex, rate.track, rate.birth), {})[rate.years, rate.level] = rate
    cells = tuple(tuple(shown(getattr(line[column], what)) for column in columns) for line in rows.values())
    heads = tuple(Column(column_name(*column), LEVEL, PERCENT, 1) for column in columns)
    notes = (named(f"careers_{what}"), named("careers_read", scenario=found.scenario.name))
    title = named(f"careers_title_{what}")
    return Table(f"careers_{what}", title, heads, tuple(row_name(*key) for key in rows), cells, notes)


def shown(value: float) -> Figure | Name:
    """Return a rate as a cell; a career under the minimum years has none."""
    return named("careers_short") if np.isnan(value) else Figure(value)


def column_name(years: int, level: float) -> Name:
    """Return the name of a column: so many years at so many times the average wage."""
    share = f"{100.0 * level:g}%"
    if years == FULL:
        return named("careers_full", share=share)._replace(key=f"full,{level:g}")
    return named("careers_years", years=years, share=share)._replace(key=f"{years},{level:g}")


def row_name(place: str, sex: str, track: str, birth: int) -> Name:
    """Return the name of a row."""
    person = named(f"careers_{sex}_{track}")
    english, chinese = (f"{place_name(place, language)}, {person.of(language)}, {birth}" for language in ("en", "zh"))
    return Name(f"{place},{sex},{track},{birth}", english, chinese.replace(", ", "，"))
