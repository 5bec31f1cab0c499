"""From tallies, ledger and law to one labelled tree of arrays, and its file."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np

from microsim.funds.ledger import Ledger
from microsim.kernel.tallies import FROM_BASE
from microsim.kernel.world import BASE_YEAR, FIRST_HISTORY_YEAR, FIRST_LAW_YEAR
from microsim.places import ELSEWHERE_PROVINCE, PROVINCES
from microsim.reading import InputError, Problem
from microsim.results import beyond, sample_groups
from microsim.results.coordinates import axis_attributes, axis_values
from microsim.results.variables import VARIABLES, groups

if TYPE_CHECKING:
    import xarray as xr

    from microsim.kernel.tallies import Tallies
    from microsim.results.sample_groups import Totals
    from microsim.results.variables import Variable

STANDING_AXIS = 2  # years, places, standings: the only picked axis that is not the last
LEDGER = frozenset(Ledger._fields)
NETCDF_4 = "netCDF 4"
SIGNATURES = {  # first bytes of a file and the format they are of
    b"\x89HDF\r\n\x1a\n": NETCDF_4,
    b"CDF\x01": "netCDF 3",
    b"CDF\x02": "netCDF 3",
    b"CDF\x05": "netCDF 3",
    b"PK\x03\x04": "a zip file",
    b"\x1f\x8b": "a gzip file",
    b"PAR1": "Parquet",
    b"{": "JSON",
    b"<": "a page of HTML or XML",
}
LONGEST_REASON = 200  # letters of another library's words
HOW_TO_OPEN = (
    "Python: xarray.open_datatree(file, engine='h5netcdf'), a group for each table, or microsim.read_run(folder). "
    "R: ncdf4::nc_open(file), variables are called by group and name. Money is in fen, whole numbers of 64 bits. "
    "headline.csv and indicators.parquet in the same folder are in yuan and need neither."
)
TITLE = f"Pension microsimulation of {' and '.join(one.english for one in PROVINCES[:ELSEWHERE_PROVINCE])}"


def scaled(tallies: "Tallies", one_in: int, in_place: bool = False) -> "Tallies":
    """Return tallies in persons represented, every sampled person stands for ``one_in``; ``in_place`` where nobody else reads them."""
    return type(tallies)(*(np.multiply(array, one_in, out=array if in_place else None) for array in tallies))


def results_tree(
    runs: "list[tuple[Tallies, Ledger]]",
    law: np.ndarray,
    attributes: dict[str, int | str],
    base_year: int = BASE_YEAR,
    only: Any = None,
    prices: np.ndarray | None = None,
    sums: "list[Totals] | None" = None,
    schemes: Sequence[str] = (),
) -> "xr.DataTree":
    """Return the tree of results.

    Parameters
    ----------
    runs
        One (Tallies, Ledger) a replicate, in persons represented. Several replicates share a
        first axis ``replicate``.
    law
        LAW records of the run.
    attributes
        Attributes of the tree: nothing that changes between equal runs.
    base_year
        The first simulated year follows it; its own stock of residents is the first.
    only
        Names of the groups wanted, all by default.
    prices
        Level of consumer prices in each simulated year, 1 in the year of prices; steady prices by default.
    sums
        Totals by sample group of each replicate, where they were kept.
    schemes
        Names of the schemes beyond the pension that lives met: each has a group.
    """
    import xarray as xr

    years = len(runs[0][0].births)
    beside = {"law": law, "prices": np.ones(years) if prices is None else prices}
    tree = {"/": xr.Dataset(attrs={"title": TITLE, "how_to_open": HOW_TO_OPEN, **attributes})}
    tables = {name: [one for one in VARIABLES if one.group == name] for name in groups()} | beyond.of_schemes(schemes)
    for group, variables in tables.items():
        if only is not None and group not in only:
            continue
        tree[f"/{group}"] = xr.Dataset(
            {variable.name: labelled(variable, runs, beside, base_year) for variable in variables},
            coords=group_coordinates(variables, base_year, years),
        )
    if sums:
        coordinates = partial(group_coordinates, base_year=base_year, years=years)
        tree[f"/{sample_groups.GROUP}"] = sample_groups.dataset_of(sums, coordinates)
    for books in {"/funds", "/provincial_funds"} & tree.keys():
        tree[books] = tree[books].assign_coords(sign=signs())
    return xr.DataTree.from_dict(tree)


def group_coordinates(
    variables: "list[Variable]", base_year: int, years: int
) -> dict[str, tuple[str, np.ndarray, dict[Any, Any]]]:
    """Return the labels of all axes of a group; ``years`` are simulated."""
    stocks = int(variables[0].tally in FROM_BASE)  # these begin with the base year
    names = dict.fromkeys(name for variable in variables for name in variable.dims)
    return {
        name: (name, axis_values(name, base_year + 1 - stocks, years + stocks), axis_attributes(name)) for name in names
    }


def labelled(
    variable: "Variable", runs: "list[tuple[Tallies, Ledger]]", beside: dict[str, np.ndarray], base_year: int
) -> tuple[tuple[str, ...], np.ndarray, dict[str, str]]:
    """Return one variable as a (dims, values, attributes) triple; ``beside``: what is the same in every replicate."""
    values = [values_of(variable, tallies, ledger, beside, base_year) for tallies, ledger in runs]
    attributes = {key: getattr(variable, key) for key in ("units", "long_name", "long_name_zh")}
    if len(values) == 1 or variable.tally in beside:
        return variable.dims, values[0], attributes
    return ("replicate", *variable.dims), np.stack(values), attributes


def values_of(
    variable: "Variable", tallies: "Tallies", ledger: Ledger, beside: dict[str, np.ndarray], base_year: int
) -> np.ndarray:
    """Return the numbers of one variable of one replicate."""
    if variable.tally == "law":
        start = base_year + 1 - FIRST_LAW_YEAR
        return np.ascontiguousarray(beside["law"][variable.name][:, start : start + len(tallies.births)].T)
    if variable.tally == "prices":
        return beside["prices"]
    array = getattr(ledger if variable.tally in LEDGER else tallies, variable.tally)
    if variable.tally == "history":
        array = array[: base_year - FIRST_HISTORY_YEAR + 1]
    if variable.pick is None:
        return array
    axis = STANDING_AXIS if variable.tally == "standing" else array.ndim - 1
    return np.take(array, int(variable.pick), axis=axis)


def signs() -> tuple[str, np.ndarray, dict[str, str]]:
    """Return the coordinate that tells money coming in from money going out."""
    from microsim.kernel.items import ITEM_SIGN

    names = {"units": "1", "long_name": "+1 in, -1 out of the fund", "long_name_zh": "收入为1，支出为-1"}
    return ("item", ITEM_SIGN.copy(), names)


def write_results(tree: "xr.DataTree", path: Path) -> None:
    """Write the tree as netCDF 4; equal trees give equal bytes."""
    from microsim.results.netcdf import write_tree

    write_tree(tree, path)


def read_results(path: Path) -> "xr.DataTree":
    """Return the tree of a results file, loaded into memory; refuse what is no whole file of netCDF 4."""
    from microsim.results.netcdf import read_tree

    if (found := format_of(path)) != NETCDF_4:
        refuse(path, f"found {found}, allowed is {NETCDF_4}")
    try:
        return read_tree(path)
    except Exception as error:  # readers of damaged files raise whatever they come to
        reason = " ".join(str(error).split())[:LONGEST_REASON]
        refuse(path, f"cannot be read as {NETCDF_4}, it was cut short or changed: {reason}")


def format_of(path: Path) -> str:
    """Return the format of a file by its first bytes."""
    try:
        with open(path, "rb") as file:
            head = file.read(max(map(len, SIGNATURES)))
    except OSError as error:
        refuse(path, f"cannot be read: {error.strerror or error}")
    if not head:
        return "an empty file"
    return next((name for mark, name in SIGNATURES.items() if head.startswith(mark)), "a file of another format")


def refuse(path: Path, message: str) -> NoReturn:
    """Raise the mistake of a file."""
    raise InputError([Problem(str(path), 0, 0, "", message)])
