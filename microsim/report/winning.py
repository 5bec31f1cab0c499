"""From two runs to the table of who gains and who loses: which persons, which groups, and when there is no such table."""

import dataclasses
import shlex
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from microsim.comparing.changes import first_day
from microsim.comparing.classes import (
    BENEFITS,
    COLUMNS,
    NET_OF,
    ends,
    known_net,
    unpaired_means,
    wealth_of,
    winners_table,
)
from microsim.comparing.groups import STANDING, columns_of, grouped, known_keys
from microsim.comparing.means import columns_named, known_numbers, mean_changes_table, means_table, who
from microsim.comparing.people import FIRST_BIRTH, IDENTITY, WHOLE, Pairs, lives_of, whole_births
from microsim.comparing.table import YUAN, Column, Figure, Name, Table, named
from microsim.reading import InputError, Problem
from microsim.words.book import book

if TYPE_CHECKING:
    import pandas as pd

    from microsim.report.comparison import Comparison
    from microsim.report.outcome import Run

TEXT = "text"


def winners(
    change: "Comparison", by: Any, net_of: str, births: tuple[int, int] | None, where: str | None = None
) -> Table:
    """Return the five classes by groups of the base; parameters and errors as for ``Comparison.winners``."""
    keys, asked = known_keys(by), births is not None
    births = known_births(change, births)
    known_net(net_of)
    day = first_day(change.changes()) if STANDING in keys else None
    wanted = (*COLUMNS, *columns_of(keys), *columns_named(where))
    if same_people(change):
        pairs = born_in(change.pairs(wanted), births)
        pairs = pairs.of(who(pairs.base, where))
        table = winners_table(pairs, grouped(pairs.base, keys, day), net_of, births, asked)
        return dataclasses.replace(table, notes=(*table.notes, *of_whom(where)))
    if where is not None:
        raise InputError([Problem("where", 0, 0, "", f"found unpaired runs, of which nobody can be picked; {ALLOWED}")])
    wanted = (*IDENTITY, *wanted)
    lives = [lives_of(run.lives_table, run.name, wanted) for run in (change.base, change.reform)]
    lives = [one[one["birth_year"].between(*births)] for one in lives]
    old, new = (grouped(one, keys, day) for one in lives)
    return unpaired_means(lives[0], lives[1], (old, new), NET_OF[net_of])


def of_whom(where: str | None) -> tuple[Name, ...]:
    """Return the note that says which persons a table is of."""
    return () if where is None else (named("of_whom", where=where),)


def births_note(lives: "pd.DataFrame", births: tuple[int, int], asked: bool) -> Name:
    """Return the note that says whose births a table is of and how many of their lives are whole."""
    whole = f"{100.0 * float(lives['complete'].mean()):.1f}%" if len(lives) else "0%"
    return named("lives_asked" if asked else "whole_lives", first=births[0], last=births[1], share=whole)


def means_of(run: "Run", names: Sequence[str], by: Any, where: str | None, births: tuple[int, int] | None) -> Table:
    """Return means of columns of the lives of a run; parameters and errors as for ``Run.means``."""
    keys, names = known_keys(by), known_numbers(names)
    if STANDING in keys:
        raise InputError(
            [Problem("by", 0, 0, STANDING, "found one run, allowed is a comparison with a reform that has a day")]
        )
    chosen = known_births_of([run], births)
    wanted = (*IDENTITY, "birth_year", "complete", *names, *columns_of(keys), *columns_named(where))
    lives = lives_of(run.lives_table, run.name, wanted)
    lives = lives[lives["birth_year"].between(*chosen)]
    lives = lives[who(lives, where)]
    notes = (births_note(lives, chosen, births is not None), *of_whom(where))
    return means_table(lives, grouped(lives, keys), names, notes)


def mean_changes(
    change: "Comparison", names: Sequence[str], by: Any, where: str | None, births: tuple[int, int] | None
) -> Table:
    """Return mean changes of columns of lives; parameters and errors as for ``Comparison.means``."""
    keys, names = known_keys(by), known_numbers(names)
    chosen = known_births(change, births)
    day = first_day(change.changes()) if STANDING in keys else None
    if not same_people(change):
        raise InputError([Problem("means", 0, 0, "", f"found unpaired runs; {ALLOWED}")])
    pairs = change.pairs(("complete", *names, *columns_of(keys), *columns_named(where))).born(chosen)
    pairs = pairs.of(who(pairs.base, where))
    notes = (births_note(pairs.base, chosen, births is not None), *of_whom(where))
    return mean_changes_table(pairs, grouped(pairs.base, keys, day), names, notes)


