"""Other values that a scenario may give to a quantity than the one in force."""

from microsim.schema.kinds import written

PARTS = (0.77, 0.13)  # of the way between what is usual at least and at most


def other_values(quantity, low=None, high=None):
    """Return a few values a quantity may take, far apart, as a scenario writes them."""
    if quantity.tiers:
        return [[min(part * quantity.most, amount) for part, amount in ((0.9, 900.0), (0.95, 950.0))]]
    if quantity.words:
        return list(quantity.words) if quantity.kind == "word" else list(quantity.words.values())
    if quantity.kind == "flag":
        return [0, 1]
    least = next(bound for bound in (low, quantity.low, quantity.least) if bound is not None)
    most = next(bound for bound in (high, quantity.high, quantity.most) if bound is not None)
    values = [least + part * (most - least) for part in PARTS]
    if quantity.about.whole or quantity.about.form == "count":
        values = [int(value) for value in values]
    return [written(value, quantity.kind) for value in values] if quantity.about.form in ("age", "month") else values
