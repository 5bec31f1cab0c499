"""Money as heads times what comes on each, so that a difference has a place; and pensions rolled forward year by year.

What comes on a head is taken from other counts than the money is: bases of single payers by sex from the tally of wages,
months from that of months, pensions of December and new ones from those of pensions and claims. So the products check
the books against each other.
"""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from microsim.amounts import FEN, MONTHS
from microsim.kernel.items import Item, Kind, labels_of
from microsim.kernel.tallies import State
from microsim.results import indicators
from microsim.results.indicators import REGIONS

if TYPE_CHECKING:
    import xarray as xr

PENSIONS = tuple(
    item.name.lower()
    for item in (
        Item.BENEFIT_BASIC,
        Item.BENEFIT_ACCOUNT,
        Item.BENEFIT_TRANSITIONAL,
        Item.BENEFIT_SUPPLEMENT,
        Item.BENEFIT_ADJUSTMENT,
    )
)
WEIGHTS = (1.0, 2.0, 1.0)  # of the year before, itself and the next


class Heads(NamedTuple):
    """Persons of a province by sex.

    Attributes
    ----------
    payers : at the ends of simulated years [year, sex]
    pensioners : at the ends of years, the base year first [year + 1, sex]
    claims : became pensioners within the year, or came to the province's fund as such [year, sex]
    died : pensioners who were so no more at the end of the year [year, sex]
    """

    payers: np.ndarray
    pensioners: np.ndarray
    claims: np.ndarray
    died: np.ndarray


class Terms(NamedTuple):
    """What comes on each head in a province.

    Attributes
    ----------
    months : paid by who paid at least one [year]
    base : of a payer, over the average wage of the year [year, sex]
    link : bases of the months paid over months times the base of payers [year]
    rate : contributions over bases [year]
    opening : monthly pensions at the base date, yuan, summed [sex]
    uprating : growth of the pensions of those who go on drawing one [year, sex]
    award : new pension over the average wage of the year [year, sex]
    paid : pensions of the year over twelve times the mean of those raised in January and those of December [year]
    """

    months: np.ndarray
    base: np.ndarray
    link: np.ndarray
    rate: np.ndarray
    opening: np.ndarray
    uprating: np.ndarray
    award: np.ndarray
    paid: np.ndarray


def heads_of(stocks: np.ndarray, flows: np.ndarray, province: int) -> Heads:
    """Return the persons of a province from stocks [year + 1, province, sex, age, state] and changes [year, ...]."""
    by_sex, changed = stocks[:, province].sum(axis=2), flows[:, province].sum(axis=2)
    claims, died = changed[..., State.PENSIONER].sum(axis=2), changed[..., State.PENSIONER, :].sum(axis=2)
    return Heads(by_sex[1:, :, State.PAYER], by_sex[:, :, State.PENSIONER], claims, died)


def terms_of(tree: "xr.DataTree", region: str, heads: Heads) -> Terms:
    """Return the terms of a run in a province; replicates are averaged already, ``heads`` are the run's own."""
    participants, claims, labour = (tree.children[name].to_dataset() for name in ("participants", "claims", "labour"))
    wage = np.asarray(indicators.average_wage(tree, region))
    paid_months, bases = plain(participants["paid_months"], region), plain(participants["contribution_bases"], region)
    base = by_sex(labour["base_sum"], region) / np.maximum(by_sex(labour["earners"], region), 1.0)
    payers = heads.payers.sum(axis=1)
    december = by_sex(tree["pensions"].pension_sum.sel(scheme="employees"), region) / FEN
    opening = tree["base_date"].pension_sum.values[list(REGIONS[region])].sum(axis=(0, 2)) / FEN
    award = by_sex(claims["pension_sum"], region) / FEN / np.maximum(by_sex(claims["claims"], region), 1.0)
    before = np.concatenate([opening[None], december[:-1]])
    staying = before * (1.0 - heads.died / np.maximum(heads.pensioners[:-1], 1.0))
    uprating = (december - heads.claims * award) / np.maximum(staying, 1.0) - 1.0
    return Terms(
        months=paid_months / payers,
        base=base / wage[:, None],
        link=bases / (paid_months * (heads.payers * base).sum(axis=1) / payers),
        rate=contributions_of(tree, region) / bases,
        opening=opening,
        uprating=uprating,
        award=award / wage[:, None],
        paid=pensions_of(tree, region) / yearly(before, uprating, december),
    )


