"""The first page: what changes, four numbers with their intervals, whose money it is, and what has to be known before."""

import csv
import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from microsim.amounts import FEN
from microsim.comparing.balance import BalanceSheet, balance_sheet
from microsim.comparing.closure import Kept, under_closure
from microsim.comparing.present import RESOLUTION, VALUE_YEAR, discount_of, present_values
from microsim.comparing.table import DIFFERENCE, LEVEL, Column, Figure, Name, Table, Unit, named
from microsim.documents.blocks import Block, Box, Number, Numbers, Sheet, Text, joined, plain, region_name, said
from microsim.documents.figures_with_errors import Levels, interval, shown_years
from microsim.places import PLACE_CODE, PROVINCE_KEYS, PROVINCE_OF
from microsim.reading import InputError
from microsim.results.indicators import BOTH, years_of

if TYPE_CHECKING:
    from microsim.comparing.changes import Change
    from microsim.comparing.sectors import Party
    from microsim.documents.subject import Reform, Subject
    from microsim.report.outcome import Run

BILLION = 1e9
MONEY_YEARS, RATIO_YEAR = (2035, 2050), (2050,)
SHEET_YEARS = (2030, 2035, 2050)
MOST_SENTENCES = 3
LINES = {  # of the who-pays sheet: its ten lines and whom each sums
    "payers": ("payers_employees", "payers_residents", "payers_public", "payers_local", "flexible"),
    "pensioners": ("pensioners_employees", "pensioners_residents", "pensioners_public", "pensioners_local"),
    "heirs": ("heirs",),
    "employers": ("enterprises", "public"),
    "local": ("local",),
    "centre": ("centre",),
    "returns": ("returns",),
}
FUNDS, REST = "funds", "rest_of_china"


class Biggest(NamedTuple):
    """The assumption that moves a figure most, out of a file that ``microsim sensitivity --csv`` wrote."""

    en: str
    zh: str
    low: float
    high: float


def front_page(subject: "Subject") -> tuple[Block, ...]:
    """Return the blocks of the first page."""
    blocks: list[Block] = [Text(sentence, strong=True) for sentence in sentences(subject)]
    blocks.append(four_numbers(subject))
    blocks.append(Sheet(who_pays(subject)))
    return (*blocks, grey_box(subject))


def sentences(subject: "Subject") -> list[Name]:
    """Return what changes and from when, and under which closure."""
    closure = named(f"closure_{subject.closure}")
    if not subject.reforms:
        return [said("one_run", name=subject.base.name), closure]
    found = [reform_sentence(reform) for reform in subject.reforms]
    return [*found, closure]


def reform_sentence(reform: "Reform") -> Name:
    """Return what a reform changes, its first few settings."""
    changes = reform.comparison.changes()
    if not changes:
        return said("reform_says", name=reform.name, what=named("no_change"))
    told = [
        said("from_day", day=day or said("throughout"), what=joined(changed))
        for day, changed in by_day(changes).items()
    ]
    if len(changes) > MOST_SENTENCES:
        told.append(said("more_changes", count=len(changes) - MOST_SENTENCES))
    articles = list(dict.fromkeys(change.article for change in changes[:MOST_SENTENCES] if change.article))
    if articles:
        told.append(said("in_place_of_articles", articles="; ".join(articles)))
    return said("reform_says", name=reform.name, what=joined(told, " ", ""))


def by_day(changes: "Sequence[Change]") -> dict[str, list[Name]]:
    """Return what the first few changes are, by the day from which they hold."""
    found: dict[str, list[Name]] = {}
    for change in changes[:MOST_SENTENCES]:
        line = said("changed", what=change.name, old=change.words("old"), new=change.words("new"))
        found.setdefault(change.since, []).append(line)
    return found


def four_numbers(subject: "Subject") -> Block:
    """Return the four numbers as cards; of several reforms as a table, a column each."""
    if len(subject.reforms) > 1:
        return Sheet(numbers_table(subject), coloured=True)
    levels = subject.levels
    source: Any = subject.reforms[0].changes if subject.reforms else levels
    items = [money_number(source, levels, year) for year in shown_years(MONEY_YEARS, levels.years)]
    items += [ratio_number(source, levels, "benefit_ratio", year) for year in shown_years(RATIO_YEAR, levels.years)]
    if subject.reforms:
        items.append(losing_number(subject.reforms[0]))
    else:
        items += [
            ratio_number(source, levels, "expenditure_share", year) for year in shown_years(RATIO_YEAR, levels.years)
        ]
    return Numbers(tuple(items))


