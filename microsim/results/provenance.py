"""Hashes of what goes into a run, and the manifest of what came out."""

import hashlib
import json
import platform
import sys
from pathlib import Path

import numpy as np

from microsim.scenario.usual import unusual

PACKAGES = ("numpy", "numba", "xarray", "h5netcdf", "h5py", "pydantic", "PyYAML")


def array_hash(*arrays):
    """Return the SHA-256 of arrays, their types and shapes; records field by field, since padding is noise."""
    digest = hashlib.sha256()
    for array in arrays:
        for name in array.dtype.names or (None,):
            part = array if name is None else array[name]
            digest.update(f"{name}{part.dtype.str}{part.shape}".encode())
            digest.update(np.ascontiguousarray(part).tobytes())
    return digest.hexdigest()


def data_hash(data):
    """Return the SHA-256 of plain data, whatever the order of its keys."""
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def versions():
    """Return the versions a result may depend on."""
    from importlib.metadata import version

    from microsim import __version__

    return {"microsim": __version__, "python": platform.python_version()} | {name: version(name) for name in PACKAGES}


def code_hash():
    """Return the hash of all the package's sources and of the definitions its records are made from."""
    package = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for path in sorted([*package.rglob("*.py"), *(package / "schema").rglob("*.yaml")]):
        digest.update(str(path.relative_to(package)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def machine():
    """Return what is worth knowing of the machine."""
    import os

    return {"system": platform.system(), "machine": platform.machine(), "cores": os.cpu_count()}


def peak_memory():
    """Return the largest resident size of this process so far in bytes, None where it is not known."""
    try:
        import resource
    except ImportError:  # not on Windows
        return None
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return size if sys.platform == "darwin" else size * 1024


def input_hashes(inputs, options):
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


def person_years(tallies, one_in):
    """Return the simulated person-years: everybody alive at a year's end, and who died in the year."""
    return int(tallies.population[1:].sum() + tallies.deaths.sum()) // one_in


def manifest_of(inputs, options, numbers, runs, seconds):
    """Return what one needs to know of a run to repeat it, and what it took.

    Parameters
    ----------
    options : one_in, until, seed, replicates
    numbers : person numbers of the sample
    runs : (Tallies, Ledger) of each replicate, in persons represented
    seconds : time of the lives
    """
    lived = sum(person_years(tallies, options["one_in"]) for tallies, _ in runs)
    return {
        "scenario": inputs.scenario.resolved(),
        "unusual": [str(problem) for problem in unusual(inputs.scenario)],
        **options,
        "persons": len(numbers),
        "person_years": lived,
        "inputs": input_hashes(inputs, options),
        "code": code_hash(),
        "versions": versions(),
        "machine": machine(),
        "seconds": {**inputs.seconds, "lives": seconds},
        "person_years_per_second": round(lived / seconds),
        "peak_memory_bytes": peak_memory(),
        "law": law_summary(inputs.law_report),
    }


def law_summary(report):
    """Return what compiling the law read and had to add."""
    return {
        "overridden": list(report.overridden),
        "displaced": list(report.displaced),
        "extrapolated_from": report.extrapolated,
        "derived": [list(entry) for entry in report.derived],
    }
