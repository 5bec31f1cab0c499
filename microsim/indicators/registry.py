"""The registry: every indicator with its measures, read from one file; what is asked for by name, and the mistakes in it."""

import functools
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from microsim.reading import InputError, Problem, did_you_mean, read_yaml, shortened

FILE = Path(__file__).with_name("registry.yaml")
READY, PROXY, NOT_MODELLED = STATUS = ("ready", "proxy", "not modelled")
RESULTS, LIVES, COMPARISON, CASES, VALUATION, NONE = ORIGINS = (
    "results",
    "lives",
    "comparison",
    "cases",
    "valuation",
    "none",
)
OWN_COMMAND = "own command"
Text = dict[str, str]  # by language


class Measure(NamedTuple):
    """One number of an indicator.

    Attributes
    ----------
    key, name, unit : what it is called in tables, in words, and in which unit
    by : groups it may be told by, beside region and year
    indicator : key of the indicator it belongs to
    """

    key: str
    name: Text
    unit: str
    by: tuple[str, ...]
    indicator: str


class Indicator(NamedTuple):
    """One row of the registry.

    Attributes
    ----------
    key, number, name, definition, formula, source : what it is, and who defines it so
    origin : of what it is made: ``results``, ``lives``, ``comparison`` of two runs, ``cases`` of typical careers,
        ``valuation`` at a date, or ``none``
    command : what gives it, where that is not the table of a run; empty else
    inputs : variables of the results or columns of the lives that it reads
    by : groups it may be told by
    regions : ``all``, or ``provinces`` where a city has none
    uncertainty : ``sampling``, ``none`` or ``not computed``: what an error beside it would be
    whole_life : only of lives that are known from birth to death
    status : ``ready``, ``proxy`` or ``not modelled``
    reason : why it is no more than a proxy, or is not modelled; empty where it is ready
    measures : its numbers; none where it is not modelled
    """

    key: str
    number: int
    name: Text
    definition: Text
    formula: str
    source: str
    origin: str
    command: str
    inputs: tuple[str, ...]
    by: tuple[str, ...]
    regions: str
    uncertainty: str
    whole_life: bool
    status: str
    reason: Text
    measures: tuple[Measure, ...]


@functools.cache
def registry() -> dict[str, Indicator]:
    """Return all indicators by key, in the order of their numbers."""
    entries = read_yaml(FILE.read_text(encoding="utf-8"), name=FILE.name)[0]
    return {key: indicator_of(key, entry) for key, entry in entries.items()}


def indicator_of(key: str, entry: dict[str, Any]) -> Indicator:
    """Return an indicator from its entry in the file."""
    by = tuple(entry.get("by", ()))
    measures = tuple(
        Measure(name, {"en": one["en"], "zh": one["zh"]}, one["unit"], tuple(one.get("by", by)), key)
        for name, one in entry.get("measures", {}).items()
    )
    return Indicator(
        key=key,
        origin=entry["from"],
        command=entry.get("command", ""),
        inputs=tuple(entry.get("inputs", ())),
        by=by,
        regions=entry.get("regions", "all"),
        whole_life=entry.get("whole_life", False),
        reason=entry.get("reason", {"en": "", "zh": ""}),
        measures=measures,
        **{
            name: entry[name] for name in ("number", "name", "definition", "formula", "source", "uncertainty", "status")
        },
    )


def names() -> list[str]:
    """Return the names that may be asked for: of indicators and of measures."""
    return list(
        dict.fromkeys(name for one in registry().values() for name in (one.key, *(m.key for m in one.measures)))
    )


def measures() -> dict[str, Measure]:
    """Return all measures by key."""
    return {measure.key: measure for one in registry().values() for measure in one.measures}


def indicator_of_name(name: str) -> Indicator:
    """Return the indicator of a key of its own or of one of its measures; KeyError where nothing has it."""
    known = measures()
    return registry()[known[name].indicator if name in known else name]


def asked_for(wanted: Iterable[str]) -> list[Indicator]:
    """Return indicators by names of their own, of their measures, or their numbers; all of them where none is named.

    An indicator asked for by the name of a measure has that measure alone, unless the indicator is called the same.

    Raises
    ------
    InputError
        For names that nothing has, all of them, each with the nearest known.
    """
    words = [str(word) for word in wanted]
    if not words:
        return list(registry().values())
    problems = [
        Problem(
            shortened(word), 0, 0, "", f"found no indicator of this name, --list shows all{did_you_mean(word, names())}"
        )
        for word in words
        if not any(is_called(one, word) for one in registry().values())
    ]
    if problems:
        raise InputError(problems)
    return [narrowed(one, words) for one in registry().values() if any(is_called(one, word) for word in words)]


def is_called(indicator: Indicator, word: str) -> bool:
    """Return whether a word asks for an indicator or one of its measures."""
    return word in (indicator.key, str(indicator.number), *(measure.key for measure in indicator.measures))


def narrowed(indicator: Indicator, words: list[str]) -> Indicator:
    """Return an indicator with the measures that words ask for."""
    if indicator.key in words or str(indicator.number) in words:
        return indicator
    return indicator._replace(measures=tuple(measure for measure in indicator.measures if measure.key in words))