def money_number(source: Any, levels: Levels, year: int) -> Number:
    """Return the balance before subsidy of a year: yuan, and beside it shares of contribution bases."""
    signed, unit = source is not levels, levels.unit("own_balance_real")
    share = levels.unit("own_balance_share")
    figure = interval(source.figure("own_balance_real", BOTH, year), unit, signed)
    beside = said("beside_share", share=interval(source.figure("own_balance_share", BOTH, year), share, signed))
    if signed:
        beside = joined([beside, base_level(levels, "own_balance_real", year)])
    return Number(said("number_own_balance", year=year), figure, beside)


def ratio_number(source: Any, levels: Levels, key: str, year: int) -> Number:
    """Return a ratio of a year."""
    signed, unit = source is not levels, levels.unit(key)
    points = Unit("points", "个百分点") if signed and unit.en == "%" else unit
    beside = base_level(levels, key, year) if signed else said(f"meaning_{key}")
    return Number(said(f"number_{key}", year=year), interval(source.figure(key, BOTH, year), points, signed), beside)


def base_level(levels: Levels, key: str, year: int) -> Name:
    """Return the level of the base of a row."""
    cell = levels.figure(key, BOTH, year)
    return said("beside_base", level=interval(Figure(cell.value, cell.se), levels.unit(key), False))


def losing_number(reform: "Reform") -> Number:
    """Return the share of persons who lose more than 5%, with their median loss."""
    table = reform.winners()
    name = said("number_losing")
    if table is None:
        return Number(name, said("not_known"), said("needs_lives"))
    at = {column.name.key: cell for column, cell in zip(table.columns, table.cells[0], strict=True)}
    lose, median = at.get("lose_more"), at.get("median_loss")
    if not isinstance(lose, Figure) or not isinstance(median, Figure):
        return Number(name, said("not_known"), said("not_paired"))
    unit = next(column.unit for column in table.columns if column.name.key == "median_loss")
    priced = Unit(f"{unit.en} of {VALUE_YEAR}", f"{unit.zh}（{VALUE_YEAR}年价）", unit.factor)
    loss = interval(median, priced, True, decimals=0)
    return Number(name, interval(lose, Unit("%", "%"), False), said("median_of_losers", loss=loss))


def numbers_table(subject: "Subject") -> Table:
    """Return the four numbers of several reforms: the base's level, then the change by each."""
    levels = subject.levels
    wanted = [("own_balance_real", year) for year in shown_years(MONEY_YEARS, levels.years)]
    wanted += [("own_balance_share", year) for year in shown_years(MONEY_YEARS, levels.years)]
    wanted += [("benefit_ratio", year) for year in shown_years(RATIO_YEAR, levels.years)]
    from microsim.documents.options import headline_row, losing_rows, option_columns

    rows = [headline_row(subject, key, year) for key, year in wanted] + losing_rows(subject)[:2]
    names, cells = zip(*rows, strict=True)
    return Table("numbers", said("numbers_title"), option_columns(subject), names, cells, (said("errors_of_sample"),))


def line_of(party: "Party") -> Name:
    """Return which of the ten lines a party is summed into."""
    if party.sector == FUNDS:
        province = party.place if party.place in PROVINCE_KEYS else PROVINCE_KEYS[PROVINCE_OF[PLACE_CODE[party.place]]]
        return said("line_funds", place=region_name(province))._replace(key=f"funds.{province}")
    if party.who == REST:
        return said("line_rest")
    key = next(line for line, whom in LINES.items() if party.who in whom)
    return said(f"line_{key}")


def ten_lines(sheet: BalanceSheet) -> tuple[tuple[Name, ...], np.ndarray, np.ndarray]:
    """Return the lines of a sheet with their net receipts in the base and their change, whole fen [year, line]."""
    of_party = [line_of(party) for party in sheet.parties]
    names = [name for name in dict.fromkeys(of_party) if not is_rest(name)] + [said("line_rest")]
    sums = np.array([[is_line(one, name) for name in names] for one in of_party], np.int64)
    return tuple(names), sheet.base @ sums, sheet.difference @ sums


def is_rest(name: Name) -> bool:
    """Return whether a line is that of the rest of China: what the funds of Elsewhere hold is its too."""
    return name.key in ("line_rest", "funds.elsewhere")


def is_line(one: Name, line: Name) -> bool:
    """Return whether a party's line is summed into a line."""
    return one.key == line.key or (is_rest(line) and is_rest(one))


