"""A tree of results as netCDF 4, written straight into HDF5 and read from it: what is general takes far longer over many variables.

A netCDF file is an HDF5 file whose axes are dimension scales, attached to the variables that have them.
"""

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import h5py
    import xarray as xr

CHUNK = 2**20  # bytes of a chunk, at most: what a reader holds in its cache
SMALL = 2**12  # bytes that are not worth packing
PACKED = {"compression": "gzip", "compression_opts": 1, "shuffle": True}
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

    with ONE_BY_ONE, h5py.File("in memory", "w", driver="core", backing_store=False, track_order=True) as file:
        file.attrs.update(tree.attrs)
        for node in tree.subtree:
            if node.variables:
                group = file.create_group(node.path, track_order=True)
                write_group(group, node.to_dataset(inherit=False))
                group.id.close()
        file.flush()
        made = file.id.get_file_image()
    Path(path).write_bytes(made)


def write_group(group: "h5py.Group", dataset: "xr.Dataset") -> None:
    """Write one table: its variables, then the labels of its axes.

    Where what stands in the file depends on when HDF5 closes an array, so each is closed here: Python would do it when
    nobody looks at it any more, and a profiler that looks at a thread would then change the bytes.
    """
    last = None
    axes = {axis: scale_of(group, axis, dataset) for axis in dataset.dims}
    beside = [name for name in dataset.coords if name not in axes]
    for name, variable in dataset.variables.items():
        if name in axes:
            continue
        attributes = dict(variable.attrs)
        labels = [other for other in beside if other != name and set(dataset[other].dims) <= set(variable.dims)]
        if labels and name not in beside:
            attributes["coordinates"] = " ".join(map(str, labels))
        written = write_variable(group, str(name), variable.values, attributes)
        if last is not None:
            last.id.close()
        last = written
        for axis, dimension in zip(variable.dims, written.dims, strict=True):
            dimension.attach_scale(axes[axis])
    for written in (*axes.values(), *([] if last is None else [last])):
        written.id.close()


def scale_of(group: "h5py.Group", axis: Any, dataset: "xr.Dataset") -> "h5py.Dataset":
    """Write the labels of an axis, or its length where it has none."""
    if axis in dataset.coords:
        scale = write_variable(group, str(axis), dataset[axis].values, dataset[axis].attrs)
        scale.make_scale(str(axis))
    else:
        scale = group.create_dataset(str(axis), (dataset.sizes[axis],), ">f4")
        scale.make_scale(NO_LABELS.format(dataset.sizes[axis]))
    return scale


def write_variable(group: "h5py.Group", name: str, values: Any, attributes: dict[str, Any]) -> "h5py.Dataset":
    """Write numbers or words with their attributes; what is large is packed."""
    import h5py

    options: dict[str, Any] = {}
    if values.dtype.kind in "OU":
        values = values.astype(object)
        options = {"dtype": h5py.string_dtype()}
    elif values.nbytes > SMALL:
        options = {"chunks": chunk_of(values), **PACKED}
    written = group.create_dataset(name, data=values, **options)
    written.attrs.update(attributes)
    return written


def chunk_of(values: Any) -> tuple[int, ...]:
    """Return the lengths of a chunk: the last axes whole, as many of them as fit."""
    room, lengths = CHUNK // values.itemsize, []
    for length in reversed(values.shape):
        lengths.append(max(1, min(length, room)))
        room //= lengths[-1]
    return tuple(reversed(lengths))


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
