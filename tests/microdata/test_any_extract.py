"""Whatever a file of microdata holds, it is brought in as it says or refused with what is wrong: a seeded fuzz.

``python -m tests.microdata.test_any_extract SEED CASE FOLDER`` makes one case again.
"""

import datetime
import re
import sys
from decimal import Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet
import pytest
import yaml

from microsim.microdata.bring_in import import_file
from microsim.microdata.crosswalk import SOURCE_KEYS, TOP_KEYS, read_crosswalk
from microsim.microdata.folder import read_folder
from microsim.microdata.variables import CODES, TABLES
from tests.fuzzing import spoiled, try_case, try_cases
from tests.microdata.extracts import Extract
from tests.microdata.workbooks import write_workbook

SEED, SHORT, LONG = 20161231, 24, 1500
# fmt: off
CELLS = [
    "", " ", ".", "NA", "nan", "inf", "-inf", "1e308", "1e309", "-1", "0", "1", "2", "1_000", "1,000", "1,00", "１２", "0x1F", "1e3", "12.5",
    "9" * 18, "9" * 60, "-8", "77", "007", "7.0", "1965.7", "1970.10", "1965-07", "1965年7月", "9999-12-31", "2016-12", "2017-01", "1850-01",
    "196513", "至今", "男", "女", "有", "无", "广东省广州市", "440106001001", "guangzhou", "上海", "elsewhere", "湖南", "male", "female",
    "paying", "pensioner", "none", "a1", "a2", "zz", "\x1b[31m", "\u202e", "\0", "a\nb", 'a"b', "a,b", "💰", "x" * 5000, "true", "4.4E+17",
]
VALUES = [
    None, True, False, 0, 1, -8, 77, 1e30, "", "x", [], {}, [1], {"a": 1}, "2016-12", "2016-13", "utf-8", "gbk", "hex", "drop", "scaled", ";",
    "tab", {"column": "sex"}, {"value": "male"}, {"value": None}, {"value": [1]}, {"column": "wage", "unit": "yuan/year"},
    {"column": "wage", "missing": [77]}, {"column": "sex", "codes": {1: "male", "01": "female"}}, {"column": "last", "open": [""]},
]
# fmt: on
STRICT = re.compile(r"[+-]?([0-9]+|[1-9][0-9]{0,2}(,[0-9]{3})+)(\.[0-9]*)?([eE][+-]?[0-9]{1,3})?")
NUMBERS = ("wage", "weight", "mean_index", "account", "pension")
SUFFIXES = ("csv", "csv", "tsv", "xlsx", "parquet", "dta", "sav")


def write(extract, folder, luck):
    """Write an extract in some format; return the paths of its tables."""
    suffix = luck.choice(SUFFIXES)
    paths = {}
    for name in TABLES:
        frame = getattr(extract, name)
        path = paths[name] = folder / f"{name}.{suffix}"
        if suffix in ("csv", "tsv"):
            frame.to_csv(path, index=False, sep="\t" if suffix == "tsv" else ",")
        elif suffix == "xlsx":
            pytest.importorskip("python_calamine")
            rows = [
                [None if one is None or one != one else one for one in row]
                for row in frame.to_numpy(dtype=object).tolist()
            ]
            printed = [[re.sub(r"[\0-\x1f]", "", one) if isinstance(one, str) else one for one in row] for row in rows]
            write_workbook(path, {name: [list(frame.columns), *printed]})
        else:
            texts = frame.astype(object).where(frame.notna(), "").astype(str)
            if suffix == "parquet":
                texts.to_parquet(path)
            elif suffix == "dta":
                texts.map(lambda one: one[:200].replace("\0", "")).to_stata(path, write_index=False, version=118)
            else:
                pytest.importorskip("pyreadstat").write_sav(
                    texts.map(lambda one: one[:200].replace("\0", "")), str(path)
                )
    return paths


