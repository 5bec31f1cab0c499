"""The shipped assumptions before any estimate: what the files of assumptions say, whatever a fit has made of them since."""

from microsim.law.load import load_assumptions
from microsim.law.moving import before_estimate


def priors():
    """Return the assumptions with each at its prior."""
    known = load_assumptions()
    return type(known)({path: before_estimate(entry) for path, entry in known.entries.items()}, sources=known.sources)
