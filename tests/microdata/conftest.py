"""What the tests of own microdata share."""

import pytest

from microsim.microdata.bring_in import import_file
from tests.microdata.extracts import Extract


@pytest.fixture
def extract():
    """A sound extract."""
    return Extract()


@pytest.fixture
def bring(tmp_path):
    """Write an extract, import it and return the import."""

    def call(extract, out=tmp_path / "population"):
        paths, map_file = extract.write(tmp_path)
        return import_file(paths["persons"], map_file, out, paths.get("spells"), paths.get("transfers"))

    return call
