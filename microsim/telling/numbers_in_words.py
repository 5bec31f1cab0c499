"""Numbers as an explanation writes them."""

from typing import Any


def money(amount: float) -> str:
    """Return yuan with fen."""
    return f"{amount:,.2f}"


def signed(amount: float) -> str:
    """Return yuan with fen and sign."""
    return f"{amount:+,.2f}"


def plain_number(value: Any) -> str:
    """Return a value of the record; a dash for none."""
    if value is None:
        return "-"
    return f"{value:,.4f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
