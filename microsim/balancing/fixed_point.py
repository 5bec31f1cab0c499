"""Run, read what was counted, change the law's path, run again: until the path stays."""

import dataclasses
from typing import TYPE_CHECKING, Any

import numpy as np

from microsim.assessing.asked import a_year
from microsim.balancing.rules import RULES, Rule, counted
from microsim.law.statute import NATION
from microsim.reading import did_you_mean
from microsim.reading.arguments import Arguments
from microsim.results.headline import REGIONS
from microsim.results.indicators import BOTH
from microsim.scenarios import Scenario
from microsim.scenarios import scenario as read_scenario
from microsim.scenarios.known import law_quantities
from microsim.scenarios.naming import wrong_name
from microsim.solving.runs import Runs

if TYPE_CHECKING:
    import pandas as pd

UPRATING = "adjustment.uprating"
LAG = 4  # years of the run before the first of the rule: it looks back so far
DIGITS = 6  # of an uprating in the law: a ten-thousandth of a percent
ROUNDS = 40


@dataclasses.dataclass(frozen=True)
class Balanced:
    """What a rule of automatic balancing came to.

    Attributes
    ----------
    rule, parameters
        Which, with its parameters.
    region
        Whose books it reads; its uprating is law there.
    scenario
        The scenario it was laid over, with the path in its law: it runs as any other.
    years, path, before
        The years of the rule, the uprating of each, and what it was without the rule.
    changes
        By round, the largest change of the path's uprating in any year.
    tolerance
        The change below which a path counts as settled.
    """

    rule: str
    parameters: dict[str, float]
    region: str
    scenario: Scenario
    years: np.ndarray
    path: np.ndarray
    before: np.ndarray
    changes: tuple[float, ...]
    tolerance: float

    @property
    def settled(self) -> bool:
        """Whether the path stayed, rather than the rounds ran out."""
        return self.changes[-1] <= self.tolerance

    def frame(self) -> "pd.DataFrame":
        """Return a row a year: uprating by the rule, and growth of wages as the rule knew it."""
        import pandas as pd

        return pd.DataFrame({"year": self.years, "uprating": self.path, "wage_growth": self.before})


def balance(
    rule: str,
    scenario: "str | Scenario" = "baseline",
    *,
    start: int = 2030,
    until: int = 2060,
    region: str = BOTH,
    parameters: dict[str, float] | None = None,
    tolerance: float = 1e-5,
    rounds: int = ROUNDS,
    name: str | None = None,
    one_in: int = 20_000,
    seed: int = 1,
    threads: int | None = None,
    progress: Any = False,
) -> Balanced:
    """Return the scenario in which uprating follows a rule of automatic balancing.

    Parameters
    ----------
    rule
        One of ``RULES``: germany, sweden, japan, dependency.
    start, until
        First and last year whose uprating follows it; later ones follow the law again.
    region
        Whose books are read, a province or both; the path is national law for both, the province's own else.
    parameters
        Of the rule, in place of those it has.
    tolerance, rounds
        The path is settled where no year's uprating changes by more from one round to the next; rounds at most.
    name
        Of the scenario found; SCENARIO+RULE by default.

    Raises
    ------
    InputError
        For wrong arguments.
    """
    base = read_scenario(scenario)
    asked = Arguments("balance")
    chosen = _rule(asked, rule)
    given = _parameters(asked, chosen, {} if parameters is None else parameters)
    asked.word("region", region, REGIONS)
    first = base.horizon.start + LAG
    start = a_year(asked, "start", start, first, base.horizon.end)
    until = a_year(asked, "until", until, start, base.horizon.end)
    threads, progress = asked.whole("threads", threads), asked.watcher("progress", progress)
    one_in, rounds, seed = asked.whole("one_in", one_in), asked.whole("rounds", rounds), asked.seed("seed", seed)
    if not isinstance(tolerance, int | float) or not 0 < tolerance < 1:
        asked.wrong("tolerance", tolerance, "a number above 0, such as 0.00001")
    if "of" in given and not base.horizon.start <= given["of"] < start:
        asked.wrong("parameters", f"of={given['of']:g}", f"a year from {base.horizon.start}, before the rule begins")
    called = f"{base.name}+{rule}" if name is None else name
    if message := wrong_name(called):
        asked.wrong("name", called, message.partition("allowed are ")[2])
    asked.check()
    years = np.arange(start, until + 1)
    holder = NATION if region == BOTH else region
    runs = Runs(one_in, until, threads, progress)
    made, path = base, np.full(len(years), np.nan)
    changes: list[float] = []
    growth = path
    while len(changes) < rounds:
        counts = counted(runs.one(made, seed), region)
        growth = counts.wage[years - counts.years[0] - 1] / counts.wage[years - counts.years[0] - 2] - 1
        new = _within_bounds(chosen.function(counts, years, **given), f"{holder}.{UPRATING}")
        changes.append(float(np.max(np.abs(new - path))) if changes else float(np.max(np.abs(new))))
        path = new
        made = _laid(base, f"{holder}.{UPRATING}", years, path).named(called)
        if len(changes) > 1 and changes[-1] <= tolerance:
            break
    about = {language: f"{text}, {start}-{until}" for language, text in (("en", chosen.en), ("zh", chosen.zh))}
    made = dataclasses.replace(made, description=about)
    return Balanced(rule, given, region, made, years, path, growth, tuple(changes), tolerance)


def _rule(asked: Arguments, rule: Any) -> Rule:
    """Return a rule by its name; any where there is none, which is noted."""
    asked.word("rule", rule, RULES)
    return RULES[rule] if isinstance(rule, str) and rule in RULES else next(iter(RULES.values()))


def _parameters(asked: Arguments, rule: Rule, given: dict[str, Any]) -> dict[str, float]:
    """Return the parameters of a rule, those given in place of its own."""
    if not isinstance(given, dict):
        asked.wrong("parameters", given, "a dict of numbers by name")
        return dict(rule.parameters)
    for name, value in given.items():
        if name not in rule.parameters:
            asked.wrong("parameters", name, f"{', '.join(rule.parameters)}{did_you_mean(name, rule.parameters)}")
        elif not isinstance(value, int | float) or not np.isfinite(value) or value < 0:
            asked.wrong("parameters", f"{name}={value}", "a number from 0")
    return {name: given.get(name, value) for name, value in rule.parameters.items()}


def _within_bounds(path: np.ndarray, name: str) -> np.ndarray:
    """Return a path between the bounds of its quantity, with as many digits as the law is written with."""
    quantity = law_quantities()[name]
    return np.round(np.clip(path, quantity.least, quantity.most), DIGITS)


def _laid(base: Scenario, name: str, years: np.ndarray, path: np.ndarray) -> Scenario:
    """Return a scenario with a path of uprating in its law; after its last year the law goes on as before."""
    values: dict[str, float | None] = {f"{year}-01-01": float(value) for year, value in zip(years, path, strict=True)}
    if years[-1] < base.horizon.end:
        values[f"{years[-1] + 1}-01-01"] = None
    return base.set(name, values, "balance")