def who_pays(subject: "Subject") -> Table:
    """Return whose money it is: ten lines and their sum of nothing, in prices of the value year, and at present value."""
    sheets = [reform.comparison.balance_sheet(subject.closure) for reform in subject.reforms]
    own = sheets[0] if sheets else sheet_of_one(subject.base, subject.closure)
    level = np.asarray(subject.base.tree["prices"].price_level.sel(year=own.years))
    factors = discount_of(own.years, level).factors
    prices = discount_of(own.years, level, real_rate=0.0).factors
    names, base, _ = ten_lines(own)
    unit = Unit(f"bn yuan of {VALUE_YEAR}", f"{VALUE_YEAR}年亿元", 10.0)
    to = int(own.years[-1])
    parts: list[tuple[Column, list[int]]] = []
    if len(sheets) < 2:
        amounts = ten_lines(own)[2] if sheets else base
        kind = DIFFERENCE if sheets else LEVEL
        for year in shown_years(SHEET_YEARS, own.years):
            at = [int(np.searchsorted(own.years, year))]
            column = Column(plain(year), kind, unit)
            parts.append((column, present_values(amounts[at], prices[at]).tolist()))
        value = Column(named("present_value", until=to), kind, unit)
        parts.append((value, present_values(amounts, factors).tolist()))
    else:
        for reform, sheet in zip(subject.reforms, sheets, strict=True):
            parts.append((Column(reform.name, unit=unit), present_values(ten_lines(sheet)[2], factors).tolist()))
    if sheets:
        base_column = Column(named("base_value", until=to), LEVEL, unit)
        parts.append((base_column, present_values(base, factors).tolist()))
    cells = [
        tuple(Figure(column[row] / FEN / BILLION / own.replicates) for _, column in parts) for row in range(len(names))
    ]
    total = tuple("0" if not sum(column) else Figure(float(sum(column))) for _, column in parts)  # what else is a fault
    title = said("who_pays" if sheets else "whose_money")
    notes = (named("sheet_signs"), said("sheet_prices", year=VALUE_YEAR, steps=f"{RESOLUTION:,}"))
    return Table("who_pays", title, tuple(one for one, _ in parts), (*names, named("sum")), (*cells, total), notes)


def sheet_of_one(run: "Run", closure: str) -> BalanceSheet:
    """Return the balance sheet of a run alone: its levels, and changes of nothing."""
    from microsim.comparing.changes import scenario_of

    years = years_of(run.tree)
    kept = Kept(run.tree, scenario_of(run.manifest))
    books = under_closure(closure, kept, kept, years)
    return balance_sheet(*books, years, closure)


def grey_box(subject: "Subject") -> Box:
    """Return what the model holds fixed, how it did on held-out figures, and the assumption that matters most."""
    lines = (
        (said("held_fixed"), said("held_fixed_text")),
        (said("back_test"), back_test(subject)),
        (said("biggest"), biggest_sentence(subject)),
        (said("sample"), sample_sentence(subject)),
    )
    return Box(said("before_reading"), lines)


def back_test(subject: "Subject") -> Name:
    """Return the score of the base on published figures that were held out."""
    if subject.validation is None:
        return said("no_back_test")
    found = next(score for score in subject.validation.scores() if score.name == "score_holdout")
    if not found.rows or not math.isfinite(found.mean):
        return said("no_back_test")
    typical = 100.0 * math.expm1(found.mean)
    return said(
        "back_test_text", rows=found.rows, within=found.within, typical=f"{typical:.0f}", name=subject.base.name
    )


def biggest_sentence(subject: "Subject") -> Name:
    """Return which assumption moves the figure most, where somebody computed it."""
    if subject.tornado is None:
        return said("no_tornado", name=subject.base.name)
    one = subject.tornado
    texts = Name(one.en, one.en, one.zh)
    return said("tornado_text", what=texts, low=f"{one.low:+.4g}", high=f"{one.high:+.4g}")


def read_tornado(path: Path) -> Biggest:
    """Return the first bar of a table that ``microsim sensitivity --csv`` wrote.

    Raises
    ------
    InputError
        Where the file is not there or is no such table.
    """
    from microsim.reading import Problem

    wanted = ("name", "en", "zh", "low_change", "high_change", "width")
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        bars = [Biggest(row["en"], row["zh"], float(row["low_change"]), float(row["high_change"])) for row in rows]
        order = [float(row["width"]) for row in rows]
        return bars[order.index(max(order))]
    except OSError as error:
        raise InputError([Problem(str(path), 0, 0, "--tornado", f"cannot be read: {error.strerror}")]) from None
    except (KeyError, ValueError, TypeError, UnicodeDecodeError):
        message = f"found no table with {', '.join(wanted)}, allowed is what microsim sensitivity --csv wrote"
        raise InputError([Problem(str(path), 0, 0, "--tornado", message)]) from None


def sample_sentence(subject: "Subject") -> Name:
    """Return what the figures rest on and what their errors hold."""
    manifest = subject.base.manifest
    return said(
        "sample_text", one_in=f"{manifest['one_in']:,}", persons=f"{manifest['persons']:,}", until=manifest["until"]
    )
