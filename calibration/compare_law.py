"""Hold the compiled law against the table of sourced parameters: every row that says something else.

Usage: python calibration/compare_law.py DATA_FOLDER

Each row of ``parameters.csv`` is compared with the law record of its place in every month (or year)
it covers from 1993 on. Rows the table itself supersedes and rows corrected on purpose are listed
too: each difference must have its reason in the statute's notes.
"""

import csv
import sys
from pathlib import Path

from microsim.law.compile import compile_law
from microsim.law.values import YEARS, end_month, first_month
from microsim.places import PLACE_CODE

FIELDS = {
    "employer_rate": ("employer_rate", 1),
    "employee_rate": ("employee_rate", 1),
    "ia_credit_rate": ("account_rate", 1),
    "flexible_rate": ("flexible_rate", 1),
    "flexible_ia_rate": ("flexible_account_rate", 1),
    "base_floor": ("base_floor", 1),
    "base_floor_tier": ("base_floor", 1),
    "base_cap": ("base_cap", 1),
    "pension_calc_base": ("benefit_base", 1),
    "ia_interest": ("notional_interest", 1),
    "transition_coefficient": ("transitional_rate", 1),
    "contribution_index_floor": ("index_floor", 1),
    "deemed_index_pre1994": ("deemed_index", 1),
    "low_index_threshold": ("low_index_threshold", 1),
    "years_allowance": ("supplement_per_year", 1),
    "urrbpi_basic_pension": ("residents_basic", 1),
    "urrbpi_long_contribution_bonus": ("residents_long_bonus", 1),
    "pension_adjust_flat": ("adjustment_flat", 1),
    "pension_adjust_per_year": ("adjustment_per_year", 1),
    "pension_adjust_pct": ("adjustment_rate", 100),
    "pension_adjust_age_bonus": ("adjustment_aged", 1),
}
# A city whose law is that of the region; Qingyuan stands for cities without rows of their own.
REGIONS = {
    "national": "elsewhere",
    "Guangdong": "qingyuan",
    "Guangdong-other": "qingyuan",
    "Guangdong-tier2": "foshan",
    "Guangdong-tier3": "huizhou",
    "Guangdong-tier4": "qingyuan",
}
FIRST_MONTH = 12 * (1993 - YEARS[0])
LAST_MONTH = 12 * (2027 - YEARS[0])
EMPLOYEES_AND_RESIDENTS = ("UEBPI", "UEBPI-flexible", "URRBPI")


def differences(rows, law):
    """Yield each row with the first month in which the record differs and what it holds."""
    for row in rows:
        place = REGIONS.get(row["region"], row["region"].lower())
        if row["key"] not in FIELDS or place not in PLACE_CODE or row["scheme"] not in EMPLOYEES_AND_RESIDENTS:
            continue
        name, scale = FIELDS[row["key"]]
        first = max(first_month(row["start"] or "1970"), FIRST_MONTH)
        last = min(end_month(row["end"]) if row["end"] else LAST_MONTH, LAST_MONTH)
        values = law[name][PLACE_CODE[place]]
        for month in range(first, last):
            if values.ndim == 1 and month % 12 != 6:  # a value of a year is that of 1 July
                continue
            found = values[month // 12, month % 12] if values.ndim == 2 else values[month // 12]
            if abs(found * scale - float(row["value"])) > 1e-6 * max(1.0, abs(found)):
                yield row, month, found * scale
                break


def main(folder):
    """Print the differences, one a line."""
    with open(folder / "parameters.csv", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row, month, found in differences(rows, compile_law()):
        since = f"{YEARS[0] + month // 12}-{month % 12 + 1:02d}"
        table = f"{row['start']}..{row['end']} {row['value']} ({row['confidence']})"
        print(f"{row['region']:16} {row['key']:30} {table:40} law {found:.6g} in {since}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
