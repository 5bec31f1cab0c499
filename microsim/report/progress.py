"""A progress bar on stderr with rate and time left, and nothing where nobody looks."""

import contextlib
import sys
from collections.abc import Callable, Iterator
from typing import Any


@contextlib.contextmanager
def progress_bar(
    total: int, choice: Callable[[int, int], Any] | bool | None = None, what: str = "persons", done: int = 0
) -> Iterator[Callable[[int], None]]:
    """Yield a function to call with the number of persons done since the last call.

    Parameters
    ----------
    total
        Persons to simulate.
    choice
        None: a bar where stderr is a terminal. False: nothing. True: a bar. A function: it is
        called with the persons done so far and the total.
    what
        What is counted, if not persons.
    done
        How many were done before.
    """
    if callable(choice):

        def advance(persons: int) -> None:
            nonlocal done
            done += persons
            choice(done, total)

        yield advance
    elif choice or (choice is None and sys.stderr.isatty()):
        with _rich_bar() as bar:
            task = bar.add_task(what, total=total, completed=done)
            yield lambda persons: bar.advance(task, persons)
    else:
        yield lambda persons: None


def _rich_bar() -> Any:
    """Return a bar with count, rate and time left that vanishes when all is done."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TextColumn, TimeRemainingColumn
    from rich.text import Text

    class RateColumn(ProgressColumn):
        """Persons a second."""

        def render(self, task: Any) -> Text:
            return Text(f"{task.speed:,.0f}/s" if task.speed else "-/s")

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        RateColumn(),
        TimeRemainingColumn(compact=True),
    )
    return Progress(*columns, console=Console(stderr=True), transient=True)
