"""How far a figure moves when each assumption goes to its low and to its high: the tornado of bounds."""

import dataclasses
import time
from fnmatch import fnmatchcase
from statistics import NormalDist
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from microsim.assessing.asked import Source, check_figure, scenario_of
from microsim.law.estimates import path_of
from microsim.law.information import known_assumptions, statute_of
from microsim.law.load import load_assumptions
from microsim.notices import tell
from microsim.reading import InputError, did_you_mean
from microsim.reading.arguments import Arguments
from microsim.scenarios import Scenario
from microsim.scenarios.known import law_quantities
from microsim.solving.runs import Runs
from microsim.uncertainty.draws import drawn, posterior
from microsim.uncertainty.quantities import has_range, uncertain_quantities

if TYPE_CHECKING:
    import pandas as pd

REACH = NormalDist().inv_cdf(0.9)  # low and high lie at the tenth and the ninetieth percentile
NUDGE = 0.1  # of values of the law of grade C, for which no document gives a range
ENDS = ("low", "high")
NUMBERS = ("number",)  # forms of values of the law that are nudged


class Bar(NamedTuple):
    """One input and what it moves.

    Attributes
    ----------
    name
        Its path, with ``@`` and the province where only that one moves.
    en, zh
        What it is.
    low, high
        The figure with the input at its low and at its high; equal to the base where it moves nothing.
    """

    name: str
    en: str
    zh: str
    low: float
    high: float


@dataclasses.dataclass(frozen=True)
class Tornado:
    """A figure, and every input that was moved, what moves it most first.

    Attributes
    ----------
    indicator, region, year
        Which figure.
    against
        Name of the reform where the figure is what it changes; None: a level.
    base
        The figure as it stands.
    bars
        Ranked.
    one_in, seed, runs
        The sample, and how many runs were made.
    refused
        Inputs that could not be moved from where the scenario has them, and why.
    """

    indicator: str
    region: str
    year: int
    scenario: str
    against: str | None
    base: float
    bars: tuple[Bar, ...]
    one_in: int
    seed: int
    runs: int
    refused: dict[str, str]

    def frame(self) -> "pd.DataFrame":
        """Return a row an input: name, en, zh, the figure at low and at high, both less the base, and the width."""
        import pandas as pd

        frame = pd.DataFrame(self.bars)
        for end in ENDS:
            frame[f"{end}_change"] = frame[end] - self.base
        return frame.assign(width=[_width(bar, self.base) for bar in self.bars])

    def title(self, language: str = "en") -> str:
        """Return one line that says which figure it is."""
        what = f"{self.indicator}, {self.region}, {self.year}"
        if self.against is None:
            return f"{what}: {self.scenario}"
        return (
            f"{what}: {self.against} less {self.scenario}"
            if language == "en"
            else f"{what}：{self.against} 减 {self.scenario}"
        )


def sensitivity(
    run: Source,
    indicator: str,
    region: str = "both",
    year: int = 2050,
    *,
    against: Source | None = None,
    every: bool = False,
    only: str | None = None,
    one_in: int = 20_000,
    seed: int = 1,
    threads: int | None = None,
    progress: Any = False,
) -> Tornado:
    """Return how far a figure moves when each input goes to its low and to its high, all others as they are.

    Parameters
    ----------
    run
        A run folder, a run under ``runs/``, or a scenario by name or file.
    indicator, region, year
        Which figure: a row of the headline, or ``SCHEME.ITEM`` of the books in bn yuan.
    against
        A reform, named likewise: the figure is then what it changes, both moved together.
    every
        Move every assumption with a documented range and the numbers of the law of grade C by a tenth, not the uncertain
        quantities alone that draws move.
    only
        Those alone whose path holds a word, or is of a pattern such as ``national.retirement.*``.
    one_in, seed
        The sample of the runs; the same persons with the same luck in all of them.

    Raises
    ------
    InputError
        For wrong arguments.
    """
    base, _ = scenario_of(run)
    reform = None if against is None else scenario_of(against)[0]
    asked = Arguments("sensitivity")
    year = check_figure(asked, indicator, region, year, base)
    threads, progress = asked.whole("threads", threads), asked.watcher("progress", progress)
    one_in, seed = asked.whole("one_in", one_in), asked.seed("seed", seed)
    names = _names(base, asked.flag("every", every), only, asked)
    asked.check()
    pair = [base] if reform is None else [base, reform]
    moved, refused = _moved(pair, names)
    runs = Runs(one_in, year, threads, progress)

    def figure(scenarios: list[Scenario]) -> float:
        values = [runs.one(made, seed).value(indicator, region, year) for made in scenarios]
        return values[-1] - values[0] if len(values) > 1 else values[0]

    wanted = [made for ends in moved.values() for row in ends for made in row]
    told_first(runs, pair, wanted, seed)
    runs.all([*pair, *wanted], [seed])
    told = _told()
    bars = [Bar(name, *told(name), *(figure(made) for made in ends)) for name, ends in moved.items()]
    middle = figure(pair)
    bars.sort(key=lambda bar: (-_width(bar, middle), bar.name))
    other = None if reform is None else reform.name
    return Tornado(indicator, region, year, base.name, other, middle, tuple(bars), one_in, seed, runs.count, refused)


