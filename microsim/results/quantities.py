"""What the results can put beside an observed indicator, by the indicator's name."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from microsim.amounts import FEN, MONTHS
from microsim.kernel.items import Kind, labels_of
from microsim.results import indicators
from microsim.results.headline import central_adjustment
from microsim.results.indicators import Region, Sums
from microsim.results.scopes import ENDINGS, INSURANCE, whole_years

if TYPE_CHECKING:
    import xarray as xr

CONTRIBUTIONS = labels_of(Kind.CONTRIBUTION)
TREASURY = (*labels_of(Kind.SUBSIDY), "entry_subsidy")
WORKING = ("formal", "flexible", "informal")
HUKOU_OF_PLACE = ["local_urban", "local_rural"]
HUKOU_OF_CITIES = [*HUKOU_OF_PLACE, "intra_urban", "intra_rural"]
ALL_AGES = 0
PERCENT = 100.0


def people(tree: "xr.DataTree", region: Region, from_age: int) -> Sums:
    """Return residents from an age on."""
    return indicators.residents(tree, region, age=slice(from_age, None))


def registered(tree: "xr.DataTree", region: Region, from_age: int) -> Sums:
    """Return residents whose hukou is in the province; who has left it is not counted."""
    status = HUKOU_OF_CITIES if len(indicators.REGIONS[str(region)]) > 1 else HUKOU_OF_PLACE
    return indicators.residents(tree, region, age=slice(from_age, None), status=status)


def share_from_age(count: Callable[..., Any]) -> Callable[..., Any]:
    """Return the function that gives the percentage from an age on of a count."""
    return lambda tree, region, from_age: PERCENT * count(tree, region, from_age) / count(tree, region, ALL_AGES)


def standing(name: str) -> Callable[..., Any]:
    """Return the function that counts persons of a standing from an age on."""

    def count(tree: "xr.DataTree", region: Region, from_age: int) -> Sums:
        return indicators.total(tree["participants"][name], region, age=slice(from_age, None))

    return count


def insured(tree: "xr.DataTree", region: Region, from_age: int) -> Sums:
    """Return workers on the register: who paid this year and who did not."""
    return standing("contributors")(tree, region, from_age) + standing("dormant")(tree, region, from_age)


def participants(tree: "xr.DataTree", region: Region, from_age: int) -> Sums:
    """Return workers on the register and pensioners."""
    return insured(tree, region, from_age) + standing("pensioners")(tree, region, from_age)


def residents_participants(tree: "xr.DataTree", region: Region, from_age: int) -> Sums:
    """Return contributors and recipients of the residents' scheme."""
    names = ("residents_contributors", "residents_pensioners")
    return sum(standing(name)(tree, region, from_age) for name in names)


def employed(tree: "xr.DataTree", region: Region, from_age: int) -> Sums:
    """Return working residents."""
    return indicators.total(tree["labour"].persons, region, labour=list(WORKING), age_group=slice(from_age, None))


def implied_pension(tree: "xr.DataTree", region: Region) -> Sums:
    """Return spending a pensioner and month, which is what yearbooks allow to compute."""
    spending = indicators.expenditure(tree, region)
    return spending / indicators.standing(tree, region, "pensioners") / MONTHS


def months_payable(tree: "xr.DataTree", region: Region) -> Sums:
    """Return how many months of spending the stock holds."""
    return MONTHS * indicators.closing_stock(tree, region) / indicators.expenditure(tree, region)


def stock(tree: "xr.DataTree", region: Region, scheme: str) -> Sums:
    """Return the stock at the end of each year, the base year included."""
    import xarray as xr

    first = indicators.total(tree["funds"].opening, region, scheme=scheme)[:1] / FEN
    opens = first.assign_coords(year=first.year - 1)
    return xr.concat([opens, indicators.closing_stock(tree, region, scheme)], dim="year")


def any_age(function: Callable[..., Any], *arguments: Any) -> Callable[..., Any]:
    """Return a function that ignores the age."""
    return lambda tree, region, from_age: function(tree, region, *arguments)


