"""Yearly series by province that tables, figures and the comparison with observations share."""

import functools

import numpy as np

from microsim.places import (
    AREA_COUNT,
    ELSEWHERE_PROVINCE,
    PLACE_CODE,
    PLACES,
    PLACES_OF,
    PROVINCE_KEYS,
    REGION_KEYS,
    REGION_SEAT,
)

MONTHS = 12
FEN = 100.0
PROVINCES = PROVINCE_KEYS[:ELSEWHERE_PROVINCE]
BETWEEN_PROVINCES = {
    1: ("central_adjustment_in", "pooling_in"),
    -1: ("central_adjustment_out", "pooling_out"),
}
WITHIN_PROVINCE = ("province_in", "province_out")
POOLING = (*BETWEEN_PROVINCES[1], *BETWEEN_PROVINCES[-1], *WITHIN_PROVINCE)
SUBSIDY = ("fiscal", "fiscal_central")
BOTH = "both"  # all provinces projected together
REGIONS = {
    **{key: tuple(int(place) for place in places) for key, places in zip(PROVINCES, PLACES_OF, strict=False)},
    BOTH: tuple(range(AREA_COUNT)),
} | {place.key: (code,) for code, place in enumerate(PLACES)}


def mean_of_replicates(tree):
    """Return the tree averaged over replicates, or as it is where there is one."""
    import xarray as xr

    def average(dataset):
        return dataset.mean("replicate", keep_attrs=True) if "replicate" in dataset.dims else dataset

    return xr.DataTree.from_dict({node.path: average(node.to_dataset()) for node in tree.subtree})


def of_levels(indicator):
    """Refuse a tree of differences to an indicator that is no sum: a quotient of differences is no difference."""

    @functools.wraps(indicator)
    def checked(tree, *arguments, **options):
        if "difference" in tree.attrs:
            raise ValueError(f"{indicator.__name__} of a difference is not defined: take it of either run and subtract")
        return indicator(tree, *arguments, **options)

    return checked


def total(variable, region, **labels):
    """Return a variable by year, summed over a region and every other axis, after picking labels."""
    picked = variable.sel(labels).isel(place=list(REGIONS[region]))
    return picked.sum([name for name in picked.dims if name != "year"]).astype(float)


def residents(tree, region, **labels):
    """Return residents on 31 December, by year from the base year on."""
    return total(tree["population"].persons, region, **labels)


def standing(tree, region, name):
    """Return the persons of one standing, such as contributors or pensioners, by year."""
    return total(tree["participants"][name], region)


def flow(tree, region, items, scheme="employees"):
    """Return the yuan of some entries of the books, by year."""
    return total(tree["funds"].flows, region, scheme=scheme, item=list(items)) / FEN


def items_of(tree, sign):
    """Return the names of the entries that come in (+1) or go out (-1)."""
    items = tree["funds"].item
    return [str(name) for name in items.values[tree["funds"].sign.values == sign]]


def revenue(tree, region, scheme="employees"):
    """Return all money that came into a fund before pooling, as yearbooks count it, yuan by year."""
    return flow(tree, region, [item for item in items_of(tree, 1) if item not in POOLING], scheme)


def expenditure(tree, region, scheme="employees"):
    """Return all money that left a fund before pooling, as yearbooks count it, yuan by year."""
    return flow(tree, region, [item for item in items_of(tree, -1) if item not in POOLING], scheme)


def balance(tree, region, scheme="employees"):
    """Return what came in less what left before pooling, yuan by year."""
    return revenue(tree, region, scheme) - expenditure(tree, region, scheme)


def between_provinces(tree, region, sign):
    """Return what came from other provinces (+1) or went to them (-1), yuan by year."""
    return flow(tree, region, BETWEEN_PROVINCES[sign])


@of_levels
def areas_in_deficit(tree, region):
    """Return how many places of a region paid out more than came in before pooling, by year; of one place 0 or 1."""
    books = tree["funds"].flows.sel(scheme="employees").isel(place=list(REGIONS[region]))
    before = ~books["item"].isin(POOLING)
    return ((books * books["sign"]).where(before, 0).sum("item") < 0).sum("place").astype(float)


def reserve(tree, region, scheme="employees"):
    """Return the stock at the end of each year, yuan."""
    return total(tree["funds"].closing, region, scheme=scheme) / FEN


def recipients(tree, region, scheme="employees"):
    """Return the persons paid a pension in December, by year."""
    return total(tree["pensions"].recipients, region, scheme=scheme)


@of_levels
def mean_pension(tree, region, scheme="employees"):
    """Return the mean monthly pension in December, yuan by year; missing where nobody draws one."""
    persons = recipients(tree, region, scheme)
    return total(tree["pensions"].pension_sum, region, scheme=scheme) / FEN / persons.where(persons > 0)


@of_levels
def mean_new_pension(tree, region):
    """Return the mean monthly pension of those who claimed this year, yuan; missing where nobody did."""
    persons = total(tree["claims"].claims, region)
    return total(tree["claims"].pension_sum, region) / FEN / persons.where(persons > 0)


@of_levels
def mean_annuity(tree, region):
    """Return the mean monthly annuity in December, yuan by year; missing where nobody draws one."""
    persons = total(tree["pillars"].recipients, region)
    return total(tree["pillars"].annuity_sum, region) / FEN / persons.where(persons > 0)


@of_levels
def average_wage(tree, region):
    """Return the average wage of the year, yuan a month.

    A province's is that of its seat; of all provinces the mean weighted by contributors.
    """
    wages = tree["labour"].average_wage
    if region == BOTH:
        weights = {province: standing(tree, province, "contributors") for province in PROVINCES}
        persons = sum(weights.values())
        weighted = sum(average_wage(tree, province) * weight for province, weight in weights.items())
        return weighted / persons.where(persons > 0)
    if region in REGION_KEYS:
        return wages.isel(place=REGION_SEAT[REGION_KEYS.index(region)], drop=True)
    return wages.isel(place=PLACE_CODE[region], drop=True)


def years_of(tree):
    """Return the simulated years."""
    return np.asarray(tree["funds"].year)
