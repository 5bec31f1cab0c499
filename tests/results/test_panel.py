"""The panel holds every year lived, and no other."""

import numpy as np
import pyarrow.parquet

from microsim.results import panel
from microsim.schema import PERSON


def record(numbers):
    """Return lives of three years in which each person lives one year more than the one before."""
    lives = np.zeros((len(numbers), 3), PERSON)
    for row, number in enumerate(numbers):
        lived = int(number) % 3 + 1
        lives["number"][row, :lived] = number
        lives["months"][row, :lived, 1] = 12
        lives["wage"][row, :lived] = 5000.5
        lives["birth"][row, :lived] = 12 * 1980
    return lives


def test_a_row_a_year_lived(tmp_path, monkeypatch):
    monkeypatch.setattr(panel, "PERSONS_A_FILE", 4)
    numbers = np.arange(1, 10, dtype=np.uint64)
    rows = panel.write_panel(numbers, record, tmp_path / "panel")
    assert len(list((tmp_path / "panel").iterdir())) == 3
    table = pyarrow.parquet.read_table(tmp_path / "panel")
    assert table.num_rows == rows == sum(int(number) % 3 + 1 for number in numbers)
    assert set(table["year"].to_pylist()) == {2016, 2017, 2018}
    assert set(table["months_1"].to_pylist()) == {12}
    assert set(table["months_0"].to_pylist()) == {0}
    assert set(table["wage"].to_pylist()) == {5000.5}


def test_the_file_explains_its_columns(tmp_path):
    panel.write_panel(np.arange(1, 3, dtype=np.uint64), record, tmp_path / "panel")
    metadata = pyarrow.parquet.read_schema(tmp_path / "panel" / "part-00000.parquet").metadata
    assert "yuan/month" in metadata[b"wage"].decode()