def money(scheme: str) -> dict[str, Callable[..., Any]]:
    """Return the fund quantities of a scheme by the last part of their indicators' names."""
    return {
        "revenue": any_age(indicators.revenue, scheme),
        "contribution_revenue": any_age(indicators.flow, CONTRIBUTIONS, scheme),
        "fiscal_subsidy": any_age(indicators.flow, TREASURY, scheme),
        "interest": any_age(indicators.flow, ("investment",), scheme),
        "entrusted_return": any_age(indicators.flow, ("delegated_return",), scheme),
        "expenditure": any_age(indicators.expenditure, scheme),
        "balance": any_age(stock, scheme),
    }


def with_public(employees: Callable[..., Any], public: Callable[..., Any]) -> Callable[..., Any]:
    """Return the function that adds the public scheme in the years in which what is published counts it."""

    def both(tree: "xr.DataTree", region: Region, from_age: int) -> Sums:
        added = public(tree, region, from_age)
        return employees(tree, region, from_age) + added * whole_years(str(region), added.year.values)

    return both


def central_adjustment_size(tree: "xr.DataTree") -> Sums:
    """Return what all of China uploads to the central adjustment fund, yuan by year."""
    return tree["pooling"].transfers.sel(transfer="upload").sum("province").astype(float) / FEN


EMPLOYEES = money("employees") | {
    "participants": participants,
    "contributors": insured,
    "pensioners": standing("pensioners"),
    "avg_pension": any_age(indicators.mean_pension),
    "avg_pension_implied": any_age(implied_pension),
    "months_payable": any_age(months_payable),
    "dependency_ratio": lambda tree, region, age: (
        insured(tree, region, age) / standing("pensioners")(tree, region, age)
    ),
}
RESIDENTS = money("residents") | {
    "participants": residents_participants,
    "recipients": standing("residents_pensioners"),
    "avg_benefit": any_age(indicators.mean_pension, "residents"),
}
PUBLIC = {name: function for name, function in money("public").items() if name in ("revenue", "expenditure", "balance")}
PUBLIC |= {
    "contributors": standing("public_contributors"),
    "pensioners": standing("public_pensioners"),
    "participants": lambda tree, region, age: (
        standing("public_contributors")(tree, region, age) + standing("public_pensioners")(tree, region, age)
    ),
}
SCOPES = tuple(ENDINGS)  # several published scopes
WHOLE_SCOPES = tuple(ending for ending, scope in ENDINGS.items() if scope is None)  # these change with the year

QUANTITIES = {
    "permanent_population": people,
    "permanent_share": share_from_age(people),
    "hukou_population": registered,
    "hukou_share": share_from_age(registered),
    "employed_persons": employed,
}
QUANTITIES |= {f"{INSURANCE}{name}{scope}": function for scope in SCOPES for name, function in EMPLOYEES.items()}
QUANTITIES |= {
    f"{INSURANCE}{name}{scope}": with_public(EMPLOYEES[name], PUBLIC[name]) for scope in WHOLE_SCOPES for name in PUBLIC
}
QUANTITIES |= {f"institution_pension_{name}": function for name, function in money("public").items()}
QUANTITIES |= {f"urrbpi_{name}": function for name, function in RESIDENTS.items()}
QUANTITIES |= {
    "central_adjust_paid_in": any_age(indicators.flow, ("central_adjustment_out",)),
    "central_adjust_received": any_age(indicators.flow, ("central_adjustment_in",)),
    "central_adjust_net_contribution": lambda tree, region, from_age: -central_adjustment(tree, region),
    "national_pooling_paid_in": any_age(indicators.flow, ("pooling_out",)),
    "national_pooling_received": any_age(indicators.flow, ("pooling_in",)),
}
# A city's pension, unemployment and injury funds together: mostly pensions.
QUANTITIES |= {f"three_insurance_{name}": EMPLOYEES[name] for name in ("revenue", "expenditure", "balance")}

# What the results can put beside a figure of the whole nation.
NATIONAL = dict.fromkeys(("central_adjust_fund_size", "central_adjust_fund_size_budget"), central_adjustment_size)

# What the closing table should hold for each province; shown as missing where nobody published it.
FLOWS = ("revenue", "expenditure", "balance")
WANTED = (
    "permanent_population",
    "uebpi_payers",
    *(f"uebpi_{name}" for name in ("contributors", "pensioners", "avg_pension", *FLOWS)),
    *(f"urrbpi_{name}" for name in ("participants", "recipients", "avg_benefit", *FLOWS)),
)
