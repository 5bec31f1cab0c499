"""What movers do with a record they left in another province."""

from microsim.amounts import MONTHS
from microsim.kernel.jit import pure


@pure
def years_since(now, month):
    """Return the whole years from one month to another, by their indices."""
    return (now - month) // MONTHS


@pure
def transfer_chance(years, chance, fade):
    """Return a year's chance to take a record along, which falls by a part with each year since it was last paid to."""
    return chance * (1.0 - fade) ** years
