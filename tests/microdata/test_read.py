"""Every format reads the same; what cannot be read is refused as a whole."""

import importlib
import importlib.util

import pandas as pd
import pytest

from microsim.microdata.bring_in import import_file
from microsim.microdata.folder import read_folder
from microsim.microdata.read import read_table
from microsim.yaml_reader import InputError

needs = {name: pytest.mark.skipif(importlib.util.find_spec(name) is None, reason=f"needs {name}")
         for name in ("pyreadstat", "duckdb")}  # fmt: skip


def write(frame, path):
    """Write a frame in the format of a path's name."""
    suffix = path.suffix
    if suffix == ".parquet":
        frame.to_parquet(path, index=False)
    elif suffix == ".dta":
        frame.to_stata(path, write_index=False, version=118)
    elif suffix == ".gz":
        frame.to_csv(path, index=False)
    elif suffix == ".duckdb":
        import duckdb

        with duckdb.connect(str(path)) as database:
            database.execute("CREATE TABLE persons AS SELECT * FROM frame")
    else:
        import pyreadstat

        if suffix == ".sav":
            pyreadstat.write_sav(frame, str(path))
        else:
            pyreadstat.write_xport(frame, str(path), file_format_version=5)


FORMATS = [
    "p.csv.gz",
    "p.parquet",
    "p.dta",
    pytest.param("p.sav", marks=needs["pyreadstat"]),
    pytest.param("p.xpt", marks=needs["pyreadstat"]),
    pytest.param("p.duckdb", marks=needs["duckdb"]),
]
KEPT = ["person", "weight", "sex", "birth", "place", "record_place", "wage"]


@pytest.mark.parametrize("name", FORMATS)
def test_formats_agree(extract, tmp_path, name):
    extract.only_persons()
    frame = extract.persons[KEPT]
    extract.map["persons"] = {column: column for column in KEPT}
    frame = frame.rename(columns={"record_place": "recplace"})  # transport files have names of eight letters
    extract.map["persons"]["record_place"] = "recplace"
    _, map_file = extract.write(tmp_path)
    frame.to_csv(tmp_path / "p.csv", index=False)
    write(frame, tmp_path / name)
    plain = import_file(tmp_path / "p.csv", map_file, tmp_path / "a").folder
    other = import_file(tmp_path / name, map_file, tmp_path / "b").folder
    assert (plain / "persons.parquet").read_bytes() == (other / "persons.parquet").read_bytes()
    assert read_folder(other)[0]["persons"]["wage"][0] == 9000


@pytest.mark.parametrize(
    ("name", "package"), [("p.sav", "pyreadstat"), ("p.sas7bdat", "pyreadstat"), ("p.duckdb", "duckdb")]
)
def test_a_missing_package_says_what_to_install(tmp_path, monkeypatch, name, package):
    (tmp_path / name).write_bytes(b"x")

    def missing(_):
        raise ImportError

    monkeypatch.setattr(importlib, "import_module", missing)
    with pytest.raises(InputError, match=rf"{package}: pip install 'pension-microsim\[data\]'"):
        read_table(tmp_path / name)


REFUSED = [
    ("p.xlsx", b"x", "found a file of another format, allowed is .csv"),
    ("none.csv", None, "found no such file"),
    ("p.csv", b"", "found no rows"),
    ("p.csv", b"a,b\n", "found no rows"),
    ("p.csv", b"a,b,a\n1,2,3\n", "found two columns of the name a"),
    (
        "p.csv",
        b"a,b\n1,2\n3\n4,5\n6,7,8\n",
        "row 2: found 1 fields, the header has 2 [fields_of_header]; 2 rows in all",
    ),
    ("p.csv", "a,b\n广州,2\n".encode("gbk"), "found bytes that are not utf-8; say encoding: gbk"),
    ("p.parquet", b"no parquet", "cannot be read as .parquet"),
    ("p.dta", b"no stata", "cannot be read as .dta"),
]


@pytest.mark.parametrize(("name", "content", "reason"), REFUSED)
def test_what_cannot_be_read(tmp_path, name, content, reason):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError) as error:
        read_table(tmp_path / name)
    assert reason in str(error.value)


def test_encoding(tmp_path):
    (tmp_path / "p.csv").write_bytes("城市,b\n广州,2\n".encode("gbk"))
    assert read_table(tmp_path / "p.csv", "gbk")["城市"].tolist() == ["广州"]


def test_leading_zeros_and_quotes_stay(tmp_path):
    (tmp_path / "p.csv").write_text('id,b\n007,"a,b"\n', encoding="utf-8")
    frame = read_table(tmp_path / "p.csv")
    assert frame.iloc[0].tolist() == ["007", "a,b"]
    assert isinstance(frame, pd.DataFrame)
