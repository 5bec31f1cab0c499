"""The sections of a report, in their order: options, funds, people, places, movers, law, assumptions, validation, manifest."""

import dataclasses
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from microsim.comparing.changes import changes_table, input_changes, scenario_of
from microsim.comparing.table import COUNT, DIFFERENCE, LEVEL, Column, Figure, Name, Table, Unit
from microsim.documents.accounts import account_tables, default_window
from microsim.documents.blocks import Block, Picture, Section, Sheet, Text, plain, region_name, said
from microsim.documents.figures_with_errors import english_unit, shown_years
from microsim.documents.options import option_matrix
from microsim.indicators.registry import measures
from microsim.report.gallery import drawn_of, names_of
from microsim.report.sheet import simulated_places
from microsim.results.indicators import BOTH, PROVINCES, years_of
from microsim.words.book import place_name

if TYPE_CHECKING:
    from microsim.documents.subject import Reform, Subject

YEARS = (2025, 2030, 2035, 2050, 2075, 2100)
FUND_ROWS = (
    "own_balance_real",
    "own_balance_share",
    "revenue_share",
    "expenditure_share",
    "expenditure_real",
    "balance_real",
    "reserve_real",
    "accumulated_gap_real",
)
PEOPLE_ROWS = ("population", "contributors", "pensioners", "ratio", "mean_pension_real", "benefit_ratio")
PLACE_YEARS = (2035,)
PLACE_MEASURES = ("annual_balance_rate", "dependency_paying", "benefit_ratio")
GROUPS = ("quintile", "cohort", "sex")
TEXT = "text"
LEADING = 12  # misses shown
Sections = Iterator[Section]


def sections(subject: "Subject") -> tuple[Section, ...]:
    """Return the sections of a report."""
    parts = (funds, people, places, movers, law, assumptions, validation, manifest)
    found = [options(subject)] if subject.reforms else []
    found += [part(subject) for part in parts]
    return tuple(section for section in found if section.blocks)


def options(subject: "Subject") -> Section:
    """Return the option matrix."""
    return Section("options", said("section_options"), (Sheet(option_matrix(subject), coloured=True),))


def funds(subject: "Subject") -> Section:
    """Return money: figures, the headline of the funds, the final accounts."""
    blocks: list[Block] = [*pictures(subject, "funds", "cities")]
    blocks += [Sheet(table) for table in headline_tables(subject, "funds", FUND_ROWS)]
    window = default_window(years_of(subject.base.tree), subject.window)
    blocks.append(Text(said("accounts_intro", first=window[0], last=window[1], name=subject.base.name)))
    blocks += [Sheet(table, wide=len(table.columns) > 6) for table in account_tables(subject.base.tree, window)]
    for reform in subject.reforms:
        tables = account_tables(reform.comparison.reform.tree, window, cities=False)
        blocks += [Sheet(titled_of(table, reform)) for table in tables]
    return Section("funds", said("section_funds"), tuple(blocks))


def people(subject: "Subject") -> Section:
    """Return heads, pensions and, of reforms, who gains and who loses."""
    blocks: list[Block] = [Sheet(table) for table in headline_tables(subject, "people", PEOPLE_ROWS)]
    for reform in subject.reforms:
        tables = [grouped_by(table, by) for by in (None, *GROUPS) if (table := reform.winners(by)) is not None]
        blocks += [*pictures_of(reform, "gains")] if tables else []
        blocks += [Sheet(retitled(table, reform, subject), coloured=True, wide=True) for table in tables]
        if tables:
            blocks.append(Sheet(retitled(reform.comparison.ends(), reform, subject)))
        else:
            blocks.append(Text(said("no_winners", name=reform.name)))
    return Section("people", said("section_people"), (*blocks, *pictures(subject, *PEOPLE_PICTURES)))


PEOPLE_PICTURES = ("replacement", "participants", "pensions", "pyramids")


