"""The fit finds what is known on made-up models, says what rows tell and stays within its bounds."""

import numpy as np
import pytest
from scipy.optimize import minimize

from calibration.estimation.checks import checked
from calibration.estimation.fit import FURTHEST, Data, broyden, fit, objective, pins, refitted, weakest_directions

ROWS, PARAMETERS = 30, 6
RANDOM = np.random.default_rng(11)
SLOPES = 0.05 * RANDOM.standard_normal((ROWS, PARAMETERS))
BENDS = 0.01 * RANDOM.standard_normal((ROWS, PARAMETERS))
SLOPES[:, 5] = BENDS[:, 5] = 0  # no row knows the last
TRUTH = np.array([0.8, -0.6, 0.3, 0.0, -1.0, 0.0])
SPREAD = np.full(ROWS, 0.02)


def bent(points, fine):
    """Logs that rise with the scores and bend; the coarse sample is a little off, everywhere alike."""
    logs = points @ SLOPES.T + points**2 @ BENDS.T
    return logs if fine else logs + 0.01


def data(noise=0.0, prior=1.0):
    """Rows observed at the truth."""
    (logs,) = bent(TRUTH[None], True)
    return Data(logs + noise * RANDOM.standard_normal(ROWS), SPREAD, np.full(PARAMETERS, prior))


def test_the_least_objective_is_found():
    found = fit(bent, data())
    wanted = minimize(lambda scores: objective(bent(scores[None], True)[0], scores, found.data), TRUTH, method="BFGS")
    assert found.way[-1].objective == pytest.approx(wanted.fun, abs=0.01)  # steps under 0.02 are not taken
    assert found.scores == pytest.approx(wanted.x, abs=0.03)
    assert found.scores[5] == pytest.approx(0, abs=1e-6)  # nothing is known of it: the prior's centre
    assert [step.objective for step in found.way] == sorted((step.objective for step in found.way), reverse=True)


def test_a_weak_prior_gives_the_truth_where_rows_know_it():
    found = fit(bent, data(prior=4.0))
    assert found.scores[:5] == pytest.approx(TRUTH[:5], abs=0.03)


def test_twice_the_same_bits():
    first, second = (fit(bent, data()) for _ in range(2))
    assert first.scores.tobytes() == second.scores.tobytes()
    assert first.covariance.tobytes() == second.covariance.tobytes()


def test_what_rows_tell():
    found = fit(bent, data())
    assert found.shrinkage[5] == pytest.approx(0, abs=1e-9)
    assert found.shrinkage[:5].min() > 0.5
    assert 4 < found.effective_parameters < 5.001
    (weakest, *_) = weakest_directions(found, "abcdef")
    assert weakest[0] == pytest.approx(0, abs=1e-9)
    assert weakest[1][0] == ("f", 1.0)
    assert found.covariance[5, 5] == pytest.approx(1.0)


def test_two_that_act_alike_are_not_told_apart():
    def twins(points, fine):
        return np.column_stack([points[:, 0] + points[:, 1]] * 3) * 0.1

    found = fit(twins, Data(np.full(3, 0.1), np.full(3, 0.01), np.ones(2)))
    assert found.scores == pytest.approx([0.5, 0.5], abs=0.01)
    ((value, parts),) = weakest_directions(found, ["up", "down"])
    assert value == pytest.approx(0, abs=1e-9)
    assert {name for name, _ in parts} == {"up", "down"}
    assert parts[0][1] == pytest.approx(-parts[1][1])


def test_estimates_stay_within_their_bounds():
    def steep(points, fine):
        return 0.01 * points

    found = fit(steep, Data(np.array([5.0]), np.array([0.001]), np.ones(1)))
    assert found.scores == pytest.approx([FURTHEST])


def test_misfit_widens_the_posterior():
    clean, noisy = fit(bent, data()), fit(bent, data(noise=0.06))
    assert clean.inflation == 1
    assert 3 < noisy.inflation < 20  # three standard deviations of misfit: nine
    assert noisy.covariance[0, 0] > 3 * clean.covariance[0, 0]
    assert (
        np.linalg.eigvalsh(noisy.covariance).max() <= 1 + 1e-9
    )  # what misfits tells nothing that the prior did not allow


def test_wider_priors_move_what_the_rows_do_not_hold():
    found = fit(bent, data())
    moved = np.abs(refitted(found, 2.0) - found.scores)
    assert moved[5] == pytest.approx(0, abs=1e-9)
    assert moved[:5].max() < 0.1


def test_the_rows_that_pin_a_parameter():
    def own_rows(points, fine):
        return np.column_stack([points[:, 0], points[:, 1], points[:, 0] + points[:, 1]]) * [0.2, 0.1, 0.05]

    found = fit(own_rows, Data(np.zeros(3), np.full(3, 0.01), np.ones(2)))
    assert pins(found, 0)[0] == 0
    assert pins(found, 1)[0] == 1


def test_broyden_says_what_the_move_did():
    move, change = np.array([1.0, 2.0]), np.array([3.0, -1.0, 0.5])
    assert broyden(np.ones((3, 2)), move, change) @ move == pytest.approx(change)


def test_reruns_of_a_straight_model_say_what_it_says_and_of_a_bent_one_how_much_it_bends():
    found = fit(lambda points, fine: points @ SLOPES.T, data())
    check = checked(lambda points, fine: points @ SLOPES.T, found, 8)
    assert check.bent == pytest.approx(0, abs=1e-9)
    assert check.misfit == pytest.approx(check.expected)
    crooked = checked(bent, fit(bent, data(prior=4.0)), 8)
    assert 0.01 < crooked.crooked < 1.0
    assert (crooked.bent > 0).any()
