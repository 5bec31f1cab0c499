"""Words that choose a variant of internal migration, and what they do to flows."""

from typing import TYPE_CHECKING

import numpy as np

from microsim.population.inputs import chosen

if TYPE_CHECKING:
    from microsim.population.inputs import Priors

MIGRATION = ("medium", "low", "high", "closed")
ORIGIN, DESTINATION = "origin", "destination"  # whose residents arrivals are a share of


def migration_factor(priors: "Priors", years: np.ndarray) -> np.ndarray:
    """Return what the variant makes of the gross inflow from other provinces, by year."""
    word = chosen(priors, "migration.variant", MIGRATION)
    if word == "medium":
        return np.ones(len(years))
    if word == "closed":
        return (np.asarray(years) < priors.number("migration.closed_from")).astype(float)
    return priors.years(f"migration.variant_inflow.{word}", years)


def leave_scale(priors: "Priors", years: np.ndarray) -> np.ndarray:
    """Return what the variant makes of moves of locals and former migrants, by year."""
    if priors.text("migration.variant") == "closed":
        return migration_factor(priors, years)
    return np.ones(len(years))