def places(subject: "Subject") -> Section:
    """Return the cities: tiles and a table."""
    blocks: list[Block] = [*pictures(subject, "tiles")]
    for reform in subject.reforms:
        blocks += pictures_of(reform, "tiles")
    blocks.append(Sheet(places_table(subject)))
    return Section("places", said("section_places"), tuple(blocks))


def movers(subject: "Subject") -> Section:
    """Return who moves and what moves with them."""
    blocks: list[Block] = [*pictures(subject, "flows"), Sheet(movers_table(subject))]
    for reform in subject.reforms:
        if (table := reform.winners("migrant")) is not None:
            blocks.append(Sheet(retitled(grouped_by(table, "migrant"), reform, subject), coloured=True, wide=True))
    return Section("movers", said("section_movers"), tuple(blocks))


def law(subject: "Subject") -> Section:
    """Return in which settings the runs differ, as the law says it."""
    if subject.reforms:
        tables = [retitled(reform.comparison.changes_table(), reform, subject) for reform in subject.reforms]
        return Section("law", said("section_law"), tuple(Sheet(table) for table in tables))
    from microsim.scenarios import scenario as read_scenario

    ours = scenario_of(subject.base.manifest)
    found = changes_table(input_changes(read_scenario("baseline"), ours))
    return Section("law", said("section_law"), (Text(said("law_against_baseline")), Sheet(found)))


def assumptions(subject: "Subject") -> Section:
    """Return the uncertain assumptions with what is known of each, and those that a scenario sets."""
    from microsim.law.assumed import assumption_rows
    from microsim.uncertainty.quantities import uncertain_quantities

    wanted = {one.name.split("@")[0] for one in uncertain_quantities()}
    under = scenario_of(subject.base.manifest)
    rows = [row for row in assumption_rows(scenario=under) if row.path in wanted or row.shipped is not None]
    columns = tuple(
        Column(said(f"assumption_{key}"), TEXT) for key in ("value", "low", "high", "unit", "grade", "source")
    )
    cells = tuple(
        (short(row.value), short(row.low), short(row.high), row.unit, row.grade, short(row.document or row.source))
        for row in rows
    )
    names = tuple(Name(row.path, row.en, row.zh) for row in rows)
    table = Table("assumptions", said("assumptions_title"), columns, names, cells, (said("assumptions_note"),))
    return Section("assumptions", said("section_assumptions"), (Sheet(table, wide=True),))


def short(value: Any) -> str:
    """Return a value as text that fits a cell: of a long table its ends."""
    if value is None:
        return "–"
    if isinstance(value, dict) and len(value) > 2:
        keys = list(value)
        return f"{keys[0]}: {short(value[keys[0]])} … {keys[-1]}: {short(value[keys[-1]])}"
    if isinstance(value, dict):
        return "; ".join(f"{key}: {short(one)}" for key, one in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(short, value[:3])) + (" …" if len(value) > 3 else "")
    text = f"{value:.4g}" if isinstance(value, float) else str(value)
    return text if len(text) <= 60 else f"{text[:59]}…"


def validation(subject: "Subject") -> Section:
    """Return how the base does on published figures: scores, and the largest misses with their causes."""
    found = subject.validation
    if found is None:
        return Section("validation", said("section_validation"), (Text(said("no_back_test")),))
    return Section("validation", said("section_validation"), (Sheet(scores_table(found)), Sheet(misses_table(found))))


def scores_table(found: Any) -> Table:
    """Return the scores."""
    from microsim.words.book import word

    columns = (
        Column(said("score_rows"), COUNT, Unit()),
        Column(said("score_within"), TEXT),
        Column(said("score_mean"), LEVEL, decimals=3),
        Column(said("score_greatest"), LEVEL, decimals=3),
    )
    scores = [score for score in found.scores() if score.rows]
    names = tuple(
        Name(score.name, *(word("validation", score.name, one).strip() for one in ("en", "zh"))) for score in scores
    )
    cells = tuple(
        (
            Figure(score.rows),
            "–" if score.within is None else str(score.within),
            Figure(score.mean),
            Figure(score.greatest),
        )
        for score in scores
    )
    return Table("scores", said("scores_title"), columns, names, cells, (said("scores_note"),))


