"""Theoretical replacement rates: typical careers answered as cases, by place, wage, length of career and year of birth."""

from microsim.typical.rates import Careers, careers

__all__ = ["Careers", "careers"]
