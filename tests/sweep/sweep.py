"""A sweep: many settings through the common runner, each refused by name or clean."""

import dataclasses
import math

from microsim import batch_each, scenario
from microsim.reading import InputError
from microsim.scenarios.read import with_entries

TINY, UNTIL = 200_000, 2030
LARGEST = 1e10  # of any headline figure: persons and money in millions and billions, wages in yuan of the year


@dataclasses.dataclass
class Found:
    """What became of the settings of a sweep: names of scenarios, reasons, and faults with the settings that replay them."""

    settings: dict
    clean: list = dataclasses.field(default_factory=list)
    refused: dict = dataclasses.field(default_factory=dict)
    faults: dict = dataclasses.field(default_factory=dict)

    def __str__(self):
        lines = [f"{len(self.clean)} clean, {len(self.refused)} refused by name, {len(self.faults)} faults"]
        lines += [f"{reason}\n    {self.settings[name]}" for name, reason in self.faults.items()]
        return "\n".join(lines)


def sweep(all_settings, one_in=TINY, until=UNTIL, threads=1):
    """Run the baseline with each of some settings and return what became of them."""
    baseline, found, scenarios = scenario("baseline"), Found({}), []
    for number, settings in enumerate(all_settings):
        try:
            made = with_entries(baseline, settings, "sweep").named(f"sweep-{number}")
        except InputError as error:
            found.settings[f"sweep-{number}"] = settings
            judge(found, f"sweep-{number}", str(error))
            continue
        found.settings[made.name] = settings
        if made.text_hash == baseline.text_hash:
            found.clean.append(made.name)
        else:
            scenarios.append(made)
    if scenarios:
        for outcome in batch_each(scenarios, one_in=one_in, until=until, threads=threads, progress=False):
            judge(found, outcome.task.scenario.name, outcome.reason, outcome.headline)
    return found


def judge(found, name, reason, headline=None):
    """Enter one outcome: refused by the name of what was set, clean, or a fault."""
    if headline is not None:
        wrong = nonsense(headline)
        if wrong:
            found.faults[name] = f"nonsense: {wrong[:3]}"
        else:
            found.clean.append(name)
    elif any(path in reason for path in found.settings[name]) and "Error:" not in reason.partition(" ")[0]:
        found.refused[name] = reason
    else:
        found.faults[name] = reason


def nonsense(headline):
    """Return the figures that mean nothing: not finite, too large, or heads and gross money below nought."""
    wrong = []
    for row in headline.to_pylist():
        value, name = row["value"], row["indicator"]
        if value is None or math.isnan(value):
            continue  # a mean of nobody
        signed = name.startswith(("balance", "reserve", "accumulated")) or "pooling" in name or "adjustment" in name
        if not math.isfinite(value) or abs(value) > LARGEST or (value < 0 and not signed):
            wrong.append((name, row["region"], row["year"], value))
    return wrong
