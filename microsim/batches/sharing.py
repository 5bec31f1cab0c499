"""Inputs that tasks share: compiled once for those that differ only in their luck, dropped after the last of them."""

import threading
from collections import Counter
from collections.abc import Iterable
from typing import Any

from microsim.batches.plan import Task
from microsim.inputs import compile_inputs
from microsim.results.provenance import data_hash
from microsim.scenarios import Scenario

Content = tuple[str, str]


def content(scenario: Scenario) -> Content:
    """Return what tells inputs apart: their name stands in the results."""
    return scenario.name, scenario.text_hash


def born(scenario: Scenario) -> str:
    """Return a hash of all that the population of a scenario is made of: equal ones are born equal."""
    population, horizon = scenario.population.model_dump(), scenario.horizon.model_dump()
    return data_hash([scenario.information, scenario.assumptions, population, horizon])


def in_running_order(tasks: Iterable[Task]) -> list[Task]:
    """Return tasks so that equal populations follow each other, and within them equal scenarios."""
    tasks = list(tasks)
    people: dict[str, int] = {}
    scenarios: dict[Content, int] = {}
    ranks: list[tuple[int, int, int]] = []
    for task in tasks:
        of_people = people.setdefault(born(task.scenario), len(people))
        ranks.append((of_people, scenarios.setdefault(content(task.scenario), len(scenarios)), len(ranks)))
    return [tasks[rank[-1]] for rank in sorted(ranks)]


class SharedInputs:
    """The inputs of the tasks of a batch, each set kept while a task may still ask for it."""

    def __init__(self, tasks: Iterable[Task], until: int | None):
        self.until = until
        self.open = Counter(content(task.scenario) for task in tasks)
        self.held: dict[Content, Any] = {}
        self.lock = threading.Lock()  # one at a time: two threads at it would build one population twice

    def get(self, task: Task) -> Any:
        """Return the inputs of a task, compiled where it is the first to ask; its mistake for all that share it."""
        key = content(task.scenario)
        with self.lock:
            if key not in self.held:
                try:
                    self.held[key] = compile_inputs(task.scenario, self.until)
                except Exception as error:
                    self.held[key] = error
            found = self.held[key]
            self.open[key] -= 1
            if not self.open[key]:
                del self.held[key]
        if isinstance(found, Exception):
            raise found
        return found
