"""Tables on a terminal: whole, however narrow it is."""

from typing import Any

import click
from rich.console import Console

WIDEST = 500  # columns that no table needs


def print_table(table: Any, least: int) -> None:
    """Print a rich table as wide as its rows are; at least ``least`` columns where the output is no terminal.

    A terminal that is narrower breaks its lines, which can be read where a cell that is cut cannot; it is said on stderr.
    """
    console = Console()
    if console.is_terminal:
        least = console.measure(table, options=console.options.update(width=WIDEST)).maximum
        if console.width < least:
            wide = f"the table is {least} columns wide, the terminal {console.width}"
            click.echo(f"note: {wide}: widen it to see it whole", err=True)
    Console(width=max(console.width, least)).print(table)
