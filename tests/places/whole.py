"""Runs the baseline with a made-up province beside the shipped ones and looks whether all identities hold."""

import sys

import numpy as np

from microsim.inputs import compile_inputs
from microsim.places import AREA_COUNT, ELSEWHERE_PROVINCE, PLACES_OF, PROVINCE_KEYS
from microsim.report.outcome import read_run
from microsim.results import indicators
from microsim.running import run_scenario
from tests import test_run as identities

ONE_IN, UNTIL = 4000, 2026
SEVERAL = 5  # standard deviations, or nearly: lives are drawn one by one
REGION = "daguan"


def lives_in_the_province(tree):
    """Return nothing where the province has residents, members, claims, moves both ways and money."""
    places = PLACES_OF[PROVINCE_KEYS.index(REGION)]
    for name in ("contributors", "pensioners", "residents_contributors", "residents_pensioners"):
        assert (indicators.standing(tree, REGION, name) > 0).all(), name
    assert (indicators.revenue(tree, REGION) > 0).all()
    assert (indicators.expenditure(tree, REGION) > 0).all()
    moves = tree["events"].moves.sum("year").values
    outside = np.setdiff1d(np.arange(AREA_COUNT + 1), places)
    assert moves[np.ix_(places, places)].sum() > 0  # between its cities
    assert moves[np.ix_(places, outside)].sum() > 0
    assert moves[np.ix_(outside, places)].sum() > 0
    assert tree["claims"].claims.isel(place=places).sum() > 0


def frame_is_met(tree, inputs):
    """Look whether the residents of each province are the frame's, within sampling error."""
    frame = inputs.population.frame_stock[:, :AREA_COUNT].sum(axis=(2, 3, 4))
    people = tree["population"].persons.sum(["status", "sex", "age"]).values[:, :AREA_COUNT]
    for places in PLACES_OF[:ELSEWHERE_PROVINCE]:
        expected, simulated = frame[: len(people), places].sum(axis=1), people[:, places].sum(axis=1)
        assert (np.abs(simulated - expected) < SEVERAL * np.sqrt(ONE_IN * expected)).all(), (simulated, expected)


def main(out):
    """Run and look."""
    run_scenario("baseline", one_in=ONE_IN, until=UNTIL, out=out, threads=1, progress=False)
    run = read_run(out)
    identities.test_every_fund_balances(run)
    identities.test_pooling_adds_up_to_nothing(run)
    identities.test_persons_are_conserved(run)
    lives_in_the_province(run.tree)
    frame_is_met(run.tree, compile_inputs("baseline", UNTIL))
    assert set(PROVINCE_KEYS[:ELSEWHERE_PROVINCE]) < set(run.headline().index.get_level_values("region"))
    print("all hold")


if __name__ == "__main__":
    main(sys.argv[1])
