"""Run sets of the settings in which two runs differ, on the batch runner, and say what each makes of the change."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from microsim.attributing.shares import MOST, alone, last_in, sets_wanted, shapley, stepwise
from microsim.batches import batch
from microsim.comparing.changes import differing, scenario_of
from microsim.comparing.decomposition import known_region
from microsim.comparing.payers import years_shown
from microsim.comparing.table import Column, Figure, Name, Table, Unit, named
from microsim.estimating import between_replicates
from microsim.reading import InputError, Problem, did_you_mean
from microsim.reading.arguments import Arguments
from microsim.report.comparison import compare
from microsim.report.outcome import Run
from microsim.results.headline import REGIONS, ROWS
from microsim.results.indicators import years_of
from microsim.scenarios import Scenario
from microsim.scenarios.read import with_entries
from microsim.words.book import place_name, word

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

Settings = dict[str, dict[str, Any]]  # by the name of a group of settings: values by path


def attribute(
    base: "Run | str | Path",
    reform: "Run | str | Path",
    indicator: str = "balance",
    region: str = "both",
    year: int | None = None,
    groups: Mapping[str, Sequence[str]] | None = None,
    *,
    threads: int | None = None,
    progress: Any = None,
) -> Table:
    """Return which of the settings in which two runs differ makes how much of a change.

    Sets of them are run with the sample, seed and replicates of the two runs: all sets of up to five settings, 32 runs, for
    Shapley shares; of more, one after the other in the order of their paths, and each taken off the whole.

    Parameters
    ----------
    base, reform
        Runs, run folders, or names of runs under ``runs/``, that match.
    indicator, region, year
        A row of the headline, such as ``balance`` or ``mean_pension``, of a province or ``both``; of a year, the last of
        the runs by default.
    groups
        Settings that go together: lists of paths by name. Each is one by itself by default.
    threads, progress
        As for ``batch``.

    Raises
    ------
    InputError
        Where the runs do not match or do not differ, for an unknown indicator, region, year or path, and where a run of
        some of the settings fails.
    """
    threads, progress = checked(threads, progress)
    indicator, region = known_row(indicator), known_province(region)
    change = compare(base, reform)
    (year,) = years_shown(years_of(change.base.tree), None if year is None else [year])[-1:]
    old, new = scenario_of(change.base.manifest), scenario_of(change.reform.manifest)
    settings = in_groups(setting_values(old, new), groups)
    wanted = sets_wanted(list(settings))
    manifest = change.base.manifest
    scenarios = [with_settings(old, [settings[name] for name in some]) for some in wanted]
    found = batch(
        scenarios,
        name="attribution",
        one_in=manifest["one_in"],
        until=year,
        seeds=[manifest["seed"]],
        replicates=manifest["replicates"],
        threads=threads,
        progress=progress,
    )
    refuse_failed(found.failed)
    values = values_of(found.headline, scenarios, wanted, (indicator, region, year))
    return shares_table(values, list(settings), (indicator, region, year))


def checked(threads: Any, progress: Any) -> tuple[int | None, Any]:
    """Return how to run, checked by name as for ``batch``."""
    asked = Arguments("attribute")
    threads, progress = asked.whole("threads", threads), asked.watcher("progress", progress)
    asked.check()
    return threads, progress


def known_row(indicator: Any) -> str:
    """Return the key of a row of the headline; InputError for what is none."""
    keys = [row.key for row in ROWS]
    if indicator in keys:
        return str(indicator)
    hint = did_you_mean(str(indicator), keys)
    raise InputError([Problem("indicator", 0, 0, "", f"found {indicator}, allowed are {', '.join(keys)}{hint}")])


def known_province(region: Any) -> str:
    """Return a region of the headline; InputError for another."""
    if known_region(region) in REGIONS:
        return str(region)
    raise InputError([Problem("region", 0, 0, "", f"found {region}, allowed are {', '.join(REGIONS)}")])


def setting_values(base: Scenario, reform: Scenario) -> dict[str, Any]:
    """Return what the reform sets otherwise, by path of section and name; None where it drops what the base sets.

    Raises
    ------
    InputError
        Where nothing differs, and where years or people differ, which no setting of law or assumptions makes.
    """
    if (base.population, base.horizon, base.information) != (reform.population, reform.horizon, reform.information):
        message = "found another base year, horizon or year of information, allowed are changes of law and assumptions"
        raise InputError([Problem(reform.name, 0, 0, "", message)])
    found = {
        f"{section}.{path}": getattr(reform, section).get(path)
        for section in ("law", "assumptions")
        for path in differing(getattr(base, section), getattr(reform, section))
    }
    if not found:
        raise InputError([Problem(reform.name, 0, 0, "", "found no setting that differs, allowed is a reform")])
    return found


def in_groups(values: dict[str, Any], groups: Mapping[str, Sequence[str]] | None) -> Settings:
    """Return settings by group, each path its own group where it is in none.

    Raises
    ------
    InputError
        For a path in which the runs do not differ, and one in two groups.
    """
    short = {path.partition(".")[2]: path for path in values}
    problems, result, taken = [], {}, set()
    for name, paths in (groups or {}).items():
        full = [short.get(path, path) for path in paths]
        for path, asked in zip(full, paths, strict=True):
            if path not in values or path in taken:
                fault = "a path twice" if path in taken else "no difference"
                hint = did_you_mean(str(asked), list(short))
                problems.append(
                    Problem("groups", 0, 0, name, f"found {fault} in {asked}, allowed are {', '.join(short)}{hint}")
                )
            taken.add(path)
        result[name] = {path: values.get(path) for path in full}
    if problems:
        raise InputError(problems)
    return result | {path.partition(".")[2]: {path: value} for path, value in values.items() if path not in taken}


def with_settings(base: Scenario, settings: list[dict[str, Any]]) -> Scenario:
    """Return the base with some groups of settings laid over it."""
    together = {path: value for part in settings for path, value in part.items()}
    return with_entries(base, together, "attribution") if together else base


def refuse_failed(failed: "pd.DataFrame") -> None:
    """Raise the mistakes of runs that failed: settings that mean nothing without each other, for instance."""
    if len(failed):
        problems = [
            Problem(
                str(row["scenario"]), 0, 0, "", f"a run of some settings failed: {row['reason']}; join them in groups"
            )
            for _, row in failed.iterrows()
        ]
        raise InputError(problems)


def values_of(
    headline: "pd.DataFrame", scenarios: list[Scenario], wanted: list[frozenset[str]], cell: tuple[str, str, int]
) -> dict[frozenset[str], np.ndarray]:
    """Return the value of each set of settings, [replicate], of one cell of the headline: indicator, region, year."""
    indicator, region, year = cell
    some = headline[
        (headline["indicator"] == indicator) & (headline["region"] == region) & (headline["year"] == year)
    ].sort_values("replicate")
    values = {str(name): part["value"].to_numpy(dtype=float) for name, part in some.groupby("scenario", observed=True)}
    return {names: values[scenario.name] for names, scenario in zip(wanted, scenarios, strict=True)}


def shares_table(values: dict[frozenset[str], np.ndarray], names: list[str], cell: tuple[str, str, int]) -> Table:
    """Return the shares of settings as a table, a row a setting, the whole change below."""
    indicator, region, year = cell
    row = next(one for one in ROWS if one.key == indicator)
    whole = values[frozenset(names)] - values[frozenset()]
    few = len(names) <= MOST
    parts = {"shapley": shapley(values, names)} if few else {"stepwise": stepwise(values, names)}
    parts["last_in"] = last_in(values, names)
    if few:
        parts["alone"] = alone(values, names)
    total = [figure(whole) if key in ("shapley", "stepwise") else "" for key in parts]
    unit = Unit(row.unit, row.unit_chinese, row.chinese_factor)
    columns = tuple(Column(named(key), unit=unit, decimals=max(row.decimals, 1)) for key in parts)
    cells = [tuple(figure(part[number]) for part in parts.values()) for number in range(len(names))]
    texts = {language: word("headline", indicator, language).strip() for language in ("en", "zh")}
    place = Name(region, *(place_name(region, language) for language in ("en", "zh")))
    title = named("attribution", indicator=Name(indicator, texts["en"], texts["zh"]), region=place, year=year)
    note = named("shapley_note", runs=len(values)) if few else named("stepwise_note", runs=len(values), most=MOST)
    rows = (*(setting_name(name) for name in names), named("whole_change"))
    return Table("attribution", title, columns, rows, (*cells, tuple(total)), (note,))


def figure(values: np.ndarray) -> Figure:
    """Return the mean of replicates with its error."""
    return Figure(float(values.mean()), float(between_replicates(values)))


def setting_name(path: str) -> Name:
    """Return what a setting is called: the name of its quantity, with its path; a group's own name."""
    from microsim.law.information import assumptions_of
    from microsim.schema import STATUTE_QUANTITIES

    quantity = STATUTE_QUANTITIES.get(path.partition(".")[2])
    entry = quantity or assumptions_of(None).entries.get(path)
    return Name(path, entry.en, entry.zh) if entry else Name(path, path, path)
