"""What a user asks for: indicators by name, groups, regions, years; checked, all mistakes at once, and answered as a frame."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from microsim.indicators.cell import ALL_REGIONS
from microsim.indicators.lives_table import lives_table
from microsim.indicators.registry import (
    LIVES,
    NOT_MODELLED,
    OWN_COMMAND,
    Indicator,
    asked_for,
    indicator_of_name,
    registry,
)
from microsim.indicators.table import indicator_table
from microsim.reading import InputError, Problem, Problems, did_you_mean, shortened, show
from microsim.results.indicators import BOTH, PROVINCES, years_of

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

USUAL_REGIONS = (*PROVINCES, BOTH)
STATUS = "status"
NO_LIVES, NOT_TOLD, NO_NUMBER = "needs lives.parquet", "not by this group", "no number"


class Selection(NamedTuple):
    """What is asked for, checked.

    Attributes
    ----------
    indicators : in the order of the registry, each with the measures asked for
    by : groupings, None for everybody alone
    regions : names of regions
    years : of the run; None: all
    """

    indicators: tuple[Indicator, ...]
    by: tuple[str, ...]
    regions: tuple[str, ...]
    years: tuple[int, ...]


def select(
    tree: "xr.DataTree",
    names: str | Iterable[Any] = (),
    by: str | Iterable[Any] = (),
    regions: str | Iterable[Any] = (),
    years: int | Iterable[Any] = (),
) -> Selection:
    """Return what is asked for of a run.

    Parameters
    ----------
    names : keys of indicators or measures, or numbers of indicators; all by default
    by : groupings
    regions : provinces, cities, both; provinces and both by default
    years : all simulated by default

    Raises
    ------
    InputError
        With everything that no indicator, region or year of the run is called.
    """
    problems = Problems()
    try:
        wanted = asked_for(several(names))
    except InputError as error:
        problems.extend(error.problems)
        wanted = []
    groups, places, when = several(by), several(regions), several(years)
    problems.extend(wrong_groups(groups, wanted))
    problems.extend(
        Problem(
            shortened(str(one)), 0, 0, "region", f"found no region of this name{did_you_mean(str(one), ALL_REGIONS)}"
        )
        for one in places
        if one not in ALL_REGIONS
    )
    simulated = [int(year) for year in years_of(tree)]
    problems.extend(
        Problem(
            shortened(str(year)), 0, 0, "year", f"found {show(year)}, the run has {simulated[0]} to {simulated[-1]}"
        )
        for year in when
        if year not in simulated
    )
    problems.check()
    return Selection(tuple(wanted), groups, places or USUAL_REGIONS, when)


def several(given: Any) -> tuple[Any, ...]:
    """Return one or several things as a tuple, nothing as none."""
    if given is None:
        return ()
    return tuple(given) if isinstance(given, Iterable) and not isinstance(given, str) else (given,)


def wrong_groups(by: Sequence[str], wanted: Sequence[Indicator]) -> list[Problem]:
    """Return a problem for each grouping that no indicator asked for may be told by."""
    known = sorted({group for one in registry().values() for group in one.by})
    there = sorted({group for one in wanted for measure in one.measures for group in measure.by})
    problems = []
    for word in by:
        if word not in known:
            word = str(word)
            message = f"found no group of this name, allowed is one of {', '.join(known)}{did_you_mean(word, known)}"
        elif wanted and word not in there:
            message = f"what is asked for is not told by {word}, allowed is {', '.join(there) or 'no group'}"
        else:
            continue
        problems.append(Problem(shortened(word), 0, 0, "by", message))
    return problems


def selected(tree: "xr.DataTree", selection: Selection, lives: Any = None) -> "pd.DataFrame":
    """Return what is selected as a frame, a row a number.

    Parameters
    ----------
    lives : lives of the run as a table of arrow or their file, None where it has none

    Returns
    -------
    DataFrame
        Columns indicator, region, group, year, value, unit, se, status. An indicator without a number (not modelled, lives not
        kept, not told by the group, too few lives) has one row without region, year and value; its status says why.
    """
    import pandas as pd

    parts = [indicator_table(tree, selection.indicators, selection.regions, selection.by).to_pandas()]
    if lives is not None:
        last_year = int(years_of(tree)[-1])
        some = lives_table(lives, last_year, selection.indicators, selection.regions, selection.by)
        parts.append(some.to_pandas())
    parts = [part.astype({"year": "Int32"}) for part in parts]
    if selection.years:
        parts = [part[part["year"].isna() | part["year"].isin(selection.years)] for part in parts]
    frame = pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
    frame = frame.assign(**{STATUS: [indicator_of_name(key).status for key in frame["indicator"]]})
    empty = empty_rows(selection, set(frame["indicator"]), lives is None)
    return pd.concat([frame, empty], ignore_index=True) if len(frame) and len(empty) else frame if len(frame) else empty


def empty_rows(selection: Selection, there: set[str], missing_lives: bool) -> "pd.DataFrame":
    """Return a row without a value for each indicator that has none, with the reason as its status."""
    import pandas as pd

    lacking = [one for one in selection.indicators if not there & {measure.key for measure in one.measures}]
    nothing = pd.array([pd.NA] * len(lacking), dtype="Int32")
    row = {"region": "", "group": "", "year": nothing, "value": np.nan, "unit": "", "se": np.nan}
    why = [why_empty(one, selection.by, missing_lives) for one in lacking]
    return pd.DataFrame({"indicator": [one.key for one in lacking], **row, STATUS: why})


def why_empty(one: Indicator, by: Sequence[str], missing_lives: bool) -> str:
    """Return why an indicator has no number."""
    if one.status == NOT_MODELLED:
        return NOT_MODELLED
    if one.command:
        return OWN_COMMAND
    if missing_lives and one.origin == LIVES:
        return NO_LIVES
    return NOT_TOLD if by and not set(by) & set(one.by) else NO_NUMBER
