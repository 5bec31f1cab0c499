"""Scenario files: what a run changes of the statute, of demography, economy and behaviour."""

from microsim._callable import callable_module
from microsim.scenario.files import shipped_names
from microsim.scenario.notes import notes
from microsim.scenario.published import schema_text
from microsim.scenario.read import Scenario, read_all, scenario, set_from_text

__all__ = ["Scenario", "notes", "read_all", "scenario", "schema_text", "set_from_text", "shipped_names"]

callable_module(__name__, scenario)
