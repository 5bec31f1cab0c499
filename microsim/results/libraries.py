"""The libraries that results are made with: loading them takes longer than making results, so a run does it beside its lives."""

import sys

DASK = "dask"


def load_libraries(for_command: bool = False) -> None:
    """Load what results are made with; ``for_command`` where the process ends with the command that asks."""
    import h5py  # noqa: F401
    import xarray

    from microsim.words.book import book

    book()
    if for_command and DASK not in sys.modules:
        load_without_dask()
    xarray.Variable((), 0)  # the first one loads all that xarray knows how to hold


def load_without_dask() -> None:
    """Let xarray take dask for not installed.

    Its first array else loads the arrays of dask, and scipy with them, in half a second, for which a command has no use.
    """
    import xarray

    sys.modules[DASK] = None  # type: ignore[assignment]
    try:
        xarray.Variable((), 0)
    finally:
        del sys.modules[DASK]
