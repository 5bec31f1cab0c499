"""Speed of the case calculator: one call of the command, and many cases in one Python call."""

import subprocess
import sys

from microsim.cases.answering import pensions
from tests.cases.examples import case_file

TOTALS, CAREERS = 10_000, 1000


def test_command(benchmark, tmp_path):
    """One call of the command, start of Python included."""
    case = case_file("v03-weifang", tmp_path)
    command = [sys.executable, "-m", "microsim.cli", "pension", str(case), "--json"]
    benchmark.pedantic(subprocess.run, (command,), {"check": True, "capture_output": True}, rounds=5, warmup_rounds=1)


def test_totals(benchmark):
    """Ten thousand cases from totals."""
    cases = [
        {
            "person": {"sex": "female", "birth": f"{1965 + number % 6}-{1 + number % 12:02d}", "track": "cadre"},
            "claim": {"place": "guangzhou"},
            "record": {"months": 200 + number % 200, "mean_index": 0.6, "account": 20000.0 + number},
        }
        for number in range(TOTALS)
    ]
    benchmark.pedantic(pensions, (cases,), {"compiled": True}, rounds=3, warmup_rounds=1)


def test_careers(benchmark):
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
    benchmark.pedantic(pensions, (cases,), {"compiled": True}, rounds=3, warmup_rounds=1)
