"""Cells and tables of the page."""

MISSING = "-"


def markdown(head, rows):
    """Return a Markdown table."""
    return "\n".join([f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows)]) + "\n"


def number(value, decimals=1):
    """Return a number as text, a dash where there is none."""
    return MISSING if value is None or value != value else f"{value:,.{decimals}f}"


def change(value, decimals=1):
    """Return a difference with its sign; nothing at all is 0."""
    if value is None or value != value:
        return MISSING
    return "0" if value == 0 else f"{value:+,.{decimals}f}"
