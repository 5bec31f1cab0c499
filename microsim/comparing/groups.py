"""Groups of persons, by keys of the base run: who is of a group stays there, whatever a reform makes of him."""

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from microsim.amounts import MONTHS
from microsim.comparing.table import Name
from microsim.lives.columns import columns
from microsim.reading import InputError, Problem, did_you_mean
from microsim.words.book import book

if TYPE_CHECKING:
    import pandas as pd

ALL = "all"
STANDING = "standing"
NEAR = 5  # years before a claim in which a person counts as near to it
ORDER = ("retired", "near", "later", "unborn", "gone")
KEYS: dict[str, tuple[str, ...]] = {
    "cohort": ("cohort",),
    "sex": ("sex",),
    "hukou": ("hukou_place", "hukou_type"),
    "hukou_place": ("hukou_place",),
    "hukou_type": ("hukou_type",),
    "residence": ("residence",),
    "hukou_25": ("hukou_place_25", "hukou_type_25"),
    "residence_25": ("residence_25",),
    "hukou_claim": ("hukou_place_claim", "hukou_type_claim"),
    "residence_claim": ("residence_claim",),
    "education": ("education",),
    "track": ("track",),
    "quintile": ("earnings_quintile",),
    "migrant": ("migrant_class",),
    "migrant_after": ("migrant_after",),
    "city_first": ("city_first",),
    "city_longest": ("city_longest",),
    "city_last": ("city_last",),
    STANDING: ("claim_month", "statutory_month", "birth_year", "exit_year"),
}  # by the name of a grouping: the columns of lives it is read from


class Grouped(NamedTuple):
    """Persons in groups.

    Attributes
    ----------
    names : what the groups are called, in order
    cells : number of the group of each person, [person]
    """

    names: tuple[Name, ...]
    cells: np.ndarray


def known_keys(by: Any) -> tuple[str, ...]:
    """Return the keys of a grouping such as ``sex,cohort``; none of None.

    Raises
    ------
    InputError
        For each that is none, with the nearest one.
    """
    if by is None:
        return ()
    asked = [part.strip() for part in by.split(",")] if isinstance(by, str) else list(by)
    problems = []
    for one in asked:
        if one not in KEYS:
            hint = did_you_mean(str(one), list(KEYS))
            problems.append(Problem("by", 0, 0, "", f"found {one}, allowed are {', '.join(KEYS)}{hint}"))
    if len(set(asked)) < len(asked):
        problems.append(Problem("by", 0, 0, "", f"found a group twice in {by}, allowed is each once"))
    if problems:
        raise InputError(problems)
    return tuple(asked)


def columns_of(keys: tuple[str, ...]) -> tuple[str, ...]:
    """Return the columns of lives that groupings are read from."""
    return tuple(dict.fromkeys(column for key in keys for column in KEYS[key]))


def grouped(lives: "pd.DataFrame", keys: tuple[str, ...], reform_day: str | None = None) -> Grouped:
    """Return the persons of a base run in groups, crossed where there are several keys.

    Parameters
    ----------
    lives : rows of the base run
    keys : of ``known_keys``
    reform_day : the day of the reform, for the standing at it

    Raises
    ------
    InputError
        For the standing at a reform that has no day.
    """
    import pandas as pd

    if not keys:
        return Grouped((of_group((), ()),), np.zeros(len(lives), np.int64))
    found_in = [one for key in keys for one in _columns(lives, key, reform_day)]
    codes, found = pd.MultiIndex.from_arrays([values for _, values in found_in]).factorize()
    names, groups = [name for name, _ in found_in], [tuple(values) for values in found]
    order = sorted(
        range(len(groups)), key=lambda number: [rank(*one) for one in zip(names, groups[number], strict=True)]
    )
    labels = [of_group(names, groups[number]) for number in order]
    return Grouped(tuple(labels), np.argsort(order)[codes])


def rank(column: str, value: Any) -> Any:
    """Return where a value stands among those of its column: numbers by size, words as the column lists them."""
    if not isinstance(value, str):
        return value
    listed = ORDER if column == STANDING else tuple(columns()[column].words)
    return listed.index(value) if value in listed else len(listed)


def _columns(lives: "pd.DataFrame", key: str, reform_day: str | None) -> list[tuple[str, Any]]:
    """Return name and values of the columns of one key, sorted as they are shown."""
    if key == STANDING:
        return [(STANDING, standing_at(lives, reform_day))]
    return [(column, plain_values(lives[column])) for column in KEYS[key]]


def plain_values(values: "pd.Series") -> Any:
    """Return the values of a column as plain words or numbers, the empty word where nothing is stated."""
    if values.dtype.kind in "iuf":
        return values.to_numpy()
    return values.astype(object).fillna("").astype(str).to_numpy()


def standing_at(lives: "pd.DataFrame", day: str | None) -> np.ndarray:
    """Return what each person was on the day of a reform, by the base run: retired, near, later, unborn or gone.

    Near is who claims within five years, or reaches the statutory age then and claims never.
    """
    if day is None:
        message = "found no change of the law, allowed is a reform with a day: its law differs from the base's"
        raise InputError([Problem("by", 0, 0, STANDING, message)])
    year, month = (int(part) for part in day.split("-")[:2])
    now = year * MONTHS + month - 1
    claim, statutory = months_of(lives["claim_month"]), months_of(lives["statutory_month"])
    due = np.where(np.isnan(claim), statutory, claim)
    result = np.full(len(lives), "later", dtype=object)
    result[due <= now + NEAR * MONTHS] = "near"
    result[claim <= now] = "retired"
    result[(lives["birth_year"] > year).to_numpy()] = "unborn"
    result[(lives["exit_year"] < year).to_numpy()] = "gone"
    return result


def months_of(column: "pd.Series") -> np.ndarray:
    """Return months written as 2031-07 as numbers of months, missing where nothing is written."""
    text = column.astype(object).fillna("").astype(str)
    years = text.str.slice(0, 4).where(text != "")
    months = text.str.slice(5, 7).where(text != "")
    return np.asarray(years.astype(float) * MONTHS + months.astype(float) - 1.0)


def of_group(keys: Any, values: Any) -> Name:
    """Return the name of a group by its values."""
    if not len(keys):
        words = book()["compare"][ALL]
        return Name(ALL, words["en"], words["zh"])
    pairs = list(zip(keys, values, strict=True))
    english, chinese = (
        " · ".join(value_word(column, value, language) for column, value in pairs) for language in ("en", "zh")
    )
    return Name(",".join(str(plain(value)) for value in values), english, chinese)


def plain(value: Any) -> Any:
    """Return a number of numpy as one of Python."""
    return value.item() if isinstance(value, np.generic) else value


def value_word(column: str, value: Any, language: str) -> str:
    """Return the word of one value of a key."""
    if column == "cohort":
        return f"{value}–{value + 4}"
    if column == "birth_year":
        return str(value)
    words = book()["compare_group"]
    if column == "earnings_quintile":
        return str(words["quintile" if value else "never_paid"][language]).format(number=value)
    if value == "":
        return str(words["not_stated"][language])
    if column == STANDING:
        return str(words[value][language])
    return columns()[column].words[str(value)][language == "zh"]