def told_first(runs: Runs, pair: list[Scenario], wanted: list[Scenario], seed: int) -> None:
    """Run the scenarios as they stand and tell how many runs follow and about how long they take."""
    begun = time.perf_counter()
    runs.all(pair, [seed])
    each = (time.perf_counter() - begun) / len(pair)
    count = len({made.text_hash for made in wanted} - {made.text_hash for made in pair})
    tell(f"sensitivity: {count} runs, about {in_words(count * each)} if each takes as long as the first")


def in_words(seconds: float) -> str:
    """Return a time as it is told before a long wait."""
    minutes = seconds / 60.0
    if minutes < 1:
        return f"{seconds:.0f} seconds"
    return f"{minutes:.0f} minutes" if minutes < 120 else f"{minutes / 60.0:.1f} hours"


def _width(bar: Bar, base: float) -> float:
    """Return how far a figure moves between the ends of an input, the base among them."""
    return max(bar.low, bar.high, base) - min(bar.low, bar.high, base)


def _names(base: Scenario, every: bool, only: str | None, asked: Arguments) -> list[str]:
    """Return the inputs to move: uncertain quantities by name, other assumptions and law by path."""
    names = [quantity.name for quantity in uncertain_quantities()]
    if every:
        there = {path_of(name) for name in names}
        known = known_assumptions(base.information).entries
        names += [path for path, entry in known.items() if has_range(entry) and path not in there]
        names += _guessed_law(base)
    if only is None:
        return names
    if not isinstance(only, str):
        asked.wrong("only", only, "a part of the path of an input")
        return names
    found = [name for name in names if (fnmatchcase(name, only) if set(only) & set("*?[") else only in name)]
    if not found:
        more = "" if every else "; --all moves more of them"
        asked.wrong("only", only, f"a part of the path of an input{did_you_mean(only, names)}{more}")
    return found


def _guessed_law(base: Scenario) -> list[str]:
    """Return the paths of the law whose last value is a number of grade C other than nought."""
    entries = statute_of(base).entries
    return [path for path, entry in entries.items() if _is_guess(path, entry.steps[-1])]


def _is_guess(path: str, step: Any) -> bool:
    quantity = law_quantities().get(path)
    number = quantity is not None and quantity.about.form in NUMBERS and not quantity.tiers
    return number and step.grade == "C" and not isinstance(step.value, tuple) and bool(step.value)


def _moved(pair: list[Scenario], names: list[str]) -> tuple[dict[str, tuple[list[Scenario], ...]], dict[str, str]]:
    """Return by input its scenarios at low and at high, and what could not be moved with the reason."""
    moved: dict[str, tuple[list[Scenario], ...]] = {}
    refused: dict[str, str] = {}
    for name in names:
        try:
            moved[name] = tuple([_at(made, name, end) for made in pair] for end in ENDS)
        except (InputError, ValueError) as error:
            refused[name] = " ".join(str(error).split())
    return moved, refused


def _at(base: Scenario, name: str, end: str) -> Scenario:
    """Return a scenario with one input at its low or its high."""
    label = f"{base.name}+{end}"[:100]
    if name in law_quantities():
        step = statute_of(base).entries[name].steps[-1]
        factor = 1 + (NUDGE if end == "high" else -NUDGE)
        date = max(step.date if "-" in step.date else f"{step.date}-01-01", f"{base.horizon.start}-01-01")
        quantity = law_quantities()[name]
        value = float(np.clip(factor * np.asarray(step.value, float), quantity.least, quantity.most))
        return base.set(name, {date: value}, name).named(label)
    centre, spread = posterior([name])
    score = float(centre[0] + (REACH if end == "high" else -REACH) * np.sqrt(spread[0, 0]))
    return drawn(base, {name: score}, label)


def _told() -> Any:
    """Return a function of an input's name that gives what it is, in English and Chinese."""
    known, law = load_assumptions().entries, law_quantities()

    def told(name: str) -> tuple[str, str]:
        quantity = law[name] if name in law else known[path_of(name)].quantity
        return quantity.en, quantity.zh

    return told
