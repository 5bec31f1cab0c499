"""A batch planned: which tasks there are, before anything is run."""

import dataclasses
import json
import re
from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from microsim.inputs import last_year
from microsim.reading import dotted
from microsim.results.provenance import data_hash
from microsim.scenarios import Scenario

HASH_DIGITS = 8  # a batch may hold thousands of settings of one lever: four digits would soon meet twice
LONGEST_NAME = 120  # letters of a folder's name that the name of a scenario may take


@dataclasses.dataclass(frozen=True)
class Task:
    """One run of a batch.

    Attributes
    ----------
    id
        Names the task and its folder: readable, safe as a file name, the same wherever it stands in the batch.
    base
        The scenario of the batch it changes, by name.
    settings
        The values of the grid it has, by path.
    scenario
        What is run: the base with the settings laid over it.
    seed
        Key of all draws.
    key
        A hash of all that decides its result but the program itself: tasks of one key are the same work.
    """

    id: str
    base: str
    settings: dict[str, Any]
    scenario: Scenario
    seed: int
    key: str

    @property
    def settings_text(self) -> str:
        """The settings as JSON, as tables show them; nothing where there are none."""
        return json.dumps(self.settings, ensure_ascii=False, sort_keys=True) if self.settings else ""

    @property
    def described(self) -> dict[str, Any]:
        """What the manifest of the task's run says of it."""
        return {"id": self.id, "scenario": self.base, "settings": self.settings, "key": self.key}


@dataclasses.dataclass(frozen=True)
class Draft:
    """A task before the batch as a whole gave it its name."""

    base: str
    settings: dict[str, Any]
    scenario: Scenario
    seed: int


@dataclasses.dataclass(frozen=True)
class Plan:
    """A batch ready to run.

    Attributes
    ----------
    tasks
        In the order of the file; no two have one id or one key.
    one_in, until, replicates
        As for a single run, the same for all tasks; ``until`` None: the end of each scenario's horizon.
    keep
        What stays of each task: ``headline`` always, ``results`` for the whole results.nc, ``lives`` for lives.parquet.
    text
        The batch file, as it is written into the folder.
    draws
        How many draws of the uncertain assumptions its scenarios take; 0 for none.
    """

    name: str
    tasks: tuple[Task, ...]
    one_in: int
    until: int | None
    replicates: int
    keep: tuple[str, ...]
    text: str
    draws: int = 0

    @cached_property
    def by_id(self) -> dict[str, Task]:
        """The tasks by their ids."""
        return {task.id: task for task in self.tasks}

    def __repr__(self) -> str:
        return f"<Plan {self.name}: {len(self.tasks)} tasks, 1 in {self.one_in} persons>"


def tasks_of(
    drafts: Iterable[Draft], one_in: int, until: int | None, replicates: int, keep: Iterable[str]
) -> list[Task]:
    """Return the drafts as tasks, each with a hash of what decides its result and an id of its own."""
    drafts = list(drafts)
    same_for_all = [one_in, replicates, sorted(keep)]
    keys = [
        data_hash([scenario.name, scenario.text_hash, last_year(scenario, until), seed, *same_for_all])
        for scenario, seed in ((draft.scenario, draft.seed) for draft in drafts)
    ]
    names = [f"{safe(draft.scenario.name)}-s{draft.seed}" for draft in drafts]
    often = Counter(name.casefold() for name in names)  # some file systems take a and A for one
    ids = [
        f"{name}-{key[:HASH_DIGITS]}" if often[name.casefold()] > 1 else name
        for name, key in zip(names, keys, strict=True)
    ]
    return [
        Task(name, draft.base, draft.settings, draft.scenario, draft.seed, key)
        for name, draft, key in zip(ids, drafts, keys, strict=True)
    ]


def safe(name: str) -> str:
    """Return a name as one that any file system takes."""
    return re.sub(r"[^\w+=.-]", "_", name).strip("._")[:LONGEST_NAME] or "scenario"


def values_told(settings: dict[str, Any]) -> str:
    """Return settings as one reads them in a table: the last word of each path, and its value."""
    return ", ".join(f"{path.rpartition('.')[2]}={_short(value)}" for path, value in settings.items())


def _short(value: Any) -> str:
    """Return a value in few letters; of a map by date its parts."""
    if isinstance(value, dict):
        return " ".join(
            f"{dotted(path)}:{_short(part)}" for path, part in [((key,), part) for key, part in value.items()]
        )
    return "null" if value is None else str(value)
