"""Groups of persons by sex and age, as targets and formulas name them: ``male 60+``, ``60-64``, ``all``."""

import re
from typing import NamedTuple

SEXES = ("all", "male", "female")
_AGES = re.compile(r"(?P<first>\d{1,3})(?P<open>\+)?(?:-(?P<last>\d{1,3}))?")
WHAT_AGES_MAY_BE = "all, one age such as 60, 60+ or 60-64"


class Group(NamedTuple):
    """Persons of a sex and some ages.

    Attributes
    ----------
    sex : one of SEXES
    first, last : ages in full years, both included; ``last`` is None where there is no highest
    """

    sex: str = "all"
    first: int = 0
    last: int | None = None

    @property
    def everybody(self) -> bool:
        """Whether nobody is left out."""
        return self == Group()

    @property
    def of_all_ages(self) -> bool:
        """Whether nobody is left out for an age."""
        return self[1:] == (0, None)

    def __str__(self) -> str:
        """Return the group as it is written in a formula."""
        parts = [self.sex] if self.sex != "all" else []
        parts += [] if self.of_all_ages else [ages_text(self.first, self.last)]
        return " ".join(parts) or "all"


def ages_text(first: int, last: int | None) -> str:
    """Return ages as text: ``60+``, ``60-64`` or ``60``."""
    if last is None:
        return f"{first}+"
    return str(first) if first == last else f"{first}-{last}"


def ages_of(text: str) -> tuple[int, int | None] | None:
    """Return the first and the last age that a text names, None where it is no text of ages."""
    if text == "all":
        return 0, None
    found = _AGES.fullmatch(text)
    if not found or (found["open"] and found["last"]):
        return None
    first = int(found["first"])
    last = None if found["open"] else int(found["last"] or first)
    return None if last is not None and last < first else (first, last)
