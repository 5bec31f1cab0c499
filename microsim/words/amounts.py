"""Numbers, ages and months as people read them."""

from typing import Any

from microsim.amounts import MONTHS

MOST_DIGITS = 6


def month_text(month: int) -> str | None:
    """Return a month index as 2031-04; None for none."""
    return f"{month // MONTHS}-{month % MONTHS + 1:02d}" if month > 0 else None


def age_text(months: float, language: str) -> str:
    """Return an age in months as 63y0m, or in Chinese as 63岁."""
    years, rest = divmod(int(months), MONTHS)
    if language == "en":
        return f"{years}y{rest}m"
    return f"{years}岁" + (f"{rest}个月" if rest else "")


def percent(share: float, digits: int = MOST_DIGITS) -> str:
    """Return a share as a percentage."""
    return f"{100 * share:.{digits}g}%"


def plain(value: Any, digits: int = MOST_DIGITS) -> str:
    """Return a number without trailing zeros."""
    return f"{value:,.{digits}f}".rstrip("0").rstrip(".") if isinstance(value, float) else f"{value:,}"
