"""What both commands take: a run or a scenario, an indicator, a region, a year."""

import json
from pathlib import Path
from typing import Any

from microsim.reading import did_you_mean, shortened
from microsim.reading.arguments import Arguments, is_file
from microsim.report.comparison import RUNS
from microsim.results.folder import MANIFEST
from microsim.results.headline import REGIONS
from microsim.scenarios import Scenario, scenario
from microsim.scenarios.known import measurable
from microsim.scenarios.model import Horizon, Population

Source = str | Path | Scenario


def scenario_of(source: Source) -> tuple[Scenario, dict[str, Any]]:
    """Return the scenario of a run folder, of a run under ``runs/``, or one by name or file; and the manifest of a run.

    Raises
    ------
    InputError
        Where it is neither.
    """
    folders = (Path(source), RUNS / source) if isinstance(source, str | Path) else ()
    for folder in folders:
        if is_file(folder / MANIFEST):
            manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
            return _as_it_was(manifest["scenario"]), manifest
    return scenario(source), {}


def _as_it_was(told: dict[str, Any]) -> Scenario:
    """Return the scenario that a manifest holds."""
    kept: dict[str, Any] = {
        key: told[key] for key in ("description", "law", "assumptions", "information") if key in told
    }
    people, years = Population(**told["population"]), Horizon(**told["horizon"])
    return Scenario(told["name"], population=people, horizon=years, **kept)


def check_figure(asked: Arguments, indicator: Any, region: Any, year: Any, of: Scenario) -> int:
    """Note what is wrong with an indicator, a region or a year, and return the year."""
    if indicator not in measurable():
        allowed = f"a row of the headline or SCHEME.ITEM of the books{did_you_mean(str(indicator), measurable())}"
        asked.wrong("indicator", shortened(indicator), allowed)
    asked.word("region", region, REGIONS)
    return a_year(asked, "year", year, of.horizon.start, of.horizon.end)


def a_year(asked: Arguments, name: str, value: Any, first: int, last: int) -> int:
    """Return a year between two others; what is none is noted, and the first stands for it."""
    if value is None:
        asked.wrong(name, value, f"a whole number from {first} to {last}")
    return int(asked.whole(name, value, first, last) or first)
