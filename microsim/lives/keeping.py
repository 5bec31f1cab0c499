"""Whether a run keeps its lives, and the table of those it kept."""

import logging
from typing import TYPE_CHECKING, Any

from microsim.lives.discount import discount_factors
from microsim.lives.file import LIVES, expected_bytes, is_wanted
from microsim.lives.gather import Gatherer
from microsim.lives.table import Setting, lives_table
from microsim.notices import tell

if TYPE_CHECKING:
    from microsim.inputs import Inputs

LOGGER = logging.getLogger("microsim")
MEGABYTE = 1_000_000


def gatherer(inputs: "Inputs", one_in: int, wanted: bool | None) -> Gatherer | None:
    """Return what takes the lives of a run, None where they are not kept; how large the table will be is said.

    Parameters
    ----------
    wanted
        None keeps lives where the table stays small, see ``file.LARGEST_UNASKED``.
    """
    if wanted is False:
        return None
    persons = inputs.population.count(one_in)
    size = f"about {max(1, expected_bytes(persons) // MEGABYTE):,} MB"
    if is_wanted(wanted, persons):
        LOGGER.info("keeping %s lives, %s of %s", f"{persons:,}", size, LIVES)
        return Gatherer(discount_factors(inputs))
    if wanted is None:
        tell(f"no {LIVES}: {persons:,} lives would be {size}; --lives (lives=True) writes it all the same")
    return None


def table_of(gathered: Gatherer | None, inputs: "Inputs", one_in: int) -> Any:
    """Return the table of lives that were taken, None where none were."""
    if gathered is None:
        return None
    setting = Setting(one_in, inputs.world.law, inputs.population.given, inputs.prices.year)
    return lives_table(gathered.lives(), setting)
