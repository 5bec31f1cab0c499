"""Whether two runs are the same to the bit: every variable, coordinate, unit and attribute.

``python -m microsim.results.sameness RUN RUN`` prints what differs, a line each, and ends with 1 where something does;
``--but NAME`` leaves out an attribute of the root, such as ``inputs``. A move of code is proved with it.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from microsim.reading import InputError

if TYPE_CHECKING:
    import xarray as xr

USAGE = "usage: python -m microsim.results.sameness RUN RUN [--but ROOT_ATTRIBUTE ...]"
SAME, DIFFERENT, WRONG_INPUT = 0, 1, 2


def differences(one: "xr.DataTree", other: "xr.DataTree", but: Sequence[str] = ()) -> list[str]:
    """Return what differs between two trees of results, a line each; nothing where they are the same.

    Parameters
    ----------
    one, other : xarray.DataTree
    but : names of attributes of the root that are not compared
    """
    groups, others = ({node.path: node for node in tree.subtree} for tree in (one, other))
    found = missing("group", groups, others)
    for path in sorted(groups.keys() & others.keys()):
        left, right = (tree[path].to_dataset(inherit=False) for tree in (groups, others))
        found += missing(f"{path}: variable", left.variables, right.variables)
        found += unequal_attributes(path, left.attrs, right.attrs, but if path == "/" else ())
        for name in sorted(left.variables.keys() & right.variables.keys(), key=str):
            found += unequal(f"{path}/{name}".replace("//", "/"), left.variables[name], right.variables[name])
    return found


def missing(what: str, ones: Any, others: Any) -> list[str]:
    """Return a line for each name that only one of two has."""
    return [
        f"{what} {name}: only in the {'first' if name in ones else 'second'}"
        for name in sorted(set(ones) ^ set(others), key=str)
    ]


def unequal_attributes(where: str, left: Any, right: Any, but: Sequence[str] = ()) -> list[str]:
    """Return a line for each attribute that differs."""
    return [
        f"{where}: attribute {name}: {left.get(name, 'none')!s} and {right.get(name, 'none')!s}"
        for name in sorted((left.keys() | right.keys()) - set(but))
        if name not in left or name not in right or not np.array_equal(left[name], right[name])
    ]


def unequal(where: str, left: Any, right: Any) -> list[str]:
    """Return what differs between two variables: dimensions, type, values, attributes."""
    found = unequal_attributes(where, left.attrs, right.attrs)
    for what in ("dims", "shape", "dtype"):
        if getattr(left, what) != getattr(right, what):
            return [*found, f"{where}: {what} {getattr(left, what)} and {getattr(right, what)}"]
    a, b = left.values, right.values
    apart = (a != b) & ~((a != a) & (b != b))  # what is not a number is the same as itself
    if apart.any():
        first = tuple(int(index) for index in np.argwhere(apart)[0])
        found.append(
            f"{where}: {int(apart.sum()):,} of {apart.size:,} values, first at {first}: {a[first]} and {b[first]}"
        )
    return found


def differences_of_folders(one: str, other: str, but: Sequence[str] = ()) -> list[str]:
    """Return what differs between the results of two run folders."""
    from microsim.results.dataset import read_results
    from microsim.results.folder import RESULTS

    left, right = (read_results(Path(folder) / RESULTS) for folder in (one, other))
    return differences(left, right, but)


def main(arguments: list[str]) -> int:
    """Compare two run folders and return the exit code."""
    folders, but = arguments[:2], arguments[2:]
    if len(folders) < 2 or but[:1] not in ([], ["--but"]):
        print(USAGE, file=sys.stderr)
        return WRONG_INPUT
    try:
        found = differences_of_folders(folders[0], folders[1], but[1:])
    except InputError as error:
        print(error, file=sys.stderr)
        return WRONG_INPUT
    for line in found:
        print(line)
    print("the same" if not found else f"{len(found)} differences", file=sys.stderr)
    return DIFFERENT if found else SAME


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
