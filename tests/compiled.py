"""Events called from Python, which they are not compiled for."""

import numba

from microsim.kernel.jit import OPTIONS


def from_python(event):
    """Return an event compiled once more, such that Python can call it; it is not kept in the cache."""
    return numba.njit(**(OPTIONS | {"cache": False}))(event.py_func)