def sound_folder(made, numbers):
    """Refuse silent nonsense in what was brought in: bounds, ids, and numbers that a stricter reader reads otherwise."""
    tables, summary = read_folder(made.folder)
    for name, table in tables.items():
        for variable in TABLES[name]:
            values = table.columns.get(variable.name)
            if values is None or variable.kind == "id":
                continue
            known = values[~np.isnan(values)]
            assert np.isfinite(known).all(), variable.name
            if variable.lowest is not None:
                assert ((known >= variable.lowest) & (known <= variable.highest)).all(), variable.name
    persons = tables["persons"]
    assert len(set(persons["person"])) == persons.rows
    assert persons["weight"].min() > 0
    assert summary["persons"] == pytest.approx(persons["weight"].sum())
    for row, column, text in numbers:
        found = persons[column][row]
        if STRICT.fullmatch(text.strip()):
            assert found == pytest.approx(float(text.replace(",", ""))), f"{column}: {text!r} was read as {found}"
        else:
            assert np.isnan(found), f"{column}: {text!r} was read as {found}"


def any_extract(luck, folder):
    """Try an extract with some bad cells, bytes or entries of its crosswalk."""
    extract, numbers = Extract(), []
    bytes_change = luck.random() < 0.3
    for _ in range(luck.choice((0, 1, 1, 2))):
        table = luck.choice(list(TABLES))
        frame = getattr(extract, table)
        column, row, cell = luck.choice(list(frame.columns)), luck.randrange(len(frame)), luck.choice(CELLS)
        extract.put(table, row + 1, **{column: cell})
        numbers = [one for one in numbers if one[:2] != (row, column)]
        if column in NUMBERS and table == "persons":
            numbers.append((row, column, cell))
    if changed := luck.random() < 0.3:
        where = luck.choice((extract.map, extract.map["persons"], extract.map["spells"]))
        names = [*where, "encoding", "separator", "missing", "without_weight", "from_model", "wage", "x"]
        where[luck.choice(names)] = luck.choice(VALUES)
    paths = write(extract, folder, luck)
    text = yaml.safe_dump(extract.map, allow_unicode=True, sort_keys=False).encode()
    (folder / "map.yaml").write_bytes(spoiled(luck, text) if bytes_change and luck.random() < 0.3 else text)
    if bytes_change:
        path = luck.choice(list(paths.values()))
        path.write_bytes(spoiled(luck, path.read_bytes()))
    made = import_file(paths["persons"], folder / "map.yaml", folder / "own", paths["spells"], paths["transfers"])
    sound_folder(made, [] if bytes_change or changed else numbers)


def any_numbers(luck, folder):
    """Try a column of numbers, some of which a lenient reader would take for others."""
    alphabet = luck.choice(("0123456789", "0123456789.,", "0123456789eE+-._,", "0123456789１２nai ()xX%'"))
    texts = ["".join(luck.choices(alphabet, k=luck.randint(1, 8))) for _ in range(3)]
    frame = pd.DataFrame({"p": ["a", "b", "c"], "w": texts})
    frame.to_csv(folder / "p.csv", index=False)
    (folder / "map.yaml").write_text(
        "date: 2016-12\npersons: {person: p, wage: w, sex: {value: male}, age: {value: 40}, place: {value: shanghai}}\n",
        encoding="utf-8",
    )
    made = import_file(folder / "p.csv", folder / "map.yaml", folder / "own")
    sound_folder(made, [(row, "wage", text) for row, text in enumerate(texts)])