def yearly(before: np.ndarray, uprating: np.ndarray, december: np.ndarray) -> np.ndarray:
    """Return twelve times the mean of the pensions raised in January and those of December, both sexes [year]."""
    return 0.5 * MONTHS * (before * (1.0 + uprating) + december).sum(axis=1)


def contributed(heads: Heads, terms: Terms, wage: np.ndarray) -> np.ndarray:
    """Return the contributions, yuan [year], of payers with an average wage, yuan a month."""
    monthly = (heads.payers * terms.base).sum(axis=1) * wage
    return monthly * terms.months * terms.link * terms.rate


def rolled_forward(heads: Heads, terms: Terms, wage: np.ndarray) -> np.ndarray:
    """Return the pensions of December, yuan [year + 1, sex]: those of before that go on, raised, and the new ones."""
    sums = [terms.opening]
    for year, uprating in enumerate(terms.uprating):
        staying = 1.0 - heads.died[year] / np.maximum(heads.pensioners[year], 1.0)
        sums.append(sums[-1] * staying * (1.0 + uprating) + heads.claims[year] * terms.award[year] * wage[year])
    return np.stack(sums)


def paid_out(heads: Heads, terms: Terms, wage: np.ndarray) -> np.ndarray:
    """Return the pensions paid, yuan [year]."""
    sums = rolled_forward(heads, terms, wage)
    return yearly(sums[:-1], terms.uprating, sums[1:]) * terms.paid


def plain(variable: "xr.DataArray", region: str) -> np.ndarray:
    """Return the sum of a variable over a region by year."""
    return np.asarray(indicators.total(variable, region))


def by_sex(variable: "xr.DataArray", region: str) -> np.ndarray:
    """Return the sum of a variable over a region [year, sex]."""
    return np.stack([plain(variable.sel(sex=[sex]), region) for sex in variable.sex.values], axis=1)


def contributions_of(tree: "xr.DataTree", region: str) -> np.ndarray:
    """Return the contributions to the employees' scheme, yuan by year."""
    return np.asarray(indicators.flow(tree, region, labels_of(Kind.CONTRIBUTION)))


def pensions_of(tree: "xr.DataTree", region: str) -> np.ndarray:
    """Return the pensions that the employees' scheme paid, yuan by year: without survivors, disability and moves."""
    return np.asarray(indicators.flow(tree, region, PENSIONS))


def smoothed(terms: Terms, payers: np.ndarray) -> Terms:
    """Return terms smoothed over years with WEIGHTS.

    Bases keep the mean of each year, for law and wage move it from a year to the next: of them the ratio of the sexes is
    smoothed. So do months, the link and rates, which the law changes within a year (contributions were waived in some).

    Parameters
    ----------
    terms : Terms
    payers : of the run [year, sex]
    """
    mean = (terms.base * payers).sum(axis=1) / payers.sum(axis=1)
    ratio = moving_mean(terms.base / mean[:, None])
    ratio /= ((ratio * payers).sum(axis=1) / payers.sum(axis=1))[:, None]
    names = ("uprating", "award", "paid")
    return terms._replace(base=ratio * mean[:, None], **{name: moving_mean(getattr(terms, name)) for name in names})


def moving_mean(values: np.ndarray) -> np.ndarray:
    """Return the weighted mean of each year and its neighbours; the first and the last stay as they are."""
    found = values.copy()
    found[1:-1] = (WEIGHTS[0] * values[:-2] + WEIGHTS[1] * values[1:-1] + WEIGHTS[2] * values[2:]) / sum(WEIGHTS)
    return found
