"""All named checks in the order in which they run: importing their modules enters them in the list."""

from microsim.microdata import person_checks, record_checks, special_checks, spell_checks
from microsim.microdata.checks import CHECKS, run_checks

__all__ = ["CHECKS", "person_checks", "record_checks", "run_checks", "special_checks", "spell_checks"]
