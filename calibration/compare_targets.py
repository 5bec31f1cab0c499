"""Write the comparison of a run with published figures into a page, as Markdown between the marks of the page.

Usage: python -m calibration.compare_targets RUN_FOLDER docs/limits.md

On the terminal the same is `microsim validate RUN`. Each figure stands beside that of its own year.
"""

import sys
from pathlib import Path

from microsim.validation import validate
from microsim.validation.comparing import SCORED, Verdict

MARK = "<!-- table: python -m calibration.compare_targets RUN docs/limits.md -->\n"
SHOWN = (*SCORED, Verdict.UNSCORED)
HEAD = ("indicator", "region", "year", "unit", "published", "simulated", "ratio", "verdict", "grade", "role")


def markdown(validation):
    """Return the figures that have a counterpart as a Markdown table."""
    lines = [f"| {' | '.join(HEAD)} |", "|" + "---|" * len(HEAD)]
    rows = [row for row in validation.rows if row.verdict in SHOWN]
    for row in sorted(rows, key=lambda row: (row.target.region, row.target.indicator, row.target.year)):
        target, group = row.target, row.target.group
        name = target.indicator if group.everybody else f"{target.indicator} {group}"
        ratio = "-" if row.ratio is None else f"{row.ratio:.2f}"
        numbers = (f"{target.value:,.1f}", f"{row.simulated:,.1f}", ratio)
        role = f"{row.role}: {row.reason}" if row.reason else row.role
        cells = (name, target.region, str(target.year), target.unit, *numbers, row.verdict, target.grade, role)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def main(folder, page):
    """Write the table into the page."""
    path = Path(page)
    before, _, after = path.read_text(encoding="utf-8").split(MARK)
    table = markdown(validate(folder))
    path.write_text(f"{before}{MARK}\n{table}\n{MARK}{after}", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
