"""The wedge asked for: places, a day, wages; a row a wage and branch, and what all branches make together."""

import datetime
import math
from collections.abc import Sequence
from numbers import Real
from typing import TYPE_CHECKING, Any

from microsim.labour_cost.branch import Share, share_of, summed
from microsim.labour_cost.terms import CLASSES, FIRMS, HOUSING, CostLaw, Employer, month_on
from microsim.law.finding import holder_named
from microsim.law.values import FIRST_LAW_YEAR, LAST_YEAR
from microsim.places import ELSEWHERE, PLACE_KEYS, REGIONS
from microsim.reading import did_you_mean, show
from microsim.reading.arguments import Arguments
from microsim.scenarios import scenario as read

if TYPE_CHECKING:
    import pandas as pd

MULTIPLES = (0.5, 1.0, 1.5, 2.0, 3.0, 4.0)  # of the average wage, where no wages are named
SOCIAL, ALL = "social", "all"  # the five insurances, and these with the housing fund
COLUMNS = ("place", "date", "wage", "of_average", *Share._fields, "cost", "net", "of_wage", "wedge", "marginal_wedge")
PLACES = tuple(key for code, key in enumerate(PLACE_KEYS) if code != ELSEWHERE)
SEATS = tuple(region.seat for region in REGIONS if region.seat in PLACES)
LARGEST = 1_000_000  # yuan a month: as much as any amount of the law


def wedge(
    place: str | Sequence[str] | None = None,
    at: str | int | None = None,
    wage: float | Sequence[float] | None = None,
    scenario: Any = "baseline",
    *,
    industry: int = 2,
    firm: str | None = None,
    stable: bool = False,
    local: bool = False,
    declared: float = 1.0,
) -> "pd.DataFrame":
    """Return what work costs a firm and what it brings the worker, by wage and branch, as the law of a day has it.

    Parameters
    ----------
    place : key or name of a place, or several; the seats of the benefit regions by default
    at : a date such as 2016-07-01, or a year for its 1 July; 1 July of the last year the statute was read for by default
    wage : yuan a month, one or several; multiples of the place's average wage by default
    scenario : name, file or Scenario under whose law it is asked
    industry : class of risk that work injury insurance puts the firm in, 1 (offices) to 8 (mines)
    firm : "small" or "large" for waivers and refunds by size; the mean over firms by default
    stable : the firm keeps its staff and gets the refund of unemployment contributions, which its size decides
    local : the employee has the hukou of the place, for which a city may take a supplement
    declared : part of the wage on which contributions are paid

    Returns
    -------
    A frame with a row a place, wage and branch (pension, health, unemployment, injury, maternity, housing; ``social`` is
    the five insurances, ``all`` adds the housing fund). ``employer`` and ``employee`` are yuan a month, ``cost`` the wage
    and the employer's part, ``net`` the wage less the employee's part (before income tax), ``of_wage`` both parts over the
    wage, ``wedge`` both over the cost, ``marginal_wedge`` the same of one more yuan of the wage.

    Raises
    ------
    InputError
        With everything that is wrong with the arguments, or with the scenario.
    """
    arguments = Arguments("wedge")
    places = _places(arguments, place)
    day = _day(arguments, at)
    wages = _wages(arguments, wage)
    if arguments.whole("industry", industry, 1, CLASSES) is None and not arguments.problems:
        arguments.wrong("industry", industry, f"a whole number from 1 to {CLASSES}")
    if firm is not None:
        arguments.word("firm", firm, FIRMS)
    flags = [arguments.flag(name, value) for name, value in (("stable", stable), ("local", local))]
    if stable is True and firm is None:
        arguments.wrong("stable", stable, "with firm: small or large, which decides the refund")
    if not _is_number(declared) or not 0 < declared <= 1:
        arguments.wrong("declared", declared, "a fraction above 0, at most 1")
    arguments.check()
    law = CostLaw(read(scenario))
    return _frame(law, places, day, wages, Employer(int(industry), firm, *flags), float(declared))


def _frame(
    law: CostLaw, places: list[str], day: str, wages: list[float] | None, employer: Employer, declared: float
) -> "pd.DataFrame":
    """Return the rows of all places and wages."""
    import pandas as pd

    month = month_on(day)
    rows = []
    for key in places:
        average, terms = law.average_wage(key, month), law.terms(key, month, employer)
        for wage in [round(part * average, 2) for part in MULTIPLES] if wages is None else wages:
            shares = [share_of(wage * declared, branch) for branch in terms]
            shares += [summed(SOCIAL, [one for one in shares if one.branch != HOUSING]), summed(ALL, shares)]
            rows += [(key, day, wage, wage / average, *share, *_made_of(wage, declared, share)) for share in shares]
    return pd.DataFrame(rows, columns=COLUMNS)


def _made_of(wage: float, declared: float, share: Share) -> tuple[float, ...]:
    """Return cost, net, both parts over the wage, the wedge and the marginal wedge that one share makes."""
    both, cost = share.employer + share.employee, wage + share.employer
    more = declared * (share.marginal_employer + share.marginal_employee)
    return cost, wage - share.employee, both / wage, both / cost, more / (1.0 + declared * share.marginal_employer)


def _is_number(value: Any) -> bool:
    """Tell whether a value is a number that is no flag."""
    return isinstance(value, Real) and not isinstance(value, bool) and math.isfinite(value)


def _several(value: Any) -> list[Any]:
    """Return one value, or several, as a list."""
    return list(value) if isinstance(value, list | tuple) else [value]


def _places(arguments: Arguments, place: Any) -> list[str]:
    """Return keys of places, from keys or names in either language."""
    found = []
    for one in [] if place is None else _several(place):
        key = (holder_named(one) or one) if isinstance(one, str) else one
        if key not in PLACES:
            hint = did_you_mean(str(one), PLACES) or f"; one of {', '.join(PLACES)}"
            arguments.wrong("place", one, f"a place that is simulated{hint}")
        else:
            found.append(key)
    return found or list(SEATS)


def _day(arguments: Arguments, at: Any) -> str:
    """Return an ISO date; a year is its 1 July."""
    from microsim.law.load import load_statute

    text = load_statute().as_of[:4] if at is None else str(at)
    if isinstance(at, str | int | None) and not isinstance(at, bool):
        text = f"{text}-07-01" if text.isdigit() and len(text) == 4 else f"{text}-01" if len(text) == 7 else text
        try:
            day = datetime.date.fromisoformat(text)
            if FIRST_LAW_YEAR <= day.year <= LAST_YEAR:
                return day.isoformat()
        except ValueError:
            pass
    arguments.wrong("at", at, f"a date such as 2016-07-01 or a year, {FIRST_LAW_YEAR} to {LAST_YEAR}")
    return show(at)


def _wages(arguments: Arguments, wage: Any) -> list[float] | None:
    """Return wages in yuan a month; None for those of the average wage."""
    if wage is None:
        return None
    for one in _several(wage):
        if not _is_number(one) or not 0 < one <= LARGEST:
            arguments.wrong("wage", one, f"yuan a month, above 0 and at most {LARGEST:,}")
    return [float(one) for one in _several(wage) if _is_number(one)]
