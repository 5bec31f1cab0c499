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
    assert set(table["year"].to_pylist()) == {2010, 2011, 2012}
    assert set(table["months_1"].to_pylist()) == {12}
    assert set(table["months_0"].to_pylist()) == {0}
    assert set(table["wage"].to_pylist()) == {5000.5}


def test_the_file_explains_its_columns(tmp_path):
    panel.write_panel(np.arange(1, 3, dtype=np.uint64), record, tmp_path / "panel")
    metadata = pyarrow.parquet.read_schema(tmp_path / "panel" / "part-00000.parquet").metadata
    assert "yuan/month" in metadata[b"wage"].decode()


IDS = ("0007", "310101200001010123", "10_12", "5E2", "张三")


def test_ids_come_through_as_text(tmp_path):
    """Leading noughts, eighteen digits, letters: what a file calls a person is what the panel calls the person."""
    numbers = np.arange(2**63, 2**63 + len(IDS), dtype=np.uint64)
    names = {int(number): panel.Name(f"{ident}#2", ident) for number, ident in zip(numbers, IDS, strict=True)}
    panel.write_panel(numbers, record, tmp_path / "panel", names.__getitem__)
    frame = pyarrow.parquet.read_table(tmp_path / "panel").to_pandas()
    told = frame.groupby("number", sort=True).agg({"row_id": ["first", "nunique"], "person": "first"})
    assert tuple(told["row_id", "first"]) == IDS
    assert (told["row_id", "nunique"] == 1).all()
    assert tuple(told["person", "first"]) == tuple(f"{ident}#2" for ident in IDS)


def test_a_person_of_the_model_has_no_row(tmp_path):
    panel.write_panel(
        np.arange(1, 3, dtype=np.uint64), record, tmp_path / "panel", lambda one: panel.Name(f"a/{one}", None)
    )
    table = pyarrow.parquet.read_table(tmp_path / "panel")
    assert set(table["row_id"].to_pylist()) == {None}
    assert set(table["person"].to_pylist()) == {"a/1", "a/2"}
