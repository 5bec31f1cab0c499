"""Tallies, law and ledgers out of thin air, for tests of what comes after the kernel."""

import numpy as np

from microsim.funds.ledger import keep_books
from microsim.funds.policy import no_policy
from microsim.kernel.items import Item, Kind, items_of
from microsim.kernel.tallies import Claim, MonthCount, Standing, new_tallies
from microsim.kernel.world import FIRST_LAW_YEAR, LAST_YEAR
from microsim.places import PLACE_COUNT
from microsim.results.dataset import results_tree, scaled
from microsim.schema import LAW, Scheme

ATTRIBUTES = {"scenario": "synthetic", "one_in": 1000, "inputs": "0123456789abcdef", "price_year": 2018}


def synthetic_tallies(years=3, seed=0):
    """Return plausible random tallies: money grows, old people draw pensions, young ones pay."""
    random = np.random.default_rng(seed)
    tallies = new_tallies(years)
    for array in tallies:
        array[...] = random.poisson(3, array.shape)
    ages = np.arange(tallies.population.shape[-1])
    tallies.standing[:, :, Standing.PAYING] *= (ages > 17) & (ages < 60)
    tallies.standing[:, :, Standing.PENSIONER] *= ages > 54
    pensioners = tallies.standing[:, :, Standing.PENSIONER].sum(-1)
    tallies.pensions[:, :, Scheme.EMPLOYEES] = 0
    tallies.pensions[:, :, Scheme.EMPLOYEES, :, 80] = pensioners
    tallies.pension_fen[:, :, Scheme.EMPLOYEES] = 250_000 * pensioners
    tallies.flows[:, :, :, Item.EMPLOYER] = random.integers(10**9, 10**10, tallies.flows.shape[:3])
    tallies.flows[:, :, :, Item.BENEFIT_BASIC] = random.integers(10**9, 10**10, tallies.flows.shape[:3])
    tallies.flows[..., [Item.FISCAL, Item.INVESTMENT]] = 0
    tallies.flows[..., items_of(Kind.MOVED)] = 0  # what leaves one fund comes in at another
    tallies.wages[..., 1] = 5_000 * tallies.wages[..., 0]
    tallies.months[..., MonthCount.BASE] = random.integers(10**5, 10**6, tallies.months.shape[:2])
    tallies.claims[..., Claim.PENSION_FEN] = 300_000 * tallies.claims[..., Claim.COUNT]
    return tallies


def synthetic_law():
    """Return law records with an average wage that grows."""
    law = np.zeros((PLACE_COUNT, LAST_YEAR - FIRST_LAW_YEAR + 1), LAW)
    law["average_wage"] = 500.0 * 1.05 ** np.arange(law.shape[1])
    return law


def synthetic_policy(years=3, **rules):
    """Return a policy in which every rule named has one value for all, and the others none."""
    policy = no_policy(years)
    for name, value in rules.items():
        getattr(policy, name)[...] = value
    return policy


def synthetic_stocks(fen=10**12):
    """Return equal opening stocks."""
    return np.full((PLACE_COUNT, len(Scheme)), fen, dtype=np.int64)


def synthetic_results(years=3, seeds=(0,)):
    """Return a tree of results of some replicates."""
    policy = synthetic_policy(years, reserve_return=0.03, basic_cover=0.5)
    runs = []
    for seed in seeds:
        tallies = scaled(synthetic_tallies(years, seed), ATTRIBUTES["one_in"])
        runs.append((tallies, keep_books(tallies, synthetic_stocks(), policy)))
    prices = 1.02 ** (np.arange(years) - 1.0)  # 1 in the second year, ATTRIBUTES["price_year"]
    return results_tree(runs, synthetic_law(), ATTRIBUTES, prices=prices)


def synthetic_manifest(name, **changes):
    """Return the manifest of a run, as far as it says what was run."""
    return {
        "format": "microsim-run",
        "format_version": 1,
        "scenario": {"name": name, "population": {"base_year": 2016}, "horizon": {"start": 2017, "end": 2100}},
        "one_in": ATTRIBUTES["one_in"],
        "until": 2019,
        "seed": 1,
        "replicates": 1,
        "price_year": 2024,
        "persons": 5,
        "inputs": {"law": "same", "assumptions": "same", "population": "same", "funds": "same", "all": "same"},
        "code": "0123456789abcdef",
        "versions": {"microsim": "0.1.0"},
    } | changes
