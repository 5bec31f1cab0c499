"""The seam at the base date in the shipped model: claims go on as they went, and pensioners are as many as were drawn."""

import numpy as np
import pytest

from calibration.seam import (
    AFTER,
    CALM,
    UNTIL,
    YEARS,
    base_people,
    claims_by_year,
    stands,
)
from microsim.inputs import compile_inputs
from microsim.kernel.world import BASE_YEAR

ONE_IN = 2000
ROOM = 0.20  # of sampling error and of cohorts that differ


@pytest.fixture(scope="module")
def lived():
    inputs = compile_inputs("baseline")
    lives = stands(base_people(inputs, ONE_IN), inputs.world, range(BASE_YEAR, UNTIL + 1))
    return claims_by_year(lives, inputs.world.law)


@pytest.mark.slow
@pytest.mark.parametrize("province", [0, 1])
def test_claims_do_not_jump_at_the_base_date(lived, province):
    claims, reaching = (array[province].sum(axis=0) for array in lived)
    before, after = ([year in years for year in YEARS] for years in (CALM, AFTER))
    ratio = [claims[part].sum() / reaching[part].sum() for part in (np.array(before), np.array(after))]
    assert ratio[1] == pytest.approx(ratio[0], rel=ROOM)
