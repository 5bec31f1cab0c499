"""The whole cost of labour: what employer and employee pay on a wage in all branches, under the law of a place and day."""

from microsim.labour_cost.asked import wedge

__all__ = ["wedge"]
