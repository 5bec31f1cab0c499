"""A tree of results as netCDF 4, written straight into HDF5 and read from it: what is general takes far longer over many variables.

A netCDF file is an HDF5 file whose axes are dimension scales, attached to the variables that have them.
"""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from microsim.results.packing import AS_PACKED, Chunks, begin_packing, chunk_of, is_packed, packers, write_packed

if TYPE_CHECKING:
    import h5py
    import xarray as xr

OF_THE_FORMAT = frozenset(
    {"CLASS", "NAME", "REFERENCE_LIST", "DIMENSION_LIST"}
)  # attributes that say which axis is whose
NO_LABELS = "This is a netCDF dimension but not a netCDF variable.{:10d}"  # the convention's own words
ONE_BY_ONE = threading.Lock()  # HDF5 refuses two files of one name at once, even where neither is ever a file


def write_tree(tree: "xr.DataTree", path: str | Path) -> None:
    """Write a tree of arrays; equal trees give equal bytes.

    The file is made in memory first: where the disk is full, HDF5 cannot close a file and takes the process with it.

    Parameters
    ----------
    tree
        Groups of variables of numbers, labelled by numbers or words; groups inherit nothing.
    path
        File to write; one that is there is replaced.
    """
    import h5py

    tables = {node.path: node.to_dataset(inherit=False) for node in tree.subtree if node.variables}
    memory = {"driver": "core", "backing_store": False}
    with packers() as threads, ONE_BY_ONE, h5py.File("in memory", "w", **memory, track_order=True) as file:
        file.attrs.update(tree.attrs)
        packed = {name: begin_group(dataset, threads) for name, dataset in tables.items()}
        for name, dataset in tables.items():
            group = file.create_group(name, track_order=True)
            write_group(group, dataset, packed.pop(name))
            group.id.close()
        file.flush()
        made = file.id.get_file_image()
    Path(path).write_bytes(made)


def begin_group(dataset: "xr.Dataset", threads: ThreadPoolExecutor) -> dict[str, Chunks]:
    """Let threads pack the large variables of a table, and return their chunks by name."""
    values = {str(name): variable.values for name, variable in dataset.variables.items()}
    return {name: begin_packing(array, threads) for name, array in values.items() if is_packed(array)}


def write_group(group: "h5py.Group", dataset: "xr.Dataset", packed: dict[str, Chunks]) -> None:
    """Write one table, of which large variables are packed: its variables, then the labels of its axes.

    Where what stands in the file depends on when HDF5 closes an array, so each is closed here: Python would do it when
    nobody looks at it any more, and a profiler that looks at a thread would then change the bytes.
    """
    last = None
    axes = {axis: scale_of(group, axis, dataset, packed) for axis in dataset.dims}
    beside = [name for name in dataset.coords if name not in axes]
    for name, variable in dataset.variables.items():
        if name in axes:
            continue
        attributes = dict(variable.attrs)
        labels = [other for other in beside if other != name and set(dataset[other].dims) <= set(variable.dims)]
        if labels and name not in beside:
            attributes["coordinates"] = " ".join(map(str, labels))
        written = write_variable(group, str(name), variable.values, attributes, packed)
        if last is not None:
            last.id.close()
        last = written
        for axis, dimension in zip(variable.dims, written.dims, strict=True):
            dimension.attach_scale(axes[axis])
    for written in (*axes.values(), *([] if last is None else [last])):
        written.id.close()


def scale_of(group: "h5py.Group", axis: Any, dataset: "xr.Dataset", packed: dict[str, Chunks]) -> "h5py.Dataset":
    """Write the labels of an axis, or its length where it has none."""
    if axis in dataset.coords:
        scale = write_variable(group, str(axis), dataset[axis].values, dataset[axis].attrs, packed)
        scale.make_scale(str(axis))
    else:
        scale = group.create_dataset(str(axis), (dataset.sizes[axis],), ">f4")
        scale.make_scale(NO_LABELS.format(dataset.sizes[axis]))
    return scale


def write_variable(
    group: "h5py.Group", name: str, values: Any, attributes: dict[str, Any], packed: dict[str, Chunks]
) -> "h5py.Dataset":
    """Write numbers or words with their attributes; what is large is packed."""
    import h5py

    if values.dtype.kind in "OU":
        written = group.create_dataset(name, data=values.astype(object), dtype=h5py.string_dtype())
    elif name in packed:
        written = group.create_dataset(name, values.shape, values.dtype, chunks=chunk_of(values), **AS_PACKED)
        write_packed(written, packed.pop(name))
    else:
        written = group.create_dataset(name, data=values)
    written.attrs.update(attributes)
    return written


def read_tree(path: str | Path) -> "xr.DataTree":
    """Return the tree of a file that ``write_tree`` wrote, loaded into memory."""
    import h5py
    import xarray as xr

    with h5py.File(path, "r") as file:
        tables = {f"/{name}": read_group(group) for name, group in file.items()}
        return xr.DataTree.from_dict({"/": xr.Dataset(attrs=dict(file.attrs)), **tables})


def read_group(group: "h5py.Group") -> "xr.Dataset":
    """Return one table: variables, the labels of their axes, and labels beside those."""
    import xarray as xr

    written = dict(group.items())
    axes = {scale: name for name, scale in written.items() if scale.is_scale}
    variables, labels = {}, set(axes.values())
    for name, one in written.items():
        attributes = {key: one.attrs[key] for key in one.attrs if not key.startswith("_")}
        labels |= set(attributes.pop("coordinates", "").split())
        if attributes.get("NAME", b"").startswith(NO_LABELS[:-6].encode()):
            continue
        dims = (name,) if one in axes else tuple(axes[dimension[0]] for dimension in one.dims)
        plain = {key: value for key, value in attributes.items() if key not in OF_THE_FORMAT}
        variables[name] = xr.Variable(dims, values_of(one), plain)
    beside = {name: variables.pop(name) for name in list(variables) if name in labels}
    return xr.Dataset(variables, beside)


def values_of(written: "h5py.Dataset") -> Any:
    """Return numbers, or words as text."""
    import h5py

    return written.asstr()[()].astype(str) if h5py.check_string_dtype(written.dtype) else written[()]
