"""What a figure depends on, and what it takes to see a difference: the tornado of bounds, and the planner of samples."""

from microsim.assessing.planning import Planned, plan
from microsim.assessing.tornado import Tornado, sensitivity

__all__ = ["Planned", "Tornado", "plan", "sensitivity"]
