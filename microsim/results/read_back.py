"""Results read back: what a run folder says of itself is checked against what it holds, each difference with a reason."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from microsim.folders.manifest import file_hash
from microsim.reading import Position, Problem, Problems, did_you_mean, show
from microsim.results.dataset import NETCDF_4, format_of, read_results, refuse
from microsim.results.folder import MANIFEST, RESULTS, manifest_in
from microsim.results.variables import VARIABLES

if TYPE_CHECKING:
    import xarray as xr

TEXT, WHOLE, MAP = "text", "a whole number", "a map"
KINDS: dict[str, type] = {TEXT: str, WHOLE: int, MAP: dict}
NEEDED = {  # what is read of a manifest, by path
    ("scenario", "name"): TEXT,
    ("scenario", "population", "base_year"): WHOLE,
    ("one_in",): WHOLE,
    ("until",): WHOLE,
    ("seed",): WHOLE,
    ("replicates",): WHOLE,
    ("persons",): WHOLE,
    ("price_year",): WHOLE,
    ("inputs", "all"): TEXT,
    ("versions", "microsim"): TEXT,
    ("outputs", RESULTS): TEXT,
}
SAID_TWICE = {  # attributes of the results and where the manifest says the same
    "scenario": ("scenario", "name"),
    "inputs": ("inputs", "all"),
    **{name: (name,) for name in ("one_in", "until", "seed", "replicates", "price_year")},
}
REPLICATE, YEAR = "replicate", "year"
SHOWN = 3  # variables that a message names before it counts the rest
NOTHING = object()


def read_back(folder: Path) -> "tuple[xr.DataTree, dict[str, Any]]":
    """Return the results and the manifest of a run folder.

    Raises
    ------
    InputError
        Where a file is missing, of another format, cut short or changed, or lacks what this version reads.
    """
    manifest = manifest_in(folder)
    check_manifest(manifest, folder / MANIFEST)
    results = folder / RESULTS
    if file_hash(results) != manifest["outputs"][RESULTS]:
        refuse_changed(results)
    tree = read_results(results)
    problems = Problems([*missing_variables(tree, manifest, results), *contradictions(tree, manifest, folder)])
    problems.check()
    return tree, manifest


def said(manifest: dict[str, Any], path: tuple[str, ...]) -> Any:
    """Return what a manifest says under a path; NOTHING where it says nothing."""
    found: Any = manifest
    for key in path:
        if not isinstance(found, dict) or key not in found:
            return NOTHING
        found = found[key]
    return found


def check_manifest(manifest: dict[str, Any], label: Path) -> None:
    """Refuse a manifest that lacks what is read of it, all at once."""
    problems = Problems()
    for path, kind in NEEDED.items():
        found = said(manifest, path)
        if isinstance(found, bool) or not isinstance(found, KINDS[kind]):
            what = "nothing" if found is NOTHING else show(found)
            problems.add(
                Position(str(label)), path, f"found {what}, allowed is {kind}: the manifest of a run was changed"
            )
    problems.check()


def refuse_changed(results: Path) -> NoReturn:
    """Refuse results that are not what the run wrote, unopened: damaged files of this format can end a process."""
    if (found := format_of(results)) != NETCDF_4:
        refuse(results, f"found {found}, allowed is {NETCDF_4}")
    refuse(
        results,
        "found other bytes than the run wrote, by the hash in its manifest: cut short, changed or of another run",
    )


def missing_variables(tree: "xr.DataTree", manifest: dict[str, Any], results: Path) -> list[Problem]:
    """Return a problem for variables this version reads and a file lacks, and one for each whose axes are others."""
    found = {node.path.strip("/"): node.to_dataset(inherit=False) for node in tree.subtree}
    lacking, problems = [], []
    for variable in VARIABLES:
        name = f"{variable.group}/{variable.name}"
        table = found.get(variable.group)
        if table is None or variable.name not in table.data_vars:
            lacking.append(name)
            continue
        axes = tuple(axis for axis in table[variable.name].dims if axis != REPLICATE)
        if axes != variable.dims or table[variable.name].dtype.kind not in "iuf":
            message = f"found numbers by {', '.join(map(str, axes))}, allowed is by {', '.join(variable.dims)}"
            problems.append(Problem(str(results), 0, 0, name, message))
    if lacking:
        rest = f" and {len(lacking) - SHOWN} more" if len(lacking) > SHOWN else ""
        known = [f"{group}/{one}" for group, table in found.items() for one in table.data_vars]
        version = manifest["versions"]["microsim"]
        message = (
            f"found no {', '.join(lacking[:SHOWN])}{rest}{did_you_mean(lacking[0], known)}; "
            f"written by microsim {version}: run it again with this version"
        )
        problems.append(Problem(str(results), 0, 0, "", message))
    return problems


def contradictions(tree: "xr.DataTree", manifest: dict[str, Any], folder: Path) -> list[Problem]:
    """Return a problem for everything the results say of their run otherwise than the manifest."""
    problems = []
    for name, path in SAID_TWICE.items():
        one, other = tree.attrs.get(name, "nothing"), said(manifest, path)
        if str(one) != str(other):
            message = f"found {show(other)}, {RESULTS} says {show(one)}: one of the two is of another run"
            problems.append(Problem(str(folder / MANIFEST), 0, 0, ".".join(path), message))
    return problems
