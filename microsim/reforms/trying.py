"""Scenarios run beside the baseline, or what else they name, in one process, each held against what its file expects."""

import dataclasses
from collections.abc import Iterable, Iterator
from typing import Any

from microsim.batches import each
from microsim.comparing.people import lives_of
from microsim.reading import InputError, Problem
from microsim.reforms.groups import columns_for, wrong_groups
from microsim.reforms.judging import Verdict, judged
from microsim.reforms.measured import Measured
from microsim.scenarios import Scenario, scenario
from microsim.scenarios.model import Expect

ONE_IN, UNTIL = 20_000, 2050  # enough for signs and orders of size of most reforms, in two seconds each


@dataclasses.dataclass(frozen=True)
class Trial:
    """What came of the expectations of one scenario.

    Attributes
    ----------
    scenario
        What was run.
    verdicts
        One for each expectation and year.
    base, reform
        The two runs.
    """

    scenario: Scenario
    verdicts: tuple[Verdict, ...]
    base: Measured
    reform: Measured

    @property
    def missed(self) -> list[Verdict]:
        """The expectations that were not met."""
        return [verdict for verdict in self.verdicts if verdict.met is False]


def try_scenarios(
    names: Iterable[str | Scenario],
    one_in: int = ONE_IN,
    until: int = UNTIL,
    seed: int = 1,
    threads: int | None = None,
    progress: Any = False,
) -> Iterator[Trial]:
    """Run scenarios, each beside the baseline or what it names, and yield what came of what each expects, as they end.

    Raises
    ------
    InputError
        For scenarios that are wrong, for one that expects nothing, and where a run fails.
    """
    found = [scenario(name) for name in names]
    problems = [
        Problem(one.name, 0, 0, "expect", f"found nothing, allowed is {A_LIST}") for one in found if not one.expect
    ]
    problems += [problem for one in found for problem in wrong_groups(one)]
    if problems:
        raise InputError(problems)
    beside = {one.name: Expect.model_validate(one.expect).beside for one in found}
    bases: dict[str, Measured | None] = dict.fromkeys(beside.values())
    waiting: list[tuple[Scenario, Measured]] = []
    plan = [*map(scenario, bases), *(one for one in found if one.name not in bases)]
    wanted = columns_for(found)
    keep = ["results", "lives"] if wanted else ["results"]
    for outcome in each(plan, one_in=one_in, until=until, seeds=[seed], keep=keep, threads=threads, progress=progress):
        if outcome.run is None:
            raise InputError([Problem(outcome.task.base, 0, 0, "", f"could not be run: {outcome.reason}")])
        name = outcome.task.base
        measured = Measured(outcome.run.tree, lives_of(outcome.lives, name, wanted) if wanted else None)
        if name in bases:
            bases[name] = measured
        if name in beside:
            waiting.append((outcome.task.scenario, measured))
        for made, reform in waiting:
            if (base := bases[beside[made.name]]) is not None:
                yield Trial(made, tuple(judged(made, base, reform)), base, reform)
        waiting = [one for one in waiting if bases[beside[one[0].name]] is None]


A_LIST = (
    "expect: {nothing_before: DATE, changes: [{indicator: ..., years: [...], sign: ...}], "
    "groups: [{who: {sex: female}, sign: ...}]}"
)
