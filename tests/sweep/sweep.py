"""A sweep: many settings through the common runner, each refused by name or clean."""

import dataclasses
import math

from microsim import batch_each, scenario
from microsim.law.moving import WHOLES
from microsim.reading import InputError
from microsim.scenarios.read import with_entries

TINY, UNTIL = 200_000, 2030
LARGEST = 1e10  # of any headline figure: persons and money in millions and billions, wages in yuan of the year
TOGETHER = 5  # settings tried in one run; where it is not clean each of them is run by itself
IN_A_WHOLE = {path for paths in WHOLES for path in paths}


@dataclasses.dataclass
class Found:
    """What became of the settings of a sweep: those that ran clean, refused and faulty ones with what was said."""

    clean: list = dataclasses.field(default_factory=list)
    refused: list = dataclasses.field(default_factory=list)
    faults: list = dataclasses.field(default_factory=list)
    runs: int = 0

    def __str__(self):
        lines = [f"{len(self.clean)} clean, {len(self.refused)} refused by name, {len(self.faults)} faults"]
        lines += [f"{reason}\n    {settings}" for settings, reason in self.faults]
        return "\n".join(lines)

    def judge(self, settings, reason, headline=None):
        """Enter one outcome: refused by the name of what was set, clean, or a fault."""
        if headline is not None:
            wrong = nonsense(headline)
            if wrong:
                self.faults.append((settings, f"nonsense: {wrong[:3]}"))
            else:
                self.clean.append(settings)
        elif any(path in reason for path in settings) and "Error:" not in reason.partition(" ")[0]:
            self.refused.append((settings, reason))
        else:
            self.faults.append((settings, reason))


def sweep(all_settings, one_in=TINY, until=UNTIL, threads=1, told=None):
    """Run the baseline with each of some settings and return what became of them.

    ``told`` is called with every outcome as it comes.
    """
    baseline, found, scenarios, by_name = scenario("baseline"), Found(), [], {}
    for number, settings in enumerate(all_settings):
        try:
            made = with_entries(baseline, settings, "sweep").named(f"sweep-{number}")
        except InputError as error:
            found.judge(settings, str(error))
            continue
        if made.text_hash == baseline.text_hash:
            found.clean.append(settings)
        else:
            by_name[made.name] = settings
            scenarios.append(made)
    if scenarios:
        for outcome in batch_each(scenarios, one_in=one_in, until=until, threads=threads, progress=False):
            found.runs += 1
            settings = by_name[outcome.task.scenario.name]
            found.judge(settings, outcome.reason, outcome.headline)
            if told:
                told(settings, outcome)
    return found


def grouped(all_settings, most):
    """Return settings in groups of at most so many, no path twice in one, and those that are parts of a whole."""
    groups, alone = [], []
    for one in all_settings:
        (path,) = one
        free = next((group for group in groups if len(group) < most and path not in group), None)
        if path in IN_A_WHOLE:
            alone.append(one)
        elif free is None:
            groups.append(dict(one))
        else:
            free.update(one)
    return groups, alone


def sweep_together(all_settings, **options):
    """Sweep settings several at once, and by themselves those of a run that was not clean; parts of wholes always so."""
    groups, alone = grouped(all_settings, TOGETHER)
    first = sweep(groups, **options)
    split = [{path: value} for group, _ in (*first.refused, *first.faults) for path, value in group.items()]
    found = sweep([*split, *alone], **options)
    found.clean += [{path: value} for group in first.clean for path, value in group.items()]
    found.runs += first.runs
    return found


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
