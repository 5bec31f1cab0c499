"""Scores of attachment: the mean over persons is the share of the table."""

from statistics import NormalDist

import numpy as np
import pytest

from microsim.population.attachment import CERTAIN, NEVER, attachment_scores

NORMAL = NormalDist()
SHARES = np.array([0.0, 0.001, 0.08, 0.5, 0.83, 0.97, 0.999, 1.0])


@pytest.mark.parametrize("spread", [0.0, 0.4, 0.8, 1.5])
def test_the_mean_over_attachments_gives_the_share_back(spread):
    """Integrated over the normal density by the trapezoid rule on eight standard deviations each way."""
    scores = attachment_scores(SHARES, spread)
    attachments, step = np.linspace(-8.0, 8.0, 1601, retstep=True)
    for share, score in zip(SHARES, scores, strict=True):
        mean = step * sum(NORMAL.cdf(score + spread * a) * NORMAL.pdf(a) for a in attachments)
        assert mean == pytest.approx(share, abs=1e-9)


def test_without_a_spread_scores_are_plain_quantiles():
    assert attachment_scores(np.array([[0.975, 0.5]]), 0.0) == pytest.approx(np.array([[1.959964, 0.0]]), abs=1e-6)


def test_nobody_and_everybody_have_scores_beyond_any_attachment():
    assert attachment_scores(np.array([0.0, 1.0]), 1.5).tolist() == [NEVER, CERTAIN]
