"""Speed of the case calculator: one call of the command, and many cases in one Python call."""

import subprocess
import sys

from microsim.cases.answering import pensions
from tests.cases.examples import case_file

TOTALS, CAREERS = 10_000, 1000


def test_command(tracked, tmp_path):
    """One call of the command, start of Python included."""
    case = case_file("v03-weifang", tmp_path)
    command = [sys.executable, "-m", "microsim.cli", "pension", str(case), "--json"]
    tracked(lambda: subprocess.run(command, check=True, capture_output=True), state="warm", outputs="one answer")


def test_totals(tracked):
    """Ten thousand cases from totals."""
    cases = [
        {
            "person": {"sex": "female", "birth": f"{1965 + number % 6}-{1 + number % 12:02d}", "track": "cadre"},
            "claim": {"place": "guangzhou"},
            "record": {"months": 200 + number % 200, "mean_index": 0.6, "account": 20000.0 + number},
        }
        for number in range(TOTALS)
    ]
    tracked(
        lambda: pensions(cases, compiled=True), rounds=3, sample=f"{TOTALS:,} cases", state="warm", outputs="answers"
    )


def test_careers(tracked):
    """A thousand careers of thirty years in two provinces."""
    cases = [
        {
            "person": {"sex": "male", "birth": f"{1966 + number % 6}-01", "hukou": {"place": "guangzhou"}},
            "spells": [
                {"place": "guangzhou", "from": "1995-01", "to": "2010-06", "wage": 1500 + number},
                {"place": "shanghai", "from": "2010-07", "to": "2024-12", "wage": 6000 + number},
            ],
        }
        for number in range(CAREERS)
    ]
    tracked(
        lambda: pensions(cases, compiled=True), rounds=3, sample=f"{CAREERS:,} cases", state="warm", outputs="answers"
    )
