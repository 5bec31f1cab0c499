"""What a command loads to make results."""

import subprocess
import sys

import pytest

ASKED = """
import sys
import numpy as np
from microsim.results.libraries import load_libraries
load_libraries(for_command=True)
import xarray as xr
table = xr.Dataset({"sum": (("year",), np.arange(3))}, {"year": [1, 2, 3]})
tree = xr.DataTree.from_dict({"/": xr.Dataset(), "/one": table})
assert int(tree["one"]["sum"].sel(year=2)) == 1
print("dask" in sys.modules)
import dask
"""


def test_a_command_leaves_dask_where_it_is():
    pytest.importorskip("dask")
    said = subprocess.run([sys.executable, "-c", ASKED], capture_output=True, text=True, check=True)
    assert said.stdout == "False\n"
