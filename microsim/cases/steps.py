"""Terms of an answer from the watch: every rule of the law that the kernel's events applied, with what went in."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from microsim.cases.laws import GIVEN
from microsim.cases.trace import Trace
from microsim.kernel.jit import REGISTRY
from microsim.schema import YearCount
from microsim.schemes.employees.known import Known, is_known
from microsim.schemes.employees.rules.benefits import low_index_factor
from microsim.watch.opened import plain
from microsim.watch.trace import CALL, Entry, named

if TYPE_CHECKING:
    from microsim.cases.claimant import Claimant

QUIET = ("fen",)  # rounding, which every amount goes through
ALWAYS = ("basic_pension", "account_pension")  # parts that every pension has
BLEND = "blended_transitional"
WITHIN_PART = ("supplements",)  # an allowance that the transitional part is compared with, no part of the pension
ARTICLES = {("released_award", "award_of_1997"): "comparison-2006"}  # of a rule in an event, where it has another one
BY_MONTH = "guofa-2005-38-6"  # years counted by month are those of the national decision


def tell(trace: Trace, entries: Iterable[Entry], who: "Claimant") -> None:
    """Enter a term for every rule that was applied and changed something."""
    if not trace.terms:
        return
    for entry in entries:
        if entry.kind == CALL and entry.name in REGISTRY and entry.name not in QUIET and told(entry, who.known):
            values = {name: value for name, value in named(entry).items() if isinstance(value, int | float)}
            result, article = shown(entry, values, who)
            if entry.name == "basic_pension":
                tell_low_index(trace, values)
            trace.rule(REGISTRY[entry.name].function, result, article, **values)


def tell_rules(trace: Trace, entries: Iterable[Entry], year: int | None = None, result: float | None = None) -> None:
    """Enter a term for every rule of an event, with the year where it comes every year; ``result`` is what is paid."""
    for entry in entries if trace.terms else ():
        if entry.kind == CALL and entry.name in REGISTRY and entry.name not in QUIET:
            values = {name: value for name, value in named(entry).items() if isinstance(value, int | float)}
            capped = entry.name == "survivor_cap" and entry.value == values["benefit"]
            if not capped and not (entry.name == "grant_base" and values["national_rule"]):
                value = entry.value if result is None else result
                trace.rule(REGISTRY[entry.name].function, value, year=year, **values)


def told(entry: Entry, known: Known) -> bool:
    """Tell whether an application of a rule is a term of the award: it gave something, and nothing given replaced it."""
    if entry.name in WITHIN_PART and entry.frame.name == "transitional_part":
        return False
    if entry.name == "mean_index":
        return not plain(is_known)(known.mean_index) and not plain(is_known)(known.calendar_years)
    if entry.name == BLEND:
        return plain(is_known)(known.indexed_wage) or plain(is_known)(known.old_account)
    return entry.name in ALWAYS or entry.value != 0


def shown(entry: Entry, values: dict[str, Any], who: "Claimant") -> tuple[Any, str]:
    """Return the value of a term and the article behind it, "" for that of the rule."""
    if entry.name == "divisor" and who.world.divisor[0] == who.world.divisor[-1]:
        values.clear()
        return entry.value, GIVEN
    if entry.name == "counted_years" and values["way"] == YearCount.BY_MONTH:
        if plain(is_known)(who.known.years):
            values.clear()
            return who.known.years, GIVEN
        return entry.value, BY_MONTH
    if hasattr(entry.value, "total_fen"):
        return entry.value.total_fen, ""
    return entry.value, ARTICLES.get((entry.name, entry.frame.name), "")


def tell_low_index(trace: Trace, values: dict[str, Any]) -> None:
    """Enter the factor by which a low index reduces the average-wage term, where it does."""
    inputs = {name: values[name] for name in ("mean_index", "low_index_threshold")}
    if (factor := plain(low_index_factor)(**inputs)) != 1:
        trace.rule(low_index_factor, factor, **inputs)
