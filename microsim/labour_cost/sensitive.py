"""What moves the wedge: the firm's choices, and the values that no document gives, from the low to the high of their range."""

from typing import TYPE_CHECKING, Any, NamedTuple

from microsim.labour_cost.asked import ALL, wedge
from microsim.labour_cost.terms import CLASSES, HOUSING, LAW
from microsim.law.information import statute_of
from microsim.law.statute import levels
from microsim.law.values import FIRST_LAW_YEAR
from microsim.schema import STATUTE_QUANTITIES
from microsim.words.book import word

if TYPE_CHECKING:
    from microsim.scenarios import Scenario

ALL_TIME = f"{FIRST_LAW_YEAR}-01-01"
DECLARED_LEAST = 0.4  # jobs declared at the floor, over their wages: contributions.floor_share says how many there are
CHOSEN = tuple(f"{LAW}.{HOUSING}.{payer}_rate" for payer in ("employer", "employee"))


class Bar(NamedTuple):
    """One input: its names, its ends as written, and the wedge of all branches at them."""

    key: str
    en: str
    zh: str
    low: float
    high: float
    at_low: float
    at_high: float

    @property
    def length(self) -> float:
        """How far the wedge moves."""
        return abs(self.at_high - self.at_low)


def bars(place: str, at: str, scenario: "Scenario") -> tuple[float, list[Bar]]:
    """Return the wedge of all branches at the average wage, and what moves it, the longest first."""

    def asked(changed: Any = scenario, **options: Any) -> float:
        frame = wedge(place, at, scenario=changed, **options)
        rows = frame[(frame["branch"] == ALL) & (frame["of_average"].sub(1.0).abs() < 1e-3)]
        return float(rows["wedge"].iloc[0])

    found = [
        _bar("industry", 1, CLASSES, asked(industry=1), asked(industry=CLASSES)),
        _bar("declared", DECLARED_LEAST, 1.0, asked(declared=DECLARED_LEAST), asked()),
        _bar("kept", 0.0, 1.0, asked(firm="small"), asked(firm="small", stable=True)),
    ]
    for path in moved(place, at, scenario):
        quantity = STATUTE_QUANTITIES[path]
        ends = (float(quantity.low or 0.0), float(quantity.high or quantity.most))
        values = [asked(scenario.set(f"{place}.{path}", {ALL_TIME: end})) for end in ends]
        found.append(Bar(path, quantity.en, quantity.zh, *ends, *values))
    return asked(), sorted((bar for bar in found if bar.length > 0), key=lambda bar: -bar.length)


def moved(place: str, at: str, scenario: "Scenario") -> list[str]:
    """Return the paths that a firm chooses, and those whose value on a day is of grade C and has a usual range."""
    entries, found = statute_of(scenario).entries, []
    for path, quantity in STATUTE_QUANTITIES.items():
        if not path.startswith(f"{LAW}.") or quantity.low is None:
            continue
        holders = [entries[name] for one in reversed(levels(place)) if (name := f"{one}.{path}") in entries]
        steps = [entry.steps[index] for entry in holders if (index := entry.step_on(at)) is not None]
        if path in CHOSEN or (steps and steps[0].grade == "C"):
            found.append(path)
    return found


def _bar(key: str, low: float, high: float, at_low: float, at_high: float) -> Bar:
    """Return the bar of a choice that is no value of the law."""
    return Bar(key, word("labour_cost", key, "en"), word("labour_cost", key, "zh"), low, high, at_low, at_high)
