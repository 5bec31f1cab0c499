"""The shipped assumptions before any estimate: what the files of assumptions say, whatever a fit has made of them since."""

from microsim.law.load import load_assumptions


def priors():
    """Return the assumptions with each at its prior."""
    known = load_assumptions()
    entries = {
        path: entry
        if entry.prior is None
        else entry._replace(value=entry.prior_value, table=entry.prior, prior=None, prior_value=None)
        for path, entry in known.entries.items()
    }
    return type(known)(entries, sources=known.sources)
