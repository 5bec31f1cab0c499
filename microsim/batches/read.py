"""Read a batch, from a file or from Python, and check every value of it before anything is run."""

from typing import Any

from microsim.batches.entries import Entries, Source
from microsim.batches.plan import Plan, tasks_of
from microsim.batches.settings import check_grid, check_twice, check_years, drafts_of, read_bases
from microsim.batches.shape import check_shape


def plan_of(source: "Source | Plan", **more: Any) -> Plan:
    """Return the plan of a batch.

    Parameters
    ----------
    source
        A batch file (or the name of a shipped one), its content as a dict, a scenario or a list of
        scenarios (names, paths, ``Scenario`` objects), or a Plan, which is returned as it is.
    more
        Entries of a batch file, in place of those of the source.

    Raises
    ------
    InputError
        With every mistake in the batch and in the scenarios it names.
    """
    if isinstance(source, Plan):
        if more:
            raise TypeError(f"a Plan is whole, found further entries: {', '.join(more)}")
        return source
    entries = Entries(source, more)
    problems = entries.where.problems
    shape = check_shape(entries)
    bases = read_bases(entries)
    check_grid(entries, bases)
    problems.check()
    assert shape is not None  # what does not fit the model has been raised
    drafts = drafts_of(entries, bases, shape)
    check_years(entries, drafts, shape.until)
    problems.check()
    tasks = tasks_of(drafts, shape.one_in, shape.until, shape.replicates, shape.keep)
    check_twice(entries, [task.key for task in tasks], drafts)
    problems.check()
    keep = tuple(dict.fromkeys(("headline", *shape.keep)))
    return Plan(
        shape.name, tuple(tasks), shape.one_in, shape.until, shape.replicates, keep, entries.text, shape.draws or 0
    )
