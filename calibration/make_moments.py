"""Write calibration/moments.csv: what each published figure is for, under which scope, and how far off it may be.

Usage: python -m calibration.make_moments

It was committed before the first fit. What decides stands in microsim/validation: tables/scopes.csv, tables/roles.csv, roles.py.
"""

from pathlib import Path

from microsim.validation.roles import answer_of, deviation_of, role_of
from microsim.validation.targets import shipped_targets

MOMENTS = Path(__file__).with_name("moments.csv")
COLUMNS = ("id", "indicator", "region", "year", "scope", "kind", "sd", "role", "reason")
HEAD = """\
# What each published figure is for (microsim/validation/tables/targets.csv has value, unit, source): scope as a formula over the
# variables of the results (docs/validate.md), stock of 31 December or flow of the year, standard deviation of the logarithm,
# role (fit, holdout, input, excluded) and the reason of the last two. Written by calibration/make_moments.py.
"""


def moment(target):
    """Return the row of one figure."""
    scope = answer_of(target)
    role, reason = role_of(target)
    written = (str(scope.formula.bound(target.group)), scope.kind) if scope else ("", "")
    return (
        target.id,
        target.indicator,
        target.region,
        target.year,
        *written,
        f"{deviation_of(target, scope):.4f}",
        role,
        reason,
    )


def text():
    """Return the table as text."""
    lines = [",".join(COLUMNS)]
    lines += [",".join(map(str, moment(target))) for target in shipped_targets()]
    return HEAD + "\n".join(lines) + "\n"


if __name__ == "__main__":
    MOMENTS.write_text(text(), encoding="utf-8")
