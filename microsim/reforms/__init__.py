"""The library of reforms: what each scenario file expects, tried by a run, and the page that says what came of it."""

from microsim.reforms.trying import Trial, try_scenarios

__all__ = ["Trial", "try_scenarios"]
