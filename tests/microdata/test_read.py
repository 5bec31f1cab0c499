"""Every format reads the same; what cannot be read is refused as a whole."""

import contextlib
import datetime
import importlib
import importlib.util
import sqlite3
from decimal import Decimal

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet
import pytest

from microsim.microdata.bring_in import import_file
from microsim.microdata.commands import column_lines
from microsim.microdata.folder import read_folder
from microsim.microdata.labels import labels_of
from microsim.microdata.months import month_of
from microsim.microdata.read import read_table
from microsim.microdata.values import text_of
from microsim.places import PLACE_CODE
from microsim.reading import InputError
from tests.microdata.sas import write_sas7bdat

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
    elif suffix == ".sas7bdat":
        write_sas7bdat(frame, path)
    elif suffix == ".duckdb":
        import duckdb

        with duckdb.connect(str(path)) as database:
            database.execute("CREATE TABLE persons AS SELECT * FROM frame")
    else:
        import pyreadstat

        if suffix in (".sav", ".zsav"):
            pyreadstat.write_sav(frame, str(path), compress=suffix == ".zsav")
        elif suffix == ".por":
            pyreadstat.write_por(frame.rename(columns=str.upper), str(path))
        else:
            pyreadstat.write_xport(frame, str(path), file_format_version=5)


FORMATS = [
    "p.csv.gz",
    "p.parquet",
    "p.dta",
    pytest.param("p.sav", marks=needs["pyreadstat"]),
    pytest.param("p.zsav", marks=needs["pyreadstat"]),
    pytest.param("p.por", marks=needs["pyreadstat"]),
    pytest.param("p.xpt", marks=needs["pyreadstat"]),
    pytest.param("p.sas7bdat", marks=needs["pyreadstat"]),
    pytest.param("p.duckdb", marks=needs["duckdb"]),
]
PLACES = ("guangzhou", "shenzhen", "shanghai", "meizhou", "foshan", "dongguan", "elsewhere")
KEPT = ["person", "weight", "sex", "birth", "place", "record_place", "wage"]


@pytest.mark.parametrize("name", FORMATS)
def test_formats_agree(extract, tmp_path, name):
    extract.only_persons()
    extract.persons["weight"] = [100.5, 250.25, 33.125, 80.0, 120.75, 0.5, 90.375]  # weights need not be whole
    frame = extract.persons[KEPT]
    extract.map["persons"] = {column: column for column in KEPT}
    frame = frame.rename(columns={"record_place": "recplace"})  # transport files have names of eight letters
    extract.map["persons"]["record_place"] = "recplace"
    _, map_file = extract.write(tmp_path)
    frame.to_csv(tmp_path / "p.csv", index=False)
    write(frame, tmp_path / name)
    plain = import_file(tmp_path / "p.csv", map_file, tmp_path / "a").folder
    if name.endswith(".por"):  # portable files have names in capitals
        text = map_file.read_text(encoding="utf-8")
        for column in frame.columns:
            text = text.replace(f": {column}\n", f": {column.upper()}\n")
        map_file.write_text(text, encoding="utf-8")
    other = import_file(tmp_path / name, map_file, tmp_path / "b").folder
    assert (plain / "persons.parquet").read_bytes() == (other / "persons.parquet").read_bytes()
    persons = read_folder(other)[0]["persons"]
    assert persons["wage"][0] == 9000
    assert persons["weight"].tolist() == [100.5, 250.25, 33.125, 80.0, 120.75, 0.5, 90.375]


@pytest.mark.parametrize(
    ("name", "package"),
    [
        ("p.sav", "pyreadstat"),
        ("p.sas7bdat", "pyreadstat"),
        ("p.duckdb", "duckdb"),
        ("p.xlsx", "python-calamine"),
        ("p.xls", "python-calamine"),
    ],
)
def test_a_missing_package_says_what_to_install(tmp_path, monkeypatch, name, package):
    (tmp_path / name).write_bytes(b"x")

    def missing(_):
        raise ImportError

    monkeypatch.setattr(importlib, "import_module", missing)
    with pytest.raises(InputError, match=rf"{package}: pip install 'pension-microsim\[data\]'"):
        read_table(tmp_path / name)


