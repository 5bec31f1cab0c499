"""Write the comparison of a run with published figures into a page, as Markdown between the marks of the page.

Usage: python -m calibration.compare_targets RUN_FOLDER docs/limits.md

On the terminal the same is `microsim validate RUN`. Each figure stands beside that of its own year.
"""

import sys

from calibration.pages import markdown, write_tables
from microsim.validation import validate
from microsim.validation.comparing import SCORED, Verdict

MARK = "<!-- {}: python -m calibration.compare_targets RUN docs/limits.md -->\n"
SHOWN = (*SCORED, Verdict.UNSCORED)
HEAD = ("indicator", "region", "year", "unit", "published", "simulated", "ratio", "verdict", "grade", "role")


def beside(validation):
    """Return the figures that have a counterpart as a Markdown table."""
    lines = []
    rows = [row for row in validation.rows if row.verdict in SHOWN]
    for row in sorted(rows, key=lambda row: (row.target.region, row.target.indicator, row.target.year)):
        target, group = row.target, row.target.group
        name = target.indicator if group.everybody else f"{target.indicator} {group}"
        ratio = "-" if row.ratio is None else f"{row.ratio:.2f}"
        numbers = (f"{target.value:,.1f}", f"{row.simulated:,.1f}", ratio)
        role = f"{row.role}: {row.reason}" if row.reason else row.role
        lines.append((name, target.region, str(target.year), target.unit, *numbers, row.verdict, target.grade, role))
    return markdown(HEAD, lines)


def main(folder, page):
    """Write the table into the page."""
    write_tables(page, MARK, {"table": beside(validate(folder))})


if __name__ == "__main__":
    main(*sys.argv[1:])
