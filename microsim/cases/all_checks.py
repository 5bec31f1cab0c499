"""All named checks of a case in the order in which they run: importing their modules enters them in the list."""

from microsim.cases import person_checks, spell_checks  # isort: skip
from microsim.cases import event_checks, law_checks, record_checks, scheme_checks, timing_checks
from microsim.cases.checks import CHECKS, check_case

__all__ = [
    "CHECKS",
    "check_case",
    "event_checks",
    "law_checks",
    "person_checks",
    "record_checks",
    "scheme_checks",
    "spell_checks",
    "timing_checks",
]
