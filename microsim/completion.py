"""What a shell completes: names of scenarios, runs, paths of the law, indicators; files where these are allowed too."""

from collections.abc import Callable, Iterable
from typing import Any

import click
from click.shell_completion import CompletionItem

Completer = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def starting(names: Iterable[str], typed: str, files: bool = False) -> list[CompletionItem]:
    """Return the names that begin as what is typed; where none does and files are allowed, let the shell offer files."""
    found = [CompletionItem(name) for name in names if name.startswith(typed)]
    return found or ([CompletionItem(typed, type="file")] if files else [])


def scenarios(_: click.Context, __: click.Parameter, typed: str) -> list[CompletionItem]:
    """Complete a scenario: a shipped one, or a file."""
    from microsim.scenarios.files import shipped_names

    return starting(shipped_names(), typed, files=True)


def runs(_: click.Context, __: click.Parameter, typed: str) -> list[CompletionItem]:
    """Complete a run: a name under runs/, or a folder."""
    from microsim.report.comparison import RUNS
    from microsim.results.folder import MANIFEST

    return starting(sorted(path.parent.name for path in RUNS.glob(f"*/{MANIFEST}")), typed, files=True)


def law(_: click.Context, __: click.Parameter, typed: str) -> list[CompletionItem]:
    """Complete a path of the law, a level at a time."""
    from microsim.law.load import load_statute

    return starting(next_level((str(path) for path in load_statute().entries), typed), typed)


def assumptions(_: click.Context, __: click.Parameter, typed: str) -> list[CompletionItem]:
    """Complete the name of an assumption, a level at a time."""
    from microsim.scenarios.known import assumption_quantities

    return starting(next_level(assumption_quantities(), typed), typed)


def settings(context: click.Context, parameter: click.Parameter, typed: str) -> list[CompletionItem]:
    """Complete the path of ``--set PATH=VALUE``: of the law or of an assumption."""
    return law(context, parameter, typed) + assumptions(context, parameter, typed)


def indicators(_: click.Context, __: click.Parameter, typed: str) -> list[CompletionItem]:
    """Complete the name of an indicator or of a measure."""
    from microsim.indicators.registry import names

    return starting(names(), typed)


def regions(_: click.Context, __: click.Parameter, typed: str) -> list[CompletionItem]:
    """Complete a region."""
    from microsim.indicators.cell import ALL_REGIONS

    return starting(ALL_REGIONS, typed)


def groups(_: click.Context, __: click.Parameter, typed: str) -> list[CompletionItem]:
    """Complete a grouping of indicators."""
    from microsim.indicators.registry import registry

    return starting(sorted({group for one in registry().values() for group in one.by}), typed)


def next_level(paths: Iterable[str], typed: str) -> list[str]:
    """Return what may follow up to the next dot; a path that ends there whole."""
    found: dict[str, Any] = {}
    for path in paths:
        if path.startswith(typed):
            end = path.find(".", len(typed))
            found[path if end < 0 else path[: end + 1]] = None
    return sorted(found)
