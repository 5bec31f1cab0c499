"""What a sweep sets: every quantity at both ends of what is allowed, documented ends, and anything together at random."""

from microsim.law.load import load_assumptions
from microsim.scenarios.known import assumption_quantities, law_quantities
from microsim.schema import STATUTE_QUANTITIES
from microsim.schema.kinds import written
from tests.sweep.sweep import grouped

SINCE = ("1970-01-01", "2017-01-01", "2027-07-01")  # from when a value of the law is set
PLACES = ("national", "guangdong", "shanghai", "shenzhen")
MOST_TOGETHER = 12  # settings of a combination
GROUP = 10  # documented ends set at once


def ends(quantity):
    """Return the values at both ends of what is allowed, and the one for none, as a scenario writes them."""
    if quantity.words:
        return list(quantity.words) if quantity.kind == "word" else list(quantity.words.values())
    if quantity.kind == "flag":
        return [0, 1]
    found = [quantity.least, quantity.most, *([] if quantity.absent is None else [quantity.absent])]
    values = [as_written(end, quantity) for end in found]
    return [[value] for value in values] if quantity.tiers else values


def as_written(value, quantity):
    if quantity.about.form in ("age", "month") and value != quantity.absent:
        return written(value, quantity.kind)
    return int(value) if quantity.about.form in ("count", "age", "month", "flag") else value


def inside(quantity, random):
    """Return a value somewhere between the ends, or one of them."""
    if quantity.words or quantity.kind == "flag" or random.random() < 0.4:
        return random.choice(ends(quantity))
    part = random.random()
    value = quantity.least + part * (quantity.most - quantity.least)
    if quantity.about.whole or quantity.about.form == "count":
        value = int(value)
    value = as_written(value, quantity)
    return [value] if quantity.tiers else value


def law_one_by_one():
    """Return settings of one value of the law each, at an end of what is allowed, in force always and everywhere."""
    return [{f"national.{path}": {SINCE[0]: value}} for path, one in STATUTE_QUANTITIES.items() for value in ends(one)]


def assumptions_one_by_one():
    """Return settings of one assumption each, at an end of what is allowed."""
    return [{path: value} for path, one in assumption_quantities().items() for value in ends(one)]


def documented_together(random):
    """Return settings that hold every documented low and high once, some at a time; parts of one whole by themselves."""
    found = [
        {path: _text_keys(end)}
        for path, entry in load_assumptions().entries.items()
        for end in (entry.low, entry.high)
        if end is not None
    ]
    random.shuffle(found)
    groups, alone = grouped(found, GROUP)
    return groups + alone


def _text_keys(value):
    return {str(key): _text_keys(part) for key, part in value.items()} if isinstance(value, dict) else value


def together(random):
    """Return one random combination of law and assumptions."""
    found = {}
    for _ in range(random.randint(2, MOST_TOGETHER)):
        if random.random() < 0.5:
            path = random.choice(list(STATUTE_QUANTITIES))
            name = f"{random.choice(PLACES)}.{path}"
            found[name] = {random.choice(SINCE): inside(law_quantities()[name], random)}
        else:
            path = random.choice(list(assumption_quantities()))
            found[path] = inside(assumption_quantities()[path], random)
    return found