def any_column(luck, rows):
    """Return a column of some type, with some values missing."""
    makers = {
        pa.int8(): lambda: luck.randint(-9, 99),
        pa.uint64(): lambda: luck.choice((0, 1, 2, 196507, 2**63, 310101199001011234)),
        pa.float32(): lambda: luck.choice((1.0, 1965.1, 0.5, float("inf"), float("nan"), 1e30)),
        pa.float64(): lambda: luck.choice((1.0, 2.0, 1970.1, 196507.0, 1e15, 3.1e17, -8.0, float("nan"))),
        pa.decimal128(20, 2): lambda: Decimal(luck.randint(-100, 10**17)) / 100,
        pa.bool_(): lambda: luck.random() < 0.5,
        pa.date32(): lambda: datetime.date(luck.choice((1, 1582, 1965, 2016, 9999)), 7, 1),
        pa.timestamp("us"): lambda: datetime.datetime(luck.choice((1, 1965, 2016, 9999)), 7, 1),
        pa.timestamp("ns", "Asia/Shanghai"): lambda: datetime.datetime(1965, 7, 1, tzinfo=datetime.UTC),
        pa.time64("us"): lambda: datetime.time(1, 2),
        pa.duration("s"): lambda: datetime.timedelta(days=9),
        pa.string(): lambda: luck.choice(CELLS),
        pa.binary(): lambda: luck.randbytes(3),
        pa.list_(pa.int64()): lambda: [1],
        pa.struct([("x", pa.int64())]): lambda: {"x": 1},
        pa.null(): lambda: None,
    }
    kind = luck.choice(list(makers))
    column = pa.array([None if luck.random() < 0.2 else makers[kind]() for _ in range(rows)], kind)
    return column.dictionary_encode() if kind == pa.string() and luck.random() < 0.5 else column


def any_types(luck, folder):
    """Try a typed file of which some columns are of types that no bureau would give them."""
    extract = Extract().only_persons()
    table = pa.Table.from_pandas(extract.persons, preserve_index=False)
    for _ in range(luck.choice((1, 1, 2))):
        place = luck.randrange(table.num_columns)
        table = table.set_column(place, table.column_names[place], any_column(luck, table.num_rows))
    pyarrow.parquet.write_table(table, folder / "p.parquet")
    _, map_file = extract.write(folder)
    made = import_file(folder / "p.parquet", map_file, folder / "own")
    sound_folder(made, [])


def any_entry(luck, depth=0):
    """Return something that may stand in a crosswalk."""
    if depth < 3 and luck.random() < 0.5:
        keys = [*TOP_KEYS, *SOURCE_KEYS, *CODES, "wage", "birth", "last", "x", 1, None, True]
        return {luck.choice(keys): any_entry(luck, depth + 1) for _ in range(luck.randint(0, 4))}
    if luck.random() < 0.2:
        return [any_entry(luck, 3) for _ in range(luck.randint(0, 3))]
    return luck.choice(VALUES + CELLS)


def any_crosswalk(luck, folder):
    """Try a crosswalk of any entries, beside sound ones."""
    content = {"date": "2016-12", "persons": {"person": "p", "sex": "s", "place": "q", "age": "a"}}
    place = luck.choice((content, content["persons"]))
    for _ in range(luck.choice((0, 1, 1, 2, 3))):
        place[luck.choice([*TOP_KEYS, *place, "wage", "birth", "membership"])] = any_entry(luck)
    text = yaml.safe_dump(content if luck.random() < 0.9 else any_entry(luck), allow_unicode=True, sort_keys=False)
    (folder / "map.yaml").write_text(text, encoding="utf-8")
    read_crosswalk(folder / "map.yaml")


CASES = (any_extract, any_numbers, any_types, any_crosswalk)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_a_few(tmp_path, case):
    counts = try_cases(case, SEED, range(SHORT), tmp_path)
    assert min(counts.values()) > 0, f"{counts}: the cases are all alike"


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_many(tmp_path, case):
    counts = try_cases(case, SEED, range(SHORT, LONG), tmp_path)
    assert min(counts.values()) > LONG // 50, f"{counts}: the cases are all alike"


if __name__ == "__main__":
    seed, number, place = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    for one in CASES:
        (place / one.__name__).mkdir(parents=True)
        print(one.__name__, try_case(one, seed, number, place / one.__name__))
