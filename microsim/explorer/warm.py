"""A warm model: the base compiled once, reforms compiled from it, samples lived on request and the last of them kept."""

import os
import threading
from typing import Any, NamedTuple

import numpy as np

from microsim.caching import Memo
from microsim.comparing.closure import Books
from microsim.explorer.errors import whole_and_parts
from microsim.explorer.levers import Settings, address
from microsim.explorer.persons import Persons
from microsim.explorer.reform import scenario_of
from microsim.explorer.sampling import Superseded, Wanted, always, lived
from microsim.explorer.sums import Counted, Sums
from microsim.funds.ledger import keep_books
from microsim.inputs import Inputs, compile_inputs
from microsim.law.compile import compile_law_and_report
from microsim.sound import blamed, check_books

KEPT_RUNS, KEPT_INPUTS = (
    24,
    3,
)  # the last answers, 16 MB each; the last reforms, whose populations may differ, 100 MB each
ONE_IN, QUICK = 5000, 4  # every how many-th person; how many times fewer a first answer takes


class Run(NamedTuple):
    """One reform lived by a sample: sets of sums as ``errors.whole_and_parts`` returns them, its persons, what books are kept of."""

    sums: Sums
    persons: Persons
    counted: Counted


class Pair(NamedTuple):
    """The base and a reform, lived by the same sample.

    ``paired`` tells whether both have the same persons; a reform of the population has others.
    """

    before: Run
    after: Run
    one_in: int
    paired: bool


class Latest:
    """Who still waits: of each client only the last question."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.last: dict[str, int] = {}

    def ask(self, client: str) -> Wanted:
        """Note a question and return what tells whether it is still the last of its client."""
        with self.lock:
            number = self.last[client] = self.last.get(client, 0) + 1
        return lambda: self.last[client] == number


class Model:
    """The base and what was made of it.

    Parameters
    ----------
    scenario : the base, a name, a path or a Scenario
    one_in : every how many-th person an answer takes
    until : last simulated year, the end of the base's horizon by default
    threads : threads, all cores by default
    """

    def __init__(
        self, scenario: Any = "baseline", one_in: int = ONE_IN, until: int | None = None, threads: int | None = None
    ):
        self.base: Inputs = compile_inputs(scenario, until)
        self.one_in, self.threads = one_in, threads or os.cpu_count() or 1
        self.latest = Latest()
        self._inputs, self._runs, self._closed = Memo(KEPT_INPUTS), Memo(KEPT_RUNS), Memo(KEPT_RUNS)
        self._one_at_a_time = threading.Lock()  # all cores live one sample; two at once would both be late

    @property
    def until(self) -> int:
        """The last simulated year."""
        return int(self.base.until)

    @property
    def years(self) -> np.ndarray:
        """The simulated years."""
        return np.arange(self.base.scenario.horizon.start, self.until + 1)

    def sample(self, quick: bool) -> int:
        """Return every how many-th person a quick, or a full, answer takes."""
        return self.one_in * QUICK if quick else self.one_in

    def warm(self) -> None:
        """Do beforehand what a first question would wait for: the base lived, and its law compiled in this process."""
        compile_law_and_report(scenario=self.base.scenario)  # what was kept on disk is no start for other laws
        for quick in (True, False):
            self.answer({}, quick)

    def reformed(self, settings: Settings) -> Inputs:
        """Return the inputs of some settings."""
        if not settings:
            return self.base
        scenario = scenario_of(self.base.scenario, self.base.world.law, settings)
        inputs: Inputs = self._inputs.get(address(settings), lambda: compile_inputs(scenario, self.until))
        return inputs

    def answer(self, settings: Settings, quick: bool = False, wanted: Wanted = always) -> Pair:
        """Return base and reform lived by a sample.

        Raises
        ------
        InputError
            Where the settings make no scenario, or numbers without a meaning.
        Superseded
            Where nobody waits any more.
        """
        one_in = self.sample(quick)
        with self._one_at_a_time:
            before = self._run({}, one_in, always)
            after = self._run(settings, one_in, wanted)
            paired = same_people(self.base, self.reformed(settings))
        return Pair(before, after, one_in, paired)

    def books(self, settings: Settings) -> tuple[Books, Books]:
        """Return the books of all funds of base and reform as a run closes them, of the full sample."""
        pair = self.answer(settings)
        return self._books({}, pair.before, pair.one_in), self._books(settings, pair.after, pair.one_in)

    def _books(self, settings: Settings, run: Run, one_in: int) -> Books:
        """Return the books of a run, in persons represented, kept or closed now."""

        def close() -> Books:
            inputs = self.reformed(settings)
            represented: Any = Counted(*(part * one_in for part in run.counted))
            with blamed(inputs.scenario, "the books of the funds"):
                ledger = keep_books(represented, inputs.stocks, inputs.policy)
                check_books(ledger)
            return Books(ledger.flows, ledger.opening, ledger.closing, ledger.national)

        books: Books = self._closed.get(address(settings), close)
        return books

    def alone(self, settings: Settings, until: int, wanted: Wanted) -> Sums:
        """Return sets of sums of one reform lived up to a year by a quick sample."""
        one_in = self.sample(quick=True)

        def live() -> Sums:
            found = lived(self.reformed(settings), one_in, until, self.threads, wanted, whole=False)
            return whole_and_parts(found.sums, one_in)

        with self._one_at_a_time:
            if not wanted():
                raise Superseded
            sums: Sums = self._runs.get((address(settings), one_in, until), live)
            return sums

    def _run(self, settings: Settings, one_in: int, wanted: Wanted) -> Run:
        """Return some settings lived by a sample, kept or lived now."""
        if not wanted():
            raise Superseded

        def live() -> Run:
            inputs = self.reformed(settings)
            found = lived(inputs, one_in, self.until, self.threads, wanted)
            assert found.persons is not None
            return Run(whole_and_parts(found.sums, one_in), found.persons, found.counted)

        run: Run = self._runs.get((address(settings), one_in), live)
        return run


def same_people(one: Inputs, other: Inputs) -> bool:
    """Tell whether two runs have the same persons, who die by the same chances: then each life has its twin."""
    strata = [inputs.population.strata for inputs in (one, other)]
    return (
        np.array_equal(strata[0].key, strata[1].key)
        and np.array_equal(strata[0].size, strata[1].size)
        and np.array_equal(one.world.death, other.world.death)
    )
