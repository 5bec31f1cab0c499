"""The runs that the page stands on: the baseline, the shipped reforms and two other futures, at two discount rates."""

from typing import NamedTuple

import microsim as ms
from microsim.results.indicators import mean_of_replicates
from microsim.results.matching import require_match
from microsim.scenarios import Scenario, scenario, shipped_names

BASELINE = "baseline"
RATE = "economy.discount_rate"
RATES = (0.035, 0.055)  # as shipped, and above the growth of wages for most of the horizon
# Other futures that published effects are set beside, by name: the assumption and its value.
FUTURES = {"more-births": ("fertility.variant", "high"), "more-arrivals": ("migration.variant", "high")}
COHORTS = "cohorts"

BEYOND = "beyond."  # switches of schemes beside the pension


class Found(NamedTuple):
    """What was run.

    Attributes
    ----------
    trees : results by scenario, baseline first, at the first rate; other futures among them
    cohorts : by rate and scenario the results' group of cohorts, persons and present values in fen
    manifest : of the baseline
    """

    trees: dict
    cohorts: dict
    manifest: dict


def reforms() -> list[str]:
    """Return the names of the shipped scenarios that change the law of the pension."""
    found = {name: scenario(name) for name in shipped_names()}
    return [
        name for name, one in found.items() if one.law and not any(path.startswith(BEYOND) for path in one.assumptions)
    ]


def lived(made: Scenario, reference: dict | None, **options):
    """Return tree and manifest of a run; refused where it does not match the manifest of another."""
    run = ms.run(made, progress=False, figures=False, **options)
    if reference is not None:
        require_match(reference, run.manifest)
    return mean_of_replicates(run.tree), run.manifest


def make(**options) -> Found:
    """Return what runs of the baseline, of every reform and of other futures gave; ``options`` as those of ``microsim.run``."""
    trees, cohorts, manifest = {}, {rate: {} for rate in RATES}, None
    for name in [BASELINE, *reforms()]:
        for rate in RATES:
            tree, told = lived(scenario(name).set(RATE, rate), manifest, **options)
            manifest = manifest or told
            trees.setdefault(name, tree)
            cohorts[rate][name] = tree[COHORTS].to_dataset()
    for name, (path, value) in FUTURES.items():
        trees[name], _ = lived(scenario(BASELINE).set(path, value), manifest, **options)
    return Found(trees, cohorts, manifest)
