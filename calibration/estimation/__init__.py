"""Estimate uncertain assumptions from published figures: bounded Gauss-Newton on log ratios, the priors as ridge."""
