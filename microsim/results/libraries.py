"""The libraries that results are made with: loading them takes longer than making results, so a run does it beside its lives."""

import sys

DASK = "dask"


def load_libraries(for_command: bool = False) -> None:
    """Load what results are made with; ``for_command`` where the process ends with the command that asks."""
    import h5py  # noqa: F401

    from microsim.words.book import book

    book()
    if for_command and sys.modules.keys().isdisjoint((DASK, "xarray")):
        load_without_dask()
    else:
        first_table()


def load_without_dask() -> None:
    """Load xarray as if dask were not installed.

    Its first table else loads the arrays of dask, and scipy with them, in half a second, for which a command has no use.
    """
    sys.modules[DASK] = None  # type: ignore[assignment]
    try:
        first_table()
    finally:
        del sys.modules[DASK]


def first_table() -> None:
    """Make a table: with the first one xarray loads all that it knows how to hold."""
    import xarray

    xarray.Dataset({"one": ("axis", [0])}, {"axis": [0]})
