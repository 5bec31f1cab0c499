"""Whether a run keeps its lives, and the table of those it kept."""

import logging
import os
from typing import TYPE_CHECKING, Any, NoReturn

from microsim.folders.disk import size as size_in_words
from microsim.kernel.world import lived_beyond
from microsim.lives.discount import discount_factors
from microsim.lives.file import LIVES, expected_bytes, is_wanted
from microsim.lives.gather import Gatherer
from microsim.lives.table import Setting, lives_table
from microsim.notices import tell
from microsim.reading import InputError, Problem

if TYPE_CHECKING:
    from microsim.inputs import Inputs

LOGGER = logging.getLogger("microsim")
MEGABYTE = 1_000_000
BYTES_HELD = 3000  # a life, while the table is made: see docs/big.md


def gatherer(inputs: "Inputs", one_in: int, wanted: bool | None) -> Gatherer | None:
    """Return what takes the lives of a run, None where they are not kept; how large the table will be is said.

    Parameters
    ----------
    wanted
        None keeps lives where the table stays small, see ``file.LARGEST_UNASKED``.

    Raises
    ------
    InputError
        Where lives are asked for that the machine has no memory for.
    """
    if wanted is False:
        return None
    persons = inputs.population.count(one_in)
    size = f"about {max(1, expected_bytes(persons) // MEGABYTE):,} MB"
    room = memory_of_machine() // BYTES_HELD
    if is_wanted(wanted, persons):
        if persons > room:
            refuse_lives(persons, one_in, room)
        LOGGER.info("keeping %s lives, %s of %s", f"{persons:,}", size, LIVES)
        return Gatherer(discount_factors(inputs))
    if wanted is None:
        hint = "; --lives (lives=True) writes it all the same" if persons <= room else ", more than memory holds"
        tell(f"no {LIVES}: {persons:,} lives would be {size}{hint}")
    return None


def refuse_lives(persons: int, one_in: int, room: int) -> NoReturn:
    """Refuse to keep more lives than there is memory for, with the sample that fits; InputError."""
    needed, fits = size_in_words(persons * BYTES_HELD), one_in * -(-persons // max(room, 1))
    found = f"found {persons:,} lives to keep, about {needed} of memory, which this machine has not"
    raise InputError(
        [Problem("lives", 0, 0, "", f"{found}: allowed is 1 in {fits:,} or fewer, or a run without lives")]
    )


def memory_of_machine() -> int:
    """Return the bytes of memory the machine has; where it does not tell, more than any has."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, OSError, ValueError):
        return 2**62


def table_of(gathered: Gatherer | None, inputs: "Inputs", one_in: int) -> Any:
    """Return the table of lives that were taken, None where none were."""
    if gathered is None:
        return None
    beyond = frozenset(lived_beyond(inputs.world))
    setting = Setting(one_in, inputs.world.law, inputs.population.given, inputs.prices.year, beyond)
    return lives_table(gathered.lives(), setting)
