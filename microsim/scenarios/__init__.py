"""Scenario files: what a run changes of the statute, of demography, economy and behaviour."""

from microsim.scenarios.files import shipped_names
from microsim.scenarios.notes import notes
from microsim.scenarios.published import schema_text
from microsim.scenarios.read import Scenario, read_all, scenario, set_from_text

__all__ = ["Scenario", "notes", "read_all", "scenario", "schema_text", "set_from_text", "shipped_names"]