def same_people(change: "Comparison") -> bool:
    """Return whether the runs are of the same persons; False only where they were compared as unpaired.

    Raises
    ------
    InputError
        Where the persons are not the same and nobody said that this is meant.
    """
    pairs = change.pairs()
    apart = not pairs.alike or "population" in change.differs
    if not apart and not change.unmatched:
        return True
    if change.may_be_unpaired:
        return False
    raise InputError([Problem("winners", 0, 0, "", f"found {counts(pairs).en}, and {reason(change)}; {ALLOWED}")])


ALLOWED = (
    "allowed are runs of the same population, in which a person has a twin; compare with unpaired=True (--unpaired) for "
    "differences of means"
)


def reason(change: "Comparison") -> str:
    """Return why persons have no twins."""
    differs = "population" in change.differs
    return "births, deaths or moves that differ (the population inputs do)" if differs else "lives that do not pair"


def counts(pairs: Pairs) -> Name:
    """Return how many persons are in both runs and in one only."""
    return named("counts", both=len(pairs.base), only_base=pairs.only_base, only_reform=pairs.only_reform)


def known_births(change: "Comparison", births: Any) -> tuple[int, int]:
    """Return first and last year of birth; those of whole lives for None; InputError for what is none."""
    return known_births_of([change.base, change.reform], births)


def known_births_of(runs: "Sequence[Run]", births: Any) -> tuple[int, int]:
    """Return first and last year of birth of persons of some runs, as ``known_births``."""
    if births is None:
        until = min(int(run.manifest["until"]) for run in runs)
        if (whole := whole_births(until)) is not None:
            return whole
        message = (
            f"found runs to {until}, allowed are runs to {FIRST_BIRTH + WHOLE} or later, which hold whole lives; lives that "
            "are cut are taken with births=(first, last), --births FIRST-LAST"
        )
        raise InputError([Problem("births", 0, 0, "", message)])
    if isinstance(births, Sequence) and not isinstance(births, str) and len(births) == 2:
        first, last = births
        if isinstance(first, int) and isinstance(last, int) and first <= last:
            return first, last
    message = f"found {births}, allowed are a first and a last year of birth such as (1960, 2004)"
    raise InputError([Problem("births", 0, 0, "", message)])


def born_in(pairs: Pairs, births: tuple[int, int]) -> Pairs:
    """Return the persons of some years of birth; InputError where there is nobody."""
    some = pairs.born(births)
    if len(some.base):
        return some
    years = pairs.base["birth_year"]
    message = (
        f"found nobody born from {births[0]} to {births[1]}, allowed are years from {years.min()} to {years.max()}"
    )
    raise InputError([Problem("births", 0, 0, "", message)])


def both_ends(change: "Comparison", count: int, net_of: str, births: tuple[int, int] | None) -> Table:
    """Return the persons with the largest gains and losses and the command that tells each."""
    births = known_births(change, births)
    known_net(net_of)
    if not same_people(change):
        raise InputError([Problem("ends", 0, 0, "", f"found unpaired runs; {ALLOWED}")])
    pairs = born_in(change.pairs((*BENEFITS, *NET_OF["all"], "sex")), births)
    found = ends(pairs, wealth_of(pairs, net_of), count)
    columns = (
        Column(named("change_of"), unit=YUAN, decimals=0),
        Column(named("base_wealth"), "level", YUAN, 0),
        Column(named("birth_and_sex"), TEXT),
        Column(named("how_to_explain"), TEXT),
    )
    cells = [
        (Figure(float(gain)), Figure(float(base)), born(int(year), sex), command(change, person))
        for person, gain, base, year, sex in found.to_numpy().tolist()
    ]
    names = tuple(Name(str(one), str(one), str(one)) for one in found["id"])
    return Table("ends", named("ends"), columns, names, tuple(cells), (named(f"gain_{net_of}"), named("not_valued")))


def born(year: int, sex: Any) -> Name:
    """Return year of birth and sex in words."""
    words = book()["sex"][str(sex)]
    return Name("born", f"{year}, {words['en']}", f"{year}年，{words['zh']}")


def command(change: "Comparison", person: Any) -> str:
    """Return the command that tells one person's life in both runs; of settings made by hand, the reform's alone."""
    base, reform = change.base.manifest, change.reform.manifest
    scenarios, settings = [base["scenario"]["name"], reform["scenario"]["name"]], []
    if reform.get("settings"):  # a scenario that no file holds: what was set is set again
        scenarios = [reform["base_scenario"]]
        settings = [part for path, value in reform["settings"].items() for part in ("--set", f"{path}={value}")]
    parts = ["microsim", "explain", *scenarios, *settings, "--person", str(person)]
    parts += ["--seed", str(reform["seed"])] if reform["seed"] != 1 else []
    parts += ["--until", str(reform["until"])] if reform["until"] != reform["scenario"]["horizon"]["end"] else []
    return shlex.join(parts)