def misses_table(found: Any) -> Table:
    """Return the figures held out that the run misses by most."""
    from microsim.validation.comparing import Verdict
    from microsim.validation.roles import Role

    misses = [row for row in found.scored(Role.HOLDOUT) if row.verdict is not Verdict.WITHIN and row.ratio]
    misses.sort(key=lambda row: -abs(row.log_ratio))
    columns = tuple(Column(said(f"miss_{key}"), TEXT) for key in ("year", "published", "simulated", "ratio", "cause"))
    cells = tuple(
        (
            str(row.target.year),
            f"{row.target.value:,.4g} {row.target.unit}",
            f"{row.simulated:,.4g}",
            f"{row.ratio:.2f}",
            Name("cause", row.cause.en, row.cause.zh) if row.cause else said("cause_unknown"),
        )
        for row in misses[:LEADING]
    )
    names = tuple(plain(f"{row.target.indicator}, {row.target.region}") for row in misses[:LEADING])
    title = said("misses_title", shown=len(names), count=len(misses))
    return Table("misses", title, columns, names, cells)


def manifest(subject: "Subject") -> Section:
    """Return what it takes to make the runs again."""
    runs = [subject.base, *(reform.comparison.reform for reform in subject.reforms)]
    keys = ("command", "date", "one_in", "persons", "seed", "replicates", "until", "code", "note")
    lines = {key: [str(run.manifest.get(key) or "–") for run in runs] for key in keys}
    lines["inputs"] = [run.manifest["inputs"]["all"][:16] for run in runs]
    lines["version"] = [run.manifest.get("versions", {}).get("microsim", "–") for run in runs]
    columns = tuple(Column(plain(run.name), TEXT) for run in runs)
    names = tuple(said(f"manifest_{key}") for key in lines)
    table = Table("manifest", said("manifest_title"), columns, names, tuple(tuple(line) for line in lines.values()))
    return Section("manifest", said("section_manifest"), (Sheet(table), Text(said("how_to_cite"))))


def retitled(table: Table, reform: "Reform", subject: "Subject") -> Table:
    """Return a table that names its reform where a report has several."""
    return table if len(subject.reforms) < 2 else titled_of(table, reform)


def grouped_by(table: Table, by: str | None) -> Table:
    """Return a table that says by which groups it is told."""
    if by is None:
        return table
    title = said("told_by", title=table.title, group=said(f"group_{by}"))
    return dataclasses.replace(table, title=title._replace(key=table.title.key))


def titled_of(table: Table, reform: "Reform") -> Table:
    """Return a table that names its reform."""
    title = Name(table.title.key, f"{table.title.en}: {reform.name.en}", f"{table.title.zh}：{reform.name.zh}")
    return dataclasses.replace(table, title=title)


def pictures(subject: "Subject", *names: str) -> list[Block]:
    """Return figures of the base, those that can be drawn of it."""
    known = names_of(subject.base)
    return [picture(subject.base, name, subject) for name in names if name in known]


def pictures_of(reform: "Reform", *names: str) -> list[Block]:
    """Return figures of a comparison."""
    known = names_of(reform.comparison)
    return [picture(reform.comparison, name, None) for name in names if name in known]


def picture(source: Any, name: str, subject: "Subject | None") -> Picture:
    """Return a figure of a run or a comparison, drawn when it is written."""
    options: dict[str, Any] = (
        {"geojson": subject.geojson} if subject is not None and name == "tiles" and subject.geojson else {}
    )

    def draw(language: str) -> Any:
        return drawn_of(source, name, language, placed=False, **options)

    return Picture(name, said(f"picture_{name}"), draw)


def headline_tables(subject: "Subject", key: str, rows: Sequence[str]) -> Iterator[Table]:
    """Yield the headline of each region: of reforms the difference first, the base's level behind; else levels."""
    regions = [*PROVINCES, *([BOTH] if len(PROVINCES) > 1 else [])]
    for reform in subject.reforms:
        for region in regions:
            yield headline_table(subject, reform, f"{key}_{region}", region, rows)
    if not subject.reforms:
        for region in regions:
            yield headline_table(subject, None, f"{key}_{region}", region, rows)


