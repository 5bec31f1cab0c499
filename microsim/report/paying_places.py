"""Who is paid where: a field of the place where most months were paid against the place that pays, and of the rule that decided."""

from typing import TYPE_CHECKING, Any

from microsim.comparing.paying_places import RULES, claims_of, known_end
from microsim.lives.columns import columns
from microsim.places import PLACE_KEYS
from microsim.report.flows import field
from microsim.report.sheet import place_names, sheet

if TYPE_CHECKING:
    import pandas as pd

THOUSAND = 1e3
UNIT = "thousand persons"
PLACES, DECIDED = "places", "rules"


def numbers(source: Any, earned: str = "longest") -> "pd.DataFrame":
    """Return who claims within the run by where most months (or the last) were paid, and by who pays or which rule decided.

    Columns kind (``places``, ``rules``), source, target, value, unit.

    Raises
    ------
    InputError
        Where the run kept no lives.
    """
    import pandas as pd

    claims = claims_of(source)
    start = claims[known_end(earned)].astype(object).fillna("").astype(str).to_numpy()
    persons = claims["persons"].to_numpy() / THOUSAND
    rows = []
    for kind, column, targets in ((PLACES, "paying_place", PLACE_KEYS), (DECIDED, "paying_rule", RULES)):
        ends = claims[column].astype(str).to_numpy()
        rows += [
            (kind, key, target, float(persons[(start == key) & (ends == target)].sum()), UNIT)
            for key in PLACE_KEYS
            for target in targets
        ]
    return pd.DataFrame(rows, columns=["kind", "source", "target", "value", "unit"])


def drawn(found: "pd.DataFrame", source: Any, language: str) -> Any:
    """Draw the frame as two fields: who pays, and the rule that decided."""
    figure, text = sheet(source, "paying_places", language, 6.2)
    left, right = figure.subplots(1, 2, width_ratios=(3.2, 1))
    words = columns()["paying_rule"].words
    field(left, found[found["kind"] == PLACES], lambda keys: place_names(keys, language), small=True, same=True)
    decided = found[found["kind"] == DECIDED]
    field(right, decided, lambda keys: names_of(keys, words, language), small=True)
    left.set_title(text["places"])
    right.set_title(text["rules"])
    left.set_xlabel(text["to"])
    left.set_ylabel(text["from"])
    return figure


def names_of(keys: list[str], words: Any, language: str) -> list[str]:
    """Return the names of places, or of rules, in a language."""
    return [words[key][language == "zh"] if key in RULES else place_names([key], language)[0] for key in keys]
