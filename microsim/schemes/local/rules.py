"""A city's supplementary pension."""

from microsim.kernel.jit import rule


@rule(source="sz-sheets", unit="yuan/month")
def local_supplement(years, mean_index, per_year, flat):
    """A city's local supplement pays an amount per year times the index, and a flat sum, if any year was paid."""
    return years * mean_index * per_year + flat if years > 0.0 else 0.0