def headline_table(subject: "Subject", reform: "Reform | None", key: str, region: str, rows: Sequence[str]) -> Table:
    """Return rows of the headline of one region."""
    levels = subject.levels
    years = shown_years(YEARS if reform is None else (2035, 2050, 2075), levels.years)
    units = [levels.unit(row) for row in rows]
    columns: list[Column] = []
    if reform is not None:
        columns += [Column(plain(year), DIFFERENCE, decimals=2) for year in years]
        columns += [Column(said("base_in", year=year), LEVEL, decimals=2) for year in years]
    else:
        columns += [Column(plain(year), LEVEL, decimals=2) for year in years]
    cells = []
    for row in rows:
        changes = [] if reform is None else [reform.changes.figure(row, region, year) for year in years]
        cells.append((*changes, *(levels.figure(row, region, year) for year in years)))
    names = tuple(english_unit(row, unit) for row, unit in zip(rows, units, strict=True))
    place = region_name(region)
    title = said("headline_of", place=place) if reform is None else said("difference_of", place=place, name=reform.name)
    return Table(key, title, tuple(columns), names, tuple(cells), (said("errors_of_sample"),))


def places_table(subject: "Subject") -> Table:
    """Return some ratios of every city in a year; of a comparison the base's."""
    year = shown_years(PLACE_YEARS, subject.levels.years)[0]
    places = simulated_places()
    keys = [key for key in PLACE_MEASURES if key in measures()]
    found = subject.base.indicators(*keys, regions=[place.key for place in places], years=year)
    lines: Any = found.itertuples()
    at = {(row.indicator, row.region): row for row in lines}
    columns = tuple(
        Column(
            Name(key, measures()[key].name["en"], measures()[key].name["zh"]),
            LEVEL,
            Unit(measures()[key].unit, measures()[key].unit),
            1,
        )
        for key in keys
    )
    cells = tuple(tuple(figure_of(at.get((key, place.key))) for key in keys) for place in places)
    rows = tuple(Name(place.key, place.english, place.chinese) for place in places)
    return Table("places", said("places_title", year=year), columns, rows, cells, (said("places_note"),))


def figure_of(row: Any) -> Figure:
    """Return a row of the indicators as a cell."""
    return Figure(float("nan")) if row is None else Figure(float(row.value), float(row.se))


def movers_table(subject: "Subject") -> Table:
    """Return the flows across the border of each province: persons, records, money of the account and pooled."""
    keys = (
        "moves_in",
        "moves_out",
        "transfers_in",
        "transfers_out",
        "account_in",
        "account_out",
        "pooled_in",
        "pooled_out",
    )
    years = shown_years((2025, 2035, 2050), subject.levels.years)
    found = subject.base.indicators("mobility_accounts", regions=list(PROVINCES), years=years)
    level = subject.base.tree["prices"].price_level
    lines: Any = found.itertuples()
    at = {(row.indicator, row.region, int(row.year)): row for row in lines}
    price = subject.levels.price_year
    rows, cells = [], []
    for region in PROVINCES:
        for key in keys:
            money = measures()[key].unit == "yuan"
            units = (f"bn yuan of {price}", f"{price}年十亿元") if money else ("thousand persons", "千人")
            texts = [
                f"{place_name(region, one)}: {measures()[key].name[one]}, {unit}"
                for one, unit in zip(("en", "zh"), units, strict=True)
            ]
            rows.append(Name(f"{region}.{key}", *texts))
            line = []
            for year in years:
                row = at.get((key, region, year))
                scale = 1e9 * float(level.sel(year=year)) if money else 1e3
                line.append(Figure(np.nan if row is None else float(row.value) / scale))
            cells.append(tuple(line))
    columns = tuple(Column(plain(year), LEVEL, decimals=2) for year in years)
    return Table("movers", said("movers_title"), columns, tuple(rows), tuple(cells), (said("elsewhere_note"),))