REFUSED = [
    ("p.ods", b"x", "found a file of another format, allowed is .csv"),
    ("none.csv", None, "found no such file"),
    ("p.csv", b"", "found no rows"),
    ("p.csv", b"a,b\n", "found no rows"),
    ("p.csv", b"a,b,a\n1,2,3\n", "found two columns of the name a"),
    (
        "p.csv",
        b"a,b\n1,2\n3\n4,5\n6,7,8\n",
        "row 2: found 1 fields, the header has 2 [fields_of_header]; 2 rows in all",
    ),
    ("p.csv", "a,b\n广州,2\n".encode("gbk"), "found bytes that are not utf-8; they read as gb18030"),
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


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
def test_a_file_with_chinese_names_and_words(extract, tmp_path, encoding):
    """As a spreadsheet in China saves it: GBK, or UTF-8 with a mark at the front."""
    extract.only_persons()
    frame = extract.persons[KEPT].rename(columns={"person": "个人编号", "place": "常住地", "sex": "性别"})
    frame["常住地"] = ["广州市", "深圳", "上海市", "梅州", "佛山", "东莞", "其他"]
    frame["性别"] = frame["性别"].map({"male": "男", "female": "女"})
    extract.map["persons"] = {column: column for column in KEPT} | {
        "person": "个人编号",
        "place": {"column": "常住地", "codes": dict(zip(frame["常住地"], PLACES, strict=True))},
        "sex": {"column": "性别", "codes": {"男": "male", "女": "female"}},
    }
    if encoding.startswith("gb"):
        extract.map["encoding"] = encoding
    _, map_file = extract.write(tmp_path)
    frame.to_csv(tmp_path / "p.csv", index=False, encoding=encoding)
    persons = read_folder(import_file(tmp_path / "p.csv", map_file, tmp_path / "own").folder)[0]["persons"]
    assert persons["person"].tolist() == [f"a{row}" for row in range(1, 8)]
    assert persons["place"].tolist() == [PLACE_CODE[key] for key in PLACES]
    assert persons["sex"].tolist() == [0, 1, 0, 1, 0, 1, 0]


LABELLED = {"sex": {1: "男", 2: "女", 9: "拒绝回答"}, "place": {31: "广州", 44: "上海"}, "wage": {-8.0: "不适用"}}


def labelled(path):
    """Write a file whose codes have labels; the labels of places say another place than their numbers would."""
    frame = pd.DataFrame(
        {
            "person": ["a", "b", "c", "d"],
            "sex": [1, 2, 1, 2],
            "place": [31, 44, 31, 44],
            "age": [30, 40, 50, 60],
            "wage": [5000.0, -8.0, 7000.0, -8.0],
        }
    )
    if path.suffix == ".dta":
        texts = {name: LABELLED[name] for name in ("sex", "place")} | {"wage": {-8: "不适用"}}
        frame["wage"] = frame["wage"].astype(int)
        frame.to_stata(path, write_index=False, version=118, value_labels=texts, variable_labels={"sex": "受访者性别"})
    else:
        import pyreadstat

        pyreadstat.write_sav(frame, str(path), variable_value_labels=LABELLED, column_labels={"sex": "受访者性别"})


@pytest.mark.parametrize("name", ["p.dta", pytest.param("p.sav", marks=needs["pyreadstat"])])
def test_labels_of_values_are_read(tmp_path, name):
    labelled(tmp_path / name)
    frame = read_table(tmp_path / name)
    assert labels_of(frame, "sex") == {"1": "男", "2": "女", "9": "拒绝回答"}
    line = next(line for line in column_lines(tmp_path / name, frame) if line.strip().startswith("sex"))
    assert "(男)" in line
    assert line.endswith("; 受访者性别")


@pytest.mark.parametrize("name", ["p.dta", pytest.param("p.sav", marks=needs["pyreadstat"])])
@pytest.mark.parametrize("codes", ["{男: male, 女: female}", "{1: male, 2: female}"])
def test_a_crosswalk_names_codes_or_labels(tmp_path, name, codes):
    labelled(tmp_path / name)
    (tmp_path / "map.yaml").write_text(
        f"date: 2016-12\nmissing: [不适用]\npersons: {{person: person, sex: {{column: sex, codes: {codes}}}, "
        "place: place, age: age, wage: wage}\n",
        encoding="utf-8",
    )
    persons = read_folder(import_file(tmp_path / name, tmp_path / "map.yaml", tmp_path / "own").folder)[0]["persons"]
    assert persons["sex"].tolist() == [0, 1, 0, 1]
    assert persons["place"].tolist() == [PLACE_CODE[key] for key in ("guangzhou", "shanghai") * 2]
    assert persons["wage"][[0, 2]].tolist() == [5000.0, 7000.0]
    assert pd.isna(persons["wage"][[1, 3]]).all()


@pytest.mark.skipif(importlib.util.find_spec("pyreadstat") is None, reason="needs pyreadstat")
def test_missing_values_of_stata_and_spss_are_not_known(tmp_path):
    """Extended missing values of Stata, and values SPSS declares missing, say nothing."""
    import pyreadstat

    frame = pd.DataFrame({"person": ["a", "b"], "wage": [5000.0, 99999.0]})
    pyreadstat.write_sav(frame, str(tmp_path / "p.sav"), missing_ranges={"wage": [99999.0]})
    assert read_table(tmp_path / "p.sav")["wage"].isna().tolist() == [False, True]
    frame = pd.DataFrame({"person": ["a", "b"], "wage": [5000.0, "r"]})
    pyreadstat.write_dta(frame, str(tmp_path / "p.dta"), version=15, missing_user_values={"wage": ["r"]})
    assert read_table(tmp_path / "p.dta")["wage"].isna().tolist() == [False, True]


VIEWS = {  # of a database with a table persons: what each is, and whether it reads this file alone
    "one_table": ("SELECT * FROM persons", True),
    "another_view": ("SELECT wage + 1 AS wage FROM one_table", True),
    "another_schema": ("SELECT * FROM bureau.records", True),
    "computed": ("SELECT twice(wage) AS wage, row_number() OVER (ORDER BY wage) AS place FROM persons", True),
    "a_text": ("SELECT * FROM read_text('{folder}/secret.csv')", False),
    "a_blob": ("SELECT * FROM read_blob('{folder}/secret.csv')", False),
    "a_csv": ("SELECT * FROM '{folder}/secret.csv'", False),
    "a_listing": ("SELECT * FROM glob('{folder}/*')", False),
    "by_a_subquery": (
        "SELECT wage, (SELECT content FROM read_text('{folder}/secret.csv')) AS told FROM persons",
        False,
    ),
    "by_a_view": ("SELECT * FROM a_text", False),
    "by_a_macro": ("SELECT * FROM told()", False),
    "by_a_query": ("SELECT * FROM query('SELECT * FROM read_text(''{folder}/secret.csv'')')", False),
    "another_file": ("SELECT * FROM other.records", False),
    "a_table_of_this_process": ("SELECT * FROM secret", False),
}


@pytest.fixture
def database(tmp_path):
    """A database whose views read its tables, other files, another database, and a table that is no more."""
    duckdb = pytest.importorskip("duckdb")
    (tmp_path / "secret.csv").write_text("wage\n1\n", encoding="utf-8")
    path = tmp_path / "p.duckdb"
    with duckdb.connect(str(path)) as made:
        made.execute("CREATE TABLE persons AS SELECT 5000 AS wage; CREATE TABLE secret AS SELECT 1 AS wage")
        made.execute("CREATE SCHEMA bureau; CREATE TABLE bureau.records AS SELECT 7000 AS wage")
        made.execute(f"ATTACH '{tmp_path}/o.duckdb' AS other; CREATE TABLE other.records AS SELECT 1 AS wage")
        made.execute("CREATE MACRO twice(x) AS 2 * x")
        made.execute(f"CREATE MACRO told() AS TABLE SELECT * FROM read_text('{tmp_path}/secret.csv')")
        for name, (query, _) in VIEWS.items():
            made.execute(f"CREATE VIEW {name} AS {query.format(folder=tmp_path)}")
        made.execute("DROP TABLE secret")
    return path


@pytest.mark.parametrize("name", [name for name, (_, own) in VIEWS.items() if own])
def test_views_of_tables_of_the_file_are_read(database, name):
    assert set(read_table(database, table=name)["wage"]) <= {5000, 5001, 7000, 10_000}


@pytest.mark.parametrize("name", [name for name, (_, own) in VIEWS.items() if not own])
def test_a_database_reads_nothing_but_itself(database, name):
    import duckdb

    secret = pd.DataFrame({"wage": [1]}, dtype="int32")  # found by a name that the file lacks, if the reader let it
    with pytest.raises(InputError) as error:
        read_table(database, table=name)
    assert f"p.duckdb: {name}: found a view that cannot be read from this file alone (" in str(error.value)
    if name != "another_file":
        with duckdb.connect(str(database), read_only=True) as opened:
            (found,) = opened.execute(f"SELECT count(*) FROM {name}").fetchone()
            assert found >= len(secret), "what is shut must be a door"


def test_a_database_of_another_kind_fetches_no_extension(tmp_path):
    """DuckDB would load what reads it, from the network if need be."""
    pytest.importorskip("duckdb")
    with contextlib.closing(sqlite3.connect(tmp_path / "p.duckdb")) as made:
        made.execute("CREATE TABLE persons (wage)")
        made.commit()
    with pytest.raises(InputError, match=r"cannot be read as \.duckdb"):
        read_table(tmp_path / "p.duckdb", table="persons")


BIG = 310101199001011234  # a double holds its neighbours as the same number
TYPED = {
    "whole": pa.array([BIG, BIG + 1, None], pa.int64()),
    "code": pa.array(["a", "b", "a"]).dictionary_encode(),
    "exact": pa.array([Decimal(BIG), Decimal(BIG + 1), None], pa.decimal128(18, 0)),
    "day": pa.array([datetime.date(9999, 12, 31), datetime.date(1965, 7, 15), None], pa.date32()),
    "moment": pa.array([datetime.datetime(1965, 7, 15, 8), None, None], pa.timestamp("us")),
}


@pytest.mark.parametrize("name", ["p.parquet", pytest.param("p.duckdb", marks=needs["duckdb"])])
def test_typed_values_stay_what_they_are(tmp_path, name):
    """Whole numbers beside missing ones, exact decimals, days beyond the calendars of nanoseconds."""
    typed = pa.table(TYPED)
    if name.endswith("parquet"):
        pyarrow.parquet.write_table(typed, tmp_path / name)
    else:
        import duckdb

        with duckdb.connect(str(tmp_path / name)) as database:
            database.execute("CREATE TABLE persons AS SELECT * FROM typed")
    frame = read_table(tmp_path / name, table="persons")
    texts = {column: [text_of(one) for one in frame[column]] for column in TYPED}
    assert texts["whole"] == texts["exact"] == [str(BIG), str(BIG + 1), ""]
    assert texts["code"] == ["a", "b", "a"]
    assert [month_of(text) for text in texts["day"]] == [None, 12 * 1965 + 6, None]
    assert month_of(texts["moment"][0]) == 12 * 1965 + 6


def test_what_is_no_value_is_named(extract, tmp_path):
    table = pa.table(
        {
            "person": ["a"],
            "sex": pa.array([b"male"], pa.binary()),
            "age": pa.array([[40]], pa.list_(pa.int64())),
            "place": pa.array([{"x": 1}]),
        }
    )
    pyarrow.parquet.write_table(table, tmp_path / "p.parquet")
    (tmp_path / "m.yaml").write_text("date: 2016-12\npersons: {person: person, sex: sex, age: age, place: place}\n")
    with pytest.raises(InputError) as error:
        import_file(tmp_path / "p.parquet", tmp_path / "m.yaml", tmp_path / "own")
    for found in ("found a binary", "found a list<", "found a struct<"):
        assert found in str(error.value)


@needs["pyreadstat"]
def test_months_and_days_of_spss(tmp_path):
    """Days come as dates; a month and a year is a number of seconds with a format."""
    import pyreadstat

    seconds = [
        float((np.datetime64(day, "s") - np.datetime64("1582-10-14", "s")).astype(int))
        for day in ("1965-07-01", "1970-10-01")
    ]
    frame = pd.DataFrame({"month": [*seconds, np.nan], "day": [*seconds, np.nan], "plain": [*seconds, np.nan]})
    pyreadstat.write_sav(frame, str(tmp_path / "p.sav"), variable_format={"month": "MOYR8", "day": "ADATE10"})
    table = read_table(tmp_path / "p.sav")
    for name in ("month", "day"):
        assert [month_of(text_of(one)) for one in table[name]] == [12 * 1965 + 6, 12 * 1970 + 9, None]
    assert [month_of(text_of(one)) for one in table["plain"]] == [None] * 3, "a number without a format is no month"
