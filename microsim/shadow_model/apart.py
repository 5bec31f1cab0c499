"""A projection by published figures beside the run, its differences term by term."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from microsim.kernel.tallies import State
from microsim.places import PROVINCE_KEYS
from microsim.results import indicators
from microsim.shadow_model.cells import drawing
from microsim.shadow_model.outcome import Drive, Row
from microsim.shadow_model.own import PERSON, YUAN, log, rows
from microsim.shadow_model.published import Projection
from microsim.shadow_model.rates import quotient
from microsim.shadow_model.states import Counted, grown_older
from microsim.shadow_model.terms import contributions_of, pensions_of

if TYPE_CHECKING:
    import xarray as xr


def published_rows(tree: "xr.DataTree", found: Counted, province: int, made: Projection) -> Iterator[Row]:
    """Yield heads and money of a province, as published figures alone project them, beside the run's."""
    region, years = PROVINCE_KEYS[province], len(made.payers)
    stocks = found.stocks[1 : years + 1, province].sum(axis=(1, 2))
    payers, pensioners = stocks[:, State.PAYER], stocks[:, State.PENSIONER]
    insured = payers + stocks[:, State.DORMANT]
    coverage, claimed = log(made.payers, payers), pensioner_terms(found, province, made)
    drawn = made.heads.pensioners[1:].sum(axis=1)
    booked, paid = contributions_of(tree, region)[:years], pensions_of(tree, region)[:years]
    bases = np.asarray(indicators.contribution_bases(tree, region))[:years]
    rate = log(made.terms.rate, booked / bases)
    base = log(made.contributions / made.payers / made.terms.rate, bases / payers)
    amount = log(made.pensions, paid) - sum(claimed.values())
    for quantity, unit, run, shadow, terms in (
        ("contributors", PERSON, payers, made.payers, {"coverage": coverage}),
        ("insured", PERSON, insured, made.insured, {"coverage": log(made.insured, insured)}),
        ("pensioners", PERSON, pensioners, drawn, claimed),
        ("contributions", YUAN, booked, made.contributions, {"coverage": coverage, "base": base, "rate": rate}),
        ("pensions", YUAN, paid, made.pensions, claimed | {"pension": amount}),
    ):
        until = found._replace(years=found.years[: years + 1])
        yield from rows(until, quantity, region, unit, run, shadow, None, terms, Drive.PUBLISHED)


def pensioner_terms(found: Counted, province: int, made: Projection) -> dict[str, np.ndarray]:
    """Return what the pensioners differ by: those of the base date, then who joins, then who dies, one after the other."""
    years = len(made.payers)
    changes = found.changes[1 : years + 1, province]
    claims = changes[..., State.PENSIONER].sum(axis=-1)
    at_risk = grown_older(found.stocks[:years, province, ..., State.PENSIONER], axis=-1)
    deaths = quotient(changes[..., State.PENSIONER, :].sum(axis=-1), at_risk)
    ways = (
        (found.stocks[0, province, ..., State.PENSIONER], claims, deaths),
        (made.opening, claims, deaths),
        (made.opening, made.claims, deaths),
        (made.opening, made.claims, made.cells.deaths),
    )
    heads = [drawing(*way)[1:].sum(axis=(1, 2)) for way in ways]
    names = ("opening", "claims", "deaths")
    return {name: log(after, before) for name, before, after in zip(names, heads[:-1], heads[1:], strict=True)}


def series_of(made: Projection) -> dict[str, np.ndarray]:
    """Return by the names of variables of scopes what the projection says of them, by simulated year."""
    drawn = made.heads.pensioners[1:].sum(axis=1)
    return {
        "payers": made.payers,
        "insured": made.insured,
        "pensioners": drawn,
        "drawing": drawn,
        "pension_sum": made.december,
        "contributions": made.contributions,
        "spending": made.pensions,
    }
