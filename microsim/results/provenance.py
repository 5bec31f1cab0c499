"""Hashes of what goes into a run, and the manifest of what came out."""

import hashlib
import json
import platform
import sys
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from microsim.caching import package_hash
from microsim.folders.kinds import RUN
from microsim.scenarios import notes
from microsim.scenarios.usual import unusual

if TYPE_CHECKING:
    from microsim.funds.ledger import Ledger
    from microsim.inputs import Inputs
    from microsim.kernel.tallies import Tallies
    from microsim.law.compile import LawReport
    from microsim.scenarios.read import Scenario

COMMAND_LINE = "microsim.command_line"  # under which the command line keeps itself for the manifest
PACKAGES = ("numpy", "numba", "xarray", "h5netcdf", "h5py", "pydantic", "PyYAML")


def array_hash(*arrays: Any) -> str:
    """Return the SHA-256 of arrays, their types and shapes; records field by field, since padding is noise."""
    digest = hashlib.sha256()
    for array in arrays:
        for name in array.dtype.names or (None,):
            part = array if name is None else array[name]
            digest.update(f"{name}{part.dtype.str}{part.shape}".encode())
            digest.update(np.ascontiguousarray(part).tobytes())
    return digest.hexdigest()


def data_hash(data: Any) -> str:
    """Return the SHA-256 of plain data, whatever the order of its keys."""
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def versions() -> dict[str, str]:
    """Return the versions a result may depend on."""
    from importlib.metadata import version

    from microsim import __version__

    return {"microsim": __version__, "python": platform.python_version()} | {name: version(name) for name in PACKAGES}


def machine() -> dict[str, int | str | None]:
    """Return what is worth knowing of the machine."""
    import os

    return {"system": platform.system(), "machine": platform.machine(), "cores": os.cpu_count()}


def peak_memory() -> int | None:
    """Return the largest resident size of this process so far in bytes, None where it is not known."""
    try:
        import resource
    except ImportError:  # not on Windows
        return None
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return size if sys.platform == "darwin" else size * 1024


def input_hashes(inputs: "Inputs", options: dict[str, int]) -> dict[str, str]:
    """Return hashes of what went in, and one of all of it."""
    parts = {
        "scenario": inputs.scenario.text_hash,
        "law": array_hash(inputs.world.law),
        "assumptions": array_hash(inputs.world.assumptions),
        "population": array_hash(*inputs.world[2:], *inputs.population.strata),
        "funds": array_hash(inputs.stocks, *inputs.policy),
    }
    if inputs.population.given is not None:
        parts["own_population"] = array_hash(*inputs.population.given.arrays())
    return parts | {"all": data_hash(parts | {"options": options})}


def person_years(tallies: "Tallies", one_in: int) -> int:
    """Return the simulated person-years: everybody alive at a year's end, and who died in the year."""
    return int(tallies.population[1:].sum() + tallies.deaths.sum()) // one_in


def root_attributes(inputs: "Inputs", options: dict[str, int], hashed: str) -> dict[str, int | str]:
    """Return the attributes of a tree of results: name, hash of all inputs, options, and what was set by hand."""
    settings = "; ".join(f"{path}={value}" for path, value in inputs.scenario.settings_text().items())
    named = {"scenario": inputs.scenario.name, "inputs": hashed, **options, "price_year": inputs.prices.year}
    return named | ({"base_scenario": inputs.scenario.base_name, "settings": settings} if settings else {})


def manifest_of(
    inputs: "Inputs",
    options: dict[str, int],
    persons: int,
    runs: "list[tuple[Tallies, Ledger]]",
    seconds: dict[str, float],
) -> dict[str, Any]:
    """Return what one needs to know of a run to repeat it, and what it took.

    Parameters
    ----------
    options : one_in, until, seed, replicates
    persons : of the sample
    runs : (Tallies, Ledger) of each replicate, in persons represented
    seconds : time of each step by its name; the lives are among them
    """
    lived = sum(person_years(tallies, options["one_in"]) for tallies, _ in runs)
    return {
        "format": RUN.format,
        "format_version": RUN.version,
        "scenario": inputs.scenario.resolved(),
        "base_scenario": inputs.scenario.base_name,
        "settings": inputs.scenario.settings_text(),
        "unusual": [str(problem) for problem in unusual(inputs.scenario)],
        **options,
        "price_year": inputs.prices.year,
        "persons": persons,
        "person_years": lived,
        "inputs": input_hashes(inputs, options),
        "code": package_hash(),
        "versions": dict(versions()),
        "machine": machine(),
        "seconds": seconds,
        "person_years_per_second": round(lived / seconds["lives"]),
        "peak_memory_bytes": peak_memory(),
        "law": law_summary(inputs.law_report, inputs.scenario),
    }


def occasion(note: str | None = None) -> dict[str, str]:
    """Return when a run was made, by which command line (empty: from Python), and what its maker noted."""
    import datetime

    date = datetime.datetime.now().astimezone().isoformat(timespec="seconds")
    return {"date": date, "command": command_line() or "", "note": note or ""}


def command_line() -> str | None:
    """Return the command line that this thread works for; None where Python asked."""
    import click

    context = click.get_current_context(silent=True)
    return context.meta.get(COMMAND_LINE) if context else None


def law_summary(report: "LawReport", scenario: "Scenario") -> dict[str, Any]:
    """Return what compiling the law read and had to add, and where the scenario's values are written, and which act from another day."""
    written: dict[str, str] = {}
    for (section, path, *_), position in scenario.origins.items():
        if section in ("law", "assumptions"):
            written.setdefault(f"{section}.{path}", str(position))
    return {
        "notes": [f"{note.key}: {note.message}" for note in notes(scenario)],
        "written": written,
        "overridden": list(report.overridden),
        "never_read": sorted(set(report.overridden) - set(report.paths)),
        "displaced": list(report.displaced),
        "extrapolated_from": report.extrapolated,
        "derived": [list(entry) for entry in report.derived],
    }
